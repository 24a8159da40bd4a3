package office

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sada"
	"sada/internal/address"
	"sada/internal/export"
	"sada/store"
)

var articles = flag.Int("articles", 2000, "articles of the archive that BenchmarkSearch asks")

// A vocabulary that is used as words are: the n-th word 1/n as often as the first.
var vocabulary = func() []string {
	bits := strings.Fields("ba ر ص mi ت ل ka ن و ro س ك di ق م tu ح ع")
	out := make([]string, 20000)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range out {
		arabic := i%5 < 3
		for range 3 + r.IntN(3) {
			k := r.IntN(6) * 3
			if arabic {
				k += 1 + r.IntN(2)
			}
			out[i] += bits[k]
		}
		if arabic && r.IntN(2) == 0 {
			out[i] = "ال" + out[i]
		}
	}
	return out
}()

// answered is the header of an answer as many outlets give it.
var answered = http.Header{
	"Content-Type": {"text/html; charset=UTF-8"}, "Date": {"Fri, 04 Nov 2022 08:00:00 GMT"}, "Server": {"nginx"}, "Vary": {"Accept-Encoding"},
	"Cache-Control": {"max-age=60"}, "Etag": {`"5f3a1c-1b2c-5ec9"`}, "X-Cache": {"HIT"}, "Link": {`<https://quai.kiosk.test/wp-json/>; rel="https://api.w.org/"`},
}

// stock fills an archive with articles of 250 words; every fiftieth holds the phrase.
// With an event given, each article is a clipping of it.
func stock(b *testing.B, db *store.DB, n int, event string) {
	b.Helper()
	z := rand.NewZipf(rand.New(rand.NewPCG(2, 2)), 1.1, 4, uint64(len(vocabulary)-1))
	texts := make([]string, n)
	for i := range texts {
		var w strings.Builder
		for k := range 250 {
			if w.WriteString(vocabulary[z.Uint64()]); k%20 == 19 {
				w.WriteString(".\n\n")
			} else {
				w.WriteString(" ")
			}
		}
		if i%50 == 0 {
			w.WriteString("لقاء شراكة الحكومة المنفتحة بالمدينة.")
		}
		texts[i] = w.String()
	}
	work := make(chan int)
	var all sync.WaitGroup
	for range 256 {
		all.Go(func() {
			for i := range work {
				u := fmt.Sprintf("https://quai.kiosk.test/n/%d-un-article.html", i)
				seen := at.Add(time.Duration(i-n) * time.Minute)
				page := &sada.Page{Capture: sada.Capture{By: sada.ByCrawl, URL: u, FinalURL: u, Status: 200, Began: seen, Ended: seen, Header: answered}}
				var clips []sada.Clipping
				if event != "" {
					hit := sada.Hit{Leaf: "المدينة", Field: "text", Spans: [][2]int{{20, 34}}, Surface: "المدينة", Sentence: texts[i][:strings.IndexByte(texts[i], '.')]}
					clips = []sada.Clipping{{Event: event, Version: 1, At: seen, DatedBy: sada.DatedByPublished, Hits: []sada.Hit{hit, hit}}}
				}
				_, err := db.Keep(b.Context(), store.Take{
					Source: "quai", Own: true, Key: address.Key(u), Page: page,
					Article: &sada.Article{URL: u, Kind: sada.KindArticle, Language: "ar", Title: "n", Published: sada.Date{Time: seen, Precision: sada.ToMinute},
						Blocks: []sada.Block{{Kind: sada.Paragraph, Text: texts[i]}}},
				}, func(store.Prior) store.Verdict { return store.Verdict{NewVersion: true, Clippings: clips} })
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	all.Wait()
}

// BenchmarkSearch asks for the newest twenty of a made archive.
//
//	go test -run '^$' -bench Search ./internal/office -articles 100000
func BenchmarkSearch(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "archive")
	db, err := store.Open(dir, store.Options{Now: func() time.Time { return at }, Make: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	stock(b, db, *articles, "")
	f := New(Options{Store: db, Sources: func() []sada.Source { return nil }, Events: func() []sada.Event { return nil }, Now: func() time.Time { return at }})
	begin := time.Now()
	if err := f.Follow(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	took := time.Since(begin)
	info, err := os.Stat(filepath.Join(dir, "search.db"))
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, query string }{
		{"phrase", `"الحكومة المنفتحة"`},
		{"word", vocabulary[0]},
		{"two words", vocabulary[1] + " AND " + vocabulary[9]},
		{"phrase of two common words", `"` + vocabulary[1] + " " + vocabulary[2] + `"`},
		{"near", vocabulary[30] + " NEAR/5 " + vocabulary[60]},
		{"prefix", "الحكوم*"},
		{"language alone", "lang:ar"},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				found, err := f.Search(b.Context(), Search{Query: c.query}, nil)
				if err != nil || len(found.Results) != usualLimit {
					b.Fatalf("%d found, %v", len(found.Results), err)
				}
			}
			b.ReportMetric(float64(*articles)/took.Seconds(), "indexed/s")
			b.ReportMetric(float64(info.Size())/(1<<20), "MB-index")
		})
	}
}

// BenchmarkExport writes all clippings of one event.
//
//	go test -run '^$' -bench Export ./internal/office -articles 20000
func BenchmarkExport(b *testing.B) {
	db, err := store.Open(filepath.Join(b.TempDir(), "archive"), store.Options{Now: func() time.Time { return at }, Make: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	stock(b, db, *articles, "eau")
	f := New(Options{
		Store: db, Sources: func() []sada.Source { return nil }, Events: func() []sada.Event { return []sada.Event{{ID: "eau", Query: "المدينة"}} },
		Now: func() time.Time { return at },
	})
	for _, format := range export.Formats() {
		b.Run(format, func(b *testing.B) {
			for b.Loop() {
				d, err := f.Export(Selection{Event: "eau"})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := export.Write(io.Discard, format, d, 0); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(*articles*b.N)/b.Elapsed().Seconds(), "clippings/s")
		})
	}
}
