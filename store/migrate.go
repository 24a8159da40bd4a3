package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// formatVersion is the version of the layout that the package comment describes.
const formatVersion = "2"

// batchRecords is how many records one transaction of a migration changes, about.
const batchRecords = 500

// migration is one change from an older layout to this one. some changes the
// records behind a key, nil for the first of all, about batchRecords of them, and
// returns the key to go on behind, nil when none are left. What it did is kept in
// the transaction that notes how far it came, so that it runs once over each
// record whenever it is interrupted.
type migration struct {
	name string
	some func(db *DB, tx *bolt.Tx, after []byte) (next []byte, err error)
}

// migrations are the changes from layout 1, in the order in which they are made.
func migrations() []migration {
	return slices.Concat(
		[]migration{
			{"free the keys of articles", freeKeys},
			{"name what waits", rekeyWaiting},
			{"name what was left out", rekeyLeftOut},
			{"ask anew", askAnew},
			{"count what waits", tallyWaiting},
			{"count what was left out", tallyLeftOut},
			{"count clippings", tallyClippings},
			{"count what hits outside windows", tallyOutside},
			{"list files", listFiles},
		},
		anew("cards", bareCard), anew("versions", rewritten[versionRecord]), anew("captures", rewritten[captureRecord]), anew("capturesof", asItIs),
		anew("clippings", rewritten[clippingRecord]), anew("clipsof", asItIs), anew("blobs", rewritten[blobRecord]), anew("sketches", asItIs),
		anew("keys", hashed), anew("seen", hashedMark), anew("leftout", hashedValue),
		[]migration{{"remove the empty holder", dropMoving}},
	)
}

// progressRecord is how far the migrations came. It lies under "migrating" in meta
// while there is something left to do.
type progressRecord struct {
	Step  string `json:"s"`
	After []byte `json:"a,omitempty"`
	Done  int    `json:"n,omitempty"` // transactions
}

// version reads the version of the layout; old reports one that is migrated.
func version(tx *bolt.Tx) (old bool, err error) {
	meta := tx.Bucket([]byte("meta"))
	if meta == nil {
		return false, nil
	}
	switch v := string(meta.Get([]byte("version"))); {
	case v == "" || v == formatVersion:
		return false, nil
	case strings.Trim(v, "0123456789") != "":
		return false, fmt.Errorf("layout %.20q: %w", v, sada.ErrDamaged)
	case v == "1":
		return true, nil
	default:
		return false, fmt.Errorf("archive of layout %.20s, this program knows %s: %w", v, formatVersion, sada.ErrNewer)
	}
}

// stamp makes the buckets and writes the version. An archive of an older layout is
// this program's alone from here on, and says that its migration is due.
func stamp(tx *bolt.Tx, old bool) error {
	for _, name := range buckets {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	meta := tx.Bucket([]byte("meta"))
	if old {
		if err := put(meta, []byte("migrating"), progressRecord{Step: migrations()[0].name}); err != nil {
			return err
		}
	}
	return meta.Put([]byte("version"), []byte(formatVersion))
}

// migrate makes what changes are due, from where they were left.
func (db *DB) migrate() error {
	for {
		var at progressRecord
		due := false
		err := db.guard(func() error {
			return db.main.Update(func(tx *bolt.Tx) (err error) {
				raw := tx.Bucket([]byte("meta")).Get([]byte("migrating"))
				if due = raw != nil; !due {
					return nil
				}
				if err := decode(raw, &at); err != nil {
					return err
				}
				return db.advance(tx, &at)
			})
		})
		if err != nil {
			return wrapDisk("bringing the archive to layout "+formatVersion, err)
		}
		if !due {
			return nil
		}
		if db.o.Progress != nil {
			db.o.Progress(sada.Step{At: db.o.Now(), What: "migrating", Detail: at.Step, Done: at.Done})
		}
	}
}

// advance makes one transaction of the change that at names, and notes what is to
// follow.
func (db *DB) advance(tx *bolt.Tx, at *progressRecord) error {
	meta := tx.Bucket([]byte("meta"))
	all := migrations()
	for i, m := range all {
		if m.name != at.Step {
			continue
		}
		next, err := m.some(db, tx, at.After)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		at.Done++
		follow := progressRecord{Step: m.name, After: next, Done: at.Done}
		if next == nil {
			if i+1 == len(all) {
				return meta.Delete([]byte("migrating"))
			}
			follow = progressRecord{Step: all[i+1].name, Done: at.Done}
		}
		return put(meta, []byte("migrating"), follow)
	}
	return fmt.Errorf("it is at %.40q: %w", at.Step, sada.ErrNewer)
}

// eachAfter calls fn for the records of a bucket behind a key, at most
// batchRecords of them, and returns the last key when more may follow. fn may
// change the bucket, but add no key to it.
func eachAfter(tx *bolt.Tx, bucket string, after []byte, fn func(key, raw []byte) error) (next []byte, err error) {
	type pair struct{ key, raw []byte }
	var some []pair
	c := tx.Bucket([]byte(bucket)).Cursor()
	key, raw := c.First()
	if after != nil {
		if key, raw = c.Seek(after); bytes.Equal(key, after) {
			key, raw = c.Next()
		}
	}
	for ; key != nil && len(some) < batchRecords; key, raw = c.Next() {
		some = append(some, pair{bytes.Clone(key), bytes.Clone(raw)})
	}
	for _, p := range some {
		if err := fn(p.key, p.raw); err != nil {
			return nil, err
		}
	}
	if len(some) < batchRecords {
		return nil, nil
	}
	return some[len(some)-1].key, nil
}

// askAnew forgets the validators of every endpoint: an older program kept them
// although it had passed over articles that the answer lists.
func askAnew(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	return eachAfter(tx, "endpoints", after, func(key, raw []byte) error {
		var r endpointRecord
		if err := decode(raw, &r); err != nil {
			return skipDamaged(err)
		}
		r.ETag, r.LastModified = "", ""
		return put(tx.Bucket([]byte("endpoints")), key, r)
	})
}

// skipDamaged lets a migration pass a record that cannot be read: it stays as it
// is, for Check to tell.
func skipDamaged(err error) error {
	if errors.Is(err, sada.ErrDamaged) {
		return nil
	}
	return err
}
