package webcases

import (
	"net/http"
	"testing"
	"time"
)

// growing is a feed that has as many items as visits were made.
func growing(a *ask) reply { return feed(rss(firsts(a.visit)...)) }

// A server that says "unchanged" is not believed for ever.
func TestUnchangedIsNotBelievedForEver(t *testing.T) {
	play(t, []webCase{
		{name: "Last-Modified of a year to come, mended later", outlet: fed(), visits: thrice, answer: serving(does(func(a *ask) answer {
			stamp := "Sat, 16 Nov 2041 19:11:00 GMT"
			if a.visit > 1 {
				stamp = gmt(today)
			}
			since, asked := http.ParseTime(a.header.Get("If-Modified-Since"))
			at, err := http.ParseTime(stamp)
			if err == nil && asked == nil && !since.Before(at) {
				return code(304)
			}
			return growing(a).with("Last-Modified", stamp)
		}), 3), want: []check{clippings(3)}},
		{name: "an empty tag, and 304 to whoever sends one", outlet: fed(), visits: thrice, answer: serving(does(func(a *ask) answer {
			if a.header.Get("If-None-Match") != "" {
				return code(304)
			}
			return growing(a).with("ETag", `""`)
		}), 3), want: []check{clippings(3)}},
		{name: "304 to a question without a condition", outlet: fed(), visits: twice, answer: serving(inTurn{code(304), feed(rss(nth(1)))}, 1), want: []check{clippings(1)}},
		{name: "status 410 of the feed", outlet: fed(), answer: serving(code(410), 1), want: []check{clippings(0), told("gone")}},
		{name: "an empty feed between two full ones", outlet: fed(), visits: thrice, answer: serving(inTurn{
			feed(rss(nth(1))), feed(rss()), feed(rss(nth(2), nth(1))),
		}, 2), want: []check{clippings(2)}},
		{name: "an error page between two feeds", outlet: fed(), visits: thrice, answer: serving(inTurn{
			feed(rss(nth(1))), htmlPage("<html><body>Error establishing a database connection</body></html>"), feed(rss(nth(2), nth(1))),
		}, 2), want: []check{clippings(2)}},
	})
}

// databaseError is what WordPress answers without its database.
const databaseError = "<html><head><title>Database Error</title></head><body><h1>Error establishing a database connection</h1></body></html>"

// frontPage is a home page with a dozen of titles.
func frontPage() reply {
	s := "<html><head><title>Journal</title></head><body><h1>Journal</h1>"
	for i := range 12 {
		n := string(rune('a' + i))
		s += `<div class="card"><h2><a href="/b-` + n + `">Un titre de la une, long comme il faut, et la lettre ` + n + `</a></h2><p>Deux lignes qui disent en bref ce que la nouvelle raconte.</p></div>`
	}
	return htmlPage(s + "</body></html>")
}

// A page that was bad once is tried again.
func TestAPageThatWasBadOnceIsTriedAgain(t *testing.T) {
	just := item(numbered(1), here+"/a-1", pub(ago(3*time.Minute)))
	undatedItem := item(numbered(1), here+"/a-1")
	page := func(first, later answer) inTurn { return inTurn{first, later} }
	play(t, []webCase{
		{name: "not there yet, in a feed with dates", outlet: fed(), visits: twice, answer: site{
			"/feed": feed(rss(just)), "/a-1": page(code(404), tale(1)),
		}, want: []check{clippings(1)}},
		{name: "not there yet, in a feed without dates", outlet: fed(), visits: twice, answer: site{
			"/feed": feed(rss(undatedItem)), "/a-1": page(code(404), tale(1)),
		}, want: []check{clippings(1)}},
		{name: "sent to the home until it is published", outlet: fed(), visits: twice, answer: site{
			"/feed": feed(rss(just)), "/a-1": page(to(302, here+"/"), tale(1)), "/": frontPage(),
		}, want: []check{clippings(1)}},
		{name: "no database at first", outlet: fed(), visits: twice, answer: site{
			"/feed": feed(rss(nth(1))), "/a-1": page(htmlPage(databaseError), tale(1)),
		}, want: []check{clippings(1)}},
		{name: "a deleted article that goes to the home", outlet: fed(), answer: site{
			"/feed": feed(rss(nth(1))), "/a-1": to(302, here+"/"), "/": frontPage(),
		}, want: []check{clippings(0)}},
		{name: "deleted after it was kept", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{revised(ago(5 * time.Hour)), revised(today.Add(3 * time.Second))},
			"/a-1":  page(tale(1), code(410)),
		}, want: []check{clippings(1)}},
	})
}

// revised is a feed of one entry that says when it was last updated.
func revised(at time.Time) reply {
	return atom(atomFeed("<title>T</title><link href=\"" + here + "/a-1\"/><id>u</id><published>" + iso(ago(5*time.Hour)) + "</published><updated>" + iso(at) + "</updated>"))
}

// What an outlet changes in an article is seen.
func TestAnEditIsSeen(t *testing.T) {
	const before, after = "La pépinière reçoit ses visiteurs", "La pépinière rouvre après la crue"
	page := inTurn{story{title: before, canonical: here + "/a-1"}, story{title: after, canonical: here + "/a-1"}}
	titled := func(title string) reply { return feed(rss(item(title, here+"/a-1", pub(ago(5*time.Hour))))) }
	zoneless := func(at time.Time) reply {
		return atom(atomFeed(`<title>T</title><link href="` + here + `/a-1"/><id>u</id><published>` + iso(ago(5*time.Hour)) + "</published><updated>" + at.Format("2006-01-02T15:04:05") + "</updated>"))
	}
	play(t, []webCase{
		{name: "the title in the feed", outlet: fed(), visits: twice, answer: site{"/feed": inTurn{titled(before), titled(after)}, "/a-1": page},
			want: []check{clippings(1), version(2)}},
		{name: "an update without a zone", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{zoneless(ago(5 * time.Hour)), zoneless(today.Add(4 * time.Second))}, "/a-1": page,
		}, want: []check{version(2)}},
		{name: "a news sitemap stamped at each request", outlet: newsMapped(), visits: thrice, answer: tales(20).plus(site{
			"/sitemap.xml": does(func(a *ask) answer {
				var urls [][2]string
				for i := range 20 {
					urls = append(urls, [2]string{here + "/a-" + itoa(i+1), lastmod(a.at)})
				}
				return xml(urlset(urls...))
			}),
		}), want: []check{clippings(20), requests("/a-", 20, 22)}},
	})
}

// A first visit looks back so far, and no further; a date that is none tells of
// no age.
func TestHowFarAVisitLooksBack(t *testing.T) {
	epoch := item("T", here+"/a-1", "<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate>")
	play(t, []webCase{
		{name: "an item of 1970 at the first visit", outlet: fed(), first: 3 * day, answer: serving(feed(rss(epoch)), 1), want: []check{clippings(1), undated}},
		{name: "an item of 1970 at the second visit", outlet: fed(), first: 3 * day, visits: twice, answer: serving(inTurn{
			feed(rss(nth(1))), feed(rss(item("T", here+"/a-2", "<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate>"), nth(1))),
		}, 2), want: []check{clippings(2), notOf("1970")}},
		{name: "a retry after one second", outlet: fed(), visits: twice, answer: serving(inTurn{
			code(429).with("Retry-After", "1"), feed(rss(nth(1))),
		}, 1), want: []check{clippings(1)}},
		{name: "a source that moved by 301", outlet: fed(), visits: twice, answer: tales(2).plus(site{
			"/feed": to(301, here+"/rss/"), "/rss/": does(func(a *ask) answer { return growing(a) }),
		}), want: []check{clippings(2)}},
	})
}
