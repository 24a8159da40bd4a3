package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ends reports whether r ends a sentence.
func ends(r rune) bool {
	switch r {
	case '.', '!', '?', '؟', '…', ';', '؛', '۔':
		return true
	}
	return false
}

// titles are the words that are written short before a name.
var titles = map[string]bool{
	"MM": true, "Mr": true, "Mme": true, "Mmes": true, "Mlle": true, "Mlles": true, "Dr": true, "Drs": true, "Pr": true,
	"Prof": true, "Me": true, "Mgr": true, "St": true, "Ste": true, "Col": true, "Cdt": true, "Gal": true,
}

// shortened reports whether the text before a dot ends with an initial, a title
// or an acronym, after which the sentence goes on: M. Alami, Dr. Idrissi, د. and
// the letters of و.م.ع.
func shortened(before string) bool {
	r, n := utf8.DecodeLastRuneInString(before)
	if look(r).class&begins == 0 {
		return false
	}
	if p, _ := utf8.DecodeLastRuneInString(before[:len(before)-n]); look(p).class&part == 0 {
		return unicode.IsUpper(r) || look(r).class&arabic != 0
	}
	start := len(before)
	for start > 0 && len(before)-start < 6 && (before[start-1]|0x20 >= 'a' && before[start-1]|0x20 <= 'z') {
		start--
	}
	if p, _ := utf8.DecodeLastRuneInString(before[:start]); look(p).class&part != 0 {
		return false
	}
	return titles[before[start:]]
}

// within reports whether a dot stands inside what it parts: a figure, a host.
func within(after string) bool {
	return after != "" && (digit(after[0]) || after[0] >= 'a' && after[0] <= 'z')
}

// Sentence returns the bytes of the sentence around offset at, without the
// spaces at its ends.
func Sentence(s string, at int) (start, end int) {
	at = max(0, min(at, len(s)))
	start = at
	for start > 0 {
		_, n := utf8.DecodeLastRuneInString(s[:start])
		if stopsAt(s, start-n) {
			break
		}
		start -= n
	}
	end = at
	for end < len(s) {
		_, n := utf8.DecodeRuneInString(s[end:])
		if stopsAt(s, end) {
			if s[end] != '\n' {
				end += n
			}
			break
		}
		end += n
	}
	inner := strings.TrimLeft(s[start:end], " \n\t\r\u00a0")
	start = end - len(inner)
	return start, start + len(strings.TrimRight(inner, " \n\t\r\u00a0"))
}

// stopsAt reports whether a sentence that is shown to a reader ends at i.
func stopsAt(s string, i int) bool {
	r, n := utf8.DecodeRuneInString(s[i:])
	if r == '\n' {
		return true
	}
	if !ends(r) || r == ';' || r == '؛' {
		return false
	}
	return r != '.' || (i+n >= len(s) || s[i+n] == ' ' || s[i+n] == '\n') && !shortened(s[:i])
}
