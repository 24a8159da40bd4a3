package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/internal/address"
	"sada/internal/words"
)

// crumbNames are the words of classes and ids of a trail from the home to the page.
var crumbNames = wordSet("breadcrumb breadcrumbs crumb crumbs ariane")

var (
	crumbLabel = regexp.MustCompile(`(?i)^(?:breadcrumbs?|fil d['’]ariane|vous êtes ici|you are here|مسار التنقل|أنت هنا)`)
	homeCalled = regexp.MustCompile(`(?i)^(?:home(?: ?page)?|(?:page d['’])?accueil|(?:الصفحة )?الرئيسية|البداية|startseite|inicio)$`)
)

// crumb is one step of a trail; url is "" where none is linked.
type crumb struct{ name, url string }

// part is the first step of a trail that is a part of the paper: neither the home
// nor the site, nor the article itself.
func (d *page) part(trail []crumb) string {
	site := d.siteNames()
	for _, c := range trail {
		n := utf8.RuneCountInString(c.name)
		switch {
		case n < 2 || n >= d.by.Names.Section || homeCalled.MatchString(c.name) || siteNamed(c.name, site.names):
		case c.url != "" && (address.Home(c.url) || !address.SameSite(c.url, d.address)):
		case strings.HasPrefix(words.Squash(d.titleOf()), words.Squash(strings.TrimRight(c.name, ".…"))):
		default:
			return c.name
		}
	}
	return ""
}

// toldTrail is the trail of the structured data.
func (d *page) toldTrail() []crumb {
	for _, m := range d.data {
		if inner, ok := m["breadcrumb"].(map[string]any); ok && !typed(m, "BreadcrumbList") {
			m = inner
		}
		steps, _ := m["itemListElement"].([]any)
		if !typed(m, "BreadcrumbList") || len(steps) == 0 {
			continue
		}
		var out []crumb
		for _, step := range steps {
			s, _ := step.(map[string]any)
			name := str(s["name"])
			if name == "" {
				name = str(s["item"])
			}
			at, linked := s["item"].(string)
			if !linked {
				at = str(dig(s, "item", "@id"))
			}
			out = append(out, crumb{name, d.link(at)})
		}
		return out
	}
	return nil
}

// shownTrail is the first trail that the page prints with links.
func (d *page) shownTrail() []crumb {
	for n := range d.body.Descendants() {
		if n.Type != html.ElementNode || !isTrail(n) {
			continue
		}
		var out []crumb
		for a := range n.Descendants() {
			if a.DataAtom == atom.A && len(out) < maxCrumbs {
				out = append(out, crumb{squeeze(inner(a)), d.link(attr(a, "href"))})
			}
		}
		if out != nil {
			return out
		}
	}
	return nil
}

// isTrail reports whether an element is named as a trail, for the eye, for who
// listens, or for machines.
func isTrail(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id":
			if n.DataAtom != atom.Body && bears(a.Val, crumbNames) {
				return true
			}
		case "aria-label":
			if crumbLabel.MatchString(a.Val) {
				return true
			}
		case "itemtype":
			if strings.HasSuffix(a.Val, "/BreadcrumbList") {
				return true
			}
		}
	}
	return false
}

// filedUnder is the link of a category that stands with the article, and the link
// in a kicker of its own that leads to a part.
func (d *page) filedUnder() (category, kicker []crumb) {
	for n := range d.body.Descendants() {
		if n.DataAtom != atom.A || category != nil && kicker != nil {
			continue
		}
		filed := category == nil && relates(n, "category")
		over := kicker == nil && (setsKicker(n) || setsKicker(n.Parent))
		if !filed && !over || d.inFurniture(n) || apart(n) {
			continue
		}
		c := crumb{squeeze(inner(n)), d.link(attr(n, "href"))}
		switch {
		case filed:
			category = []crumb{c}
		case c.url != "" && !articlePath.MatchString(c.url) && slugWords(c.url) <= d.by.Sections.SlugWords:
			kicker = []crumb{c}
		}
	}
	return category, kicker
}

// relates reports whether a link says what it is.
func relates(n *html.Node, rel string) bool {
	for _, r := range strings.Fields(attr(n, "rel")) {
		if strings.EqualFold(r, rel) {
			return true
		}
	}
	return false
}
