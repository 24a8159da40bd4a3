package extract_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

const disputed = `<html lang="fr"><head><title>Le port agrandi - Le Quai</title>
<meta property="og:site_name" content="Le Quai"><meta property="og:title" content="Le port s'agrandit encore">
<meta property="article:published_time" content="2025-03-04T10:00:00+00:00"><meta name="date" content="45/45/2025">
<meta name="author" content="Le Quai"></head><body><nav><a href="/">Accueil</a></nav>
<h1>Le port agrandi</h1><p class="byline">Par <a rel="author" href="/auteurs/s">Jules Verne</a></p>
<div class="entry-content"><p>Le deuxième quai du port entre en service lundi, après trois ans de travaux menés sans fermer le premier.</p>
<p>Il reçoit des navires de trois cents mètres, que les bateaux de pêche croiseront désormais à l'entrée du chenal.</p>
<div class="related-links"><a href="/b">Les dockers réclament une passerelle</a></div>
<p>La digue sera prolongée l'an prochain de cent mètres, selon la capitainerie, qui attend encore deux autorisations.</p></div>
<p>© Le Quai</p></body></html>`

func TestExplainTellsWhatEachWitnessSaysAndWhatWasTaken(t *testing.T) {
	page := &sada.Page{Body: []byte(disputed), Capture: sada.Capture{URL: "https://quai.test/port"}}
	_, why, err := extract.Explain(page, extract.Hints{Now: time.Date(2025, 3, 5, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want sada.Said
	}{
		{"a title that was taken", sada.Said{Field: "title", Witness: "h1", Value: "Le port agrandi", Chosen: true}},
		{"a title that was not", sada.Said{Field: "title", Witness: "og:title", Value: "Le port s'agrandit encore"}},
		{"a date and what it was read as", sada.Said{
			Field: "published", Witness: "meta article:published_time", Value: "2025-03-04T10:00:00+00:00", Note: "read as 2025-03-04T10:00:00Z", Chosen: true,
		}},
		{"a date that cannot be", sada.Said{Field: "published", Witness: "meta date", Value: "45/45/2025", Note: "no date, or an impossible one"}},
		{"a name that is the site's", sada.Said{Field: "authors", Witness: "meta author", Value: "Le Quai"}},
		{"a person", sada.Said{Field: "authors", Witness: "byline by its class", Value: "Jules Verne", Note: "Jules Verne", Chosen: true}},
		{"what was left out of the body", sada.Said{
			Field: "text", Witness: "left out: furniture", Value: "Les dockers réclament une passerelle", Note: "div.related-links",
		}},
	} {
		if !has(why, c.want) {
			t.Errorf("%s: %+v is not in %+v", c.name, c.want, why)
		}
	}
	if !has(why, sada.Said{Field: "text", Witness: "named as a body", Value: "div.entry-content", Note: "279 letters, 0 of them in links", Chosen: true}) {
		t.Errorf("the element of the body is not marked: %+v", why)
	}
}

func has(all []sada.Said, want sada.Said) bool {
	for _, s := range all {
		if s == want {
			return true
		}
	}
	return false
}

func TestExplainTellsWhyAPageIsNoArticle(t *testing.T) {
	page := &sada.Page{Body: []byte(`<html><title>Rubrique</title><body><p><a href="/a">Une</a></p></body></html>`)}
	a, why, err := extract.Explain(page, extract.Hints{})
	if a != nil || err == nil || !has(why, sada.Said{Field: "kind", Witness: "text", Value: "0 characters in 0 blocks"}) {
		t.Errorf("got %v, %v, %v; want a rejection and what was weighed", a, why, err)
	}
}

func TestExplainReadsTheVeryArticle(t *testing.T) {
	pages, err := filepath.Glob("../bench/extract/*/*.html")
	if err != nil || len(pages) < 100 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, name := range pages {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		page := &sada.Page{Body: body, Capture: sada.Capture{URL: "https://kiosque.test/x"}}
		h := extract.Hints{Now: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}
		want, wrong := extract.Article(page, h)
		got, why, err := extract.Explain(page, h)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(err, wrong) {
			t.Errorf("%s: explained, it is another article", name)
		}
		if want == nil {
			continue
		}
		fields := map[string]bool{}
		for _, s := range why {
			if s.Chosen {
				fields[s.Field] = true
			}
		}
		for field, value := range map[string]string{"title": want.Title, "published": want.Published.String(), "text": want.Text(), "subtitle": want.Subtitle} {
			if value != "" && !fields[field] {
				t.Errorf("%s: nobody is named for its %s", name, field)
			}
		}
	}
}
