package extract

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada/internal/address"
)

// listing is what a page shows of other pages of its site: the cards, rows and
// lines that each lead to one, and what stands beside them.
type listing struct {
	page  *page
	pages map[string]bool   // addresses that items lead to, true outside furniture
	own   int               // letters of the passages that belong to no item
	lines []*html.Node      // short ones beside the items
	leads map[string]string // what was found out of an href: where it leads
}

// list reads the page as a list of others.
func (d *page) list() *listing {
	l := &listing{page: d, pages: map[string]bool{}, leads: map[string]string{}}
	l.visit(d.body, false)
	return l
}

func (l *listing) visit(n *html.Node, furnished bool) {
	var items map[*html.Node]item
	elements := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || hidden(c.DataAtom) || c.DataAtom == atom.Br {
			continue
		}
		elements++
		if it := l.item(c); it.page != "" {
			if items == nil {
				items = map[*html.Node]item{}
			}
			items[c] = it
		}
	}
	if len(items) < l.page.by.List.Items || len(items)*100 < elements*l.page.by.List.Share {
		clear(items)
		if !furnished && !inline(n.DataAtom) {
			l.passage(n)
		}
	}
	for _, it := range items {
		for _, page := range []string{it.page, it.second} {
			if page != "" {
				l.pages[page] = l.pages[page] || !furnished
			}
		}
	}
	goes := false // what follows goes with the item before it
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || hidden(c.DataAtom) || c.DataAtom == atom.Nav || c.DataAtom == atom.Footer || c.DataAtom == atom.Form {
			continue
		}
		if items[c].page != "" {
			goes = headingLevel(c.DataAtom) || c.DataAtom == atom.Dt
			continue
		}
		if goes = goes && !headingLevel(c.DataAtom) && l.page.by.short(c); !goes {
			l.visit(c, furnished || l.page.unwanted(c) && !l.page.captions(c))
		}
	}
}

// passage weighs the text that lies in an element itself or in what marks up its
// words.
func (l *listing) passage(n *html.Node) {
	text, linked := ownText(n, false)
	switch {
	case text-linked >= l.page.by.List.Passage && linked*100 < text*l.page.by.List.Linked && !headingLevel(n.DataAtom):
		l.own += text - linked
	case text > l.page.by.List.LineLeast && text < l.page.by.List.Line && len(l.lines) < l.page.by.List.MaxLines:
		l.lines = append(l.lines, n)
	}
}

// dated reports whether a short line beside the items prints a date.
func (l *listing) dated() bool {
	for _, n := range l.lines {
		if s := inner(n); strings.ContainsFunc(s, unicode.IsDigit) && l.page.by.onlyDate(head(squeeze(s), maxDatedLine)) {
			return true
		}
	}
	return false
}

// ownText counts the letters that lie in an element itself or in what marks up
// its words, and those of them that are links.
func ownText(n *html.Node, inLink bool) (text, linked int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		k, links := 0, 0
		switch {
		case c.Type == html.TextNode:
			if k = countLetters(c.Data); inLink {
				links = k
			}
		case c.Type == html.ElementNode && inline(c.DataAtom):
			k, links = ownText(c, inLink || c.DataAtom == atom.A)
		}
		text, linked = text+k, linked+links
	}
	return text, linked
}

// inline elements mark up words of a line.
func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.I, atom.U, atom.S, atom.Em, atom.Strong, atom.Span, atom.Font, atom.Small, atom.Big, atom.Sup, atom.Sub, atom.Mark,
		atom.Abbr, atom.Cite, atom.Q, atom.Code, atom.Time, atom.Bdi, atom.Bdo, atom.Br, atom.Wbr, atom.Ins, atom.Del:
		return true
	}
	return false
}

// short reports whether an element holds fewer letters than an item may.
func (by *Numbers) short(n *html.Node) bool {
	letters, nodes := 0, 0
	for c := range n.Descendants() {
		if nodes++; c.Type == html.TextNode {
			letters += countLetters(c.Data)
		}
		if nodes > by.List.ItemNodes || letters > by.List.ItemText/2 {
			return false
		}
	}
	return true
}

// item reads an element as one that leads to another page: few words, of which a
// link holds many, the first, a heading, or a line.
func (l *listing) item(n *html.Node) item {
	if n.FirstChild == nil {
		return item{}
	}
	m := itemMeasure{list: l, plain: n.DataAtom == atom.P}
	if n.DataAtom == atom.A {
		m.link(n)
	} else {
		m.read(n, false)
	}
	by := &l.page.by.List
	titled := m.linked >= by.Title
	switch {
	case m.over:
	case titled && (m.linked*100 >= m.text*by.ItemLinked || m.first || m.heading), m.pictured && m.text >= by.Title:
		return m.item
	}
	return item{}
}

// item is where an element of a list leads; a row may hold two cards.
type item struct{ page, second string }

type itemMeasure struct {
	item
	list         *listing
	text, linked int
	nodes        int
	plain        bool // a paragraph, whose links may stand anywhere
	first        bool // the first words are a link
	heading      bool // a heading is a link, or a line by itself
	pictured     bool // a picture is a link
	over         bool // more than an item may hold
}

func (m *itemMeasure) read(n *html.Node, inLink bool) {
	for c := n.FirstChild; c != nil && !m.over; c = c.NextSibling {
		if m.nodes++; m.nodes > m.list.page.by.List.ItemNodes || m.text > m.list.page.by.List.ItemText {
			m.over = true
			return
		}
		switch {
		case c.Type == html.TextNode:
			k := countLetters(c.Data)
			if k > 0 && m.text == 0 && inLink && !m.plain {
				m.first = true
			}
			m.text += k
			if inLink {
				m.linked += k
			}
		case c.Type != html.ElementNode || c.DataAtom == atom.Script || c.DataAtom == atom.Style:
		case c.DataAtom == atom.A:
			m.link(c)
		default:
			if inLink && (c.DataAtom == atom.Img || c.DataAtom == atom.Picture) {
				m.pictured = true
			}
			before := m.linked
			m.read(c, inLink)
			if headingLevel(c.DataAtom) && m.linked > before {
				m.heading = true
			}
		}
	}
}

// link reads a link. An item has one page, and may name another, its section or
// its author; what leads to three is no item.
func (m *itemMeasure) link(a *html.Node) {
	href := attr(a, "href")
	u, known := m.list.leads[href]
	if !known {
		u = m.list.page.elsewhere(href)
		m.list.leads[href] = u
	}
	before, pictured := m.linked, m.pictured
	m.pictured = false
	m.read(a, u != "")
	titled := m.linked-before >= m.list.page.by.List.Title || m.pictured
	m.heading = m.heading || titled && !m.plain && lineItself(a)
	m.pictured = m.pictured || pictured
	switch {
	case u == "" || u == m.page || u == m.second:
	case m.page == "":
		m.page = u
	case titled && m.second == "":
		m.second = u
	case titled:
		m.over = true
	}
}

// lineItself reports whether a link is all of a line.
func lineItself(a *html.Node) bool {
	for c := a.Parent.FirstChild; c != nil && c != a; c = c.NextSibling {
		if c.Type != html.TextNode || countLetters(c.Data) > 0 {
			return false
		}
	}
	next := a.NextSibling
	for next != nil && next.Type == html.TextNode && countLetters(next.Data) == 0 {
		next = next.NextSibling
	}
	return blockLevel(a.Parent.DataAtom) && (next == nil || next.Type == html.ElementNode && (blockLevel(next.DataAtom) || next.DataAtom == atom.Br))
}

// elsewhere makes the address of a link whole when it leads to another page of
// the site, neither the home nor one of a pager; "" when it does not.
func (d *page) elsewhere(href string) string {
	u := d.link(href)
	if u == "" || u == d.address || !address.SameSite(u, d.address) {
		return ""
	}
	if _, pager := pagerNumber(u); pager {
		return ""
	}
	_, rest, _ := strings.Cut(u, "://")
	if _, path, _ := strings.Cut(rest, "/"); strings.Trim(path, "/#") == "" {
		return ""
	}
	return u
}

var (
	listPath  = regexp.MustCompile(`(?i)/(?:tags?|author|authors|auteurs?|writers?|category|categorie|rubriques?|search|recherche|mot-cle|topics?|archives?|page/\d+|(?:19|20)\d\d/\d\d?)(?:/|$)`)
	listTitle = regexp.MustCompile(`(?i)^(?:archives?(?:\s|$)|cat[eé]gor(?:y|ie)s?\s*:|tags?\s*:|étiquette|mot-clé|author\s*:|auteur\s*:|(?:résultats?|results?) (?:de|for|of|pour)|search results|tous les articles|toutes? l|all (?:stories|articles|posts)|#\S+$|أرشيف|تصنيف|وسم|نتائج البحث|جميع المقالات|كل المقالات)|\sarchives?\s[-–|]|, auteur `)
	listClass = regexp.MustCompile(`(?:^|\s)(?:archive|category|search-results|search-no-results|paged|page-taxonomy\S*|path-taxonomy\S*|tax-\S+|term-\S+)(?:\s|$)`)
	pageClass = regexp.MustCompile(`(?:^|\s)(?:single\S*|postid-\d+|page-node-type-\S+|node-type-\S+)(?:\s|$)`)
)

// collects reports whether a page says of itself that it gathers others: by its
// data, its address, its title, or the class that platforms give it.
func (d *page) collects() bool {
	for _, m := range d.data {
		if typed(m, "CollectionPage", "SearchResultsPage", "ProfilePage") {
			return true
		}
	}
	class := strings.ToLower(head(attr(d.body, "class"), maxBodyClass))
	if pageClass.MatchString(class) {
		return false
	}
	if listClass.MatchString(class) || listTitle.MatchString(d.title) {
		return true
	}
	for _, n := range d.heads[:min(len(d.heads), maxAsked)] {
		if listTitle.MatchString(squeeze(inner(n))) {
			return true
		}
	}
	u, err := url.Parse(d.address)
	if err != nil {
		return false
	}
	for _, key := range []string{"s", "q", "search", "query"} {
		if u.Query().Get(key) != "" {
			return true
		}
	}
	at := listPath.FindStringIndex(u.Path)
	return at != nil && slugWords(u.Path[at[0]:]) < d.by.List.SlugWords && strings.Count(strings.Trim(u.Path[at[1]:], "/"), "/") < 2 && !strings.HasSuffix(u.Path, ".html")
}

// lists tells a page that lists others from an article, by how many it leads to
// and what it says beside them; "" for an article.
func (d *page) lists(title string) string {
	l := d.list()
	words := titleWords(title)
	if len(d.heads) > 0 {
		words = max(words, titleWords(inner(d.heads[0])))
	}
	by, every, n := &d.by.List, len(l.pages), 0
	for _, shown := range l.pages {
		if shown {
			n++
		}
	}
	switch {
	case n >= by.Gathered && l.own < by.OwnText && d.collects():
		return "a page that gathers others"
	case l.own == 0 && every >= by.Many:
		return "links to other pages and no text"
	case (n >= by.Many || n >= by.Gathered && l.own == 0) && l.own < by.OwnEach*n && words <= by.TitleWords && utf8.RuneCountInString(title) < by.ShortTitle && !l.dated():
		return "many links to other pages under a short title"
	case d.home() && every > by.Many && l.own < by.OwnText:
		return "a home page"
	}
	return ""
}

// titleWords counts the words of a title; of a script that parts none, every
// second sign counts as one.
func titleWords(s string) int {
	together := 0
	for _, r := range s {
		if r > 0x2e80 {
			together++
		}
	}
	return len(strings.Fields(s)) + together/2
}
