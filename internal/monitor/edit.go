package monitor

import (
	"context"
	"fmt"
	"time"

	"sada"
	"sada/store"
)

// sign is a set of the signs by which an edit is seen in a feed.
type sign uint8

const (
	byModified sign = 1 << iota
	byTitle
	byExcerpt
	byDay // a modified that names this day only, or the day before
	signs = 3
)

const (
	// idle is how many readings without a change, in a row, make a sign none.
	idle = 3
	// probeEvery is how often one article is read by a sign that is none or that
	// stands on most of a list at once, to see whether it means something.
	probeEvery = time.Hour
	// dayPause is the least time between two readings on one day.
	dayPause = time.Hour
)

// edits picks, among the known articles of one answer, those to be read again.
type edits struct {
	*visit
	state *sada.EndpointState
	known int
	all   []edit
}

// edit is a known article of which the endpoint says something new.
type edit struct {
	at          int // in the queue of the choice
	now, before said
	signs       sign
	read        time.Time // when it was last read
}

// listen compares what a lead says of a known article with what its endpoint said
// before, and notes what is new. The clock of the outlet is never held against
// ours; only what an endpoint says for the first time has nothing else to be
// compared with.
func (d *edits) listen(e sada.Endpoint, q *store.Queued, seen *store.Seen, at int) {
	d.known++
	now := saidOf(e, &q.Lead)
	before, heard := saidBefore(seen.Said, now.endpoint)
	if !heard {
		if q.Lead.Modified.Time.After(seen.Modified) {
			d.all = append(d.all, edit{at, now, now, byModified, seen.At})
		}
		q.Said = now.pack()
		return
	}
	x := edit{at, now, before, now.after(&before), seen.At}
	if x.now.modified.Equal(before.modified) {
		x.now.round = before.round
	}
	if x.signs == 0 {
		x.signs = d.sameDay(&q.Lead, &x.now, seen.At)
	}
	if x.signs != 0 {
		d.all = append(d.all, x)
	}
	now = x.now
	now.keep(&before, x.signs)
	q.Said = now.pack()
}

// sameDay reports whether an article is read again although its modified stands:
// when that names a day only, once more that day and once behind it.
func (d *edits) sameDay(l *sada.Lead, now *said, read time.Time) sign {
	if l.Modified.Precision != sada.ToDay || d.state.Idle[0] >= idle {
		return 0
	}
	zone := d.outlet.zone
	day, today := l.Modified.Day(), sada.DayOf(d.began.In(zone))
	switch {
	case today == day && now.round == 0 && d.began.Sub(read) >= dayPause:
	case today > day && sada.DayOf(read.In(zone)) <= day && now.round < 2:
		now.round = 1
	default:
		return 0
	}
	now.round++
	return byDay
}

// choose marks in the queue what is to be read again. A sign that stands on most
// of a list at once, or that meant nothing of late, is followed by one article at
// a time, the one read longest ago: outlets stamp what they list with the hour of
// the request.
func (d *edits) choose(queue []store.Queued) {
	var count [signs]int
	for _, x := range d.all {
		for i := range count {
			if x.signs&(1<<i) != 0 {
				count[i]++
			}
		}
	}
	doubted := sign(0)
	for i, n := range count {
		many := n >= idle && 2*n >= d.known
		if d.state.Idle[i] >= idle || many && d.state.Idle[i] >= 0 {
			doubted |= 1 << i
		}
	}
	probe, due := -1, d.began.Sub(d.state.Probed) >= probeEvery || d.began.Before(d.state.Probed)
	for i, x := range d.all {
		if follow := x.signs &^ doubted; follow != 0 {
			d.again(queue, x, x.signs)
		} else if due && (probe < 0 || x.read.Before(d.all[probe].read)) {
			probe = i
		}
	}
	if probe >= 0 {
		d.state.Probed = d.began
		d.again(queue, d.all[probe], d.all[probe].signs)
	}
}

// again has an article read again for all that is said anew of it.
func (d *edits) again(queue []store.Queued, x edit, why sign) {
	q := &queue[x.at]
	q.Again, q.Signs, q.Said = true, uint8(why), x.now.pack()
}

// learn notes whether the signs for which an article was read again meant
// something.
func (v *visit) learn(q *store.Queued, changed bool) {
	if !q.Again {
		return
	}
	l := v.learned[q.Lead.Endpoint]
	for i := range l {
		switch {
		case q.Signs&(1<<i) == 0:
		case changed:
			l[i] = -1
		default:
			l[i] = max(l[i], 0) + 1
		}
	}
	v.learned[q.Lead.Endpoint] = l
}

// teach keeps with the endpoints what the visit learned of their signs: a change
// makes a sign trusted, readings in a row without one add up.
func (v *visit) teach(ctx context.Context) error {
	for url, l := range v.learned {
		state, err := v.store.Endpoint(v.outlet.ID, url)
		if err != nil {
			return fmt.Errorf("reading endpoint %s: %w", url, err)
		}
		for i, n := range l {
			switch {
			case n < 0:
				state.Idle[i] = -1
			case n > 0:
				state.Idle[i] = min(max(state.Idle[i], 0)+n, 100)
			}
		}
		if _, err := v.store.Discover(ctx, state, nil); err != nil {
			return wrapKeep(err, url)
		}
	}
	return nil
}
