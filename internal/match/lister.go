package match

import (
	"slices"
	"strings"

	"sada"
	"sada/internal/words"
)

const (
	// joinMark stands before what a word is joined to, in the names of an index.
	joinMark = "\x02"
	// numberMark is the name of the places at which a number goes on behind a word.
	numberMark = "\x03"
)

// Lister takes articles apart for an index, one after the other: their words as
// numbers, and where these stand. It remembers the words it has met, since most
// words of a text stood in others before. The zero value is ready; it is not safe
// for use by several goroutines.
type Lister struct {
	met     [words.Variants]map[string]int32 // the surface of a word, to its number
	numbers map[string]int32
	names   []string
	listed  Listed
	zeros   []uint8 // room for the parts of the words of one part
}

// Listed is an article taken apart for an index. It is good until the next one is.
type Listed struct {
	Words   []int32  // by the numbers of their names, in the order of the text
	At      []uint32 // of each of Words, its place among the words of the article
	Outline []byte   // where sentences and fields end, and what the article is beside its words
}

// List takes an article of the given source apart. Of a word that is joined with
// the next both its own name and the one of the whole are listed, in one place, and
// so is the end of a group of figures that another follows.
func (l *Lister) List(a *sada.Article, source string) Listed {
	if l.numbers == nil {
		l.numbers = map[string]int32{}
	}
	l.listed.Words, l.listed.At = l.listed.Words[:0], l.listed.At[:0]
	o := newOutline(l.listed.Outline[:0], a, source)
	at := uint32(0)
	number := -1
	eachPart(a, func(_ string, _ field, text string) {
		number++
		tokens := words.Tokens(text)
		o.part(number, tokens)
		part := l.part(tokens, text)
		for i := range tokens {
			t := &tokens[i]
			l.add(l.of(t, text), at)
			if whole := joined(t); whole != "" {
				l.add(l.number(whole), at)
			}
			if t.Key[0] <= '9' && part.numberGoesOn(int32(i)) {
				l.add(l.number(numberMark), at)
			}
			at++
		}
	})
	l.listed.Outline = o.bytes()
	return l.listed
}

// part is a document of one part, to be asked where its numbers go on.
func (l *Lister) part(tokens []words.Token, text string) *Document {
	if missing := len(tokens) - len(l.zeros); missing > 0 {
		l.zeros = append(l.zeros, make([]uint8, missing)...)
	}
	return &Document{tokens: tokens, partOf: l.zeros[:len(tokens)], parts: []part{{text: text}}}
}

func (l *Lister) add(word int32, at uint32) {
	l.listed.Words, l.listed.At = append(l.listed.Words, word), append(l.listed.At, at)
}

// joined is the name of what a word is joined to, "" for nothing that is a form of it.
func joined(t *words.Token) string {
	if t.Arabic || t.Joined == "" {
		return ""
	}
	return joinMark + t.Joined
}

// Name is the name of a number in the index.
func (l *Lister) Name(n int32) string { return l.names[n] }

// Len is how many names it has numbered.
func (l *Lister) Len() int { return len(l.names) }

// of is the number of a word.
func (l *Lister) of(t *words.Token, text string) int32 {
	met := &l.met[t.Variant()]
	if n, known := (*met)[t.Surface(text)]; known {
		return n
	}
	if *met == nil {
		*met = map[string]int32{}
	}
	n := l.number(t.Spelling(text))
	(*met)[l.names[n][:len(t.Surface(text))]] = n
	return n
}

func (l *Lister) number(name string) int32 {
	n, numbered := l.numbers[name]
	if !numbered {
		name = strings.Clone(name) // not the whole text that it stands in
		n = int32(len(l.names))
		l.numbers[name] = n
		l.names = append(l.names, name)
	}
	return n
}

// Forms lists the forms of a name of the index under which it is looked up beside
// itself, each once.
func Forms(name string) []string {
	if name == numberMark {
		return nil
	}
	if whole, is := strings.CutPrefix(name, joinMark); is {
		forms := words.Joins(whole, nil)[1:]
		for i, f := range forms {
			forms[i] = joinMark + f
		}
		return forms
	}
	t := words.Spelled(name)
	forms := words.Forms(&t, nil)
	slices.Sort(forms)
	return slices.DeleteFunc(slices.Compact(forms), func(f string) bool { return f == name })
}
