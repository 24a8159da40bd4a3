package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sada"
	"sada/extract"
)

// saved reads the pages of the goldens.
func saved(b *testing.B) (pages []*sada.Page, size int64) {
	b.Helper()
	err := filepath.WalkDir("testdata", func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".html" {
			return err
		}
		body, err := os.ReadFile(path)
		size += int64(len(body))
		pages = append(pages, plain(string(body)))
		return err
	})
	if err != nil || len(pages) == 0 {
		b.Fatalf("%d pages, %v", len(pages), err)
	}
	return pages, size
}

func BenchmarkArticle(b *testing.B) {
	pages, size := saved(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			_, _ = extract.Article(p, extract.Hints{Now: noon})
		}
	}
}

// BenchmarkBareParse is what the parser alone takes for the same pages.
func BenchmarkBareParse(b *testing.B) {
	pages, size := saved(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			if _, err := html.Parse(bytes.NewReader(p.Body)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkFeed reads a feed of the usual size, well formed, then with a bad tag in
// one item.
func BenchmarkFeed(b *testing.B) {
	var items strings.Builder
	for i := range 50 {
		fmt.Fprintf(&items, "<item><title>Le bulletin des eaux, numéro %d</title><link>https://www.petit.test/eaux/%d</link><guid>https://www.petit.test/?p=%d</guid><pubDate>Tue, 01 Nov 2022 10:15:00 +0100</pubDate><dc:creator>Régie</dc:creator><category>Eaux</category><description><![CDATA[<p>%s</p>]]></description></item>", i, i, i, strings.Repeat("Les canaux ont été curés avant les pluies. ", 40))
	}
	whole := `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Petit</title>` + items.String() + "</channel></rss>"
	for name, body := range map[string]string{"whole": whole, "broken": strings.Replace(whole, "</title><link>https://www.petit.test/eaux/25", "</titre><link>https://www.petit.test/eaux/25", 1)} {
		b.Run(name, func(b *testing.B) {
			p := plain(body)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				l, err := extract.Leads(p, sada.Endpoint{Kind: sada.Feed, URL: p.Capture.URL}, extract.Hints{Now: noon})
				if err != nil || len(l.Items) != 50 && name == "whole" {
					b.Fatalf("%v, %v", l, err)
				}
			}
		})
	}
}
