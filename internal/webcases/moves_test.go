package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/internal/monitor"
)

const elsewhere = "https://autre.test"

// itemAt is the item of the nth story under another host, an hour younger than
// the one before it.
func itemAt(host string, n int) string {
	return item(numbered(n), fmt.Sprintf("%s/a-%d", host, n), pub(ago(time.Duration(20-n)*time.Hour)))
}

// itemsAt are the items of the stories n to 1 under another host.
func itemsAt(host string, n int) []string {
	var all []string
	for i := n; i > 0; i-- {
		all = append(all, itemAt(host, i))
	}
	return all
}

// sentOn answers for the old host by a redirect that keeps the path, and for all
// others by a site.
func sentOn(status int, newHost string, rest site) answer {
	return does(func(a *ask) answer {
		if a.host == "journal.test" {
			return to(status, newHost+a.path)
		}
		return rest
	})
}

// opensWith wants status to open with a move to this host.
func opensWith(host string) check {
	return func(o *outcome) string {
		if len(o.status.Attention) == 0 || o.status.Attention[0].Reason != "moved" || !strings.Contains(o.status.Attention[0].Instead, "home: "+host) {
			return fmt.Sprintf("status opens with %+v, want the move to %s", o.status.Attention, host)
		}
		return ""
	}
}

// noMove wants status to tell of none.
func noMove(o *outcome) string {
	for _, a := range o.status.Attention {
		if a.Reason == "moved" {
			return fmt.Sprintf("status tells of a move: %+v", a)
		}
	}
	return ""
}

// The feed of an outlet may lead to a second domain of its own, or to those of
// others.
func TestASecondDomainIsToldFromAForeignOne(t *testing.T) {
	front := func(head string) site { return site{"/": front(head, "")} }
	const declared = `<link rel="alternate" type="application/rss+xml" href="/rss-x">`
	play(t, []webCase{
		{name: "all items of the feed lie there", outlet: fed(), answer: serving(feed(rss(itemsAt(elsewhere, 3)...)), 3),
			want: []check{clippings(3), told(`"leads_to":"autre.test"`), noMove}},
		{name: "in plain and with www", outlet: fed(), answer: serving(feed(rss(itemAt("http://www.autre.test", 1), itemAt(elsewhere, 2))), 2), want: []check{clippings(2)}},
		{name: "of a feed that the home declares", outlet: journal(), answer: tales(2).plus(front(declared)).plus(site{"/rss-x": feed(rss(itemsAt(elsewhere, 2)...))}), want: []check{clippings(2)}},
		{name: "of a list of WordPress", outlet: wordpress(at(sada.REST, "/wp-json/wp/v2/posts?per_page=50")), answer: tales(1).plus(site{
			"/wp-json/wp/v2/posts?per_page=50": jsonText(`[{"id":1,"date_gmt":"2026-11-25T10:00:00","link":"` + elsewhere + `/a-1","title":{"rendered":"T"}}]`),
		}), want: []check{clippings(1)}},
		{name: "once they did, a few of others do not turn it", outlet: fed(), visits: twice, answer: tales(4).plus(site{"/feed": inTurn{
			feed(rss(itemsAt(elsewhere, 3)...)), feed(rss(itemAt(elsewhere, 4), itemAt("https://cdn.test", 5), itemAt(elsewhere, 1), itemAt(elsewhere, 2))),
		}}), want: []check{clippings(4), leftOut(sada.ReasonForeign, 1)}},

		{name: "a review of the press", outlet: fed(), answer: serving(feed(rss(itemAt(elsewhere, 1), itemAt("https://cdn.test", 2))), 2), want: []check{clippings(0), leftOut(sada.ReasonForeign, 2)}},
		{name: "a link or two among its own", outlet: fed(), answer: serving(feed(rss(nth(1), itemAt(elsewhere, 2), itemAt(elsewhere, 3))), 3), want: []check{clippings(1), leftOut(sada.ReasonForeign, 2)}},
		{name: "a review that began with one outlet", outlet: fed(), visits: twice, answer: tales(9).plus(site{"/feed": inTurn{
			feed(rss(itemAt(elsewhere, 1))), feed(rss(itemAt("https://cdn.test", 2), itemAt("https://tiers.test", 3), itemAt(elsewhere, 4), itemAt(elsewhere, 1), itemAt("https://cdn.test", 5))),
		}}), want: []check{clippings(1), leftOut(sada.ReasonForeign, 4)}},
		{name: "a host that many share", outlet: fed(), hosts: []string{"news.google.com"}, answer: serving(feed(rss(itemsAt("https://news.google.com", 2)...)), 2), want: []check{clippings(0), leftOut(sada.ReasonForeign, 2)}},
		{name: "another outlet of the settings", outlet: fed(), set: alsoWatched, answer: serving(feed(rss(itemsAt(elsewhere, 2)...)), 2), want: []check{clippings(0), leftOut(sada.ReasonForeign, 2)}},
		{name: "a partner's feed in the home page", outlet: journal(), answer: tales(3).plus(front(declared + `<link rel="alternate" type="application/rss+xml" href="https://autre.test/fil">`)).plus(site{
			"journal.test/rss-x": feed(rss(nth(1))), "autre.test/fil": feed(rss(itemAt(elsewhere, 2), itemAt(elsewhere, 3))),
		}), want: []check{clippings(1), never("/a-3")}},
		{name: "a page of links that are all foreign", outlet: journal(at(sada.Section, "/amis")), answer: tales(3).plus(site{"/amis": listOf(elsewhere, 1, 2, 3)}), want: []check{clippings(0)}},

		{name: "a service that sends on to the outlet", outlet: journal(), hosts: []string{"feedproxy.test"}, answer: tales(2).plus(front(`<link rel="alternate" type="application/rss+xml" href="https://feedproxy.test/journal">`)).plus(site{
			"feedproxy.test/journal": feed(rss(itemAt("https://feedproxy.test/~r", 1), itemAt("https://feedproxy.test/~r", 2))),
			"feedproxy.test/~r/a-1":  to(301, here+"/a-1"), "feedproxy.test/~r/a-2": to(301, here+"/a-2"),
		}), want: []check{addresses(here+"/a-1", here+"/a-2")}},
		{name: "a feed kept by a service, links of the outlet", outlet: journal(), hosts: []string{"feedproxy.test"}, answer: tales(1).plus(front(`<link rel="alternate" type="application/rss+xml" href="https://feedproxy.test/journal">`)).plus(site{
			"feedproxy.test/journal": feed(rss(nth(1))),
		}), want: []check{clippings(1)}},
	})
}

// alsoWatched adds an outlet at autre.test that is not visited with the first.
func alsoWatched(s *monitor.Settings) {
	s.Sources = append(s.Sources, sada.Source{ID: "autre", Name: sada.Names{"fr": "Autre"}, Home: elsewhere + "/", Profile: sada.Generic,
		Endpoints: []sada.Endpoint{{Kind: sada.Feed, URL: elsewhere + "/nulle-part"}}})
}

// listOf is a page that lists stories under a host.
func listOf(host string, ns ...int) reply {
	s := "<html><head><title>Liste</title></head><body>"
	for _, n := range ns {
		s += fmt.Sprintf(`<article><h2><a href="%s/a-%d">%s</a></h2></article>`, host, n, numbered(n))
	}
	return htmlPage(s + "</body></html>")
}

// A home that sends on for good to another host is an outlet that moved.
func TestAnOutletThatMovedIsFollowed(t *testing.T) {
	moved := func(n int) site {
		return tales(n).plus(site{"/feed": feed(rss(itemsAt(elsewhere, n)...)), "/": htmlPage("<html><head><title>Journal</title></head><body><p>Bienvenue.</p></body></html>")})
	}
	dayLater := []visit{{}, {after: 25 * time.Hour}}
	newHome := func(s *monitor.Settings) {
		s.Sources[0].Home, s.Sources[0].Endpoints = elsewhere+"/", []sada.Endpoint{{Kind: sada.Feed, URL: elsewhere + "/feed"}}
	}
	homeOnly := func(status int, target string) site {
		return tales(9).plus(site{"journal.test/feed": feed(rss(firsts(2)...)), "journal.test/": to(status, target), "autre.test/": htmlPage("<title>Journal</title><p>Bienvenue.</p>")})
	}
	play(t, []webCase{
		{name: "home and feed, 301", outlet: fed(), answer: sentOn(301, elsewhere, moved(2)), want: []check{clippings(2), opensWith(elsewhere)}},
		{name: "home and feed, 308", outlet: fed(), answer: sentOn(308, elsewhere, moved(2)), want: []check{clippings(2), opensWith(elsewhere)}},
		{name: "by way of www", outlet: fed(), answer: does(func(a *ask) answer {
			switch a.host {
			case "journal.test":
				return to(301, "https://www.journal.test"+a.path)
			case "www.journal.test":
				return to(301, elsewhere+a.path)
			}
			return moved(2)
		}), want: []check{clippings(2), opensWith(elsewhere)}},
		{name: "endpoints are found from the home", outlet: journal(), answer: sentOn(301, elsewhere, tales(2).plus(site{
			"/": front(`<link rel="alternate" type="application/rss+xml" href="/rss-x">`, ""), "/rss-x": feed(rss(itemsAt(elsewhere, 2)...)),
		})), want: []check{clippings(2), opensWith(elsewhere)}},
		{name: "the home alone, seen twice a day apart", outlet: fed(), visits: dayLater, answer: does(func(a *ask) answer {
			if a.visit == 1 {
				return homeOnly(301, elsewhere+"/").plus(site{"journal.test/feed": feed(rss(nth(1), itemAt(elsewhere, 2)))})
			}
			return homeOnly(301, elsewhere+"/").plus(site{"journal.test/feed": feed(rss(nth(1), itemAt(elsewhere, 2), itemAt(elsewhere, 3)))})
		}), want: []check{before(1), clippings(3), opensWith(elsewhere)}},
		{name: "the home alone, no endpoint named, seen twice a day apart", outlet: journal(), visits: dayLater, answer: site{
			"journal.test/": to(301, elsewhere+"/"), "autre.test/": front(`<link rel="alternate" type="application/rss+xml" href="/rss-x">`, ""),
			"autre.test/rss-x": feed(rss(itemsAt(elsewhere, 2)...)), "autre.test/a-1": tale(1), "autre.test/a-2": tale(2),
		}, want: []check{before(0), clippings(2), opensWith(elsewhere)}},
		{name: "home and articles, the feed stays", outlet: fed(), visits: dayLater, answer: does(func(a *ask) answer {
			if a.host == "journal.test" && a.path != "/feed" && a.path != "/robots.txt" {
				return to(301, elsewhere+a.path)
			}
			return moved(4).plus(site{"/feed": feed(rss(itemsAt(here, 2)...))})
		}), want: []check{clippings(2), articles(2), opensWith(elsewhere)}},
		{name: "the old feed is gone", outlet: fed(), visits: []visit{{}, {after: 25 * time.Hour}, {after: time.Hour}}, answer: site{
			"journal.test/": to(301, elsewhere+"/"), "autre.test/": front(`<link rel="alternate" type="application/rss+xml" href="/rss-x">`, ""),
			"autre.test/rss-x": feed(rss(itemsAt(elsewhere, 2)...)), "autre.test/a-1": tale(1), "autre.test/a-2": tale(2),
		}, want: []check{clippings(2), opensWith(elsewhere)}},
		{name: "what was read before is not read again", outlet: fed(), visits: twice, answer: does(func(a *ask) answer {
			if a.visit == 1 {
				return serving(feed(rss(itemsAt(here, 2)...)), 2)
			}
			return sentOn(301, elsewhere, moved(3))
		}), want: []check{clippings(3), articles(3), version(1), requests("/a-1", 1, 1), requests("/a-3", 1, 2), opensWith(elsewhere)}},
		{name: "the settings name the new home", outlet: fed(), visits: []visit{{}, {}, {set: newHome}}, answer: does(func(a *ask) answer {
			if a.visit == 1 {
				return serving(feed(rss(itemsAt(here, 2)...)), 2)
			}
			return sentOn(301, elsewhere, moved(4-a.visit%2))
		}), want: []check{clippings(4), articles(4), version(1), requests("/a-1", 1, 1), calm}},

		{name: "only for now", outlet: fed(), visits: dayLater, answer: sentOn(302, elsewhere, moved(2)), want: []check{clippings(0), noMove}},
		{name: "for good and then only for now", outlet: fed(), visits: dayLater, answer: does(func(a *ask) answer {
			switch {
			case a.host == "journal.test":
				return to(301, "https://cdn.test"+a.path)
			case a.host == "cdn.test":
				return to(302, elsewhere+a.path)
			}
			return moved(2)
		}), want: []check{clippings(0), noMove}},
		{name: "the feed alone", outlet: fed(), visits: dayLater, answer: does(func(a *ask) answer {
			if a.host == "journal.test" && a.path == "/feed" {
				return to(301, elsewhere+a.path)
			}
			return moved(2)
		}), want: []check{clippings(0), leftOut(sada.ReasonForeign, 2), noMove}},
		{name: "seen twice within the hour", outlet: fed(), visits: []visit{{}, {after: time.Hour}}, answer: homeOnly(301, elsewhere+"/"), want: []check{clippings(2), noMove}},
		{name: "each time to another host", outlet: fed(), visits: dayLater, answer: does(func(a *ask) answer {
			if a.visit == 1 {
				return homeOnly(301, elsewhere+"/")
			}
			return homeOnly(301, "https://cdn.test/").plus(site{"cdn.test/": htmlPage("<title>Journal</title><p>Bienvenue.</p>")})
		}), want: []check{noMove}},
		{name: "to a page of a network that all share", outlet: fed(), visits: dayLater, hosts: []string{"www.facebook.com"}, answer: sentOn(301, "https://www.facebook.com", moved(2)), want: []check{clippings(0), noMove}},
		{name: "to a blog's host", outlet: fed(), visits: dayLater, hosts: []string{"journal.blogspot.com"}, answer: sentOn(301, "https://journal.blogspot.com", moved(2)), want: []check{clippings(0), noMove}},
		{name: "to one who sells names", outlet: fed(), visits: dayLater, hosts: []string{"www.hugedomains.com"}, answer: sentOn(301, "https://www.hugedomains.com", moved(2)), want: []check{clippings(0), noMove}},
		{name: "to a page that offers the name", outlet: fed(), visits: dayLater, answer: sentOn(301, elsewhere, site{
			"*": htmlPage(`<html><head><title>journal.test is for sale</title></head><body><p>This domain is for sale.</p></body></html>`),
		}), want: []check{clippings(0), noMove}},
		{name: "to a private network", outlet: fed(), visits: dayLater, answer: does(func(a *ask) answer { return to(301, "http://10.0.0.1"+a.path) }), want: []check{clippings(0), noMove}},
		{name: "to another host of its own site", outlet: fed(), answer: does(func(a *ask) answer {
			if a.host == "journal.test" {
				return to(301, "https://fr.journal.test"+a.path)
			}
			return serving(feed(rss(itemsAt("https://fr.journal.test", 2)...)), 2)
		}), want: []check{clippings(2), noMove}},
	})
}
