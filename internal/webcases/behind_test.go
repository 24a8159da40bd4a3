package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sada"
)

// What a feed and an index do not show at once lies behind them.
func TestWhatLiesBehindIsAsked(t *testing.T) {
	path := func(n int) string { return fmt.Sprintf("/la-serre-numero-%d-ouvre-ses-portes", n) }
	story1 := func(a *ask) answer {
		var n int
		if _, err := fmt.Sscanf(a.path, "/la-serre-numero-%d-ouvre-ses-portes", &n); err != nil {
			return nil
		}
		return story{title: fmt.Sprintf("La serre numéro %d ouvre ses portes", n)}
	}
	when := func(n int) time.Time { return ago(time.Duration(41-n) * 10 * time.Minute) }
	it := func(n int, dated bool) string {
		d := ""
		if dated {
			d = pub(when(n))
		}
		return item(fmt.Sprintf("La serre numéro %d ouvre ses portes", n), here+path(n), d)
	}
	top := func(a *ask) int {
		if a.visit == 1 {
			return 5
		}
		return 20
	}
	page := func(a *ask, p int, dated bool) []string {
		var all []string
		for n := top(a) - 5*(p-1); n > 0 && len(all) < 5; n-- {
			all = append(all, it(n, dated))
		}
		return all
	}
	play(t, []webCase{
		{name: "undated feed, the section has all", outlet: fed(at(sada.Section, "/liste")), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer { return feed(rss(page(a, 1, false)...)) }),
			"/liste": does(func(a *ask) answer {
				s := ""
				for n := top(a); n > 0; n-- {
					s += fmt.Sprintf(`<article><h2><a href="%s">La serre numéro %d ouvre ses portes</a></h2></article>`, path(n), n)
				}
				return front("", s)
			}), "*": does(story1)}, want: []check{clippings(20)}},
		{name: "WordPress without rel=next", outlet: func() sada.Source { s := fed(); s.Profile = sada.WordPress; return s }(), visits: twice, answer: site{"*": does(func(a *ask) answer {
			if strings.HasPrefix(a.path, "/feed") {
				p := 1
				_, _ = fmt.Sscan(a.query("paged"), &p)
				if items := page(a, p, true); len(items) > 0 {
					return feed(rss(items...))
				}
				return nil
			}
			return story1(a)
		})}, want: []check{clippings(20)}},
		{name: "Atom with rel=next, undated", outlet: fed(), visits: twice, answer: site{"*": does(func(a *ask) answer {
			if strings.HasPrefix(a.path, "/feed") {
				p := 1
				_, _ = fmt.Sscan(a.query("page"), &p)
				s := `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>J</title>`
				last := 0
				for n := top(a) - 5*(p-1); n > 0 && n > top(a)-5*p; n-- {
					s += fmt.Sprintf(`<entry><title>La serre numéro %d ouvre ses portes</title><link href="%s%s"/><id>u%d</id></entry>`, n, here, path(n), n)
					last = n
				}
				if last > 1 {
					s += fmt.Sprintf(`<link rel="next" href="/feed?page=%d"/>`, p+1)
				}
				return atom(s + "</feed>")
			}
			return story1(a)
		})}, want: []check{clippings(20)}},
		{name: "JSON Feed with next_url", outlet: fed(), visits: twice, answer: site{"*": does(func(a *ask) answer {
			if strings.HasPrefix(a.path, "/feed") {
				p := 1
				_, _ = fmt.Sscan(a.query("page"), &p)
				var items []string
				last := 0
				for n := top(a) - 5*(p-1); n > 0 && n > top(a)-5*p; n-- {
					items = append(items, fmt.Sprintf(`{"id":"%d","url":"%s%s","title":"La serre numéro %d","date_published":"%s"}`, n, here, path(n), n, iso(when(n))))
					last = n
				}
				next := ""
				if last > 1 {
					next = fmt.Sprintf(`,"next_url":"%s/feed?page=%d"`, here, p+1)
				}
				return jsonText(`{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[` + strings.Join(items, ",") + "]" + next + "}")
			}
			return story1(a)
		})}, want: []check{clippings(20)}},
		{name: "rel=next that turns in a circle", outlet: fed(), visits: twice, answer: site{"*": does(func(a *ask) answer {
			if strings.HasPrefix(a.path, "/feed") {
				return feed(xmlHead + rssRoot + channel(`<atom:link rel="next" href="https://journal.test/feed?n=`+fmt.Sprint(a.n+len(a.path))+`"/>`, page(a, 1, true)...) + "</rss>")
			}
			return story1(a)
		})}, want: []check{clippings(10), requests("/feed", 2, 70)}},
		{name: "no gap: the page behind is not asked", outlet: fed(), visits: thrice, answer: site{"*": does(func(a *ask) answer {
			if strings.HasPrefix(a.path, "/feed") {
				return feed(xmlHead + rssRoot + channel(`<atom:link rel="next" href="https://journal.test/feed?paged=2"/>`, it(3, true), it(2, true), it(1, true)) + "</rss>")
			}
			return story1(a)
		})}, want: []check{clippings(3), requests("/feed?paged", 0, 1)}},
		{name: "an index of an index", outlet: mapped(), first: 3 * day, visits: twice, answer: site{
			"/sitemap.xml": xml(`<sitemapindex><sitemap><loc>https://journal.test/i1.xml</loc></sitemap><sitemap><loc>https://journal.test/i2.xml</loc></sitemap></sitemapindex>`),
			"/i1.xml":      xml(`<sitemapindex><sitemap><loc>https://journal.test/p1.xml</loc></sitemap></sitemapindex>`), "/i2.xml": xml(`<sitemapindex><sitemap><loc>https://journal.test/p2.xml</loc></sitemap></sitemapindex>`),
			"/p1.xml": xml(urlset([2]string{here + path(1), lastmod(ago(90 * day))})), "/p2.xml": xml(urlset([2]string{here + path(2), lastmod(ago(2 * time.Hour))})), "*": does(story1),
		}, want: []check{clippings(1)}},
		{name: "a hundred and thirty parts, the new one in the middle, undated", outlet: mapped(), first: 3 * day, visits: []visit{{}, {}, {}, {}}, answer: site{"*": does(func(a *ask) answer {
			var n int
			if a.path == "/sitemap.xml" {
				s := "<sitemapindex>"
				for i := 1; i <= 130; i++ {
					s += fmt.Sprintf("<sitemap><loc>https://journal.test/part%d.xml</loc></sitemap>", i)
				}
				return xml(s + "</sitemapindex>")
			}
			if _, err := fmt.Sscanf(a.path, "/part%d.xml", &n); err == nil {
				if n == 65 {
					return xml(urlset([2]string{here + path(n), lastmod(ago(2 * time.Hour))}))
				}
				return xml(urlset([2]string{here + path(n), lastmod(ago(900 * day))}))
			}
			return story1(a)
		})}, want: []check{clippings(1)}},
		{name: "parts in gzip", outlet: mapped(), first: 3 * day, answer: site{
			"/sitemap.xml": xml(`<sitemapindex><sitemap><loc>https://journal.test/p1.xml.gz</loc></sitemap></sitemapindex>`),
			"/p1.xml.gz":   htmlPage(gzipped(urlset([2]string{here + path(1), lastmod(ago(time.Hour))}))).with("Content-Type", "application/x-gzip"), "*": does(story1),
		}, want: []check{clippings(1)}},
		{name: "one part is broken", outlet: mapped(), first: 3 * day, answer: site{
			"/sitemap.xml": xml(`<sitemapindex><sitemap><loc>https://journal.test/p1.xml</loc></sitemap><sitemap><loc>https://journal.test/p2.xml</loc></sitemap><sitemap><loc>https://journal.test/p3.xml</loc></sitemap></sitemapindex>`),
			"/p1.xml":      code(404), "/p2.xml": htmlPage("<html>no</html>"), "/p3.xml": xml(urlset([2]string{here + path(3), lastmod(ago(time.Hour))})), "*": does(story1),
		}, want: []check{clippings(1)}},
	})
}
