package store

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// passed is a part of a record that is not read.
type passed struct{}

// UnmarshalJSON reads nothing.
func (*passed) UnmarshalJSON([]byte) error { return nil }

// Outlines calls fn for every clipping of an event, stale ones too, with the card
// of its article, and without its hits: what decides where it stands among others.
// Those of which the one or the other cannot be read are passed over, and told by a
// *Damage at the end.
func (db *DB) Outlines(event string, fn func(sada.Clipping, sada.Record) error) error {
	prefix := scoped(event, nil)
	return db.walk("clippings", prefix, func(tx *bolt.Tx, key, raw []byte) (func() error, error) {
		var r struct {
			clippingRecord
			Hits passed `json:"h"`
		}
		if err := decode(raw, &r); err != nil {
			return nil, err
		}
		card, err := readCard(tx, idString(key[len(prefix):]))
		if err := damagedCard(err); err != nil {
			return nil, err
		}
		return func() error { return fn(r.clipping(event, card.ID), card.record()) }, nil
	})
}

// damagedCard is the error of a card that another record names: one that is not
// there is damage, and no name that a person mistook.
func damagedCard(err error) error {
	if errors.Is(err, sada.ErrNotFound) {
		return fmt.Errorf("%w: its article has no card", sada.ErrDamaged)
	}
	return err
}

// Piece is all that the archive holds of one clipping.
type Piece struct {
	Clipping sada.Clipping
	Record   sada.Record
	Version  sada.Version  // that was matched; without an article when NoText says why
	Capture  *sada.Capture // of the version, without headers and hops; nil for none, or when NoCapture says why
	// NoText and NoCapture wrap sada.ErrDamaged, or sada.ErrNotFound for a text that
	// retention has taken.
	NoText, NoCapture error
}

// Piece reads one clipping. The error wraps sada.ErrNotFound for what is none, and
// sada.ErrDamaged when the clipping or the card of its article cannot be read.
func (db *DB) Piece(event, article string) (p Piece, err error) {
	var card *cardRecord
	var text heldText
	err = db.view(func(tx *bolt.Tx) error {
		clip, err := readClipping(tx, event, idBytes(article))
		if err == nil && clip == nil {
			err = sada.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("clipping %s/%s: %w", event, article, err)
		}
		if card, err = readCard(tx, article); err != nil {
			return fmt.Errorf("clipping %s/%s: %w", event, article, damagedCard(err))
		}
		p.Clipping, p.Record = clip.clipping(event, article), card.record()
		if text, err = heldIn(tx, card, clip.Version); err != nil {
			p.NoText = db.meet(err)
		}
		p.Version = text.version
		if seq := text.version.Capture; seq > 0 {
			if p.Capture, err = receipt(tx, seq); err != nil {
				p.NoCapture = db.meet(err)
			}
		}
		return nil
	})
	if err != nil || p.NoText != nil {
		return p, err
	}
	body, err := db.fetch(text.sum, text.at)
	if err == nil {
		p.Version, err = text.read(card, body)
	}
	if err != nil {
		p.NoText = db.meet(text.wrap(err))
	}
	return p, nil
}

// receipt reads a capture without its headers and hops.
func receipt(tx *bolt.Tx, seq uint64) (*sada.Capture, error) {
	raw := tx.Bucket([]byte("captures")).Get(number(seq))
	if raw == nil {
		return nil, fmt.Errorf("capture %d is not there: %w", seq, sada.ErrDamaged)
	}
	var r struct {
		captureRecord
		RequestHeader passed `json:"rh"`
		Header        passed `json:"h"`
		Hops          passed `json:"ho"`
	}
	if err := decode(raw, &r); err != nil {
		return nil, fmt.Errorf("capture %d: %w", seq, err)
	}
	c := r.capture()
	return &c, nil
}
