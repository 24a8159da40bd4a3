package match

import (
	"strings"
	"testing"
)

func TestLikenessOfTitles(t *testing.T) {
	cases := []struct {
		name, a, b          string
		title               int
		same, within, apart bool
	}{
		{"the same", "Le port de pêche change de quai", "LE PORT DE PÊCHE CHANGE DE QUAI", 4, true, true, false},
		{"with the outlet behind it", "Le port de pêche change de quai", "Le port de pêche change de quai | La Dépêche", 4, false, true, false},
		{"corrected", "Ancien titre du reportage", "Nouveau titre du reportage", 2, false, false, false},
		{"a series", "La halle numéro 1 ouvre ses portes", "La halle numéro 2 ouvre ses portes", 4, false, false, true},
		{"a number added", "Enquête sur les puits du plateau", "Enquête sur les puits du plateau (2)", 3, false, true, false},
		{"nothing in common but small words", "Visite dans les ateliers pour tous", "Dans les rues, pour le pain", 0, false, false, false},
		{"too short to stand in another", "Le port", "Le port de pêche change de quai", 1, false, false, false},
		{"Arabic", "افتتاح مهرجان الزهور في الحديقة", "مهرجان الزهور في الحديقة يفتتح أبوابه", 3, false, false, false},
		{"no title", "", "", 0, false, false, false},
	}
	for _, c := range cases {
		l := NewProfile(c.a, "").Compare(NewProfile(c.b, ""))
		if l.Title != c.title || l.Same != c.same || l.Within != c.within || l.Apart != c.apart || l.Judged {
			t.Errorf("%s: %+v, want title %d, same %v, within %v, apart %v", c.name, l, c.title, c.same, c.within, c.apart)
		}
	}
}

func TestLikenessOfTexts(t *testing.T) {
	one := "Les chalutiers accosteront dès lundi au quai neuf, que la criée rejoindra avant la fin du mois selon la capitainerie."
	two := "La régate annuelle partira samedi du vieux port, avec six équipages venus des clubs de la rive nord du lac."
	cases := []struct {
		name, a, b  string
		least, most float64
		judged      bool
	}{
		{"the same", one, one, 1, 1, true},
		{"with a paragraph more", one, one + "\n\n" + two, 1, 1, true},
		{"with one word changed", one, strings.Replace(one, "lundi", "mardi", 1), .7, .9, true},
		{"another", one, two, 0, .05, true},
		{"too short to say", "Un feu rue des Tanneurs.", one, 0, 0, false},
	}
	for _, c := range cases {
		l := NewProfile("", c.a).Compare(NewProfile("", c.b))
		if l.Text < c.least || l.Text > c.most || l.Judged != c.judged {
			t.Errorf("%s: %.2f, judged %v; want %.2f to %.2f, %v", c.name, l.Text, l.Judged, c.least, c.most, c.judged)
		}
	}
}
