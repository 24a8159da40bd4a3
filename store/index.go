package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// indexFile holds the search index: a file of its own, which may be lost and is
// then made anew. Its buckets, with d a document's number of four bytes:
//
//	meta   stamp, upto (sequence number of the last capture that it knows), next
//	ids    id                  -> d, version
//	docs   number of a chunk   -> 256 times id and time; no id for a dead one
//	outlines  d                -> what is kept of the document beside its terms
//	terms  term 0 d            -> documents from d on, each with the places of the term
//	forms  form 0 term         -> nothing: the term is looked up under this form too
//
// A list of places is made of numbers. An odd one begins a document: doubled, how
// much it is more than the document before, and the first place follows. An even
// one is, doubled, how much the next place is more than the one before.
const indexFile = "search.db"

// Entry is one article on its way into the index.
type Entry struct {
	Article string
	Version int
	At      time.Time // the newer is found first
	Terms   []int32   // by their places in the names that Index is told, in the order of the text
	Places  []uint32  // of each of Terms, where in the text it stands
	Outline []byte    // whatever is to be kept of it beside
}

// Proposed is an article that the index proposes.
type Proposed struct {
	At int64 // seconds since 1970; the newer is found first
	id [16]byte
}

// Propose proposes an article that the index does not know.
func Propose(article string, at time.Time) Proposed {
	return Proposed{At: at.Unix(), id: idKey(article)}
}

// Article is the id of the article.
func (p *Proposed) Article() string { return idString(p.id[:]) }

// Later reports whether an article came to the archive after another.
func (p *Proposed) Later(than *Proposed) bool { return bytes.Compare(p.id[:], than.id[:]) > 0 }

// index is the file of the search index, opened when it is first asked for.
type index struct {
	mu sync.Mutex // one writer
	db *bolt.DB
}

// The chunks of documents, and the size from which a list of numbers is
// continued under another key.
const (
	docSize, docsChunk = 24, 256
	longList           = 1000
)

// openIndex opens the file; one that is damaged is made anew. An archive that is
// only read gives nil for one that is not there or cannot be used.
func (db *DB) openIndex() (*bolt.DB, error) {
	db.index.mu.Lock()
	defer db.index.mu.Unlock()
	if db.index.db != nil {
		return db.index.db, nil
	}
	path := filepath.Join(db.dir, indexFile)
	if info, err := os.Stat(path); db.o.ReadOnly && (err != nil || info.Size() == 0) {
		return nil, nil
	}
	f, err := openFile(path, db.o.ReadOnly)
	if errors.Is(err, sada.ErrDamaged) && db.o.ReadOnly {
		return nil, nil
	}
	if errors.Is(err, sada.ErrDamaged) {
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("making the search index anew: %w", err)
		}
		f, err = openFile(path, false)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the search index: %w", err)
	}
	db.index.db = f
	return f, nil
}

func (db *DB) closeIndex() error {
	db.index.mu.Lock()
	defer db.index.mu.Unlock()
	if db.index.db == nil {
		return nil
	}
	err := db.index.db.Close()
	db.index.db = nil
	return err
}

// Indexed tells how far the index of a stamp follows the archive: the sequence
// number of the last capture that it knows, 0 when it has another stamp.
func (db *DB) Indexed(stamp string) (upto uint64, err error) {
	err = db.indexView(func(tx *bolt.Tx) error {
		if stampedAs(tx, stamp) {
			upto = toNumber(tx.Bucket([]byte("meta")).Get([]byte("upto")))
		}
		return nil
	})
	return upto, err
}

// indexView calls fn with a state of the index, nil where there is none.
func (db *DB) indexView(fn func(tx *bolt.Tx) error) error {
	f, err := db.openIndex()
	if err != nil {
		return err
	}
	if f == nil {
		return fn(nil)
	}
	return db.guard(func() error { return f.View(fn) })
}

// stampedAs reports whether there is an index and it has the given stamp.
func stampedAs(tx *bolt.Tx, stamp string) bool {
	if tx == nil {
		return false
	}
	m := tx.Bucket([]byte("meta"))
	return m != nil && string(m.Get([]byte("stamp"))) == stamp
}

func toNumber(raw []byte) uint64 {
	if len(raw) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(raw)
}

// Changed lists the articles of which captures were kept after a sequence
// number, at most limit captures on, and the number of the last one looked at.
func (db *DB) Changed(after uint64, limit int) (articles []string, upto uint64, err error) {
	upto = after
	seen := map[string]bool{}
	err = db.view(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte("captures")).Cursor()
		for key, raw := c.Seek(number(after + 1)); key != nil && limit > 0; key, raw = c.Next() {
			upto = toNumber(key)
			limit--
			var r struct {
				Article idText `json:"a"`
			}
			if err := decode(raw, &r); errors.Is(err, sada.ErrDamaged) {
				db.meet(fmt.Errorf("capture %d: %w", upto, err))
				continue
			} else if err != nil {
				return err
			}
			if id := string(r.Article); id != "" && !seen[id] {
				seen[id] = true
				articles = append(articles, id)
			}
		}
		return nil
	})
	return articles, upto, err
}

// Last is the sequence number of the newest capture.
func (db *DB) Last() (seq uint64, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		seq = tx.Bucket([]byte("captures")).Sequence()
		return nil
	})
	return seq, err
}

// IndexedVersion tells which version of an article the index of a stamp holds, 0
// for none.
func (db *DB) IndexedVersion(stamp, article string) (version int, err error) {
	err = db.indexView(func(tx *bolt.Tx) error {
		if !stampedAs(tx, stamp) {
			return nil
		}
		if raw := tx.Bucket([]byte("ids")).Get(idBytes(article)); len(raw) == 8 {
			version = int(binary.BigEndian.Uint32(raw[4:]))
		}
		return nil
	})
	return version, err
}

func prepareIndex(tx *bolt.Tx, stamp string) error {
	if m := tx.Bucket([]byte("meta")); m != nil && string(m.Get([]byte("stamp"))) == stamp {
		return nil
	}
	for _, name := range []string{"meta", "ids", "docs", "outlines", "terms", "forms"} {
		if err := tx.DeleteBucket([]byte(name)); err != nil && tx.Bucket([]byte(name)) != nil {
			return err
		}
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	return tx.Bucket([]byte("meta")).Put([]byte("stamp"), []byte(stamp))
}

// docChunks writes documents into their chunks, each chunk once where they follow
// one another.
type docChunks struct {
	bucket *bolt.Bucket
	held   bool
	n      uint32 // of the chunk
	chunk  []byte
}

// set says what a document is; a nil id makes it a dead one.
func (c *docChunks) set(doc uint32, id []byte, at time.Time) error {
	if n := doc / docsChunk; !c.held || n != c.n {
		if err := c.write(); err != nil {
			return err
		}
		c.held, c.n = true, n
		c.chunk = bytes.Clone(c.bucket.Get(binary.BigEndian.AppendUint32(nil, n)))
	}
	place := int(doc%docsChunk) * docSize
	if len(c.chunk) < place+docSize {
		c.chunk = append(c.chunk, make([]byte, place+docSize-len(c.chunk))...)
	}
	clear(c.chunk[place : place+docSize])
	if len(id) == 16 {
		copy(c.chunk[place:], id)
		binary.BigEndian.PutUint64(c.chunk[place+16:], uint64(at.Unix()))
	}
	return nil
}

// write writes the chunk that is held.
func (c *docChunks) write() error {
	if !c.held {
		return nil
	}
	return c.bucket.Put(binary.BigEndian.AppendUint32(nil, c.n), c.chunk)
}

// addList continues the list of a term: with doc, and what is behind its number in
// more. It reports whether the term is new.
func addList(b *bolt.Bucket, term string, doc uint32, more []byte) (first bool, err error) {
	prefix := append([]byte(term), 0)
	key := append(bytes.Clone(prefix), 0xff, 0xff, 0xff, 0xff)
	c := b.Cursor()
	last, raw := c.Seek(key)
	if last == nil {
		last, raw = c.Last()
	} else if !bytes.Equal(last, key) {
		last, raw = c.Prev()
	}
	first = len(last) != len(key) || !bytes.HasPrefix(last, prefix)
	l := listWriter{bucket: b, key: binary.BigEndian.AppendUint32(bytes.Clone(prefix), doc), doc: doc}
	if !first && len(raw) < longList {
		l.key, l.list = bytes.Clone(last), bytes.Clone(raw)
		eachPlace(last, raw, func(d, _ uint32) { l.doc = d })
	}
	return first, l.continued(doc, more)
}

// listWriter writes a list under as many keys as it needs.
type listWriter struct {
	bucket    *bolt.Bucket
	key, list []byte
	doc       uint32 // the last of list
}

func (l *listWriter) continued(doc uint32, more []byte) error {
	l.list = binary.AppendUvarint(l.list, uint64(doc-l.doc)<<1|1)
	begun := 0 // of more, what is behind the number of a document
	for i := 0; i < len(more); {
		n, size := binary.Uvarint(more[i:])
		if i == 0 || n&1 == 0 { // a place
			i += size
			continue
		}
		l.list = append(l.list, more[begun:i]...)
		doc += uint32(n >> 1)
		if begun = i + size; len(l.list) < longList {
			l.list = append(l.list, more[i:begun]...)
		} else {
			if err := l.bucket.Put(l.key, l.list); err != nil {
				return err
			}
			l.key = binary.BigEndian.AppendUint32(bytes.Clone(l.key[:len(l.key)-4]), doc)
			l.list = []byte{1}
		}
		_, first := binary.Uvarint(more[begun:])
		i = begun + first
	}
	return l.bucket.Put(l.key, append(l.list, more[begun:]...))
}

// eachPlace calls fn for each place under one key, with its document.
func eachPlace(key, raw []byte, fn func(doc, at uint32)) {
	if len(key) < 4 {
		return
	}
	doc, at := binary.BigEndian.Uint32(key[len(key)-4:]), uint32(0)
	for i := 0; i < len(raw); {
		n, size := uvarint(raw[i:])
		if size <= 0 {
			return
		}
		i += size
		if n&1 == 0 {
			at += uint32(n >> 1)
		} else {
			doc += uint32(n >> 1)
			if n, size = uvarint(raw[i:]); size <= 0 {
				return
			}
			i += size
			at = uint32(n)
		}
		fn(doc, at)
	}
}

// uvarint is binary.Uvarint, which is not inlined; most numbers have one byte.
func uvarint(raw []byte) (uint64, int) {
	if len(raw) > 0 && raw[0] < 0x80 {
		return uint64(raw[0]), 1
	}
	return binary.Uvarint(raw)
}
