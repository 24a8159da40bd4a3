package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/match"
	"sada/internal/monitor"
	"sada/store"
)

// queries are events of a working office: the first is answered by one page in
// forty, the others by few or none.
var queries = []string{
	`"الحكومة المنفتحة" OR "gouvernement ouvert" OR (OGP NEAR/10 (Maroc OR Marrakech))`,
	`"مناظرة وطنية" AND (جبايات OR ضرائب)`, `title:بلاغ AND "وزارة الداخلية"`,
	`"collectivités territoriales" NEAR/10 budget`, `(تزويد NEAR/5 "الماء الشروب") NOT فيضان`,
	`"régionalisation avancée" OR "الجهوية المتقدمة"`, `منتخبون ONEAR/6 دورة`,
	`"état civil" AND numérisation`, `"الحالة المدنية"`, `"transport urbain" OR "النقل الحضري"`,
}

func newCrawler(stand string, hostsKept crawler.Hosts) (*crawler.Crawler, error) {
	connect := map[string]string{}
	for h := range hosts {
		connect[hostName(h)+":80"] = stand
	}
	return crawler.New(crawler.Options{
		Product: "sada", UserAgent: "sada/bench (+bench@kiosk.test)", ConnectTo: connect,
		AllowPorts: []int{80, 443}, Limits: crawler.DefaultLimits(), Hosts: hostsKept, Parallel: inFlight,
	})
}

func source(h int) sada.Source {
	home := "http://" + hostName(h)
	return sada.Source{
		ID: fmt.Sprintf("h%02d", h), Name: sada.Names{"fr": hostName(h)}, Home: home + "/",
		Profile: sada.Generic, Languages: []string{"ar", "fr"}, Zone: "Africa/Casablanca",
		Endpoints: []sada.Endpoint{{Kind: sada.Feed, URL: home + "/feed"}},
	}
}

// depth is how far pieces leads a page.
type depth int

const (
	fetched depth = iota
	extracted
	matched
)

// pieces leads every page as far as d, and keeps nothing.
func pieces(stand string, d depth) (int, error) {
	c, err := newCrawler(stand, nil)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	var compiled []*match.Query
	for _, q := range queries {
		m, err := match.Parse(q, nil)
		if err != nil {
			return 0, err
		}
		compiled = append(compiled, m)
	}
	zone, err := time.LoadLocation("Africa/Casablanca")
	if err != nil {
		return 0, err
	}
	var (
		mu    sync.Mutex
		read  int
		fail  error
		wait  sync.WaitGroup
		turns = make(chan struct{}, inFlight)
	)
	for h := range hosts {
		turns <- struct{}{}
		wait.Go(func() {
			defer func() { <-turns }()
			s := source(h)
			v := c.Visit()
			for n := range pagesPerHost {
				err := onePage(v, extract.Hints{Source: &s, Zone: zone}, compiled, "http://"+hostName(h)+pagePath(n), d)
				mu.Lock()
				if err == nil {
					read++
				} else if fail == nil {
					fail = err
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return read, fail
}

func onePage(v *crawler.Visit, h extract.Hints, compiled []*match.Query, url string, d depth) error {
	p, err := v.Fetch(context.Background(), crawler.Request{URL: url, What: crawler.Page})
	if err != nil {
		return fmt.Errorf("%s: %w", url, err)
	}
	if len(p.Body) < pageWeight {
		return fmt.Errorf("%s: a body of %d bytes", url, len(p.Body))
	}
	if d == fetched {
		return nil
	}
	h.Now = p.Capture.Ended
	a, err := extract.Article(p, h)
	if err != nil {
		return fmt.Errorf("%s: %w", url, err)
	}
	if err := lacking(url, a); err != nil || d == extracted {
		return err
	}
	doc := match.NewDocument(a, h.Source.ID)
	for _, q := range compiled {
		q.Match(doc)
	}
	return nil
}

// lacking says what an article lacks, so that no mode is fast by reading less.
func lacking(url string, a *sada.Article) error {
	if a.Title == "" || a.Published.IsZero() || len(a.Blocks) < 9 {
		return fmt.Errorf("%s: read as title %q, published %s, %d blocks", url, a.Title, a.Published, len(a.Blocks))
	}
	return nil
}

// whole is sada as it runs: robots.txt and feeds read, pages fetched, extracted,
// matched and kept in an archive, each acknowledged by a commit on disk.
func whole(stand, archive string) (int, error) {
	ctx := context.Background()
	db, err := store.Open(archive, store.Options{Make: true, KeepText: 400 * 24 * time.Hour, KeepPages: 7 * 24 * time.Hour})
	if err != nil {
		return 0, err
	}
	defer db.Close()
	c, err := newCrawler(stand, db)
	if err != nil {
		return 0, err
	}
	s := monitor.Settings{FirstVisit: 20 * 365 * 24 * time.Hour}
	for h := range hosts {
		s.Sources = append(s.Sources, source(h))
	}
	for i, q := range queries {
		s.Events = append(s.Events, sada.Event{ID: fmt.Sprintf("event-%d", i), Query: q, Sources: []string{sada.AllSources}})
	}
	m, err := monitor.New(monitor.Options{Store: db, Crawler: c, Settings: s})
	if err != nil {
		return 0, err
	}
	defer m.Close()
	if err := db.KeepSettings(ctx, s.Sources, s.Events); err != nil {
		return 0, err
	}
	tallies, err := m.Crawl(ctx, nil, nil)
	read := 0
	for _, t := range tallies {
		read += t.Articles
		if t.Failed > 0 || len(t.LeftOut) > 0 || t.Reason != "" {
			return read, fmt.Errorf("%s: %d failed, left out %v, %s %s", t.Source, t.Failed, t.LeftOut, t.Reason, t.Detail)
		}
	}
	return read, err
}

// check opens an archive that whole has left and counts what it holds: every
// article with its text and the exact bytes of its page, and the clippings.
func check(archive string) error {
	db, err := store.Open(archive, store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	found := 0
	err = db.Records(func(r sada.Record) error {
		v, err := db.Version(r.ID, r.Current)
		if err != nil {
			return err
		}
		captures, err := db.Captures(r.ID)
		if err != nil {
			return err
		}
		if len(captures) != 1 {
			return fmt.Errorf("%s: %d captures", r.URL, len(captures))
		}
		body, err := db.Body(captures[0].SHA256)
		if err != nil {
			return err
		}
		if len(body) < pageWeight {
			return fmt.Errorf("%s: a body of %d bytes", r.URL, len(body))
		}
		found++
		return lacking(r.URL, &v.Article)
	})
	if err != nil {
		return err
	}
	clippings := 0
	if err := db.Clippings("event-0", func(sada.Clipping) error { clippings++; return nil }); err != nil {
		return err
	}
	if found != pages || clippings != pages/hitEvery {
		return fmt.Errorf("%d articles and %d clippings, %d and %d expected", found, clippings, pages, pages/hitEvery)
	}
	return nil
}
