package extract

import (
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/internal/words"
)

// underTitle is the line under the title that is named a standfirst, or that the
// page gives as its description, unless that is a paragraph: the first of the body
// is often both.
func (d *page) underTitle(title string) string {
	said := d.descriptions()
	for _, h := range d.heads {
		if !same(inner(h), title) && !same(behindKicker(h), title) {
			continue
		}
		n := after(h)
		for range d.by.Standfirst.UnderReach {
			if n == nil {
				break
			}
			if n.Type != html.ElementNode {
				n = following(n)
				continue
			}
			if d.aside(n) {
				n = after(n)
				continue
			}
			if isLine(n) {
				s := squeeze(head(inner(n), utf8.UTFMax*d.by.Standfirst.Subtitle+1))
				if k := utf8.RuneCountInString(s); k > d.by.Standfirst.SubtitleLeast && k <= d.by.Standfirst.Subtitle && d.standsUnder(n, s, said) {
					return s
				}
				if n.DataAtom == atom.P && countLetters(s) > d.by.Standfirst.Paragraph {
					return ""
				}
			}
			n = following(n)
		}
	}
	return ""
}

// standsUnder reports whether a line is a subtitle by its name or by the head.
func (d *page) standsUnder(n *html.Node, s string, said []string) bool {
	return (d.namedStandfirst(n) || setApart(n) && d.by.tells(said, words.Squash(s))) && d.by.datedText(s) == ""
}

// descriptions are what the head says that the page is about, squashed.
func (d *page) descriptions() []string {
	var out []string
	for _, name := range []string{"og:description", "description", "twitter:description"} {
		if s := words.Squash(d.metaOf(name)); utf8.RuneCountInString(s) > d.by.Standfirst.DescribedLine {
			out = append(out, s)
		}
	}
	return out
}

// isLine reports whether an element holds one line and no blocks.
func isLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.H2, atom.H3, atom.H4, atom.H5, atom.Strong:
		return true
	case atom.Div:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && blockLevel(c.DataAtom) {
				return false
			}
		}
		return true
	}
	return false
}

// setApart reports whether a line is no paragraph like the next.
func setApart(n *html.Node) bool {
	if n.DataAtom != atom.P {
		return n.DataAtom != atom.Div || attr(n, "class") != ""
	}
	for c := n.NextSibling; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.DataAtom == atom.P {
			return attr(n, "class") != "" && attr(c, "class") != attr(n, "class")
		}
	}
	return attr(n, "class") != ""
}

// datedText is the date that a short line gives.
func (by *Numbers) datedText(s string) string {
	if w, ok := words.Date(s, anyTime); ok && utf8.RuneCountInString(s) < by.Standfirst.Dated {
		return w.Text
	}
	return ""
}
