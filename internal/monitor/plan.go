package monitor

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"sada"
	"sada/internal/address"
	"sada/internal/clock"
	"sada/internal/match"
)

// Settings is what the office decided, as nouns.
type Settings struct {
	Sources    []sada.Source
	Events     []sada.Event
	Aliases    map[string][]string
	Zone       *time.Location // of the office, for days without a zone
	FirstVisit time.Duration  // how far back a first visit looks; 0 is three days
}

// plan is Settings compiled. It never changes.
type plan struct {
	Settings
	outlets map[string]*outlet
	ids     map[string]address.Rule // by host without "www.", and by site
	asking
}

// asking is the events that articles are asked for, and what asks them at once.
type asking struct {
	follows []*follow
	byID    map[string]*follow
	queries *match.Set // in the order of follows
}

func newAsking(follows []*follow) asking {
	a := asking{follows: follows, byID: map[string]*follow{}}
	queries := make([]*match.Query, len(follows))
	for i, f := range follows {
		a.byID[f.ID], queries[i] = f, f.query
	}
	a.queries = match.NewSet(queries)
	return a
}

// outlet is a source with what its visits need at hand.
type outlet struct {
	*sada.Source
	zone     *time.Location
	schedule cron.Schedule // nil: visited by hand only
	hosts    map[string]bool
	ids      address.Rule
}

// follow is an event with its query compiled.
type follow struct {
	*sada.Event
	query *match.Query
	sha   string
}

// defaultSchedule is taken for sources that name none.
const defaultSchedule = "*/15 * * * *"

func newPlan(s Settings) (*plan, error) {
	if s.Zone == nil {
		s.Zone = time.UTC
	}
	if s.FirstVisit <= 0 {
		s.FirstVisit = 72 * time.Hour
	}
	p := &plan{Settings: s, outlets: map[string]*outlet{}, ids: map[string]address.Rule{}}
	for i := range p.Sources {
		o, err := newOutlet(&p.Sources[i], s.Zone)
		if err != nil {
			return nil, err
		}
		p.outlets[o.ID] = o
		p.noteRule(o)
	}
	var follows []*follow
	for i := range p.Events {
		e := &p.Events[i]
		q, err := match.Parse(e.Query, s.Aliases)
		if err != nil {
			return nil, fmt.Errorf("event %s: query: %w", e.ID, err)
		}
		follows = append(follows, &follow{Event: e, query: q, sha: QuerySHA(e.Query)})
	}
	p.asking = newAsking(follows)
	return p, nil
}

func newOutlet(s *sada.Source, zone *time.Location) (*outlet, error) {
	o := &outlet{Source: s, zone: zone, hosts: map[string]bool{}}
	if s.Zone != "" {
		loc, err := clock.Location(s.Zone)
		if err != nil {
			return nil, fmt.Errorf("source %s: %w", s.ID, err)
		}
		o.zone = loc
	}
	spec := s.Schedule
	if spec == "" {
		spec = defaultSchedule
	}
	var err error
	if o.schedule, err = cron.ParseStandard(spec); err != nil {
		return nil, fmt.Errorf("source %s: schedule %q: %w", s.ID, spec, err)
	}
	o.ids.Arc = s.Profile == sada.Arc
	if s.Rules.ID != "" {
		if o.ids.ID, err = regexp.Compile(s.Rules.ID); err != nil {
			return nil, fmt.Errorf("source %s: rules: id: %w", s.ID, err)
		}
	}
	o.hosts[bare(s.Home)] = true
	for _, e := range s.Endpoints {
		o.hosts[bare(e.URL)] = true
	}
	return o, nil
}

// bare is the host of an address without "www.".
func bare(u string) string { return strings.TrimPrefix(address.Host(u), "www.") }

// owns reports whether the address lies on a host of the outlet itself.
func (o *outlet) owns(u string) bool { return o.hosts[bare(u)] }

// horizon is the earliest moment a first visit looks back to.
func (p *plan) horizon(o *outlet, now time.Time) time.Time {
	h := now.Add(-p.FirstVisit)
	for _, f := range p.follows {
		if f.From == "" || !f.Follows(o.ID) {
			continue
		}
		if start, ok := f.From.Start(p.Zone); ok && start.Before(h) {
			h = start
		}
	}
	return h
}

// QuerySHA is the hash by which a query is told from its later forms: SHA-256
// of its text, in lower-case hex.
func QuerySHA(query string) string {
	sum := sha256.Sum256([]byte(query))
	return hex.EncodeToString(sum[:])
}
