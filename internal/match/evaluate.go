package match

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"sada"
	"sada/internal/words"
)

// Match asks an article. When the query hits it returns where: each leaf with
// the bytes of the field, the words as they stand there, and the sentence. A
// query that hits by source:, lang: or date: alone brings no hits.
func (q *Query) Match(d *Document) ([]sada.Hit, bool) {
	return (&reading{Document: d}).ask(q.root)
}

// Failed lists the branches that kept the query from hitting, as written; none
// when it hits.
func (q *Query) Failed(d *Document) []string {
	var out []string
	unmet(q.root, &reading{Document: d}, anywhere, func(_ node, _ field, written string) { out = append(out, written) })
	return out
}

// unmet calls each for every branch that keeps a query from hitting, with the
// field it is asked in and as it is written; those of AND are told one by one.
func unmet(n node, d *reading, scope field, each func(n node, scope field, written string)) {
	var none []hit
	if n.match(d, scope, &none) {
		return
	}
	switch n := n.(type) {
	case *and:
		for _, k := range n.kids {
			unmet(k, d, scope, each)
		}
	case *scoped:
		if leaf(n.kid) {
			each(n.kid, n.field, n.text)
			return
		}
		unmet(n.kid, d, n.field, each)
	default:
		each(n, scope, n.source())
	}
}

// leaf reports whether a branch is one word or phrase, in one or more spellings.
func leaf(n node) bool {
	if n, ok := n.(*or); ok {
		return n.least > 0
	}
	_, ok := n.(*phrase)
	return ok
}

func (n *and) match(d *reading, scope field, into *[]hit) bool {
	mark := len(*into)
	for _, k := range n.kids {
		if !k.match(d, scope, into) {
			*into = (*into)[:mark]
			return false
		}
	}
	return true
}

func (n *or) match(d *reading, scope field, into *[]hit) bool {
	hits := false
	mark := len(*into)
	for _, k := range n.kids {
		if k.match(d, scope, into) {
			hits = true
		}
	}
	if n.least > 0 {
		*into = apart(*into, mark)
	}
	if len(*into)-mark < n.least {
		*into = (*into)[:mark]
		return false
	}
	return hits
}

// apart takes hits from mark on that lie within another away: two spellings of
// one leaf may be met in one place.
func apart(hits []hit, mark int) []hit {
	new := hits[mark:]
	slices.SortStableFunc(new, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last))
	})
	kept, end := mark, int32(-1)
	for _, h := range new {
		if h.last > end {
			hits[kept], end = h, h.last
			kept++
		}
	}
	return hits[:kept]
}

func (n *not) match(d *reading, scope field, _ *[]hit) bool {
	var none []hit
	return !n.kid.match(d, scope, &none)
}

func (n *scoped) match(d *reading, _ field, into *[]hit) bool { return n.kid.match(d, n.field, into) }

func (n *about) match(d *reading, _ field, _ *[]hit) bool {
	switch n.field {
	case inSource:
		if bare, wild := strings.CutSuffix(n.value, "*"); wild {
			return strings.HasPrefix(d.source, bare)
		}
		return d.source == n.value
	case inLanguage:
		return d.language == n.value
	}
	from, until, span := strings.Cut(n.value, "..")
	if !span {
		until = from
	}
	return d.day != "" && (from == "" || d.day >= from) && (until == "" || d.day <= until)
}

func (n *phrase) match(d *reading, scope field, into *[]hit) bool {
	mark := len(*into)
	for _, r := range n.runs(d, scope) {
		*into = append(*into, hit{n, r})
	}
	if len(*into)-mark < n.least {
		*into = (*into)[:mark]
		return false
	}
	return true
}

// span is a stretch of tokens.
type span struct{ first, last int32 }

// run is a span with the leaves it is made of.
type run struct {
	span
	hits []hit
}

// runs finds every place of a phrase: its words in a row within one sentence,
// with at most slop others between them.
func (n *phrase) runs(d *reading, scope field) []span {
	if d.cached == nil {
		return n.find(d.Document, scope)
	}
	if !d.present.all(n.needs) {
		return nil
	}
	key := leafIn{n, scope}
	out, ok := d.cached[key]
	if !ok {
		out = n.find(d.Document, scope)
		d.cached[key] = out
	}
	return out
}

func (n *phrase) find(d *Document, scope field) []span {
	firsts := n.terms[0].candidates(d, n.exact)
	if len(firsts) == 0 {
		return nil
	}
	out := make([]span, 0, len(firsts))
	for _, first := range firsts {
		if !d.within(first, scope) {
			continue
		}
		last, ok := n.follow(d, first)
		if ok && !n.renumbered(d, first, last) && !n.withinNumber(d, first, last) {
			out = append(out, span{first, last})
		}
	}
	return out
}

// follow looks for the words after the first.
func (n *phrase) follow(d *Document, first int32) (last int32, ok bool) {
	last = first
	slop := n.slop
	for i := 1; i < len(n.terms); i++ {
		found := false
		for next := last + 1; next < int32(len(d.tokens)) && next <= last+1+int32(slop); next++ {
			a, b := &d.tokens[last], &d.tokens[next]
			if d.partOf[next] != d.partOf[first] || a.Sentence != b.Sentence || int(b.Pos-a.Pos) > 1+slop {
				break
			}
			if n.terms[i].is(d, next, n.exact) {
				slop -= int(next - last - 1)
				last, found = next, true
				break
			}
		}
		if !found {
			return 0, false
		}
	}
	return last, true
}

// candidates lists the tokens that may be the word, in order.
func (t *term) candidates(d *Document, exact bool) []int32 {
	var out []int32
	lists := 0
	take := func(list []int32) {
		lists++
		for _, i := range list {
			if t.is(d, i, exact) {
				out = append(out, i)
			}
		}
	}
	switch {
	case exact:
		take(d.posted(t.key))
	case t.prefix || t.fuzzy > 0:
		for i, form := range d.forms {
			if t.covers(form) {
				take(d.postings.of(int32(i)))
			}
		}
	default:
		for _, k := range t.keys {
			list := d.posted(k)
			if lists++; out == nil && len(list) > 0 {
				out = make([]int32, 0, len(list))
			}
			for _, i := range list {
				if t.agrees(d, i) {
					out = append(out, i)
				}
			}
		}
	}
	if lists > 1 {
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return out
}

// covers reports whether a form of a token may make it a prefix or fuzzy word.
func (t *term) covers(form string) bool {
	if t.prefix {
		return strings.HasPrefix(form, t.key)
	}
	return slices.Contains(t.keys, form) || edits(form, t.key, t.fuzzy)
}

// is reports whether a token is the word.
func (t *term) is(d *Document, token int32, exact bool) bool {
	k := &d.tokens[token]
	switch {
	case exact:
		return d.surface(token) == t.surface
	case !t.agrees(d, token):
		return false
	case t.prefix && !k.Arabic:
		return strings.HasPrefix(k.Key, t.key)
	case t.prefix || t.fuzzy > 0:
		var space [24]string
		return slices.ContainsFunc(words.Forms(k, space[:0]), t.covers)
	}
	for _, key := range t.keys {
		if _, found := slices.BinarySearch(d.posted(key), token); found {
			return true
		}
	}
	return false
}

// edits reports whether two words are at most n edits apart. They share their
// first letter: what begins otherwise is another word to a reader.
func edits(a, b string, n int) bool {
	if first, size := utf8.DecodeRuneInString(b); size == 0 || !strings.HasPrefix(a, string(first)) {
		return false
	}
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > n || len(y)-len(x) > n {
		return false
	}
	before := make([]int, len(y)+1)
	now := make([]int, len(y)+1)
	for j := range before {
		before[j] = j
	}
	for i := range x {
		now[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			now[j+1] = min(before[j+1]+1, now[j]+1, before[j]+cost)
		}
		before, now = now, before
	}
	return before[len(y)] <= n
}

func (n *near) match(d *reading, scope field, into *[]hit) bool {
	found := n.runs(d, scope)
	for _, r := range found {
		*into = append(*into, r.hits...)
	}
	return len(found) > 0
}

// runs finds every pair that stands near enough in one paragraph. Of pairs that
// span the same words one is kept: what is near them does not depend on what
// lies within, and in a chain of NEAR they would multiply with each link.
func (n *near) runs(d *reading, scope field) []run {
	left, right := places(n.kids[0], d, scope), places(n.kids[1], d, scope)
	slices.SortFunc(right, func(a, b run) int { return int(a.first - b.first) })
	longest := int32(0)
	for _, r := range right {
		longest = max(longest, r.last-r.first)
	}
	within := int32(n.within)
	type pair struct{ first, last, l, r int32 }
	var pairs []pair
	for i, l := range left {
		least := l.first - within - 1 - longest
		begin := sort.Search(len(right), func(i int) bool { return right[i].first >= least })
		for j := begin; j < len(right); j++ {
			r := right[j]
			if r.first-l.last-1 > within {
				break
			}
			if d.partOf[l.first] != d.partOf[r.first] || d.tokens[l.first].Paragraph != d.tokens[r.first].Paragraph {
				continue
			}
			between, before := gap(d.Document, l, r)
			if between < 0 || between > n.within || n.ordered && !before {
				continue
			}
			pairs = append(pairs, pair{min(l.first, r.first), max(l.last, r.last), int32(i), int32(j)})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(int(a.first-b.first), int(a.last-b.last)) })
	pairs = slices.CompactFunc(pairs, func(a, b pair) bool { return a.first == b.first && a.last == b.last })
	out := make([]run, len(pairs))
	for i, p := range pairs {
		out[i] = run{span{p.first, p.last}, slices.Concat(left[p.l].hits, right[p.r].hits)}
	}
	return out
}

// gap is the number of words between two runs, -1 when they overlap; before
// reports whether l comes first.
func gap(d *Document, l, r run) (between int, before bool) {
	switch {
	case l.last < r.first:
		return int(d.tokens[r.first].Pos-d.tokens[l.last].Pos) - 1, true
	case r.last < l.first:
		return int(d.tokens[l.first].Pos-d.tokens[r.last].Pos) - 1, false
	}
	return -1, false
}

// places finds the runs of a branch that has places.
func places(n node, d *reading, scope field) []run {
	switch n := n.(type) {
	case *phrase:
		found := n.runs(d, scope)
		if len(found) < n.least {
			return nil
		}
		out := make([]run, len(found))
		for i, r := range found {
			out[i] = run{r, []hit{{n, r}}}
		}
		return out
	case *near:
		return n.runs(d, scope)
	case *scoped:
		return places(n.kid, d, n.field)
	case *or:
		var out []run
		for _, k := range n.kids {
			out = append(out, places(k, d, scope)...)
		}
		if len(out) < n.least {
			return nil
		}
		return out
	}
	return nil
}
