package webcases

import (
	"fmt"
	"testing"
	"time"
)

// A fault, a validator and a time of change are held for true until they are
// found out.
func TestNothingIsBelievedForEver(t *testing.T) {
	just := item(numbered(1), here+"/a-1", pub(ago(3*time.Minute)))
	one := func(page answer, visits []visit, want ...check) webCase {
		return webCase{outlet: fed(), visits: visits, answer: site{"/feed": feed(rss(just)), "/a-1": page, "/": frontPage()}, want: want}
	}
	named := func(name string, c webCase) webCase { c.name = name; return c }
	shell := htmlPage(`<!doctype html><html><head><title>Journal</title></head><body><div id="app"></div><noscript>Activez JavaScript</noscript><script src="/app.js"></script></body></html>`)
	soft := htmlPage(`<html><head><title>Page introuvable - Journal</title></head><body><h1>Oups ! Page introuvable</h1><p>La page que vous cherchez n'existe pas ou plus.</p></body></html>`)
	login := htmlPage(`<html><head><title>Connexion</title></head><body><form><h1>Connexion</h1><input type="email"><input type="password"><button>Se connecter</button></form></body></html>`)
	maintenance := htmlPage(`<html><head><title>Maintenance</title></head><body><h1>Site en maintenance</h1><p>Nous revenons dans quelques minutes, merci de votre patience.</p></body></html>`)
	phpError := htmlPage("<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function get_header() in /srv/www/single.php:12\nStack trace:\n#0 {main}\n  thrown in <b>/srv/www/single.php</b> on line <b>12</b><br />")
	later := func(after time.Duration) []visit { return []visit{{}, {after: after, scheduled: true}} }
	play(t, []webCase{
		named("forbidden at first", one(inTurn{code(403), tale(1)}, twice, clippings(1))),
		named("empty at first", one(inTurn{htmlPage(""), tale(1)}, twice, clippings(1))),
		named("500 at first", one(inTurn{code(500), tale(1)}, twice, clippings(1))),
		named("a script shell at first", one(inTurn{shell, tale(1)}, twice, clippings(1))),
		named("a soft 404 at first", one(inTurn{soft, tale(1)}, twice, clippings(1))),
		named("a login at first", one(inTurn{login, tale(1)}, twice, clippings(1))),
		named("maintenance at first", one(inTurn{maintenance, tale(1)}, twice, clippings(1))),
		named("a fatal error of PHP at first", one(inTurn{phpError, tale(1)}, twice, clippings(1))),
		named("410 at first", one(inTurn{code(410), tale(1)}, twice, clippings(1))),
		named("a circle at first", one(inTurn{to(302, here+"/a-1"), tale(1)}, twice, clippings(1))),
		named("too many redirects to a login host", one(inTurn{to(302, "https://cdn.test/login"), tale(1)}, twice, clippings(1))),
		named("a PDF at first", one(inTurn{htmlPage("%PDF-1.4 "+noise(500)).with("Content-Type", "application/pdf"), tale(1)}, twice, clippings(1))),
		named("the daemon, after 20 minutes", one(inTurn{code(404), tale(1)}, later(20*time.Minute), clippings(1))),
		named("the daemon, a soft 404 after 70 minutes", one(inTurn{soft, tale(1)}, later(70*time.Minute), clippings(1))),
		named("within one visit: mended at the second request", one(does(func(a *ask) answer {
			if a.n == 1 {
				return code(404)
			}
			return tale(1)
		}), nil, clippings(1))),
		named("a dead page is not asked for ever", one(code(404), []visit{{}, {after: day, scheduled: true}, {after: day, scheduled: true}, {after: day, scheduled: true}}, clippings(0), requests("/a-1", 1, 6))),
		{name: "Last-Modified of 1970 and 304 to whoever asks by it", outlet: fed(), visits: thrice, answer: serving(does(func(a *ask) answer {
			if a.header.Get("If-Modified-Since") != "" {
				return code(304)
			}
			return growing(a).with("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT")
		}), 3), want: []check{clippings(3)}},
		{name: "a tag that never changes", outlet: fed(), visits: []visit{{}, {after: 2 * time.Hour, scheduled: true}, {after: 25 * time.Hour, scheduled: true}}, answer: serving(does(func(a *ask) answer {
			if a.header.Get("If-None-Match") != "" {
				return code(304)
			}
			return growing(a).with("ETag", `"abc"`)
		}), 3), want: []check{before(1), clippings(3), told("held-back")}},
		{name: "a date that never changes", outlet: fed(), visits: []visit{{}, {after: 25 * time.Hour, scheduled: true}}, answer: serving(does(func(a *ask) answer {
			if a.header.Get("If-Modified-Since") != "" {
				return code(304)
			}
			return growing(a).with("Last-Modified", gmt(ago(3*day)))
		}), 3), want: []check{clippings(2)}},
		{name: "a weak tag of gzip", outlet: fed(), visits: thrice, answer: serving(does(func(a *ask) answer {
			tag := fmt.Sprintf(`W/"v%d-gzip"`, a.visit)
			if a.header.Get("If-None-Match") == tag {
				return code(304).with("ETag", tag)
			}
			return growing(a).with("ETag", tag)
		}), 3), want: []check{clippings(3)}},
		{name: "a tag without quotes that stays", outlet: fed(), visits: thrice, answer: serving(does(func(a *ask) answer {
			if a.header.Get("If-None-Match") == "0" {
				return code(304)
			}
			return growing(a).with("ETag", "0")
		}), 3), want: []check{clippings(3)}},
		{name: "a tag of two quotes, weak", outlet: fed(), visits: thrice, answer: serving(does(func(a *ask) answer {
			if a.header.Get("If-None-Match") != "" {
				return code(304)
			}
			return growing(a).with("ETag", `W/""`)
		}), 3), want: []check{clippings(3)}},
		{name: "a date an hour ahead", outlet: fed(), visits: thrice, answer: serving(does(func(a *ask) answer {
			if a.header.Get("If-Modified-Since") != "" {
				return code(304)
			}
			return growing(a).with("Last-Modified", gmt(a.at.Add(time.Hour))).with("Date", gmt(a.at))
		}), 3), want: []check{clippings(3)}},
		{name: "a date of 0001", outlet: fed(), visits: thrice, answer: serving(does(func(a *ask) answer {
			if a.header.Get("If-Modified-Since") != "" {
				return code(304)
			}
			return growing(a).with("Last-Modified", "Mon, 01 Jan 0001 00:00:00 GMT")
		}), 3), want: []check{clippings(3)}},
		{name: "200 with the error page of a proxy, and its tag", outlet: fed(), visits: thrice, answer: serving(inTurn{
			htmlPage("<html><head><title>502 Bad Gateway</title></head><body><h1>Bad gateway</h1></body></html>").with("ETag", `"e"`),
			does(func(a *ask) answer {
				if a.header.Get("If-None-Match") == `"e"` {
					return code(304)
				}
				return feed(rss(nth(1)))
			}), feed(rss(nth(2), nth(1)))}, 2), want: []check{clippings(2)}},
		{name: "Atom stamps updated at each request", outlet: fed(), visits: thrice, answer: tales(20).plus(site{"/feed": does(func(a *ask) answer {
			var entries []string
			for i := 1; i <= 20; i++ {
				entries = append(entries, fmt.Sprintf(`<title>%s</title><link href="%s/a-%d"/><id>u%d</id><published>%s</published><updated>%s</updated>`, numbered(i), here, i, i, iso(ago(2*time.Hour)), iso(a.at)))
			}
			return atom(atomFeed(entries...))
		})}), want: []check{clippings(20), requests("/a-", 20, 22)}},
		{name: "pubDate is the hour of the request", outlet: fed(), visits: thrice, answer: tales(20).plus(site{"/feed": does(func(a *ask) answer {
			var items []string
			for i := 1; i <= 20; i++ {
				items = append(items, item(numbered(i), fmt.Sprintf("%s/a-%d", here, i), pub(a.at)))
			}
			return feed(rss(items...))
		})}), want: []check{clippings(20), requests("/a-", 20, 22)}},
		{name: "a sitemap stamps lastmod, and one page changes", outlet: newsMapped(), visits: []visit{{}, {after: time.Hour}, {after: time.Hour}, {after: time.Hour}}, answer: tales(5).plus(site{
			"/sitemap.xml": does(func(a *ask) answer {
				var urls [][2]string
				for i := range 5 {
					urls = append(urls, [2]string{here + "/a-" + itoa(i+1), lastmod(a.at)})
				}
				return xml(urlset(urls...))
			}),
		}), want: []check{clippings(5), requests("/a-", 5, 12), version(1)}},
		{name: "the excerpt in the feed", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{feed(rss(item("Titre", here+"/a-1", pub(ago(time.Hour)), "<description>Deux blessés.</description>"))), feed(rss(item("Titre", here+"/a-1", pub(ago(time.Hour)), "<description>Trois blessés, dont un enfant.</description>")))},
			"/a-1":  inTurn{story{title: "Titre de la note"}, story{title: "Titre de la note", lines: []string{"Trois blessés, dont un enfant, ont été conduits à l'hôpital de la province dans la soirée de lundi."}}},
		}, want: []check{clippings(1), version(2)}},
		{name: "the text in content:encoded", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{feed(rss(item("Titre", here+"/a-1", pub(ago(time.Hour)), encoded(passage())))), feed(rss(item("Titre", here+"/a-1", pub(ago(time.Hour)), encoded(passage()+"<p>Rectificatif : la dépense est de neuf millions.</p>"))))},
			"/a-1":  inTurn{story{title: "Titre de la note"}, story{title: "Titre de la note", lines: append(noMatter(), "Rectificatif : la dépense est de neuf millions.")}},
		}, want: []check{clippings(1), version(2)}},
		{name: "updated rises though the clock of the outlet is behind", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{revisedAt("/a-1", "T", ago(9*time.Hour)), revisedAt("/a-1", "T", ago(3*time.Hour))},
			"/a-1":  inTurn{story{title: "Titre de la note"}, story{title: "Titre de la note", lines: []string{"Le texte a été revu de fond en comble par la rédaction, qui s'en explique en bas de page."}}},
		}, want: []check{version(2)}},
		{name: "a lastmod of a day alone, edited in the evening", outlet: mapped(), visits: []visit{{}, {after: 7 * time.Hour}}, answer: site{
			"/sitemap.xml": xml(urlset([2]string{here + "/a-1", "<lastmod>2026-11-25</lastmod>"})),
			"/a-1":         inTurn{story{title: "Titre de la note"}, story{title: "Titre de la note, complétée"}},
		}, want: []check{version(2)}},
		{name: "the edit adds a sentence behind Mise à jour", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{revisedAt("/a-1", "T", ago(5*time.Hour)), revisedAt("/a-1", "T", today.Add(4*time.Second))},
			"/a-1":  inTurn{story{title: "Titre de la note"}, story{title: "Titre de la note", lines: append(noMatter(), "Mise à jour : le bilan est de quatre morts et de neuf blessés, selon la gendarmerie.")}},
		}, want: []check{version(2)}},
		{name: "only a counter of readers changes", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{revisedAt("/a-1", "T", ago(5*time.Hour)), revisedAt("/a-1", "T", today.Add(4*time.Second))},
			"/a-1":  inTurn{story{title: "Titre de la note", after: `<div class="views">12 lectures</div>`}, story{title: "Titre de la note", after: `<div class="views">480 lectures</div>`}},
		}, want: []check{clippings(1), version(1)}},
	})
}
