package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/internal/monitor"
)

// What bears one name by mistake stays apart.
func TestOneNameForTwoArticles(t *testing.T) {
	lavoir, tannerie := story{title: "Le lavoir sera couvert avant l'hiver"}, story{title: "La tannerie change de mains"}
	named := func(s story, canonical string) story { s.canonical = canonical; return s }
	play(t, []webCase{
		{name: "a template that was not filled in", outlet: fed(), answer: two("/lavoir", "/tannerie", named(lavoir, here+"/undefined"), named(tannerie, here+"/undefined")), want: []check{clippings(2)}},
		{name: "the address of the other, which comes second", outlet: fed(), answer: two("/tannerie", "/lavoir", named(tannerie, here+"/lavoir"), named(lavoir, here+"/lavoir")), want: []check{clippings(2)}},
		{name: "the address of a longer title", outlet: fed(), answer: two("/jeune", "/jeune-et-sucre",
			story{title: "Ramadan : conseils du pharmacien aux jeûneurs", canonical: here + "/jeune", lines: other()},
			story{title: "Ramadan : conseils du pharmacien aux jeûneurs diabétiques", canonical: here + "/jeune", lines: third()}), want: []check{clippings(2)}},
		{name: "guids that count anew at each visit", outlet: fed(), visits: []visit{{}, {after: day}}, answer: site{
			"/feed": inTurn{
				feed(rss(item("Un", here+"/lavoir", pub(ago(5*time.Hour)), guid("1")))),
				feed(rss(item("Deux", here+"/tannerie", pub(today.Add(20*time.Hour)), guid("1")))),
			},
			"/lavoir": lavoir, "/tannerie": tannerie,
		}, want: []check{clippings(2)}},
		{name: "guids that count anew, without dates", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Un", here+"/lavoir", guid("1")))),
				feed(rss(item("Deux", here+"/tannerie", guid("1")))),
			},
			"/lavoir": lavoir, "/tannerie": tannerie,
		}, want: []check{clippings(2)}},
		{name: "guids that count anew, and the titles have a word in common", outlet: fed(), visits: []visit{{}, {after: 3 * time.Hour}}, answer: site{
			"/feed": inTurn{
				feed(rss(item("Un", here+"/lavoir", pub(ago(time.Hour)), guid("1")))),
				feed(rss(item("Deux", here+"/lavoir-ferme", pub(today.Add(2*time.Hour)), guid("1")))),
			},
			"/lavoir": lavoir, "/lavoir-ferme": story{title: "Un lavoir de plus, au faubourg"},
		}, want: []check{clippings(2)}},
		{name: "two entries of Atom with one id", outlet: fed(), answer: site{
			"/feed": atom(atomFeed(
				`<title>Un</title><id>urn:x</id><link href="`+here+`/lavoir"/><updated>`+iso(ago(time.Hour))+`</updated>`,
				`<title>Deux</title><id>urn:x</id><link href="`+here+`/tannerie"/><updated>`+iso(ago(2*time.Hour))+`</updated>`)),
			"/lavoir": lavoir, "/tannerie": tannerie,
		}, want: []check{clippings(2)}},
		{name: "JSON Feed with one id for all", outlet: fed(), answer: site{
			"/feed":   jsonText(`{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"0","url":"` + here + `/lavoir","title":"Un"},{"id":"0","url":"` + here + `/tannerie","title":"Deux"}]}`),
			"/lavoir": lavoir, "/tannerie": tannerie,
		}, want: []check{clippings(2)}},
		{name: "a day of the same column, each with its own address", outlet: fed(), visits: []visit{{}, {after: day}}, answer: site{
			"/feed": inTurn{
				feed(rss(item("Kiosque", here+"/kiosque-1", pub(ago(5*time.Hour)), guid("kiosque")))),
				feed(rss(item("Kiosque", here+"/kiosque-2", pub(today.Add(20*time.Hour)), guid("kiosque")))),
			},
			"/kiosque-1": story{title: "Les titres de la presse du matin", lines: other()}, "/kiosque-2": story{title: "Les titres de la presse du matin", lines: third()},
		}, want: []check{clippings(2)}},
		{name: "an address that was dropped goes on to another article, and is told", outlet: fed(), answer: site{
			"/feed":   feed(rss(item("Le lavoir sera couvert", here+"/lavoir", pub(ago(time.Hour))), item("Une foire aux ânes", here+"/foire", pub(ago(2*time.Hour))))),
			"/lavoir": lavoir,
			"/foire":  to(301, here+"/lavoir"),
		}, want: []check{clippings(1), told("/foire", `"double":1`)}},
	})
}

// One article under two names is one.
func TestTwoNamesForOneArticle(t *testing.T) {
	lavoir := story{title: "Le lavoir sera couvert avant l'hiver"}
	pair := func(a, b string) site {
		return site{
			"/feed": feed(rss(item("Lavoir", strings.ReplaceAll(a, "&", "&amp;"), pub(ago(time.Hour))), item("Lavoir", strings.ReplaceAll(b, "&", "&amp;"), pub(ago(2*time.Hour))))),
			"*":     does(func(*ask) answer { return lavoir }),
		}
	}
	arc := fed()
	arc.Profile = sada.Arc
	ruled := fed()
	ruled.Rules.ID = `-(\d{6,8})\.html$`
	play(t, []webCase{
		{name: "two slashes", outlet: fed(), answer: pair(here+"/ville/lavoir", here+"//ville//lavoir"), want: []check{clippings(1)}},
		{name: "the index file", outlet: fed(), answer: pair(here+"/ville/lavoir/", here+"/ville/lavoir/index.html"), want: []check{clippings(1)}},
		{name: "a number against caches", outlet: fed(), answer: pair(here+"/lavoir?_=1764081000123", here+"/lavoir?_=1764081000456"), want: []check{clippings(1)}},
		{name: "a moment against caches", outlet: fed(), answer: pair(here+"/lavoir?ts=1764081000", here+"/lavoir?ts=1764081999"), want: []check{clippings(1)}},
		{name: "tracking escaped twice", outlet: fed(), answer: pair(here+"/lavoir?id=7", here+"/lavoir?id=7&amp;utm_source=rss&amp;utm_medium=feed"), want: []check{clippings(1)}},
		{name: "AMP at the end of the slug", outlet: fed(), answer: pair(here+"/lavoir.html", here+"/lavoir-amp.html"), want: []check{clippings(1)}},
		{name: "the mobile host, without a canonical", outlet: fed(), answer: pair(here+"/lavoir", "https://m.journal.test/lavoir"), want: []check{clippings(1)}},
		{name: "the mobile host first, without a canonical", outlet: fed(), answer: pair("https://m.journal.test/lavoir", here+"/lavoir"), want: []check{clippings(1)}},
		{name: "a blog's mobile form", outlet: fed(), answer: pair(here+"/2026/11/lavoir.html?m=1", here+"/2026/11/lavoir.html"), want: []check{clippings(1)}},
		{name: "two outlets lead to it by two addresses", outlet: fed(), set: func(s *monitor.Settings) {
			second := fed()
			second.ID, second.Endpoints = "second", []sada.Endpoint{at(sada.Feed, "/feed2")}
			s.Sources = append(s.Sources, second)
		}, answer: site{
			"/feed":  feed(rss(item("Lavoir", here+"/lavoir", pub(ago(time.Hour))))),
			"/feed2": feed(rss(item("Lavoir", "https://amp.journal.test/lavoir", pub(ago(time.Hour))))),
			"*":      does(func(*ask) answer { return story{title: lavoir.title, canonical: here + "/lavoir"} }),
		}, want: []check{clippings(1), articles(1)}},
		{name: "the slug is corrected and Arc's id stays", outlet: arc, visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Lavoir", here+"/ville/lavoir_QWERTYUIOPASDFGHJKLZXCVB23/", pub(ago(time.Hour))))),
				feed(rss(item("Lavoir", here+"/ville/le-lavoir-couvert_QWERTYUIOPASDFGHJKLZXCVB23/", pub(ago(time.Hour))))),
			},
			"*": does(func(*ask) answer { return lavoir }),
		}, want: []check{clippings(1), articles(1), requests("/ville/", 1, 1)}},
		{name: "the slug is corrected and the id of the rules stays", outlet: ruled, visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Lavoir", here+"/lavoir-518234.html", pub(ago(time.Hour))), item("Lavoir 2026", here+"/budget-2026.html", pub(ago(time.Hour))))),
				feed(rss(item("Lavoir", here+"/lavoir-couvert-518234.html", pub(ago(time.Hour))), item("Foire 2026", here+"/foire-2026.html", pub(ago(time.Hour))))),
			},
			"/lavoir-518234.html": lavoir, "/lavoir-couvert-518234.html": lavoir,
			"/budget-2026.html": story{title: "Le budget 2026 est voté"}, "/foire-2026.html": story{title: "La foire 2026 est annulée"},
		}, want: []check{clippings(3), articles(3)}},
		{name: "the short link stays, the old address is gone", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Premier titre de l'enquête", here+"/premier-titre/", pub(ago(3*time.Hour))))),
				feed(rss(item("Second titre de l'enquête", here+"/second-titre/", pub(ago(3*time.Hour))))),
			},
			"/premier-titre/": inTurn{story{title: "Premier titre de l'enquête", head: fmt.Sprintf(`<link rel="shortlink" href="%s/?p=4711">`, here)}, nil},
			"/second-titre/":  story{title: "Second titre de l'enquête", head: fmt.Sprintf(`<link rel="shortlink" href="%s/?p=4711">`, here)},
		}, want: []check{clippings(1), articles(1), version(2), told(`"double":1`)}},
		{name: "the new address still calls itself by the old one", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Lavoir", here+"/lavoir", pub(ago(3*time.Hour)), guid("88")))),
				feed(rss(item("Lavoir", here+"/lavoir-couvert", pub(ago(3*time.Hour)), guid("88")))),
			},
			"/lavoir":         inTurn{story{title: lavoir.title, canonical: here + "/lavoir"}, nil},
			"/lavoir-couvert": story{title: "Le lavoir est couvert avant l'hiver, et repeint", canonical: here + "/lavoir"},
		}, want: []check{clippings(1), articles(1), version(2)}},
		{name: "the REST collection gives another link for one guid", outlet: wordpress(at(sada.REST, "/wp-json/wp/v2/posts")), visits: twice, answer: site{
			"*": does(func(a *ask) answer {
				slug := []string{"urgent", "lavoir-couvert"}[min(a.visit, 2)-1]
				switch {
				case strings.HasPrefix(a.path, "/wp-json/wp/v2/posts"):
					return jsonText(fmt.Sprintf(`[{"id":88,"date_gmt":"2026-11-25T10:00:00","modified_gmt":"2026-11-25T1%d:00:00","guid":{"rendered":"%s/?p=88"},"link":"%s/%s/","title":{"rendered":"%s"}}]`, a.visit, here, here, slug, slug))
				case a.path == "/"+slug+"/":
					return story{title: strings.ToUpper(slug[:1]) + slug[1:], lines: [][]string{other(), third()}[min(a.visit, 2)-1]}
				}
				return nil
			}),
		}, want: []check{clippings(1), articles(1), version(2)}},
	})
}
