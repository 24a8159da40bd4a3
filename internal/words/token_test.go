package words

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestTokensAreTheWordsOfAText(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string // surface=key where they differ
	}{
		{"plain words", "La pluie tombe", []string{"La=la", "pluie", "tombe"}},
		{"Arabic with its particles", "وبالرباط", []string{"وبالرباط"}},
		{"elision", "l'eau d’abord qu'il", []string{"eau", "abord", "il"}},
		{"a modifier letter as apostrophe", "lʼétat", []string{"état=etat"}},
		{"aujourd'hui stays whole", "aujourd'hui", []string{"aujourd'hui"}},
		{"other words before an apostrophe stay", "presqu'île", []string{"presqu", "île=ile"}},
		{"an apostrophe at the end", "les élus' d'", []string{"les", "élus=elus", "d"}},
		{"a hyphen parts", "Moyen-Orient", []string{"Moyen=moyen", "Orient=orient"}},
		{"an acronym with dots", "l'O.G.P. dit", []string{"O.G.P.=ogp", "dit"}},
		{"an acronym without its last dot", "O.G.P dit", []string{"O.G.P=ogp", "dit"}},
		{"a single initial is a word", "M. Idrissi", []string{"M=m", "Idrissi=idrissi"}},
		{"a host is its parts", "kiosk.test", []string{"kiosk", "test"}},
		{"figures", "12,5 % en 2022", []string{"12", "5", "en", "2022"}},
		{"Arabic figures", "سنة ٢٠٢٢", []string{"سنة=سنه", "٢٠٢٢=2022"}},
		{"marks stay with their letter", "الحُكومة", []string{"الحُكومة=الحكومه"}},
		{"a Latin word behind a particle", "لـOGP", []string{"لـ=ل", "OGP=ogp"}},
		{"figures behind a word", "كوفيد19 G20", []string{"كوفيد19", "G20=g20"}},
		{"tatweel before a word", "ـمراكش", []string{"ـمراكش=مراكش"}},
		{"tatweel alone is nothing", "ــ ـ", nil},
		{"signs are nothing", "… — «»!؟ 🙂", nil},
		{"Tifinagh", "ⵜⴰⵎⴰⵣⵉⵖⵜ", []string{"ⵜⴰⵎⴰⵣⵉⵖⵜ"}},
		{"bytes that are no text", "eau\xffpotable", []string{"eau", "potable"}},
	}
	for _, c := range cases {
		var got []string
		for _, k := range Tokens(c.text) {
			if k.Surface == k.Key {
				got = append(got, k.Key)
			} else {
				got = append(got, k.Surface+"="+k.Key)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestTokensKnowTheirPlace(t *testing.T) {
	cases := []struct {
		name, text string
		want       string // position.sentence.paragraph of each word
	}{
		{"a row", "a1 b1 c1", "0.0.0 1.0.0 2.0.0"},
		{"an elided word takes no place", "chef d'état", "0.0.0 1.0.0"},
		{"a full stop", "a1. b1", "0.0.0 1.1.0"},
		{"signs of Arabic", "نعم؟ لا؛ ثم", "0.0.0 1.1.0 2.2.0"},
		{"a comma ends nothing", "a1, b1، c1", "0.0.0 1.0.0 2.0.0"},
		{"a dot before a figure", "2.5 points", "0.0.0 1.0.0 2.0.0"},
		{"an initial", "M. Idrissi", "0.0.0 1.0.0"},
		{"a title", "le Dr. Idrissi", "0.0.0 1.0.0 2.0.0"},
		{"small letters are no title", "pour me. Puis", "0.0.0 1.0.0 2.1.0"},
		{"a line", "a1\nb1", "0.0.0 1.1.0"},
		{"a paragraph", "a1\n\nb1", "0.0.0 51.2.1"},
		{"a paragraph with spaces in its empty line", "a1\n \t\r\nb1", "0.0.0 51.2.1"},
	}
	for _, c := range cases {
		var got []string
		for _, k := range Tokens(c.text) {
			got = append(got, fmt.Sprintf("%d.%d.%d", k.Pos, k.Sentence, k.Paragraph))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestTokensKnowTheirLetters(t *testing.T) {
	cases := []struct {
		word                   string
		capital, lower, arabic bool
		accents                string
	}{
		{"Maroc", true, false, false, ""},
		{"maroc", false, true, false, ""},
		{"OGP", true, false, false, ""},
		{"État", true, false, false, "état"},
		{"e\u0301tat", false, true, false, "état"},
		{"مراكش", false, false, true, ""},
		{"ـمراكش", false, false, true, ""},
	}
	for _, c := range cases {
		k := Tokens(c.word)[0]
		if k.Capital != c.capital || k.Lower != c.lower || k.Arabic != c.arabic || k.Accents != c.accents {
			t.Errorf("%s: %+v, want capital %v, lower %v, Arabic %v, accents %q", c.word, k, c.capital, c.lower, c.arabic, c.accents)
		}
	}
}

func TestSentenceIsTheOneAroundAPlace(t *testing.T) {
	cases := []struct{ name, text, word, want string }{
		{"the middle one", "Il pleut. Le barrage est plein! On attend.", "barrage", "Le barrage est plein!"},
		{"the first", "Il pleut. Le barrage est plein.", "pleut", "Il pleut."},
		{"the last, without a stop", "Il pleut. Le barrage est plein", "plein", "Le barrage est plein"},
		{"a line", "Titre\nLe barrage est plein\nSuite", "barrage", "Le barrage est plein"},
		{"Arabic", "هل امتلأ السد؟ نعم امتلأ. وفاض الوادي", "نعم", "نعم امتلأ."},
		{"a figure with a dot", "La hausse de 2.5 points inquiète. Suite.", "points", "La hausse de 2.5 points inquiète."},
		{"a host", "Voir kiosk.test pour la suite. Fin.", "suite", "Voir kiosk.test pour la suite."},
		{"an initial", "Selon M. Idrissi, il pleut. Fin.", "Idrissi", "Selon M. Idrissi, il pleut."},
		{"an acronym", "Selon l'O.G.P. de Fès, il pleut. Fin.", "pleut", "Selon l'O.G.P. de Fès, il pleut."},
		{"a semicolon is shown through", "Il pleut; il neige.", "neige", "Il pleut; il neige."},
	}
	for _, c := range cases {
		start, end := Sentence(c.text, strings.Index(c.text, c.word))
		if got := c.text[start:end]; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if start, end := Sentence("eau", 99); "eau"[start:end] != "eau" {
		t.Errorf("a place behind the end gives %d to %d", start, end)
	}
}

// fault says what is wrong with the tokens of a text: offsets that do not cover
// the surface, an order that is none, or letters that belong to no word.
func fault(s string, tokens []Token) string {
	done, last := 0, Token{Pos: -1}
	for _, k := range tokens {
		switch {
		case k.Start < done || k.End <= k.Start || k.End > len(s):
			return fmt.Sprintf("%q lies from %d to %d, and the word before it ends at %d", k.Surface, k.Start, k.End, done)
		case s[k.Start:k.End] != k.Surface:
			return fmt.Sprintf("%d to %d is %q and not %q", k.Start, k.End, s[k.Start:k.End], k.Surface)
		case k.Pos <= last.Pos || k.Sentence < last.Sentence || k.Paragraph < last.Paragraph:
			return fmt.Sprintf("%q at %d.%d.%d comes behind %d.%d.%d", k.Surface, k.Pos, k.Sentence, k.Paragraph, last.Pos, last.Sentence, last.Paragraph)
		case k.Key == "":
			return fmt.Sprintf("%q has the key %q", k.Surface, k.Key)
		}
		if left := lost(s[done:k.Start]); left != "" {
			return fmt.Sprintf("%q before %q is no word", left, k.Surface)
		}
		done, last = k.End, k
	}
	if left := lost(s[done:]); left != "" {
		return fmt.Sprintf("%q at the end is no word", left)
	}
	return ""
}

// lost finds letters between two words that are no elided word and do not fold
// to nothing.
func lost(gap string) string {
	for _, w := range strings.FieldsFunc(gap, func(r rune) bool {
		return r == utf8.RuneError || r == letterApostrophe || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !invisible(r)
	}) {
		if key := Fold(w); key != "" && !elisions[key] && strings.ContainsFunc(key, starts) {
			return w
		}
	}
	return ""
}

func FuzzTokensCoverTheText(f *testing.F) {
	for _, s := range []string{
		"La pluie, d'abord. M. Idrissi: l'O.G.P. à 2.5 %", "وبالرباط لـOGP الحُكومة٢٠٢٢\n\nفقرة", "aujourd'hui lʼétat qu’", "\xff\xf0\x9f e\u0301 ـ ــa",
		"a.b.c.d e.f. g.", "ﷺ ﻣﺮﺍﻛﺶ \u202bمرا\u200cكش\u202c", "ΑΣ ½ ℃ ⅷ ǅ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := Tokens(s)
		if wrong := fault(s, tokens); wrong != "" {
			t.Errorf("%q: %s", s, wrong)
		}
		for i := range tokens {
			k := &tokens[i]
			if forms := Forms(k, nil); len(forms) == 0 || forms[0] != k.Key || slices.Contains(forms, "") {
				t.Errorf("%q has the forms %q", k.Surface, forms)
			}
			start, end := Sentence(s, k.Start)
			if start > k.Start || end < start || end > len(s) {
				t.Errorf("%q: the sentence of %q lies from %d to %d", s, k.Surface, start, end)
			}
		}
	})
}
