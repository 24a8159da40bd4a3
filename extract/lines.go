package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// away begins a line that leads away from the article.
var away = phrasesOf(`à lire aussi|à lire également|à lire encore|lire aussi|lire également|lire encore|lire la suite|voir aussi|à voir aussi|lisez aussi|à découvrir aussi|
	sur le même sujet|dans la même rubrique|read also|read more|read next|see also|related|related articles|related stories|also read|you may also like|
	you might also like|recommended reading|more on this story|don't miss|lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|lesen sie außerdem|
	lesen sie weiter|lest auch|auch interessant|mehr zum thema|mehr dazu|lea también|lee también|leer más|le puede interesar|te puede interesar|puedes ver|
	también te puede interesar|an dieser stelle finden sie|an dieser stelle findest du|ich bin damit einverstanden|externen inhalt anzeigen|pour afficher ce contenu|ce contenu est bloqué|this content is hosted|leggi anche|leia também|leia mais|czytaj też|czytaj także|zobacz też|lees ook|ilginizi çekebilir|
	اقرأ أيضا|اقرؤوا أيضا|اقرأوا أيضا|اقرا أيضا|إقرأ أيضا|اقرأ المزيد|شاهد أيضا|طالع أيضا|تابع أيضا|مواضيع ذات صلة|مقالات ذات صلة|أخبار ذات صلة|قد يعجبك أيضا|للمزيد`)

// headsAway begins a heading over what leads away: lists of links and teasers.
var headsAway = phrasesOf(`mehr zu|mehr zum thema|mehr aus|mehr von|mehr über|mehr lesen|meistgelesen|am meisten gelesen|häufig gelesen|das könnte sie auch interessieren|
	das könnte dich auch interessieren|weitere themen|weitere artikel|weitere nachrichten|weitere meldungen|empfehlungen der redaktion|neue angebote bei|
	auf dieser seite|inhaltsverzeichnis|dieses thema im programm|empfohlener redaktioneller inhalt|lesen sie mehr|lesen sie auch|
	more about|more on|more from|more like this|more stories|most read|most popular|most viewed|trending|popular posts|latest news|latest stories|
	recommended|recommended for you|recommended reading|recommended articles|related|related articles|related posts|related stories|related content|
	related topics|related reading|you may also like|you might also like|you may like|read more|read next|keep reading|what to read next|
	table of contents|in this article|article contents|article content|article categories|jump to|on this page|share this|about the author|
	les plus lus|articles les plus lus|sur le même sujet|dans la même rubrique|dans la même catégorie|à lire aussi|à lire également|lire aussi|articles similaires|
	articles liés|articles recommandés|vous aimerez aussi|à ne pas manquer|plus d'articles|nos dernières|dernières actualités|table des matières|au sommaire|
	lo más leído|más leídas|noticias relacionadas|artículos relacionados|te puede interesar|temas relacionados|i più letti|articoli correlati|potrebbe interessarti|
	leggi anche|leia também|mais lidas|notícias relacionadas|
	مواضيع ذات صلة|مقالات ذات صلة|أخبار ذات صلة|مواضيع مشابهة|مقالات مشابهة|اقرأ أيضا|إقرأ أيضا|شاهد أيضا|الأكثر قراءة|الأكثر مشاهدة|آخر الأخبار|قد يعجبك|قد يهمك|المزيد من`)

// asks begins a line that asks the reader to do something.
var asks = phrasesOf(`partagez|partager sur|partager cet article|suivez-nous|suivez nous|suivez la chaîne|suivez notre|suivez nos|suivez toute l'actualité|abonnez-vous|
	inscrivez-vous|s'abonner|télécharger l'application|téléchargez l'application|télécharger notre application|téléchargez notre application|installez notre application|rejoignez-nous|rejoignez notre|rejoignez la chaîne|cliquez ici|follow us|
	subscribe to|subscribe now|sign up for|sign up to|sign up here|signup for|click here|share this|share on|share it|join our newsletter|join our whatsapp|get our newsletter|download our app|download the app|get our app|
	folgen sie uns|jetzt abonnieren|newsletter abonnieren|melden sie sich|síguenos|suscríbete|seguici|iscriviti|
	شارك هذا|شاركها|تابعونا|تابعنا|تابعوا آخر|اشترك|اشتركوا|انضم إلى|انضموا إلى|انقر هنا|اضغط هنا|حمل تطبيق|حملوا تطبيق|حمل التطبيق|حملوا التطبيق|نزل تطبيق|
	partager facebook|share facebook|النشرة الإخبارية|النشرة البريدية|mots-clés|mots clés|tags|الكلمات المفتاحية|الوسوم|traduire le tweet|
	after newsletter promotion|article continues below|story continues below|continue reading below`)

// alone are lines that say nothing but these words.
var alone = phrasesOf(`partager|share|tweet|tweeter|imprimer|envoyer|print|email|e-mail|copy link|copier le lien|newsletter|subscribe|sign up|s'inscrire|commentaires|commentaire|
	comments|comment|advertisement|advertisements|advertising|sponsored|publicité|la suite après la publicité|suite après la publicité|la suite après cette publicité|annonce|إعلان|إعلانات|مساحة إعلانية|إشهار|مساحة إشهارية|anzeige|werbung|reklam|reklama|publicidad|pubblicità|publicidade|
	advertentie|annons|شارك|شاركها|طباعة|التعليقات|تعليقات|table of contents|contents|read more|learn more|mehr|more|weiterlesen|en savoir plus|lire plus|المزيد|
	weitere informationen|ende der weiteren informationen|teilen|drucken|merken|folgen|suivre|follow|liveblog|مشاهدة|مشاهدات|قراءة|views|vues|صورة تعبيرية|image d'illustration|photo d'illustration`)

// presents are lines over who wrote or who sent a text, whole.
var presents = phrasesOf(`à propos de l'auteur|à propos de l'auteure|à propos de l'autrice|à propos des auteurs|à propos du journaliste|l'auteur|l'autrice|qui est l'auteur|
	about the author|about the authors|about the writer|about the reporter|über den autor|über die autorin|sobre el autor|
	عن الكاتب|عن الكاتبة|عن المؤلف|نبذة عن الكاتب|نبذة عن الكاتبة|عن الصحفي|عن الصحفية|من هو الكاتب`)

// aboutHouse is the line over a company's own words about itself, which end what it
// sends to the press.
var aboutHouse = regexp.MustCompile(`^(?:(?i:à propos d)(?:e |u |es |['’]|e l['’]|e la )|About (?:the )?|(?i:über )|نبذة عن (?:شركة|مؤسسة|مجموعة|بنك|جمعية) |عن (?:شركة|مؤسسة|مجموعة) )(\pL[^.?!:]*):?$`)

// houseJoins are the small words within the name of a house.
var houseJoins = wordSet("de du des la le les et of and the for in und für al el")

// presenting reports whether a line stands over who wrote or sent the text.
func (by *Numbers) presenting(s string) bool {
	if utf8.RuneCountInString(s) > by.Lines.OverLinks {
		return false
	}
	if presents.whole(folded(s)) {
		return true
	}
	m := aboutHouse.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	for _, w := range strings.Fields(m[1]) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && houseJoins[w] == 0 {
			return false
		}
	}
	r, _ := utf8.DecodeRuneInString(m[1])
	return !unicode.IsLower(r)
}

// closes begins a line behind a body: where it came from, what it asks, who
// wrote it.
var closes = phrasesOf(`quelle|quellen|source|sources|fuente|fuentes|fonte|fonti|kaynak|المصدر|with files from|additional reporting|editing by|reporting by|
	dieses thema im programm|redaktion|sendung|lest den originalartikel|this article was originally|this article originally|this story was originally|
	this post was originally|originally published|this article was first|posted in|posted under|filed under|categories|category|article categories|topics|
	like this article|if you liked|if you enjoyed|did you like|did you enjoy|thanks for reading|thank you for reading|learn more about|read more about|
	check out more|for more information|for the latest|get the latest|stay up to date|have a story|contact us|follow|keywords|keyword|retrouvez|
	cet article vous a plu|avec afp|avec map|crédit photo|crédits photo|photo credit|image credit|featured image|lead image|disclaimer|disclosure|
	image source|last updated|updated on|published on|recevez|réagissez|تابعوا|للتواصل معنا|هل أعجبك|les commentaires sont|les propos|شروط التعليق|شروط النشر|ضوابط التعليق`)

// labels begin a line behind a body, before a colon: who made it, and when.
var labels = phrasesOf(`auteur|auteurs|autrice|édition|rédaction|date|permalien|lien permanent|mots-clés|rubrique|thèmes|author|editor|producer|date|permalink|
	الكاتب|المحرر|تحرير|التاريخ|الرابط`)

// invites are words of a last line that asks for the reader's address.
var invites = []string{"newsletter", "النشرة البريدية", "النشرة الإخبارية", "sign up", "subscribe", "abonnieren", "google news", "whatsapp", "واتساب", "telegram", "تيليغرام"}

// discusses are lines over what readers wrote; nothing of the body is behind.
var discusses = phrasesOf(`laissez un commentaire|laisser un commentaire|laissez une réponse|laisser une réponse|commentaires|vos commentaires|vos réactions|réactions|réagissez|réagir|
	leave a comment|leave a reply|comments|post a comment|join the conversation|join the discussion|kommentare|kommentieren|comentarios|deja un comentario|commenti|
	تعليقات|التعليقات|تعليقات الزوار|تعليقات القراء|تعليقات الزوار والقراء|اترك تعليقا|أضف تعليقا|أضف تعليقك|اكتب تعليقا|شارك برأيك|آراء القراء`)

// reserves begins the line by which an outlet keeps its text to itself.
var reserves = phrasesOf(`tous droits réservés|toute reproduction|reproduction interdite|جميع الحقوق محفوظة|كل الحقوق محفوظة|all rights reserved`)

// heads begins a line between the title and the text that is none of either.
var heads = phrasesOf(`min de lecture|minutes de lecture|mn de lecture|temps de lecture|durée de lecture|min read|mins read|minute read|minutes read|reading time|read time|
	lesedauer|lesezeit|minuten lesedauer|écouter cet article|écouter l'article|écoutez cet article|listen to this article|listen to article|artikel anhören|
	دقائق للقراءة|دقيقة للقراءة|دقائق قراءة|دقيقة قراءة|مدة القراءة|وقت القراءة|استمع إلى المقال|استمع للمقال|الاستماع للمقال|
	publié le|publié par|modifié le|mis à jour le|mise à jour|dernière mise à jour|published|last updated|updated|last modified|fact checked by|edited by|reviewed by|written by|
	medically reviewed|stand|aktualisiert|veröffentlicht|نشر في|نشرت في|آخر تحديث|تم التحديث|تاريخ النشر|بتاريخ`)

// leadsAway reports whether a line is none of the body's own: it leads
// elsewhere, asks for something, or is a word of the frame.
func (by *Numbers) leadsAway(s string) bool {
	n := utf8.RuneCountInString(s)
	if n >= by.Lines.Away {
		return false
	}
	f := folded(s)
	if rest, ok := away.begin(f); ok {
		// "Related costs rose" goes on; "Related: costs" leads away.
		if rest == "" || !strings.HasPrefix(rest, " ") || strings.Contains(f[:len(f)-len(rest)], " ") {
			return true
		}
	}
	if by.asksFor(s) {
		return true
	}
	return n < by.Lines.Alone && alone.whole(f)
}

// goesOn reports whether a line that begins like one that leads away is a
// sentence of its own: the words run on without a sign between, to a full stop.
func (by *Numbers) goesOn(s string) bool {
	rest, ok := away.begin(folded(s))
	if !ok || !strings.HasSuffix(s, ".") || by.asksFor(s) {
		return false
	}
	rest = strings.TrimPrefix(rest, " ")
	first, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(first) && len(strings.Fields(s)) > by.Lines.GoesOn
}

// asksFor reports whether a line asks the reader to do something.
func (by *Numbers) asksFor(s string) bool {
	if utf8.RuneCountInString(s) >= by.Lines.Asks {
		return false
	}
	_, ok := asks.begin(folded(s))
	return ok
}

// overLinks reports whether a short line is a heading over links and teasers.
func (by *Numbers) overLinks(s string) bool {
	if utf8.RuneCountInString(s) > by.Lines.OverLinks {
		return false
	}
	_, ok := headsAway.begin(folded(s))
	return ok
}

// overOthers reports whether a line is a heading over links and no word more.
func overOthers(s string) bool { return headsAway.whole(folded(s)) }

// closing reports whether a line behind a body closes the page rather than the
// text.
func (by *Numbers) closing(s string) bool {
	n := utf8.RuneCountInString(s)
	if n >= by.Lines.Closing {
		return false
	}
	f := folded(s)
	if _, ok := closes.begin(f); ok {
		return true
	}
	if rest, ok := labels.begin(f); ok && strings.HasPrefix(strings.TrimSpace(rest), ":") {
		return true
	}
	low := strings.ToLower(s)
	for _, w := range invites {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// ends reports whether a line ends a body for good: it stands over what readers
// wrote, or keeps the rights of the text.
func (by *Numbers) ends(s string) bool {
	n := utf8.RuneCountInString(s)
	if n >= by.Lines.Ends {
		return false
	}
	f := folded(s)
	_, ok := reserves.begin(strings.TrimLeft(f, "© "))
	return ok || n < by.Lines.Discusses && discusses.whole(f)
}
