package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

// head is what a page says of itself in its head and around its title, and what
// is to be read of it; "" is not asked, "-" is nothing.
type head struct {
	name, url, head, over, under, behind   string // the page; h1 stands between over and under
	h1, title, published, authors, section string
}

const flood = "Les crues de l'oued emportent deux ponts"

var heads = []head{
	// Dates: where they stand on pages whose head says nothing.
	{name: "a day in data of the element", under: `<div class="mini-info"><div class="date date--v2" data-seconds="1747731600" data-datetime="20 May 2025">2 h</div></div>`, published: "2025-05-20"},
	{name: "who and when in one line, under comments that are dated", over: `<div class="top-comment"><span class="by">lotfi</span> <span>8 hours ago at 10:09 am</span></div>`,
		under: `<div class="byline">Monday August 25, 2025 10:05 am PDT by Jules Verne</div>`, published: "2025-08-25", authors: "Jules Verne"},
	{name: "the original publication's name", head: `<meta name="OriginalPublicationDate" content="2025/05/12 08:20:00">`, published: "2025-05-12T08:20"},
	{name: "the vocabulary of news", head: `<meta property="rnews:datePublished" content="2025-05-12T08:20:00+01:00">`, published: "2025-05-12T08:20"},
	{name: "published and modified by hyphen", head: `<meta name="modified-date" content="2025-09-01"><meta name="created-date" content="2025-05-12">`, published: "2025-05-12"},
	{name: "a moment that the platform names its own way", head: `<meta property="krn:published_time" content="2025-05-12T08:20:00+01:00"><meta property="krn:modified_time" content="2025-05-14T08:20:00+01:00">`, published: "2025-05-12T08:20"},
	{name: "published_at", head: `<meta name="published_at" content="2025-05-12 08:20">`, published: "2025-05-12T08:20"},
	{name: "where a video was put up is no article's date", head: `<meta name="expires" content="2027-01-01">`, published: "-"},
	{name: "behind the text, posted on", behind: `<p class="postmetadata">Posted on May 12th, 2025 under Vallée. You can follow any responses.</p>`, published: "2025-05-12"},
	{name: "behind the text, in French, in a sentence of its own", behind: `<div class="infos">Cet article a été publié le lundi 12 mai 2025 à 8h20 et est classé dans Vallée.</div>`, published: "2025-05-12T08:20"},
	{name: "behind the text, in Arabic", behind: `<div class="infos">نشر بتاريخ 12 ماي 2025 على الساعة 8:20</div>`, published: "2025-05-12T08:20"},
	{name: "the year of a copyright is none", behind: `<footer>© 2019-2025 La Vallée. Tous droits réservés.</footer>`, published: "-"},
	{name: "a telephone is none", behind: `<footer>Tél. 05 22 20 20 11, fax 05.22.20.20.12</footer>`, published: "-"},
	{name: "comments are none", behind: `<ol class="commentlist"><li><cite>Lotfi</cite> <a href="#c1">14 mai 2025 à 9 h 12</a><p>Bravo.</p></li></ol>`, published: "-"},
	{name: "an agenda beside is none", behind: `<aside class="agenda"><h3>Agenda</h3><time datetime="2025-06-21">21 juin</time></aside>`, published: "-"},
	{name: "a month by its name in the address", url: "https://www.vallee.test/monde/2025/may/12/les-crues", published: "2025-05-12"},
	{name: "a day before the slug", url: "https://www.vallee.test/actu/20250512-les-crues-de-l-oued", published: "2025-05-12"},
	{name: "a day behind the slug", url: "https://www.vallee.test/actu/les-crues-de-l-oued-12-05-2025.html", published: "2025-05-12"},
	{name: "a day asked for", url: "https://www.vallee.test/lire.php?date=2025-05-12&n=4", published: "2025-05-12"},
	{name: "a number of eight figures is no day", url: "https://www.vallee.test/actu/les-crues-20251345", published: "-"},
	{name: "the data of the page, beside those of others", behind: `<script id="__NEXT_DATA__" type="application/json">{"props":{"list":[{"title":"Un autre sujet","publishedAt":"2025-05-30T10:00:00Z"}],"post":{"title":"` + flood + `","author":{"name":"Jules Verne"},"publishedAt":"2025-05-12T07:20:00Z"}}}</script>`, published: "2025-05-12T07:20"},
	{name: "the picture's folder of a day", under: `<figure><img src="/media/2025/05/12/crues.jpg" width="900" height="500"></figure>`, published: "2025-05-12"},
	// Minutes: hours as they are printed.
	{name: "afternoon, glued", under: `<div class="stamp">May 12, 2025 3:45pm</div>`, published: "2025-05-12T15:45"},
	{name: "afternoon, dotted", under: `<p class="date">12 May 2025, 3.45 p.m.</p>`, published: "2025-05-12T15:45"},
	{name: "afternoon, before the day", under: `<p class="date">03:45 PM, Monday 12 May 2025</p>`, published: "2025-05-12T15:45"},
	{name: "afternoon in Arabic", under: `<span class="date">12 ماي 2025 - 3:45 مساءً</span>`, published: "2025-05-12T15:45"},
	{name: "afternoon by one letter, Arabic figures", under: `<span class="date">١٢ ماي ٢٠٢٥ ٠٣:٤٥ م</span>`, published: "2025-05-12T15:45"},
	{name: "noon and midnight", under: `<span class="date">May 12, 2025 12:05 AM</span>`, published: "2025-05-12T00:05"},
	{name: "the hour beside the day in an element of its own", head: `<meta property="article:published_time" content="2025-05-12">`, under: `<span class="day">12 mai 2025</span> <span class="hour">15 h 45</span>`, published: "2025-05-12T15:45"},
	// Authors.
	{name: "the number of an author", head: `<meta name="author" content="1047">`, under: `<p class="byline">Par Jules Verne</p>`, authors: "Jules Verne"},
	{name: "the number of an author, alone", head: `<meta name="author" content="1047">`, authors: "-"},
	{name: "a key of an author", head: `<script type="application/ld+json">{"@type":"NewsArticle","headline":"` + flood + `","author":{"@type":"Person","name":"user_83af"}}</script>`, under: `<p class="byline">Par Jules Verne</p>`, authors: "Jules Verne"},
	{name: "the outlet's name in the head, a person in print", head: `<meta property="og:site_name" content="La Vallée"><meta name="author" content="La Vallée">`, under: `<div class="info">Jules Verne <span>12 mai 2025</span></div>`, authors: "Jules Verne"},
	{name: "the outlet's address as author", head: `<meta name="author" content="Vallee.test">`, under: `<p class="auteur">Jules Verne</p>`, authors: "Jules Verne"},
	{name: "a role in an element behind the name", under: `<div class="author-box byline"><span>Jules Verne</span><span class="role">Journaliste</span></div>`, authors: "Jules Verne"},
	{name: "a role behind a comma", head: `<meta name="author" content="Jules Verne, Staff Writer">`, authors: "Jules Verne"},
	{name: "for the house", head: `<meta property="og:site_name" content="La Vallée"><meta name="author" content="Jules Verne pour La Vallée">`, authors: "Jules Verne"},
	{name: "a role before the name, Arabic", under: `<p class="byline">الصحفية ابن بطوطة</p>`, authors: "ابن بطوطة"},
	{name: "a letter to the author", under: `<p class="byline">By <a href="/staff/jules-verne/">Jules Verne</a> | <a href="mailto:s@vallee.test">Email the author</a></p>`, authors: "Jules Verne"},
	{name: "people of other articles", behind: `<div class="trending"><span class="trending_by_line">Lotfi Amrani</span></div>`, authors: "-"},
	{name: "names in parts, without a name", head: `<script type="application/ld+json">{"@type":"Article","headline":"` + flood + `","author":[{"@type":"Person","givenName":"Jules","familyName":"Verne"}]}</script>`, authors: "Jules Verne"},
	{name: "a role glued to the name", head: `<script type="application/ld+json">{"@type":"Article","headline":"` + flood + `","author":{"name":"Jules Verne - Correspondante à Tanger"}}</script>`, authors: "Jules Verne"},
	// Titles.
	{name: "a colon is no separator", head: `<title>Rabat : les crues de l'oued</title>`, h1: `<h1 class="logo"><a href="/">La Vallée</a></h1>`, under: `<h2 class="post-title">Rabat : les crues de l'oued</h2>`, title: "Rabat : les crues de l'oued"},
	{name: "the site behind a tilde", head: `<title>Les crues de l'oued emportent deux ponts ~ La Vallée</title><meta property="og:site_name" content="La Vallée">`, h1: `<h1><img src="/logo.png" alt="La Vallée"></h1>`, title: flood},
	{name: "the site behind a bracket", head: `<title>Les crues de l'oued emportent deux ponts « La Vallée</title><meta property="og:site_name" content="La Vallée">`, h1: " ", title: flood},
	{name: "the site before a colon", head: `<title>La Vallée : Les crues de l'oued emportent deux ponts</title><meta property="og:site_name" content="La Vallée">`, h1: " ", title: flood},
	{name: "entities written twice", head: `<meta property="og:title" content="Les crues de l&amp;#039;oued emportent deux ponts">`, h1: " ", title: flood},
	{name: "sharing inside the heading", head: `<title>` + flood + ` | La Vallée</title>`, h1: `<h1>` + flood + ` <span class="share-count">12 partages</span></h1>`, title: flood},
	{name: "the heading of the site stands first", head: `<title>La Vallée, premier journal des oasis</title>`, h1: `<h1>La Vallée, premier journal des oasis</h1>`, under: `<h2 class="entry-title">` + flood + `</h2>`, title: flood},
	// Sections.
	{name: "a list of crumbs in the data", head: `<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Accueil"},{"@type":"ListItem","position":2,"item":{"name":"Environnement"}},{"@type":"ListItem","position":3,"name":"` + flood + `"}]}</script>`, section: "Environnement"},
	{name: "printed crumbs", over: `<nav aria-label="Fil d'Ariane" class="breadcrumbs"><a href="/">Accueil</a> &gt; <a href="/environnement/">Environnement</a> &gt; <span>` + flood + `</span></nav>`, section: "Environnement"},
	{name: "printed crumbs in Arabic", over: `<ol class="breadcrumb"><li><a href="/">الرئيسية</a></li><li><a href="/env">بيئة</a></li></ol>`, section: "بيئة"},
	{name: "the link of the category", under: `<p>Classé dans <a href="/category/environnement/" rel="category tag">Environnement</a></p>`, section: "Environnement"},
	{name: "a kicker that leads to the part", over: `<a class="surtitre" href="/environnement">Environnement</a>`, section: "Environnement"},
	{name: "nothing says a part", section: "-"},
}

func (h *head) page() *sada.Page {
	lines := h.head
	if !strings.Contains(lines, "<title>") {
		lines = "<title>" + flood + "</title>" + lines
	}
	h1 := h.h1
	if h1 == "" {
		h1 = "<h1>" + flood + "</h1>"
	}
	url := h.url
	if url == "" {
		url = "https://www.vallee.test/actu/les-crues-de-l-oued"
	}
	return &sada.Page{
		Body: []byte(`<!doctype html><html lang="fr"><head><meta charset="utf-8">` + lines + `</head><body><main>` +
			h.over + h1 + h.under + `<div class="text">` + body + `</div>` + h.behind + `</main></body></html>`),
		Capture: sada.Capture{URL: url},
	}
}

func TestHeads(t *testing.T) {
	for _, h := range heads {
		t.Run(h.name, func(t *testing.T) {
			if faults := h.faults(h.read(t)); faults != nil {
				t.Error(strings.Join(faults, "; "))
			}
		})
	}
}

func (h *head) read(t *testing.T) *sada.Article {
	t.Helper()
	a, err := extract.Article(h.page(), extract.Hints{Now: time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// faults are the fields that are read otherwise than wanted.
func (h *head) faults(a *sada.Article) []string {
	published := string(a.Published.Day())
	if a.Published.Timed() && len(h.published) > len(time.DateOnly) {
		published = a.Published.Time.Format("2006-01-02T15:04")
	}
	var out []string
	for _, f := range []struct{ name, got, want string }{
		{"title", a.Title, h.title}, {"published", published, h.published}, {"authors", strings.Join(a.Authors, "; "), h.authors}, {"section", a.Section, h.section},
	} {
		if f.want != "" && f.got != strings.TrimPrefix(f.want, "-") {
			out = append(out, fmt.Sprintf("%s %q, want %q", f.name, f.got, f.want))
		}
	}
	return out
}

func TestAGuessedDayIsSaidToBeOneAndTrustedLess(t *testing.T) {
	far := strings.Repeat(`<p>La commune a ouvert deux gymnases pour la nuit, et les équipes de secours ont distribué des couvertures et des repas chauds aux familles des quartiers bas, où l'eau montait encore à la tombée du jour.</p>`, 3)
	picture := `<figure><img src="/media/2025/05/12/crues.jpg" width="900" height="500"></figure>`
	for _, c := range []struct {
		name, day string
		page      head
	}{
		{"the day in the address of the picture", "2025-05-12", head{under: picture}},
		{"the only day printed", "2025-05-12", head{behind: far + `<p>Rabat, 12 mai 2025</p>`}},
		{"two days printed are none", "", head{behind: far + `<p>Rabat, 12 mai 2025</p><p>Salé, 13 mai 2025</p>`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			title := "La régie des eaux rénove les canaux de la vallée" // what the text is about
			c.page.head, c.page.h1 = "<title>"+title+"</title>", "<h1>"+title+"</h1>"
			a := c.page.read(t)
			if string(a.Published.Day()) != c.day || c.day != "" && a.Published.From != sada.FromGuess {
				t.Errorf("published %q from %q, want %q from a guess", a.Published.Day(), a.Published.From, c.day)
			}
			dated := head{head: c.page.head + `<meta name="published_at" content="2025-05-12">`, h1: c.page.h1}
			if sure := dated.read(t).Confidence; a.Confidence >= sure {
				t.Errorf("confidence %v, want less than the %v of a date of the head", a.Confidence, sure)
			}
		})
	}
}
