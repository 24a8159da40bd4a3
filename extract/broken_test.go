package extract_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

// answer is what an endpoint gives in a case, and the paths that must be read of
// it; a path of another host is written whole.
type answer struct {
	name string
	kind sada.EndpointKind
	body string
	want string // paths, or "!" and a part of the reason
	lost int
}

// rss is a feed of items.
func rss(items ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Le Canal</title><link>https://www.petit.test/</link>` + strings.Join(items, "\n") + `</channel></rss>`
}

func item(path string) string {
	return "<item><title>Le canal " + path[1:] + "</title><link>https://www.petit.test" + path + "</link></item>"
}

func own(path, title, guid string) string {
	return "<item><title>" + title + "</title><link>https://www.petit.test" + path + `</link><guid isPermaLink="false">` + guid + "</guid></item>"
}

const atomHead = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Le Canal</title>`

func entry(path string) string {
	return `<entry><title>Le canal</title><link href="https://www.petit.test` + path + `"/><id>` + path + `</id></entry>`
}

func urlset(inner string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + inner + `</urlset>`
}

func loc(path string) string { return "<url><loc>https://www.petit.test" + path + "</loc></url>" }

func undeclared(s string) string {
	return strings.TrimPrefix(s, `<?xml version="1.0" encoding="UTF-8"?>`)
}

func with(doctype string, items ...string) string {
	return `<?xml version="1.0"?>` + doctype + undeclared(rss(items...))
}

// wantAnswers holds each case against what extract.Leads reads.
func wantAnswers(t *testing.T, cases []answer) {
	t.Helper()
	wrong := 0
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kind := c.kind
			if kind == "" {
				kind = sada.Feed
			}
			p := &sada.Page{Body: []byte(c.body), Capture: sada.Capture{URL: "https://www.petit.test/fil", Header: http.Header{}}}
			l, err := extract.Leads(p, sada.Endpoint{Kind: kind, URL: p.Capture.URL}, extract.Hints{Now: noon})
			if part, refused := strings.CutPrefix(c.want, "!"); refused {
				if err == nil || !strings.Contains(err.Error(), part) {
					wrong++
					t.Fatalf("leads %+v, error %v; want it refused with %q", l, err, part)
				}
				return
			}
			if err != nil {
				wrong++
				t.Fatal(err)
			}
			var paths []string
			for _, x := range l.Items {
				paths = append(paths, strings.TrimPrefix(x.URL, "https://www.petit.test"))
			}
			for _, m := range l.More {
				paths = append(paths, ">"+strings.TrimPrefix(m.URL, "https://www.petit.test"))
			}
			if got := strings.Join(paths, " "); got != c.want || l.Lost != c.lost {
				wrong++
				t.Errorf("read %q and lost %d, want %q and %d (notes %q)", got, l.Lost, c.want, c.lost, l.Notes)
			}
			if l.Lost > 0 && len(l.Notes) == 0 {
				t.Error("items were lost, and no note says so")
			}
		})
	}
	if wrong > 0 {
		t.Logf("%d of %d otherwise", wrong, len(cases))
	}
}

func TestAFeedIsReadThroughItsProlog(t *testing.T) {
	latin := `<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml-lat1.ent">%HTMLlat1;]>`
	wantAnswers(t, []answer{
		{name: "entities of its own", body: with(`<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY nom 'La Régie'>]>`, "<item><title>&nom;&nbsp;: bilan</title><link>https://www.petit.test/1</link></item>"), want: "/1"},
		{name: "a set of entities by its name", body: with(latin, "<item><title>L&eacute;gumes&nbsp;</title><link>https://www.petit.test/1</link></item>"), want: "/1"},
		{name: "a set of entities in RDF", body: `<?xml version="1.0"?>` + strings.Replace(latin, "rss", "rdf:RDF", 1) + `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>x</title></channel><item rdf:about="/1"><title>&agrave;</title><link>https://www.petit.test/1</link></item></rdf:RDF>`, want: "/1"},
		{name: "a subset with comments and brackets", body: with("<!DOCTYPE rss [\n<!-- ]> no end <rss> -->\n<!ENTITY a \"]>\">\n<!ATTLIST item x CDATA #IMPLIED>\n]>", item("/1")), want: "/1"},
		{name: "entities that are not declared", body: rss("<item><title>&eacute;t&eacute; &inconnu; & fin</title><link>https://www.petit.test/1</link></item>", item("/2")), want: "/1 /2"},
		{name: "a DOCTYPE that does not end", body: with("<!DOCTYPE rss [<!ENTITY a \"x\">", item("/1")), want: "/1"},
		{name: "a DOCTYPE of HTML", body: "<!DOCTYPE html>\n" + rss(item("/1")), want: "/1"},
		{name: "a warning before the declaration", body: "\nNotice: Undefined index: lang in /srv/www/index.php on line 7\n" + rss(item("/1")), want: "/1"},
		{name: "a warning in tags before it", body: "<br />\n<b>Deprecated</b>:  strlen() in <b>/srv/a.php</b> on line <b>2</b><br />\n" + rss(item("/1")), want: "/1"},
		{name: "a script before it", body: "<script>var a = '<b>';</script>\n" + rss(item("/1")), want: "/1"},
		{name: "a mark read as letters before it", body: "ï»¿" + rss(item("/1")), want: "/1"},
		{name: "a warning and no declaration", body: "Warning: x\n" + undeclared(rss(item("/1"))), want: "/1"},
		{name: "a warning before an Atom feed", body: "<b>Warning</b>: x<br/>" + atomHead + entry("/1") + "</feed>", want: "/1"},
		{name: "a warning before another encoding", body: "<b>Warning</b>: x<br/>\n<?xml version=\"1.0\" encoding=\"windows-1256\"?>" + undeclared(rss("<item><title>\xe3\xd1\xc7\xdf\xd4</title><link>https://www.petit.test/1</link></item>")), want: "/1"},
		{name: "the declaration twice", body: "<?xml version=\"1.0\"?>\n" + rss(item("/1")), want: "/1"},
		{name: "a warning before JSON", body: "<b>Warning</b>: x<br/>\n" + `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"https://www.petit.test/1"}]}`, want: "/1"},
		{name: "a page that quotes a feed", body: "<!doctype html><html><head><title>Aide</title></head><body><pre>" + undeclared(rss(item("/1"))) + "</pre></body></html>", want: "!an HTML page"},
	})
}

func TestOneBadItemCostsNoOther(t *testing.T) {
	wantAnswers(t, []answer{
		{name: "signs that XML forbids", body: rss("<item><title>a\x0b\x00\ufffe\uffff</title><link>https://www.petit.test/1</link></item>", item("/2")), want: "/1 /2"},
		{name: "numbers of signs that XML forbids", body: rss("<item><title>&#0;&#x1f;&#xFFFF;&#99999999;</title><link>https://www.petit.test/1</link></item>", item("/2")), want: "/1 /2"},
		{name: "numbers of halves of a sign", body: rss("<item><title>&#55357;&#56832;</title><link>https://www.petit.test/1</link></item>", item("/2")), want: "/1 /2"},
		{name: "a title that is not closed", body: rss(item("/1"), "<item><title>Le canal<link>https://www.petit.test/2</link></item>", item("/3")), want: "/1 /2 /3"},
		{name: "a title closed as another", body: rss(item("/1"), "<item><title>Le canal</titre><link>https://www.petit.test/2</link></item>", item("/3")), want: "/1 /2 /3"},
		{name: "a tag open in a description", body: rss(item("/1"), "<item><title>x</title><description>un <b>mot et <i>deux</description><link>https://www.petit.test/2</link></item>", item("/3")), want: "/1 /2 /3"},
		{name: "a description that is not closed", body: rss(item("/1"), "<item><title>x</title><description>un mot<link>https://www.petit.test/2</link></item>", item("/3")), want: "/1 /2 /3"},
		{name: "an item that is not closed", body: rss(item("/1"), strings.TrimSuffix(item("/2"), "</item>"), item("/3")), want: "/1 /2 /3"},
		{name: "a tag closed that is not open", body: rss(item("/1"), "<item><title>x</title></div><link>https://www.petit.test/2</link></item>", item("/3")), want: "/1 /2 /3"},
		{name: "between the items", body: rss(item("/1"), "</b></div>", item("/2")), want: "/1 /2"},
		{name: "a sign of less", body: rss(item("/1"), "<item><title>5 < 6 et 3<2</title><link>https://www.petit.test/2</link></item>", item("/3")), want: "/1 /2 /3"},
		{name: "values without quotes", body: rss(item("/1"), `<item><title>x</title><guid isPermaLink=false>z</guid><link>https://www.petit.test/2</link></item>`, item("/3")), want: "/1 /2 /3"},
		{name: "a value with a quote too many", body: rss(item("/1"), `<item><title>x</title><enclosure url="https://www.petit.test/i.jpg"" type="image/jpeg"/><link>https://www.petit.test/2</link></item>`, item("/3")), want: "/1 /2 /3"},
		{name: "a CDATA that is not closed", body: rss(item("/1"), "<item><link>https://www.petit.test/2</link><title><![CDATA[Le canal</title></item>", item("/3")), want: "/1 /2 /3"},
		{name: "a CDATA in another", body: rss(item("/1"), "<item><title><![CDATA[a <![CDATA[b]]> c]]></title><link>https://www.petit.test/2</link></item>", item("/3")), want: "/1 /2 /3"},
		{name: "a comment that is not closed", body: rss(item("/1"), "<item><link>https://www.petit.test/2</link><!-- note </item>", item("/3")), want: "/1 /2 /3"},
		{name: "tags of other letters", body: rss(item("/1"), "<item><Title>x</title><LINK>https://www.petit.test/2</link></item>", item("/3")), want: "/1 /2 /3"},
		{name: "an entry of Atom", body: atomHead + entry("/1") + `<entry><title>x</titel><link href="https://www.petit.test/2"/><id>2</id></entry>` + entry("/3") + "</feed>", want: "/1 /2 /3"},
		{name: "Atom content in tags that stay open", body: atomHead + entry("/1") + `<entry><title>x</title><link href="https://www.petit.test/2"/><content type="xhtml"><div>un<br>deux<p>trois</div></content></entry>` + entry("/3") + "</feed>", want: "/1 /2 /3"},
		{name: "an entry whose link stands behind its content", body: atomHead + `<entry><content type="html">un <b>mot</content><link href="https://www.petit.test/1"/></entry>` + entry("/2") + "</feed>", want: "/1 /2"},
		{name: "the text of an item holds another's tags", body: rss(item("/1"), "<item><title>x</title><description><![CDATA[<item><link>https://www.petit.test/9</link></item>]]></description><link>https://www.petit.test/2</link></b></item>", item("/3")), want: "/1 /2 /3"},
		{name: "RDF", body: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>x</title></channel>` + item("/1") + "<item><title>x</b></title><link>https://www.petit.test/2</link></item>" + item("/3") + "</rdf:RDF>", want: "/1 /2 /3"},
		{name: "cut in an item", body: rss(item("/1"), item("/2"), item("/3"))[:330], want: "/1 /2", lost: 1},
		{name: "cut behind an address", body: strings.TrimSuffix(rss(item("/1"), item("/2")), "2</link></item></channel></rss>"), want: "/1", lost: 1},
		{name: "an item of nothing", body: rss(item("/1"), "<item></item>", "<item><title>Sans adresse</title></item>"), want: "/1", lost: 2},
		{name: "no item names an address", body: rss("<item><title>a</title></item>", "<item><title>b</title></item>"), lost: 2},
		{name: "no entry names an address", body: atomHead + "<entry><title>a</title><id>urn:x</id></entry></feed>", lost: 1},
		{name: "two articles at one address", body: rss(own("/lire#1", "Le canal", "a"), own("/lire#2", "Le port", "b"), own("/lire#2", "Le port", "c")), want: "/lire", lost: 2},
		{name: "one article twice", body: rss(own("/1", "Le canal", "a"), own("/1?utm_source=x", "Le canal ouvre", "a"), own("/1", "LE CANAL", "b")), want: "/1"},
		{name: "no item at all", body: rss(), want: ""},
		{name: "a second channel", body: strings.Replace(rss(item("/1"), item("/2")), "\n", "</channel><channel><title>B</title>", 1), want: "/1 /2"},
		{name: "a channel in a channel", body: strings.Replace(rss(item("/1"), item("/2")), "\n", "<channel><title>B</title>", 1), want: "/1 /2"},
		{name: "a second document", body: rss(item("/1")) + rss(item("/2")), want: "/1 /2"},
		{name: "items outside and inside", body: strings.Replace(rss(item("/1"), item("/2")), "\n", "</channel>", 1), want: "/1 /2"},
	})
}

func TestLinksOfFeedsAreReadAsTheyAreMeant(t *testing.T) {
	link := func(s string) string { return rss("<item><title>x</title><link>" + s + "</link></item>") }
	home := func(first, second string) string {
		return rss("<item><title>a</title><link>"+first+"</link><guid>https://www.petit.test/1</guid></item>", "<item><title>b</title><link>"+second+"</link><guid>https://www.petit.test/2</guid></item>")
	}
	wantAnswers(t, []answer{
		{name: "the home for all, the guid real", body: home("https://www.petit.test/", "https://www.petit.test/"), want: "/1 /2"},
		{name: "the home by http and without www", body: home("http://petit.test", "http://petit.test"), want: "/1 /2"},
		{name: "one page for all, the guid real", body: home("https://www.petit.test/accueil", "https://www.petit.test/accueil"), want: "/1 /2"},
		{name: "one page for all, guids that are no address", body: strings.ReplaceAll(home("https://www.petit.test/agenda", "https://www.petit.test/agenda"), "<guid>https://www.petit.test/", "<guid>g"), want: "/agenda", lost: 1},
		{name: "an index file for all, the guid real", body: home("https://www.petit.test/index.php", "https://www.petit.test/index.php"), want: "/1 /2"},
		{name: "a link of its own, the guid another", body: rss("<item><title>a</title><link>https://www.petit.test/a</link><guid>https://www.petit.test/?p=1</guid></item>"), want: "/a"},
		{name: "an empty link, the guid real", body: rss("<item><title>a</title><link></link><guid isPermaLink=\"false\">https://www.petit.test/1</guid></item>"), want: "/1"},
		{name: "no scheme", body: link("www.petit.test/1"), want: "/1"},
		{name: "no scheme, a sister", body: link("fr.petit.test/1"), want: "https://fr.petit.test/1"},
		{name: "no scheme, the bare domain", body: link("petit.test/1"), want: "https://petit.test/1"},
		{name: "no scheme, another's www", body: link("www.autre.test/1"), want: "https://www.autre.test/1"},
		{name: "two slashes", body: link("//www.petit.test/1"), want: "/1"},
		{name: "a path", body: link("/1"), want: "/1"},
		{name: "a file with a dot", body: link("1.html"), want: "/1.html"},
		{name: "one slash of two", body: link("http:/www.petit.test/1"), want: "http://www.petit.test/1"},
		{name: "one slash of two, the own scheme", body: link("https:/www.petit.test/1"), want: "/1"},
		{name: "no colon", body: link("https//www.petit.test/1"), want: "/1"},
		{name: "a scheme twice", body: link("http://https://www.petit.test/1"), want: "/1"},
		{name: "escaped twice", body: link("https://www.petit.test/a.php?id=1&amp;amp;l=fr"), want: "/a.php?id=1&l=fr"},
		{name: "escaped twice by number", body: link("https://www.petit.test/?p=1&amp;#038;lang=ar&amp;#38;x=2"), want: "/?p=1&lang=ar&x=2"},
		{name: "escaped three times", body: link("https://www.petit.test/?p=1&amp;amp;amp;lang=ar"), want: "/?p=1&lang=ar"},
		{name: "a field that looks like an entity", body: link("https://www.petit.test/?p=1&amp;copy=2&amp;lt=3"), want: "/?p=1&copy=2&lt=3"},
		{name: "a CDATA that was escaped", body: link("&lt;![CDATA[https://www.petit.test/1]]&gt;"), want: "/1"},
		{name: "an anchor", body: link("&lt;a href=\"https://www.petit.test/1\"&gt;lire&lt;/a&gt;"), want: "/1"},
		{name: "quotes around it", body: link("\"https://www.petit.test/1\""), want: "/1"},
		{name: "a line end in it", body: link("https://www.petit.test/\n  1"), want: "/1"},
		{name: "closed before its text", body: rss("<item><title>x</title><link/>https://www.petit.test/1<guid isPermaLink=\"false\">z</guid></item>"), want: "/1"},
		{name: "closed before its text, and more items", body: rss(item("/1"), "<item><title>x</title><link />\nhttps://www.petit.test/2\n<pubDate>x</pubDate></item>"), want: "/1 /2"},
		{name: "Atom's in RSS", body: rss(`<item><title>x</title><atom:link rel="alternate" href="https://www.petit.test/1"/></item>`), want: "/1"},
		{name: "Atom's in RSS without a prefix", body: rss(`<item><title>x</title><link href="https://www.petit.test/1"/></item>`), want: "/1"},
		{name: "the text of Atom's", body: atomHead + "<entry><title>x</title><link>https://www.petit.test/1</link></entry></feed>", want: "/1"},
		{name: "the text of Atom's beside an empty href", body: atomHead + `<entry><title>x</title><link href="">https://www.petit.test/1</link></entry></feed>`, want: "/1"},
		{name: "Atom's to itself alone", body: atomHead + `<entry><title>x</title><link rel="self" href="https://www.petit.test/1"/></entry></feed>`, want: "/1"},
		{name: "an element named url", body: rss("<item><title>x</title><url>https://www.petit.test/1</url></item>"), want: "/1"},
		{name: "what RDF is about", body: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://www.petit.test/1"><title>x</title></item></rdf:RDF>`, want: "/1"},
		{name: "the one before a counter", body: `<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item><title>x</title><link>http://compteur.test/~r/x/1</link><feedburner:origLink>https://www.petit.test/1</feedburner:origLink></item></channel></rss>`, want: "/1"},
		{name: "in a sitemap, without scheme and escaped", kind: sada.Sitemap, body: urlset("<url><loc>www.petit.test/?p=1&amp;amp;l=fr</loc></url>"), want: "/?p=1&l=fr"},
	})
}

func TestListsOfJSONAreReadAsTheyAreMeant(t *testing.T) {
	post := func(path string) string {
		return `{"id":1,"link":"https://www.petit.test` + path + `","title":{"rendered":"x"}}`
	}
	wantAnswers(t, []answer{
		{name: "an object with numbers for names", kind: sada.REST, body: `{"2":` + post("/2") + `,"0":` + post("/1") + `,"10":` + post("/3") + `}`, want: "/1 /2 /3"},
		{name: "posts in an object", kind: sada.REST, body: `{"posts":[` + post("/1") + `]}`, want: "/1"},
		{name: "posts in an object with numbers", kind: sada.REST, body: `{"count":2,"posts":{"0":` + post("/1") + `,"3":` + post("/2") + `}}`, want: "/1 /2"},
		{name: "a value and a count", kind: sada.REST, body: `{"value":[` + post("/1") + `],"Count":1}`, want: "/1"},
		{name: "one post alone", kind: sada.REST, body: post("/1"), want: "/1"},
		{name: "an item that is none", kind: sada.REST, body: `[null,` + post("/1") + `,7,"x",{}]`, want: "/1", lost: 4},
		{name: "a title that is a text", kind: sada.REST, body: `[{"link":"https://www.petit.test/1","title":"x","content":"y"}]`, want: "/1"},
		{name: "a refusal", kind: sada.REST, body: `{"code":"rest_disabled","message":"x","data":{"status":401}}`, want: "!not a list of posts"},
		{name: "a warning before it", kind: sada.REST, body: "<br />\n<b>Warning</b>: x<br />\n[" + post("/1") + "]", want: "/1"},
		{name: "a mark before it", kind: sada.REST, body: "\ufeff[" + post("/1") + "]", want: "/1"},
		{name: "cut in a post", kind: sada.REST, body: "[" + post("/1") + "," + post("/2") + `,{"id":3,"link":"https://www.petit.test/3"`, want: "/1 /2", lost: 1},
		{name: "words behind it", kind: sada.REST, body: "[" + post("/1") + "]\n<!-- 12 queries -->", want: "/1"},
		{name: "an empty list", kind: sada.REST, body: "[]", want: ""},
		{name: "a list of articles with numbers", kind: sada.JSONListEndpoint, body: `{"items":{"1":{"url":"/2"},"0":{"url":"/1"}}}`, want: "/1 /2"},
		{name: "a list with numbers at the top", kind: sada.JSONListEndpoint, body: `{"5":{"url":"/2"},"3":{"url":"/1"}}`, want: "/1 /2"},
		{name: "a list cut", kind: sada.JSONListEndpoint, body: `[{"url":"/1"},{"url":"/2"},{"url":"/3`, want: "/1 /2", lost: 1},
		{name: "a list with items that name no address", kind: sada.JSONListEndpoint, body: `[{"url":"/1"},{"title":"x"}]`, want: "/1", lost: 1},
		{name: "a JSON Feed of an object with numbers", body: `{"version":"https://jsonfeed.org/version/1.1","items":{"0":{"id":"1","url":"https://www.petit.test/1"},"2":{"id":"2","url":"https://www.petit.test/2"}}}`, want: "/1 /2"},
		{name: "a JSON Feed whose ids are addresses", body: `{"version":"https://jsonfeed.org/version/1","items":[{"id":"https://www.petit.test/1"},{"external_url":"https://www.petit.test/2","id":"x"}]}`, want: "/1 /2"},
		{name: "a JSON Feed cut", body: `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"https://www.petit.test/1"},{"id":"2","url":"https://www.petit.test/2","content_html":"abc`, want: "/1", lost: 1},
		{name: "a JSON Feed with one bad item", body: `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"url":"https://www.petit.test/1","tags":"a"},{"id":"2","url":"https://www.petit.test/2"}]}`, want: "/1 /2"},
	})
}

func TestAnAnswerIsReadAsWhatItIs(t *testing.T) {
	posts := `[{"id":1,"link":"https://www.petit.test/1","title":{"rendered":"x"}}]`
	index := `<sitemapindex><sitemap><loc>https://www.petit.test/s1.xml</loc></sitemap></sitemapindex>`
	wantAnswers(t, []answer{
		{name: "a sitemap for a feed", body: urlset(loc("/1")), want: "/1"},
		{name: "an index of sitemaps for a feed", body: index, want: ">/s1.xml"},
		{name: "posts for a feed", body: posts, want: "/1"},
		{name: "RSS for a sitemap", kind: sada.Sitemap, body: rss(item("/1")), want: "/1"},
		{name: "Atom for a sitemap", kind: sada.Sitemap, body: atomHead + entry("/1") + "</feed>", want: "/1"},
		{name: "Atom with a prefix for a sitemap", kind: sada.Sitemap, body: `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:link href="https://www.petit.test/1"/></a:entry></a:feed>`, want: "/1"},
		{name: "RSS for a news sitemap", kind: sada.NewsSitemap, body: rss(item("/1")), want: "/1"},
		{name: "RDF for a sitemap", kind: sada.Sitemap, body: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">` + item("/1") + "</rdf:RDF>", want: "/1"},
		{name: "lines of addresses for a sitemap", kind: sada.Sitemap, body: "https://www.petit.test/1\r\nhttps://www.petit.test/2\n\n", want: "/1 /2"},
		{name: "lines of addresses with a mark", kind: sada.Sitemap, body: "\ufeff\nhttp://www.petit.test/1\n", want: "http://www.petit.test/1"},
		{name: "lines of which some are none", kind: sada.Sitemap, body: "https://www.petit.test/1\nbonjour\nhttps://www.petit.test/2\n", want: "/1 /2", lost: 1},
		{name: "words for a sitemap", kind: sada.Sitemap, body: "Bonjour.\nLe plan du site est en travaux.\n", want: "!not a sitemap"},
		{name: "a JSON Feed for a sitemap", kind: sada.Sitemap, body: `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://www.petit.test/1"}]}`, want: "/1"},
		{name: "RSS for posts", kind: sada.REST, body: rss(item("/1")), want: "/1"},
		{name: "RSS for a section", kind: sada.Section, body: rss(item("/1")), want: "/1"},
		{name: "a page for a sitemap", kind: sada.Sitemap, body: "<!doctype html><html><body><a href=/1>x</a></body></html>", want: "!an HTML page"},
		{name: "a page for a feed", body: "<!doctype html><html><body><a href=/1>x</a></body></html>", want: "!an HTML page"},
		{name: "a sitemap in a sitemap", kind: sada.Sitemap, body: urlset(urlset(loc("/1")) + loc("/2")), want: "/1 /2"},
		{name: "an index in a sitemap", kind: sada.Sitemap, body: urlset(loc("/1") + index), want: "/1 >/s1.xml"},
		{name: "a sitemap behind a warning", kind: sada.Sitemap, body: "<b>Warning</b>: x\n" + urlset(loc("/1")), want: "/1"},
		{name: "a sitemap with a bad tag", kind: sada.Sitemap, body: urlset(loc("/1") + "<url><loc>https://www.petit.test/2</url></loc>" + loc("/3")), want: "/1 /2 /3"},
		{name: "a sitemap with an entry that is not closed", kind: sada.Sitemap, body: urlset(loc("/1") + "<url><loc>https://www.petit.test/2</loc>" + loc("/3")), want: "/1 /2 /3"},
		{name: "a sitemap with a sign of less", kind: sada.Sitemap, body: urlset(loc("/1") + "<url><loc>https://www.petit.test/2</loc><news:title>5 < 6</news:title></url>" + loc("/3")), want: "/1 /2 /3"},
		{name: "a sitemap with an entry of nothing", kind: sada.Sitemap, body: urlset(loc("/1") + "<url></url><url><loc></loc></url>"), want: "/1", lost: 2},
		{name: "a sitemap with no address", kind: sada.Sitemap, body: urlset("<url></url><url><loc></loc></url>"), lost: 2},
		{name: "a second sitemap behind it", kind: sada.Sitemap, body: urlset(loc("/1")) + urlset(loc("/2")), want: "/1 /2"},
		{name: "entities of its own in a sitemap", kind: sada.Sitemap, body: `<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY h "https://www.petit.test">]><urlset><url><loc>&h;/1</loc></url></urlset>`, want: "/1"},
		{name: "a CDATA in a sitemap", kind: sada.Sitemap, body: urlset("<url><loc><![CDATA[https://www.petit.test/?a=1&b=2]]></loc></url>"), want: "/?a=1&b=2"},
		{name: "a sitemap cut in an entry", kind: sada.Sitemap, body: strings.TrimSuffix(urlset(loc("/1")+loc("/2")), "2</loc></url></urlset>"), want: "/1", lost: 1},
	})
}

// What a tolerant reader meets on purpose: begins without ends, and ends without
// begins, as many as a feed may hold.
func TestBrokenFeedsCostNoMoreThanTheirSize(t *testing.T) {
	const size = 4 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	bodies := map[string]string{
		"data that is not closed":      "<rss><channel><item><title>" + fill("<![CDATA["),
		"data closed once":             "<rss><channel><item><title>" + fill("<![CDATA[x</item>") + "]]>",
		"comments that are not closed": "<rss><channel><item>" + fill("<!--"),
		"signs of less":                "<rss><channel><item>" + fill("<"),
		"declarations":                 "<rss><channel><item>" + fill("<!x"),
		"instructions":                 "<rss><channel><item>" + fill("<?x"),
		"tags that are not closed":     "<rss><channel><item>" + fill("<link "),
		"values that are not closed":   "<rss><channel><item>" + fill(`<a b="`),
		"fields that are not closed":   "<rss><channel><item>" + fill("<title>"),
		"bodies that are not closed":   "<rss><channel><item></b>" + fill("<description>x<link>y"),
		"items that are not closed":    "<rss><channel></b>" + fill("<item>"),
		"ends":                         "<rss><channel></b>" + fill("</item>"),
		"ampersands":                   "<rss><channel><item></b><title>" + fill("&"),
		"attributes":                   "<rss><channel><item></b><link " + fill("a=b ") + "/></item>",
		"wholes":                       "<rss><channel><item></b>" + fill("<author><source>"),
		"entities":                     `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("x", 190) + `">]><rss><channel><item></b><title>` + fill("&a;"),
		"declared entities":            "<!DOCTYPE rss [" + fill(`<!ENTITY a "`),
		"words before the root":        fill("<b>x</b>") + rss(item("/1")),
		"doctypes":                     fill("<!doctype "),
		"a list that does not end":     "[" + fill(`{"link":"x"},`),
		"lists in lists":               fill("["),
		"lines":                        fill("http://a\n"),
	}
	for name, body := range bodies {
		for _, kind := range []sada.EndpointKind{sada.Feed, sada.Sitemap, sada.REST} {
			t.Run(name+" for a "+string(kind), func(t *testing.T) {
				begin := time.Now()
				l, err := leads(kind, []byte(body))
				if err == nil && len(l.Items) > 50_000 {
					t.Errorf("%d items", len(l.Items))
				}
				if took := time.Since(begin); took > 10*slowest {
					t.Errorf("it took %v", took)
				}
			})
		}
	}
}

func FuzzBrokenFeedsGiveLeadsOrAReason(f *testing.F) {
	for _, s := range []string{
		rss(item("/1"), "<item><title>x</titre><link/>https://www.petit.test/2<guid isPermaLink=false>z</guid></item>", "<item><title><![CDATA[a</title></item>"),
		"<b>Warning</b><!DOCTYPE rss [<!ENTITY a 'b'><!-- ]> -->]><rss><channel><item><title>&a;</title><link>www.petit.test/1</link></item>",
		atomHead + `<entry><link>https://www.petit.test/1</link><content type="xhtml"><p>x</entry><entry><link href="x"`,
		"https://www.petit.test/1\nhttps://www.petit.test/2\n", `{"items":{"0":{"url":"a"}},"posts":[{"link":"b"`, "<urlset><url><loc>x</url></loc><url>",
		`<html><meta http-equiv=refresh content="0;url=//x"><link rel=alternate type=application/rss+xml href=y>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, kind := range []sada.EndpointKind{sada.Feed, sada.Sitemap, sada.REST, sada.Section} {
			wantLeads(t, kind, body, nil)
		}
		to := extract.Onward(&sada.Page{Body: body, Capture: sada.Capture{URL: "https://www.petit.test/fil/", Header: http.Header{}}}, sada.Feed)
		wantLines(t, to)
	})
}
