package match

import (
	"hash/fnv"

	"sada/internal/words"
)

// shingle is how many words in a row make one mark of a text.
const shingle = 5

// Sketch returns the marks of the text by which copies of it are known: a hash of
// every five words in a row, in the order of the text, each once. What stands
// around the body is left out, and so is a paragraph that repeats one before it.
func (d *Document) Sketch() []uint32 {
	var out []uint32
	seen, paragraphs := map[uint32]bool{}, map[uint64]bool{}
	var last [shingle]uint64
	n := 0
	for _, p := range d.parts {
		if p.name != "text" {
			continue
		}
		for rest := d.tokens[p.first : p.first+p.tokens]; len(rest) > 0; {
			paragraph, whole := hashed(rest)
			if rest = rest[len(paragraph):]; paragraphs[whole] {
				continue
			}
			paragraphs[whole] = true
			for _, h := range paragraph {
				copy(last[:], last[1:])
				last[shingle-1] = h
				if n++; n < shingle {
					continue
				}
				if s := mix(&last); !seen[s] {
					seen[s] = true
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// hashed returns the hash of each word of the first paragraph, and one of it all.
func hashed(tokens []words.Token) (paragraph []uint64, whole uint64) {
	for i := range tokens {
		if tokens[i].Paragraph != tokens[0].Paragraph {
			break
		}
		h := hashOf(tokens[i].Key)
		paragraph = append(paragraph, h)
		whole = (whole ^ h) * 1099511628211
	}
	return paragraph, whole
}

func hashOf(key string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(key))
	return h.Sum64()
}

// mix makes one mark of the hashes of words in a row.
func mix(words *[shingle]uint64) uint32 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		h = (h ^ w) * 1099511628211
		h ^= h >> 29
	}
	return uint32(h>>32) ^ uint32(h)
}

// Kinship is how much two texts share, over their marks.
type Kinship struct {
	Containment float64 // shared marks in those of the shorter, 0 to 1
	Jaccard     float64 // shared marks in all, 0 to 1
	Shorter     int     // marks of the shorter text
}

// Kin measures what two sketches share. Marks that common calls boilerplate
// count on neither side.
func Kin(a, b []uint32, common func(mark uint32) bool) Kinship {
	have := make(map[uint32]bool, len(a))
	n := 0
	for _, m := range a {
		if common == nil || !common(m) {
			have[m] = true
			n++
		}
	}
	shared, other := 0, 0
	for _, m := range b {
		if common != nil && common(m) {
			continue
		}
		if other++; have[m] {
			shared++
		}
	}
	k := Kinship{Shorter: min(n, other)}
	if k.Shorter > 0 {
		k.Containment = float64(shared) / float64(k.Shorter)
		k.Jaccard = float64(shared) / float64(n+other-shared)
	}
	return k
}

// The bounds between copies and distinct texts, as they were measured on
// dispatches: cut copies share .98 of the shorter text and more, two pieces of
// one agency on one event .70 at most; of copies with every twenty-fifth word
// changed .69 of all marks are shared, of those pieces .36.
const (
	cutCopy   = 0.85 // Containment
	cutWords  = 56   // marks that a cut copy has at least: sixty words
	reworded  = 0.45 // Jaccard
	leastMark = 8    // marks to judge by
)

// Copies reports whether two texts are copies of one: the same, one cut or with
// another lead, or lightly reworded.
func (k Kinship) Copies() bool {
	switch {
	case k.Shorter < leastMark:
		return false
	case k.Jaccard >= reworded:
		return true
	}
	return k.Containment >= cutCopy && k.Shorter >= cutWords
}
