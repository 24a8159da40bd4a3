package match

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"sada"
	"sada/internal/words"
)

// quotes are the pairs between which a phrase stands; straight, curly and
// French ones are equal.
var quotes = map[rune]string{'"': `"”“`, '“': `”"“`, '”': `”"`, '„': `“”"`, '«': `»`, '‹': `›`}

// quoteAt returns the opening quote at the beginning of s, 0 when there is none.
func quoteAt(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	if _, ok := quotes[r]; ok {
		return r
	}
	return 0
}

// quoted reads up to the closing quote.
func (p *parser) quoted(open rune) (string, *sada.Problem) {
	start := p.at
	p.at += utf8.RuneLen(open)
	end := strings.IndexAny(p.src[p.at:], quotes[open])
	if end < 0 {
		return "", p.wrong(start, "this quote is not closed", "write the closing quote where the phrase ends")
	}
	text := p.src[p.at : p.at+end]
	_, n := utf8.DecodeRuneInString(p.src[p.at+end:])
	p.at += end + n
	return text, nil
}

// leaf reads a word or a phrase with what is tied to it: * ~n {n}.
func (p *parser) leaf(start int, exact bool) (node, *sada.Problem) {
	open := quoteAt(p.src[p.at:])
	var text string
	if open != 0 {
		begin := p.at + utf8.RuneLen(open)
		t, err := p.quoted(open)
		if err != nil {
			return nil, err
		}
		text = t
		if i := strings.IndexAny(text, "*~"); i >= 0 {
			return nil, p.wrong(begin+i, "* and ~ have no meaning inside quotes", "write word* ONEAR/1 other, or put it behind the quotes")
		}
	} else {
		text = p.bareWord()
	}
	n := &phrase{terms: newTerm(text, exact), exact: exact, least: 1}
	if len(n.terms) == 0 {
		if open != 0 {
			return nil, p.wrong(start, "there is no word between the quotes", "write one, or take the quotes out")
		}
		if text == "" {
			text = p.rest()
		}
		return nil, p.wrong(start, fmt.Sprintf("%q is no word", text), "put it in quotes, or take it out")
	}
	if err := p.suffixes(n, start, open != 0); err != nil {
		return nil, err
	}
	if last := n.terms[len(n.terms)-1]; exact && (last.prefix || last.fuzzy > 0) {
		return nil, p.wrong(start, "= asks for the exact form: * and ~ do not go with it", "take = out, or * or ~")
	} else if last.prefix && last.fuzzy > 0 {
		return nil, p.wrong(start, "* and ~ do not go together on one word", "take one of them out")
	}
	n.text = p.written(start)
	p.space()
	p.warn(n, start)
	return spelled(n, text), nil
}

// spelled puts the other spellings of a leaf beside it. An exact form, a prefix
// and a fuzzy word have none.
func spelled(n *phrase, text string) node {
	if last := n.terms[len(n.terms)-1]; n.exact || last.prefix || last.fuzzy > 0 {
		return n
	}
	others := words.Spellings(text)
	if len(others) == 0 {
		return n
	}
	all := &or{text: n.text, kids: []node{n}, least: n.least}
	n.least = 1
	for _, s := range others {
		all.kids = append(all.kids, &phrase{text: n.text, terms: newTerm(s, false), slop: n.slop, least: 1})
	}
	return all
}

// bareWord reads to the next space, bracket or sign that belongs to a leaf.
func (p *parser) bareWord() string {
	start := p.at
	for p.at < len(p.src) {
		r, n := utf8.DecodeRuneInString(p.src[p.at:])
		if blank(r) || strings.ContainsRune(`()*~{}"«»“”„‹›$=`, r) {
			break
		}
		p.at += n
	}
	return p.src[start:p.at]
}

// suffixes reads * ~n {n} behind a leaf.
func (p *parser) suffixes(n *phrase, start int, inQuotes bool) *sada.Problem {
	for p.at < len(p.src) {
		here := p.at
		switch p.src[p.at] {
		case '*':
			p.at++
			if err := p.prefix(n, start); err != nil {
				return err
			}
		case '~':
			p.at++
			if err := p.tilde(n, here, inQuotes); err != nil {
				return err
			}
		case '{':
			end := strings.IndexByte(p.src[p.at:], '}')
			count := -1
			if end > 0 {
				if v, err := strconv.Atoi(p.src[p.at+1 : p.at+end]); err == nil {
					count = v
				}
			}
			if count < 1 || count > 1000 {
				return p.wrong(here, "{ } wants a number of times from 1 to 1000", "write {2} for at least twice")
			}
			n.least = count
			p.at += end + 1
		default:
			r, _ := utf8.DecodeRuneInString(p.src[p.at:])
			if blank(r) || r == ')' {
				return nil
			}
			return p.wrong(here, fmt.Sprintf("%q follows without a space", string(r)), "put a space before it")
		}
	}
	return nil
}

func (p *parser) prefix(n *phrase, start int) *sada.Problem {
	last := &n.terms[len(n.terms)-1]
	least := 4
	if t := words.Tokens(last.surface); len(t) > 0 && t[0].Arabic {
		least = 3
	}
	if utf8.RuneCountInString(last.key) < least {
		return p.wrong(start, fmt.Sprintf("* after fewer than %d letters would hit too much", least), "write more letters before *")
	}
	// What is left of a word is no word of a dictionary: it is folded and no more.
	last.prefix, last.keys = true, nil
	return nil
}

func (p *parser) tilde(n *phrase, here int, inQuotes bool) *sada.Problem {
	digits := p.digits()
	v, err := strconv.Atoi(digits)
	if inQuotes {
		if err != nil || v < 0 || v > 20 {
			return p.wrong(here, "~ behind a phrase wants a number of words from 0 to 20", `write "a b"~3`)
		}
		n.slop = v
		return nil
	}
	if digits == "" {
		v, err = 1, nil
	}
	if err != nil || v < 1 || v > 2 {
		return p.wrong(here, "~ behind a word wants 1 or 2 letters", "write word~1")
	}
	for i := range n.terms {
		if least := 1 + 2*v; utf8.RuneCountInString(n.terms[i].key) < least {
			return p.wrong(here, fmt.Sprintf("~%d behind fewer than %d letters would hit too much", v, least), "write the other spellings with OR between them")
		}
		n.terms[i].fuzzy = v
	}
	return nil
}

// warn notes what a person may not have meant.
func (p *parser) warn(n *phrase, start int) {
	at := p.place(start)
	if len(n.terms) != 1 {
		return
	}
	t := n.terms[0]
	switch {
	case t.surface == "و" || t.surface == "أو" || strings.EqualFold(t.surface, "and") || strings.EqualFold(t.surface, "or") || strings.EqualFold(t.surface, "not"):
		p.warns = append(p.warns, warning{at, fmt.Sprintf("%q is read as a word to look for", t.surface), "write AND, OR or NOT in capitals for the operator"})
	case t.capital:
		p.warns = append(p.warns, warning{at, fmt.Sprintf("%q in capitals does not hit the same letters in lower case", t.surface), ""})
	case words.Common(t.surface):
		p.warns = append(p.warns, warning{at, fmt.Sprintf("%q is as common as a particle: it stands in nearly every text", t.surface), "put it into a phrase"})
	case t.unpaired && !n.exact:
		p.warns = append(p.warns, warning{at, fmt.Sprintf("%q looks like a plural whose singular is not known here: it does not find it", t.surface), "write both with OR between"})
	case utf8.RuneCountInString(t.key) < 3 && !t.capital:
		p.warns = append(p.warns, warning{at, fmt.Sprintf("%q is so short that it stands in very many texts", t.surface), "put it into a phrase"})
	}
}

// Warnings lists what in the query a person may not have meant.
func (q *Query) Warnings() []sada.Problem {
	var out []sada.Problem
	for _, w := range q.warns {
		out = append(out, sada.Problem{Place: w.place, What: w.what, Instead: w.instead})
	}
	return out
}
