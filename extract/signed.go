package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sada"
	"sada/internal/words"
)

// unsigned takes the names of the authors off both ends of a body: a line that
// holds them and perhaps a date, and a note about one of them, who was not spoken
// of before.
func (by *Numbers) unsigned(blocks []sada.Block, authors []string) []sada.Block {
	if len(authors) == 0 {
		return blocks
	}
	var out []sada.Block
	for i, b := range blocks {
		if (i < by.Names.NoteZone || i >= len(blocks)-by.Names.NoteZone) && b.Kind == sada.Paragraph && by.onlyNames(b.Text, authors) {
			continue
		}
		out = append(out, b)
	}
	from := max(by.Names.NoteZone, len(out)-by.Names.NoteZone)
	for i := from; i < len(out); i++ {
		if utf8.RuneCountInString(out[i].Text) > by.Names.Note {
			continue
		}
		for _, a := range authors {
			if strings.Contains(a, " ") && strings.Contains(head(out[i].Text, len(a)+by.Names.NoteBegins), a) && !speaksOf(out[:i], a) {
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
func (by *Numbers) onlyNames(s string, authors []string) bool {
	if utf8.RuneCountInString(s) > by.Names.NamesLine {
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
	return letters < by.Names.BesideNames
}
