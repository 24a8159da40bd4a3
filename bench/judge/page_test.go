package judge

import (
	"strconv"
	"testing"
)

func TestPagesOfOneHostAreInOneHalf(t *testing.T) {
	if a, b := HalfOf("www.Example.org"), HalfOf("example.org"); a != b {
		t.Errorf("got halves %s and %s, want one", a, b)
	}
	count := map[string]int{}
	for i := range 1000 {
		count[HalfOf("host"+strconv.Itoa(i)+".example")]++
	}
	if count["a"] < 400 || count["b"] < 400 {
		t.Errorf("got halves of %v, want about 500 each", count)
	}
}

func TestPagesAreHandedOutAsUTF8(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"valid, whatever is declared": {"<meta charset=windows-1252>été", "<meta charset=windows-1252>été"},
		"a byte order mark":           {"\xef\xbb\xbfx", "x"},
		"as declared":                 {"<meta charset=windows-1256>\xe3", "<meta charset=windows-1256>م"},
	} {
		if got, err := AsUTF8([]byte(c.raw)); err != nil || string(got) != c.want {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, c.want)
		}
	}
}
