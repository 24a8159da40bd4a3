package words

import (
	"strings"
	"unicode"
)

// arabicShare is the share of Arabic letters from which a text is Arabic.
const arabicShare = 0.4

var (
	stopFrench  = set("le la les des du de un une et est dans pour que qui sur par avec au aux ce cette ces son sa ses leur leurs il elle ils nous vous ne pas plus été selon après avant entre mais ou où en d'un d'une")
	stopEnglish = set("the of and to in is for that on with as was by at from this are be it has have an not which will said its their who but were been after")
	stopSpanish = set("el los las del una que para con por su sus como más este esta pero fue ha han sobre entre según después también al lo y se")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// Language tells the language of a text by its script and its stop words: ar,
// zgh, fr, en, es, or "" when nothing speaks for one. hint (the lang of the
// page) only breaks ties.
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
	case float64(arabic) >= arabicShare*float64(all):
		return "ar"
	}
	return latinLanguage(text, hint)
}

func latinLanguage(text, hint string) string {
	score := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for lang, stop := range map[string]map[string]bool{"fr": stopFrench, "en": stopEnglish, "es": stopSpanish} {
			if stop[w] {
				score[lang] += 2
			}
		}
		if strings.ContainsAny(w, "èêàçùœâîôû") {
			score["fr"]++
		}
		if strings.ContainsAny(w, "ñ") {
			score["es"] += 2
		}
	}
	if _, spoken := score[hint]; spoken {
		score[hint]++
	}
	best := ""
	for _, lang := range []string{"fr", "en", "es"} {
		if score[lang] > score[best] {
			best = lang
		}
	}
	if best == "" && (hint == "fr" || hint == "en" || hint == "es") {
		return hint
	}
	return best
}
