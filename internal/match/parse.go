package match

import (
	"fmt"
	"strconv"
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
	n := utf8.RuneCountInString(p.src[:min(at, len(p.src))]) + 1
	return &sada.Problem{Place: fmt.Sprintf("character %d", n), What: what, Instead: instead}
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

func (p *parser) space() {
	for p.at < len(p.src) {
		r, n := utf8.DecodeRuneInString(p.src[p.at:])
		if !unicode.IsSpace(r) && r != 0x200e && r != 0x200f {
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
	return &or{p.written(start), kids}, nil
}

// ends reports whether an operand cannot begin here.
func (p *parser) ends() bool { return p.at >= len(p.src) || p.src[p.at] == ')' }

func (p *parser) written(start int) string { return strings.TrimSpace(p.src[start:p.at]) }

func (p *parser) and() (node, *sada.Problem) {
	start := p.at
	var kids []node
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
		k, err := p.near()
		if err != nil {
			return nil, err
		}
		if denied {
			k = &not{p.written(here), k}
		}
		kids = append(kids, k)
	}
	switch len(kids) {
	case 0:
		if p.at < len(p.src) && p.src[p.at] != ')' {
			return nil, p.wrong(p.at, "OR has nothing before it", "write a word before it, or take it out")
		}
		return nil, p.wrong(p.at, "something is missing here", `write a word, or a "phrase"`)
	case 1:
		return kids[0], nil
	}
	return &and{p.written(start), kids}, nil
}

func (p *parser) peek(names ...string) bool {
	at := p.at
	ok := p.operator(names...)
	p.at = at
	return ok
}

// near reads operands tied by NEAR or ONEAR.
func (p *parser) near() (node, *sada.Problem) {
	start := p.at
	first, err := p.primary()
	if err != nil {
		return nil, err
	}
	for {
		here := p.at
		within, ordered, ok, err := p.nearOperator()
		if err != nil {
			return nil, err
		}
		if !ok {
			return first, nil
		}
		if p.ends() {
			return nil, p.wrong(here, "nothing follows NEAR", "write what must stand near")
		}
		second, err := p.primary()
		if err != nil {
			return nil, err
		}
		for _, k := range []node{first, second} {
			if !positional(k) {
				return nil, p.wrong(here, "NEAR stands between words and phrases, not around AND or NOT", "write (a OR b) NEAR/5 c")
			}
		}
		first = &near{p.written(start), []node{first, second}, within, ordered}
	}
}

// positional reports whether a branch has places in a text.
func positional(n node) bool {
	switch n := n.(type) {
	case *phrase, *near:
		return true
	case *or:
		for _, k := range n.kids {
			if !positional(k) {
				return false
			}
		}
		return true
	case *scoped:
		return positional(n.kid)
	}
	return false
}

func (p *parser) nearOperator() (within int, ordered, ok bool, err *sada.Problem) {
	rest := p.src[p.at:]
	name := ""
	for _, n := range []string{"ONEAR", "NEAR"} {
		if strings.HasPrefix(rest, n) {
			name = n
			break
		}
	}
	if name == "" {
		return 0, false, false, nil
	}
	after := rest[len(name):]
	if r, _ := utf8.DecodeRuneInString(after); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return 0, false, false, nil
	}
	here := p.at
	p.at += len(name)
	within = nearWords
	if strings.HasPrefix(after, "/") {
		p.at++
		digits := p.digits()
		n, bad := strconv.Atoi(digits)
		if bad != nil || n < 1 || n > maxNear {
			return 0, false, false, p.wrong(here, fmt.Sprintf("%s/ wants a number of words from 1 to %d", name, maxNear), "write "+name+"/10")
		}
		within = n
	}
	p.space()
	return within, name == "ONEAR", true, nil
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

// fieldName reads "name:" when a known or unknown field stands here.
func (p *parser) fieldName() (string, bool) {
	end := p.at
	for end < len(p.src) && p.src[end] >= 'a' && p.src[end] <= 'z' {
		end++
	}
	if end == p.at || end >= len(p.src) || p.src[end] != ':' {
		return "", false
	}
	if end+1 >= len(p.src) || p.src[end+1] == ' ' {
		return "", false
	}
	return p.src[p.at:end], true
}

func (p *parser) scope(start int, name string) (node, *sada.Problem) {
	f, known := fieldNames[name]
	if !known {
		return nil, p.wrong(start, fmt.Sprintf("there is no field %q", name), "write title: body: source: lang: author: or date:")
	}
	p.at += len(name) + 1
	switch f {
	case inTitle, inBody, inAuthor:
		k, err := p.primary()
		if err != nil {
			return nil, err
		}
		return &scoped{p.written(start), f, k}, nil
	}
	here := p.at
	value, err := p.value()
	if err != nil {
		return nil, err
	}
	if f == inDate {
		if err := p.checkDate(here, value); err != nil {
			return nil, err
		}
	}
	return &about{p.written(start), f, strings.ToLower(value)}, nil
}

// value reads the plain value of source:, lang: and date:.
func (p *parser) value() (string, *sada.Problem) {
	if closing := quoteAt(p.src[p.at:]); closing != 0 {
		return p.quoted(closing)
	}
	start := p.at
	for p.at < len(p.src) {
		r, n := utf8.DecodeRuneInString(p.src[p.at:])
		if unicode.IsSpace(r) || r == ')' || r == '(' {
			break
		}
		p.at += n
	}
	v := p.src[start:p.at]
	p.space()
	if v == "" {
		return "", p.wrong(start, "a value is missing behind the field", "write source:le360-fr, lang:ar or date:2022-11-01")
	}
	return v, nil
}

// checkDate asks for a day, or two with .. between them, either left out.
func (p *parser) checkDate(at int, v string) *sada.Problem {
	from, until, span := strings.Cut(v, "..")
	for i, d := range []string{from, until} {
		if d == "" && span || i == 1 && !span {
			continue
		}
		if _, ok := sada.Day(d).Start(utc); !ok {
			return p.wrong(at, fmt.Sprintf("%q is no day", d), "write date:2022-11-01 or date:2022-11-01..2022-11-30")
		}
	}
	if v == ".." {
		return p.wrong(at, "date:.. names no day", "write date:2022-11-01..")
	}
	return nil
}

// alias puts the set that $name stands for in its place.
func (p *parser) alias() (node, *sada.Problem) {
	start := p.at
	p.at++
	for p.at < len(p.src) {
		c := p.src[p.at]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			break
		}
		p.at++
	}
	name := p.src[start+1 : p.at]
	set, known := p.aliases[name]
	if !known || len(set) == 0 {
		return nil, p.wrong(start, fmt.Sprintf("there is no alias %q in the settings", name), "write it under `aliases:`, or take the $ out")
	}
	for _, o := range p.open {
		if o == name {
			return nil, p.wrong(start, fmt.Sprintf("the alias %q leads back to itself", name), "take it out of its own set")
		}
	}
	if len(p.open) >= maxAlias {
		return nil, p.wrong(start, fmt.Sprintf("more than %d aliases in one another", maxAlias), "write the names out")
	}
	var kids []node
	for _, form := range set {
		inner := &parser{src: form, aliases: p.aliases, open: append(append([]string{}, p.open...), name), depth: p.depth}
		text := form
		if !strings.HasPrefix(form, "$") && quoteAt(form) == 0 {
			inner.src = `"` + form + `"`
		}
		q, err := inner.parse()
		if err != nil {
			return nil, p.wrong(start, fmt.Sprintf("alias %q, %q: %s", name, text, err.What), err.Instead)
		}
		kids = append(kids, q.root)
	}
	p.space()
	if len(kids) == 1 {
		return kids[0], nil
	}
	return &or{p.written(start), kids}, nil
}
