package match

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sada"
)

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
		if r, _ := utf8.DecodeRuneInString(p.src[p.at:]); unicode.IsLetter(r) {
			return 0, false, false, p.wrong(p.at, fmt.Sprintf("%q follows without a space", string(r)), "put a space before it")
		}
	}
	p.space()
	if strings.HasPrefix(p.src[p.at:], "/") {
		return 0, false, false, p.wrong(here, "a space stands between "+name+" and its number", "write "+name+"/10")
	}
	return within, name == "ONEAR", true, nil
}
