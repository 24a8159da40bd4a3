package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Tie is a name under which something else knows a page: what the page calls
// itself, the guid of its item, a number in its address. It is a candidate: it
// makes the page a version of the article of that name when Take.Same agrees.
// The bucket ties leads from a hash of the name to the last article that bore it;
// one that two names share by chance is a candidate like any other.
type Tie struct {
	Name string
	By   string // who says so, opaque here
}

// mostHolders bounds the articles that are compared with one page.
const mostHolders = 8

func tieKey(name string) []byte {
	h := fnv.New64a()
	h.Write([]byte(name))
	return binary.BigEndian.AppendUint64(nil, h.Sum64())
}

// tied finds the article that one of the ties names and that is the same.
func (k *keeping) tied(tx *bolt.Tx) (*cardRecord, error) {
	if k.Same == nil {
		return nil, nil
	}
	ties := tx.Bucket([]byte("ties"))
	looked := map[string]bool{}
	for i := range k.Ties {
		t := &k.Ties[i]
		for _, id := range [][]byte{articleOf(tx, t.Name), ties.Get(tieKey(t.Name))} {
			if id == nil || looked[t.By+string(id)] || len(looked) >= mostHolders {
				continue
			}
			looked[t.By+string(id)] = true
			card, err := readCard(tx, idString(id))
			if gone(err) || errors.Is(err, sada.ErrDamaged) {
				continue // it costs this page no more than a join
			}
			if err != nil {
				return nil, err
			}
			r := card.record()
			a, err := k.current(tx, card)
			if err != nil {
				return nil, err
			}
			if k.Same(*t, &r, a) {
				k.tie = t
				return card, nil
			}
		}
	}
	return nil, nil
}

// current is the article as its newest version has it, nil when that is gone.
func (k *keeping) current(tx *bolt.Tx, card *cardRecord) (*sada.Article, error) {
	v, err := k.DB.version(tx, card, card.Current)
	switch {
	case err == nil:
		return &v.Article, nil
	case gone(err), errors.Is(err, sada.ErrDamaged):
		return nil, nil
	}
	return nil, err
}

// bind notes the names that are no keys, for pages to come.
func (k *keeping) bind(tx *bolt.Tx, card *cardRecord) error {
	for _, t := range k.Ties {
		if articleOf(tx, t.Name) != nil {
			continue
		}
		if err := bind(tx, t.Name, idBytes(card.ID)); err != nil {
			return err
		}
	}
	return nil
}

func bind(tx *bolt.Tx, name string, id []byte) error {
	b, key := tx.Bucket([]byte("ties")), tieKey(name)
	if bytes.Equal(b.Get(key), id) {
		return nil
	}
	return b.Put(key, id)
}
