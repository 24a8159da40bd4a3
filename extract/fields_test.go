package extract_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

// story is the text of the pages made here: two paragraphs that hold no field.
const story = `<p>Le vieux moulin de la vallée tourne de nouveau depuis lundi, après trois hivers de travaux que les habitants ont menés le dimanche avec les outils de leurs granges.</p>
<p>La meule vient d'une carrière voisine, la roue a été taillée dans un noyer tombé pendant la tempête, et la première farine a été partagée entre les vingt foyers du hameau.</p>`

// made reads a page of a head, a few lines over the text, the text, and what
// stands below it.
func made(t *testing.T, head, over, below string) *sada.Article {
	t.Helper()
	html := `<html lang="fr"><head>` + head + `</head><body>` + over + `<article>` + story + `</article>` + below + `</body></html>`
	page := &sada.Page{Body: []byte(html), Capture: sada.Capture{URL: "https://www.petit.test/moulin-1.html", Status: 200, Header: http.Header{}}}
	a, err := extract.Article(page, extract.Hints{Now: time.Date(2025, 9, 25, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTitleIsTheHeadlineThatReadersSee(t *testing.T) {
	const (
		title = "Le moulin de la vallée tourne de nouveau"
		news  = `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-09-22",`
	)
	cases := []struct{ name, head, over, want string }{
		{
			"a kicker set apart is none of it", `<meta property="og:title" content="Trois hivers de travaux : ` + title + `">`,
			`<h1><span class="head__overline">Un hameau au travail</span> <span class="head__text">` + title + `</span></h1>`, title,
		},
		{
			"nor is one in an element of an element", `<meta property="og:title" content="Au hameau : ` + title + `">`,
			`<h1><div class="top-wrapper"><span data-part="kicker">Un hameau au travail</span></div><b>: </b><span>` + title + `</span></h1>`, title,
		},
		{
			"a kicker stays where the head says it too", `<title>Un hameau au travail : ` + title + `</title>`,
			`<h1><span class="kicker">Un hameau au travail</span><i>:</i> <span>` + title + `</span></h1>`, "Un hameau au travail: " + title,
		},
		{
			"a label in the head is left there", `<title>Reportage : ` + title + `</title><meta property="og:title" content="Reportage : ` + title + `">`,
			`<h1>` + title + `</h1><h1>Connexion</h1>`, title,
		},
		{
			"a headline said twice and printed goes before the heading",
			`<title>Moulin : tout savoir</title>` + news + `"headline":"` + title + `","alternativeHeadline":"` + title + `"}</script>`,
			`<h1>Moulin : tout savoir</h1><h2>` + title + `</h2>`, title,
		},
		{
			"one that is nowhere printed does not", `<title>Moulin : tout savoir</title>` + news + `"headline":"` + title + `","alternativeHeadline":"` + title + `"}</script>`,
			`<h1>Moulin : tout savoir</h1>`, "Moulin : tout savoir",
		},
	}
	for _, c := range cases {
		if got := made(t, c.head, c.over, "").Title; got != c.want {
			t.Errorf("%s: the title is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDateIsThatWhichReadersSee(t *testing.T) {
	const (
		head = `<h1>Le moulin tourne de nouveau</h1>`
		data = `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-09-12T08:30:00+01:00"}</script>`
		meta = `<meta property="article:published_time" content="2025-09-15T10:00:00+01:00">`
	)
	cases := []struct{ name, head, over, want string }{
		{"the one that is printed", data + meta, head + `<p class="when">15 septembre 2025</p>`, "2025-09-15"},
		{"the first, where it is printed", data + meta, head + `<p class="when">12 septembre 2025</p>`, "2025-09-12"},
		{"the first, where none is printed", data + meta, head, "2025-09-12"},
		{"not that of a change", data + meta, head + `<p class="when">Mis à jour le 15 septembre 2025</p>`, "2025-09-12"},
		{
			"not that of a new edition", `<meta property="article:published_time" content="2024-02-01"><meta name="date" content="2025-09-15">`,
			head + `<p class="when">15 septembre 2025</p>`, "2024-02-01",
		},
		{"what a time element says it prints", "", head + `<time datetime="2025-09-18T10:18:46Z">Publié le 12 septembre 2025</time>`, "2025-09-12"},
		{"a year of two figures", "", head + `<p>Par Nord <span>|</span> <span>12.09.25</span></p>`, "2025-09-12"},
		{"a line alone on a page without a heading", `<title>Le moulin tourne</title>`, `<div><small>12 septembre 2025</small></div>`, "2025-09-12"},
		{"of two such lines none", `<title>Le moulin tourne</title>`, `<div><small>12 septembre 2025</small> <small>15 septembre 2025</small></div>`, ""},
		{"no words of a line", `<title>Le moulin tourne</title>`, `<div>La fête du 12 septembre 2025</div>`, ""},
	}
	for _, c := range cases {
		a := made(t, c.head, c.over, "")
		got := ""
		if !a.Published.IsZero() {
			got = a.Published.Time.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%s: the day is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSubtitleIsTheLineUnderTheTitle(t *testing.T) {
	const (
		line = "Trois hivers de travaux, une roue de noyer."
		head = `<meta name="description" content="` + line + `">`
		h1   = `<h1>Le moulin tourne de nouveau</h1>`
	)
	cases := []struct{ name, head, over, want string }{
		{"one named so", "", h1 + `<div class="top"><p class="deck">` + line + `</p></div>`, line},
		{"a smaller heading that the head says too", head, h1 + `<h4>` + line + `</h4>`, line},
		{"a smaller heading that it does not say", "", h1 + `<h4>` + line + `</h4>`, ""},
		{"a paragraph set apart by its class", head, h1 + `<p class="big">` + line + `</p><p>Par Desk Villages</p>`, line},
		{"a paragraph like the others", head, h1 + `<p>` + line + `</p><p>La roue chante.</p>`, ""},
		{"a date in a line named so", "", h1 + `<div class="subheadline-date">Le 02/09/2025 à 21h09</div>`, ""},
	}
	for _, c := range cases {
		if got := made(t, c.head, c.over, "").Subtitle; got != c.want {
			t.Errorf("%s: the subtitle is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSectionAndTagsAreReadWhereThePageShowsThem(t *testing.T) {
	over := `<div><a class="overline-link" href="/s">Villages</a><h1>Le moulin tourne de nouveau</h1></div>` +
		`<script>window.Fusion={};Fusion.globalContent={"type":"story","taxonomy":{"tags":[{"text":"moulin","slug":"m"},{"text":"noyer"}]}};</script>`
	a := made(t, "", over, "")
	if got, want := a.Section, "Villages"; got != want {
		t.Errorf("the section is %q, want %q", got, want)
	}
	if got, want := strings.Join(a.Tags, "|"), "moulin|noyer"; got != want {
		t.Errorf("the tags are %q, want %q", got, want)
	}
}

func TestAnArticleInTwoLanguagesIsMixed(t *testing.T) {
	arabic := `<p>` + strings.Repeat("امتلأ السد بعد الأمطار الأخيرة، ويقول الفلاحون إن الموسم سيكون جيدا. ", 8) + `</p>`
	a := made(t, "", `<h1>الطاحونة القديمة تدور من جديد</h1><article>`+arabic+story+story+`</article>`, "")
	if a.Language != "mixed" || a.Direction != "rtl" {
		t.Errorf("the language is %q from %q, want mixed from rtl", a.Language, a.Direction)
	}
}
