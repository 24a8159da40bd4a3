package words

import (
	"slices"
	"strings"
)

const (
	maxSpellings = 8 // that one phrase may have
	maxJoined    = 4 // words that a hashtag writes as one
)

// Spellings returns the other ways in which the words of a query are written:
// names joined or apart (عبدالكريم, عبد الكريم; بنجرير, ابن جرير; El Jadida,
// Eljadida), figures joined or apart (COP22, COP 22), and a phrase of two to
// four words as one, as hashtags have it. None for most single words.
func Spellings(s string) []string {
	w := ways{text: s}
	tokens := Tokens(s)
	if n := len(tokens); n >= 2 && n <= maxJoined {
		whole := ""
		for i := range tokens {
			if letters(tokens[i].Key) == 1 && !digit(tokens[i].Key[0]) {
				whole += " "
			}
			whole += tokens[i].Surface(s)
		}
		if len(Tokens(whole)) == 1 {
			w.out = append(w.out, whole)
		}
	}
	w.walk(tokens, nil, false)
	return w.out
}

// ways collects spellings of a text.
type ways struct {
	text string
	out  []string
}

// walk goes over the words, each as it is, apart, and joined with those behind.
func (w *ways) walk(tokens []Token, before []string, differs bool) {
	if len(w.out) >= maxSpellings {
		return
	}
	if len(tokens) == 0 {
		if way := strings.Join(before, " "); differs && !slices.Contains(w.out, way) {
			w.out = append(w.out, way)
		}
		return
	}
	before = slices.Clip(before)
	surface := tokens[0].Surface(w.text)
	w.walk(tokens[1:], append(before, surface), differs)
	for _, apart := range tokens[0].apart(surface) {
		w.walk(tokens[1:], append(before, apart...), true)
	}
	if n := grouped(tokens); n > 1 {
		whole := ""
		for i := range tokens[:n] {
			whole += tokens[i].Key
		}
		w.walk(tokens[n:], append(before, whole), true)
	}
	for n := 2; n <= 3 && n <= len(tokens); n++ {
		if whole := joined(w.text, tokens[:n]); whole != "" {
			w.walk(tokens[n:], append(before, whole), true)
		}
	}
}

// firsts are the words that names begin with, folded, and how they are written
// when joined; lasts those that they end with.
var (
	firsts = map[string]string{
		"عبد": "عبد", "ابو": "أبو", "ابي": "أبو", "ابا": "أبو", "بو": "بو", "بن": "بن", "ابن": "بن", "ايت": "أيت",
		"abd": "Abd", "abdel": "Abdel", "abdul": "Abdul", "abou": "Abou", "abu": "Abu", "bou": "Bou",
		"ben": "Ben", "ibn": "Ibn", "el": "El", "al": "Al", "ait": "Ait",
	}
	lasts = []string{"الدين", "الله"}
)

// joined returns words written as one name, "" when they are none.
func joined(s string, tokens []Token) string {
	first, name := firsts[tokens[0].Key]
	whole := first
	rest := tokens[1:]
	if len(tokens) == 3 {
		// Abd el-Krim
		if tokens[0].Key != "abd" || tokens[1].Key != "el" && tokens[1].Key != "al" {
			return ""
		}
		whole, rest = "Abdel", tokens[2:]
	}
	last := &rest[0]
	switch {
	case name && letters(last.Key) >= 3:
	case last.Arabic && tokens[0].Arabic && slices.Contains(lasts, last.Key) && letters(tokens[0].Key) >= 2:
		whole = tokens[0].Surface(s)
	default:
		return ""
	}
	return whole + last.Surface(s)
}

// shortestPair is how many letters two words have at least that are asked for as
// one too: Le Monde and not La Mer.
const shortestPair = 6

// Together returns how many of some words of a query, from the first on, belong
// together, and how they are written as one: a name, two words with capitals,
// letters and figures. Of a number in groups whole is "": it is a phrase.
func Together(list []string) (n int, whole string) {
	if len(list) < 2 {
		return 1, ""
	}
	text := strings.Join(list, " ")
	tokens := Tokens(text)
	if len(tokens) != len(list) {
		return 1, ""
	}
	if n := grouped(tokens); n > 1 {
		return n, ""
	}
	for n := min(3, len(tokens)); n >= 2; n-- {
		if whole := joined(text, tokens[:n]); whole != "" {
			return n, whole
		}
	}
	if grouped(tokens[1:]) > 1 {
		return 1, ""
	}
	a, b := &tokens[0], &tokens[1]
	whole = a.Surface(text) + b.Surface(text)
	switch {
	case a.Arabic || b.Arabic || len(Tokens(whole)) != 1:
	case Title(a.Surface(text)) && Title(b.Surface(text)) && letters(whole) >= shortestPair:
		return 2, whole
	case !digit(a.Key[0]) && strings.Trim(b.Key, "0123456789") == "" && len(b.Key) >= 2 && len(b.Key) <= 4 && figuresMeet(whole) > 0:
		return 2, whole
	}
	return 1, ""
}

// apart lists the ways in which one word is written as several.
func (t *Token) apart(surface string) [][]string {
	var out [][]string
	if t.Arabic {
		for _, first := range [...]string{"عبد", "ابو", "بو", "بن", "ابن"} {
			if rest, ok := strings.CutPrefix(t.Key, first); ok && letters(rest) >= 3 {
				out = append(out, []string{first, rest})
			}
		}
		for _, last := range lasts {
			if lead, ok := strings.CutSuffix(t.Key, last); ok && letters(lead) >= 2 && !firm(t.Key) {
				out = append(out, []string{lead, last})
			}
		}
		return out
	}
	if groups := thousands(surface); groups != nil {
		return [][]string{groups}
	}
	if n := figuresMeet(surface); n > 0 {
		return [][]string{{surface[:n], surface[n:]}}
	}
	if t.Lower || len(surface) != len(t.Key) {
		return nil
	}
	for first, written := range firsts {
		rest, ok := strings.CutPrefix(t.Key, first)
		if !ok || letters(rest) < 3 {
			continue
		}
		out = append(out, []string{written, surface[len(first):]})
		if first == "abdel" {
			out = append(out, []string{"Abd", "el", surface[len(first):]})
		}
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

// figuresMeet returns where letters and figures meet in a word, 0 when they do not
// or do so twice.
func figuresMeet(surface string) int {
	at, before := 0, class(0)
	for i, r := range surface {
		now := look(r).class & (latin | figure)
		if now == 0 {
			continue
		}
		if before != 0 && now != before {
			if at > 0 {
				return 0
			}
			at = i
		}
		before = now
	}
	return at
}

// thousands parts a number into groups of three figures, nil for one of fewer
// than four and for what is none: 12500 is also 12 500 and 12.500.
func thousands(surface string) []string {
	if len(surface) < 4 || len(surface) > 12 || strings.Trim(surface, "0123456789") != "" || surface[0] == '0' {
		return nil
	}
	var groups []string
	for len(surface) > 0 {
		n := (len(surface)-1)%3 + 1
		groups = append(groups, surface[:n])
		surface = surface[n:]
	}
	return groups
}

// grouped returns how many words make one number in groups of three figures.
func grouped(tokens []Token) int {
	n := 0
	for n < len(tokens) && strings.Trim(tokens[n].Key, "0123456789") == "" && (n == 0 && len(tokens[0].Key) <= 3 && tokens[0].Key[0] != '0' || n > 0 && len(tokens[n].Key) == 3) {
		n++
	}
	return n
}
