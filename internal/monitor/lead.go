package monitor

import (
	"context"
	"fmt"
	"strings"

	"sada"
	"sada/internal/address"
	"sada/store"
)

// walk reads a deep endpoint and what lies behind it: the parts of an index, or
// the pages of a list for as long as they bring addresses that were never read
// and not older than the horizon. full says that it is the walk of its hour, and
// not one that goes on with an index. It returns the states to be kept once the
// whole discovery is through, none when it had to stop before the end.
func (v *visit) walk(ctx context.Context, root sada.Endpoint, full bool) ([]sada.EndpointState, error) {
	v.refusals = 0
	a, err := v.ask(ctx, root, root.Kind)
	if err != nil || a.leads == nil {
		return nil, err
	}
	if len(a.leads.Items) > 0 {
		return v.walkList(ctx, root, a)
	}
	x := &indexed{visit: v, left: walkPages - 1, full: full, seen: map[string]bool{root.URL: true}}
	unread, err := x.walkIndex(ctx, a.leads.More, 1)
	if err != nil {
		return nil, err
	}
	state, err := v.store.Endpoint(v.outlet.ID, root.URL)
	if err != nil {
		return nil, fmt.Errorf("reading endpoint %s: %w", root.URL, err)
	}
	return nil, x.keepUnread(ctx, state, unread)
}

// refused counts the answers in a row that refused us.
func (v *visit) refused(a answer) {
	if v.refusals++; !a.closed {
		v.refusals = 0
	}
}

// walkList reads the pages behind the first one of a list.
func (v *visit) walkList(ctx context.Context, root sada.Endpoint, a answer) ([]sada.EndpointState, error) {
	var open []sada.EndpointState
	asked := map[string]bool{root.URL: true}
	undated := 0
	for pages := 1; ; pages++ {
		v.refused(a)
		if a.open != nil {
			open = append(open, *a.open)
		}
		if a.leads != nil && a.leads.Newest.IsZero() {
			undated++
		}
		if a.leads == nil || v.enough(a, undated) || len(a.leads.More) == 0 {
			return open, nil
		}
		next := a.leads.More[0]
		if asked[next.URL] {
			return open, nil
		}
		v.filled = v.filled || v.tally.Leads >= budget
		if pages >= walkPages || v.down(root.URL) || v.tally.Leads >= budget {
			return nil, nil
		}
		asked[next.URL] = true
		var err error
		if a, err = v.ask(ctx, sada.Endpoint{Kind: next.Kind, URL: next.URL, Fields: root.Fields, Trust: root.Trust}, sada.FurtherPage); err != nil {
			return nil, err
		}
	}
}

// enough reports whether the page of a list that follows is not worth asking
// for. A first visit goes on behind what it knows, since that may be all that
// the feed gave.
func (v *visit) enough(a answer, undated int) bool {
	return a.past || undated >= undatedPages || a.fresh == 0 && !v.health.First
}

// choice is what is taken of the leads of one answer.
type choice struct {
	queue []store.Queued
	whole bool     // false when some were passed over for want of room in this visit
	fresh int      // leads that were never read
	known []string // keys of those that were known before
	marks []uint32 // of all, in the order of the answer
	dated int
	old   int // of those that are dated: before the horizon
}

// choose picks the leads to queue, and says of the others why not.
func (v *visit) choose(e sada.Endpoint, state *sada.EndpointState, leads *sada.Leads) (choice, error) {
	c := choice{whole: true}
	d := edits{visit: v, state: state}
	for _, lead := range leads.Items {
		key, seen, marked, err := v.lookUp(lead.URL)
		if err != nil {
			return c, err
		}
		v.list(e.URL, key)
		q := v.queued(lead)
		q.Key, q.Lead.Endpoint = key, e.URL
		known := marked && seen.Counts(v.outlet.ID)
		c.marks = append(c.marks, mark(q.Key))
		if known {
			c.known = append(c.known, q.Key)
		}
		old := v.old(lead)
		if !lead.Published.IsZero() || !lead.Modified.IsZero() {
			c.dated++
		}
		if old {
			c.old++
		}
		switch {
		case v.foreign(lead.URL) && e.Kind != sada.Channel:
			c.pass(q, &seen, marked)
			continue
		case known:
			d.listen(e, &q, &seen, len(c.queue))
			c.queue = append(c.queue, q) // the archive notes who else led here
			continue
		case v.ancient(e, lead):
			v.tally.Unseen++
			continue
		case endless(lead.URL):
			q.Out = sada.ReasonTrap
			c.queue = append(c.queue, q)
			continue
		case old && (v.health.First || deep(e.Kind)):
			if deep(e.Kind) {
				v.tally.Unseen++
				continue
			}
			q.Out, q.Detail = sada.ReasonOld, lead.Published.String()
			c.queue = append(c.queue, q)
			continue
		}
		if err := v.take(e, q, &c); err != nil {
			return c, err
		}
	}
	d.choose(c.queue)
	return c, nil
}

// pass notes a lead to another outlet.
func (c *choice) pass(q store.Queued, seen *store.Seen, marked bool) {
	if marked {
		q.Lead.Modified = sada.Date{} // it is its own outlet's to read again
	} else {
		q.Out, q.Detail = sada.ReasonForeign, address.Host(q.URL)
	}
	if !marked || seen.Article != "" {
		c.queue = append(c.queue, q)
	}
}

// take queues what was never read, while there is room in this visit.
func (v *visit) take(e sada.Endpoint, q store.Queued, c *choice) (err error) {
	if v.tally.Leads+c.fresh >= budget {
		v.tally.Unseen++
		c.whole, v.filled = false, true
		return nil
	}
	if q.Next, err = v.restOf(q.URL); err != nil {
		return err
	}
	first := saidOf(e, &q.Lead)
	q.Said = first.pack()
	c.fresh++
	c.queue = append(c.queue, q)
	return nil
}

// lookUp tells what became of an address, and the key by which it is known. One
// on a host that the outlet moved to goes by the key that it had at the old host
// when it was read there.
func (v *visit) lookUp(u string) (key string, s store.Seen, known bool, err error) {
	key, s, known, err = v.seen(u)
	if err != nil {
		return key, s, known, fmt.Errorf("looking up %s: %w", u, err)
	}
	if known && s.Article != "" {
		return key, s, known, nil
	}
	for _, old := range v.formerKeys(u) {
		was, read, err := v.store.Seen(old)
		if err != nil {
			return key, s, known, fmt.Errorf("looking up %s: %w", u, err)
		}
		if read && was.Article != "" {
			return old, was, true, nil
		}
	}
	return key, s, known, nil
}

const (
	// mostSegments and mostRepeats bound the path of an address: what goes
	// beyond them is a site that links deeper into itself without an end.
	mostSegments = 20
	mostRepeats  = 5
)

// endless reports whether an address looks like one of a site that never ends.
func endless(u string) bool {
	_, rest, _ := strings.Cut(u, "://")
	path, _, _ := strings.Cut(rest, "?")
	segments := strings.Split(path, "/")[1:]
	count := map[string]int{}
	for _, s := range segments {
		if s == "" {
			continue
		}
		if count[s]++; count[s] >= mostRepeats {
			return true
		}
	}
	return len(segments) > mostSegments
}

// ancient reports whether a lead without a date stands in a sitemap that nobody
// vouches for while the outlet's sections answer: such sitemaps name all that was
// ever printed.
func (v *visit) ancient(e sada.Endpoint, l sada.Lead) bool {
	return e.Kind == sada.Sitemap && e.Trust != "" && v.got[sada.Section] && l.Published.IsZero() && l.Modified.IsZero()
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
	return store.Queued{Source: v.outlet.ID, Key: v.plan.key(l.URL), URL: l.URL, Lead: l, Added: v.now()}
}
