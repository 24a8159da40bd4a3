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
		{"aujourd'hui stays whole", "aujourd'hui", []string{"aujourd'hui=aujourdhui"}},
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
		{"a Latin word behind a particle", "لـOGP", []string{"OGP=ogp"}},
		{"figures behind a word", "كوفيد19 G20", []string{"كوفيد", "19", "G20=g20"}},
		{"a particle on figures", "الـ19 ال20 و٢٠", []string{"19", "20", "٢٠=20"}},
		{"a particle before a quote", "لـ«نعم»", []string{"نعم"}},
		{"a change of script", "مدرسةÉcole", []string{"مدرسة=مدرسه", "École=ecole"}},
		{"letters with dots in Arabic are words", "و.م.ع", []string{"و", "م", "ع"}},
		{"no vowel is lost", "M'diq N’Djamena m'habille", []string{"M'diq=mdiq", "N’Djamena=ndjamena", "habille"}},
		{"elision with a space or a quote", "d' eau, l'« eau »", []string{"eau", "eau"}},
		{"a hashtag", "#VisitMaroc #OGPMaroc #CAN2025", []string{"Visit=visit", "Maroc=maroc", "OGP=ogp", "Maroc=maroc", "CAN=can", "2025"}},
		{"a hashtag with underscores", "#Visit_Maroc #زوروا_فاس", []string{"Visit=visit", "Maroc=maroc", "زوروا", "فاس"}},
		{"a capital outside a hashtag", "iPhone @VisitMaroc", []string{"iPhone=iphone", "VisitMaroc=visitmaroc"}},
		{"invisible signs at the ends", "\u202bفاس\u202c", []string{"فاس"}},
		{"a mark on the last dot of an acronym", "A.A.\u030c", []string{"A.A=aa"}},
		{"tatweel before a word", "ـمراكش", []string{"ـمراكش=مراكش"}},
		{"tatweel alone is nothing", "ــ ـ", nil},
		{"signs are nothing", "… — «»!؟ 🙂", nil},
		{"Tifinagh", "ⵜⴰⵎⴰⵣⵉⵖⵜ", []string{"ⵜⴰⵎⴰⵣⵉⵖⵜ"}},
		{"bytes that are no text", "eau\xffpotable", []string{"eau", "potable"}},
	}
	for _, c := range cases {
		var got []string
		for _, k := range Tokens(c.text) {
			if surface := k.Surface(c.text); surface == k.Key {
				got = append(got, k.Key)
			} else {
				got = append(got, surface+"="+k.Key)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q gives %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

// A text takes time by its length, whatever it is made of.
func TestTokensOfOddTextsEnd(t *testing.T) {
	for _, s := range []string{"\r", "\n ", "a.", "A.b", "#aA", "aA", "a\u200d", "a\u0301", "l'", "M'd", "و", "اa", "\u200f", "a\u2029", "é'"} {
		s = "#" + strings.Repeat(s, 1<<18/len(s))
		if wrong := fault(s, Tokens(s)); wrong != "" {
			t.Errorf("%.20q: %.200s", s, wrong)
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
		{"an initial in Arabic", "د. نعم", "0.0.0 1.0.0"},
		{"a host", "voir kiosk.test", "0.0.0 1.0.0 2.0.0"},
		{"a capital right behind a stop", "fin.Puis", "0.0.0 1.1.0"},
		{"an elided word before a space takes no place", "chef d' état", "0.0.0 1.0.0"},
		{"carriage returns alone", "a1\rb1\r\rc1", "0.0.0 1.1.0 52.3.1"},
		{"a paragraph sign", "a1\u2029b1", "0.0.0 51.1.1"},
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
		word                    string
		lower, arabic, accented bool
	}{
		{"Maroc", false, false, false},
		{"maroc", true, false, false},
		{"OGP", false, false, false},
		{"État", false, false, true},
		{"e\u0301tat", true, false, true},
		{"مراكش", true, true, false},
		{"ـمراكش", true, true, false},
	}
	for _, c := range cases {
		k := Tokens(c.word)[0]
		if k.Lower != c.lower || k.Arabic != c.arabic || k.Accented != c.accented {
			t.Errorf("%s: %+v, want lower %v, Arabic %v, accented %v", c.word, k, c.lower, c.arabic, c.accented)
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
// the word, a key that is not what lies there, an order that is none, letters
// that belong to no word, or a letter without its marks.
func fault(s string, tokens []Token) string {
	done, last := 0, Token{Pos: -1}
	for _, k := range tokens {
		start, end := int(k.Start), int(k.End)
		if start < done || end <= start || end > len(s) {
			return fmt.Sprintf("%q lies from %d to %d, and the word before it ends at %d", k.Key, start, end, done)
		}
		surface := k.Surface(s)
		switch r, _ := utf8.DecodeRuneInString(s[end:]); {
		case k.Pos <= last.Pos || k.Sentence < last.Sentence || k.Paragraph < last.Paragraph:
			return fmt.Sprintf("%q at %d.%d.%d comes behind %d.%d.%d", surface, k.Pos, k.Sentence, k.Paragraph, last.Pos, last.Sentence, last.Paragraph)
		case k.Key == "":
			return fmt.Sprintf("%q has no key", surface)
		case k.Key != Fold(surface) && unsigned(k.Key) != unsigned(Fold(surface)):
			return fmt.Sprintf("%q has the key %q and folds to %q", surface, k.Key, Fold(surface))
		case unicode.Is(unicode.M, r):
			return fmt.Sprintf("%q lost the mark %q", surface, r)
		}
		if left := lost(s[done:start]); left != "" {
			return fmt.Sprintf("%q before %q is no word", left, surface)
		}
		done, last = end, k
	}
	if left := lost(s[done:]); left != "" {
		return fmt.Sprintf("%q at the end is no word", left)
	}
	return ""
}

// unsigned takes the signs out that stand within acronyms and names.
func unsigned(key string) string { return strings.NewReplacer(".", "", "'", "").Replace(key) }

// lost finds letters between two words that are no elided word, no particle and
// do not fold to nothing.
func lost(gap string) string {
	for _, w := range strings.FieldsFunc(gap, func(r rune) bool { return look(r).class&part == 0 }) {
		key := strings.TrimLeftFunc(Fold(w), func(r rune) bool { return !starts(r) })
		if !elided(key) && strings.Trim(key, "وفبكلا") != "" {
			return w
		}
	}
	return ""
}

// meddled says how the words of another paragraph change those of s.
func meddled(s string, tokens []Token) string {
	same := func(got []Token, shift int32) bool {
		return slices.EqualFunc(got, tokens, func(a, b Token) bool {
			return a.Key == b.Key && a.Start == b.Start+shift && a.End == b.End+shift
		})
	}
	const other = "fin"
	if got := Tokens(other + "\n\n" + s); !same(got[1:], int32(len(other)+2)) {
		return fmt.Sprintf("behind another paragraph its words are %v", got[1:])
	}
	if got := Tokens(s + "\n\n" + other); !same(got[:len(got)-1], 0) {
		return fmt.Sprintf("before another paragraph its words are %v", got[:len(got)-1])
	}
	return ""
}

func FuzzTokensCoverTheText(f *testing.F) {
	for _, s := range []string{
		"La pluie, d'abord. M. Idrissi: l'O.G.P. à 2.5 %", "وبالرباط لـOGP الحُكومة٢٠٢٢\n\nفقرة", "aujourd'hui lʼétat qu’", "\xff\xf0\x9f e\u0301 ـ ــa",
		"a.b.c.d e.f. g.", "ﷺ ﻣﺮﺍﻛﺶ \u202bمرا\u200cكش\u202c", "ΑΣ ½ ℃ ⅷ ǅ", "#VisitMaroc #OGPMaroc_2025 #ÉtéÀFès @a_b", "M'diq N’Djamena l'« eau » d' un",
		"مسئول هيأة هيآت و.م.ع الـ19 ال19 والFES", "شهرًا مشروعًا كتابه\u200f ﹸ ﷲ", "e\u200d\u0301a \u0301 ١٢a ا\u0654",
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
			surface := k.Surface(s)
			forms := Forms(k, nil)
			if len(forms) == 0 || forms[0] != k.Key || slices.Contains(forms, "") {
				t.Errorf("%q has the forms %q", surface, forms)
			}
			if asked := Citation(k); !slices.ContainsFunc(asked, func(key string) bool { return slices.Contains(forms, key) }) {
				t.Errorf("%q does not answer itself: asked for %q, forms %q", surface, asked, forms)
			}
			if !Agree(surface, surface) {
				t.Errorf("%q does not agree with itself", surface)
			}
			if i > 50 {
				continue
			}
			start, end := Sentence(s, int(k.Start))
			if start > int(k.Start) || end < start || end > len(s) {
				t.Errorf("%q: the sentence of %q lies from %d to %d", s, surface, start, end)
			}
		}
		if wrong := meddled(s, tokens); wrong != "" {
			t.Errorf("%q: %s", s, wrong)
		}
		if len(s) < 200 {
			for _, way := range Spellings(s) {
				if len(Tokens(way)) == 0 {
					t.Errorf("%q is also written %q", s, way)
				}
			}
		}
	})
}
