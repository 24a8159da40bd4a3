package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/bench/judge"
	"sada/internal/address"
)

// The pages that a peer is tested with: they lie in its module, and its own answers
// are the gold, which says where half an article is lost and little more.
const (
	peerModule = "codeberg.org/readeck/go-readability/v2"
	peerPages  = "test-pages"
	// nowhere is the address of a page that names none.
	nowhere = "http://nowhere.invalid/test/page.html"
	// leastGold is the fewest bytes of a text that is an article's.
	leastGold = 400
)

// loadPeer reads the pages of the peer's module; half is a, b or "" for both.
func loadPeer(half string) ([]*judge.Page, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", peerModule).Output()
	if err != nil {
		return nil, fmt.Errorf("asking where %s lies: %w", peerModule, err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), peerPages, "*", "source.html"))
	if err != nil {
		return nil, err
	}
	var pages []*judge.Page
	for _, file := range files {
		folder := filepath.Dir(file)
		name := filepath.Base(folder)
		// A name with a number is one outlet's.
		outlet, _, _ := strings.Cut(name, "-")
		if half != "" && half != judge.HalfOf(outlet) {
			continue
		}
		p, err := peerPage(folder)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if p != nil {
			p.File = name
			pages = append(pages, p)
		}
	}
	return pages, nil
}

// peerPage reads a page with the peer's answer; nil when that holds no article.
func peerPage(folder string) (*judge.Page, error) {
	source := filepath.Join(folder, "source.html")
	raw, err := os.ReadFile(source)
	if err != nil {
		return nil, err
	}
	expected, err := os.ReadFile(filepath.Join(folder, "expected.html"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	answer, err := html.Parse(bytes.NewReader(expected))
	if err != nil {
		return nil, err
	}
	text := linesOf(answer)
	if len(text) < leastGold {
		return nil, nil
	}
	info, err := os.Stat(source)
	if err != nil {
		return nil, err
	}
	p := &judge.Page{Raw: raw, At: info.ModTime()}
	p.Text = &text
	var says struct{ Title, Language string }
	if data, err := os.ReadFile(filepath.Join(folder, "expected-metadata.json")); err == nil && json.Unmarshal(data, &says) == nil && says.Title != "" {
		p.Title, p.Language = &says.Title, says.Language
	}
	if p.Body, err = judge.AsUTF8(raw); err != nil {
		return nil, err
	}
	p.URL = addressIn(p.Body)
	p.Address, err = url.Parse(p.URL)
	return p, err
}

// addressIn is the address that a page gives itself.
func addressIn(body []byte) string {
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nowhere
	}
	for n := range doc.Descendants() {
		var key, name, value string
		for _, a := range n.Attr {
			switch a.Key {
			case "rel", "property":
				name = a.Val
			case "href", "content":
				key, value = a.Key, a.Val
			}
		}
		if n.DataAtom == atom.Link && name == "canonical" && key == "href" || n.DataAtom == atom.Meta && name == "og:url" {
			if u, err := address.Parse(value, nowhere); err == nil {
				return u
			}
		}
	}
	return nowhere
}

// linesOf is the text of a document, its elements parted.
func linesOf(doc *html.Node) string {
	var b strings.Builder
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.TextNode && n.Parent.DataAtom != atom.Script && n.Parent.DataAtom != atom.Style:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && breaks(n.DataAtom):
			b.WriteByte('\n')
		}
	}
	return strings.TrimSpace(b.String())
}

// breaks reports whether an element parts the words around it.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.I, atom.Em, atom.Strong, atom.Span, atom.Font, atom.Sup, atom.Sub, atom.Small, atom.Code, atom.Abbr, atom.Time, atom.Mark, atom.Cite, atom.U, atom.Q:
		return false
	}
	return true
}
