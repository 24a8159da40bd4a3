package match

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sada"
)

// dispatch makes a text of n words in paragraphs of forty.
func dispatch(r *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("mot%d", r.IntN(4000))
	}
	return out
}

func written(words []string) *sada.Article {
	a := &sada.Article{}
	for len(words) > 0 {
		n := min(40, len(words))
		a.Blocks = append(a.Blocks, sada.Block{Kind: sada.Paragraph, Text: strings.Join(words[:n], " ") + "."})
		words = words[n:]
	}
	return a
}

func sketch(a *sada.Article) []uint32 { return NewDocument(a, "").Sketch() }

func TestCopiesAreToldFromDistinctTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	text, other, shared, lead := dispatch(r, 400), dispatch(r, 400), dispatch(r, 200), dispatch(r, 60)
	reworded := func(every int) []string {
		out := append([]string{}, text...)
		for i := r.IntN(every); i < len(out); i += every {
			out[i] = fmt.Sprintf("autre%d", i)
		}
		return out
	}
	join := func(parts ...[]string) []string {
		var out []string
		for _, p := range parts {
			out = append(out, p...)
		}
		return out
	}
	for _, c := range []struct {
		name string
		a, b []string
		want bool
	}{
		{"the same text", text, text, true},
		{"with another lead before it", text, join(lead, text), true},
		{"cut by a third", text, text[:270], true},
		{"cut by half", text, text[:200], true},
		{"its lead alone, seventy words", text, text[:70], true},
		{"its lead alone, thirty words", text, text[:30], false},
		{"every twenty-fifth word changed", text, reworded(25), true},
		{"every fourth word changed", text, reworded(4), false},
		{"two texts", text, other, false},
		{"two texts that share half of each", join(shared, text[:200]), join(shared, other[:200]), false},
		{"two texts that share a paragraph", join(text, lead), join(other, lead), false},
		{"two short lines", text[:9], text[:9], false},
		{"nothing", nil, nil, false},
	} {
		k := Kin(sketch(written(c.a)), sketch(written(c.b)), nil)
		if k.Copies() != c.want {
			t.Errorf("%s: %+v is %v, want %v", c.name, k, k.Copies(), c.want)
		}
	}
}

func TestBoilerplateCountsOnNeitherSide(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	frame, one, two := dispatch(r, 120), dispatch(r, 60), dispatch(r, 60)
	a, b := sketch(written(append(append([]string{}, one...), frame...))), sketch(written(append(append([]string{}, two...), frame...)))
	common := map[uint32]bool{}
	for _, m := range sketch(written(frame)) {
		common[m] = true
	}
	if !Kin(a, b, nil).Copies() {
		t.Error("the frame does not make them alike, so this shows nothing")
	}
	if k := Kin(a, b, func(m uint32) bool { return common[m] }); k.Copies() {
		t.Errorf("%+v: the frame alone makes copies of them", k)
	}
}

func TestARepeatedParagraphIsCountedOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	a := written(dispatch(r, 120))
	once := len(sketch(a))
	b := &sada.Article{Blocks: append(append([]sada.Block{}, a.Blocks...), sada.Block{Kind: sada.Paragraph, Text: a.Blocks[0].Text + "  "})}
	if got := len(sketch(b)); got != once {
		t.Errorf("%d marks, want the %d of the text without the repetition", got, once)
	}
	if len(a.Blocks) != 3 {
		t.Errorf("%d paragraphs", len(a.Blocks))
	}
}

func TestSketchSeesThroughFoldingAndFrames(t *testing.T) {
	text := func(s string) *sada.Article {
		return &sada.Article{Blocks: []sada.Block{{Kind: sada.Paragraph, Text: s}}}
	}
	a := sketch(text("أكدت الوزيرة أن المنصة الجديدة ستمكن المواطنين من تتبع ملفاتهم الإدارية عن بعد"))
	b := sketch(text("أكّدت الوزيرة، أنّ المنصّة الجديدة ستُمكّن المواطنين من تتبّع ملفاتهم الادارية عن بُعد."))
	if fmt.Sprint(a) != fmt.Sprint(b) || len(a) == 0 {
		t.Errorf("harakat and signs make another sketch: %v, %v", a, b)
	}
}
