// Package office answers what may be asked of the archive: how the outlets
// fare, what the events have gathered, what needs a person, the clippings of one
// event for an export, a search of all that is kept, why an article answers an
// event or does not, and whether the archive is sound.
//
// It visits nothing (monitor), keeps nothing of its own (store) and gives no
// format (export). It reads no settings: what they name is handed to it.
package office

import (
	"fmt"
	"sort"
	"sync"
	"time"

	"sada"
	"sada/internal/export"
	"sada/store"
)

// Options is what an Office works with.
type Options struct {
	Store     *store.DB
	Sources   func() []sada.Source       // of the present settings
	Events    func() []sada.Event        // of the present settings
	Aliases   func() map[string][]string // of the present settings; nil: there are none
	Keys      func(url string) []string  // the identity keys of an address by the present settings; nil: by its form alone
	Activity  func() Activity            // what visits are doing
	Zone      *time.Location             // of the office, for days
	Now       func() time.Time           // nil: the machine's clock
	Generator string                     // "sada 1.2.3", told in exports
}

// Activity is what the visits of this process are doing at this moment.
type Activity struct {
	Began    time.Time
	Visiting map[string]time.Time // sources with a visit under way, and its begin
	Next     map[string]time.Time // the next scheduled visit of each source
	Skipped  map[string]int       // scheduled visits skipped because one was under way
	Paused   string               // why the schedule stands still, "" when it does not
}

// Office answers questions. It is safe for use by many goroutines.
type Office struct {
	o         Options
	stamp     string     // of the search index
	following sync.Mutex // one at a time brings the search index up
}

// New returns an Office.
func New(o Options) *Office {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Activity == nil {
		o.Activity = func() Activity { return Activity{} }
	}
	if o.Aliases == nil {
		o.Aliases = func() map[string][]string { return nil }
	}
	return &Office{o: o, stamp: indexStamp()}
}

// Sources lists the outlets of the settings and how they fare, those that need
// a person first.
func (f *Office) Sources() (export.Sources, error) {
	out := export.Sources{Schema: "sada/sources/1", Sources: []export.SourceRow{}}
	next := f.o.Activity().Next
	for _, s := range f.o.Sources() {
		row, err := f.source(s, next[s.ID])
		if err != nil {
			return out, err
		}
		out.Sources = append(out.Sources, row)
	}
	rank := map[string]int{stateChallenged: 0, stateFailing: 1, stateSilent: 2}
	place := func(r export.SourceRow) int {
		if n, ok := rank[r.State]; ok && !(n == 0 && r.Expect != "") {
			return n
		}
		return len(rank)
	}
	sort.SliceStable(out.Sources, func(i, j int) bool { return place(out.Sources[i]) < place(out.Sources[j]) })
	return out, nil
}

func (f *Office) source(s sada.Source, next time.Time) (export.SourceRow, error) {
	row := export.SourceRow{
		ID: s.ID, Name: s.Name, Home: s.Home, Profile: string(s.Profile), Trust: string(s.Trust), Note: s.Note, Next: stamp(next),
		Expect: string(s.Expect),
	}
	h, err := f.o.Store.Health(s.ID)
	if err != nil {
		return row, fmt.Errorf("reading health of %s: %w", s.ID, err)
	}
	row.State, row.Reason, row.Detail = state(h), string(h.Reason), h.Detail
	row.Visited, row.Answered, row.Article, row.Articles = stamp(h.Visit), stamp(h.OK), stamp(h.Article), h.Articles
	if h.Reason != "" {
		row.Since = stamp(h.Since)
	}
	if row.Waiting, _, err = f.o.Store.Waiting(s.ID); err != nil {
		return row, fmt.Errorf("counting what waits for %s: %w", s.ID, err)
	}
	if row.ByFeed, err = f.o.Store.ByFeed(s.ID); err != nil {
		return row, fmt.Errorf("counting what feeds carried for %s: %w", s.ID, err)
	}
	states, err := f.o.Store.Endpoints(s.ID)
	if err != nil {
		return row, fmt.Errorf("reading endpoints of %s: %w", s.ID, err)
	}
	for _, e := range states {
		if !e.Kind.Way() || e.Trust == sada.Guess && e.Asked.IsZero() {
			continue
		}
		row.Endpoints = append(row.Endpoints, export.EndpointRow{
			Kind: string(e.Kind), URL: e.URL, Status: e.Status, Asked: stamp(e.Asked), Answered: stamp(e.OK),
			Items: e.Items, Newest: e.Newest.String(), Failures: e.Failures, Reason: string(e.Reason), Detail: e.Detail,
			Hid: e.Hid, Gap: stamp(e.Gap), Unread: e.Unread, LeadsTo: e.LeadsTo,
			Lost: e.Lost, Note: e.Note,
		})
	}
	return row, nil
}

// The states of an outlet.
const (
	stateNew        = "new"        // never visited to the end
	stateWell       = "well"       // answers
	stateSilent     = "silent"     // answers, and gave no article for three times its habit
	stateFailing    = "failing"    // did not answer at the last visit
	stateChallenged = "challenged" // refuses this machine
)

func state(h sada.Health) string {
	switch {
	case h.Reason == sada.ReasonChallenge, h.Reason == sada.ReasonRefused:
		return stateChallenged
	case h.Reason != "":
		return stateFailing
	case h.Visit.IsZero(), h.First:
		return stateNew
	case silent(h):
		return stateSilent
	}
	return stateWell
}

// silent reports whether an outlet answers and yet gave nothing new for three
// times the pause that is usual for it. An outlet that answers and never gave
// an article is silent from its first whole visit on.
func silent(h sada.Health) bool {
	if h.Article.IsZero() {
		return !h.OK.IsZero() && !h.First
	}
	return h.Habit > 0 && h.OK.Sub(h.Article) > 3*h.Habit
}

// Events lists the events of the settings, then those that left them.
func (f *Office) Events() (export.Events, error) {
	out := export.Events{Schema: "sada/events/1", Events: []export.EventRow{}}
	events, err := f.events()
	if err != nil {
		return out, err
	}
	for _, e := range events {
		row := export.EventRow{
			ID: e.ID, Title: e.Title, From: string(e.From), Until: string(e.Until), Query: e.Query, Sources: e.Sources, Retired: e.Retired,
		}
		c, err := f.o.Store.EventCounts(e.ID)
		if err != nil {
			return out, fmt.Errorf("counting what %s has gathered: %w", e.ID, err)
		}
		row.Clippings, row.Stale, row.Outside, row.Newest = c.Clippings, c.Stale, c.Outside, stamp(c.Newest)
		out.Events = append(out.Events, row)
	}
	return out, nil
}

// events returns those of the settings in their order, then the retired ones.
func (f *Office) events() ([]sada.Event, error) {
	all := append([]sada.Event(nil), f.o.Events()...)
	named := map[string]bool{}
	for _, e := range all {
		named[e.ID] = true
	}
	kept, err := f.o.Store.Events()
	if err != nil {
		return nil, fmt.Errorf("reading events: %w", err)
	}
	for _, e := range kept {
		if !named[e.ID] {
			e.Retired = true
			all = append(all, e)
		}
	}
	return all, nil
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
