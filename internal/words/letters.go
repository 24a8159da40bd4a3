package words

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class says what a letter is good for, one bit each.
type class uint16

const (
	begins class = 1 << iota // a word may begin with it
	part                     // stands within a word: letters, figures, marks, invisible signs
	upper
	arabic // an Arabic letter
	latin  // a letter of another script
	figure
	accent // a mark over Latin letters, or a letter with one
	alef   // the letters of alef, the plain one too
	hidden // an invisible sign
	seated // a hamza that folds by what stands beside it
	long   // folds to several letters
)

// letter is what the tokeniser knows of one character.
type letter struct {
	fold  uint16 // its folded form, 0 when it folds to nothing or is long
	class class
}

// The characters of the table: up to the end of Arabic, and general
// punctuation with its invisible signs.
const (
	tableEnd  = 0x0700
	signs     = 0x2000
	signsEnd  = 0x2070
	tableSize = tableEnd + signsEnd - signs
)

var table = makeTable()

func makeTable() *[tableSize]letter {
	var t [tableSize]letter
	for i := range t {
		r := rune(i)
		if i >= tableEnd {
			r += signs - tableEnd
		}
		t[i] = letterOf(r)
	}
	return &t
}

// look returns what is known of a character.
func look(r rune) letter {
	if uint32(r) < tableEnd {
		return table[r]
	}
	return lookFar(r)
}

func lookFar(r rune) letter {
	if r >= signs && r < signsEnd {
		return table[r-signs+tableEnd]
	}
	return letterOf(r)
}

func letterOf(r rune) letter {
	l := letter{class: classOf(r)}
	folded := foldRune(nil, r)
	switch only, n := utf8.DecodeRune(folded); {
	case n == 0:
	case n == len(folded) && only <= 0xffff:
		l.fold = uint16(only)
	default:
		l.class |= long
	}
	switch r {
	case 'ء', 'ئ', 'أ', 'آ':
		l.class |= seated
	}
	return l
}

func classOf(r rune) (c class) {
	switch {
	case apostrophe(r):
		return 0
	case r == tatweel:
		return begins | part
	case unicode.IsLetter(r):
		c = begins | part | latin
		if unicode.Is(unicode.Arabic, r) {
			c = begins | part | arabic
		}
	case unicode.IsDigit(r):
		c = begins | part | figure
	case unicode.Is(unicode.M, r):
		c = part
	case unicode.Is(unicode.Cf, r) && invisible(r):
		c = part | hidden
	}
	if unicode.IsUpper(r) || unicode.IsTitle(r) {
		c |= upper
	}
	if r >= 0xc0 && r < 0x250 && unicode.IsLetter(r) || r >= 0x0300 && r <= 0x036f || r >= 0x1e00 && r < 0x1f00 {
		c |= accent
	}
	switch r {
	case 'ا', 'أ', 'إ', 'آ', 'ٱ', 'ٲ', 'ٳ':
		c |= alef
	}
	return c
}

// invisible reports whether a sign of format has no shape of its own. Those
// that have one stand before Arabic figures.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) && !(r >= 0x0600 && r <= 0x0605) && r != 0x06dd && r != 0x08e2
}

// tatweel draws a word out. It belongs to no script, and may begin a word.
const tatweel = 0x0640

// apostrophe reports whether r is written for an apostrophe. Some count as
// letters in Unicode, and here as signs.
func apostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '‛', '´', '`', '′', 'ʼ', 'ʻ', 'ʽ', 'ʹ', '՚', '＇', 'ꞌ', 'Ꞌ':
		return true
	}
	return false
}

// foldRune appends the folded form of a character that stands alone.
func foldRune(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf || apostrophe(r) {
		return appendBase(dst, r)
	}
	parts := []rune(string(norm.NFKD.AppendString(nil, string(r))))
	if len(parts) > 1 && parts[0] == ' ' && unicode.Is(unicode.M, parts[1]) {
		return dst // a mark that is printed alone
	}
	for _, p := range parts {
		dst = appendBase(dst, p)
	}
	return dst
}

// dropped stands for a character that folds to nothing.
const dropped = -1

// appendBase appends the folded form of a character that is not composed.
func appendBase(dst []byte, r rune) []byte {
	switch r {
	case 'œ', 'Œ':
		return append(dst, "oe"...)
	case 'æ', 'Æ':
		return append(dst, "ae"...)
	case 'ß', 'ẞ':
		return append(dst, "ss"...)
	}
	if r = base(r); r == dropped || r == 0 {
		return dst
	}
	return utf8.AppendRune(dst, r)
}

// base brings a character to its folded form, where that is one character.
func base(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ', 'ٲ', 'ٳ':
		return 'ا'
	case 'ى', 'ی', 'ې', 'ئ', 'ۍ', 'ێ', 'ؠ', 'ۑ', 'ے', 'ۓ':
		return 'ي'
	case 'ؤ', 'ۆ', 'ۇ', 'ۋ':
		return 'و'
	case 'ة', 'ہ', 'ھ', 'ە', 'ۀ', 'ۂ', 'ۃ':
		return 'ه'
	case 'ک', 'گ', 'ڭ', 'ڪ', 'ݣ', 'ڬ', 'ݢ':
		return 'ك'
	case 'ڤ', 'ڥ', 'ڢ', 'ڡ':
		return 'ف'
	case 'ڧ', 'ڨ', 'ٯ':
		return 'ق'
	case 'پ':
		return 'ب'
	case 'چ':
		return 'ج'
	case 'ژ':
		return 'ز'
	case 'ں':
		return 'ن'
	case tatweel, 'ٴ', 'ۥ', 'ۦ':
		return dropped
	case 0x00a0, 0x202f, 0x2007:
		return ' '
	}
	switch {
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	case apostrophe(r):
		return '\''
	case invisible(r), unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		return dropped
	}
	return unicode.ToLower(r)
}
