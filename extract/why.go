package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sada"
	"sada/internal/words"
)

// Explain reads the article of a page as Article does, and tells what each
// witness says of each field, in the order in which they are trusted, what was
// chosen and what was left out of the body. The testimony of a page that is none
// holds what was asked before it was refused.
func Explain(p *sada.Page, h Hints) (*sada.Article, []sada.Said, error) {
	t := &testimony{}
	a, err := read(p, h, t)
	if a != nil {
		t.settle(a)
	}
	return a, t.said, err
}

// testimony keeps what the witnesses of a page say. A nil one keeps nothing.
type testimony struct {
	said  []sada.Said
	dates map[int]sada.Date // what the texts were read as, by place in said
}

// say notes a statement; an empty one is none.
func (t *testimony) say(field, witness, value, note string) {
	if t == nil || value == "" || len(t.said) >= maxSaid {
		return
	}
	s := sada.Said{Field: field, Witness: witness, Value: cut(value), Note: note}
	if !slices.Contains(t.said, s) {
		t.said = append(t.said, s)
	}
}

func cut(s string) string {
	s = squeeze(head(s, maxValue*utf8.UTFMax))
	if r := []rune(s); len(r) > maxValue {
		s = string(r[:maxValue]) + "…"
	}
	return s
}

// sayDate notes a written date and what it was read as; ok is false for one that
// was refused.
func (t *testimony) sayDate(field, witness, value string, w sada.Date, ok bool) {
	if t == nil {
		return
	}
	n := len(t.said)
	note := "no date, or an impossible one"
	if ok {
		note = "read as " + w.String()
	}
	if t.say(field, witness, value, note); ok && len(t.said) > n {
		if t.dates == nil {
			t.dates = map[int]sada.Date{}
		}
		t.dates[n] = w
	}
}

// sayBody notes an element that may hold the body.
func (t *testimony) sayBody(witness string, n *html.Node, m measure) {
	if t != nil && n != nil {
		t.say("text", witness, element(n), fmt.Sprintf("%d letters, %d of them in links", m.text, m.links))
	}
}

// take marks who named the element that was taken for the body.
func (t *testimony) take(body *html.Node) {
	if t == nil {
		return
	}
	named := false
	for i := range t.said {
		if s := &t.said[i]; s.Field == "text" && s.Value == cut(element(body)) {
			s.Chosen, named = true, true
		}
	}
	if named {
		return
	}
	if n := len(t.said); n < maxSaid {
		t.say("text", "all of the page", element(body), "")
		t.said[n].Chosen = true
	}
}

// weigh notes what speaks for an article and against one.
func (t *testimony) weigh(d *page, a *sada.Article, r *reader) {
	if t == nil {
		return
	}
	t.say("kind", "text", fmt.Sprintf("%d characters in %d blocks", utf8.RuneCountInString(a.Text()), len(a.Blocks)), "")
	t.say("kind", "page", fmt.Sprintf("%d letters, %d links, %d headings that lead to other pages", d.letters, d.anchors, r.teasers), "")
	if m := d.articleData(); m != nil {
		t.say("kind", "JSON-LD @type", strings.Join(list(m["@type"]), ", "), "")
	}
	t.say("kind", "og:type", d.metaOf("og:type"), "")
}

// trimmed notes the blocks that were taken off the ends of a body.
func (t *testimony) trimmed(before, after []sada.Block) {
	if t == nil {
		return
	}
	have := map[sada.Block]int{}
	for _, b := range after {
		have[b]++
	}
	for _, b := range before {
		if have[b]--; have[b] < 0 {
			t.say("text", "left out: before or behind the text", b.Text, string(b.Kind))
		}
	}
}

// leave notes what was left out of the body.
func (t *testimony) leave(why string, n *html.Node) {
	if t == nil {
		return
	}
	if s := squeeze(inner(n)); utf8.RuneCountInString(s) > 1 {
		t.say("text", "left out: "+why, s, element(n))
	}
}

// element shows an element as a selector.
func element(n *html.Node) string {
	s := n.Data
	if id := attr(n, "id"); id != "" {
		s += "#" + head(id, maxID)
	}
	for _, class := range strings.Fields(head(attr(n, "class"), maxNames)) {
		s += "." + class
	}
	return s
}

// settle marks what the article holds.
func (t *testimony) settle(a *sada.Article) {
	is := map[string]func(s sada.Said) bool{
		"title":     func(s sada.Said) bool { return same(s.Value, cut(a.Title)) },
		"subtitle":  func(s sada.Said) bool { return same(s.Value, cut(a.Subtitle)) },
		"language":  func(s sada.Said) bool { return s.Value == a.Language },
		"agency":    func(s sada.Said) bool { return s.Note == a.Agency },
		"tags":      func(s sada.Said) bool { return slices.Contains(a.Tags, s.Value) },
		"section":   func(s sada.Said) bool { return same(s.Value, cut(a.Section)) },
		"canonical": func(s sada.Said) bool { return s.Value == cut(a.Canonical) },
		"authors": func(s sada.Said) bool {
			return len(a.Authors) > 0 && words.Squash(s.Note) == words.Squash(strings.Join(a.Authors, ", "))
		},
	}
	for i := range t.said {
		s := &t.said[i]
		w, dated := t.dates[i]
		switch {
		case dated && s.Field == "published":
			s.Chosen = w == a.Published
		case dated && s.Field == "modified":
			s.Chosen = w == a.Modified
		case is[s.Field] != nil:
			s.Chosen = is[s.Field](*s)
		}
	}
}
