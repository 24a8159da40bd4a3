package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"slices"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// clippings puts what the verdict says. The bodies of an article that becomes a
// clipping go to the files that stay.
func (k *keeping) clippings(tx *bolt.Tx, card *cardRecord, v Verdict) error {
	fresh, err := putClippings(tx, card.ID, v)
	if err != nil {
		return err
	}
	k.kept.Clippings = fresh
	if len(v.Clippings) == 0 && !card.Clip {
		return nil
	}
	if !card.Clip {
		card.Clip = true
	}
	sums, err := bodiesOf(tx, card.ID)
	if err != nil {
		return err
	}
	return k.promote(tx, sums)
}

// putClippings puts the clippings of a verdict and counts those that are new.
func putClippings(tx *bolt.Tx, id string, v Verdict) (fresh int, err error) {
	bucket, listed := tx.Bucket([]byte("clippings")), tx.Bucket([]byte("clipsof"))
	raw := idBytes(id)
	for i := range v.Clippings {
		c := &v.Clippings[i]
		was, err := readClipping(tx, c.Event, raw)
		if err != nil {
			return fresh, err
		}
		if (was == nil || was.Stale) && !c.Stale {
			fresh++
		}
		now := fromClipping(c)
		if err := account(tx, c.Event, raw, was, &now); err != nil {
			return fresh, err
		}
		if err := put(bucket, scoped(c.Event, raw), now); err != nil {
			return fresh, err
		}
		if err := listed.Put(append(slices.Clone(raw), c.Event...), []byte{}); err != nil {
			return fresh, err
		}
		if err := setOutside(tx, c.Event, raw, false); err != nil {
			return fresh, err
		}
	}
	for _, event := range v.Silent {
		if err := setOutside(tx, event, raw, false); err != nil {
			return fresh, err
		}
	}
	for _, event := range v.Outside {
		if err := setOutside(tx, event, raw, true); err != nil {
			return fresh, err
		}
	}
	return fresh, nil
}

// readClipping reads the clipping of an event that an article is; nil when it is
// none.
func readClipping(tx *bolt.Tx, event string, article []byte) (*clippingRecord, error) {
	raw := tx.Bucket([]byte("clippings")).Get(scoped(event, article))
	if raw == nil {
		return nil, nil
	}
	var r clippingRecord
	return &r, decode(raw, &r)
}

// setOutside notes whether an article hits an event outside its window.
func setOutside(tx *bolt.Tx, event string, article []byte, hits bool) error {
	bucket, key := tx.Bucket([]byte("outside")), scoped(event, article)
	if noted := bucket.Get(key) != nil; noted == hits {
		return nil
	}
	if !hits {
		if err := bucket.Delete(key); err != nil {
			return err
		}
		return count(tx, of(countOutside, event), -1)
	}
	if err := bucket.Put(key, []byte{}); err != nil {
		return err
	}
	return count(tx, of(countOutside, event), 1)
}

// Rematch lets decide look at an article again, without a new capture. then are
// the pictures to fetch when that makes it a clipping for the first time.
func (db *DB) Rematch(ctx context.Context, article string, decide func(Prior) Verdict, then ...Queued) error {
	k := &keeping{DB: db, decide: decide, Take: Take{Then: then}}
	return db.do(ctx, func(tx *bolt.Tx) error {
		card, err := readCard(tx, article)
		if err != nil {
			return err
		}
		p, err := k.prior(tx, card)
		if err != nil || p.Article == nil {
			return err
		}
		v := decide(p)
		if _, err := putClippings(tx, card.ID, v); err != nil {
			return err
		}
		if len(v.Clippings) == 0 || card.Clip {
			return nil
		}
		card.Clip = true
		sums, err := bodiesOf(tx, card.ID)
		if err != nil {
			return err
		}
		if err := db.promote(tx, sums); err != nil {
			return err
		}
		if err := k.enqueue(tx, card); err != nil {
			return err
		}
		return putCard(tx, card)
	})
}

// KeepPicture keeps a picture of a clipping and strikes it off the frontier.
// With a nil page it keeps the reason why there is none.
func (db *DB) KeepPicture(ctx context.Context, q Queued, p *sada.Page, missing string) error {
	record := pictureRecord{Missing: missing}
	var blobs []*blob
	if p != nil {
		b := db.newBlob(clipFile(db.o.Now()), p.Body, p.Capture.Header.Get("Content-Type"))
		record = pictureRecord{SHA256: b.hash()}
		blobs = append(blobs, b)
	}
	return db.do(ctx, func(tx *bolt.Tx) error {
		card, err := readCard(tx, q.Article)
		if err != nil {
			return err
		}
		if card.Pictures == nil {
			card.Pictures = map[string]pictureRecord{}
		}
		card.Pictures[q.URL] = record
		if err := putCard(tx, card); err != nil {
			return err
		}
		return strike(tx, q.Source, q.Key)
	}, blobs...)
}

// bodiesOf lists the hashes of all pages and texts of an article.
func bodiesOf(tx *bolt.Tx, id string) ([][]byte, error) {
	var sums [][]byte
	add := func(sum string) {
		if raw, err := hex.DecodeString(sum); err == nil && len(raw) > 0 {
			sums = append(sums, raw)
		}
	}
	prefix := idBytes(id)
	c := tx.Bucket([]byte("versions")).Cursor()
	for key, raw := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, raw = c.Next() {
		var v versionRecord
		if err := decode(raw, &v); err != nil {
			return nil, err
		}
		add(v.Text)
	}
	c = tx.Bucket([]byte("capturesof")).Cursor()
	for key, _ := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, _ = c.Next() {
		var r captureRecord
		if err := decode(tx.Bucket([]byte("captures")).Get(key[len(prefix):]), &r); err != nil {
			return nil, err
		}
		add(string(r.SHA256))
	}
	return sums, nil
}
