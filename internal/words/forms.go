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
	into = append(into, t.Key)
	if t.Arabic {
		return arabicForms(t.Key, into)
	}
	return latinForms(t.Key, into)
}

// letters is the number of letters of a folded word.
func letters(s string) int { return utf8.RuneCountInString(s) }

// arabicForms takes [و|ف]? [ب|ك|ل]? (ال)? off, and reads لل as ل+X and ل+الX.
// Three letters stay after ب ك ل, two after و ف ال.
func arabicForms(w string, into []string) []string {
	into = inflections(w, into)
	for _, lead := range []string{"", "و", "ف"} {
		rest, ok := strings.CutPrefix(w, lead)
		if !ok || lead != "" && letters(rest) < 2 {
			continue
		}
		if lead != "" {
			into = append(into, rest)
			into = inflections(rest, into)
		}
		into = article(rest, 2, into)
		for _, particle := range []string{"ب", "ك", "ل"} {
			if bare, ok := strings.CutPrefix(rest, particle); ok && letters(bare) >= 3 {
				into = append(into, bare)
				into = inflections(bare, into)
				into = article(bare, 2, into)
			}
		}
		if bare, ok := strings.CutPrefix(rest, "لل"); ok && letters(bare) >= 2 {
			into = append(into, bare, "ال"+bare)
			into = inflections(bare, into)
		}
	}
	return into
}

// article takes ال off when at least least letters stay.
func article(w string, least int, into []string) []string {
	if bare, ok := strings.CutPrefix(w, "ال"); ok && letters(bare) >= least {
		into = append(into, bare)
		into = inflections(bare, into)
	}
	return into
}

// endings are the inflections that are undone, with what they leave.
var endings = []struct {
	end string
	put []string
}{
	{"تهما", []string{"ه"}}, {"تها", []string{"ه"}}, {"تهم", []string{"ه"}}, {"تنا", []string{"ه"}}, {"ته", []string{"ه"}},
	{"ات", []string{"ه", ""}},
	{"ون", []string{""}}, {"ين", []string{""}}, {"ان", []string{""}},
	{"ها", []string{""}}, {"هم", []string{""}}, {"نا", []string{""}},
}

// inflections undoes one ending of a word of five letters or more.
func inflections(w string, into []string) []string {
	if letters(w) < 5 {
		return into
	}
	for _, e := range endings {
		stem, ok := strings.CutSuffix(w, e.end)
		if !ok || letters(stem) < 3 {
			continue
		}
		for _, put := range e.put {
			into = append(into, stem+put)
		}
	}
	return into
}

// latinForms undoes the plural and the feminine of French.
func latinForms(w string, into []string) []string {
	if len(w) < 4 {
		return into
	}
	single := w
	if stem, ok := strings.CutSuffix(w, "aux"); ok && len(stem) >= 3 {
		into = append(into, stem+"al")
	}
	if strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x") {
		single = w[:len(w)-1]
		into = append(into, single)
	}
	if stem, ok := strings.CutSuffix(single, "e"); ok && len(stem) >= 4 {
		into = append(into, stem)
	}
	return into
}

// Citation returns the keys under which a word of a query is looked up. It is
// taken for the word as a dictionary gives it: only the article, with a
// particle before it, comes off, and a plural also asks for its singular.
func Citation(key string, arabic bool) []string {
	if !arabic {
		return latinCitation(key)
	}
	for _, lead := range []string{"وال", "بال", "فال", "كال", "ولل", "فلل", "لل", "ال"} {
		if bare, ok := strings.CutPrefix(key, lead); ok && letters(bare) >= 3 {
			key = bare
			break
		}
	}
	out := []string{key}
	if stem, ok := strings.CutSuffix(key, "ات"); ok && letters(key) >= 5 && letters(stem) >= 3 {
		out = append(out, stem+"ه")
	}
	return out
}

func latinCitation(key string) []string {
	out := []string{key}
	if len(key) < 5 {
		return out
	}
	if stem, ok := strings.CutSuffix(key, "aux"); ok && len(stem) >= 3 {
		out = append(out, stem+"al")
	}
	single := key
	if strings.HasSuffix(key, "s") || strings.HasSuffix(key, "x") {
		single = key[:len(key)-1]
		out = append(out, single)
	}
	if stem, ok := strings.CutSuffix(single, "e"); ok && len(stem) >= 4 && single != key {
		out = append(out, stem)
	}
	return out
}
