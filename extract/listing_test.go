package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sada"
)

// cards are other pages of a site as a list shows them.
func cards(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, 4100+7*i, "Une nouvelle de la commune voisine", "Quelques mots qui donnent envie d'en lire davantage, et rien de plus que cela.")
	}
	return b.String()
}

const (
	cardForm = `<div class="c"><a href="/a/%d"><img src="/i.jpg"></a><h3>%s</h3><p>%s</p></div>`
	rowForm  = `<tr><td>03/10/2025</td><td><a href="/a/%d">%s</a><!-- %s --></td></tr>`
	flatForm = `<h3><a href="/a/%d">%s</a></h3><p>%s</p>`
	aLine    = "<p>La distribution d'eau sera suspendue mardi dans deux quartiers, en raison de travaux sur la conduite.</p>"
)

func TestAListOfOthersIsToldFromAShortArticle(t *testing.T) {
	cases := []struct {
		name, url, head, body string
		want                  sada.Reason // "" for an article
	}{
		{"cards under a short title", "/eco/", "", "<h1>Économie</h1>" + cards(6, cardForm), sada.ReasonSection},
		{"headings and their words, flat", "/eco/", "", "<h1>Économie</h1>" + cards(6, flatForm), sada.ReasonSection},
		{"rows of a table", "/eco/", "", "<h1>Économie</h1><table>" + cards(9, rowForm) + "</table>", sada.ReasonSection},
		{"two cards a row", "/eco/", "", "<h1>Économie</h1>" + strings.ReplaceAll(cards(3, `<div class="row">`+cardForm+`<div class="c"><a href="/b/%[1]d"><img src="/i.jpg"></a><h3>%[2]s</h3></div></div>`), "%!", ""), sada.ReasonSection},
		{"a link that is all of its line", "/eco/", "", "<h1>Le journal du jour, numéro 212</h1>" + cards(6, `<div><span>p. 4</span><div><a href="/a/%d">%s</a><p>%s</p></div></div>`), sada.ReasonSection},
		{"paragraphs that begin with links", "/eco/", "", "<h1>Économie</h1>" + cards(6, `<p><a href="/a/%d">%s</a> a été lue hier au conseil, où elle a fait parler. %s</p>`), ""},
		{"a biography over the list of an author", "/auteur/desk/", "", "<h1>Tous les textes du service culture</h1>" + aLine + cards(4, cardForm), sada.ReasonSection},
		{"a list that its data calls so", "/x/eau", `<script type="application/ld+json">{"@type":"CollectionPage"}</script>`, "<h1>Tout sur l'eau dans la région</h1>" + aLine + cards(4, cardForm), sada.ReasonSection},
		{"a list of articles in its data", "/x/eau", `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"NewsArticle","headline":"Un autre"},`, 5) + `{}]</script>`, "<h1>Eau</h1>" + cards(5, cardForm), sada.ReasonSection},
		{"a dispatch over cards", "/fil/coupure-d-eau-77123", "", "<h1>Coupure d'eau mardi dans deux quartiers</h1>" + aLine + cards(8, cardForm), ""},
		{"a dispatch with a date and a short title", "/fil/coupure-77123", "", "<h1>Coupure d'eau</h1><p>Le 19/10/2025 à 09h40</p>" + aLine + cards(8, cardForm), ""},
		{"an article in an address of a section", "/category/eau/un-titre-de-plus-de-quatre-mots", "", "<h1>Coupure d'eau mardi dans deux quartiers</h1>" + aLine + cards(8, cardForm), ""},
		{"a page that its platform calls missing", "/a/1", "", `</div></body><body class="error404"><h1>Le titre</h1>` + aLine, sada.ReasonSoft404},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			body := "<html><head><title>Journal</title>" + c.head + "</head><body><div>" + c.body + "</div></body></html>"
			if c.want == sada.ReasonSoft404 {
				body = strings.Replace(body, "<body><div></div></body>", "", 1)
			}
			p := &sada.Page{Body: []byte(body), Capture: sada.Capture{URL: "https://www.petit.test" + c.url}}
			// What the feed says of the article says nothing of the page.
			lead := &sada.Lead{Title: "Le poulpe reprend des couleurs", Published: sada.Date{Time: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC), Precision: sada.ToSecond, From: sada.FromFeed}}
			for _, h := range []Hints{{}, {Lead: lead}} {
				_, err := Article(p, h)
				got := sada.Reason("")
				if r := (*sada.Rejection)(nil); errors.As(err, &r) {
					got = r.Reason
				}
				if got != c.want {
					t.Errorf("got %q (%v), want %q; a feed led here: %v", got, err, c.want, h.Lead != nil)
				}
			}
		})
	}
}

func TestAPageInThePlaceOfAnArticleSaysWhatItIs(t *testing.T) {
	teaser := "<h1>Le poulpe reprend des couleurs</h1><p>Le prix du poulpe a gagné onze pour cent en une semaine.</p>"
	cases := []struct {
		name, body string
		want       sada.Reason
	}{
		{"a wall that says what it keeps", teaser + "<p>Créez un compte gratuit pour continuer votre lecture.</p>", sada.ReasonLogin},
		{"a wall by its name", teaser + `<div class="paywall"><p>Déjà abonné ? Connectez-vous</p></div>`, sada.ReasonLogin},
		{"an invitation to subscribe is no wall", teaser + aLine + `<div class="don"><p>Déjà abonné ? Connectez-vous</p></div>`, ""},
		{"a script of a challenge", `<p>Un instant</p><script>var dd={'host':'geo.captcha-delivery.test'}</script>`, sada.ReasonChallenge},
		{"an element that a script fills", `<div id="__nuxt"><p>جار التحميل</p></div><script src="/_nuxt/a.js"></script>`, sada.ReasonScript},
		{"a site in the works", "<h1>Nous revenons bientôt</h1><p>Le site est en cours de maintenance. Merci de votre patience, et à très vite sur cette page qui vous attend.</p>", sada.ReasonEmpty},
		{"a program that fell over", "<b>Fatal error</b>: Uncaught Error: Call to undefined function entete() in /srv/www/une.php:12<br>Stack trace: #0 {main}", sada.ReasonEmpty},
		{"a heading and words that miss the page", "<h1>Contenu supprimé</h1><p>Cet article n'est plus disponible sur ce site.</p>" + cards(3, cardForm), sada.ReasonSoft404},
		{"an article about what is missing", "<h1>Le témoin clé reste introuvable</h1><p>La police cherche toujours, au quatrième jour du procès, celui qui avait donné l'alerte depuis une cabine du port, et lance un appel.</p>" + strings.Repeat(aLine, 3), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			body := "<html><head><title>Le poulpe reprend des couleurs</title></head><body>" + c.body + "</body></html>"
			p := &sada.Page{Body: []byte(body), Capture: sada.Capture{URL: "https://www.petit.test/a/un-titre-de-quatre-mots-12345.html"}}
			_, err := Article(p, Hints{})
			got := sada.Reason("")
			if r := (*sada.Rejection)(nil); errors.As(err, &r) {
				got = r.Reason
			}
			if got != c.want {
				t.Errorf("got %q (%v), want %q", got, err, c.want)
			}
		})
	}
}
