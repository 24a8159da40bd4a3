package monitor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/address"
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
			if err := v.walk(ctx, e); err != nil {
				return err
			}
		}
	}
	return nil
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
	var known []sada.Endpoint
	for _, s := range states {
		if s.Kind == homePage && v.began.Sub(s.OK) < homeEvery && !s.OK.After(v.began) {
			for _, s := range states {
				if s.Kind != homePage {
					known = append(known, sada.Endpoint{Kind: s.Kind, URL: s.URL})
				}
			}
		}
	}
	if len(known) > 0 {
		return roots(known), nil
	}
	return v.findEndpoints(ctx)
}

// homePage is the kind under which the state of a home page is kept.
const homePage sada.EndpointKind = "home"

// roots leaves out what is only reached from another endpoint: further pages
// and the sitemaps of an index carry the state of their own conditional
// requests, yet are asked for by walk alone.
func roots(known []sada.Endpoint) []sada.Endpoint {
	var out []sada.Endpoint
	for _, e := range known {
		if e.Kind != pageOf {
			out = append(out, e)
		}
	}
	return out
}

// pageOf is the kind under which the state of a further page is kept.
const pageOf sada.EndpointKind = "page-of"

// findEndpoints reads the home page and keeps what it declares.
func (v *visit) findEndpoints(ctx context.Context) ([]sada.Endpoint, error) {
	state := sada.EndpointState{Source: v.outlet.ID, Kind: homePage, URL: v.outlet.Home, Asked: v.now()}
	page, err := v.web.Fetch(ctx, crawler.Request{URL: v.outlet.Home, What: crawler.Page, Delay: v.outlet.Delay})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var found []sada.Endpoint
	if err == nil {
		found = extract.Endpoints(page)
		state.OK, state.Status = state.Asked, page.Capture.Status
		v.answered = true
	} else {
		v.missed(err)
		f := fault(err)
		state.Reason, state.Detail, state.Failures = f.Reason, f.Detail, 1
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
		s := sada.EndpointState{Source: v.outlet.ID, Kind: e.Kind, URL: e.URL}
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

// answer is what asking an endpoint came to.
type answer struct {
	answered bool
	gap      bool // items between the newest known one and the oldest here are missing
	added    int
	leads    *sada.Leads // nil on 304 and on failure
}

// ask reads one endpoint conditionally and queues its new leads, in one commit
// with the validators that came with them. Its state is kept under the kind
// known. Only a fault of the archive or the context is an error.
func (v *visit) ask(ctx context.Context, e sada.Endpoint, known sada.EndpointKind) (answer, error) {
	state, err := v.store.Endpoint(v.outlet.ID, e.URL)
	if err != nil {
		return answer{}, fmt.Errorf("reading endpoint %s: %w", e.URL, err)
	}
	state.Source, state.URL = v.outlet.ID, e.URL
	if state.Kind == "" {
		state.Kind = known
	}
	if e.Kind == sada.Post {
		return v.askPost(ctx, state, e)
	}
	v.tally.Endpoints++
	state.Asked = v.now()
	page, err := v.web.Fetch(ctx, crawler.Request{
		URL: e.URL, What: form(e.Kind), ETag: state.ETag, LastModified: state.LastModified, Delay: v.outlet.Delay,
	})
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "endpoint", URL: e.URL, Done: v.read})
	if err != nil {
		return answer{}, v.endpointFailed(ctx, state, err)
	}
	v.misses, v.answered = 0, true
	state.OK, state.Status, state.Failures, state.Reason, state.Detail = state.Asked, page.Capture.Status, 0, "", ""
	if page.Capture.Status == 304 {
		_, err := v.store.Discover(ctx, state, nil)
		return answer{answered: true}, wrapKeep(err, e.URL)
	}
	leads, err := extract.Leads(page, e, v.hints(nil, page))
	if err != nil {
		var r *sada.Rejection
		if !errors.As(err, &r) {
			r = &sada.Rejection{Reason: sada.ReasonFormat, Detail: err.Error()}
		}
		return answer{}, v.endpointFailed(ctx, state, &crawler.Fault{Reason: r.Reason, Detail: r.Detail, Status: page.Capture.Status})
	}
	return v.takeLeads(ctx, e, state, page, leads)
}

// takeLeads queues the leads of a whole answer and remembers its validators,
// unless some leads were passed over that another visit should see again.
func (v *visit) takeLeads(ctx context.Context, e sada.Endpoint, state sada.EndpointState, page *sada.Page, leads *sada.Leads) (answer, error) {
	queue, whole, err := v.choose(ctx, e, leads)
	if err != nil {
		return answer{}, err
	}
	a := answer{answered: true, leads: leads}
	a.gap = !state.Newest.IsZero() && !leads.Oldest.IsZero() && leads.Oldest.Time.After(state.Newest.Time)
	state.ETag, state.LastModified = "", ""
	if whole {
		state.ETag, state.LastModified = page.Capture.Header.Get("ETag"), page.Capture.Header.Get("Last-Modified")
	}
	state.Items = len(leads.Items)
	if state.Newest.IsZero() || leads.Newest.Time.After(state.Newest.Time) {
		state.Newest = leads.Newest
	}
	a.added, err = v.store.Discover(ctx, state, queue)
	v.tally.Leads += a.added
	return a, wrapKeep(err, e.URL)
}

// askPost queues the one address that a post endpoint names.
func (v *visit) askPost(ctx context.Context, state sada.EndpointState, e sada.Endpoint) (answer, error) {
	v.answered = true
	state.OK, state.Asked, state.Items = v.now(), v.now(), 1
	lead := sada.Lead{URL: e.URL, Endpoint: e.URL}
	added, err := v.store.Discover(ctx, state, []store.Queued{v.queued(lead)})
	v.tally.Leads += added
	return answer{answered: true, added: added}, wrapKeep(err, e.URL)
}

// endpointFailed keeps the failure with the endpoint.
func (v *visit) endpointFailed(ctx context.Context, state sada.EndpointState, cause error) error {
	v.missed(cause)
	f := fault(cause)
	if v.trouble == nil || f.Reason == sada.ReasonChallenge {
		v.trouble = f
	}
	state.Failures++
	state.Reason, state.Detail, state.Status = f.Reason, f.Detail, f.Status
	v.log.Debug("endpoint failed", "source", v.outlet.ID, "url", state.URL, "reason", f.Reason, "detail", f.Detail)
	_, err := v.store.Discover(ctx, state, nil)
	return wrapKeep(err, state.URL)
}

func wrapKeep(err error, url string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("keeping leads of %s: %w", url, err)
}

// walk reads a deep endpoint and the pages behind it for as long as they bring
// addresses that are new and not older than the horizon.
func (v *visit) walk(ctx context.Context, root sada.Endpoint) error {
	type stop struct {
		sada.Endpoint
		depth int
	}
	todo := []stop{{root, 0}}
	asked := map[string]bool{}
	undated := 0
	for pages := 0; len(todo) > 0 && pages < walkPages && v.misses < patience && v.read+v.tally.Leads < budget; pages++ {
		e := todo[0]
		todo = todo[1:]
		if asked[e.URL] {
			continue
		}
		asked[e.URL] = true
		kind := pageOf
		if e.URL == root.URL {
			kind = root.Kind
		}
		a, err := v.ask(ctx, e.Endpoint, kind)
		if err != nil {
			return err
		}
		if a.leads == nil || len(a.leads.More) == 0 || e.depth >= 3 && len(a.leads.Items) == 0 {
			continue
		}
		index := len(a.leads.Items) == 0
		if !index {
			if a.leads.Newest.IsZero() {
				undated++
			}
			past := !a.leads.Oldest.IsZero() && a.leads.Oldest.Time.Before(v.horizon)
			if a.added == 0 || past || undated >= undatedPages {
				continue
			}
		}
		for _, more := range a.leads.More {
			depth := e.depth
			if index {
				depth++
			}
			todo = append(todo, stop{sada.Endpoint{Kind: more.Kind, URL: more.URL, Fields: root.Fields}, depth})
		}
	}
	return nil
}

// choose picks the leads to queue. whole is false when some were passed over
// for want of room in this visit: the endpoint must then be read again whole.
func (v *visit) choose(ctx context.Context, e sada.Endpoint, leads *sada.Leads) (queue []store.Queued, whole bool, err error) {
	whole = true
	fresh := 0
	for _, lead := range leads.Items {
		q := v.queued(lead)
		seen, known, err := v.store.Seen(q.Key)
		if err != nil {
			return nil, false, fmt.Errorf("looking up %s: %w", lead.URL, err)
		}
		if known && !lead.Modified.Time.After(seen.Modified) {
			queue = append(queue, q) // the archive notes who else led here
			continue
		}
		switch {
		case known:
		case v.foreign(lead.URL) && e.Kind != sada.Channel:
			if err := v.drop(ctx, q, sada.ReasonForeign, address.Host(lead.URL)); err != nil {
				return nil, false, err
			}
			continue
		case v.old(lead) && (v.health.First || deep(e.Kind)):
			v.tally.Unseen++
			if !deep(e.Kind) {
				if err := v.drop(ctx, q, sada.ReasonOld, lead.Published.String()); err != nil {
					return nil, false, err
				}
			}
			continue
		}
		if v.read+v.tally.Leads+fresh >= budget {
			v.tally.Unseen++
			whole = false
			continue
		}
		fresh++
		queue = append(queue, q)
	}
	return queue, whole, nil
}

// old reports whether what a lead says of its date lies before the horizon.
func (v *visit) old(l sada.Lead) bool {
	d := l.Published
	if d.IsZero() {
		d = l.Modified
	}
	if d.IsZero() {
		return false
	}
	t := d.Time
	if !d.Timed() {
		t = t.AddDate(0, 0, 1)
	}
	return t.Before(v.horizon)
}

func (v *visit) queued(l sada.Lead) store.Queued {
	return store.Queued{Source: v.outlet.ID, Key: address.Key(l.URL), URL: l.URL, Lead: l, Added: v.now()}
}

// hints is what extract may know beside the page.
func (v *visit) hints(lead *sada.Lead, page *sada.Page) extract.Hints {
	return extract.Hints{Source: v.outlet.Source, Lead: lead, Zone: v.outlet.zone, Now: page.Capture.Ended.In(v.outlet.zone)}
}

// form says how the answer of an endpoint is fetched.
func form(k sada.EndpointKind) crawler.What {
	switch k {
	case sada.Feed, sada.Channel:
		return crawler.Feed
	case sada.Sitemap, sada.NewsSitemap:
		return crawler.Sitemap
	case sada.REST, sada.JSONListEndpoint:
		return crawler.JSON
	}
	return crawler.Page
}
