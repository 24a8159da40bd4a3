package monitor

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sort"
	"sync"
	"time"

	"sada"
	"sada/crawler"
	"sada/store"
)

// budget is the number of article pages one visit reads at most.
const budget = 500

// mostOpen is how many visits are open at once. How many of them work is the
// crawler's to say: most wait for their turn at a host.
const mostOpen = 256

// visit is one visit of one outlet.
type visit struct {
	*Monitor
	plan    *plan
	outlet  *outlet
	web     *crawler.Visit
	report  func(sada.Step)
	health  sada.Health
	began   time.Time
	horizon time.Time // older leads are not looked at
	tally   sada.Tally

	scheduled time.Time // the schedule's instant, zero when a person asked

	answered bool                       // an endpoint answered
	got      map[sada.EndpointKind]bool // kinds of endpoint that gave items or parts
	cut      bool                       // discovery ended early at a host that is down for now
	filled   bool                       // there was no room for all that it found
	trouble  *crawler.Fault             // the last fault of an endpoint
	moves    []sada.Move
	feeds    []string          // where feeds were sent on to for good
	leads    map[string]string // second domains, by the endpoint that leads there
	strayed  bool              // an article was sent on for good to another site
	read     int               // article pages read
	carried  carriage          // texts that feeds carry

	misses   map[string]int                // requests that failed in a row, by host
	pictures map[string]int                // pictures that failed for a passing reason, by host
	hosts    map[string]sada.EndpointState // how the pages of a host fare
	closed   []closedEndpoint              // endpoints that refused us before one answered
	resting  []store.Queued                // what rested when a visit by hand began
	back     []store.Queued                // put back in this visit
	left     []store.Queued                // left out in this visit for a fault of their pages
	failed   map[string]bool               // keys of what is to be tried again
	learned  map[string][signs]int8        // what the signs of an endpoint's edits were worth
	retried  int                           // addresses asked that failed before
	lists    map[uint64]bool               // what each endpoint lists, as listing has it

	alone    bool  // nothing is read beside the page in hand
	turns    int64 // of those who read, that this visit holds
	refusals int   // answers of a walk in a row that refused us
}

// closedEndpoint is an endpoint that refused us.
type closedEndpoint struct {
	url   string
	fault *crawler.Fault
}

// Visit visits one source now: it reads the endpoints, then every address that
// is due, and keeps each page in one commit. It returns what it did also when
// it fails. The error wraps sada.ErrNotFound for a source that the settings do
// not name, sada.ErrBusy when a visit is under way, sada.ErrDiskFull, or the
// context's; an outlet that does not answer is no error but a Reason in the
// tally. What was interrupted is taken up by the next visit.
func (m *Monitor) Visit(ctx context.Context, source string, report func(sada.Step)) (sada.Tally, error) {
	return m.visit(ctx, source, time.Time{}, report)
}

// unknown is the error for a source that the settings do not name.
func unknown(source string) error {
	return fmt.Errorf("%w: %w", sada.Problem{
		Place: "source " + source, What: "there is no outlet of this name", Instead: "`sada sources` lists them",
	}, sada.ErrNotFound)
}

func (m *Monitor) visit(ctx context.Context, source string, scheduled time.Time, report func(sada.Step)) (sada.Tally, error) {
	if report == nil {
		report = func(sada.Step) {}
	}
	h := m.enter()
	defer h.visits.Done()
	o, known := h.plan.outlets[source]
	if !known {
		return sada.Tally{Source: source}, unknown(source)
	}
	if !m.lease(source) {
		return sada.Tally{Source: source}, fmt.Errorf("visiting %s: %w", source, sada.ErrBusy)
	}
	defer m.release(source)
	if m.store.Full() {
		return sada.Tally{Source: source}, fmt.Errorf("visiting %s: %w", source, sada.ErrDiskFull)
	}

	v := &visit{Monitor: m, plan: h.plan, outlet: o, web: h.crawler.Visit(), report: report, began: m.now(), scheduled: scheduled}
	v.learned = map[string][signs]int8{}
	v.got, v.failed = map[sada.EndpointKind]bool{}, map[string]bool{}
	v.misses, v.pictures, v.hosts = map[string]int{}, map[string]int{}, map[string]sada.EndpointState{}
	v.tally = sada.Tally{Source: source, Began: v.began, LeftOut: map[sada.Reason]int{}}
	defer v.web.Close()
	report(sada.Step{At: v.began, Source: source, What: "visiting", URL: o.Home})
	err := v.guarded(ctx)
	v.finish(ctx, err)
	return v.tally, err
}

// guarded runs the visit and turns a panic into an error, so that one hostile
// page costs one visit and never the daemon.
func (v *visit) guarded(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			v.log.Error("visit panicked", "source", v.outlet.ID, "panic", p, "stack", string(debug.Stack()))
			v.tally.Reason, v.tally.Detail = sada.ReasonInternal, fmt.Sprint(p)
			err = fmt.Errorf("visiting %s: panic: %v", v.outlet.ID, p)
		}
	}()
	return v.run(ctx)
}

// contained runs what reads a stranger's bytes. A panic there is the fault of one
// page: it must not meet every visit again at the same place.
func (v *visit) contained(ctx context.Context, url string, read func() error) (err error) {
	if v.turns == 0 {
		if err := v.await(ctx, 1); err != nil {
			return err
		}
		defer v.end()
	}
	defer func() {
		if p := recover(); p != nil {
			v.log.Error("reading a page panicked", "source", v.outlet.ID, "url", url, "panic", p, "stack", string(debug.Stack()))
			err = &sada.Rejection{Reason: sada.ReasonInternal, Detail: fmt.Sprint(p)}
		}
	}()
	return read()
}

func (v *visit) run(ctx context.Context) error {
	var err error
	if v.health, err = v.store.Health(v.outlet.ID); err != nil {
		return fmt.Errorf("reading health of %s: %w", v.outlet.ID, err)
	}
	v.horizon = v.began.Add(-v.plan.FirstVisit)
	switch last := v.health.OK; {
	case last.IsZero() || v.health.First:
		v.health.First = true
		v.horizon = v.plan.horizon(v.outlet, v.began)
	case last.Before(v.began):
		v.horizon = last.Add(-v.plan.FirstVisit)
	}
	if err := v.settled(); err != nil {
		return err
	}
	if v.byHand() {
		if v.resting, err = v.store.Resting(v.outlet.ID, v.began); err != nil {
			return fmt.Errorf("reading the frontier of %s: %w", v.outlet.ID, err)
		}
	}
	if err := v.discover(ctx); err != nil {
		return err
	}
	if err := v.blame(ctx); err != nil {
		return err
	}
	if err := v.work(ctx); err != nil {
		return err
	}
	if v.byHand() {
		if err := v.askAgain(ctx); err != nil {
			return err
		}
	}
	if v.strayed {
		if err := v.checkHome(ctx); err != nil {
			return err
		}
	}
	if err := v.carryResting(ctx); err != nil {
		return err
	}
	return v.suspects(ctx)
}

// finish settles the accounts: the outlet's health, the tally, the one line of
// the log.
func (v *visit) finish(ctx context.Context, failure error) {
	now := v.now()
	stats := v.web.Stats()
	v.tally.Requests, v.tally.NotModified, v.tally.Bytes = stats.Requests, stats.NotModified, stats.Bytes
	v.tally.Took = now.Sub(v.began)
	v.tally.Failed = len(v.failed)
	for _, q := range v.left {
		v.leftOut(q.URL, q.Reason, q.Detail)
	}
	keep := context.WithoutCancel(ctx)
	if n, _, err := v.store.Waiting(v.outlet.ID); err == nil {
		v.tally.Waiting = n
	}
	if v.tally.Reason == "" && !v.answered && v.trouble != nil {
		v.tally.Reason, v.tally.Detail = v.trouble.Reason, v.trouble.Detail
	}
	v.tally.Expected = v.outlet.Expects(v.tally.Reason)
	if err := v.teach(keep); err != nil && failure == nil {
		v.log.Error("what was learned of the endpoints was not kept", "source", v.outlet.ID, "err", err)
	}
	v.settle(now, failure)
	if err := v.store.KeepHealth(keep, v.health); err != nil && failure == nil {
		v.log.Error("health was not kept", "source", v.outlet.ID, "err", err)
	}
	t := &v.tally
	v.report(sada.Step{At: now, Source: t.Source, What: "visited", Reason: t.Reason, Detail: t.Detail, Tally: t})
	attrs := []any{"source", t.Source, "requests", t.Requests, "unchanged", t.NotModified, "leads", t.Leads,
		"pages", t.Pages, "articles", t.Articles, "versions", t.Versions, "clippings", t.Clippings,
		"failed", t.Failed, "left_out", total(t.LeftOut), "waiting", t.Waiting, "took", t.Took.Round(time.Millisecond)}
	if t.Reason != "" {
		attrs = append(attrs, "reason", t.Reason, "detail", t.Detail)
	}
	if failure != nil && !errors.Is(failure, context.Canceled) {
		attrs = append(attrs, "err", failure)
	}
	v.log.Info("visited", attrs...)
}

// settle brings the health of the outlet up to date. A visit that was cancelled
// answers no turn of the schedule, so that it is taken up at the next start.
func (v *visit) settle(now time.Time, failure error) {
	h, t := &v.health, &v.tally
	h.Source = v.outlet.ID
	h.Articles += t.Articles
	if h.First {
		h.Unseen = t.Unseen
	}
	if t.Articles > 0 {
		if !h.Article.IsZero() && !h.First {
			h.Habit = habit(h.Habit, now.Sub(h.Article))
		}
		h.Article = now
	}
	if errors.Is(failure, context.Canceled) {
		return
	}
	h.Visit = v.began
	if !v.scheduled.IsZero() {
		h.Scheduled = v.scheduled
	}
	if v.answered {
		h.OK, h.Failures = v.began, 0
		if failure == nil && !v.cut && !v.filled {
			h.First = false
		}
	} else {
		h.Failures++
	}
	if t.Reason != h.Reason {
		h.Since = now
	}
	h.Reason, h.Detail = t.Reason, t.Detail
}

// habit learns the usual longest pause of an outlet: it rises at once and
// sinks by a tenth with each pause that is shorter, so that nights and holidays
// are part of the habit.
func habit(old, pause time.Duration) time.Duration {
	if pause >= old {
		return pause
	}
	return old - (old-pause)/10
}

func total(counts map[sada.Reason]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// Crawl visits the named sources now, or all of the settings when none is
// named, beside one another. A source that fails does not stop the others: its
// tally holds the reason. The error is the first that ends the whole work: an
// unknown source, a full disk, the context.
func (m *Monitor) Crawl(ctx context.Context, sources []string, report func(sada.Step)) ([]sada.Tally, error) {
	p := m.house.Load().plan
	if len(sources) == 0 {
		for i := range p.Sources {
			sources = append(sources, p.Sources[i].ID)
		}
	}
	for _, id := range sources {
		if _, known := p.outlets[id]; !known {
			return nil, unknown(id)
		}
	}
	if report != nil {
		report = serial(report)
	}
	if _, err := m.Rematch(ctx, report); err != nil {
		return nil, err
	}
	var (
		mu      sync.Mutex
		tallies []sada.Tally
		fatal   error
		wait    sync.WaitGroup
		open    = make(chan struct{}, mostOpen)
	)
	for _, id := range sources {
		select {
		case open <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		wait.Go(func() {
			defer func() { <-open }()
			t, err := m.Visit(ctx, id, report)
			mu.Lock()
			defer mu.Unlock()
			if err != nil && t.Reason == "" {
				t.Reason, t.Detail = whyEnded(err)
			}
			tallies = append(tallies, t)
			if errors.Is(err, sada.ErrDiskFull) && fatal == nil {
				fatal = err
			}
		})
	}
	wait.Wait()
	sort.Slice(tallies, func(i, j int) bool { return tallies[i].Source < tallies[j].Source })
	if err := ctx.Err(); err != nil {
		return tallies, err
	}
	return tallies, fatal
}

// whyEnded is the reason that the tally of a visit gives for the error it ended
// with.
func whyEnded(err error) (sada.Reason, string) {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return sada.ReasonInterrupted, ""
	case errors.Is(err, sada.ErrBusy):
		return sada.ReasonUnderWay, ""
	case errors.Is(err, sada.ErrDiskFull):
		return sada.ReasonDisk, ""
	}
	return sada.ReasonInternal, err.Error()
}

// serial makes a report that many visits may call at once.
func serial(report func(sada.Step)) func(sada.Step) {
	var mu sync.Mutex
	return func(s sada.Step) {
		mu.Lock()
		defer mu.Unlock()
		report(s)
	}
}
