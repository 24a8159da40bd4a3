package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphGap is how many positions lie between the words of two paragraphs,
// so that nothing is near across them.
const paragraphGap = 50

// tatweel draws a word out. It belongs to no script, and may begin a word.
const tatweel = 0x0640

// Token is one word of a text.
type Token struct {
	Surface    string // as written
	Key        string // folded
	Accents    string // in lower case with its accents; "" when it has none
	Start, End int    // bytes of the text
	Pos        int    // position; words of two paragraphs are 50 apart
	Sentence   int    // number of the sentence
	Paragraph  int
	Capital    bool // begins with a capital
	Lower      bool // all letters are lower case
	Arabic     bool // written in Arabic letters
}

// elisions are the short words that lose their vowel before an apostrophe.
var elisions = map[string]bool{
	"l": true, "d": true, "j": true, "m": true, "n": true, "s": true, "t": true, "c": true, "qu": true,
	"jusqu": true, "lorsqu": true, "puisqu": true, "quoiqu": true,
}

// Tokens splits a text into words, with offsets into the text as given. A
// hyphen parts two words; an elided word takes no place; O.G.P. is one word; a
// combining mark stays with its letter.
func Tokens(s string) []Token {
	t := tokeniser{s: s, out: make([]Token, 0, len(s)/7+1)}
	for t.at < len(s) {
		t.next()
	}
	return t.out
}

type tokeniser struct {
	s         string
	at        int
	pos       int
	sentence  int
	paragraph int
	out       []Token
}

func (t *tokeniser) next() {
	r, n := utf8.DecodeRuneInString(t.s[t.at:])
	if starts(r) {
		t.word()
		return
	}
	switch {
	case r == '\n':
		t.sentence++
		if strings.HasPrefix(strings.TrimLeft(t.s[t.at+1:], " \t\r"), "\n") {
			t.paragraph++
			t.pos += paragraphGap
		}
	case ends(r):
		if r != '.' || (t.at+1 >= len(t.s) || !digit(t.s[t.at+1])) && !shortened(t.s[:t.at]) {
			t.sentence++
		}
	}
	t.at += n
}

// starts reports whether a word may begin with r.
func starts(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && r != letterApostrophe
}

// ends reports whether r ends a sentence.
func ends(r rune) bool {
	switch r {
	case '.', '!', '?', '؟', '…', ';', '؛', '۔':
		return true
	}
	return false
}

// titles are the words that are written short before a name.
var titles = map[string]bool{"MM": true, "Mr": true, "Mme": true, "Mmes": true, "Mlle": true, "Dr": true, "Pr": true, "Me": true, "Mgr": true, "St": true, "Ste": true}

// shortened reports whether the text before a dot ends with an initial, a title
// or an acronym, after which the sentence goes on: M. Alami, Dr. Idrissi.
func shortened(before string) bool {
	start := len(before)
	for start > 0 && len(before)-start < 5 && (before[start-1]|0x20 >= 'a' && before[start-1]|0x20 <= 'z') {
		start--
	}
	word := before[start:]
	if r, n := utf8.DecodeLastRuneInString(before[:start]); n > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return false
	}
	return len(word) == 1 && word[0] <= 'Z' || titles[word]
}

// letterApostrophe counts as a letter in Unicode, and here as a sign.
const letterApostrophe = 'ʼ'

func apostrophe(r rune) bool {
	switch r {
	case '\'', '’', letterApostrophe, '‘', '´', '`', '′':
		return true
	}
	return false
}

// word reads one word and what belongs to it.
func (t *tokeniser) word() {
	start := t.at
	end := t.run(start)
	if e, ok := t.acronym(start, end); ok {
		end = e
	}
	r, n := utf8.DecodeRuneInString(t.s[end:])
	if apostrophe(r) && end+n < len(t.s) {
		word := Fold(t.s[start:end])
		next, _ := utf8.DecodeRuneInString(t.s[end+n:])
		switch {
		case !starts(next):
		case elisions[word]:
			t.at = end + n
			return
		case word == "aujourd":
			end = t.run(end + n)
		}
	}
	t.add(start, end)
	t.at = end
}

// run returns the end of the letters, digits and marks that begin at start. A
// Latin word that Arabic particles are written onto is a word of its own.
func (t *tokeniser) run(start int) int {
	end := start
	arabic := start < len(t.s) && t.s[start] >= 0xd8 && t.s[start] <= 0xdb // U+0600 to U+06FF
	for end < len(t.s) {
		if c := t.s[end]; c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
				if arabic {
					return end
				}
				end++
				continue
			}
			if digit(c) {
				end++
				continue
			}
			return end
		}
		r, n := utf8.DecodeRuneInString(t.s[end:])
		if r == utf8.RuneError && n == 1 || r == letterApostrophe || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !invisible(r) {
			return end
		}
		end += n
	}
	return end
}

// acronym reads single letters with dots between them as one word.
func (t *tokeniser) acronym(start, end int) (int, bool) {
	letters := 0
	at := start
	for {
		r, n := utf8.DecodeRuneInString(t.s[at:])
		if !unicode.IsLetter(r) || at+n >= len(t.s) || t.s[at+n] != '.' {
			break
		}
		letters++
		at += n + 1
	}
	if letters < 2 {
		return end, false
	}
	if r, n := utf8.DecodeRuneInString(t.s[at:]); n > 0 && unicode.IsLetter(r) {
		stop := t.run(at)
		if utf8.RuneCountInString(t.s[at:stop]) == 1 {
			return stop, true
		}
		if letters < 3 {
			return end, false
		}
	}
	return at, true
}

func (t *tokeniser) add(start, end int) {
	surface := t.s[start:end]
	k := Token{Surface: surface, Start: start, End: end, Pos: t.pos, Sentence: t.sentence, Paragraph: t.paragraph}
	r, _ := utf8.DecodeRuneInString(surface)
	k.Arabic = unicode.Is(unicode.Arabic, r) || r == tatweel && strings.ContainsFunc(surface, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
	if k.Arabic {
		k.Key = Fold(surface)
	} else {
		k.Capital = unicode.IsUpper(r)
		k.Lower = !strings.ContainsFunc(surface, unicode.IsUpper)
		k.Key = strings.ReplaceAll(Fold(surface), ".", "")
		k.Accents = accented(surface)
	}
	if k.Key == "" {
		return
	}
	t.out = append(t.out, k)
	t.pos++
}

// Sentence returns the bytes of the sentence around offset at, without the
// spaces at its ends.
func Sentence(s string, at int) (start, end int) {
	at = max(0, min(at, len(s)))
	stop := func(i int) bool {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\n' {
			return true
		}
		if !ends(r) || r == ';' || r == '؛' {
			return false
		}
		return r != '.' || (i+n >= len(s) || s[i+n] == ' ' || s[i+n] == '\n') && !shortened(s[:i])
	}
	start = at
	for start > 0 {
		_, n := utf8.DecodeLastRuneInString(s[:start])
		if stop(start - n) {
			break
		}
		start -= n
	}
	end = at
	for end < len(s) {
		_, n := utf8.DecodeRuneInString(s[end:])
		if stop(end) {
			if s[end] != '\n' {
				end += n
			}
			break
		}
		end += n
	}
	for start < end && (s[start] == ' ' || s[start] == '\n' || s[start] == '\t') {
		start++
	}
	for end > start && (s[end-1] == ' ' || s[end-1] == '\n' || s[end-1] == '\t') {
		end--
	}
	return start, end
}
