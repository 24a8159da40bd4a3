package words

import (
	"math"
	"strings"
	"unicode/utf8"
)

// ParagraphGap is how many positions lie between the words of two paragraphs,
// so that nothing is near across them.
const ParagraphGap = 50

// Token is one word of a text. A text of an article has hundreds: what may be
// read in the text itself is not held twice.
type Token struct {
	Key        string // folded, without the signs within it
	Start, End int32  // bytes of the text
	Pos        int32  // position; words of two paragraphs are 50 apart
	Sentence   int32  // number of the sentence
	Paragraph  uint16 // number of the paragraph, at most 65535
	Lower      bool   // no letter is a capital; false in a hashtag, which tells nothing
	Arabic     bool   // written in Arabic letters
	Accented   bool   // a Latin letter carries an accent
	// Joined is the key of this word and the next written as one: parts of a word
	// with a hyphen, of one broken at the end of a line, and names of two words; of
	// the first word of a handle the whole of it, behind an @. "" for most.
	Joined string

	hamza  bool // its first alef carries a hamza, and begins no article
	ha     bool // ends with ه that is no ta marbuta
	tanwin bool // ends with a written tanwin of the accusative

	particle bool // is one, whose key particles knows by Key
	named    bool // a name of names, with its capital
	end      ending
}

// Surface returns the word as it is written in its text.
func (t *Token) Surface(text string) string { return text[t.Start:t.End] }

// Tokens splits a text into words, with offsets into the text as given. A
// hyphen parts two words, and so do a change of script and, in a hashtag, a
// capital; an elided word and a particle before a figure or a Latin word take
// no place; O.G.P. and M'diq are one word; a combining mark stays with its letter.
func Tokens(s string) []Token {
	size := min(strings.Count(s, " ")+strings.Count(s, "\n")+len(s)/128, len(s)/4) + 1
	t := tokeniser{s: s, out: make([]Token, 0, size)}
	for t.at < len(s) {
		t.next()
	}
	return t.out
}

type tokeniser struct {
	s         string
	at        int
	tag       bool // within a hashtag
	handle    bool // after an @ that no word stands before
	pos       int32
	sentence  int32
	paragraph uint16
	out       []Token
	keys      strings.Builder // folded keys; a full one is left to its keys
	scratch   []byte
}

func (t *tokeniser) next() {
	if c := t.s[t.at]; c == ' ' {
		t.at++
		t.tag = false
		return
	}
	r, n := utf8.DecodeRuneInString(t.s[t.at:])
	if look(r).class&begins != 0 {
		t.word()
		return
	}
	t.at += n
	switch {
	case r == '\n':
		t.line(t.emptyLine())
	case r == '\r' && !strings.HasPrefix(t.s[t.at:], "\n"):
		t.line(strings.HasPrefix(t.s[t.at:], "\r"))
	case r == '\u2028', r == '\u2029':
		t.line(r == '\u2029')
	case r == '.':
		if !within(t.s[t.at:]) && !shortened(t.s[:t.at-n]) {
			t.sentence++
		}
	case ends(r):
		t.sentence++
	}
	t.tag = r == '#' || r == '＃' || t.tag && r == '_'
	t.handle = r == '@' && !t.glued(t.at-n)
}

// glued reports whether a word ends at i.
func (t *tokeniser) glued(i int) bool { return len(t.out) > 0 && int(t.out[len(t.out)-1].End) == i }

// line ends a line, and the paragraph.
func (t *tokeniser) line(paragraph bool) {
	t.sentence++
	if paragraph {
		t.pos += ParagraphGap
		if t.paragraph < math.MaxUint16 {
			t.paragraph++
		}
	}
}

// emptyLine reports whether an empty line follows.
func (t *tokeniser) emptyLine() bool {
	const longest = 256 // bytes
	rest := strings.TrimLeft(t.s[t.at:min(len(t.s), t.at+longest)], " \t\r\u00a0\u200b\u200e\u200f")
	return strings.HasPrefix(rest, "\n")
}

// starts reports whether a word may begin with r.
func starts(r rune) bool { return look(r).class&begins != 0 }

// word reads one word and what belongs to it.
func (t *tokeniser) word() {
	w := scanned{}
	t.scan(&w, t.at)
	if t.tag && w.end-t.at <= longestTag {
		t.camel(&w)
	}
	start := t.at
	t.at = w.end
	if w.class&arabic != 0 {
		if !t.particle(&w, start) {
			t.add(&w, start, false)
		}
		return
	}
	if w.end == len(t.s) || t.s[w.end] == ' ' {
		t.add(&w, start, false)
		return
	}
	signed := t.s[w.end] == '.' && t.acronym(&w, start)
	if r, n := utf8.DecodeRuneInString(t.s[w.end:]); apostrophe(r) {
		word := t.s[start:w.end]
		switch {
		case t.named(&w, word, n):
			signed = true
		case elided(word) && t.elides(w.end+n):
			t.at = w.end + n
			return
		}
	}
	t.at = w.end
	t.add(&w, start, signed)
}

// scanned is what one look at a word tells of it.
type scanned struct {
	end     int
	class   class // of all its letters
	changed bool  // its key is not its surface
	hamza   bool  // the first alef carries one
	tanwin  bool
	last    rune // its last letter
}

// scan reads letters, figures, marks and invisible signs from start on. It
// ends where the script changes, and behind the last letter or mark.
func (t *tokeniser) scan(w *scanned, start int) {
	for i := start; i < len(t.s); {
		c := t.s[i]
		r, n, l := rune(c), 1, table[c]
		if c >= utf8.RuneSelf {
			r, n = decode(t.s, i)
			l = look(r)
		}
		if l.class&part == 0 || r == utf8.RuneError {
			return
		}
		if l.class&(arabic|latin|figure) != 0 {
			if w.class&arabic != 0 && l.class&arabic == 0 || w.class&(latin|figure) != 0 && l.class&arabic != 0 {
				return
			}
			if l.class&alef != 0 && w.class&alef == 0 {
				w.hamza = r != 'ا' && r != 'ٱ'
			}
			w.tanwin = w.tanwin && r == 'ا'
			w.last = r
		} else if r == fathatan {
			w.tanwin = true
		}
		i += n
		w.class |= l.class
		w.changed = w.changed || rune(l.fold) != r || l.class&seated != 0
		if l.class&hidden == 0 {
			w.end = i
		}
	}
}

// fathatan is the sign of the indefinite accusative.
const fathatan = 0x064b

// longestTag is how many bytes a hashtag may have to be read as several words.
const longestTag = 200

// camel ends a word of a hashtag before a capital that begins another, and
// where letters and figures meet: #VisitMaroc, #OGPMaroc, #CAN2025.
func (t *tokeniser) camel(w *scanned) {
	before, between := class(0), 0
	for i, r := range t.s[t.at:w.end] {
		now := look(r).class
		if now&begins == 0 {
			continue
		}
		switch {
		case between == 0 && i == 0:
		case now&figure != before&figure, now&upper != 0 && before&upper == 0, now&upper != 0 && t.lowerBehind(t.at+i+utf8.RuneLen(r), w.end):
			w.end = t.at + i
			*w = scanned{end: w.end}
			t.part(w)
			return
		}
		before, between = now, i
	}
}

// lowerBehind reports whether a small letter stands at i.
func (t *tokeniser) lowerBehind(i, end int) bool {
	if i >= end {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.s[i:end])
	c := look(r).class
	return c&latin != 0 && c&upper == 0
}

// part looks again at a word that was cut short.
func (t *tokeniser) part(w *scanned) {
	short := tokeniser{s: t.s[:w.end]}
	short.scan(w, t.at)
}

// particle reports whether a word is nothing but particles written onto a
// figure or a Latin word: الـ19, لـOGP.
func (t *tokeniser) particle(w *scanned, start int) bool {
	const longest = 6 * 2 // letters of two bytes
	if w.end-start > longest {
		return false
	}
	glued := false
	if w.end < len(t.s) && t.s[w.end] != ' ' {
		r, _ := utf8.DecodeRuneInString(t.s[w.end:])
		glued = look(r).class&(latin|figure) != 0
	}
	if !glued && !strings.HasSuffix(t.s[start:w.end], "ـ") {
		return false
	}
	t.scratch = fold(t.scratch[:0], t.s[start:w.end])
	rest := string(t.scratch)
	rest = cutFirst(rest, "و", "ف")
	rest = cutFirst(rest, "ب", "ك", "ل")
	return cutFirst(rest, "ال", "ل") == ""
}

// cutFirst takes the first of the prefixes that fits off.
func cutFirst(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest
		}
	}
	return s
}

// acronym reads single letters with dots between them as one word.
func (t *tokeniser) acronym(w *scanned, start int) bool {
	letters := 0
	at := start
	for {
		r, n := utf8.DecodeRuneInString(t.s[at:])
		if look(r).class&latin == 0 || at+n >= len(t.s) || t.s[at+n] != '.' {
			break
		}
		letters++
		at += n + 1
	}
	if letters < 2 {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(t.s[at:]); look(r).class&latin != 0 {
		var behind scanned
		t.scan(&behind, at)
		if utf8.RuneCountInString(t.s[at:behind.end]) == 1 {
			at = behind.end
		} else if letters < 3 {
			return false
		}
	}
	if r, _ := utf8.DecodeRuneInString(t.s[at:]); look(r).class&(part|begins|hidden) == part {
		at-- // a mark on the last dot
	}
	for _, r := range t.s[start:at] {
		w.class |= look(r).class
	}
	w.end = at
	return true
}

func (t *tokeniser) add(w *scanned, start int, signed bool) {
	k := Token{Start: int32(start), End: int32(w.end), Pos: t.pos, Sentence: t.sentence, Paragraph: t.paragraph}
	k.Arabic = w.class&arabic != 0
	k.Lower = w.class&upper == 0 && !t.tag
	k.Accented = w.class&accent != 0
	k.hamza, k.tanwin, k.ha = w.hamza, w.tanwin, w.last == 'ه'
	k.Key = t.s[start:w.end]
	if w.changed || signed {
		k.Key = t.key(k.Key, signed)
	}
	if k.Key == "" {
		return
	}
	if k.Accented {
		k.end = endingOf(t.s[start:w.end])
	}
	k.particle = k.Arabic && particleOf(k.Key, t.s[start:w.end]) != ""
	k.named = !k.Arabic && !k.Lower && names[k.Key]
	if n := len(t.out); n > 0 && !k.Arabic {
		t.join(&t.out[n-1], &k)
	}
	if t.handle {
		k.Joined, t.handle = account(t.s[start:]), false
	}
	t.out = append(t.out, k)
	t.pos++
}

// key folds a word into the buffer of keys, of which it is a part.
func (t *tokeniser) key(surface string, signed bool) string {
	t.scratch = fold(t.scratch[:0], surface)
	if signed {
		kept := t.scratch[:0]
		for _, c := range t.scratch {
			if c != '.' && c != '\'' {
				kept = append(kept, c)
			}
		}
		t.scratch = kept
	}
	if n := len(t.scratch); t.keys.Cap()-t.keys.Len() < n {
		t.keys = strings.Builder{}
		t.keys.Grow(max(n, min(1024, len(t.s)/4)))
	}
	from := t.keys.Len()
	t.keys.Write(t.scratch)
	return t.keys.String()[from:]
}
