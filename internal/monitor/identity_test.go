package monitor

import (
	"testing"

	"sada"
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
