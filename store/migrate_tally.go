package store

import (
	"strings"

	bolt "go.etcd.io/bbolt"
)

// Layout 1 counted nothing but articles, versions and what waits in all, and had
// no index of what is due. The changes below make these of what is there.

func tallyWaiting(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	if after == nil { // the old index has keys of another kind
		if err := tx.DeleteBucket([]byte("queued")); err != nil {
			return nil, err
		}
		if _, err := tx.CreateBucket([]byte("queued")); err != nil {
			return nil, err
		}
	}
	return eachAfter(tx, "frontier", after, func(key, raw []byte) error {
		source, seq, _ := strings.Cut(string(key), "\x00")
		var r queuedRecord
		if err := decode(raw, &r); err != nil {
			return skipDamaged(err)
		}
		q := r.queued(source)
		if err := rest(tx, &q, toNumber([]byte(seq))); err != nil {
			return err
		}
		return count(tx, of(countWaiting, source), 1)
	})
}

func tallyLeftOut(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	return eachAfter(tx, "seen", after, func(_, raw []byte) error {
		var s seenRecord
		if err := decode(raw, &s); err != nil || s.Article != "" {
			return skipDamaged(err)
		}
		return count(tx, of(countLeftOut, s.Source, string(s.Reason)), 1)
	})
}

func tallyClippings(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	return eachAfter(tx, "clippings", after, func(key, raw []byte) error {
		event, article, _ := strings.Cut(string(key), "\x00")
		var c clippingRecord
		if err := decode(raw, &c); err != nil {
			return skipDamaged(err)
		}
		return account(tx, event, []byte(article), nil, &c)
	})
}

func tallyOutside(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	return eachAfter(tx, "outside", after, func(key, _ []byte) error {
		event, _, _ := strings.Cut(string(key), "\x00")
		return count(tx, of(countOutside, event), 1)
	})
}
