package extract

import (
	"bytes"
	"net/url"
	"strings"

	"sada"
)

// generators are the addresses at which programs serve what they do not always
// declare, by the begin of the name that they give themselves in a page.
var generators = []struct {
	name string
	kind sada.EndpointKind
	ref  string
}{
	{"wordpress", sada.Feed, "feed/"},
	{"wordpress", sada.REST, "wp-json/wp/v2/posts?per_page=50"},
	{"wordpress", sada.REST, "?rest_route=/wp/v2/posts&per_page=50"},
	{"spip", sada.Feed, "spip.php?page=backend"},
	{"joomla", sada.Feed, "?format=feed&type=rss"},
	{"drupal", sada.Feed, "rss.xml"},
	{"ghost", sada.Feed, "rss/"},
	{"hugo", sada.Feed, "index.xml"},
	{"jekyll", sada.Feed, "feed.xml"},
	{"hexo", sada.Feed, "atom.xml"},
	{"gatsby", sada.Feed, "rss.xml"},
	{"blogger", sada.Feed, "feeds/posts/default?alt=rss"},
	{"wix", sada.Feed, "blog-feed.xml"},
	{"dotclear", sada.Feed, "feed/atom"},
	{"typo3", sada.Feed, "rss.xml"},
}

// usual returns the endpoints of the program that a page names as its maker.
func usual(generator, home string) []sada.Endpoint {
	generator = strings.ToLower(strings.TrimSpace(generator))
	var out []sada.Endpoint
	for _, g := range generators {
		if strings.HasPrefix(generator, g.name) {
			out = append(out, guess(g.kind, home, g.ref))
		}
	}
	return out
}

// More returns the endpoints at which the outlets of a profile usually answer,
// the likeliest first, for a source that names none. Each is a sada.Guess.
func More(s *sada.Source) []sada.Endpoint {
	if u, err := url.Parse(s.Home); err != nil || u.Host == "" {
		return nil
	}
	var out []sada.Endpoint
	add := func(k sada.EndpointKind, refs ...string) {
		for _, ref := range refs {
			out = append(out, guess(k, s.Home, ref))
		}
	}
	switch s.Profile {
	case sada.WordPress:
		add(sada.Feed, "feed/", "?feed=rss2")
		add(sada.REST, "wp-json/wp/v2/posts?per_page=50", "?rest_route=/wp/v2/posts&per_page=50")
		add(sada.NewsSitemap, "/news-sitemap.xml")
		add(sada.Sitemap, "wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
	case sada.Arc:
		add(sada.Feed, "/arc/outboundfeeds/rss/?outputType=xml")
		add(sada.NewsSitemap, "/arc/outboundfeeds/sitemap-news/?outputType=xml")
		add(sada.Sitemap, "/arc/outboundfeeds/sitemap-index/?outputType=xml")
	case sada.Drupal:
		add(sada.Feed, "rss.xml")
		add(sada.Sitemap, "/sitemap.xml")
	case sada.Generic:
		add(sada.Feed, "feed/", "rss.xml", "rss", "feed.xml", "atom.xml")
		add(sada.NewsSitemap, "/sitemap-news.xml", "/news-sitemap.xml")
		add(sada.Sitemap, "/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
	}
	return out
}

// guess is an endpoint at an address that counts from the folder of the home
// page, or, with a slash, from its host.
func guess(k sada.EndpointKind, home, ref string) sada.Endpoint {
	base, err := url.Parse(home)
	if err != nil {
		return sada.Endpoint{}
	}
	if i := strings.LastIndexByte(base.Path, '/'); strings.Contains(base.Path[i+1:], ".") {
		base.Path = base.Path[:i] // a page, not a folder
	}
	base.Path = strings.TrimRight(base.Path, "/") + "/"
	base.RawPath, base.RawQuery, base.Fragment = "", "", ""
	u, err := base.Parse(ref)
	if err != nil {
		return sada.Endpoint{}
	}
	return sada.Endpoint{Kind: k, URL: u.String(), Trust: sada.Guess}
}

// sniffedFeed reports whether an answer begins as a feed does.
func sniffedFeed(p *sada.Page) bool {
	head := bytes.ToLower(p.Body[:min(len(p.Body), maxSniffed)])
	if i := bytes.Index(head, []byte("<html")); i >= 0 {
		head = head[:i]
	}
	for _, mark := range []string{"<rss", "<feed", "<rdf:rdf", `"version":"https://jsonfeed.org`, `"version": "https://jsonfeed.org`} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}
