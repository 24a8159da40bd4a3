package extract_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sada"
	"sada/extract"
)

// slowest is how long any answer may keep the reader busy. It is far from what
// a page costs: what it finds is cost that grows with the square, which is
// minutes for pages as large as these. The race detector makes all of it slower.
const slowest = 5 * time.Second * slowdown

// tooLong reports whether reading a body takes longer than it may, three times
// in a row: others may be at work on the machine. On one that is slow, or made
// slow to find races, it is measured by the parser, which goes over the same
// bytes once.
func tooLong(body string, read func()) (time.Duration, bool) {
	var took time.Duration
	for range 3 {
		begin := time.Now()
		read()
		if took = time.Since(begin); took <= slowest {
			return took, false
		}
		begin = time.Now()
		_, _ = html.Parse(strings.NewReader(body))
		if took <= 30*time.Since(begin) {
			return took, false
		}
	}
	return took, true
}

func plain(body string) *sada.Page {
	return &sada.Page{Body: []byte(body), Capture: sada.Capture{URL: "https://www.petit.test/a/un-titre-de-quatre-mots-12345.html"}}
}

var noon = time.Date(2025, 9, 25, 12, 0, 0, 0, time.UTC)

// bombs are pages made to cost much.
func bombs() map[string]string {
	paragraph := "<p>Un paragraphe assez long pour compter, avec une virgule, et qui revient sans cesse.</p>"
	many := func(n int, f func(b *strings.Builder, i int)) string {
		var b strings.Builder
		for i := range n {
			f(&b, i)
		}
		return b.String()
	}
	return map[string]string{
		"513 elements in one another":     strings.Repeat("<div>", 513) + paragraph,
		"a million in one another":        strings.Repeat("<div>", 200_000) + paragraph,
		"a million siblings":              "<article>" + strings.Repeat("<i></i>", 1_000_000) + paragraph + "</article>",
		"a hundred thousand attributes":   "<p " + many(40_000, func(b *strings.Builder, i int) { fmt.Fprintf(b, "a%d=x ", i) }) + ">" + paragraph,
		"a hundred thousand paragraphs":   "<article>" + strings.Repeat(paragraph, 5_000) + "</article>",
		"five hundred bodies in another":  strings.Repeat(`<div class="entry-content">`, 500) + strings.Repeat(paragraph, 5_000),
		"five hundred dates in another":   strings.Repeat(`<div class="date">`, 500) + strings.Repeat(paragraph, 5_000),
		"bodies side by side":             strings.Repeat(`<div class="entry-content">`+paragraph+"</div>", 10_000),
		"a class of a megabyte":           strings.Repeat(`<div class="`+strings.Repeat("x- ", 300_000)+`"><p>`+paragraph+"</p></div>", 4),
		"formatting that is never closed": "<p>" + many(300, func(b *strings.Builder, i int) { fmt.Fprintf(b, "<b id=%d>", i) }) + "</p>" + strings.Repeat("<p>x", 200_000),
		"formatting of every kind":        "<p>" + strings.Repeat("<b><i><u><s><em><tt><big><code><font><small><strong>", 3) + "</p>" + strings.Repeat("<p>x", 200_000),
		"scripts that assign nothing":     "<script>" + strings.Repeat(`Fusion.globalContent={"a":`, 40_000) + "</script>" + paragraph,
		"players that are none":           "<script>" + strings.Repeat(`ytInitialPlayerResponse = {"a":[`, 40_000) + "</script>" + paragraph,
		"data of commas":                  `<script type="application/ld+json">[` + strings.Repeat(",", 400_000) + "</script>" + paragraph,
		"data in one another":             `<script type="application/ld+json">` + strings.Repeat(`{"mainEntity":[`, 40_000) + "</script>" + paragraph,
		"data of many articles":           `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"Article","keywords":"a,b"},`, 20_000) + `{}]</script>` + paragraph,
		"links without end": `<div>` + many(40_000, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, `<a href="/x/un-titre-%d.html">un titre de la liste</a>`, 10_000+i)
		}) + "</div>",
		"cards without end": `<main>` + many(25_000, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, `<span><a href="/x/un-titre-%d.html">un titre</a></span>`, 10_000+i)
		}) + "</main>",
		"lists in one another":      strings.Repeat("<ul><li>", 250) + strings.Repeat(paragraph, 5_000),
		"one line of breaks":        "<article><p>" + strings.Repeat("mot<br>", 200_000) + "</p></article>",
		"figures in one another":    strings.Repeat("<figure>", 500) + strings.Repeat("<img src=a.jpg>", 100_000),
		"times without end":         strings.Repeat(`<aside><time datetime="2024-01-01">x</time></aside>`, 100_000) + paragraph,
		"headings without end":      strings.Repeat("<h1>Un titre qui revient</h1>", 40_000) + paragraph,
		"entities without end":      "<p>" + strings.Repeat("&amp;&#x41;&nbsp;", 100_000),
		"attributes that are quote": `<p title="` + strings.Repeat("<", 800_000),
		"metas without end":         strings.Repeat(`<meta name="author" content="A, B, C, D">`, 100_000) + paragraph,
		"a byline without end":      `<meta name="author" content="` + strings.Repeat("a, ", 200_000) + `">` + paragraph,
		"tables in one another":     strings.Repeat("<table><tr><td>", 170) + strings.Repeat(paragraph, 5_000),
		"blockquotes with links":    strings.Repeat("<blockquote>", 400) + strings.Repeat(`<a href="https://twitter.com/a/status/1587462843000000000">x</a>`, 20_000),
		"JSON in one another":       `{"content":` + strings.Repeat("[", 200_000),
		"a post of commas":          `{"link":"https://a.test/","title":{"rendered":"t"},"content":{"rendered":"` + strings.Repeat("<b>a, ", 100_000) + `"}}`,
	}
}

func TestPagesMadeToCostMuchAreReadInTime(t *testing.T) {
	for name, body := range bombs() {
		t.Run(name, func(t *testing.T) {
			took, long := tooLong(body, func() {
				a, err := extract.Article(plain(body), extract.Hints{Now: noon})
				if (a == nil) == (err == nil) {
					t.Errorf("article %v and error %v, want one of them", a, err)
				}
			})
			if long {
				t.Errorf("the article took %v, want at most %v", took, slowest)
			}
			took, long = tooLong(body, func() {
				_, _ = extract.Leads(plain(body), sada.Endpoint{Kind: sada.Section}, extract.Hints{Now: noon})
				_ = extract.Endpoints(plain(body))
			})
			if long {
				t.Errorf("the section took %v, want at most %v", took, slowest)
			}
		})
	}
}

// Both would be millions of nodes, or a stack as deep, if they were parsed.
func TestPagesThatCannotBeParsedSayWhy(t *testing.T) {
	all := bombs()
	for _, name := range []string{"513 elements in one another", "a million in one another", "formatting that is never closed", "formatting of every kind"} {
		t.Run(name, func(t *testing.T) {
			_, err := extract.Article(plain(all[name]), extract.Hints{Now: noon})
			wantReason(t, err, sada.ReasonParse)
		})
	}
}

func wantReason(t *testing.T, err error, want sada.Reason) {
	t.Helper()
	var r *sada.Rejection
	if !errors.As(err, &r) || r.Reason != want {
		t.Errorf("error %v, want a rejection for %q", err, want)
	}
}
