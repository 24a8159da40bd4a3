package export

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

//go:embed page.html
var pageSource string

var page = template.Must(template.New("page").Parse(pageSource))

// htmlHead is what stands above the articles.
type htmlHead struct {
	*Document
	Names []name
	Lines []name // what the page holds, in Arabic and in French
}

type name struct{ Lang, Dir, Text string }

type htmlItem struct {
	Lang, Dir string
	Clipping
	Outlet     string
	Link       string // "" for what is no http or https address
	LinkText   string // the link as a person reads it
	Standfirst string // "" where the text begins with it
	Paragraphs []htmlBlock
	When       string
	Doubt      string // says that the text is not whole or not of the page, in its language
}

type htmlBlock struct {
	Kind  string
	Items []template.HTML
}

var partTitles = [groups]name{
	{"ar", "rtl", "مقالات بالعربية"}, {"fr", "ltr", "Articles en français"}, {"fr", "ltr", "Autres langues"}, {"ar", "rtl", "فيديوهات"}, {"ar", "rtl", "منشورات"},
}

// writeHTML writes one page of an export, the articles as they come, group by
// group.
func writeHTML(w io.Writer, l *Listing, lost *Losses) error {
	if err := page.ExecuteTemplate(w, "head", newHead(l)); err != nil {
		return err
	}
	for n := range partTitles {
		var part []Place
		for _, p := range l.Places {
			if int(p.group) == n {
				part = append(part, p)
			}
		}
		if len(part) == 0 {
			continue
		}
		if err := page.ExecuteTemplate(w, "part", partTitles[n]); err != nil {
			return err
		}
		err := l.each(part, lost, func(c *Clipping) error { return page.ExecuteTemplate(w, "item", newItem(c)) })
		if err != nil {
			return err
		}
		if err := page.ExecuteTemplate(w, "end-part", nil); err != nil {
			return err
		}
	}
	return page.ExecuteTemplate(w, "end", *lost)
}

func newHead(l *Listing) htmlHead {
	p := htmlHead{Document: &l.Head}
	for _, lang := range []string{"ar", "fr", "en"} {
		if t := p.Event.Title[lang]; t != "" {
			p.Names = append(p.Names, name{lang, direction(lang), plain(t)})
		}
	}
	p.Lines = []name{
		{"ar", "rtl", p.line("ar", len(l.Places), "من", "ابتداء من", "إلى غاية", "عدد المواد:", "أعد في")},
		{"fr", "ltr", p.line("fr", len(l.Places), "du", "à partir du", "jusqu'au", "pièces :", "établi le")},
	}
	return p
}

// line says in one language which days the page covers, how much it holds and
// when it was made.
func (p *htmlHead) line(lang string, n int, from, since, until, items, made string) string {
	first, last := spoken(p.Event.From, lang), spoken(p.Event.Until, lang)
	days := ""
	switch {
	case first != "" && last != "":
		days = from + " " + first + " " + until + " " + last + " · "
	case first != "":
		days = since + " " + first + " · "
	case last != "":
		days = until + " " + last + " · "
	}
	return fmt.Sprintf("%s%s %d · %s %s", days, items, n, made, spoken(p.Generated, lang))
}

func direction(lang string) string {
	if lang == "ar" {
		return "rtl"
	}
	return "ltr"
}

func newItem(c *Clipping) htmlItem {
	i := htmlItem{Clipping: *c, Lang: c.Article.Language, Dir: direction(c.Article.Language)}
	i.Outlet = c.Source.Name[c.Article.Language]
	for _, lang := range []string{"fr", "ar", "en"} {
		if i.Outlet == "" {
			i.Outlet = c.Source.Name[lang]
		}
	}
	if i.Outlet == "" {
		i.Outlet = c.Source.ID
	}
	if strings.HasPrefix(c.Article.URL, "http://") || strings.HasPrefix(c.Article.URL, "https://") {
		i.Link, i.LinkText = c.Article.URL, readable(c.Article.URL)
	}
	i.When = spoken(c.Article.Published, c.Article.Language)
	if c.Article.PublishedText != "" && len(c.Article.PublishedText) < 60 && c.Article.PublishedFrom == "print" {
		i.When = plain(c.Article.PublishedText)
	}
	if s := c.Article.Subtitle; !strings.HasPrefix(c.Article.Text, s) {
		i.Standfirst = s
	}
	if c.Article.BodyCut {
		i.doubt("[…] Texte incomplet", "[…] النص غير كامل")
	}
	if c.PageRefused != nil {
		i.doubt("Texte du flux, la page étant inaccessible", "النص من خلاصة الموقع لتعذر الوصول إلى الصفحة")
	}
	i.Paragraphs = marked(c)
	return i
}

// doubt adds a remark on the text, in the item's language.
func (i *htmlItem) doubt(french, arabic string) {
	if i.Lang == "ar" {
		french = arabic
	}
	if i.Doubt != "" {
		french = i.Doubt + " · " + french
	}
	i.Doubt = french
}

// readable is an address with the letters of its path in place of their escapes.
func readable(address string) string {
	u, err := url.Parse(address)
	if err != nil || !utf8.ValidString(u.Path) {
		return plain(address)
	}
	s := u.Scheme + "://" + u.Host + u.Path
	if u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	return plain(s)
}

// Months as the press of the Maghreb names them, and as that of France does.
var (
	arabicMonths = []string{"يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"}
	frenchMonths = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
)

// spoken writes a day or a moment as a reader of the language does; what is
// neither stays as it is.
func spoken(s, lang string) string {
	months, comma := frenchMonths, ", "
	if lang == "ar" {
		months, comma = arabicMonths, "، "
	}
	day := func(t time.Time) string {
		if t.Day() == 1 && lang != "ar" {
			return fmt.Sprintf("1er %s %d", months[t.Month()-1], t.Year())
		}
		return fmt.Sprintf("%d %s %d", t.Day(), months[t.Month()-1], t.Year())
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return day(t)
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return day(t) + comma + t.Format("15:04")
	}
	return s
}

// marked cuts the text into its blocks, with the hits marked. The spans of the
// hits count bytes of the blocks' texts joined by a blank line.
func marked(c *Clipping) []htmlBlock {
	var spans [][2]int
	for _, h := range c.Hits {
		if h.Field == "text" {
			spans = append(spans, h.Spans...)
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	var out []htmlBlock
	at := 0
	for _, b := range c.Article.Blocks {
		if b.Kind == "image" || b.Text == "" {
			continue
		}
		if at > 0 {
			at += len("\n\n")
		}
		k := htmlBlock{Kind: b.Kind}
		for _, line := range strings.SplitAfter(b.Text, "\n") {
			k.Items = append(k.Items, highlight(line, at, spans))
			at += len(line)
		}
		out = append(out, k)
	}
	return out
}

// highlight escapes a line that begins at byte at of the text, and marks the
// spans that lie in it. A mark never stands between a letter and its sign.
func highlight(line string, at int, spans [][2]int) template.HTML {
	var b strings.Builder
	done := 0
	for _, s := range spans {
		from, to := max(s[0]-at, done), min(s[1]-at, len(line))
		if from >= to || from < 0 {
			continue
		}
		from, to = letterStart(line, from), letterEnd(line, to)
		if from < done {
			continue
		}
		b.WriteString(template.HTMLEscapeString(line[done:from]))
		b.WriteString("<mark>")
		b.WriteString(template.HTMLEscapeString(line[from:to]))
		b.WriteString("</mark>")
		done = to
	}
	b.WriteString(template.HTMLEscapeString(line[done:]))
	return template.HTML(b.String())
}

func letterStart(s string, i int) int {
	for i > 0 && i < len(s) && (!utf8.RuneStart(s[i]) || sign(s[i:])) {
		i--
	}
	return i
}

func letterEnd(s string, i int) int {
	for i < len(s) && (!utf8.RuneStart(s[i]) || sign(s[i:])) {
		i++
	}
	return i
}

func sign(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.M, r)
}
