package extract_test

import (
	"net/http"
	"strings"
	"testing"

	"sada/extract"
)

// A form is how one home page tells where its articles are listed.
var homeForms = []struct{ name, header, head, body, want string }{
	{"a feed", "", `<link rel="alternate" type="application/rss+xml" href="/rss-x">`, "", "feed https://www.revue.test/rss-x"},
	{"two words in rel", "", `<link rel="alternate nofollow" type="application/rss+xml" href="/rss-x">`, "", "feed https://www.revue.test/rss-x"},
	{"rel feed", "", `<link rel="feed" href="/nouvelles">`, "", "feed https://www.revue.test/nouvelles"},
	{"rel feed alternate, type Atom", "", `<link rel="feed alternate" type="application/atom+xml" href="/a">`, "", "feed https://www.revue.test/a"},
	{"upper case and a parameter of the type", "", `<LINK REL="ALTERNATE" TYPE="Application/RSS+XML; charset=UTF-8" HREF="/rss-x">`, "", "feed https://www.revue.test/rss-x"},
	{"type text/xml", "", `<link rel="alternate" type="text/xml" title="RSS" href="/rss-x">`, "", "feed https://www.revue.test/rss-x"},
	{"type application/xml", "", `<link rel="alternate" type="application/xml" href="/dernieres.xml">`, "", "feed https://www.revue.test/dernieres.xml"},
	{"type application/rdf+xml", "", `<link rel="alternate" type="application/rdf+xml" href="/index.rdf">`, "", "feed https://www.revue.test/index.rdf"},
	{"a JSON Feed", "", `<link rel="alternate" type="application/feed+json" href="/feed.json">`, "", "feed https://www.revue.test/feed.json"},
	{"a JSON Feed under the type of version one", "", `<link rel="alternate" type="application/json" href="/feed.json">`, "", "feed https://www.revue.test/feed.json"},
	{"an old type", "", `<link rel="alternate" type="application/x-rss+xml" href="/flux">`, "", "feed https://www.revue.test/flux"},
	{"type text/rss", "", `<link rel="alternate" type="text/rss" href="/flux">`, "", "feed https://www.revue.test/flux"},
	{"no type, an address that says it", "", `<link rel="alternate" title="Le fil" href="/fil/rss">`, "", "feed https://www.revue.test/fil/rss"},
	{"no rel", "", `<link type="application/rss+xml" href="/rss-x">`, "", "feed https://www.revue.test/rss-x"},
	{"rel service.feed", "", `<link rel="service.feed" type="application/atom+xml" href="/atom">`, "", "feed https://www.revue.test/atom"},
	{"the plus written as a reference", "", `<link rel="alternate" type="application/rss&#43;xml" href="/index.xml">`, "", "feed https://www.revue.test/index.xml"},
	{"blanks around the address", "", `<link rel="alternate" type="application/rss+xml" href="  /rss-x
">`, "", "feed https://www.revue.test/rss-x"},
	{"a link in the body", "", "", `<div><link rel="alternate" type="application/rss+xml" href="/rss-x"></div>`, "feed https://www.revue.test/rss-x"},
	{"a base", "", `<base href="https://www.revue.test/ar/"><link rel="alternate" type="application/rss+xml" href="rss">`, "", "feed https://www.revue.test/ar/rss"},
	{"a host for feeds", "", `<link rel="alternate" type="application/rss+xml" href="https://feeds.brasier.test/revue">`, "", "feed https://feeds.brasier.test/revue"},
	{"the comments come first", "", `<link rel="alternate" type="application/rss+xml" title="Revue » Flux des commentaires" href="/c/feed"><link rel="alternate" type="application/rss+xml" href="/rss-x">`, "", "feed https://www.revue.test/rss-x"},
	{"comments in Arabic", "", `<link rel="alternate" type="application/rss+xml" title="خلاصة التعليقات" href="/kh/feed"><link rel="alternate" type="application/rss+xml" title="الخلاصة" href="/rss-x">`, "", "feed https://www.revue.test/rss-x"},
	{"one feed in three formats", "", `<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="text/xml" title="RSS .92" href="/feed/rss/"><link rel="alternate" type="application/atom+xml" href="/feed/atom/">`, "",
		"feed https://www.revue.test/feed/\nfeed https://www.revue.test/feed/rss/ guess\nfeed https://www.revue.test/feed/atom/ guess"},
	{"feeds of two sections", "", `<link rel="alternate" type="application/rss+xml" href="/rss/monde.xml"><link rel="alternate" type="application/rss+xml" href="/rss/sport.xml">`, "", "feed https://www.revue.test/rss/monde.xml\nfeed https://www.revue.test/rss/sport.xml"},

	{"a Link header", `</rss-x>; rel="alternate"; type="application/rss+xml"`, "", "", "feed https://www.revue.test/rss-x"},
	{"a Link header without quotes", `<feed.xml>;type=application/atom+xml;rel=alternate`, "", "", "feed https://www.revue.test/feed.xml"},
	{"several in one Link header", `<https://www.revue.test/>; rel="canonical", <https://cdn.revue.test/a,b.css>; rel=preload; as=style, <https://www.revue.test/rss-x>; title="a, b; c"; rel="home alternate"; type="application/rss+xml"`, "", "", "feed https://www.revue.test/rss-x"},
	{"WordPress by its header", `<https://www.revue.test/wp-json/>; rel="https://api.w.org/"`, "", "", "rest https://www.revue.test/wp-json/wp/v2/posts?per_page=50"},
	{"WordPress with plain addresses", "", `<link rel="https://api.w.org/" href="https://www.revue.test/index.php?rest_route=/">`, "", "rest https://www.revue.test/index.php?rest_route=/wp/v2/posts&per_page=50"},
	{"WordPress with plain addresses, escaped", `<https://www.revue.test/?rest_route=%2F>; rel="https://api.w.org/"`, "", "", "rest https://www.revue.test/?rest_route=/wp/v2/posts&per_page=50"},
	{"a sitemap by rel", "", `<link rel="sitemap" type="application/xml" title="Sitemap" href="/plan.xml">`, "", "sitemap https://www.revue.test/plan.xml"},
	{"a news sitemap by rel", "", `<link rel="alternate sitemap" type="application/xml" href="/news-sitemap.xml">`, "", "news-sitemap https://www.revue.test/news-sitemap.xml"},

	{"an anchor that says RSS", "", "", `<footer><a href="/rss-x">Flux RSS</a></footer>`, "feed https://www.revue.test/rss-x unconfirmed"},
	{"an anchor in Arabic", "", "", `<footer><a href="/khulasat">خلاصات</a></footer>`, "feed https://www.revue.test/khulasat unconfirmed"},
	{"a picture that says RSS", "", "", `<a href="/abonnement/fil"><img src="/i.png" alt="RSS"></a>`, "feed https://www.revue.test/abonnement/fil unconfirmed"},
	{"an icon with a label", "", "", `<a href="/fil" aria-label="RSS" class="social"><i class="fa fa-rss"></i></a>`, "feed https://www.revue.test/fil unconfirmed"},
	{"an icon alone", "", "", `<a href="/fil" class="social"><i class="fa fa-rss"></i></a>`, "feed https://www.revue.test/fil unconfirmed"},
	{"an anchor whose address says it", "", "", `<p><a href="/spip.php?page=backend">S'abonner</a></p>`, "feed https://www.revue.test/spip.php?page=backend unconfirmed"},
	{"an anchor with a type", "", "", `<p><a type="application/rss+xml" href="/fil">Le fil</a></p>`, "feed https://www.revue.test/fil unconfirmed"},
	{"an anchor to a host for feeds", "", "", `<p><a href="https://feeds.brasier.test/revue">RSS</a></p>`, "feed https://feeds.brasier.test/revue unconfirmed"},
	{"an anchor to a sitemap", "", "", `<p><a href="/sitemap.xml">Plan du site</a></p>`, "sitemap https://www.revue.test/sitemap.xml"},
	{"the program names itself", "", `<meta name="generator" content="SPIP 4.2">`, "", "feed https://www.revue.test/spip.php?page=backend guess"},
	{"Joomla names itself", "", `<meta name="generator" content="Joomla! - Open Source Content Management">`, "", "feed https://www.revue.test/?format=feed&type=rss guess"},
	{"Ghost names itself", "", `<meta name="Generator" content="Ghost 5.80">`, "", "feed https://www.revue.test/rss/ guess"},

	{"another language is no feed", "", `<link rel="alternate" hreflang="ar" href="/ar/"><link rel="alternate" media="handheld" href="https://m.revue.test/">`, "", ""},
	{"oEmbed is no feed", "", `<link rel="alternate" type="application/json+oembed" href="/oembed?url=x"><link rel="alternate" type="text/xml+oembed" href="/oembed?url=x&format=xml"><link rel="alternate" title="JSON" type="application/json" href="/wp-json/wp/v2/pages/2">`, "", ""},
	{"a style sheet is no feed", "", `<link rel="alternate stylesheet" type="text/xml" href="/feed.xsl"><link rel="search" type="application/opensearchdescription+xml" href="/osd.xml"><link rel="EditURI" type="application/rsd+xml" href="/xmlrpc.php?rsd"><link rel="manifest" type="application/json" href="/feed/manifest.json">`, "", ""},
	{"a headline with the letters RSS is no feed", "", "", `<h2><a href="/monde/inde-le-rss-tient-congres-a-nagpur">Inde : le RSS tient congrès à Nagpur devant des milliers de membres</a></h2>`, ""},
	{"a reader's button is no feed", "", "", `<a href="https://feedly.com/i/subscription/feed/https://www.revue.test/">RSS</a><a href="https://add.my.yahoo.com/rss?url=x">RSS</a>`, ""},
	{"anchors stay out where a link declares the feed", "", `<link rel="alternate" type="application/rss+xml" href="/rss-x">`, `<a href="/rss/sport">RSS</a>`, "feed https://www.revue.test/rss-x"},
	{"the comments of an anchor", "", "", `<a href="/comments/feed/">RSS des commentaires</a><a href="/feed/">RSS des articles</a>`, "feed https://www.revue.test/feed/ unconfirmed"},
	{"a page of a reader's group", "", "", `<a href="/flux-migratoires">Flux</a><a href="javascript:rss()">RSS</a><a href="#rss">RSS</a>`, ""},
}

func TestHomePagesTellWhereTheirArticlesAreListed(t *testing.T) {
	for _, f := range homeForms {
		t.Run(f.name, func(t *testing.T) {
			p := plain("<html><head><title>Revue</title>" + f.head + "</head><body><h1>Revue</h1><p>Bienvenue.</p>" + f.body + "</body></html>")
			p.Capture.URL = "https://www.revue.test/"
			p.Capture.Header = http.Header{}
			if f.header != "" {
				p.Capture.Header.Add("Link", f.header)
			}
			var got []string
			for _, e := range extract.Endpoints(p) {
				line := string(e.Kind) + " " + e.URL
				if e.Trust != "" {
					line += " " + string(e.Trust)
				}
				got = append(got, line)
			}
			if got := strings.Join(got, "\n"); got != f.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, f.want)
			}
		})
	}
}
