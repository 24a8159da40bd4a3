package monitor

import (
	"context"
	"fmt"
	"time"

	"sada"
	"sada/crawler"
	"sada/internal/address"
)

// patience is the number of requests to one host that may fail one after the
// other, in the manner of a host that is down or refuses us, before a visit lets
// it be.
const patience = 3

// down reports whether this visit asks no more of the host of an address.
func (v *visit) down(u string) bool { return v.misses[address.Host(u)] >= patience }

// missed counts faults that speak of the host and not of one page.
func (v *visit) missed(u string, err error) {
	f := fault(err)
	if f.Reason == sada.ReasonNetwork && f.Status != 0 {
		return // the host answered, and cut this one body
	}
	if !ofHost(f.Reason) {
		return
	}
	host := address.Host(u)
	v.misses[host]++
	if f.RetryAfter > time.Minute {
		v.misses[host] = patience
	}
	if v.misses[host] >= patience && v.tally.Reason == "" {
		v.tally.Reason, v.tally.Detail = f.Reason, f.Detail
	}
}

// ofHost reports whether a fault for this reason may be the whole host's.
func ofHost(r sada.Reason) bool { return closed(r) || r.Passing() }

// closed reports whether what gives this reason may refuse us, or be broken, by
// itself.
func closed(r sada.Reason) bool {
	return r == sada.ReasonChallenge || r == sada.ReasonRefused || r == sada.ReasonServer
}

// pagesOf returns how the pages of a host fared as a whole, which is kept beside
// the endpoints.
func (v *visit) pagesOf(host string) (sada.EndpointState, error) {
	if s, known := v.hosts[host]; known {
		return s, nil
	}
	s, err := v.store.Endpoint(v.outlet.ID, host)
	if err != nil {
		return s, fmt.Errorf("reading host %s: %w", host, err)
	}
	s.Source, s.Kind, s.URL = v.outlet.ID, sada.HostPages, host
	v.hosts[host] = s
	return s, nil
}

func (v *visit) keepPagesOf(ctx context.Context, s sada.EndpointState) error {
	v.hosts[s.URL] = s
	_, err := v.store.Discover(context.WithoutCancel(ctx), s, nil)
	return wrapKeep(err, s.URL)
}

// pageWell notes that a page of a host came, which ends a rest of the others.
func (v *visit) pageWell(ctx context.Context, u string) error {
	host := address.Host(u)
	delete(v.misses, host)
	s, err := v.pagesOf(host)
	if err != nil || s.Failures == 0 {
		return err
	}
	s.Asked = v.now()
	answered(&s, 0)
	if err := v.store.Release(context.WithoutCancel(ctx), v.outlet.ID, liesOn(host)); err != nil {
		return fmt.Errorf("ending the rest of %s: %w", host, err)
	}
	return v.keepPagesOf(ctx, s)
}

// pageMissed notes that a page of a host failed. When that is too much, what
// waits of the host rests as an endpoint does that goes on failing.
func (v *visit) pageMissed(ctx context.Context, u string, f *crawler.Fault) error {
	v.missed(u, f)
	if !v.down(u) {
		return nil
	}
	s, err := v.pagesOf(address.Host(u))
	if err != nil {
		return err
	}
	s.Asked = v.now()
	failed(&s, f)
	s.Next = s.Asked.Add(max(min(firstRest<<min(s.Failures-1, 8), lastRest), f.RetryAfter))
	if err := v.keepPagesOf(ctx, s); err != nil {
		return err
	}
	return v.hold(ctx, s.URL, s.Next)
}

// hold lets what waits of a host rest until a moment.
func (v *visit) hold(ctx context.Context, host string, until time.Time) error {
	if err := v.store.Hold(context.WithoutCancel(ctx), v.outlet.ID, until, liesOn(host)); err != nil {
		return fmt.Errorf("letting %s rest: %w", host, err)
	}
	return nil
}

func liesOn(host string) func(string) bool {
	return func(u string) bool { return address.Host(u) == host }
}

// restOf returns until when the pages of the host of an address rest; the zero
// time when they do not, or when a person asks.
func (v *visit) restOf(u string) (time.Time, error) {
	s, err := v.pagesOf(address.Host(u))
	if err != nil || !v.rests(s) {
		return time.Time{}, err
	}
	return s.Next, nil
}
