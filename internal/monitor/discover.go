package monitor

import (
	"context"
	"fmt"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/store"
)

const (
	// deepEvery is how often sections, REST lists and sitemaps are read when
	// nothing else calls for it.
	deepEvery = 6 * time.Hour
	// homeEvery is how often a home page is read for the endpoints it declares.
	homeEvery = 24 * time.Hour
	// walkPages bounds the documents read from one deep endpoint in one visit.
	walkPages = 60
	// undatedPages bounds the pages of a list that dates nothing.
	undatedPages = 8
)

// discover reads the endpoints of the outlet and queues the addresses that are
// new. The feed and the news sitemap are asked each time; the deep endpoints on
// a first visit, after a gap, when nothing quick answers, or every six hours.
func (v *visit) discover(ctx context.Context) error {
	endpoints, err := v.endpoints(ctx)
	if err != nil {
		return err
	}
	deeper, answered := v.health.First, false
	var open []sada.EndpointState
	for _, e := range endpoints {
		if deep(e.Kind) || v.misses >= patience {
			continue
		}
		r, err := v.ask(ctx, e, e.Kind)
		if err != nil {
			return err
		}
		answered = answered || r.answered
		deeper = deeper || r.gap
		if r.open != nil {
			open = append(open, *r.open)
		}
	}
	for _, e := range endpoints {
		if !deep(e.Kind) || v.misses >= patience {
			continue
		}
		due := deeper || !answered
		if !due {
			state, err := v.store.Endpoint(v.outlet.ID, e.URL)
			if err != nil {
				return fmt.Errorf("reading endpoint %s: %w", e.URL, err)
			}
			due = v.began.Sub(state.Asked) >= deepEvery || state.Asked.After(v.began)
		}
		if due {
			walked, err := v.walk(ctx, e)
			if err != nil {
				return err
			}
			open = append(open, walked...)
		}
	}
	if v.cut = v.misses >= patience && downForNow(v.tally.Reason); v.cut {
		return nil
	}
	for _, state := range open {
		if _, err := v.store.Discover(ctx, state, nil); err != nil {
			return wrapKeep(err, state.URL)
		}
	}
	return nil
}

// downForNow reports whether a host that fails for this reason is expected to
// be well again soon.
func downForNow(r sada.Reason) bool {
	return r == sada.ReasonBusy || r == sada.ReasonServer || r == sada.ReasonNetwork || r == sada.ReasonTimeout
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
		return usable, nil
	}
	states, err := v.store.Endpoints(v.outlet.ID)
	if err != nil {
		return nil, fmt.Errorf("reading endpoints of %s: %w", v.outlet.ID, err)
	}
	home, err := v.store.Endpoint(v.outlet.ID, v.outlet.Home+asHome)
	if err != nil {
		return nil, fmt.Errorf("reading endpoints of %s: %w", v.outlet.ID, err)
	}
	if stale := v.began.Sub(home.OK) >= homeEvery || home.OK.After(v.began); home.Kind != sada.HomePage || stale && !v.rests(home) {
		return v.findEndpoints(ctx)
	}
	var known []sada.Endpoint
	for _, s := range states {
		if s.Kind != sada.HomePage && s.Kind != sada.FurtherPage {
			known = append(known, sada.Endpoint{Kind: s.Kind, URL: s.URL, Trust: s.Trust})
		}
	}
	return known, nil
}

// asHome tells the state of a home page that is read for endpoints from that of
// the same address read as a section.
const asHome = "#"

// findEndpoints reads the home page and keeps what it declares.
func (v *visit) findEndpoints(ctx context.Context) ([]sada.Endpoint, error) {
	state, err := v.store.Endpoint(v.outlet.ID, v.outlet.Home+asHome)
	if err != nil {
		return nil, fmt.Errorf("reading endpoint %s: %w", v.outlet.Home, err)
	}
	state.Source, state.Kind, state.URL, state.Asked = v.outlet.ID, sada.HomePage, v.outlet.Home+asHome, v.now()
	page, err := v.web.Fetch(ctx, crawler.Request{URL: v.outlet.Home, What: crawler.Page, Delay: v.outlet.Delay})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var found []sada.Endpoint
	if err == nil {
		found = extract.Endpoints(page)
		answered(&state, page.Capture.Status)
		v.answered = true
	} else {
		v.missed(err)
		failed(&state, fault(err))
	}
	have := map[sada.EndpointKind]bool{}
	seen := map[string]bool{}
	for _, e := range found {
		have[e.Kind], seen[e.URL] = true, true
	}
	for _, e := range extract.More(v.outlet.Source) {
		if !have[e.Kind] && !seen[e.URL] {
			seen[e.URL] = true
			found = append(found, e)
		}
	}
	if !seen[v.outlet.Home] {
		found = append(found, sada.Endpoint{Kind: sada.Section, URL: v.outlet.Home})
	}
	if _, err := v.store.Discover(ctx, state, nil); err != nil {
		return nil, fmt.Errorf("keeping endpoints of %s: %w", v.outlet.ID, err)
	}
	for _, e := range found {
		if e.Kind == sada.Search || seenState(v.store, v.outlet.ID, e.URL) {
			continue
		}
		s := sada.EndpointState{Source: v.outlet.ID, Kind: e.Kind, URL: e.URL, Trust: e.Trust}
		if _, err := v.store.Discover(ctx, s, nil); err != nil {
			return nil, fmt.Errorf("keeping endpoints of %s: %w", v.outlet.ID, err)
		}
	}
	return found, nil
}

func seenState(db *store.DB, source, url string) bool {
	s, err := db.Endpoint(source, url)
	return err == nil && s.URL != ""
}
