package judge

import (
	"slices"
	"strings"
	"unicode"
)

// shingleSize is how many words in a row are compared.
const shingleSize = 4

// Match is how two texts agree: shares of the shingles that are in both, only in
// the answer, only in the gold.
type Match struct{ Both, Extra, Missing float64 }

func (m Match) Precision() float64 { return Ratio(m.Both, m.Both+m.Extra) }
func (m Match) Recall() float64    { return Ratio(m.Both, m.Both+m.Missing) }

// Ratio is a to b, 0 where there is nothing to divide by.
func Ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// F1 is the harmonic mean.
func F1(precision, recall float64) float64 { return Ratio(2*precision*recall, precision+recall) }

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' }

// Words are the runs of letters, digits and underscores, case kept.
func Words(s string) []string {
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

// Compare scores the words of an answer against those of the gold.
func Compare(want, got []string) Match {
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
		return Match{}
	}
	return Match{float64(both) / all, float64(extra) / all, float64(missing) / all}
}

// AnswerText is an answer's text as it is scored: without soft hyphens.
func AnswerText(s string) string { return strings.ReplaceAll(s, "\u00ad", "") }

// Bodies sums up the bodies of a set.
type Bodies struct {
	Pages, Answered, Equal int
	precision, recall      float64 // sums
	Lost                   Losses
}

// Add scores an answer; where the page has a subtitle, an answer that opens with
// it is as right as one without.
func (b *Bodies) Add(want, got, subtitle string) {
	w, g := Wanted(want, got, subtitle), Words(AnswerText(got))
	m := Compare(w, g)
	b.Pages++
	b.recall += m.Recall()
	if len(g) > 0 {
		b.Answered++
		b.precision += m.Precision()
	}
	if slices.Equal(w, g) {
		b.Equal++
	}
	b.Lost.add(w, g)
}

// Wanted are the words of the gold, with the subtitle before them when that is
// nearer to the answer.
func Wanted(want, got, subtitle string) []string {
	w := Words(want)
	if subtitle == "" {
		return w
	}
	g, long := Words(AnswerText(got)), Words(subtitle+" "+want)
	if Compare(long, g).Both > Compare(w, g).Both {
		return long
	}
	return w
}

func (b *Bodies) MeanPrecision() float64 { return Ratio(b.precision, float64(b.Answered)) }
func (b *Bodies) MeanRecall() float64    { return Ratio(b.recall, float64(b.Pages)) }
func (b *Bodies) F1() float64            { return F1(b.MeanPrecision(), b.MeanRecall()) }

// Passages counts the passages that a text must and must not hold.
type Passages struct{ Found, Missing, Unwanted int }

// Add looks for them in an answer.
func (c *Passages) Add(with, without []string, got string) {
	got = Squash(AnswerText(got))
	for _, s := range with {
		if strings.Contains(got, Squash(s)) {
			c.Found++
		} else {
			c.Missing++
		}
	}
	for _, s := range without {
		if strings.Contains(got, Squash(s)) {
			c.Unwanted++
		}
	}
}

// Any reports whether there were any.
func (c *Passages) Any() bool { return c.Found+c.Missing+c.Unwanted > 0 }

// F1 is the harmonic mean over all passages.
func (c *Passages) F1() float64 {
	return F1(Ratio(float64(c.Found), float64(c.Found+c.Unwanted)), Ratio(float64(c.Found), float64(c.Found+c.Missing)))
}

// Squash makes every run of white space one space.
func Squash(s string) string { return strings.Join(strings.Fields(s), " ") }
