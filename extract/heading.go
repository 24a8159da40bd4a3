package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/internal/address"
	"sada/internal/words"
)

// toolNames are the words of classes of what stands in a heading beside its text.
var toolNames = wordSet("share shares sharing count counter comments views badge permalink anchor headerlink edit")

// withoutTools is the text of a heading without what counts or shares, "" when
// nothing of the kind stands in it.
func withoutTools(h *html.Node) string {
	var rest []string
	cut := false
	var read func(n *html.Node)
	read = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				rest = append(rest, c.Data)
			case c.Type != html.ElementNode || hidden(c.DataAtom):
			case bears(attr(c, "class"), toolNames):
				cut = true
			default:
				read(c)
			}
		}
	}
	if read(h); !cut {
		return ""
	}
	return squeeze(strings.Join(rest, ""))
}

// postTitle is a class of the heading of a post where the site has the first.
var postTitle = regexp.MustCompile(`(?i)(?:entry|post|article|story|single)[-_]{0,2}(?:title|heading|headline)`)

// secondHeading is the one heading below the first order that a class calls that of
// the post, nil when there are several.
func (d *page) secondHeading() *html.Node {
	var only *html.Node
	for n := range d.body.Descendants() {
		if n.DataAtom != atom.H2 && n.DataAtom != atom.H3 || !postTitle.MatchString(head(attr(n, "class"), maxNames)) || d.inFurniture(n) {
			continue
		}
		if only != nil {
			return nil
		}
		only = n
	}
	return only
}

// ofSite reports whether a heading is that of every page of the site: it leads home,
// or begins with the site's name and goes on as the title of the page does.
func (d *page) ofSite(h *html.Node, site *siteCalled) bool {
	for c := range h.Descendants() {
		if c.DataAtom == atom.A && address.Home(d.link(attr(c, "href"))) {
			return true
		}
	}
	first, _, more := cutClause(squeeze(inner(h)))
	return more && (siteNamed(first, site.names) || brand(first, site.names)) && words.Squash(inner(h)) == words.Squash(d.title)
}

// cutClause cuts a text at its first comma, colon or separator.
func cutClause(s string) (before, after string, two bool) {
	if i := strings.IndexAny(s, ",،:|–—"); i > 0 {
		return s[:i], s[i:], true
	}
	return cutDash(s)
}
