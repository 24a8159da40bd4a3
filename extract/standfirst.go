package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/words"
)

// standfirsts are the names that publishers give to the paragraph between a
// title and a body.
var standfirsts = names{
	words: set(inset, `standfirst chapo chapeau lead lede lead-text leadin intro introduction deck dek subtitle sub-headline subheadline
		subhead subheading strapline teaser summary abstract perex description bajada entradilla sumario sommario occhiello
		sous-titre vorspann ingress`),
}.ready()

// standfirst returns the paragraphs that stand between the title and the body:
// those that the page gives as its description, and those named so.
func (d *page) standfirst(container *html.Node, blocks []sada.Block) []sada.Block {
	above, by := d.between(container), d.by
	if len(above) == 0 {
		return nil
	}
	var described []string
	for _, name := range []string{"og:description", "description", "twitter:description"} {
		if s := words.Squash(d.metaOf(name)); utf8.RuneCountInString(s) > by.Standfirst.Described {
			described = append(described, s)
		}
	}
	have := ""
	for _, b := range blocks[:min(len(blocks), by.Standfirst.Blocks)] {
		have += words.Squash(b.Text) + "\n"
	}
	var out []sada.Block
	long := 0
	for _, n := range above {
		text := squeeze(inner(n))
		k := utf8.RuneCountInString(text)
		if k < by.Standfirst.Least || long+k > by.Standfirst.Most {
			continue
		}
		key := words.Squash(text)
		if !d.namedStandfirst(n) && !by.tells(described, key) || strings.Contains(have, key) || by.leadsAway(text) {
			continue
		}
		have += key + "\n"
		long += k
		out = append(out, sada.Block{Kind: sada.Paragraph, Text: text})
	}
	return out
}

// tells reports whether a text is one of the descriptions, or that with some
// words more or less at an end.
func (by *Numbers) tells(described []string, key string) bool {
	for _, s := range described {
		long, short := s, key
		if len(long) < len(short) {
			long, short = short, long
		}
		if len(short)*100 > len(long)*by.Standfirst.Tells && strings.Contains(long, short) {
			return true
		}
	}
	return false
}

// namedStandfirst reports whether an element, or one close around it, is named
// as a standfirst.
func (d *page) namedStandfirst(n *html.Node) bool {
	if namedAs(n) != unmarked && !standfirsts.in(attr(n, "class")) {
		return false
	}
	for up := 0; n != nil && up < d.by.Standfirst.Around; n, up = n.Parent, up+1 {
		// Drupal calls every body "text-with-summary".
		if class := attr(n, "class"); standfirsts.in(class) && !strings.Contains(class, "with-summary") || standfirsts.in(attr(n, "id")) {
			return true
		}
		if n.DataAtom == atom.Header || n.DataAtom == atom.Article || n.DataAtom == atom.Main {
			return false
		}
	}
	return false
}

// between returns the paragraphs between the nearest title before a container
// and the container, in the order of the page.
func (d *page) between(container *html.Node) []*html.Node {
	var best []*html.Node
	nearest := d.by.Standfirst.Reach
	for _, h := range d.heads {
		var some []*html.Node
		steps := 0
		n := after(h)
		for n != nil && n != container && steps < nearest {
			steps++
			switch {
			case n.Type != html.ElementNode:
			case d.aside(n):
				n = after(n)
				continue
			case paragraphLike(n):
				some = append(some, n)
				n = after(n)
				continue
			}
			n = following(n)
		}
		if n == container && steps < nearest {
			best, nearest = some, steps
		}
	}
	return best
}

// aside reports whether an element between title and body is no standfirst.
func (d *page) aside(n *html.Node) bool {
	return bare(n.DataAtom) || d.furniture[n] || n.DataAtom == atom.Figure || n.DataAtom == atom.Ul || n.DataAtom == atom.Ol
}

// following is the node that comes next in the order of the page.
func following(n *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	return after(n)
}

// after is the node that comes next when what lies in a node is passed over.
func after(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}
