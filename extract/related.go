package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/internal/address"
)

// related reports whether an element is a box that begins with a heading over
// links and holds little else.
func (r *reader) related(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Article, atom.Ul, atom.Ol, atom.Center, atom.Details, atom.Td:
	default:
		return false
	}
	t := r.page.firstText(n)
	if t == nil || t == r.plain {
		return false
	}
	if s := squeeze(t.Data); !r.page.by.overLinks(s) {
		r.plain = t
		return false
	}
	var m measure
	r.page.weigh(n, false, &m)
	by := &r.page.by.Boxes
	return m.text < by.Related && (m.links*100 >= m.text*by.RelatedLinks || m.text < by.RelatedFew)
}

// asking reports whether an element is a box whose first line asks the reader to
// do something, and which says little else.
func (r *reader) asking(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Center:
	default:
		return false
	}
	t := r.page.firstText(n)
	if t == nil || len(t.Data) > maxFirstText || !r.page.by.asksFor(squeeze(t.Data)) {
		return false
	}
	letters := 0
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			letters += countLetters(c.Data)
		case headingLevel(c.DataAtom) && c != t.Parent, c.DataAtom == atom.Figure:
			return false
		}
		if letters > r.page.by.Boxes.Asking {
			return false
		}
	}
	return true
}

// firstText is the first text of an element that may be part of a body, nil when
// it has none.
func (d *page) firstText(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && countLetters(c.Data) > 0:
			return c
		case c.Type == html.ElementNode && !d.unwanted(c):
			if t := d.firstText(c); t != nil {
				return t
			}
		}
	}
	return nil
}

// teaser reports whether a heading is one of another page: a link around it, or
// all of it a link, that leads to another page of the outlet.
func (r *reader) teaser(n *html.Node) bool {
	if r.around != nil {
		return r.inside(r.around)
	}
	var link *html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && countLetters(c.Data) > 0:
			return false
		case c.Type == html.ElementNode && c.DataAtom == atom.A:
			link = c
		case c.Type == html.ElementNode:
			return false
		}
	}
	return link != nil && r.inside(link)
}

// inside reports whether a link leads to another page of the same outlet.
func (r *reader) inside(a *html.Node) bool {
	href := strings.TrimSpace(attr(a, "href"))
	if href == "" || strings.HasPrefix(href, "#") {
		return false
	}
	u := r.page.link(href)
	own, _, _ := strings.Cut(r.page.address, "#")
	there, _, _ := strings.Cut(u, "#")
	return u != "" && there != own && address.Host(u) == address.Host(r.page.address)
}
