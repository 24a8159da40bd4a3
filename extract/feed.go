package extract

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"

	"sada"
)

var xmlDeclared = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["'][^>]*\?>`)

// xmlText returns the characters of an XML document as UTF-8 without its
// declaration of another encoding: by byte order mark, by the pattern of its
// first bytes (XML 1.0, appendix F), by declaration, by header.
func xmlText(p *sada.Page) string {
	b := p.Body
	e := encoding.Encoding(nil)
	switch {
	case bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}), bytes.HasPrefix(b, []byte{0, 0, 0, '<'}):
		e = utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(b, []byte{'<', 0, 0, 0}):
		e = utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}), bytes.HasPrefix(b, []byte{0, '<'}):
		e = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{'<', 0}):
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		b = b[3:]
	default:
		e = declared(b, p)
	}
	if e != nil {
		if out, _, err := transform.Bytes(e.NewDecoder(), b); err == nil {
			b = out
		}
	}
	s := strings.ToValidUTF8(string(b), "\ufffd")
	// The feed library drops control signs, at which a decoder would stop: what
	// is checked here must be what it reads.
	if strings.ContainsFunc(s, control) {
		s = strings.Map(func(r rune) rune {
			if control(r) {
				return -1
			}
			return r
		}, s)
	}
	s = strings.TrimLeft(s, "\ufeff \t\r\n")
	if m := xmlDeclared.FindStringIndex(s); m != nil {
		s = `<?xml version="1.0" encoding="UTF-8"?>` + s[m[1]:]
	}
	return s
}

// control reports whether XML forbids a sign (XML 1.0, 2.2).
func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

// declared is the encoding that a document or its header declares; nil for
// UTF-8 and for valid UTF-8 that declares something else.
func declared(b []byte, p *sada.Page) encoding.Encoding {
	name := ""
	if m := xmlDeclared.FindSubmatch(declaration(b)); m != nil {
		name = string(m[1])
	} else if p.Capture.Header != nil {
		_, params, ok := strings.Cut(strings.ToLower(p.Capture.Header.Get("Content-Type")), "charset=")
		if ok {
			name = strings.Trim(params, `"' ;`)
		}
	}
	if utf8.Valid(b) {
		return nil
	}
	if name == "" {
		name = "windows-1252"
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		e, _ = charset.Lookup(name)
	}
	return e
}

// declaration is where an XML declaration may stand: at the begin, or behind what a
// program printed before it.
func declaration(b []byte) []byte {
	b = b[:min(len(b), maxBefore)]
	if i := bytes.Index(b, []byte("<?xml")); i >= 0 {
		b = b[i:]
	}
	return b[:min(len(b), maxDeclaration)]
}

// shallow refuses XML whose elements lie too deep in one another: the feed
// library follows them by recursion, and a stack overflow ends the process.
func shallow(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	depth := 0
	for {
		t, err := d.RawToken()
		if err != nil {
			return nil // the feed library has its own word on broken XML
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return unreadable("more than %d elements in one another", maxDepth)
			}
		case xml.EndElement:
			depth = max(depth-1, 0)
		}
	}
}

// readFeed reads RSS, RDF or Atom: as the standards say, and where items are
// missing then, piece by piece.
func readFeed(d document, p *sada.Page, h Hints) (*sada.Leads, error) {
	s := d.text
	if len(s) > maxFeedBytes {
		s, d.cut = head(s, maxFeedBytes), true
	}
	if err := shallow(s); err != nil {
		return nil, err
	}
	named := countItems(s)
	out := &sada.Leads{}
	f, err := parseFeed(cutItems(s))
	if err == nil {
		out.Title = plainText(f.Title)
		for _, it := range f.Items[:min(len(f.Items), maxItems)] {
			if lead, ok := feedLead(it, &h); ok {
				out.Items = append(out.Items, lead)
			}
		}
	}
	if err != nil {
		out.Title = channelTitle(s)
		out.Notes = append(out.Notes, squeeze("the feed is cut or broken: "+err.Error()))
		d.cut = d.cut || strings.Contains(err.Error(), "unexpected EOF")
	}
	// Words in a text may look like items; then the second reading finds no more.
	if err != nil || len(out.Items) < min(named, maxItems) {
		pieces, lost, whole := readPieces(s, &h)
		if len(pieces) > len(out.Items) {
			out.Items = pieces
		}
		out.Lost, d.cut = lost, d.cut || !whole
	}
	if len(out.Items) == 0 && len(d.text) > maxFeedBytes {
		return nil, unreadable("larger than %d MB, and no item of it is whole", maxFeedBytes>>20)
	}
	if out.Cut = d.cut || named > maxItems; out.Cut && len(out.Notes) == 0 {
		out.Notes = append(out.Notes, "the feed holds more items than are read, or lacks its end")
	}
	fromGUIDs(out.Items, p.URL())
	if len(out.Items) > 0 {
		out.More = nextFeed(s, p, &h)
	}
	return out, nil
}

// countItems is how many items a feed has by its tags, about.
func countItems(s string) int {
	n := 0
	for _, name := range feedItems {
		begins := strings.Count(s, "<"+name+">") + strings.Count(s, "<"+name+" ")
		n += max(begins, strings.Count(s, "</"+name+">"))
	}
	return n
}

// readPieces reads the items of a feed one by one, so that a fault in one costs no
// other. It counts those that name no address, and one that lacks its end; whole
// says that none does.
func readPieces(s string, h *Hints) (leads []sada.Lead, lost int, whole bool) {
	seen := 0
	whole = items(s, feedItems, func(x scraps) bool {
		if lead, ok := feedLead(x.item(), h); ok {
			leads = append(leads, lead)
		} else {
			lost++
		}
		seen++
		return seen < maxItems
	})
	if !whole {
		lost++
	}
	return leads, lost, whole
}

// channelTitle is what a feed that is read by pieces calls itself.
func channelTitle(s string) string {
	c := newScanner(head(s, maxProlog))
	for i := 0; i < len(c.s); {
		m := c.next(i)
		if m.kind == startNode && (m.local() == "item" || m.local() == "entry") {
			break
		}
		if m.kind == startNode && m.local() == "title" && !m.closed {
			text := c.next(min(m.end, len(c.s)-1))
			if text.kind == dataNode {
				return plainText(c.s[text.inner[0]:text.inner[1]])
			}
			return plainText(unescape(c.s[text.begin:text.end]))
		}
		i = m.end
	}
	return ""
}

// parseFeed holds the panics of the feed library: it goes through nil where a
// document is not as it expects.
func parseFeed(s string) (f *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("the feed library gave up: %v", r)
		}
	}()
	return gofeed.NewParser().ParseString(s)
}

// cutItems cuts a feed behind its last item that is read, so that what follows
// costs no memory.
func cutItems(s string) string {
	for _, end := range []string{"</item>", "</entry>"} {
		if strings.Count(s, end) <= maxItems {
			continue
		}
		at := 0
		for range maxItems {
			at += strings.Index(s[at:], end) + len(end)
		}
		return s[:at] + ending(s)
	}
	return s
}

// ending closes what a feed that was cut behind an item leaves open.
func ending(s string) string {
	switch begin := head(s, maxFeedBegin); {
	case strings.Contains(begin, "<rdf:RDF"):
		return "</rdf:RDF>"
	case strings.Contains(begin, "<feed"):
		return "</feed>"
	}
	return "</channel></rss>"
}

func feedLead(it *gofeed.Item, h *Hints) (sada.Lead, bool) {
	l := sada.Lead{
		URL: extension(it.Extensions, "feedburner", "origLink"), Title: plainText(it.Title), Summary: head(plainText(it.Description), maxSummary), GUID: it.GUID,
		Published: leadDate(it.Published, h), Modified: leadDate(it.Updated, h),
	}
	if l.URL == "" {
		l.URL = strings.TrimSpace(it.Link)
	}
	for _, u := range it.Links {
		if l.URL == "" {
			l.URL = strings.TrimSpace(u)
		}
	}
	if l.URL == "" && strings.HasPrefix(it.GUID, "http") {
		l.URL = it.GUID
	}
	if l.URL == "" {
		return l, false
	}
	if len(it.Content) <= maxContentLen {
		l.Content = it.Content
	}
	for _, a := range it.Authors {
		if a != nil && a.Name != "" {
			l.Authors = append(l.Authors, squeeze(a.Name))
		}
	}
	for _, c := range it.Categories {
		if c = squeeze(html.UnescapeString(c)); c != "" {
			l.Tags = append(l.Tags, c)
		}
	}
	if len(l.Tags) > 0 {
		l.Section = l.Tags[0]
	}
	if it.Image != nil {
		l.Image = it.Image.URL
	}
	for _, e := range it.Enclosures {
		if l.Image == "" && strings.HasPrefix(e.Type, "image/") {
			l.Image = e.URL
		}
	}
	if l.Published.IsZero() {
		l.Published = l.Modified
	}
	media(&l, it.Extensions)
	return l, true
}

// media reads what YouTube and picture feeds say in extensions.
func media(l *sada.Lead, e ext.Extensions) {
	if id := extension(e, "yt", "videoId"); id != "" {
		l.Kind = sada.KindVideo
	}
	for _, group := range e["media"]["group"] {
		for _, d := range group.Children["description"] {
			if l.Summary == "" {
				l.Summary = strings.TrimSpace(d.Value)
			}
		}
		for _, t := range group.Children["thumbnail"] {
			if l.Image == "" {
				l.Image = t.Attrs["url"]
			}
		}
	}
	for _, key := range []string{"thumbnail", "content"} {
		for _, m := range e["media"][key] {
			if u := m.Attrs["url"]; l.Image == "" && u != "" && (key == "thumbnail" || strings.HasPrefix(m.Attrs["type"], "image/") || m.Attrs["medium"] == "image") {
				l.Image = u
			}
		}
	}
}

func extension(e ext.Extensions, space, name string) string {
	for _, x := range e[space][name] {
		return strings.TrimSpace(x.Value)
	}
	return ""
}

// codeTag matches what no reader sees.
var codeTag = regexp.MustCompile(`(?is)<(?:script|style)\b.*?</(?:script|style)\s*>`)

// plainText takes tags and entities out of what a feed gives as HTML.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = codeTag.ReplaceAllString(html.UnescapeString(s), " ")
		s = html.UnescapeString(anyTag.ReplaceAllString(s, " "))
	}
	return squeeze(s)
}
