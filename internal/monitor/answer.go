package monitor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/store"
)

// cutAsks is how often a page that comes cut is asked for before what came of it
// is kept, marked.
const cutAsks = 3

// cutShort reports whether an answer is a good one whose body was cut, with
// something of it at hand.
func cutShort(page *sada.Page) bool {
	return page != nil && page.Capture.Truncated && page.Capture.Status/100 == 2 && len(page.Body) > 0
}

// readLeads reads the leads in the answer of an endpoint, of one that was cut those
// that are whole. A page in its place that leads on is followed one step, by its
// refresh or to the feed that it declares. The error is a *crawler.Fault, or the
// context's.
func (v *visit) readLeads(ctx context.Context, e sada.Endpoint, page *sada.Page, fetched error) (*sada.Page, *sada.Leads, error) {
	switch {
	case fetched != nil && !cutShort(page):
		return page, nil, fetched
	case fetched == nil && page.Capture.Status == http.StatusNotModified:
		return page, nil, nil
	}
	leads, err := v.leadsOf(ctx, e, page)
	switch {
	case fetched != nil && (err != nil || len(leads.Items)+len(leads.More) == 0):
		return page, nil, fetched
	case fetched != nil:
		leads.Notes = append([]string{"the answer was cut (" + fault(fetched).Detail + "); its whole items are read"}, leads.Notes...)
		return unvalidated(page), leads, nil
	case err == nil && leads.Cut:
		return unvalidated(page), leads, nil
	case err == nil && (e.Kind != sada.Section || len(leads.Items)+len(leads.More) > 0):
		return page, leads, nil
	}
	to := ""
	_ = v.contained(ctx, e.URL, func() error {
		to = extract.Onward(page, e.Kind)
		return nil
	})
	if to == "" {
		return page, leads, err
	}
	return v.onward(ctx, e, to, page, leads, err)
}

// onward reads what stands at the address that the page of an endpoint leads to.
// Where that gives nothing the page's own answer stands, with what became of it.
func (v *visit) onward(ctx context.Context, e sada.Endpoint, to string, page *sada.Page, own *sada.Leads, why error) (*sada.Page, *sada.Leads, error) {
	further, err := v.web.Fetch(ctx, crawler.Request{URL: to, What: form(e.Kind), Delay: v.outlet.Delay})
	if ctx.Err() != nil {
		return page, nil, ctx.Err()
	}
	var leads *sada.Leads
	if err == nil {
		leads, err = v.leadsOf(ctx, sada.Endpoint{Kind: e.Kind, URL: to, Fields: e.Fields}, further)
	}
	if err == nil {
		leads.Notes = append([]string{"the address answers with a page that leads to " + to}, leads.Notes...)
		for i := range leads.Items {
			leads.Items[i].Endpoint = e.URL
		}
		return unvalidated(further), leads, nil
	}
	if why == nil {
		return page, own, nil
	}
	f := *fault(why)
	f.Detail = fmt.Sprintf("%s; it leads to %s: %s", f.Detail, to, fault(err).Error())
	return page, nil, &f
}

// leadsOf reads the leads of a page that came. One whose items all lack an address
// is a fault: something was meant to be read.
func (v *visit) leadsOf(ctx context.Context, e sada.Endpoint, page *sada.Page) (leads *sada.Leads, err error) {
	err = v.contained(ctx, e.URL, func() error {
		leads, err = extract.Leads(page, e, v.hints(nil, page))
		return err
	})
	if err == nil && leads.Lost > 0 && len(leads.Items)+len(leads.More) == 0 {
		err = &sada.Rejection{Reason: sada.ReasonFormat, Detail: fmt.Sprintf("none of its %d items names an address", leads.Lost)}
	}
	if err == nil {
		return leads, nil
	}
	var r *sada.Rejection
	if !errors.As(err, &r) {
		r = &sada.Rejection{Reason: sada.ReasonFormat, Detail: err.Error()}
	}
	return nil, &crawler.Fault{Reason: r.Reason, Detail: r.Detail, Status: page.Capture.Status}
}

// unvalidated is a page without the validators of its answer, which must not
// stand for what was not read.
func unvalidated(page *sada.Page) *sada.Page {
	p := *page
	p.Capture.Header = page.Capture.Header.Clone()
	p.Capture.Header.Del("ETag")
	p.Capture.Header.Del("Last-Modified")
	return &p
}

// hugePage is the size in bytes beyond which the end of a page is not waited for: it
// lies behind all that is kept of a text.
const hugePage = 4 << 20

// cutPage says what becomes of an article's page that came cut, or that may be.
// It is a fault until it was asked for often enough; then nil, and what came is
// read.
func cutPage(q *store.Queued, page *sada.Page, fetched error) error {
	often := strings.HasPrefix(q.Detail, "body") && q.Tries+1 >= cutAsks
	switch {
	case fetched == nil && page.Capture.Note == sada.NoteIncomplete && !often && len(page.Body) <= hugePage:
		return &crawler.Fault{Reason: sada.ReasonNetwork, Detail: "body: it lacks its end", Status: page.Capture.Status}
	case fetched != nil && cutShort(page) && fault(fetched).Reason != sada.ReasonTooLarge && often:
		return nil
	}
	return fetched
}
