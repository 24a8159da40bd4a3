// Package webcases plays outlets that misbehave as those of the real web do: a
// case gives what an outlet answers, visit by visit, and what sada must make of
// it. Each case has a real archive, a real crawler, real servers on loopback,
// plain and TLS, and a clock that moves by being waited for.
//
// The package holds nothing but tests. A new case stands in the file of its
// kind. stand_test.go has what an outlet may answer, write_test.go what it says,
// want_test.go what may be wanted of it.
package webcases

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sada"
	"sada/crawler"
	"sada/internal/export"
	"sada/internal/monitor"
	"sada/internal/office"
	"sada/internal/web"
	"sada/store"
)

// today is when the first visit of a case takes place.
var today = time.Date(2026, 11, 25, 14, 30, 0, 0, time.UTC)

func ago(d time.Duration) time.Time { return today.Add(-d) }

const day = 24 * time.Hour

// webCase is one outlet and what must come of visiting it.
type webCase struct {
	name   string
	outlet sada.Source // journal(), wordpress() or one of the case's own
	answer answer
	visits []visit                 // nil: one, by hand
	first  time.Duration           // first_visit; 0: 30 days
	keep   time.Duration           // of texts; 0: for good
	hosts  []string                // that the stand answers to besides the usual ones
	set    func(*monitor.Settings) // changes more of the settings
	limits crawler.Limits          // zero fields: the usual ones
	want   []check
	wrong  bool // known to be read wrong: the test fails when it begins to be read right
}

// visit is one visit of a case.
type visit struct {
	after     time.Duration // since the end of the visit before it; 0: two seconds
	scheduled bool          // the daemon's, not one by hand; never the first
	set       func(*monitor.Settings)
}

var (
	twice  = []visit{{}, {}}
	thrice = []visit{{}, {}, {}}
)

// outcome is what came of a case.
type outcome struct {
	visits    []export.Visit      // one a visit by hand
	clippings []export.Clipping   // of the event, after the last visit
	before    []export.Clipping   // likewise, after the visit before the last
	records   []sada.Record       // all articles of the archive
	leftOut   map[sada.Reason]int // what the archive says it left out
	asks      []*ask
	told      string // sources, status and the tallies of the visits, as JSON
	status    export.Status
	row       export.SourceRow
}

// play plays cases beside each other.
func play(t *testing.T, cases []webCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := c.run(t)
			var faults []string
			for _, check := range c.want {
				if fault := check(o); fault != "" {
					faults = append(faults, fault)
				}
			}
			switch {
			case len(c.want) == 0:
				t.Error("the case wants nothing")
			case c.wrong && len(faults) == 0:
				t.Error("it is read right: take its mark `wrong` away")
			case c.wrong:
				t.Skipf("known: %s", strings.Join(faults, "; "))
			case len(faults) > 0:
				t.Errorf("%s\n%s", strings.Join(faults, "\n"), o)
			}
		})
	}
}

// String tells what happened, for the reader of a test that failed.
func (o *outcome) String() string {
	var b strings.Builder
	for _, v := range o.visits {
		fmt.Fprintf(&b, "visit: %d requests, %d leads, %d pages, %d articles, %d versions, left out %v, to retry %d, waiting %d, %s %s\n",
			v.Requests, v.Leads, v.Pages, v.Articles, v.Versions, v.LeftOut, v.Failed, v.Waiting, v.Reason, v.Detail)
	}
	for _, c := range o.clippings {
		fmt.Fprintf(&b, "clipping: %q %s, published %q, version %d, also %v\n", c.Article.Title, c.Article.URL, c.Article.Published, c.Version, c.Aliases)
	}
	for _, a := range o.asks {
		fmt.Fprintf(&b, "asked: visit %d %s://%s%s -> %d\n", a.visit, a.scheme, a.host, a.path, a.status)
	}
	return b.String()
}

// hands is a clock that moves by being moved, and by waiting.
type hands struct {
	mu sync.Mutex
	at time.Time
}

func (h *hands) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hands) forward(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

func (h *hands) wait(ctx context.Context, d time.Duration) error {
	h.forward(d)
	return ctx.Err()
}

// event is what every case asks: the word that the stories of a stand hold.
func event() []sada.Event {
	return []sada.Event{{ID: "tout", Title: sada.Names{"fr": "Tout"}, Query: theWord, Sources: []string{sada.AllSources}}}
}

// run plays the visits of a case. Each begins with the program's start: what is
// not in the archive is not known to it.
func (c *webCase) run(t *testing.T) *outcome {
	t.Helper()
	clock := &hands{at: today}
	s := newStand(t, c.answer, clock, c.hosts)
	visits := c.visits
	if visits == nil {
		visits = []visit{{}}
	}
	o := &outcome{}
	dir := filepath.Join(t.TempDir(), "a")
	for i, v := range visits {
		if i > 0 {
			clock.forward(cmpOr(v.after, 2*time.Second))
		}
		s.turn(i + 1)
		h := c.open(t, dir, s, v, clock)
		h.visit(t, o, v)
		o.before, o.clippings = o.clippings, h.clippings(t)
		if i == len(visits)-1 {
			h.account(t, o)
		}
		h.close(t)
	}
	o.asks = s.took()
	return o
}

func cmpOr(d, other time.Duration) time.Duration {
	if d == 0 {
		return other
	}
	return d
}

// house is the whole program over one archive.
type house struct {
	db      *store.DB
	monitor *monitor.Monitor
	client  *web.Client
	log     *ledger
	source  string
}

func (c *webCase) open(t *testing.T, dir string, s *stand, v visit, clock *hands) *house {
	t.Helper()
	outlet := c.outlet
	if v.scheduled {
		// One turn has come up since the last visit, and no second one.
		outlet.Schedule = "@every " + (v.after * 6 / 10).Round(time.Second).String()
	}
	set := monitor.Settings{Sources: []sada.Source{outlet}, Events: event(), Zone: time.UTC, FirstVisit: cmpOr(c.first, 30*day)}
	for _, change := range []func(*monitor.Settings){c.set, v.set} {
		if change != nil {
			change(&set)
		}
	}
	db, err := store.Open(dir, store.Options{Now: clock.now, Make: true, KeepText: c.keep, KeepPages: 7 * day})
	if err != nil {
		t.Fatal(err)
	}
	fetch, err := crawler.New(crawler.Options{
		UserAgent: "sada/test (+mailto:presse@ministere.test)", Delay: time.Millisecond, ConnectTo: s.connect(),
		CA: s.authority, Limits: c.limits, Hosts: db, Now: clock.now, Wait: clock.wait,
	})
	if err != nil {
		t.Fatal(err)
	}
	log := &ledger{visited: make(chan struct{}, 16)}
	m, err := monitor.New(monitor.Options{Store: db, Crawler: fetch, Settings: set, Now: clock.now, Log: slog.New(log)})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.KeepSettings(t.Context(), set.Sources, set.Events); err != nil {
		t.Fatal(err)
	}
	desk := office.New(office.Options{
		Store: db, Sources: m.Sources, Events: m.Events, Aliases: m.Aliases,
		Activity: func() office.Activity { return office.Activity(m.State()) }, Now: clock.now,
	})
	return &house{
		db: db, monitor: m, log: log, source: outlet.ID,
		client: web.Local(web.NewHandler(web.Options{Monitor: m, Office: desk, Hello: web.Hello{Command: "crawl", Began: clock.now()}})),
	}
}

func (h *house) close(t *testing.T) {
	t.Helper()
	h.client.Close()
	h.monitor.Close()
	if err := h.db.Check(context.Background()); err != nil {
		t.Errorf("the archive after the visit: %v", err)
	}
	if err := h.db.Close(); err != nil {
		t.Error(err)
	}
}

// visit makes one visit, as `sada crawl` does or as the daemon does.
func (h *house) visit(t *testing.T, o *outcome, v visit) {
	t.Helper()
	if !v.scheduled {
		done, err := h.client.Crawl(t.Context(), nil, nil)
		if err != nil {
			t.Errorf("crawling: %v", err)
		}
		o.visits = append(o.visits, done.Visits...)
		o.told += marshalled(t, done)
		return
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- h.monitor.Run(ctx) }()
	select {
	case <-h.log.visited:
	case <-time.After(30 * time.Second):
		t.Error("the daemon made no visit")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("running: %v", err)
	}
}

func (h *house) clippings(t *testing.T) []export.Clipping {
	t.Helper()
	var out bytes.Buffer
	if _, err := h.client.Export(t.Context(), "tout", url.Values{"format": {"json"}}, &out); err != nil {
		t.Fatal(err)
	}
	var d export.Document
	if err := json.Unmarshal(out.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	return d.Clippings
}

// account notes what the archive holds and what it tells in the end.
func (h *house) account(t *testing.T, o *outcome) {
	t.Helper()
	if err := h.db.Records(func(r sada.Record) error {
		o.records = append(o.records, r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	o.leftOut = map[sada.Reason]int{}
	if err := h.db.LeftOut(h.source, func(s store.Seen) error {
		o.leftOut[s.Reason]++
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	sources, err := h.client.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if o.status, err = h.client.Status(t.Context()); err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(sources.Sources, func(r export.SourceRow) bool { return r.ID == h.source }); i >= 0 {
		o.row = sources.Sources[i]
	}
	o.told += marshalled(t, sources) + marshalled(t, o.status)
}

func marshalled(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ledger is a log that notes when a visit has ended.
type ledger struct{ visited chan struct{} }

func (j *ledger) Enabled(context.Context, slog.Level) bool { return true }
func (j *ledger) WithAttrs([]slog.Attr) slog.Handler       { return j }
func (j *ledger) WithGroup(string) slog.Handler            { return j }

func (j *ledger) Handle(_ context.Context, r slog.Record) error {
	if r.Message == "visited" {
		select {
		case j.visited <- struct{}{}:
		default:
		}
	}
	return nil
}
