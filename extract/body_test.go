package extract_test

import (
	"strings"
	"testing"

	"sada/extract"
)

// sentences are enough text to be a body.
const first, second, third = "Le bac a repris la traversée lundi matin, après trois semaines de réparations au chantier du port.",
	"Vingt passagers ont pris le premier départ, avec leurs vélos, et deux chèvres que l'on a rangées à l'avant.",
	"La commune promet un départ toutes les heures, sauf par grand vent, et un tarif réduit pour les élèves."

func TestABodyIsReadWithoutWhatStandsInIt(t *testing.T) {
	p := func(s string) string { return "<p>" + s + "</p>" }
	for name, c := range map[string]struct{ in, want string }{
		"a caption in a plain element": {
			"<div><div><img src='/a.jpg'></div><div>Le bac à quai, dimanche soir</div></div>", ""},
		"a caption under a picture of a paragraph": {
			"<p><img src='/a.jpg'><br><em>Le bac à quai, dimanche soir</em></p>", ""},
		"a picture before a sentence is no caption": {
			"<p><img src='/a.jpg'>Le bac est à quai dimanche soir.</p>", "Le bac est à quai dimanche soir."},
		"a picture behind a sentence is no caption": {
			"<div>Le bac est à quai dimanche soir. <img src='/a.jpg'></div>", "Le bac est à quai dimanche soir."},
		"a caption outside its figure": {
			"<picture><img src='/a.jpg'></picture><figcaption>Le bac à quai, dimanche soir</figcaption>", ""},
		"a sentence pulled out": {
			"<blockquote>Vingt passagers ont pris le premier départ, avec leurs vélos</blockquote>", ""},
		"a quote of its own": {
			"<blockquote>Nous avons attendu trois semaines, cela suffit bien.</blockquote>", "Nous avons attendu trois semaines, cela suffit bien."},
		"a box that asks for an address": {
			"<div><div>Inscrivez-vous à notre lettre</div><div>Chaque soir, les nouvelles du port dans votre boîte.</div></div>", ""},
		"words for the ear alone": {
			"<section><div class='visually-hidden'>Article content</div><h3>Le prix du billet</h3></section>", "Le prix du billet"},
		"a sentence that begins as what leads away": {
			"<p>Voir aussi les propositions que les pêcheurs du port ont faites au printemps.</p>",
			"Voir aussi les propositions que les pêcheurs du port ont faites au printemps."},
		"a title that leads away without a link": {
			"<p>Voir aussi : les propositions que les pêcheurs du port ont faites au printemps.</p>", ""},
		"a heading whose id is its words": {
			"<h3 id='comment-garder-le-bac'>Comment garder le bac</h3>", "Comment garder le bac"},
		"figures of a table": {
			"<table><tr><td>Lundi</td><td>12</td></tr><tr><td>Mardi</td><td>9</td></tr></table>", "Lundi 12 Mardi 9"},
		"a paragraph for subscribers": {
			"<p class='paywall'>Le chantier a coûté deux fois le prix prévu par la commune.</p>", "Le chantier a coûté deux fois le prix prévu par la commune."},
	} {
		page := plain("<h1>Le bac reprend la traversée du fleuve</h1><article>" + p(first) + p(second) + c.in + p(third) + "</article>")
		a, err := extract.Article(page, extract.Hints{Now: noon})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := strings.Join(strings.Fields(first+" "+second+" "+c.want+" "+third), " ")
		if got := strings.Join(strings.Fields(a.Text()), " "); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestABodyEndsBeforeWhatClosesThePage(t *testing.T) {
	for name, behind := range map[string]string{
		"an agency alone":         "<p>(MAP)</p>",
		"who made it":             "<p>Auteur : La rédaction</p><p>Édition : Le bureau</p>",
		"the rules of a forum":    "<p>Les commentaires sont modérés avant leur publication, les propos injurieux sont supprimés.</p>",
		"a heading over links":    "<h3>Sur le même sujet</h3><p>Le port aura une grue de plus au printemps prochain.</p>",
		"the title again":         "<h2>Le bac reprend la traversée du fleuve</h2><p>Imprimer cette page, deux feuilles suffisent.</p>",
		"a note about the author": "<p>La Rive Gauche est la rubrique du fleuve et de ceux qui y travaillent.</p>",
	} {
		page := plain(`<meta name="author" content="La Rive Gauche"><h1>Le bac reprend la traversée du fleuve</h1><article><p>` +
			first + "</p><p>" + second + "</p><p>" + third + "</p><p>Le prochain départ est à midi juste.</p>" + behind + "</article>")
		a, err := extract.Article(page, extract.Hints{Now: noon})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := a.Text(); !strings.HasSuffix(got, "midi juste.") {
			t.Errorf("%s: got %q behind the text", name, got[strings.Index(got, "midi juste.")+len("midi juste."):])
		}
	}
}

func TestReadersDoNotOutweighTheText(t *testing.T) {
	said := strings.Repeat("<p>Moi qui prends ce bac depuis trente ans, je trouve, comme mes voisins, que le tarif est trop cher, et de loin.</p>", 3)
	page := plain("<h1>Le bac reprend la traversée du fleuve</h1><div><p>" + first + "</p><p>" + second + "</p><p>" + third +
		"</p></div><div><h3>4 commentaires</h3>" + strings.Repeat(said, 3) + "</div>")
	a, err := extract.Article(page, extract.Hints{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.Text(), first+"\n\n"+second+"\n\n"+third; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheLatestPiecesDoNotOutweighTheText(t *testing.T) {
	card := `<div><p><a href="/a/un-autre-titre-de-la-rive-8">Le port aura une grue de plus au printemps</a></p><p>Elle servira aux barges, aux péniches, et aux bacs, quand ils sortiront de l'eau.</p></div>`
	page := plain("<h1>Le bac reprend la traversée du fleuve</h1><main><div><p>" + first + "</p><p>" + second + "</p><p>" + third +
		"</p></div><div><h2>Dans le port</h2>" + strings.Repeat(card, 9) + "</div></main>")
	a, err := extract.Article(page, extract.Hints{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.Text(), first+"\n\n"+second+"\n\n"+third; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestABodyOfSeveralSectionsIsReadWhole(t *testing.T) {
	section := func(s string) string { return "<section class='article-content'><div><p>" + s + "</p></div></section>" }
	page := plain("<h1>Le bac reprend la traversée du fleuve</h1><main>" + section(first) + section(second) + section(third) + "</main>")
	a, err := extract.Article(page, extract.Hints{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.Text(), first+"\n\n"+second+"\n\n"+third; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestABodyInWrappedPartsIsReadWhole(t *testing.T) {
	part := func(s string) string {
		return "<div class='part'><span>1</span><div><p>" + s + "</p>" + strings.Repeat("<p>On en parle, au port, depuis le printemps, et personne, cette fois, ne s'en plaint.</p>", 7) + "</div></div>"
	}
	page := plain("<h1>Le bac reprend la traversée du fleuve</h1><main><div>" + part(first) + part(second) + part(third) + "</div><p>Fin.</p></main>")
	a, err := extract.Article(page, extract.Hints{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{first, second, third} {
		if !strings.Contains(a.Text(), want) {
			t.Errorf("got %q, want %q in it", a.Text(), want)
		}
	}
}
