package store

import (
	"errors"
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

// familyRecord is a family of two or more; its key is the id of its first member.
type familyRecord struct {
	Head    string   `json:"h,omitempty"`
	Members []string `json:"m,omitempty"`
	Aliases []string `json:"a,omitempty"` // names of families that became one with it
	Into    string   `json:"i,omitempty"` // the family that it became one with; then it has nothing else
	Knit    bool     `json:"k,omitempty"` // the bonds of its members are kept; of an older program's they are not
}

// Kin is a text as it is compared with another of its family for the lead.
type Kin struct {
	Record sada.Record
	Wire   bool // it is the agency's own
}

// Family is a text and its copies.
type Family struct {
	ID      string   // of its first member
	Head    string   // the member that leads
	Members []string // in the order in which they came; at most 500
	Aliases []string // ids of families that became one with it
}

// since is the moment before which no copies are looked for.
func (db *DB) since(now time.Time) time.Time {
	db.mu.Lock()
	defer db.mu.Unlock()
	return now.Add(-db.o.Families)
}

// mostInto bounds the steps from the name of a family to the one that it became.
const mostInto = 8

// familyOf reads a family by its name or an alias, and returns its name.
func familyOf(tx *bolt.Tx, id string) (name string, f familyRecord, err error) {
	for range mostInto {
		raw := tx.Bucket([]byte("families")).Get(idBytes(id))
		if raw == nil {
			return id, f, fmt.Errorf("family %s: %w", id, sada.ErrNotFound)
		}
		f = familyRecord{}
		if err := decode(raw, &f); err != nil || f.Into == "" {
			return id, f, err
		}
		id = f.Into
	}
	return id, f, fmt.Errorf("family %s: %w: its names lead in a ring", id, sada.ErrDamaged)
}

// sketch keeps the sketch of a new version, lets it be found, and binds it to its
// copies.
func (k *keeping) sketch(tx *bolt.Tx, card *cardRecord) error {
	if len(k.Sketch) == 0 && card.Sketch == 0 {
		return nil
	}
	since := k.since(k.now)
	k.loadKin(tx, since)
	b := tx.Bucket([]byte("sketches"))
	if card.Sketch > 0 {
		k.kin.drop(card.Sketch)
		if err := b.Delete(number(card.Sketch)); err != nil {
			return err
		}
	}
	card.Sketch, card.Wire = 0, k.Wire
	var risen []uint32
	if len(k.Sketch) > 0 {
		n, err := b.NextSequence()
		if err != nil {
			return err
		}
		card.Sketch = n
		if err := b.Put(number(n), writeSketch(card.ID, k.now, k.Sketch)); err != nil {
			return err
		}
		risen = k.kin.add(n, k.now.Unix(), since.Unix(), k.Sketch)
	}
	return k.kindred(tx, card, risen)
}

// Family returns a family by its id or by that of one that became one with it. The
// error wraps sada.ErrNotFound for a text that has no copies.
func (db *DB) Family(id string) (f Family, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		name, r, err := familyOf(tx, id)
		f = Family{name, r.Head, r.Members, r.Aliases}
		return err
	})
	return f, err
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

// family looks whether a family and its members name each other.
func (r *recordCheck) family(key, raw []byte) error {
	var f familyRecord
	if err := decode(raw, &f); err != nil {
		return err
	}
	if f.Into != "" {
		return r.alias(key, f.Into)
	}
	for _, id := range append(slices.Clone(f.Members), f.Head) {
		raw := r.buckets["cards"].Get(idBytes(id))
		if raw == nil {
			return r.there("cards", idBytes(id))
		}
		c, err := cardOf(idBytes(id), raw)
		if err == nil && f.Knit && c.Family != idString(key) {
			return fmt.Errorf("its member %s is of family %q", id, c.Family)
		}
	}
	return nil
}

// alias looks whether a name leads to a family that knows it.
func (r *recordCheck) alias(key []byte, into string) error {
	raw := r.buckets["families"].Get(idBytes(into))
	if raw == nil {
		return r.there("families", idBytes(into))
	}
	var f familyRecord
	if err := decode(raw, &f); err == nil && !slices.Contains(f.Aliases, idString(key)) {
		return fmt.Errorf("it became one with family %s, which does not know it", into)
	}
	return nil
}

// bound looks whether two texts name each other as copies.
func (r *recordCheck) bound(key, raw []byte) error {
	var bonds boundRecord
	if err := decode(raw, &bonds); err != nil {
		return err
	}
	for _, b := range bonds {
		if err := r.there("cards", idBytes(b.id)); err != nil {
			return err
		}
		raw := r.buckets["bonds"].Get(idBytes(b.id))
		if raw == nil {
			return r.there("bonds", idBytes(b.id))
		}
		var back boundRecord
		if err := decode(raw, &back); err != nil && !errors.Is(err, sada.ErrDamaged) {
			return err
		} else if err == nil && !slices.Contains(back, bound{idString(key), b.bond}) {
			return fmt.Errorf("article %s is bound to it otherwise", b.id)
		}
	}
	return nil
}
