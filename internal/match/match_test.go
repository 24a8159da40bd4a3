package match

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"sada"
)

func TestQueriesMeanWhatAPressOfficerMeans(t *testing.T) {
	aliases := map[string][]string{
		"opening": {"حكومة منفتحة", "gouvernement ouvert", "$acronym"},
		"acronym": {"OGP"},
	}
	cases := []struct {
		why, query, text string
		want             bool
	}{
		{"space is AND", "barrage pluie", "La pluie remplit le barrage.", true},
		{"AND wants both", "barrage AND neige", "La pluie remplit le barrage.", false},
		{"French operators count", "barrage ET pluie SAUF neige", "La pluie remplit le barrage.", true},
		{"an operator in small letters is a word", "barrage et pluie", "La pluie remplit le barrage.", false},
		{"NOT keeps out", "barrage NOT pluie", "La pluie remplit le barrage.", false},
		{"OR takes either", "neige OR barrage", "La pluie remplit le barrage.", true},
		{"brackets bind", "(neige OR pluie) AND barrage", "La pluie remplit le barrage.", true},
		{"a phrase wants its order", `"barrage le remplit"`, "La pluie remplit le barrage.", false},
		{"slop lets words stand between", `"pluie barrage"~2`, "La pluie remplit le barrage.", true},
		{"slop is counted", `"pluie barrage"~1`, "La pluie remplit le barrage.", false},
		{"a phrase ends with its sentence", `"الحكومة المنفتحة"`, "انتهى لقاء الحكومة. المنفتحة أبوابه للعموم.", false},
		{"particles written onto the word", "مراكش", "انطلق اللقاء بمراكش اليوم", true},
		{"no roots", "وزارة", "في زيارة رسمية", false},
		{"no adjective of a name", "المغرب", "الشعب المغربي", false},
		{"NEAR counts the words between", "pluie NEAR/2 barrage", "La pluie remplit le barrage.", true},
		{"NEAR either way", "barrage NEAR/2 pluie", "La pluie remplit le barrage.", true},
		{"ONEAR in order", "barrage ONEAR/2 pluie", "La pluie remplit le barrage.", false},
		{"NEAR stays in its paragraph", "pluie NEAR/60 neige", "Il y a de la pluie.\n\nIl y a de la neige.", false},
		{"a prefix", "barrag*", "La pluie remplit les barrages.", true},
		{"an exact form", `="barrage"`, "Les barrages sont pleins.", false},
		{"at least twice", "pluie{2}", "La pluie, toujours la pluie.", true},
		{"not three times", "pluie{3}", "La pluie, toujours la pluie.", false},
		{"one letter off", "barage~1", "Le barrage est plein.", true},
		{"capitals are an acronym", "CAN", "Il can faire beau.", false},
		{"an acronym with dots", "OGP", "La réunion de l'O.G.P. à Rabat", true},
		{"elision", "état", "l'état civil", true},
		{"an alias in an alias", "$opening", "La réunion de l'OGP", true},
		{"quotes of any kind", "«gouvernement ouvert»", "Pour un “gouvernement ouvert” au Maroc", true},
		{"a hyphen parts words", `"moyen orient"`, "Afrique et Moyen-Orient", true},
		{"a language", "lang:fr barrage", "La pluie remplit le barrage.", true},
		{"another language", "lang:ar barrage", "La pluie remplit le barrage.", false},
		{"a day", "barrage date:2022-11-01..2022-11-03", "Le barrage.", true},
		{"another day", "barrage date:..2022-10-31", "Le barrage.", false},
		{"a source", "barrage source:kiosque-*", "Le barrage.", true},
	}
	for _, c := range cases {
		q, err := Parse(c.query, aliases)
		if err != nil {
			t.Errorf("%s: %s: %v", c.why, c.query, err)
			continue
		}
		a := &sada.Article{Language: "fr", Blocks: []sada.Block{{Kind: sada.Paragraph, Text: c.text}}}
		a.Published = sada.Date{Precision: sada.ToDay}
		a.Published.Time, _ = sada.Day("2022-11-02").Start(utc)
		d := NewDocument(a, "kiosque-fr")
		hits, got := q.Match(d)
		if got != c.want {
			t.Errorf("%s: %s on %q: %v, want %v", c.why, c.query, c.text, got, c.want)
		}
		if failed := q.Failed(d); got == (len(failed) > 0) {
			t.Errorf("%s: %s: hit is %v and the failed branches are %q", c.why, c.query, got, failed)
		}
		for _, h := range hits {
			text := a.Text()
			for _, s := range h.Spans {
				if s[0] < 0 || s[1] > len(text) || s[0] >= s[1] {
					t.Errorf("%s: span %v lies outside the text", c.why, s)
				}
			}
			if text[h.Spans[0][0]:h.Spans[0][1]] != h.Surface || !strings.Contains(h.Sentence, h.Surface) {
				t.Errorf("%s: surface %q is not what the span %v covers in %q", c.why, h.Surface, h.Spans[0], h.Sentence)
			}
		}
	}
}

func TestWrongQueriesPointAtTheCharacter(t *testing.T) {
	cases := []struct{ query, want string }{
		{"", "character 1: the query is empty"},
		{"   ", "character 1: the query is empty"},
		{"NOT pluie", "character 1: a query of only NOT"},
		{"pluie OR NOT neige", "character 1: a query of only NOT"},
		{"()", "character 1: there is nothing between the brackets"},
		{"(pluie", "character 1: this bracket is not closed"},
		{"pluie)", "character 6: a bracket is closed that was not opened"},
		{`"pluie`, "character 1: this quote is not closed"},
		{`""`, "character 1: there is no word between the quotes"},
		{"pluie AND", "character 7: nothing follows AND"},
		{"AND pluie", "character 1: AND has nothing before it"},
		{"pluie OR", "character 7: nothing follows OR"},
		{"OR pluie", "character 1: OR has nothing before it"},
		{"مراكش NEAR", "character 7: nothing follows NEAR"},
		{"a NEAR/0 b", "character 3: NEAR/ wants a number"},
		{"a NEAR/x b", "character 3: NEAR/ wants a number"},
		{"(a b) NEAR/3 c", "character 7: NEAR stands between words"},
		{"OGP{x}", "character 4: { } wants a number"},
		{"abcd~9", "character 5: ~ behind a word wants 1 or 2"},
		{`"a b"~99`, "character 6: ~ behind a phrase wants"},
		{"ab*", "character 1: * after fewer than 4 letters"},
		{"مر*", "character 1: * after fewer than 3 letters"},
		{"titel:pluie", `character 1: there is no field "titel"`},
		{"$personne", `character 1: there is no alias "personne"`},
		{"$ring", `character 1: alias "ring"`},
		{"date:hier pluie", `character 6: "hier" is no day`},
		{strings.Repeat("(", 200) + "a" + strings.Repeat(")", 200), "character 65: more than 64 brackets"},
		{strings.Repeat("a ", 20000), "query: longer than"},
	}
	aliases := map[string][]string{"ring": {"$back"}, "back": {"$ring"}}
	for _, c := range cases {
		_, err := Parse(c.query, aliases)
		var list sada.Problems
		if !errors.As(err, &list) {
			t.Errorf("%.40q: %v, want problems", c.query, err)
			continue
		}
		if got := list[0].Error(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%.40q: %q, want %q", c.query, got, c.want)
		}
	}
}

func TestHitsCountBytesOfTheirField(t *testing.T) {
	q, err := Parse(`"الحكومة المنفتحة"`, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := &sada.Article{
		Title:  "لقاء للحكومة المنفتحة",
		Blocks: []sada.Block{{Kind: sada.Paragraph, Text: "أولا."}, {Kind: sada.ImageBlock, Text: "صورة"}, {Kind: sada.Paragraph, Text: "مبادرة الحُكومة المنفتحة بالمغرب."}},
	}
	hits, ok := q.Match(NewDocument(a, ""))
	if !ok {
		t.Fatal("no hit")
	}
	var fields []string
	for _, h := range hits {
		fields = append(fields, h.Field)
	}
	if want := []string{"title", "text"}; !slices.Equal(fields, want) {
		t.Errorf("hits in %v, want %v", fields, want)
	}
	if got, want := hits[1].Surface, "الحُكومة المنفتحة"; got != want {
		t.Errorf("surface %q, want %q: the mark stays with its letter", got, want)
	}
}

func FuzzParseAndMatchNeverPanic(f *testing.F) {
	for _, s := range []string{`"a b"~2 NEAR/3 (c OR $x) NOT title:="d"`, "مراكش* {2}", "((((", `«a" b»`, "a{2}~1*", "date:..", "\xff AND \xfe"} {
		f.Add(s, "La pluie, مراكش. a b c d")
	}
	f.Fuzz(func(t *testing.T, query, text string) {
		q, err := Parse(query, map[string][]string{"x": {"a", "$y"}, "y": {"b"}})
		if err != nil {
			return
		}
		d := NewDocument(article("", text, ""), "")
		if _, ok := q.Match(d); ok == (len(q.Failed(d)) > 0) {
			t.Errorf("%q on %q: hits %v, failed %q", query, text, ok, q.Failed(d))
		}
		q.Warnings()
	})
}
