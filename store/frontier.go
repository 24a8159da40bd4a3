package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Queued is an address that waits to be fetched.
type Queued struct {
	Source  string
	Key     string // identity key
	URL     string
	Picture bool   // a picture of a clipping
	Article string // of a picture: the article
	Lead    sada.Lead
	Tries   int
	Next    time.Time // not before
	Added   time.Time
	Reason  sada.Reason // of the last failure
	Detail  string
	Out     sada.Reason // of a lead that is not to be read: why, with Detail
	Bad     time.Time   // when its page was first bad for a fault of its own
	Held    time.Time   // its host asked us to wait until then
	Again   bool        // of a known address: it is to be read again
	Signs   uint8       // of what is to be read again: why, in the caller's terms
	Said    []byte      // what the endpoint said of it: four bytes that name the endpoint, and the caller's own
}

func (r *queuedRecord) queued(source string) Queued {
	return Queued{
		Source: source, Key: r.Key, URL: r.URL, Picture: r.Picture, Article: r.Article, Lead: r.Lead.lead(), Tries: r.Tries,
		Next: r.Next, Added: r.Added, Reason: r.Reason, Detail: r.Detail, Bad: r.Bad, Held: r.Held,
		Again: r.Again, Signs: r.Signs, Said: r.Said,
	}
}

func fromQueued(q *Queued, seq uint64) queuedRecord {
	return queuedRecord{
		q.Key, q.URL, q.Picture, q.Article, fromLead(&q.Lead), q.Tries, q.Next.UTC(), q.Added.UTC(), q.Reason, q.Detail, seq,
		q.Bad.UTC(), q.Held.UTC(), q.Again, q.Signs, q.Said,
	}
}

// enqueue puts an address into the frontier unless it waits there already.
func enqueue(tx *bolt.Tx, q Queued) (bool, error) {
	index := tx.Bucket([]byte("queued"))
	key := scoped(q.Source, keyOf(q.Key))
	if index.Get(key) != nil {
		return false, nil
	}
	frontier := tx.Bucket([]byte("frontier"))
	seq, err := frontier.NextSequence()
	if err != nil {
		return false, err
	}
	if err := rest(tx, &q, seq); err != nil {
		return false, fmt.Errorf("queueing %.80q: %w", q.URL, err)
	}
	if err := errors.Join(count(tx, countWaiting, 1), count(tx, of(countWaiting, q.Source), 1)); err != nil {
		return false, err
	}
	return true, put(frontier, scoped(q.Source, number(seq)), fromQueued(&q, seq))
}

// rest notes in the two indexes of the frontier where an address waits and until
// when it rests.
func rest(tx *bolt.Tx, q *Queued, seq uint64) error {
	place := append(number(seq), moment(q.Next)...)
	if err := tx.Bucket([]byte("queued")).Put(scoped(q.Source, keyOf(q.Key)), place); err != nil {
		return err
	}
	return tx.Bucket([]byte("due")).Put(dueKey(q.Source, place), []byte{})
}

// dueKey is the key in due for what queued says of an address.
func dueKey(source string, place []byte) []byte {
	return append(scoped(source, place[8:]), place[:8]...)
}

// placeOf is what queued says of an address: its number in the frontier, and the
// moment until which it rests; nil when it does not wait.
func placeOf(tx *bolt.Tx, source, key string) []byte {
	if place := tx.Bucket([]byte("queued")).Get(scoped(source, keyOf(key))); len(place) == 16 {
		return bytes.Clone(place)
	}
	return nil
}

// strike takes an address off the frontier; one that is not there is no error.
func strike(tx *bolt.Tx, source, key string) error {
	place := placeOf(tx, source, key)
	if place == nil {
		return nil
	}
	return errors.Join(
		endReading(tx, source, key),
		tx.Bucket([]byte("frontier")).Delete(scoped(source, place[:8])),
		tx.Bucket([]byte("due")).Delete(dueKey(source, place)),
		tx.Bucket([]byte("queued")).Delete(scoped(source, keyOf(key))),
		count(tx, countWaiting, -1), count(tx, of(countWaiting, source), -1),
	)
}

// Discover keeps the state of an endpoint and the leads it gave in one commit:
// a validator is never kept without the addresses that came with it. What waits
// or was seen is passed over, unless it is to be read again; what the endpoint
// said of it is kept, and a known article notes that the source led to it; one
// with Out is marked as seen with that reason. It returns how many addresses are new.
func (db *DB) Discover(ctx context.Context, e sada.EndpointState, leads []Queued) (added int, err error) {
	err = db.do(ctx, func(tx *bolt.Tx) error {
		added = 0
		for i := range leads {
			fresh, err := db.discover(tx, &leads[i])
			if err != nil {
				return err
			}
			if fresh {
				added++
			}
		}
		return put(tx.Bucket([]byte("endpoints")), scoped(e.Source, []byte(e.URL)), fromEndpoint(&e))
	})
	return added, err
}

func (db *DB) discover(tx *bolt.Tx, q *Queued) (bool, error) {
	if q.Out != "" {
		return false, db.drop(tx, q, q.Out, q.Detail)
	}
	s, known, err := readSeen(tx, q.Key)
	if err != nil {
		return false, err
	}
	if !known || !s.Counts(q.Source) {
		return enqueue(tx, *q)
	}
	if err := say(tx, q, &s); err != nil {
		return false, err
	}
	if s.Article != "" && (s.Source != q.Source || !s.led(q.URL)) {
		if err := seenBy(tx, s.Article, q); err != nil {
			return false, err
		}
	}
	if !q.Again {
		return false, nil
	}
	if added, err := enqueue(tx, *q); added || err != nil {
		return added, err
	}
	return false, readAnew(tx, q)
}

// readAnew makes an address that waits for a first reading, and whose article came by
// another way meanwhile, one that is to be read again.
func readAnew(tx *bolt.Tx, q *Queued) error {
	raw := tx.Bucket([]byte("frontier")).Get(scoped(q.Source, placeOf(tx, q.Source, q.Key)[:8]))
	var r queuedRecord
	if err := decode(raw, &r); err != nil || r.Again {
		return skipDamaged(err)
	}
	anew := *q
	anew.Tries, anew.Next, anew.Bad, anew.Held, anew.Reason, anew.Detail = r.Tries, r.Next, r.Bad, r.Held, r.Reason, r.Detail
	return putBack(tx, &anew)
}

// seenBy notes that a source led to an article, and under which address.
func seenBy(tx *bolt.Tx, id string, q *Queued) error {
	card, err := readCard(tx, id)
	if err != nil {
		return err
	}
	led, named := slices.Contains(card.SeenBy, q.Source), !card.alias(q.URL)
	if led && named {
		return nil
	}
	if !led {
		card.SeenBy = append(card.SeenBy, q.Source)
	}
	return putCard(tx, card)
}

// Due returns addresses of a source that may be fetched now, at most n: those
// never tried in the order in which they came, then those put back, the first
// that might be tried again before the others.
func (db *DB) Due(source string, now time.Time, n int) ([]Queued, error) {
	var out []Queued
	err := db.view(func(tx *bolt.Tx) error {
		prefix, last := scoped(source, nil), toNumber(moment(now))
		c := tx.Bucket([]byte("due")).Cursor()
		for key, _ := c.Seek(prefix); bytes.HasPrefix(key, prefix) && len(out) < n; key, _ = c.Next() {
			place := key[len(prefix):]
			if len(place) != 16 || toNumber(place[:8]) > last {
				return nil
			}
			raw := tx.Bucket([]byte("frontier")).Get(scoped(source, place[8:]))
			if raw == nil {
				continue
			}
			var r queuedRecord
			if err := decode(raw, &r); err == nil {
				out = append(out, r.queued(source))
			} else if err := db.passOver("frontier", key, err); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Waiting counts the addresses of a source that wait, and tells when the first of
// them may be fetched: the zero time when one was never tried.
func (db *DB) Waiting(source string) (n int, next time.Time, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		n = counted(tx, of(countWaiting, source))
		prefix := scoped(source, nil)
		if key, _ := tx.Bucket([]byte("due")).Cursor().Seek(prefix); bytes.HasPrefix(key, prefix) && len(key) == len(prefix)+16 {
			next = fromMoment(key[len(prefix) : len(prefix)+8])
		}
		return nil
	})
	return n, next, err
}

// Waits returns the waiting address of a source that has an identity key.
func (db *DB) Waits(source, key string) (q Queued, waits bool, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		place := placeOf(tx, source, key)
		if place == nil {
			return nil
		}
		raw := tx.Bucket([]byte("frontier")).Get(scoped(source, place[:8]))
		if raw == nil {
			return nil
		}
		var r queuedRecord
		if err := decode(raw, &r); err != nil {
			return err
		}
		q, waits = r.queued(source), true
		return nil
	})
	return q, waits, err
}

// Retry puts an address back with its Tries, Next and Reason. It does not count
// as seen.
func (db *DB) Retry(ctx context.Context, q Queued) error {
	return db.do(ctx, func(tx *bolt.Tx) error { return putBack(tx, &q) })
}

// putBack keeps what changed of an address that waits; of one that does not wait
// nothing is kept.
func putBack(tx *bolt.Tx, q *Queued) error {
	place := placeOf(tx, q.Source, q.Key)
	if place == nil {
		return nil
	}
	seq := toNumber(place[:8])
	if err := tx.Bucket([]byte("due")).Delete(dueKey(q.Source, place)); err != nil {
		return err
	}
	if err := rest(tx, q, seq); err != nil {
		return err
	}
	if s, known, err := readSeen(tx, q.Key); err == nil && known {
		if err := refuse(tx, &s, sada.Refusal{Reason: q.Reason, Detail: q.Detail}); err != nil {
			return err
		}
	}
	return put(tx.Bucket([]byte("frontier")), scoped(q.Source, place[:8]), fromQueued(q, seq))
}

// Drop strikes an address off, and marks it as seen with the reason.
func (db *DB) Drop(ctx context.Context, q Queued, reason sada.Reason, detail string) error {
	return db.do(ctx, func(tx *bolt.Tx) error { return db.drop(tx, &q, reason, detail) })
}

func (db *DB) drop(tx *bolt.Tx, q *Queued, reason sada.Reason, detail string) error {
	if err := db.leave(tx, q, reason, detail); err != nil {
		return err
	}
	return strike(tx, q.Source, q.Key)
}

// leave marks an address as seen with a reason.
func (db *DB) leave(tx *bolt.Tx, q *Queued, reason sada.Reason, detail string) error {
	was, known, err := readSeen(tx, q.Key)
	if err != nil {
		return err
	}
	if !known || was.Article == "" {
		if err := leftOut(tx, q.Source, q.Key); err != nil {
			return err
		}
	}
	s := seenRecord{URL: q.URL, Source: q.Source, Reason: reason, Detail: detail, At: db.o.Now().UTC(), Modified: q.Lead.Modified.Time.UTC()}
	s.Article, s.Carried = was.Article, was.ByFeed // a known article stays known
	if err := refuse(tx, &was, sada.Refusal{Reason: reason, Detail: detail}); err != nil {
		return err
	}
	return mark(tx, q.Key, &s)
}

// Settle strikes off an address that was read under another name, or for
// another source, since it began to wait, and notes who else led to it. settled
// is false when it is still to be read. A reading that lies ahead of our clock was
// made when that was wrong, and settles nothing.
func (db *DB) Settle(ctx context.Context, q Queued) (settled bool, err error) {
	if s, known, err := db.Seen(q.Key); err != nil || !known || s.Article == "" || s.Reason != "" || s.ByFeed ||
		q.Again && (!s.At.After(q.Added) || s.At.After(db.o.Now())) || !q.Again && q.Lead.Modified.Time.After(s.Modified) {
		return false, err
	}
	return true, db.do(ctx, func(tx *bolt.Tx) error {
		s, _, err := readSeen(tx, q.Key)
		if err != nil {
			return err
		}
		if err := seenBy(tx, s.Article, &q); err != nil {
			return err
		}
		return strike(tx, q.Source, q.Key)
	})
}
