package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// boilerplate are the names of what is put around and into a body, as classes
// and ids have them. A wrapper of the body may be named so too, "with-sidebar"
// or "article-ads": what holds most of the text of a page is no furniture.
var boilerplate = names{
	words: marks(set(furniture, `related share sharing social addtoany sharedaddy newsletter sidebar aside widget banner promo taboola outbrain
		breadcrumb breadcrumbs pagination pager menu footer author-box author-bio about-author read-more read-also read-next
		more-news more-stories more-articles more-posts trending popular most-read jp-relatedposts tags tag-list tag-links tag-box
		tags-list tags-links tags-box box-tags toolbar copyright lire-aussi a-lire voir-aussi next-prev prev-next nav navbar
		navigation navmenu nav-bar nav-menu whatsapp telegram follow rating paywall teaser-list carousel slider latest ticker ad ads
		screen-reader-text sr-only visually-hidden`), set(inset, `teaser teasers infobox cta byline disclaimer toc table-of-contents signature
			soutien abo pub publicite mots-cles`),
		set(captioner, `caption legende photo-legend photo-credit image-credit media-credit media-rights media-subtitle img-metadata`)),
	begins: []string{"subscri", "abonne", "advert", "sponsor", "recommend", "suggest", "relacionad", "postnav"},
	whole:  set(furniture, "hidden print tag"),
}.ready()

// overlays are the names of what is no part of a body however much text it
// holds: readers' comments, and what lies over the page.
var overlays = names{
	words: set(furniture, `comment comments commentaires kommentare comentarios respond disqus forum-fil forum-message forum-texte forum-repondre cookie cookies consent gdpr dsgvo rgpd popup modal cookie-banner cookie-notice
		cookie-consent cookie-bar cookie-law cookie-policy cookie-popup cookie-modal cookie-overlay cookie-dialog cookiebanner
		cookienotice cookieconsent cookiebar cookielaw`),
}.ready()

// Names that boilerplate would match inside the body's own, and those that
// platforms hang on a whole article.
var (
	keepers = []string{
		"article-body", "articlebody", "entry-content", "post-content", "article-content", "storybody", "story-body", "main-content", "content-body", "teaser-content",
	}
	articles = map[string]bool{
		"hentry": true, "type-post": true, "elementor-widget-container": true, "elementor-widget-wrap": true,
		"elementor-widget-text-editor": true, "elementor-widget-theme-post-content": true,
	}
)

// rights begins the line by which an outlet keeps its text to itself.
var rights = regexp.MustCompile(`(?i)^(?:©|\(c\)|copyright|tous droits réservés|toute (?:reproduction|reprise)|reproduction interdite|جميع الحقوق محفوظة|كل الحقوق محفوظة|all rights reserved)`)

// kept reports whether names are those of a body, whatever else they say.
func kept(s string) bool {
	s = strings.ToLower(s[:min(len(s), maxNames)])
	for _, k := range keepers {
		if strings.Contains(s, k) {
			return true
		}
	}
	for s != "" {
		var name string
		name, s = firstName(s)
		if articles[name] || strings.HasPrefix(name, "node--type-") {
			return true
		}
	}
	return false
}

// bare reports whether an element never holds a body's text.
func bare(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Nav, atom.Aside, atom.Form, atom.Button, atom.Input, atom.Select,
		atom.Textarea, atom.Iframe, atom.Object, atom.Embed, atom.Footer, atom.Video, atom.Audio, atom.Canvas, atom.Map, atom.Dialog, atom.Link, atom.Meta:
		return true
	}
	return false
}

// unwanted reports whether an element is no part of a body.
func (d *page) unwanted(n *html.Node) bool {
	_, marked := d.furniture[n]
	return marked || bare(n.DataAtom) && !d.opened[n]
}

// captions reports whether an element holds the words under a picture.
func (d *page) captions(n *html.Node) bool {
	around, marked := d.furniture[n]
	return marked && !around && namedAs(n) == captioner
}

// furnish finds the furniture of the page, true in the map, and what stands
// beside the text of a body, false in it. What its names call so counts as such
// unless it, or all of its class, holds half of the text that is left: a body
// made of widgets is a body.
func (d *page) furnish() {
	if d.furniture != nil {
		return
	}
	d.open()
	d.furniture = map[*html.Node]bool{}
	named := map[*html.Node]call{}
	total := d.survey(d.body, named)
	alike := map[string]int{} // letters under elements of one class
	for n, c := range named {
		alike[attr(n, "class")] += c.letters
	}
	for n, c := range named {
		if d.readable(n) {
			continue
		}
		if class := attr(n, "class"); c.letters == 0 || c.letters*100 < total*d.by.Boxes.FurnitureShare && (class == "" || alike[class]*100 < total*d.by.Boxes.FurnitureShare) {
			d.furniture[n] = c.mark == furniture
		}
	}
}

// readable reports whether a box that is called a wall holds text in clear: what
// stands behind it for others, and no word of a subscription.
func (d *page) readable(n *html.Node) bool {
	if !bears(attr(n, "class"), walls) && !bears(attr(n, "id"), walls) {
		return false
	}
	paragraphs := 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.P {
			paragraphs++
		}
	}
	text := inner(n)
	return paragraphs >= d.by.Boxes.ClearParagraphs && countLetters(text) >= d.by.Boxes.ClearText && !loginWall.MatchString(text) && !offers.MatchString(text)
}

// offers are the words of who sells a subscription.
var offers = regexp.MustCompile(`(?i)abonn|subscri|اشترك|الاشتراك|sans engagement`)

// call is what an element is called, and the letters under it that are no link.
type call struct {
	mark    mark
	letters int
}

// survey counts the letters under a node that are no link, and notes how many
// lie under what is named like furniture.
func (d *page) survey(n *html.Node, named map[*html.Node]call) int {
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			sum += countLetters(c.Data)
		case c.Type != html.ElementNode || bare(c.DataAtom) && !d.opened[c]:
		case withheld(c) && !d.opened[c]:
			d.furniture[c] = true
		default:
			k := d.survey(c, named)
			if c.DataAtom == atom.A {
				k = 0
			}
			if m := namedAs(c); m != unmarked {
				named[c] = call{m, k}
			}
			sum += k
		}
	}
	return sum
}

// withheld reports whether an element is out of a reader's sight, or over the
// page.
func withheld(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			// A paragraph so hidden waits for a subscriber's browser.
			if a.Val == "true" && n.DataAtom != atom.P {
				return true
			}
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(head(a.Val, maxNames)), " ", ""); strings.Contains(s, "display:none") {
				return true
			}
		case "class", "id":
			// The id of a heading is its own words: "comment-faire".
			if a.Key == "id" && headingLevel(n.DataAtom) {
				continue
			}
			if overlays.in(a.Val) && !kept(a.Val) {
				return true
			}
		}
	}
	return false
}

// namedAs is what the names of an element say of it. The id of a heading is made
// of its words, and its class says how it looks.
func namedAs(n *html.Node) mark {
	most := unmarked
	if headingLevel(n.DataAtom) {
		return most
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "id", "class", "role":
			// What schema.org calls so is the article's own text.
			if n.DataAtom == atom.P && strings.HasPrefix(a.Val, "paywall") {
				continue
			}
			if m := boilerplate.marked(a.Val); m > most && !kept(a.Val) {
				most = m
			}
		}
	}
	return most
}

func headingLevel(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// inFurniture reports whether an element or one around it is no part of the
// article.
func (d *page) inFurniture(n *html.Node) bool {
	for ; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		if n.DataAtom == atom.Aside && !d.opened[n] || n.DataAtom == atom.Nav || d.furniture[n] {
			return true
		}
	}
	return false
}
