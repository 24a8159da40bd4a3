package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

const (
	hosts        = 100
	pagesPerHost = 20
	layouts      = 60
	pageWeight   = 100 << 10 // bytes of a page, about
)

// first is the date of the oldest page; the next ones follow by the minute.
var first = time.Date(2022, 10, 28, 8, 0, 0, 0, time.FixedZone("", 3600))

func hostName(h int) string { return fmt.Sprintf("h%02d.bench.test", h) }

func pagePath(n int) string { return fmt.Sprintf("/actualites/article-%d.html", n) }

// layout is one way to build a page. Its parts are drawn from the number of the
// layout, so that sixty layouts differ in tags, classes, data and weight.
type layout struct {
	n                     int
	wrap, body, class     string
	head, sub, date       string
	paragraph             string
	jsonLD, og, micro     bool
	related, comments     int
	navigation, script    int
	shareInside, noteTail bool
}

func newLayout(n int) layout {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	return layout{
		n:    n,
		wrap: pick("main", "div", "section"), body: pick("article", "div", "section"),
		class:     pick("entry-content", "article-body-wrapper", "post-content", "content", "td-post-content", "story", "node__content") + fmt.Sprintf(" l%d", n),
		head:      pick("entry-title", "headline-container", "post-title", "title"),
		sub:       pick("subheadline-container", "chapo", "lead", "post-subtitle"),
		date:      pick("date-post", "subheadline-date", "entry-date", "posted-on"),
		paragraph: pick("", ` class="body-paragraph"`, ` dir="auto"`),
		jsonLD:    r.IntN(3) > 0, og: r.IntN(4) > 0, micro: r.IntN(3) == 0,
		related: 4 + r.IntN(20), comments: r.IntN(12),
		navigation: 30 + r.IntN(120), script: 2 + r.IntN(9),
		shareInside: r.IntN(2) == 0, noteTail: r.IntN(2) == 0,
	}
}

var (
	arabic = strings.Fields("الحكومة المدينة المشروع الجماعة البرنامج الطريق الميناء الفلاحة التعليم الصحة المجلس الوزارة المواطنين المنطقة التنمية الاستثمار خلال بعد قبل عند على في من إلى مع هذا هذه الذي التي وقال وأكد وأوضح وأضاف كما أن سنة شهر يوم مليون درهم تقدم انطلاق افتتاح دورة لقاء خطة ماء سد موسم سوق قطاع شباب نساء جهة إقليم محلية وطنية جديدة كبيرة مهمة")
	french = strings.Fields("le la les une des du projet ville conseil commune programme route port agriculture enseignement santé ministère région développement investissement pendant après avant selon dans avec pour cette ces qui que a indiqué précisé ajouté souligné année mois jour million dirhams avancement lancement ouverture session rencontre plan eau barrage saison marché secteur jeunes femmes province locale nationale nouvelle grande importante")
)

func words(r *rand.Rand, from []string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(from[r.IntN(len(from))])
	}
	return b.String()
}

func sentences(r *rand.Rand, from []string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words(r, from, 9+r.IntN(14)))
		b.WriteByte('.')
	}
	return b.String()
}

// page builds page n of host h: the same bytes for the same numbers.
func page(h, n int) []byte {
	r := rand.New(rand.NewPCG(uint64(h), uint64(n)))
	l := newLayout((h*pagesPerHost + n) % layouts)
	text, lang, dir := arabic, "ar", "rtl"
	if (h+n)%5 < 2 {
		text, lang, dir = french, "fr", "ltr"
	}
	title := words(r, text, 9)
	if (h*pagesPerHost+n)%40 == 0 {
		title += map[string]string{"ar": " الحكومة المنفتحة", "fr": " gouvernement ouvert"}[lang]
	}
	at := published(h, n)
	var b bytes.Buffer
	l.writeHead(&b, r, text, lang, dir, title, hostName(h)+pagePath(n), at)
	l.writeNavigation(&b, r, text)
	l.writeBody(&b, r, text, title, at)
	l.writeAside(&b, r, text)
	for b.Len() < pageWeight-2000 {
		l.writeScript(&b, r)
	}
	b.WriteString("<footer><p>Page faite pour une mesure.</p></footer></body></html>")
	return b.Bytes()
}

func published(h, n int) time.Time { return first.Add(time.Duration(h*pagesPerHost+n) * time.Minute) }

func (l layout) writeHead(b *bytes.Buffer, r *rand.Rand, text []string, lang, dir, title, url string, at time.Time) {
	fmt.Fprintf(b, `<!DOCTYPE html><html lang="%s" dir="%s"><head><meta charset="utf-8"><title>%s - Kiosque</title><link rel="canonical" href="http://%s">`, lang, dir, title, url)
	if l.og {
		fmt.Fprintf(b, `<meta property="og:title" content="%s"><meta property="og:type" content="article"><meta property="article:published_time" content="%s"><meta property="og:image" content="/images/%d.jpg">`, title, at.Format(time.RFC3339), l.n)
	}
	if l.jsonLD {
		fmt.Fprintf(b, `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"%s","datePublished":"%s","author":{"@type":"Organization","name":"Rédaction"}}</script>`, title, at.Format(time.RFC3339))
	}
	for i := range 14 {
		fmt.Fprintf(b, `<link rel="stylesheet" href="/assets/css/part-%d.css?v=%d"><meta name="theme-%d" content="%s">`, i, r.IntN(999), i, words(r, text, 4))
	}
	for range l.script / 2 {
		l.writeScript(b, r)
	}
	b.WriteString("</head>")
}

func (l layout) writeNavigation(b *bytes.Buffer, r *rand.Rand, text []string) {
	fmt.Fprintf(b, `<body class="single layout-%d"><header><div class="logo"><a href="/"><img src="/logo.png" alt=""></a></div><nav class="menu"><ul>`, l.n)
	for i := range l.navigation {
		fmt.Fprintf(b, `<li class="menu-item menu-item-%d"><a href="/section/%d/" title="%s"><span>%s</span></a></li>`, i, i, words(r, text, 2), words(r, text, 2))
	}
	b.WriteString(`</ul></nav></header>`)
}

func (l layout) writeBody(b *bytes.Buffer, r *rand.Rand, text []string, title string, at time.Time) {
	fmt.Fprintf(b, `<%s class="container"><h1 class="%s">%s</h1><h2 class="%s">%s</h2><div class="%s">Le %s</div>`, l.wrap, l.head, title, l.sub, words(r, text, 12), l.date, at.Format("02/01/2006 à 15h04"))
	fmt.Fprintf(b, `<%s class="%s"`, l.body, l.class)
	if l.micro {
		b.WriteString(` itemprop="articleBody"`)
	}
	b.WriteString(">")
	for i := range 8 + r.IntN(8) {
		if i == 4 {
			fmt.Fprintf(b, `<h3>%s</h3>`, words(r, text, 5))
		}
		if i == 2 && l.shareInside {
			fmt.Fprintf(b, `<div class="share"><a href="#">Partager</a> <a href="#">Tweet</a></div><div class="related"><a href="%s">%s</a></div>`, pagePath(1), words(r, text, 8))
		}
		fmt.Fprintf(b, `<p%s>%s</p>`, l.paragraph, sentences(r, text, 3+r.IntN(4)))
	}
	fmt.Fprintf(b, `</%s>`, l.body)
	if l.noteTail {
		fmt.Fprintf(b, `<div class="newsletter"><p>%s</p><form><input type="email"></form></div>`, words(r, text, 14))
	}
	fmt.Fprintf(b, `</%s>`, l.wrap)
}

func (l layout) writeAside(b *bytes.Buffer, r *rand.Rand, text []string) {
	b.WriteString(`<aside class="sidebar"><h4>+</h4>`)
	for i := range l.related {
		fmt.Fprintf(b, `<div class="card"><a class="stretched-link" href="%s"><img src="/images/%d.jpg" alt="%s"><h5>%s</h5></a><span class="time">il y a %d heures</span></div>`, pagePath(i), i, words(r, text, 6), words(r, text, 10), i+1)
	}
	b.WriteString(`</aside><section class="comments">`)
	for i := range l.comments {
		fmt.Fprintf(b, `<div class="comment" id="c%d"><b>L. %d</b><p>%s</p></div>`, i, i, sentences(r, text, 2))
	}
	b.WriteString(`</section>`)
}

// writeScript adds the kind of weight that makes up most of a real page.
func (l layout) writeScript(b *bytes.Buffer, r *rand.Rand) {
	fmt.Fprintf(b, `<script>window.cfg%d={"slots":[`, r.IntN(1000))
	for i := range 20 {
		fmt.Fprintf(b, `{"id":"ad-%d-%d","size":[%d,%d],"path":"/%d/kiosque/%x"},`, l.n, i, r.IntN(970), r.IntN(600), r.IntN(1e6), r.Uint64())
	}
	fmt.Fprintf(b, `0]};(function(w,d){var s=d.createElement("script");s.async=1;s.src="/js/%x.js";d.head.appendChild(s)})(window,document);</script>`, r.Uint64())
}

// feed lists the pages of a host.
func feed(h int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Kiosque %d</title><link>http://%s/</link>`, h, hostName(h))
	for n := range pagesPerHost {
		fmt.Fprintf(&b, `<item><title>Article %d</title><link>http://%s%s</link><guid>http://%s%s</guid><pubDate>%s</pubDate></item>`,
			n, hostName(h), pagePath(n), hostName(h), pagePath(n), published(h, n).Format(time.RFC1123Z))
	}
	b.WriteString(`</channel></rss>`)
	return b.Bytes()
}
