package webcases

import (
	"strings"
	"testing"
	"time"
)

// Whatever way a home page names its feed or its sitemap, it is found.
func TestEndpointsAreFoundFromTheHome(t *testing.T) {
	found := feed(rss(nth(1)))
	with := func(head, body string, more site) site {
		return tales(3).plus(site{"/": front(head, body), "/rss-x": found}).plus(more)
	}
	const link = `<link rel="alternate" type="application/rss+xml" href="/rss-x">`
	news := xml(urlsetAs(`xmlns:news="n"`, [2]string{here + "/a-1", newsOf(ago(2*time.Hour), "T")}))
	old := xml(urlset([2]string{here + "/a-1", lastmod(ago(2 * time.Hour))}))
	post := does(func(a *ask) answer {
		return jsonText(`[{"id":1,"date":"2026-11-25T10:00:00","date_gmt":"2026-11-25T10:00:00","modified_gmt":"2026-11-25T10:00:00","link":"`+here+
			`/a-1","guid":{"rendered":"`+here+`/?p=1"},"title":{"rendered":"L&rsquo;arbre &amp;amp; l&#39;eau"},"excerpt":{"rendered":""},"content":{"rendered":"<p>x</p>"}}]`).with("X-WP-TotalPages", "1")
	})
	rest := func(is func(*ask) bool) site {
		return site{"*": does(func(a *ask) answer {
			if is(a) {
				return post
			}
			return nil
		})}
	}
	play(t, []webCase{
		{name: "two words in rel", outlet: journal(), answer: with(`<link rel="alternate nofollow" type="application/rss+xml" href="/rss-x">`, "", nil), want: []check{clippings(1)}},
		{name: "capitals and a charset in the type", outlet: journal(), answer: with(`<link REL="ALTERNATE" TYPE="application/rss+xml; charset=UTF-8" HREF="/rss-x">`, "", nil), want: []check{clippings(1)}},
		{name: "the type text/xml", outlet: journal(), answer: with(`<link rel="alternate" type="text/xml" title="RSS" href="/rss-x">`, "", nil), want: []check{clippings(1)}},
		{name: "a Link header", outlet: journal(), answer: with("", "", site{"/": front("", "").with("Link", `</rss-x>; rel="alternate"; type="application/rss+xml"`)}), want: []check{clippings(1)}},
		{name: "an anchor at the foot", outlet: journal(), answer: with("", `<footer><a href="/rss-x">Flux RSS</a></footer>`, nil), want: []check{clippings(1)}},
		{name: "a link in the body", outlet: journal(), answer: with("", "<div>"+link+"</div>", nil), want: []check{clippings(1)}},
		{name: "a base that turns the link", outlet: journal(), answer: with(`<base href="https://journal.test/x/"><link rel="alternate" type="application/rss+xml" href="rss">`, "", site{"/x/rss": found}), want: []check{clippings(1)}},
		{name: "the feed of the comments first", outlet: journal(), answer: with(`<link rel="alternate" type="application/rss+xml" title="Journal » Flux des commentaires" href="/comments/feed">`+link, "", site{"/comments/feed": feed(rss(nth(2)))}), want: []check{clippings(1), never("/comments")}},
		{name: "a sitemap in robots.txt alone", outlet: journal(), answer: with("", "", site{"/sn.xml": news, "/robots.txt": text("User-agent: *\nDisallow:\nSitemap: https://journal.test/sn.xml\n")}), want: []check{clippings(1)}},
		{name: "a relative sitemap in robots.txt", outlet: journal(), answer: with("", "", site{"/sn.xml": old, "/robots.txt": text("User-agent: *\nDisallow:\nSitemap: /sn.xml\n")}), want: []check{clippings(1)}},
		{name: "WordPress: the index of sitemaps alone", outlet: wordpress(), answer: with("", "", site{
			"/sitemap_index.xml": xml(`<?xml version="1.0"?><sitemapindex><sitemap><loc>` + here + "/post-sitemap.xml</loc></sitemap></sitemapindex>"),
			"/post-sitemap.xml":  old,
		}), want: []check{clippings(1)}},
		{name: "WordPress: REST by ?rest_route=", outlet: wordpress(), answer: with(`<link rel="https://api.w.org/" href="https://journal.test/index.php?rest_route=/">`, "",
			rest(func(a *ask) bool { return a.query("rest_route") == "/wp/v2/posts" })), want: []check{clippings(1)}},
		{name: "WordPress: REST by /wp-json/", outlet: wordpress(), answer: with(`<link rel="https://api.w.org/" href="https://journal.test/wp-json/">`, "",
			rest(func(a *ask) bool { return strings.HasPrefix(a.path, "/wp-json/wp/v2/posts") })), want: []check{clippings(1)}},
	})
}
