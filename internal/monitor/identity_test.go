package monitor

import (
	"testing"
	"time"

	"sada"
	"sada/internal/match"
	"sada/store"
)

func TestSavedPagesAreOneArticleByTheSameRules(t *testing.T) {
	first := story{path: "/budget-2026.html", title: "Le budget est voté", text: "Neuf millions iront aux vergers."}
	cases := []struct {
		name     string
		pages    []story
		articles int
	}{
		{"slugs that end in one year", []story{first, {path: "/coupe-2026.html", title: "La coupe revient au vieux port", text: "Six équipages partiront samedi."}}, 2},
		{"one page, saved twice", []story{first, first}, 1},
		{"a printed twin", []story{first, {path: "/print/budget-2026.html", title: first.title, text: first.text}}, 1},
		{"a twin that names the main page", []story{first, {path: "/n/77", title: first.title, text: first.text, canonical: host + first.path}}, 1},
		{"another article that names it", []story{first, {path: "/n/78", title: "La coupe revient au vieux port", text: "Six équipages partiront samedi.", canonical: host + first.path}}, 2},
	}
	for _, c := range cases {
		r := newRoom(t, newStand(t), settings(nil, kiosque()))
		found := map[string]bool{}
		for _, p := range c.pages {
			out, err := r.Import(t.Context(), Imported{File: "page.html", URL: host + p.path, At: today, Body: []byte(p.page())})
			if err != nil || out.Reason != "" {
				t.Fatalf("%s: importing %s: %+v, %v", c.name, p.path, out, err)
			}
			found[out.ArticleID] = true
		}
		if len(found) != c.articles {
			t.Errorf("%s: %d articles, want %d", c.name, len(found), c.articles)
		}
	}
}

func TestAnAddressIsKnownByTheRuleOfItsOutlet(t *testing.T) {
	arc := sada.Source{ID: "arc", Home: "https://fr.arcade.test/", Profile: sada.Arc}
	ruled := sada.Source{ID: "ruled", Home: "https://www.regle.test/", Rules: sada.Rules{ID: `-(\d{6,8})\.html$`}}
	r := newRoom(t, newStand(t), settings(nil, arc, ruled, kiosque()))
	const id = "QWERTYUIOPASDFGHJKLZXCVB23"
	cases := []struct {
		u    string
		want []string
	}{
		{"https://fr.arcade.test/un-titre_" + id, []string{"arc:arcade.test:" + id, "u:fr.arcade.test/un-titre_" + id}},
		{"https://ar.arcade.test/un-titre_" + id, []string{"arc:arcade.test:" + id, "u:ar.arcade.test/un-titre_" + id}},
		{"https://regle.test/un-titre-1234567.html", []string{"id:regle.test:1234567", "u:regle.test/un-titre-1234567.html"}},
		{"https://regle.test/un-titre-2026.html", []string{"u:regle.test/un-titre-2026.html"}},
		{host + "/un-titre-1234567.html", []string{"u:kiosque.test/un-titre-1234567.html"}},
	}
	for _, c := range cases {
		got := r.Keys(c.u)
		if len(got) != len(c.want) || got[0] != c.want[0] || got[len(got)-1] != c.want[len(c.want)-1] {
			t.Errorf("Keys(%s) = %q, want %q", c.u, got, c.want)
		}
	}
}

// at minute n of the day, a date with its hour.
func minute(n int) sada.Date {
	return sada.Date{Time: today.Add(time.Duration(n) * time.Minute), Precision: sada.ToMinute}
}

func TestWhatASecondWitnessAgreesTo(t *testing.T) {
	copies := []struct {
		name    string
		l       match.Likeness
		onePath bool
		want    bool
	}{
		{"one title, texts alike", match.Likeness{Same: true, Title: 4, Text: .12, Judged: true}, false, true},
		{"one title, another text", match.Likeness{Same: true, Title: 4, Text: .05, Judged: true}, false, false},
		{"one title, another text, and only the parameters differ", match.Likeness{Same: true, Title: 4, Text: .05, Judged: true}, true, true},
		{"one title, no text", match.Likeness{Same: true, Title: 4}, false, true},
		{"a title within the other, most of the text", match.Likeness{Within: true, Title: 4, Text: .6, Judged: true}, false, true},
		{"a title within the other, little of the text", match.Likeness{Within: true, Title: 4, Text: .3, Judged: true}, false, false},
		{"another title, nearly the text", match.Likeness{Title: 4, Text: .95, Judged: true}, false, false},
		{"another title, the same text", match.Likeness{Title: 1, Text: 1, Judged: true}, false, true},
	}
	for _, c := range copies {
		if got := copied(c.l, c.onePath); got != c.want {
			t.Errorf("a copy, %s: %v", c.name, got)
		}
	}
	states := []struct {
		name            string
		l               match.Likeness
		a, b            sada.Date
		byGUID, aNumber bool
	}{
		{"three words of the titles", match.Likeness{Title: 3, Text: .2, Judged: true}, minute(0), minute(90), true, true},
		{"three words, another text", match.Likeness{Title: 3, Text: .02, Judged: true}, sada.Date{}, sada.Date{}, true, false},
		{"a word and some of the text", match.Likeness{Title: 1, Text: .12, Judged: true}, sada.Date{}, sada.Date{}, true, false},
		{"a word and some of the text, an hour later", match.Likeness{Title: 1, Text: .12, Judged: true}, minute(0), minute(60), false, false},
		{"two words, most of the text, one moment", match.Likeness{Title: 2, Text: .6, Judged: true}, minute(0), minute(0), true, true},
		{"two words, most of the text, no moment", match.Likeness{Title: 2, Text: .6, Judged: true}, sada.Date{}, minute(0), true, false},
		{"no word, some of the text, one moment", match.Likeness{Text: .3, Judged: true}, minute(0), minute(0), true, false},
		{"no word, most of the text, no moment", match.Likeness{Text: .9, Judged: true}, sada.Date{}, sada.Date{}, false, false},
		{"no word, the same text", match.Likeness{Text: 1, Judged: true}, sada.Date{}, sada.Date{}, true, false},
		{"nothing to judge by", match.Likeness{Title: 1}, minute(0), minute(0), false, false},
	}
	for _, c := range states {
		if got := corrected(c.l, c.a, c.b); got != c.byGUID {
			t.Errorf("by a guid, %s: %v", c.name, got)
		}
		if got := numbered(c.l, c.a, c.b); got != c.aNumber {
			t.Errorf("by a number, %s: %v", c.name, got)
		}
	}
}

func TestWhatContradictsATie(t *testing.T) {
	page := func(title, text string, at sada.Date) *sada.Article {
		return &sada.Article{URL: host + "/b", Title: title, Published: at, Blocks: []sada.Block{{Kind: sada.Paragraph, Text: text}}}
	}
	const text = "Les chalutiers accosteront dès lundi au quai neuf, que la criée rejoindra avant la fin du mois."
	other := "La régate annuelle partira samedi du vieux port, avec six équipages venus des clubs de la rive."
	old := page("La halle du port rouvre ses portes", text, minute(0))
	cases := []struct {
		name   string
		now    *sada.Article
		by     string
		listed bool // the old address stands beside the new one
		want   bool
	}{
		{"nothing", page(old.Title, text, minute(0)), byGUID, false, true},
		{"both are listed", page(old.Title, text, minute(0)), byGUID, true, false},
		{"both are listed, as twins are", page(old.Title, text, minute(0)), byCanonical, true, true},
		{"both are listed, whoever numbers them", page("Autre chose", other, minute(0)), byPlatform, true, false},
		{"the platform numbers them", page("Autre chose", other, minute(0)), byPlatform, false, true},
		{"a day between them, and another text", page(old.Title, other, minute(24*60)), byGUID, false, false},
		{"a day between them, and the same text", page(old.Title, text, minute(24*60)), byGUID, false, true},
		{"a day between a column and its canonical", page(old.Title, other, minute(24*60)), byCanonical, false, false},
	}
	p, err := newPlan(settings(nil, kiosque()))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		id := &identity{plan: p, outlet: p.outlets["kiosque"], page: &sada.Page{}, own: c.now, listed: func(string) bool { return c.listed }}
		id.identify(&store.Take{}, c.now.URL)
		r := &sada.Record{URL: host + "/a", Title: old.Title, Published: old.Published}
		if got := id.same(store.Tie{By: c.by}, r, old); got != c.want {
			t.Errorf("%s: one article: %v, want %v", c.name, got, c.want)
		}
	}
	first, second := page("La halle numéro 1 rouvre ses portes", text, sada.Date{}), page("La halle numéro 2 rouvre ses portes", text, sada.Date{})
	for _, by := range []string{byGUID, byNumber, byCanonical} {
		id := &identity{plan: p, own: second}
		if id.same(store.Tie{By: by}, &sada.Record{URL: host + "/a", Title: first.Title}, first) {
			t.Errorf("two of a series are one article by their %s", by)
		}
	}
}
