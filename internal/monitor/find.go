package monitor

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/address"
)

const (
	// homeEvery is how often a home page is read for the endpoints it declares.
	homeEvery = 24 * time.Hour
	// asHome tells the state of a home page that is read for endpoints from that
	// of the same address read as a section.
	asHome = "#"
)

// findEndpoints reads the home page and keeps what it declares, what its
// robots.txt names, and where such outlets usually answer.
func (v *visit) findEndpoints(ctx context.Context) ([]sada.Endpoint, error) {
	state, err := v.store.Endpoint(v.outlet.ID, v.home()+asHome)
	if err != nil {
		return nil, fmt.Errorf("reading endpoint %s: %w", v.home(), err)
	}
	page, err := v.readHome(ctx, state)
	if err != nil {
		return nil, err
	}
	var found []sada.Endpoint
	if page != nil {
		v.answered = true
		if found, err = v.declared(ctx, page); err != nil {
			return nil, err
		}
	}
	source := *v.outlet.Source
	source.Home = v.home()
	found = append(found, v.sitemaps(source.Home)...)
	found = append(found, extract.More(&source)...)
	found = append(found, sada.Endpoint{Kind: sada.Section, URL: source.Home})
	return v.keepFound(ctx, found)
}

// declared are the endpoints that a home page declares. One that only leads on, as
// a page to choose a language does, is followed one step within the site.
func (v *visit) declared(ctx context.Context, page *sada.Page) ([]sada.Endpoint, error) {
	var found []sada.Endpoint
	to := ""
	// A panic of a page costs what it declares.
	_ = v.contained(ctx, page.URL(), func() error {
		found, to = extract.Endpoints(page), extract.Onward(page, sada.HomePage)
		return nil
	})
	if to == "" || !address.SameSite(to, page.URL()) {
		return found, nil
	}
	further, err := v.web.Fetch(ctx, crawler.Request{URL: to, What: crawler.Page, Delay: v.outlet.Delay})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return found, nil
	}
	_ = v.contained(ctx, to, func() error {
		found = append(found, extract.Endpoints(further)...)
		return nil
	})
	return append(found, sada.Endpoint{Kind: sada.Section, URL: to}), nil
}

// sitemaps are those that robots.txt names. A news sitemap is as good as a feed;
// the others are Unconfirmed, since many name all that was ever printed.
func (v *visit) sitemaps(home string) []sada.Endpoint {
	var out []sada.Endpoint
	for _, u := range v.web.Sitemaps(home) {
		e := sada.Endpoint{Kind: extract.SitemapKind(u), URL: u}
		if e.Kind == sada.Sitemap {
			e.Trust = sada.Unconfirmed
		}
		out = append(out, e)
	}
	return out
}

// keepFound keeps a state for each endpoint that has none, and returns each
// once.
func (v *visit) keepFound(ctx context.Context, found []sada.Endpoint) ([]sada.Endpoint, error) {
	seen := map[string]bool{}
	var all []sada.Endpoint
	for _, e := range found {
		if seen[e.URL] || e.Kind == sada.Search {
			continue
		}
		seen[e.URL] = true
		all = append(all, e)
		s, err := v.store.Endpoint(v.outlet.ID, e.URL)
		if err != nil {
			return nil, fmt.Errorf("reading endpoint %s: %w", e.URL, err)
		}
		if s.URL != "" {
			continue
		}
		s = sada.EndpointState{Source: v.outlet.ID, Kind: e.Kind, URL: e.URL, Trust: e.Trust}
		if _, err := v.store.Discover(ctx, s, nil); err != nil {
			return nil, fmt.Errorf("keeping endpoints of %s: %w", v.outlet.ID, err)
		}
	}
	return all, nil
}

// way is an endpoint with how it has behaved.
type way struct {
	sada.Endpoint
	state sada.EndpointState
}

// likelyFirst puts what nobody vouches for behind what is declared, guesses last,
// those that have answered before in front of those that have not.
func (v *visit) likelyFirst(endpoints []sada.Endpoint) ([]way, error) {
	ways := make([]way, len(endpoints))
	for i, e := range endpoints {
		s, err := v.store.Endpoint(v.outlet.ID, e.URL)
		if err != nil {
			return nil, fmt.Errorf("reading endpoint %s: %w", e.URL, err)
		}
		ways[i] = way{e, s}
	}
	rank := func(w way) int {
		switch {
		case w.Trust == "":
			return 0
		case w.Trust != sada.Guess:
			return 1
		case !w.state.OK.IsZero():
			return 2
		}
		return 3
	}
	slices.SortStableFunc(ways, func(a, b way) int { return rank(a) - rank(b) })
	return ways, nil
}

// spared reports whether an endpoint is not asked in this visit because others
// answer: a guess beside one of its kind, a sitemap that the home page does not
// declare beside what is quicker, and, for a day, a guess that was wrong, also
// when a person asks.
func (v *visit) spared(w way) bool {
	if w.Trust == "" {
		return false
	}
	if w.Trust == sada.Guess && v.got[w.Kind] {
		return true
	}
	if w.Kind == sada.Sitemap {
		// WordPress dates its sitemaps: they reach back where its lists are closed.
		quick := v.got[sada.REST] || v.outlet.Profile != sada.WordPress && (v.got[sada.Feed] || v.got[sada.NewsSitemap])
		if quick {
			return true
		}
	}
	wait := w.state.Next.Sub(v.began)
	return w.state.OK.IsZero() && wait > 0 && wait <= guessRest
}

// wrong reports whether a failure says of an endpoint that nobody vouches for
// that it is not there, and not that it is out of order.
func wrong(s *sada.EndpointState, r sada.Reason) bool {
	unsure := s.Trust == sada.Guess || s.Trust == sada.Unconfirmed
	host := r == sada.ReasonBusy || r == sada.ReasonServer || r == sada.ReasonNetwork || r == sada.ReasonTimeout
	return unsure && s.OK.IsZero() && !host
}
