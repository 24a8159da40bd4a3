package store

import (
	"bytes"
	"context"
	"errors"

	bolt "go.etcd.io/bbolt"
)

// Reading marks a large page that is being read. The mark goes with the commit
// that ends the reading, so one that is there at a start is of a page that was in
// work when a process ended without goodbye.
type Reading struct {
	Queued
	Alone   bool   // nothing is read beside it
	Ends    int    // such ends before, at which it was read alone
	Kills   uint64 // what the caller counted when its reading began
	Out     bool   // it is left out
	Version string // of the program that reads it
}

type readingRecord struct {
	Queued  queuedRecord `json:"q"`
	Alone   bool         `json:"a,omitempty"`
	Ends    int          `json:"n,omitempty"`
	Kills   uint64       `json:"k,omitempty"`
	Out     bool         `json:"o,omitempty"`
	Version string       `json:"v,omitempty"`
}

// KeepReading marks a page as being read, or with Out as left out for good.
func (db *DB) KeepReading(ctx context.Context, r Reading) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		record := readingRecord{fromQueued(&r.Queued, 0), r.Alone, r.Ends, r.Kills, r.Out, r.Version}
		return put(tx.Bucket([]byte("reading")), scoped(r.Source, []byte(r.Key)), record)
	})
}

// Readings returns the pages that are marked.
func (db *DB) Readings() (all []Reading, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		bucket := tx.Bucket([]byte("reading"))
		if bucket == nil {
			return nil // an archive that an older program made and that may only be read
		}
		return bucket.ForEach(func(key, raw []byte) error {
			var r readingRecord
			if err := decode(raw, &r); err != nil {
				return err
			}
			source, _, _ := bytes.Cut(key, []byte{0})
			all = append(all, Reading{r.Queued.queued(string(source)), r.Alone, r.Ends, r.Kills, r.Out, r.Version})
			return nil
		})
	})
	return all, err
}

// EndReading takes the mark of a page away whose reading has ended. One that is left
// out stays.
func (db *DB) EndReading(ctx context.Context, source, key string) error {
	marked := false
	err := db.view(func(tx *bolt.Tx) error {
		marked = tx.Bucket([]byte("reading")).Get(scoped(source, []byte(key))) != nil
		return nil
	})
	if err != nil || !marked {
		return err
	}
	return db.do(ctx, func(tx *bolt.Tx) error { return endReading(tx, source, key) })
}

func endReading(tx *bolt.Tx, source, key string) error {
	bucket, at := tx.Bucket([]byte("reading")), scoped(source, []byte(key))
	raw := bucket.Get(at)
	if raw == nil {
		return nil
	}
	var r readingRecord
	if err := decode(raw, &r); err != nil || r.Out {
		return err
	}
	return bucket.Delete(at)
}

// Pardon puts a page that was left out back among those that wait.
func (db *DB) Pardon(ctx context.Context, r Reading) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		_, err := enqueue(tx, r.Queued)
		return errors.Join(err, tx.Bucket([]byte("reading")).Delete(scoped(r.Source, []byte(r.Key))))
	})
}
