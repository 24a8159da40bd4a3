package store

import (
	"context"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

type moveRecord struct {
	From  string    `json:"f"`
	To    string    `json:"t"`
	Seen  time.Time `json:"s"`
	Since time.Time `json:"si,omitzero"`
}

// Moves returns the moves of a source, oldest first.
func (db *DB) Moves(source string) (out []sada.Move, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket([]byte("meta")).Get([]byte("moved " + source))
		if raw == nil {
			return nil
		}
		var all []moveRecord
		if err := decode(raw, &all); err != nil {
			return err
		}
		out = each(all, func(m moveRecord) sada.Move { return sada.Move(m) })
		return nil
	})
	return out, err
}

// KeepMoves keeps the moves of a source in place of those that were kept.
func (db *DB) KeepMoves(ctx context.Context, source string, all []sada.Move) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		return put(tx.Bucket([]byte("meta")), []byte("moved "+source), each(all, func(m sada.Move) moveRecord { return moveRecord(m) }))
	})
}
