package extract

import (
	"html"
	"strings"
)

// What a tolerant reader sees of a document.
type nodeKind int

const (
	textNode nodeKind = iota
	startNode
	endNode
	dataNode // a CDATA section
	noNode   // comments, instructions, declarations
)

// node is one piece of a document of XML that may be broken: it is told from the
// bytes alone, so that a fault spoils nothing behind it.
type node struct {
	kind       nodeKind
	name       string // as written
	begin, end int
	inner      [2]int // of a CDATA section: what it holds
	closed     bool   // a start tag that closes itself
}

// local is the name without its prefix, in small letters.
func (m *node) local() string { return strings.ToLower(localName(m.name)) }

// prefix is the prefix of the name, in small letters.
func (m *node) prefix() string {
	if i := strings.LastIndexByte(m.name, ':'); i >= 0 {
		return strings.ToLower(m.name[:i])
	}
	return ""
}

// scanner goes through a document. It remembers where the ends lie that it looked
// for, so that a document of begins without ends costs no more than its size.
type scanner struct {
	s                         string
	dataEnd, noteEnd, signEnd int
}

func newScanner(s string) *scanner { return &scanner{s, -1, -1, -1} }

// find is the offset of end at or behind from, the size of the document for none.
func (c *scanner) find(last *int, from int, end string) int {
	if *last < from {
		if *last = strings.Index(c.s[from:], end); *last < 0 {
			*last = len(c.s)
		} else {
			*last += from
		}
	}
	return *last
}

// skip is the offset behind an end, and behind from itself when there is none.
func (c *scanner) skip(last *int, from int, end string) int {
	if at := c.find(last, from, end); at < len(c.s) {
		return at + len(end)
	}
	return from
}

// next reads the piece that begins at i.
func (c *scanner) next(i int) node {
	rest := c.s[i:]
	switch {
	case rest[0] != '<':
		end := strings.IndexByte(rest, '<')
		if end < 0 {
			end = len(rest)
		}
		return node{kind: textNode, begin: i, end: i + end}
	case strings.HasPrefix(rest, "<![CDATA["):
		return c.data(i)
	case strings.HasPrefix(rest, "<!--"):
		return node{kind: noNode, begin: i, end: c.skip(&c.noteEnd, i+len("<!--"), "-->")}
	case strings.HasPrefix(rest, "<?"), strings.HasPrefix(rest, "<!"):
		return node{kind: noNode, begin: i, end: c.skip(&c.signEnd, i+2, ">")}
	case len(rest) > 2 && rest[1] == '/' && nameStart(rest[2]):
		name := elementName(rest[1:])
		return node{kind: endNode, name: name, begin: i, end: i + 2 + len(name) + restOfTag(rest[2+len(name):])}
	}
	name := elementName(rest)
	if name == "" {
		return node{kind: textNode, begin: i, end: i + 1}
	}
	size := 1 + len(name)
	size += restOfTag(rest[size:])
	return node{kind: startNode, name: name, begin: i, end: i + size, closed: strings.HasSuffix(rest[:size], "/>")}
}

// restOfTag is the size of what follows the name of a tag, to its end. A quote counts
// only where a value begins, and a tag that never ends ends before the next.
func restOfTag(s string) int {
	s = s[:min(len(s), longestTag)]
	quote, value := byte(0), false
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 1
		case c == '<':
			return i
		case value && (c == '"' || c == '\''):
			quote, value = c, false
		case c == '=':
			value = true
		case c > ' ':
			value = false
		}
	}
	if i := strings.IndexByte(s, '>'); i >= 0 {
		return i + 1
	}
	return len(s)
}

// data reads the CDATA section at i. One that is not closed before another begins
// in a later item ends before the next end tag.
func (c *scanner) data(i int) node {
	begin := i + len("<![CDATA[")
	if end := c.find(&c.dataEnd, begin, "]]>"); end < len(c.s) {
		if another := strings.Index(c.s[begin:end], "<![CDATA["); another < 0 || !itemEnds(c.s[begin:begin+another]) {
			return node{kind: dataNode, begin: i, end: end + len("]]>"), inner: [2]int{begin, end}}
		}
	}
	end := strings.Index(c.s[begin:], "</")
	if end < 0 {
		end = len(c.s) - begin
	}
	return node{kind: dataNode, begin: i, end: begin + end, inner: [2]int{begin, begin + end}}
}

func itemEnds(s string) bool {
	return strings.Contains(s, "</item>") || strings.Contains(s, "</entry>") || strings.Contains(s, "</url>")
}

// attribute is the value of an attribute of a tag, "" when it has none.
func attribute(tag, key string) string {
	for i := 1; i < len(tag); {
		for i < len(tag) && !nameStart(tag[i]) {
			i++
		}
		begin := i
		for i < len(tag) && nameByte(tag[i]) {
			i++
		}
		name := tag[begin:i]
		rest := strings.TrimLeft(tag[i:], " \t\r\n")
		value, ok := strings.CutPrefix(rest, "=")
		if !ok {
			if i == begin {
				i++
			}
			continue
		}
		value = strings.TrimLeft(value, " \t\r\n")
		i = len(tag) - len(value)
		size := 0
		if value != "" && (value[0] == '"' || value[0] == '\'') {
			if size = strings.IndexByte(value[1:], value[0]); size < 0 {
				size = len(value) - 1
			}
			i += min(size+2, len(value))
			value = value[1 : 1+size]
		} else {
			if size = strings.IndexAny(value, " \t\r\n>"); size < 0 {
				size = len(value)
			}
			i += size
			value = strings.TrimSuffix(value[:size], "/")
		}
		if strings.EqualFold(name, key) || strings.EqualFold(localName(name), key) {
			return unescape(value)
		}
	}
	return ""
}

// unescape reads the entities of a text, those of HTML too; what does not end in a
// semicolon is none, as addresses hold such words.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexAny(s[1:min(len(s), maxReference)], "; &<")
		if end < 0 || s[1+end] != ';' {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		span := s[:end+2]
		if r := html.UnescapeString(span); r != span && r != html.UnescapeString(span[:len(span)-1])+";" {
			b.WriteString(r)
		} else {
			b.WriteString(span)
		}
		s = s[end+2:]
	}
}
