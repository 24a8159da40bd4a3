package match

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"sada"
)

const (
	maxQuery  = 16 << 10 // bytes of a query
	maxDepth  = 64       // brackets in one another
	maxAlias  = 8        // aliases in one another
	nearWords = 5        // NEAR without a number
	maxNear   = 100
)

// Parse reads a query. aliases are the sets that $name stands for. The error is
// sada.Problems, of which the first points at the character (from 1) and says
// what to write instead.
func Parse(query string, aliases map[string][]string) (*Query, error) {
	if len(query) > maxQuery {
		return nil, sada.Problems{{Place: "query", What: fmt.Sprintf("longer than %d bytes", maxQuery), Instead: "make two events of it"}}
	}
	p := &parser{src: query, aliases: aliases}
	q, err := p.parse()
	if err != nil {
		return nil, sada.Problems{*err}
	}
	return q, nil
}

type parser struct {
	src     string
	at      int
	depth   int
	aliases map[string][]string
	open    []string // aliases being read
	warns   []warning
}

// wrong makes the problem that points at byte offset at.
func (p *parser) wrong(at int, what, instead string) *sada.Problem {
	return &sada.Problem{Place: p.place(at), What: what, Instead: instead}
}

// place names byte offset at.
func (p *parser) place(at int) string {
	return fmt.Sprintf("character %d", utf8.RuneCountInString(p.src[:min(at, len(p.src))])+1)
}

func (p *parser) parse() (*Query, *sada.Problem) {
	p.space()
	if p.at >= len(p.src) {
		return nil, p.wrong(0, "the query is empty", `write a word, or a "phrase"`)
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.at < len(p.src) {
		if p.src[p.at] == ')' {
			return nil, p.wrong(p.at, "a bracket is closed that was not opened", "take it out, or open one before it")
		}
		return nil, p.wrong(p.at, "something is left over: "+p.rest(), "")
	}
	if negative(n) {
		return nil, p.wrong(0, "a query of only NOT would hit nearly everything", "say first what to look for: word NOT other")
	}
	return &Query{text: p.src, root: n, warns: p.warns}, nil
}

// negative reports whether a branch holds for texts that have none of its words.
func negative(n node) bool {
	switch n := n.(type) {
	case *not:
		return true
	case *and:
		for _, k := range n.kids {
			if !negative(k) {
				return false
			}
		}
		return true
	case *or:
		for _, k := range n.kids {
			if negative(k) {
				return true
			}
		}
	case *scoped:
		return negative(n.kid)
	}
	return false
}

func (p *parser) rest() string {
	r := []rune(p.src[p.at:])
	if len(r) > 12 {
		r = r[:12]
	}
	return string(r)
}

// blank reports whether r parts words without being one: spaces, and the marks
// of direction that editors put around Arabic.
func blank(r rune) bool {
	switch {
	case r == 0x061c, r == 0xfeff, r == 0x200b, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return unicode.IsSpace(r)
}

func (p *parser) space() {
	for p.at < len(p.src) {
		r, n := utf8.DecodeRuneInString(p.src[p.at:])
		if !blank(r) {
			return
		}
		p.at += n
	}
}

// operator returns the word at the place when it is one of the given, which
// count in capitals only.
func (p *parser) operator(names ...string) bool {
	end := p.at
	for end < len(p.src) && p.src[end] >= 'A' && p.src[end] <= 'Z' {
		end++
	}
	if r, _ := utf8.DecodeRuneInString(p.src[end:]); end < len(p.src) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '*' || r == '{' || r == '~') {
		return false
	}
	for _, n := range names {
		if p.src[p.at:end] == n {
			p.at = end
			p.space()
			return true
		}
	}
	return false
}

func (p *parser) or() (node, *sada.Problem) {
	start := p.at
	first, err := p.and()
	if err != nil {
		return nil, err
	}
	kids := []node{first}
	for {
		here := p.at
		if !p.operator("OR", "OU") {
			break
		}
		if p.ends() {
			return nil, p.wrong(here, "nothing follows OR", "write what else may stand, or take OR out")
		}
		k, err := p.and()
		if err != nil {
			return nil, err
		}
		kids = append(kids, k)
	}
	if len(kids) == 1 {
		return first, nil
	}
	return &or{text: p.written(start), kids: kids}, nil
}

// ends reports whether an operand cannot begin here.
func (p *parser) ends() bool { return p.at >= len(p.src) || p.src[p.at] == ')' }

func (p *parser) written(start int) string { return strings.TrimSpace(p.src[start:p.at]) }

func (p *parser) and() (node, *sada.Problem) {
	start := p.at
	var kids []operand
	for {
		here := p.at
		if p.peek("OR", "OU") || p.ends() {
			break
		}
		joined := len(kids) > 0 && p.operator("AND", "ET")
		if len(kids) == 0 && p.peek("AND", "ET") {
			return nil, p.wrong(here, "AND has nothing before it", "write a word before it, or take it out")
		}
		if joined && (p.ends() || p.peek("OR", "OU", "AND", "ET")) {
			return nil, p.wrong(here, "nothing follows AND", "write what must stand too, or take AND out")
		}
		here = p.at
		denied := p.operator("NOT", "SAUF")
		if denied && (p.ends() || p.peek("OR", "OU", "AND", "ET", "NOT", "SAUF")) {
			return nil, p.wrong(here, "nothing follows NOT", "write what must not stand")
		}
		k := operand{at: p.place(here), apart: joined}
		var err *sada.Problem
		if k.node, err = p.near(); err != nil {
			return nil, err
		}
		if denied {
			k.node = &not{p.written(here), k.node}
		} else {
			k.bare = p.bare(here)
		}
		kids = append(kids, k)
	}
	switch all := p.rows(kids); len(all) {
	case 0:
		if p.at < len(p.src) && p.src[p.at] != ')' {
			return nil, p.wrong(p.at, "OR has nothing before it", "write a word before it, or take it out")
		}
		return nil, p.wrong(p.at, "something is missing here", `write a word, or a "phrase"`)
	case 1:
		return all[0], nil
	default:
		return &and{p.written(start), all}, nil
	}
}

func (p *parser) peek(names ...string) bool {
	at := p.at
	ok := p.operator(names...)
	p.at = at
	return ok
}

func (p *parser) digits() string {
	start := p.at
	for p.at < len(p.src) && p.src[p.at] >= '0' && p.src[p.at] <= '9' {
		p.at++
	}
	return p.src[start:p.at]
}

func (p *parser) primary() (node, *sada.Problem) {
	start := p.at
	if p.ends() {
		return nil, p.wrong(p.at, "something is missing here", `write a word, or a "phrase"`)
	}
	switch r, n := utf8.DecodeRuneInString(p.src[p.at:]); {
	case r == '(':
		return p.bracket()
	case r == '$':
		return p.alias()
	case r == '=':
		p.at += n
		return p.leaf(start, true)
	}
	if p.peek("AND", "ET", "OR", "OU", "NOT", "SAUF") {
		return nil, p.wrong(p.at, "an operator stands where a word should", `write the word, or put the operator in quotes to look for it`)
	}
	here := p.at
	if _, _, ok, err := p.nearOperator(); ok || err != nil {
		return nil, p.wrong(here, "NEAR has nothing before it", "write a word before it, or put it in quotes to look for it")
	}
	if r, n := utf8.DecodeRuneInString(p.src[p.at:]); (r == '-' || r == '−' || r == '–') && p.at+n < len(p.src) {
		if next, _ := utf8.DecodeRuneInString(p.src[p.at+n:]); unicode.IsLetter(next) || quoteAt(p.src[p.at+n:]) != 0 {
			return nil, p.wrong(p.at, "- before a word does not keep it out", "write NOT before it, or take the - out")
		}
	}
	if name, ok := p.fieldName(); ok {
		return p.scope(start, name)
	}
	return p.leaf(start, false)
}

func (p *parser) bracket() (node, *sada.Problem) {
	open := p.at
	if p.depth++; p.depth > maxDepth {
		return nil, p.wrong(open, fmt.Sprintf("more than %d brackets in one another", maxDepth), "make the query flatter")
	}
	p.at++
	p.space()
	if p.at < len(p.src) && p.src[p.at] == ')' {
		return nil, p.wrong(open, "there is nothing between the brackets", "write a word between them, or take them out")
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.at >= len(p.src) || p.src[p.at] != ')' {
		return nil, p.wrong(open, "this bracket is not closed", "write ) where it ends")
	}
	p.at++
	p.depth--
	p.space()
	return n, nil
}
