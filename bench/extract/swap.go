package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html"

	"sada"
	"sada/bench/judge"
	"sada/extract"
	"sada/internal/clock"
	"sada/internal/words"
)

// doubted is the most confidence of an article whose title and text are of two
// articles.
const doubted = 0.5

// maxPairs is how many others of its language lend their text to a page.
const maxPairs = 3

// swapFigure says how well a text under another's title is told from one under
// its own.
type swapFigure struct {
	Set            string
	Right, Doubted int      // pages as they are, and those of them that are doubted
	Pairs, Told    int      // titles over another's text that was read, and those that are doubted
	Other          int      // pairs of which that text was not read
	Wrong          []string // pages that are wrongly doubted, pairs that are not
}

// measureSwap reads the pages of a set as they are, then each with the texts of
// others in the places of its own.
func measureSwap(set string, pages []*judge.Page) (*swapFigure, error) {
	zone, err := clock.Location("Africa/Casablanca")
	if err != nil {
		return nil, err
	}
	f := &swapFigure{Set: set}
	for i, p := range pages {
		if a := ourArticle(p, p.Body, zone); a != nil {
			if f.Right++; a.Confidence <= doubted {
				f.Doubted++
				f.Wrong = append(f.Wrong, fmt.Sprintf("doubted %.2f  %s: %s", a.Confidence, p.File, a.Title))
			}
		}
		if p.Text == nil {
			continue
		}
		for _, q := range others(pages, i) {
			body, ok := swapped(p, *q.Text)
			if !ok {
				break
			}
			f.judge(p, q, ourArticle(p, body, zone))
		}
	}
	return f, nil
}

func (f *swapFigure) judge(p, q *judge.Page, a *sada.Article) {
	if a == nil || judge.Compare(judge.Words(*q.Text), judge.Words(judge.AnswerText(a.Text()))).Recall() < 0.5 {
		f.Other++
		return
	}
	if f.Pairs++; a.Confidence <= doubted {
		f.Told++
		return
	}
	f.Wrong = append(f.Wrong, fmt.Sprintf("believed %.2f  %s over the text of %s: %s", a.Confidence, p.File, q.File, a.Title))
}

// others are the next pages of the language of a page.
func others(pages []*judge.Page, i int) []*judge.Page {
	var out []*judge.Page
	for k := 1; k < len(pages) && len(out) < maxPairs; k++ {
		if q := pages[(i+k)%len(pages)]; q.Text != nil && q.Language == pages[i].Language && q.Address.Host != pages[i].Address.Host {
			out = append(out, q)
		}
	}
	return out
}

func ourArticle(p *judge.Page, body []byte, zone *time.Location) *sada.Article {
	saved := &sada.Page{Body: body, Capture: sada.Capture{
		By: sada.ByImport, URL: p.URL, FinalURL: p.URL, Began: p.At, Ended: p.At, Size: int64(len(body)),
	}}
	a, err := extract.Article(saved, extract.Hints{Zone: zone, Now: p.At.In(zone)})
	if err != nil {
		return nil
	}
	return a
}

// swapped is a page with another text in the elements that hold its own, as its
// gold tells them; ok is false where most of it is not found so.
func swapped(p *judge.Page, text string) (body []byte, ok bool) {
	root, err := html.Parse(bytes.NewReader(p.Body))
	if err != nil {
		return nil, false
	}
	own, all, met := map[string]bool{}, 0, 0
	for _, s := range paragraphs(*p.Text) {
		own[words.Squash(s)] = true
		all += len(s)
	}
	var places []*html.Node
	var look func(*html.Node)
	look = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "head") {
			return
		}
		if s := textOf(n); own[words.Squash(s)] {
			places = append(places, n)
			met += len(s)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			look(c)
		}
	}
	look(root)
	if len(places) == 0 || met*10 < all*8 {
		return nil, false
	}
	put(places, paragraphs(text))
	var b bytes.Buffer
	if err := html.Render(&b, root); err != nil {
		return nil, false
	}
	return b.Bytes(), true
}

// put writes a text into the places of another: what is left of it behind the
// last, and nothing where there are more places.
func put(places []*html.Node, text []string) {
	for i, n := range places {
		last := i == len(places)-1
		parent := n.Parent
		for k := i; k < len(text) && (k == i || last); k++ {
			c := &html.Node{Type: html.TextNode, Data: text[k]}
			if n.Type == html.ElementNode {
				c = &html.Node{Type: html.ElementNode, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr, FirstChild: c, LastChild: c}
				c.FirstChild.Parent = c
			}
			parent.InsertBefore(c, n)
		}
		parent.RemoveChild(n)
	}
}

func paragraphs(text string) []string {
	var out []string
	for _, s := range strings.Split(text, "\n") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// swapTable says what was told.
func swapTable(out io.Writer, figures []*swapFigure) error {
	t := &table{out: out}
	t.head("Titles over another's text", "set", "pages", "wrongly doubted", "pairs", "told", "share", "that text was not read")
	for _, f := range figures {
		t.row(f.Set, number(f.Right), number(f.Doubted), number(f.Pairs), number(f.Told), share(judge.Ratio(float64(f.Told), float64(f.Pairs))), number(f.Other))
	}
	return t.err
}

// swapOf measures a set, and lists what is wrong with -worst.
func swapOf(o options, set string, out io.Writer) (*swapFigure, error) {
	pages, err := pagesOf(o, set)
	if err != nil {
		return nil, err
	}
	f, err := measureSwap(set, pages)
	if err != nil {
		return nil, err
	}
	for _, s := range f.Wrong[:min(len(f.Wrong), o.worst)] {
		if _, err := fmt.Fprintln(out, s); err != nil {
			return nil, err
		}
	}
	return f, nil
}
