package webcases

import (
	"fmt"
	"strings"
	"testing"

	"sada"
	"sada/crawler"
)

// sized is an answer whose length says n more or fewer than its body has.
func sized(kind, body string, n int) reply {
	return raw(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", kind, len(body)+n, body))
}

// hungUp is an answer without a length, ended by closing the connection.
func hungUp(kind, body string) reply {
	return raw("HTTP/1.1 200 OK\r\nContent-Type: " + kind + "\r\nConnection: close\r\n\r\n" + body)
}

// as is the answer with another status.
func (r reply) as(status int) reply {
	r.status = status
	return r
}

// bodyCut wants so many clippings whose text is marked as not whole.
func bodyCut(n int) check {
	return func(o *outcome) string {
		got := 0
		for _, c := range o.clippings {
			if c.Article.BodyCut {
				got++
			}
		}
		return differ("clippings with a cut text", got, n)
	}
}

// lost wants so many items lost at the last visit, in its tally, in sources and in
// status.
func lost(n int) check {
	return func(o *outcome) string {
		last := o.visits[len(o.visits)-1]
		rows := 0
		for _, e := range o.row.Endpoints {
			rows += e.Lost
		}
		for what, got := range map[string]int{"the tally": last.Lost, "sources": rows, "status": o.status.Lost["journal"]} {
			if got != n {
				return fmt.Sprintf("items lost in %s: %d, want %d", what, got, n)
			}
		}
		return ""
	}
}

// noted wants a note with these words at an endpoint.
func noted(words string) check {
	return func(o *outcome) string {
		var all []string
		for _, e := range o.row.Endpoints {
			if strings.Contains(e.Note, words) {
				return ""
			}
			all = append(all, e.Note)
		}
		return fmt.Sprintf("notes %q, want one with %q", all, words)
	}
}

// failing wants the last visit to end with this reason.
func failing(reason sada.Reason) check {
	return func(o *outcome) string {
		return differ("reason of the last visit", o.visits[len(o.visits)-1].Reason, string(reason))
	}
}

func TestOfAnAnswerThatIsCutTheWholeItemsAreRead(t *testing.T) {
	const kind = "application/rss+xml"
	three := rss(nth(1), nth(2), nth(3))
	upTo := strings.LastIndex(three, "<item>") + 40
	packed := gzipped(rss(nth(1), nth(2), item("x", here+"/a-3", "<description>"+noise(40000)+"</description>")))
	posts := `[{"id":1,"link":"` + here + `/a-1","title":{"rendered":"T"}},{"id":2,"link":"` + here + `/a-2","title":{"rendered":"T"}},{"id":3,"link":"` + here + `/a-3"`
	entries := urlset([2]string{here + "/a-1", ""}, [2]string{here + "/a-2", ""}, [2]string{here + "/a-3", ""})
	cutEntries := entries[:strings.LastIndex(entries, "</loc>")-2]
	play(t, []webCase{
		{name: "its length says more than comes", outlet: fed(), answer: serving(sized(kind, three[:upTo], 500), 3), want: []check{clippings(2), lost(1), noted("cut"), wellInTheEnd}},
		{name: "its length says more, and all came", outlet: fed(), answer: serving(sized(kind, three, 500), 3), want: []check{clippings(3), lost(0), noted("cut"), wellInTheEnd}},
		{name: "its length says less than it is", outlet: fed(), answer: serving(sized(kind, three, upTo-len(three)), 3), want: []check{clippings(2), lost(1), wellInTheEnd}},
		{name: "closed in the middle", outlet: fed(), answer: serving(hungUp(kind, three[:upTo]), 3), want: []check{clippings(2), lost(1), wellInTheEnd}},
		{name: "cut in a chunk", outlet: fed(), answer: serving(raw(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s", kind, len(three), three[:upTo])), 3), want: []check{clippings(2), lost(1), wellInTheEnd}},
		{name: "cut while packed", outlet: fed(), answer: serving(feed(packed[:len(packed)/2]).with("Content-Encoding", "gzip"), 3), want: []check{clippings(2), lost(1), wellInTheEnd}},
		{name: "larger than is read", outlet: fed(), limits: crawler.Limits{Feed: int64(upTo)}, answer: serving(feed(three), 3), want: []check{clippings(2), lost(1), wellInTheEnd}},
		{name: "nothing whole in it", outlet: fed(), answer: serving(sized(kind, three[:strings.Index(three, "</item>")], 500), 3), want: []check{clippings(0), failing(sada.ReasonNetwork)}},
		{name: "a cut feed is asked whole again", outlet: fed(), visits: twice, answer: inTurn{serving(sized(kind, three[:upTo], 500).with("ETag", `"1"`), 3), serving(feed(three), 3)}, want: []check{clippings(3), wellInTheEnd}},
		{name: "a part that is the whole", outlet: fed(), answer: serving(feed(three).as(206), 3), want: []check{clippings(3), wellInTheEnd}},
		{name: "a page that is only accepted", outlet: fed(), answer: site{"/feed": feed(rss(nth(1))), "/a-1": htmlPage("<html><title>x</title></html>").as(202)}, want: []check{clippings(0)}},
		{name: "the tag of a cut copy is not used", outlet: fed(), visits: twice, answer: tales(3).plus(site{"/feed": does(func(a *ask) answer {
			if a.visit == 1 {
				return feed(three[:upTo]).with("ETag", `"1"`)
			} else if a.header.Get("If-None-Match") != "" {
				return code(304)
			}
			return feed(three)
		})}), want: []check{clippings(3), wellInTheEnd}},
		{name: "a sitemap", outlet: mapped(), answer: tales(3).plus(site{"/sitemap.xml": sized("application/xml", cutEntries, 500)}), want: []check{clippings(2), lost(1), wellInTheEnd}},
		{name: "posts", outlet: journal(at(sada.REST, "/posts")), answer: tales(3).plus(site{"/posts": sized("application/json", posts, 500)}), want: []check{clippings(2), lost(1), wellInTheEnd}},
	})
}

func TestWhatAFeedLosesIsTold(t *testing.T) {
	nameless := "<title>Sans adresse</title>"
	play(t, []webCase{
		{name: "an item without an address", outlet: fed(), answer: serving(feed(rss(nth(1), nameless)), 1), want: []check{clippings(1), lost(1), noted("names no address"), wellInTheEnd}},
		{name: "mended at the next visit", outlet: fed(), visits: twice, answer: inTurn{serving(feed(rss(nth(1), nameless)), 1), serving(feed(rss(nth(1), nth(2))), 2)}, want: []check{clippings(2), lost(0), wellInTheEnd}},
		{name: "no item with an address", outlet: fed(), answer: serving(feed(rss(nameless, nameless)), 1), want: []check{clippings(0), failing(sada.ReasonFormat), told("none of its 2 items names an address")}},
		{name: "no item at all", outlet: fed(), answer: serving(feed(rss()), 1), want: []check{clippings(0), wellInTheEnd}},
	})
}

func TestAPageThatIsCutIsAskedAgainAndMarked(t *testing.T) {
	page := tale(1).page()
	short := sized("text/html; charset=utf-8", page[:len(page)-60], 400)
	closed := hungUp("text/html; charset=utf-8", page[:len(page)-60])
	behind := func(first, then answer) answer {
		return inTurn{site{"/feed": feed(rss(nth(1))), "/a-1": first}, site{"/feed": feed(rss(nth(1))), "/a-1": then}}
	}
	always := func(p answer) site { return site{"/feed": feed(rss(nth(1))), "/a-1": p} }
	play(t, []webCase{
		{name: "whole the second time", outlet: fed(), visits: twice, answer: behind(short, tale(1)), want: []check{clippings(1), version(1), bodyCut(0)}},
		{name: "closed the first time", outlet: fed(), visits: twice, answer: behind(closed, tale(1)), want: []check{clippings(1), version(1), bodyCut(0)}},
		{name: "cut for ever", outlet: fed(), visits: thrice, answer: always(short), want: []check{clippings(1), version(1), bodyCut(1)}},
		{name: "closed for ever", outlet: fed(), visits: thrice, answer: always(closed), want: []check{clippings(1), version(1), bodyCut(1)}},
		{name: "closed, and ended as a page ends", outlet: fed(), answer: always(hungUp("text/html; charset=utf-8", page)), want: []check{clippings(1), bodyCut(0)}},
		{name: "no article in what came", outlet: fed(), visits: thrice, answer: always(sized("text/html", "<!doctype html><html><head><title>Jour", 4000)), want: []check{clippings(0)}},
	})
}

func TestAPageWhereAFeedShouldBeLeadsToIt(t *testing.T) {
	refresh := func(content string) reply {
		return htmlPage(`<html><head><META HTTP-EQUIV="Refresh" CONTENT='` + content + `'></head><body>Un instant.</body></html>`)
	}
	declares := func(href string) reply {
		return htmlPage(`<html><head><title>Nos flux</title><link rel="alternate" type="application/rss+xml" href="` + href + `"></head><body><p>Nos flux sont ici.</p></body></html>`)
	}
	at1 := func(first answer, more site) site { return tales(2).plus(site{"/feed": first}).plus(more) }
	rssAt := site{"/rss": feed(rss(nth(1)))}
	play(t, []webCase{
		{name: "by a refresh", outlet: fed(), answer: at1(refresh("5;URL=/rss"), rssAt), want: []check{clippings(1), noted(here + "/rss"), wellInTheEnd}},
		{name: "by a refresh in quotes", outlet: fed(), answer: at1(refresh(`0; url="`+here+`/rss"`), rssAt), want: []check{clippings(1)}},
		{name: "by a refresh without its word", outlet: fed(), answer: at1(refresh("0;/rss"), rssAt), want: []check{clippings(1)}},
		{name: "by what it declares", outlet: fed(), answer: at1(declares("/rss"), rssAt), want: []check{clippings(1), noted(here + "/rss"), wellInTheEnd}},
		{name: "by what it declares on another host", outlet: fed(), answer: does(func(a *ask) answer {
			if a.host == "cdn.test" {
				return site{"/rss": feed(rss(nth(1)))}
			}
			return at1(declares("https://cdn.test/rss"), nil)
		}), want: []check{clippings(1)}},
		{name: "what is new later", outlet: fed(), visits: twice, answer: inTurn{at1(declares("/rss"), rssAt), at1(declares("/rss"), site{"/rss": feed(rss(nth(1), nth(2)))})}, want: []check{clippings(2), wellInTheEnd}},
		{name: "one step and no further", outlet: fed(), answer: at1(refresh("0;url=/b"), site{"/b": refresh("0;url=/rss")}).plus(rssAt), want: []check{clippings(0), failing(sada.ReasonFormat), requests("/b", 1, 1), never("/rss")}},
		{name: "to itself", outlet: fed(), answer: at1(refresh("0;url=/feed"), nil), want: []check{clippings(0), failing(sada.ReasonFormat), requests("/feed", 1, 1)}},
		{name: "to where nothing may be asked", outlet: fed(), answer: at1(refresh("0;url=http://169.254.169.254/latest/"), nil), want: []check{clippings(0), failing(sada.ReasonFormat), never("169.254.169.254"), told("an HTML page, not a feed")}},
		{name: "to a closed path", outlet: fed(), answer: at1(refresh("0;url=/rss"), site{"/robots.txt": text("User-agent: *\nDisallow: /rss\n")}).plus(rssAt), want: []check{clippings(0), failing(sada.ReasonFormat), never("/rss")}},
		{name: "a sitemap by a refresh", outlet: mapped(), answer: tales(1).plus(site{"/sitemap.xml": refresh("0;url=/map"), "/map": xml(urlset([2]string{here + "/a-1", ""}))}), want: []check{clippings(1)}},
		{name: "a page that leads nowhere", outlet: fed(), answer: at1(htmlPage("<html><head><title>Entretien</title></head><body>Revenez.</body></html>"), nil), want: []check{clippings(0), failing(sada.ReasonFormat)}},
		{name: "an index of sitemaps where the feed should be", outlet: fed(), answer: at1(xml(`<sitemapindex><sitemap><loc>`+here+`/s1.xml</loc></sitemap></sitemapindex>`), site{"/s1.xml": xml(urlset([2]string{here + "/a-1", ""}))}), want: []check{clippings(1), wellInTheEnd}},
	})
}

func TestEqualSegmentsOfAPathAreATrapFromFiveOn(t *testing.T) {
	path := func(n int) string { return "/" + strings.Repeat("11/", n) + "le-onze-novembre-au-village" }
	of := func(n int) webCase {
		w := clippings(1)
		if n >= 5 {
			w = leftOut(sada.ReasonTrap, 1)
		}
		return webCase{name: fmt.Sprintf("%d of them", n), outlet: fed(), answer: site{"/feed": feed(rss(item("Le onze novembre", here+path(n)))), path(n): tale(1)}, want: []check{w}}
	}
	play(t, []webCase{of(2), of(3), of(4), of(5), of(9)})
}
