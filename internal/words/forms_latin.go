package words

import "strings"

// latinForms undoes the plural and the feminine of French.
func latinForms(w string, into []string) []string {
	if len(w) < 4 || firmLatin[w] {
		return into
	}
	var single string
	into, single = singular(w, into)
	if firmLatin[single] {
		return into
	}
	stem, ok := strings.CutSuffix(single, "e")
	if !ok || len(stem) < 4 {
		return into
	}
	into = append(into, stem)
	for _, g := range feminines {
		if root, ok := strings.CutSuffix(single, g.ending); ok && len(root) >= g.least {
			for _, put := range g.put {
				into = append(into, root+put)
			}
		}
	}
	return into
}

// feminines are the endings of the feminine that are more than an e, with those
// of the masculine, and how many letters stand before them.
var feminines = []struct {
	ending string
	least  int
	put    []string
}{
	{"ive", 3, []string{"if"}},
	{"euse", 3, []string{"eux", "eur"}},
	{"trice", 2, []string{"teur"}},
	{"elle", 3, []string{"el"}},
	{"ique", 4, []string{"ic"}},
}

// singular appends what a plural may be the plural of, and returns the word
// without its s or x.
func singular(w string, into []string) ([]string, string) {
	if stem, ok := strings.CutSuffix(w, "aux"); ok && len(stem) >= 3 {
		into = append(into, stem+"al", stem+"ail")
	}
	if strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x") {
		w = w[:len(w)-1]
		into = append(into, w)
	}
	return into, w
}

func latinCitation(key string) []string {
	out := []string{key}
	if len(key) < 5 || firmLatin[key] {
		return out
	}
	out, single := singular(key, out)
	if stem, ok := strings.CutSuffix(single, "e"); ok && len(stem) >= 4 && single != key && !firmLatin[single] {
		out = append(out, stem)
	}
	return out
}
