package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/internal/words"
)

// own brings what was chosen for the body to the article of the heading: a
// second and longer one in the page is another's, and a body in several boxes of
// one class is taken whole.
func (d *page) own(n *html.Node) *html.Node {
	home := d.stands()
	if home == nil || holds(home, n) {
		return d.whole(n, home)
	}
	if long := d.runs(home); long < d.by.Body.LeastArticle || long*d.by.Body.Longer < d.runs(n) {
		return n
	}
	part := enclosing(n) // of the same article, when it has no headline
	if inside := holds(n, home); inside && !d.others(n, home) || !inside && part != nil && !d.entitled(part) {
		return n
	}
	if dense, _ := d.densest(home); dense != nil && holds(home, dense) {
		d.why.sayBody("article of the heading", dense, measure{text: d.runs(dense)})
		return d.whole(dense, home)
	}
	return n
}

// stands is the article element around the heading, nil for none.
func (d *page) stands() *html.Node {
	for p := d.heading(); p != nil && p != d.body; p = p.Parent {
		if p.DataAtom == atom.Article {
			return p
		}
	}
	return nil
}

// others reports whether an element holds another article beside home.
func (d *page) others(n, home *html.Node) bool {
	for c := range n.Descendants() {
		if c.DataAtom == atom.Article && !holds(home, c) && !holds(c, home) && d.runs(c) >= d.by.Body.LeastArticle && d.entitled(c) {
			return true
		}
	}
	return false
}

// enclosing is the article element that an element is or lies in, nil for none.
func enclosing(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.Article {
		n = n.Parent
	}
	return n
}

// entitled reports whether an article has a headline of its own: a part of another
// has a word or two, if any.
func (d *page) entitled(article *html.Node) bool {
	for c := range article.Descendants() {
		switch c.DataAtom {
		case atom.P:
			return false
		case atom.H1, atom.H2, atom.H3:
			return len(words.Tokens(head(inner(c), maxHeading))) >= d.by.Body.HeadingWords
		}
	}
	return false
}

// runs is how many letters of an element are text and no link.
func (d *page) runs(n *html.Node) int {
	var m measure
	d.weigh(n, false, &m)
	return m.text - m.links
}

// holds reports whether inner is outer or lies in it.
func holds(outer, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == outer {
			return true
		}
	}
	return false
}

// whole returns what holds a box and the others of its class, wherever they lie in
// the article, when it holds little beside them.
func (d *page) whole(n, home *html.Node) *html.Node {
	class := attr(n, "class")
	if class == "" || home == nil || n == home {
		return n
	}
	sum, around, boxes := d.runs(n), n, 1
	for c := range home.Descendants() {
		if c == n || c.DataAtom != n.DataAtom || attr(c, "class") != class || holds(n, c) || holds(c, n) || d.unwanted(c) {
			continue
		}
		sum += d.runs(c)
		boxes++
		for !holds(around, c) {
			around = around.Parent
		}
	}
	if boxes == 1 || d.runs(around)*100 > sum*d.by.Body.Spare {
		return n
	}
	return around
}
