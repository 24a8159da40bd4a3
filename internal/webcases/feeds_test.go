package webcases

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"sada"
)

// gzipped is a text as gzip.
func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // into memory
	_ = w.Close()
	return b.String()
}

// serving is a site with a feed and the stories 1 to n.
func serving(f answer, n int) site { return tales(n).plus(site{"/feed": f}) }

// atomEntry is an Atom entry with links as they stand.
func atomEntry(links, id string) string {
	return "<title>T</title>" + links + "<id>" + id + "</id><updated>" + iso(ago(time.Hour)) + "</updated>"
}

// Where the address of an item stands differs from feed to feed.
func TestTheLinkOfAnItemIsFound(t *testing.T) {
	linked := func(link string) site { return serving(feed(rss("<title>T</title>"+link)), 1) }
	answering := func(link, path string) site {
		return site{"/feed": feed(rss("<title>T</title><link>" + link + "</link>")), path: story{title: "La pépinière reçoit ses visiteurs"}}
	}
	play(t, []webCase{
		{name: "Atom: replies, edit and self before alternate", outlet: fed(), answer: serving(atom(atomFeed(atomEntry(
			`<link rel="replies" type="application/atom+xml" href="https://journal.test/c/1"/><link rel="edit" href="https://journal.test/e/1"/>`+
				`<link rel="self" href="https://journal.test/s/1"/><link rel="alternate" type="text/html" href="https://journal.test/a-1"/>`, "u1"))), 1), want: []check{clippings(1)}},
		{name: "Atom: the address as the text of link", outlet: fed(), answer: serving(atom(atomFeed(atomEntry(
			"<link>https://journal.test/a-1</link>", "urn:u1"))), 1), want: []check{clippings(1)}},
		{name: "Atom: no link, the id is the address", outlet: fed(), answer: serving(atom(atomFeed(atomEntry("", "https://journal.test/a-1"))), 1), want: []check{clippings(1)}},
		{name: "an atom:link to itself before the link", outlet: fed(), answer: serving(feed(rss(
			`<title>T</title><atom:link href="https://journal.test/a-2" rel="self"/><link>https://journal.test/a-1</link>`)), 2), want: []check{addresses(here + "/a-1")}},
		{name: "no link, the guid is one", outlet: fed(), answer: linked("<guid>https://journal.test/a-1</guid>" + pub(ago(time.Hour))), want: []check{clippings(1)}},
		{name: "the home for each, the guid is one", outlet: fed(), answer: serving(feed(rss(
			`<title>T1</title><link>https://journal.test/</link><guid isPermaLink="true">https://journal.test/a-1</guid>`+pub(ago(time.Hour)),
			`<title>T2</title><link>https://journal.test/</link><guid isPermaLink="true">https://journal.test/a-2</guid>`+pub(ago(time.Hour)))), 2), want: []check{clippings(2)}},
		{name: "line ends and spaces around it", outlet: fed(), answer: linked("<link>\n   https://journal.test/a-1  \n</link>"), want: []check{clippings(1)}},
		{name: "in CDATA", outlet: fed(), answer: linked("<link><![CDATA[https://journal.test/a-1]]></link>"), want: []check{clippings(1)}},
		{name: "without a scheme", outlet: fed(), answer: linked("<link>journal.test/a-1</link>"), want: []check{clippings(1)}},
		{name: "www without a scheme", outlet: fed(), answer: linked("<link>www.journal.test/a-1</link>"), want: []check{clippings(1)}},
		{name: "of a machine of the outlet's own", outlet: fed(), answer: linked("<link>http://localhost/a-1</link>"), want: []check{clippings(0)}},
		{name: "an ampersand escaped twice", outlet: fed(), answer: answering("https://journal.test/a.php?id=1&amp;amp;l=fr", "/a.php?id=1&l=fr"), want: []check{clippings(1)}},
		{name: "&#038; escaped twice", outlet: fed(), answer: answering("https://journal.test/?p=12&amp;#038;lang=ar", "/?p=12&lang=ar"), want: []check{clippings(1)}},
		{name: "campaign parameters escaped twice", outlet: fed(), answer: site{
			"/feed": feed(rss("<title>T</title><link>https://journal.test/moisson?utm_source=rss&amp;#038;utm_medium=rss&amp;utm_campaign=x</link>")),
			"*": does(func(a *ask) answer {
				if strings.HasPrefix(a.path, "/moisson") {
					return story{title: "La moisson commence"}
				}
				return nil
			}),
		}, want: []check{clippings(1)}},
		{name: "a bare ampersand", outlet: fed(), answer: site{
			"/feed":          feed(rss("<title>Fruits & légumes</title><link>https://journal.test/a.php?x=1&y=2</link>")),
			"/a.php?x=1&y=2": story{title: "Fruits et légumes au comptoir"},
		}, want: []check{clippings(1)}},
		{name: "an empty element, then the text", outlet: fed(), answer: linked(`<link/>https://journal.test/a-1<guid isPermaLink="false">z</guid>`), want: []check{clippings(1)}},
		{name: "an enclosure alone", outlet: fed(), answer: linked(`<enclosure url="https://journal.test/x.mp3" type="audio/mpeg" length="1"/>`), want: []check{clippings(0)}},
	})
}

// A fault in a feed costs what is faulty and no more.
func TestAFeedThatIsNotAsItShouldBeIsRead(t *testing.T) {
	arabic, err := charmap.Windows1256.NewEncoder().String(`<?xml version="1.0" encoding="windows-1256"?>` + bareRSS(item("طنجة", here+"/a-1")))
	if err != nil {
		t.Fatal(err)
	}
	one, all := serving(feed(rss(nth(1))), 1), rss(firsts(3)...)
	with := func(f answer) site { return one.plus(site{"/feed": f}) }
	const decl = `<?xml version="1.0" encoding="utf-8"?>`
	play(t, []webCase{
		{name: "blank lines first", outlet: fed(), answer: with(feed("\n\n" + rss(nth(1)))), want: []check{clippings(1)}},
		{name: "two byte order marks", outlet: fed(), answer: with(feed("\ufeff\ufeff" + rss(nth(1)))), want: []check{clippings(1)}},
		{name: "a warning of PHP first", outlet: fed(), answer: with(feed("<br />\n<b>Warning</b>:  Undefined variable $y in <b>/srv/www/flux.php</b> on line <b>31</b><br />\n" + rss(nth(1)))), want: []check{clippings(1)}},
		{name: "a comment first", outlet: fed(), answer: with(feed("<!-- from the cache -->\n" + rss(nth(1)))), want: []check{clippings(1)}},
		{name: "a script behind the root", outlet: fed(), answer: with(feed(rss(nth(1)) + "\n<script>var x=1 && 2;</script><!-- 12 queries -->")), want: []check{clippings(1)}},
		{name: "a DOCTYPE that declares nbsp", outlet: fed(), answer: with(feed(decl + `<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>` + bareRSS(nth(1)))), want: []check{clippings(1)}},
		{name: "a DOCTYPE with the set of Latin 1", outlet: fed(), answer: with(feed(decl + `<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml-lat1.ent"> %HTMLlat1;]>` + bareRSS(nth(1)))), want: []check{clippings(1)}},
		{name: "the DTD of RSS 0.91", outlet: fed(), answer: with(feed(`<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91">` + channel("", nth(1)) + "</rss>")), want: []check{clippings(1)}},
		{name: "prefixes that are not declared", outlet: fed(), answer: with(feed(`<?xml version="1.0"?><rss version="2.0">` + channel("", `<title>T</title><link>https://journal.test/a-1</link><dc:creator>Al</dc:creator><media:content url="x"/>`) + "</rss>")), want: []check{clippings(1)}},
		{name: "a line end in the declaration", outlet: fed(), answer: with(feed("<?xml version='1.0'\nencoding='utf-8' ?>" + bareRSS(nth(1)))), want: []check{clippings(1)}},
		{name: "an encoding that is none", outlet: fed(), answer: with(feed(`<?xml version="1.0" encoding="utf8mb4"?>` + bareRSS(nth(1)))), want: []check{clippings(1)}},
		{name: "served as HTML of Latin 1", outlet: fed(), answer: with(htmlPage(rss(nth(1))).with("Content-Type", "text/html; charset=iso-8859-1")), want: []check{clippings(1)}},
		{name: "gzip without its header", outlet: fed(), answer: with(htmlPage(gzipped(rss(nth(1)))).with("Content-Type", "application/octet-stream")), want: []check{clippings(1)}},
		{name: "all of it under a prefix", outlet: fed(), answer: with(feed(`<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>J</a:title><a:entry><a:title>T</a:title><a:link href="https://journal.test/a-1"/><a:id>1</a:id></a:entry></a:feed>`)), want: []check{clippings(1)}},
		{name: "items outside the channel", outlet: fed(), answer: with(feed(`<?xml version="1.0"?><rss version="2.0"><channel><title>J</title></channel><item>` + nth(1) + "</item></rss>")), want: []check{clippings(1)}},
		{name: "two channels", outlet: fed(), answer: serving(feed(`<?xml version="1.0"?><rss version="2.0">`+channel("", nth(1))+channel("", nth(2))+"</rss>"), 2), want: []check{clippings(2)}},
		{name: "wrapped in an HTML page", outlet: fed(), answer: with(htmlPage("<html><body>" + rss(nth(1)) + "</body></html>")), want: []check{clippings(0)}},
		{name: "cut in its third item", outlet: fed(), answer: serving(feed(all[:len(all)-60]), 3), want: []check{clippings(2)}},
		{name: "a bad tag in the second of three items", outlet: fed(), answer: serving(feed(rss(nth(1), "<title>T</titel><link>https://journal.test/a-2</link>", nth(3))), 3), want: []check{clippings(3)}},
		{name: "in windows-1256", outlet: fed(), answer: with(feed(arabic)), want: []check{clippings(1)}},
		{name: "a sitemap where a feed should be", outlet: fed(), answer: with(feed(urlset([2]string{here + "/a-1", ""}))), want: []check{clippings(1)}},
	})
}

// urlset is a sitemap of addresses, each with what stands behind its loc.
func urlset(urls ...[2]string) string {
	return urlsetAs(`xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`, urls...)
}

func urlsetAs(space string, urls ...[2]string) string {
	s := xmlHead + "<urlset " + space + ">"
	for _, u := range urls {
		s += "<url><loc>" + u[0] + "</loc>" + u[1] + "</url>"
	}
	return s + "</urlset>"
}

func lastmod(t time.Time) string { return "<lastmod>" + iso(t) + "</lastmod>" }

// mapped is the outlet with its sitemap named in the settings.
func mapped() sada.Source { return journal(at(sada.Sitemap, "/sitemap.xml")) }

// newsMapped is the outlet with its news sitemap named in the settings.
func newsMapped() sada.Source { return journal(at(sada.NewsSitemap, "/sitemap.xml")) }

func TestASitemapThatIsNotAsItShouldBeIsRead(t *testing.T) {
	with := func(body string) site { return tales(4).plus(site{"/sitemap.xml": xml(body)}) }
	fresh := [2]string{here + "/a-1", lastmod(ago(time.Hour))}
	play(t, []webCase{
		{name: "no namespace", outlet: mapped(), answer: with(urlsetAs("", fresh)), want: []check{clippings(1)}},
		{name: "a urlset within a urlset", outlet: mapped(), answer: with(`<?xml version="1.0"?><urlset><urlset><url><loc>` + fresh[0] + "</loc>" + fresh[1] + "</url></urlset></urlset>"), want: []check{clippings(1)}},
		{name: "a prefix", outlet: mapped(), answer: with(`<?xml version="1.0"?><sit:urlset xmlns:sit="http://www.sitemaps.org/schemas/sitemap/0.9"><sit:url><sit:loc>` + fresh[0] + "</sit:loc></sit:url></sit:urlset>"), want: []check{clippings(1)}},
		{name: "a feed where a sitemap should be", outlet: mapped(), answer: with(rss(nth(1))), want: []check{clippings(1)}},
		{name: "a bare ampersand", outlet: mapped(), answer: site{
			"/sitemap.xml":   xml(urlset([2]string{here + "/a.php?x=1&y=2", fresh[1]})),
			"/a.php?x=1&y=2": tale(1),
		}, want: []check{clippings(1)}},
		{name: "a date with AM and PM", outlet: mapped(), first: 3 * day, answer: with(urlset(
			[2]string{here + "/a-1", "<lastmod>" + ago(2*time.Hour).Format("2006-01-02 03:04:05 PM") + "</lastmod>"},
			[2]string{here + "/a-2", "<lastmod>2020-05-08 08:30:08 AM</lastmod>"})), want: []check{clippings(1), requests("/a-", 1, 1)}},
		{name: "pictures and players are no pages", outlet: mapped(), answer: with(urlsetAs(
			`xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="i" xmlns:video="v" xmlns:xhtml="x"`,
			[2]string{here + "/a-1", fresh[1] + fmt.Sprintf(`<image:image><image:loc>%[1]s/a-2</image:loc></image:image><video:video><video:player_loc>%[1]s/a-3</video:player_loc></video:video><xhtml:link rel="alternate" hreflang="ar" href="%[1]s/a-4"/>`, here)})), want: []check{clippings(1)}},
		{name: "a post of the day after tomorrow that is not there yet", outlet: newsMapped(), answer: with(urlsetAs(`xmlns:news="n"`,
			[2]string{here + "/zz", newsOf(today.Add(2*day), "T")})), want: []check{clippings(0)}},
	})
}

// newsOf is what a news sitemap says of an article.
func newsOf(at time.Time, title string) string {
	return "<news:news><news:publication_date>" + iso(at) + "</news:publication_date><news:title>" + title + "</news:title></news:news>"
}

func TestAListOfWordPressIsRead(t *testing.T) {
	outlet := journal(at(sada.REST, "/wp-json/wp/v2/posts?per_page=10"))
	with := func(body string) site {
		return tales(3).plus(site{"/wp-json/wp/v2/posts?per_page=10": jsonText(body)})
	}
	post := func(n int, title string) string {
		return fmt.Sprintf(`{"id":%d,"date_gmt":%q,"link":"%s/a-%d","title":{"rendered":%q}}`, n, ago(time.Duration(n)*time.Hour).Format("2006-01-02T15:04:05"), here, n, title)
	}
	play(t, []webCase{
		{name: "PHP's object for a list", outlet: outlet, answer: with(`{"0":` + post(1, "T") + `,"2":` + post(3, "T") + "}"), want: []check{clippings(2)}},
		{name: "entities in a title", outlet: outlet, answer: with("[" + post(1, "L&rsquo;eau &amp; le march&#233;") + "]"), want: []check{clippings(1)}},
	})
}
