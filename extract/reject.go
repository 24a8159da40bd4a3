package extract

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sada"
	"sada/internal/address"
	"sada/internal/words"
)

var (
	challengeTitle = regexp.MustCompile(`(?i)^(?:just a moment|attention required|access denied|access to this (?:page|site) (?:has been|is) |ddos[- ]?(?:guard|protection)|checking your browser|un instant|vérification (?:de sécurité|en cours)|(?:vercel )?security check(?:point)?$|security check|please wait|are you a robot|pardon our interruption|making sure you|human verification|you are being redirected|verify(?:ing)? (?:that )?you|لحظة من فضلك|لحظة واحدة)`)
	missingTitle   = regexp.MustCompile(`(?i)^\W*(?:erreur|error|http|خطأ)?\W*404(?:\W|$)|(?:erreur|error) 404|page (?:not found|introuvable|aucun résultat|no results?\b|لا توجد نتائج|non trouvée|inexistante)|^\W*(?:not found|introuvable|nothing found)(?:\W*$| [-–|])|الصفحة.{0,30}غير موجودة|لم يتم العثور على|صفحة الخطأ`)
	missingClass   = regexp.MustCompile(`(?:^|\s)(?:error-?404|page-404|not-?found|page-not-found)(?:\s|$)`)
	consentTitle   = regexp.MustCompile(`(?i)before you continue|avant d'accéder|avant de continuer|consent|your privacy|votre vie privée|قبل (?:المتابعة|أن تتابع)|^(?:إعدادات )?الموافقة`)
	loginTitle     = regexp.MustCompile(`(?i)^(?:log ?in|sign ?in|connexion|se connecter|identifiez-vous|تسجيل الدخول|دخول)(?:\P{L}|$)`)
	loginWall      = regexp.MustCompile(`(?i)(?:réservée?s? (?:aux|à nos) (?:abonné|lecteurs|membres)|article réservé|subscribers? only|exclusive to subscribers|for subscribers\b|pour lire la suite|(?:abonnez|connectez|identifiez|inscrivez)-vous pour (?:lire|continuer|accéder|poursuivre|découvrir|consulter)|compte (?:gratuit )?pour (?:lire|continuer|accéder|poursuivre)|% de cet article|(?:subscribe|log in|sign in|register|free account|free account) to (?:keep|continue|read|access|unlock)|(?:limit|all) of (?:your )?free|(?:ce contenu|cet article|contenu) (?:est )?(?:réservé|premium)|(?:article|story|content) is (?:only )?(?:for|available to|reserved for) (?:our )?(?:members|subscribers)|(?:لمتابعة|لمواصلة|لإتمام) القراءة[^.]{0,30}(?:اشترا|تسجيل|الدخول)|خاص بالمشتركين|للمشتركين فقط|مخصص للمشتركين|(?:هذا )?المحتوى للمشتركين|(?:سجل|سجلوا|اشترك|اشتركوا)[^.]{0,20} (?:لمتابعة|لمواصلة|لقراءة)|(?:الدخول|الاشتراك) (?:لمتابعة|لمواصلة|لقراءة)|لقراءة (?:المقال|النص|المزيد)[^.]{0,20}(?:اشترك|سجل))`)
	softWall       = regexp.MustCompile(`(?i)abonn|premium|subscri|sign in|log in|register|inscri|connect|compte|identifi|اشتر|مشترك|الدخول|حساب`)
	wallClass      = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:pay-?wall|reg(?:ister|istration)?-?wall|mur-abo\w*|premium-(?:box|wall|content)|subscri(?:be|ption)-?wall|meter(?:ed)?-?(?:wall|box)|login-?wall|content-?gate|content-?lock(?:ed)?)`)
	robotText      = regexp.MustCompile(`(?i)captcha|(?:you are|you're|vous êtes|n'êtes|not|that you) (?:pas )?(?:a |un )?(?:human|robot|bot\b|automate)|are you a robot|êtes-vous un robot|activer js|enable js|ad ?blocker|bloqueur de publicité|unusual (?:traffic|activity)|trafic inhabituel|inhabituel de requêtes|(?:pare-feu|firewall)|accès (?:refusé|bloqué|interdit)|access (?:denied|blocked)|incapsula|proof of work|verifying your browser|security of your connection|prouver que vous êtes|contrôle de sécurité|روبوت|برنامجا آليا|التحقق الأمني|التحقق من (?:أنك|المتصفح|أمان)|نتحقق من|مراجعة أمان|جدار الحماية`)
	missingText    = regexp.MustCompile(`(?i)no longer (?:available|exists?|online)|n'est plus (?:disponible|en ligne|accessible)|n'existe (?:pas|plus)|introuvable|aucun résultat|no results?\b|لا توجد نتائج|(?:does not|doesn't) exist|(?:could|can)(?:not|n't| not) (?:be found|find)|not found|nothing (?:was |were )?found|rien n'a(?:it)? été trouvé|(?:been|was|is|article|page|content|story) (?:withdrawn|removed|deleted|unavailable)|unavailable|oops|oups|(?:a|ont) été (?:retiré|supprimé|dépublié|déplacé)|déplacée? ou supprimé|(?:may|might) have (?:been )?moved|has expired|a expiré|est expiré|article expiré|page expirée|contenu expiré|لم يعد متوفر|لم تعد (?:متوفر|موجود)|غير موجود|غير (?:متوفر|متاح)|الصفحة المطلوبة|(?:تم|جرى) (?:حذف|سحب|إزالة)|سحب هذا|(?:n'avons pas|pas pu) trouv(?:é|er)|(?:contenu|article|page) (?:supprimé|retiré|dépublié)|(?:page|story|article) isn't here|taken down|لم نعثر|لم نجد|لا (?:نستطيع|يمكننا) العثور|لا يوجد شيء هنا`)
	consentText    = regexp.MustCompile(`(?i)(?:accept|refus|reject|consent|accord|choi[cx]|partner|partenaire)[^.]{0,200}(?:cookies|traceurs)|(?:cookies|traceurs)[^.]{0,200}(?:accept|refus|reject|consent|accord|choi[cx]|partner|partenaire)|ملفات تعريف الارتباط|سياسة الخصوصية|خصوصيتك`)
	consentWords   = regexp.MustCompile(`(?i)cookie|traceur|consent|partenaires|partners|données personnelles|personal data|publicité personnalisée|personali[sz]ed (?:ads|advertising)|audience|privacy|vie privée|accepter|accept all|موافق|بيانات|الخصوصية|قبول الكل|اختيارات`)
	needsScript    = regexp.MustCompile(`(?i)(?:enable|activer|activez|requires?|need|nécessite|يرجى تفعيل|تفعيل).{0,40}(?:javascript|جافا)|javascript.{0,40}(?:enable|activé|required|disabled)`)
	holding        = regexp.MustCompile(`(?i)(?:site|page|serveur|website|server|service) (?:est |is )?(?:actuellement |currently |temporairement |temporarily )?(?:en (?:cours de )?(?:maintenance|construction)|suspendu|fermé|down\b|under (?:maintenance|construction)|suspended|closed)|(?:account|compte|hébergement|domain(?: name)?|nom de domaine)[^.]{0,60}(?:suspend|expir|for sale|à vendre|disabled)|(?:revenons|reviendrons|de retour) (?:bientôt|dans quelques)|be (?:right )?back (?:soon|shortly)|scheduled maintenance|coming soon|bientôt disponible|welcome to nginx|default (?:web )?page|it works!|something went wrong|une erreur (?:est survenue|s'est produite)|internal server error|bad gateway|gateway time-?out|service (?:temporarily )?unavailable|too many connections|(?:fatal|parse) error\s*:|uncaught (?:\w+ )?(?:error|exception)|stack trace:|erreur fatale|connexion à la base de données|database connection|(?:تحت|قيد) (?:الصيانة|الإنشاء)|سنعود قريبا|الموقع (?:متوقف|موقوف|مغلق)|حدث خطأ`)
	waiting        = regexp.MustCompile(`(?i)^\W*(?:chargement(?: en cours)?|loading|please wait|veuillez patienter|جار(?:ي)? التحميل|انتظر(?: من فضلك)?)\W*$`)
)

// appRoots are the ids of the elements that libraries of scripts fill.
var appRoots = map[string]bool{"root": true, "app": true, "__next": true, "__nuxt": true, "___gatsby": true, "app-root": true, "svelte": true, "main-app": true, "react-root": true}

// guardSigns stand in the code and the addresses of challenges.
var guardSigns = []string{"_cf_chl_opt", "captcha-delivery.", "sucuri_cloudproxy", "AwsWafIntegration", "_Incapsula_Resource", "px-captcha", "ddos-guard"}

// guards reports whether code or an address is that of a challenge.
func guards(s string) bool {
	for _, mark := range guardSigns {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}

// refuse tells a page that cannot be an article, before its body is read; nil
// when it may be one.
func (d *page) refuse() error {
	title := d.title
	switch {
	case challengeTitle.MatchString(title), d.src.Capture.Header.Get("Cf-Mitigated") == "challenge", d.guarded && d.letters < d.by.Reject.Guarded:
		return reject(sada.ReasonChallenge, "%s", title)
	case strings.Contains(address.Host(d.address), "consent.") || consentTitle.MatchString(title) && d.letters < d.by.Reject.Consent:
		return reject(sada.ReasonConsent, "%s", title)
	case loginTitle.MatchString(title) && d.password:
		return reject(sada.ReasonLogin, "%s", title)
	case missingTitle.MatchString(title) && d.articleData() == nil, missingClass.MatchString(head(attr(d.body, "class"), maxBodyClass)):
		return reject(sada.ReasonSoft404, "%s", title)
	}
	for _, n := range d.heads[:min(len(d.heads), maxAsked)] {
		if s := squeeze(inner(n)); missingTitle.MatchString(s) && utf8.RuneCountInString(s) < d.by.Reject.MissingHeading && d.articleData() == nil {
			return reject(sada.ReasonSoft404, "%s", s)
		}
	}
	return nil
}

// judge tells a page whose body has been read and is no article's; nil when it
// is one.
func (d *page) judge(a *sada.Article, r *reader) error {
	n := utf8.RuneCountInString(a.Text())
	if len(a.Blocks) == 1 && waiting.MatchString(a.Text()) {
		n = 0
	}
	described := d.described()
	if n < d.by.Reject.Slight {
		if err := d.judgeSlight(a, described, n); err != nil {
			return err
		}
	}
	if !described {
		if err := d.judgeUndescribed(a, r, n); err != nil {
			return err
		}
	}
	switch {
	case n < d.by.Reject.NoText && len(a.Embeds) == 0:
		if d.anchors > d.by.Reject.EmptySection {
			return reject(sada.ReasonSection, "%d links and no text", d.anchors)
		}
		return reject(sada.ReasonEmpty, "the page holds no text of an article")
	case !described && a.Title == "":
		return reject(sada.ReasonEmpty, "the page has no title")
	}
	return nil
}

// described reports whether the page's own data calls it an article: a time of
// publication, or objects of JSON-LD, few of them or one of the page's title. A
// list describes the articles that it leads to.
func (d *page) described() bool {
	if d.metaOf("article:published_time") != "" {
		return true
	}
	all := 0
	for _, m := range d.data {
		if typed(m, articleTypes...) {
			all++
			if s := words.Squash(str(m["headline"])); s != "" && strings.Contains(words.Squash(d.title), s) {
				return true
			}
		}
	}
	return all > 0 && all <= d.by.Reject.Described
}

// judgeUndescribed judges a page whose data does not call it an article.
func (d *page) judgeUndescribed(a *sada.Article, r *reader, n int) error {
	by := &d.by.Reject
	if s := d.missing(a); s != "" {
		return reject(sada.ReasonSoft404, "%s", head(s, maxTold))
	}
	longest := 0
	for _, b := range a.Blocks {
		switch b.Kind {
		case sada.Paragraph, sada.Quote:
			longest = max(longest, utf8.RuneCountInString(b.Text))
		case sada.List: // one of links away is no block
			for item := range strings.Lines(b.Text) {
				longest = max(longest, utf8.RuneCountInString(item))
			}
		}
	}
	// A teaser is short: what is long is the text of an article.
	if (len(a.Embeds) == 0 || n > by.Slight) && !(n > by.LongText && longest > by.LongParagraph) {
		if what := d.lists(a.Title); what != "" {
			return reject(sada.ReasonSection, "%s", what)
		}
	}
	dated := !a.Published.IsZero()
	called := strings.HasPrefix(d.metaOf("og:type"), "article")
	switch {
	case d.home() && (r.teasers > 2 || n < by.HomeText || d.anchors > by.HomeLinks):
		return reject(sada.ReasonSection, "a home page")
	case longest < by.LinesOnly && d.anchors > by.LinesLinks && !called:
		return reject(sada.ReasonSection, "%d links and hardly any text", d.anchors)
	case n >= by.NoText && n < by.Hardly && !dated && !called && len(a.Embeds) == 0:
		return reject(sada.ReasonEmpty, "the page holds hardly any text and no date")
	}
	return nil
}

// missing is what a page says that tells that the article is not there: two of its
// title, its heading and the words under that, "" when they do not.
func (d *page) missing(a *sada.Article) string {
	said := a.Title
	if len(d.heads) > 0 {
		said = squeeze(inner(d.heads[0]))
	}
	told, first := 0, ""
	hear := func(s string) {
		if missingText.MatchString(head(s, maxMissing)) {
			told++
			first = cmp.Or(first, s)
		}
	}
	hear(said)
	// A title that says the same once more is no second witness.
	if d.title != said && !strings.Contains(words.Squash(d.title), words.Squash(said)) {
		hear(d.title)
	}
	if told == 0 {
		return ""
	}
	hear(d.under(a, said))
	if told < 2 || utf8.RuneCountInString(said) >= d.by.Reject.MissingHeading {
		return ""
	}
	if l := d.list(); l.own > d.by.Reject.AboutMissing || l.dated() {
		return "" // an article about what is missing
	}
	return first
}

// under is the text under the heading that says something, else the first
// paragraph.
func (d *page) under(a *sada.Article, said string) string {
	if len(d.heads) > 0 {
		if s := strings.TrimPrefix(squeeze(inner(d.heads[0].Parent)), said); s != "" {
			return s
		}
	}
	for _, b := range a.Blocks {
		if b.Kind == sada.Paragraph {
			return b.Text
		}
	}
	return ""
}

// judgeSlight tells what a page with little text is when it is no article.
func (d *page) judgeSlight(a *sada.Article, described bool, n int) error {
	by, all := &d.by.Reject, head(squeeze(inner(d.body)), maxSlight)
	switch {
	case n < by.NoText && len(a.Embeds) == 0 && d.letters < by.Drawn && d.drawn():
		return reject(sada.ReasonScript, "the page is empty without JavaScript")
	case d.walled(a, all, n):
		return reject(sada.ReasonLogin, "the text is kept for subscribers")
	}
	dated := false // by the page itself: what led here dates an error page as well
	switch a.Published.From {
	case "", sada.FromAddress, sada.FromFeed, sada.FromREST:
	default:
		dated = true
	}
	if described || dated || len(a.Embeds) > 0 {
		return nil
	}
	said, asks := "", a.Title+" "+a.Text()
	if len(d.heads) > 0 {
		said = squeeze(inner(d.heads[0]))
	}
	if n < by.NoText {
		asks = all
	}
	switch {
	case d.password:
		return reject(sada.ReasonLogin, "a form for a name and a password")
	case d.letters < by.RobotPage && robotText.MatchString(all):
		return reject(sada.ReasonChallenge, "%s", head(all, maxTold))
	case n >= by.NoText && missingText.MatchString(head(said+" "+a.Title+" "+a.Text(), by.MissingBegin)), n < by.NoText && d.letters < by.RobotPage && missingText.MatchString(all):
		return reject(sada.ReasonSoft404, "%s", head(squeeze(a.Text()), maxTold))
	case d.letters < by.ConsentPage && d.anchors < by.FewLinks && (len(consentWords.FindAllString(asks, by.ConsentWords)) == by.ConsentWords || consentText.MatchString(asks)):
		return reject(sada.ReasonConsent, "%s", head(all, maxTold))
	case d.anchors < by.FewLinks && holding.MatchString(all):
		return reject(sada.ReasonEmpty, "%s", head(all, maxTold))
	}
	return nil
}

// drawn reports whether the page is one that its scripts fill: by what it says
// without them, by how much of them it holds, or by the element they fill.
func (d *page) drawn() bool {
	if d.scripts > d.by.Reject.Scripts || needsScript.MatchString(d.noscript) {
		return true
	}
	for n := range d.body.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attr(n, "id"); (appRoots[id] || n.Data == "app-root") && countLetters(head(inner(n), maxRoot)) < d.by.Reject.Root {
			return true
		}
	}
	return false
}

// walled reports whether the text is kept back: the page says so in words that
// only such a page says, or in a box that is named so.
func (d *page) walled(a *sada.Article, all string, n int) bool {
	if n >= d.by.Reject.Slight {
		return false
	}
	if n < d.by.Reject.Walled && loginWall.MatchString(all) {
		return true
	}
	for n := range d.body.Descendants() {
		if n.Type == html.ElementNode && !hidden(n.DataAtom) && (wallClass.MatchString(head(attr(n, "class"), maxNames)) || wallClass.MatchString(attr(n, "id"))) {
			if s := squeeze(inner(n)); len(s) < d.by.Reject.WallBox && softWall.MatchString(s) {
				return true
			}
		}
	}
	return false
}

// home reports whether the address is that of a home page.
func (d *page) home() bool { return address.Home(d.address) }
