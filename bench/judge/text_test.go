package judge

import (
	"math"
	"slices"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestShinglesAreComparedAsBagsOfFourWords(t *testing.T) {
	for _, c := range []struct {
		name, want, got string
		match           Match
	}{
		// abcd bcde cdef against xabc abcd bcde: two shared, one more, one less.
		{"one word at either end", "a b c d e f", "x a b c d e", Match{2. / 4, 1. / 4, 1. / 4}},
		{"the same words in other signs", "a, b; c d_1 e?", "a b c\n\nd_1 e", Match{Both: 1}},
		{"a short text is one shingle", "a b", "a b", Match{Both: 1}},
		{"and is no part of a longer one", "a b", "a b c", Match{Extra: 1. / 2, Missing: 1. / 2}},
		{"what is said twice counts twice", "a a a a a", "a a a a", Match{Both: 1. / 2, Missing: 1. / 2}},
		{"case counts", "A b c d", "a b c d", Match{Extra: 1. / 2, Missing: 1. / 2}},
		{"order counts", "a b c d", "b a c d", Match{Extra: 1. / 2, Missing: 1. / 2}},
		{"no answer", "a b c d e", "", Match{Missing: 1}},
		{"nothing on either side", "", "", Match{}},
		{"marks part words", "كَتَب", "ك ت ب", Match{Both: 1}},
	} {
		if got := Compare(Words(c.want), Words(c.got)); got != c.match {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.match)
		}
	}
}

func TestBodiesAreTheHarmonicMeanOfMeans(t *testing.T) {
	var b Bodies
	b.Add("a b c d e f", "x a b c d e", "") // precision and recall 2/3
	b.Add("a b c d e", "a b c\u00ad d e", "")
	b.Add("a b c d e", "", "") // recall 0, and no precision
	if got, want := b.MeanPrecision(), (2./3+1)/2; !near(got, want) {
		t.Errorf("precision: got %v, want %v", got, want)
	}
	if got, want := b.MeanRecall(), (2./3+1+0)/3; !near(got, want) {
		t.Errorf("recall: got %v, want %v", got, want)
	}
	if got, want := b.F1(), 2./3; !near(got, want) {
		t.Errorf("F1: got %v, want %v", got, want)
	}
	if b.Equal != 1 || b.Pages != 3 || b.Answered != 2 {
		t.Errorf("got %d equal of %d with %d answers, want 1 of 3 with 2", b.Equal, b.Pages, b.Answered)
	}
}

func TestPassagesAreFoundOverAnyWhiteSpace(t *testing.T) {
	var c Passages
	c.Add([]string{"a  b", "c\nd", "e f"}, []string{"share", "more"}, "x a\u00a0b\n\nc d share y")
	if want := (Passages{Found: 2, Missing: 1, Unwanted: 1}); c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
	if got, want := c.F1(), 2./3; !near(got, want) { // precision 2/3, recall 2/3
		t.Errorf("F1: got %v, want %v", got, want)
	}
}

func TestLossesStandBeforeInsideAndAfter(t *testing.T) {
	for _, c := range []struct {
		name, want, got string
		losses          Losses
	}{
		// xyab yabc | abcd bcde cdef defg efgh | fghz: eight shingles in all.
		{"foreign words at both ends", "a b c d e f g h", "x y a b c d e f g h z", Losses{ExtraBefore: 2. / 8, ExtraAfter: 1. / 8}},
		{"an answer cut at both ends", "x y a b c d e f g h z", "a b c d e f g h", Losses{MissingBefore: 2. / 8, MissingAfter: 1. / 8}},
		// abcd | bcdX cdXe dXef Xefg | efgh against abcd bcde cdef defg efgh.
		{"a word set in", "a b c d e f g h", "a b c d X e f g h", Losses{ExtraInside: 4. / 9, MissingInside: 3. / 9}},
		{"nothing shared", "a b c d", "e f g h", Losses{ExtraInside: 1. / 2, MissingInside: 1. / 2}},
	} {
		var l Losses
		l.add(Words(c.want), Words(c.got))
		if l != c.losses {
			t.Errorf("%s: got %+v, want %+v", c.name, l, c.losses)
		}
	}
}

func TestGapsHoldTheWordsThatAreShownNowhereElse(t *testing.T) {
	words := Words("x y a b c d e Q f g h i z")
	var got [][]string
	for _, g := range Unshared(words, Words("a b c d e f g h i")) {
		got = append(got, words[g.Begin:g.End])
	}
	want := [][]string{{"x", "y"}, {"Q"}, {"z"}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
}
