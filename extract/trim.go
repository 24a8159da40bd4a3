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
func (by *Numbers) trim(blocks []sada.Block, title string) []sada.Block {
	key := words.Squash(title)
	return by.trimEnd(by.beforeOthers(by.trimHead(blocks, key), key))
}

// trimHead takes the title and the lines under it off the begin of a body; a
// standfirst among them stays.
func (by *Numbers) trimHead(blocks []sada.Block, title string) []sada.Block {
	blocks = by.behindTitle(blocks, title)
	zone, long := 0, 0
	for zone < min(len(blocks), by.Trim.HeadZone) && long < 2 {
		if utf8.RuneCountInString(blocks[zone].Text) > by.Trim.Long {
			long++
		}
		zone++
	}
	is := make([]bool, zone+2) // of the block before
	for i, b := range blocks[:zone] {
		is[i+1] = by.headLine(b)
	}
	var out []sada.Block
	sentences := 0
	for i, b := range blocks[:zone] {
		begun := sentences > 1
		near := !begun && (is[i] || is[i+2])
		if is[i+1] && !(begun && by.figure(b)) || near && breaksOff(b) && utf8.RuneCountInString(b.Text) < by.Trim.NearHead {
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
func (by *Numbers) behindTitle(blocks []sada.Block, title string) []sada.Block {
	if len(title) < by.Trim.Title {
		return blocks
	}
	before := 0
	for i, b := range blocks[:min(len(blocks), by.Trim.Before)] {
		key := words.Squash(b.Text)
		if key == title || b.Kind == sada.Heading && len(key) < 2*len(title) && strings.HasSuffix(key, title) {
			return append(pictures(blocks[:i]), blocks[i+1:]...)
		}
		if before += len(key); before > by.Trim.BeforeBytes && b.Kind != sada.ImageBlock {
			break
		}
	}
	return blocks
}

// beforeOthers cuts a body before the heading behind which others begin: one over
// links, who wrote or sent the text, or the title once more. It stands in the last part.
func (by *Numbers) beforeOthers(blocks []sada.Block, title string) []sada.Block {
	all, behind := 0, 0
	for _, b := range blocks {
		all += len(b.Text)
	}
	cut := len(blocks)
	for i := len(blocks) - 1; i > 0; i-- {
		b := blocks[i]
		if behind += len(b.Text); behind*100 > all*by.Trim.LastPart {
			break
		}
		if by.presenting(b.Text) || b.Kind == sada.Heading && (overOthers(b.Text) || len(title) > by.Trim.Title && words.Squash(b.Text) == title) {
			cut = i
		}
	}
	return slices.DeleteFunc(blocks[:cut], func(b sada.Block) bool { return b.Kind == sada.Heading && by.leadsAway(b.Text) })
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
func (by *Numbers) headLine(b sada.Block) bool {
	n := utf8.RuneCountInString(b.Text)
	if b.Kind != sada.Paragraph || n > by.Trim.HeadLine || by.tellsMore(b.Text) {
		return false
	}
	if by.bareLabel(b.Text) {
		return true
	}
	if n < by.Trim.SignedLine && byWord.MatchString(b.Text) || !strings.ContainsFunc(b.Text, unicode.IsLetter) {
		return true
	}
	if _, ok := heads.begin(folded(b.Text)); ok && n < by.Trim.HeadPhrase {
		return true
	}
	return by.onlyDate(b.Text) || n < by.Trim.DatedLine && breaksOff(b) && dated(b.Text)
}

// figure reports whether a line is a number without a word, and no date: behind
// the first sentences it is the cell of a table.
func (by *Numbers) figure(b sada.Block) bool {
	return strings.ContainsFunc(b.Text, unicode.IsDigit) && !strings.ContainsFunc(b.Text, unicode.IsLetter) && !by.onlyDate(b.Text)
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
func (by *Numbers) trimEnd(blocks []sada.Block) []sada.Block {
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
		case by.tellsMore(b.Text):
			return blocks
		case by.bareLabel(b.Text):
		case n < by.Trim.Rights && rights.MatchString(b.Text), by.leadsAway(b.Text), by.closing(b.Text), overOthers(b.Text):
			called = true
		case b.Kind == sada.Heading, n < by.Trim.DateBehind && by.onlyDate(b.Text), n < by.Trim.Scrap, n < by.Trim.BreaksOff && breaksOff(b), n < by.Trim.Bracket && b.Text[0] == '(':
		// A line that breaks off led to the call behind it.
		case called && n < by.Trim.LedTo && breaksOff(b):
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
func (by *Numbers) onlyDate(s string) bool {
	if len(s) > by.Trim.NoFigure && !strings.ContainsFunc(s, unicode.IsDigit) {
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
	return letters < by.Trim.AroundDate
}
