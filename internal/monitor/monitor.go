// Package monitor decides when an outlet is visited and leads each page on its
// way: schedule, discovery, fetch, extraction, matching, one commit. It keeps
// account of the health of outlets and brings in pages that a person saved.
//
// It does not speak HTTP (crawler), read HTML (extract) or know how things are
// kept (store), and it words nothing for a person.
package monitor

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"sada"
	"sada/crawler"
	"sada/store"
)

// Options is what a Monitor works with.
type Options struct {
	Store    *store.DB
	Crawler  *crawler.Crawler
	Settings Settings
	Version  string // of the program: another one tries again what this one left out as fatal
	// Kills counts how often processes like this one crashed or were killed for
	// want of memory, as far as the system tells. Nil counts none.
	Kills func() uint64
	Now   func() time.Time // nil: the machine's clock
	Log   *slog.Logger     // nil: nothing is logged
}

// Monitor visits outlets. It is safe for use by many goroutines.
type Monitor struct {
	store *store.DB
	now   func() time.Time
	log   *slog.Logger
	began time.Time

	version string
	kills   func() uint64
	reading *semaphore.Weighted // pages that are read at once

	house atomic.Pointer[house]
	rung  chan struct{} // Reload wakes the schedule
	asks  chan struct{} // held while the archive is asked anew

	mu      sync.Mutex
	leases  map[string]time.Time // visits under way, by source
	next    map[string]time.Time // the daemon's plan, by source
	paused  string
	skipped map[string]int
	marks   marks // of processes that ended without goodbye
}

// house is what a change of settings replaces as a whole.
type house struct {
	plan    *plan
	crawler *crawler.Crawler
	visits  sync.WaitGroup // visits that use the crawler
}

// New returns a Monitor, or all that is wrong with the settings.
func New(o Options) (*Monitor, error) {
	p, err := newPlan(o.Settings)
	if err != nil {
		return nil, err
	}
	marks, err := readMarks(o.Store)
	if err != nil {
		return nil, err
	}
	m := &Monitor{
		store: o.Store, now: o.Now, log: o.Log, version: o.Version,
		reading: semaphore.NewWeighted(readers()), marks: marks,
		rung: make(chan struct{}, 1), asks: make(chan struct{}, 1),
		leases: map[string]time.Time{}, next: map[string]time.Time{}, skipped: map[string]int{},
	}
	if m.now == nil {
		m.now = time.Now
	}
	if m.kills = o.Kills; m.kills == nil {
		m.kills = func() uint64 { return 0 }
	}
	if m.log == nil {
		m.log = slog.New(slog.DiscardHandler)
	}
	m.began = m.now()
	m.house.Store(&house{plan: p, crawler: o.Crawler})
	return m, nil
}

// Reload takes new settings and a crawler made for them from the next visit
// on. Settings that are wrong change nothing. The old crawler is closed when
// the last visit that uses it has ended.
func (m *Monitor) Reload(ctx context.Context, s Settings, c *crawler.Crawler) error {
	p, err := newPlan(s)
	if err != nil {
		return err
	}
	if err := m.store.KeepSettings(ctx, s.Sources, s.Events); err != nil {
		return fmt.Errorf("keeping settings: %w", err)
	}
	m.mu.Lock()
	old := m.house.Swap(&house{plan: p, crawler: c})
	m.mu.Unlock()
	go func() {
		old.visits.Wait()
		old.crawler.Close()
	}()
	select {
	case m.rung <- struct{}{}:
	default:
	}
	return nil
}

// enter returns the present house and holds its crawler open until the caller
// says visits.Done.
func (m *Monitor) enter() *house {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.house.Load()
	h.visits.Add(1)
	return h
}

// lease takes the right to visit a source; false means that a visit is under way.
func (m *Monitor) lease(source string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, held := m.leases[source]; held {
		return false
	}
	m.leases[source] = m.now()
	return true
}

func (m *Monitor) release(source string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.leases, source)
}

// State is what a Monitor is doing at this moment.
type State struct {
	Began    time.Time
	Visiting map[string]time.Time // sources with a visit under way, and its begin
	Next     map[string]time.Time // the next scheduled visit; empty without Run
	Skipped  map[string]int       // scheduled visits skipped because one was still under way
	Paused   string               // why the schedule stands still, "" when it does not
}

// State returns what the monitor is doing at this moment.
func (m *Monitor) State() State {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := State{
		Began: m.began, Paused: m.paused,
		Visiting: map[string]time.Time{}, Next: map[string]time.Time{}, Skipped: map[string]int{},
	}
	for k, v := range m.leases {
		s.Visiting[k] = v
	}
	for k, v := range m.next {
		s.Next[k] = v
	}
	for k, v := range m.skipped {
		s.Skipped[k] = v
	}
	return s
}

// Sources returns the sources of the present settings.
func (m *Monitor) Sources() []sada.Source { return m.house.Load().plan.Sources }

// Events returns the events of the present settings.
func (m *Monitor) Events() []sada.Event { return m.house.Load().plan.Events }

// Aliases returns the sets of names of the present settings.
func (m *Monitor) Aliases() map[string][]string { return m.house.Load().plan.Aliases }

// Close closes the crawler of the present settings. Visits must have ended.
func (m *Monitor) Close() {
	h := m.house.Load()
	h.visits.Wait()
	h.crawler.Close()
}
