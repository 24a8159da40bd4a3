package monitor

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sada"
)

const (
	// indexDepth is how deep indexes may lie in one another.
	indexDepth = 3
	// livePages and coldPages bound what is read again of an index in one visit:
	// parts that brought something of late, and parts whose items are all old.
	livePages = 30
	coldPages = 8
	// coldRest is how long a part whose items are all old is not read again.
	coldRest = 24 * time.Hour
)

// part is a document of an index.
type part struct {
	sada.Endpoint
	state sada.EndpointState
}

// read reports whether all that the part held was taken once.
func (p *part) read() bool { return !p.state.Read.IsZero() }

// changed reports whether the index says that it changed since it was read.
func (p *part) changed() bool { return p.read() && p.Changed.Time.After(p.state.Read) }

// indexed is an index that is being walked.
type indexed struct {
	*visit
	left int  // documents that may still be asked in this visit
	full bool // a walk of its hour: what is live is read again
	seen map[string]bool
}

// walkIndex asks the parts of an index: the ends, where what is new stands, then
// what changed and what is live, what was never read, and a few of those that
// were old. What there is no room for is left to the next visits, and counted.
func (x *indexed) walkIndex(ctx context.Context, more []sada.Endpoint, depth int) (unread int, err error) {
	parts, err := x.parts(more)
	if err != nil || len(parts) == 0 {
		return 0, err
	}
	first, last := parts[0], parts[len(parts)-1]
	rest := parts[min(1, len(parts)):]
	ends := []*part{first}
	if last != first {
		ends, rest = append(ends, last), rest[:len(rest)-1]
	}
	for _, p := range ends {
		if x.full || !p.read() {
			n, err := x.readPart(ctx, p, depth)
			if unread += n; err != nil {
				return unread, err
			}
		}
	}
	if last.state.Newest.Time.After(first.state.Newest.Time) {
		slices.Reverse(rest)
	}
	for _, p := range x.order(rest) {
		n, err := x.readPart(ctx, p, depth)
		if unread += n; err != nil {
			return unread, err
		}
	}
	for _, p := range parts {
		if !p.read() && !x.old(sada.Lead{Modified: p.Changed}) {
			unread++
		}
	}
	return unread, nil
}

// parts are the documents that an index names, each once, with what is known of
// them.
func (x *indexed) parts(more []sada.Endpoint) ([]*part, error) {
	var all []*part
	for _, e := range more {
		if x.seen[e.URL] {
			continue
		}
		x.seen[e.URL] = true
		s, err := x.store.Endpoint(x.outlet.ID, e.URL)
		if err != nil {
			return nil, fmt.Errorf("reading endpoint %s: %w", e.URL, err)
		}
		all = append(all, &part{e, s})
	}
	if same := len(all) > 1 && !slices.ContainsFunc(all, func(p *part) bool { return !p.Changed.Time.Equal(all[0].Changed.Time) }); same {
		for _, p := range all {
			p.Changed = sada.Date{} // one date for all says nothing
		}
	}
	return all, nil
}

// order says which parts between the ends are asked, and in what order.
func (x *indexed) order(parts []*part) []*part {
	var live, never, cold []*part
	for _, p := range parts {
		switch {
		case p.changed(), p.state.Unread > 0:
			live = append(live, p)
		case !p.read() && !x.old(sada.Lead{Modified: p.Changed}):
			never = append(never, p)
		case x.full && p.read() && !p.state.Past:
			live = append(live, p)
		case x.full && x.began.Sub(p.state.Asked) >= coldRest:
			cold = append(cold, p)
		}
	}
	longest := func(a, b *part) int { return a.state.Asked.Compare(b.state.Asked) }
	slices.SortStableFunc(live, longest)
	slices.SortStableFunc(cold, longest)
	return slices.Concat(live[:min(livePages, len(live))], never, cold[:min(coldPages, len(cold))])
}

// readPart asks one part, and what lies below it when it is an index itself. It
// returns how many of those were never read.
func (x *indexed) readPart(ctx context.Context, p *part, depth int) (unread int, err error) {
	x.filled = x.filled || x.tally.Leads >= budget
	if x.left <= 0 || x.down(p.URL) || x.refusals >= patience || x.tally.Leads >= budget {
		return p.state.Unread, nil
	}
	x.left--
	a, err := x.ask(ctx, p.Endpoint, sada.FurtherPage)
	if err != nil {
		return 0, err
	}
	x.refused(a)
	if a.leads != nil && len(a.leads.Items) == 0 && len(a.leads.More) > 0 && depth < indexDepth {
		if unread, err = x.walkIndex(ctx, a.leads.More, depth+1); err != nil {
			return unread, err
		}
	}
	if p.state, err = x.store.Endpoint(x.outlet.ID, p.URL); err != nil {
		return unread, fmt.Errorf("reading endpoint %s: %w", p.URL, err)
	}
	return unread, x.keepUnread(ctx, p.state, unread)
}

// keepUnread keeps with an index how many of its parts were never read.
func (x *indexed) keepUnread(ctx context.Context, s sada.EndpointState, unread int) error {
	if s.Unread == unread || s.URL == "" {
		return nil
	}
	s.Unread = unread
	_, err := x.store.Discover(ctx, s, nil)
	return wrapKeep(err, s.URL)
}
