package store

import (
	"bytes"
	"encoding/binary"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// Lookup is one state of the search index, for the time of one question.
type Lookup struct {
	tx *bolt.Tx
}

// Look asks the index. When it has another stamp, fn is handed one that holds
// nothing.
func (db *DB) Look(stamp string, fn func(*Lookup) error) error {
	return db.indexView(func(tx *bolt.Tx) error {
		if !stampedAs(tx, stamp) {
			return fn(&Lookup{})
		}
		return fn(&Lookup{tx})
	})
}

// Upto is the sequence number of the last capture that the index knows.
func (l *Lookup) Upto() uint64 {
	if l.tx == nil {
		return 0
	}
	return toNumber(l.tx.Bucket([]byte("meta")).Get([]byte("upto")))
}

// Term returns the documents of a term, ascending.
func (l *Lookup) Term(term string) []uint32 { return l.lists(append([]byte(term), 0), 4) }

// Begin returns the documents of all terms that begin so, ascending, each once.
func (l *Lookup) Begin(prefix string) []uint32 {
	out := l.lists([]byte(prefix), -1)
	slices.Sort(out)
	return slices.Compact(out)
}

// lists reads the lists of the keys with a prefix, and rest bytes behind it
// where rest is not negative.
func (l *Lookup) lists(prefix []byte, rest int) []uint32 {
	if l.tx == nil {
		return nil
	}
	var out []uint32
	c := l.tx.Bucket([]byte("terms")).Cursor()
	for key, raw := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, raw = c.Next() {
		if rest < 0 || len(key) == len(prefix)+rest {
			out = readList(out, key, raw)
		}
	}
	return out
}

// All returns every document, ascending.
func (l *Lookup) All() []uint32 {
	if l.tx == nil {
		return nil
	}
	n := uint32(toNumber(l.tx.Bucket([]byte("meta")).Get([]byte("next"))))
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(i)
	}
	return out
}

// Articles returns what the documents are, in their order; those that a newer
// version replaced are left out.
func (l *Lookup) Articles(docs []uint32) []Proposed {
	if l.tx == nil {
		return nil
	}
	b := l.tx.Bucket([]byte("docs"))
	out := make([]Proposed, 0, len(docs))
	var chunk []byte
	have := ^uint32(0)
	for _, d := range docs {
		if n := d / docsChunk; n != have {
			chunk, have = b.Get(binary.BigEndian.AppendUint32(nil, n)), n
		}
		place := int(d%docsChunk) * docSize
		if len(chunk) < place+docSize {
			continue
		}
		p := Proposed{At: int64(binary.BigEndian.Uint64(chunk[place+16:]))}
		if copy(p.id[:], chunk[place:]); p.id != [16]byte{} {
			out = append(out, p)
		}
	}
	return out
}

// Sum tells which terms the index holds of an article, in short.
type Sum struct {
	Terms int
	Hash  uint64 // of all of them, whatever their order
}

// Sums reads the whole index and sums up what it holds of each article.
func (l *Lookup) Sums(hash func(term string) uint64) map[string]Sum {
	out := map[string]Sum{}
	if l.tx == nil {
		return out
	}
	all := make([]Sum, toNumber(l.tx.Bucket([]byte("meta")).Get([]byte("next"))))
	c := l.tx.Bucket([]byte("terms")).Cursor()
	for key, raw := c.First(); key != nil; key, raw = c.Next() {
		if len(key) < 5 {
			continue
		}
		h := hash(string(key[:len(key)-5]))
		for _, d := range readList(nil, key, raw) {
			if int(d) < len(all) {
				all[d].Terms++
				all[d].Hash ^= h
			}
		}
	}
	for d := range all {
		for _, p := range l.Articles([]uint32{uint32(d)}) {
			out[p.Article()] = all[d]
		}
	}
	return out
}
