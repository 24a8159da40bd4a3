package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/address"
)

// Endpoints returns the ways into an outlet that its home page declares: feeds,
// a WordPress REST interface, sitemaps, and the sections of its navigation. It
// reads the Link header (RFC 8288), link elements, and, where these name no
// feed, anchors. A home page that is a feed is its own endpoint. What the page
// only lets suppose is a sada.Guess: the same feed in a second format, and the
// usual address of the program that made the page.
func Endpoints(p *sada.Page) []sada.Endpoint {
	w := &ways{seen: map[string]bool{}, forms: map[string]bool{}}
	if sniffedFeed(p) {
		return []sada.Endpoint{{Kind: sada.Feed, URL: p.URL()}}
	}
	for _, l := range webLinks(p.Capture.Header) {
		w.link(resolve(l.href, p.URL()), l.rel, l.media, l.title, l.lang)
	}
	d, err := parse(p, Hints{})
	if err != nil {
		return w.found
	}
	for n := range d.root.Descendants() {
		if n.DataAtom == atom.Link {
			w.link(d.link(attr(n, "href")), attr(n, "rel"), attr(n, "type"), attr(n, "title"), attr(n, "hreflang"))
		}
	}
	anchored := !slices.ContainsFunc(w.found, func(e sada.Endpoint) bool { return e.Kind == sada.Feed && e.Trust == "" })
	for n := range d.root.Descendants() {
		if n.DataAtom == atom.A {
			w.anchor(d, n, anchored)
		}
	}
	for _, name := range d.meta["generator"] {
		for _, e := range usual(name, d.address) {
			w.add(e)
		}
	}
	sections := 0
	for n := range d.root.Descendants() {
		if n.DataAtom != atom.Nav {
			continue
		}
		for _, u := range d.sectionLinks(n) {
			if sections < maxSections && w.add(sada.Endpoint{Kind: sada.Section, URL: u}) {
				sections++
			}
		}
	}
	return w.found
}

// sectionLinks are the links of a navigation to parts of the same host: short
// paths without the look of an article.
func (d *page) sectionLinks(nav *html.Node) []string {
	var out []string
	for n := range nav.Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		u := d.link(attr(n, "href"))
		if u == "" || u == d.address || address.Host(u) != address.Host(d.address) {
			continue
		}
		p, err := url.Parse(u)
		if err != nil || p.RawQuery != "" {
			continue
		}
		path := strings.Trim(p.Path, "/")
		if path == "" || strings.Count(path, "/") > 2 || articlePath.MatchString(p.Path) || pagerPath.MatchString(p.Path) || newsPath.MatchString(p.Path) && slugWords(p.Path) > 3 || notSection(path) {
			continue
		}
		out = append(out, u)
	}
	return out
}

func notSection(path string) bool {
	for _, w := range []string{"contact", "about", "a-propos", "mentions", "privacy", "login", "search", "recherche", "abonne", "newsletter", "publicite", "cookie", "feed", "rss", "tag/", "author/"} {
		if strings.Contains(path, w) {
			return true
		}
	}
	return false
}
