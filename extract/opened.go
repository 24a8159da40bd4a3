package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/internal/words"
)

// open notes the forms, asides and hidden boxes that hold the page: a form around
// all of it, a box that a script moves into its place.
func (d *page) open() {
	d.opened = map[*html.Node]bool{}
	around := map[*html.Node]bool{}
	for p := d.heading(); p != nil && p != d.body; p = p.Parent {
		around[p] = true
	}
	held := map[*html.Node]int{}
	total := d.hold(d.body, held)
	for n, letters := range held {
		if around[n] && letters*100 >= total*d.by.Body.OpenedShare || len(around) == 0 && n.DataAtom == atom.Form && letters*100 >= total*d.by.Body.OpenedForm {
			d.opened[n] = true
		}
	}
}

// heading is the headline of the page: the heading of the first level whose words
// are those of its title. nil when none is.
func (d *page) heading() *html.Node {
	said := map[string]bool{}
	for _, title := range append(d.meta["og:title"], d.title) {
		for _, t := range words.Tokens(title) {
			said[t.Key] = true
		}
	}
	for _, h := range d.heads {
		all := words.Tokens(head(inner(h), maxHeading))
		known := 0
		for i := range all {
			if said[all[i].Key] {
				known++
			}
		}
		if len(all) >= d.by.Body.HeadingWords && known*100 >= len(all)*d.by.Body.HeadingKnown {
			return h
		}
	}
	return nil
}

// hold counts the letters under a node that are no link, and notes those of what
// is no part of a body by its tag or by what hides it.
func (d *page) hold(n *html.Node, held map[*html.Node]int) int {
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			sum += countLetters(c.Data)
		case c.Type != html.ElementNode || c.DataAtom == atom.A || hidden(c.DataAtom) || c.DataAtom == atom.Nav || c.DataAtom == atom.Footer || c.DataAtom == atom.Select || c.DataAtom == atom.Textarea:
		default:
			k := d.hold(c, held)
			if c.DataAtom == atom.Form || c.DataAtom == atom.Aside || withheld(c) {
				held[c] = k
			}
			sum += k
		}
	}
	return sum
}
