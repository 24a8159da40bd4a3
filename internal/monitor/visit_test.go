package monitor

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
)

func TestVisitLeadsFromFeedToClipping(t *testing.T) {
	s := newStand(t)
	about := story{path: "/a/le-gouvernement-ouvert-a-marrakech", title: "Une rencontre à Marrakech", text: "La rencontre sur le gouvernement ouvert commence.", published: today.Add(-time.Hour)}
	outside := about
	outside.path, outside.title, outside.published = "/a/le-gouvernement-ouvert-il-y-a-un-an", "Un an avant", today.AddDate(-1, 0, 0)
	s.publishes("/feed", about, news(1, today.Add(-2*time.Hour)))
	r := newRoom(t, s, settings(marrakech(), kiosque(at(sada.Feed, "/feed"))))
	tally := r.visits("kiosque")
	if tally.Leads != 2 || tally.Articles != 2 || tally.Clippings != 1 || tally.Requests != 4 || tally.Reason != "" {
		t.Errorf("the first visit: %+v", tally)
	}
	clips := r.clippings("marrakech")
	if len(clips) != 1 || clips[0].DatedBy != sada.DatedByPublished || len(clips[0].Hits) == 0 {
		t.Fatalf("clippings %+v", clips)
	}
	s.took()
	r.clock.forward(10 * time.Minute)
	if tally = r.visits("kiosque"); tally.NotModified != 1 || tally.Requests != 1 || tally.Leads != 0 {
		t.Errorf("an unchanged feed: %+v, asked %v", tally, s.took())
	}
	s.publishes("/feed", outside, about)
	r.clock.forward(10 * time.Minute)
	if tally = r.visits("kiosque"); tally.Articles != 1 || tally.Clippings != 0 || tally.Outside != 1 {
		t.Errorf("what hits outside the window: %+v", tally)
	}
	if c, err := r.db.EventCounts("marrakech"); err != nil || c.Outside != 1 {
		t.Errorf("%d outside the window, %v; want 1", c.Outside, err)
	}
}

func TestFirstSeenStandsInForADateThatIsMissing(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", story{path: "/a/le-gouvernement-ouvert-sans-date", title: "Sans date", text: "Le gouvernement ouvert, sans date."})
	r := newRoom(t, s, settings(marrakech(), kiosque(at(sada.Feed, "/feed"))))
	r.visits("kiosque")
	clips := r.clippings("marrakech")
	if len(clips) != 1 || clips[0].DatedBy != sada.DatedByFirstSeen {
		t.Errorf("clippings %+v, want one dated by first-seen", clips)
	}
}

func TestWhatChangedInTheFeedIsReadAgain(t *testing.T) {
	s := newStand(t)
	a := news(1, today.Add(-time.Hour))
	a.text = "Le gouvernement ouvert est au programme."
	s.publishes("/feed", a)
	r := newRoom(t, s, settings(marrakech(), kiosque(at(sada.Feed, "/feed"))))
	r.visits("kiosque")
	steps := []struct {
		name     string
		change   func()
		versions int
		current  int
		stale    bool
	}{
		{"other bytes around the same words", func() { a.image = host + "/x.jpg" }, 0, 1, false},
		{"another text", func() { a.text = "Le programme est publié, sans le mot." }, 1, 2, true},
		{"another title", func() { a.title = "Le gouvernement ouvert en titre" }, 1, 3, false},
	}
	for _, step := range steps {
		r.clock.forward(time.Hour)
		step.change()
		a.modified = r.clock.now()
		r.clock.forward(time.Minute)
		s.publishes("/feed", a)
		tally := r.visits("kiosque")
		if tally.Versions != step.versions || tally.Articles != 0 || tally.Pages != 1 {
			t.Errorf("%s: %+v, want %d new versions", step.name, tally, step.versions)
		}
		if x, known := r.records()[a.title]; !known || x.Current != step.current {
			t.Errorf("%s: the record is %+v, want version %d", step.name, x, step.current)
		}
		if c := r.clippings("marrakech"); len(c) != 1 || c[0].Stale != step.stale {
			t.Errorf("%s: clippings %+v, want stale %v", step.name, c, step.stale)
		}
	}
}

func TestTheEditorsClippingIsNeverTakenBack(t *testing.T) {
	s := newStand(t)
	a := news(1, today.Add(-time.Hour))
	a.text = "Le gouvernement ouvert est au programme."
	s.publishes("/feed", a)
	r := newRoom(t, s, settings(marrakech(), kiosque(at(sada.Feed, "/feed"))))
	r.visits("kiosque")
	c := r.clippings("marrakech")[0]
	c.Edit = sada.Edit{Status: sada.EditKept, At: today}
	record := r.records()[a.title]
	if err := r.db.Rematch(context.Background(), record.ID, putting(c)); err != nil {
		t.Fatal(err)
	}
	r.clock.forward(time.Hour)
	a.text, a.modified = "Rien de tel.", r.clock.now()
	r.clock.forward(time.Minute)
	s.publishes("/feed", a)
	if tally := r.visits("kiosque"); tally.Versions != 1 {
		t.Fatalf("the second visit: %+v", tally)
	}
	if c := r.clippings("marrakech"); len(c) != 1 || c[0].Stale || c[0].Edit.Status != sada.EditKept {
		t.Errorf("the clipping is now %+v", c)
	}
}

func TestTwinsAndTrackingAreOneArticle(t *testing.T) {
	s := newStand(t)
	main := news(1, today.Add(-time.Hour))
	amp, shared := main, main
	amp.path = main.path + "/amp"
	shared.path, shared.canonical, shared.text = "/partage/le-bulletin-des-eaux-un", host+main.path, "Une version courte."
	foreign := news(2, today.Add(-time.Hour))
	foreign.canonical = "http://elsewhere.test/other"
	tracked := main
	tracked.path = main.path + "?utm_source=feed&utm_medium=rss"
	s.publishes("/feed", main, foreign)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	if tally := r.visits("kiosque"); tally.Articles != 2 {
		t.Errorf("the first visit: %+v, want two articles", tally)
	}
	for _, twin := range []story{tracked, amp, shared} {
		r.clock.forward(time.Hour)
		s.publishes("/feed", twin)
		if tally := r.visits("kiosque"); tally.Articles != 0 || tally.Versions != 0 {
			t.Errorf("%s: %+v, want no article and no version", twin.path, tally)
		}
	}
	x := r.records()[main.title]
	if x.URL != host+main.path || len(x.Aliases) != 3 || !slices.Contains(x.Aliases, host+shared.path) {
		t.Errorf("the record is %+v, want three aliases", x)
	}
	if y := r.records()[foreign.title]; y.URL != host+foreign.path {
		t.Errorf("a canonical link to another host made %+v", y)
	}
}

func TestAnArticleKnowsAllWhoLedToIt(t *testing.T) {
	s := newStand(t)
	own, other := news(1, today.Add(-time.Hour)), news(2, today.Add(-time.Hour))
	s.publishes("/feed", own, other)
	s.publishes("/press", own)
	revue := sada.Source{ID: "revue", Home: "http://revue.test/", Profile: sada.Generic, Endpoints: []sada.Endpoint{{Kind: sada.Feed, URL: "http://revue.test/press"}}}
	digest := sada.Source{ID: "digest", Home: host + "/", Profile: sada.Generic, Endpoints: []sada.Endpoint{at(sada.Feed, "/feed")}}
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed")), revue, digest))
	if tally := r.visits("revue"); tally.LeftOut[sada.ReasonForeign] != 1 || tally.Articles != 0 {
		t.Errorf("links to another outlet: %+v", tally)
	}
	if tally := r.visits("kiosque"); tally.Articles != 2 {
		t.Errorf("the outlet's own visit: %+v; what another left out must be new to it", tally)
	}
	s.took()
	r.visits("digest")
	r.visits("revue")
	if asked := s.took(); !slices.Equal(asked, []string{"/feed", "/press"}) {
		t.Errorf("asked %v, want the feeds alone", asked)
	}
	if x := r.records()[own.title]; x.Source != "kiosque" || len(x.SeenBy) < 2 {
		t.Errorf("seen by %v, source %s", x.SeenBy, x.Source)
	}
}

func TestVisitGoesOnWhereItWasKilled(t *testing.T) {
	s := newStand(t)
	var all []story
	for n := range 12 {
		all = append(all, news(n, today.Add(-time.Duration(n+1)*time.Minute)))
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	ctx, cancel := context.WithCancel(context.Background())
	pages := 0
	_, err := r.Visit(ctx, "kiosque", func(step sada.Step) {
		if step.What == "page" {
			if pages++; pages == 5 {
				cancel()
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("a cancelled visit: %v", err)
	}
	if h, _ := r.db.Health("kiosque"); !h.First || !h.Visit.IsZero() {
		t.Errorf("the health after it: %+v, want a first visit still to come", h)
	}
	if n := len(r.records()); n != 5 {
		t.Errorf("%d articles are kept, want 5", n)
	}
	s.took()
	if tally := r.visits("kiosque"); tally.Articles != 7 || len(s.took()) != 8 {
		t.Errorf("the visit after it: %+v", tally)
	}
}

func TestFailuresAreTriedAgainWithPatience(t *testing.T) {
	s := newStand(t)
	a := news(1, today.Add(-time.Hour))
	a.closed = true
	s.publishes("/feed", a)
	s.fails(a.path, http.StatusInternalServerError)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	var pauses []time.Duration
	last := time.Time{}
	for range 400 {
		s.took()
		r.scheduled("kiosque")
		if slices.Contains(s.took(), a.path) {
			if !last.IsZero() {
				pauses = append(pauses, r.clock.now().Sub(last))
			}
			last = r.clock.now()
		}
		r.clock.forward(5 * time.Minute)
	}
	if len(pauses) < 5 || len(pauses) > 9 {
		t.Errorf("%d tries in 33 hours, after pauses of %v", len(pauses), pauses)
	}
	for i := 1; i < len(pauses); i++ {
		if pauses[i] < pauses[i-1] {
			t.Errorf("pauses %v, want them to grow", pauses)
		}
	}
	if left := r.leftOut("kiosque"); len(left) != 0 {
		t.Errorf("left out: %v, want nothing: it failed", left)
	}
	s.says(a.path, a.page())
	r.clock.forward(25 * time.Hour)
	if tally := r.visits("kiosque"); tally.Articles != 1 {
		t.Errorf("when the page is well again: %+v", tally)
	}
}

func TestWhatIsLeftOutKeepsItsReason(t *testing.T) {
	s := newStand(t)
	gone, closed, script := news(1, today.Add(-time.Hour)), news(2, today.Add(-time.Hour)), news(3, today.Add(-time.Hour))
	gone.closed = true
	closed.path = "/prive/bulletin-des-eaux-ferme"
	script.closed = true
	s.publishes("/feed", gone, closed, script, story{path: "http://elsewhere.test/a/une-autre-maison", title: "Ailleurs", published: today})
	s.says(script.path, `<!doctype html><html><head><title>App</title><script src="/app.js"></script></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>`)
	s.does("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /prive/"))
	})
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	r.visits("kiosque")
	want := []string{gone.path + " gone", script.path + " script", closed.path + " robots", "http://elsewhere.test/a/une-autre-maison other-host"}
	slices.Sort(want)
	if got := r.leftOut("kiosque"); !slices.Equal(got, want) {
		t.Errorf("left out %v, want %v", got, want)
	}
	r.clock.forward(8 * time.Hour)
	r.scheduled("kiosque")
	s.took()
	r.clock.forward(time.Hour)
	r.visits("kiosque")
	if asked := s.took(); !slices.Equal(asked, []string{"/feed"}) {
		t.Errorf("the visit after the last try asked %v, want the feed alone", asked)
	}
	if got := r.leftOut("kiosque"); !slices.Equal(got, want) {
		t.Errorf("left out in the end: %v, want %v", got, want)
	}
}

func TestWhatAnotherVisitReadMeanwhileIsNotAskedForAgain(t *testing.T) {
	s := newStand(t)
	a, b := news(1, today.Add(-time.Hour)), news(2, today.Add(-time.Hour))
	s.publishes("/feed", a, b)
	digest := sada.Source{ID: "digest", Home: host + "/", Profile: sada.Generic, Endpoints: []sada.Endpoint{at(sada.Feed, "/feed")}}
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed")), digest))
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := r.Visit(ctx, "kiosque", func(step sada.Step) {
		if step.What == "page" {
			cancel()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	r.visits("digest")
	s.took()
	tally := r.visits("kiosque")
	if asked := s.took(); !slices.Equal(asked, []string{"/feed"}) || tally.Waiting != 0 {
		t.Errorf("asked %v, want the feed alone; %+v", asked, tally)
	}
	if x := r.records()[b.title]; !slices.Equal(x.SeenBy, []string{"digest", "kiosque"}) {
		t.Errorf("seen by %v, want both", x.SeenBy)
	}
}

func TestHostileAddressesHarmNobodyElse(t *testing.T) {
	s := newStand(t)
	long := story{path: "/a/" + strings.Repeat("long-", 9000), title: "Longue", published: today.Add(-time.Hour), closed: true}
	deep := story{path: "/calendrier" + strings.Repeat("/suivant", 5), title: "Calendrier", published: today.Add(-time.Hour), closed: true}
	steps := story{path: "/" + strings.Join(strings.Split("abcdefghijklmnopqrstuvw", ""), "/"), title: "Escalier", published: today.Add(-time.Hour), closed: true}
	canonical := news(2, today.Add(-time.Hour))
	canonical.canonical = host + long.path
	s.publishes("/feed", long, deep, steps, canonical, news(1, today.Add(-time.Hour)))
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	if tally := r.visits("kiosque"); tally.Articles != 2 || tally.LeftOut[sada.ReasonTrap] != 2 {
		t.Errorf("the visit: %+v, want two articles", tally)
	}
	s.took()
	r.clock.forward(time.Hour)
	r.visits("kiosque")
	if asked := s.took(); !slices.Equal(asked, []string{"/feed"}) {
		t.Errorf("the next visit asked %v, want the feed alone", asked)
	}
}

func TestProgressCountsTowardsWhatWaits(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)), news(2, today.Add(-time.Hour)), news(3, today.Add(-time.Hour)))
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	var got []int
	if _, err := r.Visit(context.Background(), "kiosque", func(step sada.Step) {
		if step.What == "page" {
			got = append(got, step.Done, step.Total)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if want := []int{1, 3, 2, 3, 3, 3}; !slices.Equal(got, want) {
		t.Errorf("progress %v, want %v", got, want)
	}
}

func TestAnInterruptedVisitIsNoFault(t *testing.T) {
	s := newStand(t)
	ctx, stop := context.WithCancel(context.Background())
	s.does("/feed", func(http.ResponseWriter, *http.Request) { stop() })
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	tallies, err := r.Crawl(ctx, nil, nil)
	if !errors.Is(err, context.Canceled) || len(tallies) != 1 || tallies[0].Reason != sada.ReasonInterrupted {
		t.Errorf("%+v, %v; want one visit that was interrupted", tallies, err)
	}
}
