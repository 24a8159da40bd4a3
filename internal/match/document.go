package match

import (
	"strings"
	"time"

	"sada"
	"sada/internal/words"
)

// utc is the zone in which days are compared as strings of figures.
var utc = time.UTC

// part is one field of an article with its words.
type part struct {
	name   string // as hits name it
	field  field
	text   string
	first  int // index of its first token
	tokens int
}

// Document is an article taken apart once, to be asked many queries. It is safe
// for use by many goroutines once made.
type Document struct {
	parts    []part
	tokens   []words.Token
	partOf   []uint8
	forms    []string         // every form of a word, once
	numbers  map[string]int32 // a form, to its place in forms
	postings lists[int32]     // by that place: the tokens that may be it
	kind     sada.Kind
	source   string
	language string
	day      string
	latin    int      // words of Latin letters
	accented int      // those with an accent
	glimpsed *glimpse // of a Sieve; nil where all of the text is known
}

// glimpse is what is known of an article that was not read, beside its tokens.
type glimpse struct {
	at     []uint32        // of each token, its place among all words
	goesOn map[uint32]bool // the places of words whose number goes on behind them
}

// NewDocument takes an article of the given source apart.
func NewDocument(a *sada.Article, source string) *Document {
	d := newDocument(a, source)
	d.index(nil)
	return d
}

// newDocument takes an article apart. Its words are not looked up yet.
func newDocument(a *sada.Article, source string) *Document {
	d := &Document{kind: a.Kind, source: strings.ToLower(source), language: strings.ToLower(a.Language), day: string(a.Published.Day())}
	eachPart(a, d.add)
	return d
}

// partFields are the fields of the parts that eachPart tells, in their order.
var partFields = [...]field{inTitle, inBody, inBody, inAuthor}

// eachPart calls fn for the fields of an article whose words can be asked for.
func eachPart(a *sada.Article, fn func(name string, f field, text string)) {
	for i, p := range [...]struct{ name, text string }{
		{"title", a.Title}, {"subtitle", a.Standfirst()}, {"text", a.Text()}, {"author", strings.Join(a.Authors, "\n")},
	} {
		fn(p.name, partFields[i], p.text)
	}
}

// index notes for every form of a word which tokens may be it; of those that keep
// names alone, when it is not nil.
func (d *Document) index(keep func(t *words.Token, surface string) bool) {
	d.numbers = make(map[string]int32, len(d.tokens))
	d.forms = make([]string, 0, len(d.tokens)*3/2)
	all := newPairs[int32](len(d.tokens) * 3)
	last := make([]int32, 0, len(d.tokens)*3/2) // of each form, the last token
	var forms []string
	for i := range d.tokens {
		token := int32(i)
		if keep != nil && !keep(&d.tokens[i], d.surface(token)) {
			continue
		}
		forms = words.Forms(&d.tokens[i], forms[:0])
		for _, f := range forms {
			n, ok := d.numbers[f]
			if !ok {
				n = int32(len(d.forms))
				d.numbers[f] = n
				d.forms, last = append(d.forms, f), append(last, -1)
			}
			if last[n] != token {
				last[n] = token
				all.add(n, token)
			}
		}
	}
	d.postings = all.lists(len(d.forms))
}

// posted lists the tokens that may be a form, in order.
func (d *Document) posted(form string) []int32 {
	if n, ok := d.numbers[form]; ok {
		return d.postings.of(n)
	}
	return nil
}

func (d *Document) add(name string, f field, text string) {
	if text == "" {
		return
	}
	tokens := words.Tokens(text)
	p := part{name: name, field: f, text: text, first: len(d.tokens), tokens: len(tokens)}
	for i := range tokens {
		d.partOf = append(d.partOf, uint8(len(d.parts)))
		if !tokens[i].Arabic {
			d.latin++
		}
		if tokens[i].Accented {
			d.accented++
		}
	}
	d.tokens = append(d.tokens, tokens...)
	d.parts = append(d.parts, p)
}

// surface returns a token as it is written.
func (d *Document) surface(token int32) string {
	return d.tokens[token].Surface(d.parts[d.partOf[token]].text)
}

// within reports whether a token lies in a field.
func (d *Document) within(token int32, f field) bool {
	have := d.parts[d.partOf[token]].field
	if f == anywhere {
		return have != inAuthor
	}
	return have == f
}
