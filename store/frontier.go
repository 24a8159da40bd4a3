package store

import (
	"bytes"
	"context"
	"encoding/binary"
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
}

// Seen is what became of an address.
type Seen struct {
	Key      string
	URL      string
	Source   string
	Article  string // "" when it was left out
	Reason   sada.Reason
	Detail   string
	At       time.Time
	Modified time.Time
}

// Counts reports whether the mark holds for a source. What another source left
// out for a reason of its own, and not of the page's, says nothing.
func (s *Seen) Counts(source string) bool {
	return s.Article != "" || s.Source == source || s.Reason != sada.ReasonForeign && s.Reason != sada.ReasonOld
}

func (r *queuedRecord) queued(source string) Queued {
	return Queued{
		Source: source, Key: r.Key, URL: r.URL, Picture: r.Picture, Article: r.Article, Lead: r.Lead.lead(), Tries: r.Tries,
		Next: r.Next, Added: r.Added, Reason: r.Reason, Detail: r.Detail,
	}
}

func fromQueued(q *Queued, seq uint64) queuedRecord {
	return queuedRecord{q.Key, q.URL, q.Picture, q.Article, fromLead(&q.Lead), q.Tries, q.Next.UTC(), q.Added.UTC(), q.Reason, q.Detail, seq}
}

// enqueue puts an address into the frontier unless it waits there already.
func enqueue(tx *bolt.Tx, q Queued) (bool, error) {
	index := tx.Bucket([]byte("queued"))
	key := scoped(q.Source, []byte(q.Key))
	if index.Get(key) != nil {
		return false, nil
	}
	frontier := tx.Bucket([]byte("frontier"))
	seq, err := frontier.NextSequence()
	if err != nil {
		return false, err
	}
	if err := index.Put(key, number(seq)); err != nil {
		return false, fmt.Errorf("queueing %.80q: %w", q.URL, err)
	}
	if err := count(tx, "waiting", 1); err != nil {
		return false, err
	}
	return true, put(frontier, scoped(q.Source, number(seq)), fromQueued(&q, seq))
}

// strike takes an address off the frontier; one that is not there is no error.
func strike(tx *bolt.Tx, source, key string) error {
	index := tx.Bucket([]byte("queued"))
	at := index.Get(scoped(source, []byte(key)))
	if at == nil {
		return nil
	}
	if err := tx.Bucket([]byte("frontier")).Delete(scoped(source, at)); err != nil {
		return err
	}
	if err := index.Delete(scoped(source, []byte(key))); err != nil {
		return err
	}
	return count(tx, "waiting", -1)
}

// leftOut lists an address among those left out of a source.
func leftOut(tx *bolt.Tx, source, key string) error {
	bucket := tx.Bucket([]byte("leftout"))
	if old := tx.Bucket([]byte("seen")).Get([]byte(key)); old != nil {
		var s seenRecord
		if err := decode(old, &s); err != nil {
			return err
		}
		if s.Article == "" && s.Source == source {
			return nil // it is listed
		}
	}
	seq, err := bucket.NextSequence()
	if err != nil {
		return err
	}
	return bucket.Put(scoped(source, number(seq)), []byte(key))
}

// Discover keeps the state of an endpoint and the leads it gave in one commit:
// a validator is never kept without the addresses that came with it. What waits
// or was seen is passed over, unless its lead says that it was modified since;
// a known article notes that the source led to it; one with Out is marked as
// seen with that reason. It returns how many addresses are new.
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
	if s.Article != "" && (s.Source != q.Source || s.URL != q.URL) {
		if err := seenBy(tx, s.Article, q); err != nil {
			return false, err
		}
	}
	if q.Lead.Modified.IsZero() || !q.Lead.Modified.Time.After(s.Modified) {
		return false, nil
	}
	return enqueue(tx, *q)
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
	return put(tx.Bucket([]byte("cards")), idBytes(id), card)
}

// Due returns addresses of a source that may be fetched now, those that have
// waited longest first, at most n.
func (db *DB) Due(source string, now time.Time, n int) ([]Queued, error) {
	var out []Queued
	err := db.frontier(source, func(r *queuedRecord) bool {
		if !r.Next.After(now) {
			out = append(out, r.queued(source))
		}
		return len(out) < n
	})
	return out, err
}

// Waiting counts the addresses of a source that wait, and tells when the first
// of them may be fetched.
func (db *DB) Waiting(source string) (n int, next time.Time, err error) {
	err = db.frontier(source, func(r *queuedRecord) bool {
		if n == 0 || r.Next.Before(next) {
			next = r.Next
		}
		n++
		return true
	})
	return n, next, err
}

// Waits returns the waiting address of a source that has an identity key.
func (db *DB) Waits(source, key string) (q Queued, waits bool, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		n := tx.Bucket([]byte("queued")).Get(scoped(source, []byte(key)))
		if n == nil {
			return nil
		}
		raw := tx.Bucket([]byte("frontier")).Get(scoped(source, n))
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

func (db *DB) frontier(source string, each func(*queuedRecord) bool) error {
	return db.view(func(tx *bolt.Tx) error {
		prefix := scoped(source, nil)
		c := tx.Bucket([]byte("frontier")).Cursor()
		for key, raw := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, raw = c.Next() {
			var r queuedRecord
			if err := decode(raw, &r); err != nil {
				return err
			}
			if !each(&r) {
				return nil
			}
		}
		return nil
	})
}

// Retry puts an address back with its Tries, Next and Reason. It does not count
// as seen.
func (db *DB) Retry(ctx context.Context, q Queued) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		at := tx.Bucket([]byte("queued")).Get(scoped(q.Source, []byte(q.Key)))
		if at == nil {
			return nil
		}
		return put(tx.Bucket([]byte("frontier")), scoped(q.Source, at), fromQueued(&q, binary.BigEndian.Uint64(at)))
	})
}

// Drop strikes an address off, and marks it as seen with the reason.
func (db *DB) Drop(ctx context.Context, q Queued, reason sada.Reason, detail string) error {
	return db.do(ctx, func(tx *bolt.Tx) error { return db.drop(tx, &q, reason, detail) })
}

func (db *DB) drop(tx *bolt.Tx, q *Queued, reason sada.Reason, detail string) error {
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
	s.Article = was.Article // a known article stays known
	if err := put(tx.Bucket([]byte("seen")), []byte(q.Key), s); err != nil {
		return err
	}
	return strike(tx, q.Source, q.Key)
}

// Settle strikes off an address that was read under another name, or for
// another source, since it began to wait, and notes who else led to it. settled
// is false when it is still to be read.
func (db *DB) Settle(ctx context.Context, q Queued) (settled bool, err error) {
	if s, known, err := db.Seen(q.Key); err != nil || !known || s.Article == "" || q.Lead.Modified.Time.After(s.Modified) {
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

// Seen tells what became of an address by its identity key.
func (db *DB) Seen(key string) (s Seen, known bool, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		s, known, err = readSeen(tx, key)
		return err
	})
	return s, known, err
}

func readSeen(tx *bolt.Tx, key string) (s Seen, known bool, err error) {
	raw := tx.Bucket([]byte("seen")).Get([]byte(key))
	if raw == nil {
		return s, false, nil
	}
	var r seenRecord
	err = decode(raw, &r)
	return Seen{Key: key, URL: r.URL, Source: r.Source, Article: r.Article, Reason: r.Reason, Detail: r.Detail, At: r.At, Modified: r.Modified}, true, err
}

// LeftOut calls fn for each address of a source that was left out, oldest
// first.
func (db *DB) LeftOut(source string, fn func(Seen) error) error {
	var all []Seen
	err := db.view(func(tx *bolt.Tx) error {
		prefix := scoped(source, nil)
		c := tx.Bucket([]byte("leftout")).Cursor()
		for key, id := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, id = c.Next() {
			s, known, err := readSeen(tx, string(id))
			if err != nil {
				return err
			}
			if known && s.Article == "" && s.Source == source {
				all = append(all, s)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, s := range all {
		if err := fn(s); err != nil {
			return err
		}
	}
	return nil
}
