package match

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sada"
)

// Foreign says what of a query looks like the operators of another tool, which
// here are words or nothing: each place with what stands there, and the first of
// them with the query that was meant. None for a query that is ours. Parse reads
// such a query all the same.
func Foreign(query string) []sada.Problem {
	pieces := piecesOf(query)
	var found []sada.Problem
	for i := range pieces {
		if what := pieces[i].mend(pieces, i); what != "" {
			n := utf8.RuneCountInString(query[:pieces[i].at]) + 1
			found = append(found, sada.Problem{Place: fmt.Sprintf("character %d", n), What: what})
		}
	}
	if len(found) > 0 {
		found[0].Instead = "write " + meant(pieces)
		for i := range found[1:] {
			found[i+1].Instead = "likewise"
		}
	}
	return found
}

// piece is a word of a query with what is tied to it, a phrase in quotes, or a
// bracket.
type piece struct {
	at    int
	text  string
	plain bool   // neither quoted nor a bracket
	line  bool   // a line ends before it
	put   string // what was meant, "" when it stands as it is
	drop  bool
}

// word reports whether the piece at i is what may be looked for.
func word(pieces []piece, i int) bool {
	return i >= 0 && i < len(pieces) && !(pieces[i].plain && operators[pieces[i].text])
}

var operators = map[string]bool{"AND": true, "OR": true, "NOT": true, "ET": true, "OU": true, "SAUF": true, "NEAR": true, "ONEAR": true}

// piecesOf cuts a query at spaces and brackets outside quotes.
func piecesOf(query string) []piece {
	var out []piece
	line := false
	for at := 0; at < len(query); {
		r, n := utf8.DecodeRuneInString(query[at:])
		switch {
		case blank(r):
			line = line || r == '\n' || r == '\r'
			at += n
			continue
		case r == '(' || r == ')':
			out = append(out, piece{at: at, text: string(r)})
			at += n
		default:
			end := endOfPiece(query, at)
			text := query[at:end]
			out = append(out, piece{at: at, text: text, plain: !strings.ContainsAny(text, `"“”„«»‹›`), line: line && len(out) > 0})
			at = end
		}
		line = false
	}
	return out
}

// endOfPiece finds the next space or bracket that stands in no quotes.
func endOfPiece(query string, at int) int {
	for at < len(query) {
		r, n := utf8.DecodeRuneInString(query[at:])
		if blank(r) || r == '(' || r == ')' {
			return at
		}
		at += n
		if close, ok := quotes[r]; ok {
			i := strings.IndexAny(query[at:], close)
			if i < 0 {
				return len(query)
			}
			_, m := utf8.DecodeRuneInString(query[at+i:])
			at += i + m
		}
	}
	return at
}

// meant is the query with each piece as it was meant.
func meant(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.drop {
			continue
		}
		text := p.text
		if p.put != "" {
			text = p.put
		}
		if b.Len() > 0 && text != ")" && !strings.HasSuffix(b.String(), "(") {
			b.WriteByte(' ')
		}
		b.WriteString(text)
	}
	return b.String()
}

// foreign is one way in which other tools write what is here written otherwise.
// It matches a whole piece outside quotes.
type foreign struct {
	form    *regexp.Regexp
	what    string
	put     string // with $1 for what the form captures
	between bool   // only between two words
}

// foreigners are the operators of search engines, press databases and shells, in
// the languages of the office.
var foreigners = []foreign{
	{regexp.MustCompile(`(?i)^o?near/?(\d+)$`), "is no operator as it is written", "NEAR/$1", true},
	{regexp.MustCompile(`(?i)^(?:w|n|within|prox)/?(\d+)$`), "is another tool's NEAR", "NEAR/$1", true},
	{regexp.MustCompile(`^[/%](\d+)$`), "is another tool's NEAR", "NEAR/$1", true},
	{regexp.MustCompile(`(?i)^(?:pre|p|adj|dist|onear)/(\d+)$`), "is another tool's ONEAR", "ONEAR/$1", true},
	{regexp.MustCompile(`^(?i:adj)(\d+)$`), "is another tool's ONEAR", "ONEAR/$1", true},
	{regexp.MustCompile(`^(?:(?i:w)?/[sSpP]|SAME)$`), "is another tool's \"in one sentence\"", "NEAR/10", true},
	{regexp.MustCompile(`(?i)^(?:and/or|or/and|et/ou|ou/et)$`), "is two operators at once", "OR", true},
	{regexp.MustCompile(`^\|\|?$`), "is no operator here", "OR", true},
	{regexp.MustCompile(`^&&?$`), "is no operator here", "AND", true},
	{regexp.MustCompile(`^(?:or|ou|أو|او)$`), "is read as a word to look for", "OR", true},
	{regexp.MustCompile(`^(?:and|et|و)$`), "is read as a word to look for", "AND", true},
	{regexp.MustCompile(`^(?:not|sauf|ليس|دون)$`), "is read as a word to look for", "NOT", true},
	{regexp.MustCompile(`^(?:PAS|SANS|BUT|NON)$`), "is read as a word to look for", "NOT", true},
	{regexp.MustCompile(`^(?:ANDNOT|BUTNOT)$`), "is two operators in one word", "NOT", true},
	{regexp.MustCompile(`^MAIS$`), "is read as a word to look for", "AND", true},
	{regexp.MustCompile(`^XOR$`), "is no operator here", "OR", true},
	{regexp.MustCompile(`^([\p{L}\p{M}]{3,})!$`), "does not stand for the words that begin so", "$1*", false},
	{regexp.MustCompile(`^(.*[\p{L}\p{N}])\[[\p{L}/]{2,12}\]$`), "is no field: title: body: source: lang: author: and date: are", "$1", false},
	{regexp.MustCompile(`^!(\S+)$`), "does not keep the word out", "NOT $1", false},
	{regexp.MustCompile(`^\+([^\s+]\S*)$`), "is needless before a word: every word must stand", "$1", false},
	{regexp.MustCompile(`^(.*[\p{L}\p{N}])\^\d+(?:\.\d+)?$`), "gives no weight here", "$1", false},
}

// wild is a sign that stands for a letter within a word, and fielded a field of
// another tool.
var (
	wild    = regexp.MustCompile(`^[\p{L}\p{M}]+\?[\p{L}\p{M}]+$`)
	piped   = regexp.MustCompile(`^[^|]*[\p{L}\p{N}]\|\|?[\p{L}\p{N}][^|]*(?:\|[^|]+)*$`)
	ampered = regexp.MustCompile(`^[\p{L}\p{N}]+&&[\p{L}\p{N}]+$`)
	masked  = regexp.MustCompile(`^[\p{L}\p{M}]+#[\p{L}\p{M}]+$`)
	listing = regexp.MustCompile(`^[\p{L}\p{M}\p{N}]+(?:[;؛،][\p{L}\p{M}\p{N}]+)+$`)
	fielded = regexp.MustCompile(`^([\p{L}_]{2,20}):(.*)$`)
)

// mend says what is foreign of a piece, "" for nothing, and notes what was meant.
func (p *piece) mend(all []piece, i int) string {
	if what := p.listed(all, i); what != "" {
		return what
	}
	said := func(what string) string { return fmt.Sprintf("%q %s", p.text, what) }
	if m := fielded.FindStringSubmatch(p.text); m != nil && !strings.HasPrefix(m[2], "//") && !ourFields[strings.ToLower(m[1])] {
		name := strings.ToLower(m[1])
		p.field(all[i+1:], theirFields[name], m[2], strings.HasPrefix(name, "allin"))
		return said("is no field: title: body: source: lang: author: and date: are")
	}
	if !p.plain || p.drop {
		return ""
	}
	bare := unmarked(p.text)
	for _, f := range foreigners {
		if !f.form.MatchString(bare) || f.between && !between(all, i, f.put) || ours(p.text) {
			continue
		}
		p.put = f.form.ReplaceAllString(bare, f.put)
		return said(f.what)
	}
	switch {
	case wild.MatchString(p.text), masked.MatchString(p.text):
		p.put = strings.NewReplacer("?", "", "#", "").Replace(p.text) + "~1"
		return said("stands for no letter here")
	case listing.MatchString(p.text):
		p.put = "(" + strings.Join(strings.FieldsFunc(p.text, func(r rune) bool { return strings.ContainsRune(";؛،", r) }), " OR ") + ")"
		return fmt.Sprintf("%q: a list is no query, all of its words would have to stand in a row", p.text)
	case piped.MatchString(p.text):
		p.put = "(" + strings.Join(strings.FieldsFunc(p.text, func(r rune) bool { return r == '|' }), " OR ") + ")"
		return said("is read as a phrase")
	case ampered.MatchString(p.text):
		p.put = strings.Replace(p.text, "&&", " AND ", 1)
		return said("is read as a phrase")
	}
	return p.quoted(all, i)
}

// field puts our field for theirs, none for "", before the word, or the words,
// that it was meant for.
func (p *piece) field(behind []piece, ours, word string, all bool) {
	p.put, p.drop = ours+word, word == ""
	if ours == "" || word != "" && !all {
		return
	}
	for j := range behind {
		next := &behind[j]
		if operators[next.text] || next.text == "(" && j > 0 || next.text == ")" || strings.Contains(next.text, ":") {
			return
		}
		if next.put == "" {
			next.put = next.text
		}
		next.put = ours + next.put
		if !all || next.text == "(" {
			return
		}
	}
}

// ourFields are the names of fields as they are written here, and theirFields
// those of search engines and press databases, and of other languages, with
// ours, "" where we have none.
var (
	ourFields   = map[string]bool{"title": true, "body": true, "source": true, "lang": true, "author": true, "date": true}
	theirFields = fieldsOf(map[string]string{
		"title:":  "titre titres intitle allintitle headline headlines hl hlead hd ti titulo título titel عنوان العنوان",
		"body:":   "texte text intext allintext corps content contenu bodytext tx نص النص",
		"author:": "auteur auteurs by byline au autor signature كاتب الكاتب",
		"lang:":   "langue language languages la idioma sprache لغة اللغة",
	})
)

func fieldsOf(names map[string]string) map[string]string {
	all := map[string]string{}
	for field, list := range names {
		for _, name := range strings.Fields(list) {
			all[name] = field
		}
	}
	return all
}

// unmarked is a word without the vowel signs of Arabic.
func unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Arabic, unicode.Inherited) && unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}

// between reports whether the piece at i stands where an operator does: before it
// a word, or AND where it stands for NOT, and something behind it.
func between(all []piece, i int, put string) bool {
	if i == 0 || i+1 >= len(all) || all[i-1].text == "(" || all[i+1].text == ")" {
		return false
	}
	and := all[i-1].text == "AND" || all[i-1].text == "ET"
	return word(all, i-1) || put == "NOT" && and
}

// ours reports whether a piece is an operator as it is written here.
func ours(text string) bool {
	op, digits, slash := strings.Cut(text, "/")
	return operators[op] && (!slash || digits != "" && strings.Trim(digits, "0123456789") == "")
}

// listed tells a list by commas, semicolons or lines.
func (p *piece) listed(all []piece, i int) string {
	if i == 0 || !word(all, i) || !word(all, i-1) || p.text == ")" || all[i-1].text == "(" {
		return ""
	}
	before := &all[i-1]
	sign, _ := utf8.DecodeLastRuneInString(before.text)
	switch {
	case strings.ContainsRune(",;،؛", sign):
		bare := strings.TrimRight(before.text, ",;،؛")
		if before.put != "" {
			bare = strings.TrimRight(before.put, ",;،؛")
		}
		before.put, before.drop = bare, bare == ""
		p.put = "OR " + strings.TrimSpace(orText(p))
		return fmt.Sprintf("%q: a list is no query, all of its words would have to stand", before.text)
	case p.line:
		p.put = "OR " + orText(p)
		return "a line more is read as a word that must stand as well"
	}
	return ""
}

func orText(p *piece) string {
	if p.put != "" {
		return p.put
	}
	return p.text
}

// quoted tells words between single quotes.
func (p *piece) quoted(all []piece, i int) string {
	r, n := utf8.DecodeRuneInString(p.text)
	if r != '\'' && r != '‘' && r != '‚' {
		return ""
	}
	for j := i; j < len(all) && all[j].plain; j++ {
		last, m := utf8.DecodeLastRuneInString(all[j].text)
		if (last != '\'' && last != '’') || len(all[j].text) <= m || j == i && len(p.text) <= n+m {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(all[j].text[:len(all[j].text)-m]); !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			continue
		}
		p.put = `"` + p.text[n:]
		if j == i {
			p.put = `"` + p.text[n:len(p.text)-m] + `"`
		} else {
			all[j].put = all[j].text[:len(all[j].text)-m] + `"`
		}
		return "single quotes make no phrase"
	}
	return ""
}
