package webcases

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"sada"
)

// An index of sitemaps is walked to its end over the visits.
func TestAnIndexIsWalkedToItsEnd(t *testing.T) {
	part := regexp.MustCompile(`^/s-(\d+)\.xml$`)
	page := regexp.MustCompile(`^/p(\d+)-(\d)$`)
	leaf := does(func(a *ask) answer {
		if m := page.FindStringSubmatch(a.path); m != nil {
			return story{title: fmt.Sprintf("Nouvelle %s du carnet %s de la pépinière", m[2], m[1])}
		}
		return nil
	})
	index := func(parts ...string) reply {
		return xml(`<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + strings.Join(parts, "") + "</sitemapindex>")
	}
	entry := func(n, date string) string {
		return "<sitemap><loc>" + here + "/s-" + n + ".xml</loc>" + date + "</sitemap>"
	}
	// eighty parts, the oldest first, a month apart.
	eighty := func(date func(age time.Duration) string) site {
		var entries []string
		for i := 1; i <= 80; i++ {
			entries = append(entries, entry(itoa(i), date(time.Duration(80-i)*30*day)))
		}
		return site{"/sitemap.xml": index(entries...), "*": does(func(a *ask) answer {
			m := part.FindStringSubmatch(a.path)
			if m == nil {
				return leaf
			}
			var n int
			_, _ = fmt.Sscan(m[1], &n) // figures
			mod := lastmod(ago(time.Duration(80-n)*30*day + 2*time.Hour))
			return xml(urlset([2]string{here + "/p" + m[1] + "-0", mod}, [2]string{here + "/p" + m[1] + "-1", mod}, [2]string{here + "/p" + m[1] + "-2", mod}))
		})}
	}
	play(t, []webCase{
		{name: "eighty parts, oldest first, without dates", outlet: mapped(), first: 3 * day, visits: twice, answer: eighty(func(time.Duration) string { return "" }), want: []check{clippings(3)}},
		{name: "eighty parts, oldest first, with dates", outlet: mapped(), first: 3 * day, answer: eighty(func(age time.Duration) string { return lastmod(ago(age)) }), want: []check{clippings(3)}},
		{name: "dates in several forms", outlet: mapped(), first: 3 * day, answer: site{
			"/sitemap.xml": index(entry("1", "<lastmod>25 Nov 2026 10:00</lastmod>"), entry("2", "<lastmod>2026-11-20</lastmod>"), entry("3", "<lastmod>2026-11-10T00:00:00Z</lastmod>")),
			"/s-1.xml":     xml(urlset([2]string{here + "/p1-1", lastmod(ago(2 * time.Hour))})),
			"/s-2.xml":     xml(urlset([2]string{here + "/p2-1", lastmod(ago(90 * day))})),
			"/s-3.xml":     xml(urlset([2]string{here + "/p3-1", lastmod(ago(90 * day))})),
			"*":            leaf,
		}, want: []check{clippings(1)}},
	})
}

// What appeared between two visits and left the feed again is found behind it.
func TestAGapBehindTheFeedIsFilled(t *testing.T) {
	path := func(n int) string { return fmt.Sprintf("/la-pepiniere-numero-%d-recoit", n) }
	slug := regexp.MustCompile(`^/la-pepiniere-numero-(\d+)-recoit$`)
	when := func(n int) time.Time { return ago(time.Duration(21-n) * 10 * time.Minute) }
	line := func(n int) string { return item(numbered(n), here+path(n), pub(when(n))) }
	count := func(a *ask) int {
		if a.visit == 1 {
			return 5
		}
		return 20
	}
	newest := func(count int) []string {
		var all []string
		for n := count; n > count-5; n-- {
			all = append(all, line(n))
		}
		return all
	}
	// with is a site whose feed holds five of twenty stories, and whose section holds all.
	with := func(f func(a *ask) reply) site {
		return site{
			"/liste": does(func(a *ask) answer {
				s := ""
				for n := count(a); n > 0; n-- {
					s += fmt.Sprintf(`<article><h2><a href="%s">%s</a></h2><time datetime="%s"></time></article>`, path(n), numbered(n), iso(when(n)))
				}
				return front("", s)
			}),
			"*": does(func(a *ask) answer {
				if strings.HasPrefix(a.path, "/feed") {
					return f(a)
				}
				if m := slug.FindStringSubmatch(a.path); m != nil {
					return story{title: "La pépinière numéro " + m[1] + " reçoit ses visiteurs"}
				}
				return nil
			}),
		}
	}
	listed := fed(at(sada.Section, "/liste"))
	paged := with(func(a *ask) reply {
		p := 1
		_, _ = fmt.Sscan(a.query("paged"), &p) // the first page has no number
		var items []string
		last := 0
		for n := count(a) - 5*(p-1); n > 0 && len(items) < 5; n-- {
			items, last = append(items, line(n)), n
		}
		if len(items) == 0 {
			return code(404)
		}
		next := ""
		if last > 1 {
			next = fmt.Sprintf(`<atom:link rel="next" href="%s/feed?paged=%d"/>`, here, p+1)
		}
		return feed(xmlHead + rssRoot + channel(next, items...) + "</rss>")
	})
	play(t, []webCase{
		{name: "an old item stands first for ever", outlet: listed, visits: twice, answer: with(func(a *ask) reply {
			return feed(rss(append([]string{item(numbered(0), here+path(0), pub(ago(20*day)))}, newest(count(a))...)...))
		}), want: []check{clippings(21)}},
		{name: "an item of tomorrow at the first visit", outlet: listed, visits: twice, answer: with(func(a *ask) reply {
			items := newest(count(a))
			if a.visit == 1 {
				items = append([]string{item(numbered(0), here+path(0), pub(today.Add(20*time.Hour)))}, items...)
			}
			return feed(rss(items...))
		}), want: []check{clippings(21)}},
		{name: "a feed in pages that names the next", outlet: fed(), visits: twice, answer: paged, want: []check{clippings(20)}},
	})
}
