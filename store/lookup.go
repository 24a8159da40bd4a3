package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
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

// Terms returns the terms that are looked up under a form, each once.
func (l *Lookup) Terms(form string) (out []string) {
	if l.tx == nil {
		return nil
	}
	own := append([]byte(form), 0)
	if key, _ := l.tx.Bucket([]byte("terms")).Cursor().Seek(own); bytes.HasPrefix(key, own) && len(key) == len(own)+4 {
		out = append(out, form)
	}
	c := l.tx.Bucket([]byte("forms")).Cursor()
	for key, _ := c.Seek(own); bytes.HasPrefix(key, own); key, _ = c.Next() {
		out = append(out, string(key[len(own):]))
	}
	return out
}

// Begin returns the terms that begin so, and those that are looked up under a form
// that does, each once.
func (l *Lookup) Begin(prefix string) []string {
	if l.tx == nil {
		return nil
	}
	var out []string
	c := l.tx.Bucket([]byte("terms")).Cursor()
	for key, _ := c.Seek([]byte(prefix)); bytes.HasPrefix(key, []byte(prefix)); key, _ = c.Next() {
		if n := len(key) - 5; n >= 0 && (len(out) == 0 || out[len(out)-1] != string(key[:n])) {
			out = append(out, string(key[:n]))
		}
	}
	c = l.tx.Bucket([]byte("forms")).Cursor()
	for key, _ := c.Seek([]byte(prefix)); bytes.HasPrefix(key, []byte(prefix)); key, _ = c.Next() {
		if _, term, ok := bytes.Cut(key, []byte{0}); ok {
			out = append(out, string(term))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Places calls fn for each place of a term in the documents from first on, before
// end, ascending.
func (l *Lookup) Places(term string, first, end uint32, fn func(doc, at uint32)) {
	if l.tx == nil {
		return
	}
	prefix := append([]byte(term), 0)
	c := l.tx.Bucket([]byte("terms")).Cursor()
	seek := binary.BigEndian.AppendUint32(bytes.Clone(prefix), first)
	key, raw := c.Seek(seek)
	if !bytes.Equal(key, seek) { // the list before may reach here
		if key == nil {
			key, raw = c.Last()
		} else {
			key, raw = c.Prev()
		}
		if !isList(key, prefix) {
			key, raw = c.Seek(seek)
		}
	}
	for ; isList(key, prefix) && binary.BigEndian.Uint32(key[len(prefix):]) < end; key, raw = c.Next() {
		eachPlace(key, raw, func(doc, at uint32) {
			if doc >= first && doc < end {
				fn(doc, at)
			}
		})
	}
}

// isList reports whether a key is one of a list of the term with a prefix.
func isList(key, prefix []byte) bool {
	return len(key) == len(prefix)+4 && bytes.HasPrefix(key, prefix)
}

// Outline is what was kept of a document beside its terms, until the end of the
// question.
func (l *Lookup) Outline(doc uint32) []byte {
	return l.tx.Bucket([]byte("outlines")).Get(binary.BigEndian.AppendUint32(nil, doc))
}

// Stretch is documents in a row.
type Stretch struct {
	First, End uint32
	Newest     int64 // of the articles that they are, in seconds since 1970
}

// Stretches cuts all documents into stretches, and returns that of the newest
// article first. Those of the last documents are short, so that a question for the
// newest reads little.
func (l *Lookup) Stretches() (out []Stretch) {
	if l.tx == nil {
		return nil
	}
	const shortest, longest = 8 * docsChunk, 128 * docsChunk
	end := uint32(toNumber(l.tx.Bucket([]byte("meta")).Get([]byte("next"))))
	for size := uint32(shortest); end > 0; size = min(2*size, longest) {
		first := end - min(end, size)
		s := Stretch{First: first, End: end, Newest: math.MinInt64}
		l.articles(first, end, func(_ uint32, p Proposed) { s.Newest = max(s.Newest, p.At) })
		if s.Newest > math.MinInt64 {
			out = append(out, s)
		}
		end = first
	}
	slices.SortFunc(out, func(a, b Stretch) int { return cmp.Compare(b.Newest, a.Newest) })
	return out
}

// Article returns what a document is; ok is false when a newer version has replaced
// it.
func (l *Lookup) Article(doc uint32) (out Proposed, ok bool) {
	l.articles(doc, doc+1, func(_ uint32, p Proposed) { out, ok = p, true })
	return out, ok
}

// articles calls fn for the documents from first on, before end, that are articles.
func (l *Lookup) articles(first, end uint32, fn func(doc uint32, p Proposed)) {
	b := l.tx.Bucket([]byte("docs"))
	var chunk []byte
	for d := first; d < end; d++ {
		if d == first || d%docsChunk == 0 {
			chunk = b.Get(binary.BigEndian.AppendUint32(nil, d/docsChunk))
		}
		place := int(d%docsChunk) * docSize
		if len(chunk) < place+docSize {
			continue
		}
		p := Proposed{At: int64(binary.BigEndian.Uint64(chunk[place+16:]))}
		if copy(p.id[:], chunk[place:]); p.id != [16]byte{} {
			fn(d, p)
		}
	}
}

// Sum tells what the index holds of an article, in short.
type Sum struct {
	Terms int    // places
	Hash  uint64 // of all of them and the outline, whatever the order
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
		eachPlace(key, raw, func(d, at uint32) {
			if int(d) < len(all) {
				all[d].Add(h, at)
			}
		})
	}
	l.articles(0, uint32(len(all)), func(d uint32, p Proposed) {
		all[d].Hash ^= hash(string(l.Outline(d)))
		out[p.Article()] = all[d]
	})
	return out
}

// Add adds a place of a term with a hash.
func (s *Sum) Add(hash uint64, at uint32) {
	s.Terms++
	s.Hash ^= (hash + uint64(at)) * 0x9e3779b97f4a7c15
}
