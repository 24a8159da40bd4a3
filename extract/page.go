package extract

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/address"
)

// page is an HTML document with what one walk over it found.
type page struct {
	src   *sada.Page
	hints Hints
	by    *Numbers // what it is decided by
	doc   *goquery.Document
	root  *html.Node
	body  *html.Node

	address   string              // where it was read
	base      string              // what its links count from
	lang      string              // <html lang>
	title     string              // <title>
	meta      map[string][]string // by name, property or itemprop, lower case
	links     map[string]string   // by rel
	heads     []*html.Node        // h1
	times     []*html.Node        // <time>
	props     map[string][]*html.Node
	borne     map[string][]*html.Node // by anchor of the profiles' selectors
	data      []map[string]any        // JSON-LD objects, flattened
	fusion    map[string]any          // Arc's globalContent
	states    []string                // JSON that the page hands to its scripts
	player    map[string]any          // YouTube's player response
	dataRead  int                     // bytes of JSON-LD
	scripts   int                     // characters of scripts
	letters   int                     // letters of visible text
	anchors   int                     // links
	password  bool                    // a field for a password
	furniture map[*html.Node]bool     // what furnish judged: true stands around the body, false beside its text

	opened map[*html.Node]bool // what open found to hold the page, whatever it is called

	why      *testimony // nil: nobody asks
	headline string     // the title that was chosen, once titled
	titled   bool
	credits  []string // the bylines that were asked
	printed  *imprint // once it was asked for
	guarded  bool     // scripts of a challenge
	cut      bool     // the document goes on behind what was read of it
	noscript string
}

// parse reads a document; the error is a *sada.Rejection when it cannot be read.
func parse(p *sada.Page, h Hints) (*page, error) {
	b := decoded(p)
	long := len(b) > maxHTML
	if long {
		b = bytes.ToValidUTF8(b[:maxHTML], nil)
	}
	s, scripts := thin(b)
	s, cut := bounded(s)
	if multiplies(s) {
		return nil, reject(sada.ReasonParse, "its unclosed formatting multiplies in every paragraph")
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return nil, &sada.Rejection{Reason: sada.ReasonParse, Detail: err.Error()}
	}
	d := &page{
		src: p, hints: h, by: h.numbers(), root: root, doc: goquery.NewDocumentFromNode(root), address: p.URL(),
		meta: map[string][]string{}, links: map[string]string{}, props: map[string][]*html.Node{}, borne: map[string][]*html.Node{}, scripts: scripts, cut: long || cut,
	}
	d.base = d.address
	d.walk(root)
	if d.body == nil {
		d.body = root
	}
	return d, nil
}

// walk visits every node once and notes what fields are chosen from.
func (d *page) walk(root *html.Node) {
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			if visibleParent(n.Parent) {
				d.letters += countLetters(n.Data)
			}
			continue
		case html.ElementNode:
		default:
			continue
		}
		d.note(n)
		d.index(n)
	}
}

func (d *page) note(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		d.lang = attr(n, "lang")
	case atom.Body:
		if d.body == nil {
			d.body = n
		}
	case atom.Base:
		if u, err := address.Parse(attr(n, "href"), d.base); err == nil {
			d.base = u
		}
	case atom.Title:
		if d.title == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
			d.title = squeeze(inner(n))
		}
	case atom.Meta:
		d.noteMeta(n)
	case atom.Link:
		for _, rel := range strings.Fields(strings.ToLower(attr(n, "rel"))) {
			if _, have := d.links[rel]; !have {
				d.links[rel] = attr(n, "href")
			}
		}
	case atom.H1:
		if len(d.heads) < maxHeads {
			d.heads = append(d.heads, n)
		}
	case atom.Time:
		d.times = append(d.times, n)
	case atom.Script:
		d.noteScript(n)
	case atom.A:
		d.anchors++
	case atom.Iframe:
		d.guarded = d.guarded || guards(attr(n, "src"))
	case atom.Input:
		if strings.EqualFold(attr(n, "type"), "password") {
			d.password = true
		}
	case atom.Noscript:
		if len(d.noscript) < maxNoscript {
			d.noscript += inner(n) + " "
		}
	}
	if prop := attr(n, "itemprop"); prop != "" && n.DataAtom != atom.Meta {
		for _, p := range strings.Fields(prop) {
			d.props[p] = append(d.props[p], n)
		}
	}
}

func (d *page) noteMeta(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop"} {
		if name := strings.ToLower(attr(n, key)); name != "" && len(d.meta[name]) < maxMeta {
			d.meta[name] = append(d.meta[name], content)
		}
	}
}

// What the code of a script holds when something is read of it.
const (
	fusionSign = "Fusion.globalContent"
	playerSign = "ytInitialPlayerResponse"
)

func (d *page) noteScript(n *html.Node) {
	if src := attr(n, "src"); strings.Contains(src, "/challenge-platform/") && strings.Contains(src, "orchestrate") || guards(src) {
		d.guarded = true
	}
	if n.FirstChild == nil {
		return
	}
	code := n.FirstChild.Data
	d.scripts += len(code)
	switch {
	case len(code) < maxGuardCode && guards(code):
		d.guarded = true
	case strings.Contains(strings.ToLower(attr(n, "type")), "ld+json"):
		if d.dataRead += len(code); d.dataRead <= maxData {
			d.data = append(d.data, readJSONLD(code)...)
		}
	case strings.Contains(attr(n, "type"), "application/json") && len(d.states) < maxStates && d.dataRead < maxData:
		d.dataRead += len(code)
		d.states = append(d.states, code)
	case strings.Contains(code, fusionSign):
		d.fusion = assigned(code, fusionSign)
	case strings.Contains(code, playerSign):
		if m := assigned(code, playerSign); m != nil {
			d.player = m
		}
	}
}

// metaOf returns the first content of the first name that has one.
func (d *page) metaOf(names ...string) string {
	for _, n := range names {
		if all := d.meta[n]; len(all) > 0 {
			return all[0]
		}
	}
	return ""
}

// link makes an address of the page whole; "" when it is none.
func (d *page) link(href string) string {
	href = strings.TrimSpace(href)
	if href == "" || strings.HasPrefix(href, "#") || strings.HasPrefix(href, "data:") {
		return ""
	}
	u, err := address.Parse(href, d.base)
	if err != nil {
		return ""
	}
	return u
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// hidden elements hold no text for a reader.
func hidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Head, atom.Iframe, atom.Object, atom.Select, atom.Textarea, atom.Button, atom.Title:
		return true
	}
	return false
}

func visibleParent(n *html.Node) bool { return n != nil && !hidden(n.DataAtom) }

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if r > ' ' && r != 0xa0 {
			n++
		}
	}
	return n
}

// inner is the text of a node and what lies in it, scripts and styles left out.
func inner(n *html.Node) string {
	if n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode {
		return head(n.FirstChild.Data, maxInner)
	}
	var b strings.Builder
	appendInner(&b, n)
	return b.String()
}

func appendInner(b *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil && b.Len() < maxInner; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(head(c.Data, maxInner))
		case c.Type != html.ElementNode || c.DataAtom == atom.Script || c.DataAtom == atom.Style:
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		default:
			appendInner(b, c)
			if blockLevel(c.DataAtom) {
				b.WriteByte(' ')
			}
		}
	}
}

// squeeze makes every run of white space one space, and drops soft hyphens,
// zero-width spaces and signs of control.
func squeeze(s string) string {
	if squeezed(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case r == 0xad, r == 0x200b, r == 0xfeff:
		case r == ' ', r >= '\t' && r <= '\r' && r != '\v', r == 0x85, r >= 0xa0 && unicode.IsSpace(r):
			space = b.Len() > 0
		case r < ' ', r >= 0x7f && r < 0xa0: // signs that steer terminals and printers
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// squeezed reports whether a text surely is as squeeze would leave it.
func squeezed(s string) bool {
	plain, spaced := true, true
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == 0x7f || spaced && c == ' ' || c >= utf8.RuneSelf && doubtful(s[i:]) {
			return false
		}
		spaced, plain = c == ' ', plain && c < utf8.RuneSelf
	}
	return (!spaced || s == "") && (plain || utf8.ValidString(s))
}

// doubtful reports whether squeeze may change the sign beyond ASCII that text
// begins with: C1, a soft hyphen, a mark of order, a space of another width.
func doubtful(s string) bool {
	switch s[0] {
	case 0xc2:
		return len(s) < 2 || s[1] <= 0xa0 || s[1] == 0xad
	case 0xe2:
		return len(s) <= 2 || s[1] == 0x80 && (s[2] <= 0x8b || s[2] >= 0xa8) || s[1] == 0x81 && s[2] == 0x9f
	case 0xe1, 0xe3, 0xef:
		return true
	}
	return false
}

// reject makes the error for a page that is no article.
func reject(reason sada.Reason, format string, args ...any) error {
	return &sada.Rejection{Reason: reason, Detail: fmt.Sprintf(format, args...)}
}
