package extract

import (
	"strings"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
)

// scrap is one field of an item: the name of its element, its tag and its text.
type scrap struct {
	prefix, name string
	tag          string
	text         string // as a reader of XML would give it
	within       string // "author", "group" or another element around it
}

// scraps are the fields of one item, and the tag that it begins with.
type scraps struct {
	tag    string
	fields []scrap
	closed bool // it has an end, or another item begins behind it
}

// fieldNames are the elements of an item that hold text. One of them ends another
// that was left open.
var fieldNames = strings.Split("title link guid id pubdate published updated modified issued created date description summary content encoded body category subject creator author name "+
	"enclosure thumbnail videoid origlink url comments source loc lastmod publication_date keywords language", " ")

// mixedNames are those whose text may hold tags.
const mixedNames = " description summary content encoded body title "

// wholes are the elements around fields that are not the item's own.
const wholes = " author contributor source image textinput group news publication video "

// Names of the elements that are items.
var (
	feedItems    = []string{"item", "entry"}
	sitemapItems = []string{"url", "sitemap"}
)

// items goes through the items of a document that is broken and gives each to
// read, until that says that it is enough. It returns false where the document
// ends in the middle of an item, which is not given.
func items(s string, names []string, read func(scraps) bool) (whole bool) {
	is := func(m *node) bool {
		l := m.local()
		return l == names[0] || l == names[1]
	}
	c := newScanner(s)
	for i := 0; i < len(s); {
		m := c.next(i)
		i = m.end
		if m.kind != startNode || !is(&m) {
			continue
		}
		item := scraps{tag: s[m.begin:m.end], closed: m.closed}
		if !m.closed {
			var pieces []node
			pieces, i, item.closed = c.itemPieces(i, is)
			item.fields = fields(s, pieces)
		}
		if !item.closed {
			return false
		}
		if !read(item) {
			return true
		}
	}
	return true
}

// itemPieces collects the pieces of the item whose start tag ends at i, where it
// ends, and whether it does: by its end tag, by the next item, or by what is
// around it.
func (c *scanner) itemPieces(i int, is func(*node) bool) (pieces []node, end int, closed bool) {
	for i < len(c.s) {
		m := c.next(i)
		switch {
		case m.kind == endNode && is(&m):
			return pieces, m.end, true
		case m.kind == startNode && is(&m):
			return pieces, i, true
		case m.kind == endNode && (m.local() == "channel" || m.local() == "rss" || m.local() == "feed" || m.local() == "urlset"):
			return pieces, i, true
		}
		if len(pieces) < maxPieces && m.kind != noNode {
			pieces = append(pieces, m)
		}
		i = m.end
	}
	return pieces, i, false
}

// fields reads the fields of an item.
func fields(s string, pieces []node) []scrap {
	ends := map[string]int{} // the last end tag of each name
	for i := range pieces {
		if pieces[i].kind == endNode {
			ends[pieces[i].local()] = i
		}
	}
	var out []scrap
	within := ""
	for i := 0; i < len(pieces) && len(out) < maxScraps; i++ {
		m := &pieces[i]
		name := m.local()
		inWholes := strings.Contains(wholes, " "+name+" ")
		switch {
		case m.kind == endNode && name == within:
			within = ""
		case m.kind == textNode && len(out) > 0 && openLink(&out[len(out)-1]):
			out[len(out)-1].text = strings.TrimSpace(unescape(s[m.begin:m.end]))
		case m.kind != startNode:
		case inWholes && !m.closed && i+1 < len(pieces) && holdsTags(pieces[i+1:], ends[name]-i-1):
			within = name
		case isField(name):
			f := scrap{prefix: m.prefix(), name: name, tag: s[m.begin:m.end], within: within}
			if !m.closed {
				f.text, i = fieldText(s, pieces, i, ends[name])
			}
			out = append(out, f)
		}
	}
	return out
}

// openLink reports whether a link was closed before its text, as <link/> is where
// a program of HTML wrote it.
func openLink(f *scrap) bool {
	return f.name == "link" && f.text == "" && attribute(f.tag, "href") == ""
}

// holdsTags reports whether a start tag stands among the next n pieces.
func holdsTags(pieces []node, n int) bool {
	for i := 0; i < n && i < len(pieces); i++ {
		if pieces[i].kind == startNode {
			return true
		}
		if pieces[i].kind == endNode {
			return false
		}
	}
	return false
}

func isField(name string) bool {
	for _, f := range fieldNames {
		if f == name {
			return true
		}
	}
	return false
}

// fieldText is the text of the field that begins at piece i, and the piece that it
// ends with: at its end tag, else before the next field.
func fieldText(s string, pieces []node, i, end int) (string, int) {
	name := pieces[i].local()
	mixed := strings.Contains(mixedNames, " "+name+" ")
	last := i
	if end <= i {
		mixed = false // it is not closed
	}
	var b strings.Builder
	for j := i + 1; j < len(pieces); j++ {
		m := &pieces[j]
		switch m.kind {
		case endNode:
			if m.local() == name {
				return b.String(), j
			}
			if mixed {
				b.WriteString(s[m.begin:m.end])
			}
		case startNode:
			if l := m.local(); !mixed && isField(l) || name == "title" && l == "link" {
				return b.String(), last
			}
			if mixed {
				b.WriteString(s[m.begin:m.end])
			}
		case dataNode:
			b.WriteString(s[m.inner[0]:m.inner[1]])
		default:
			b.WriteString(unescape(s[m.begin:m.end]))
		}
		last = j
	}
	return b.String(), last
}

// item gives the fields of a feed's item to the library's own shape.
func (x *scraps) item() *gofeed.Item {
	it := &gofeed.Item{Extensions: ext.Extensions{}}
	for i := range x.fields {
		f := &x.fields[i]
		text := strings.TrimSpace(f.text)
		switch {
		case f.within == "author" || f.name == "creator" || f.name == "author":
			if (f.name == "name" || f.within == "") && text != "" {
				it.Authors = append(it.Authors, &gofeed.Person{Name: text})
			}
		case f.within != "" && f.within != "group":
		case f.prefix == "media" || f.name == "thumbnail" || f.name == "enclosure":
			if u := attribute(f.tag, "url"); u != "" {
				kind := attribute(f.tag, "type")
				if f.name == "thumbnail" || attribute(f.tag, "medium") == "image" {
					kind = "image/"
				}
				it.Enclosures = append(it.Enclosures, &gofeed.Enclosure{URL: u, Type: kind})
			}
		case f.name == "link":
			x.link(it, f, text)
		default:
			x.field(it, f, text)
		}
	}
	if about := attribute(x.tag, "about"); about != "" {
		it.Links = append(it.Links, about)
	}
	return it
}

// link takes an element of that name: an address in its text, or in href with what
// it leads to.
func (x *scraps) link(it *gofeed.Item, f *scrap, text string) {
	u := attribute(f.tag, "href")
	if u == "" {
		u = text
	}
	switch rel := attribute(f.tag, "rel"); {
	case u == "":
	case (rel == "" || rel == "alternate") && it.Link == "":
		it.Link = u
	default:
		it.Links = append(it.Links, u)
	}
}

// field takes an element that holds a text.
func (x *scraps) field(it *gofeed.Item, f *scrap, text string) {
	set := func(to *string) {
		if *to == "" {
			*to = text
		}
	}
	switch f.name {
	case "title":
		set(&it.Title)
	case "guid", "id":
		set(&it.GUID)
	case "pubdate", "published", "issued", "created", "date":
		set(&it.Published)
	case "updated", "modified":
		set(&it.Updated)
	case "description", "summary":
		set(&it.Description)
	case "content", "encoded", "body":
		set(&it.Content)
	case "category", "subject":
		if term := attribute(f.tag, "term"); text == "" {
			text = term
		}
		if text != "" {
			it.Categories = append(it.Categories, text)
		}
	case "url":
		if text != "" {
			it.Links = append(it.Links, text)
		}
	case "videoid":
		it.Extensions["yt"] = map[string][]ext.Extension{"videoId": {{Value: text}}}
	case "origlink":
		it.Extensions["feedburner"] = map[string][]ext.Extension{"origLink": {{Value: text}}}
	}
}

// entry gives the fields of a sitemap's entry.
func (x *scraps) entry() (e sitemapEntry) {
	for i := range x.fields {
		f := &x.fields[i]
		text := strings.TrimSpace(f.text)
		switch path := f.prefix + ":" + f.name; {
		case f.name == "loc" && f.prefix == "image":
			if e.Image == "" {
				e.Image = text
			}
		case f.name == "loc" && e.Loc == "" && f.within == "":
			e.Loc = text
		case f.name == "lastmod":
			e.LastMod = text
		case path == "news:title":
			e.Title = text
		case f.name == "publication_date" && f.prefix != "video":
			e.Date = text
		case path == "news:keywords":
			e.Keywords = text
		case path == "news:language":
			e.Language = text
		}
	}
	return e
}
