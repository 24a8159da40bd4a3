package monitor

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"sada"
)

// shift is the daemon's schedule led by hand.
type shift struct {
	*rota
	room *room
}

func newShift(t *testing.T, r *room) *shift {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var visits sync.WaitGroup
	t.Cleanup(func() {
		cancel()
		visits.Wait()
	})
	return &shift{room: r, rota: &rota{
		Monitor: r.Monitor, ctx: ctx, visits: &visits, done: make(chan ended, 64),
		planned: map[string]plannedVisit{}, rest: map[string]time.Time{},
	}}
}

// lets time pass in steps no longer than the schedule's own, and counts the
// visits that come up.
func (s *shift) lets(d time.Duration) int {
	n := 0
	for end := s.room.clock.now().Add(d); s.room.clock.now().Before(end); {
		s.room.clock.forward(min(s.turn(), end.Sub(s.room.clock.now())))
		n += s.settles()
	}
	return n
}

// settles waits for the visits under way and counts them.
func (s *shift) settles() int {
	n := 0
	for ; s.running > 0; n++ {
		s.finished(<-s.done)
	}
	return n
}

func TestTheDaemonVisitsOnceATurn(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)))
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	d := newShift(t, r)
	if n := d.lets(time.Minute + 5*time.Second); n != 1 {
		t.Errorf("%d visits in the first minute, want 1", n)
	}
	if n := d.lets(2 * time.Hour); n < 11 || n > 13 {
		t.Errorf("%d visits in two hours of a schedule of ten minutes", n)
	}
	if r.clock.forward(8 * time.Hour); d.lets(2*time.Minute) != 1 {
		t.Error("after a sleep of 8 hours there was not one visit")
	}
	if n := d.lets(time.Hour); n < 5 || n > 7 {
		t.Errorf("%d visits in the hour after it", n)
	}
	for _, jump := range []time.Duration{-time.Hour, 24 * 365 * time.Hour, -24 * 365 * time.Hour} {
		r.clock.forward(jump)
		if n := d.lets(time.Hour); n < 4 || n > 8 {
			t.Errorf("%d visits in the hour after the clock jumped by %s", n, jump)
		}
	}
	if skipped := r.State().Skipped["kiosque"]; skipped != 0 {
		t.Errorf("%d turns were skipped", skipped)
	}
}

func TestAnotherDaemonGoesOnWithTheScheduleOfTheLast(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)))
	source := kiosque(at(sada.Feed, "/feed"))
	source.Schedule = "0 6 * * *"
	r := newRoom(t, s, settings(nil, source))
	newShift(t, r).lets(2 * time.Minute)
	if n := newShift(t, r).lets(time.Hour); n != 0 {
		t.Errorf("%d visits after a restart on the same day, want none", n)
	}
	r.clock.forward(50 * time.Hour)
	if n := newShift(t, r).lets(time.Hour); n != 1 {
		t.Errorf("%d visits after two days without a daemon, want one", n)
	}
}

func TestAVisitThatWasStoppedIsTakenUpAtTheNextStart(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)), news(2, today.Add(-time.Hour)))
	source := kiosque(at(sada.Feed, "/feed"))
	source.Schedule = "0 6 * * *"
	r := newRoom(t, s, settings(nil, source))
	ctx, cancel := context.WithCancel(context.Background())
	_, err := r.visit(ctx, "kiosque", r.clock.now(), func(step sada.Step) {
		if step.What == "page" {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if n := newShift(t, r).lets(2 * time.Minute); n != 1 || len(r.records()) != 2 {
		t.Errorf("%d visits and %d articles after the start, want 1 and 2", n, len(r.records()))
	}
}

func TestNoOutletIsVisitedTwiceAtOnce(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed")
	inside, leave := make(chan struct{}), make(chan struct{})
	var once sync.Once
	s.does("/feed", func(w http.ResponseWriter, _ *http.Request) {
		once.Do(func() { close(inside) })
		<-leave
	})
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	d := newShift(t, r)
	for d.running == 0 {
		r.clock.forward(d.turn())
	}
	<-inside
	if _, err := r.Visit(context.Background(), "kiosque", nil); !errors.Is(err, sada.ErrBusy) {
		t.Errorf("a second visit: %v, want busy", err)
	}
	tallies, err := r.Crawl(context.Background(), nil, nil)
	if err != nil || len(tallies) != 1 || tallies[0].Reason != sada.ReasonUnderWay {
		t.Errorf("a crawl beside it: %+v, %v", tallies, err)
	}
	d.renew() // as Reload does: what is under way stays planned
	r.clock.forward(35 * time.Minute)
	d.turn()
	if d.running != 1 {
		t.Errorf("%d visits are under way, want 1", d.running)
	}
	close(leave)
	d.settles()
	if skipped := r.State().Skipped["kiosque"]; skipped != 1 {
		t.Errorf("skipped %d, want the turns that came up meanwhile as one", skipped)
	}
}

func TestAFullDiskPausesTheDaemonUntilThereIsRoom(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)))
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	d := newShift(t, r)
	r.free = 1 << 20
	if n := d.lets(time.Hour); n != 0 || r.State().Paused != "disk" || len(s.took()) != 0 {
		t.Errorf("%d visits on a full disk, paused %q", n, r.State().Paused)
	}
	if _, err := r.Visit(context.Background(), "kiosque", nil); !errors.Is(err, sada.ErrDiskFull) {
		t.Errorf("a visit on a full disk: %v", err)
	}
	r.free = 1 << 40
	if n := d.lets(time.Minute + tick); n != 1 || r.State().Paused != "" {
		t.Errorf("%d visits in the minute after there was room, paused %q", n, r.State().Paused)
	}
}

func TestADiskThatFillsUpEndsAVisitAndLosesNothing(t *testing.T) {
	s := newStand(t)
	var all []story
	for n := range 2 * handful {
		all = append(all, news(n+1000, today.Add(-time.Hour)))
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	_, err := r.Visit(context.Background(), "kiosque", func(step sada.Step) {
		if step.What == "page" {
			r.free = 1 << 20
		}
	})
	if n := len(r.records()); !errors.Is(err, sada.ErrDiskFull) || n != handful {
		t.Errorf("%v with %d articles, want a full disk after %d", err, n, handful)
	}
	r.free = 1 << 40
	if tally := r.visits("kiosque"); tally.Articles != handful {
		t.Errorf("when there is room again: %+v", tally)
	}
}

func TestAPanicCostsOneVisit(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)))
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	tally, err := r.Visit(context.Background(), "kiosque", func(step sada.Step) {
		if step.What == "endpoint" {
			panic("a hostile page")
		}
	})
	if err == nil || tally.Reason != sada.ReasonInternal || tally.Detail != "a hostile page" {
		t.Errorf("a visit with a panic: %+v, %v", tally, err)
	}
	if tally := r.visits("kiosque"); tally.Articles != 1 {
		t.Errorf("the visit after it: %+v", tally)
	}
}

func TestAPanicOfReadingLeavesOnePageOut(t *testing.T) {
	s := newStand(t)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	v := &visit{Monitor: r.Monitor, outlet: r.house.Load().plan.outlets["kiosque"]}
	var rejection *sada.Rejection
	if err := v.contained(t.Context(), "u", func() error { panic("deep") }); !errors.As(err, &rejection) || rejection.Reason != sada.ReasonInternal {
		t.Errorf("a panic came out as %v", err)
	}
	if err := v.contained(t.Context(), "u", func() error { return nil }); err != nil {
		t.Errorf("no panic came out as %v", err)
	}
}

func TestAVisitThatBreaksOffIsNotBegunAgainAtOnce(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)))
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	d := newShift(t, r)
	r.clock.forward(time.Minute)
	d.running++
	d.finished(ended{"kiosque", sada.ErrDiskFull})
	if n := d.lets(restAfter - time.Second); n != 0 {
		t.Errorf("%d visits right after one that could not be kept", n)
	}
	if n := d.lets(90 * time.Second); n != 1 {
		t.Errorf("%d visits in the minute and a half after the rest, want 1", n)
	}
}

func TestWrongSettingsChangeNothing(t *testing.T) {
	s := newStand(t)
	s.publishes("/feed", news(1, today.Add(-time.Hour)))
	r := newRoom(t, s, settings(marrakech(), kiosque(at(sada.Feed, "/feed"))))
	ctx := context.Background()
	other := sada.Source{ID: "revue", Home: "http://revue.test/", Profile: sada.Generic}
	bad := []Settings{
		settings([]sada.Event{{ID: "e", Query: `"open`}}, other),
		settings(nil, sada.Source{ID: "revue", Home: "http://revue.test/", Schedule: "every day"}),
		settings(nil, sada.Source{ID: "revue", Home: "http://revue.test/", Zone: "Mars/Olympus"}),
	}
	for i, b := range bad {
		if err := r.Reload(ctx, b, nil); err == nil {
			t.Errorf("settings %d were taken", i)
		}
	}
	if got := r.Sources(); len(got) != 1 || got[0].ID != "kiosque" || len(r.Events()) != 1 {
		t.Errorf("after wrong settings: %+v, %+v", got, r.Events())
	}
	if tally := r.visits("kiosque"); tally.Articles != 1 {
		t.Errorf("a visit after wrong settings: %+v", tally)
	}
	if err := r.Reload(ctx, settings(nil, other), r.crawler(s)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Visit(ctx, "kiosque", nil); !errors.Is(err, sada.ErrNotFound) {
		t.Errorf("an outlet that left the settings: %v", err)
	}
	if got := r.Sources(); len(got) != 1 || got[0].ID != "revue" {
		t.Errorf("after good settings: %+v", got)
	}
}

func TestRunEndsWhenCancelled(t *testing.T) {
	s := newStand(t)
	inside := make(chan struct{})
	s.does("/feed", func(_ http.ResponseWriter, q *http.Request) {
		close(inside)
		<-q.Context().Done()
	})
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	last := today.Add(-5 * time.Minute)
	if err := r.db.KeepHealth(context.Background(), sada.Health{Source: "kiosque", Visit: last, OK: last}); err != nil {
		t.Fatal(err)
	}
	r.clock.forward(8 * time.Minute) // the turn of the full hour is due, with its offset
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	<-inside
	begin := time.Now()
	cancel()
	if err := <-done; err != nil || time.Since(begin) > 2*time.Second {
		t.Errorf("Run ended with %v after %s", err, time.Since(begin))
	}
}

func TestRetentionTakesPagesAndSparesClippings(t *testing.T) {
	s := newStand(t)
	about := news(1, today.Add(-time.Hour))
	about.text, about.image = "Le gouvernement ouvert est au programme.", "http://images.test/barrage.jpg"
	lost := news(3, today.Add(-time.Hour))
	lost.text, lost.image = about.text, "http://images.test/perdue.jpg"
	s.says("images.test/barrage.jpg", "JPEG")
	s.publishes("/feed", about, news(2, today.Add(-time.Hour)), lost)
	r := newRoom(t, s, settings(marrakech(), kiosque(at(sada.Feed, "/feed"))))
	if tally := r.visits("kiosque"); tally.Clippings != 2 {
		t.Fatalf("the visit: %+v", tally)
	}
	r.clock.forward(20 * 24 * time.Hour)
	if swept, err := r.db.Sweep(context.Background()); err != nil || swept.Files != 1 {
		t.Fatalf("swept %+v, %v", swept, err)
	}
	for _, c := range []struct {
		title   string
		page    bool
		picture bool
		missing bool
	}{{about.title, true, true, false}, {news(2, today).title, false, false, false}, {lost.title, true, false, true}} {
		v := versionOf(t, r, c.title)
		captured, err := r.db.Capture(v.Capture)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.db.Body(captured.SHA256); (err == nil) != c.page {
			t.Errorf("%s: its page: %v, want it %v", c.title, err, c.page)
		}
		if len(v.Article.Images) == 0 {
			if c.picture || c.missing {
				t.Errorf("%s has no picture", c.title)
			}
			continue
		}
		if p := v.Article.Images[0]; (p.SHA256 != "") != c.picture || (p.Missing != "") != c.missing {
			t.Errorf("%s: its picture is %+v", c.title, p)
		}
	}
}

func versionOf(t *testing.T, r *room, title string) sada.Version {
	t.Helper()
	x, known := r.records()[title]
	if !known {
		t.Fatalf("%q is not kept", title)
	}
	v, err := r.db.Version(x.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
