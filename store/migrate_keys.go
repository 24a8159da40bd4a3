package store

import (
	"bytes"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada/internal/address"
)

// In layout 1 a number in an address was the key of an article, and whatever a
// page called itself was one too: other articles were taken for it and passed
// over. The changes below leave an article the addresses by which its newest
// version was fetched. Its other names become ties, so that they find it and
// take no new article for it; an address that was passed over unread waits to be
// read.

// oldCard is a card on its way out of layout 1.
type oldCard struct {
	*cardRecord
	id      []byte
	own     map[string]bool // keys of the addresses of the newest version
	fetched map[string]bool // keys of every address that was fetched for it
	seen    Seen            // the mark of its key; zero when there is none
}

func freeKeys(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	return eachAfter(tx, "cards", after, func(key, raw []byte) error {
		c := oldCard{cardRecord: &cardRecord{}, id: key, own: map[string]bool{}, fetched: map[string]bool{}}
		if err := decode(raw, c.cardRecord); err != nil {
			return skipDamaged(err)
		}
		c.addresses(tx)
		// Before its key is freed, and the mark with it.
		if s, known, err := oldSeen(tx, c.Key); err == nil && known && s.Article == c.ID {
			c.seen = s
		}
		for _, step := range []func(*bolt.Tx) error{c.free, c.keep, c.release} {
			if err := step(tx); err != nil {
				return err
			}
		}
		return put(tx.Bucket([]byte("cards")), key, c.cardRecord)
	})
}

// addresses reads the captures of the article. One that cannot be read says
// nothing.
func (c *oldCard) addresses(tx *bolt.Tx) {
	note := func(into map[string]bool, urls ...string) {
		for _, u := range urls {
			if u != "" {
				into[address.Key(u)] = true
			}
		}
	}
	var newest versionRecord
	if raw := tx.Bucket([]byte("versions")).Get(append(bytes.Clone(c.id), number(uint64(c.Current))...)); raw != nil {
		_ = decode(raw, &newest)
	}
	note(c.own, c.URL)
	cursor := tx.Bucket([]byte("capturesof")).Cursor()
	for key, _ := cursor.Seek(c.id); bytes.HasPrefix(key, c.id); key, _ = cursor.Next() {
		var r captureRecord
		if decode(tx.Bucket([]byte("captures")).Get(key[len(c.id):]), &r) != nil {
			continue
		}
		note(c.fetched, r.URL, r.FinalURL)
		if r.Seq == newest.Capture {
			note(c.own, r.URL, r.FinalURL)
		}
	}
}

// free makes ties of the addresses that are none of the newest version.
func (c *oldCard) free(tx *bolt.Tx) error {
	keys, seen := tx.Bucket([]byte("keys")), tx.Bucket([]byte("seen"))
	var stay []string
	for _, k := range c.Keys {
		if !strings.HasPrefix(k, "u:") || c.own[k] || !bytes.Equal(keys.Get([]byte(k)), c.id) {
			stay = append(stay, k)
			continue
		}
		if err := keys.Delete([]byte(k)); err != nil {
			return err
		}
		if s, known, err := oldSeen(tx, k); err == nil && known && s.Article == c.ID {
			if err := seen.Delete([]byte(k)); err != nil {
				return err
			}
		}
		if err := bind(tx, k, c.id); err != nil {
			return err
		}
		c.fetched[k] = true // known by this name, if not by its address
	}
	c.Keys = stay
	return nil
}

// keep lets the addresses of the newest version lead to the article.
func (c *oldCard) keep(tx *bolt.Tx) error {
	keys, seen := tx.Bucket([]byte("keys")), tx.Bucket([]byte("seen"))
	mark := seenRecord{URL: c.URL, Source: c.Source, Article: c.ID, At: c.Last, Modified: c.Last}
	if c.seen.Article != "" {
		mark.At, mark.Modified = c.seen.At, c.seen.Modified
	}
	for k := range c.own {
		switch id := keys.Get([]byte(k)); {
		case id == nil:
			if err := keys.Put([]byte(k), c.id); err != nil {
				return err
			}
			c.Keys = append(c.Keys, k)
		case !bytes.Equal(id, c.id):
			continue
		}
		if seen.Get([]byte(k)) == nil {
			if err := put(seen, []byte(k), mark); err != nil {
				return err
			}
		}
	}
	slices.Sort(c.Keys)
	if !slices.Contains(c.Keys, c.Key) && c.URL != "" {
		c.Key = address.Key(c.URL)
	}
	return nil
}

// release lets the addresses wait that were passed over unread, for one of the
// sources that led to them.
func (c *oldCard) release(tx *bolt.Tx) error {
	source := c.reader(tx)
	if source == "" {
		return nil
	}
	var stay []string
	for _, u := range c.Aliases {
		k := address.Key(u)
		known := c.own[k] || c.fetched[k] || slices.Contains(c.Keys, k) || tx.Bucket([]byte("keys")).Get([]byte(k)) != nil
		if number := address.Number(u); strings.HasPrefix(number, "arc:") && slices.Contains(c.Keys, number) {
			known = true
		}
		if known {
			stay = append(stay, u)
			continue
		}
		if err := waitOld(tx, &queuedRecord{Key: k, URL: u, Lead: leadRecord{URL: u}, Added: c.Last}, source); err != nil {
			return err
		}
	}
	c.Aliases = stay
	return nil
}

// reader is the source that reads what was passed over: of those that led to the
// article the one visited last, since one that left the settings is visited no
// more and would never come to it. It is empty when none is known.
func (c *oldCard) reader(tx *bolt.Tx) string {
	led := c.SeenBy
	if len(led) == 0 {
		led = []string{c.Source}
	} else if i := slices.Index(led, c.Source); i > 0 {
		led = slices.Concat([]string{c.Source}, led[:i], led[i+1:])
	}
	reader, last := "", time.Time{}
	for _, source := range led {
		if tx.Bucket([]byte("sources")).Get([]byte(source)) == nil {
			continue
		}
		var h healthRecord
		if decode(tx.Bucket([]byte("health")).Get([]byte(source)), &h) != nil {
			h = healthRecord{}
		}
		if reader == "" || h.Visit.After(last) {
			reader, last = source, h.Visit
		}
	}
	return reader
}

// waitOld puts an address into the frontier as layout 1 has it.
func waitOld(tx *bolt.Tx, q *queuedRecord, source string) error {
	index, frontier := tx.Bucket([]byte("queued")), tx.Bucket([]byte("frontier"))
	if index.Get(scoped(source, []byte(q.Key))) != nil {
		return nil
	}
	seq, err := frontier.NextSequence()
	if err != nil {
		return err
	}
	q.Seq = seq
	if err := index.Put(scoped(source, []byte(q.Key)), number(seq)); err != nil {
		return err
	}
	if err := count(tx, countWaiting, 1); err != nil {
		return err
	}
	return put(frontier, scoped(source, number(seq)), q)
}

// oldSeen is readSeen in layout 1, where the key is the text of it.
func oldSeen(tx *bolt.Tx, key string) (s Seen, known bool, err error) {
	return readMark(tx, []byte(key))
}

// rekeyWaiting gives what waits its key of today.
func rekeyWaiting(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	index, frontier := tx.Bucket([]byte("queued")), tx.Bucket([]byte("frontier"))
	return eachAfter(tx, "frontier", after, func(place, raw []byte) error {
		var r queuedRecord
		if err := decode(raw, &r); err != nil {
			return skipDamaged(err)
		}
		key := address.Key(r.URL)
		if r.Picture || key == r.Key {
			return nil
		}
		source, seq, _ := strings.Cut(string(place), "\x00")
		if err := index.Delete(scoped(source, []byte(r.Key))); err != nil {
			return err
		}
		if index.Get(scoped(source, []byte(key))) != nil {
			if err := count(tx, countWaiting, -1); err != nil {
				return err
			}
			return frontier.Delete(place)
		}
		if err := index.Put(scoped(source, []byte(key)), []byte(seq)); err != nil {
			return err
		}
		r.Key = key
		return put(frontier, place, r)
	})
}

// rekeyLeftOut gives what was left out its key of today.
func rekeyLeftOut(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	list, seen := tx.Bucket([]byte("leftout")), tx.Bucket([]byte("seen"))
	return eachAfter(tx, "leftout", after, func(place, old []byte) error {
		s, known, err := oldSeen(tx, string(old))
		if err != nil || !known || s.Article != "" {
			return skipDamaged(err)
		}
		key := address.Key(s.URL)
		if key == string(old) {
			return nil
		}
		if err := list.Put(place, []byte(key)); err != nil {
			return err
		}
		mark := bytes.Clone(seen.Get(old))
		if err := seen.Delete(old); err != nil {
			return err
		}
		if seen.Get([]byte(key)) != nil {
			return nil
		}
		return seen.Put([]byte(key), mark)
	})
}
