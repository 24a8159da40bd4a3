package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/internal/words"
)

// kickerNames are the words of classes that set a kicker apart, the line that
// stands over a headline. Some themes call it the line below.
var kickerNames = wordSet("kicker overline topline dachzeile roofline overhead eyebrow surtitre surtitle suptitle pretitle subline subtitle antetitulo occhiello")

// behindKicker is the text of a heading behind the kicker that it holds in an
// element of its own, "" when it holds none.
func behindKicker(h *html.Node) string {
	first := h
	for {
		if first = filled(first.FirstChild); first == nil || first.Type != html.ElementNode {
			return ""
		}
		if setsKicker(first) {
			break
		}
	}
	var rest strings.Builder
	for n := first; n != h; n = n.Parent {
		for c := n.NextSibling; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				rest.WriteString(c.Data)
			case c.Type == html.ElementNode:
				rest.WriteString(" " + inner(c))
			}
		}
	}
	return strings.TrimLeft(squeeze(rest.String()), ":-–—|/ ")
}

// filled is the first of some siblings that holds text.
func filled(n *html.Node) *html.Node {
	for n != nil && (n.Type != html.TextNode && n.Type != html.ElementNode || words.Squash(textOf(n)) == "") {
		n = n.NextSibling
	}
	return n
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	return inner(n)
}

func setsKicker(n *html.Node) bool {
	for _, a := range n.Attr {
		if (a.Key == "class" || a.Key == "itemprop" || strings.HasPrefix(a.Key, "data-")) && bears(a.Val, kickerNames) {
			return true
		}
	}
	return false
}

// headingSays reports whether a text stands alone in a heading of the second
// order.
func (d *page) headingSays(s string) bool {
	want := words.Squash(s)
	for n := range d.body.Descendants() {
		if n.DataAtom == atom.H2 && want != "" && words.Squash(inner(n)) == want {
			return true
		}
	}
	return false
}
