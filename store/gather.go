package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

const (
	// enoughDocs, enoughTerms and enoughBytes are how much is gathered before it is
	// put into the index: each time, the lists of nearly all words are written anew.
	enoughDocs  = 24000
	enoughTerms = 1 << 20
	enoughBytes = 32 << 20
	// someTerms is how many terms one transaction of the index takes, so that the
	// pages it holds in memory stay few.
	someTerms = 6000
	// denseLists is how full the pages of lists are made: many lists only grow again
	// when thousands of articles have come.
	denseLists = .85
)

// Gathered is articles on their way into the index, by term. The zero value holds
// none; it is not safe for use by several goroutines.
type Gathered struct {
	docs  []gatheredDoc
	lists []gatheredList // by the place of the term
	terms int            // lists that hold something
	bytes int            // of the lists, about
}

type gatheredDoc struct {
	id      [16]byte
	version uint32
	at      time.Time
	outline []byte
}

// gatheredList is the documents and places of a term, as a list has them, save for
// the number of the first document.
type gatheredList struct {
	any              bool
	first, last, lay uint32 // the first and the last document, and the last place
	more             []byte
}

// Add takes an article.
func (g *Gathered) Add(e Entry) {
	doc := uint32(len(g.docs))
	g.docs = append(g.docs, gatheredDoc{idKey(e.Article), uint32(e.Version), e.At, bytes.Clone(e.Outline)})
	g.bytes += len(e.Outline)
	for i, t := range e.Terms {
		if missing := int(t) - len(g.lists) + 1; missing > 0 {
			g.lists = append(g.lists, make([]gatheredList, missing)...)
		}
		l, at := &g.lists[t], e.Places[i]
		before := len(l.more)
		switch {
		case !l.any:
			*l = gatheredList{any: true, first: doc}
			g.terms++
			l.more = binary.AppendUvarint(l.more, uint64(at))
		case l.last != doc:
			l.more = binary.AppendUvarint(l.more, uint64(doc-l.last)<<1|1)
			l.more = binary.AppendUvarint(l.more, uint64(at))
		default:
			l.more = binary.AppendUvarint(l.more, uint64(at-l.lay)<<1)
		}
		l.last, l.lay = doc, at
		g.bytes += len(l.more) - before
	}
}

// Enough reports whether it is time to put into the index what was gathered, here
// and in others like it.
func Enough(all ...Gathered) bool {
	docs, terms, bytes := 0, 0, 0
	for i := range all {
		docs, terms, bytes = docs+len(all[i].docs), terms+all[i].terms, bytes+all[i].bytes
	}
	return docs >= enoughDocs || terms >= enoughTerms || bytes >= enoughBytes
}

// Index puts into the index what was gathered, and notes how far it follows the
// archive now; name tells the term of a place in one of the Gathered, and forms
// under what else a term is looked up. An index of another stamp is emptied first. It takes several transactions: until the last,
// the documents have numbers that lead nowhere.
func (db *DB) Index(stamp string, upto uint64, all []Gathered, name func(part int, place int32) string, forms func(term string) []string) error {
	if db.o.ReadOnly {
		return fmt.Errorf("indexing: %w", sada.ErrReadOnly)
	}
	f, err := db.openIndex()
	if err != nil {
		return err
	}
	db.index.mu.Lock()
	defer db.index.mu.Unlock()
	p := newPutting(all, name)
	p.forms = forms
	for done := false; !done && err == nil; {
		err = db.guard(func() error {
			return f.Update(func(tx *bolt.Tx) error {
				if err := p.some(tx, stamp); err != nil {
					return err
				}
				if done = len(p.rest) == 0; !done {
					return nil
				}
				if err := p.name(tx); err != nil {
					return err
				}
				return tx.Bucket([]byte("meta")).Put([]byte("upto"), number(upto))
			})
		})
	}
	return wrapDisk("indexing", err)
}

// putting is what was gathered, on its way into the index.
type putting struct {
	all      []Gathered
	numbered bool
	first    []uint32 // of each of all, the number of its first document
	rest     []partTerm
	forms    func(term string) []string
}

// partTerm is a term of one of the Gathered.
type partTerm struct {
	term  string
	part  int
	place int32
}

func newPutting(all []Gathered, name func(part int, place int32) string) *putting {
	p := &putting{all: all}
	for part := range all {
		for place := range all[part].lists {
			if all[part].lists[place].any {
				p.rest = append(p.rest, partTerm{name(part, int32(place)), part, int32(place)})
			}
		}
	}
	slices.SortFunc(p.rest, func(a, b partTerm) int {
		return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.part, b.part))
	})
	return p
}

// some puts the lists of the next terms. At first it sets numbers aside for the
// documents.
func (p *putting) some(tx *bolt.Tx, stamp string) error {
	if !p.numbered {
		if err := prepareIndex(tx, stamp); err != nil {
			return err
		}
		meta := tx.Bucket([]byte("meta"))
		next := toNumber(meta.Get([]byte("next")))
		for i := range p.all {
			p.first = append(p.first, uint32(next))
			next += uint64(len(p.all[i].docs))
		}
		p.numbered = true
		if err := meta.Put([]byte("next"), number(next)); err != nil {
			return err
		}
	}
	for range min(someTerms, len(p.rest)) {
		if err := p.put(tx, p.rest[0]); err != nil {
			return err
		}
		p.rest = p.rest[1:]
	}
	return nil
}

// put puts the list of one term, and the forms of a new one.
func (p *putting) put(tx *bolt.Tx, t partTerm) error {
	if len(t.term) > bolt.MaxKeySize/4 {
		return nil // no word
	}
	l := &p.all[t.part].lists[t.place]
	terms, forms := tx.Bucket([]byte("terms")), tx.Bucket([]byte("forms"))
	terms.FillPercent, forms.FillPercent = denseLists, denseLists
	first, err := addList(terms, t.term, p.first[t.part]+l.first, l.more)
	l.more = nil
	if err != nil || !first {
		return err
	}
	for _, form := range p.forms(t.term) {
		if err := forms.Put([]byte(form+"\x00"+t.term), nil); err != nil {
			return err
		}
	}
	return nil
}

// name says what the documents are. Of an article that was gathered twice the
// newer version stays.
func (p *putting) name(tx *bolt.Tx) error {
	ids := tx.Bucket([]byte("ids"))
	chunks := docChunks{bucket: tx.Bucket([]byte("docs"))}
	outlines := tx.Bucket([]byte("outlines"))
	outlines.FillPercent = 1 // keys only grow
	for part := range p.all {
		for i, d := range p.all[part].docs {
			doc := p.first[part] + uint32(i)
			if raw := ids.Get(d.id[:]); len(raw) == 8 {
				if binary.BigEndian.Uint32(raw[4:]) > d.version {
					continue
				}
				if err := chunks.set(binary.BigEndian.Uint32(raw), nil, time.Time{}); err != nil {
					return err
				}
			}
			if err := chunks.set(doc, d.id[:], d.at); err != nil {
				return err
			}
			if err := outlines.Put(binary.BigEndian.AppendUint32(nil, doc), d.outline); err != nil {
				return err
			}
			if err := ids.Put(d.id[:], binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, doc), d.version)); err != nil {
				return err
			}
		}
	}
	return chunks.write()
}
