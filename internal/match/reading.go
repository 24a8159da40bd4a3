package match

import (
	"cmp"
	"slices"

	"sada"
	"sada/internal/words"
)

// reading is a document that one query, or many in turn, are asked of. It is
// for one goroutine.
type reading struct {
	*Document
	present   bitset            // of a Set: the numbers of the words that the document holds
	cached    map[leafIn][]span // nil: a single query, whose leaves are not asked for twice
	sentences map[int32][2]int  // by the first token of a hit
	found     []hit             // room to gather hits in
	shown     []sada.Hit        // room to write them out in
}

// leafIn is a leaf asked of a field.
type leafIn struct {
	leaf  *phrase
	scope field
}

// newReading makes a document ready for many queries: what several of them ask
// is looked up once, and what is not present not at all.
func newReading(d *Document, present bitset) *reading {
	return &reading{Document: d, present: present, cached: make(map[leafIn][]span, 16), sentences: map[int32][2]int{}}
}

// hit is one place where a leaf hits: a run of tokens of one part.
type hit struct {
	leaf *phrase
	span
}

// ask asks a query, by its root.
func (d *reading) ask(root node) ([]sada.Hit, bool) {
	d.found = d.found[:0]
	if !root.match(d, anywhere, &d.found) {
		return nil, false
	}
	return d.hits(), true
}

// hits turns the runs of tokens that were found into what is shown: one a leaf
// and field, its spans in the order of the text, each once.
func (d *reading) hits() []sada.Hit {
	if len(d.found) == 0 {
		return nil
	}
	d.shown = d.shown[:0]
	spans := make([][2]int, 0, len(d.found))
	for rest := d.found; len(rest) > 0; {
		leaf, part, first := rest[0].leaf.text, d.partOf[rest[0].first], rest[0].first
		begin, others := len(spans), rest[:0]
		for _, h := range rest {
			if d.partOf[h.first] != part || h.leaf.text != leaf {
				others = append(others, h)
				continue
			}
			spans = append(spans, [2]int{int(d.tokens[h.first].Start), int(d.tokens[h.last].End)})
			first = min(first, h.first)
		}
		rest = others
		own := spans[begin:len(spans):len(spans)]
		slices.SortFunc(own, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
		p, own := &d.parts[part], slices.Compact(own)
		from, to := d.sentence(p.text, first)
		to = max(to, own[0][1])
		d.shown = append(d.shown, sada.Hit{Leaf: leaf, Field: p.name, Spans: own, Surface: p.text[own[0][0]:own[0][1]], Sentence: p.text[from:to]})
	}
	return slices.Clone(d.shown)
}

// sentence returns the bytes of the sentence around a token.
func (d *reading) sentence(text string, token int32) (begin, end int) {
	if s, ok := d.sentences[token]; ok {
		return s[0], s[1]
	}
	begin, end = words.Sentence(text, int(d.tokens[token].Start))
	if d.sentences != nil {
		d.sentences[token] = [2]int{begin, end}
	}
	return begin, end
}
