package webcases

import (
	"strings"
	"testing"

	"sada"
)

// The way to the answer leads over redirects, cookies and other hosts.
func TestTheWayToTheAnswerIsGone(t *testing.T) {
	with := func(more site) site { return serving(feed(rss(nth(1))), 1).plus(more) }
	cookied := func(a *ask) bool { return strings.Contains(a.header.Get("Cookie"), "v=1") }
	elsewhere := "https://autre.test"
	play(t, []webCase{
		{name: "the feed goes to itself with a cookie", outlet: fed(), answer: with(site{"/feed": does(func(a *ask) answer {
			if cookied(a) {
				return feed(rss(nth(1)))
			}
			return to(302, here+"/feed").with("Set-Cookie", "v=1; Path=/")
		})}), want: []check{clippings(1)}},
		{name: "the article goes over a host that sets a cookie", outlet: fed(), answer: with(site{
			"/a-1": does(func(a *ask) answer {
				if cookied(a) {
					return tale(1)
				}
				return to(302, "https://consent.journal.test/set?to=/a-1")
			}),
			"consent.journal.test/*": to(302, here+"/a-1").with("Set-Cookie", "v=1; Path=/; Domain=journal.test"),
		}), want: []check{clippings(1)}},
		{name: "down to http and up again", outlet: fed(), answer: with(site{
			"/a-1": to(301, "http://journal.test/a-1/"),
			"/a-1/": does(func(a *ask) answer {
				if a.scheme == "http" {
					return to(301, here+"/a-1/")
				}
				return tale(1)
			}),
		}), want: []check{clippings(1), neverPlain}},
		{name: "a blank in the Location", outlet: fed(), answer: with(site{"/a-1": to(301, here+"/la serre"), "/la%20serre": tale(1)}), want: []check{clippings(1)}},
		{name: "a meta refresh where the feed should be", outlet: fed(), answer: with(site{
			"/feed": htmlPage(`<html><head><meta http-equiv="refresh" content="0; url=/rss"></head></html>`), "/rss": feed(rss(nth(1))),
		}), want: []check{clippings(1)}},
		{name: "the bare host goes to www", outlet: fed(), answer: does(func(a *ask) answer {
			if a.host == "journal.test" && a.path != "/robots.txt" {
				return to(301, "https://www.journal.test"+a.path)
			}
			return with(nil)
		}), want: []check{clippings(1)}},
		{name: "the articles lie on another domain", outlet: fed(), answer: with(site{
			"/feed": feed(rss(item(numbered(1), elsewhere+"/a-1", pub(ago(1))))),
		}), want: []check{clippings(1)}},
		{name: "the whole outlet moved to another domain", outlet: fed(), answer: does(func(a *ask) answer {
			if a.host == "journal.test" {
				return to(301, elsewhere+a.path)
			}
			return with(site{"/feed": feed(rss(item(numbered(1), elsewhere+"/a-1", pub(ago(1)))))})
		}), want: []check{clippings(1)}},
		{name: "a home in Arabic letters", outlet: arabicHost(), answer: with(site{
			"/feed": feed(rss(item(numbered(1), "https://جريدة.test/a-1", pub(ago(1))))),
		}), want: []check{clippings(1)}},
	})
}

// arabicHost is an outlet of an Arabic name, as the settings are read.
func arabicHost() sada.Source {
	s := journal(sada.Endpoint{Kind: sada.Feed, URL: "https://xn--ogbfjh9j.test/feed"})
	s.Home = "https://xn--ogbfjh9j.test/"
	return s
}

// neverPlain wants that nothing was asked without TLS.
func neverPlain(o *outcome) string {
	for _, a := range o.asks {
		if a.scheme == "http" {
			return "asked without TLS: " + a.host + a.path
		}
	}
	return ""
}

// Endpoints that are closed do not close those that are open.
func TestAClosedEndpointClosesNoOther(t *testing.T) {
	refusedREST := jsonText(`{"code":"rest_disabled"}`)
	refusedREST.status = 401
	front := front(`<link rel="https://api.w.org/" href="https://journal.test/wp-json/">`, `<nav><a href="/culture/">Culture</a><a href="/villes/">Villes</a></nav>`)
	closed := tales(2).plus(site{
		"/": front, "/feed/": feed(rss(nth(1), nth(2))), "/culture/": code(403), "/villes/": code(403),
		"*": does(func(a *ask) answer {
			switch {
			case strings.HasPrefix(a.path, "/wp-json"):
				return refusedREST
			case strings.Contains(a.path, "sitemap"):
				return code(403)
			}
			return nil
		}),
	})
	open := tales(2).plus(site{
		"/": front, "/feed/": feed(rss(nth(1), nth(2))),
		"*": does(func(a *ask) answer {
			if strings.HasPrefix(a.path, "/wp-json") {
				return refusedREST
			}
			return nil
		}),
	})
	play(t, []webCase{
		{name: "REST, sitemap and sections are closed, the feed is not", outlet: wordpress(), answer: closed, want: []check{clippings(2)}},
		{name: "likewise at a second visit", outlet: wordpress(), visits: twice, answer: closed, want: []check{clippings(2)}},
		{name: "REST alone is closed", outlet: wordpress(), answer: open, want: []check{clippings(2)}},
	})
}
