package webcases

import (
	"testing"
	"unicode/utf16"

	"sada"
)

// robots.txt comes in every form, and is obeyed in every one.
func TestRobotsIsReadInEveryForm(t *testing.T) {
	private := story{title: "La page close de la pépinière"}
	with := func(robots answer) site {
		return site{
			"/feed": feed(rss(nth(1), item(numbered(2), here+"/prive/a-2", pub(ago(2*day))))),
			"/a-1":  tale(1), "/prive/a-2": private, "/robots.txt": robots,
		}
	}
	wide := "\xff\xfe"
	for _, u := range utf16.Encode([]rune("User-agent: *\nDisallow: /prive/\n")) {
		wide += string([]byte{byte(u), byte(u >> 8)})
	}
	const closing = "User-agent: *\nDisallow: /prive/\n"
	closedArabic := "/%D8%B3%D8%B1%D9%8A/a-2"
	shut := []check{clippings(1), never("/prive/"), leftOut(sada.ReasonRobots, 1)}
	play(t, []webCase{
		{name: "UTF-16", outlet: fed(), answer: with(text(wide)), want: shut},
		{name: "line ends of CR alone", outlet: fed(), answer: with(text("User-agent: *\rDisallow: /prive/\r")), want: shut},
		{name: "a blank line between agent and rule", outlet: fed(), answer: with(text("User-agent: sada\n\nDisallow: /prive/\n")), want: shut},
		{name: "an HTML page", outlet: fed(), answer: with(htmlPage("<!DOCTYPE html><html><body>Disallow: /prive/</body></html>")), want: []check{clippings(2)}},
		{name: "a rule that is a whole address", outlet: fed(), answer: with(text("User-agent: *\nDisallow: https://journal.test/prive/\n")), want: []check{clippings(2)}},
		{name: "our group says no rule, that of all closes", outlet: fed(), answer: with(text(closing + "\nUser-agent: sada\nCrawl-delay: 0.01\n")), want: []check{clippings(2)}},
		{name: "a delay between two agents", outlet: fed(), answer: with(text("User-agent: autre\nCrawl-delay: 1\n" + closing)), want: shut},
		{name: "moved to the www host", outlet: fed(), answer: with(nil).plus(site{
			"journal.test/robots.txt":     to(301, "https://www.journal.test/robots.txt"),
			"www.journal.test/robots.txt": text(closing),
		}), want: shut},
		{name: "sent to the home", outlet: fed(), answer: with(to(302, here+"/")).plus(site{"/": frontPage()}), want: []check{clippings(2)}},
		{name: "status 500", outlet: fed(), answer: with(reply{status: 500, body: "no"}), want: []check{clippings(0), never("/feed"), told("robots.txt")}},
		{name: "an Arabic path in letters", outlet: fed(), answer: site{
			"/feed": feed(rss(nth(1), item(numbered(2), here+closedArabic, pub(ago(2*day))))),
			"/a-1":  tale(1), closedArabic: private, "/robots.txt": text("User-agent: *\nDisallow: /سري/\n"),
		}, want: []check{clippings(1), never(closedArabic)}},
	})
}
