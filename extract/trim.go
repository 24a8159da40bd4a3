package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"sada"
	"sada/internal/words"
)

// trim takes what stands before and behind a body off it: the title again, a
// date or a byline alone on a line, headings that head nothing, credits.
func trim(blocks []sada.Block, title string) []sada.Block {
	key := words.Squash(title)
	for len(blocks) > 0 {
		b := blocks[0]
		n := utf8.RuneCountInString(b.Text)
		if key != "" && words.Squash(b.Text) == key || n < 70 && onlyDate(b.Text) || n < 60 && byWord.MatchString(b.Text) {
			blocks = blocks[1:]
			continue
		}
		break
	}
	for len(blocks) > 0 {
		b := blocks[len(blocks)-1]
		n := utf8.RuneCountInString(b.Text)
		if b.Kind == sada.Heading || n < 70 && onlyDate(b.Text) || n < 3 {
			blocks = blocks[:len(blocks)-1]
			continue
		}
		break
	}
	return blocks
}

var dateWords = regexp.MustCompile(`(?i)publié|mis à jour|modifié|posted|published|updated|نشر|آخر تحديث|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\ble\b|\bà\b|\bin\b|\bon\b|على الساعة|الساعة`)

// onlyDate reports whether a line prints a date and hardly anything else.
func onlyDate(s string) bool {
	w, ok := words.Date(s, dateless)
	if !ok {
		return false
	}
	rest := dateWords.ReplaceAllString(words.Fold(s), "")
	rest = strings.Replace(rest, w.Text, "", 1)
	letters := 0
	for _, r := range rest {
		if r > 'a' && r <= 'z' || r > 0x5ff {
			letters++
		}
	}
	return letters < 12
}
