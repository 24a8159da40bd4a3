package match

import (
	"fmt"
	"strings"

	"sada"
)

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
		if !strings.HasPrefix(form, "$") && !strings.HasPrefix(form, "=") && quoteAt(form) == 0 {
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
	return &or{text: p.written(start), kids: kids}, nil
}
