package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The phrases that the two events ask for: the first stands in the articles that
// are clippings from the first, the second in one of fifty.
const (
	clipped = 22 // in a hundred
	common  = `"الحكومة المنفتحة" OR "gouvernement ouvert"`
	rare    = `"الجهوية المتقدمة" OR "régionalisation avancée"`
)

// language is a vocabulary in which the n-th word stands about 1/n as often as
// the first, as in written text.
type language struct {
	code                 string
	words                []string
	common, rare, indeed string
}

var languages = []language{
	{code: "ar", words: vocabulary(1, "با را سا ما لا كا قا دي مي ني ري لي بو تو حو عو شر جم خط فق صح طر ضم غل", []string{"", "", "ال", "ال", "وال", "ب", "لل"}, []string{"", "", "ة", "ات", "ين", "ها"}),
		common: "الحكومة المنفتحة", rare: "الجهوية المتقدمة", indeed: "خلال"},
	{code: "fr", words: vocabulary(2, "ba ra ti mo lu con pré ser ven dan mar gou fi né to ple chi tra vio sen dé lac", []string{"", "", "", "re", "in", "sur"}, []string{"", "e", "s", "es", "ment", "tion", "er"}),
		common: "gouvernement ouvert", rare: "régionalisation avancée", indeed: "pendant"},
}

// vocabulary makes 30,000 words of syllables, beginnings and ends.
func vocabulary(seed uint64, syllables string, begins, ends []string) []string {
	bits := strings.Fields(syllables)
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, 30000)
	for i := range out {
		w := begins[r.IntN(len(begins))]
		for range 1 + r.IntN(2) + i%2 + min(i/10000, 1) {
			w += bits[r.IntN(len(bits))]
		}
		out[i] = w + ends[r.IntN(len(ends))]
	}
	return out
}

// written is one made article: the same for the same number.
type written struct {
	language
	title      string
	paragraphs []string
}

// textBytes is how long the text of an article is.
const textBytes = 3900

func write(n int) written {
	r := rand.New(rand.NewPCG(uint64(n), 3))
	w := written{language: languages[n%5%2]}
	z := rand.NewZipf(r, 1.15, 8, uint64(len(w.words)-1))
	words := func(k int) string {
		var b strings.Builder
		for i := range k {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.words[z.Uint64()])
		}
		return b.String()
	}
	w.title = words(9) + fmt.Sprintf(" %d", n)
	for size := 0; size < textBytes; {
		var p strings.Builder
		for range 3 + r.IntN(3) {
			p.WriteString(words(8+r.IntN(12)) + ". ")
		}
		text := strings.TrimSpace(p.String())
		if size == 0 && n%100 < clipped {
			text += " " + w.indeed + " " + w.common + " " + words(6) + "."
		}
		if size == 0 && n%50 == 7 {
			text += " " + w.indeed + " " + w.rare + " " + words(6) + "."
		}
		w.paragraphs = append(w.paragraphs, text)
		size += len(text)
	}
	return w
}

// page is the article as an outlet serves it, in a frame that outlets repeat.
func (w *written) page(url string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"><title>%s</title><link rel="canonical" href="%s">`, w.code, w.title, url)
	for i := range 20 {
		fmt.Fprintf(&b, `<link rel="stylesheet" id="theme-%d-css" href="https://static.scale.test/wp-content/themes/press/assets/css/part-%d.css?ver=6.4.%d" media="all">`, i, i, i)
	}
	b.WriteString(`</head><body class="single post-template-default"><article class="entry-content">`)
	for _, p := range w.paragraphs {
		b.WriteString("<p>" + p + "</p>\n")
	}
	b.WriteString(`</article></body></html>`)
	return []byte(b.String())
}
