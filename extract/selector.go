package extract

import (
	"regexp"
	"strings"
	"sync"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"sada"
)

// selector is a CSS selector that was read, with where to begin looking.
type selector struct {
	match cascadia.Selector
	// anchor is a class (".name"), an id ("#name") or an attribute ("rel=author")
	// that an element of every match must bear, "" when none is known.
	anchor string
	itself bool // the element that bears it is the match; else the match lies in it
}

// selectorsRead remembers selectors that were read: those of the profiles are
// asked for on every page. It only grows by what settings name.
var selectorsRead sync.Map

// compiled reads a selector once; ok is false for one that is wrong.
func compiled(sel string) (selector, bool) {
	if m, have := selectorsRead.Load(sel); have {
		s, ok := m.(selector)
		return s, ok
	}
	g, err := cascadia.Compile(sel)
	if err != nil {
		return selector{}, false
	}
	s := selector{match: g}
	s.anchor, s.itself = anchorOf(sel)
	selectorsRead.Store(sel, s)
	return s, true
}

var simple = regexp.MustCompile(`([.#])([A-Za-z0-9_-]+)|\[(itemprop|rel)=([A-Za-z0-9_-]+)\]`)

// anchorOf returns the first class, id or attribute of a selector made of
// descendants alone, and whether it stands in the last part.
func anchorOf(sel string) (anchor string, last bool) {
	if strings.ContainsAny(sel, ">+~,:*") {
		return "", false
	}
	parts := strings.Fields(sel)
	for i, part := range parts {
		m := simple.FindStringSubmatch(part)
		switch {
		case m == nil:
			continue
		case m[1] != "":
			return m[1] + m[2], i == len(parts)-1
		}
		return m[3] + "=" + m[4], i == len(parts)-1
	}
	return "", false
}

// anchors are the anchors of all selectors of the profiles: what a page is
// indexed by. Selectors of settings are looked for element by element.
var anchors = anchorsOf(profiles, generic)

func anchorsOf(profiles map[sada.Profile]selectors, rest ...selectors) map[string]string {
	all := map[string]string{}
	for _, p := range profiles {
		rest = append(rest, p)
	}
	for _, p := range rest {
		for _, list := range [][]string{p.subtitle, p.body, p.author, p.date, p.section, p.tags, p.image} {
			for _, sel := range list {
				if a, _ := anchorOf(sel); a != "" {
					all[a] = a
				}
			}
		}
	}
	return all
}

// index notes an element under every anchor that it bears.
func (d *page) index(n *html.Node) {
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			for rest := a.Val; rest != ""; {
				var name string
				name, rest = firstName(rest)
				d.bears(n, ".", name)
			}
		case "id":
			d.bears(n, "#", a.Val)
		case "itemprop", "rel":
			d.bears(n, a.Key+"=", a.Val)
		}
	}
}

func (d *page) bears(n *html.Node, sign, name string) {
	if name == "" || len(name) > maxSign {
		return
	}
	var key [64]byte
	k := append(append(key[:0], sign...), name...)
	if anchor, asked := anchors[string(k)]; asked {
		d.borne[anchor] = append(d.borne[anchor], n)
	}
}

// firstName cuts the first of the names that white space parts.
func firstName(s string) (name, rest string) {
	begin := 0
	for begin < len(s) && blank(s[begin]) {
		begin++
	}
	end := begin
	for end < len(s) && !blank(s[end]) {
		end++
	}
	return s[begin:end], s[end:]
}

// find returns the elements of a selector in the order of the page; one that is
// wrong finds nothing.
func (d *page) find(sel string) []*html.Node {
	if sel == "" {
		return nil
	}
	s, ok := compiled(sel)
	if !ok {
		return nil
	}
	if anchors[s.anchor] == "" {
		return d.doc.FindMatcher(s.match).Nodes
	}
	var out []*html.Node
	looked := map[*html.Node]bool{}
	for _, n := range d.borne[s.anchor] {
		if s.itself {
			if s.match.Match(n) {
				out = append(out, n)
			}
			continue
		}
		if within(n, looked) {
			continue
		}
		looked[n] = true
		for c := range n.Descendants() {
			if c.Type == html.ElementNode && s.match.Match(c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// pattern reads a pattern of settings.
func pattern(s string) (*regexp.Regexp, error) { return regexp.Compile(s) }
