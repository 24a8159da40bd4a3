package sada

// Reason says in one word why a page or an address gave no article.
type Reason string

// Reasons for which something is left out or has failed.
const (
	// Pages that are no article.
	ReasonChallenge Reason = "challenge"
	ReasonLogin     Reason = "login"
	ReasonConsent   Reason = "consent"
	ReasonSoft404   Reason = "soft-404"
	ReasonSection   Reason = "section"
	ReasonScript    Reason = "script" // empty without JavaScript
	ReasonEmpty     Reason = "empty"
	ReasonParse     Reason = "parse"
	ReasonNotHTML   Reason = "not-html"

	// Addresses that were not read.
	ReasonRobots   Reason = "robots"          // robots.txt closes it
	ReasonGone     Reason = "gone"            // 404, 410
	ReasonRefused  Reason = "refused"         // 401, 403, 451
	ReasonBusy     Reason = "busy"            // 429, 503: waits and is tried again
	ReasonServer   Reason = "server"          // other 5xx
	ReasonNetwork  Reason = "network"         // no connection, DNS, TLS, cut body
	ReasonTimeout  Reason = "timeout"         // slower than the limit
	ReasonAddress  Reason = "blocked-address" // guard: private or forbidden address, port or scheme
	ReasonRedirect Reason = "redirect"        // too many, in a circle, or to where we must not go
	ReasonTooLarge Reason = "too-large"
	ReasonOld      Reason = "too-old"    // older than a first visit looks
	ReasonBudget   Reason = "budget"     // over the number of pages of one visit
	ReasonTrap     Reason = "trap"       // an address of a site that links into itself without an end
	ReasonForeign  Reason = "other-host" // does not lie on a host of the source
	ReasonFormat   Reason = "format"     // an endpoint whose answer cannot be read

	ReasonDouble Reason = "double" // read, and taken for a version of an article of another title and address
	ReasonFatal  Reason = "fatal"  // sada ended twice while it read this page alone

	ReasonWindow Reason = "outside-window" // answers an event outside its days: kept, no clipping

	// Visits as a whole.
	ReasonInternal    Reason = "internal"    // a fault of our own; the log has it
	ReasonUnderWay    Reason = "under-way"   // a visit of the outlet is under way already
	ReasonInterrupted Reason = "interrupted" // a person or the system ended the visit; the next goes on
	ReasonDisk        Reason = "disk"        // the disk is nearly full
)

// Passing reports whether the host fails for now, and says nothing of the page.
func (r Reason) Passing() bool {
	return r == ReasonBusy || r == ReasonServer || r == ReasonNetwork || r == ReasonTimeout
}

// Temporary reports whether trying again later may help.
func (r Reason) Temporary() bool {
	switch r {
	case ReasonChallenge, ReasonBusy, ReasonServer, ReasonNetwork, ReasonTimeout, ReasonRefused, ReasonScript, ReasonEmpty:
		return true
	}
	return false
}
