package extract

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
)

// dateless is the moment from which no relative date is counted.
var dateless = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

// cacheMark is the mark that some WordPress sites hang onto pictures.
var cacheMark = regexp.MustCompile(`\?x\d+$`)

// ornaments are parts of addresses of pictures that stand on every page.
var ornaments = []string{"logo", "avatar", "placeholder", "spacer", "blank.", "pixel", "sprite", "icon", "emoji", "1x1", "loading", ".svg?"}

func ornament(address string) bool {
	low := strings.ToLower(address)
	for _, o := range ornaments {
		if strings.Contains(low, o) {
			return true
		}
	}
	return strings.HasSuffix(low, ".svg")
}

// imageAddress is the address of the largest form of an <img> that is given
// plainly.
func (d *page) imageAddress(n *html.Node) string {
	for _, key := range []string{"data-src", "data-lazy-src", "data-original", "src"} {
		s := attr(n, key)
		if s == "" || strings.HasPrefix(s, "data:") {
			continue
		}
		if u := d.link(cacheMark.ReplaceAllString(s, "")); u != "" && !ornament(u) {
			return u
		}
	}
	return ""
}

// image notes a picture of the body.
func (r *reader) image(n *html.Node, caption *sada.Image) {
	if r.pictures++; r.pictures > maxPictures {
		return
	}
	u := r.page.imageAddress(n)
	if u == "" || r.seen[u] || small(n) {
		return
	}
	r.seen[u] = true
	i := sada.Image{URL: u}
	if caption != nil {
		i.Caption, i.Credit = caption.Caption, caption.Credit
	}
	r.images = append(r.images, i)
	r.blocks = append(r.blocks, sada.Block{Kind: sada.ImageBlock, Text: i.Caption})
}

// small reports whether an element says that its picture is an ornament.
func small(n *html.Node) bool {
	for _, key := range []string{"width", "height"} {
		if v := attr(n, key); v != "" && len(v) <= 2 {
			return true
		}
	}
	return false
}

var credit = regexp.MustCompile(`(?i)\(?(?:©|crédits?(?: photo)?s? ?:?|photo ?:|ph ?[:.]|dr\b|صورة ?:|تصوير ?:)\s*([^()]{0,80})\)?\s*$`)

// figure notes the pictures of a figure with its caption, which is no text of
// the body. A figure without a picture is read like any other element.
func (r *reader) figure(n *html.Node) {
	var i sada.Image
	var pictures []*html.Node
	for c := range n.Descendants() {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.DataAtom {
		case atom.Img:
			pictures = append(pictures, c)
		case atom.Figcaption:
			i.Caption = squeeze(inner(c))
		case atom.Iframe:
			r.embed(c)
		}
	}
	i = captioned(i.Caption)
	for _, p := range pictures {
		r.image(p, &i)
	}
	if len(pictures) == 0 && i.Caption == "" {
		r.children(n)
		r.flush()
	}
}

// caption notes the words under a picture: of those around it, or of the one
// that stands right before.
func (r *reader) caption(n *html.Node) {
	r.flush()
	i := captioned(squeeze(inner(n)))
	pictures := false
	for c := range n.Descendants() {
		if c.DataAtom == atom.Img {
			pictures = true
			r.image(c, &i)
		}
	}
	k, b := len(r.images)-1, len(r.blocks)-1
	if !pictures && k >= 0 && b >= 0 && r.blocks[b].Kind == sada.ImageBlock && r.images[k].Caption == "" {
		r.images[k].Caption, r.images[k].Credit = i.Caption, i.Credit
		r.blocks[b].Text = i.Caption
	}
}

// pictured reports whether an element holds a picture and, behind it, few words
// that are no paragraph: a caption without a name.
func (by *Numbers) pictured(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.P, atom.Center, atom.Section:
	default:
		return false
	}
	v := beside{plain: n.DataAtom != atom.P, most: by.Boxes.Caption}
	v.read(n)
	return v.picture && !v.other && v.letters > 0 && v.letters <= v.most
}

// beside is what stands beside a picture.
type beside struct {
	most    int  // letters of it
	plain   bool // words need no element of their own
	picture bool
	other   bool // something that no caption has
	letters int
}

func (v *beside) read(n *html.Node) {
	for c := n.FirstChild; c != nil && !v.other; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			if k := countLetters(c.Data); k > 0 {
				v.letters += k
				v.other = !v.picture || !v.plain || v.letters > v.most
			}
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Img:
			v.picture = v.picture || !small(c)
		case c.DataAtom == atom.P, c.DataAtom == atom.Ul, c.DataAtom == atom.Ol, c.DataAtom == atom.Table, c.DataAtom == atom.Blockquote,
			c.DataAtom == atom.Figure, headingLevel(c.DataAtom):
			v.other = true
		case c.DataAtom == atom.Em, c.DataAtom == atom.I, c.DataAtom == atom.Small, c.DataAtom == atom.Font:
			was := v.plain
			v.plain = true
			v.read(c)
			v.plain = was
		default:
			v.read(c)
		}
	}
}

// captioned parts a caption from the credit at its end.
func captioned(s string) sada.Image {
	m := credit.FindStringSubmatchIndex(s)
	if m == nil {
		return sada.Image{Caption: s}
	}
	return sada.Image{Caption: strings.TrimSpace(s[:m[0]]), Credit: strings.TrimSpace(s[m[2]:m[3]])}
}

// embed notes the address of a video or post that an element shows.
func (r *reader) embed(n *html.Node) {
	add := func(href string) {
		u := r.page.link(href)
		if _, ok := OEmbed(u); !ok || r.seen["embed "+u] {
			return
		}
		r.seen["embed "+u] = true
		r.embeds = append(r.embeds, watchAddress(u))
	}
	if n.DataAtom == atom.Iframe {
		for _, key := range []string{"src", "data-src", "data-lazy-src"} {
			add(attr(n, key))
		}
		return
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.DataAtom == atom.A {
			add(attr(c, "href"))
		}
	}
}

// imagesOf puts the lead picture before those of the body: the one that the
// head names, else the one that the platform sets above the body, else the
// lead's.
func (d *page) imagesOf(r *reader) []sada.Image {
	first := d.leadPicture()
	above := d.pictureAbove()
	switch l := d.hints.Lead; {
	case first.URL == "":
		first = above
		if first.URL == "" && len(r.images) == 0 && l != nil {
			first.URL = l.Image
		}
	case first.Caption == "":
		first.Caption, first.Credit = above.Caption, above.Credit
	}
	if first.URL == "" {
		return r.images
	}
	for i, have := range r.images {
		if bareImage(have.URL) == bareImage(first.URL) {
			rest := append(r.images[:i:i], r.images[i+1:]...)
			return append([]sada.Image{have}, rest...)
		}
	}
	return append([]sada.Image{first}, r.images...)
}

// leadPicture is the picture that the head or the structured data name.
func (d *page) leadPicture() sada.Image {
	for _, s := range []string{d.metaOf("og:image", "og:image:url", "og:image:secure_url"), d.metaOf("twitter:image", "twitter:image:src"), imageOfData(d.articleData())} {
		if u := d.link(cacheMark.ReplaceAllString(s, "")); u != "" && !ornament(u) {
			i := captioned(squeeze(d.metaOf("og:image:alt")))
			i.URL = u
			return i
		}
	}
	return sada.Image{}
}

// pictureAbove is the picture that the platform sets above the body, with the
// caption of its figure.
func (d *page) pictureAbove() sada.Image {
	for _, list := range [][]string{profiles[d.hints.profile()].image, generic.image} {
		for _, sel := range list {
			for _, n := range d.find(sel) {
				u := d.imageAddress(n)
				if u == "" || small(n) {
					continue
				}
				i := captioned(d.by.captionOf(n))
				i.URL = u
				return i
			}
		}
	}
	return sada.Image{}
}

// captionOf is the caption of the figure around a picture.
func (by *Numbers) captionOf(n *html.Node) string {
	for up := 0; n != nil && up < by.Boxes.FigureAround; n, up = n.Parent, up+1 {
		if n.DataAtom != atom.Figure {
			continue
		}
		for c := range n.Descendants() {
			if c.DataAtom == atom.Figcaption {
				return squeeze(inner(c))
			}
		}
	}
	return ""
}

var sizeMark = regexp.MustCompile(`-\d{2,4}x\d{2,4}(\.\w+)$`)

// bareImage is a picture's address without the size that WordPress writes in.
func bareImage(u string) string { return sizeMark.ReplaceAllString(u, "$1") }

func imageOfData(m map[string]any) string {
	switch v := m["image"].(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			if s, ok := v[0].(string); ok {
				return s
			}
			return str(dig(v[0], "url"))
		}
	case map[string]any:
		return str(v["url"])
	}
	return ""
}
