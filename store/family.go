package store

import (
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// usualFamilies is how far back copies of a text are looked for.
const usualFamilies = 30 * 24 * time.Hour

// mostMembers bounds the copies that one family names.
const mostMembers = 500

// familyRecord is a family of two or more; its key is the id of its first.
type familyRecord struct {
	Head    string   `json:"h"`
	Members []string `json:"m"`
}

// since is the moment before which no copies are looked for.
func (db *DB) since(now time.Time) time.Time {
	db.mu.Lock()
	defer db.mu.Unlock()
	return now.Add(-db.o.Families)
}

// relatives gathers the texts of late that share most with the one that is kept,
// one of each family, and the numbers that say nothing.
func (k *keeping) relatives(tx *bolt.Tx, card *cardRecord, p *Prior) error {
	if len(k.Sketch) == 0 || card != nil && card.Family != "" {
		return nil
	}
	since := k.since(k.now)
	k.loadKin(tx, since)
	often := map[uint32]bool{}
	k.kin.often(k.Sketch, often)
	seen := map[string]bool{}
	for _, doc := range k.kin.near(k.Sketch, since.Unix()) {
		id, _, numbers, ok := readSketch(tx.Bucket([]byte("sketches")).Get(number(k.kin.docs[doc].sketch)))
		if !ok || card != nil && id == card.ID {
			continue
		}
		kin, err := kinOf(tx, id, numbers)
		if err != nil {
			if gone(err) {
				continue
			}
			return err
		}
		if !seen[kin.Family] {
			seen[kin.Family] = true
			k.kin.often(kin.Sketch, often)
			p.Kin = append(p.Kin, kin)
		}
	}
	p.Often = func(n uint32) bool { return often[n] }
	return nil
}

// kinOf is the head of the family of a text.
func kinOf(tx *bolt.Tx, id string, numbers []uint32) (Kin, error) {
	card, err := readCard(tx, id)
	if err != nil {
		return Kin{}, err
	}
	kin := Kin{Family: card.ID, Head: card.record(), Wire: card.Wire, Sketch: numbers}
	if card.Family == "" {
		return kin, nil
	}
	kin.Family = card.Family
	f, err := readFamily(tx, card.Family)
	if err != nil || f.Head == id {
		return kin, err
	}
	head, err := readCard(tx, f.Head)
	if err != nil {
		return kin, err
	}
	kin.Head, kin.Wire = head.record(), head.Wire
	if _, _, own, ok := readSketch(tx.Bucket([]byte("sketches")).Get(number(head.Sketch))); ok && head.Sketch > 0 {
		kin.Sketch = own
	}
	return kin, nil
}

func readFamily(tx *bolt.Tx, id string) (f familyRecord, err error) {
	raw := tx.Bucket([]byte("families")).Get(idBytes(id))
	if raw == nil {
		return f, fmt.Errorf("family %s: %w", id, sada.ErrNotFound)
	}
	return f, decode(raw, &f)
}

// sketch keeps the sketch of a new version, and lets it be found.
func (k *keeping) sketch(tx *bolt.Tx, card *cardRecord) error {
	if len(k.Sketch) == 0 {
		return nil
	}
	b := tx.Bucket([]byte("sketches"))
	if card.Sketch > 0 {
		if err := b.Delete(number(card.Sketch)); err != nil {
			return err
		}
	}
	n, err := b.NextSequence()
	if err != nil {
		return err
	}
	card.Sketch, card.Wire = n, k.Wire
	if err := b.Put(number(n), writeSketch(card.ID, k.now, k.Sketch)); err != nil {
		return err
	}
	k.loadKin(tx, k.since(k.now))
	k.kin.add(n, k.now.Unix(), k.Sketch)
	return nil
}

// join makes an article a member of a family, and its head when the verdict says
// so. The family keeps its id whoever is its head.
func (k *keeping) join(tx *bolt.Tx, card *cardRecord, v Verdict) error {
	if v.Family == "" || v.Family == card.ID || card.Family != "" {
		return nil
	}
	f, err := readFamily(tx, v.Family)
	if gone(err) {
		first, err := readCard(tx, v.Family)
		if err != nil {
			return err
		}
		first.Family = v.Family
		if err := putCard(tx, first); err != nil {
			return err
		}
		f = familyRecord{Head: v.Family, Members: []string{v.Family}}
	} else if err != nil {
		return err
	}
	card.Family = v.Family
	if len(f.Members) < mostMembers && !slices.Contains(f.Members, card.ID) {
		f.Members = append(f.Members, card.ID)
	}
	if v.Head {
		f.Head = card.ID
	}
	return put(tx.Bucket([]byte("families")), idBytes(v.Family), f)
}

// Family returns the head and the members of a family, in the order in which
// they came. The error wraps sada.ErrNotFound for a text that has no copies.
func (db *DB) Family(id string) (head string, members []string, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		f, err := readFamily(tx, id)
		head, members = f.Head, f.Members
		return err
	})
	return head, members, err
}

// forgetSketches drops the sketches that are older than copies are looked for.
func (db *DB) forgetSketches(tx *bolt.Tx, since time.Time, some int) (more bool, err error) {
	b := tx.Bucket([]byte("sketches"))
	var old [][]byte
	c := b.Cursor()
	for key, raw := c.First(); key != nil; key, raw = c.Next() {
		_, at, _, ok := readSketch(raw)
		if ok && at >= since.Unix() {
			break
		}
		if len(old) == some {
			more = true
			break
		}
		old = append(old, key)
	}
	for _, key := range old {
		if err := b.Delete(key); err != nil {
			return false, err
		}
	}
	if len(old) > 0 {
		db.kin = kinIndex{} // read anew at the next article
	}
	return more, nil
}
