package store

import (
	"errors"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// kinship is how the texts that one Keep touches stand to each other, within one
// transaction.
type kinship struct {
	*keeping
	tx    *bolt.Tx
	since int64
	own   *cardRecord // of the page that is kept, which is put at its end
	cards map[string]*cardRecord
	bonds map[string]boundRecord
}

// kindred binds a new version to its copies and parts those whom it touches into
// families anew. risen are the numbers that became frequent by it.
func (k *keeping) kindred(tx *bolt.Tx, card *cardRecord, risen []uint32) error {
	if k.Bond == nil {
		return nil
	}
	x := &kinship{
		keeping: k, tx: tx, since: k.since(k.now).Unix(), own: card,
		cards: map[string]*cardRecord{card.ID: card}, bonds: map[string]boundRecord{},
	}
	if card.Family != "" {
		if err := x.knit(card.Family); err != nil {
			return err
		}
	}
	touched, err := x.judge(card.ID)
	if err != nil {
		return err
	}
	more, err := x.rejudge(risen)
	if touched = append(touched, more...); err != nil || len(touched) == 0 {
		return err
	}
	all, err := x.reach(touched)
	if err != nil {
		return err
	}
	return x.settle(x.group(all))
}

// card reads the card of a text; nil for one that is not there or damaged, which
// costs no more than itself.
func (x *kinship) card(id string) (*cardRecord, error) {
	if c, read := x.cards[id]; read {
		return c, nil
	}
	c, err := readCard(x.tx, id)
	if gone(err) || errors.Is(err, sada.ErrDamaged) {
		c, err = nil, nil
	}
	x.cards[id] = c
	return c, err
}

// sketchOf reads what a text is known by; nil when that is not kept any more.
func (x *kinship) sketchOf(id string) []uint32 {
	c, err := x.card(id)
	if err != nil || c == nil {
		return nil
	}
	_, numbers, _ := sketchOf(x.tx, c.Sketch)
	return numbers
}

// between says what two texts are to each other.
func (x *kinship) between(a, b []uint32) Bond {
	often := map[uint32]bool{}
	x.kin.often(a, x.since, often)
	x.kin.often(b, x.since, often)
	return x.Bond(a, b, func(n uint32) bool { return often[n] })
}

// judge binds a text to its copies among those of late, and lists those whom it
// touches: itself, when it has or had any, they, and those that were its copies.
// What cannot be compared any more stays as it was.
func (x *kinship) judge(id string) (touched []string, err error) {
	was, err := bondsOf(x.tx, id)
	if err != nil {
		return nil, err
	}
	own := x.sketchOf(id)
	bonds := map[string]Bond{}
	for _, b := range was {
		touched = append(touched, b.id)
		if other := x.sketchOf(b.id); other == nil || own == nil {
			bonds[b.id] = b.bond
		} else if bonds[b.id] = x.between(own, other); bonds[b.id] < Copy {
			bonds[b.id] = Apart
		}
	}
	for _, doc := range x.kin.near(own, x.since) {
		other, numbers, ok := sketchOf(x.tx, x.kin.docs[doc].sketch)
		if _, done := bonds[other]; !ok || done || other == id {
			continue
		}
		if x.between(own, numbers) == Copy {
			bonds[other] = Copy
			touched = append(touched, other)
		}
	}
	for _, other := range touched {
		if err := join(x.tx, id, other, bonds[other]); err != nil {
			return nil, err
		}
	}
	if len(touched) > 0 {
		touched = append(touched, id)
	}
	return touched, nil
}

// rejudge compares the copies among the texts that hold numbers which say nothing
// from now on, and unties those that are copies no more.
func (x *kinship) rejudge(risen []uint32) (touched []string, err error) {
	done := map[string]bool{x.own.ID: true}
	for _, n := range risen {
		docs, _ := x.kin.texts(n, x.since, nil)
		for _, doc := range docs {
			id, own, ok := sketchOf(x.tx, x.kin.docs[doc].sketch)
			if !ok || done[id] {
				continue
			}
			done[id] = true
			bonds, err := bondsOf(x.tx, id)
			if err != nil {
				return nil, err
			}
			for _, b := range bonds {
				other := x.sketchOf(b.id)
				if b.bond == given || done[b.id] || other == nil || x.between(own, other) == Copy {
					continue
				}
				if err := join(x.tx, id, b.id, Apart); err != nil {
					return nil, err
				}
				touched = append(touched, id, b.id)
			}
		}
	}
	return touched, nil
}

// knit binds the members of a family that an older program made to its head.
func (x *kinship) knit(id string) error {
	_, f, err := familyOf(x.tx, id)
	if gone(err) || errors.Is(err, sada.ErrDamaged) || err == nil && f.Knit {
		return nil
	}
	if err != nil {
		return err
	}
	for _, m := range f.Members {
		if m == f.Head {
			continue
		}
		if err := join(x.tx, f.Head, m, given); err != nil {
			return err
		}
	}
	f.Knit = true
	return put(x.tx.Bucket([]byte("families")), idBytes(id), f)
}

// reach lists all who are bound to some texts, from one to the next. A text that is
// too old to be compared is reached, and leads no further: it is settled.
func (x *kinship) reach(from []string) (all []string, err error) {
	seen := map[string]bool{}
	queue := from
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		c, err := x.card(id)
		if err != nil {
			return nil, err
		}
		if c == nil || seen[id] {
			continue
		}
		seen[id] = true
		all = append(all, id)
		if c.Family != "" {
			if err := x.knit(c.Family); err != nil {
				return nil, err
			}
		}
		bonds, err := bondsOf(x.tx, id)
		if err != nil {
			return nil, err
		}
		x.bonds[id] = bonds
		if x.sketchOf(id) == nil {
			continue
		}
		for _, b := range bonds {
			queue = append(queue, b.id)
		}
	}
	return all, nil
}
