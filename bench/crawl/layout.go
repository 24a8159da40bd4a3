package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
)

// layout is one way to build a page. Its parts are drawn from the number of the
// layout, so that sixty layouts differ in depth, elements, classes, data and
// weight as the pages of sixty outlets do.
type layout struct {
	n                      int
	prefix                 string // of the theme's classes
	dense                  bool   // written without white space
	wrappers               int    // elements around the article
	wrap, body             string // elements
	class                  string // of the body, as the platforms name it
	head, sub, date        string // classes
	paragraph              string // attributes of a paragraph
	jsonLD, og, micro      bool
	menu, menuDeep         int
	widgets, cards, figure int
	columns                int
	comments, scripts      int
	styles, icons, options int
	shareInside, noteTail  bool
}

func newLayout(n int) layout {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	l := layout{
		n: n, prefix: pick("td", "elementor", "c", "jeg", "news", "b", "site", "wp-block") + fmt.Sprint("-", n),
		dense: n%8 == 7, wrappers: 3 + r.IntN(8),
		wrap: pick("main", "div", "section"), body: pick("article", "div", "section"),
		class:     pick("entry-content", "article-body-wrapper", "post-content", "content", "td-post-content", "story", "node__content"),
		head:      pick("entry-title", "headline-container", "post-title", "title"),
		sub:       pick("subheadline-container", "chapo", "lead", "post-subtitle"),
		date:      pick("date-post", "subheadline-date", "entry-date", "posted-on"),
		paragraph: pick("", ` class="body-paragraph"`, ` dir="auto"`, ` style="text-align: justify;"`),
		jsonLD:    r.IntN(3) > 0, og: r.IntN(4) > 0, micro: r.IntN(3) == 0,
		menu: 18 + r.IntN(30), menuDeep: r.IntN(4),
		widgets: 2 + r.IntN(5), cards: 3 + r.IntN(6), figure: r.IntN(3),
		columns: 2 + r.IntN(4), scripts: 10 + r.IntN(26),
		styles: 1 + r.IntN(4), icons: 3 + r.IntN(6), options: r.IntN(3) * 8,
		shareInside: r.IntN(2) == 0, noteTail: r.IntN(2) == 0,
	}
	if r.IntN(2) == 0 {
		l.comments = 2 + r.IntN(12)
	}
	if !l.jsonLD && !l.og {
		l.og = true
	}
	return l
}

// sheet is a page being written: a buffer that knows which elements are open.
type sheet struct {
	bytes.Buffer
	layout
	r    *rand.Rand
	text *lexicon
	host string
	tags []string
}

// begin opens an element on a line of its own.
func (s *sheet) begin(tag, attributes string) {
	s.line()
	s.WriteByte('<')
	s.WriteString(tag)
	if attributes != "" {
		s.WriteByte(' ')
		s.WriteString(attributes)
	}
	s.WriteByte('>')
	s.tags = append(s.tags, tag)
}

// end closes the last n elements.
func (s *sheet) end(n int) {
	for range n {
		tag := s.tags[len(s.tags)-1]
		s.tags = s.tags[:len(s.tags)-1]
		s.line()
		s.WriteString("</" + tag + ">")
	}
}

// put writes a piece on a line of its own.
func (s *sheet) put(format string, a ...any) {
	s.line()
	fmt.Fprintf(s, format, a...)
}

// line begins a line as deep as the open elements, where the layout has any.
func (s *sheet) line() {
	if s.dense {
		return
	}
	s.WriteByte('\n')
	for range len(s.tags) {
		s.WriteByte('\t')
	}
}

// named is a class attribute as themes write it: the block, its part, and what
// modifies it.
func (s *sheet) named(part string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `class="%s %s-%s`, part, s.prefix, part)
	for range 1 + s.r.IntN(4) {
		b.WriteByte(' ')
		b.WriteString(modifiers[s.r.IntN(len(modifiers))])
	}
	if s.r.IntN(5) == 0 {
		fmt.Fprintf(&b, " elem-%07x", s.r.IntN(1<<28))
	}
	b.WriteByte('"')
	return b.String()
}

var modifiers = strings.Fields("clearfix col-12 col-md-4 col-lg-8 d-flex d-none d-lg-block align-items-center justify-content-between mb-3 mt-4 px-2 is-layout-flow has-text-color has-large-font-size wpb_wrapper vc_column_container td_block_template_1 tdb-block-inner td-fix-index jeg_postblock jeg_col_o elementor-widget-container elementor-element-populated elementor-column-gap-default swiper-slide lazyloaded no-gutters position-relative overflow-hidden border-bottom bg-white rounded-sm")
