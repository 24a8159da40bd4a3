package match

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sada"
	"sada/internal/kiosk"
)

// chance writes queries and texts of few words, so that they meet often, with
// every sign of the language.
type chance struct{ *rand.Rand }

func (c chance) of(list ...string) string { return list[c.IntN(len(list))] }

func (c chance) word() string {
	return c.of("barrage", "barrages", "pluie", "crue", "été", "ete", "municipal", "municipaux", "OGP", "ogp", "Maroc", "eau", "régional",
		"السد", "سد", "المطر", "مطر", "فاس", "الفساد", "مدينة", "المدينة", "جماعات", "جماعة", "الحكومة", "وزارة", "العدل", "المنفتحة", "كتاب")
}

// query writes a query that may be read, of at most so many branches in one
// another.
func (c chance) query(depth int) string {
	if depth == 0 {
		return c.leaf()
	}
	a, b := c.query(depth-1), c.query(depth-1)
	switch c.IntN(7) {
	case 0:
		return "(" + a + " OR " + b + ")"
	case 1:
		return "(" + a + " AND " + b + ")"
	case 2:
		return "(" + a + " NOT " + b + ")"
	case 3:
		return "(" + c.near(depth-1) + ")"
	case 4:
		return c.of("title:", "body:", "author:") + "(" + a + ")"
	case 5:
		return "(" + c.of("source:kiosque-*", "source:midi", "lang:ar", "lang:fr", "date:2026-03-01", "date:..2026-03-02", "date:2026-03-02..") + c.of(" AND ", " OR ", " ") + a + ")"
	}
	return a
}

func (c chance) near(depth int) string {
	side := func() string {
		if depth > 0 && c.IntN(3) == 0 {
			return "(" + c.near(depth-1) + ")"
		}
		if c.IntN(3) == 0 {
			return "(" + c.leaf() + " OR " + c.leaf() + ")"
		}
		return c.leaf()
	}
	return side() + c.of(" NEAR ", " NEAR/2 ", " ONEAR/3 ", " NEAR/9 ") + side()
}

func (c chance) leaf() string {
	w := c.word()
	switch c.IntN(12) {
	case 0:
		return fmt.Sprintf("\"%s %s\"", w, c.word())
	case 1:
		return fmt.Sprintf("«%s %s»~%d", w, c.word(), c.IntN(4))
	case 2:
		return c.of("barr*", "regio*", "region*", "المد*", "مدي*", "حكوم*", "munic*", "جما*")
	case 3:
		return w + c.of("{2}", "{3}")
	case 4:
		return `="` + w + `"`
	case 5:
		return w + c.of("~1", "~2")
	case 6:
		return c.of("$ouverture", "$sigle", "$exact")
	case 7:
		return c.of("title:", "body:", "author:") + w
	}
	return w
}

func (c chance) article() (*sada.Article, string) {
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(c.of("", "", "", "و", "ب", "l’", "لل", "d'") + c.word() + c.of(" ", " ", " ", " ", ", ", ". ", "\n\n", "-"))
		}
		return b.String()
	}
	a := article(text(c.IntN(5)), text(c.IntN(25)), c.of("ar", "fr", ""))
	if c.IntN(2) == 0 {
		a.Authors = []string{c.word(), c.word()}
	}
	if day := c.of("2026-03-01", "2026-03-02", ""); day != "" {
		at, _ := sada.Day(day).Start(utc)
		a.Published = sada.Date{Time: at, Precision: sada.ToDay}
	}
	return a, c.of("kiosque-ar", "midi", "")
}

func TestASetAnswersAsEachOfItsQueriesDoes(t *testing.T) {
	c := chance{rand.New(rand.NewPCG(7, 7))}
	var queries []*Query
	for len(queries) < 800 {
		q, err := Parse(c.query(c.IntN(4)), aliases())
		if err == nil { // a query of only NOT is refused
			queries = append(queries, q)
		}
	}
	for _, x := range readCases(t) {
		if q, err := Parse(x.query, aliases()); err == nil {
			queries = append(queries, q)
		}
	}
	set, hits := NewSet(queries), 0
	for range 200 {
		a, source := c.article()
		d := NewDocument(a, source)
		var want []Answer
		for i, q := range queries {
			if h, ok := q.Match(d); ok {
				want = append(want, Answer{i, h})
			}
		}
		got := set.Match(d)
		hits += len(want)
		if !reflect.DeepEqual(got, want) {
			reportDifference(t, queries, a, got, want)
		}
	}
	if hits < 10_000 || hits > 200*len(queries)*9/10 {
		t.Errorf("%d of %d pairs hit: the texts and queries show too little", hits, 200*len(queries))
	}
}

func reportDifference(t *testing.T, queries []*Query, a *sada.Article, got, want []Answer) {
	t.Helper()
	for i, q := range queries {
		of := func(list []Answer) []Answer {
			return slices.DeleteFunc(slices.Clone(list), func(x Answer) bool { return x.Query != i })
		}
		if g, w := of(got), of(want); !reflect.DeepEqual(g, w) {
			t.Fatalf("%s on %q, %q: the set says %+v, the query %+v", q, a.Title, a.Text(), g, w)
		}
	}
	t.Fatalf("the answers are out of order: %v", got)
}

func TestTheJudgedTextsAreAnsweredByASet(t *testing.T) {
	var queries []*Query
	cases := readCases(t)
	for _, c := range cases {
		q, err := Parse(c.query, aliases())
		if err != nil {
			t.Fatal(err)
		}
		queries = append(queries, q)
	}
	set := NewSet(queries)
	for i, c := range cases {
		for _, x := range c.texts {
			_, d := x.document(t)
			got := slices.ContainsFunc(set.Match(d), func(a Answer) bool { return a.Query == i })
			if got != x.hits {
				t.Errorf("%s: %s on %q: %v, want %v", c.why, c.query, x.text, got, x.hits)
			}
		}
	}
}

func TestASetAsksFewOfManyQueries(t *testing.T) {
	queries := office(t, 5000)
	set, asked, hits := NewSet(queries), 0, 0
	articles := morning(50)
	for _, a := range articles {
		d := NewDocument(a, "kiosque")
		set.propose(d, func(int, bitset) { asked++ })
		hits += len(set.Match(d))
	}
	if most := len(articles) * len(queries) / 100; asked > most || hits == 0 {
		t.Errorf("%d queries were asked for %d hits, want at most %d of %d", asked, hits, most, len(articles)*len(queries))
	}
}

func TestAWordOfManyQueriesIsNoneTheyRestOn(t *testing.T) {
	var queries []*Query
	for _, second := range []string{"أركان", "الزعفران", "arganier", "safran", "caroube"} {
		for _, first := range []string{"المغرب", "Maroc", `"au Maroc"`} {
			q, err := Parse(first+" AND "+second, nil)
			if err != nil {
				t.Fatal(err)
			}
			queries = append(queries, q)
		}
	}
	d := NewDocument(article("Au Maroc", "المغرب، au Maroc. وفي المغرب الزعفران", ""), "")
	var asked []int
	NewSet(queries).propose(d, func(i int, _ bitset) { asked = append(asked, i) })
	if want := []int{3, 4, 5}; !slices.Equal(asked, want) {
		t.Errorf("queries %v were asked, want %v alone", asked, want)
	}
}

// office makes queries, of which the first are the same however many.
func office(t testing.TB, n int) []*Query {
	t.Helper()
	press := kiosk.NewPress(1)
	out := make([]*Query, n)
	for i := range out {
		q, err := Parse(press.Query(), nil)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = q
	}
	return out
}

func morning(n int) []*sada.Article {
	press := kiosk.NewPress(2)
	out := make([]*sada.Article, n)
	for i := range out {
		language, title, text := press.Article()
		out[i] = article(title, text, language)
	}
	return out
}

func TestAnEmptySetAnswersNothing(t *testing.T) {
	if got := NewSet(nil).Match(NewDocument(article("", "eau", "fr"), "")); got != nil {
		t.Errorf("got %v, want nothing", got)
	}
}
