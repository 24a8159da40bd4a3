package webcases

import (
	"strings"
	"testing"
	"time"
)

// whole is the text of a story as feeds carry it.
func whole() string {
	return "<content:encoded><![CDATA[<p>" + strings.Join(noMatter(), "</p><p>") + "</p><p>La note du greffe porte " + theWord + ".</p>]]></content:encoded>"
}

// The text that a feed carries whole is kept when the page is not to be had.
func TestTheTextThatAFeedCarries(t *testing.T) {
	play(t, []webCase{
		{name: "the page is a challenge", outlet: fed(), answer: site{
			"/feed": feed(rss(nth(1, whole()))),
			"/a-1":  reply{status: 403, body: "<title>Just a moment...</title>"}.with("cf-mitigated", "challenge"),
		}, want: []check{clippings(1)}, wrong: true},
		{name: "the page is not there", outlet: fed(), answer: site{
			"/feed": feed(rss(item(numbered(1), here+"/a-1", pub(ago(5*time.Hour)), whole()))),
		}, want: []check{clippings(1)}, wrong: true},
		{name: "robots.txt closes the page", outlet: fed(), answer: tales(1).plus(site{
			"/feed": feed(rss(nth(1, whole()))), "/robots.txt": text("User-agent: *\nDisallow: /a-\n"),
		}), want: []check{clippings(1), never("/a-1")}, wrong: true},
	})
}
