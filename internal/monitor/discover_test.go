package monitor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
)

// paged serves a section of 5 stories a page, three hours apart, newest first.
func (s *stand) paged(path string, pages int, newest time.Time) []story {
	var all []story
	for p := range pages {
		var some []story
		for i := range 5 {
			n := p*5 + i
			a := news(n, newest.Add(-3*time.Duration(n)*time.Hour))
			s.says(a.path, a.page())
			some = append(some, a)
		}
		here, next := path, ""
		if p > 0 {
			here = fmt.Sprintf("%s?page=%d", path, p)
		}
		if p < pages-1 {
			next = fmt.Sprintf("%s?page=%d", path, p+1)
		}
		s.says(here, list(next, some...))
		all = append(all, some...)
	}
	return all
}

func count(asked []string, part string) int {
	n := 0
	for _, a := range asked {
		if strings.HasPrefix(a, part) {
			n++
		}
	}
	return n
}

func TestFirstVisitReachesBackToTheEvent(t *testing.T) {
	cases := []struct {
		name   string
		events []sada.Event
		want   int // articles, three hours apart
	}{
		{"three days without an event", nil, 25},
		{"to the first day of an event", []sada.Event{{ID: "e", From: "2022-10-31", Query: "absent", Sources: []string{"all"}}}, 35},
		{"not for an event of other sources", []sada.Event{{ID: "e", From: "2022-10-31", Query: "absent", Sources: []string{"revue"}}}, 25},
	}
	for _, c := range cases {
		s := newStand(t)
		all := s.paged("/eau", 14, today.Add(-time.Minute))
		s.publishes("/feed", all[:5]...) // the first page of the section brings nothing new
		revue := sada.Source{ID: "revue", Home: host + "/", Profile: sada.Generic, Endpoints: []sada.Endpoint{at(sada.Feed, "/feed")}}
		r := newRoom(t, s, settings(c.events, kiosque(at(sada.Feed, "/feed"), at(sada.Section, "/eau")), revue))
		r.visits("revue") // all of the first page was read
		tally := r.visits("kiosque")
		tally.Articles += 5
		// A page of the list holds five: the last one may lie across the bound.
		if tally.Articles < c.want-5 || tally.Articles > c.want {
			t.Errorf("%s: %d articles, want about %d; %+v", c.name, tally.Articles, c.want, tally)
		}
		if tally.Unseen == 0 {
			t.Errorf("%s: what was too old is not counted", c.name)
		}
	}
}

func TestOneVisitReadsFiveHundredPagesAndCountsTheRest(t *testing.T) {
	s := newStand(t)
	var all []story
	for n := range 520 {
		all = append(all, news(n+1000, today.Add(-time.Duration(n+1)*time.Minute)))
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	tally := r.visits("kiosque")
	if tally.Articles != budget || tally.Unseen != 20 {
		t.Errorf("%d articles and %d not looked at, want 500 and 20", tally.Articles, tally.Unseen)
	}
	if h, err := r.db.Health("kiosque"); err != nil || h.Unseen != 20 {
		t.Errorf("the archive remembers %d addresses that the first visit passed over, %v; want 20", h.Unseen, err)
	}
	r.clock.forward(10 * time.Minute)
	if tally = r.visits("kiosque"); tally.Articles != 20 || tally.Unseen != 0 || tally.NotModified != 0 {
		t.Errorf("the next visit: %+v, want the 20 that were passed over", tally)
	}
}

func TestDeepEndpointsAreReadAfterAGapAndEverySixHours(t *testing.T) {
	s := newStand(t)
	all := s.paged("/eau", 4, today.Add(-time.Minute))
	s.publishes("/feed", all[:3]...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"), at(sada.Section, "/eau"))))
	steps := []struct {
		name    string
		after   time.Duration
		change  func()
		deep    bool
		article int
	}{
		{"the first visit", 0, func() {}, true, 20},
		{"the feed overlaps", 10 * time.Minute, func() {
			s.publishes("/feed", append([]story{news(100, r.clock.now())}, all[:2]...)...)
		}, false, 1},
		{"an unchanged feed", 10 * time.Minute, func() {}, false, 0},
		{"a gap", 10 * time.Minute, func() {
			s.says(news(101, today).path, news(101, today).page())
			s.says("/eau", list("/eau?page=1", news(101, r.clock.now().Add(-5*time.Minute)), all[0], all[1]))
			s.publishes("/feed", news(102, r.clock.now()))
		}, true, 2},
		{"the gap is closed", 10 * time.Minute, func() { s.publishes("/feed", news(103, r.clock.now()), news(102, r.clock.now().Add(-10*time.Minute))) }, false, 1},
		{"after six hours", 6 * time.Hour, func() {}, true, 0},
		{"soon after it", 10 * time.Minute, func() {}, false, 0},
	}
	for _, step := range steps {
		r.clock.forward(step.after)
		step.change()
		s.took()
		tally := r.visits("kiosque")
		if deep := count(s.took(), "/eau") > 0; deep != step.deep || tally.Articles != step.article {
			t.Errorf("%s: read the section: %v, want %v; %+v", step.name, deep, step.deep, tally)
		}
	}
}

func TestAGapStaysOpenUntilItWasReadThrough(t *testing.T) {
	s := newStand(t)
	all := s.paged("/eau", 2, today.Add(-time.Minute))
	s.publishes("/feed", all[:3]...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"), at(sada.Section, "/eau"))))
	r.visits("kiosque")
	r.clock.forward(time.Hour)
	missed := news(101, r.clock.now().Add(-5*time.Minute))
	s.says(missed.path, missed.page())
	s.publishes("/feed", news(102, r.clock.now()))
	s.fails("/eau", http.StatusServiceUnavailable, "Retry-After", "120")
	if tally := r.visits("kiosque"); tally.Reason != sada.ReasonBusy {
		t.Errorf("a busy section: %+v", tally)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r.clock.forward(10 * time.Minute)
	s.says("/eau", list("", missed, all[0]))
	if _, err := r.Visit(ctx, "kiosque", func(step sada.Step) {
		if step.What == "endpoint" {
			cancel()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Fatalf("a cancelled visit: %v", err)
	}
	r.clock.forward(10 * time.Minute)
	if tally := r.visits("kiosque"); tally.Articles != 2 {
		t.Errorf("the visit after: %+v; want what the feed no longer shows", tally)
	}
}

func TestAFirstVisitThatWasPutOffIsStillAFirstVisit(t *testing.T) {
	s := newStand(t)
	all := s.paged("/eau", 3, today.Add(-time.Minute))
	s.publishes("/feed", all[:3]...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"), at(sada.Section, "/eau"))))
	s.fails("/eau", http.StatusServiceUnavailable, "Retry-After", "120")
	if tally := r.visits("kiosque"); tally.Reason != sada.ReasonBusy {
		t.Errorf("the first visit: %+v", tally)
	}
	s.paged("/eau", 3, today.Add(-time.Minute))
	r.clock.forward(10 * time.Minute)
	if tally := r.visits("kiosque"); tally.Articles != 15 || tally.Reason != "" {
		t.Errorf("the second: %+v, want 15 articles", tally)
	}
	if h, _ := r.db.Health("kiosque"); h.First {
		t.Error("it is still a first visit after a whole one")
	}
}

func TestPartsOfAnUnchangedIndexAreRead(t *testing.T) {
	s := newStand(t)
	const head = `<?xml version="1.0"?>`
	s.says("/sitemap.xml", head+`<sitemapindex><sitemap><loc>`+host+`/part-1.xml</loc></sitemap></sitemapindex>`)
	part := func(stories ...story) {
		body := head + "<urlset>"
		for _, a := range stories {
			s.says(a.path, a.page())
			body += "<url><loc>" + host + a.path + "</loc><lastmod>" + a.published.Format(time.RFC3339) + "</lastmod></url>"
		}
		s.says("/part-1.xml", body+"</urlset>")
	}
	one, two := news(1, today.Add(-time.Hour)), news(2, today.Add(6*time.Hour))
	part(one)
	s.publishes("/feed", one)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"), at(sada.Sitemap, "/sitemap.xml"))))
	if tally := r.visits("kiosque"); tally.Articles != 1 {
		t.Errorf("the first visit: %+v", tally)
	}
	r.clock.forward(7 * time.Hour)
	part(one, two)
	if tally := r.visits("kiosque"); tally.Articles != 1 {
		t.Errorf("a new address in a part of an index that stayed as it was: %+v", tally)
	}
}

func TestAWrongGuessIsNoFailure(t *testing.T) {
	s := newStand(t)
	a := news(1, today.Add(-time.Hour))
	s.says(a.path, a.page())
	s.says("/", list("", a, news(2, today.Add(-time.Hour))))
	s.says(news(2, today).path, news(2, today).page())
	r := newRoom(t, s, settings(nil, kiosque()))
	if tally := r.visits("kiosque"); tally.Articles != 2 || tally.Reason != "" {
		t.Errorf("the first visit: %+v", tally)
	}
	states, err := r.db.Endpoints("kiosque")
	if err != nil {
		t.Fatal(err)
	}
	guesses := map[string]bool{}
	for _, e := range states {
		if e.Failures != 0 {
			t.Errorf("%s %s counts %d failures", e.Kind, e.URL, e.Failures)
		}
		if e.Trust == sada.Guess {
			guesses[strings.TrimPrefix(e.URL, host)] = true
		}
	}
	if len(guesses) == 0 {
		t.Fatalf("no guess among %+v", states)
	}
	asks := func() int {
		s.took()
		r.scheduled("kiosque")
		n := 0
		for _, path := range s.took() {
			if guesses[path] {
				n++
			}
		}
		return n
	}
	r.clock.forward(10 * time.Minute)
	if n := asks(); n != 0 {
		t.Errorf("ten minutes later the guesses are asked %d times", n)
	}
	r.clock.forward(25 * time.Hour)
	if n := asks(); n != len(guesses) {
		t.Errorf("a day later %d guesses are asked, want %d", n, len(guesses))
	}
}

func TestAnEndpointThatGoesOnFailingIsAskedLessOften(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)))
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"), at(sada.Feed, "/gone"))))
	for range 144 { // a day
		r.scheduled("kiosque")
		r.clock.forward(10 * time.Minute)
	}
	if n := count(s.took(), "/gone"); n < 6 || n > 12 {
		t.Errorf("an endpoint that is gone was asked %d times in a day, want a few", n)
	}
	s.publishes("/gone", news(2, r.clock.now()))
	if tally := r.visits("kiosque"); tally.Articles != 1 {
		t.Errorf("a person's visit asks it all the same: %+v", tally)
	}
	e, err := r.db.Endpoint("kiosque", host+"/gone")
	if err != nil || e.Failures != 0 || !e.Next.IsZero() {
		t.Errorf("when it is well again its state is %+v, %v", e, err)
	}
}

func TestAHostThatRefusesIsLeftAlone(t *testing.T) {
	challenge := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cf-Mitigated", "challenge")
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte("<title>Just a moment...</title>"))
	}
	s := newStand(t)
	var all []story
	for n := range 20 {
		a := news(n, today.Add(-time.Hour))
		a.closed = true
		all = append(all, a)
		s.does(a.path, challenge)
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	tally := r.visits("kiosque")
	if tally.Reason != sada.ReasonChallenge || tally.Failed != patience || len(s.took()) != 1+patience {
		t.Errorf("challenged at its pages: %+v", tally)
	}
	s.does("/feed", challenge)
	r.clock.forward(time.Minute)
	r.visits("kiosque")
	if h, _ := r.db.Health("kiosque"); h.Reason != sada.ReasonChallenge || h.Failures != 1 || h.Since.IsZero() {
		t.Errorf("the health of a challenged outlet: %+v", h)
	}
	if n := len(r.records()); n != 0 {
		t.Errorf("%d challenges are kept as articles", n)
	}
}

func TestRetryAfterPutsAHostOff(t *testing.T) {
	s := newStand(t)
	s.fails("/feed", http.StatusServiceUnavailable, "Retry-After", "1800")
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"), at(sada.Section, "/eau"))))
	if tally := r.visits("kiosque"); tally.Reason != sada.ReasonBusy || !slices.Equal(s.took(), []string{"/feed"}) {
		t.Errorf("a busy outlet: %+v", tally)
	}
	s.publishes("/feed", news(1, today))
	r.clock.forward(20 * time.Minute)
	if tally := r.visits("kiosque"); len(s.took()) != 0 || tally.Reason != sada.ReasonBusy {
		t.Errorf("before its time: %+v, want no request", tally)
	}
	r.clock.forward(11 * time.Minute)
	if tally := r.visits("kiosque"); tally.Articles != 1 || tally.Reason != "" {
		t.Errorf("after its time: %+v", tally)
	}
}

func TestBodiesThatAreCutDoNotEndAVisit(t *testing.T) {
	s := newStand(t)
	var all []story
	for n := range 6 {
		a := news(n, today.Add(-time.Duration(n+1)*time.Hour))
		if n < 5 {
			a.closed = true
			s.does(a.path, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "9000")
				_, _ = w.Write([]byte("<html><p>Un début"))
			})
		}
		all = append(all, a)
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	if tally := r.visits("kiosque"); tally.Reason != "" || tally.Failed != 5 || tally.Articles != 1 {
		t.Errorf("%+v, want five pages to be tried again and one article", tally)
	}
}
