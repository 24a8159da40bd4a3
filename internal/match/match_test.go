package match

import (
	"slices"
	"strings"
	"testing"

	"sada"
)

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

func TestHitsStandOnceAndInOrder(t *testing.T) {
	cases := []struct {
		why, query string
		want       [][2]int
	}{
		{"a leaf that is written twice", "eau OR (eau pluie)", [][2]int{{0, 3}, {11, 14}, {22, 25}}},
		{"a word near several others", "eau NEAR/9 pluie", [][2]int{{0, 3}, {11, 14}, {22, 25}}},
		{"a chain of NEAR", "pluie NEAR/9 eau NEAR/9 eau", [][2]int{{0, 3}, {11, 14}, {22, 25}}},
	}
	a := article("", "eau, pluie eau, pluie eau", "fr")
	for _, c := range cases {
		q, err := Parse(c.query, nil)
		if err != nil {
			t.Fatal(err)
		}
		hits, _ := q.Match(NewDocument(a, ""))
		i := slices.IndexFunc(hits, func(h sada.Hit) bool { return h.Leaf == "eau" })
		if i < 0 || !slices.Equal(hits[i].Spans, c.want) {
			t.Errorf("%s: %s: hits %v, want spans %v", c.why, c.query, hits, c.want)
		}
	}
}

func TestAChainOfNearEndsOnATextOfOneWord(t *testing.T) {
	q, err := Parse("eau"+strings.Repeat(" NEAR/9 eau", 12), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words int
		want  bool
	}{{100, true}, {13, true}, {12, false}} {
		d := NewDocument(article("", strings.Repeat("eau ", c.words), "fr"), "")
		if _, got := q.Match(d); got != c.want {
			t.Errorf("thirteen words on a text of %d: %v, want %v", c.words, got, c.want)
		}
	}
}

func TestALeafCountsAllItsSpellings(t *testing.T) {
	for _, c := range []struct {
		query, text string
		hits        bool
		failed      []string
	}{
		{`"El Jadida"{2}`, "El Jadida, dite aussi Eljadida.", true, nil},
		{`"El Jadida"{3}`, "El Jadida, dite aussi Eljadida.", false, []string{`"El Jadida"{3}`}},
		{`"El Jadida"{2} NEAR/3 port`, "Le port d'El Jadida, ou Eljadida.", true, nil},
		{`title:"El Jadida"`, "Eljadida", false, []string{`title:"El Jadida"`}},
	} {
		q, err := Parse(c.query, nil)
		if err != nil {
			t.Fatal(err)
		}
		d := NewDocument(article("", c.text, "fr"), "")
		if _, got := q.Match(d); got != c.hits {
			t.Errorf("%s: %v, want %v", c.query, got, c.hits)
		}
		if got := q.Failed(d); !slices.Equal(got, c.failed) {
			t.Errorf("%s: failed %q, want %q", c.query, got, c.failed)
		}
	}
}

func TestFailedNamesTheBranchesAsWritten(t *testing.T) {
	cases := []struct {
		query string
		want  []string
	}{
		{"barrage pluie", nil},
		{"barrage neige", []string{"neige"}},
		{"(neige OR grêle) AND barrage AND crue", []string{"neige OR grêle", "crue"}},
		{"barrage NOT pluie", []string{"NOT pluie"}},
		{"title:barrage", []string{"title:barrage"}},
		{"barrage NEAR/2 grêle", []string{"barrage NEAR/2 grêle"}},
		{`"pluie acide" lang:ar`, []string{`"pluie acide"`, "lang:ar"}},
		{"pluie{2}", []string{"pluie{2}"}},
	}
	d := NewDocument(article("", "La pluie remplit le barrage.", "fr"), "")
	for _, c := range cases {
		q, err := Parse(c.query, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Failed(d); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
}

// A query that is read is read again from its own text, and its hits lie where
// they say, whatever the text.
func FuzzQueriesKeepTheirWord(f *testing.F) {
	for _, c := range readCases(f) {
		for _, x := range c.texts {
			f.Add(c.query, "Un titre, عنوان", x.text)
		}
	}
	for _, c := range readWrong(f) {
		f.Add(c[0], "", "La pluie remplit le barrage.")
	}
	f.Add("\xff AND \xfe", "\xff", "\xf0\x9f M. \u0301a")
	f.Fuzz(func(t *testing.T, query, title, text string) {
		q, err := Parse(query, aliases())
		if err != nil {
			return
		}
		a := article(title, text, "fr")
		d := NewDocument(a, "kiosque-fr")
		hits, ok := q.Match(d)
		if failed := q.Failed(d); ok == (len(failed) > 0) {
			t.Errorf("%q on %q: hits %v, failed %q", query, text, ok, failed)
		}
		if fault := evidence(a, hits); fault != "" {
			t.Errorf("%q on %q: %s", query, text, fault)
		}
		again, err := Parse(q.String(), aliases())
		if err != nil {
			t.Fatalf("%q was read once and not twice: %v", query, err)
		}
		if _, same := again.Match(d); same != ok {
			t.Errorf("%q on %q: %v, then %v", query, text, ok, same)
		}
		q.Warnings()
	})
}
