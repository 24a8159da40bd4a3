package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"sada"
)

const theGazette = "https://gazette.test"

// gazette is another outlet, that signs with another host.
func gazette(endpoints ...sada.Endpoint) sada.Source {
	s := journal(endpoints...)
	s.Home = theGazette + "/"
	return s
}

// fil is its feed.
func fil() sada.Endpoint { return sada.Endpoint{Kind: sada.Feed, URL: theGazette + "/fil.xml"} }

// gazettes lists its hosts.
func gazettes() []string {
	return []string{"gazette.test", "www.gazette.test", "edition.gazette.test", "nouvelle-gazette.test"}
}

// dispatch is an item of it.
func dispatch(title, path string, age time.Duration, more ...string) string {
	return item(title, theGazette+path, append([]string{pub(ago(age))}, more...)...)
}

// dike and market are two stories that have nothing in common.
func dike() story {
	return story{title: "La digue du lac sera relevée", lines: []string{
		"Les ingénieurs ont sondé la vase pendant onze jours avant de rendre leur plan au gouverneur.",
		"Soixante ouvriers poseront les blocs de granit que des barges amèneront depuis la carrière.", "Le chantier s'achèvera quand les eaux monteront, vers la fin de février, si le gel ne l'arrête pas."}}
}

func market() story {
	return story{title: "Le marché aux fleurs change de place", lines: []string{
		"Trente-deux marchandes quitteront la rue des Tanneurs pour l'esplanade, que la commune a fait paver.",
		"Leurs étals, peints en vert, seront tirés au sort dimanche devant le notaire du quartier.", "Une fontaine sera remise en eau afin que les bouquets tiennent jusqu'au soir, même en été."}}
}

// A clock that goes wrong and is set right, on either side.
func TestAClockThatWasWrongCostsNothing(t *testing.T) {
	once := func(page answer) site {
		return site{"/fil.xml": feed(rss(item("La digue du lac", theGazette+"/digue"))), "/digue": page}
	}
	play(t, []webCase{
		{name: "an edit after our clock was set back", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: -40 * time.Minute}},
			answer: site{"/fil.xml": inTurn{feed(rss(dispatch(dike().title, "/digue", time.Hour))), feed(rss(dispatch("La digue du lac ne sera pas relevée", "/digue", time.Hour)))},
				"/digue": inTurn{dike(), story{title: "La digue du lac ne sera pas relevée", lines: market().lines}}}, want: []check{articles(1), version(2)}},
		{name: "Retry-After of a year to come", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: -365 * day}},
			answer: site{"/fil.xml": inTurn{code(503).with("Retry-After", "600"), feed(rss(item(dike().title, theGazette+"/digue")))}, "/digue": dike()}, want: []check{clippings(1)}},
		{name: "a bad page of a year to come", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: -365 * day}}, answer: once(inTurn{code(404), dike()}), want: []check{clippings(1)}},
		{name: "a busy page after we were away for 40 days", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 40 * day}, {after: 10 * time.Minute}},
			answer: once(inTurn{code(503), code(503), dike()}), want: []check{clippings(1)}},
	})
}

// What a redirect leads to is not always what was asked for.
func TestADetourIsNoArticle(t *testing.T) {
	works := story{title: "Notre site fait peau neuve", silent: true, lines: []string{
		"Nos équipes techniques déplacent les machines vers une salle plus fraîche, ce qui prendra quelques heures encore.",
		"Les lecteurs retrouveront toutes les rubriques dès ce soir, avec une présentation que nous espérons plus claire.",
		"Nous remercions chacun de sa patience et répondons aux lettres comme à l'ordinaire, par la poste ou le téléphone."}}
	both := feed(rss(dispatch(dike().title, "/digue", time.Hour), dispatch(market().title, "/marche", 2*time.Hour)))
	away := to(302, theGazette+"/travaux")
	play(t, []webCase{
		{name: "all pages lead to a notice for a while", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 20 * time.Minute, scheduled: true}, {after: 7 * time.Hour}},
			answer: site{"/fil.xml": both, "/travaux": works, "/digue": inTurn{away, away, dike()}, "/marche": inTurn{away, away, market()}}, want: []check{addresses(theGazette+"/digue", theGazette+"/marche")}},
		{name: "one leads to the most read for a while", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 7 * time.Hour}},
			answer: site{"/fil.xml": both, "/digue": dike(), "/marche": inTurn{to(302, theGazette+"/digue"), market()}}, want: []check{addresses(theGazette+"/digue", theGazette+"/marche")}},
		{name: "the same from a sitemap without titles", outlet: gazette(sada.Endpoint{Kind: sada.Sitemap, URL: theGazette + "/plan.xml"}), hosts: gazettes(), visits: []visit{{}, {after: 7 * time.Hour}},
			answer: site{"/plan.xml": xml(urlset([2]string{theGazette + "/digue", lastmod(ago(time.Hour))}, [2]string{theGazette + "/marche", lastmod(ago(2 * time.Hour))})),
				"/digue": dike(), "/marche": inTurn{to(302, theGazette+"/digue"), market()}}, want: []check{addresses(theGazette+"/digue", theGazette+"/marche")}},
		{name: "a page that is the same at another host", outlet: gazette(fil()), hosts: gazettes(), visits: twice,
			answer: site{"/fil.xml": feed(rss(dispatch(dike().title, "/digue", time.Hour))), "gazette.test/digue": to(307, "https://edition.gazette.test/digue"), "edition.gazette.test/digue": dike()}, want: []check{clippings(1), articles(1)}},
		{name: "the plain port is shut", outlet: gazette(sada.Endpoint{Kind: sada.Feed, URL: "http://gazette.test/fil.xml"}), hosts: gazettes(),
			answer: does(func(a *ask) answer {
				if a.scheme == "http" {
					return raw("SSH-2.0-OpenSSH_9.9\r\n")
				}
				return site{"/fil.xml": feed(rss(dispatch(dike().title, "/digue", time.Hour))), "/digue": dike()}
			}), want: []check{clippings(1)}, wrong: true},
		{name: "an unpublished article leads home", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 2 * time.Hour}},
			answer: site{"/fil.xml": inTurn{feed(rss(dispatch(dike().title, "/digue", time.Hour))), feed(rss(dispatch("La digue : le démenti", "/digue", time.Hour)))},
				"/digue": inTurn{dike(), to(302, theGazette+"/")}, "/": frontPage()}, want: []check{clippings(1), version(1)}},
		{name: "behind a login at the second reading", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 2 * time.Hour}},
			answer: site{"/fil.xml": inTurn{feed(rss(dispatch(dike().title, "/digue", time.Hour))), feed(rss(dispatch("La digue : le démenti", "/digue", time.Hour)))},
				"/digue": inTurn{dike(), htmlPage(`<html><head><title>Se connecter</title></head><body><form><h1>Espace abonnés</h1><input type="email"><input type="password"><button>Entrer</button></form></body></html>`)}}, want: []check{clippings(1), version(1)}},
		{name: "a wait of two hours is kept", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 10 * time.Minute}, {after: 3 * time.Hour}},
			answer: site{"/fil.xml": inTurn{code(429).with("Retry-After", "7200"), nil, feed(rss(dispatch(dike().title, "/digue", time.Hour)))}, "/digue": dike()}, want: []check{clippings(1), requests("/fil.xml", 2, 2)}},
		{name: "a page asks to wait for an hour", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 10 * time.Minute}, {after: 2 * time.Hour}},
			answer: site{"/fil.xml": feed(rss(dispatch(dike().title, "/digue", time.Hour))), "/digue": inTurn{code(503).with("Retry-After", "3600"), nil, dike()}}, want: []check{clippings(1), requests("/digue", 2, 2)}},
	})
}

// Addresses that change and articles that do not.
func TestAnotherAddressOfTheGazette(t *testing.T) {
	numbered := func(path string) story { s := dike(); s.canonical = theGazette + "/n/88214"; s.title = path; return s }
	joomla := func(id int, more string) string {
		return fmt.Sprintf("/index.php?option=com_content&amp;view=article&amp;id=%d:avis&amp;catid=3%s", id, more)
	}
	bare := func(id int, more string) string { return strings.ReplaceAll(joomla(id, more), "&amp;", "&") }
	called := dike()
	called.canonical = theGazette + "/lire/5-avis"
	play(t, []webCase{
		{name: "all of it is rewritten at the same address", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: time.Hour}},
			answer: site{"/fil.xml": inTurn{feed(rss(dispatch(dike().title, "/direct", time.Hour, guid("x9")))), feed(rss(dispatch(market().title, "/direct", time.Minute, guid("x9"))))}, "/direct": inTurn{dike(), market()}}, want: []check{articles(1), version(2)}},
		{name: "the headline is in the address, the number is the canonical", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: time.Hour}},
			answer: site{"/fil.xml": inTurn{feed(rss(dispatch("La digue du lac sera relevée", "/la-digue-du-lac-88214", time.Hour))), feed(rss(dispatch("La digue du lac sera enfin relevée", "/la-digue-du-lac-enfin-88214", time.Hour)))},
				"/la-digue-du-lac-88214": numbered("La digue du lac sera relevée"), "/la-digue-du-lac-enfin-88214": numbered("La digue du lac sera enfin relevée")}, want: []check{articles(1)}},
		{name: "a live page by its fragments", outlet: gazette(fil()), hosts: gazettes(), answer: site{"/fil.xml": feed(rss(dispatch("9 h", "/direct#p1", time.Hour), dispatch("10 h", "/direct#p2", time.Minute))), "/direct": dike()}, want: []check{articles(1), clippings(1)}},
		{name: "xtor in the feed and none in the sitemap", outlet: gazette(fil(), sada.Endpoint{Kind: sada.Sitemap, URL: theGazette + "/plan.xml"}), hosts: gazettes(),
			answer: site{"/fil.xml": feed(rss(dispatch(dike().title, "/digue?xtor=RSS-16", time.Hour))), "/digue?xtor=RSS-16": dike(), "/digue": dike(), "/plan.xml": xml(urlset([2]string{theGazette + "/digue", lastmod(ago(time.Hour))}))}, want: []check{articles(1)}},
		{name: "now one host, now another, one canonical", outlet: gazette(fil()), hosts: gazettes(), visits: thrice,
			answer: site{"/fil.xml": inTurn{feed(rss(item(called.title, "https://edition.gazette.test/5", pub(ago(time.Hour))))), feed(rss(item(called.title, theGazette+"/5", pub(ago(time.Hour)))))}, "/5": called}, want: []check{articles(1)}},
		{name: "a port, a dot and capitals in the host", outlet: gazette(fil()), hosts: gazettes(), visits: twice,
			answer: site{"/fil.xml": inTurn{feed(rss(item(dike().title, "HTTPS://GAZETTE.test:443/digue", pub(ago(time.Hour))))), feed(rss(dispatch(dike().title, "/digue", time.Hour)))}, "/digue": dike()}, want: []check{articles(1)}},
		{name: "Joomla: two ids", outlet: gazette(fil()), hosts: gazettes(), answer: site{"/fil.xml": feed(rss(dispatch(dike().title, joomla(5, ""), time.Hour), dispatch(market().title, joomla(6, ""), time.Hour))), bare(5, ""): dike(), bare(6, ""): market()}, want: []check{clippings(2)}},
		{name: "Joomla: one id in two menus", outlet: gazette(fil()), hosts: gazettes(), answer: site{"/fil.xml": feed(rss(dispatch(dike().title, joomla(5, "&amp;Itemid=101"), time.Hour), dispatch(dike().title, joomla(5, "&amp;Itemid=7"), time.Hour))), bare(5, "&Itemid=101"): called, bare(5, "&Itemid=7"): called}, want: []check{articles(1)}},
	})
}

// Hosts that break on what is asked, and say of edits what is not so.
func TestTheGazetteAnswersOddly(t *testing.T) {
	list := func(n int) reply {
		items := []string{dispatch(dike().title, "/digue", time.Hour)}
		if n > 1 {
			items = append([]string{dispatch(market().title, "/marche", time.Minute)}, items...)
		}
		return feed(rss(items...)).with("ETag", fmt.Sprintf(`"v%d"`, n))
	}
	breaks := func(with answer) site {
		return site{"/digue": dike(), "/marche": market(), "/fil.xml": does(func(a *ask) answer {
			if a.header.Get("If-None-Match") != "" {
				return with
			}
			return list(a.visit)
		})}
	}
	quarter := []visit{{}, {after: 15 * time.Minute}, {after: 15 * time.Minute}}
	again := func(first, second string, pages ...answer) webCase {
		return webCase{outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 3 * time.Hour}}, answer: site{"/fil.xml": inTurn{feed(rss(first)), feed(rss(second))}, "/digue": inTurn(pages)}, want: []check{articles(1), version(2)}}
	}
	changed := dike()
	changed.lines = append(market().lines, dike().lines...)
	restored := again(dispatch(dike().title, "/digue", time.Hour, encoded("<p>"+strings.Join(dike().lines, "</p><p>")+"</p>")), dispatch(dike().title, "/digue", 2*time.Hour, encoded("<p>"+strings.Join(changed.lines, "</p><p>")+"</p>")), dike(), changed)
	restored.name = "an edit whose date goes back"
	far := again(item(dike().title, theGazette+"/digue", "<pubDate>"+rfc(ago(time.Hour))+"</pubDate><atom:updated>2099-01-01T00:00:00Z</atom:updated>"), item("La digue : correction", theGazette+"/digue", "<pubDate>"+rfc(ago(time.Hour))+"</pubDate><atom:updated>2099-01-01T00:00:00Z</atom:updated>"), dike(), changed)
	far.name = "an edit of what was changed in 2099"
	news := webCase{name: "an edit of the title in a news sitemap", outlet: gazette(sada.Endpoint{Kind: sada.NewsSitemap, URL: theGazette + "/actus.xml"}), hosts: gazettes(), visits: []visit{{}, {after: 3 * time.Hour}},
		answer: site{"/digue": inTurn{dike(), changed}, "/actus.xml": inTurn{xml(urlset([2]string{theGazette + "/digue", newsOf(ago(time.Hour), dike().title)})), xml(urlset([2]string{theGazette + "/digue", newsOf(ago(time.Hour), "La digue : correction")}))}}, want: []check{articles(1), version(2)}}
	play(t, []webCase{
		{name: "500 to whoever asks by a condition", outlet: gazette(fil()), hosts: gazettes(), visits: quarter, answer: breaks(code(500)), want: []check{clippings(2)}},
		{name: "412 to whoever asks by a condition", outlet: gazette(fil()), hosts: gazettes(), visits: quarter, answer: breaks(code(412)), want: []check{clippings(2)}},
		{name: "an empty 200 to whoever asks by a condition", outlet: gazette(fil()), hosts: gazettes(), visits: quarter, answer: breaks(feed("")), want: []check{clippings(2)}},
		{name: "an old copy comes back", outlet: gazette(fil()), hosts: gazettes(), visits: quarter, answer: site{"/digue": dike(), "/marche": market(), "/fil.xml": inTurn{list(2), list(1), list(2)}}, want: []check{clippings(2), version(1), requests("/digue", 1, 1)}},
		restored, far, news,
	})
}

// Feeds of the gazette's many programs.
func TestFeedsOfOtherPrograms(t *testing.T) {
	both := func(f answer) site { return site{"/fil.xml": f, "/digue": dike(), "/marche": market()} }
	arabic, err := charmap.Windows1256.NewEncoder().String(`<?xml version="1.0" encoding="windows-1256"?>` + rssRoot + channel("", dispatch("سد الوادي", "/digue", time.Hour)) + "</rss>")
	if err != nil {
		t.Fatal(err)
	}
	notice := "<br />\n<b>Notice</b>:  Undefined index: lang in <b>/srv/www/wp-content/plugins/x.php</b> on line <b>8</b><br />\n"
	rest := wordpress(sada.Endpoint{Kind: sada.REST, URL: theGazette + "/wp-json/wp/v2/posts?per_page=50"})
	rest.Home = theGazette + "/"
	c := func(name string, f answer, want ...check) webCase {
		return webCase{name: name, outlet: gazette(fil()), hosts: gazettes(), answer: both(f), want: want}
	}
	play(t, []webCase{
		c("windows-1256 sent as UTF-8", htmlPage(arabic).with("Content-Type", "text/xml; charset=utf-8"), clippings(1)),
		c("two documents one after the other", feed(rss(dispatch(dike().title, "/digue", time.Hour))+rss(dispatch(market().title, "/marche", time.Hour))), clippings(2)),
		c("JSON Feed with relative and outer addresses", jsonText(`{"version":"https://jsonfeed.org/version/1.1","title":"G","home_page_url":"https://gazette.test/","items":[{"id":"1","url":"/digue","title":"D"},{"id":"2","url":"https://gazette.test/marche","external_url":"https://tiers.test/x","title":"M"}]}`), clippings(2)),
		c("Atom by xml:base", atom(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://gazette.test/"><title>G</title><entry><title>D</title><link href="digue"/><id>1</id></entry><entry xml:base="/"><title>M</title><link rel="alternate" href="marche"/><id>2</id></entry></feed>`), clippings(2)),
		c("most items name no address", feed(rss(dispatch(dike().title, "/digue", time.Hour), "<title>A</title>", "<title>B</title>")), clippings(1), told("lost-items")),
		c("the link is empty, atom:link has it", feed(rss("<title>D</title><link></link><atom:link href=\"https://gazette.test/digue\"/>"+pub(ago(time.Hour)))), clippings(1)),
		c("a line break within the address", feed(rss("<title>D</title><link>\n\t<![CDATA[ https://gazette.test/di\n   gue ]]>\n</link>"+pub(ago(time.Hour)))), addresses(theGazette+"/digue")),
		c("RDF whose items only say what they are about", xml(`<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://gazette.test/"><title>G</title><link>https://gazette.test/</link></channel><item rdf:about="https://gazette.test/digue"><title>D</title><dc:date>`+iso(ago(time.Hour))+`</dc:date></item><item rdf:about="https://gazette.test/marche"><title>M</title></item></rdf:RDF>`), clippings(2)),
		{name: "a notice of PHP before the list", outlet: rest, hosts: gazettes(), answer: both(nil).plus(site{"/wp-json/wp/v2/posts?per_page=50": jsonText("\ufeff" + notice + `[{"id":1,"date_gmt":"2026-11-25T10:00:00","link":"https://gazette.test/digue","title":{"rendered":"D"}}]`)}), want: []check{clippings(1)}},
	})
}

// The gazette from its home, where it went, and when it wrote.
func TestTheGazetteFromItsHome(t *testing.T) {
	found := func(name, head, body, at string, f answer) webCase {
		return webCase{name: name, outlet: gazette(), hosts: gazettes(), answer: site{"/": front(head, body), at: f, "/digue": dike()}, want: []check{clippings(1)}}
	}
	list := feed(rss(dispatch(dike().title, "/digue", time.Hour)))
	mapOf := xml(urlset([2]string{theGazette + "/digue", lastmod(ago(time.Hour))}))
	dated := func(date, want string) webCase {
		return webCase{name: "dated " + date, outlet: gazette(fil()), hosts: gazettes(), answer: site{"/fil.xml": feed(rss(item(dike().title, theGazette+"/digue", "<pubDate>"+date+"</pubDate>"))), "/digue": dike()}, want: []check{clippings(1), instant(want)}}
	}
	onlyDay := dated("Tue,", "")
	onlyDay.want = []check{clippings(1), undated}
	typo := dated("Thu, 24 Nov 2062 10:15:00 +0000", "")
	typo.want = []check{clippings(1), notOf("2062")}
	play(t, []webCase{
		found("a base and a relative feed", `<base href="https://gazette.test/site/"><link rel="alternate" type="application/rss+xml" href="rss.xml">`, "", "/site/rss.xml", list),
		found("one address under two types", `<link rel="alternate" type="application/rdf+xml" href="/flux"><link rel="alternate" type="application/rss+xml" href="/flux">`, "", "/flux", list),
		found("capitals, a charset and blanks", "<LINK REL=\"ALTERNATE\" TYPE=\"Application/RSS+XML; charset=utf-8\" HREF=\" /flux\n\">", "", "/flux", list),
		found("a picture that says RSS", "", `<footer><a href="/flux.php?l=fr"><img src="/i.png" alt="RSS"></a></footer>`, "/flux.php?l=fr", list),
		{name: "a packed sitemap of robots.txt, written without host", outlet: gazette(), hosts: gazettes(), answer: site{"/": front("", ""), "/robots.txt": text("User-agent: *\nDisallow: /admin\n\nsitemap :  /plans/un.xml.gz  # tous\n"),
			"/plans/un.xml.gz": htmlPage(gzipped(mapOf.body)).with("Content-Type", "application/octet-stream"), "/digue": dike()}, want: []check{clippings(1)}},
		{name: "moved by 308, the old feed stands still", outlet: gazette(fil()), hosts: gazettes(), visits: []visit{{}, {after: 25 * time.Hour}, {after: 25 * time.Hour}}, answer: site{
			"gazette.test/": to(308, "https://nouvelle-gazette.test/"), "gazette.test/fil.xml": inTurn{list, to(301, "https://nouvelle-gazette.test/fil.xml")},
			"nouvelle-gazette.test/fil.xml": feed(rss(item(market().title, "https://nouvelle-gazette.test/marche", pub(ago(time.Minute))), item(dike().title, "https://nouvelle-gazette.test/digue", pub(ago(time.Hour))))),
			"nouvelle-gazette.test/":        front(`<link rel="alternate" type="application/rss+xml" href="/fil.xml">`, ""), "/digue": dike(), "/marche": market()}, want: []check{articles(2), opensWith("https://nouvelle-gazette.test")}},
		{name: "the home leads to a language", outlet: gazette(), hosts: gazettes(), visits: []visit{{}, {after: 25 * time.Hour}}, answer: site{"/": to(301, theGazette+"/fr/"), "/fr/": front(`<link rel="alternate" type="application/rss+xml" href="flux">`, ""), "/fr/flux": list, "/digue": dike()}, want: []check{clippings(1), noMove}},
		dated("Tue Nov 24 2026 11:15:00 GMT+0100 (heure normale d’Europe centrale)", "2026-11-24T10:15"), dated("026, 24 Nov 2026 10:15:00 +0000", "2026-11-24T10:15"), dated("2026-11-24T10:15", "2026-11-24T10:15"),
		dated("Tue, 24 Nov 2026 10:15:00 WET", "2026-11-24T10:15"), onlyDay, typo,
	})
}
