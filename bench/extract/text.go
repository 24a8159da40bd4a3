package main

import (
	"slices"
	"strings"
	"unicode"
)

// shingleSize is how many words in a row are compared.
const shingleSize = 4

// match is how two texts agree: shares of the shingles that are in both, only in
// the answer, only in the gold.
type match struct{ both, extra, missing float64 }

func (m match) precision() float64 { return ratio(m.both, m.both+m.extra) }
func (m match) recall() float64    { return ratio(m.both, m.both+m.missing) }

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// f1 is the harmonic mean.
func f1(precision, recall float64) float64 { return ratio(2*precision*recall, precision+recall) }

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' }

// wordsOf are the runs of letters, digits and underscores, case kept.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !wordRune(r) })
}

// shingles lists the runs of four words; a shorter text is one run.
func shingles(words []string) []string {
	if len(words) == 0 {
		return nil
	}
	out := make([]string, 0, len(words))
	for i := 0; i < max(1, len(words)-shingleSize+1); i++ {
		out = append(out, strings.Join(words[i:min(i+shingleSize, len(words))], "\x00"))
	}
	return out
}

// compare scores the words of an answer against those of the gold.
func compare(want, got []string) match {
	left := map[string]int{}
	for _, s := range shingles(want) {
		left[s]++
	}
	missing := max(0, len(shingles(want)))
	both, extra := 0, 0
	for _, s := range shingles(got) {
		if left[s] > 0 {
			left[s]--
			both++
			missing--
			continue
		}
		extra++
	}
	all := float64(both + extra + missing)
	if all == 0 {
		return match{}
	}
	return match{float64(both) / all, float64(extra) / all, float64(missing) / all}
}

// answerText is an answer's text as it is scored: without soft hyphens.
func answerText(s string) string { return strings.ReplaceAll(s, "\u00ad", "") }

// bodies sums up the bodies of a set.
type bodies struct {
	pages, answered, equal int
	precision, recall      float64 // sums
	lost                   losses
}

// add scores an answer; where the page has a subtitle, an answer that opens with
// it is as right as one without.
func (b *bodies) add(want, got, subtitle string) {
	w, g := wanted(want, got, subtitle), wordsOf(answerText(got))
	m := compare(w, g)
	b.pages++
	b.recall += m.recall()
	if len(g) > 0 {
		b.answered++
		b.precision += m.precision()
	}
	if slices.Equal(w, g) {
		b.equal++
	}
	b.lost.add(w, g)
}

// wanted are the words of the gold, with the subtitle before them when that is
// nearer to the answer.
func wanted(want, got, subtitle string) []string {
	w := wordsOf(want)
	if subtitle == "" {
		return w
	}
	g, long := wordsOf(answerText(got)), wordsOf(subtitle+" "+want)
	if compare(long, g).both > compare(w, g).both {
		return long
	}
	return w
}

func (b *bodies) meanPrecision() float64 { return ratio(b.precision, float64(b.answered)) }
func (b *bodies) meanRecall() float64    { return ratio(b.recall, float64(b.pages)) }
func (b *bodies) f1() float64            { return f1(b.meanPrecision(), b.meanRecall()) }

// passages counts the passages that a text must and must not hold.
type passages struct{ found, missing, unwanted int }

func (c *passages) add(with, without []string, got string) {
	got = squash(answerText(got))
	for _, s := range with {
		if strings.Contains(got, squash(s)) {
			c.found++
		} else {
			c.missing++
		}
	}
	for _, s := range without {
		if strings.Contains(got, squash(s)) {
			c.unwanted++
		}
	}
}

func (c *passages) any() bool { return c.found+c.missing+c.unwanted > 0 }

func (c *passages) f1() float64 {
	return f1(ratio(float64(c.found), float64(c.found+c.unwanted)), ratio(float64(c.found), float64(c.found+c.missing)))
}

// squash makes every run of white space one space.
func squash(s string) string { return strings.Join(strings.Fields(s), " ") }
