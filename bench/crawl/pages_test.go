package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// weight is what a page costs those who read it.
type weight struct{ bytes, packed, elements, attributes, links, blanks, code, text, deepest int }

func weigh(t *testing.T, body []byte) weight {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	a, err := pack("text/html", body)
	if err != nil {
		t.Fatal(err)
	}
	w := weight{bytes: len(body), packed: len(a.body)}
	w.add(root, 0)
	return w
}

func (w *weight) add(n *html.Node, deep int) {
	w.deepest = max(w.deepest, deep)
	switch n.Type {
	case html.ElementNode:
		w.elements++
		w.attributes += len(n.Attr)
		if n.Data == "a" {
			w.links++
		}
	case html.TextNode:
		switch s := strings.TrimSpace(n.Data); {
		case n.Parent.Data == "script" || n.Parent.Data == "style":
			w.code += len(n.Data)
		case s == "":
			w.blanks++
		default:
			w.text += len(s)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.add(c, deep+1)
	}
}

// The bounds are about the quartiles of 87 real article pages of 60 to
// 160 KB.
func TestPagesHaveTheWeightOfRealOnes(t *testing.T) {
	var all []weight
	for n := range layouts {
		all = append(all, weigh(t, page(n/pagesPerHost, n%pagesPerHost)))
	}
	for _, c := range []struct {
		name      string
		of        func(weight) int
		low, high int
	}{
		{"bytes", func(w weight) int { return w.bytes }, 96 << 10, 110 << 10},
		{"bytes packed", func(w weight) int { return w.packed }, 15 << 10, 30 << 10},
		{"elements", func(w weight) int { return w.elements }, 590, 1000},
		{"attributes", func(w weight) int { return w.attributes }, 890, 1500},
		{"links", func(w weight) int { return w.links }, 90, 200},
		{"blank texts", func(w weight) int { return w.blanks }, 450, 1000},
		{"code", func(w weight) int { return w.code }, 5 << 10, 36 << 10},
		{"text", func(w weight) int { return w.text }, 6 << 10, 15 << 10},
		{"depth", func(w weight) int { return w.deepest }, 14, 21},
	} {
		t.Run(c.name, func(t *testing.T) {
			var values []int
			for _, w := range all {
				values = append(values, c.of(w))
			}
			slices.Sort(values)
			if got := values[len(values)/2]; got < c.low || got > c.high {
				t.Errorf("median of %d, want %d to %d", got, c.low, c.high)
			}
		})
	}
}

func TestPagesAreBuiltInMoreThanFiftyWays(t *testing.T) {
	seen := map[string]bool{}
	for n := range layouts {
		root, err := html.Parse(bytes.NewReader(page(n/pagesPerHost, n%pagesPerHost)))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for x := range root.Descendants() {
			if x.Type == html.ElementNode {
				b.WriteString(x.Data + " ")
			}
		}
		seen[b.String()] = true
	}
	if len(seen) < 50 {
		t.Errorf("%d different trees, want at least 50", len(seen))
	}
}

func TestPageIsTheSameEachTime(t *testing.T) {
	for _, n := range []int{0, 7, 19} {
		if !bytes.Equal(page(n, n), page(n, n)) {
			t.Errorf("page %d of host %d was built in two ways", n, n)
		}
	}
}
