package store

import (
	"encoding/binary"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"
)

// A sketch is what a text is known by, made above and opaque here but for this: up
// to the first zero it is numbers that a copy of the text shares. Those of the last
// Options.Families are kept in the bucket sketches, number -> id, moment, numbers;
// some of them, of short texts all, are also held in memory, by the one writer, to
// find the texts that share some.
const (
	fewNumbers = 64  // numbers of a text that are all looked up; of one twice as long every second
	coarsest   = 8   // of a long text, every eighth
	frequent   = 40  // texts that share a number, from which on it says nothing
	leastShare = .1  // of the numbers of the shorter text, by those looked up, for two texts to be compared
	rareShare  = .25 // of the numbers looked up that are not frequent, below which the text itself is what is often repeated
	sketchHead = 24
)

// kinIndex finds texts by the numbers they share. The zero value is empty.
type kinIndex struct {
	loaded bool
	slots  []uint64 // number<<32 | document + 1; 0 is free
	used   int
	docs   []kinDoc
}

type kinDoc struct {
	sketch uint64 // key in sketches, which ascends
	at     int64  // seconds since 1970; gone for one that has a newer version
	size   uint32 // its numbers
}

// gonePast is older than any window.
const gonePast = -1 << 62

// lookedUp are the numbers of a sketch that are looked up, and how many it has.
func lookedUp(sketch []uint32) (numbers []uint32, rate uint32) {
	rate = 1
	if end := slices.Index(sketch, 0); end >= 0 {
		sketch = sketch[:end]
	}
	for ; rate < coarsest && len(sketch) >= fewNumbers*int(rate); rate *= 2 {
	}
	return sketch, rate
}

// begin is the slot at which the search for a number begins.
func (x *kinIndex) begin(number uint32) int {
	return int(uint64(number)*0x9e3779b97f4a7c15>>33) & (len(x.slots) - 1)
}

// add puts a text under its numbers and returns those that became frequent by it.
// Of a frequent number the latest texts are known.
func (x *kinIndex) add(sketch uint64, at, since int64, numbers []uint32) (risen []uint32) {
	doc := uint32(len(x.docs))
	numbers, rate := lookedUp(numbers)
	x.docs = append(x.docs, kinDoc{sketch, at, uint32(len(numbers))})
	for _, n := range numbers {
		if n%rate != 0 {
			continue
		}
		if (x.used+1)*10 > len(x.slots)*6 {
			x.grow()
		}
		if x.put(n, doc, since) {
			risen = append(risen, n)
		}
	}
	return risen
}

// put puts a text under a number, in the place of the oldest when there are enough.
func (x *kinIndex) put(n, doc uint32, since int64) (risen bool) {
	same, alive, oldest, i := 0, 0, -1, x.begin(n)
	for ; x.slots[i] != 0; i = (i + 1) & (len(x.slots) - 1) {
		if uint32(x.slots[i]>>32) != n {
			continue
		}
		same++
		if d := uint32(x.slots[i]) - 1; x.docs[d].at >= since {
			alive++
		}
		if oldest < 0 || x.before(i, oldest) {
			oldest = i
		}
	}
	if same > frequent {
		risen = alive == frequent
		i = oldest
	} else {
		risen = alive == frequent
		x.used++
	}
	x.slots[i] = uint64(n)<<32 | uint64(doc+1)
	return risen
}

// before reports whether the text of one slot goes before that of another: it is
// gone, or older.
func (x *kinIndex) before(i, k int) bool {
	a, b := uint32(x.slots[i])-1, uint32(x.slots[k])-1
	if x.docs[a].at == gonePast || x.docs[b].at == gonePast {
		return x.docs[a].at == gonePast && x.docs[b].at != gonePast
	}
	return a < b
}

// drop takes out a text that has a newer version.
func (x *kinIndex) drop(sketch uint64) {
	i, found := slices.BinarySearchFunc(x.docs, sketch, func(d kinDoc, s uint64) int {
		switch {
		case d.sketch < s:
			return -1
		case d.sketch > s:
			return 1
		}
		return 0
	})
	if found {
		x.docs[i].at = gonePast
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

// texts returns the documents of the window that share a number; often is true when
// they are so many that the number says nothing.
func (x *kinIndex) texts(n uint32, since int64, into []uint32) (docs []uint32, often bool) {
	if len(x.slots) == 0 {
		return into, false
	}
	begin := len(into)
	for i := x.begin(n); x.slots[i] != 0; i = (i + 1) & (len(x.slots) - 1) {
		if uint32(x.slots[i]>>32) != n {
			continue
		}
		if d := uint32(x.slots[i]) - 1; x.docs[d].at >= since {
			into = append(into, d)
		}
	}
	return into, len(into)-begin > frequent
}

// near lists the documents that share so many numbers with a sketch that they are
// to be compared, in the order in which they came.
func (x *kinIndex) near(sketch []uint32, since int64) []uint32 {
	numbers, rate := lookedUp(sketch)
	shared, all := map[uint32]int{}, map[uint32]int{}
	var space [frequent + 2]uint32
	looked, rare := 0, 0
	for _, n := range numbers {
		if n%rate != 0 {
			continue
		}
		looked++
		docs, often := x.texts(n, since, space[:0])
		if !often {
			rare++
			for _, d := range docs {
				shared[d]++
			}
		}
		for _, d := range docs {
			if often {
				all[d]++
			}
		}
	}
	if float64(rare) < rareShare*float64(looked) {
		for d, n := range all {
			shared[d] += n
		}
	}
	var out []uint32
	for d, n := range shared {
		shorter, coarser := min(uint32(len(numbers)), x.docs[d].size), max(rate, x.docs[d].rate())
		if float64(uint32(n)*coarser) >= leastShare*float64(shorter) {
			out = append(out, d)
		}
	}
	slices.Sort(out)
	return out
}

// rate is how many of its numbers there are for one that is looked up.
func (d *kinDoc) rate() (rate uint32) {
	for rate = 1; rate < coarsest && d.size >= fewNumbers*rate; rate *= 2 {
	}
	return rate
}

// often marks the numbers of a sketch that stand in very many texts: those
// looked up that are frequent, and all that stand between two such.
func (x *kinIndex) often(sketch []uint32, since int64, into map[uint32]bool) {
	numbers, rate := lookedUp(sketch)
	var space [frequent + 2]uint32
	from, before := 0, true
	mark := func(to int, next bool) {
		for _, n := range numbers[from:to] {
			if before && next && (from > 0 || to < len(numbers)) {
				into[n] = true
			}
		}
	}
	for i, n := range numbers {
		if n%rate != 0 {
			continue
		}
		_, often := x.texts(n, since, space[:0])
		mark(i, often)
		if from, before = i, often; often {
			into[n] = true
		}
	}
	mark(len(numbers), true)
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
			db.kin.add(toNumber(key), at, since.Unix(), numbers)
		}
	}
}

// sketchOf reads a sketch by its key; ok is false for one that is not kept any more.
func sketchOf(tx *bolt.Tx, n uint64) (id string, numbers []uint32, ok bool) {
	if n == 0 {
		return "", nil, false
	}
	id, _, numbers, ok = readSketch(tx.Bucket([]byte("sketches")).Get(number(n)))
	return id, numbers, ok
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
