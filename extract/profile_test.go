package extract

import (
	"strings"
	"testing"
	"time"

	"sada"
)

func TestAPageThatLeftItsProfileSaysSoInItsConfidence(t *testing.T) {
	text := strings.Repeat("<p>La commune a ouvert lundi une piste de quatre kilomètres le long de la corniche, du port jusqu'au parc.</p>", 8)
	head := `<html><head><title>Une piste au bord de la mer</title><meta property="article:published_time" content="2025-09-24T10:00:00+01:00"></head><body><h1 class="t">Une piste au bord de la mer</h1>`
	left := head + `<span class="date">24/09/2025</span><div class="zone-7">` + text + "</div></body></html>"
	cases := []struct {
		name    string
		profile sada.Profile
		rules   sada.Rules
		body    string
		fits    bool
	}{
		{"WordPress as its themes are built", sada.WordPress, sada.Rules{}, head + `<div class="entry-content">` + text + "</div>", true},
		{"WordPress in a theme of its own, its date known", sada.WordPress, sada.Rules{}, head + `<span class="posted-on">24/09/2025</span><div>` + text + "</div>", true},
		{"Arc", sada.Arc, sada.Rules{}, head + `<article class="article-body-wrapper">` + text + "</article>", true},
		{"rules that find the body", sada.Generic, sada.Rules{Body: ".zone-7"}, left, true},
		{"rules that find the title alone", sada.Generic, sada.Rules{Body: ".gone", Title: "h1.t"}, left, true},
		{"no profile to leave", sada.Generic, sada.Rules{}, left, true},
		{"WordPress no more", sada.WordPress, sada.Rules{}, left, false},
		{"Arc no more", sada.Arc, sada.Rules{}, left, false},
		{"Drupal no more", sada.Drupal, sada.Rules{}, left, false},
		{"rules that find nothing", sada.Generic, sada.Rules{Body: ".gone", Date: ".gone"}, left, false},
		{"rules that find an empty element", sada.Generic, sada.Rules{Body: ".zone-8"}, strings.Replace(left, "<div", `<div class="zone-8"></div><div`, 1), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h := Hints{Source: &sada.Source{Profile: c.profile, Rules: c.rules}, Now: time.Date(2025, 9, 25, 12, 0, 0, 0, time.UTC)}
			a, err := Article(&sada.Page{Body: []byte(c.body), Capture: sada.Capture{URL: "https://www.petit.test/a/1"}}, h)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Text()) < 600 || a.Published.IsZero() {
				t.Errorf("%d bytes of text, published %v; want both whatever the profile", len(a.Text()), a.Published)
			}
			if fits := a.Confidence > 0.6; fits != c.fits || !fits && a.Confidence >= 0.5 {
				t.Errorf("confidence %.2f, want it high: %v", a.Confidence, c.fits)
			}
		})
	}
}
