package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sada"
	"sada/internal/words"
)

// A note about an author stands in the last blocks, and has so many characters.
const (
	noteZone = 3
	maxNote  = 600
)

// unsigned takes the names of the authors off both ends of a body: a line that
// holds them and perhaps a date, and a note about one of them, who was not spoken
// of before.
func unsigned(blocks []sada.Block, authors []string) []sada.Block {
	if len(authors) == 0 {
		return blocks
	}
	var out []sada.Block
	for i, b := range blocks {
		if (i < noteZone || i >= len(blocks)-noteZone) && b.Kind == sada.Paragraph && onlyNames(b.Text, authors) {
			continue
		}
		out = append(out, b)
	}
	from := max(noteZone, len(out)-noteZone)
	for i := from; i < len(out); i++ {
		if utf8.RuneCountInString(out[i].Text) > maxNote {
			continue
		}
		for _, a := range authors {
			if strings.Contains(a, " ") && strings.Contains(head(out[i].Text, len(a)+30), a) && !speaksOf(out[:i], a) {
				return out[:i]
			}
		}
	}
	if len(out) == 0 {
		return blocks
	}
	return out
}

// speaksOf reports whether a text names someone by the last word of a name.
func speaksOf(blocks []sada.Block, name string) bool {
	last := name[strings.LastIndexByte(name, ' ')+1:]
	for _, b := range blocks {
		if strings.Contains(b.Text, last) {
			return true
		}
	}
	return false
}

// onlyNames reports whether a short line holds names of authors, perhaps a date,
// and hardly anything else.
func onlyNames(s string, authors []string) bool {
	if utf8.RuneCountInString(s) > 110 {
		return false
	}
	rest, named := words.Fold(s), false
	for _, a := range authors {
		if f := words.Fold(a); f != "" && strings.Contains(rest, f) {
			rest, named = strings.Replace(rest, f, "", 1), true
		}
	}
	if !named {
		return false
	}
	if w, ok := words.Date(s, dateless); ok {
		rest = strings.Replace(rest, words.Fold(w.Text), "", 1)
	}
	letters := 0
	for _, r := range dateWords.ReplaceAllString(rest, "") {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters < 6
}
