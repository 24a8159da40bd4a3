package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// gathered returns what holds an element and the other parts of its text, when
// these have least in a hundred of its text: a body whose parts stand in wrappers
// of their own, however deep. What stands beside them and is another's is left out.
func (d *page) gathered(n *html.Node, v *density, least int) *html.Node {
	if v.all[n] == 0 {
		return n
	}
	best, have := n, v.all[n]
	var beside []*html.Node
	for below := n; below.Parent != nil && below.Parent != d.body && below.DataAtom != atom.Body && below.DataAtom != atom.Article; below = below.Parent {
		more, others := d.parts(below, n, v)
		beside = append(beside, others...)
		if have += more; more == 0 || (have-v.all[n])*100 < v.all[n]*least {
			continue
		}
		best = below.Parent
		for _, c := range beside {
			d.furniture[c] = false
		}
		beside = nil
	}
	if best != n {
		d.why.sayBody("its parts together", best, measure{text: have})
	}
	return best
}

// parts returns how many letters the parts of a text have that stand beside one of
// them, and the elements there that are none of it: others' boxes, and what is
// small and stands before the first part or behind the last.
func (d *page) parts(below, n *html.Node, v *density) (more int, others []*html.Node) {
	var open []*html.Node // since the last part
	begun := false
	for c := below.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || d.unwanted(c) {
			continue
		}
		k := 0
		if c != below {
			k = d.belongs(c, n, v)
		}
		switch {
		case c == below || k > 0:
			more += k
			if !begun {
				others = append(others, open...)
			}
			begun, open = true, nil
		case headingLevel(c.DataAtom) || c.DataAtom == atom.Figure || paragraphLike(c):
			open = append(open, c)
		default:
			others = append(others, c)
		}
	}
	return more, append(others, open...)
}

// belongs is how many letters of a text another element holds; 0 when it is no part
// of it.
func (d *page) belongs(c, n *html.Node, v *density) int {
	by := &d.by.Body
	k := v.all[c]
	if paragraphLike(c) {
		k = d.runs(c)
		if k < by.PartLine {
			return 0
		}
	} else if k < by.Part || k*by.PartTimes < v.all[n] || !v.runs(c, by.PartRun) {
		return 0
	}
	if d.strange(c, n) {
		return 0
	}
	return k
}

// runs reports whether one element holds so many letters of paragraphs that stand
// in it: a row of cards has few in each.
func (v *density) runs(c *html.Node, least int) bool {
	if v.direct[c] >= least {
		return true
	}
	for x := range c.Descendants() {
		if v.direct[x] >= least {
			return true
		}
	}
	return false
}

// strange reports whether an element beside a part of a text is no part of it: it
// leads to other pages, holds an article of its own, or says the same again.
func (d *page) strange(c, n *html.Node) bool {
	by := &d.by.Body
	var m measure
	d.weigh(c, false, &m)
	if m.links*100 > m.text*by.PartLinks {
		return true
	}
	r := &reader{page: d}
	lines, said := 0, ""
	for x := range c.Descendants() {
		switch {
		case x.DataAtom == atom.Article && d.entitled(x):
			return true
		case x.DataAtom == atom.A && r.inside(x) && countLetters(inner(x)) >= d.by.List.Title && (headingLevel(x.Parent.DataAtom) || lineItself(x)):
			lines++
		case x.DataAtom == atom.P && d.runs(x) >= by.PartLine:
			if said == "" {
				said = squeeze(inner(n))
			}
			if strings.Contains(said, squeeze(inner(x))) {
				return true
			}
		}
	}
	return lines*by.PartLink > m.text
}
