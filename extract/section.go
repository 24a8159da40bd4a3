package extract

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/address"
)

var (
	articlePath = regexp.MustCompile(`(?:_|/)[A-Z2-7]{26}/?$|-\d{4,}\.html?$|/\d{4,}-[^/]+\.html?$|/20\d\d/\d{2}/|_a\d+\.html$|[?&](?:p|id)=\d+|/\d{4,}/?[^/]*\.html$`)
	newsPath    = regexp.MustCompile(`/(?:article|articles|details|actualites?|news|post|posts|story)/[^/]+(?:/[^/]*)?/?$`)
	notArticle  = regexp.MustCompile(`(?i)/(?:tag|tags|author|auteur|category|categorie|rubrique|search|recherche|login|wp-login|feed|rss|contact|a-propos|about|mentions|privacy|page|wp-content|wp-admin|cdn-cgi|newsletter|abonnement|live|video-?s|cookies?)(?:/|$|\.)|\.(?:jpe?g|png|gif|webp|pdf|mp3|mp4|xml|css|js|zip)$|^mailto:|^tel:`)
	pagerPath   = regexp.MustCompile(`/page/(\d+)/?$`)
)

// readSection reads a page that lists articles: the links that look like
// articles, with the title and the date that stand with them, and the next page.
func readSection(p *sada.Page, h Hints) (*sada.Leads, error) {
	if notHTML(beginOf(p.Body)) {
		return nil, unreadable("%s, not a page", whatInstead(text(p)))
	}
	d, err := parse(p, h)
	if err != nil {
		return nil, err
	}
	if err := d.refuse(); err != nil {
		return nil, err
	}
	s := &section{page: d, best: map[string]int{}, cards: map[*html.Node]card{}}
	if h.Source != nil && h.Source.Rules.Article != "" {
		s.rule, _ = pattern(h.Source.Rules.Article)
	}
	s.read(d.body, false)
	out := &sada.Leads{Items: s.leads, Title: d.title}
	if next := s.next(len(s.leads)); next != "" {
		out.More = []sada.Endpoint{{Kind: sada.Section, URL: next}}
	}
	return out, nil
}

type section struct {
	page  *page
	rule  *regexp.Regexp
	leads []sada.Lead
	best  map[string]int // identity key to place in leads
	rel   string         // rel=next
	cards map[*html.Node]card
	pages map[int]string // pager links
}

func (s *section) read(n *html.Node, around bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || hidden(c.DataAtom) {
			continue
		}
		in := around || c.DataAtom == atom.Nav || c.DataAtom == atom.Footer
		if c.DataAtom == atom.A {
			s.link(c, in)
		}
		s.read(c, in)
	}
}

// link takes a link for a lead when its address and its words speak for it.
func (s *section) link(n *html.Node, around bool) {
	d := s.page
	u := d.link(attr(n, "href"))
	if u == "" || !address.SameSite(u, d.address) {
		return
	}
	if strings.Contains(strings.ToLower(attr(n, "rel")), "next") {
		s.rel = u
	}
	if k, ok := pagerNumber(u); ok {
		if s.pages == nil {
			s.pages = map[int]string{}
		}
		if _, have := s.pages[k]; !have {
			s.pages[k] = u
		}
	}
	title := linkTitle(n)
	if !s.article(u, title, around) && !(s.rule == nil && !around && d.by.headline(n, title) && mayLead(u, d.address)) {
		return
	}
	key := address.Key(u)
	if i, have := s.best[key]; have {
		if utf8.RuneCountInString(title) > utf8.RuneCountInString(s.leads[i].Title) {
			s.leads[i].Title = title
		}
		if s.leads[i].Published.IsZero() {
			s.leads[i].Published = s.dateNear(n)
		}
		return
	}
	if len(s.leads) >= maxItems {
		return
	}
	s.best[key] = len(s.leads)
	s.leads = append(s.leads, sada.Lead{URL: u, Title: title, Published: s.dateNear(n)})
}

// article reports whether a link leads to an article.
func (s *section) article(u, title string, around bool) bool {
	_, rest, _ := strings.Cut(u, "://")
	_, path, _ := strings.Cut(rest, "/")
	path = "/" + path
	if s.rule != nil {
		return s.rule.MatchString(path)
	}
	if strings.Trim(path, "/") == "" || notArticle.MatchString(path) || u == s.page.address {
		return false
	}
	if articlePath.MatchString(path) {
		return true
	}
	by := s.page.by
	words, long := slugWords(path), utf8.RuneCountInString(title) >= by.Sections.Title
	if around {
		return false
	}
	if newsPath.MatchString(path) {
		return words > by.Sections.SlugWords || long
	}
	// A slug of several words under a link with the words of a title.
	return words > by.Sections.SlugWords && long
}

// headline reports whether a link is the heading of a piece, with a title's words.
func (by *Numbers) headline(n *html.Node, title string) bool {
	if len(strings.Fields(title)) < by.Sections.HeadingWords || utf8.RuneCountInString(title) < by.Sections.HeadingLetters {
		return false
	}
	for up := n.Parent; up != nil && up.DataAtom != atom.Body; up = up.Parent {
		if headingLevel(up.DataAtom) && up.DataAtom != atom.H1 {
			return true
		}
		if blockLevel(up.DataAtom) {
			break
		}
	}
	for c := range n.Descendants() {
		if headingLevel(c.DataAtom) && c.DataAtom != atom.H1 {
			return true
		}
	}
	return false
}

// mayLead reports whether an address may be an article's, whatever its form.
func mayLead(u, page string) bool {
	_, rest, _ := strings.Cut(u, "://")
	_, path, _ := strings.Cut(rest, "/")
	return u != page && !address.Home(u) && !notArticle.MatchString("/"+path)
}

// slugWords counts the words of the last part of a path.
func slugWords(path string) int {
	path = strings.TrimRight(path, "/")
	slug := path[strings.LastIndexByte(path, '/')+1:]
	if dec, err := url.PathUnescape(slug); err == nil {
		slug = dec
	}
	return strings.Count(slug, "-") + 1
}

func linkTitle(n *html.Node) string {
	s := squeeze(inner(n))
	if s == "" {
		s = squeeze(attr(n, "title"))
	}
	if s == "" {
		for c := range n.Descendants() {
			if c.DataAtom == atom.Img {
				return squeeze(attr(c, "alt"))
			}
		}
	}
	return s
}

// card is what was found out about an element around links.
type card struct {
	counted bool
	single  bool // holds one article at most
	dated   bool // was searched for a date
	date    sada.Date
}

// dateNear looks for a printed date in the card around a link: the largest
// element around it that holds no other article. Each element is looked at once,
// however many links it holds.
func (s *section) dateNear(n *html.Node) sada.Date {
	around := n
	for up := 0; up < s.page.by.Sections.CardAround && around.Parent != nil && around.Parent.DataAtom != atom.Body; up++ {
		c := s.cards[around.Parent]
		if !c.counted {
			c.counted, c.single = true, s.page.by.single(around.Parent)
			s.cards[around.Parent] = c
		}
		if !c.single {
			break
		}
		around = around.Parent
	}
	c := s.cards[around]
	if !c.dated {
		c.dated, c.date = true, s.dateIn(around)
		s.cards[around] = c
	}
	return c.date
}

func (s *section) dateIn(around *html.Node) sada.Date {
	for c := range around.Descendants() {
		if c.Type != html.ElementNode {
			continue
		}
		class := strings.ToLower(head(attr(c, "class"), maxNames))
		if c.DataAtom == atom.Time || strings.Contains(class, "date") || strings.Contains(class, "time") || strings.Contains(class, "pull-left") {
			if t := dateText(c); len(t) < s.page.by.Sections.Date {
				if d, ok := readDate(t, sada.FromFeed, &s.page.hints); ok {
					return d
				}
			}
		}
	}
	return sada.Date{}
}

// single reports whether an element holds one article at most: one heading with
// the few links of a card, or no heading and hardly a link.
func (by *Numbers) single(n *html.Node) bool {
	heads := 0
	links := map[string]bool{}
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5:
			heads++
		case atom.A:
			links[attr(c, "href")] = true
		}
		if heads > 1 || len(links) > by.Sections.CardLinks {
			return false
		}
	}
	return heads == 1 || len(links) <= by.Sections.BareLinks
}

func pagerNumber(u string) (int, bool) {
	p, err := url.Parse(u)
	if err != nil {
		return 0, false
	}
	if m := pagerPath.FindStringSubmatch(p.Path); m != nil {
		return atoi(m[1]), true
	}
	for _, key := range []string{"page", "paged"} {
		if v := p.Query().Get(key); v != "" {
			if n, err := strconv.Atoi(v); err == nil {
				return n, true
			}
		}
	}
	return 0, false
}

// next is the address of the page behind this one: as the page links it, "" when
// it links none or lists nothing.
func (s *section) next(items int) string {
	if items == 0 {
		return ""
	}
	if s.rel != "" && s.rel != s.page.address {
		return s.rel
	}
	if u := s.page.link(s.page.links["next"]); u != "" && address.SameSite(u, s.page.address) {
		return u
	}
	here, ok := pagerNumber(s.page.address)
	if !ok {
		// The first page of a pager that counts from 0 or from 1.
		if _, counted := s.pages[1]; counted && s.pages[2] == "" {
			return s.pages[1]
		}
		if u := s.pages[1]; u != "" && strings.Contains(u, "page=1") && !strings.Contains(u, "/page/") && s.page.hints.profile() == sada.Drupal {
			return u
		}
		return s.pages[2]
	}
	return s.pages[here+1]
}
