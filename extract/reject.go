package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"sada"
	"sada/internal/address"
)

var (
	challengeTitle = regexp.MustCompile(`(?i)^(?:just a moment|attention required|access denied|ddos-guard|checking your browser|un instant|vérification de sécurité|security check|please wait|are you a robot|pardon our interruption)`)
	missingTitle   = regexp.MustCompile(`(?i)^\W*(?:erreur|error|http|خطأ)?\W*404(?:\W|$)|(?:erreur|error) 404|page (?:not found|introuvable|aucun résultat|no results?\b|لا توجد نتائج|non trouvée|inexistante)|^\W*(?:not found|introuvable)\W*$|الصفحة.{0,30}غير موجودة|لم يتم العثور على|صفحة الخطأ`)
	consentTitle   = regexp.MustCompile(`(?i)before you continue|avant d'accéder|avant de continuer|consent|your privacy|votre vie privée`)
	loginTitle     = regexp.MustCompile(`(?i)^(?:log ?in|sign ?in|connexion|se connecter|identifiez-vous|تسجيل الدخول|دخول)\b`)
	loginWall      = regexp.MustCompile(`(?i)(?:réservée?s? (?:aux|à nos) (?:abonné|lecteurs)|article réservé|subscribers? only|pour lire la suite|abonnez-vous pour|connectez-vous pour|(?:subscribe|log in|sign in|register) to (?:keep|continue)|all of your free|(?:ce contenu|cet article) est réservé|خاص بالمشتركين|للمشتركين فقط|مخصص للمشتركين|(?:سجل|سجلوا|اشترك|اشتركوا)[^.]{0,20} (?:لمتابعة|لمواصلة|لقراءة))`)
	robotText      = regexp.MustCompile(`(?i)captcha|(?:you are|vous êtes|not) (?:a |un )?(?:human|robot)|are you a robot|êtes-vous un robot|activer js|enable js|ad ?blocker|bloqueur de publicité|unusual (?:traffic|activity)|trafic inhabituel|accès (?:refusé|bloqué)|access (?:denied|blocked)|روبوت|برنامجا آليا|التحقق الأمني|التحقق من (?:أنك|المتصفح)|نتحقق من`)
	missingText    = regexp.MustCompile(`(?i)no longer (?:available|exists?|online)|n'est plus (?:disponible|en ligne|accessible)|n'existe (?:pas|plus)|introuvable|aucun résultat|no results?\b|لا توجد نتائج|(?:does not|doesn't) exist|(?:could|can)(?:not|n't| not) (?:be found|find)|not found|(?:been|was|is|article|page|content|story) (?:withdrawn|removed|deleted|unavailable)|unavailable|oops|oups|a été (?:retiré|supprimé|dépublié)|لم يعد متوفر|لم تعد متوفر|غير موجود|غير متوفر|الصفحة المطلوبة|(?:تم|جرى) (?:حذف|سحب|إزالة)|سحب هذا|لم نعثر|لم نجد`)
	consentText    = regexp.MustCompile(`(?i)(?:accept|refus|reject|consent|accord|choi[cx]|partner|partenaire)[^.]{0,200}cookies|cookies[^.]{0,200}(?:accept|refus|reject|consent|accord|choi[cx]|partner|partenaire)|ملفات تعريف الارتباط|سياسة الخصوصية|خصوصيتك`)
	needsScript    = regexp.MustCompile(`(?i)(?:enable|activer|activez|requires?|need|nécessite|يرجى تفعيل|تفعيل).{0,40}(?:javascript|جافا)|javascript.{0,40}(?:enable|activé|required|disabled)`)
)

// refuse tells a page that cannot be an article, before its body is read; nil
// when it may be one.
func (d *page) refuse() error {
	title := d.title
	switch {
	case challengeTitle.MatchString(title), d.src.Capture.Header.Get("Cf-Mitigated") == "challenge", d.guarded && d.letters < 1500:
		return reject(sada.ReasonChallenge, "%s", title)
	case strings.Contains(address.Host(d.address), "consent.") || consentTitle.MatchString(title) && d.letters < 4000:
		return reject(sada.ReasonConsent, "%s", title)
	case loginTitle.MatchString(title) && d.password:
		return reject(sada.ReasonLogin, "%s", title)
	case missingTitle.MatchString(title) && d.articleData() == nil:
		return reject(sada.ReasonSoft404, "%s", title)
	}
	for _, n := range d.heads {
		if s := squeeze(inner(n)); missingTitle.MatchString(s) && utf8.RuneCountInString(s) < 60 && d.articleData() == nil {
			return reject(sada.ReasonSoft404, "%s", s)
		}
	}
	return nil
}

// judge tells a page whose body has been read and is no article's; nil when it
// is one.
func (d *page) judge(a *sada.Article, r *reader) error {
	body := a.Text()
	n := utf8.RuneCountInString(body)
	described := d.articleData() != nil || strings.HasPrefix(d.metaOf("og:type"), "article") || d.metaOf("article:published_time") != ""
	paragraphs, longest := 0, 0
	for _, b := range a.Blocks {
		if b.Kind == sada.Paragraph || b.Kind == sada.Quote {
			k := utf8.RuneCountInString(b.Text)
			longest = max(longest, k)
			if k > 80 {
				paragraphs++
			}
		}
	}
	if n < slight {
		if err := d.judgeSlight(a, described, n); err != nil {
			return err
		}
	}
	switch {
	case n == 0 && (d.scripts > 200 || needsScript.MatchString(d.noscript)) && d.letters < 1500:
		return reject(sada.ReasonScript, "the page is empty without JavaScript")
	case d.home() && !described && (r.teasers > 2 || paragraphs < 5 || d.anchors > 60):
		return reject(sada.ReasonSection, "a home page")
	case d.metaOf("og:type") == "website" && d.articleData() == nil && a.Published.IsZero() && paragraphs < 3 && n < 600:
		return reject(sada.ReasonSection, "the page calls itself a part of a website")
	case !described && r.teasers > 3 && longest < 500 && n < r.teasers*250:
		return reject(sada.ReasonSection, "%d headings lead to other pages", r.teasers)
	case n < 25 && len(a.Embeds) == 0:
		if d.anchors > 40 {
			return reject(sada.ReasonSection, "%d links and no text", d.anchors)
		}
		return reject(sada.ReasonEmpty, "the page holds no text of an article")
	case !described && paragraphs == 0 && longest < 80 && d.anchors > 30:
		return reject(sada.ReasonSection, "%d links and hardly any text", d.anchors)
	case n < 120 && !described && a.Published.IsZero() && len(a.Embeds) == 0:
		return reject(sada.ReasonEmpty, "the page holds hardly any text and no date")
	case !described && a.Title == "":
		return reject(sada.ReasonEmpty, "the page has no title")
	}
	return nil
}

// slight is less text than an article has.
const slight = 350

// judgeSlight tells what a page with little text is when it is no article.
func (d *page) judgeSlight(a *sada.Article, described bool, n int) error {
	all, said := head(squeeze(inner(d.body)), 6000), ""
	if len(d.heads) > 0 {
		said = squeeze(inner(d.heads[0]))
	}
	switch {
	case n < 250 && loginWall.MatchString(all):
		return reject(sada.ReasonLogin, "the text is kept for subscribers")
	case described || len(a.Embeds) > 0 || !a.Published.IsZero() && a.Published.From != sada.FromAddress:
		return nil
	case d.password:
		return reject(sada.ReasonLogin, "a form for a name and a password")
	case d.letters < 600 && robotText.MatchString(all):
		return reject(sada.ReasonChallenge, "%s", head(all, 80))
	case missingText.MatchString(head(said+" "+a.Title+" "+a.Text(), 400)):
		return reject(sada.ReasonSoft404, "%s", head(squeeze(a.Text()), 80))
	case consentText.MatchString(all):
		return reject(sada.ReasonConsent, "%s", head(all, 80))
	}
	return nil
}

// home reports whether the address is that of a home page.
func (d *page) home() bool {
	if d.address == "" {
		return false
	}
	_, rest, _ := strings.Cut(d.address, "://")
	_, path, _ := strings.Cut(rest, "/")
	path, query, _ := strings.Cut(path, "?")
	switch strings.Trim(path, "/") {
	case "", "ar", "fr", "en", "index.html", "index.php", "index.htm":
		return !strings.Contains(query, "p=")
	}
	return false
}
