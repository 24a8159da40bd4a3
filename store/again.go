package store

import (
	"bytes"
	"context"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Rest marks an address as left out for its Reason, and leaves it waiting until
// its Next: what was bad once is tried again. A known article stays known.
func (db *DB) Rest(ctx context.Context, q Queued) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		if err := db.leave(tx, &q, q.Reason, q.Detail); err != nil {
			return err
		}
		return putBack(tx, &q)
	})
}

// Resting returns the addresses of a source that wait for a moment after now and
// that no host asked us to wait with: those never tried, then the others, each in
// the order in which they came.
func (db *DB) Resting(source string, now time.Time) (out []Queued, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		return waiting(tx, source, func(q *Queued) error {
			if q.Next.After(now) && !q.Held.After(now) {
				out = append(out, *q)
			}
			return nil
		})
	})
	slices.SortStableFunc(out, func(a, b Queued) int { return min(a.Tries, 1) - min(b.Tries, 1) })
	return out, err
}

// Hold lets the addresses of a source that are due before until rest until then,
// those of which in reports true; those never tried will be due before the others.
func (db *DB) Hold(ctx context.Context, source string, until time.Time, in func(url string) bool) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		var all []Queued
		err := waiting(tx, source, func(q *Queued) error {
			if q.Next.Before(until) && in(q.URL) {
				all = append(all, *q)
			}
			return nil
		})
		for i := range all {
			if err == nil {
				if all[i].Next = until; all[i].Tries > 0 {
					all[i].Next = until.Add(time.Second)
				}
				err = putBack(tx, &all[i])
			}
		}
		return err
	})
}

// Release makes the addresses of a source due that were held and never tried, those
// of which in reports true.
func (db *DB) Release(ctx context.Context, source string, in func(url string) bool) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		var all []Queued
		err := waiting(tx, source, func(q *Queued) error {
			if q.Tries == 0 && !q.Next.IsZero() && in(q.URL) {
				all = append(all, *q)
			}
			return nil
		})
		for i := range all {
			if err == nil {
				all[i].Next = time.Time{}
				err = putBack(tx, &all[i])
			}
		}
		return err
	})
}

// waiting calls fn for every address of a source that waits, those that came
// first before the others.
func waiting(tx *bolt.Tx, source string, fn func(*Queued) error) error {
	prefix := scoped(source, nil)
	c := tx.Bucket([]byte("frontier")).Cursor()
	for key, raw := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, raw = c.Next() {
		var r queuedRecord
		if err := decode(raw, &r); err != nil {
			return err
		}
		q := r.queued(source)
		if err := fn(&q); err != nil {
			return err
		}
	}
	return nil
}

// mostSaid is how many endpoints an address keeps the words of.
const mostSaid = 6

// say keeps what an endpoint said of an address that was seen.
func say(tx *bolt.Tx, q *Queued, s *Seen) error {
	all := saying(s.Said, q.Said)
	if slices.EqualFunc(all, s.Said, bytes.Equal) {
		return nil
	}
	raw := tx.Bucket([]byte("seen")).Get(keyOf(q.Key))
	var r seenRecord
	if err := decode(raw, &r); err != nil {
		return err
	}
	r.Said = all
	return put(tx.Bucket([]byte("seen")), keyOf(q.Key), r)
}

// saying puts what one endpoint said among what others did, and forgets the one
// that spoke first when there are too many.
func saying(all [][]byte, one []byte) [][]byte {
	if len(one) < 4 {
		return all
	}
	for i, b := range all {
		if bytes.HasPrefix(b, one[:4]) {
			out := slices.Clone(all)
			out[i] = one
			return out
		}
	}
	return slices.Concat(all[max(0, len(all)+1-mostSaid):], [][]byte{one})
}
