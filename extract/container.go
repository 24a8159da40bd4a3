package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// measure is how much text a node holds, and how much of it is links.
type measure struct{ text, links, commas int }

// weigh measures the text under a node that may be part of a body.
func (d *page) weigh(n *html.Node, inLink bool, m *measure) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			k := countLetters(c.Data)
			m.text += k
			if inLink {
				m.links += k
			}
			m.commas += strings.Count(c.Data, ",") + strings.Count(c.Data, "،")
		case c.Type == html.ElementNode && !d.unwanted(c):
			d.weigh(c, inLink || c.DataAtom == atom.A, m)
		}
	}
}

// container chooses the element that holds the body: by the rules of the
// source, by the platform's names, by density of text.
func (d *page) container() *html.Node {
	if r := d.hints.Source; r != nil && r.Rules.Body != "" {
		if n, m := d.heaviest([]string{r.Rules.Body}); n != nil && m.text > 0 {
			d.why.sayBody("rules of the source: "+r.Rules.Body, n, m)
			return n
		}
	}
	v := d.measured(d.body)
	dense, all := d.denseOf(v)
	d.why.sayBody("densest text", dense, measure{text: all})
	for _, list := range [][]string{profiles[d.hints.profile()].body, generic.body} {
		n, m := d.heaviest(list)
		d.why.sayBody("named as a body", n, m)
		if n != nil && (m.text-m.links)*100 > all*d.by.Density.Named {
			return d.gathered(d.own(d.spokenOf(n, v)), v, d.by.Body.PartsNamed)
		}
	}
	if dense == nil {
		return d.body
	}
	return d.gathered(d.own(d.spokenOf(dense, v)), v, d.by.Body.PartsDense)
}

// heaviest returns the element of the selectors that holds most text.
func (d *page) heaviest(selectors []string) (best *html.Node, of measure) {
	for _, sel := range selectors {
		weighed := map[*html.Node]bool{}
		for _, n := range d.find(sel) {
			// What lies in one that was weighed holds no more than it.
			if within(n, weighed) {
				continue
			}
			weighed[n] = true
			var m measure
			d.weigh(n, false, &m)
			if best == nil || m.text-m.links > (of.text-of.links)*d.by.Density.Heavier/100 {
				best, of = n, m
			}
		}
		if best != nil {
			best, of = d.siblings(best, of)
		}
		if best != nil && of.text > d.by.Density.Enough {
			return best, of
		}
	}
	return best, of
}

// siblings returns the parent of an element when others of its class stand
// beside it with as much text together: a body in several sections.
func (d *page) siblings(n *html.Node, of measure) (*html.Node, measure) {
	class := attr(n, "class")
	if class == "" || n.Parent == nil || n.Parent == d.body {
		return n, of
	}
	sum := of
	for s := n.Parent.FirstChild; s != nil; s = s.NextSibling {
		if s != n && s.DataAtom == n.DataAtom && attr(s, "class") == class && !d.unwanted(s) {
			d.weigh(s, false, &sum)
		}
	}
	if sum.text-sum.links < 2*(of.text-of.links) {
		return n, of
	}
	return n.Parent, sum
}

func within(n *html.Node, some map[*html.Node]bool) bool {
	for p := n.Parent; p != nil && len(some) > 0; p = p.Parent {
		if some[p] {
			return true
		}
	}
	return false
}

// card reports whether an element is one of several alike that each announce
// another page.
func (d *page) card(n *html.Node) bool {
	r := &reader{page: d}
	if _, ok := r.announces(n); !ok {
		return false
	}
	for _, step := range []func(*html.Node) *html.Node{nextElement, previousElement} {
		if s := step(n); s != nil && s.DataAtom == n.DataAtom {
			if _, ok := r.announces(s); ok {
				return true
			}
		}
	}
	return false
}

func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
	}
	return n
}

func previousElement(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
	}
	return n
}

// densest scores the parents of paragraphs under root by their text, as
// readability does, and returns the best with the text of its paragraphs.
func (d *page) densest(root *html.Node) (*html.Node, int) {
	return d.denseOf(d.measured(root))
}

// measured is what the elements under a root hold of running text.
func (d *page) measured(root *html.Node) *density {
	v := &density{page: d, score: map[*html.Node]float64{}, textOf: map[*html.Node]int{}, all: map[*html.Node]int{}, direct: map[*html.Node]int{}, heading: d.heading()}
	v.behind = v.heading == nil // no heading tells where the text begins
	v.visit(root)
	return v
}

// denseOf chooses the element that is the likeliest body by what all hold.
func (d *page) denseOf(v *density) (*html.Node, int) {
	var best *html.Node
	for _, n := range v.order {
		if best == nil || v.score[n] > v.score[best] {
			best = n
		}
	}
	if best == nil {
		return nil, 0
	}
	// A parent that holds much more of the same kind is the body's true home.
	for p := best.Parent; p != nil && p != d.body.Parent; p = p.Parent {
		if v.textOf[p]*100 > v.textOf[best]*d.by.Density.HomeText && v.score[p]*100 > v.score[best]*float64(d.by.Density.HomeScore) {
			best = p
		}
	}
	return d.by.split(best, v.textOf)
}

// density is what the elements of a page hold of running text.
type density struct {
	page    *page
	score   map[*html.Node]float64
	textOf  map[*html.Node]int
	all     map[*html.Node]int // behind the heading and no other's, at any depth
	direct  map[*html.Node]int // of these, in paragraphs that stand in it
	heading *html.Node
	behind  bool         // the heading lies before what is visited
	order   []*html.Node // the inner before the outer
	text    int          // of paragraphs so far
	foreign bool         // what is visited is others' text
}

func (v *density) add(p *html.Node, m measure, points float64) {
	by, share := &v.page.by.Density, float64(1)
	if v.text += m.text; v.foreign {
		share, m.text = percent(by.Foreign), int(float64(m.text)*percent(by.Foreign))
	}
	if v.behind && !v.foreign {
		v.direct[p] += m.text
		for a := p; a != nil; a = a.Parent {
			v.all[a] += m.text
		}
	}
	for up := 0; p != nil && up < by.Reach; p = p.Parent {
		if v.textOf[p] == 0 {
			v.order = append(v.order, p)
		}
		v.score[p] += points * share
		v.textOf[p] += m.text
		// A wrapper around one element is no further away.
		if !v.page.by.wraps(p) {
			share *= percent(by.Further)
			up++
		}
	}
}

func (v *density) visit(n *html.Node) {
	// Text between line breaks and boxes, without paragraphs.
	if m := bareText(n); m.text >= v.page.by.Density.Bare {
		v.add(n, m, 1+float64(m.commas)+float64(m.text)/float64(v.page.by.Density.Point))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c == v.heading {
			v.behind = true
		}
		switch {
		case c.Type != html.ElementNode:
		case v.page.unwanted(c):
			v.behind = v.behind || holds(c, v.heading)
		case !v.foreign && boxLike(c.DataAtom) && v.page.card(c):
			v.foreign = true
			v.visit(c)
			v.foreign = false
		case paragraphLike(c):
			v.paragraph(c)
		default:
			v.visit(c)
		}
	}
}

func (v *density) paragraph(n *html.Node) {
	var m measure
	by := &v.page.by.Density
	v.page.weigh(n, false, &m)
	if !v.foreign && m.text < by.EndLine && v.text > by.BeforeEnd && v.page.by.ends(squeeze(inner(n))) {
		v.foreign = true
	}
	if m.text < by.Paragraph || m.links*100 > m.text*by.Links {
		return
	}
	v.add(n.Parent, m, 1+float64(m.commas)+min(float64(m.text)/float64(by.Point), float64(by.Points)))
}

// split returns what holds an element and others alike when they have as much
// text together as it has: a body in parts, each in wrappers of its own.
func (by *Numbers) split(best *html.Node, textOf map[*html.Node]int) (*html.Node, int) {
	if textOf[best] < by.Density.Part {
		return best, textOf[best]
	}
	for p, up := best, 0; p.Parent != nil && p.DataAtom != atom.Body && up < by.Density.PartAround; p, up = p.Parent, up+1 {
		class, sum := attr(p, "class"), 0
		if class == "" || p.DataAtom == atom.Article {
			continue
		}
		for s := p.Parent.FirstChild; s != nil; s = s.NextSibling {
			if s.Type == html.ElementNode && s.DataAtom == p.DataAtom && attr(s, "class") == class {
				sum += textOf[s]
			}
		}
		if sum >= 2*textOf[best] {
			return p.Parent, sum
		}
	}
	return best, textOf[best]
}

// bareText measures the text that lies in an element itself.
func bareText(n *html.Node) (m measure) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			m.text += countLetters(c.Data)
			m.commas += strings.Count(c.Data, ",") + strings.Count(c.Data, "،")
		}
	}
	return m
}

// wraps reports whether an element holds one element and no text of its own.
func (by *Numbers) wraps(n *html.Node) bool {
	elements := 0
	for c, seen := n.FirstChild, 0; c != nil; c, seen = c.NextSibling, seen+1 {
		switch {
		case seen > by.Density.WrapperNodes:
			return false
		case c.Type == html.ElementNode:
			elements++
		case c.Type == html.TextNode && countLetters(c.Data) > 0:
			return false
		}
		if elements > 1 {
			return false
		}
	}
	return elements == 1
}

// paragraphLike elements hold running text and no block.
func paragraphLike(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Pre, atom.Blockquote, atom.Li, atom.H2, atom.H3, atom.H4, atom.Td, atom.Dd:
		return true
	case atom.Div, atom.Section, atom.Article, atom.Span, atom.Center, atom.Main:
	default:
		return false
	}
	texts := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && blockLevel(c.DataAtom) {
			return false
		}
		if c.Type == html.TextNode && countLetters(c.Data) > 0 {
			texts = true
		}
	}
	return texts
}
