package words

import (
	"strings"
	"unicode/utf8"
)

// longestGap is how many bytes may lie between the parts of a word that is broken
// at the end of a line.
const longestGap = 12

// join notes at a word what it makes with the next one.
func (t *tokeniser) join(a, b *Token) {
	if a.Arabic || a.Joined != "" || a.End >= b.Start || int(b.Start-a.End) > longestGap || len(a.Key) < 2 || len(b.Key) < 2 {
		return
	}
	switch between := t.s[a.End:b.Start]; {
	case between == "-", between == "\u2010", between == "\u2011":
	case strings.HasPrefix(between, "-") && strings.Trim(between[1:], " \t\r") == "\n" && b.Lower:
	case between == " " && t.title(a) && t.title(b):
	default:
		return
	}
	a.Joined = a.Key + b.Key
}

// title reports whether a word begins with a capital and goes on in small
// letters.
func (t *tokeniser) title(k *Token) bool {
	return !k.Lower && !k.Arabic && Title(t.s[k.Start:k.End])
}

// Title reports whether a word begins with a capital and goes on in a small
// letter.
func Title(word string) bool {
	first, n := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[n:])
	c := look(second).class
	return look(first).class&upper != 0 && c&latin != 0 && c&upper == 0
}

// account is the key of the handle that begins at start: its letters, figures and
// underscores, behind an @ that no word of a text has.
func account(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return r != '_' && (r >= utf8.RuneSelf || look(r).class&(latin|figure) == 0) })
	if end < 0 {
		end = len(s)
	}
	if end = min(end, longestHandle); end == 0 {
		return ""
	}
	return "@" + strings.ToLower(strings.TrimRight(s[:end], "_"))
}

// longestHandle is how many bytes of a handle are read.
const longestHandle = 64
