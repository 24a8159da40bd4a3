package words

import (
	"strings"
	"unicode/utf8"
)

// elided reports whether a word is one that loses its vowel before an apostrophe.
func elided(word string) bool {
	if len(word) > len("quelqu") {
		return false
	}
	switch strings.ToLower(word) {
	case "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu":
		return true
	}
	return false
}

// elides reports whether a word follows an apostrophe, behind a space or a
// quote that may stand between.
func (t *tokeniser) elides(at int) bool {
	for range 3 {
		r, n := utf8.DecodeRuneInString(t.s[at:])
		if starts(r) {
			return true
		}
		switch r {
		case ' ', 0xa0, 0x202f, '«', '“', '"', '‹', '„', '(':
			at += n
		default:
			return false
		}
	}
	r, _ := utf8.DecodeRuneInString(t.s[at:])
	return starts(r)
}

// named takes what follows an apostrophe of size n into the word when no vowel
// was lost there: M'diq, N'Djamena, M'hamed, and aujourd'hui.
func (t *tokeniser) named(w *scanned, word string, n int) bool {
	rest := t.s[w.end+n:]
	switch {
	case strings.EqualFold(word, "aujourd"):
	case word != "M" && word != "N" || rest == "":
		return false
	case word == "M" && rest[0]|0x20 == 'h':
	case !strings.ContainsRune("bcdfgjklmnpqrstvwxz", rune(rest[0]|0x20)):
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest); look(r).class&latin == 0 {
		return false
	}
	t.scan(w, w.end+n)
	return true
}
