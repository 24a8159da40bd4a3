package words

import "strings"

const (
	// Variants is the number of variants that Variant tells apart.
	Variants = 128
	// spelledMark stands between the letters of a spelling and what they do not tell.
	spelledMark = "\x01"
)

// Variant tells words that are written alike apart where the text around them makes
// them differ: tokens of one surface and one variant, below Variants, are one word
// to every query, save for what they are joined with.
func (t *Token) Variant() (n int) {
	for i, is := range t.variant() {
		if is {
			n |= 1 << i
		}
	}
	if !t.Arabic {
		n |= int(t.end) << 1
	}
	return n
}

func (t *Token) variant() [7]bool {
	if !t.Arabic {
		return [7]bool{3: t.named, 5: t.Lower, 6: t.Accented}
	}
	return [7]bool{t.Arabic, t.hamza, t.ha, t.tanwin, t.particle, t.Lower, t.Accented}
}

// Spelling is all that a token is beside its place and what it is joined with: for
// most words their surface.
func (t *Token) Spelling(text string) string {
	surface := t.Surface(text)
	if alone := Spelled(surface); alone.Key == t.Key && alone.Variant() == t.Variant() && int(alone.End) == len(surface) {
		return surface
	}
	v := t.Variant()
	return surface + spelledMark + string([]byte{'0' + byte(v>>4), '0' + byte(v&15)}) + t.Key
}

// Spelled is the token of a spelling, joined with nothing. It stands at the
// beginning of a text that begins with its surface.
func Spelled(spelling string) Token {
	surface, rest, told := strings.Cut(spelling, spelledMark)
	if !told {
		all := Tokens(surface)
		if len(all) != 1 || all[0].Start != 0 {
			return Token{}
		}
		all[0].Joined = ""
		return all[0]
	}
	if len(rest) < 2 {
		return Token{}
	}
	v := int(rest[0]-'0')<<4 | int(rest[1]-'0')
	t := Token{Key: rest[2:], End: int32(len(surface)), Arabic: v&1 != 0, Lower: v&(1<<5) != 0, Accented: v&(1<<6) != 0}
	if t.Arabic {
		t.hamza, t.ha, t.tanwin, t.particle = v&(1<<1) != 0, v&(1<<2) != 0, v&(1<<3) != 0, v&(1<<4) != 0
		return t
	}
	t.named, t.end = v&(1<<3) != 0, ending(v>>1&3)
	return t
}
