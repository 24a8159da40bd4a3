package extract_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

// corpus is a folder of real pages and public cases beside the repository. Their
// texts are their publishers', so none of them stands in here.
func corpus(t *testing.T, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "shared", "corpus"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skip("no corpus beside the repository")
	}
	return path
}

// eachLine decodes a file of JSON Lines.
func eachLine[T any](t *testing.T, file string, f func(T)) {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		f(v)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func readCorpus(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(file, ".gz") {
		return b
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	b, err = io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// eachPage gives every page of a folder to f, with its address when an index
// names it.
func eachPage(t *testing.T, root string, f func(file string, p *sada.Page)) {
	t.Helper()
	addresses := map[string]string{}
	if all, err := os.ReadFile(filepath.Join(root, "MANIFEST.tsv")); err == nil {
		for _, line := range strings.Split(string(all), "\n") {
			if cells := strings.Split(line, "\t"); len(cells) > 2 && strings.HasPrefix(cells[1], "http") {
				addresses[cells[0]] = cells[1]
			}
		}
	}
	if _, err := os.Stat(filepath.Join(root, "gold.jsonl")); err == nil {
		eachLine(t, filepath.Join(root, "gold.jsonl"), func(g struct{ File, URL string }) { addresses[g.File] = g.URL })
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(root, path)
		switch filepath.Ext(strings.TrimSuffix(path, ".gz")) {
		case ".html", ".json", ".xml", ".htm":
			f(name, &sada.Page{Body: readCorpus(t, path), Capture: sada.Capture{URL: addresses[filepath.ToSlash(name)]}})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRealPagesGiveAnArticleOrAReason(t *testing.T) {
	// A judged set holds articles only; what is found of it must not shrink.
	for set, least := range map[string]int{"press": 58, "extract/fundus": 122, "extract/htmldate": 146, "extract/small": 3, "extract/trafilatura": 103, "extract/wcxb": 246} {
		t.Run(set, func(t *testing.T) {
			articles, reasons := 0, map[sada.Reason]int{}
			eachPage(t, corpus(t, strings.Split(set, "/")...), func(file string, p *sada.Page) {
				begin := time.Now()
				a, err := extract.Article(p, extract.Hints{Now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)})
				if took := time.Since(begin); took > 10*slowest {
					t.Errorf("%s took %v", file, took)
				}
				var r *sada.Rejection
				switch {
				case err == nil && a.Title != "" && len(a.Blocks)+len(a.Images) > 0:
					articles++
				case err == nil && (a.Title == "" || a.Kind != sada.KindVideo):
					t.Errorf("%s gives an article without title or text: %+v", file, a)
				case errors.As(err, &r):
					reasons[r.Reason]++
					t.Logf("%s: %v", file, err)
				}
				for _, k := range []sada.EndpointKind{sada.Feed, sada.Sitemap, sada.REST, sada.Section, sada.JSONListEndpoint} {
					_, _ = extract.Leads(p, sada.Endpoint{Kind: k}, extract.Hints{Now: noon})
				}
			})
			t.Logf("%d articles, and none for %v", articles, reasons)
			if articles < least {
				t.Errorf("%d articles, want at least %d", articles, least)
			}
		})
	}
}
