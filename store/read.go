package store

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Record returns the card of an article. The error wraps sada.ErrNotFound.
func (db *DB) Record(id string) (r sada.Record, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		c, err := readCard(tx, id)
		if err == nil {
			r = c.record()
		}
		return err
	})
	return r, err
}

// RecordByKey finds an article by one of its identity keys, else the last one that
// something called by that name.
func (db *DB) RecordByKey(key string) (r sada.Record, known bool, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		c, err := findCard(tx, []string{key})
		if id := tx.Bucket([]byte("ties")).Get(tieKey(key)); c == nil && err == nil && id != nil {
			c, err = readCard(tx, idString(id))
		}
		if c != nil && err == nil {
			r, known = c.record(), true
		}
		return err
	})
	return r, known, err
}

// Records calls fn for every article, oldest first. fn may write to the archive.
// Cards that cannot be read are passed over, and told by a *Damage at the end.
func (db *DB) Records(fn func(sada.Record) error) error {
	return db.walk("cards", nil, func(_ *bolt.Tx, key, raw []byte) (func() error, error) {
		c, err := cardOf(key, raw)
		if err != nil {
			return nil, err
		}
		return func() error { return fn(c.record()) }, nil
	})
}

// Version returns one state of an article, the current one for n 0. The error
// wraps sada.ErrNotFound for an article that is not known, and when retention
// has taken the text; sada.ErrDamaged when the archive has lost it.
func (db *DB) Version(id string, n int) (v sada.Version, err error) {
	var card *cardRecord
	var text heldText
	err = db.view(func(tx *bolt.Tx) error {
		if card, err = readCard(tx, id); err != nil {
			return err
		}
		if n == 0 {
			n = card.Current
		}
		text, err = heldIn(tx, card, n)
		return err
	})
	if err != nil {
		return text.version, err
	}
	body, err := db.fetch(text.sum, text.at)
	if err != nil {
		return text.version, text.wrap(err)
	}
	return text.read(card, body)
}

// Held returns the card of an article and whether the text of its current version is
// in the archive, which retention may have taken. The errors are those of Version.
func (db *DB) Held(id string) (r sada.Record, held bool, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		card, err := readCard(tx, id)
		if err != nil {
			return err
		}
		r = card.record()
		_, err = heldIn(tx, card, card.Current)
		if errors.Is(err, sada.ErrNotFound) {
			return nil
		}
		held = err == nil
		return err
	})
	return r, held, err
}

// version is Version within a transaction of the writer, which no sweep overtakes.
func (db *DB) version(tx *bolt.Tx, card *cardRecord, n int) (sada.Version, error) {
	text, err := heldIn(tx, card, n)
	if err != nil {
		return text.version, err
	}
	body, err := db.unpack(text.sum, text.at)
	if err != nil {
		return text.version, text.wrap(err)
	}
	return text.read(card, body)
}

// heldText is a version whose text is not read yet.
type heldText struct {
	version sada.Version
	sum     []byte
	at      blobRecord
}

// heldIn finds the text of a version of an article.
func heldIn(tx *bolt.Tx, card *cardRecord, n int) (t heldText, err error) {
	t.version = sada.Version{ArticleID: card.ID, N: n}
	raw := tx.Bucket([]byte("versions")).Get(append(idBytes(card.ID), number(uint64(n))...))
	if raw == nil && n > 0 && n <= card.Current {
		return t, fmt.Errorf("article %s has no version %d: %w", card.ID, n, sada.ErrDamaged)
	}
	if raw == nil {
		return t, fmt.Errorf("article %s, version %d: %w", card.ID, n, sada.ErrNotFound)
	}
	var r versionRecord
	if err := decode(raw, &r); err != nil {
		return t, t.wrap(err)
	}
	t.version.At, t.version.Capture, t.version.Refused = r.At, r.Capture, sada.Refusal(r.Refused)
	if t.sum, err = hex.DecodeString(r.Text); err != nil {
		return t, t.wrap(fmt.Errorf("%w: %v", sada.ErrDamaged, err))
	}
	t.at, err = whereIn(tx, t.sum)
	return t, t.wrap(err)
}

func (t *heldText) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("text of article %s, version %d: %w", t.version.ArticleID, t.version.N, err)
}

// read makes the version of its text.
func (t *heldText) read(card *cardRecord, body []byte) (sada.Version, error) {
	v := t.version
	var a articleRecord
	if err := unmarshal(body, &a); err != nil {
		return v, t.wrap(fmt.Errorf("%w: %v", sada.ErrDamaged, err))
	}
	v.Article = a.article()
	for i := range v.Article.Images {
		if p, have := card.Pictures[v.Article.Images[i].URL]; have {
			v.Article.Images[i].SHA256, v.Article.Images[i].Missing = p.SHA256, p.Missing
		}
	}
	return v, nil
}

// Capture returns the record of how a page was received.
func (db *DB) Capture(seq uint64) (c sada.Capture, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket([]byte("captures")).Get(number(seq))
		if raw == nil {
			return fmt.Errorf("capture %d: %w", seq, sada.ErrNotFound)
		}
		var r captureRecord
		if err := decode(raw, &r); err != nil {
			return err
		}
		c = r.capture()
		return nil
	})
	return c, err
}

// Captures returns the captures of an article, oldest first.
func (db *DB) Captures(article string) ([]sada.Capture, error) {
	var out []sada.Capture
	err := db.view(func(tx *bolt.Tx) error {
		prefix := idBytes(article)
		c := tx.Bucket([]byte("capturesof")).Cursor()
		for key, _ := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, _ = c.Next() {
			var r captureRecord
			if err := decode(tx.Bucket([]byte("captures")).Get(key[len(prefix):]), &r); err != nil {
				return err
			}
			out = append(out, r.capture())
		}
		return nil
	})
	return out, err
}

// Clippings calls fn for every clipping of an event, stale ones too, in the
// order of the articles' ids. fn may write to the archive. Clippings that cannot
// be read are passed over, and told by a *Damage at the end.
func (db *DB) Clippings(event string, fn func(sada.Clipping) error) error {
	prefix := scoped(event, nil)
	return db.walk("clippings", prefix, func(_ *bolt.Tx, key, raw []byte) (func() error, error) {
		var r clippingRecord
		if err := decode(raw, &r); err != nil {
			return nil, err
		}
		article := idString(key[len(prefix):])
		return func() error { return fn(r.clipping(event, article)) }, nil
	})
}

// Clipping returns one clipping. The error wraps sada.ErrNotFound.
func (db *DB) Clipping(event, article string) (c sada.Clipping, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket([]byte("clippings")).Get(scoped(event, idBytes(article)))
		if raw == nil {
			return fmt.Errorf("clipping %s/%s: %w", event, article, sada.ErrNotFound)
		}
		var r clippingRecord
		if err := decode(raw, &r); err != nil {
			return err
		}
		c = r.clipping(event, article)
		return nil
	})
	return c, err
}

// ClippingsOf returns the clippings that an article is.
func (db *DB) ClippingsOf(article string) (out []sada.Clipping, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		out, err = clippingsOf(tx, article)
		return err
	})
	return out, err
}

func clippingsOf(tx *bolt.Tx, article string) ([]sada.Clipping, error) {
	var out []sada.Clipping
	prefix := idBytes(article)
	c := tx.Bucket([]byte("clipsof")).Cursor()
	for key, _ := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, _ = c.Next() {
		event := string(key[len(prefix):])
		raw := tx.Bucket([]byte("clippings")).Get(scoped(event, prefix))
		if raw == nil {
			continue
		}
		var r clippingRecord
		if err := decode(raw, &r); err != nil {
			return nil, err
		}
		out = append(out, r.clipping(event, article))
	}
	return out, nil
}
