package match

import (
	"math/bits"
	"reflect"
	"slices"

	"sada"
)

// Set is many queries made ready to be asked together. It answers as each of
// its queries would, but asks only those whose words the document holds. It
// never changes and is safe for use by many goroutines.
type Set struct {
	roots    []node
	words    map[string]int32 // a folded word, to its number
	prefixes prefixes
	size     int // numbers given to words, prefixes and groups of them

	groups   lists[int32]  // by the number of a word: the groups that it fulfils
	anchored lists[anchor] // by number: the queries that rest on it
	needs    lists[int32]  // by query: what else must stand, beside the anchor
	rest     bitset        // queries that rest on no word, and are always asked
}

// anchor is a query that rests on a word, with another that it needs as well,
// -1 for none.
type anchor struct{ query, also int32 }

// Answer is one query of a Set that a document answers.
type Answer struct {
	Query int // its place in the list that the Set was made of, from 0
	Hits  []sada.Hit
}

// NewSet makes a Set of queries. A query may stand in it more than once.
func NewSet(queries []*Query) *Set {
	wanted := make([]Need, len(queries))
	for i, q := range queries {
		wanted[i] = q.Need()
	}
	b := newBuilder(wanted)
	s := &Set{words: b.words, prefixes: newPrefixes(b.prefixes), rest: newBitset(len(queries)), roots: make([]node, len(queries))}
	all := sharing{builder: b, leaves: map[string][]twin{}}
	anchors, needs := newPairs[anchor](len(queries)), newPairs[int32](len(queries))
	for i, q := range queries {
		s.roots[i] = all.share(q.root)
		list := b.needs(wanted[i])
		if len(list) == 0 {
			s.rest.add(int32(i))
			continue
		}
		a := anchor{int32(i), -1}
		if len(list) > 1 {
			a.also = list[1]
		}
		anchors.add(list[0], a)
		for _, n := range list[min(2, len(list)):] {
			needs.add(int32(i), n)
		}
	}
	s.size = len(b.weights)
	s.anchored, s.needs = anchors.lists(s.size), needs.lists(len(queries))
	members := newPairs[int32](0)
	for group, words := range b.members {
		for _, n := range words {
			members.add(n, group)
		}
	}
	s.groups = members.lists(s.size)
	return s
}

// sharing makes the branches of a set out of those of its queries.
type sharing struct {
	*builder
	leaves map[string][]twin // by how they are written

	kids   arena[node]
	ands   arena[and]
	ors    arena[or]
	nears  arena[near]
	nots   arena[not]
	scopes arena[scoped]
}

// twin is a leaf of a query, and that of the set.
type twin struct{ from, to *phrase }

// share copies a branch so that leaves which are alike are one, in all queries.
// The text of a branch above them is of no use in a set.
func (s *sharing) share(n node) node {
	each := func(kids []node) []node {
		out := s.kids.take(len(kids))
		for i, k := range kids {
			out[i] = s.share(k)
		}
		return out
	}
	switch n := n.(type) {
	case *phrase:
		return s.one(n)
	case *and:
		c := s.ands.one(*n)
		c.text, c.kids = "", each(n.kids)
		return c
	case *or:
		c := s.ors.one(*n)
		c.text, c.kids = "", each(n.kids)
		return c
	case *near:
		c := s.nears.one(*n)
		c.text, c.kids = "", each(n.kids)
		return c
	case *not:
		c := s.nots.one(*n)
		c.text, c.kid = "", s.share(n.kid)
		return c
	case *scoped:
		c := s.scopes.one(*n)
		c.text, c.kid = "", s.share(n.kid)
		return c
	}
	return n
}

func (s *sharing) one(n *phrase) *phrase {
	for _, t := range s.leaves[n.text] {
		if reflect.DeepEqual(t.from, n) {
			return t.to
		}
	}
	c := *n
	c.needs = s.needs(needOf(n))
	s.leaves[n.text] = append(s.leaves[n.text], twin{n, &c})
	return &c
}

// Match asks a document every query and returns those that hit, in the order of
// the list, with what Query.Match says of each.
func (s *Set) Match(d *Document) []Answer {
	var out []Answer
	var r *reading
	s.propose(d, func(i int, present bitset) {
		if r == nil {
			r = newReading(d, present)
		}
		if hits, ok := r.ask(s.roots[i]); ok {
			out = append(out, Answer{i, hits})
		}
	})
	return out
}

// propose calls ask with each query that the words of a document do not rule
// out, in order, and with the numbers of the words that are present.
func (s *Set) propose(d *Document, ask func(i int, present bitset)) {
	present, found := newBitset(s.size), make([]int32, 0, 256)
	note := func(n int32) {
		if !present.add(n) {
			return
		}
		found = append(found, n)
		for _, g := range s.groups.of(n) {
			if present.add(g) {
				found = append(found, g)
			}
		}
	}
	for _, form := range d.forms {
		if n, ok := s.words[form]; ok {
			note(n)
		}
		s.prefixes.of(form, note)
	}
	candidates := slices.Clone(s.rest)
	for _, n := range found {
		for _, a := range s.anchored.of(n) {
			if a.also < 0 || present.has(a.also) {
				candidates.add(a.query)
			}
		}
	}
	for w, word := range candidates {
		for ; word != 0; word &= word - 1 {
			i := int32(w<<6 + bits.TrailingZeros64(word))
			if present.all(s.needs.of(i)) {
				ask(int(i), present)
			}
		}
	}
}
