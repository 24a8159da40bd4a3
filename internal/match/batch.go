package match

import (
	"cmp"
	"slices"
)

// Batch is articles in a row, of which a Sieve is told where the words of its query
// stand.
type Batch struct {
	s      *Sieve
	size   int
	stands [][]uint64 // of each slot, the articles in which a word stands that may fill it
	all    []placed
}

type placed struct {
	article uint32
	Place
}

// Batch begins a row of so many articles.
func (s *Sieve) Batch(size int) *Batch {
	b := &Batch{s: s, size: size, stands: make([][]uint64, min(len(s.slots), mostSlots))}
	for i := range b.stands {
		b.stands[i] = newBitset(size)
	}
	return b
}

// Add says of a name of the Sieve, by its place in Names, where in an article it
// stands. The places of one article ascend.
func (b *Batch) Add(word int32, article, at uint32) {
	if n := len(b.all); n == 0 || b.all[n-1].article != article || b.all[n-1].Word != word {
		for slots, i := b.s.words[word].slots, 0; slots != 0; slots, i = slots>>1, i+1 {
			if slots&1 != 0 {
				b.stands[i][article>>6] |= 1 << (article & 63)
			}
		}
	}
	b.all = append(b.all, placed{article, Place{word, at}})
}

// Sift calls fn for each article that the query may hit, with the places of its
// words, ascending, which fn does not keep. It does so in the order of the articles.
func (b *Batch) Sift(fn func(article uint32, places []Place) error) error {
	may := b.may(b.s.query.root)
	begin := make([]int32, b.size+1)
	in := func(article uint32) bool { return may == nil || bitset(may).has(int32(article)) }
	for i := range b.all {
		if a := b.all[i].article; in(a) {
			begin[a+1]++
		}
	}
	for a := range b.size {
		begin[a+1] += begin[a]
	}
	places := make([]Place, begin[b.size])
	next := slices.Clone(begin)
	for i := range b.all {
		if a := b.all[i].article; in(a) {
			places[next[a]] = b.all[i].Place
			next[a]++
		}
	}
	for a := range uint32(b.size) {
		if !in(a) {
			continue
		}
		own := places[begin[a]:begin[a+1]]
		ascend(own)
		if !b.s.likely(b.s.query.root, own) {
			continue
		}
		if err := fn(a, own); err != nil {
			return err
		}
	}
	return nil
}

// ascend puts places in the order of the text. There are few of them, and those of
// one word are in order.
func ascend(places []Place) {
	const few = 64
	if len(places) > few {
		slices.SortFunc(places, func(a, b Place) int { return cmp.Compare(a.At, b.At) })
		return
	}
	for i := 1; i < len(places); i++ {
		p, k := places[i], i
		for ; k > 0 && places[k-1].At > p.At; k-- {
			places[k] = places[k-1]
		}
		places[k] = p
	}
}

// may returns the articles that hold what a branch needs, nil for any.
func (b *Batch) may(n node) []uint64 {
	switch n := n.(type) {
	case *and:
		return b.every(n.kids)
	case *near:
		return b.every(n.kids)
	case *scoped:
		return b.may(n.kid)
	case *or:
		out := newBitset(b.size)
		for _, k := range n.kids {
			some := b.may(k)
			if some == nil {
				return nil
			}
			for i := range out {
				out[i] |= some[i]
			}
		}
		return out
	case *phrase:
		var out []uint64
		for i := range n.terms {
			out = meet(out, b.stands[min(b.s.first[n]+i, mostSlots-1)])
		}
		return out
	}
	return nil
}

func (b *Batch) every(kids []node) []uint64 {
	var out []uint64
	for _, k := range kids {
		out = meet(out, b.may(k))
	}
	return out
}

// meet returns what is in both of two sets, of which nil is everything.
func meet(a, b []uint64) []uint64 {
	if a == nil || b == nil {
		return slices.Concat(a, b)
	}
	for i := range a {
		a[i] &= b[i]
	}
	return a
}

// likely reports whether a branch may hit by what stands next to what alone:
// sentences, fields and accents are not looked at.
func (s *Sieve) likely(n node, places []Place) bool {
	likely := func(k node) bool { return s.likely(k, places) }
	switch n := n.(type) {
	case *and:
		return !slices.ContainsFunc(n.kids, func(k node) bool { return !likely(k) })
	case *near:
		return !slices.ContainsFunc(n.kids, func(k node) bool { return !likely(k) })
	case *or:
		return slices.ContainsFunc(n.kids, likely)
	case *scoped:
		return likely(n.kid)
	case *phrase:
		return s.row(n, places)
	}
	return true
}

// row reports whether the words of a phrase stand in a row somewhere.
func (s *Sieve) row(n *phrase, places []Place) bool {
	// In one place there may be a word, what it is joined to, and a sign of numbers.
	first := s.first[n]
	fills := func(p Place, i int) bool { return s.words[p.Word].slots>>min(first+i, mostSlots-1)&1 != 0 }
	for i, p := range places {
		if !fills(p, 0) {
			continue
		}
		rest := places[i+1:]
		met := 1
		for ; met < len(n.terms); met++ {
			from, until := p.At+1, p.At+uint32(met+n.slop)
			if n.slop == 0 {
				from = until
			}
			if !slices.ContainsFunc(rest[:min(len(rest), 3*int(until-p.At)+2)], func(q Place) bool { return q.At >= from && q.At <= until && fills(q, met) }) {
				break
			}
		}
		if met == len(n.terms) {
			return true
		}
	}
	return false
}
