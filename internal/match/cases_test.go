package match

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sada"
)

// aliases are those of the cases.
func aliases() map[string][]string {
	sets := map[string][]string{
		"ouverture": {"حكومة منفتحة", "gouvernement ouvert", "$sigle"}, "sigle": {"OGP"}, "exact": {`="Porte"`, `="porche"`},
		"ring": {"$back"}, "back": {"$ring"}, "vide": {}, "signs": {"..."}, "deep9": {"fond"},
	}
	for n := 1; n < 9; n++ {
		sets[fmt.Sprintf("deep%d", n)] = []string{fmt.Sprintf("$deep%d", n+1)}
	}
	return sets
}

// judged is one query with the texts that it hits and those it does not.
type judged struct {
	place      string // file and line
	why, query string
	texts      []judgedText
}

type judgedText struct {
	text     string
	hits     bool
	surfaces string
}

// readCases reads testdata/cases.txt and testdata/words.txt.
func readCases(t testing.TB) []judged {
	t.Helper()
	var out []judged
	for _, name := range []string{"cases.txt", "words.txt"} {
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		why := ""
		for i, line := range strings.Split(string(raw), "\n") {
			kind, rest, _ := strings.Cut(line, " ")
			switch kind {
			case "?":
				out = append(out, judged{place: fmt.Sprintf("%s:%d", name, i+1), why: why, query: rest})
			case "+", "-":
				last := &out[len(out)-1]
				last.texts = append(last.texts, judgedText{text: rest, hits: kind == "+"})
			case "=":
				out[len(out)-1].texts[0].surfaces = rest
			default:
				why = line
			}
		}
	}
	return out
}

// document takes a text of the cases apart, with the fields before its |.
func (c judgedText) document(t testing.TB) (*sada.Article, *Document) {
	t.Helper()
	fields, body, ok := strings.Cut(c.text, " | ")
	if !ok {
		fields, body = "", c.text
	}
	body = strings.NewReplacer(" ¶ ¶ ", "\n\n", " ¶ ", "\n").Replace(body)
	a := &sada.Article{Blocks: []sada.Block{{Kind: sada.Paragraph, Text: body}}}
	source := ""
	for _, f := range strings.Split(fields, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(f), "=")
		switch name {
		case "":
		case "title":
			a.Title = value
		case "by":
			a.Authors = []string{value}
		case "lang":
			a.Language = value
		case "source":
			source = value
		case "date":
			if at, ok := sada.Day(value).Start(utc); ok {
				a.Published = sada.Date{Time: at, Precision: sada.ToDay}
			}
		default:
			t.Fatalf("a text has no field %q: %s", name, c.text)
		}
	}
	return a, NewDocument(a, source)
}

func TestQueriesHitAsJudged(t *testing.T) {
	count := 0
	for _, c := range readCases(t) {
		q, err := Parse(c.query, aliases())
		if err != nil {
			t.Errorf("%s: %s: %s: %v", c.place, c.why, c.query, err)
			continue
		}
		for _, x := range c.texts {
			count++
			a, d := x.document(t)
			hits, got := q.Match(d)
			if got != x.hits {
				t.Errorf("%s: %s: %s on %q: %v, want %v", c.place, c.why, c.query, x.text, got, x.hits)
			}
			if failed := q.Failed(d); got == (len(failed) > 0) {
				t.Errorf("%s: hits is %v and the failed branches are %q", c.place, got, failed)
			}
			var surfaces []string
			for _, h := range hits {
				surfaces = append(surfaces, h.Surface)
			}
			if got := strings.Join(surfaces, " · "); x.surfaces != "" && got != x.surfaces {
				t.Errorf("%s: surfaces %q, want %q", c.place, got, x.surfaces)
			}
			if fault := evidence(a, hits); fault != "" {
				t.Errorf("%s: %s on %q: %s", c.place, c.query, x.text, fault)
			}
		}
	}
	if count < 500 {
		t.Errorf("%d judged texts were read, want the files' 500 and more", count)
	}
}

// evidence says what is wrong with hits: spans lie in their field, in order,
// and the surface is what the first of them covers.
func evidence(a *sada.Article, hits []sada.Hit) string {
	fields := map[string]string{"title": a.Title, "subtitle": a.Subtitle, "text": a.Text(), "author": strings.Join(a.Authors, "\n")}
	for _, h := range hits {
		text := fields[h.Field]
		for _, s := range h.Spans {
			if s[0] < 0 || s[0] >= s[1] || s[1] > len(text) {
				return fmt.Sprintf("span %v does not lie in the %s", s, h.Field)
			}
		}
		if !slices.IsSortedFunc(h.Spans, func(a, b [2]int) int { return a[0] - b[0] }) || len(slices.Compact(slices.Clone(h.Spans))) != len(h.Spans) {
			return fmt.Sprintf("spans %v are out of order or stand twice", h.Spans)
		}
		if got := text[h.Spans[0][0]:h.Spans[0][1]]; got != h.Surface || !strings.Contains(h.Sentence, h.Surface) {
			return fmt.Sprintf("surface %q is not the %q that the first span covers, in %q", h.Surface, got, h.Sentence)
		}
	}
	return ""
}

// readWrong reads testdata/wrong.txt: queries and their problem.
func readWrong(t testing.TB) [][2]string {
	t.Helper()
	raw, err := os.ReadFile("testdata/wrong.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for _, line := range strings.Split(string(raw), "\n") {
		if q, ok := strings.CutPrefix(line, "? "); ok {
			out = append(out, [2]string{q})
		} else if m, ok := strings.CutPrefix(line, "= "); ok {
			out[len(out)-1][1] = m
		}
	}
	return out
}

func TestWrongQueriesSayWhereAndWhatToWrite(t *testing.T) {
	all := readWrong(t)
	if len(all) < 60 {
		t.Errorf("%d wrong queries were read, want the file's 60 and more", len(all))
	}
	for _, c := range all {
		_, err := Parse(c[0], aliases())
		var list sada.Problems
		if !errors.As(err, &list) {
			t.Errorf("%s: %v, want the problem %q", c[0], err, c[1])
			continue
		}
		if got, want := list.Error(), c[1]; got != want {
			t.Errorf("%s:\n got %s\nwant %s", c[0], got, want)
		}
	}
}

func TestQueriesHaveLimits(t *testing.T) {
	cases := []struct{ name, query, want string }{
		{"brackets", strings.Repeat("(", 65) + "a" + strings.Repeat(")", 65), "character 65: more than 64 brackets in one another; make the query flatter"},
		{"length", strings.Repeat("a ", 9000), "query: longer than 16384 bytes; make two events of it"},
		{"brackets that are just allowed", strings.Repeat("(", 64) + "a" + strings.Repeat(")", 64), ""},
		{"aliases that are just allowed", "$deep2", ""},
		{"fields in one another", strings.Repeat("title:", 2000) + "a", ""},
	}
	for _, c := range cases {
		got := ""
		if _, err := Parse(c.query, aliases()); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWarningsTellWhatMayNotBeMeant(t *testing.T) {
	cases := []struct{ query, want string }{
		{"barrage", ""},
		{"barrage and pluie", `character 9: "and" is read as a word to look for; write AND, OR or NOT in capitals for the operator`},
		{"السد أو المطر", `character 6: "أو" is read as a word to look for; write AND, OR or NOT in capitals for the operator`},
		{"قنافذ", `character 1: "قنافذ" looks like a plural whose singular is not known here: it does not find it; write both with OR between`},
		{"قناطر", ""},
		{"prix 1 000", ""},
		{"lang:français barrage", `character 6: "français" is no code of a language; write lang:ar or lang:fr`},
		{"OGP", `character 1: "OGP" in capitals does not hit the same letters in lower case`},
		{"barrage le", `character 9: "le" is as common as a particle: it stands in nearly every text; put it into a phrase`},
	}
	for _, c := range cases {
		q, err := Parse(c.query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := sada.Problems(q.Warnings()).Error(); got != c.want {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
}
