package monitor

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/address"
	"sada/store"
)

// answer is what asking an endpoint came to.
type answer struct {
	answered  bool
	unchanged bool        // by a 304
	gap       bool        // items between the newest known one and the oldest here are missing
	leads     *sada.Leads // nil on 304 and on failure
	closed    bool        // it refused us
	known     []string    // of the leads: keys of those that were known before the visit
	fresh     int         // of the leads: those never read before
	past      bool        // most of what is dated lies before the horizon
	// open is the state to be kept when all that the answer calls for was read.
	// Were it kept at once, a visit that is killed before would leave a hole.
	open *sada.EndpointState
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
	if e.Trust != "" {
		state.Trust = e.Trust
	}
	if v.rests(state) {
		v.troubled(&crawler.Fault{Reason: state.Reason, Detail: state.Detail, Status: state.Status})
		return answer{}, nil
	}
	v.tally.Endpoints++
	was := state
	state.Asked = v.now()
	page, err := v.request(ctx, e, &state)
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "endpoint", URL: e.URL, Done: v.read})
	if err == nil {
		delete(v.misses, address.Host(e.URL))
	}
	page, leads, err := v.readLeads(ctx, e, page, err)
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	if err != nil {
		return answer{closed: closed(fault(err).Reason)}, v.endpointFailed(ctx, state, err)
	}
	delete(v.misses, address.Host(e.URL))
	if to, is := sentForGood(page); is && !address.Shared(to) {
		if err := v.sentOn(ctx, to); err != nil {
			return answer{}, err
		}
	}
	if page.Capture.Status == http.StatusNotModified {
		v.answered = true
		v.got[e.Kind] = v.got[e.Kind] || state.Items > 0
		answered(&state, page.Capture.Status)
		if !state.Read.IsZero() {
			state.Read = state.Asked
		}
		_, err := v.store.Discover(ctx, state, nil)
		return answer{answered: true, unchanged: true}, wrapKeep(err, e.URL)
	}
	v.answered = true
	answered(&state, page.Capture.Status)
	return v.takeLeads(ctx, e, was, state, page, leads)
}

// request fetches an endpoint, by its validators where they are believed. A 304
// that speaks of another copy is no answer.
func (v *visit) request(ctx context.Context, e sada.Endpoint, state *sada.EndpointState) (*sada.Page, error) {
	r := crawler.Request{URL: e.URL, What: form(e.Kind), Delay: v.outlet.Delay}
	if whole(*state) {
		state.Whole = state.Asked
		return v.web.Fetch(ctx, r)
	}
	r.ETag, r.LastModified = state.ETag, state.LastModified
	page, err := v.web.Fetch(ctx, r)
	if err != nil && state.Failures == 0 && r.ETag+r.LastModified != "" && breaks(fault(err)) {
		r.ETag, r.LastModified = "", ""
		again, plain := v.web.Fetch(ctx, r)
		if plain != nil {
			return page, err
		}
		state.Whole, state.Distrust = state.Asked, state.Asked.Add(firstDistrust)
		return again, nil
	}
	if err != nil || page.Capture.Status != http.StatusNotModified || crawler.Matches(&page.Capture, r.ETag, r.LastModified) {
		return page, err
	}
	state.Whole, r.ETag, r.LastModified = state.Asked, "", ""
	return v.web.Fetch(ctx, r)
}

// breaks reports whether a fault may be for the sake of the condition alone: there
// are programs that fail, refuse or say nothing when they are asked by one.
func breaks(f *crawler.Fault) bool {
	return f.Status != 0 && (f.Reason == sada.ReasonServer || f.Reason == sada.ReasonRefused || f.Reason == sada.ReasonEmpty)
}

// takeLeads queues the leads of a whole answer and remembers its validators,
// unless some leads were passed over that another visit should see again.
func (v *visit) takeLeads(ctx context.Context, e sada.Endpoint, was, state sada.EndpointState, page *sada.Page, leads *sada.Leads) (answer, error) {
	if err := v.adopt(ctx, e, page.URL(), &state, leads); err != nil {
		return answer{}, err
	}
	c, err := v.choose(e, &state, leads)
	if err != nil {
		return answer{}, err
	}
	v.carried.note(page, c.queue)
	if err := v.weigh(ctx, e, was, &state, page, c.fresh); err != nil {
		return answer{}, err
	}
	a := answer{answered: true, leads: leads, fresh: c.fresh, known: c.known, past: 2*c.old > c.dated}
	a.gap = hole(&was, leads, &c)
	state.Items, state.Lost, state.Note = len(leads.Items), leads.Lost, strings.Join(leads.Notes, "; ")
	v.tally.Lost += leads.Lost
	v.got[e.Kind] = v.got[e.Kind] || len(leads.Items)+len(leads.More) > 0
	state.ETag, state.LastModified = "", ""
	now, later := state, state
	if c.whole {
		later.ETag, later.LastModified = crawler.Validators(&page.Capture)
		later.Read, later.Past = state.Asked, c.old == len(leads.Items)
		if len(c.marks) > 0 && !deep(e.Kind) && state.Kind != sada.FurtherPage {
			later.Marks = packed(c.marks)
		}
	}
	if later.Newest.IsZero() || leads.Newest.Time.After(later.Newest.Time) {
		later.Newest = leads.Newest
	}
	switch more := len(leads.More) > 0; {
	case more && len(leads.Items) == 0:
		// An index may stay as it is while its parts change: it is always read.
		now.Read = state.Asked
	case more && deep(e.Kind) || a.gap:
		a.open = &later
	default:
		now = later
	}
	added, err := v.store.Discover(ctx, now, c.queue)
	if err != nil {
		return a, wrapKeep(err, e.URL)
	}
	v.tally.Leads += added
	for _, q := range c.queue {
		if q.Out != "" {
			v.leftOut(q.URL, q.Out, q.Detail)
		}
	}
	return a, nil
}

// askPost queues the one address that a post endpoint names.
func (v *visit) askPost(ctx context.Context, state sada.EndpointState, e sada.Endpoint) (answer, error) {
	v.answered = true
	state.OK, state.Asked, state.Items = v.now(), v.now(), 1
	lead := sada.Lead{URL: e.URL, Endpoint: e.URL}
	added, err := v.store.Discover(ctx, state, []store.Queued{v.queued(lead)})
	v.tally.Leads += added
	return answer{answered: true}, wrapKeep(err, e.URL)
}

// endpointFailed keeps the failure with the endpoint.
func (v *visit) endpointFailed(ctx context.Context, state sada.EndpointState, cause error) error {
	f := fault(cause)
	v.troubled(f)
	switch {
	case wrong(&state, f.Reason):
	case !closed(f.Reason):
		v.missed(state.URL, f)
	case !v.answered && !deep(state.Kind):
		v.closed = append(v.closed, closedEndpoint{state.URL, f})
	case !v.answered:
		v.missed(state.URL, f)
	}
	failed(&state, f)
	v.log.Debug("endpoint failed", "source", v.outlet.ID, "url", state.URL, "reason", f.Reason, "detail", f.Detail)
	_, err := v.store.Discover(ctx, state, nil)
	return wrapKeep(err, state.URL)
}

// troubled remembers what to say of an outlet where nothing answers.
func (v *visit) troubled(f *crawler.Fault) {
	if v.trouble == nil || f.Reason == sada.ReasonChallenge {
		v.trouble = f
	}
}

const (
	// stubborn is how many failures in a row slow an endpoint down.
	stubborn = 4
	// firstRest and lastRest bound the pause of an endpoint that goes on failing.
	firstRest = 30 * time.Minute
	lastRest  = 6 * time.Hour
	// guessRest is the pause of a guess that was wrong.
	guessRest = 24 * time.Hour
)

// failed notes a failure. An endpoint that goes on failing is asked less often.
// One that nobody vouches for and that has never answered has not failed: it was
// a wrong guess, and is tried again once a day.
func failed(s *sada.EndpointState, f *crawler.Fault) {
	s.Reason, s.Detail, s.Status = f.Reason, f.Detail, f.Status
	if wrong(s, f.Reason) {
		s.Failures, s.Next = 0, s.Asked.Add(guessRest)
		return
	}
	s.Failures++
	if n := s.Failures - stubborn; n >= 0 {
		s.Next = s.Asked.Add(min(firstRest<<min(n, 8), lastRest))
	}
}

// answered notes a good answer.
func answered(s *sada.EndpointState, status int) {
	s.OK, s.Status, s.Failures, s.Reason, s.Detail, s.Next = s.Asked, status, 0, "", "", time.Time{}
}

// rests reports whether an endpoint is not asked in this visit because of what
// it answered before. A person who asks for a visit has every one asked.
func (v *visit) rests(s sada.EndpointState) bool {
	wait := s.Next.Sub(v.began)
	return !v.scheduled.IsZero() && wait > 0 && wait <= guessRest
}

func wrapKeep(err error, url string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("keeping leads of %s: %w", url, err)
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
