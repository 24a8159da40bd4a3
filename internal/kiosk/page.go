package kiosk

import (
	"bytes"
	"embed"
	"html/template"
	"strings"
	"time"
)

//go:embed pages
var pageFiles embed.FS

// readTemplates reads the pages of every theme. Class names are those of the
// real platforms, as saved pages and public code have them.
func readTemplates() (*template.Template, error) {
	return template.ParseFS(pageFiles, "pages/*.html")
}

// sheet is what the templates print: the page of an item, or one that lists
// items.
type sheet struct {
	Theme, Site, Host, Home, Lang, Dir, Charset string
	Nav                                         []anchor
	Feed, REST                                  string
	Based                                       bool // links count from a base of their own

	Title, Subtitle, Byline, Lead string
	TextLang, TextDir             string // the site may be in another language
	Section                       anchor
	URL, AmpURL                   string
	Image, Caption, Credit        string
	Published, Modified           moment
	Stamped                       bool // the head says when
	Before, After                 prose
	Also                          *anchor
	Related, Popular              []anchor
	Tags                          []string
	Data, More                    any // what the page's scripts carry

	Cards      []card
	Pages      []anchor
	Prev, Next string
}

type anchor struct {
	Href, Text string
	Here       bool
}

// prose is a piece of a text whose paragraphs have a class.
type prose struct {
	Class  string
	Blocks []block
}

// moment is a date in each form in which pages write it; empty where the page
// keeps it to itself.
type moment struct{ Local, UTC, GMT, Text string }

// Say chooses the wording in the site's language.
func (p *sheet) Say(fr, ar string) string {
	if p.Lang == "ar" {
		return ar
	}
	return fr
}

// At is the address of a path as the theme writes it: whole in WordPress, from
// the root elsewhere, from the base where there is one.
func (p *sheet) At(path string) string {
	switch {
	case strings.HasPrefix(path, "#"):
		return path
	case p.Based:
		return "./" + path[1:]
	case p.Theme == "arc" || p.Theme == "drupal" || p.Theme == "watch":
		return path
	}
	return p.Whole(path)
}

// Whole is the address of a path with its host.
func (p *sheet) Whole(path string) string { return "https://" + p.Host + path }

// Footer is the line that says what the page is for, in the site's language and
// in the text's.
func (p *sheet) Footer() []string {
	lines := []string{footer(p.Lang)}
	if p.TextLang != "" && p.TextLang != p.Lang {
		lines = append(lines, footer(p.TextLang))
	}
	return lines
}

// article is an item's page as it stands in this round.
func (s *Stand) article(i *item, amp bool) []byte {
	p := s.sheetOf(i)
	name := i.outlet.theme
	switch {
	case i.accident == "soft-404":
		name, p.Title = "missing", "الصفحة غير موجودة"
	case i.accident == "script-empty":
		name = "shell"
	case amp:
		name = "amp"
	}
	return s.print(name, p)
}

// print runs a template. A template that fails shows it on the page, where the
// tests look for it.
func (s *Stand) print(name string, p *sheet) []byte {
	var b bytes.Buffer
	if err := s.templates.ExecuteTemplate(&b, name, p); err != nil {
		return []byte("kiosk: " + err.Error())
	}
	return b.Bytes()
}

// dress gives a sheet what an outlet puts on every page.
func (s *Stand) dress(o *outlet) *sheet {
	p := &sheet{Theme: o.theme, Site: o.fr, Host: o.host, Home: o.base + "/", Lang: o.lang, Dir: "ltr", Charset: "utf-8"}
	if o.lang == "ar" {
		p.Site, p.Dir = o.ar, "rtl"
	}
	if o.charset != "" {
		p.Charset = o.charset
	}
	for _, name := range s.sectionsOf(o) {
		p.Nav = append(p.Nav, anchor{Href: o.sectionPath(name), Text: sectionName(name, o.lang)})
	}
	for _, w := range o.ways {
		switch {
		case w.kind == "feed" && o.found && p.Feed == "":
			p.Feed = p.Whole(w.path)
		case w.kind == "rest":
			p.REST = p.Whole(o.base + "/wp-json/")
		}
	}
	return p
}

// sheetOf lays an item out.
func (s *Stand) sheetOf(i *item) *sheet {
	round := int(s.round.Load())
	p := s.dress(i.outlet)
	p.Title, p.Subtitle, p.Byline, p.Tags = i.title, i.subtitle, i.byline, i.tags
	p.TextLang, p.TextDir, p.Lead, p.URL = i.lang, i.dir(), i.lead(round), i.url()
	p.Section = anchor{Href: i.outlet.sectionPath(i.section), Text: sectionName(i.section, i.outlet.lang)}
	p.Based = i.accident == "base"
	p.Image, p.Caption, p.Credit = i.imagePath(), p.Say("Image d'illustration", "صورة توضيحية"), p.Say("Archives", "أرشيف")
	if i.accident == "amp" {
		p.AmpURL = p.Whole(escape("/amp" + i.path))
	}
	p.Published = s.moment(i, i.published)
	if i.changed(round) {
		p.Modified = s.moment(i, i.modified(round))
	}
	p.Stamped = i.folder == "petit-un"
	all := i.text(round)
	half := (len(all) + 1) / 2
	p.Before, p.After = prose{Blocks: all[:half]}, prose{Blocks: all[half:]}
	if p.Theme == "arc" {
		p.Before.Class, p.After.Class = "body-paragraph", "body-paragraph"
	}
	near := s.neighbours(i)
	if len(near) > 0 {
		p.Also, near = &near[0], near[1:]
	}
	p.Related, p.Popular = near[:min(3, len(near))], near[min(3, len(near)):min(8, len(near))]
	p.data(i, all)
	return p
}

// moment writes a date as the item's outlet does.
func (s *Stand) moment(i *item, t time.Time) moment {
	switch {
	case i.accident == "no-date":
		return moment{}
	case i.accident == "relative-date":
		return moment{Text: ago(s.now().Sub(t))}
	}
	m := moment{
		Local: t.Format("2006-01-02T15:04:05-07:00"), UTC: t.UTC().Format("2006-01-02T15:04:05Z"),
		GMT: t.UTC().Format("2006-01-02T15:04:05+00:00"), Text: printed(i.outlet.theme, i.outlet.lang, t),
	}
	if i.dayOnly {
		day := t.Format(time.DateOnly)
		m.Local, m.UTC, m.GMT = day, day, day
		m.Text = printedDay(i.outlet.lang, t)
	}
	return m
}

// neighbours are other items of the outlet that may stand around an item. None
// answers the event, was copied, or is found by one way only: what stands in the
// furniture must change nothing of what a visitor finds.
func (s *Stand) neighbours(but *item) []anchor {
	copied := map[string]bool{}
	for _, i := range s.items {
		if i.copyOf != "" {
			copied[i.copyOf] = true
		}
	}
	var all []anchor
	h := but.hash()
	o := but.outlet
	for k := range o.items {
		i := o.items[(k+int(h[1]))%len(o.items)]
		plain := i.accident == "" || i.accident == "near-miss"
		if i == but || i.event || !plain || i.copyOf != "" || copied[i.folder+"/"+i.name] || echoes(i.title) || !s.out(i) {
			continue
		}
		all = append(all, anchor{Href: escape(i.path), Text: i.title})
	}
	return all
}

// echoes reports whether a line might answer the query of the event. It is wider
// than the query.
func echoes(line string) bool {
	line = strings.ToLower(line)
	return strings.Contains(line, "منفتح") || strings.Contains(line, "ogp") ||
		strings.Contains(line, "gouvernement") && strings.Contains(line, "ouvert")
}

// sectionsOf lists the sections of an outlet's navigation.
func (s *Stand) sectionsOf(o *outlet) []string {
	if len(o.sections) > 0 {
		return o.sections
	}
	var all []string
	for _, name := range wireSections {
		for _, i := range o.items {
			if i.section == name {
				all = append(all, name)
				break
			}
		}
	}
	return all
}

// sectionPath is where a section lies. One that has no page of its own opens a
// menu.
func (o *outlet) sectionPath(name string) string {
	switch o.theme {
	case "arc", "quotidien":
		return "/" + name + "/"
	case "drupal":
		return o.base + "/actualites/" + name
	case "express":
		long := map[string]string{
			"politique": "activite-gouvernementale", "economie": "economie-et-finance", "societe": "societe-et-regions", "regions": "societe-et-regions", "monde": "international",
		}
		if l := long[name]; l != "" {
			name = l
		}
		return o.base + "/actualite/" + name + "/"
	case "parti":
		return o.base + "/category/" + name + "/"
	}
	if o.found {
		return "#" + name
	}
	return "/category/" + name + "/"
}

func sectionName(name, lang string) string {
	words := map[string][2]string{
		"politique": {"Politique", "سياسة"}, "economie": {"Économie", "اقتصاد"}, "societe": {"Société", "مجتمع"}, "monde": {"Monde", "دولي"},
		"culture": {"Culture", "ثقافة"}, "sport": {"Sport", "رياضة"}, "regions": {"Régions", "جهات"},
	}[name]
	if lang == "ar" {
		return words[1]
	}
	return words[0]
}
