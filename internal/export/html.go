package export

import (
	_ "embed"
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed page.html
var pageSource string

var page = template.Must(template.New("page").Parse(pageSource))

// htmlPage is what the page shows.
type htmlPage struct {
	Document
	Names []name
	Parts []htmlPart
}

type name struct{ Lang, Dir, Text string }

type htmlPart struct {
	Lang, Dir, Title string
	Items            []htmlItem
}

type htmlItem struct {
	Lang, Dir string
	Clipping
	Outlet     string
	Link       string // "" for what is no http or https address
	Paragraphs []htmlBlock
	When       string
}

type htmlBlock struct {
	Kind  string
	Items []template.HTML
}

var partTitles = []struct{ lang, title string }{
	{"ar", "مقالات بالعربية"}, {"fr", "Articles en français"}, {"fr", "Autres langues"}, {"ar", "فيديوهات"}, {"ar", "منشورات"},
}

func newHTML(d *Document) htmlPage {
	p := htmlPage{Document: *d}
	for _, lang := range []string{"ar", "fr", "en"} {
		if t := d.Event.Title[lang]; t != "" {
			p.Names = append(p.Names, name{lang, direction(lang), plain(t)})
		}
	}
	parts := make([]htmlPart, len(partTitles))
	for i, t := range partTitles {
		parts[i] = htmlPart{Lang: t.lang, Dir: direction(t.lang), Title: t.title}
	}
	for i := range d.Clippings {
		c := &d.Clippings[i]
		n := groupOf(&c.Article)
		parts[n].Items = append(parts[n].Items, newItem(c))
	}
	for _, part := range parts {
		if len(part.Items) > 0 {
			p.Parts = append(p.Parts, part)
		}
	}
	return p
}

func direction(lang string) string {
	if lang == "ar" {
		return "rtl"
	}
	return "ltr"
}

func groupOf(a *Article) int {
	switch {
	case a.Kind == "video":
		return 3
	case a.Kind == "post":
		return 4
	case a.Language == "ar":
		return 0
	case a.Language == "fr":
		return 1
	}
	return 2
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
		i.Link = c.Article.URL
	}
	i.When = c.Article.Published
	if c.Article.PublishedText != "" && len(c.Article.PublishedText) < 60 && c.Article.PublishedFrom == "print" {
		i.When = plain(c.Article.PublishedText)
	}
	i.Paragraphs = marked(c)
	return i
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
