package store

import (
	"errors"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Bond is what two texts are to each other, as those who keep them say.
type Bond byte

// The bonds, from the loosest to the closest.
const (
	Apart Bond = iota
	Near       // no copies, but so alike that both may be copies of a third
	Copy
)

// given is the bond of a member to the head of its family that an older program
// made: it is kept, and needs no nearness.
const given Bond = 3

// bound is one of the texts that a text is bound to.
type bound struct {
	id   string
	bond Bond
}

// boundRecord lists the texts that a text is bound to. They are bound to it in turn.
type boundRecord []bound

// pack writes ids and bonds, one after the other.
func (r boundRecord) pack(into []byte) ([]byte, bool) {
	for _, b := range r {
		into = append(append(into, idBytes(b.id)...), byte(b.bond))
	}
	return into, true
}

func (r *boundRecord) unpack(body []byte) error {
	rest := cutter{body, false}
	for len(rest.left) > 0 && !rest.cut {
		id, bond := rest.bytes(16), rest.bytes(1)
		if !rest.cut {
			*r = append(*r, bound{idString(id), Bond(bond[0])})
		}
	}
	return rest.err()
}

// bondsOf reads the bonds of a text. Those that cannot be read are none.
func bondsOf(tx *bolt.Tx, id string) (r boundRecord, err error) {
	raw := tx.Bucket([]byte("bonds")).Get(idBytes(id))
	if raw == nil {
		return nil, nil
	}
	err = decode(raw, &r)
	if errors.Is(err, sada.ErrDamaged) {
		return nil, nil
	}
	return r, err
}

// join binds two texts to each other; Apart unties them.
func join(tx *bolt.Tx, a, b string, bond Bond) error {
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		r, err := bondsOf(tx, pair[0])
		if err != nil {
			return err
		}
		if err := putBonds(tx, pair[0], r.with(pair[1], bond)); err != nil {
			return err
		}
	}
	return nil
}

func putBonds(tx *bolt.Tx, id string, r boundRecord) error {
	if len(r) == 0 {
		return tx.Bucket([]byte("bonds")).Delete(idBytes(id))
	}
	return put(tx.Bucket([]byte("bonds")), idBytes(id), r)
}

// with is the list with one bond changed.
func (r boundRecord) with(id string, bond Bond) (out boundRecord) {
	for _, b := range r {
		if b.id != id {
			out = append(out, b)
		}
	}
	if bond != Apart {
		out = append(out, bound{id, bond})
	}
	return out
}

// given counts the bonds that an older program made.
func (r boundRecord) given() (n int) {
	for _, b := range r {
		if b.bond == given {
			n++
		}
	}
	return n
}
