package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
)

// blockLevel elements begin a line of their own.
func blockLevel(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav, atom.Ul, atom.Ol, atom.Li,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Figure, atom.Figcaption, atom.Table, atom.Tr,
		atom.Td, atom.Th, atom.Form, atom.Dl, atom.Dt, atom.Dd, atom.Hr, atom.Address, atom.Fieldset, atom.Center, atom.Details, atom.Summary:
		return true
	}
	return false
}

// reader turns a container into blocks.
type reader struct {
	page      *page
	remove    map[*html.Node]bool
	teaserBox map[*html.Node]bool
	blocks    []sada.Block
	images    []sada.Image
	embeds    []string
	seen      map[string]bool
	line      strings.Builder
	links     int // letters of the line that are links
	inLink    bool
	around    *html.Node // the link that is being read
	plain     *html.Node // a text that is no heading over links
	kind      sada.BlockKind
	foot      string // last line, before the body was trimmed

	pictures int  // that were looked at
	teasers  int  // headings that lead to other pages
	letters  int  // of the blocks
	size     int  // bytes of the blocks
	ended    bool // what follows is not read: readers wrote it, or the text is full
	full     bool // the text holds as much as one may, and goes on
}

// readBody returns the blocks of the body with its pictures and embeds.
func (d *page) readBody(title string) *reader {
	d.furnish()
	r := &reader{page: d, remove: map[*html.Node]bool{}, teaserBox: map[*html.Node]bool{}, seen: map[string]bool{}, kind: sada.Paragraph}
	if s := d.hints.Source; s != nil {
		for _, sel := range s.Rules.Remove {
			for _, n := range d.find(sel) {
				r.remove[n] = true
			}
		}
	}
	body := d.container()
	d.why.take(body)
	r.teaserBoxes(body)
	r.children(body)
	r.flush()
	if all := texts(r.blocks); len(all) > 0 {
		r.foot = all[len(all)-1]
	}
	whole := r.blocks
	r.blocks = d.by.trim(d.by.once(r.blocks), title)
	d.why.trimmed(whole, r.blocks)
	var cut bool
	r.blocks, cut = capped(append(d.standfirst(body, r.blocks), r.blocks...))
	r.full = r.full || cut
	return r
}

func (r *reader) children(n *html.Node) {
	for c := n.FirstChild; c != nil && !r.ended; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.line.WriteString(c.Data)
			if r.inLink {
				r.links += countLetters(c.Data)
			}
		case html.ElementNode:
			r.element(c)
		}
	}
}

func (r *reader) element(n *html.Node) {
	if n.DataAtom == atom.Iframe || n.DataAtom == atom.Blockquote && r.kind != sada.Quote {
		r.embed(n)
	}
	if (r.page.captions(n) || n.DataAtom == atom.Figcaption || r.page.by.pictured(n)) && !r.remove[n] {
		r.caption(n)
		return
	}
	if why := r.leftOut(n); why != "" {
		r.page.why.leave(why, n)
		return
	}
	switch n.DataAtom {
	case atom.Br:
		r.line.WriteByte('\n')
	case atom.Img:
		r.image(n, nil)
	case atom.Figure:
		r.flush()
		r.figure(n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if r.teaser(n) {
			r.teasers++
			r.flush()
			return
		}
		r.block(n, sada.Heading)
	case atom.Blockquote:
		if strings.Contains(attr(n, "class"), "twitter") || strings.Contains(attr(n, "class"), "instagram") {
			return
		}
		r.block(n, sada.Quote)
	case atom.Ul, atom.Ol:
		r.flush()
		r.list(n)
	case atom.Table:
		r.flush()
		r.children(n)
		r.flush()
	case atom.A:
		was, around := r.inLink, r.around
		r.inLink, r.around = true, n
		r.children(n)
		r.inLink, r.around = was, around
	default:
		if blockLevel(n.DataAtom) {
			r.flush()
			r.children(n)
			r.flush()
			return
		}
		r.children(n)
	}
}

// leftOut says why an element is no part of the body; "" when it is one.
func (r *reader) leftOut(n *html.Node) string {
	switch {
	case r.remove[n]:
		return "rules of the source"
	case r.page.unwanted(n):
		return "furniture"
	case r.teaserBox[n]:
		return "a teaser of another page"
	case r.related(n):
		return "links away"
	case r.asking(n):
		return "a box that asks"
	}
	return ""
}

// block reads an element whose text has a kind of its own.
func (r *reader) block(n *html.Node, k sada.BlockKind) {
	r.flush()
	was := r.kind
	r.kind = k
	r.children(n)
	r.flush()
	r.kind = was
}

// list reads the items of a list as one block, unless they are links away.
func (r *reader) list(n *html.Node) {
	var m measure
	r.page.weigh(n, false, &m)
	if m.links*100 > m.text*r.page.by.Body.ListLinks {
		return
	}
	var items []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || r.page.unwanted(c) || r.remove[c] {
			continue
		}
		if s := squeeze(inner(c)); s != "" && !r.page.by.leadsAway(s) {
			items = append(items, s)
		}
	}
	if len(items) > 0 && !r.ended {
		r.add(sada.List, strings.Join(items, "\n"))
	}
}

// flush ends the line that is being read. An empty line inside it, made of two
// line breaks, parts paragraphs.
func (r *reader) flush() {
	text, links, by := r.line.String(), r.links, r.page.by
	r.line.Reset()
	r.links = 0
	if r.ended {
		return
	}
	for _, part := range splitBreaks(text) {
		s := squeeze(part)
		if s == "" || countLetters(s) == 0 {
			continue
		}
		n := utf8.RuneCountInString(s)
		switch {
		case r.letters > by.Body.BeforeEnd && by.ends(s):
			r.ended = true
			r.page.why.say("text", "left out: readers' words, from here on", s, "")
			return
		case by.leadsAway(s) && !(r.kind == sada.Heading && overOthers(s)) && !(links == 0 && by.goesOn(s)):
			r.page.why.say("text", "left out: leads away", s, "")
			continue
		case links*100 > countLetters(text)*by.Body.LineLinks && n < by.Body.LineOfLinks && r.kind == sada.Paragraph:
			r.page.why.say("text", "left out: a line of links", s, "")
			continue
		}
		r.letters += n
		r.add(r.kind, s)
	}
}

// add takes a block, the last one when the text is full.
func (r *reader) add(kind sada.BlockKind, text string) {
	r.blocks = append(r.blocks, sada.Block{Kind: kind, Text: text})
	if r.size += len(text); r.size > maxText {
		r.full, r.ended = true, true
	}
}

// splitBreaks parts a text at empty lines made of <br>.
func splitBreaks(s string) []string {
	if !strings.Contains(s, "\n") {
		return []string{s}
	}
	lines := strings.Split(s, "\n")
	var out []string
	var cur []string
	for _, l := range lines {
		if strings.TrimSpace(strings.ReplaceAll(l, "\u00a0", " ")) == "" {
			if len(cur) > 0 {
				out = append(out, strings.Join(cur, " "))
				cur = nil
			}
			continue
		}
		cur = append(cur, l)
	}
	if len(cur) > 0 {
		out = append(out, strings.Join(cur, " "))
	}
	return out
}
