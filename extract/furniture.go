package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// boilerplate matches the class or id of what is put around and into a body.
var boilerplate = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:related|relacionad|share|sharing|social|addtoany|sharedaddy|newsletter|subscri[a-z]*|abonne[a-z]*|comments?|respond|disqus|sidebar|aside|widget|advert[a-z]*|ads?|banner|promo[a-z]*|sponsor[a-z]*|taboola|outbrain|breadcrumbs?|pagination|pager|nav[a-z]*|menu|footer|cookie[a-z]*|consent|gdpr|popup|modal|author-?(?:box|bio)|about-author|read-?(?:more|also|next)|more-?(?:news|stories|articles|posts)|recommend[a-z]*|trending|popular|most-?read|jp-relatedposts|tags?-?(?:list|links|box)?|box-tags|toolbar|print|copyright|lire-?aussi|a-lire|voir-?aussi|suggest[a-z]*|next-?prev|prev-?next|post-nav[a-z]*|whatsapp|telegram|follow|rating|paywall|teaser-list|carousel|slider|latest|ticker|hidden|screen-reader-text|sr-only|visually-hidden)(?:$|[\s_-])`)

// keepers are names that boilerplate would match inside the body's own.
var keepers = regexp.MustCompile(`(?i)article-?body|entry-content|post-content|article-content|articlebody|story-?body|main-content|content-body`)

// alsoRead begins a line that leads away from the article.
var alsoRead = regexp.MustCompile(`(?i)^[\s\[(*▶►◄»«:–-]*(?:(?:à|a) lire (?:aussi|également|encore)|lire (?:aussi|également|encore)|voir aussi|à voir aussi|lisez aussi|sur le même sujet|dans la même rubrique|read (?:also|more|next)|see also|related(?: articles?| stories)?|also read|(?:إ|ا)قر(?:أ|ؤوا|أوا|ا) (?:أ|ا)يض(?:ا|اً|ًا)|(?:إ|ا)قر(?:أ|ا) المزيد|شاهد (?:أ|ا)يض(?:ا|اً|ًا)|(?:طالع|تابع) (?:أ|ا)يض(?:ا|اً|ًا)|مواضيع ذات صلة|مقالات ذات صلة|أخبار ذات صلة|للمزيد)`)

// calls are lines that ask the reader to do something.
var calls = regexp.MustCompile(`(?i)^(?:partager|partagez|share|tweet(?:er)?|imprimer|envoyer|suivez[- ]nous|abonnez[- ]vous|inscrivez[- ]vous|s'abonner|newsletter|télécharg(?:er|ez) l|rejoignez|cliquez ici|follow us|subscribe|sign up|click here|advertisement|publicité|إعلان|شارك|شاركها|تابعونا|تابعنا|اشترك|انضم إلى|انقر هنا|طباعة|حمل تطبيق|©|copyright|tous droits réservés|جميع الحقوق محفوظة|all rights reserved|commentaires?\b|التعليقات|mots[- ]clés|tags ?:|الكلمات المفتاحية|الوسوم|traduire le tweet)`)

// maxNames is how much of a class or id is looked at.
const maxNames = 256

// furniture reports whether names match a pattern and are not the body's own.
func furniture(names string, pattern *regexp.Regexp) bool {
	if len(names) > maxNames {
		names = names[:maxNames]
	}
	return pattern.MatchString(names) && !keepers.MatchString(names)
}

// unwanted reports whether an element is no part of a body.
func unwanted(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Nav, atom.Aside, atom.Form, atom.Button, atom.Input, atom.Select,
		atom.Textarea, atom.Iframe, atom.Object, atom.Embed, atom.Footer, atom.Video, atom.Audio, atom.Canvas, atom.Map, atom.Dialog, atom.Link, atom.Meta:
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.Val), " ", ""); strings.Contains(s, "display:none") {
				return true
			}
		case "class", "id", "role":
			if a.Val != "" && furniture(a.Val, boilerplate) {
				return true
			}
		}
	}
	return false
}

// inside reports whether an element or one around it has such a class or id.
func inside(n *html.Node, pattern *regexp.Regexp) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Body {
			return false
		}
		if n.DataAtom == atom.Aside || n.DataAtom == atom.Nav {
			return true
		}
		if c := attr(n, "class") + " " + attr(n, "id"); c != " " && furniture(c, pattern) {
			return true
		}
	}
	return false
}
