package words

import (
	"testing"
	"unicode/utf8"
)

func TestFoldBringsSpellingsOfOneWordTogether(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"lower case", "MAROC", "maroc"},
		{"accents", "Événement à Fès", "evenement a fes"},
		{"accents as signs of their own", "E\u0301ve\u0301nement", "evenement"},
		{"ligatures", "Œuvre, æquo, Straße", "oeuvre, aequo, strasse"},
		{"printers' ligatures", "oﬃciel ﬁn", "officiel fin"},
		{"wide letters", "ＯＧＰ", "ogp"},
		{"harakat", "الحُكُومَةُ", "الحكومه"},
		{"superscript alef", "هٰذا", "هذا"},
		{"tatweel", "الحكـــومة", "الحكومه"},
		{"alef", "أإآٱ", "اااا"},
		{"ya", "ىيیېئ", "ييييي"},
		{"waw", "مؤسسة", "موسسه"},
		{"ta marbuta", "جهة", "جهه"},
		{"Persian kaf", "کگڭڪݣ", "ككككك"},
		{"letters of Morocco", "ڤيلا پوليس چاد", "فيلا بوليس جاد"},
		{"Arabic figures", "٢٠٢٢", "2022"},
		{"Persian figures", "۲۰۲۲", "2022"},
		{"presentation forms", "ﻣﺮﺍﻛﺶ", "مراكش"},
		{"joiners", "مرا\u200cكش\u200d", "مراكش"},
		{"marks of direction", "\u202bمراكش\u202c\u200f", "مراكش"},
		{"soft hyphen", "gou\u00adver\u00adnement", "gouvernement"},
		{"byte order mark", "\ufeffمراكش", "مراكش"},
		{"hard spaces", "12\u00a0%", "12 %"},
		{"yeh barree", "ے ۓ", "ي ي"},
		{"hamza before waw", "مسئول مسؤول جاءوا", "مسوول مسوول جاووا"},
		{"hamza behind ya", "هيأة هيئة هيآت هيئات", "هييه هييه هييات هييات"},
		{"hamza behind ya of a verb stays alef", "يأمل", "يامل"},
		{"Maghrebi feh and qaf", "ڢاس ڧطار", "فاس قطار"},
		{"a ligature with an accent", "Ǽ", "ae"},
		{"apostrophes", "l’eau l‛eau", "l'eau l'eau"},
		{"a mark that is printed alone", "الحﹸكومة", "الحكومه"},
		{"nothing", "", ""},
	}
	for _, c := range cases {
		if got := Fold(c.text); got != c.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestFoldKeepsApartWhatDiffers(t *testing.T) {
	cases := []struct{ name, a, b string }{
		{"two words of Arabic", "وزارة", "زيارة"},
		{"the article", "السد", "سد"},
		{"an adjective", "المغرب", "المغربي"},
		{"two words of French", "marche", "marge"},
	}
	for _, c := range cases {
		if Fold(c.a) == Fold(c.b) {
			t.Errorf("%s: %q and %q both fold to %q", c.name, c.a, c.b, Fold(c.a))
		}
	}
}

func TestSquashKeepsLettersAndFigures(t *testing.T) {
	cases := []struct{ name, a, b string }{
		{"spaces and signs", "L'eau, potable!", "l eau   potable"},
		{"line breaks", "السد\n\nممتلئ.", "السد ممتلئ"},
		{"quotes", "«الحكومة المنفتحة»", "“الحُكومة المنفتحة”"},
	}
	for _, c := range cases {
		if got, want := Squash(c.a), Squash(c.b); got != want {
			t.Errorf("%s: %q and %q", c.name, got, want)
		}
	}
	if Squash("eau 1") == Squash("eau 2") {
		t.Error("two figures squash to one")
	}
}

func FuzzFoldIsSettled(f *testing.F) {
	for _, s := range []string{"Événement", "الحُكُومَةُ", "ﷺ ﻣﺮﺍﻛﺶ", "Œuvre İ ǅ", "ۓ ۂ ۀ é", "\xff\xed\xa0\x80", "ΌΣ ﬃ ½ ™"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, and folded again %q", s, once, twice)
		}
		if !utf8.ValidString(s) {
			return
		}
		// What stands beside a text has no say in how it folds.
		if got, want := Fold(s+" é"), once+" e"; got != want {
			t.Errorf("Fold(%q) = %q, want %q", s+" é", got, want)
		}
	})
}
