package webcases

import (
	"fmt"
	"html"
	"strings"
	"time"

	"sada"
)

// theWord is what the event of every case asks for, and every story holds.
const theWord = "sadatest"

// here is the outlet's own address.
const here = "https://journal.test"

// journal is the outlet of most cases. Without endpoints they are found from
// its home.
func journal(endpoints ...sada.Endpoint) sada.Source {
	return sada.Source{
		ID: "journal", Name: sada.Names{"fr": "Journal"}, Home: here + "/", Profile: sada.Generic,
		Languages: []string{"fr"}, Zone: "Africa/Casablanca", Endpoints: endpoints,
	}
}

// fed is the outlet with its feed named in the settings.
func fed(more ...sada.Endpoint) sada.Source {
	return journal(append([]sada.Endpoint{at(sada.Feed, "/feed")}, more...)...)
}

// wordpress is the outlet as one of WordPress.
func wordpress(endpoints ...sada.Endpoint) sada.Source {
	s := journal(endpoints...)
	s.Profile = sada.WordPress
	return s
}

func at(kind sada.EndpointKind, path string) sada.Endpoint {
	return sada.Endpoint{Kind: kind, URL: here + path}
}

func htmlPage(s string) reply { return reply{status: 200, body: s} }
func text(s string) reply     { return htmlPage(s).with("Content-Type", "text/plain") }
func feed(s string) reply     { return htmlPage(s).with("Content-Type", "application/rss+xml") }
func atom(s string) reply     { return htmlPage(s).with("Content-Type", "application/atom+xml") }
func xml(s string) reply      { return htmlPage(s).with("Content-Type", "application/xml") }
func jsonText(s string) reply { return htmlPage(s).with("Content-Type", "application/json") }
func raw(s string) reply      { return reply{raw: s} }

// code answers a status without a body.
func code(status int) reply { return reply{status: status} }

// to redirects.
func to(status int, location string) reply { return code(status).with("Location", location) }

// story is an article page. Stories of one stand are much alike, as those of an
// outlet with its boxes and notices are.
type story struct {
	title     string
	canonical string
	head      string   // more of the head
	lines     []string // the paragraphs; nil: four of no matter
	after     string   // HTML behind the paragraphs
	silent    bool     // does not hold the word
}

func (s story) answer(a *ask) reply { return htmlPage(s.page()) }

func (s story) page() string {
	title := html.EscapeString(s.title)
	head := `<meta charset="utf-8"><title>` + title + "</title>"
	if s.canonical != "" {
		head += `<link rel="canonical" href="` + html.EscapeString(s.canonical) + `">`
	}
	lines := s.lines
	if lines == nil {
		lines = noMatter()
	}
	return `<!DOCTYPE html><html lang="fr"><head>` + head + s.head + "</head><body><article><h1>" + title + "</h1>" +
		"<p>" + strings.Join(append(lines, s.last()), "</p><p>") + "</p>" + s.after + "</article></body></html>"
}

// last is a paragraph of the story's own.
func (s story) last() string {
	number := 0
	for _, r := range s.title {
		number += int(r)
	}
	word := theWord
	if s.silent {
		word = "rien"
	}
	return fmt.Sprintf("La note du greffe, inscrite sous %s au registre %d, se rapporte à « %s ».", word, number, html.EscapeString(s.title))
}

func noMatter() []string {
	return []string{
		"La commission des jardins a étudié jeudi le plan de la nouvelle pépinière, où trois cents arbres seront élevés avant le printemps prochain.",
		"Les semis, confiés à une école de la vallée, débuteront par les serres du bord de l'eau, d'après la note que le jardinier en chef a lue.",
		"Des habitants ont souhaité que les allées restent ouvertes le dimanche matin, pour que les familles du quartier puissent s'y promener.",
		"La dépense atteint neuf cent mille dirhams, que la province paiera pour moitié et la ville pour le reste, en deux versements égaux.",
	}
}

// numbered is the title of the nth story of a stand.
func numbered(n int) string { return fmt.Sprintf("La pépinière numéro %d reçoit ses visiteurs", n) }

// tale is the nth story.
func tale(n int) story { return story{title: numbered(n)} }

// tales is a site with the stories 1 to n at /a-1 and so on.
func tales(n int) site {
	s := site{}
	for i := 1; i <= n; i++ {
		s[fmt.Sprintf("/a-%d", i)] = tale(i)
	}
	return s
}

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	rssRoot = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">`
)

// rss is an RSS feed of items, each the inside of one.
func rss(items ...string) string { return xmlHead + bareRSS(items...) }

func bareRSS(items ...string) string { return rssRoot + channel("", items...) + "</rss>" }

func channel(head string, items ...string) string {
	s := "<channel><title>Journal</title><link>" + here + "/</link><description>d</description>" + head
	for _, i := range items {
		s += "<item>" + i + "</item>"
	}
	return s + "</channel>"
}

// item is the inside of an item of RSS; link is written as it stands.
func item(title, link string, more ...string) string {
	return "<title>" + title + "</title><link>" + link + "</link>" + strings.Join(more, "")
}

// nth is the item of the nth story, an hour older than the one before it.
func nth(n int, more ...string) string {
	return item(numbered(n), fmt.Sprintf("%s/a-%d", here, n), append([]string{pub(ago(time.Duration(n) * time.Hour))}, more...)...)
}

// firsts are the items of the stories 1 to n.
func firsts(n int) []string {
	var all []string
	for i := 1; i <= n; i++ {
		all = append(all, nth(i))
	}
	return all
}

func pub(t time.Time) string { return "<pubDate>" + rfc(t) + "</pubDate>" }

func guid(s string) string { return `<guid isPermaLink="false">` + s + "</guid>" }

func rfc(t time.Time) string { return t.Format(time.RFC1123Z) }

// gmt is a date as headers of HTTP have it.
func gmt(t time.Time) string { return strings.Replace(t.UTC().Format(time.RFC1123), "UTC", "GMT", 1) }

func iso(t time.Time) string { return t.Format("2006-01-02T15:04:05-07:00") }

// atomFeed is an Atom feed of entries, each the inside of one.
func atomFeed(entries ...string) string {
	s := `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Journal</title>`
	for _, e := range entries {
		s += "<entry>" + e + "</entry>"
	}
	return s + "</feed>"
}

// front is a home page with this in its head and in its body.
func front(head, body string) reply {
	return htmlPage("<html><head><title>Journal</title>" + head + "</head><body><h1>Journal</h1><p>Bonjour.</p>" + body + "</body></html>")
}

func itoa(n int) string { return fmt.Sprint(n) }
