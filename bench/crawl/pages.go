package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	hosts        = 100
	pagesPerHost = 20
	layouts      = 60
	pageWeight   = 96 << 10 // bytes of a page, at least
	hitEvery     = 40       // every so many pages one answers the first query
)

// first is the date of the oldest page; the next ones follow by the minute.
var first = time.Date(2022, 10, 28, 8, 0, 0, 0, time.FixedZone("", 3600))

func hostName(h int) string { return fmt.Sprintf("h%02d.bench.test", h) }

func pagePath(n int) string { return fmt.Sprintf("/actualites/article-%d.html", n) }

func published(h, n int) time.Time { return first.Add(time.Duration(h*pagesPerHost+n) * time.Minute) }

// newSheet begins page n of host h: the same numbers draw the same page. The
// title is drawn first, so that the feed can name it without building the page.
func newSheet(h, n int) (s *sheet, lang, title string) {
	s = &sheet{layout: newLayout((h*pagesPerHost + n) % layouts), r: rand.New(rand.NewPCG(uint64(h), uint64(n))), text: &arabic, host: hostName(h)}
	lang = "ar"
	if (h+n)%5 < 2 {
		s.text, lang = &french, "fr"
	}
	title = s.words(9)
	if (h*pagesPerHost+n)%hitEvery == 0 {
		title += map[string]string{"ar": " الحكومة المنفتحة", "fr": " gouvernement ouvert"}[lang]
	}
	return s, lang, title
}

// page builds page n of host h.
func page(h, n int) []byte {
	s, lang, title := newSheet(h, n)
	dir := map[string]string{"ar": "rtl", "fr": "ltr"}[lang]
	at := published(h, n)
	fmt.Fprintf(s, `<!DOCTYPE html><html lang="%s" dir="%s">`, lang, dir)
	s.writeHead(title, hostName(h)+pagePath(n), at)
	s.begin("body", fmt.Sprintf(`class="single single-post postid-%d single-format-standard layout-%d %s wide"`, n, s.n, s.prefix))
	s.writeHeader()
	for i := range s.wrappers {
		s.begin("div", fmt.Sprintf(`id="row-%d" %s`, i, s.named("row")))
	}
	s.writeArticle(title, n, at)
	s.writeComments()
	s.writeSidebar()
	s.end(s.wrappers)
	s.writeFooter()
	s.fill()
	s.end(1)
	s.WriteString("</html>\n")
	return s.Bytes()
}

// fill brings a page that is still light to its weight: with further lists of
// articles, as long pages have, and with code.
func (s *sheet) fill() {
	for w := 0; s.Len() < pageWeight; w++ {
		s.begin("div", fmt.Sprintf(`id="more-%d" %s`, w, s.named("block")))
		s.card(50+w, w)
		s.writeScript()
		s.writeScript()
		s.end(1)
	}
}

func (s *sheet) writeHead(title, url string, at time.Time) {
	s.begin("head", "")
	s.put(`<meta charset="utf-8"><title>%s - Kiosque</title>`, title)
	s.put(`<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="canonical" href="http://%s">`, url)
	if s.og {
		image := fmt.Sprintf("http://%s/images/lead.jpg", s.host)
		s.put(`<meta property="og:title" content="%s"><meta property="og:type" content="article"><meta property="og:description" content="%s">`, title, s.words(20))
		s.put(`<meta property="article:published_time" content="%s"><meta property="og:image" content="%s">`, at.Format(time.RFC3339), image)
		for _, name := range []string{"twitter:card", "twitter:title", "og:site_name", "og:locale", "og:image:width", "article:section"} {
			s.put(`<meta property="%s" content="%s">`, name, s.words(2))
		}
	}
	for i := range 8 + s.n%12 {
		s.put(`<meta name="msapplication-tile-%d" content="%s">`, i, s.words(3))
		s.put(`<link rel="stylesheet" id="%s-%d-css" href="http://%s/wp-content/themes/%s/assets/css/part-%d.min.css?ver=6.0.%d&amp;k=%d" type="text/css" media="all">`, s.prefix, i, s.host, s.prefix, i, i, s.n)
	}
	for i := range s.styles {
		s.put(`<style id="style-%d">`, i)
		for range 12 {
			fmt.Fprintf(s, ".%s-%d{margin:0 %dpx;color:#%06x;background:linear-gradient(135deg,rgba(6,147,227,1) 0%%,#%06x 100%%)}\n", s.prefix, s.r.IntN(500), s.r.IntN(60), s.r.IntN(1<<24), s.r.IntN(1<<24))
		}
		s.WriteString("</style>")
	}
	if s.jsonLD {
		s.writeData(title, url, at)
	}
	for range s.scripts {
		s.writeScript()
	}
	s.end(1)
}

// writeData is the block of structured data that the common plugins write.
func (s *sheet) writeData(title, url string, at time.Time) {
	s.put(`<script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[`)
	fmt.Fprintf(s, `{"@type":"NewsArticle","@id":"http://%s#article","isPartOf":{"@id":"http://%s"},"author":{"@type":"Organization","name":"Rédaction"},"headline":"%s","datePublished":"%s","dateModified":"%s","wordCount":%d,"inLanguage":"fr-FR"},`,
		url, url, title, at.Format(time.RFC3339), at.Format(time.RFC3339), 300+s.n)
	fmt.Fprintf(s, `{"@type":"WebPage","@id":"http://%s","url":"http://%s","name":"%s","isPartOf":{"@id":"http://%s/#website"}},{"@type":"BreadcrumbList","itemListElement":[`, url, url, title, s.host)
	for i := range 3 {
		fmt.Fprintf(s, `{"@type":"ListItem","position":%d,"name":"%s","item":"http://%s/rubrique/%d/"},`, i, s.words(2), s.host, i)
	}
	fmt.Fprintf(s, `{"@type":"ListItem","position":4,"name":"%s"}]},{"@type":"Organization","@id":"http://%s/#organization","name":"Kiosque"}]}</script>`, title, s.host)
}

// writeScript adds code and settings, as a page has some thirty pieces of.
func (s *sheet) writeScript() {
	if s.r.IntN(2) == 0 {
		s.put(`<script type="text/javascript" src="http://%s/wp-includes/js/dist/%x.min.js?ver=%d" id="%s-%d-js" async></script>`, s.host, s.r.Uint32(), s.r.IntN(99), s.prefix, s.r.IntN(90))
		return
	}
	if s.r.IntN(6) == 0 {
		s.put("<!-- %s: %s, %d ms, %d queries -->", s.prefix, "served from the page cache of the theme", s.r.IntN(900), s.r.IntN(200))
	}
	s.put("<script>\nvar cfg_%d = {\"ajaxurl\":\"http:\\/\\/%s\\/wp-admin\\/admin-ajax.php\",\"nonce\":\"%010x\",\"slots\":[", s.r.IntN(1000), s.host, s.r.Uint64())
	for i := range s.r.IntN(9) {
		fmt.Fprintf(s, `{"id":"ad-%d-%d","size":[[%d,%d],"fluid"],"path":"/%d/kiosque/%s","lazy":true,"key":"%x%x"},`, s.n, i, 300+s.r.IntN(3)*150, 250, s.r.IntN(1e6), french.stems[s.r.IntN(len(french.stems))], s.r.Uint64(), s.r.Uint64())
	}
	s.WriteString("0]};\n(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'start':new Date().getTime(),event:'js'});var f=d.getElementsByTagName(s)[0],j=d.createElement(s);j.async=true;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer');\n</script>")
}

// feed lists the pages of a host.
func feed(h int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Kiosque %d</title><link>http://%s/</link>`, h, hostName(h))
	for n := range pagesPerHost {
		s, _, title := newSheet(h, n)
		address := "http://" + hostName(h) + pagePath(n)
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link><guid>%s</guid><pubDate>%s</pubDate><category>%s</category><description><![CDATA[<p>%s</p>]]></description></item>\n",
			title, address, address, published(h, n).Format(time.RFC1123Z), s.words(1), s.words(40))
	}
	b.WriteString(`</channel></rss>`)
	return b.Bytes()
}
