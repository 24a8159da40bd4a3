package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sada"
)

// Redirects, cookies, pages that point on and endpoints that are closed stand
// between a reader and the answer.
func TestManyWaysLeadToTheAnswer(t *testing.T) {
	h := pub(ago(time.Hour))
	with := func(more site) site { return serving(feed(rss(nth(1))), 2).plus(more) }
	cookied := func(a *ask, s string) bool { return strings.Contains(a.header.Get("Cookie"), s) }
	link := func(s string) string { return `<link rel="alternate" type="application/rss+xml" href="` + s + `">` }
	play(t, []webCase{
		{name: "the feed goes down to http with a slash and up again", outlet: fed(), answer: with(site{
			"https://journal.test/feed": to(301, "http://journal.test/feed/"), "http://journal.test/feed/": to(301, here+"/feed/"), "https://journal.test/feed/": feed(rss(nth(1))), "/feed": nil,
		}), want: []check{clippings(1), neverPlain}},
		{name: "308 to a slash", outlet: fed(), answer: with(site{"/a-1": to(308, "/a-1/"), "/a-1/": tale(1)}), want: []check{clippings(1)}},
		{name: "a Location with no scheme", outlet: fed(), answer: with(site{"/a-1": to(302, "//www.journal.test/a-1b"), "/a-1b": tale(1)}), want: []check{clippings(1)}},
		{name: "a Location in Arabic letters", outlet: fed(), answer: with(site{"/a-1": to(302, here+"/مقال"), "/%D9%85%D9%82%D8%A7%D9%84": tale(1)}), want: []check{clippings(1)}},
		{name: "two cookies, one after the other", outlet: fed(), answer: with(site{"/a-1": does(func(a *ask) answer {
			switch {
			case cookied(a, "b=2") && cookied(a, "a=1"):
				return tale(1)
			case cookied(a, "a=1"):
				return to(302, here+"/a-1").with("Set-Cookie", "b=2")
			}
			return to(302, here+"/a-1").with("Set-Cookie", "a=1; Domain=.journal.test; Secure; HttpOnly; SameSite=None")
		})}), want: []check{clippings(1)}},
		{name: "a cookie that is deleted on the way", outlet: fed(), answer: with(site{
			"/a-1": does(func(a *ask) answer {
				if cookied(a, "ok=1") && !cookied(a, "wait=1") {
					return tale(1)
				}
				if cookied(a, "wait=1") {
					return to(302, here+"/a-1").with("Set-Cookie", "wait=; Max-Age=0").with("Set-Cookie", "ok=1")
				}
				return to(302, here+"/a-1").with("Set-Cookie", "wait=1")
			}),
		}), want: []check{clippings(1)}},
		{name: "a cookie is not kept for the next fetch", outlet: fed(), answer: serving(feed(rss(nth(1), nth(2))), 2).plus(site{
			"/a-1": does(func(a *ask) answer {
				if cookied(a, "v=1") {
					return tale(1)
				}
				return to(302, here+"/a-1").with("Set-Cookie", "v=1; Path=/")
			}),
			"/a-2": does(func(a *ask) answer {
				if a.header.Get("Cookie") != "" {
					return code(400)
				}
				return tale(2)
			}),
		}), want: []check{clippings(2)}},
		{name: "a cookie of another site is not sent", outlet: fed(), answer: with(site{
			"/a-1":       to(302, "https://cdn.test/gate"),
			"cdn.test/*": to(302, here+"/a-1b").with("Set-Cookie", "v=1; Domain=journal.test"),
			"/a-1b": does(func(a *ask) answer {
				if a.header.Get("Cookie") != "" {
					return code(400)
				}
				return tale(1)
			}),
		}), want: []check{clippings(1)}},
		{name: "the page declares its feed", outlet: fed(), answer: with(site{"/feed": front(link("/flux.xml"), ""), "/flux.xml": feed(rss(nth(1)))}), want: []check{clippings(1)}},
		{name: "meta refresh in capitals, with quotes", outlet: fed(), answer: with(site{
			"/feed": htmlPage(`<HTML><HEAD><META HTTP-EQUIV='Refresh' CONTENT='3; URL="/flux.xml"'></HEAD><BODY>Moved</BODY></HTML>`), "/flux.xml": feed(rss(nth(1))),
		}), want: []check{clippings(1)}},
		{name: "meta refresh to itself", outlet: fed(), answer: with(site{"/feed": htmlPage(`<html><head><meta http-equiv="refresh" content="0; url=/feed"></head></html>`)}), want: []check{clippings(0), requests("/feed", 1, 3)}},
		{name: "an article on a sister host", outlet: fed(), answer: with(site{"/feed": feed(rss(item(numbered(1), "https://fr.journal.test/a-1", h)))}), want: []check{clippings(1)}},
		{name: "a feed of the outlet links to others too", outlet: fed(), answer: with(site{
			"/feed":      feed(rss(nth(1), item("Revue de presse : ailleurs", "https://cdn.test/x", h), item("Encore ailleurs", "https://autre.test/y", h))),
			"cdn.test/x": story{title: "Revue de presse : ailleurs"}, "autre.test/y": story{title: "Encore ailleurs, plus loin"},
		}), want: []check{clippings(1)}},
		{name: "a feed on feedproxy that links through itself", outlet: journal(sada.Endpoint{Kind: sada.Feed, URL: "https://feedproxy.test/journal"}), hosts: []string{"feedproxy.test"}, answer: with(site{
			"feedproxy.test/journal": feed(rss(item(numbered(1), "https://feedproxy.test/~r/journal/~3/abc/", h))), "feedproxy.test/~r/journal/~3/abc/": to(301, here+"/a-1?utm_source=feedburner"),
			"/a-1?utm_source=feedburner": tale(1),
		}), want: []check{clippings(1)}},
		{name: "the feed is a challenge, the home lists", outlet: journal(), answer: site{
			"/":                 front(link("/rss-x"), `<article><h2><a href="/la-pepiniere-une">La pépinière numéro un reçoit ses visiteurs ce matin</a></h2></article><article><h2><a href="/la-pepiniere-deux">La pépinière numéro deux reçoit ses visiteurs ce matin</a></h2></article>`),
			"/rss-x":            reply{status: 403, body: "<title>Just a moment...</title>"}.with("cf-mitigated", "challenge").with("Server", "cloudflare"),
			"/la-pepiniere-une": story{title: "La pépinière numéro un"}, "/la-pepiniere-deux": story{title: "La pépinière numéro deux"},
		}, want: []check{clippings(2)}},
		{name: "four sections are closed, the feed stands last", outlet: journal(at(sada.Section, "/s1"), at(sada.Section, "/s2"), at(sada.Section, "/s3"), at(sada.Section, "/s4"), at(sada.Feed, "/feed")), answer: with(site{
			"/s1": code(403), "/s2": code(403), "/s3": code(403), "/s4": code(403)}), want: []check{clippings(1)}},
		{name: "three feeds are closed, the fourth is not", outlet: journal(at(sada.Feed, "/f1"), at(sada.Feed, "/f2"), at(sada.Feed, "/f3"), at(sada.Feed, "/feed")), answer: with(site{
			"/f1": code(403), "/f2": code(401), "/f3": code(403)}), want: []check{clippings(1)}},
		{name: "three feeds are broken by 500, the fourth is not", outlet: journal(at(sada.Feed, "/f1"), at(sada.Feed, "/f2"), at(sada.Feed, "/f3"), at(sada.Feed, "/feed")), answer: with(site{
			"/f1": code(500), "/f2": code(502), "/f3": code(500)}), want: []check{clippings(1)}},
		{name: "the first three articles are broken, the fourth is not", outlet: fed(), answer: tales(4).plus(site{
			"/feed": feed(rss(firsts(4)...)), "/a-1": code(500), "/a-2": code(500), "/a-3": code(500)}), visits: []visit{{}, {after: 40 * time.Minute}}, want: []check{clippings(1)}},
		{name: "a segment four times", outlet: fed(), answer: listed([2]string{"/ar/ar/ar/ar/la-foire", "La foire du bourg"}), want: []check{clippings(1)}},
		{name: "a segment that goes on", outlet: fed(), answer: listed([2]string{"/a/a/a/a/a/a/a/la-foire", "La foire du bourg"}), want: []check{clippings(0), leftOut(sada.ReasonTrap, 1)}},
		{name: "a day in five figures of one", outlet: fed(), answer: listed([2]string{"/1/1/1/1/la-foire", "La foire du bourg"}), want: []check{clippings(1)}},
	})
}

// The articles that a home lists are found whatever their addresses look like.
func TestTheHomeStandsInForAClosedFeed(t *testing.T) {
	mk := func(n int, slug string) site {
		body := ""
		s := site{"/rss-x": reply{status: 403, body: "<title>Just a moment...</title>"}.with("cf-mitigated", "challenge").with("Server", "cloudflare"), "/feed/": reply{status: 403, body: "<title>Just a moment...</title>"}.with("cf-mitigated", "challenge")}
		for i := 1; i <= n; i++ {
			at := fmt.Sprintf(slug, i)
			body += fmt.Sprintf(`<article><h2><a href="%s">Le marché numéro %d ouvre au public ce matin</a></h2></article>`, at, i)
			s[at] = story{title: fmt.Sprintf("Le marché numéro %d ouvre au public", i)}
		}
		s["/"] = front(`<link rel="alternate" type="application/rss+xml" href="/rss-x">`, body)
		return s
	}
	var cases []webCase
	for _, n := range []int{1, 2, 3, 5} {
		for _, slug := range []string{"/le-marche-central-numero-%d-ouvre", "/la-pepiniere-%d", "/actu/%d.html", "/a-%d"} {
			cases = append(cases, webCase{name: fmt.Sprintf("%d of the form %s", n, strings.ReplaceAll(slug, "/", " ")), outlet: journal(), answer: mk(n, slug), want: []check{clippings(n)}})
		}
	}
	play(t, cases)
}
