package extract_test

import (
	"net/http"
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
