package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sada"
	"sada/internal/words"
)

// trim takes what stands before and behind a body off it: the title again, a
// date or a byline alone on a line, headings that head nothing, credits.
func trim(blocks []sada.Block, title string) []sada.Block {
	key := words.Squash(title)
	return trimEnd(beforeOthers(trimHead(blocks, key), key))
}

// headZone is how many blocks may stand between the title and the text.
const headZone = 10

// trimHead takes the title and the lines under it off the begin of a body; a
// standfirst among them stays.
func trimHead(blocks []sada.Block, title string) []sada.Block {
	blocks = behindTitle(blocks, title)
	zone, long := 0, 0
	for zone < min(len(blocks), headZone) && long < 2 {
		if utf8.RuneCountInString(blocks[zone].Text) > 120 {
			long++
		}
		zone++
	}
	var is [headZone + 2]bool // of the block before
	for i, b := range blocks[:zone] {
		is[i+1] = headLine(b)
	}
	var out []sada.Block
	sentences := 0
	for i, b := range blocks[:zone] {
		begun := sentences > 1
		near := !begun && (is[i] || is[i+2])
		if is[i+1] && !(begun && figure(b)) || near && breaksOff(b) && utf8.RuneCountInString(b.Text) < 50 {
			continue
		}
		if !is[i+1] && b.Kind == sada.Paragraph && !breaksOff(b) {
			sentences++
		}
		out = append(out, b)
	}
	return append(out, blocks[zone:]...)
}

// behindTitle cuts a body behind the title that it repeats, with what little
// stands before it.
func behindTitle(blocks []sada.Block, title string) []sada.Block {
	if len(title) < 12 {
		return blocks
	}
	before := 0
	for i, b := range blocks[:min(len(blocks), 6)] {
		key := words.Squash(b.Text)
		if key == title || b.Kind == sada.Heading && len(key) < 2*len(title) && strings.HasSuffix(key, title) {
			return append(pictures(blocks[:i]), blocks[i+1:]...)
		}
		if before += len(key); before > 160 && b.Kind != sada.ImageBlock {
			break
		}
	}
	return blocks
}

// beforeOthers cuts a body before the heading behind which others begin: one over
// links, or the title once more. It stands in the last quarter.
func beforeOthers(blocks []sada.Block, title string) []sada.Block {
	all, behind := 0, 0
	for _, b := range blocks {
		all += len(b.Text)
	}
	cut := len(blocks)
	for i := len(blocks) - 1; i > 0; i-- {
		b := blocks[i]
		if behind += len(b.Text); behind*4 > all {
			break
		}
		if b.Kind == sada.Heading && (overOthers(b.Text) || len(title) > 12 && words.Squash(b.Text) == title) {
			cut = i
		}
	}
	return slices.DeleteFunc(blocks[:cut], func(b sada.Block) bool { return b.Kind == sada.Heading && leadsAway(b.Text) })
}

// pictures are the image blocks among some.
func pictures(blocks []sada.Block) []sada.Block {
	var out []sada.Block
	for _, b := range blocks {
		if b.Kind == sada.ImageBlock {
			out = append(out, b)
		}
	}
	return out
}

// headLine reports whether a block is a line between title and text: a date, a
// byline, the time that reading takes, a clock of a player.
func headLine(b sada.Block) bool {
	n := utf8.RuneCountInString(b.Text)
	if b.Kind != sada.Paragraph || n > 110 || tellsMore(b.Text) {
		return false
	}
	if bareLabel(b.Text) {
		return true
	}
	if n < 60 && byWord.MatchString(b.Text) || !strings.ContainsFunc(b.Text, unicode.IsLetter) {
		return true
	}
	if _, ok := heads.begin(folded(b.Text)); ok && n < 90 {
		return true
	}
	return onlyDate(b.Text) || n < 90 && breaksOff(b) && dated(b.Text)
}

// figure reports whether a line is a number without a word, and no date: behind
// the first sentences it is the cell of a table.
func figure(b sada.Block) bool {
	return strings.ContainsFunc(b.Text, unicode.IsDigit) && !strings.ContainsFunc(b.Text, unicode.IsLetter) && !onlyDate(b.Text)
}

// dated reports whether a line prints a date.
func dated(s string) bool {
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return false
	}
	_, ok := words.Date(s, dateless)
	return ok
}

// breaksOff reports whether a paragraph is no sentence.
func breaksOff(b sada.Block) bool {
	return b.Kind == sada.Paragraph && !strings.ContainsRune(".!?:)»؟”\"…", lastRune(b.Text))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// trimEnd takes off what stands behind a body, pictures between included.
func trimEnd(blocks []sada.Block) []sada.Block {
	called, picture := false, false
	for i := len(blocks) - 1; i > 0; i-- {
		b := blocks[i]
		n := utf8.RuneCountInString(b.Text)
		switch {
		case b.Kind == sada.ImageBlock:
			picture = true
			continue
		case b.Kind == sada.Heading && picture:
			return blocks // it stands over the picture
		case tellsMore(b.Text):
			return blocks
		case bareLabel(b.Text):
		case n < 500 && rights.MatchString(b.Text), leadsAway(b.Text), closing(b.Text), overOthers(b.Text):
			called = true
		case b.Kind == sada.Heading, n < 110 && onlyDate(b.Text), n < 7, n < 28 && breaksOff(b), n < 12 && b.Text[0] == '(':
		// A line that breaks off led to the call behind it.
		case called && n < 80 && breaksOff(b):
		default:
			return blocks
		}
		blocks, picture = append(blocks[:i:i], blocks[i+1:]...), false
	}
	return blocks
}

// dateWords are the words around a printed date, folded as words.Fold does.
var dateWords = regexp.MustCompile(`publie|mise a jour|mis a jour|derniere|stand|uhr|min de lecture|min read|aktualisiert|modifica|modifie|posted|published|updated|نشر|اخر تحديث|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\ble\b|\ba\b|\bin\b|\bon\b|علي الساعه|الساعه`)

// onlyDate reports whether a line prints a date and hardly anything else.
func onlyDate(s string) bool {
	if len(s) > 40 && !strings.ContainsFunc(s, unicode.IsDigit) {
		return false
	}
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
