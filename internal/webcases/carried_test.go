package webcases

import (
	"strings"
	"testing"
	"time"

	"sada"
)

// passage is the text of a story as feeds carry it, in HTML.
func passage() string {
	return "<p>" + strings.Join(noMatter(), "</p><p>") + "</p><p>La note du greffe porte " + theWord + ".</p>"
}

// encoded carries a text as content:encoded.
func encoded(s string) string { return "<content:encoded><![CDATA[" + s + "]]></content:encoded>" }

// The text that a feed carries whole is kept when the page is not to be had.
func TestTheTextThatAFeedCarriesIsKept(t *testing.T) {
	old := item(numbered(1), here+"/a-1", pub(ago(5*time.Hour)))
	challenged := reply{status: 403, body: "<title>Just a moment...</title>"}.with("cf-mitigated", "challenge")
	carrying := func(more string, page answer) site {
		return site{"/feed": feed(rss(old + more)), "/a-1": page}
	}
	jsonFeed := jsonText(`{"version":"https://jsonfeed.org/version/1.1","title":"Journal","items":[{"id":"1","url":"` + here + `/a-1","title":"Le semis",` +
		`"date_published":"` + iso(ago(time.Hour)) + `","content_html":"` + passage() + `"}]}`)
	rest := jsonText(`[{"id":1,"date_gmt":"2026-11-25T10:00:00","link":"` + here + `/a-1","title":{"rendered":"Le semis"},"content":{"rendered":"` + passage() + `"}}]`)
	play(t, []webCase{
		{name: "the page is a challenge", outlet: fed(), answer: carrying(encoded(passage()), challenged),
			want: []check{clippings(1), byFeed(1, sada.ReasonChallenge), requests("/a-1", 1, 2)}},
		{name: "the page is forbidden", outlet: fed(), answer: carrying(encoded(passage()), code(403)), want: []check{clippings(1), byFeed(1, sada.ReasonRefused)}},
		{name: "the page is not there", outlet: fed(), answer: carrying(encoded(passage()), nil), want: []check{clippings(1), byFeed(1, sada.ReasonGone), leftOut(sada.ReasonGone, 0)}},
		{name: "robots.txt closes the page", outlet: fed(), answer: carrying(encoded(passage()), tale(1)).plus(site{
			"/robots.txt": text("User-agent: *\nDisallow: /a-\n"),
		}), want: []check{clippings(1), never("/a-1"), byFeed(1, sada.ReasonRobots), leftOut(sada.ReasonRobots, 0)}},
		{name: "the page asks for a password", outlet: fed(), answer: carrying(encoded(passage()), htmlPage(
			`<html><head><title>Connexion</title></head><body><form><h1>Connexion</h1><input type="email"><input type="password"><button>Se connecter</button></form></body></html>`)),
			want: []check{clippings(1), byFeed(1, sada.ReasonLogin)}},
		{name: "the page is the home", outlet: fed(), answer: carrying(encoded(passage()), to(302, here+"/")).plus(site{"/": frontPage()}), want: []check{clippings(1), byFeed(1, sada.ReasonSection)}},
		{name: "Atom carries it", outlet: fed(), answer: site{
			"/feed": atom(atomFeed(`<title>Le semis</title><link href="` + here + `/a-1"/><id>u</id><updated>` + iso(ago(time.Hour)) + `</updated><content type="html"><![CDATA[` + passage() + `]]></content>`)),
		}, want: []check{clippings(1), byFeed(1, sada.ReasonGone)}},
		{name: "a JSON Feed carries it", outlet: fed(), answer: site{"/feed": jsonFeed}, want: []check{clippings(1), byFeed(1, sada.ReasonGone)}},
		{name: "a list of WordPress carries it", outlet: journal(at(sada.REST, "/wp-json/wp/v2/posts")), answer: site{"/wp-json/wp/v2/posts": rest}, want: []check{clippings(1), byFeed(1, sada.ReasonGone)}},
		{name: "a summary is no text", outlet: fed(), answer: carrying("<description><![CDATA["+passage()+"]]></description>", code(404)), want: []check{clippings(0)}},
		{name: "an extract is no text", outlet: fed(), answer: carrying(encoded("<p>La note porte "+theWord+", "+strings.Join(noMatter(), " ")+" […]</p>"), code(404)), want: []check{clippings(0)}},
		{name: "a few lines are no text", outlet: fed(), answer: carrying(encoded("<p>"+noMatter()[0]+" La note porte "+theWord+".</p>"), code(404)), want: []check{clippings(0)}},
		{name: "the page is well", outlet: fed(), answer: carrying(encoded(passage()), tale(1)), want: []check{clippings(1), byFeed(0, "")}},
	})
}

// The page of a text that a feed carried is tried on, and speaks when it comes.
func TestThePageOfACarriedTextIsTriedOn(t *testing.T) {
	items := feed(rss(item(numbered(1), here+"/a-1", pub(ago(5*time.Hour)), encoded(passage()))))
	again := story{title: numbered(1), lines: append(noMatter(), "La note du greffe porte "+theWord+".")}
	later := []visit{{}, {after: 2 * time.Hour}}
	play(t, []webCase{
		{name: "it says more", outlet: fed(), visits: later, answer: site{"/feed": items, "/a-1": inTurn{code(403), tale(1)}},
			want: []check{clippings(1), articles(1), version(2), byFeed(0, "")}},
		{name: "it says the same", outlet: fed(), visits: later, answer: site{"/feed": items, "/a-1": inTurn{code(403), bare(again)}},
			want: []check{clippings(1), articles(1), version(1), byTheFeedSeen}},
		{name: "it stays closed", outlet: fed(), visits: later, answer: site{"/feed": items, "/a-1": code(403)},
			want: []check{clippings(1), articles(1), version(1), byFeed(1, sada.ReasonRefused), requests("/a-1", 2, 4)}},
		{name: "it is refused for another reason", outlet: fed(), visits: later, answer: site{"/feed": items, "/a-1": inTurn{code(403), code(401).with("Server", "cloudflare").with("cf-mitigated", "challenge")}},
			want: []check{clippings(1), version(1), byFeed(1, sada.ReasonChallenge)}},
		{name: "a host that is down for now is waited for", outlet: fed(), answer: site{"/feed": items, "/a-1": code(500)},
			want: []check{clippings(0)}},
		{name: "a host that stays down is not waited for for ever", outlet: fed(), visits: []visit{{}, {after: time.Hour}, {after: 3 * time.Hour}, {after: 6 * time.Hour}},
			answer: site{"/feed": items, "/a-1": code(500)}, want: []check{clippings(1), byFeed(1, sada.ReasonServer)}},
		{name: "a host that refuses every page is not asked for each", outlet: fed(), visits: []visit{{}, {after: 10 * time.Minute, scheduled: true}}, answer: site{
			"/feed": does(func(a *ask) answer {
				var items []string
				for i := 1; i <= 8+4*a.visit; i++ {
					items = append(items, nth(i, encoded(passage())))
				}
				return feed(rss(items...))
			}),
			"*": code(403),
		}, want: []check{before(12), clippings(16), byFeed(16, sada.ReasonRefused), requests("/a-", 3, 9)}},
		{name: "the page was there and goes", outlet: fed(), visits: later, answer: site{
			"/feed": inTurn{items, feed(rss(item(numbered(1)+" encore", here+"/a-1", pub(ago(5*time.Hour)), encoded(passage()))))},
			"/a-1":  inTurn{tale(1), code(410)},
		}, want: []check{clippings(1), version(1), byFeed(0, "")}},
	})
}

// bare is a story without the paragraph of its own.
func bare(s story) answer {
	return htmlPage(strings.Replace(s.page(), "<p>"+s.last()+"</p>", "", 1))
}

// byTheFeedSeen wants that the text is the feed's, and that its page was seen to
// say so.
func byTheFeedSeen(o *outcome) string {
	c := o.clippings[0]
	if c.Capture.By != sada.ByFeed || c.PageRefused != nil || o.row.ByFeed != 0 {
		return "capture by " + c.Capture.By + ", and the page counts as refused"
	}
	return ""
}
