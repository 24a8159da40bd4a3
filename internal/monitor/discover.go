package monitor

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sada"
)

const (
	// deepEvery is how often sections, REST lists and sitemaps are read when
	// nothing else calls for it.
	deepEvery = 6 * time.Hour
	// walkPages bounds the documents read from one deep endpoint in one visit.
	walkPages = 60
	// undatedPages bounds the pages of a list that dates nothing.
	undatedPages = 8
)

// discover reads the endpoints of the outlet and queues the addresses that are
// new. The feed and the news sitemap are asked each time; the deep endpoints on
// a first visit, after a gap, when nothing quick answers, or every six hours.
// What was only guessed is asked while nothing of its kind answers.
func (v *visit) discover(ctx context.Context) error {
	endpoints, err := v.endpoints(ctx)
	if err != nil {
		return err
	}
	likely, err := v.likelyFirst(endpoints)
	if err != nil {
		return err
	}
	r, err := v.quick(ctx, likely)
	if err != nil {
		return err
	}
	v.speakForHosts()
	walked := false
	for _, e := range likely {
		if !deep(e.Kind) || v.down(e.URL) || v.spared(e) {
			continue
		}
		full := r.deeper || !r.answered || v.began.Sub(e.state.Asked) >= deepEvery || e.state.Asked.After(v.began)
		if full || e.state.Unread > 0 {
			states, err := v.walk(ctx, e.Endpoint, full)
			if err != nil {
				return err
			}
			walked = walked || v.got[e.Kind]
			r.open = append(r.open, states...)
		}
	}
	if found, err := v.lookForHome(ctx); err != nil || found {
		if found {
			err = v.discover(ctx)
		}
		return err
	}
	if v.cut = v.anyDown() && v.tally.Reason.Passing(); v.cut {
		return nil
	}
	if !walked {
		v.gaps(r.open, r.holes)
	}
	for _, state := range r.open {
		if _, err := v.store.Discover(ctx, state, nil); err != nil {
			return wrapKeep(err, state.URL)
		}
	}
	return nil
}

// round is what the quick endpoints of a visit came to.
type round struct {
	answered bool
	deeper   bool                 // the deep ones are called for
	holes    map[string]bool      // endpoints with items missing behind them
	open     []sada.EndpointState // to be kept when all that they call for was read
}

// quick asks the endpoints that are asked each time.
func (v *visit) quick(ctx context.Context, ways []way) (round, error) {
	out := round{deeper: v.health.First, holes: map[string]bool{}}
	for _, e := range ways {
		if deep(e.Kind) || v.down(e.URL) || v.spared(e) {
			continue
		}
		r, err := v.ask(ctx, e.Endpoint, e.Kind)
		if err != nil {
			return out, err
		}
		out.answered = out.answered || r.answered
		out.deeper = out.deeper || r.gap
		if r.gap || v.health.First && declaresNext(r) {
			closed, err := v.behind(ctx, r)
			if err != nil {
				return out, err
			}
			out.holes[e.URL] = r.gap && !closed
		}
		if r.open != nil {
			out.open = append(out.open, *r.open)
		}
		if r.leads != nil && len(r.leads.Items) == 0 && len(r.leads.More) > 0 {
			// An index of sitemaps stands where a feed should.
			states, err := v.walk(ctx, sada.Endpoint{Kind: sada.Sitemap, URL: e.URL}, true)
			if err != nil {
				return out, err
			}
			out.open = append(out.open, states...)
		}
	}
	return out, nil
}

// declaresNext reports whether an answer names the page behind it by itself.
func declaresNext(a answer) bool {
	return a.leads != nil && !a.past && len(a.leads.More) > 0 && a.leads.More[0].Trust != sada.Guess
}

// anyDown reports whether this visit lets a host be.
func (v *visit) anyDown() bool {
	for _, n := range v.misses {
		if n >= patience {
			return true
		}
	}
	return false
}

// speakForHosts counts the endpoints that refused us as faults of their hosts
// when none answered. Each may be closed by itself, as REST often is.
func (v *visit) speakForHosts() {
	if !v.answered {
		for _, c := range v.closed {
			v.missed(c.url, c.fault)
		}
	}
	v.closed = nil
}

// deep reports whether an endpoint is read only when a visit looks further.
func deep(k sada.EndpointKind) bool {
	return k == sada.Section || k == sada.REST || k == sada.Sitemap
}

// endpoints returns the ways into the outlet: those of the settings, else what
// its home page declares and its profile promises.
func (v *visit) endpoints(ctx context.Context) ([]sada.Endpoint, error) {
	if named := v.outlet.Endpoints; len(named) > 0 {
		var usable []sada.Endpoint
		for _, e := range named {
			if e.Kind != sada.Search {
				usable = append(usable, e)
			}
		}
		return v.withNewHome(ctx, usable)
	}
	return v.foundEndpoints(ctx)
}

// withNewHome adds to the endpoints that the settings name those of the host
// where the outlet moved, when some of them fail.
func (v *visit) withNewHome(ctx context.Context, named []sada.Endpoint) ([]sada.Endpoint, error) {
	if v.home() == v.outlet.Home {
		return named, nil
	}
	for _, e := range named {
		s, err := v.store.Endpoint(v.outlet.ID, e.URL)
		if err != nil {
			return nil, fmt.Errorf("reading endpoint %s: %w", e.URL, err)
		}
		if s.Failures == 0 {
			continue
		}
		found, err := v.foundEndpoints(ctx)
		for _, f := range found {
			if !slices.ContainsFunc(named, func(e sada.Endpoint) bool { return e.URL == f.URL }) {
				named = append(named, f)
			}
		}
		return named, err
	}
	return named, nil
}

// foundEndpoints are those that were found from the home page, which is read
// again once a day.
func (v *visit) foundEndpoints(ctx context.Context) ([]sada.Endpoint, error) {
	states, err := v.store.Endpoints(v.outlet.ID)
	if err != nil {
		return nil, fmt.Errorf("reading endpoints of %s: %w", v.outlet.ID, err)
	}
	home, err := v.store.Endpoint(v.outlet.ID, v.home()+asHome)
	if err != nil {
		return nil, fmt.Errorf("reading endpoints of %s: %w", v.outlet.ID, err)
	}
	if stale := v.began.Sub(home.OK) >= homeEvery || home.OK.After(v.began); home.Kind != sada.HomePage || stale && !v.rests(home) {
		return v.findEndpoints(ctx)
	}
	var known []sada.Endpoint
	for _, s := range states {
		if s.Kind.Way() {
			known = append(known, sada.Endpoint{Kind: s.Kind, URL: s.URL, Trust: s.Trust})
		}
	}
	return known, nil
}
