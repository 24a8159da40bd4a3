package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sada"
)

// ledger is an index in memory: the articles of each name, and what it would keep of them.
type ledger struct {
	lister   Lister
	articles []*sada.Article
	outlines [][]byte
	places   map[string][]placed // of the name, At alone
}

func (l *ledger) add(a *sada.Article, source string) {
	if l.places == nil {
		l.places = map[string][]placed{}
	}
	listed := l.lister.List(a, source)
	for i, w := range listed.Words {
		name := l.lister.Name(w)
		l.places[name] = append(l.places[name], placed{uint32(len(l.articles)), Place{At: listed.At[i]}})
	}
	l.articles = append(l.articles, a)
	l.outlines = append(l.outlines, slices.Clone(listed.Outline))
}

// look lists the names that have a form, or one that begins so.
func (l *ledger) look(n Need) (out []string) {
	for name := range l.places {
		for _, f := range append(Forms(name), name) {
			if n.Form != "" && f == n.Form || n.Begin != "" && strings.HasPrefix(f, n.Begin) {
				out = append(out, name)
				break
			}
		}
	}
	slices.Sort(out)
	return out
}

// ask gives the verdict on each article.
func (l *ledger) ask(t *testing.T, q *Query) []Verdict {
	t.Helper()
	s := q.Sieve(l.look)
	b := s.Batch(len(l.articles))
	for word, name := range s.Names {
		for _, p := range l.places[name] {
			b.Add(int32(word), p.article, p.At)
		}
	}
	out := make([]Verdict, len(l.articles))
	err := b.Sift(func(article uint32, places []Place) error {
		out[article] = s.Decide(l.outlines[article], places)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// compare asks all queries both ways.
func (l *ledger) compare(t *testing.T, source func(int) string, queries []string) (hits, unsure int) {
	t.Helper()
	docs := make([]*Document, len(l.articles))
	for i, a := range l.articles {
		docs[i] = NewDocument(a, source(i))
	}
	for _, query := range queries {
		q, err := Parse(query, aliases())
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		s := q.Sieve(l.look)
		for i, v := range l.ask(t, q) {
			shown, hit := q.Match(docs[i])
			if hit {
				hits++
			}
			switch {
			case v == Unsure:
				unsure++
			case hit != (v == Hits):
				t.Errorf("%s on %q: the text says %v, the index %v", query, l.articles[i].Title+" | "+l.articles[i].Text(), hit, v == Hits)
			}
			if again, also := q.Match(s.Document(l.articles[i], source(i))); also != hit || len(again) != len(shown) {
				t.Errorf("%s on %q: %d hits, and of a document for this query %d", query, l.articles[i].Text(), len(shown), len(again))
			}
		}
	}
	return hits, unsure
}

func TestASieveAnswersTheCasesAsTheTextDoes(t *testing.T) {
	var l ledger
	var queries, sources []string
	for _, c := range readCases(t) {
		queries = append(queries, c.query)
		for _, x := range c.texts {
			a, d := x.document(t)
			l.add(a, d.source)
			sources = append(sources, d.source)
		}
	}
	hits, unsure := l.compare(t, func(i int) string { return sources[i] }, queries)
	t.Logf("%d queries, %d texts, %d hits, %d unsure", len(queries), len(l.articles), hits, unsure)
}

// bags are the words of random texts: common and rare ones, inflected, of both
// scripts, joined, with capitals and accents and without.
var bags = map[string][]string{
	"ar": strings.Fields("الحكومة حكومة والحكومة للحكومة حكومات الحكومات وزير الوزير وزراء الوزراء رئيس رؤساء في وفي فيه على علي وإلى الوالي قانون القانون قوانين المدينة مدن معتقلي معتقلو كتابًا الامن الأمن آمن الدارالبيضاء لـOGP 2030 الـ19 1000 000 12 مستشفى مستشفيات"),
	"fr": strings.Fields("le la gouvernement Gouvernement ouvert ouverts ouverte marché marche Marchés salé sale l'eau d'eau conseil conseils Red Bull redbull cyber-sécurité cybersécurité plug-in OCP ocp O.C.P. CAN2025 nationaux national nationale élu élus 1000 000 12 5 Rabat-Salé #VisitMaroc @ocp_group PAM Pam"),
}

func anyWord(r *rand.Rand, words []string) string {
	return words[min(r.IntN(len(words)), r.IntN(len(words)))]
}

// anyText writes words in a row, with ends of sentences and paragraphs among them.
func anyText(r *rand.Rand, words []string, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(anyWord(r, words))
		b.WriteString([]string{" ", " ", " ", " ", " ", ", ", ",", ". ", "\n", "\n\n", "\n\n\n\n", "-", " « "}[r.IntN(13)])
	}
	return b.String()
}

// anyQuery fills the gaps of a pattern.
func anyQuery(r *rand.Rand, words []string) string {
	patterns := []string{
		"%", `"% %"`, `"% %"`, `"% % %"`, `"% %"~3`, "% NEAR/3 %", `"% %" NEAR/9 %`, "% ONEAR/2 %", "title:%", `title:"% %"`, "% NOT %", `"% %" NOT "% %"`, `="%"`, `="% %"`, "%{2}",
		`"% %"{2}`, "lang:ar AND %", "lang:fr OR %", "source:quai NOT %", "(% OR %) NEAR/4 %", `("% %" OR %) AND date:2022-11-02..`, "author:%", "NOT %", `(title:% OR "% %") ONEAR/5 (% OR %)`,
	}
	query := patterns[r.IntN(len(patterns))]
	for strings.Contains(query, "%") {
		query = strings.Replace(query, "%", anyWord(r, words), 1)
	}
	return query
}

func TestASieveAnswersRandomQueriesAsTheTextDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var l ledger
	outlets := []string{"quai", "digue"}
	for i := range 150 {
		lang := []string{"ar", "fr"}[i%2]
		words := bags[lang]
		if i%7 == 0 {
			words = slices.Concat(bags["ar"], bags["fr"])
		}
		day, _ := sada.Day("2022-11-01").Start(utc)
		a := &sada.Article{Language: lang, Title: anyText(r, words, 1+r.IntN(6)), Subtitle: anyText(r, words, r.IntN(4)), Authors: []string{anyWord(r, words)},
			Published: sada.Date{Time: day.AddDate(0, 0, i%4), Precision: sada.ToDay}, Blocks: []sada.Block{{Kind: sada.Paragraph, Text: anyText(r, words, r.IntN(90))}}}
		l.add(a, outlets[i%2])
	}
	var queries []string
	for len(queries) < 600 {
		words := bags[[]string{"ar", "fr"}[len(queries)%2]]
		query := anyQuery(r, words)
		if _, err := Parse(query, aliases()); err == nil {
			queries = append(queries, query)
		}
	}
	for _, stem := range []string{"gouvern*", "حكوم*", "وزير~1", "marché~1", "redbull~1", "conseil~2", "الحكومة~1"} {
		queries = append(queries, stem, stem+" NOT ocp")
	}
	hits, unsure := l.compare(t, func(i int) string { return outlets[i%2] }, queries)
	t.Logf("%d hits, %d unsure", hits, unsure)
	if hits < 5000 || unsure > hits/4 {
		t.Errorf("%d hits and %d articles that must be read, of %d queries: that says nothing", hits, unsure, len(queries))
	}
}
