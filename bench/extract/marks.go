package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/bench/judge"
)

// mark says where the body of a page stands that lies beside the repository:
// ranges of its tokens, the first and the one behind the last, none of its text.
// Captions, bylines, links to other articles, posts embedded from elsewhere,
// sentences pulled out of the text, notes and comments are no body.
type mark struct {
	ID     string   `json:"id"` // path below the corpus
	URL    string   `json:"url"`
	Lang   string   `json:"lang"`
	SHA256 string   `json:"sha256"` // of the page's bytes, unpacked
	Lead   *[2]int  `json:"lead"`   // the standfirst; nil: none
	Ranges [][2]int `json:"ranges"`
}

// tokensOf are the words of all that a page shows, in the order of the document:
// runs of letters, digits and underscores in the text below body, scripts, styles
// and the like left out, soft hyphens dropped. Elements that begin a line of
// their own, and cells, part words; others do not.
func tokensOf(body []byte) ([]string, error) {
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	show(&b, doc)
	return judge.Words(judge.AnswerText(b.String())), nil
}

func show(b *strings.Builder, n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.WriteString(n.Data)
		return
	case html.CommentNode, html.DoctypeNode:
		return
	}
	switch n.DataAtom {
	case atom.Template: // that of a component is shown
		if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "shadowrootmode" }) {
			return
		}
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Svg, atom.Iframe, atom.Object, atom.Textarea:
		b.WriteByte(' ')
		return
	}
	apart := n.Type == html.ElementNode && !inline(n.DataAtom)
	if apart {
		b.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		show(b, c)
	}
	if apart {
		b.WriteByte('\n')
	}
}

// inline reports whether an element runs on in its line.
func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em,
		atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike,
		atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr:
		return true
	}
	return false
}

// loadMarks reads the marks, and the pages that they are of from the corpus.
func loadMarks(corpus, half string) ([]*judge.Page, error) {
	files, err := fs.Glob(kept, "marks/*.json")
	if err != nil {
		return nil, err
	}
	var pages []*judge.Page
	for _, file := range files {
		raw, err := kept.ReadFile(file)
		var some []mark
		if err == nil {
			err = json.Unmarshal(raw, &some)
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
		for _, m := range some {
			p, err := m.page(corpus)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", file, m.ID, err)
			}
			if half == "" || half == judge.HalfOf(p.Address.Host) {
				pages = append(pages, p)
			}
		}
	}
	return pages, nil
}

func (m *mark) page(corpus string) (*judge.Page, error) {
	p := &judge.Page{}
	p.File, p.URL, p.Language = m.ID, m.URL, m.Lang
	var err error
	if p.Address, err = url.Parse(m.URL); err != nil {
		return nil, err
	}
	if err := p.Read(filepath.Join(corpus, filepath.FromSlash(m.ID))); err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(p.Raw); hex.EncodeToString(sum[:]) != m.SHA256 {
		return nil, errors.New("the page is not the one that was marked")
	}
	tokens, err := tokensOf(p.Body)
	if err != nil {
		return nil, err
	}
	text, err := m.text(tokens)
	if err != nil {
		return nil, err
	}
	p.Text = &text
	if m.Lead != nil {
		p.Subtitle, err = (&mark{Ranges: [][2]int{*m.Lead}}).text(tokens)
	}
	return p, err
}

// text is what the ranges hold.
func (m *mark) text(tokens []string) (string, error) {
	var words []string
	last := 0
	for _, r := range m.Ranges {
		if r[0] < last || r[1] <= r[0] || r[1] > len(tokens) {
			return "", fmt.Errorf("the range %v is not one of %d tokens behind %d", r, len(tokens), last)
		}
		words = slices.Concat(words, tokens[r[0]:r[1]])
		last = r[1]
	}
	return strings.Join(words, " "), nil
}
