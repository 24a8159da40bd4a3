package extract_test

import (
	"bytes"
	"os"
	"path/filepath"
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
