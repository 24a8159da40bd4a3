package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/address"
)

// maxSections is the most sections of a navigation that become endpoints.
const maxSections = 12

// Endpoints returns the ways into an outlet that its home page declares: feeds,
// a WordPress REST interface, and the sections of its navigation.
func Endpoints(p *sada.Page) []sada.Endpoint {
	d, err := parse(p, Hints{})
	if err != nil {
		return nil
	}
	var out []sada.Endpoint
	seen := map[string]bool{}
	add := func(k sada.EndpointKind, href string) {
		u := d.link(href)
		if u == "" || seen[u] || !address.SameSite(u, d.address) {
			return
		}
		seen[u] = true
		out = append(out, sada.Endpoint{Kind: k, URL: u})
	}
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom != atom.Link {
			continue
		}
		rel, kind, href := strings.ToLower(attr(n, "rel")), strings.ToLower(attr(n, "type")), attr(n, "href")
		switch {
		case rel == "alternate" && feedType(kind) && !strings.Contains(href, "comments"):
			add(sada.Feed, href)
		case rel == "https://api.w.org/":
			add(sada.REST, strings.TrimRight(href, "/")+"/wp/v2/posts?per_page=50")
		case rel == "sitemap":
			add(sada.Sitemap, href)
		}
	}
	sections := 0
	for n := range d.root.Descendants() {
		if n.DataAtom == atom.Nav && sections < maxSections {
			for _, u := range d.sectionLinks(n) {
				if sections < maxSections && !seen[u] {
					sections++
					add(sada.Section, u)
				}
			}
		}
	}
	return out
}

func feedType(kind string) bool {
	switch kind {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
		return true
	}
	return false
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

// More returns the endpoints at which the outlets of a profile usually answer,
// for a source that names none.
func More(s *sada.Source) []sada.Endpoint {
	home, err := url.Parse(s.Home)
	if err != nil {
		return nil
	}
	at := func(k sada.EndpointKind, ref string) sada.Endpoint {
		u, err := home.Parse(ref)
		if err != nil {
			u = home
		}
		return sada.Endpoint{Kind: k, URL: u.String(), Trust: sada.Guess}
	}
	base := strings.TrimRight(home.Path, "/")
	switch s.Profile {
	case sada.WordPress:
		return []sada.Endpoint{
			at(sada.Feed, base+"/feed/"), at(sada.REST, base+"/wp-json/wp/v2/posts?per_page=50"), at(sada.Sitemap, base+"/wp-sitemap.xml"),
		}
	case sada.Arc:
		return []sada.Endpoint{
			at(sada.Feed, "/arc/outboundfeeds/rss/?outputType=xml"), at(sada.NewsSitemap, "/arc/outboundfeeds/sitemap-news/?outputType=xml"),
			at(sada.Sitemap, "/arc/outboundfeeds/sitemap-index/?outputType=xml"),
		}
	case sada.Drupal:
		return []sada.Endpoint{at(sada.Feed, base+"/rss.xml")}
	case sada.Generic:
		return []sada.Endpoint{at(sada.Feed, base+"/feed/"), at(sada.NewsSitemap, "/sitemap-news.xml")}
	}
	return nil
}
