package extract

import (
	"strings"
	"testing"
)

func TestSqueezeMakesOneLine(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"runs of white space", "  one \n\t two\u00a0\u2009three\u0085\u202f ", "one two three"},
		{"spaces of every width", "a\u1680b\u2000c\u2028d\u2029e\u205ff\u3000g", "a b c d e f g"},
		{"marks without a shape", "extra\u00ad\u200bor\ufeffdinaire", "extraordinaire"},
		{"signs of control", "a\x1b[31mb\x7f\x0bc\u009b", "a[31mbc"},
		{"a byte that is no text", "a\xffb", "a\ufffdb"},
		{"nothing else", "« L’été », قال «نعم» – 3 €", "« L’été », قال «نعم» – 3 €"},
		{"nothing", " \n ", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := squeeze(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A text in front of which a space was put is looked at sign by sign.
func TestTextsTakenForSqueezedAre(t *testing.T) {
	plain := 0
	for r := range rune(0x20000) {
		s := "a" + string(r) + "b"
		if got, want := squeeze(s), squeeze(" "+s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
		if squeezed(s) {
			plain++
		}
	}
	if plain < 100_000 {
		t.Errorf("%d signs are plain, want nearly all", plain)
	}
	for _, s := range []string{"", " ", "a ", " a", "a  b", "a\nb", "a\xffb", "a\xc2", "a\xe2\x80"} {
		if got, want := squeeze(s), squeeze(" "+strings.TrimLeft(s, " ")); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}
