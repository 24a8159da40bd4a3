package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sada"
)

// Whatever is wrong in a feed, the rest of it is read.
func TestOneFaultCostsOneItem(t *testing.T) {
	with := func(f answer) site { return serving(f, 3) }
	ok := func(name, f string, n int) webCase {
		return webCase{name: "" + name, outlet: fed(), answer: with(feed(f)), want: []check{clippings(n)}}
	}
	link := func(s string) string { return rss("<title>T</title><link>" + s + "</link>") }
	const body = `<item><title>T</title><link>https://journal.test/a-1</link></item>`
	many := func(n int) string {
		var b strings.Builder
		pad := strings.Repeat("Le marché. ", 80)
		for i := range n {
			fmt.Fprintf(&b, "<item><title>T</title><link>https://journal.test/x-%d</link><pubDate>%s</pubDate><description>%s</description></item>", i, rfc(ago(99*day)), pad)
		}
		return b.String()
	}
	play(t, []webCase{
		ok("XML 1.1", `<?xml version="1.1" encoding="UTF-8"?>`+bareRSS(nth(1)), 1),
		ok("a forbidden character reference", rss(item("Un&#11;deux &#x0;", here+"/a-1")), 1),
		ok("entities of HTML", rss(item("L&eacute;t&eacute;&nbsp;&mdash; fin", here+"/a-1")), 1),
		ok("a bare less-than", rss(item("Moins de 5 < 6 pour cent", here+"/a-1"), nth(2)), 2),
		ok("an item that is not closed", strings.Replace(rss(nth(1), nth(2), nth(3)), "</item><item>", "<item>", 1), 3),
		ok("CDATA that is not closed, in the second", rss(nth(1), item("<![CDATA[Deux", here+"/a-2"), nth(3)), 3),
		ok("CDATA in CDATA", rss(nth(1), item("<![CDATA[Deux <![CDATA[x]]> y]]>", here+"/a-2"), nth(3)), 3),
		ok("capitals", `<?xml version="1.0"?><RSS version="2.0"><CHANNEL><TITLE>J</TITLE><ITEM><TITLE>T</TITLE><LINK>https://journal.test/a-1</LINK></ITEM></CHANNEL></RSS>`, 1),
		ok("attributes without quotes", `<?xml version="1.0"?><rss version=2.0><channel><title>J</title>`+body+`</channel></rss>`, 1),
		ok("two declarations", `<?xml version="1.0"?><?xml version="1.0" encoding="UTF-8"?>`+bareRSS(nth(1)), 1),
		ok("a notice in words first", "Notice: Undefined index: HTTP_REFERER in /srv/www/rss.php on line 3\n"+rss(nth(1)), 1),
		ok("a DOCTYPE of HTML first", "<!DOCTYPE html>\n"+rss(nth(1)), 1),
		ok("a stylesheet first", `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="/x.xsl"?>`+bareRSS(nth(1)), 1),
		ok("a script before the root", "<script>var a=1;</script>\n"+rss(nth(1)), 1),
		ok("declared UTF-16, in UTF-8", `<?xml version="1.0" encoding="UTF-16"?>`+bareRSS(nth(1)), 1),
		ok("RDF under a prefix", `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/"><rss:channel rdf:about="x"><rss:title>J</rss:title></rss:channel><rss:item rdf:about="https://journal.test/a-1"><rss:title>T</rss:title><rss:link>https://journal.test/a-1</rss:link></rss:item></rdf:RDF>`, 1),
		ok("RDF with about alone", `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>J</title></channel><item rdf:about="https://journal.test/a-1"><title>T</title></item></rdf:RDF>`, 1),
		ok("an entity that grows", `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`+bareRSS(item("&c;&c;&c;", here+"/a-1")), 1),
		ok("an entity that names a file", `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>`+bareRSS(item("&x;", here+"/a-1")), 1),
		ok("a bad tag in the last item", rss(nth(1), nth(2), "<title>T</titel><link>https://journal.test/a-3</link>"), 3),
		ok("a bad tag in the first item", rss("<title>T</title><link>https://journal.test/a-1</link><description><b>x</i></description>", nth(2), nth(3)), 3),
		ok("a bad byte", rss(item("Caf\xe9", here+"/a-1"), nth(2)), 2),
		ok("no root but items", `<?xml version="1.0"?><channel><title>J</title>`+body+`</channel>`, 1),
		ok("the link in an attribute", rss(`<title>T</title><link href="https://journal.test/a-1"/>`), 1),
		ok("a relative link", link("/a-1"), 1), ok("a link without its slash", link("a-1"), 1), ok("a link without a colon", link("https//journal.test/a-1"), 1),
		ok("scheme twice", link("http://https://journal.test/a-1"), 1), ok("a link in quotes", link("&quot;https://journal.test/a-1&quot;"), 1), ok("backslashes", link(`https:\\journal.test\a-1`), 1),
		ok("a link with a line in it", link("https://journal.test/\n a-1"), 1),
		ok("an Arabic comma behind", link("https://journal.test/a-1،"), 0),
		ok("feedburner's own link", `<?xml version="1.0"?><rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>J</title><item><title>T</title><link>https://cdn.test/~r/x</link><feedburner:origLink>https://journal.test/a-1</feedburner:origLink></item></channel></rss>`, 1),
		{name: "beyond 4 MB", outlet: fed(), answer: with(feed(xmlHead + rssRoot + "<channel><title>J</title><item>" + nth(1) + "</item><item>" + nth(2) + "</item>" + many(5000) + "</channel></rss>")), want: []check{clippings(2)}},
		{name: "no item gave an address", outlet: fed(), answer: with(feed(rss("<title>T</title>", "<title>U</title>"))), want: []check{clippings(0), told("format")}},
		{name: "JSON Feed with a mark", outlet: fed(), answer: with(jsonText("\ufeff" + `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"https://journal.test/a-1","title":"T"},]}`)), want: []check{clippings(1)}},
		{name: "JSON Feed with external_url alone", outlet: fed(), answer: with(jsonText(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"https://journal.test/a-1","title":"T"}]}`)), want: []check{clippings(1)}},
		{name: "a sitemap in plain lines", outlet: mapped(), answer: tales(2).plus(site{"/sitemap.xml": text("https://journal.test/a-1\nhttps://journal.test/a-2\n")}), want: []check{clippings(2)}},
		{name: "a sitemap that is Atom", outlet: mapped(), answer: tales(2).plus(site{"/sitemap.xml": atom(atomFeed(atomEntry(`<link href="https://journal.test/a-1"/>`, "u")))}), want: []check{clippings(1)}},
		{name: "a sitemap with a bad entry", outlet: mapped(), answer: tales(3).plus(site{"/sitemap.xml": xml(strings.Replace(urlset([2]string{here + "/a-1", ""}, [2]string{here + "/a-2", "<lastmod>x</lastmdo>"}, [2]string{here + "/a-3", ""}), "zz", "", 1))}), want: []check{clippings(3)}},
		{name: "a sitemap with words first", outlet: mapped(), answer: tales(3).plus(site{"/sitemap.xml": xml("<br />Warning: x in y on line 3<br />\n" + urlset([2]string{here + "/a-1", ""}))}), want: []check{clippings(1)}},
		{name: "a sitemap cut", outlet: mapped(), answer: tales(3).plus(site{"/sitemap.xml": xml(urlset([2]string{here + "/a-1", ""}, [2]string{here + "/a-2", ""})[:185])}), want: []check{clippings(1)}},
		{name: "an index where a feed should be", outlet: fed(), answer: tales(3).plus(site{"/feed": xml(`<?xml version="1.0"?><sitemapindex><sitemap><loc>https://journal.test/s1.xml</loc></sitemap></sitemapindex>`), "/s1.xml": xml(urlset([2]string{here + "/a-1", lastmod(ago(time.Hour))}))}), want: []check{clippings(1)}},
		{name: "a list of WordPress in an envelope", outlet: journal(at(sada.REST, "/wp-json/wp/v2/posts")), answer: tales(3).plus(site{"/wp-json/wp/v2/posts": jsonText(`{"posts":{"3":{"id":1,"date_gmt":"2026-11-25T10:00:00","link":"https://journal.test/a-1","title":{"rendered":"T"}}}}`)}), want: []check{clippings(1)}},
		{name: "a list of WordPress behind a warning", outlet: journal(at(sada.REST, "/wp-json/wp/v2/posts")), answer: tales(3).plus(site{"/wp-json/wp/v2/posts": jsonText("<br />\n<b>Deprecated</b>: x in <b>y</b> on line <b>3</b><br />\n" + `[{"id":1,"date_gmt":"2026-11-25T10:00:00","link":"https://journal.test/a-1","title":{"rendered":"T"}}]`)}), want: []check{clippings(1)}},
		{name: "one bad post among three", outlet: journal(at(sada.REST, "/wp-json/wp/v2/posts")), answer: tales(3).plus(site{"/wp-json/wp/v2/posts": jsonText(`[{"id":1,"date_gmt":"2026-11-25T10:00:00","link":"https://journal.test/a-1","title":{"rendered":"T"}},{"id":"x","link":null,"title":false},{"id":3,"link":"https://journal.test/a-3","title":"T3"}]`)}), want: []check{clippings(2)}},
	})
}
