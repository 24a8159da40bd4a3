package match

import (
	"slices"
	"strings"

	"sada"
	"sada/internal/words"
)

// Sieve asks a query of articles of which an index knows the places of the query's
// words and the outline. It answers as Match does on the text. A Sieve is for one
// goroutine.
type Sieve struct {
	Names []string // of the index, whose places must be known

	query   *Query
	slots   []slot
	first   map[*phrase]int // of a phrase, the slot of its first word
	words   []sieved        // by the place of their name
	written string          // the surfaces of all of them
	numbers map[string]int32
	forms   []string
	known   map[string]bool // surfaces, and what words are joined to
}

// Verdict is what a Sieve says of an article.
type Verdict int

// What a Sieve may say: that a query does not hit, that it does, or that the text
// must be read.
const (
	Misses Verdict = iota
	Hits
	Unsure
)

// slot is a word of a query, in one of its phrases.
type slot struct {
	term  *term
	exact bool
}

// mostSlots is how many words of a query are told apart before an article is asked
// for itself; those beyond share the last.
const mostSlots = 64

// sieved is a word of the index that may be one of the query.
type sieved struct {
	token words.Token
	slots uint64  // that it may fill
	forms []int32 // by their numbers
	whole bool    // it is what words are joined to
	group bool    // it is no word, and says where numbers go on
}

// Place is a word of an article: the place of its name in a Sieve, and its own
// among the words of the article.
type Place struct {
	Word int32
	At   uint32
}

// Sieve makes a query ready. look lists the names of the index that have a form or,
// of a Need that says so, one that begins so; it may list more.
func (q *Query) Sieve(look func(Need) []string) *Sieve {
	s := &Sieve{query: q, first: map[*phrase]int{}, numbers: map[string]int32{}, known: map[string]bool{}}
	s.collect(q.root)
	var written strings.Builder
	met := map[string]bool{}
	for _, slot := range s.slots {
		for _, name := range slot.names(look) {
			if !met[name] {
				met[name] = true
				s.take(name, &written)
			}
		}
	}
	s.written = written.String()
	if slices.ContainsFunc(s.slots, func(s slot) bool { return s.term.numeral }) {
		for _, name := range look(Need{Form: numberMark}) {
			s.words, s.Names = append(s.words, sieved{group: true}), append(s.Names, name)
		}
	}
	return s
}

// collect lists the words of a branch.
func (s *Sieve) collect(n node) {
	switch n := n.(type) {
	case *and:
		s.collectAll(n.kids)
	case *or:
		s.collectAll(n.kids)
	case *near:
		s.collectAll(n.kids)
	case *not:
		s.collect(n.kid)
	case *scoped:
		s.collect(n.kid)
	case *phrase:
		s.first[n] = len(s.slots)
		for i := range n.terms {
			s.slots = append(s.slots, slot{&n.terms[i], n.exact})
		}
	}
}

func (s *Sieve) collectAll(kids []node) {
	for _, k := range kids {
		s.collect(k)
	}
}

// names lists the names of the index that may be the word.
func (s *slot) names(look func(Need) []string) (out []string) {
	need := s.term.need(s.exact)
	all := need.Any
	if len(all) == 0 {
		all = []Need{need}
	}
	if !s.exact && !s.term.prefix {
		for _, k := range s.term.keys {
			all = append(all[:len(all):len(all)], Need{Form: joinMark + k})
		}
	}
	if s.term.fuzzy > 0 {
		all = append(all[:len(all):len(all)], Need{Begin: joinMark + initial(s.term.key)})
	}
	for _, n := range all {
		out = append(out, look(n)...)
	}
	return out
}

// take makes a name ready that may be a word of the query.
func (s *Sieve) take(name string, written *strings.Builder) {
	w := sieved{}
	var forms []string
	surface := ""
	if whole, is := strings.CutPrefix(name, joinMark); is {
		w.whole, forms = true, words.Joins(whole, nil)
	} else {
		w.token = words.Spelled(name)
		surface = name[:w.token.End]
		forms = words.Forms(&w.token, nil)
	}
	for i, slot := range s.slots {
		if slot.mayBe(forms, surface) {
			w.slots |= 1 << min(i, mostSlots-1)
		}
	}
	if w.slots == 0 {
		return
	}
	w.token.Start, w.token.End = int32(written.Len()), int32(written.Len()+len(surface))
	written.WriteString(surface)
	for _, f := range forms {
		n, numbered := s.numbers[f]
		if !numbered {
			n = int32(len(s.forms))
			s.numbers[f] = n
			s.forms = append(s.forms, f)
		}
		w.forms = append(w.forms, n)
	}
	slices.Sort(w.forms)
	w.forms = slices.Compact(w.forms)
	s.words, s.Names = append(s.words, w), append(s.Names, name)
	if w.whole {
		surface = name
	}
	s.known[surface] = true
}

// mayBe reports whether a word with these forms may be the one of the query.
func (s *slot) mayBe(forms []string, surface string) bool {
	switch {
	case s.exact:
		return surface == s.term.surface && slices.Contains(forms, s.term.key)
	case s.term.prefix || s.term.fuzzy > 0:
		return slices.ContainsFunc(forms, s.term.covers)
	}
	return slices.ContainsFunc(forms, func(f string) bool { return slices.Contains(s.term.keys, f) })
}

// Decide asks the query of an article with this outline, whose words stand in these
// places, ascending.
func (s *Sieve) Decide(outlined []byte, places []Place) Verdict {
	for _, p := range places {
		if s.words[p.Word].whole {
			return Unsure
		}
	}
	var none []hit
	if s.query.root.match(&reading{Document: s.document(outlined, places)}, anywhere, &none) {
		return Hits
	}
	return Misses
}

// document is an article of which nothing is known but the words of the query: to
// it, it is the same.
func (s *Sieve) document(outlined []byte, places []Place) *Document {
	r := outlineReader{outlined}
	d := &Document{
		source: r.text(), language: r.text(), day: r.text(), latin: r.number(), accented: r.number(),
		forms: s.forms, numbers: s.numbers, parts: make([]part, 0, len(partFields)),
		tokens: make([]words.Token, 0, len(places)), partOf: make([]uint8, 0, len(places)), glimpsed: &glimpse{at: make([]uint32, 0, len(places))},
	}
	for _, f := range partFields {
		d.parts = append(d.parts, part{field: f, text: s.written})
	}
	all := newPairs[int32](len(places) * 2)
	next := 0
	r.sentences(func(sentence sentence) {
		for ; next < len(places) && places[next].At < sentence.end; next++ {
			s.glimpse(d, all, &sentence, places[next])
		}
	})
	d.postings = all.lists(len(s.forms))
	return d
}

// glimpse adds a word of a sentence to a document.
func (s *Sieve) glimpse(d *Document, all *pairs[int32], in *sentence, p Place) {
	w := &s.words[p.Word]
	if w.group {
		if d.glimpsed.goesOn == nil {
			d.glimpsed.goesOn = map[uint32]bool{}
		}
		d.glimpsed.goesOn[p.At] = true
		return
	}
	token := int32(len(d.tokens))
	d.tokens, d.partOf, d.glimpsed.at = append(d.tokens, w.token), append(d.partOf, in.part), append(d.glimpsed.at, p.At)
	in.place(&d.tokens[token], p.At)
	for _, f := range w.forms {
		all.add(f, token)
	}
}

// Document takes an article apart that the index knows, as NewDocument does, with
// what only the query of the Sieve asks for: it may be asked nothing else.
func (s *Sieve) Document(a *sada.Article, source string) *Document {
	d := newDocument(a, source)
	d.index(func(t *words.Token, surface string) bool {
		return s.known[surface] || t.Joined != "" && s.known[joinMark+t.Joined]
	})
	return d
}
