package extract

import (
	"fmt"
	"strings"
	"testing"

	"sada"
)

func TestTextHasABound(t *testing.T) {
	sentence := "Le jardin a rouvert lundi matin. "
	paragraph := strings.TrimSpace(strings.Repeat(sentence, 30)) // 180 words, 1 KB
	many := func(n int, text string) (out []sada.Block) {
		for i := range n {
			out = append(out, sada.Block{Kind: sada.Paragraph, Text: fmt.Sprint(i, " ", text)})
		}
		return out
	}
	long := strings.Repeat(sentence, maxText/len(sentence)*2)
	letters := strings.Repeat("ا ", maxWords)
	cases := []struct {
		name   string
		blocks []sada.Block
		cut    bool
		least  int    // bytes that stay at least
		end    string // of the last block
	}{
		{"a long read is whole", many(90, paragraph), false, 80 << 10, "matin."},
		{"many paragraphs are cut between two", many(1000, paragraph), true, maxText - 2<<10, "matin."},
		{"a paragraph beyond the bound is left out", append(many(400, paragraph), many(1, long)...), true, 350 << 10, "matin."},
		{"a paragraph that is most of the text is cut at a sentence", append(many(3, paragraph), many(1, long)...), true, maxText - 40<<10, "matin."},
		{"words of one letter are bounded by their number", many(3, letters), true, maxWords * 2, "ا"},
		{"a word without an end is cut at a letter", many(1, strings.Repeat("é", maxText)), true, maxText - 16, "é"},
		{"pictures count nothing", append(many(1, paragraph), sada.Block{Kind: sada.ImageBlock, Text: long}), false, 900, "matin."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, cut := capped(c.blocks)
			a := sada.Article{Blocks: got}
			text := a.Text()
			if cut != c.cut || len(text) > maxText || len(text) < c.least || !strings.HasSuffix(text, strings.TrimSpace(c.end)) {
				t.Errorf("cut %v, %d bytes that end with %.30q", cut, len(text), text[max(0, len(text)-20):])
			}
		})
	}
}

func TestPageOfEndlessTextIsCutAndSaysSo(t *testing.T) {
	lead := "<!doctype html><title>Le jardin public</title><body><article><h1>Le jardin public a rouvert</h1>"
	bodies := map[string]string{
		"one paragraph":    "<p>" + strings.Repeat("12 janvier 2022 14h30 le 1 2 3 4/5/2022 ", 220_000),
		"many paragraphs":  strings.Repeat("<p>La commune a planté des arbres, et ouvert le jardin lundi à midi.</p>", 60_000),
		"a list":           "<ul>" + strings.Repeat("<li>La commune a planté des arbres, et ouvert le jardin.</li>", 60_000) + "</ul>",
		"behind its links": strings.Repeat("<a href=/x>lire</a>", 5000) + strings.Repeat("<p>La commune a planté des arbres, et ouvert le jardin lundi.</p>", 60_000),
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			p := &sada.Page{Body: []byte(lead + body), Capture: sada.Capture{URL: "https://www.petit.test/jardin-public"}}
			a, err := Article(p, Hints{})
			if err != nil {
				t.Fatal(err)
			}
			if n := len(a.Text()); !a.Cut || n > maxText || n < maxText/4 {
				t.Errorf("cut %v, %d bytes of text", a.Cut, n)
			}
		})
	}
	p := &sada.Page{Body: []byte(lead + "<p>" + strings.Repeat("La commune a planté des arbres. ", 40)), Capture: sada.Capture{URL: "https://www.petit.test/jardin-public"}}
	if a, err := Article(p, Hints{}); err != nil || a.Cut {
		t.Errorf("a page of one paragraph: cut %v, %v", err == nil && a.Cut, err)
	}
}
