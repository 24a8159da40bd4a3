package extract

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"sada"
)

// text returns the characters of a page as UTF-8. What cannot be read becomes
// U+FFFD; NUL is dropped.
func text(p *sada.Page) string { return string(decoded(p)) }

// decoded is text as bytes: those of the page itself when they are fit.
func decoded(p *sada.Page) []byte {
	b := p.Body
	kind := ""
	if p.Capture.Header != nil {
		kind = p.Capture.Header.Get("Content-Type")
	}
	if e, name := encodingOf(b, kind); name != "utf-8" {
		if out, _, err := transform.Bytes(e.NewDecoder(), b); err == nil {
			b = out
		}
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(b, 0) >= 0 {
		b = bytes.ReplaceAll(b, []byte{0}, nil)
	}
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	return b
}

// encodingOf tells the encoding of a page: by its byte order mark; as UTF-8 when
// letters beyond ASCII are valid as that, whatever is declared; else as the
// header, then the document declares; by its letters when nothing is declared,
// or UTF-8 that it is not.
func encodingOf(b []byte, kind string) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{'<', 0}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16le"
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}), bytes.HasPrefix(b, []byte{0, '<'}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16be"
	case !ascii(b) && utf8.Valid(b):
		return encoding.Nop, "utf-8"
	}
	e, name, certain := charset.DetermineEncoding(b, kind)
	if !certain && name == fallback {
		if late, as := declaredLate(b); late != nil {
			e, name, certain = late, as, true
		}
	}
	good, bad := sequences(b)
	switch {
	case name == "utf-8" && bad > good:
		return byLetters(b)
	case certain || name != fallback:
		return e, name
	case good > 20*bad:
		return encoding.Nop, "utf-8" // a few bad bytes in UTF-8
	}
	return byLetters(b)
}

// byLetters tells an encoding of single bytes from the letters themselves: the
// Arabic article, alef and lam, makes up a tenth of an Arabic text and hardly
// stands in any other.
func byLetters(b []byte) (encoding.Encoding, string) {
	beyond := 0
	for _, c := range b {
		if c >= utf8.RuneSelf {
			beyond++
		}
	}
	name, article := fallback, beyond/100
	for _, arabic := range []struct{ name, article string }{{"windows-1256", "\xc7\xe1"}, {"iso-8859-6", "\xc7\xe4"}} {
		if n := bytes.Count(b, []byte(arabic.article)); n > article {
			name, article = arabic.name, n
		}
	}
	return charset.Lookup(name)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fallback is what the library answers when nothing is declared.
const fallback = "windows-1252"

// latin matches a declaration of that.
var latin = regexp.MustCompile(`(?i)charset\s*=\W*(?:windows-1252|cp1252|iso-?8859-?1\b|latin-?1|us-ascii|ascii)`)

// declaredLate finds the declaration of a document beyond the part that the
// standard looks at, or where only a reader of bytes sees one: in a script. It
// goes over tags and comments as the standard's own prescan does.
func declaredLate(b []byte) (encoding.Encoding, string) {
	b = b[:min(len(b), maxPrescan)]
	for {
		at := bytes.IndexByte(b, '<')
		if at < 0 {
			return nil, ""
		}
		b = b[at:]
		size := markup(b)
		if size < 0 {
			return nil, ""
		}
		if size > len("<meta") && bytes.EqualFold(b[:len("<meta")], []byte("<meta")) {
			if e, name, _ := charset.DetermineEncoding(b[:size], ""); name != fallback || latin.Match(b[:size]) {
				return e, name
			}
		}
		b = b[size:]
	}
}

// markup is the length of the comment or tag at the begin of b, -1 when it does
// not end, 1 when there is none.
func markup(b []byte) int {
	until := func(end string) int {
		if i := bytes.Index(b[2:], []byte(end)); i >= 0 {
			return 2 + i + len(end)
		}
		return -1
	}
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		return until("-->")
	case len(b) < 2:
		return 1
	case b[1] == '!', b[1] == '?':
		return until(">")
	case b[1] != '/' && (b[1]|0x20 < 'a' || b[1]|0x20 > 'z'):
		return 1
	}
	quote, value := byte(0), false // value: behind an equals sign
	for i := 1; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 1
		case value && (c == '"' || c == '\''):
			quote, value = c, false
		case c == '=':
			value = true
		case c > ' ':
			value = false
		}
	}
	return -1
}

// sequences counts the letters beyond ASCII that are valid UTF-8, and the bytes
// that are not.
func sequences(b []byte) (good, bad int) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good, bad
}
