package match

import (
	"cmp"
	"slices"
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
	postings map[string][]int32 // every form of a word, to the tokens that may be it
	source   string
	language string
	day      string
}

// NewDocument takes an article of the given source apart.
func NewDocument(a *sada.Article, source string) *Document {
	d := &Document{source: strings.ToLower(source), language: strings.ToLower(a.Language), day: string(a.Published.Day())}
	d.add("title", inTitle, a.Title)
	d.add("subtitle", inBody, a.Standfirst())
	d.add("text", inBody, a.Text())
	d.add("author", inAuthor, strings.Join(a.Authors, "\n"))
	d.postings = make(map[string][]int32, len(d.tokens)*2)
	var forms []string
	for i := range d.tokens {
		forms = words.Forms(&d.tokens[i], forms[:0])
		for _, f := range forms {
			list := d.postings[f]
			if n := len(list); n > 0 && list[n-1] == int32(i) {
				continue
			}
			d.postings[f] = append(list, int32(i))
		}
	}
	return d
}

func (d *Document) add(name string, f field, text string) {
	if text == "" {
		return
	}
	tokens := words.Tokens(text)
	p := part{name: name, field: f, text: text, first: len(d.tokens), tokens: len(tokens)}
	for range tokens {
		d.partOf = append(d.partOf, uint8(len(d.parts)))
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

// hit is one place where a leaf hits: a run of tokens of one part.
type hit struct {
	leaf        *phrase
	first, last int32
}

// hits turns runs of tokens into what is shown: one a leaf and field, its spans
// in the order of the text, each once.
func (d *Document) hits(found []hit) []sada.Hit {
	var out []sada.Hit
	var parts []*part
	place := map[string]int{}
	for _, h := range found {
		p := &d.parts[d.partOf[h.first]]
		key := h.leaf.text + "\x00" + p.name
		i, have := place[key]
		if !have {
			i = len(out)
			place[key] = i
			out = append(out, sada.Hit{Leaf: h.leaf.text, Field: p.name})
			parts = append(parts, p)
		}
		out[i].Spans = append(out[i].Spans, [2]int{int(d.tokens[h.first].Start), int(d.tokens[h.last].End)})
	}
	for i := range out {
		h, p := &out[i], parts[i]
		slices.SortFunc(h.Spans, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
		h.Spans = slices.Compact(h.Spans)
		first := h.Spans[0]
		begin, end := words.Sentence(p.text, first[0])
		h.Surface, h.Sentence = p.text[first[0]:first[1]], p.text[begin:max(end, first[1])]
	}
	return out
}
