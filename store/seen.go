package store

import (
	"bytes"
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Seen is what became of an address.
type Seen struct {
	Key      string
	URL      string // of what was left out
	Source   string
	Article  string // "" when it was left out
	Reason   sada.Reason
	Detail   string
	At       time.Time
	Modified time.Time
	ByFeed   bool     // the article is what a feed carried, and its page is still to be read
	Said     [][]byte // what endpoints said of it, as Queued.Said

	address uint32 // of an article: a hash of the address that it was read under
}

// led reports whether the article was read under this address, as far as the mark
// can tell.
func (s *Seen) led(u string) bool { return s.URL == u || s.URL == "" && s.address == address32(u) }

// Counts reports whether the mark holds for a source. What another source left
// out for a reason of its own, and not of the page's, says nothing; neither does
// a foreign host, which the outlet may come to lie on.
func (s *Seen) Counts(source string) bool {
	return s.Article != "" || s.Reason != sada.ReasonForeign && (s.Source == source || s.Reason != sada.ReasonOld)
}

// out reports whether the mark is listed among what was left out.
func (s *Seen) out() bool { return s.Article == "" || s.Reason == sada.ReasonDouble }

// mark notes what became of an address.
func mark(tx *bolt.Tx, key string, s *seenRecord) error {
	was, known, err := readSeen(tx, key)
	if err != nil {
		return err
	}
	if known && was.out() {
		if err := count(tx, of(countLeftOut, was.Source, string(was.Reason)), -1); err != nil {
			return err
		}
	}
	if s.Article == "" || s.Reason == sada.ReasonDouble {
		if err := count(tx, of(countLeftOut, s.Source, string(s.Reason)), 1); err != nil {
			return err
		}
	}
	if s.Said == nil {
		s.Said = was.Said
	}
	s.Key = key
	return put(tx.Bucket([]byte("seen")), keyOf(key), s)
}

// Seen tells what became of an address by its identity key.
func (db *DB) Seen(key string) (s Seen, known bool, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		s, known, err = readSeen(tx, key)
		return err
	})
	return s, known, err
}

// readSeen reads a mark by its identity key. One that is damaged counts as none:
// the address is read again, and the page that is kept writes it anew.
func readSeen(tx *bolt.Tx, key string) (s Seen, known bool, err error) {
	s, known, err = readMark(tx, keyOf(key))
	if errors.Is(err, sada.ErrDamaged) {
		s, known, err = Seen{}, false, nil
	}
	s.Key = key
	return s, known, err
}

// readMark reads what became of an address by what stands for its key.
func readMark(tx *bolt.Tx, key []byte) (s Seen, known bool, err error) {
	raw := tx.Bucket([]byte("seen")).Get(key)
	if raw == nil {
		return s, false, nil
	}
	var r seenRecord
	err = decode(raw, &r)
	return Seen{Key: r.Key, URL: r.URL, address: r.address, Source: r.Source, Article: r.Article, Reason: r.Reason, Detail: r.Detail, At: r.At, Modified: r.Modified, ByFeed: r.Carried, Said: r.Said}, true, err
}

// leftOut lists an address among those left out of a source.
func leftOut(tx *bolt.Tx, source, key string) error {
	bucket := tx.Bucket([]byte("leftout"))
	was, known, err := readSeen(tx, key)
	if err != nil {
		return err
	}
	if known && was.out() && was.Source == source {
		return nil // it is listed
	}
	seq, err := bucket.NextSequence()
	if err != nil {
		return err
	}
	return bucket.Put(scoped(source, number(seq)), keyOf(key))
}

// LeftOut calls fn for each address of a source that was left out, oldest
// first.
func (db *DB) LeftOut(source string, fn func(Seen) error) error {
	var all []Seen
	err := db.view(func(tx *bolt.Tx) error {
		prefix := scoped(source, nil)
		c := tx.Bucket([]byte("leftout")).Cursor()
		for key, id := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, id = c.Next() {
			s, known, err := readMark(tx, id)
			if err != nil {
				if err := db.passOver("seen", id, err); err != nil {
					return err
				}
				continue
			}
			if known && s.out() && s.Source == source {
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
