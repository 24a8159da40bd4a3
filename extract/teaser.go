package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// teaserBoxes finds the elements under a body that each announce another page of
// the outlet: a link on a line of its own, and some words about what it leads to.
// Where they hold half of the text they are the text: an article made as a list.
// So are those whose like holds text of the article's own.
func (r *reader) teaserBoxes(body *html.Node) {
	var boxes []*html.Node
	own := map[string]bool{} // looks of boxes that are no teasers
	text := 0
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || !boxLike(c.DataAtom) || r.page.unwanted(c) {
				continue
			}
			if k, ok := r.announces(c); ok {
				boxes = append(boxes, c)
				text += k
				continue
			}
			if look := lookOf(c); look != "" {
				own[look] = true
			}
			visit(c)
		}
	}
	visit(body)
	if len(boxes) == 0 {
		return
	}
	var all measure
	r.page.weigh(body, false, &all)
	if text*100 >= (all.text-all.links)*r.page.by.Boxes.TeaserShare {
		return
	}
	for _, n := range boxes {
		r.teaserBox[n] = !own[lookOf(n)]
	}
}

// lookOf is the class of an element without figures, which number what is alike.
func lookOf(n *html.Node) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, head(attr(n, "class"), maxNames))
}

func boxLike(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Article, atom.Section, atom.Li, atom.Ul, atom.Ol, atom.Table, atom.Tbody, atom.Tr, atom.Td, atom.A, atom.Main, atom.Center:
		return true
	}
	return false
}

// announces reports whether an element is a teaser, and the letters that it holds
// beside its link.
func (r *reader) announces(box *html.Node) (text int, ok bool) {
	by := &r.page.by.Boxes
	t := &teaserText{nodes: by.TeaserNodes}
	t.read(box, nil)
	if t.nodes < 0 || t.link == nil || t.linked < by.TeaserLink || t.text > by.TeaserText || t.text == 0 && !t.picture || t.others > by.TeaserOthers {
		return 0, false
	}
	if !r.inside(t.link) || !t.ownLine(box) {
		return 0, false
	}
	return t.text, true
}

// teaserText is what a small element holds.
type teaserText struct {
	nodes   int        // that may still be looked at
	link    *html.Node // the first, which holds the first text
	linked  int        // letters of it, and of others to the same page
	text    int        // letters beside links
	others  int        // links to other pages
	picture bool
}

func (t *teaserText) read(n, around *html.Node) {
	if n.DataAtom == atom.A {
		around = n
	}
	for c := n.FirstChild; c != nil && t.nodes >= 0; c = c.NextSibling {
		t.nodes--
		switch {
		case c.Type == html.TextNode:
			t.count(countLetters(c.Data), around)
		case c.Type == html.ElementNode && c.DataAtom == atom.Img:
			t.picture = true
		case c.Type == html.ElementNode && !bare(c.DataAtom):
			t.read(c, around)
		}
	}
}

func (t *teaserText) count(letters int, around *html.Node) {
	switch {
	case letters == 0:
	case around == nil:
		if t.text += letters; t.link == nil {
			t.nodes = -1 // it begins with words of its own
		}
	case t.link == nil:
		t.link, t.linked = around, letters
	case attr(around, "href") == attr(t.link, "href"):
		t.linked += letters
	default:
		t.others++
	}
}

// ownLine reports whether the link stands on a line of its own in its box.
func (t *teaserText) ownLine(box *html.Node) bool {
	for n := t.link; n != box; n = n.Parent {
		for s := n.NextSibling; s != nil; s = s.NextSibling {
			if s.Type == html.ElementNode && (blockLevel(s.DataAtom) || s.DataAtom == atom.Br) {
				return true
			}
			if s.Type == html.TextNode && countLetters(s.Data) > 0 || s.Type == html.ElementNode && countLetters(inner(s)) > 0 {
				return false
			}
		}
		if blockLevel(n.Parent.DataAtom) && n.Parent != box {
			return true
		}
	}
	return true
}
