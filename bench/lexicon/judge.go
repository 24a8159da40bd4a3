package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sada"
	"sada/internal/match"
	"sada/internal/words"
)

// writesAccents stands before a word that is asked, so that its text is one that
// writes its accents.
const writesAccents = "Déjà, voilà, là-bas. "

// judge asks every noun of some texts for the words of the same texts.
type judge struct {
	lexicon *lexicon
	nouns   []string            // the stems that are asked
	words   []string            // known words in small letters, once each
	under   map[string][]string // a key, to the words that answer under it
	unknown int                 // words that the lexicon does not know
}

func newJudge(l *lexicon, texts []string) *judge {
	j := &judge{lexicon: l, under: map[string][]string{}}
	met, asked := map[string]bool{}, map[string]bool{}
	for _, text := range texts {
		tokens := words.Tokens(text)
		for i := range tokens {
			t := &tokens[i]
			word := t.Surface(text)
			if t.Arabic || !t.Lower || met[word] {
				continue
			}
			met[word] = true
			if !l.known[word] {
				j.unknown++
				continue
			}
			j.words = append(j.words, word)
			for _, key := range words.Forms(t, nil) {
				j.under[key] = append(j.under[key], word)
			}
			for _, stem := range l.stems[word] {
				if l.isNoun[stem] && !asked[stem] && strings.ToLower(stem) == stem && len(words.Tokens(stem)) == 1 {
					asked[stem] = true
					j.nouns = append(j.nouns, stem)
				}
			}
		}
	}
	slices.Sort(j.nouns)
	return j
}

// pair is a noun that was asked and another word.
type pair struct{ noun, word string }

// verdict is what became of the other forms of the nouns.
type verdict struct {
	right          int
	wrong, missed  []pair
	byAccentsAlone int // wrong for an accent that a query without any does not ask for
}

func (v *verdict) precision() float64 { return float64(v.right) / float64(v.right+len(v.wrong)) }
func (v *verdict) recall() float64    { return float64(v.right) / float64(v.right+len(v.missed)) }

func (j *judge) sit() (*verdict, error) {
	v := &verdict{}
	for _, noun := range j.nouns {
		found, err := j.found(noun)
		if err != nil {
			return nil, err
		}
		forms := j.lexicon.nouns[noun]
		folded := map[string]bool{}
		for f := range forms {
			folded[words.Fold(f)] = true
		}
		for _, w := range found {
			switch {
			case w == noun:
			case forms[w]:
				v.right++
			case folded[words.Fold(w)] && !accented(noun):
				v.byAccentsAlone++
			default:
				v.wrong = append(v.wrong, pair{noun, w})
			}
		}
		for _, w := range j.words {
			if w != noun && forms[w] && !slices.Contains(found, w) {
				v.missed = append(v.missed, pair{noun, w})
			}
		}
	}
	slices.SortFunc(v.wrong, func(a, b pair) int { return cmp.Compare(a.noun, b.noun) })
	return v, nil
}

func accented(word string) bool { return words.Tokens(word)[0].Accented }

// found lists the words that a query of a noun hits.
func (j *judge) found(noun string) ([]string, error) {
	q, err := match.Parse(fmt.Sprintf("%q", noun), nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", noun, err)
	}
	var out []string
	for _, key := range words.Citation(&words.Tokens(noun)[0]) {
		for _, w := range j.under[key] {
			if slices.Contains(out, w) {
				continue
			}
			a := &sada.Article{Blocks: []sada.Block{{Kind: sada.Paragraph, Text: writesAccents + w}}}
			if _, hit := q.Match(match.NewDocument(a, "")); hit {
				out = append(out, w)
			}
		}
	}
	return out, nil
}
