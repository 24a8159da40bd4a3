// Package words is about Arabic and French text: when two spellings are one
// word, where words, sentences and paragraphs begin, what language a text is
// in, and which day a written date means.
//
// It knows nothing of queries, articles or archives.
package words

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Version changes when Fold, Tokens or Forms answer otherwise than before: an
// index made by another version is to be made anew.
const Version = 6

// Fold returns the form under which two spellings of one word are equal: lower
// case, no accents, no harakat, tatweel or invisible signs, the letters of alef,
// ya, waw and ta marbuta brought to one, Persian and Maghrebi letters to their
// Arabic neighbours, Arabic digits to ASCII, ligatures split, apostrophes
// straight. A hamza takes the seat it has in the commonest of its spellings:
// مسئول folds as مسؤول does, and هيأة as هيئة.
func Fold(s string) string {
	if at := unfolded(s); at < len(s) {
		return string(fold(make([]byte, 0, len(s)), s))
	}
	return s
}

// unfolded returns where the first character stands that folds to another, or
// the length of a text that is folded.
func unfolded(s string) int {
	for i, r := range s {
		if l := look(r); rune(l.fold) != r || l.class&seated != 0 || r == 0 || r == utf8.RuneError {
			return i
		}
	}
	return len(s)
}

// fold appends the folded form of s. A byte that is no text becomes U+FFFD.
func fold(dst []byte, s string) []byte {
	from := len(dst)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			if f := byte(table[c].fold); f != 0 {
				dst = append(dst, f)
			}
			continue
		}
		r, n := decode(s, i)
		i += n
		l := look(r)
		switch {
		case l.class&seated != 0:
			dst = foldSeat(dst, from, r, s[i:])
		case l.class&long != 0:
			dst = foldRune(dst, r)
		case l.fold != 0:
			dst = utf8.AppendRune(dst, rune(l.fold))
		}
	}
	return dst
}

// foldSeat folds a hamza by what stands before it in dst, from from on, and
// behind it in rest.
func foldSeat(dst []byte, from int, r rune, rest string) []byte {
	switch r {
	case 'ئ', 'ء':
		if l := look(next(rest)); l.fold == 'و' && !bytes.HasSuffix(dst[from:], []byte("ء")) {
			return append(dst, "و"...)
		}
	case 'أ':
		if next(rest) == 'ة' && bytes.HasSuffix(dst[from:], []byte("ي")) {
			return append(dst, "ي"...)
		}
	case 'آ':
		if next(rest) == 'ت' && bytes.HasSuffix(dst[from:], []byte("ي")) {
			return append(dst, "يا"...)
		}
	}
	return utf8.AppendRune(dst, rune(look(r).fold))
}

// next returns the first character of s that does not fold to nothing.
func next(s string) rune {
	for _, r := range s {
		if l := look(r); l.fold != 0 || l.class&long != 0 {
			return r
		}
	}
	return 0
}

// decode reads the character at i, which is not ASCII; the two bytes of most
// Arabic and accented letters at once.
func decode(s string, i int) (rune, int) {
	if c := s[i]; c >= 0xc2 && c < 0xe0 && i+1 < len(s) && s[i+1]&0xc0 == 0x80 {
		return rune(c&0x1f)<<6 | rune(s[i+1]&0x3f), 2
	}
	return utf8.DecodeRuneInString(s[i:])
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
