package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Agree reports whether the accents of two words that are met under one key
// let them be one word. Two accents on one letter must be the same, save that é
// and è are often taken for one another. An accent left out is no
// disagreement, but on a last e: relève is not relevé. A participle is no feminine
// of what has no é (Crimée, crime), and a name that ends in é has no other forms
// (Salé, salées). Signs over the alefs of Arabic words agree likewise: الأمن is
// not آمن.
func Agree(asked, found string) bool {
	if r, _ := utf8.DecodeRuneInString(asked); look(r).class&arabic != 0 {
		return alefsAgree(asked, found)
	} else if unicode.IsUpper(r) && acuteLast(asked) && !acuteLast(found) && endingOf(found) != plainEnd {
		return false
	}
	written := strings.ContainsFunc(found, func(r rune) bool { return look(r).class&accent != 0 })
	for first := true; asked != "" && found != ""; first = false {
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
		case x == circumflex && y == 0 && !first && written && a != 'i' && a != 'u':
			return false
		case a == 'e' && last(asked) && (last(found) || x == 0 && strings.HasPrefix(found, "e")):
			return false
		}
	}
	return true
}

// AccentWithin reports whether a letter behind the first carries an accent: only
// that of a capital is left out.
func AccentWithin(word string) bool {
	_, _, rest := accentedLetter(word)
	for rest != "" {
		var accent rune
		if _, accent, rest = accentedLetter(rest); accent != 0 {
			return true
		}
	}
	return false
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
	grave      = 0x0300
	acute      = 0x0301
	circumflex = 0x0302
)

// least is how many letters two words of Arabic must share before the signs over
// their alefs are compared.
const least = 3

// alefsAgree compares the signs of the alefs that two words share; one without a
// sign may be any.
func alefsAgree(asked, found string) bool {
	a, b := bareArabic(asked), bareArabic(found)
	word := foldedRunes(a)
	if len(word) > least+1 && word[0] == 'ا' && word[1] == 'ل' && a[0] == 'ا' {
		a, word = a[2:], word[2:]
	}
	if len(word) < least {
		return true
	}
	text := foldedRunes(b)
	for at := 0; at+least <= len(text); at++ {
		if !slices.Equal(text[at:at+least], word[:least]) {
			continue
		}
		for i := 0; i < len(word) && at+i < len(text) && word[i] == text[at+i]; i++ {
			if word[i] == 'ا' && parted(a[i], b[at+i], word) && !foreign(string(word)) {
				return false
			}
		}
		return true
	}
	return true
}

// Hamza reports whether an alef of a word carries a sign.
func Hamza(word string) bool { return strings.ContainsAny(word, "أإآ") }

// parted reports whether two letters of alef make two words of one: آ is read as
// two letters, and of the pattern افعال the one hamza makes a plural and the
// other a noun of action (أعلام, إعلام). Elsewhere أ and إ are often taken for
// one another.
func parted(a, b rune, word []rune) bool {
	plain := func(r rune) bool { return r == 'ا' || r == 'ٱ' }
	if a == b || plain(a) || plain(b) {
		return false
	}
	return a == 'آ' || b == 'آ' || len(word) == 5 && word[3] == 'ا'
}

// bareArabic is a word without marks and tatweel, one rune a letter.
func bareArabic(s string) []rune {
	var out []rune
	for _, r := range s {
		if l := look(r); l.class&begins != 0 && r != tatweel {
			out = append(out, r)
		}
	}
	return out
}

func foldedRunes(in []rune) []rune {
	out := make([]rune, len(in))
	for i, r := range in {
		if out[i] = rune(look(r).fold); out[i] == 0 {
			out[i] = r
		}
	}
	return out
}

// foreign reports whether a folded word is a name that is written with either
// hamza: أفريقيا, إفريقيا.
func foreign(word string) bool {
	for _, begin := range loans {
		if strings.HasPrefix(word, begin) {
			return true
		}
	}
	return false
}

// loans are the first letters of names and loan words whose alef is written with
// either hamza.
var loans = []string{
	"افريق", "اسبان", "اثيوب", "انترنت", "الكترون", "انجل", "انكل", "انغل", "امبراطور", "استراتيج", "ايطال", "ايرلند", "ايسلند", "اسطنبول", "استنبول",
	"اوكران", "استون", "اندونيس", "ارتري", "اكوادور", "ايديولوج", "اريتري", "ازبكستان", "اذربيجان", "انستغرام", "ايت",
}
