package words

import (
	"strings"
	"unicode"
)

// arabicShare is the share of Arabic letters from which a text is Arabic.
const arabicShare = 0.4

// The languages with Latin letters, as places in a score.
const (
	french = iota
	english
	spanish
	latins
)

var latinNames = [latins]string{"fr", "en", "es"}

// stopWords tells of each word in which of the languages it is a stop word, one
// bit a language.
var stopWords = stops(
	"le la les des du de un une et est dans pour que qui sur par avec au aux ce cette ces son sa ses leur leurs il elle ils nous vous ne pas plus été selon après avant entre mais ou où en d'un d'une",
	"the of and to in is for that on with as was by at from this are be it has have an not which will said its their who but were been after",
	"el los las del de la un una uno que qué en es son no si sin para con por su sus como más muy este esta estos estas pero fue ha han hay sobre entre según después también desde hasta donde cuando porque contra ante tras al lo le y o e se ya todo",
)

func stops(lists ...string) map[string]uint8 {
	all := map[string]uint8{}
	for lang, list := range lists {
		for _, w := range strings.Fields(list) {
			all[w] |= 1 << lang
		}
	}
	return all
}

// Mixed is what Language calls a text of which a good part is Arabic and a good
// part a language of Latin letters.
const Mixed = "mixed"

// A good part of a text, in shares of its letters and in letters.
const (
	mixedShare   = 0.3
	mixedLetters = 200
)

// Language tells the language of a text by its script and its stop words: ar,
// zgh, fr, en, es, Mixed, or "" when nothing speaks for one. hint (the lang of
// the page) only breaks ties.
func Language(text, hint string) string {
	const enough = 6000
	if len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "")
	}
	all, arabic, tifinagh := 0, 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Tifinagh, r):
			tifinagh++
		}
	}
	hint, _, _ = strings.Cut(strings.ToLower(hint), "-")
	switch {
	case all == 0:
		return ""
	case tifinagh*10 > all:
		return "zgh"
	case both(arabic, all) && latinLanguage(text, "") != "":
		return Mixed
	case float64(arabic) >= arabicShare*float64(all):
		return "ar"
	}
	return latinLanguage(text, hint)
}

// both reports whether Arabic and other letters each make a good part of all.
func both(arabic, all int) bool {
	less := min(arabic, all-arabic)
	return less >= mixedLetters && float64(less) >= mixedShare*float64(all)
}

func latinLanguage(text, hint string) string {
	var score [latins]int
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		in := stopWords[w]
		for lang := range score {
			if in&(1<<lang) != 0 {
				score[lang] += 2
			}
		}
		accents, tilde, acute := false, false, false
		for _, r := range w {
			switch r {
			case 'è', 'ê', 'à', 'ç', 'ù', 'œ', 'â', 'î', 'ô', 'û':
				accents = true
			case 'ñ':
				tilde = true
			case 'á', 'í', 'ó', 'ú':
				acute = true
			}
		}
		if accents {
			score[french]++
		}
		if tilde || acute {
			score[spanish] += 2
		}
	}
	hinted := -1
	for lang, name := range latinNames {
		if name == hint {
			hinted = lang
		}
	}
	if hinted >= 0 && score[hinted] > 0 {
		score[hinted]++
	}
	best := -1
	for lang := range score {
		if score[lang] > 0 && (best < 0 || score[lang] > score[best]) {
			best = lang
		}
	}
	switch {
	case best >= 0:
		return latinNames[best]
	case hinted >= 0:
		return hint
	}
	return ""
}
