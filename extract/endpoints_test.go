package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"sada"
	"sada/extract"
)

func endpointsText(all []sada.Endpoint) string {
	var b strings.Builder
	for _, e := range all {
		fmt.Fprintf(&b, "%s %s\n", e.Kind, e.URL)
	}
	return b.String()
}

func TestHomeDeclaresItsEndpoints(t *testing.T) {
	p := plain(`<html><head><base href="https://www.petit.test/fr/">
<link rel="alternate" type="application/rss+xml" title="Petit" href="feed/">
<link rel="alternate" type="application/rss+xml" href="https://www.petit.test/fr/comments/feed/">
<link rel="alternate" hreflang="ar" href="/ar/">
<link rel="alternate" type="application/atom+xml" href="https://www.ailleurs.test/atom.xml">
<link rel="https://api.w.org/" href="https://www.petit.test/wp-json/">
<link rel="sitemap" href="/sitemap.xml"></head><body>
<nav><a href="/fr/">Accueil</a><a href="/fr/economie/">Économie</a><a href="/fr/economie/">Économie</a><a href="/fr/contact/">Contact</a>
<a href="/fr/tag/mer/">Mer</a><a href="/fr/2024/05/02/un-article-de-la-une/">Un article de la une</a><a href="https://www.ailleurs.test/sport/">Sport</a><a href="/fr/societe?page=2">Plus</a></nav>
<p><a href="/fr/hors-de-la-navigation/">Ailleurs</a></p></body></html>`)
	p.Capture.URL = "https://www.petit.test/fr/"
	want := `feed https://www.petit.test/fr/feed/
feed https://www.ailleurs.test/atom.xml
rest https://www.petit.test/wp-json/wp/v2/posts?per_page=50
sitemap https://www.petit.test/sitemap.xml
section https://www.petit.test/fr/economie/
`
	if got := endpointsText(extract.Endpoints(p)); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestANavigationWithoutEndGivesAFewSections(t *testing.T) {
	var b strings.Builder
	b.WriteString("<nav>")
	for i := range 1000 {
		fmt.Fprintf(&b, "<a href='/rubrique%c%c%c'>x</a>", 'a'+i%26, 'a'+i/26%26, 'a'+i/676)
	}
	if got := len(extract.Endpoints(plain(b.String()))); got != 12 {
		t.Errorf("%d sections, want 12", got)
	}
}

func TestProfilesKnowWhereTheirOutletsAnswer(t *testing.T) {
	cases := []struct {
		profile    sada.Profile
		home, want string
	}{
		{sada.WordPress, "https://www.parti.test/fr", `feed https://www.parti.test/fr/feed/
feed https://www.parti.test/fr/?feed=rss2
rest https://www.parti.test/fr/wp-json/wp/v2/posts?per_page=50
rest https://www.parti.test/fr/?rest_route=/wp/v2/posts&per_page=50
news-sitemap https://www.parti.test/news-sitemap.xml
sitemap https://www.parti.test/fr/wp-sitemap.xml
sitemap https://www.parti.test/sitemap_index.xml
sitemap https://www.parti.test/sitemap.xml
`},
		{sada.Arc, "https://fr.arc.test/", "feed https://fr.arc.test/arc/outboundfeeds/rss/?outputType=xml\nnews-sitemap https://fr.arc.test/arc/outboundfeeds/sitemap-news/?outputType=xml\nsitemap https://fr.arc.test/arc/outboundfeeds/sitemap-index/?outputType=xml\n"},
		{sada.Drupal, "https://www.drupal.test/ar", "feed https://www.drupal.test/ar/rss.xml\nsitemap https://www.drupal.test/sitemap.xml\n"},
		{sada.Generic, "https://www.petit.test/index.php", `feed https://www.petit.test/feed/
feed https://www.petit.test/rss.xml
feed https://www.petit.test/rss
feed https://www.petit.test/feed.xml
feed https://www.petit.test/atom.xml
news-sitemap https://www.petit.test/sitemap-news.xml
news-sitemap https://www.petit.test/news-sitemap.xml
sitemap https://www.petit.test/sitemap.xml
sitemap https://www.petit.test/sitemap_index.xml
sitemap https://www.petit.test/wp-sitemap.xml
`},
		{sada.YouTube, "https://www.youtube.com/channel/x", ""},
		{sada.WordPress, "://", ""},
	}
	for _, c := range cases {
		t.Run(string(c.profile)+" "+c.home, func(t *testing.T) {
			if got := endpointsText(extract.More(&sada.Source{Profile: c.profile, Home: c.home})); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestVideosAndPostsAreDescribedByTheirPlatform(t *testing.T) {
	cases := []struct{ address, want string }{
		{"https://www.youtube.com/watch?v=abcdefghijk&t=3", "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk"},
		{"https://youtu.be/abcdefghijk", "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk"},
		{"https://m.youtube.com/shorts/abcdefghijk", "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk"},
		{"https://x.com/a/status/1587462843000000000", "https://publish.twitter.com/oembed?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1587462843000000000"},
		{"https://www.petit.test/watch?v=abcdefghijk", ""},
		{"", ""},
	}
	for _, c := range cases {
		got, ok := extract.OEmbed(c.address)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q gives %q %v, want %q", c.address, got, ok, c.want)
		}
	}
}

func TestRulesThatCannotBeReadAreNamed(t *testing.T) {
	got := extract.CheckRules(sada.Rules{Title: "h1[", Body: ".entry-content", Date: "time:nth(", Remove: []string{".x", "p:("}, Article: `/a/(\d+`})
	var places []string
	for _, p := range got {
		places = append(places, p.Place)
		if p.What == "" || p.Instead == "" {
			t.Errorf("problem %+v does not say what is wrong and what to write", p)
		}
	}
	if got, want := strings.Join(places, " "), "title date remove article"; got != want {
		t.Errorf("problems at %q, want %q", got, want)
	}
	if all := extract.CheckRules(sada.Rules{Title: "h1.t", Article: `^/lire/\d+$`}); len(all) > 0 {
		t.Errorf("good rules have problems: %v", all)
	}
}
