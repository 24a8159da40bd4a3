package extract

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// thin returns a document without what nobody reads of it and every parser goes
// over byte by byte: the code of scripts and styles, the words of comments, the
// outlines of drawings. The elements stay, so that the tree is the same but for
// these. Wherever it cannot know how a parser goes on, the rest stays as it is.
// The second result is how many bytes of scripts were left out.
func thin(b []byte) (string, int) {
	t := thinner{b: b}
	for t.next() {
	}
	var out strings.Builder
	out.Grow(len(b) - t.gone)
	from := 0
	for _, c := range t.cuts {
		out.Write(b[from:c.from])
		from = c.to
	}
	out.Write(b[from:])
	return out.String(), t.scripts
}

// thinner goes over a document as the tokenizer of x/net/html does.
type thinner struct {
	b       []byte
	at      int
	cuts    []piece
	gone    int  // bytes of the cuts
	scripts int  // of these, code of scripts
	foreign int  // drawings that may be open: raw text is none in them
	choice  bool // a list of choices is open
}

type piece struct{ from, to int }

func (t *thinner) cut(from, to int) int {
	if to-from < leastCut {
		return 0
	}
	t.cuts = append(t.cuts, piece{from, to})
	t.gone += to - from
	return to - from
}

// next goes over the next tag or comment; false when the rest is to stay.
func (t *thinner) next() bool {
	i := bytes.IndexByte(t.b[t.at:], '<')
	if i < 0 || t.at+i+1 >= len(t.b) {
		return false
	}
	begin := t.at + i
	rest := t.b[begin:]
	switch c := rest[1]; {
	case bytes.HasPrefix(rest, []byte("<!--")):
		words, n := comment(rest)
		t.cut(begin+len("<!--"), begin+words)
		return t.skip(begin, n)
	case bytes.HasPrefix(rest, []byte("<![")) && t.foreign > 0:
		return false
	case c == '!', c == '?':
		return t.skip(begin, 1+bytes.IndexByte(rest, '>'))
	case c == '/':
		return t.endTag(begin)
	case letter(c):
		return t.startTag(begin)
	}
	t.at = begin + 1
	return true
}

// skip moves on by n bytes; none are there when what begins does not end.
func (t *thinner) skip(begin, n int) bool {
	t.at = begin + n
	return n > 0
}

func (t *thinner) endTag(begin int) bool {
	rest := t.b[begin:]
	if len(rest) < len("</a") {
		return false
	}
	if !letter(rest[2]) {
		return t.skip(begin, 1+bytes.IndexByte(rest, '>'))
	}
	switch name := rest[2 : 2+nameLength(rest[2:])]; {
	case t.foreign > 0 && equalFold(name, "svg"):
		t.foreign--
	case equalFold(name, "select"):
		t.choice = false
	}
	n, _ := tagEnd(rest, 2)
	return t.skip(begin, n)
}

func (t *thinner) startTag(begin int) bool {
	rest := t.b[begin:]
	name := rest[1 : 1+nameLength(rest[1:])]
	n, loose := tagEnd(rest, 1)
	if n <= 0 {
		return false
	}
	switch kind := kindOf(name); kind {
	case rawElement, codeElement:
		return t.raw(begin, n, name, kind == codeElement)
	case drawing:
		t.foreign++
	case outline:
		if t.foreign > 0 && !loose {
			end := begin + n - 1
			if rest[n-2] == '/' {
				end--
			}
			t.cut(begin+1+len(name), end)
		}
	case choice:
		t.choice = true
	case unforeseen:
		return false
	}
	return t.skip(begin, n)
}

// raw goes over an element whose content holds no tags, n being the length of
// its start tag, up to its end tag.
func (t *thinner) raw(begin, n int, name []byte, code bool) bool {
	inside := begin + n
	size := rawEnd(t.b[inside:], name)
	if size < 0 {
		return false
	}
	script := equalFold(name, "script")
	if script && bytes.Contains(t.b[inside:inside+size], []byte("<!--")) {
		// Such code hides its end: let the tokenizer say where that is.
		z := html.NewTokenizer(bytes.NewReader(t.b[begin:]))
		z.Next()
		z.Next()
		size = len(z.Raw())
	}
	content := t.b[inside : inside+size]
	switch {
	case t.foreign > 0:
		// Within a drawing it holds tags: both ways must end alike.
		if bytes.IndexByte(content, '<') >= 0 {
			return false
		}
	case script:
		if code && !bearsData(t.b[begin:inside], content) {
			t.scripts += t.cut(inside, inside+size)
		}
	case code && !t.choice:
		t.cut(inside, inside+size)
	}
	t.at = inside + size
	return true
}

// bearsData reports whether noteScript reads the code of a script.
func bearsData(tag, code []byte) bool {
	if bytes.Contains(bytes.ToLower(tag), []byte("ld+json")) {
		return true
	}
	if bytes.Contains(tag, []byte("application/json")) && bytes.Contains(code, []byte("ublish")) && len(code) < maxData {
		return true
	}
	holds := func(sign string) bool { return bytes.Contains(code, []byte(sign)) }
	return holds(fusionSign) || holds(playerSign) || len(code) < maxGuardCode && slices.ContainsFunc(guardSigns, holds)
}

// tagKind is what a start tag does to the way a document is read.
type tagKind uint8

const (
	plainElement tagKind = iota
	rawElement           // its content is text
	codeElement          // the same, and nobody reads it
	drawing              // another language begins
	outline              // of that, and nobody reads its attributes
	choice               // styles within are no elements
	unforeseen           // what follows is not foreseen
)

func kindOf(name []byte) tagKind {
	var low [16]byte
	if len(name) <= 2 || len(name) > len(low) {
		return plainElement
	}
	for i, c := range name {
		low[i] = lower(c)
	}
	switch string(low[:len(name)]) {
	case "script", "style":
		return codeElement
	case "iframe", "noembed", "noframes", "noscript", "textarea", "title", "xmp":
		return rawElement
	case "svg":
		return drawing
	case "path", "polygon", "polyline":
		return outline
	case "select":
		return choice
	case "math", "foreignobject", "plaintext", "frameset":
		return unforeseen
	}
	return plainElement
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

// nameLength is how long the name at the begin of a tag is.
func nameLength(b []byte) int {
	for i, c := range b {
		if blank(c) || c == '/' || c == '>' {
			return i
		}
	}
	return len(b)
}

// equalFold compares a name with one in lower case.
func equalFold(name []byte, low string) bool {
	if len(name) != len(low) {
		return false
	}
	for i, c := range name {
		if lower(c) != low[i] {
			return false
		}
	}
	return true
}

// comment tells where the words of the comment at the begin of b end, and where
// it ends itself, which is -1 when it does not.
func comment(b []byte) (words, n int) {
	const open = len("<!--")
	i := open
	for i < len(b) && b[i] == '-' {
		i++
	}
	if i < len(b) && b[i] == '>' {
		return open, i + 1
	}
	for from := open; ; from++ {
		i := bytes.Index(b[from:], []byte("--"))
		if i < 0 {
			return open, -1
		}
		from += i
		switch rest := b[from+2:]; {
		case bytes.HasPrefix(rest, []byte(">")):
			return from, from + len("-->")
		case bytes.HasPrefix(rest, []byte("!>")):
			return from, from + len("--!>")
		}
	}
}

// rawEnd is how much text stands before the end tag of a name, -1 when there is
// none.
func rawEnd(b, name []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		rest := b[at+1:]
		if len(rest) < len(name)+2 {
			return -1
		}
		c := rest[1+len(name)]
		if rest[0] == '/' && (blank(c) || c == '/' || c == '>') && bytes.EqualFold(rest[1:1+len(name)], name) {
			return at
		}
		at++
	}
}

// tagEnd is the length of the tag at the begin of b, whose name begins at name;
// -1 when it does not end. A tag is loose when its last value has no quotes: a
// stroke behind that may be part of it.
func tagEnd(b []byte, name int) (n int, loose bool) {
	i := name + nameLength(b[name:])
	for {
		for i < len(b) && (blank(b[i]) || b[i] == '/') {
			i++
		}
		if i >= len(b) {
			return -1, false
		}
		if b[i] == '>' {
			return i + 1, loose
		}
		i = keyEnd(b, i)
		for i < len(b) && blank(b[i]) {
			i++
		}
		if i >= len(b) || b[i] != '=' {
			continue
		}
		for i++; i < len(b) && blank(b[i]); i++ {
		}
		if i, loose = valueEnd(b, i, loose); i < 0 {
			return -1, false
		}
	}
}

// keyEnd goes over the key of an attribute, which may begin with an equals sign.
func keyEnd(b []byte, i int) int {
	for i++; i < len(b) && !blank(b[i]) && b[i] != '/' && b[i] != '>' && b[i] != '='; i++ {
	}
	return i
}

func valueEnd(b []byte, i int, was bool) (end int, loose bool) {
	if i < len(b) && (b[i] == '"' || b[i] == '\'') {
		n := bytes.IndexByte(b[i+1:], b[i])
		if n < 0 {
			return -1, false
		}
		return i + n + 2, was
	}
	for i < len(b) && !blank(b[i]) && b[i] != '>' {
		i++
	}
	return i, true
}
