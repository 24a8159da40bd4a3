package match

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"sada"
)

// printed writes a branch out again, with a bracket around all that has parts.
func printed(n node) string {
	list := func(kids []node, between string) string {
		var parts []string
		for _, k := range kids {
			parts = append(parts, printed(k))
		}
		return "(" + strings.Join(parts, between) + ")"
	}
	switch n := n.(type) {
	case *and:
		return list(n.kids, " AND ")
	case *or:
		for _, k := range n.kids {
			if leaf, ok := k.(*phrase); ok && leaf.text == n.text { // spellings of one leaf
				return n.text
			}
		}
		return list(n.kids, " OR ")
	case *near:
		name := " NEAR/"
		if n.ordered {
			name = " ONEAR/"
		}
		return list(n.kids, fmt.Sprint(name, n.within, " "))
	case *not:
		return "(NOT " + printed(n.kid) + ")"
	case *scoped:
		for name, f := range map[string]field{"title:": inTitle, "body:": inBody, "author:": inAuthor} {
			if f == n.field {
				return name + printed(n.kid)
			}
		}
	}
	return n.source()
}

// misplaced says what is wrong with the error of a query: it names a sign of
// the query, or the end behind it.
func misplaced(query string, err error) string {
	var list sada.Problems
	if !errors.As(err, &list) || len(list) == 0 || list[0].What == "" {
		return fmt.Sprintf("%v is no list of problems", err)
	}
	at := 0
	if _, err := fmt.Sscanf(list[0].Place, "character %d", &at); err != nil {
		if list[0].Place == "query" && len(query) > maxQuery {
			return ""
		}
		return fmt.Sprintf("%q is no place", list[0].Place)
	}
	if last := utf8.RuneCountInString(query) + 1; at < 1 || at > last {
		return fmt.Sprintf("%q lies outside of characters 1 to %d", list[0].Place, last)
	}
	return ""
}

// A query that is read says the same when it is printed and read again, and as
// one of a set; an error points into it.
func FuzzQueriesAreReadAsPrinted(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(c.query)
	}
	for _, c := range readWrong(f) {
		f.Add(c[0])
	}
	f.Add("0 a:")
	f.Add("title:(NOT 0)0")
	texts := []*Document{
		NewDocument(article("بلاغ عن السد", "وامتلأ السد بالمدينة، وسدود أخرى. OGP", "ar"), "kiosque-ar"),
		NewDocument(article("La pluie remplit le barrage", "Les barrages, l’été, et le parc municipal", "fr"), ""),
	}
	f.Fuzz(func(t *testing.T, query string) {
		q, err := Parse(query, aliases())
		if err != nil {
			if fault := misplaced(query, err); fault != "" {
				t.Fatalf("%q: %s", query, fault)
			}
			return
		}
		text := printed(q.root)
		again, err := Parse(text, aliases())
		if err != nil {
			if len(text) > maxQuery || strings.Count(text, "(") > maxDepth {
				return // brackets make it longer and deeper than may be written
			}
			t.Fatalf("%q is printed as %q: %v", query, text, err)
		}
		if got, want := again.Tree(), q.Tree(); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q is printed as %q:\n got %+v\nwant %+v", query, text, got, want)
		}
		set := NewSet([]*Query{q, again})
		for _, d := range texts {
			hits, ok := q.Match(d)
			if got := set.Match(d); ok != (len(got) == 2) || ok && !reflect.DeepEqual(got[0].Hits, hits) {
				t.Fatalf("%q: the set says %+v, the query %v, %+v", query, got, ok, hits)
			}
		}
	})
}
