package match

import (
	"strings"
	"unicode/utf8"
)

// Need is what a text must hold for a query to hit it: never more, so that an
// index which looks texts up by the forms of their words proposes every text
// that the query hits. The zero Need asks nothing. At most one field is set.
type Need struct {
	All   []Need // every one of them
	Any   []Need // one of them
	Form  string // a form of a word, as Document.Forms gives them
	Begin string // a form that begins so
}

// Free reports whether any text may do.
func (n Need) Free() bool { return len(n.All) == 0 && len(n.Any) == 0 && n.Form == "" && n.Begin == "" }

// Need returns what a text must hold for the query to hit it.
func (q *Query) Need() Need { return needOf(q.root) }

func needOf(n node) Need {
	switch n := n.(type) {
	case *and:
		return all(n.kids)
	case *near:
		return all(n.kids)
	case *or:
		return anyOf(n.kids)
	case *scoped:
		return needOf(n.kid)
	case *phrase:
		var need Need
		for i := range n.terms {
			if t := n.terms[i].need(n.exact); !t.Free() {
				need.All = append(need.All, t)
			}
		}
		return need.plain()
	}
	return Need{}
}

func all(kids []node) Need {
	var need Need
	for _, k := range kids {
		if n := needOf(k); !n.Free() {
			need.All = append(need.All, n)
		}
	}
	return need.plain()
}

func anyOf(kids []node) Need {
	var need Need
	for _, k := range kids {
		n := needOf(k)
		if n.Free() {
			return Need{}
		}
		need.Any = append(need.Any, n)
	}
	return need.plain()
}

// plain is the only branch of a Need that has one.
func (n Need) plain() Need {
	if len(n.All) == 1 {
		return n.All[0]
	}
	if len(n.Any) == 1 {
		return n.Any[0]
	}
	return n
}

// need is what a text must hold for a word to be in it.
func (t *term) need(exact bool) Need {
	switch {
	case exact:
		return Need{Form: t.key}
	case t.prefix:
		return Need{Begin: t.key}
	case t.fuzzy > 0: // what is an edit away begins with the same letter
		need := Need{Any: []Need{{Begin: initial(t.key)}}}
		for _, k := range t.keys {
			if !strings.HasPrefix(k, initial(t.key)) {
				need.Any = append(need.Any, Need{Form: k})
			}
		}
		return need.plain()
	}
	var need Need
	for _, k := range t.keys {
		need.Any = append(need.Any, Need{Form: k})
	}
	return need.plain()
}

// initial is the first letter of a word.
func initial(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}
