package monitor

import (
	"context"
	"net/http"
	"time"

	"sada"
	"sada/crawler"
)

const (
	// wholeEvery is the longest that an endpoint is asked by conditions only, so
	// that a visit a day is always without.
	wholeEvery = 23 * time.Hour
	// firstDistrust and laterDistrust are how long the validators of an endpoint
	// are not used after its 304 held addresses back, once and again.
	firstDistrust = 7 * 24 * time.Hour
	laterDistrust = 30 * 24 * time.Hour
)

// whole reports whether an endpoint is asked without a condition this time: once
// a day, and while its validators are not believed. Asked is this request's.
func whole(s sada.EndpointState) bool {
	age := s.Asked.Sub(s.Whole)
	distrust := s.Distrust.Sub(s.Asked)
	return age >= wholeEvery || age < 0 || distrust > 0 && distrust <= laterDistrust
}

// weigh holds a whole answer against the 304 before it. When it has addresses
// that were never seen, and the validators of that 304 still stand for it, the
// 304 held them back: that is noted, and they are not believed for a time.
func (v *visit) weigh(ctx context.Context, e sada.Endpoint, was sada.EndpointState, state *sada.EndpointState, page *sada.Page, fresh int) error {
	tag, modified := crawler.Validators(&page.Capture)
	if h := page.Capture.Header; tag+modified == "" && h.Get("ETag")+h.Get("Last-Modified") != "" {
		// A host that says the impossible once is not believed when it mends.
		state.Distrust = state.Asked.Add(firstDistrust)
		return nil
	}
	if was.Status != http.StatusNotModified || !state.Whole.Equal(state.Asked) {
		return nil
	}
	if fresh == 0 {
		state.Hid = 0
		return nil
	}
	lied := tag == was.ETag && modified == was.LastModified
	if !lied {
		again, err := v.web.Fetch(ctx, crawler.Request{
			URL: e.URL, What: form(e.Kind), ETag: was.ETag, LastModified: was.LastModified, Delay: v.outlet.Delay,
		})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		lied = err == nil && again.Capture.Status == http.StatusNotModified
	}
	if !lied {
		state.Hid = 0
		return nil
	}
	pause := firstDistrust
	if was.Hid > 0 {
		pause = laterDistrust
	}
	state.Hid, state.Distrust = fresh, state.Asked.Add(pause)
	v.log.Warn("a 304 held addresses back", "source", v.outlet.ID, "url", e.URL, "addresses", fresh)
	v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "held back", URL: e.URL, Done: fresh})
	return nil
}
