package store

import (
	"errors"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// carried notes on the card whether its newest version is what a feed carried. A
// page that says the same as the feed did makes no version and takes the refusal
// back.
func (k *keeping) carried(tx *bolt.Tx, card *cardRecord, newVersion bool) error {
	was := card.Carried
	switch {
	case k.Refused.Reason != "" && newVersion:
		card.Carried = k.Source
	case k.Refused.Reason == "":
		card.Carried = ""
	}
	if was == card.Carried {
		return nil
	}
	if was != "" {
		if err := count(tx, of(countCarried, was), -1); err != nil {
			return err
		}
	}
	if card.Carried != "" {
		return count(tx, of(countCarried, card.Carried), 1)
	}
	if newVersion {
		return nil
	}
	return refused(tx, card, sada.Refusal{})
}

// refuse notes the last word on the page of an article that a feed carried.
func refuse(tx *bolt.Tx, s *Seen, r sada.Refusal) error {
	if !s.ByFeed || s.Article == "" || r.Reason == "" {
		return nil
	}
	card, err := readCard(tx, s.Article)
	if err != nil || card.Carried == "" {
		return err
	}
	return refused(tx, card, r)
}

// refused writes a refusal into the newest version of an article.
func refused(tx *bolt.Tx, card *cardRecord, r sada.Refusal) error {
	versions, key := tx.Bucket([]byte("versions")), append(idBytes(card.ID), number(uint64(card.Current))...)
	raw := versions.Get(key)
	if raw == nil {
		return nil
	}
	var v versionRecord
	if err := decode(raw, &v); err != nil || sada.Refusal(v.Refused) == r {
		return err
	}
	v.Refused = refusalRecord(r)
	return put(versions, key, v)
}

// ByFeed counts the articles of a source whose newest version is what a feed
// carried.
func (db *DB) ByFeed(source string) (n int, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		n = counted(tx, of(countCarried, source))
		return nil
	})
	return n, err
}

// Carrying returns waiting addresses of a source, at most n, of which a feed
// carried a text while the archive holds none: those of which wanted reports true.
func (db *DB) Carrying(source string, n int, wanted func(key, url string) bool) (out []Queued, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		err := waiting(tx, source, func(q *Queued) error {
			if q.Lead.Carrier == nil || !wanted(q.Key, q.URL) {
				return nil
			}
			s, _, err := readSeen(tx, q.Key)
			if err != nil || s.Article != "" {
				return err
			}
			if out = append(out, *q); len(out) == n {
				return errEnough
			}
			return nil
		})
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	})
	return out, err
}

// errEnough ends a walk.
var errEnough = errors.New("enough")
