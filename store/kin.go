package store

import (
	"encoding/binary"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// A sketch is what a text is known by, made above and opaque here: numbers that
// a copy of it shares. Those of the last Options.Families are kept in the bucket
// sketches, number -> id, moment, numbers; one in sampled of them is also held in
// memory, by the one writer, to find the texts that share some.
const (
	sampled    = 8  // numbers that this divides are looked up
	frequent   = 40 // texts that share a number, from which on it says nothing
	mostKin    = 12 // texts that are looked at closely
	sketchHead = 24
)

// Kin is a text that shares much with a new one, and the family it belongs to.
type Kin struct {
	Family string      // id of the family
	Head   sada.Record // of the family
	Wire   bool        // the head is the agency's own
	Sketch []uint32    // of the head, or of the text itself when that is no longer kept
}

// kinIndex finds texts by the numbers they share. The zero value is empty.
type kinIndex struct {
	loaded bool
	slots  []uint64 // number<<32 | document + 1; 0 is free
	used   int
	docs   []kinDoc
}

type kinDoc struct {
	sketch uint64 // key in sketches
	at     int64  // seconds since 1970
}

// begin is the slot at which the search for a number begins.
func (x *kinIndex) begin(number uint32) int {
	return int(uint64(number)*0x9e3779b97f4a7c15>>33) & (len(x.slots) - 1)
}

// add puts a text under its numbers. A number that is frequent takes no more.
func (x *kinIndex) add(sketch uint64, at int64, numbers []uint32) {
	doc := uint64(len(x.docs))
	x.docs = append(x.docs, kinDoc{sketch, at})
	for _, n := range numbers {
		if n%sampled != 0 {
			continue
		}
		if (x.used+1)*10 > len(x.slots)*6 {
			x.grow()
		}
		same, i := 0, x.begin(n)
		for ; x.slots[i] != 0 && same <= frequent; i = (i + 1) & (len(x.slots) - 1) {
			if uint32(x.slots[i]>>32) == n {
				same++
			}
		}
		if same <= frequent {
			x.slots[i] = uint64(n)<<32 | (doc + 1)
			x.used++
		}
	}
}

func (x *kinIndex) grow() {
	old := x.slots
	x.slots = make([]uint64, max(1<<12, 2*len(old)))
	for _, s := range old {
		if s == 0 {
			continue
		}
		i := x.begin(uint32(s >> 32))
		for x.slots[i] != 0 {
			i = (i + 1) & (len(x.slots) - 1)
		}
		x.slots[i] = s
	}
}

// texts returns the documents that share a number; often is true when they are
// so many that the number says nothing.
func (x *kinIndex) texts(n uint32, into []uint32) (docs []uint32, often bool) {
	if len(x.slots) == 0 {
		return into, false
	}
	begin := len(into)
	for i := x.begin(n); x.slots[i] != 0; i = (i + 1) & (len(x.slots) - 1) {
		if uint32(x.slots[i]>>32) == n {
			into = append(into, uint32(x.slots[i])-1)
		}
	}
	if len(into)-begin > frequent {
		return into[:begin], true
	}
	return into, false
}

// near lists the documents that share most numbers with a sketch, none older
// than since, the nearest first.
func (x *kinIndex) near(sketch []uint32, since int64) []uint32 {
	shared := map[uint32]int{}
	var space [64]uint32
	for _, n := range sketch {
		if n%sampled != 0 {
			continue
		}
		docs, _ := x.texts(n, space[:0])
		for _, d := range docs {
			if x.docs[d].at >= since {
				shared[d]++
			}
		}
	}
	out := make([]uint32, 0, len(shared))
	for d := range shared {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b uint32) int {
		if shared[a] != shared[b] {
			return shared[b] - shared[a]
		}
		return int(a) - int(b)
	})
	return out[:min(len(out), mostKin)]
}

// often marks the numbers of a sketch that stand in very many texts: those
// looked up that are frequent, and all that stand between two such.
func (x *kinIndex) often(sketch []uint32, into map[uint32]bool) {
	from, before := 0, true
	mark := func(to int, next bool) {
		for _, n := range sketch[from:to] {
			if before && next && (from > 0 || to < len(sketch)) {
				into[n] = true
			}
		}
	}
	for i, n := range sketch {
		if n%sampled != 0 {
			continue
		}
		_, often := x.texts(n, nil)
		mark(i, often)
		if from, before = i, often; often {
			into[n] = true
		}
	}
	mark(len(sketch), true)
}

// loadKin reads the sketches of the window into memory, once.
func (db *DB) loadKin(tx *bolt.Tx, since time.Time) {
	if db.kin.loaded {
		return
	}
	db.kin = kinIndex{loaded: true}
	c := tx.Bucket([]byte("sketches")).Cursor()
	for key, raw := c.First(); key != nil; key, raw = c.Next() {
		if _, at, numbers, ok := readSketch(raw); ok && at >= since.Unix() {
			db.kin.add(toNumber(key), at, numbers)
		}
	}
}

func readSketch(raw []byte) (id string, at int64, numbers []uint32, ok bool) {
	if len(raw) < sketchHead || len(raw)%4 != 0 {
		return "", 0, nil, false
	}
	numbers = make([]uint32, 0, (len(raw)-sketchHead)/4)
	for rest := raw[sketchHead:]; len(rest) > 0; rest = rest[4:] {
		numbers = append(numbers, binary.BigEndian.Uint32(rest))
	}
	return idString(raw[:16]), int64(binary.BigEndian.Uint64(raw[16:])), numbers, true
}

func writeSketch(id string, at time.Time, numbers []uint32) []byte {
	raw := make([]byte, 0, sketchHead+4*len(numbers))
	raw = append(raw, idBytes(id)...)
	raw = binary.BigEndian.AppendUint64(raw, uint64(at.Unix()))
	for _, n := range numbers {
		raw = binary.BigEndian.AppendUint32(raw, n)
	}
	return raw
}
