package extract_test

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"sada"
	"sada/extract"
)

func FuzzPageGivesAnArticleOrAReason(f *testing.F) {
	f.Add([]byte("<html><head><title>T</title><script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":[\"a\"],\"author\":[{\"name\":{}}],\"image\":[[]],\"keywords\":{\"a\":1}}</script></head><body><h1>T</h1><p>Une phrase, puis une autre.</p></body></html>"), "https://www.petit.test/a/1.html")
	f.Add([]byte("<script>var ytInitialPlayerResponse = {\"videoDetails\":{\"title\":\"x\",\"shortDescription\":3}};</script>"), "https://www.youtube.com/watch?v=abcdefghijk")
	f.Add([]byte(`{"provider_name":"X","html":"<blockquote class=twitter-tweet><p lang=ar>x</p></blockquote>"}`), "https://publish.twitter.com/oembed?url=https%3A%2F%2Ftwitter.com%2Fa%2Fstatus%2F1587462843000000000")
	f.Add([]byte(`{"link":"/a","title":{"rendered":"t"},"content":{"rendered":"<p>x"}}`), "")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), ":")
	f.Fuzz(func(t *testing.T, body []byte, u string) {
		begin := time.Now()
		p := &sada.Page{Body: body, Capture: sada.Capture{URL: u, Header: http.Header{}}}
		a, err := extract.Article(p, extract.Hints{Now: noon})
		if (a == nil) == (err == nil) {
			t.Fatalf("article %v and error %v, want one of them", a, err)
		}
		wantReasoned(t, err)
		if a != nil {
			wantSound(t, a)
			// An address that is none is handed back as it came.
			wantLines(t, strings.ReplaceAll(a.URL, u, ""), strings.ReplaceAll(a.Canonical, u, ""))
		}
		if _, _, explained := extract.Explain(p, extract.Hints{Now: noon}); (err == nil) != (explained == nil) {
			t.Errorf("explained it says %v, else %v", explained, err)
		}
		_ = extract.Endpoints(p)
		if took := time.Since(begin); took > 2*slowest {
			t.Errorf("it took %v", took)
		}
	})
}

// wantReasoned holds that an error says why there is no answer, on one line.
func wantReasoned(t *testing.T, err error) {
	t.Helper()
	var r *sada.Rejection
	if err == nil {
		return
	}
	if !errors.As(err, &r) || r.Reason == "" {
		t.Fatalf("error %v, want a rejection with a reason", err)
	}
	wantLines(t, r.Detail)
}

// wantLines holds that texts are valid, and hold no sign that steers a terminal.
func wantLines(t *testing.T, lines ...string) {
	t.Helper()
	for _, s := range lines {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
			t.Errorf("%q is no line of valid text", s)
		}
	}
}

// wantSound holds what must be true of any article.
func wantSound(t *testing.T, a *sada.Article) {
	t.Helper()
	wantLines(t, a.Title, a.Subtitle, a.Section, a.Agency, a.Language, a.Published.Text, a.Modified.Text)
	wantLines(t, a.Authors...)
	wantLines(t, a.Tags...)
	wantLines(t, a.Embeds...)
	for _, i := range a.Images {
		wantLines(t, i.URL, i.Caption, i.Credit)
	}
	for _, b := range a.Blocks {
		wantLines(t, strings.ReplaceAll(b.Text, "\n", " "))
		if b.Kind != sada.ImageBlock && strings.TrimSpace(b.Text) == "" {
			t.Errorf("a %s is empty", b.Kind)
		}
	}
	if !(a.Confidence >= 0 && a.Confidence <= 1) {
		t.Errorf("confidence %v, want it between 0 and 1", a.Confidence)
	}
	if s := strconv.FormatFloat(a.Confidence, 'g', -1, 64); len(s) > len("0.97") {
		t.Errorf("confidence %s, want it in hundredths", s)
	}
	wantPast(t, a.Published)
	wantPast(t, a.Modified)
}

// wantPast holds that a date is none, or one that says where it comes from and
// is not long after the fetch.
func wantPast(t *testing.T, d sada.Date) {
	t.Helper()
	if d.IsZero() {
		return
	}
	if d.Time.After(noon.Add(48*time.Hour)) || d.From == "" || d.Zone == "" || d.Precision == "" {
		t.Errorf("date %+v, want one not long after the fetch, with its witness", d)
	}
}

// wantLeads holds what must be true of any answer of an endpoint.
func wantLeads(t *testing.T, kind sada.EndpointKind, body []byte, fields map[string]string) {
	t.Helper()
	p := &sada.Page{Body: body, Capture: sada.Capture{URL: "https://www.petit.test/fil/"}}
	begin := time.Now()
	l, err := extract.Leads(p, sada.Endpoint{Kind: kind, URL: p.Capture.URL, Fields: fields}, extract.Hints{Now: noon})
	if (l == nil) == (err == nil) {
		t.Fatalf("leads %v and error %v, want one of them", l, err)
	}
	wantReasoned(t, err)
	if took := time.Since(begin); took > slowest {
		t.Errorf("it took %v", took)
	}
	if l == nil {
		return
	}
	wantLines(t, l.Title)
	wantLines(t, l.Notes...)
	for _, m := range l.More {
		wantLines(t, m.URL)
	}
	for _, x := range l.Items {
		if x.URL == "" || !utf8.ValidString(x.Content) {
			t.Errorf("lead %+v has no address, or its body is not valid", x)
		}
		wantLines(t, x.URL, x.Title, x.Summary, x.Language, x.Section, x.GUID, x.Image, x.Endpoint, x.Published.Text)
		wantLines(t, x.Authors...)
		wantLines(t, x.Tags...)
		wantPast(t, x.Published)
		wantPast(t, x.Modified)
	}
}

func FuzzFeedGivesLeadsOrAReason(f *testing.F) {
	f.Add([]byte("<?xml version='1.0' encoding='utf-16'?><rss version='2.0'><channel><title>&lt;b&gt;</title><item><title><![CDATA[<script>x]]></title><link>/a</link><pubDate>Tue, 01 Nov 2022 23:30:00 +0000</pubDate></item></channel></rss>"))
	f.Add([]byte("<feed xmlns='http://www.w3.org/2005/Atom' xml:base=':'><entry><link href='%zz'/><updated>1</updated></entry></feed>"))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"url":"x","authors":[null]}]}`))
	f.Add([]byte("<rdf:RDF xmlns='http://purl.org/rss/1.0/'><item><link>a</link></item>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		wantLeads(t, sada.Feed, body, nil)
		wantLeads(t, sada.REST, body, nil)
		wantLeads(t, sada.JSONListEndpoint, body, map[string]string{"url": "/{id}", "items": "a.0.b"})
	})
}

func FuzzSitemapGivesLeadsOrAReason(f *testing.F) {
	f.Add([]byte("<urlset><url><loc>https://www.petit.test/1</loc><lastmod>2022-11-01</lastmod><news:news><news:title>t</news:title></news:news></url></urlset>"))
	f.Add([]byte("<sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("<urlset></urlset></urlset><urlset><url>"))
	f.Fuzz(func(t *testing.T, body []byte) { wantLeads(t, sada.Sitemap, body, nil) })
}

func FuzzSectionGivesLeadsOrAReason(f *testing.F) {
	f.Add([]byte("<base href='//x'><nav><a href='/a'>A</a></nav><div class=card><a href='/x/un-titre-de-quatre-12345.html' rel=next><img alt=x></a><span class=date>1 نونبر 2022</span></div><a href='?page=2'>2</a>"))
	f.Add([]byte("<table><tr><td><a href='http://[::1'>x</a><time datetime='منذ ساعتين'>"))
	f.Fuzz(func(t *testing.T, body []byte) { wantLeads(t, sada.Section, body, nil) })
}

// A date is read where it is printed, in an element of the page.
func FuzzDateIsNoneOrPast(f *testing.F) {
	for _, s := range []string{"Le 20/04/2025 à 10h06", "الأحد 06 أبريل 2025 - 09:00", "منذ 3 ساعات", "2099-01-01", "1970-01-01T00:00:00Z", "01 ربيع الثاني 1447 | 24 شتنبر 2025", "0000-00-00", "31/02/2025"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		body := `<html><head><title>Un titre</title><meta property="article:published_time" content="` + s + `"></head><body><h1>Un titre</h1><span class="date">` + s +
			`</span><div class="article-body"><p>Un paragraphe assez long pour compter, avec une virgule, et qui ne porte aucune date.</p></div></body></html>`
		a, err := extract.Article(plain(body), extract.Hints{Now: noon})
		if err != nil || a.Published.IsZero() {
			return
		}
		d := a.Published
		if d.Time.After(noon.Add(48*time.Hour)) || d.Time.Year() < 1000 || d.From == "" || d.Zone == "" {
			t.Errorf("%q gives %+v", s, d)
		}
	})
}
