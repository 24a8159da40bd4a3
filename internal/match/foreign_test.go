package match

import (
	"strings"
	"testing"
)

func TestWhatLooksLikeAnotherToolsOperatorIsTold(t *testing.T) {
	cases := []struct{ name, query, meant string }{
		{"near in small letters", "grève near/5 enseignants", "grève NEAR/5 enseignants"},
		{"near without its stroke", "grève NEAR5 enseignants", "grève NEAR/5 enseignants"},
		{"LexisNexis", "grève W/5 enseignants", "grève NEAR/5 enseignants"},
		{"LexisNexis, in order", "grève pre/3 enseignants", "grève ONEAR/3 enseignants"},
		{"Factiva", "grève /5 enseignants", "grève NEAR/5 enseignants"},
		{"Factiva, adjacent", "grève adj3 enseignants", "grève ONEAR/3 enseignants"},
		{"one sentence", "grève w/s enseignants", "grève NEAR/10 enseignants"},
		{"an exclamation mark", "budget !sport", "budget NOT sport"},
		{"pluses", "+ocp +budget", "ocp budget"},
		{"strokes", "ocp|onee|oncf", "(ocp OR onee OR oncf)"},
		{"a stroke apart", "ocp | onee", "ocp OR onee"},
		{"a sign for a letter", "min?stre", "minstre~1"},
		{"a field of a search engine", "allintitle: grève budget", "title:grève title:budget"},
		{"a field before its word", "headline:grève budget", "title:grève budget"},
		{"a French field", "titre:grève", "title:grève"},
		{"a French field apart from its word", "auteur: Sabri budget", "author:Sabri budget"},
		{"an Arabic field of a phrase", `العنوان:"سد كبير" حوض`, `title:"سد كبير" حوض`},
		{"a field of a bracket", "intitle:(digue OR quai)", "title:(digue OR quai)"},
		{"all in the title, up to an operator", "allintitle:digue quai OR port", "title:digue title:quai OR port"},
		{"a field that nobody here has", "inurl:rabat digue", "rabat digue"},
		{"a list without spaces", "(digue;quai)", "((digue OR quai))"},
		{"another sign for a letter", "dig#e", "dige~1"},
		{"small words, French", "budget ou finances", "budget OR finances"},
		{"sauf", "budget sauf sport", "budget NOT sport"},
		{"small words, English", "budget and finance", "budget AND finance"},
		{"small words, Arabic", "ميزانية أو مالية", "ميزانية OR مالية"},
		{"and by its letter", "سد و قناة", "سد AND قناة"},
		{"both", "ministre AND/OR ministère", "ministre OR ministère"},
		{"a French no", "budget ET PAS sport", "budget ET NOT sport"},
		{"a list by commas", "OCP, ONEE, ONCF", "OCP OR ONEE OR ONCF"},
		{"a list by semicolons", "OCP; ONEE", "OCP OR ONEE"},
		{"an Arabic list", "سد، قناة، حوض", "سد OR قناة OR حوض"},
		{"a list of lines", "OCP\nONEE\nONCF", "OCP OR ONEE OR ONCF"},
		{"single quotes", "'gouvernement ouvert' Maroc", `"gouvernement ouvert" Maroc`},
		{"curly single quotes", "‘open government’", `"open government"`},
		{"a weight", "budget^2", "budget"},
		{"Europresse", "grève %5 enseignants", "grève NEAR/5 enseignants"},
		{"prox", "grève PROX/5 enseignants", "grève NEAR/5 enseignants"},
		{"and not in one word", "budget ANDNOT sport", "budget NOT sport"},
		{"either and not both", "budget XOR sport", "budget OR sport"},
		{"a French not", "budget ET NON sport", "budget ET NOT sport"},
		{"a French but not", "budget MAIS PAS sport", "budget AND NOT sport"},
		{"LexisNexis, the begin of a word", "numéri!", "numéri*"},
		{"a field behind its word", "budget[ti] sport", "budget sport"},
		{"or with its vowels", "ميزانية أَوْ مالية", "ميزانية OR مالية"},
	}
	for _, c := range cases {
		found := Foreign(c.query)
		if len(found) == 0 || found[0].Instead != "write "+c.meant {
			t.Errorf("%s: %q gives %v, want %q", c.name, c.query, found, c.meant)
			continue
		}
		if _, err := Parse(c.meant, nil); err != nil {
			t.Errorf("%s: %q is no query: %v", c.name, c.meant, err)
		}
		if again := Foreign(c.meant); len(again) > 0 {
			t.Errorf("%s: what is to be written is foreign too: %v", c.name, again)
		}
	}
}

func TestWhatIsOursIsNotTold(t *testing.T) {
	for _, query := range []string{
		`"gouvernement ouvert" OR (OGP NEAR/10 (Maroc OR Marrakech))`, "وزيرة ONEAR/3 الانتقال", "budget ET communes", "budget NOT sport",
		`"pluie et vent"`, `"A ou B"`, "l'eau", "aujourd'hui", "l'accord d'Agadir", "N'Djamena", "R&D", "1/2", `"24/7"`, "title:grève", "C#", "#digue", "#سد",
		"lang:ar budget", "date:2022-11-01..2022-11-30", "numéri*", "ministre~1", "budget{2}", `="مزور"`, "$ocp", "C'est", "et",
		"N5", "W3C", "Qui?", "12,5", "1,000", "10:30", "و", `"سد، قناة"`, "OCP AND (ONEE\nOR ONCF)", "near", "(or)", "@handle", "près de Fès",
	} {
		if found := Foreign(query); len(found) > 0 {
			t.Errorf("%q is told: %v", query, found)
		}
	}
}

func TestForeignAnswersAnything(t *testing.T) {
	for _, query := range []string{"", ",", ", ,", "'", "''", "' '", "|", "!", "+", "a,", ",a", "((", "))", "\"", "«", "a\n\nb", strings.Repeat("a, ", 3000)} {
		Foreign(query)
	}
}

func FuzzForeign(f *testing.F) {
	for _, q := range []string{"a near/5 b", "a, b", "'a b'", "x|y", "é?é", "\"a ou b\" ou c", "+a !b", "f: g"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, p := range Foreign(query) {
			if p.What == "" || p.Place == "" {
				t.Errorf("%q: %+v", query, p)
			}
		}
	})
}
