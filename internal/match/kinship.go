package match

import "slices"

// Kinship is how much two texts share.
type Kinship struct {
	Containment float64 // shared marks in those of the shorter, 0 to 1
	Jaccard     float64 // shared marks in all, 0 to 1
	Close       float64 // shared close marks in all, 0 to 1; 0 when it is not known
	Shorter     int     // marks of the shorter text
	Series      bool    // one frame, filled with other figures or names, or one text under other titles of one outlet
}

// Kin measures what two sketches share. Marks that common calls boilerplate count
// on neither side, unless nearly all of a text is such: then it is the text itself
// that is often repeated.
func Kin(a, b []uint32, common func(mark uint32) bool) Kinship {
	s, t := parted(a), parted(b)
	k, framed := kinOf(s, t, common)
	if k.Shorter < leastMark && common != nil {
		k, framed = kinOf(s, t, nil)
	}
	if k.Containment < farKin {
		return k
	}
	k.Close = closeness(s[1], t[1], framed)
	k.Series = otherFigures(s[2], t[2]) || otherNames(s[3], t[3]) || otherTitle(s[4], t[4])
	return k
}

// farKin is the Containment below which nothing else is looked at.
const farKin = 0.2

// parted parts a sketch. One of an older program has marks alone.
func parted(sketch []uint32) (out [5][]uint32) {
	for i := range out {
		end := slices.Index(sketch, 0)
		if end < 0 {
			out[i] = sketch
			break
		}
		out[i], sketch = sketch[:end], sketch[end+1:]
	}
	return out
}

// frame counts marks that are boilerplate.
type frame struct{ a, b, both int }

func kinOf(s, t [5][]uint32, common func(mark uint32) bool) (Kinship, frame) {
	var f frame
	have := make(map[uint32]bool, len(s[0])) // true for one that counts
	for _, m := range s[0] {
		if have[m] = common == nil || !common(m); !have[m] {
			f.a++
		}
	}
	shared := 0
	for _, m := range t[0] {
		counts, has := have[m]
		switch {
		case common != nil && common(m):
			if f.b++; has {
				f.both++
			}
		case counts:
			shared++
		}
	}
	n, other := len(s[0])-f.a, len(t[0])-f.b
	k := Kinship{Shorter: min(n, other)}
	if k.Shorter > 0 {
		k.Containment = float64(shared) / float64(k.Shorter)
		k.Jaccard = float64(shared) / float64(n+other-shared)
	}
	return k, f
}

// closeness is the share of close marks. Of a frame there are as many of them as
// marks, near enough.
func closeness(a, b []uint32, f frame) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	have := make(map[uint16]bool, 2*len(a))
	n, other, shared := 0, 0, 0
	eachClose(a, func(m uint16) { have[m] = true; n++ })
	eachClose(b, func(m uint16) {
		if other++; have[m] {
			shared++
		}
	})
	n, other, shared = n-f.a, other-f.b, shared-f.both
	if all := n + other - shared; shared > 0 && all > 0 {
		return float64(shared) / float64(all)
	}
	return 0
}

func eachClose(list []uint32, fn func(m uint16)) {
	for _, two := range list {
		for _, m := range []uint16{uint16(two), uint16(two >> 16)} {
			if m != 0 {
				fn(m)
			}
		}
	}
}

// otherFigures reports whether two texts give other figures: a report of every day
// keeps its words and changes these, a copy keeps them or writes them out.
func otherFigures(a, b []uint32) bool {
	fewer := min(len(a), len(b))
	return fewer >= fewFigures && float64(alikeIn(a, b)) < sameFigures*float64(fewer)
}

// otherNames reports whether each of two texts says names twice that the other never
// says: one letter to two presidents.
func otherNames(a, b []uint32) bool {
	return lacks(a, b) >= fewNames && lacks(b, a) >= fewNames
}

// lacks counts the names that a says twice and b never.
func lacks(a, b []uint32) (n int) {
	for _, m := range a {
		if m&1 == 1 && !slices.Contains(b, m) && !slices.Contains(b, m&^1) {
			n++
		}
	}
	return n
}

// otherTitle reports whether one outlet gave one text two titles.
func otherTitle(a, b []uint32) bool {
	if len(a) < 2 || len(b) < 2 || a[0] != b[0] {
		return false
	}
	return 2*alikeIn(a[1:], b[1:]) < min(len(a), len(b))-1
}

// alikeIn counts the numbers of a that b has.
func alikeIn(a, b []uint32) (n int) {
	for _, m := range a {
		if slices.Contains(b, m) {
			n++
		}
	}
	return n
}

// The bounds between copies and distinct texts, as they were measured on
// dispatches: cut copies share .98 of the shorter text and more, two pieces of
// one agency on one event .70 at most; of copies with every twenty-fifth word
// changed .69 of all marks are shared, of those pieces .36. Of the close marks two
// such pieces share .47, and texts with one word in nine changed .52.
const (
	cutCopy     = 0.85 // Containment
	cutWords    = 56   // marks that a cut copy has at least: sixty words
	reworded    = 0.45 // Jaccard
	scattered   = 0.52 // Close
	leastMark   = 8    // marks to judge by
	fewFigures  = 4    // figures of both that say something
	sameFigures = 0.5  // of them, in copies
	fewNames    = 2    // names of each that the other lacks; one may be spelt otherwise
	nearClose   = 0.3  // Close of two copies of one text that both are reworded
	nearCut     = 0.3  // Containment likewise
)

// Copies reports whether two texts are copies of one: the same, one cut or with
// another lead, or lightly reworded.
func (k Kinship) Copies() bool {
	switch {
	case k.Shorter < leastMark || k.Series:
		return false
	case k.Jaccard >= reworded || k.Close >= scattered:
		return true
	}
	return k.Containment >= cutCopy && k.Shorter >= cutWords
}

// Near reports whether two texts share so much that they may be copies of one
// third, which is a copy of both.
func (k Kinship) Near() bool {
	return k.Shorter >= leastMark && !k.Series && (k.Close >= nearClose || k.Containment >= nearCut)
}
