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

func control(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' }

// declared is the encoding that a document or its header declares; nil for
// UTF-8 and for valid UTF-8 that declares something else.
func declared(b []byte, p *sada.Page) encoding.Encoding {
	name := ""
	if m := xmlDeclared.FindSubmatch(b[:min(len(b), 200)]); m != nil {
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
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return unreadable("more than %d elements in one another", maxDepth)
			}
		case xml.EndElement:
			depth = max(depth-1, 0)
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return unreadable("it declares entities of its own")
			}
		}
	}
}

// feedText returns the characters of a feed; of one that is too large those up to
// its last whole item within the bound, "" when there is none.
func feedText(p *sada.Page) (s string, large bool) {
	if len(p.Body) <= maxFeedBytes {
		return xmlText(p), false
	}
	q := *p
	q.Body = p.Body[:maxFeedBytes]
	s, _ = wholeItems(xmlText(&q))
	return s, true
}

// readFeed reads RSS, RDF, Atom or JSON Feed.
func readFeed(p *sada.Page, h Hints) (*sada.Leads, error) {
	s, large := feedText(p)
	if s == "" && large {
		return nil, unreadable("larger than %d MB", maxFeedBytes>>20)
	}
	begin := strings.TrimLeft(s, " \t\r\n")
	if !strings.HasPrefix(begin, "{") {
		if what := whatInstead(s); what == "an HTML page" && !strings.Contains(head(s, 2000), "<rss") || what == "a sitemap" || what == "an empty answer" {
			return nil, unreadable("%s, not a feed", what)
		}
		if err := shallow(s); err != nil {
			return nil, err
		}
	}
	out := &sada.Leads{Cut: large || strings.Count(s, "<item")+strings.Count(s, "<entry") > maxItems}
	f, err := parseFeed(cutItems(s))
	if err != nil {
		whole, retry := wholeItems(s)
		if retry {
			f, _ = parseFeed(whole)
		}
		if f == nil || len(f.Items) == 0 {
			return nil, unreadable("it cannot be read as a feed, it looks like %s (%v)", whatInstead(s), err)
		}
		out.Cut = true
		out.Notes = append(out.Notes, "the feed is cut or broken: "+err.Error())
	}
	out.Title = plainText(f.Title)
	base := p.URL()
	for i, it := range f.Items {
		if i == maxItems {
			out.Cut = true
			break
		}
		if lead, ok := feedLead(it, base, &h); ok {
			out.Items = append(out.Items, lead)
		}
	}
	if out.Cut && len(out.Notes) == 0 {
		out.Notes = append(out.Notes, "the feed holds more items than are read")
	}
	return out, nil
}

// parseFeed holds the panics of the feed library: it goes through nil where JSON
// has null for an author.
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
	switch begin := head(s, 2000); {
	case strings.Contains(begin, "<rdf:RDF"):
		return "</rdf:RDF>"
	case strings.Contains(begin, "<feed"):
		return "</feed>"
	}
	return "</channel></rss>"
}

// wholeItems cuts a feed that ends too early behind its last whole item.
func wholeItems(s string) (string, bool) {
	for _, end := range []string{"</item>", "</entry>"} {
		if i := strings.LastIndex(s, end); i >= 0 {
			return s[:i+len(end)] + ending(s), true
		}
	}
	return "", false
}

func feedLead(it *gofeed.Item, base string, h *Hints) (sada.Lead, bool) {
	l := sada.Lead{
		URL: it.Link, Title: plainText(it.Title), Summary: head(plainText(it.Description), 2000), GUID: it.GUID,
		Published: leadDate(it.Published, h), Modified: leadDate(it.Updated, h),
	}
	if l.URL == "" && len(it.Links) > 0 {
		l.URL = it.Links[0]
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
