package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/match"
	"sada/internal/monitor"
	"sada/store"
)

// queries are events of a working office: most of them hit nothing here.
var queries = []string{
	`"الحكومة المنفتحة" OR "gouvernement ouvert" OR (OGP NEAR/10 (Maroc OR Marrakech))`,
	`"مناظرة وطنية" AND (جبايات OR ضرائب)`, `title:بلاغ AND "وزارة الداخلية"`,
	`"collectivités territoriales" NEAR/10 budget`, `(تزويد NEAR/5 "الماء الشروب") NOT فيضان`,
	`"régionalisation avancée" OR "الجهوية المتقدمة"`, `منتخبون ONEAR/6 دورة`,
	`"état civil" AND numérisation`, `"الحالة المدنية"`, `"transport urbain" OR "النقل الحضري"`,
}

func newCrawler(stand string) (*crawler.Crawler, error) {
	connect := map[string]string{}
	for h := range hosts {
		connect[hostName(h)+":80"] = stand
	}
	return crawler.New(crawler.Options{
		Product: "sada", UserAgent: "sada/bench (+bench@kiosk.test)", ConnectTo: connect,
		AllowPorts: []int{80, 443}, Limits: crawler.DefaultLimits(),
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

// pieces fetches every page and goes as far as depth: 0 fetch, 1 extract, 2
// match against the queries.
func pieces(stand string, depth int) (int, error) {
	c, err := newCrawler(stand)
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
	zone := time.FixedZone("", 3600)
	var (
		mu    sync.Mutex
		pages int
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
				err := onePage(v, &s, zone, compiled, "http://"+hostName(h)+pagePath(n), depth)
				mu.Lock()
				pages++
				if err != nil && fail == nil {
					fail = err
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return pages, fail
}

func onePage(v *crawler.Visit, s *sada.Source, zone *time.Location, compiled []*match.Query, url string, depth int) error {
	p, err := v.Fetch(context.Background(), crawler.Request{URL: url, What: crawler.Page})
	if err != nil || depth == 0 {
		return err
	}
	a, err := extract.Article(p, extract.Hints{Source: s, Zone: zone, Now: p.Capture.Ended})
	if err != nil {
		return fmt.Errorf("%s: %w", url, err)
	}
	if depth == 1 {
		return nil
	}
	doc := match.NewDocument(a, s.ID)
	for _, q := range compiled {
		q.Match(doc)
	}
	return nil
}

// whole is sada as it runs: feeds read, pages fetched, extracted, matched and
// kept in an archive, each acknowledged by a commit on disk.
func whole(stand string) (int, error) {
	folder, err := os.MkdirTemp(".", "archive-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	ctx := context.Background()
	db, err := store.Open(filepath.Join(folder, "a"), store.Options{Make: true, KeepText: 400 * 24 * time.Hour, KeepPages: 7 * 24 * time.Hour})
	if err != nil {
		return 0, err
	}
	defer db.Close()
	c, err := newCrawler(stand)
	if err != nil {
		return 0, err
	}
	s := monitor.Settings{Parallel: inFlight, FirstVisit: 20 * 365 * 24 * time.Hour}
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
	pages := 0
	for _, t := range tallies {
		pages += t.Articles
		if t.Failed > 0 || len(t.LeftOut) > 0 {
			return pages, fmt.Errorf("%s: %d failed, left out %v", t.Source, t.Failed, t.LeftOut)
		}
	}
	return pages, err
}
