package extract

import (
	"testing"

	"sada"
)

func TestTheAddressesOfAJSONListCountFromTheSite(t *testing.T) {
	p := &sada.Page{
		Body:    []byte(`{"posts":[{"id":7,"title":"نشرة","main_image_url":"images/7.jpg"}]}`),
		Capture: sada.Capture{URL: "https://liste.test/api/posts", FinalURL: "https://liste.test/api/posts"},
	}
	e := sada.Endpoint{Kind: sada.JSONListEndpoint, URL: p.Capture.URL, Fields: map[string]string{"items": "posts", "url": "post.html?id={id}"}}
	leads, err := Leads(p, e, Hints{Source: &sada.Source{Home: "https://liste.test/"}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := leads.Items[0].URL, "https://liste.test/post.html?id=7"; got != want {
		t.Errorf("address %s, want %s", got, want)
	}
	if got, want := leads.Items[0].Image, "https://liste.test/images/7.jpg"; got != want {
		t.Errorf("picture %s, want %s", got, want)
	}
}

func TestTheSectionsOfAMenuAreNoArticles(t *testing.T) {
	menu := `<div class="menu"><a href="/actualite/culture/">Culture</a><a href="/actualite/economie-et-finance/">Économie et finance</a></div>`
	article := `<h3><a href="/actualite/culture/la-salle-des-fetes-rouvre/">La salle des fêtes rouvre</a></h3><h3><a href="/actualite/sport/derby/">Un derby sous haute surveillance</a></h3>`
	p := &sada.Page{
		Body:    []byte("<html><body>" + menu + article + "</body></html>"),
		Capture: sada.Capture{URL: "https://express.test/", FinalURL: "https://express.test/"},
	}
	leads, err := Leads(p, sada.Endpoint{Kind: sada.Section, URL: p.Capture.URL}, Hints{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range leads.Items {
		got = append(got, l.URL)
	}
	want := []string{"https://express.test/actualite/culture/la-salle-des-fetes-rouvre/", "https://express.test/actualite/sport/derby/"}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("leads %v, want %v", got, want)
	}
}

func TestALinkThatIsAHeadlineLeadsToAnArticle(t *testing.T) {
	const title = "Le lavoir du quartier est remis en eau"
	for name, c := range map[string]struct {
		in   string
		want int
	}{
		"in a heading":               {`<h2><a href="/actu/12">` + title + `</a></h2>`, 1},
		"around a heading":           {`<a href="/actu/12"><img src="/a.jpg"><h3>` + title + `</h3></a>`, 1},
		"in a line of a text":        {`<p>Voir <a href="/actu/12">` + title + `</a>.</p>`, 0},
		"a section's name":           {`<h2><a href="/actu">Actualités du jour</a></h2>`, 0},
		"a letter that one may take": {`<h3><a href="/newsletter">Recevez chaque matin notre lettre du port</a></h3>`, 0},
		"in the foot":                {`<footer><h3><a href="/actu/12">` + title + `</a></h3></footer>`, 0},
		"the home of another tongue": {`<h2><a href="/ar">Toute l'actualité du port en arabe</a></h2>`, 0},
	} {
		p := &sada.Page{Body: []byte("<html><body>" + c.in + "</body></html>"), Capture: sada.Capture{URL: "https://express.test/"}}
		leads, err := Leads(p, sada.Endpoint{Kind: sada.Section, URL: p.Capture.URL}, Hints{})
		if err != nil {
			t.Fatal(err)
		}
		if len(leads.Items) != c.want {
			t.Errorf("%s: %d leads, want %d", name, len(leads.Items), c.want)
		}
	}
}
