package match

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sada/internal/words"
)

// Fault says in what way a branch of a query did not hit.
type Fault string

// The ways in which a branch fails.
const (
	Absent    Fault = "absent"    // a word that the text does not hold
	Elsewhere Fault = "elsewhere" // it stands in another part of the article
	Accents   Fault = "accents"   // the same letters with other accents
	Capitals  Fault = "capitals"  // the letters of an acronym, in lower case or inflected
	Apart     Fault = "apart"     // all words are there, and not in a row
	TooFar    Fault = "too-far"   // both sides are there, and further apart
	Paragraph Fault = "paragraph" // both sides are there, never in one paragraph
	Order     Fault = "order"     // near enough, in the other order
	TooFew    Fault = "too-few"   // it hits, not often enough
	Excluded  Fault = "excluded"  // NOT: the text holds it
	Other     Fault = "other"     // source:, lang: or date: of another value
)

// Miss is one branch that kept a query from hitting, and what came closest.
type Miss struct {
	Branch  string // as written
	Fault   Fault
	Missing []string // words that the text does not hold, as written
	Closest []string // words of the text, as they stand there; of Other the value
	Words   int      // TooFar: words between; TooFew: how often it hits
	Field   string   // where the closest stands: title, text, ...; "" for nowhere
	Text    string   // the sentence around the closest
}

// Missed tells why a query does not hit: each branch that failed with what came
// closest to it; none when the query hits.
func (q *Query) Missed(d *Document) []Miss {
	var out []Miss
	missed(q.root, &reading{Document: d}, anywhere, &out)
	return out
}

func missed(n node, d *reading, scope field, out *[]Miss) {
	unmet(n, d, scope, func(n node, scope field, written string) {
		m := Miss{Branch: written}
		switch n := n.(type) {
		case *or:
			if n.least == 0 {
				for _, k := range n.kids {
					missed(k, d, scope, out)
				}
				return
			}
			m = n.missed(d, scope)
		case *near:
			n.missed(d, scope, out)
			return
		case *phrase:
			m = n.missed(d, scope)
		case *not:
			d.excluded(&m, n, scope)
		case *about:
			m.Fault = Other
			if have := d.known(n.field); have != "" {
				m.Closest = []string{have}
			}
		}
		m.Branch = written
		*out = append(*out, m)
	})
}

// known is what is known of the article beside its words.
func (d *Document) known(f field) string {
	switch f {
	case inSource:
		return d.source
	case inLanguage:
		return d.language
	}
	return d.day
}

func (d *reading) excluded(m *Miss, n *not, scope field) {
	m.Fault = Excluded
	var found []hit
	if n.kid.match(d, scope, &found); len(found) > 0 {
		d.show(m, found[0].first, found[0].last)
	}
}

// show notes words of the text, the part that they stand in and the sentence.
func (d *Document) show(m *Miss, first, last int32) {
	p := &d.parts[d.partOf[first]]
	from, to := int(d.tokens[first].Start), int(d.tokens[last].End)
	begin, end := words.Sentence(p.text, from)
	m.Field, m.Text = p.name, p.text[begin:max(end, to)]
	m.Closest = append(m.Closest, p.text[from:to])
}

// missed tells why a word or a phrase does not hit.
func (n *phrase) missed(d *reading, scope field) Miss {
	m := Miss{Branch: n.text, Fault: Absent}
	if found := n.runs(d, scope); len(found) > 0 {
		m.Fault, m.Words = TooFew, len(found)
		d.show(&m, found[0].first, found[0].last)
		return m
	}
	for _, elsewhere := range []field{anywhere, inAuthor} {
		if found := n.runs(d, elsewhere); len(found) > 0 {
			m.Fault = Elsewhere
			d.show(&m, found[0].first, found[0].last)
			return m
		}
	}
	for i := range n.terms {
		if !n.terms[i].stands(d.Document, scope, n.exact) {
			m.Missing = append(m.Missing, n.terms[i].surface)
		}
	}
	if len(m.Missing) == 0 {
		m.Fault = Apart
		d.closest(&m, n, scope)
		return m
	}
	for i := range n.terms {
		if slices.Contains(m.Missing, n.terms[i].surface) {
			n.terms[i].resembled(d.Document, scope, &m)
			break
		}
	}
	return m
}

// missed tells why a leaf does not hit in any of its spellings: that which came
// closest, and of the first when none did.
func (n *or) missed(d *reading, scope field) Miss {
	var m Miss
	for i, k := range n.kids {
		next := k.(*phrase).missed(d, scope)
		switch {
		case i == 0:
			m = next
		case next.Fault == TooFew && m.Fault == TooFew:
			m.Words += next.Words
		case next.Fault == TooFew, next.Fault == Elsewhere && m.Fault != TooFew && m.Fault != Elsewhere:
			m = next
		}
	}
	return m
}

// stands reports whether a word stands in a field.
func (t *term) stands(d *Document, scope field, exact bool) bool {
	return slices.ContainsFunc(t.candidates(d, exact), func(i int32) bool { return d.within(i, scope) })
}

// closest shows where the words of a phrase stand nearest to each other.
func (d *Document) closest(m *Miss, n *phrase, scope field) {
	best, from, to := int32(1<<30), int32(0), int32(0)
	for _, first := range n.terms[0].candidates(d, n.exact) {
		if !d.within(first, scope) {
			continue
		}
		low, high, whole := first, first, true
		for i := 1; i < len(n.terms); i++ {
			k, ok := nearest(n.terms[i].candidates(d, n.exact), first, d)
			if !ok {
				whole = false
				break
			}
			low, high = min(low, k), max(high, k)
		}
		if whole && high-low < best {
			best, from, to = high-low, low, high
		}
	}
	if best < 1<<30 {
		if d.show(m, from, to); best > 30 {
			m.Closest, m.Text = nil, ""
		}
	}
}

// nearest is the token of a list that lies nearest to one, in the same part.
func nearest(list []int32, to int32, d *Document) (best int32, ok bool) {
	for _, i := range list {
		if d.partOf[i] == d.partOf[to] && (!ok || distance(i, to) < distance(best, to)) {
			best, ok = i, true
		}
	}
	return best, ok
}

func distance(a, b int32) int32 { return max(a-b, b-a) }

// mostResembling is how many words of a text are shown for one that it lacks.
const mostResembling = 3

// resembled looks for what a text holds in place of a word: the same letters
// that accents or capitals keep apart, else words that look like it.
func (t *term) resembled(d *Document, scope field, m *Miss) {
	for i := range d.tokens {
		k := &d.tokens[i]
		if !d.within(int32(i), scope) || !slices.ContainsFunc(words.Forms(k, nil), func(f string) bool { return slices.Contains(t.keys, f) || f == t.key }) {
			continue
		}
		switch {
		case t.capital:
			m.Fault = Capitals
		case t.accents && k.Accented:
			m.Fault = Accents
		}
		d.show(m, int32(i), int32(i))
		return
	}
	seen := map[string]bool{}
	for i := range d.tokens {
		k := &d.tokens[i]
		if !d.within(int32(i), scope) || seen[k.Key] || !alike(t.key, k) {
			continue
		}
		seen[k.Key] = true
		if len(m.Closest) == 0 {
			d.show(m, int32(i), int32(i))
		} else if len(m.Closest) < mostResembling {
			m.Closest = append(m.Closest, d.surface(int32(i)))
		}
	}
}

// alike reports whether a word of a text looks like one of a query: an edit or
// two away, or with the same four letters first.
func alike(key string, k *words.Token) bool {
	n := utf8.RuneCountInString(key)
	if n < 4 {
		return false
	}
	far := 1
	if n > 6 {
		far = 2
	}
	for _, f := range words.Forms(k, nil) {
		if edits(f, key, far) || strings.HasPrefix(f, string([]rune(key)[:4])) {
			return true
		}
	}
	return false
}

// mostCompared bounds the places of a side that are held against the other's.
const mostCompared = 300

// missed tells why two sides are not near: one is missing, or both stand
// elsewhere.
func (n *near) missed(d *reading, scope field, out *[]Miss) {
	left, right := places(n.kids[0], d, scope), places(n.kids[1], d, scope)
	if len(left) == 0 {
		missed(n.kids[0], d, scope, out)
	}
	if len(right) == 0 {
		missed(n.kids[1], d, scope, out)
	}
	if len(left) == 0 || len(right) == 0 {
		return
	}
	m := Miss{Branch: n.text, Fault: Paragraph, Words: -1}
	for _, l := range left[:min(len(left), mostCompared)] {
		for _, r := range right[:min(len(right), mostCompared)] {
			if d.partOf[l.first] != d.partOf[r.first] || d.tokens[l.first].Paragraph != d.tokens[r.first].Paragraph {
				continue
			}
			between, before := gap(d.Document, l, r)
			if between < 0 || m.Words >= 0 && between >= m.Words {
				continue
			}
			m.Fault, m.Words = TooFar, between
			if between <= n.within && !before {
				m.Fault = Order
			}
			m.Closest = nil
			d.show(&m, min(l.first, r.first), max(l.last, r.last))
		}
	}
	m.Words = max(m.Words, 0)
	*out = append(*out, m)
}
