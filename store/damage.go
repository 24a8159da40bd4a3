package store

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// gone reports whether bytes are missing because retention took them.
func gone(err error) bool { return errors.Is(err, sada.ErrNotFound) }

// Damage is the error for a walk that passed over records that cannot be read.
// It wraps sada.ErrDamaged.
type Damage struct {
	Records int   // that were passed over
	First   error // what is wrong with the first of them
}

// Error counts the records and says what is wrong with the first.
func (d *Damage) Error() string {
	if d.Records == 1 {
		return d.First.Error()
	}
	return fmt.Sprintf("%d records, the first: %v", d.Records, d.First)
}

// Unwrap makes it a sada.ErrDamaged.
func (d *Damage) Unwrap() error { return d.First }

// mostMet bounds the damages that are told apart.
const mostMet = 1000

// meeting is the damage that questions met since the archive was opened.
type meeting struct {
	mu    sync.Mutex
	seen  map[string]bool
	first error
}

// meet notes an error that is damage, each once, and gives it back.
func (db *DB) meet(err error) error {
	if !errors.Is(err, sada.ErrDamaged) {
		return err
	}
	m := &db.met
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.seen == nil {
		m.seen, m.first = map[string]bool{}, err
	}
	if len(m.seen) < mostMet {
		m.seen[err.Error()] = true
	}
	return err
}

// passOver lets a walk go on behind a record that cannot be read: it is noted, and
// any other error comes back.
func (db *DB) passOver(bucket string, key []byte, err error) error {
	if !errors.Is(err, sada.ErrDamaged) {
		return err
	}
	_ = db.meet(fmt.Errorf("%s %s: %w", bucket, shown(key), err))
	return nil
}

// Met tells how many records and blobs could not be read since the archive was
// opened, and what was wrong with the first.
func (db *DB) Met() (n int, first error) {
	db.met.mu.Lock()
	defer db.met.mu.Unlock()
	return len(db.met.seen), db.met.first
}

// someRecords is how many records one step of a walk reads.
const someRecords = 256

// walk reads the records of a bucket whose keys have a prefix, some at a time, so
// that no transaction lasts and what follows may write. take reads one while the
// transaction lasts and returns what to do with it afterwards.
func (db *DB) walk(bucket string, prefix []byte, take func(tx *bolt.Tx, key, raw []byte) (func() error, error)) error {
	var lost Damage
	for from := prefix; ; {
		var then []func() error
		read := 0
		err := db.view(func(tx *bolt.Tx) error {
			c := tx.Bucket([]byte(bucket)).Cursor()
			for key, raw := c.Seek(from); key != nil && bytes.HasPrefix(key, prefix) && read < someRecords; key, raw = c.Next() {
				from = append(bytes.Clone(key), 0)
				read++
				next, err := take(tx, key, raw)
				switch {
				case err == nil:
					then = append(then, next)
				case !errors.Is(err, sada.ErrDamaged):
					return err
				default:
					lost.add(db.meet(fmt.Errorf("%s %s: %w", bucket, shown(key), err)))
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, f := range then {
			if err := f(); err != nil {
				return err
			}
		}
		if read < someRecords {
			return lost.orNil()
		}
	}
}

func (d *Damage) add(err error) {
	if d.Records++; d.First == nil {
		d.First = err
	}
}

func (d *Damage) orNil() error {
	if d.Records == 0 {
		return nil
	}
	return d
}
