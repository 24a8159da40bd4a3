package words

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Agree reports whether the accents of two words that are met under one key
// let them be one word. Two accents on one letter must be the same, save that é
// and è are often taken for one another. An accent left out is no
// disagreement, but on a last e: relève is not relevé.
func Agree(asked, found string) bool {
	for asked != "" && found != "" {
		a, x, restA := accentedLetter(asked)
		b, y, restB := accentedLetter(found)
		if a != b {
			return true // what follows is an ending
		}
		asked, found = restA, restB
		switch {
		case x == y:
		case x != 0 && y != 0:
			return false
		case a == 'e' && last(asked) && last(found):
			return false
		}
	}
	return true
}

func last(rest string) bool { return rest == "" || rest == "s" || rest == "S" }

// accentedLetter takes a letter with its marks off a word: the letter in lower
// case, its accent, 0 when it has none, and what is left.
func accentedLetter(s string) (letter, accent rune, rest string) {
	r, n := utf8.DecodeRuneInString(s)
	rest = s[n:]
	if parts := norm.NFD.PropertiesString(s).Decomposition(); len(parts) > 0 {
		first, m := utf8.DecodeRune(parts)
		r = first
		accent, _ = utf8.DecodeRune(parts[m:])
	}
	for rest != "" {
		mark, n := utf8.DecodeRuneInString(rest)
		if look(mark).class&(part|begins) != part {
			break
		}
		if accent == 0 && unicode.Is(unicode.Mn, mark) {
			accent = mark
		}
		rest = rest[n:]
	}
	if accent == grave {
		accent = acute
	}
	return unicode.ToLower(r), accent, rest
}

const (
	grave = 0x0300
	acute = 0x0301
)
