package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Checked is what the last reading of the whole archive found.
type Checked struct {
	At     time.Time // zero: it was never read as a whole
	Faults int
	First  string // the first of them, for a person
}

// KeepChecked keeps what a reading of the whole archive found.
func (db *DB) KeepChecked(ctx context.Context, c Checked) error {
	raw, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("encoding what was found: %w", err)
	}
	return db.do(ctx, func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("checked"), raw) })
}

// Checked tells what KeepChecked was told last.
func (db *DB) Checked() (c Checked, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket([]byte("meta")).Get([]byte("checked"))
		if raw == nil {
			return nil
		}
		if err := json.Unmarshal(raw, &c); err != nil {
			return fmt.Errorf("reading what was found: %w: %v", sada.ErrDamaged, err)
		}
		return nil
	})
	return c, err
}
