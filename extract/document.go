package extract

import (
	"html"
	"strings"

	"sada"
)

// form is what the answer of an endpoint is, whatever it was asked for.
type form int

// The forms of answer.
const (
	formOther form = iota
	formEmpty
	formPage    // HTML
	formFeed    // RSS, RDF or Atom
	formSitemap // a sitemap or an index of them
	formJSON
	formLines // addresses, one a line (sitemaps.org)
)

// document is an answer as characters, without what stands before its root.
type document struct {
	form form
	text string
	cut  bool // its bytes ended before their end, or are more than are read
}

// open reads the characters of an answer and tells what it is. What stands before
// the root of an XML document is passed over: warnings of a program, comments, a
// DOCTYPE, whose entities are put in where they are plain. Nothing is fetched.
func open(p *sada.Page) (document, error) {
	q, cut, err := unpacked(p)
	if err != nil {
		return document{}, err
	}
	d := document{text: xmlText(q), cut: cut || p.Capture.Truncated}
	begin := strings.TrimLeft(d.text, " \t\r\n")
	switch {
	case begin == "":
		d.form = formEmpty
	case begin[0] == '{', begin[0] == '[':
		d.form = formJSON
	default:
		d.root()
	}
	return d, nil
}

// root finds the root of the document and tells its form by it.
func (d *document) root() {
	at, name, declared := findRoot(d.text[:min(len(d.text), maxProlog)])
	switch name {
	case "rss", "rdf", "feed", "channel":
		d.form = formFeed
	case "urlset", "sitemapindex":
		d.form = formSitemap
	case "html", "head", "body":
		d.form = formPage
		return
	default:
		d.unrooted()
		return
	}
	d.text = withEntities(d.text[at:], declared)
}

// unrooted tells the form of what has no root of XML: JSON behind a warning, or
// lines of addresses.
func (d *document) unrooted() {
	begin := d.text[:min(len(d.text), maxProlog)]
	for i := 0; i < len(begin); i++ {
		if begin[i] == '\n' && i+1 < len(begin) && (begin[i+1] == '[' || begin[i+1] == '{') {
			d.form, d.text = formJSON, d.text[i+1:]
			return
		}
	}
	lines, addresses := 0, 0
	for line := range strings.Lines(begin) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		lines++
		if webAddress(line) {
			addresses++
		}
	}
	if addresses > 0 && 2*addresses > lines {
		d.form = formLines
	}
}

// webAddress reports whether a line is an address of the web and nothing else.
func webAddress(s string) bool {
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && !strings.ContainsAny(s, " \t<>\"")
}

// findRoot finds the first element that a feed, a sitemap or a page begins with:
// where its tag stands, its name, and the entities declared before it.
func findRoot(s string) (at int, name string, declared map[string]string) {
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '<')
		if j < 0 {
			break
		}
		i += j
		rest := s[i:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			i += behind(rest, len("<!--"), "-->")
		case strings.HasPrefix(rest, "<?"):
			i += behind(rest, 2, ">")
		case declared == nil && len(rest) > len(docType) && strings.EqualFold(rest[:len(docType)], docType):
			subset, size := doctype(rest)
			i += size
			declared = entities(subset)
		case len(rest) > len("<script") && strings.EqualFold(rest[:len("<script")], "<script"):
			i += behind(rest, len("<script"), "</script>")
		default:
			name = strings.ToLower(localName(elementName(rest)))
			switch name {
			case "rss", "rdf", "feed", "channel", "urlset", "sitemapindex", "html", "head", "body":
				return i, name, declared
			}
			i++
		}
	}
	return 0, "", nil
}

// behind is the offset behind the first end after from, or behind from itself when
// there is none.
func behind(s string, from int, end string) int {
	if i := strings.Index(s[from:], end); i >= 0 {
		return from + i + len(end)
	}
	return from
}

// elementName is the name of the start tag at the begin of s, "" when there is none.
func elementName(s string) string {
	if len(s) < 2 || !nameStart(s[1]) {
		return ""
	}
	end := 2
	for end < len(s) && nameByte(s[end]) {
		end++
	}
	return s[1:end]
}

func nameStart(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80 }

func nameByte(c byte) bool {
	return nameStart(c) || c >= '0' && c <= '9' || c == ':' || c == '-' || c == '.'
}

func localName(s string) string { return s[strings.LastIndexByte(s, ':')+1:] }

const docType = "<!doctype"

// doctype is the internal subset of the DOCTYPE at the begin of s, and the size of
// the whole. One that does not end is as long as its name.
func doctype(s string) (subset string, size int) {
	begin, depth, quote := -1, 0, byte(0)
	for i := len(docType); i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case depth > 0 && strings.HasPrefix(s[i:], "<!--"):
			i += behind(s[i:], len("<!--"), "-->") - 1
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			if depth++; depth == 1 {
				begin = i + 1
			}
		case c == ']':
			if depth--; depth == 0 {
				subset = s[begin:i]
			}
		case c == '>' && depth <= 0:
			return subset, i + 1
		}
	}
	return "", len(docType)
}

// entities reads the internal entities of a DOCTYPE whose value is plain text:
// one that holds markup or other entities than those of characters stays as it is
// written, and external ones are never read.
func entities(subset string) map[string]string {
	out := map[string]string{}
	for len(out) < maxEntities {
		i := strings.Index(subset, "<!")
		if i < 0 {
			break
		}
		subset = subset[i:]
		if strings.HasPrefix(subset, "<!--") {
			subset = subset[behind(subset, len("<!--"), "-->"):]
			continue
		}
		name, value, ok := entity(subset)
		if ok {
			out[name] = value
		}
		subset = subset[2:]
	}
	return out
}

// entity reads the declaration at the begin of s: <!ENTITY name "value">.
func entity(s string) (name, value string, ok bool) {
	s, ok = strings.CutPrefix(s, "<!ENTITY")
	if !ok {
		return "", "", false
	}
	s = strings.TrimLeft(s, " \t\r\n")
	end := strings.IndexAny(s, " \t\r\n\"'>")
	if end <= 0 {
		return "", "", false
	}
	name, s = s[:end], strings.TrimLeft(s[end:], " \t\r\n")
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return "", "", false
	}
	value, _, ok = strings.Cut(s[1:], s[:1])
	if !ok || len(value) > longestEntity {
		return "", "", false
	}
	value = html.UnescapeString(value)
	if strings.ContainsAny(value, "&<%") {
		return "", "", false
	}
	return name, value, true
}

// withEntities puts the declared entities into a text, as long as that does not
// make it much longer.
func withEntities(s string, declared map[string]string) string {
	if len(declared) == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	limit := len(s) + maxGrowth
	for b.Len()+len(s) < limit {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			break
		}
		end := strings.IndexByte(head(s[i:], maxEntityName), ';')
		value, ok := "", false
		if end > 0 {
			value, ok = declared[s[i+1:i+end]]
		}
		if !ok {
			b.WriteString(s[:i+1])
			s = s[i+1:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteString(html.EscapeString(value))
		s = s[i+end+1:]
	}
	b.WriteString(s)
	return b.String()
}
