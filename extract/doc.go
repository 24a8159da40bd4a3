// Package extract reads: a Page in, an Article out, or the Leads of an endpoint.
// It alone knows selectors, structured data and the formats of feeds.
//
// It is pure: no network, no disk, no clock but the moment it is handed, no log.
// Each field of an article is chosen among what every witness of the page says
// (structured data, the head, the platform's own data, the elements, the lead);
// there is no code per outlet, only profiles, which are tables.
package extract

import (
	"time"

	"sada"
)

// Hints is what may be known of a page beside its bytes.
type Hints struct {
	Source *sada.Source   // nil: unknown
	Lead   *sada.Lead     // what led to the page; nil: nothing
	Zone   *time.Location // of times that are written without one; nil: UTC
	Now    time.Time      // the moment of the fetch; relative dates count from it

	Numbers *Numbers // what is decided by; nil: Shipped
}

func (h *Hints) numbers() *Numbers {
	if h.Numbers != nil {
		return h.Numbers
	}
	return Shipped()
}

func (h *Hints) zone() *time.Location {
	if h.Zone != nil {
		return h.Zone
	}
	return time.UTC
}

func (h *Hints) profile() sada.Profile {
	if h.Source != nil {
		return h.Source.Profile
	}
	return sada.Generic
}
