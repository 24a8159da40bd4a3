package monitor

import (
	"context"
	"fmt"
	"slices"

	"sada"
	"sada/crawler"
	"sada/internal/address"
)

// settled loads where the outlet went and which second domains its endpoints
// lead to.
func (v *visit) settled() error {
	var err error
	if v.moves, err = v.store.Moves(v.outlet.ID); err != nil {
		return fmt.Errorf("reading where %s went: %w", v.outlet.ID, err)
	}
	states, err := v.store.Endpoints(v.outlet.ID)
	if err != nil {
		return fmt.Errorf("reading endpoints of %s: %w", v.outlet.ID, err)
	}
	v.leads = map[string]string{}
	for _, s := range states {
		if s.LeadsTo != "" {
			v.leads[s.URL] = s.LeadsTo
		}
	}
	return nil
}

// adopt decides whether the foreign domain that an endpoint, which answered from
// the address from, leads to is the outlet's own. It is when the endpoint is the
// outlet's and every item lies there: who gathers from many outlets links to
// several. It stays so while most do. A host that many share is nobody's, and one
// that the settings watch as another outlet is that one's.
func (v *visit) adopt(ctx context.Context, e sada.Endpoint, from string, state *sada.EndpointState, leads *sada.Leads) error {
	if e.Kind == sada.Section || e.Kind == sada.Channel || !slices.ContainsFunc(leads.Items, v.strange) {
		return nil
	}
	if err := v.checkHome(ctx); err != nil {
		return err
	}
	host := state.LeadsTo
	if i := slices.IndexFunc(leads.Items, v.strange); host == "" && i >= 0 {
		host = address.Host(leads.Items[i].URL)
	}
	there := 0
	for _, l := range leads.Items {
		if onSite(l.URL, host) {
			there++
		}
	}
	all := len(leads.Items)
	switch {
	case state.LeadsTo != "" && 2*there >= all:
		return nil
	case host == "" || there < all || address.Shared("https://"+host+"/") || v.watched(host):
		host = ""
	default:
		own, err := v.leadsHome(ctx, from, leads.Items[0].URL)
		if err != nil {
			return err
		}
		if !own {
			host = ""
		}
	}
	if host != "" {
		v.log.Info("an endpoint leads to a second domain", "source", v.outlet.ID, "url", e.URL, "host", host)
		v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "second domain", URL: e.URL, Detail: host})
	}
	state.LeadsTo, v.leads[e.URL] = host, host
	return nil
}

// strange reports whether a lead lies neither at home nor where the outlet moved.
func (v *visit) strange(l sada.Lead) bool {
	return !address.SameSite(l.URL, v.outlet.Home) && !v.named(l.URL) && !v.moved(l.URL)
}

func onSite(u, host string) bool { return host != "" && address.SameSite(u, "https://"+host+"/") }

// led reports whether an address lies on a second domain that an endpoint leads
// to.
func (v *visit) led(u string) bool {
	for _, host := range v.leads {
		if onSite(u, host) {
			return true
		}
	}
	return false
}

// leadsHome reports whether the items of an endpoint may be taken for the
// outlet's. Those of one that answers from the outlet's own site, or from where
// the settings say, may; those of a service only when the first of them is sent
// on to the outlet.
func (v *visit) leadsHome(ctx context.Context, from, first string) (bool, error) {
	if address.SameSite(from, v.outlet.Home) || v.named(from) || v.moved(from) {
		return true, nil
	}
	page, err := v.web.Fetch(ctx, crawler.Request{URL: first, What: crawler.Page, Delay: v.outlet.Delay})
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return err == nil && !v.foreign(page.URL()), nil
}

// named reports whether an address lies on a site of the endpoints that the
// settings name.
func (v *visit) named(u string) bool {
	for _, e := range v.outlet.Endpoints {
		if address.SameSite(u, e.URL) {
			return true
		}
	}
	return false
}

// watched reports whether a host is that of another outlet of the settings.
func (v *visit) watched(host string) bool {
	for _, o := range v.plan.outlets {
		if o.ID != v.outlet.ID && onSite(o.Home, host) {
			return true
		}
	}
	return false
}

// foreign reports whether an address lies outside the outlet: on another
// registrable domain than its home and its endpoints, and on none that it moved
// to or that its endpoints lead to.
func (v *visit) foreign(u string) bool {
	return !address.SameSite(u, v.outlet.Home) && !v.named(u) && !v.moved(u) && !v.led(u)
}
