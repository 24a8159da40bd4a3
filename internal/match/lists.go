package match

import "slices"

// lists are many short lists in one.
type lists[T any] struct {
	from []int32 // list n is all[from[n]:from[n+1]]
	all  []T
}

func (l *lists[T]) of(n int32) []T { return l.all[l.from[n]:l.from[n+1]] }

// pairs are what lists are made of.
type pairs[T any] struct {
	of    []int32
	value []T
}

func newPairs[T any](size int) *pairs[T] {
	return &pairs[T]{make([]int32, 0, size), make([]T, 0, size)}
}

func (p *pairs[T]) add(list int32, value T) {
	p.of, p.value = append(p.of, list), append(p.value, value)
}

func (p *pairs[T]) lists(size int) lists[T] {
	l := lists[T]{from: make([]int32, size+1), all: make([]T, len(p.of))}
	for _, n := range p.of {
		l.from[n+1]++
	}
	for n := range size {
		l.from[n+1] += l.from[n]
	}
	next := slices.Clone(l.from)
	for i, n := range p.of {
		l.all[next[n]] = p.value[i]
		next[n]++
	}
	return l
}

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(size int) bitset { return make(bitset, (size+63)/64) }

// add reports whether n is new.
func (b bitset) add(n int32) bool {
	w, bit := n>>6, uint64(1)<<(n&63)
	if b[w]&bit != 0 {
		return false
	}
	b[w] |= bit
	return true
}

func (b bitset) has(n int32) bool { return b[n>>6]&(1<<(n&63)) != 0 }

// all reports whether every one of some numbers is in the set.
func (b bitset) all(list []int32) bool {
	for _, n := range list {
		if !b.has(n) {
			return false
		}
	}
	return true
}

// arena hands out room for many small things from few large pieces: the
// collector looks at each piece and not at each thing.
type arena[T any] struct{ free []T }

func (a *arena[T]) take(n int) []T {
	if n > len(a.free) {
		a.free = make([]T, max(n, 512))
	}
	out := a.free[:n:n]
	a.free = a.free[n:]
	return out
}

func (a *arena[T]) one(v T) *T {
	room := a.take(1)
	room[0] = v
	return &room[0]
}
