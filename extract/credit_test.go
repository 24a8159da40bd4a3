package extract_test

import (
	"strings"
	"testing"
)

func TestBylinesNameWhoWroteAndTheAgency(t *testing.T) {
	cases := []struct{ name, byline, authors, agency string }{
		{"a person", "Par Bureau Nord", "Bureau Nord", ""},
		{"a person with an agency", "Bureau Nord avec MAP", "Bureau Nord", "MAP"},
		{"in brackets", "Bureau Nord (avec AFP)", "Bureau Nord", "AFP"},
		{"in Arabic", "بقلم: مكتب الشمال مع وكالة", "مكتب الشمال", ""},
		{"with its name in Arabic", "مكتب الشمال (و م ع)", "مكتب الشمال", "MAP"},
		{"a desk with an agency", "La rédaction avec MAP", "La rédaction", "MAP"},
		{"a desk alone stands where nobody else does", "هيئة التحرير", "هيئة التحرير", ""},
		{"an agency alone too", "AFP", "AFP", "AFP"},
		{"the place behind the name", "Bureau Nord (à Rabat)", "Bureau Nord", ""},
		{"the post behind a comma", "Bureau Nord, journaliste", "Bureau Nord", ""},
		{"a long post", "Bureau Nord, ministre de la Culture", "Bureau Nord", ""},
		{"a post in Arabic", "مكتب الشمال، صحافية", "مكتب الشمال", ""},
		{"an interview", "Propos recueillis par Bureau Nord", "Bureau Nord", ""},
		{"an interview in Arabic", "حاورته: مكتب الشمال", "مكتب الشمال", ""},
		{"a correspondent", "De notre correspondant à Fès, Bureau Nord", "Bureau Nord", ""},
		{"a correspondent in Arabic", "من الرباط: مكتب الشمال", "مكتب الشمال", ""},
		{"a translation", "ترجمة: مكتب الشمال", "مكتب الشمال", ""},
		{"the house before the person", "Petit - Bureau Nord", "Bureau Nord", ""},
		{"two persons", "Bureau Nord et Atelier Sud", "Bureau Nord|Atelier Sud", ""},
	}
	for _, c := range cases {
		head := `<meta property="og:site_name" content="Petit"><script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"` + c.byline + `"}}</script>`
		a := made(t, head, `<h1>Le moulin tourne de nouveau</h1>`, "")
		if got := strings.Join(a.Authors, "|"); got != c.authors {
			t.Errorf("%s: %q names %q, want %q", c.name, c.byline, got, c.authors)
		}
		if a.Agency != c.agency {
			t.Errorf("%s: %q is of the agency %q, want %q", c.name, c.byline, a.Agency, c.agency)
		}
	}
}

func TestAuthorsArePeopleBeforeTheHouse(t *testing.T) {
	const house = `<meta property="og:site_name" content="Petit"><meta name="author" content="Petit">`
	cases := []struct{ name, head, over, want string }{
		{"the house alone", house, "", "Petit"},
		{"a person in bold over the text", house, `<p><strong>Bureau Nord/Atelier Sud</strong></p>`, "Bureau Nord|Atelier Sud"},
		{"a heading in bold is no person", house, `<p><strong>Le Moulin Tourne</strong></p>`, "Petit"},
		{"a sentence in bold neither", house, `<p><strong>Trois hivers de travaux</strong></p>`, "Petit"},
		{"the house before an agency", house, `<p class="author">AFP</p>`, "Petit"},
		{"a desk beside the date", "", `<ul><li>Desk littoral</li><li>12 septembre 2025</li></ul>`, "Desk littoral"},
		{"a desk beside the date in Arabic", "", `<ul><li>12 شتنبر 2025</li><li>قسم الساحل</li></ul>`, "قسم الساحل"},
		{"a desk that stands alone is none", "", `<p>Service après-vente</p>`, ""},
		{"two who are links in one line", "", `<p>Par <a href="/qui/nord">Bureau Nord</a> et <a href="/qui/sud">Atelier Sud</a></p>`, "Bureau Nord|Atelier Sud"},
		{"two in Arabic", "", `<p>بقلم <a href="/qui/1">مكتب الشمال</a> و<a href="/qui/2">ورشة الجنوب</a></p>`, "مكتب الشمال|ورشة الجنوب"},
		{"the general desk before a person", `<meta name="author" content="Rédaction">`, `<p class="byline">Par Bureau Nord</p>`, "Bureau Nord"},
	}
	for _, c := range cases {
		a := made(t, c.head, `<h1>Le moulin tourne de nouveau</h1>`+c.over, "")
		if got := strings.Join(a.Authors, "|"); got != c.want {
			t.Errorf("%s: the authors are %q, want %q", c.name, got, c.want)
		}
	}
}
