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
	return trimEnd(blocks)
}

// trimEnd takes off what stands behind a body, pictures between included.
func trimEnd(blocks []sada.Block) []sada.Block {
	called := false
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		n := utf8.RuneCountInString(b.Text)
		switch {
		case b.Kind == sada.ImageBlock:
			continue
		case n < 500 && rights.MatchString(b.Text), n < 160 && calls.MatchString(b.Text):
			called = true
		case b.Kind == sada.Heading, n < 70 && onlyDate(b.Text), n < 3:
		// A line that breaks off led to the call behind it.
		case called && n < 80 && !strings.ContainsAny(b.Text[len(b.Text)-1:], ".!?)") && !strings.HasSuffix(b.Text, "»") && !strings.HasSuffix(b.Text, "؟"):
		default:
			return blocks
		}
		blocks = append(blocks[:i:i], blocks[i+1:]...)
	}
	return blocks
}

// dateWords are the words around a printed date, folded as words.Fold does.
var dateWords = regexp.MustCompile(`publie|mis a jour|modifie|posted|published|updated|نشر|اخر تحديث|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\ble\b|\ba\b|\bin\b|\bon\b|علي الساعه|الساعه`)

// onlyDate reports whether a line prints a date and hardly anything else.
func onlyDate(s string) bool {
	w, ok := words.Date(s, dateless)
	if !ok {
		return false
	}
	rest := dateWords.ReplaceAllString(words.Fold(s), "")
	rest = strings.Replace(rest, words.Fold(w.Text), "", 1)
	letters := 0
	for _, r := range rest {
		if r > 'a' && r <= 'z' || r > 0x5ff {
			letters++
		}
	}
	return letters < 12
}
