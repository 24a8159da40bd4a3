package match

import (
	"strings"

	"sada"
	"sada/internal/words"
)

// Lister lists the forms of articles, one after the other, as numbers. It remembers
// the words it has met, since most words of a text stood in others before. The zero
// value is ready; it is not safe for use by several goroutines.
type Lister struct {
	met     [words.Variants]map[string][]int32 // a word, to the numbers of its forms
	numbers map[string]int32
	names   []string
	last    []int // of each form, the article that held it last
	article int
	forms   []string
}

// Forms returns the numbers of what Document.Forms returns of an article, each
// once, in no order.
func (l *Lister) Forms(a *sada.Article) []int32 {
	l.article++
	var out []int32
	eachPart(a, func(_ string, _ field, text string) {
		tokens := words.Tokens(text)
		for i := range tokens {
			for _, n := range l.of(&tokens[i]) {
				if l.last[n] != l.article {
					l.last[n] = l.article
					out = append(out, n)
				}
			}
		}
	})
	return out
}

// Name is the form of a number.
func (l *Lister) Name(n int32) string { return l.names[n] }

// Len is how many forms it has numbered.
func (l *Lister) Len() int { return len(l.names) }

// of lists the forms of a word by their numbers.
func (l *Lister) of(t *words.Token) []int32 {
	met, key := &l.met[t.Variant()], t.Key
	if t.Joined != "" {
		key += " " + t.Joined
	}
	if numbers, known := (*met)[key]; known {
		return numbers
	}
	if *met == nil {
		*met = map[string][]int32{}
	}
	if l.numbers == nil {
		l.numbers = map[string]int32{}
	}
	l.forms = words.Forms(t, l.forms[:0])
	numbers := make([]int32, len(l.forms))
	for i, f := range l.forms {
		n, numbered := l.numbers[f]
		if !numbered {
			f = strings.Clone(f) // not the whole text that it stands in
			n = int32(len(l.names))
			l.numbers[f] = n
			l.names, l.last = append(l.names, f), append(l.last, 0)
		}
		numbers[i] = n
	}
	(*met)[strings.Clone(key)] = numbers
	return numbers
}
