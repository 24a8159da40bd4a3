package main

import (
	"embed"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"time"

	"sada/internal/kiosk"
)

//go:embed texts
var texts embed.FS

// item is one page of the set.
type item struct {
	url, lang, title, text string
	kind                   string
	of                     int  // the dispatch that it is a copy of; 0 for one of its own
	round                  bool // it holds two dispatches whole
	at                     time.Time
}

func (i *item) copies(of *item) bool { return i.of > 0 && i.of == of.of }

// page is the item as an outlet prints it.
func (i *item) page() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="%s"><head><meta charset="utf-8"><title>%s</title><meta property="article:published_time" content="%s"><meta name="author" content="Repere"></head><body><article><h1>%[2]s</h1>`,
		i.lang, html.EscapeString(i.title), i.at.Format(time.RFC3339))
	for _, p := range strings.Split(i.text, "\n") {
		if p != "" {
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
		}
	}
	return b.String() + "</article></body></html>"
}

// maker makes the set.
type maker struct {
	r     *rand.Rand
	fills map[string][]string // by language and kind
	stock map[string][]string // words to put in place of others, by language
	spare map[string][]string // paragraphs that nothing else has, by language
	out   []item
	press *kiosk.Press
}

// dispatch is the text that others copy.
type dispatch struct{ lang, title, text string }

func newSet(seed uint64) ([]item, error) {
	m := &maker{r: rand.New(rand.NewPCG(seed, 5)), fills: map[string][]string{}, stock: map[string][]string{}, spare: map[string][]string{}, press: kiosk.NewPress(seed)}
	fills, err := texts.ReadFile("texts/fills.txt")
	if err != nil {
		return nil, err
	}
	for _, line := range lines(fills) {
		f := strings.Split(line, "\t")
		m.fills[f[0]+f[1]] = strings.Split(f[2], "|")
	}
	raw, err := texts.ReadFile("texts/dispatches.txt")
	if err != nil {
		return nil, err
	}
	own := readDispatches(raw)
	raw, err = texts.ReadFile("texts/templates.txt")
	if err != nil {
		return nil, err
	}
	frames := readDispatches(raw)
	for len(m.spare["ar"]) < 120 || len(m.spare["fr"]) < 120 {
		lang, _, text := m.press.Article()
		m.spare[lang] = append(m.spare[lang], strings.ReplaceAll(text, "\n\n", "\n"))
		m.stock[lang] = append(m.stock[lang], strings.Fields(text)...)
	}
	all := own
	for range 20 {
		lang, title, text := m.press.Article()
		all = append(all, dispatch{lang, title, shortened(strings.ReplaceAll(text, "\n\n", "\n"), 90+m.r.IntN(260))})
	}
	for n, d := range all {
		m.copied(n+1, d)
	}
	for n := range 8 {
		m.passages(all[n], all[(n+1)%8])
	}
	for _, n := range []int{0, 5, 12} {
		m.add("round-up", 0, d(all[n].lang, "Le tour des nouvelles", all[n].text+"\n"+sameLanguage(all, n).text)).round = true
	}
	for _, f := range frames {
		m.reports(f)
	}
	for n := range 80 {
		lang, title, text := m.press.Article()
		if n%4 == 0 { // a text as short as a post
			text = shortened(text, 22+m.r.IntN(20))
		}
		m.add("alone", 0, d(lang, title, text))
	}
	return m.out, nil
}

func d(lang, title, text string) dispatch { return dispatch{lang, title, text} }

func sameLanguage(all []dispatch, n int) dispatch {
	for i := n + 1; ; i++ {
		if all[i%len(all)].lang == all[n].lang {
			return all[i%len(all)]
		}
	}
}

func lines(raw []byte) []string { return strings.Split(strings.TrimSpace(string(raw)), "\n") }

func readDispatches(raw []byte) (out []dispatch) {
	for _, line := range lines(raw) {
		if lang, title, begins := strings.Cut(line, "\t"); begins {
			out = append(out, dispatch{lang: lang, title: title})
			continue
		}
		out[len(out)-1].text += line + "\n"
	}
	return out
}

func (m *maker) add(kind string, of int, d dispatch) *item {
	n := len(m.out)
	m.out = append(m.out, item{
		url: fmt.Sprintf("https://outlet%d.famille.test/%d", n%37, n), lang: d.lang, title: d.title, text: d.text, kind: kind, of: of,
		at: time.Date(2026, 4, 3+m.r.IntN(2), m.r.IntN(24), m.r.IntN(60), 0, 0, time.UTC),
	})
	return &m.out[n]
}

// copied adds what outlets make of one dispatch.
func (m *maker) copied(n int, base dispatch) {
	title := func() string { return shortened(m.fresh(base.lang), 7) }
	changed := func(least, most float64) dispatch {
		return d(base.lang, title(), m.reworded(base.lang, base.text, least, most))
	}
	if n%3 > 0 { // else the dispatch itself is not in the set
		i := m.add("dispatch", n, base)
		if n%3 == 1 {
			i.url = fmt.Sprintf("https://agence.famille.test/depeche/%d", n)
		}
	}
	m.add("own title", n, d(base.lang, title(), base.text+"(AMN)"))
	m.add("own lead", n, d(base.lang, title(), shortened(m.fresh(base.lang), 30+m.r.IntN(30))+"\n"+base.text))
	words := len(strings.Fields(base.text))
	m.add("cut to 70 %", n, d(base.lang, title(), shortened(base.text, words*7/10)))
	m.add("cut to half", n, d(base.lang, title(), shortened(base.text, max(75, words/2))))
	m.add("reworded", n, changed(.04, .07))
	m.add("reworded", n, changed(.08, .11))
	m.add("reworded", n, changed(.08, .11))
	lead := changed(.04, .06)
	lead.text = shortened(m.fresh(base.lang), 25) + "\n" + lead.text
	m.add("reworded, own lead", n, lead)
}

// reworded puts other words in the place of some, spread over the text.
func (m *maker) reworded(lang, text string, least, most float64) string {
	share := least + m.r.Float64()*(most-least)
	var out []string
	for _, p := range strings.Split(text, "\n") {
		w := strings.Fields(p)
		for i := range w {
			if m.r.Float64() < share {
				w[i] = m.stock[lang][m.r.IntN(len(m.stock[lang]))]
			}
		}
		out = append(out, strings.Join(w, " "))
	}
	return strings.Join(out, "\n")
}

// fresh is a text that is not used elsewhere.
func (m *maker) fresh(lang string) string {
	list := m.spare[lang]
	if len(list) < 2 {
		for {
			l, _, text := m.press.Article()
			if l == lang {
				return text
			}
		}
	}
	m.spare[lang] = list[1:]
	return list[0]
}

// passages adds two reports on one event that share long passages and are no copies:
// a preview and the report of the opening.
func (m *maker) passages(base, _ dispatch) {
	parts := strings.Split(strings.TrimSpace(base.text), "\n")
	half := func() string { return shortened(m.fresh(base.lang), len(strings.Fields(base.text))*6/10) }
	shared := shortened(m.fresh(base.lang), len(strings.Fields(strings.Join(parts, " ")))*6/10)
	m.add("preview", 0, d(base.lang, shortened(half(), 8), half()+"\n"+shared))
	m.add("opening", 0, d(base.lang, shortened(half(), 8), shared+"\n"+half()))
}

// reports adds six of one frame with other contents, as an agency writes them day
// by day.
func (m *maker) reports(f dispatch) {
	for n := range 6 {
		same := map[string]string{} // a day, a country and its name are one in a report
		fill := func(text string) string {
			var b strings.Builder
			for {
				before, rest, more := strings.Cut(text, "$")
				if b.WriteString(before); !more {
					return b.String()
				}
				end := strings.IndexFunc(rest, func(r rune) bool { return r < 'a' || r > 'z' })
				if end < 0 {
					end = len(rest)
				}
				kind := rest[:end]
				text = rest[end:]
				value := same[kind]
				switch list := m.fills[f.lang+kind]; {
				case kind == "n":
					value = fmt.Sprint(1 + m.r.IntN(60))
				case kind == "day" || kind == "land" || kind == "name":
					value = list[n%len(list)]
				default:
					value = list[m.r.IntN(len(list))]
				}
				b.WriteString(value)
			}
		}
		m.add("report of a frame", 0, d(f.lang, fill(f.title), fill(f.text)))
	}
}

// shortened is the begin of a text, of so many words.
func shortened(text string, words int) string {
	var b strings.Builder
	for _, p := range strings.Split(text, "\n") {
		w := strings.Fields(p)
		if len(w) > words {
			w = w[:words]
		}
		if words -= len(w); len(w) > 0 {
			b.WriteString(strings.Join(w, " ") + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
