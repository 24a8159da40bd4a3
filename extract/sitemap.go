package extract

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"sada"
)

// sitemapEntry is a <url> or a <sitemap>; names count without their space,
// since outlets write it wrongly.
type sitemapEntry struct {
	Loc, LastMod string
	Title, Date  string // of a news sitemap
	Keywords     string
	Language     string
	Image        string // the first
}

// readSitemap reads a sitemap, a news sitemap, or an index of sitemaps, whose
// parts become More, newest first. Where it is not well formed its entries are
// read one by one.
func readSitemap(d document, h Hints) (*sada.Leads, error) {
	m := &sitemap{text: d.text, hints: &h, out: &sada.Leads{}}
	if err := m.read(); err != nil {
		return nil, err
	}
	if m.broken != nil {
		m.pieces()
	}
	if len(m.out.Items)+len(m.parts)+m.out.Lost == 0 && m.broken != nil {
		return nil, unreadable("%s that cannot be read (%s)", whatInstead(m.text), squeeze(m.broken.Error()))
	}
	if d.cut && !m.out.Cut {
		m.cut("the sitemap is cut, or larger than is read")
	}
	for _, part := range m.parts {
		m.out.More = append(m.out.More, sada.Endpoint{Kind: sada.Sitemap, URL: part.Loc, Changed: leadDate(part.LastMod, &h)})
	}
	slices.SortStableFunc(m.out.More, func(a, b sada.Endpoint) int { return b.Changed.Time.Compare(a.Changed.Time) })
	return m.out, nil
}

// readLines reads a sitemap of addresses, one a line.
func readLines(d document) *sada.Leads {
	out := &sada.Leads{}
	for line := range strings.Lines(d.text) {
		switch line = strings.TrimSpace(line); {
		case line == "":
		case len(out.Items) == maxURLs:
			out.Cut = true
			out.Notes = append(out.Notes, "the sitemap holds more addresses than are read")
			return out
		case webAddress(line):
			out.Items = append(out.Items, sada.Lead{URL: line})
		default:
			out.Lost++
		}
	}
	return out
}

// unpacked is a page whose body is no gzip file, and whether that was cut.
func unpacked(p *sada.Page) (q *sada.Page, cut bool, err error) {
	if len(p.Body) > maxSitemap {
		return nil, false, unreadable("larger than %d MB", maxSitemap>>20)
	}
	if !bytes.HasPrefix(p.Body, []byte{0x1f, 0x8b}) {
		return p, false, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(p.Body))
	if err != nil {
		return nil, false, unreadable("a gzip file that is broken: %v", err)
	}
	body, err := io.ReadAll(io.LimitReader(z, maxSitemap+1))
	if len(body) > maxSitemap || err != nil && len(body) == 0 {
		return nil, false, unreadable("larger than %d MB unpacked, or broken", maxSitemap>>20)
	}
	unpacked := *p
	unpacked.Body = body
	return &unpacked, err != nil, nil
}

// sitemap is one that is being read.
type sitemap struct {
	text   string
	hints  *Hints
	out    *sada.Leads
	parts  []sitemapEntry // of an index
	broken error          // why it could not be read to its end
}

// read goes through the elements, until the first that is not well formed. Entries
// count at any depth: some wrap one set in another.
func (m *sitemap) read() error {
	d := xml.NewDecoder(strings.NewReader(m.text))
	d.Strict = false
	depth := 0
	for !m.out.Cut && m.broken == nil {
		t, err := d.RawToken()
		switch {
		case err == io.EOF:
			if depth > 0 {
				m.broken = io.ErrUnexpectedEOF
			}
			return nil
		case err != nil:
			m.broken = err
			return nil
		}
		switch t := t.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return unreadable("more than %d elements in one another", maxDepth)
			}
			if name := strings.ToLower(t.Name.Local); depth >= 2 && (name == "url" || name == "sitemap") {
				e, err := readEntry(d)
				if m.broken = err; err == nil {
					m.entry(e, name)
				}
				depth--
			}
		}
	}
	return nil
}

// pieces reads the entries anew, one by one.
func (m *sitemap) pieces() {
	m.out.Items, m.parts, m.out.Lost = nil, nil, 0
	whole := items(m.text, sitemapItems, func(x scraps) bool {
		m.entry(x.entry(), strings.ToLower(localName(elementName(x.tag))))
		return !m.out.Cut
	})
	if !whole {
		m.out.Lost++
	}
	m.cut(squeeze("the sitemap is cut or broken: " + m.broken.Error()))
}

func (m *sitemap) cut(note string) {
	m.out.Notes = append(m.out.Notes, note)
	m.out.Cut = true
}

// entry takes one <url> or <sitemap>.
func (m *sitemap) entry(e sitemapEntry, name string) {
	switch {
	case len(m.out.Items)+len(m.parts) >= maxURLs:
		m.cut("the sitemap holds more addresses than are read")
	case e.Loc == "":
		m.out.Lost++
	case name == "sitemap":
		m.parts = append(m.parts, e)
	default:
		m.out.Items = append(m.out.Items, sitemapLead(&e, m.hints))
	}
}

func sitemapLead(e *sitemapEntry, h *Hints) sada.Lead {
	l := sada.Lead{
		URL: e.Loc, Image: e.Image, Title: plainText(e.Title), Language: strings.ToLower(squeeze(e.Language)),
		Published: leadDate(e.Date, h), Modified: leadDate(e.LastMod, h),
	}
	for _, k := range strings.Split(e.Keywords, ",") {
		if k = squeeze(k); k != "" {
			l.Tags = append(l.Tags, k)
		}
	}
	return l
}

// errNested says that the elements of an entry do not lie in one another.
var errNested = errors.New("the elements of an entry do not lie in one another")

// readEntry reads one entry by raw tokens, so that a prefix that is not
// declared does no harm.
func readEntry(d *xml.Decoder) (e sitemapEntry, err error) {
	var path []string
	var text strings.Builder
	for {
		t, err := d.RawToken()
		if err != nil {
			return e, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			path = append(path, name)
			text.Reset()
			if len(path) > maxDepth || len(path) == 1 && (name == "url" || name == "sitemap") {
				return e, errNested
			}
		case xml.CharData:
			if text.Len() < maxField {
				text.Write(t)
			}
		case xml.EndElement:
			name := strings.ToLower(t.Name.Local)
			if len(path) == 0 && (name == "url" || name == "sitemap") {
				return e, nil
			}
			if len(path) == 0 || path[len(path)-1] != name {
				return e, errNested
			}
			e.set(strings.Join(path, "/"), strings.TrimSpace(text.String()))
			path = path[:len(path)-1]
			text.Reset()
		}
	}
}

func (e *sitemapEntry) set(path, s string) {
	switch path {
	case "loc":
		e.Loc = s
	case "lastmod":
		e.LastMod = s
	case "news/title":
		e.Title = s
	case "news/publication_date":
		e.Date = s
	case "news/keywords":
		e.Keywords = s
	case "news/publication/language":
		e.Language = s
	case "image/loc":
		if e.Image == "" {
			e.Image = s
		}
	}
}
