// Package words is about Arabic and French text: when two spellings are one
// word, where words, sentences and paragraphs begin, what language a text is
// in, and which day a written date means.
//
// It knows nothing of queries, articles or archives.
package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Version changes when a folding changes: an index made by another version is
// to be made anew.
const Version = 1

// Fold returns the form under which two spellings of one word are equal: lower
// case, no accents, no harakat, tatweel or invisible signs, the letters of alef,
// ya, waw and ta marbuta brought to one, Persian letters to their Arabic
// neighbours, Arabic digits to ASCII, ligatures split.
func Fold(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	if !settled(s) {
		// norm leaves the letter behind a byte that is no text as it is.
		s = norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd"))
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch r {
		case 'œ', 'Œ':
			b.WriteString("oe")
			continue
		case 'æ', 'Æ':
			b.WriteString("ae")
			continue
		case 'ß', 'ẞ':
			b.WriteString("ss")
			continue
		}
		if r = letter(r); r != dropped {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// settled reports whether a text holds nothing that NFKD would take apart
// beyond what letter does itself: ASCII and plain Arabic.
func settled(s string) bool {
	for _, r := range s {
		if r >= 0x80 && (r < 0x0600 || r > 0x06ff) || r >= 0x0675 && r <= 0x0678 {
			return false
		}
	}
	return true
}

// dropped stands for a letter that folds to nothing.
const dropped = -1

// letter folds one letter.
func letter(r rune) rune {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ', 'ٲ', 'ٳ':
		return 'ا'
	case 'ى', 'ی', 'ې', 'ئ', 'ۍ', 'ێ':
		return 'ي'
	case 'ؤ', 'ۆ', 'ۇ':
		return 'و'
	case 'ة', 'ہ', 'ھ', 'ە', 'ۀ', 'ۂ', 'ۃ':
		return 'ه'
	case 'ۓ':
		return 'ے'
	case 'ک', 'گ', 'ڭ', 'ڪ', 'ݣ':
		return 'ك'
	case 'ڤ', 'ڥ':
		return 'ف'
	case 'پ':
		return 'ب'
	case 'چ':
		return 'ج'
	case tatweel:
		return dropped
	case 0x00a0, 0x202f, 0x2007:
		return ' '
	}
	switch {
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	case invisible(r), unicode.Is(unicode.Mn, r):
		return dropped
	}
	return unicode.ToLower(r)
}

// invisible reports whether a sign has no shape of its own: joiners, marks of
// direction, the soft hyphen.
func invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x061c, r == 0xfeff,
		r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x2064, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

// Squash returns the folded letters and digits of a text and nothing else: two
// texts with one squash differ in spaces and signs at most.
func Squash(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range Fold(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// accented is a word in lower case with its accents, composed: what is compared
// when both sides of a match carry accents.
func accented(s string) string {
	if ascii(s) {
		return ""
	}
	s = strings.ToLower(norm.NFC.String(s))
	for _, r := range s {
		if r >= 0xc0 && r < 0x250 {
			return s
		}
	}
	return ""
}
