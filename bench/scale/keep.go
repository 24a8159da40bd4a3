package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"sada"
	"sada/internal/address"
	"sada/internal/match"
	"sada/store"
)

const (
	outlets = 40
	callers = 64
	// block is how many articles are made at a time, before they are kept, so that
	// the making is not counted.
	block = 2000
	// pace is the time between two articles: 300,000 of them in a year.
	pace = 365 * 24 * time.Hour / 300000
)

// kept is one article made ready, as a visit hands it to the store.
type kept struct {
	take store.Take
	hits []sada.Hit
	at   time.Time
}

// keep fills an archive through store.Keep and counts the processor time of
// that alone.
func keep(ctx context.Context, o options) error {
	query, err := match.Parse(common, nil)
	if err != nil {
		return err
	}
	end := time.Now().Add(-time.Hour)
	var clock atomic.Int64
	clock.Store(end.Add(-pace * time.Duration(o.n)).UnixNano())
	db, err := store.Open(o.archive(), store.Options{Make: true, Now: func() time.Time { return time.Unix(0, clock.Load()) }})
	if err != nil {
		return err
	}
	defer db.Close()
	for i := range outlets {
		if err := db.KeepHealth(ctx, sada.Health{Source: source(i), Visit: end, OK: end, Article: end, Habit: 24 * time.Hour, Articles: o.n / outlets}); err != nil {
			return err
		}
	}
	if err := db.KeepSettings(ctx, nil, []sada.Event{{ID: "ouvert", Query: common, Sources: []string{sada.AllSources}}}); err != nil {
		return err
	}
	var spent, took time.Duration
	for first := 0; first < o.n; first += block {
		some, err := prepare(query, first, min(first+block, o.n), end.Add(-pace*time.Duration(o.n-first)))
		if err != nil {
			return err
		}
		begun, before := time.Now(), used()
		if err := keepAll(ctx, db, some, &clock); err != nil {
			return err
		}
		spent, took = spent+used()-before, took+time.Since(begun)
		if (first/block)%10 == 9 {
			if _, err := db.Sweep(ctx); err != nil { // sketches older than families are looked for
				return err
			}
		}
	}
	fmt.Printf("keeping alone: %.3f ms CPU and %.3f ms an article", ms(spent)/float64(o.n), ms(took)/float64(o.n))
	return nil
}

func prepare(query *match.Query, first, last int, begin time.Time) ([]kept, error) {
	out := make([]kept, last-first)
	var all sync.WaitGroup
	for w := range 2 {
		all.Go(func() {
			for i := w; i < len(out); i += 2 {
				out[i] = makeReady(query, first+i, begin.Add(pace*time.Duration(i)))
			}
		})
	}
	all.Wait()
	return out, nil
}

func keepAll(ctx context.Context, db *store.DB, some []kept, clock *atomic.Int64) error {
	work := make(chan *kept)
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			for k := range work {
				if _, err := db.Keep(ctx, k.take, k.verdict); err != nil {
					failed.Store(&err)
				}
			}
		})
	}
	for i := range some {
		clock.Store(some[i].at.UnixNano())
		work <- &some[i]
	}
	close(work)
	all.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

func (k *kept) verdict(store.Prior) store.Verdict {
	v := store.Verdict{NewVersion: true}
	if len(k.hits) > 0 {
		v.Clippings = []sada.Clipping{{Event: "ouvert", Version: 1, Hits: k.hits, DatedBy: sada.DatedByPublished, QuerySHA: shaOf(common), At: k.at}}
	}
	return v
}

// bond tells what two texts are to each other, as a visit does.
func bond(a, b []uint32, often func(uint32) bool) store.Bond {
	switch k := match.Kin(a, b, often); {
	case k.Copies():
		return store.Copy
	case k.Near():
		return store.Near
	}
	return store.Apart
}

// makeReady does what a visit does before it hands a page to the store.
func makeReady(query *match.Query, n int, at time.Time) kept {
	w := write(n)
	host := fmt.Sprintf("www.%s.scale.test", source(n%outlets))
	url := fmt.Sprintf("https://%s/%s/%s-%d.html", host, []string{"politique", "societe", "economie", "regions"}[n%4], slug(w.title, n), 100000+n)
	a := &sada.Article{
		URL: url, Canonical: url, Kind: sada.KindArticle, Language: w.code, Title: w.title, Authors: []string{"M. Scale"}, Section: "Politique",
		Published: sada.Date{Time: at.Add(-20 * time.Minute), Precision: sada.ToSecond, Zone: "written", From: "json-ld", Text: at.Format(time.RFC3339)},
		Images:    []sada.Image{{URL: fmt.Sprintf("https://%s/wp-content/uploads/%d/photo-%d.jpg", host, at.Year(), n), Caption: w.paragraphs[0][:40]}}, Confidence: .97,
	}
	for _, p := range w.paragraphs {
		a.Blocks = append(a.Blocks, sada.Block{Kind: sada.Paragraph, Text: p})
	}
	body := w.page(url)
	sum := sha256.Sum256(body)
	capture := sada.Capture{
		By: sada.ByCrawl, Method: "GET", URL: url, FinalURL: url, Status: 200, Proto: "HTTP/2.0", Remote: fmt.Sprintf("192.0.2.%d:443", n%outlets),
		RequestHeader: requestHeader(), Header: header(n, at, host), Began: at, Ended: at.Add(320 * time.Millisecond), Robots: "allowed by robots.txt",
		SHA256: hex.EncodeToString(sum[:]), Size: int64(len(body)), WireSize: int64(len(body) / 4), WireEncoding: "gzip",
	}
	from := strings.Replace(url, "www.", "", 1)
	if n%10 == 0 {
		capture.URL = from
		capture.Hops = []sada.Hop{{URL: from, Status: 301, Location: url}}
	}
	doc := match.NewDocument(a, source(n%outlets))
	hits, _ := query.Match(doc)
	key := address.Key(url)
	return kept{at: at, hits: hits, take: store.Take{
		Source: source(n % outlets), Own: true, Key: key, Page: &sada.Page{Capture: capture, Body: body}, Article: a, Modified: at, Clip: len(hits) > 0,
		Queued: &store.Queued{Source: source(n % outlets), Key: key, URL: url}, Sketch: doc.Sketch(), Bond: bond,
		Ties: []store.Tie{{Name: fmt.Sprintf("https://%s/?p=%d", host, 100000+n), By: "guid"}, {Name: "u:" + from, By: "og:url"}},
	}}
}

func source(n int) string { return fmt.Sprintf("s%02d", n) }

func slug(title string, n int) string {
	words := strings.Fields(title)
	if n%5%2 == 0 {
		return "actualites"
	}
	return strings.Join(words[:min(7, len(words))], "-")
}

// requestHeader and header are what a crawler sends and an outlet behind a cache
// answers.
func requestHeader() http.Header {
	return http.Header{
		"User-Agent": {"sada/1.0 (+desk@scale.test)"}, "Accept": {"text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"},
		"Accept-Encoding": {"gzip"}, "Accept-Language": {"ar,fr;q=0.8"},
	}
}

func header(n int, at time.Time, host string) http.Header {
	day := at.UTC().Format(http.TimeFormat)
	return http.Header{
		"Date": {day}, "Content-Type": {"text/html; charset=UTF-8"}, "Content-Encoding": {"gzip"}, "Vary": {"Accept-Encoding", "Cookie"},
		"Server": {"cloudflare"}, "Cf-Ray": {fmt.Sprintf("%016x-CMN", uint64(n)*0x9e3779b97f4a7c15)}, "Cf-Cache-Status": {"HIT"}, "Age": {fmt.Sprint(n % 900)},
		"Cache-Control": {"public, max-age=300, s-maxage=600"}, "Last-Modified": {at.Add(-time.Hour).UTC().Format(http.TimeFormat)},
		"Link":                      {fmt.Sprintf(`<https://%s/wp-json/>; rel="https://api.w.org/"`, host), fmt.Sprintf(`<https://%s/?p=%d>; rel=shortlink`, host, 100000+n)},
		"Strict-Transport-Security": {"max-age=31536000; includeSubDomains"}, "X-Content-Type-Options": {"nosniff"}, "X-Frame-Options": {"SAMEORIGIN"},
		"Alt-Svc": {`h3=":443"; ma=86400`}, "Report-To": {fmt.Sprintf(`{"endpoints":[{"url":"https://a.nel.scale.test/report/v4?s=%x"}],"group":"cf-nel","max_age":604800}`, sha256.Sum256([]byte(fmt.Sprint(n))))},
	}
}

func shaOf(query string) string {
	sum := sha256.Sum256([]byte(query))
	return hex.EncodeToString(sum[:])
}

// used is the processor time of this process so far.
func used() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
