package sada

import "strings"

// Kind says what an article is made of.
type Kind string

// The kinds of article.
const (
	KindArticle   Kind = "article"
	KindVideo     Kind = "video"
	KindPost      Kind = "post"
	KindPrint     Kind = "print"
	KindBroadcast Kind = "broadcast"
)

// Article is what a page says. What is not known is left empty, never invented.
type Article struct {
	URL        string // where it was read
	Canonical  string // what the page calls its own address, same site only
	Called     string // what og:url calls it, where that is another; not kept
	Shortlink  string // its rel=shortlink; not kept
	Kind       Kind
	Language   string // ar, fr, en, es, zgh; mixed: Arabic and another in equal parts
	Direction  string // rtl or ltr
	Title      string
	Subtitle   string
	Authors    []string
	Agency     string // the agency whose dispatch it is, "MAP"
	Section    string
	Tags       []string
	Published  Date
	Modified   Date
	Blocks     []Block
	Images     []Image
	Embeds     []string
	Cut        bool    // the text goes on where it was read: it met a bound
	Confidence float64 // 0 to 1
}

// BlockKind says what a block of the body is.
type BlockKind string

// The kinds of block.
const (
	Paragraph  BlockKind = "paragraph"
	Heading    BlockKind = "heading"
	Quote      BlockKind = "quote"
	List       BlockKind = "list" // its items, one a line
	ImageBlock BlockKind = "image"
)

// Block is one piece of the body, in reading order.
type Block struct {
	Kind BlockKind
	Text string
}

// Image is a picture of the article. The first one is the lead picture.
type Image struct {
	URL     string
	Caption string
	Credit  string
	SHA256  string // set when the archive keeps the picture
	Missing string // why the archive does not keep it, when it tried
}

// Text returns the body: the blocks that are no image, joined by a blank line.
// Offsets of hits in the field "text" count its bytes.
func (a *Article) Text() string {
	var b strings.Builder
	for _, k := range a.Blocks {
		if k.Kind == ImageBlock || k.Text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(k.Text)
	}
	return b.String()
}

// Standfirst is the subtitle, unless the body begins with it: "" then. Who shows
// or counts both takes this.
func (a *Article) Standfirst() string {
	for _, k := range a.Blocks {
		if k.Kind == ImageBlock || k.Text == "" {
			continue
		}
		if strings.TrimSpace(k.Text) == strings.TrimSpace(a.Subtitle) {
			return ""
		}
		break
	}
	return a.Subtitle
}

// Direction returns the writing direction of a language: "rtl" or "ltr".
func Direction(language string) string {
	switch language {
	case "ar", "fa", "ur", "he", "ckb":
		return "rtl"
	}
	return "ltr"
}
