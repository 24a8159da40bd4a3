package match

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"sada"
)

// fieldName reads "name:" when a known or unknown field stands here. What is
// known is a field in capitals too, and with a space behind it; other words
// with a colon and a space or closing bracket behind it are words.
func (p *parser) fieldName() (string, bool) {
	end := p.at
	for end < len(p.src) && (p.src[end]|0x20 >= 'a' && p.src[end]|0x20 <= 'z') {
		end++
	}
	if end == p.at || end >= len(p.src) || p.src[end] != ':' {
		return "", false
	}
	name := p.src[p.at:end]
	if _, known := fieldNames[strings.ToLower(name)]; known {
		return name, true
	}
	if r, _ := utf8.DecodeRuneInString(p.src[end+1:]); end+1 >= len(p.src) || blank(r) || r == ')' || name != strings.ToLower(name) {
		return "", false
	}
	return name, true
}

func (p *parser) scope(start int, name string) (node, *sada.Problem) {
	f, known := fieldNames[strings.ToLower(name)]
	if !known {
		return nil, p.wrong(start, fmt.Sprintf("there is no field %q", name), "write title: body: source: lang: author: or date:")
	}
	p.at += len(name) + 1
	if r, _ := utf8.DecodeRuneInString(p.src[p.at:]); p.ends() || blank(r) {
		return nil, p.wrong(start, "nothing stands right behind "+name+":", "write "+example[f])
	}
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
	if err == nil && strings.TrimSpace(value) == "" {
		err = p.wrong(start, "nothing stands right behind "+name+":", "write "+example[f])
	}
	if err != nil {
		return nil, err
	}
	if f == inLanguage && len(value) > 3 {
		p.warns = append(p.warns, warning{p.place(here), fmt.Sprintf("%q is no code of a language", value), "write lang:ar or lang:fr"})
	}
	if f == inDate {
		if err := p.checkDate(here, value); err != nil {
			return nil, err
		}
	}
	return &about{p.written(start), f, strings.ToLower(value)}, nil
}

// example shows how each field is written.
var example = map[field]string{
	inTitle: `title:word or title:"a phrase"`, inBody: `body:word or body:"a phrase"`, inAuthor: "author:name",
	inSource: "source:le360-fr or source:le360-*", inLanguage: "lang:ar", inDate: "date:2022-11-01 or date:2022-11-01..2022-11-30",
}

// value reads the plain value of source:, lang: and date:.
func (p *parser) value() (string, *sada.Problem) {
	if open := quoteAt(p.src[p.at:]); open != 0 {
		v, err := p.quoted(open)
		p.space()
		return v, err
	}
	start := p.at
	for p.at < len(p.src) {
		r, n := utf8.DecodeRuneInString(p.src[p.at:])
		if blank(r) || r == ')' || r == '(' {
			break
		}
		p.at += n
	}
	v := p.src[start:p.at]
	p.space()
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
	if span && from != "" && until != "" && from > until {
		return p.wrong(at, "the first day is later than the second", "write date:"+until+".."+from)
	}
	if v == ".." {
		return p.wrong(at, "date:.. names no day", "write date:2022-11-01..")
	}
	return nil
}
