package config

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"sada"
)

// reader reads the values of a file and gathers all that is wrong with them.
type reader struct {
	name     string // of the file, as problems name it
	problems sada.Problems
}

// wrong notes a problem at a place of the file.
func (r *reader) wrong(n ast.Node, instead, format string, args ...any) {
	r.problems = append(r.problems, sada.Problem{Place: r.place(n), What: fmt.Sprintf(format, args...), Instead: instead})
}

func (r *reader) place(n ast.Node) string {
	if n == nil || n.GetToken() == nil {
		return r.name
	}
	return fmt.Sprintf("%s:%d", r.name, n.GetToken().Position.Line)
}

// pair is one key of a mapping with its value.
type pair struct {
	key   string
	at    ast.Node // the key
	value ast.Node
}

// pairs lists the keys of a mapping in their order; false for what is none.
func (r *reader) pairs(n ast.Node) ([]pair, bool) {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	case *ast.NullNode, nil:
		return nil, true
	default:
		return nil, false
	}
	var out []pair
	for _, v := range values {
		key := v.Key.GetToken().Value
		out = append(out, pair{key, v.Key, v.Value})
	}
	return out, true
}

// fields reads a mapping whose keys are known, and names the nearest for those
// that are not. what says in a problem whose keys they are.
func (r *reader) fields(n ast.Node, what string, known ...string) map[string]ast.Node {
	out := map[string]ast.Node{}
	pairs, ok := r.pairs(n)
	if !ok {
		r.wrong(n, "write keys and values below it, like "+known[0]+": ...", "%s wants keys and values", what)
		return out
	}
	for _, p := range pairs {
		found := false
		for _, k := range known {
			found = found || k == p.key
		}
		if !found {
			instead := "the keys are " + strings.Join(known, ", ")
			if near := nearest(p.key, known); near != "" {
				instead = fmt.Sprintf("write %s", near)
			}
			r.wrong(p.at, instead, "%s has no key %q", what, p.key)
			continue
		}
		if _, twice := out[p.key]; twice {
			r.wrong(p.at, "take one of them out", "%s has the key %q twice", what, p.key)
			continue
		}
		if _, null := p.value.(*ast.NullNode); !null {
			out[p.key] = p.value
		}
	}
	return out
}

// list is the items of a list; false for what is none.
func (r *reader) list(n ast.Node, what string) []ast.Node {
	switch n := n.(type) {
	case nil, *ast.NullNode:
		return nil
	case *ast.SequenceNode:
		return n.Values
	}
	r.wrong(n, "write one a line with - before it, or [a, b]", "%s wants a list", what)
	return nil
}

// scalar is the text of a plain value; false for lists and mappings.
func (r *reader) scalar(n ast.Node, what string) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	case *ast.AliasNode, *ast.AnchorNode:
		r.wrong(n, "write the value out", "%s: anchors and aliases of YAML are not read", what)
		return "", false
	}
	r.wrong(n, "write one value", "%s wants one value", what)
	return "", false
}

// names reads a text in several languages.
func (r *reader) names(n ast.Node, what string) sada.Names {
	if n == nil {
		return nil
	}
	if s, ok := n.(*ast.StringNode); ok {
		r.wrong(n, fmt.Sprintf("write {fr: %s}", s.Value), "%s wants a text in each language", what)
		return nil
	}
	pairs, ok := r.pairs(n)
	if !ok {
		r.wrong(n, "write {ar: ..., fr: ...}", "%s wants a text in each language", what)
		return nil
	}
	out := sada.Names{}
	for _, p := range pairs {
		if !language(p.key) {
			r.wrong(p.at, "write ar, fr, en, es or zgh", "%s: %q is no language", what, p.key)
			continue
		}
		if s, ok := r.scalar(p.value, what); ok && s != "" {
			out[p.key] = s
		}
	}
	return out
}

func language(s string) bool {
	if len(s) < 2 || len(s) > 3 {
		return false
	}
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// nearest is the word of a list that lies nearest to s, "" when none is near.
func nearest(s string, of []string) string {
	best, least := "", 3
	if len(s) > 8 {
		least = 4
	}
	for _, w := range of {
		if d := distance(s, w); d < least || d == least && best == "" && d <= len(w)/3 {
			best, least = w, d
		}
	}
	if best == "" {
		for _, w := range of {
			if len(s) > 3 && (strings.HasPrefix(w, s) || strings.HasPrefix(s, w)) {
				return w
			}
		}
	}
	return best
}

// distance counts the letters by which two words differ (Levenshtein).
func distance(a, b string) int {
	before := make([]int, len(b)+1)
	for j := range before {
		before[j] = j
	}
	for i := range len(a) {
		now := []int{i + 1}
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now = append(now, min(before[j+1]+1, now[j]+1, before[j]+cost))
		}
		before = now
	}
	return before[len(b)]
}
