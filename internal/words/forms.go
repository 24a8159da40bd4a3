package words

import (
	"strings"
	"unicode/utf8"
)

// Forms appends to into every key under which a word of a text may be asked
// for: the word itself, without the particles that Arabic writes onto it, and
// with its light inflection undone. No roots: وزارة never becomes زار. The
// result may hold a key twice.
func Forms(t *Token, into []string) []string {
	if t.particle {
		return append(into, particles[t.Key].key)
	}
	into = append(into, t.Key)
	if t.Arabic {
		if p := particles[t.Key]; p != nil && p.weak {
			into = append(into, p.key)
		}
		return t.arabicForms(into)
	}
	if t.Joined != "" {
		into = Joins(t.Joined, into)
	}
	if n := lettersOf(t.Key); n > 1 {
		into = append(into, t.Key[:n]) // COP28 is a COP
	}
	return t.latinForms(into)
}

// Joins appends to into the keys under which what a word makes with the next one
// may be asked for: agro-industries for agroindustrie.
func Joins(joined string, into []string) []string {
	into = append(into, joined)
	if joined[0] != '@' {
		into, _ = singular(joined, into)
	}
	return into
}

// lettersOf returns where figures begin that end a word of letters, 0 when none do.
func lettersOf(key string) int {
	n := len(key)
	for n > 0 && key[n-1] >= '0' && key[n-1] <= '9' {
		n--
	}
	if n == len(key) || strings.ContainsAny(key[:n], "0123456789_") {
		return 0
	}
	return n
}

// Citation returns the keys under which a word of a query is looked up. It is
// taken for the word as a dictionary gives it: only the article, with a
// particle before it, comes off, and a plural also asks for its singular.
func Citation(t *Token) []string {
	if t.particle {
		return []string{particles[t.Key].key}
	}
	if t.Arabic {
		return t.arabicCitation()
	}
	return t.latinCitation()
}

// letters is the number of letters of a folded word.
func letters(s string) int { return utf8.RuneCountInString(s) }

// arabicForms takes [و|ف]? [ب|ك|ل]? (ال)? off, and reads لل as ل+X and ل+الX.
// Three letters stay after ب ك ل, two after و and ال, four after ف, and
// nothing comes off a word that is known to begin with such a letter.
func (t *Token) arabicForms(into []string) []string {
	into = t.inflections(t.Key, into)
	into = t.particles(t.Key, into)
	lead, least := "و", 2
	if strings.HasPrefix(t.Key, "ف") {
		lead, least = "ف", 4
	}
	rest, ok := strings.CutPrefix(t.Key, lead)
	if !ok || letters(rest) < least || firm(t.Key) {
		return into
	}
	into = append(into, rest)
	into = t.inflections(rest, into)
	return t.particles(rest, into)
}

// particles takes [ب|ك|ل]? (ال)? off.
func (t *Token) particles(w string, into []string) []string {
	into = t.article(w, into)
	for _, particle := range [...]string{"ب", "ك", "ل"} {
		if bare, ok := strings.CutPrefix(w, particle); ok && letters(bare) >= 3 && !firm(w) {
			into = append(into, bare)
			into = t.inflections(bare, into)
			into = t.article(bare, into)
		}
	}
	if bare, ok := strings.CutPrefix(w, "لل"); ok && bare != "" {
		// Of three ل two are written: لله, للقاء.
		into = append(into, "ال"+w[len("ل"):])
		if letters(bare) >= 2 {
			into = append(into, bare, "ال"+bare)
			into = t.inflections(bare, into)
		}
	}
	return into
}

// article takes ال off when at least two letters stay.
func (t *Token) article(w string, into []string) []string {
	if bare, ok := strings.CutPrefix(w, "ال"); ok && !t.hamza && letters(bare) >= 2 {
		into = append(into, bare)
		into = t.inflections(bare, into)
	}
	return into
}

// owners are the pronouns that are written onto a noun, the longest first.
var owners = []string{"هما", "كما", "ها", "هم", "هن", "كم", "نا"}

// inflections undoes an owner, a plural, a dual and the accusative of a word.
func (t *Token) inflections(w string, into []string) []string {
	size := letters(w)
	if size < 4 {
		return into
	}
	if stem, ok := strings.CutSuffix(w, "ه"); ok && t.ha {
		into = owned(stem, size-1, into)
	}
	if stem, ok := strings.CutSuffix(w, "ا"); ok && (size > 4 || !strings.HasSuffix(stem, "ي")) && (t.tanwin || !land(w)) {
		into = append(into, stem)
	}
	if size < 5 {
		return into
	}
	for _, o := range owners {
		if stem, ok := strings.CutSuffix(w, o); ok {
			into = owned(stem, size-letters(o), into)
			break
		}
	}
	return plural(w, size, into)
}

// owned appends a noun that lost its owner: with its ta marbuta, its last hamza
// and its number put right. Three letters that end in ي are a preposition.
func owned(stem string, size int, into []string) []string {
	bare, ta := strings.CutSuffix(stem, "ت")
	if ta && size >= 3 {
		into = append(into, bare+"ه")
	}
	if n := len(stem) - len("اي"); n > 0 && (stem[n:] == "اي" || stem[n:] == "او") {
		into = append(into, stem[:n]+"اء")
	}
	if size < 3 || size == 3 && strings.HasSuffix(stem, "ي") {
		return into
	}
	into = append(into, stem)
	if bare, ok := strings.CutSuffix(stem, "ي"); ok && size > 4 {
		into = append(into, bare)
	}
	return plural(stem, size, into)
}

// plural undoes the endings of number. One ending of gender may stand behind a
// stem of three letters; those that end many names want four, or three of a noun
// whose plurals are known (البرجان).
func plural(w string, size int, into []string) []string {
	n := len(w) - len("ات")
	if n <= 0 || size < 5 || place(w) {
		return into
	}
	stem := w[:n]
	switch w[n:] {
	case "تا", "تي":
		// A dual before its owner's name: وزارتا الداخلية.
		return append(into, stem+"ه")
	case "ات":
		into = append(into, stem+"ه")
		if !strings.HasSuffix(stem, "ي") {
			into = append(into, stem)
		}
	case "ون", "ين", "ان":
		if bare, ok := strings.CutSuffix(stem, "ت"); ok && w[n:] != "ون" {
			into = append(into, bare+"ه")
		}
		if size >= 6 && !firmArabic[w] || size == 5 && w[n:] != "ون" && len(numbers[stem]) > 0 {
			into = append(into, stem)
		}
	default:
		if stem, ok := strings.CutSuffix(w, "و"); ok && !firmArabic[w] {
			into = append(into, stem)
		}
	}
	return into
}

// sisters are the words of names that have several forms.
var sisters = map[string][]string{
	"بن": {"ابن"}, "ابن": {"بن"},
	"ابو": {"ابي", "ابا"}, "ابي": {"ابو", "ابا"}, "ابا": {"ابو", "ابي"},
}

func (t *Token) arabicCitation() []string {
	whole, key := t.bare()
	out := []string{whole}
	if key != whole {
		out = append(out, key)
	}
	out = append(out, sisters[key]...)
	out = append(out, Numbers(t)...)
	if size := letters(key); size >= 5 && !place(key) {
		out = otherNumbers(key, size, out)
	}
	return out
}

// bare is the key of a word of a query with its article, and without it and the
// particle before it.
func (t *Token) bare() (whole, key string) {
	for _, lead := range [...]string{"وال", "بال", "فال", "كال", "ولل", "فلل", "لل", "ال"} {
		bare, ok := strings.CutPrefix(t.Key, lead)
		if ok && !t.hamza && letters(bare) >= 3 && (lead == "ال" || !firm(t.Key)) {
			if lead == "ال" {
				return t.Key, bare
			}
			return "ال" + bare, bare
		}
	}
	return t.Key, t.Key
}

// otherNumbers appends the singular of a plural that is asked for, and a plural or
// a dual before its owner's name in its other case: معتقلي, معتقلو; وزارتا, وزارتي.
func otherNumbers(key string, size int, out []string) []string {
	n := len(key) - len("ات")
	switch stem := key[:n]; key[n:] {
	case "ات":
		out = append(out, stem+"ه")
		if !strings.HasSuffix(stem, "ي") {
			out = append(out, stem)
		}
		return out
	case "ون", "ين":
		if size >= 6 && !firmArabic[key] {
			out = append(out, stem)
		}
		return out
	}
	if stem, ok := strings.CutSuffix(key, "تا"); ok && !firmArabic[key] {
		return append(out, stem+"تي")
	}
	if stem, ok := strings.CutSuffix(key, "ي"); ok {
		if dual, ok := strings.CutSuffix(stem, "ت"); ok {
			out = append(out, dual+"تا")
		}
		return append(out, stem+"و")
	}
	if stem, ok := strings.CutSuffix(key, "و"); ok && !firmArabic[key] {
		return append(out, stem+"ي", stem)
	}
	return out
}
