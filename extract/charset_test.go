package extract

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/net/html/charset"

	"sada"
)

func TestEncodingIsToldByMarkThenBytesThenDeclaration(t *testing.T) {
	late := "<html><head><script>" + string(make([]byte, 3000)) + "</script><meta charset=windows-1256>"
	cases := []struct{ name, kind, body, want string }{
		{"a mark goes before the header", "text/html; charset=iso-8859-1", "\xff\xfe<\x00", "utf-16le"},
		{"valid UTF-8 goes before the header", "text/html; charset=windows-1256", "<p>عربي", "utf-8"},
		{"valid UTF-8 goes before the head", "", "<meta charset=iso-8859-1><p>é", "utf-8"},
		{"the header goes before the head", "text/html; charset=windows-1256", "<meta charset=iso-8859-6><p>\xe4", "windows-1256"},
		{"the head", "", "<meta charset=iso-8859-6><p>\xe4", "iso-8859-6"},
		{"the head, late", "", late + "<p>\xe4", "windows-1256"},
		{"a comment declares nothing", "", "<!-- <meta charset=windows-1256> --><p>\xe9", "windows-1252"},
		{"UTF-16 without a mark", "", "<\x00p\x00>\x00", "utf-16le"},
		{"UTF-16 that was read as ASCII", "", string(make([]byte, 1100)) + "<meta charset=utf-16><p>", "utf-8"},
		{"a bad byte in UTF-8", "", "<p>éééééééééééééééééééééééééé\xff", "utf-8"},
		{"nothing is said", "", "<p>d\xe9j\xe0", "windows-1252"},
		{"the header says UTF-8 and it is none", "text/html; charset=utf-8", "<p>d\xe9j\xe0", "windows-1252"},
		{"the head says UTF-8 and it is none", "", "<meta charset=utf-8><p>d\xe9j\xe0", "windows-1252"},
		{"Arabic that is said to be UTF-8", "", "<meta charset=utf-8><p>\xdd\xed \xc7\xe1\xd3\xe6\xde", "windows-1256"},
		{"Arabic, nothing is said", "", "<p>\xdd\xed \xc7\xe1\xd3\xe6\xde", "windows-1256"},
		{"Arabic of the standard, nothing is said", "", "<p>\xe1\xea \xc7\xe4\xd3\xe8\xe2", "iso-8859-6"},
		{"as much UTF-8 as bad bytes", "text/html; charset=utf-8", "<p>é\xff", "utf-8"},
		{"an encoding that is none", "text/html; charset=klingon", "<p>d\xe9j\xe0", "windows-1252"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, got := encodingOf([]byte(c.body), c.kind); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// Each text is written in the encoding that is declared, and must come back the
// same to the byte.
func TestTextComesBackFromEveryEncoding(t *testing.T) {
	cases := []struct{ encoding, text string }{
		{"windows-1256", "مرحبا بكم في السوق، Où est le marché ?"},
		{"iso-8859-6", "مرحبا بكم في السوق"},
		{"windows-1252", "L'été à l'œil « déjà » – 12 €"},
		{"iso-8859-15", "L'été à l'œil, 12 €"},
		{"utf-16le", "مرحبا et déjà"},
		{"utf-16be", "مرحبا et déjà"},
		{"utf-8", "مرحبا et déjà"},
	}
	for _, c := range cases {
		t.Run(c.encoding, func(t *testing.T) {
			e, _ := charset.Lookup(c.encoding)
			body, err := e.NewEncoder().Bytes([]byte("<p>" + c.text))
			if err != nil {
				t.Fatal(err)
			}
			p := &sada.Page{Body: body, Capture: sada.Capture{Header: http.Header{"Content-Type": {"text/html; charset=" + c.encoding}}}}
			if got, want := text(p), "<p>"+c.text; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestBadBytesBecomeValidText(t *testing.T) {
	for _, body := range []string{"\x00", "<p>\xff\xfe\xfd", "\xff\xfe\x00\xd8", "a\x00b\xed\xa0\x80", "\xfe\xff\xd8\x00"} {
		got := text(&sada.Page{Body: []byte(body)})
		for _, r := range got {
			if r == 0 {
				t.Errorf("%q holds NUL", got)
			}
		}
		if b, err := json.Marshal(got); err != nil || !json.Valid(b) {
			t.Errorf("%q is no text", got)
		}
	}
}

func TestJudgedEncodingsAreTold(t *testing.T) {
	in, err := os.Open(filepath.Join("..", "..", "shared", "corpus", "encodings", "cases.jsonl"))
	if err != nil {
		t.Skip("no corpus beside the repository")
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 4<<20)
	right, all := 0, 0
	for lines.Scan() {
		var c struct {
			Source   string
			N        int
			Encoding string
			Data     string
			Bytes    []byte `json:"data_base64"`
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		b := c.Bytes
		if b == nil {
			b = []byte(c.Data)
		}
		all++
		if _, got := encodingOf(b, ""); got == c.Encoding {
			right++
		} else {
			t.Logf("%s %d: got %s, want %s", c.Source, c.N, got, c.Encoding)
		}
	}
	t.Logf("%d of %d encodings as judged", right, all)
	// One is valid UTF-8 under a declaration of another, which goes before it here.
	if all-right > 1 {
		t.Errorf("%d of %d encodings as judged, want all but one", right, all)
	}
}
