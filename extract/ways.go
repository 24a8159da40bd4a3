package extract

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/address"
)

// ways gathers the endpoints of a home page in the order of their discovery.
type ways struct {
	found []sada.Endpoint
	seen  map[string]bool // addresses
	forms map[string]bool // feeds, without the mark of their format
	count map[sada.EndpointKind]int
}

// add takes an endpoint and reports whether it is new.
func (w *ways) add(e sada.Endpoint) bool {
	if e.URL == "" || w.seen[e.URL] {
		return false
	}
	if w.count == nil {
		w.count = map[sada.EndpointKind]int{}
	}
	if e.Kind != sada.Section && w.count[e.Kind] >= maxFeeds {
		return false
	}
	w.count[e.Kind]++
	w.seen[e.URL] = true
	w.found = append(w.found, e)
	return true
}

// feed takes a feed. One that differs from another in its format alone is asked
// only when that one does not answer.
func (w *ways) feed(u string, t sada.Trust) {
	e := sada.Endpoint{Kind: sada.Feed, URL: u, Trust: t}
	form := formless(u)
	if w.forms[form] {
		e.Trust = sada.Guess
	}
	if w.add(e) {
		w.forms[form] = true
	}
}

// link takes what a link element or header declares. A declared feed or sitemap
// may lie on any host: many are kept by a service.
func (w *ways) link(u, rel, media, title, lang string) {
	rels := strings.Fields(strings.ToLower(rel))
	has := func(words ...string) bool {
		for _, r := range rels {
			for _, word := range words {
				if r == word {
					return true
				}
			}
		}
		return false
	}
	media = mediaType(media)
	switch {
	case u == "" || has("stylesheet", "icon", "manifest", "preload", "canonical", "edituri", "search", "pingback") || comments(u, title):
	case has("https://api.w.org/", "http://api.w.org/", "https://api.w.org"):
		w.add(sada.Endpoint{Kind: sada.REST, URL: posts(u)})
	case has("sitemap"), has("alternate") && xmlMedia(media) && sitemapPath.MatchString(u):
		w.add(sada.Endpoint{Kind: SitemapKind(u), URL: u})
	case feedMedia[media] > 0:
		w.feed(u, "")
	case media == "text/html" || strings.HasSuffix(media, "+oembed") || strings.Contains(u, "/wp-json/"):
	case has("feed", "service.feed"), has("alternate") && xmlMedia(media), has("alternate") && lang == "" && feedAddress(u):
		w.feed(u, "")
	}
}

// anchor takes a link for readers. It counts as a feed by its type, by its
// address, or by the few words it is made of, and is sada.Unconfirmed, since
// such a link may lead to a page about feeds. Without feeds only sitemaps are
// looked for.
func (w *ways) anchor(d *page, n *html.Node, feeds bool) {
	u := d.link(attr(n, "href"))
	if u == "" || u == d.address || comments(u, attr(n, "title")) {
		return
	}
	at, err := url.Parse(u)
	if err != nil || readers.MatchString(at.Hostname()) {
		return
	}
	own := address.SameSite(u, d.address)
	if own && sitemapPath.MatchString(u) && strings.Contains(at.Path, ".xml") {
		w.add(sada.Endpoint{Kind: SitemapKind(u), URL: u})
		return
	}
	if !feeds {
		return
	}
	says := saysFeed(n)
	switch {
	case comments(says, ""):
	case feedMedia[mediaType(attr(n, "type"))] > 0, own && feedAddress(u),
		own && feedWords.MatchString(says) && slugWords(at.Path) < 3,
		own && weakWords.MatchString(says) && slugWords(at.Path) < 2,
		!own && feedWords.MatchString(says) && (feedAddress(u) || feedHost.MatchString(at.Hostname())):
		w.feed(u, sada.Unconfirmed)
	}
}

// Media types under which feeds are declared, also those that were never
// registered.
var feedMedia = wordSet(
	"application/rss+xml application/atom+xml application/feed+json application/rdf+xml application/rss application/atom " +
		"application/x-rss+xml application/x-atom+xml application/x-rss application/x-atom application/x.atom+xml text/rss+xml text/atom+xml text/rss text/atom text/rdf")

var (
	// feedPart is the part of an address by which programs serve feeds.
	feedPart    = regexp.MustCompile(`(?i)(?:^|[/._=-])(?:feeds?|rss[12]?|atom|rdf|outboundfeeds|backend|flux-?rss)(?:$|[/._=&-])`)
	sitemapPath = regexp.MustCompile(`(?i)sitemap[^/]*(?:\.xml|\.php)?(?:\.gz)?(?:$|\?)|/sitemaps?/`)
	newsName    = regexp.MustCompile(`(?i)news|actu`)
	// feedWords are what a link to a feed is called. weakWords are the whole of
	// what it says, since a section may be called so too.
	feedWords = regexp.MustCompile(`(?i)\brss\b|\batom\b`)
	weakWords = regexp.MustCompile(`(?i)^(?:feeds?|nos flux|flux|flux xml|xml|خلاصات|الخلاصات|خلاصة|الخلاصة|خلاصة الموقع|تلقيم|التلقيمات|تغذية الموقع)$`)
	feedIcon  = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:rss|feed)(?:$|[\s_-])`)
	feedHost  = regexp.MustCompile(`(?i)(?:^|\.)(?:feeds?|rss|feedburner|feedproxy)\d*\.`)
	// readers are services that take a feed's address and are none.
	readers  = regexp.MustCompile(`(?i)(?:^|\.)(?:feedly|yahoo|netvibes|inoreader|newsblur|bloglines|subtome|theoldreader|feedspot|google|facebook|twitter|x|apple|spotify|wikipedia)\.[a-z.]+$`)
	ofThread = regexp.MustCompile(`(?i)comment|commentaire|replies|تعليق`)
	noFeed   = regexp.MustCompile(`(?i)\.(?:xsl|css|js|png|gif|jpe?g|svg|webp|pdf|html?)(?:$|\?)|/wp-json/|oembed`)
)

// feedWordsLen bounds what a link to a feed says of itself, in bytes.
const feedWordsLen = 60

// feedAddress reports whether an address is of the form that programs give to
// feeds, in its last segments or its query.
func feedAddress(u string) bool {
	at, err := url.Parse(u)
	if err != nil || noFeed.MatchString(u) || slugWords(at.Path) > 3 {
		return false
	}
	return feedPart.MatchString(at.Path) || feedPart.MatchString(at.RawQuery)
}

// saysFeed is what a link says of itself where that is short: its text, the
// texts of its pictures, its label, the name of its icon.
func saysFeed(n *html.Node) string {
	s := squeeze(inner(n))
	for m := range n.Descendants() {
		switch {
		case m.DataAtom == atom.Img:
			s = squeeze(s + " " + attr(m, "alt"))
		case m.Type == html.ElementNode && feedIcon.MatchString(attr(m, "class")):
			s = squeeze(s + " rss")
		}
	}
	if s == "" || len(s) > feedWordsLen {
		s = ""
	}
	for _, key := range []string{"title", "aria-label"} {
		if v := squeeze(attr(n, key)); len(v) <= feedWordsLen && feedWords.MatchString(v) {
			s = squeeze(s + " " + v)
		}
	}
	if feedIcon.MatchString(attr(n, "class")) {
		s = squeeze(s + " rss")
	}
	return s
}

// comments reports whether a feed is one of readers' comments.
func comments(u, title string) bool { return ofThread.MatchString(u) || ofThread.MatchString(title) }

// formless is the address of a feed without the marks of its format.
func formless(u string) string {
	at, err := url.Parse(strings.ToLower(u))
	if err != nil {
		return u
	}
	var path, query []string
	for _, s := range strings.Split(at.Path, "/") {
		name, ending, _ := strings.Cut(s, ".")
		if format[name] > 0 {
			name = ""
		}
		if ending != "" && format[ending] == 0 {
			name += "." + ending
		}
		if name != "" {
			path = append(path, name)
		}
	}
	for _, s := range strings.Split(at.RawQuery, "&") {
		if _, v, _ := strings.Cut(s, "="); format[v] == 0 {
			query = append(query, s)
		}
	}
	return at.Host + "/" + strings.Join(path, "/") + "?" + strings.Join(query, "&")
}

var format = wordSet("rss rss1 rss2 rss092 atom rdf feed feeds json xml index")

func mediaType(s string) string {
	s, _, _ = strings.Cut(s, ";")
	return strings.ToLower(strings.TrimSpace(s))
}

func xmlMedia(media string) bool { return media == "text/xml" || media == "application/xml" }

// SitemapKind tells by its address whether a sitemap is of news.
func SitemapKind(u string) sada.EndpointKind {
	if at, err := url.Parse(u); err == nil && newsName.MatchString(at.Path) {
		return sada.NewsSitemap
	}
	return sada.Sitemap
}

// posts is the collection of posts under the root of a WordPress REST interface,
// whose addresses are paths or, with plain permalinks, a parameter.
func posts(root string) string {
	base, query, _ := strings.Cut(root, "?")
	if q, err := url.ParseQuery(query); err == nil && q.Has("rest_route") {
		return base + "?rest_route=" + strings.TrimRight(q.Get("rest_route"), "/") + "/wp/v2/posts&per_page=50"
	}
	return strings.TrimRight(base, "/") + "/wp/v2/posts?per_page=50"
}

func resolve(href, base string) string {
	u, err := address.Parse(strings.TrimSpace(href), base)
	if err != nil {
		return ""
	}
	return u
}
