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
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Title       string `xml:"title"`
		Date        string `xml:"publication_date"`
		Keywords    string `xml:"keywords"`
		Publication struct {
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
	Images []struct {
		Loc string `xml:"loc"`
	} `xml:"image"`
}

// readSitemap reads a sitemap, a news sitemap, or an index of sitemaps, whose
// parts become More, newest first.
func readSitemap(p *sada.Page, h Hints) (*sada.Leads, error) {
	q := *p
	if bytes.HasPrefix(q.Body, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(q.Body))
		if err != nil {
			return nil, unreadable("a gzip file that is broken: %v", err)
		}
		body, err := io.ReadAll(io.LimitReader(z, maxSitemap+1))
		if err != nil || len(body) > maxSitemap {
			return nil, unreadable("larger than %d MB unpacked, or broken", maxSitemap>>20)
		}
		q.Body = body
	}
	s := xmlText(&q)
	out := &sada.Leads{}
	type part struct{ url, modified string }
	var parts []part
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = false
	root, depth := "", 0
	for {
		t, err := d.RawToken()
		if err != nil {
			if root == "" || err != io.EOF && len(out.Items) == 0 && len(parts) == 0 {
				return nil, unreadable("%s, not a sitemap", whatInstead(s))
			}
			if err != io.EOF {
				out.Notes = append(out.Notes, "the sitemap is cut or broken: "+err.Error())
				out.Cut = true
			}
			break
		}
		start, ok := t.(xml.StartElement)
		if _, end := t.(xml.EndElement); end {
			depth--
		}
		if !ok {
			continue
		}
		if depth++; depth > maxDepth {
			return nil, unreadable("more than %d elements in one another", maxDepth)
		}
		name := strings.ToLower(start.Name.Local)
		if root == "" {
			root = name
			if root != "urlset" && root != "sitemapindex" {
				return nil, unreadable("%s, not a sitemap", whatInstead(s))
			}
		}
		if name != "url" && name != "sitemap" || depth != 2 {
			continue
		}
		e, err := readEntry(d)
		depth--
		if err != nil {
			out.Notes = append(out.Notes, "the sitemap is cut or broken: "+err.Error())
			out.Cut = true
			break
		}
		if len(out.Items)+len(parts) >= maxURLs {
			out.Cut = true
			break
		}
		if e.Loc = strings.TrimSpace(e.Loc); e.Loc == "" {
			continue
		}
		if name == "sitemap" {
			parts = append(parts, part{e.Loc, e.LastMod})
			continue
		}
		out.Items = append(out.Items, sitemapLead(&e, &h))
	}
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].modified > parts[j].modified })
	for _, part := range parts {
		if part.url != p.URL() && part.url != p.Capture.URL {
			out.More = append(out.More, sada.Endpoint{Kind: sada.Sitemap, URL: part.url})
		}
	}
	return out, nil
}

func sitemapLead(e *sitemapEntry, h *Hints) sada.Lead {
	l := sada.Lead{
		URL: e.Loc, Title: plainText(e.News.Title), Language: strings.ToLower(strings.TrimSpace(e.News.Publication.Language)),
		Published: leadDate(e.News.Date, h), Modified: leadDate(e.LastMod, h),
	}
	for _, k := range strings.Split(e.News.Keywords, ",") {
		if k = squeeze(k); k != "" {
			l.Tags = append(l.Tags, k)
		}
	}
	if len(e.Images) > 0 {
		l.Image = strings.TrimSpace(e.Images[0].Loc)
	}
	return l
}

// readEntry reads one entry by raw tokens, so that a prefix that is not
// declared does no harm.
func readEntry(d *xml.Decoder) (e sitemapEntry, err error) {
	var path []string
	var text strings.Builder
	for steps := 0; ; steps++ {
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
		e.News.Title = s
	case "news/publication_date":
		e.News.Date = s
	case "news/keywords":
		e.News.Keywords = s
	case "news/publication/language":
		e.News.Publication.Language = s
	case "image/loc":
		if len(e.Images) < 10 {
			e.Images = append(e.Images, struct {
				Loc string `xml:"loc"`
			}{s})
		}
	}
}
