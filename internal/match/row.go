package match

import (
	"slices"
	"strings"

	"sada/internal/words"
)

// operand is a part of a query that stands beside others.
type operand struct {
	node  node
	bare  string // as written, of a single word with nothing tied to it
	apart bool   // AND stands before it
	at    string // its place, as warnings name it
}

// signs are the letters that no bare word holds.
const signs = "()*~{}\"«»“”„‹›$=:"

// bare returns what was written from start on when it is a single word.
func (p *parser) bare(start int) string {
	written := p.written(start)
	if strings.ContainsAny(written, signs) || strings.ContainsFunc(written, blank) {
		return ""
	}
	return written
}

// rows reads bare words in a row as they may be written in one: El Jadida asks for
// Eljadida too, CAN 2025 for CAN2025, and 1 000 is one number.
func (p *parser) rows(all []operand) []node {
	var out []node
	for i := 0; i < len(all); {
		n := 1
		for i+n < len(all) && all[i].bare != "" && all[i+n].bare != "" && !all[i+n].apart {
			n++
		}
		taken, k := p.row(all[i : i+n])
		out = append(out, k)
		i += taken
	}
	return out
}

// row reads the first of some bare words, with those behind it that belong to it.
func (p *parser) row(all []operand) (taken int, n node) {
	var written []string
	for _, o := range all {
		written = append(written, o.bare)
	}
	taken, whole := words.Together(written)
	if taken < 2 {
		return 1, all[0].node
	}
	text := strings.Join(written[:taken], " ")
	if whole == "" {
		p.warns = slices.DeleteFunc(p.warns, func(w warning) bool {
			return slices.ContainsFunc(all[:taken], func(o operand) bool { return o.at == w.place })
		})
		return taken, spelled(&phrase{text: text, terms: newTerm(text, false), least: 1}, text)
	}
	apart := &and{text: text}
	for _, o := range all[:taken] {
		apart.kids = append(apart.kids, o.node)
	}
	return taken, &or{text: text, kids: []node{apart, &phrase{text: text, terms: newTerm(whole, false), least: 1}}}
}
