package kiosk

import (
	"bytes"
	"fmt"
	"time"
)

const sitemapHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

// newsSitemap holds what came out in the last two days.
func (s *Stand) newsSitemap(o *outlet) answer {
	b := bytes.NewBufferString(sitemapHead + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\" xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n")
	for _, i := range s.shelf(o, way{kind: "news-sitemap"}) {
		if !s.recent(i.published) {
			continue
		}
		fmt.Fprintf(b, "<url><loc>%s</loc><lastmod>%s</lastmod><news:news><news:publication><news:name>%s</news:name><news:language>%s</news:language></news:publication><news:publication_date>%s</news:publication_date><news:title>%s</news:title></news:news></url>\n",
			text(i.url()), s.stamp(i), text(o.fr), i.lang, i.published.UTC().Format(time.RFC3339), text(i.title))
	}
	b.WriteString("</urlset>\n")
	return answer{kind: "application/xml; charset=UTF-8", body: b.Bytes()}
}

// sitemapIndex names the sitemap of each section.
func (s *Stand) sitemapIndex(o *outlet) answer {
	b := bytes.NewBufferString(sitemapHead + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	for _, w := range o.ways {
		if w.kind == "sitemap-part" {
			fmt.Fprintf(b, "<sitemap><loc>https://%s%s</loc></sitemap>\n", o.host, text(w.path))
		}
	}
	b.WriteString("</sitemapindex>\n")
	return answer{kind: "application/xml; charset=UTF-8", body: b.Bytes()}
}

// sitemap holds all of one section.
func (s *Stand) sitemap(o *outlet, w way) answer {
	b := bytes.NewBufferString(sitemapHead + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	for _, i := range s.shelf(o, w) {
		fmt.Fprintf(b, "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n", text(i.url()), s.stamp(i))
	}
	b.WriteString("</urlset>\n")
	return answer{kind: "application/xml; charset=UTF-8", body: b.Bytes()}
}

// stamp is the moment of an item's last change.
func (s *Stand) stamp(i *item) string {
	return i.modified(int(s.round.Load())).UTC().Format(time.RFC3339)
}
