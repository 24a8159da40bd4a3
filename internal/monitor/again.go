package monitor

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sada"
	"sada/store"
)

const (
	// retries is how many addresses that failed before a scheduled visit asks: a
	// feed of dead links must not hold up what is new.
	retries = 50
	// pause is how long a visit by hand waits, in turns of the host, before it asks
	// once more what it put back, and lastRound how long that may take in all.
	pause     = 5
	lastRound = 30 * time.Second
)

// rung returns the next moment at which a page that was bad is asked again: a
// quarter of an hour, an hour and six hours after it was first seen. Feeds run
// ahead of caches and of editors, and a database falls over now and then.
func rung(q *store.Queued, now time.Time) (time.Time, bool) {
	for _, age := range []time.Duration{15 * time.Minute, time.Hour, 6 * time.Hour} {
		if at := q.Bad.Add(age); at.After(now) {
			return at, true
		}
	}
	return time.Time{}, false
}

// bad leaves an address out for a fault of its page. While there is a rung left
// it waits to be asked again. page is nil when there is none to keep.
func (v *visit) bad(ctx context.Context, q store.Queued, page *sada.Page, reason sada.Reason, detail string) error {
	now := v.now()
	first := q.Bad.IsZero() || q.Bad.After(now) // by a clock that was wrong
	if first {
		q.Bad = now
		if now.Sub(q.Added) < 15*time.Minute {
			q.Bad = q.Added
		}
	}
	at, again := rung(&q, now)
	q.Tries++
	q.Next, q.Reason, q.Detail = at, reason, detail
	if err := v.leave(context.WithoutCancel(ctx), &q, page, again); err != nil {
		return fmt.Errorf("leaving out %s: %w", q.URL, err)
	}
	if again {
		v.back = append(v.back, q)
	}
	if first && !v.carried.holds(q.URL) {
		v.left = append(v.left, q)
	}
	return nil
}

// leave keeps that an address is left out, with its page where there is one.
func (v *visit) leave(ctx context.Context, q *store.Queued, page *sada.Page, again bool) error {
	switch {
	case page == nil && again:
		return v.store.Rest(ctx, *q)
	case page == nil:
		return v.store.Drop(ctx, *q, q.Reason, q.Detail)
	}
	take := store.Take{
		Source: v.outlet.ID, Queued: q, Again: again, Key: q.Key, Page: page, Reason: q.Reason, Detail: q.Detail,
		Modified: latest(q.Lead.Modified.Time, page.Capture.Began),
	}
	_, err := v.store.Keep(ctx, take, func(store.Prior) store.Verdict { return store.Verdict{} })
	return err
}

// recovered forgets that an address failed before in this visit.
func (v *visit) recovered(key string) {
	delete(v.failed, key)
	v.left = slices.DeleteFunc(v.left, func(q store.Queued) bool { return q.Key == key })
}

// byHand reports whether a person asked for the visit.
func (v *visit) byHand() bool { return v.scheduled.IsZero() }

// askAgain asks, in a visit by hand, what rested when it began, and after a
// moment once more what was put back in this visit.
func (v *visit) askAgain(ctx context.Context) error {
	for _, q := range v.resting {
		if err := v.askResting(ctx, q); err != nil || v.read >= budget {
			return err
		}
	}
	back := v.back
	if len(back) == 0 {
		return nil
	}
	end := v.now().Add(lastRound)
	if err := v.web.Wait(ctx, pause, v.outlet.Delay); err != nil {
		return err
	}
	for _, q := range back {
		if v.read >= budget || v.now().After(end) {
			return nil
		}
		if err := v.askResting(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// askResting asks an address before its time, unless its host asked us to wait or
// this visit lets the host be.
func (v *visit) askResting(ctx context.Context, q store.Queued) error {
	now, waits, err := v.store.Waits(v.outlet.ID, q.Key)
	if err != nil {
		return fmt.Errorf("reading the frontier of %s: %w", v.outlet.ID, err)
	}
	if !waits || now.Tries != q.Tries || now.Held.After(v.now()) || v.down(q.URL) {
		return nil
	}
	return v.one(ctx, now)
}
