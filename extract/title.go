package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sada/internal/words"
)

// headlines are what a page says that its title is, the site's own name taken
// off each.
type headlines struct {
	by                            *Numbers
	h1                            []string
	data, og, twitter, head, lead string
	fusion, second                string // second: the alternative headline of the structured data
	news                          bool   // the structured data call it a piece of news
	slogan                        bool   // the title of the page is the heading of the site
}

// titleOf chooses the title. A heading that another witness seconds wins, since
// it is what a reader sees; unless the outlet gives the story another headline.
// One that none seconds wins when it shares words with the title of the page. Else
// the rest is put to a vote.
func (d *page) titleOf() string {
	if !d.titled {
		d.titled, d.headline = true, d.chooseTitle()
	}
	return d.headline
}

func (d *page) chooseTitle() string {
	if r := d.hints.Source; r != nil && r.Rules.Title != "" {
		if s := d.first([]string{r.Rules.Title}); s != "" {
			d.why.say("title", "rules of the source: "+r.Rules.Title, s, "")
			return s
		}
	}
	h := d.headlines()
	h.testify(d.why)
	if s := h.seconded(); s != "" {
		// Said twice by the structured data and printed: the h1 is for machines.
		if h.news && !same(s, h.data) && same(h.data, h.second) && d.headingSays(h.data) {
			return h.data
		}
		return h.published(s)
	}
	if h.news && h.data != "" {
		return h.data
	}
	if s := h.alike(); s != "" {
		return s
	}
	return h.voted()
}

func (d *page) headlines() *headlines {
	site := d.siteNames()
	h := &headlines{
		by:     d.by,
		fusion: str(dig(d.fusion, "headlines", "basic")),
		head:   stripNames(d.title, site),
		og:     stripNames(d.metaOf("og:title", "headline", "dc.title"), site), twitter: stripNames(d.metaOf("twitter:title"), site),
	}
	if m := d.articleData(); m != nil {
		h.data = stripNames(str(m["headline"]), site)
		if h.data == "" {
			h.data = stripNames(str(m["name"]), site)
		}
		h.second = stripNames(str(m["alternativeHeadline"]), site)
		h.news = strings.Contains(strings.Join(list(m["@type"]), " "), "NewsArticle")
	}
	for _, n := range d.heads {
		h.slogan = h.slogan || h.og == "" && same(inner(n), d.title) && d.ofSite(n, site)
	}
	for _, n := range d.titles(site) {
		s := stripNames(inner(n), site)
		if rest := withoutTools(n); rest != "" && !h.says(s) {
			s = stripNames(rest, site)
		}
		if rest := behindKicker(n); rest != "" && !h.says(s) {
			s = rest
		}
		if s != "" && !siteNamed(s, site.names) {
			h.h1 = append(h.h1, s)
		}
	}
	if d.hints.Lead != nil {
		h.lead = squeeze(d.hints.Lead.Title)
	}
	return h
}

// titles are the headings that may be the title: those of the first order, or,
// where these are the site's own, the one that a class calls that of the post.
func (d *page) titles(site *siteCalled) []*html.Node {
	for _, n := range d.heads {
		if s := squeeze(inner(n)); s != "" && !siteNamed(s, site.names) && !d.ofSite(n, site) {
			return d.heads
		}
	}
	if n := d.secondHeading(); n != nil {
		return []*html.Node{n}
	}
	return d.heads
}

// says reports whether the head of the page says a title, whole.
func (h *headlines) says(s string) bool {
	return same(s, h.data) || same(s, h.og) || same(s, h.head)
}

// testify tells what each witness says.
func (h *headlines) testify(t *testimony) {
	for _, s := range h.h1 {
		t.say("title", "h1", s, "")
	}
	t.say("title", "Fusion headlines.basic", h.fusion, "")
	t.say("title", "JSON-LD headline", h.data, "")
	t.say("title", "og:title", h.og, "")
	t.say("title", "twitter:title", h.twitter, "")
	t.say("title", "<title>", h.head, "")
	t.say("title", "lead", h.lead, "")
}

func (h *headlines) witnesses() []string {
	og := h.og
	if og == "" {
		og = h.twitter
	}
	return []string{h.fusion, h.data, og, h.head, h.lead}
}

// seconded is the heading that most witnesses say too, whole, cut, or as one
// part of theirs.
func (h *headlines) seconded() string {
	best, score := "", 0
	for _, s := range h.h1 {
		n := h.by.votes(s, h.witnesses())
		if n == 0 && (h.by.partOf(s, h.head) || h.by.partOf(s, h.og) || h.by.kicked(h.og, s)) {
			n = 1
		}
		if n > score && utf8.RuneCountInString(s) >= h.by.Titles.Heading {
			best, score = s, n
		}
	}
	return best
}

// published is the headline under which the outlet publishes a piece of news
// whose heading is s: what structured data and Open Graph agree on, or a second
// headline of Open Graph in other words or without the kicker. A shorter cut of
// the heading is none.
func (h *headlines) published(s string) string {
	if !h.news || same(s, h.og) {
		return s
	}
	if h.data != "" && same(h.data, h.og) && !same(h.data, s) {
		return h.data
	}
	alone := same(s, h.data) && same(s, h.head) && h.og != "" && !elided(h.og) && !strings.Contains(words.Squash(h.og), words.Squash(s))
	if alone && (same(h.og, h.twitter) || shared(h.og, s)*100 <= float64(h.by.Titles.Retold) || h.by.kicked(s, h.og)) {
		return h.og
	}
	return s
}

func elided(s string) bool { return strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") }

// alike is the first heading that shares words enough with what the head says.
// One that says nearly the same, or has a kicker before it, is left for the
// wording that two witnesses agree on.
func (h *headlines) alike() string {
	for _, s := range h.h1 {
		near := shared(s, h.og)*100 >= float64(h.by.Titles.Near) && shared(h.og, s)*100 >= float64(h.by.Titles.Retold)
		if same(h.og, h.head) && near || (same(h.og, h.head) || same(h.og, h.twitter)) && h.by.kicked(s, h.og) {
			return h.og
		}
		for _, w := range []string{h.head, h.og, h.data} {
			if n := common(s, w); n > 1 && max(shared(s, w), shared(w, s))*100 >= float64(h.by.Titles.Shared) {
				return s
			}
		}
	}
	return ""
}

// kicked reports whether a heading is a title with more before it.
func (by *Numbers) kicked(s, title string) bool {
	b := words.Squash(title)
	return len(b) > by.Titles.Cut && strings.HasSuffix(words.Squash(s), b)
}

// voted is what most witnesses say, the earlier at a tie.
func (h *headlines) voted() string {
	best, score := "", 0
	if h.slogan && len(h.h1) > 0 {
		return h.h1[0]
	}
	all := h.witnesses()
	for i, s := range all {
		if s == "" {
			continue
		}
		if n := 1 + h.by.votes(s, all[i+1:]); n > score {
			best, score = s, n
		}
	}
	if best == "" && len(h.h1) > 0 {
		best = h.h1[0]
	}
	return best
}

// votes counts the witnesses that say the same title, a cut one included.
func (by *Numbers) votes(s string, witnesses []string) int {
	n := 0
	a := words.Squash(s)
	if a == "" {
		return 0
	}
	for _, w := range witnesses {
		b := words.Squash(w)
		if b != "" && (a == b || len(b) > by.Titles.Cut && strings.HasPrefix(a, b) || len(a) > by.Titles.Begun && strings.HasPrefix(b, a)) {
			n++
		}
	}
	return n
}

func same(a, b string) bool {
	a, b = words.Squash(a), words.Squash(b)
	return a != "" && a == b
}

// shared is the share of a title's words that another has too.
func shared(title, other string) float64 {
	n := len(wordsOf(title))
	if n == 0 {
		return 0
	}
	return float64(common(title, other)) / float64(n)
}

// common counts the words of a title that another has too.
func common(title, other string) int {
	have := map[string]bool{}
	for _, w := range wordsOf(other) {
		have[w] = true
	}
	n := 0
	for _, w := range wordsOf(title) {
		if have[w] {
			n++
		}
	}
	return n
}

// wordsOf cuts a title into folded words of more than one letter.
func wordsOf(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(words.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if utf8.RuneCountInString(w) > 1 {
			out = append(out, w)
		}
	}
	return out
}

// partOf reports whether a heading is one of the parts that separators cut a
// title into, from one of them to an end of it.
func (by *Numbers) partOf(s, title string) bool {
	a, b := words.Squash(s), words.Squash(title)
	if utf8.RuneCountInString(a) < by.Titles.Heading || len(a) >= len(b) || !strings.HasPrefix(b, a) && !strings.HasSuffix(b, a) {
		return false
	}
	for _, sep := range separators {
		for i := strings.Index(title, sep); i >= 0; {
			if words.Squash(title[:i]) == a || words.Squash(title[i+len(sep):]) == a {
				return true
			}
			next := strings.Index(title[i+len(sep):], sep)
			if next < 0 {
				break
			}
			i += len(sep) + next
		}
	}
	return false
}
