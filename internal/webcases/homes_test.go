package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What a home page offers, and what it leaves to be found, in other layouts.
func TestHomesOfManyMakesLeadToTheirArticles(t *testing.T) {
	found := feed(rss(nth(1)))
	old := xml(urlset([2]string{here + "/a-1", lastmod(ago(2 * time.Hour))}))
	posts := jsonText(`[{"id":1,"date_gmt":"2026-11-25T10:00:00","link":"` + here + `/a-1","title":{"rendered":"T"}}]`)
	with := func(home answer, more site) site { return tales(3).plus(site{"/": home}).plus(more) }
	shell := htmlPage(`<html><head><title>J</title><script src="/app.js"></script></head><body><div id="app"></div></body></html>`)
	play(t, []webCase{
		{name: "a shell of scripts with two Link headers", outlet: journal(), answer: with(shell.with("Link", `</app.css>; rel=preload; as=style`).with("Link", `<fil.xml>; rel=alternate; type="application/atom+xml; charset=utf-8"`),
			site{"/fil.xml": atom(atomFeed(atomEntry(`<link href="`+here+`/a-1"/>`, "u1")))}), want: []check{clippings(1)}},
		{name: "rel feed without a type", outlet: journal(), answer: with(front(`<link rel="feed" href="/dernieres">`, ""), site{"/dernieres": found}), want: []check{clippings(1)}},
		{name: "an anchor in Arabic", outlet: journal(), answer: with(front("", `<footer><ul><li><a href="/khulasat">خلاصات</a></li></ul></footer>`), site{"/khulasat": found}), want: []check{clippings(1)}},
		{name: "an icon that says what it is to the blind", outlet: journal(), answer: with(front("", `<a href="/fil" aria-label="Flux RSS"><svg viewBox="0 0 1 1"></svg></a>`), site{"/fil": found}), want: []check{clippings(1)}},
		{name: "the home goes to a folder that links its feed beside it", outlet: journal(), answer: with(to(302, "/fr/"), site{"/fr/": front(`<link rel="alternate" type="application/rss+xml" href="rss-x">`, ""), "/fr/rss-x": found}), want: []check{clippings(1)}},
		{name: "a splash page that refreshes itself away", outlet: journal(), answer: with(htmlPage(`<html><head><meta http-equiv="Refresh" content="0;URL='/accueil'"></head></html>`),
			site{"/accueil": front(`<link rel="alternate" type="application/rss+xml" href="/rss-x">`, ""), "/rss-x": found}), want: []check{clippings(1)}},
		{name: "SPIP that declares nothing", outlet: journal(), answer: with(front(`<meta name="generator" content="SPIP 4.1.2">`, ""), site{"/spip.php?page=backend": found}), want: []check{clippings(1)}},
		{name: "the declared feed is gone, another stands where feeds do", outlet: journal(), answer: with(front(`<link rel="alternate" type="application/rss+xml" href="/vieux">`, ""), site{"/rss.xml": found}), want: []check{clippings(1)}},
		{name: "RSS that is broken, the same as Atom", outlet: journal(), answer: with(front(`<link rel="alternate" type="application/rss+xml" href="/feed.rss"><link rel="alternate" type="application/atom+xml" href="/feed.atom">`, ""),
			site{"/feed.rss": code(500), "/feed.atom": atom(atomFeed(atomEntry(`<link href="`+here+`/a-1"/>`, "u1")))}), want: []check{clippings(1)}},
		{name: "RSS that is well, the same as Atom", outlet: journal(), answer: with(front(`<link rel="alternate" type="application/rss+xml" href="/feed.rss"><link rel="alternate" type="application/atom+xml" href="/feed.atom">`, ""),
			site{"/feed.rss": found}), want: []check{clippings(1), never("/feed.atom")}},
		{name: "a feed kept by a service", outlet: journal(), answer: with(front(`<link rel="alternate" type="application/rss+xml" href="https://cdn.test/journal">`, ""), site{"cdn.test/journal": found}), want: []check{clippings(1)}},
		{name: "a sitemap kept by a service, named by robots.txt", outlet: journal(), answer: with(front("", ""), site{"journal.test/robots.txt": text("Sitemap: https://cdn.test/j/plan.xml\nUser-agent: *\nDisallow:\n"), "cdn.test/j/plan.xml": old}), want: []check{clippings(1)}},
		{name: "robots.txt names three, one of news", outlet: journal(), answer: with(front("", ""), site{"/robots.txt": text("sitemap: /images.xml\r\nsitemap : /pages.xml\r\nSITEMAP:/news.xml\r\n"), "/news.xml": old}), want: []check{clippings(1)}},
		{name: "/sitemap.xml and nothing else", outlet: journal(), answer: with(shell, site{"/sitemap.xml": old}), want: []check{clippings(1)}},
		{name: "/news-sitemap.xml and nothing else", outlet: journal(), answer: with(shell, site{"/news-sitemap.xml": old}), want: []check{clippings(1)}},
		{name: "WordPress: plain REST in the header alone", outlet: wordpress(), answer: with(front("", "").with("Link", `<https://journal.test/index.php?rest_route=/>; rel="https://api.w.org/"`),
			site{"/index.php?rest_route=/wp/v2/posts&per_page=50": posts}), want: []check{clippings(1)}},
		{name: "WordPress: plain REST that nobody names", outlet: wordpress(), answer: with(front("", ""), site{"/?rest_route=/wp/v2/posts&per_page=50": posts}), want: []check{clippings(1)}},
		{name: "WordPress: a feed as a parameter", outlet: wordpress(), answer: with(front("", ""), site{"/?feed=rss2": found}), want: []check{clippings(1)}},
		{name: "WordPress that the settings do not know for one", outlet: journal(), answer: with(front(`<meta name="generator" content="WordPress 6.5">`, ""), site{"/wp-json/wp/v2/posts?per_page=50": posts}), want: []check{clippings(1)}},
		{name: "a JSON Feed under application/json", outlet: journal(), answer: with(front(`<link rel="alternate" type="application/json" title="JSON Feed" href="/feed.json">`, ""),
			site{"/feed.json": jsonText(`{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"` + here + `/a-1","title":"T"}]}`)}), want: []check{clippings(1)}},
		{name: "a home that is refused", outlet: journal(), answer: with(code(403), site{"/feed/": found}), want: []check{clippings(1)}},
		{name: "a home that is a feed", outlet: journal(), answer: with(found, nil), want: []check{clippings(1)}},
		{name: "only the feed of the comments is declared", outlet: journal(), answer: with(front(`<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">`, ""),
			site{"/comments/feed/": feed(rss(nth(2))), "/feed/": found}), want: []check{addresses(here + "/a-1"), never("/comments")}},
		{name: "feeds of two sections in anchors", outlet: journal(), answer: with(front("", `<a href="/rss/ville.xml">RSS</a> <a href="/rss/sport.xml">RSS</a>`),
			site{"/rss/ville.xml": found, "/rss/sport.xml": feed(rss(nth(2)))}), want: []check{clippings(2)}},
		{name: "an anchor to a page about feeds costs nothing", outlet: journal(), answer: with(front("", `<a href="/rss">RSS</a>`), site{"/rss": front("", "<p>Nos flux.</p>"), "/feed/": found}), want: []check{clippings(1), calm}},
	})
}

// A sitemap that nobody declares may name all that was ever printed.
func TestASitemapOfTheArchiveFloodsNothing(t *testing.T) {
	var all [][2]string
	for i := range 40 {
		all = append(all, [2]string{fmt.Sprintf("%s/archive-%d", here, i), ""})
	}
	flood := tales(3).plus(site{"/": listOf(here, 1, 2, 3)})
	play(t, []webCase{
		{name: "guessed", outlet: journal(), answer: flood.plus(site{"/sitemap.xml": xml(urlset(all...))}), want: []check{clippings(3), never("/archive")}},
		{name: "named by robots.txt", outlet: journal(), answer: flood.plus(site{"/robots.txt": text("Sitemap: /tout.xml"), "/tout.xml": xml(urlset(all...))}), want: []check{clippings(3), never("/archive")}},
		{name: "what it dates is taken", outlet: journal(), answer: flood.plus(site{"/neuf": tale(9), "/robots.txt": text("Sitemap: /tout.xml"), "/tout.xml": xml(urlset(append(all, [2]string{here + "/neuf", lastmod(ago(time.Hour))})...))}),
			want: []check{clippings(4), never("/archive")}},
		{name: "beside a feed it is not asked", outlet: journal(), answer: flood.plus(site{"/feed/": feed(rss(nth(1))), "/robots.txt": text("Sitemap: /tout.xml"), "/tout.xml": xml(urlset(all...))}), want: []check{clippings(3), never("/tout"), never("/archive")}},
	})
}

func TestGuessesAreFewAndAskedOnceADay(t *testing.T) {
	empty := tales(3).plus(site{"/": listOf(here, 1, 2, 3)})
	guesses := []string{"/feed", "/rss", "/atom", "/sitemap", "/news-sitemap", "/wp-sitemap"}
	asked := func(visit, least, most int) check {
		return func(o *outcome) string {
			n := 0
			for _, a := range o.asks {
				for _, g := range guesses {
					if a.visit == visit && strings.HasPrefix(a.path, g) {
						n++
						break
					}
				}
			}
			if n < least || n > most {
				return fmt.Sprintf("visit %d asked %d guesses, want %d to %d", visit, n, least, most)
			}
			return ""
		}
	}
	play(t, []webCase{
		{name: "nothing is there", outlet: journal(), answer: empty, visits: []visit{{}, {after: time.Hour}, {after: 25 * time.Hour}},
			want: []check{clippings(3), calm, asked(1, 1, 10), asked(2, 0, 0), asked(3, 1, 10)}},
		{name: "all of it is refused", outlet: journal(), answer: empty.plus(site{"*": code(403)}), visits: twice, want: []check{clippings(3), calm, asked(2, 0, 0)}},
		{name: "a feed answers", outlet: journal(), answer: empty.plus(site{"/feed/": feed(rss(nth(1)))}), visits: twice, want: []check{clippings(3), calm, asked(1, 1, 3), asked(2, 1, 1)}},
	})
}
