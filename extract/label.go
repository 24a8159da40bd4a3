package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// role is what a label says of the date beside it.
type role int

// The roles of a printed date.
const (
	unsaid role = iota
	ofPublication
	ofChange
)

// roleIn is what the last label of a text says: where publication and change are
// named in one line, the word next to the date counts.
func roleIn(s string) role {
	last := func(all [][]int) int {
		if len(all) == 0 {
			return -1
		}
		return all[len(all)-1][0]
	}
	publication, change := last(publishWord.FindAllStringIndex(s, -1)), last(changeWord.FindAllStringIndex(s, -1))
	switch {
	case publication > change:
		return ofPublication
	case change > publication:
		return ofChange
	}
	return unsaid
}

// roleOf is what is said of the date that an element gives: by its own text, else
// by the words right before it.
func (by *Numbers) roleOf(n *html.Node) role {
	if s := inner(n); len(s) < 2*by.Dates.Label {
		if r := roleIn(s); r != unsaid {
			return r
		}
	}
	return roleIn(by.wordsBefore(n))
}

// wordsBefore is the text right before an element, behind any other date: that of
// the siblings before it, else of those of the elements that begin with it.
func (by *Numbers) wordsBefore(n *html.Node) string {
	s := ""
	for up := 0; up < by.Dates.LabelAround && n != nil; up++ {
		for c := n.PrevSibling; c != nil && len(s) < by.Dates.Label; c = c.PrevSibling {
			switch {
			case c.Type == html.TextNode:
				s = c.Data + s
			case c.Type == html.ElementNode && !headingAtom(c.DataAtom) && c.DataAtom != atom.Script:
				s = inner(c) + " " + s
			}
		}
		if strings.TrimSpace(s) != "" {
			break
		}
		if n = n.Parent; n != nil && (n.DataAtom == atom.Article || n.DataAtom == atom.Body || n.DataAtom == atom.Main) {
			break
		}
	}
	if i := strings.LastIndexFunc(s, unicode.IsDigit); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		s = s[i+size:]
	}
	for len(s) > by.Dates.Label {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return s
}
