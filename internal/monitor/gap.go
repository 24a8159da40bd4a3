package monitor

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"slices"

	"sada"
)

const (
	// mostMarks is how many items of an answer are remembered: of a longer one its
	// two ends.
	mostMarks = 1000
	// behindPages bounds the pages behind a feed that one visit asks.
	behindPages = 40
)

// mark is what an address is remembered by.
func mark(key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return h.Sum32()
}

// packed is marks as the state of an endpoint keeps them.
func packed(marks []uint32) []byte {
	if n := len(marks); n > mostMarks {
		marks = slices.Concat(marks[:mostMarks/2], marks[n-mostMarks/2:])
	}
	out := make([]byte, 0, 4*len(marks))
	for _, m := range marks {
		out = binary.BigEndian.AppendUint32(out, m)
	}
	return out
}

func unpacked(b []byte) []uint32 {
	var out []uint32
	for ; len(b) >= 4; b = b[4:] {
		out = append(out, binary.BigEndian.Uint32(b))
	}
	return out
}

// continues reports whether a list goes on from the one that was read before:
// whether, behind what is new in it, an address stands that the list before began
// with. An item that is pinned stands where it always stood and joins nothing;
// dates say nothing, since some items have none and others a false one.
func continues(before, now []uint32, ascends bool) bool {
	if ascends {
		before, now = slices.Clone(before), slices.Clone(now)
		slices.Reverse(before)
		slices.Reverse(now)
	}
	here := map[uint32]bool{}
	for _, m := range now {
		here[m] = true
	}
	type place struct{ at, gone int } // of those before it: all, and those that left
	places := map[uint32]place{}
	gone := 0
	for i, m := range before {
		if _, twice := places[m]; !twice {
			places[m] = place{i, gone}
		}
		if !here[m] {
			gone++
		}
	}
	fresh := false
	for _, m := range now {
		p, known := places[m]
		if !known {
			fresh = true
		} else if fresh && (p.at < 2 || 2*p.gone <= p.at) && p.gone < max(p.at, 1) {
			return true
		}
	}
	return !fresh
}

// ascends reports whether most of what is dated stands oldest first.
func ascends(items []sada.Lead) bool {
	up, down := 0, 0
	var last sada.Date
	for _, l := range items {
		d := l.Published
		if d.IsZero() {
			d = l.Modified
		}
		if d.IsZero() {
			continue
		}
		if !last.IsZero() {
			switch d.Time.Compare(last.Time) {
			case 1:
				up++
			case -1:
				down++
			}
		}
		last = d
	}
	return up > down
}

// hole reports whether items are missing between an answer and the one before it.
func hole(was *sada.EndpointState, leads *sada.Leads, c *choice) bool {
	if deep(was.Kind) || was.Kind == sada.FurtherPage || was.OK.IsZero() || len(leads.Items) == 0 {
		return false
	}
	if len(was.Marks) == 0 {
		return was.Items > 0 && len(c.known) == 0
	}
	return !continues(unpacked(was.Marks), c.marks, ascends(leads.Items))
}

// behind asks the pages behind a feed whose answer left a gap, one after the
// other, until one has an item that was known before the visit and is not pinned
// to the first. It reports whether the gap is closed.
func (v *visit) behind(ctx context.Context, first answer) (closed bool, err error) {
	pinned := map[string]bool{}
	for _, key := range first.known {
		pinned[key] = true
	}
	asked := map[string]bool{}
	for a := first; len(asked) < behindPages && a.leads != nil && len(a.leads.More) > 0; {
		next := a.leads.More[0]
		if asked[next.URL] || v.down(next.URL) || v.tally.Leads >= budget {
			return false, nil
		}
		asked[next.URL] = true
		if a, err = v.ask(ctx, next, sada.FurtherPage); err != nil {
			return false, err
		}
		if a.unchanged || a.leads != nil && (a.past || slices.ContainsFunc(a.known, func(key string) bool { return !pinned[key] })) {
			return true, nil
		}
	}
	return false, nil
}

// gaps counts the endpoints whose gap nothing closed, and notes it with them.
func (v *visit) gaps(open []sada.EndpointState, holes map[string]bool) {
	for i := range open {
		if holes[open[i].URL] {
			open[i].Gap = v.began
			v.tally.Gaps++
			v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "gap", URL: open[i].URL})
		}
	}
}
