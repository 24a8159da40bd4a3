package match

import "fmt"

// Branch is one branch of a query, for a person to look at.
type Branch struct {
	Does string   // "all of", "one of", "not", "within 5 words", "the phrase", ...
	Text string   // as written; of a leaf alone
	Keys []string // of a word: what it is looked up as, folded
	Kids []Branch
}

// Tree returns the query as it was understood.
func (q *Query) Tree() Branch { return branch(q.root) }

func branch(n node) Branch {
	switch n := n.(type) {
	case *and:
		return Branch{Does: "all of", Kids: branches(n.kids)}
	case *or:
		if n.least > 0 {
			written := *n.kids[0].(*phrase)
			written.least = n.least
			return written.branch()
		}
		return Branch{Does: "one of", Kids: branches(n.kids)}
	case *not:
		return Branch{Does: "not", Kids: branches([]node{n.kid})}
	case *near:
		does := fmt.Sprintf("within %d words of each other", n.within)
		if n.ordered {
			does = fmt.Sprintf("in this order, within %d words", n.within)
		}
		return Branch{Does: does, Kids: branches(n.kids)}
	case *scoped:
		return Branch{Does: "in the " + called[n.field], Kids: branches([]node{n.kid})}
	case *about:
		return Branch{Does: "the " + called[n.field] + " is", Text: n.value}
	case *phrase:
		return n.branch()
	}
	return Branch{}
}

var called = map[field]string{inTitle: "title", inBody: "body", inSource: "source", inLanguage: "language", inAuthor: "author", inDate: "day"}

func branches(kids []node) []Branch {
	out := make([]Branch, len(kids))
	for i, k := range kids {
		out[i] = branch(k)
	}
	return out
}

func (n *phrase) branch() Branch {
	b := Branch{Does: "the word", Text: n.text}
	switch {
	case len(n.terms) > 1 && n.slop > 0:
		b.Does = fmt.Sprintf("the phrase, with at most %d words between", n.slop)
	case len(n.terms) > 1:
		b.Does = "the phrase"
	case n.terms[0].prefix:
		b.Does = "words that begin with"
	case n.terms[0].fuzzy > 0:
		b.Does = fmt.Sprintf("words at most %d letters off", n.terms[0].fuzzy)
	}
	if n.exact {
		b.Does += ", exactly as written"
	}
	if n.least > 1 {
		b.Does += fmt.Sprintf(", %d times or more", n.least)
	}
	if len(n.terms) == 1 {
		b.Keys = n.terms[0].shown(n.exact)
		return b
	}
	for i := range n.terms {
		b.Kids = append(b.Kids, Branch{Does: "the word", Text: n.terms[i].surface, Keys: n.terms[i].shown(n.exact)})
	}
	return b
}

// shown are the keys by which a word is looked up.
func (t *term) shown(exact bool) []string {
	switch {
	case exact:
		return []string{t.surface}
	case t.prefix:
		return []string{t.key + "*"}
	case t.fuzzy > 0:
		return []string{t.key}
	}
	return t.keys
}
