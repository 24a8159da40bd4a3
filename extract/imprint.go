package extract

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/words"
)

// imprint is what a page prints of itself: the short lines that stand between its
// title and the third paragraph of its body, those shortly before the title, and
// the elements that a class says to hold a date or a name.
type imprint struct {
	page   *page
	title  string     // squashed
	start  *html.Node // the heading to begin at, where none says the title
	begun  bool       // the title was passed
	long   int        // paragraphs passed since
	before []line
	after  []line
	dates  []line // by class, anywhere
	names  []line // by class, anywhere
	labels []line // "Published: ..." anywhere
	signs  []line // "Author: ..." anywhere
	far    []line // short lines of figures behind the head of the article
}

// line is a short text and the element that it stands in.
type line struct {
	text   string
	node   *html.Node
	near   bool // between the title and the third paragraph
	before bool // not behind the title
}

// imprint reads the page once more, for what structured data did not say.
func (d *page) imprint() *imprint {
	if d.printed == nil {
		d.printed = d.readImprint()
	}
	return d.printed
}

func (d *page) readImprint() *imprint {
	p := &imprint{page: d, title: words.Squash(d.titleOf())}
	p.read(d.body, false)
	for i := 0; i < len(d.heads) && !p.begun; i++ {
		if !d.inFurniture(d.heads[i]) {
			p = &imprint{page: d, start: d.heads[i]}
			p.read(d.body, false)
		}
	}
	return p
}

// skipped reports whether nothing of an article's head or foot stands in an
// element.
func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Nav, atom.Form, atom.Select, atom.Textarea, atom.Iframe, atom.Figure:
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "class", "id":
			if bears(a.Val, apartNames) && !kept(a.Val) {
				return true
			}
		}
	}
	return false
}

// apart reports whether an element lies among comments or in a list that leads
// elsewhere.
func apart(n *html.Node) bool {
	for ; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		if bears(attr(n, "class"), apartNames) || bears(attr(n, "id"), apartNames) {
			return true
		}
	}
	return false
}

func (p *imprint) read(n *html.Node, marked bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			p.text(c)
		case c.Type != html.ElementNode || skipped(c) || !p.near() && p.page.furniture[c] && (bears(attr(c, "class"), sideNames) || bears(attr(c, "id"), sideNames)):
		default:
			p.element(c, marked)
		}
	}
}

func (p *imprint) element(n *html.Node, marked bool) {
	if n == p.start {
		p.begun = true
		return
	}
	if headingAtom(n.DataAtom) && !p.begun && p.start == nil {
		if s := words.Squash(inner(n)); s != "" && (s == p.title || len(p.title) > p.page.by.Imprint.Title && strings.Contains(s, p.title)) {
			p.begun = true
			return
		}
	}
	if n.DataAtom == atom.P && p.near() && countLetters(inner(n)) > p.page.by.Imprint.Paragraph {
		p.long++
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" && a.Key != "data-testid" && a.Key != "rel" && a.Key != "property" {
			continue
		}
		is := borne(a.Val, imprintNames)
		if !marked && len(p.names) < maxMarked && is&bylineName != 0 {
			p.names = append(p.names, p.line("", n))
			marked = true
		}
		if len(p.dates) < maxMarked && is&(dayName|otherDay) == dayName {
			p.dates = append(p.dates, p.line("", n))
		}
	}
	if n.DataAtom == atom.Address && p.near() && !marked {
		p.names = append(p.names, p.line("", n))
	}
	if n.DataAtom == atom.Time && len(p.dates) < maxMarked {
		p.dates = append(p.dates, p.line("", n))
	}
	p.read(n, marked)
	if n.DataAtom == atom.Article && p.long > 0 {
		p.long = p.page.by.Imprint.Paragraphs
	}
}

func (p *imprint) line(s string, n *html.Node) line {
	return line{s, n, p.near(), !p.begun}
}

func (p *imprint) near() bool { return p.begun && p.long < p.page.by.Imprint.Paragraphs }

func (p *imprint) text(n *html.Node) {
	if len(n.Data) > spaced*p.page.by.Imprint.Line {
		return
	}
	begin := strings.TrimLeft(n.Data, " \t\r\n")
	if begin == "" || len(begin) > 2*p.page.by.Imprint.Line {
		return
	}
	label := p.page.by.labelled(begin)
	dated := label && len(p.labels) < maxMarked && dateLabel.MatchString(head(begin, maxLabel))
	signed := label && len(p.signs) < maxMarked && signLabel.MatchString(head(begin, maxLabel))
	dated = dated || len(p.labels) < maxMarked && saysPublished(begin)
	if p.begun && !dated && !signed && (!p.near() || len(p.after) == p.page.by.Imprint.Lines) {
		if len(p.far) < maxMarked && n.Parent.DataAtom != atom.A && holdsYear(begin) {
			p.far = append(p.far, p.line(squeeze(begin), n.Parent))
		}
		return
	}
	s := squeeze(begin)
	if s == "" || len(s) > p.page.by.Imprint.Line {
		return
	}
	l := p.line(s, n.Parent)
	if l.near && len(p.after) < p.page.by.Imprint.Lines {
		p.after = append(p.after, l)
	}
	if l.before {
		if p.before = append(p.before, l); len(p.before) > 2*p.page.by.Imprint.Lines {
			p.before = append(p.before[:0], p.before[p.page.by.Imprint.Lines:]...)
		}
	}
	if dated {
		p.labels = append(p.labels, l)
	}
	if signed {
		p.signs = append(p.signs, l)
	}
}

// saysPublished reports whether a line says within that something was published,
// and has figures.
func saysPublished(s string) bool {
	return strings.ContainsAny(s, "0123456789") && (strings.Contains(s, "ubli") || strings.Contains(s, "osted ")) && publishedOn.MatchString(s)
}

var publishedOn = regexp.MustCompile(`(?i)\b(?:publiée? le|(?:posted|published) on|a été mise? en ligne le)\s`)

// labelled reports whether a text begins with a word that a label may begin with.
func (by *Numbers) labelled(s string) bool {
	i := strings.IndexAny(s, " \t\r\n:.,")
	if i < 0 {
		i = len(s)
	}
	return i < by.Imprint.LabelWord && labelWords[strings.ToLower(s[:i])] != 0
}

func headingAtom(a atom.Atom) bool { return a == atom.H1 || a == atom.H2 || a == atom.H3 }

// dateLabel begins a line that gives a date of the page.
var dateLabel = regexp.MustCompile(`(?i)^(?:date|datum|fecha|published|posted|created|last (?:updated|modified|reviewed)|updated|publi[ée]|mis(?:e)? (?:en ligne|à jour)|paru|stand|veröffentlicht|erstellt|pressemitteilung vom|publicado|نشر|تاريخ|(?:von|by|par|posted by|written by|submitted by|eingestellt|gepostet|zuletzt|diese seite wurde|this page was last|dernière modification)\b)`)

// signLabel begins a line that names who wrote the page.
var signLabel = regexp.MustCompile(`(?i)^(?:written by|auteur ?:|author ?:|autor ?:|الكاتب ?:)`)

// dated are the dates that stand printed, the likeliest first: what a class calls
// so near the title, a short line there, one right before the title, a labelled
// line, and what a class calls so elsewhere if all of them name one day. On a page
// without a heading it is the one day that stands in lines of its own. A date of a
// change comes last.
func (p *imprint) dated() []sada.Date {
	out, changed := p.beside()
	add := func(s string, n *html.Node) { p.sort(s, n, &out, &changed) }
	for i := len(p.before) - 1; p.begun && i >= max(0, len(p.before)-p.page.by.Imprint.Before) && len(out) == 0; i-- {
		add(p.page.by.datedLine(p.before[i]), p.before[i].node)
	}
	if len(out) == 0 {
		for _, l := range p.labels {
			add(p.page.by.datedNear(l), l.node)
		}
	}
	if len(out) == 0 {
		out = append(out, p.oneDay()...)
	}
	if len(out) == 0 && !p.begun {
		out = append(out, p.loneDay()...)
	}
	return append(out, changed...)
}

// beside are the dates printed between the title and the text: what a class
// calls so, then short lines. Those of a change are kept apart.
func (p *imprint) beside() (out, changed []sada.Date) {
	for _, l := range p.dates {
		if l.near {
			p.sort(dateText(l.node), l.node, &out, &changed)
		}
	}
	for i, l := range p.after {
		s := p.page.by.datedLine(l)
		if i+1 < len(p.after) && s == l.text && hourAlone.MatchString(p.after[i+1].text) {
			s += " " + p.after[i+1].text
		}
		p.sort(s, l.node, &out, &changed)
	}
	return out, changed
}

// hourAlone is a line that holds a time of day and nothing else.
var hourAlone = regexp.MustCompile(`(?i)^(?:[àa|,–-] ?|at )?\d{1,2} ?(?:[:.]|h) ?\d{2}(?: ?[ap]\.?m\.?| ?(?:مساء|صباحا)ً?)?$`)

// sort reads a printed date and tells that of a change from others.
func (p *imprint) sort(s string, n *html.Node, out, changed *[]sada.Date) {
	w, ok := p.page.read(s, sada.FromPrint)
	switch {
	case !ok || issueWord.MatchString(s) || w.From == sada.FromRelative && len(s) > p.page.by.Imprint.Ago:
	case changeWord.MatchString(s) && !publishWord.MatchString(s) || n.DataAtom == atom.Time && changes(n) || roleIn(s) == unsaid && p.page.by.roleOf(n) == ofChange:
		*changed = append(*changed, w)
	default:
		*out = append(*out, w)
	}
}

// loneDay is the day that lines of a date and nothing else give, if it is one.
func (p *imprint) loneDay() []sada.Date {
	var out []sada.Date
	for _, l := range p.before {
		if len(l.text) > p.page.by.Imprint.DateLine || !holdsYear(l.text) {
			continue
		}
		w, ok := p.page.read(l.text, sada.FromPrint)
		if alone, _ := words.Date(l.text, anyTime); !ok || alone.Text != strings.TrimSpace(words.Fold(l.text)) {
			continue
		}
		if len(out) > 0 && out[0].Day() != w.Day() {
			return nil
		}
		out = append(out, w)
	}
	return out
}

// changeWord stands in a line that gives the date of a change, publishWord in one
// that gives that of publication beside it, and issueWord before that of an issue.
var (
	changeWord  = regexp.MustCompile(`(?i)updated|modified|reviewed|mise? à jour|modifié|aktualisiert|geändert|bearbeitet|modification|actualizado|تحديث|تعديل`)
	publishWord = regexp.MustCompile(`(?i)publi|posted|veröffentlicht|نشر`)
	issueWord   = regexp.MustCompile(`(?i)^(?:édition|edition|ausgabe|issue|عدد)`)
)

// oneDay are the dates of the elements that a class calls so, unless they differ.
func (p *imprint) oneDay() []sada.Date {
	var out []sada.Date
	for _, l := range p.dates {
		w, ok := p.page.read(dateText(l.node), sada.FromPrint)
		if !ok || changes(l.node) || p.page.by.roleOf(l.node) == ofChange || issueWord.MatchString(w.Text) {
			continue
		}
		if len(out) > 0 && out[0].Day() != w.Day() {
			return nil
		}
		out = append(out, w)
	}
	return out
}

// datedLine is a line that may give a date, with what stands around it in its
// element where the line alone gives but a year.
func (by *Numbers) datedLine(l line) string {
	if !holdsYear(l.text) || utf8.RuneCountInString(l.text) > by.Imprint.DateLine {
		return ""
	}
	return by.datedNear(l)
}

func (by *Numbers) datedNear(l line) string {
	if _, ok := words.Date(l.text, anyTime); ok {
		return l.text
	}
	n := l.node
	for range by.Imprint.DateAround {
		if n == nil {
			break
		}
		if s := squeeze(inner(n)); len(s) > by.Imprint.DateBox {
			break
		} else if _, ok := words.Date(s, anyTime); ok {
			return s
		}
		n = n.Parent
	}
	return ""
}

// anyTime is a now for asking whether a text holds a date at all.
var anyTime = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// holdsYear reports whether four figures of a year stand in a text, or a day in
// three pairs of figures.
func holdsYear(s string) bool {
	run := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			run++
			continue
		}
		if run == 4 || run == 6 || run == 8 || run > 0 && i < len(s) && s[i] > 0x7f {
			return true
		}
		run = 0
	}
	return strings.ContainsAny(s, "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") || threePairs.MatchString(s)
}

var threePairs = regexp.MustCompile(`(?:^|\D)\d\d[./-]\d\d[./-]\d\d(?:\D|$)`)
