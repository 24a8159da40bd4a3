package extract

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"io"
	"sort"
	"strings"

	"sada"
)

// maxSitemap is the most bytes of a sitemap that are read, unpacked
// (sitemaps.org).
const maxSitemap = 50 << 20

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
// parts become More, newest first.
func readSitemap(p *sada.Page, h Hints) (*sada.Leads, error) {
	q, err := unpacked(p)
	if err != nil {
		return nil, err
	}
	m := &sitemap{text: xmlText(q), hints: &h, out: &sada.Leads{}}
	if err := m.read(); err != nil {
		return nil, err
	}
	sort.SliceStable(m.parts, func(i, j int) bool { return m.parts[i].LastMod > m.parts[j].LastMod })
	for _, part := range m.parts {
		m.out.More = append(m.out.More, sada.Endpoint{Kind: sada.Sitemap, URL: part.Loc})
	}
	return m.out, nil
}

// unpacked is a page whose body is no gzip file.
func unpacked(p *sada.Page) (*sada.Page, error) {
	if len(p.Body) > maxSitemap {
		return nil, unreadable("larger than %d MB", maxSitemap>>20)
	}
	if !bytes.HasPrefix(p.Body, []byte{0x1f, 0x8b}) {
		return p, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(p.Body))
	if err != nil {
		return nil, unreadable("a gzip file that is broken: %v", err)
	}
	body, err := io.ReadAll(io.LimitReader(z, maxSitemap+1))
	if err != nil || len(body) > maxSitemap {
		return nil, unreadable("larger than %d MB unpacked, or broken", maxSitemap>>20)
	}
	q := *p
	q.Body = body
	return &q, nil
}

// sitemap is one that is being read.
type sitemap struct {
	text  string
	hints *Hints
	out   *sada.Leads
	parts []sitemapEntry // of an index
	root  string
}

// read goes through the elements. What stands before a fault is kept.
func (m *sitemap) read() error {
	d := xml.NewDecoder(strings.NewReader(m.text))
	d.Strict = false
	depth := 0
	for !m.out.Cut {
		t, err := d.RawToken()
		switch {
		case err == io.EOF && m.root != "":
			return nil
		case err != nil && len(m.out.Items)+len(m.parts) == 0:
			return unreadable("%s, not a sitemap", whatInstead(m.text))
		case err != nil:
			m.cut("the sitemap is cut or broken: " + err.Error())
			return nil
		}
		switch t := t.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return unreadable("more than %d elements in one another", maxDepth)
			}
			name := strings.ToLower(t.Name.Local)
			if m.root == "" {
				if m.root = name; name != "urlset" && name != "sitemapindex" {
					return unreadable("%s, not a sitemap", whatInstead(m.text))
				}
			}
			if depth == 2 && (name == "url" || name == "sitemap") {
				m.entry(d, name)
				depth--
			}
		}
	}
	return nil
}

func (m *sitemap) cut(note string) {
	m.out.Notes = append(m.out.Notes, note)
	m.out.Cut = true
}

// entry reads one <url> or <sitemap>, whose start has been read.
func (m *sitemap) entry(d *xml.Decoder, name string) {
	e, err := readEntry(d)
	switch {
	case err != nil:
		m.cut("the sitemap is cut or broken: " + err.Error())
	case len(m.out.Items)+len(m.parts) >= maxURLs:
		m.cut("the sitemap holds more addresses than are read")
	case e.Loc == "":
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
			path = append(path, strings.ToLower(t.Name.Local))
			text.Reset()
			if len(path) > maxDepth {
				return e, io.ErrUnexpectedEOF
			}
		case xml.CharData:
			if text.Len() < 8<<10 {
				text.Write(t)
			}
		case xml.EndElement:
			if len(path) == 0 {
				return e, nil
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
