package match

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// meets reports whether a text with these forms holds what is needed.
func (n Need) meets(forms []string) bool {
	switch {
	case n.Form != "":
		_, found := slices.BinarySearch(forms, n.Form)
		return found
	case n.Begin != "":
		return slices.ContainsFunc(forms, func(f string) bool { return strings.HasPrefix(f, n.Begin) })
	case len(n.Any) > 0:
		return slices.ContainsFunc(n.Any, func(k Need) bool { return k.meets(forms) })
	}
	return !slices.ContainsFunc(n.All, func(k Need) bool { return !k.meets(forms) })
}

func TestNeedIsWhatEveryHitHolds(t *testing.T) {
	cases := readCases(t)
	var docs []*Document
	var forms [][]string
	for _, c := range cases {
		for _, x := range c.texts {
			_, d := x.document(t)
			docs, forms = append(docs, d), append(forms, slices.Sorted(slices.Values(d.forms)))
		}
	}
	hits, misses := 0, 0
	for _, c := range cases {
		q, err := Parse(c.query, aliases())
		if err != nil {
			t.Fatalf("%s: %v", c.query, err)
		}
		need := q.Need()
		for i, d := range docs {
			_, hit := q.Match(d)
			meets := need.meets(forms[i])
			if hit && !meets {
				t.Errorf("%s hits %q, which does not hold %+v", c.query, d.parts[0].text, need)
			}
			if hit {
				hits++
			} else if !meets {
				misses++
			}
		}
	}
	if hits < 100 || misses < 10000 {
		t.Errorf("%d hits and %d texts ruled out, too few to say anything", hits, misses)
	}
}

func TestNeedAsksNothingOfWhatMayHitAnything(t *testing.T) {
	form := func(s string) Need { return Need{Form: s} }
	for _, c := range []struct {
		query string
		want  Need
	}{
		{"lang:ar", Need{}},
		{"port OR lang:ar", Need{}},
		{"port AND lang:ar", form("port")},
		{"port NOT quai", form("port")},
		{"(port OR quai) AND digue", Need{All: []Need{{Any: []Need{form("port"), form("quai")}}, form("digue")}}},
		{"port NEAR/3 quai", Need{All: []Need{form("port"), form("quai")}}},
		{"navig*", Need{Begin: "navig"}},
		{`="grand port"`, Need{All: []Need{form("grand"), form("port")}}},
		{`"grand port"`, Need{Any: []Need{{All: []Need{form("grand"), form("port")}}, form("grandport")}}},
		{"ports", Need{Any: []Need{form("ports"), form("port")}}},
	} {
		q, err := Parse(c.query, nil)
		if err != nil {
			t.Fatalf("%s: %v", c.query, err)
		}
		if got := q.Need(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s needs %+v, want %+v", c.query, got, c.want)
		}
	}
}
