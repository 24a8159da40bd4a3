// Package match says where an article answers a query, one or many at once, and
// what came closest where it does not. The language is a press officer's: AND OR
// NOT (ET OU SAUF) in capitals, phrases, NEAR/n, ONEAR/n, *, {n}, ="exact",
// fields, aliases. It also owns what makes two texts copies of one.
//
// It is pure: it knows no network, no clock, no disk, no log, and nothing of
// events and their windows.
package match

import (
	"strings"

	"sada/internal/words"
)

// Query is a query ready to be asked. It is safe for use by many goroutines.
type Query struct {
	text  string
	root  node
	warns []warning
}

type warning struct{ place, what, instead string }

// String returns the query as it was written.
func (q *Query) String() string { return q.text }

// node is one branch of a query.
type node interface {
	// match reports whether the branch holds, and adds its hits when it does.
	match(d *reading, scope field, into *[]hit) bool
	// source gives the branch as it was written.
	source() string
}

type (
	and struct {
		text string
		kids []node
	}
	or struct {
		text  string
		kids  []node
		least int // of one leaf in several spellings: at least so many hits
	}
	not struct {
		text string
		kid  node
	}
	near struct {
		text    string
		kids    []node
		within  int
		ordered bool
	}
	scoped struct {
		text  string
		field field
		kid   node
	}
	// phrase is one or more words in a row.
	phrase struct {
		text  string
		terms []term
		slop  int
		least int // at least so many hits
		exact bool
		needs []int32 // in a Set: the numbers of words that must all be present
	}
	// about asks what is known of the article beside its words.
	about struct {
		text  string
		field field
		value string
	}
)

func (n *and) source() string    { return n.text }
func (n *or) source() string     { return n.text }
func (n *not) source() string    { return n.text }
func (n *near) source() string   { return n.text }
func (n *scoped) source() string { return n.text }
func (n *phrase) source() string { return n.text }
func (n *about) source() string  { return n.text }

// term is one word of a phrase.
type term struct {
	surface  string   // as written
	keys     []string // folded, as they may stand in a text
	others   []string // those of keys that are broken plurals, or their singulars
	key      string   // folded, of a prefix or a fuzzy word
	accents  bool     // it carries some
	within   bool     // a word of small letters that carries one behind its first letter
	acute    bool     // it ends in é, before the signs of number and gender
	hamza    bool     // an alef of it carries a sign
	capital  bool     // a word of capitals, which no lower-case word answers
	numeral  bool     // figures alone
	unpaired bool     // it looks like a broken plural that is not known
	prefix   bool
	fuzzy    int // edits
}

// field is a part of the article; 0 is all of its words.
type field int

const (
	anywhere field = iota
	inTitle
	inBody
	inSource
	inLanguage
	inAuthor
	inDate
)

var fieldNames = map[string]field{
	"title": inTitle, "titre": inTitle, "body": inBody, "texte": inBody, "source": inSource,
	"lang": inLanguage, "author": inAuthor, "auteur": inAuthor, "date": inDate,
}

func newTerm(text string, exact bool) []term {
	var out []term
	for _, t := range words.Tokens(text) {
		surface := t.Surface(text)
		k := term{surface: surface, key: t.Key, accents: t.Accented && !t.Ordinal(), acute: words.Acute(surface), hamza: t.Arabic && words.Hamza(surface), keys: words.Citation(&t), others: words.Numbers(&t)}
		k.within = t.Lower && k.accents && words.AccentWithin(surface)
		k.numeral = figures(t.Key)
		k.unpaired = words.Unpaired(&t, surface)
		if exact {
			k.keys, k.others = []string{surface}, nil
			k.key = words.Forms(&t, nil)[0] // of a particle the key that all its forms share
		}
		letters := strings.ReplaceAll(surface, ".", "")
		if n := len(letters); !t.Arabic && n >= 2 && n <= 6 && strings.ToUpper(letters) == letters && strings.ContainsFunc(letters, func(r rune) bool { return r >= 'A' && r <= 'Z' }) {
			k.capital = true
			k.keys = []string{t.Key}
		}
		out = append(out, k)
	}
	return out
}
