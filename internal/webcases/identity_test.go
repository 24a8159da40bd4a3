package webcases

import (
	"strings"
	"testing"
	"time"

	"sada"
)

// listed is a site whose feed lists stories by path and title.
func listed(pairs ...[2]string) site {
	s, items := site{}, []string{}
	for i, p := range pairs {
		s[p[0]] = story{title: p[1]}
		items = append(items, item(p[1], here+p[0], pub(ago(time.Duration(i+1)*time.Hour))))
	}
	s["/feed"] = feed(rss(items...))
	return s
}

// calledAll is a site of n stories at paths, all of which call themselves by
// one canonical address.
func calledAll(n int, path func(int) string, canonical string) site {
	s, items := site{}, []string{}
	for i := 1; i <= n; i++ {
		s[path(i)] = story{title: numbered(i), canonical: canonical}
		items = append(items, item(numbered(i), here+path(i), pub(ago(time.Duration(i)*time.Hour))))
	}
	s["/feed"] = feed(rss(items...))
	return s
}

func plainPath(i int) string { return "/a-" + string(rune('0'+i)) }

// A number, a year or a day in an address is not the name of the article.
func TestANumberInASlugIsNoIdentity(t *testing.T) {
	play(t, []webCase{
		{name: "slugs that end in a year", outlet: fed(), answer: listed(
			[2]string{"/plan-de-reboisement-2026.html", "Plan de reboisement 2026 adopté"},
			[2]string{"/tournoi-des-ecoles-2026.html", "Tournoi des écoles 2026 au gymnase"},
			[2]string{"/compte-de-la-ville-2026.html", "Compte de la ville 2026 en séance"},
		), want: []check{clippings(3)}},
		{name: "slugs that end in a day", outlet: fed(), answer: listed(
			[2]string{"/seance-du-conseil-20261124.html", "Séance du conseil tenue mardi"},
			[2]string{"/halle-aux-grains-20261124.html", "Halle aux grains repeinte"},
			[2]string{"/quai-des-barques-20261124.html", "Quai des barques allongé"},
		), want: []check{clippings(3)}},
		{name: "slugs that begin with a year", outlet: fed(), answer: listed(
			[2]string{"/2026-annee-des-fontaines.html", "2026, année des fontaines"},
			[2]string{"/2026-recoltes-attendues.html", "2026 : récoltes attendues"},
		), want: []check{clippings(2)}},
		{name: "the same number in two sections", outlet: fed(), answer: listed(
			[2]string{"/video/atelier-10234.html", "Visite en vidéo de l'atelier"},
			[2]string{"/photos/portraits-10234.html", "Galerie de portraits du bourg"},
		), want: []check{clippings(2)}},
		{name: "a sum at the end of a slug", outlet: fed(), answer: site{
			"/feed": feed(rss(
				item("Piscine : 10000 entrées", here+"/piscine-entrees-10000.html"),
				item("Course : 10000 coureurs", here+"/course-coureurs-10000.html"))),
			"/piscine-entrees-10000.html": story{title: "Piscine : 10000 entrées"},
			"/course-coureurs-10000.html": story{title: "Course : 10000 coureurs"},
		}, want: []check{clippings(2)}},
		{name: "an index file with the number behind it", outlet: fed(), answer: listed(
			[2]string{"/index.php?id=7", "Le lavoir du quartier est remis en eau"},
			[2]string{"/?article42", "La fanfare répète sur la place"},
		), want: []check{clippings(2)}},
		{name: "a path that says one segment three times", outlet: fed(), answer: listed(
			[2]string{"/11/11/11/la-veillee-du-11-novembre", "La veillée du 11 novembre"},
		), want: []check{clippings(1)}},
	})
}

// What a page says of its own address is one witness, and not always a good one.
func TestACanonicalAloneJoinsNothing(t *testing.T) {
	play(t, []webCase{
		{name: "the home for all, over http", outlet: fed(), answer: calledAll(3, plainPath, "http://journal.test/"), want: []check{clippings(3)}},
		{name: "the address without the number that tells pages apart", outlet: fed(),
			answer: calledAll(3, func(i int) string { return "/article.php?id=" + string(rune('0'+i)) }, here+"/article.php"),
			want:   []check{clippings(3)}},
		{name: "the index file for all", outlet: fed(), answer: calledAll(3, plainPath, here+"/index.php"), want: []check{clippings(3)}},
		{name: "another article's, out of a cache", outlet: fed(), answer: calledAll(2, plainPath, here+"/a-1"), want: []check{clippings(2)}},
		{name: "on another domain", outlet: fed(), answer: calledAll(1, plainPath, "https://autre.test/a-1"), want: []check{clippings(1)}},
		{name: "the http twin of each page", outlet: fed(), answer: listed().plus(site{
			"/feed": feed(rss(firsts(2)...)),
			"/a-1":  story{title: numbered(1), canonical: "http://journal.test/a-1"},
			"/a-2":  story{title: numbered(2), canonical: "http://journal.test/a-2"},
		}), want: []check{clippings(2)}},
		{name: "empty", outlet: fed(), answer: site{
			"/feed": feed(rss(firsts(2)...)),
			"/a-1":  story{title: numbered(1), head: `<link rel="canonical" href="">`},
			"/a-2":  story{title: numbered(2), head: `<link rel="canonical" href="">`},
		}, want: []check{clippings(2)}},
		{name: "the first page of an article in two", outlet: fed(), answer: site{
			"/feed":       feed(rss(nth(1), item(numbered(2), here+"/a-1?page=2", pub(ago(2*time.Hour))))),
			"/a-1":        story{title: numbered(1), canonical: here + "/a-1"},
			"/a-1?page=2": story{title: numbered(1), canonical: here + "/a-1"},
		}, want: []check{clippings(1)}},
	})
}

// One article under several addresses is one article.
func TestTwinsAreOneArticle(t *testing.T) {
	const title = "Fête de la moisson au hameau"
	counted := func(a *ask, format func(n int) string) answer { return feed(rss(format(a.n))) }
	starting := func(prefix string, page story) does {
		return func(a *ask) answer {
			if strings.HasPrefix(a.path, prefix) {
				return page
			}
			return nil
		}
	}
	play(t, []webCase{
		{name: "the slug changes and the guid stays", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Premier titre de l'enquête", here+"/premier-titre-de-l-enquete/", pub(ago(3*time.Hour)), guid(here+"/?p=4711")))),
				feed(rss(item("Second titre de l'enquête", here+"/second-titre-de-l-enquete/", pub(ago(3*time.Hour)), guid(here+"/?p=4711")))),
			},
			"/premier-titre-de-l-enquete/": inTurn{
				story{title: "Premier titre de l'enquête", canonical: here + "/premier-titre-de-l-enquete/"},
				to(301, here+"/second-titre-de-l-enquete/"),
			},
			"/second-titre-de-l-enquete/": story{title: "Second titre de l'enquête", canonical: here + "/second-titre-de-l-enquete/"},
		}, want: []check{clippings(1), articles(1)}},
		{name: "a session in the query that changes", outlet: fed(), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer {
				return counted(a, func(n int) string {
					return item(title, here+"/article.php?id=7&amp;PHPSESSID="+string(rune('0'+n))+"000", pub(ago(time.Hour)), guid("g7"))
				})
			}),
			"*": starting("/article.php?id=7", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "a session in the path that changes", outlet: fed(), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer {
				return counted(a, func(n int) string {
					return item(title, here+"/moisson;jsessionid="+strings.Repeat("0", 31)+string(rune('0'+n)), pub(ago(time.Hour)))
				})
			}),
			"*": starting("/moisson;jsessionid=", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "a random parameter, and the canonical is right", outlet: fed(), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer {
				return counted(a, func(n int) string {
					return item(title, here+"/moisson?from=rss&amp;ts="+string(rune('0'+n))+"000", pub(ago(time.Hour)), guid("g7"))
				})
			}),
			"*": starting("/moisson", story{title: title, canonical: here + "/moisson"}),
		}, want: []check{clippings(1)}},
		{name: "a print twin without a canonical", outlet: fed(), answer: site{
			"/feed": feed(rss(item("Un", here+"/affaire-du-jour"), item("Un", here+"/affaire-du-jour?print=1"))),
			"*":     starting("/affaire-du-jour", story{title: "L'affaire du jour au bourg"}),
		}, want: []check{clippings(1)}},
		{name: "the mobile host", outlet: fed(), answer: site{
			"/feed":               feed(rss(item(title, here+"/fete-de-la-moisson", pub(ago(time.Hour))), item(title, "https://m.journal.test/fete-de-la-moisson", pub(ago(time.Hour))))),
			"/fete-de-la-moisson": story{title: title, canonical: here + "/fete-de-la-moisson"},
		}, want: []check{clippings(1)}},
		{name: "the AMP host, listed first", outlet: fed(), answer: site{
			"/feed":               feed(rss(item(title, "https://amp.journal.test/fete-de-la-moisson", pub(ago(time.Hour))), item(title, here+"/fete-de-la-moisson", pub(ago(time.Hour))))),
			"/fete-de-la-moisson": story{title: title, canonical: here + "/fete-de-la-moisson"},
		}, want: []check{clippings(1)}},
		{name: "the guid changes at each request and the link stays", outlet: fed(), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer {
				return counted(a, func(n int) string {
					return item(title, here+"/fete", pub(ago(time.Hour)), guid("g"+string(rune('0'+n))))
				})
			}),
			"/fete": story{title: title},
		}, want: []check{clippings(1)}},
		{name: "the parameters stand in another order", outlet: fed(), answer: site{
			"/feed": feed(rss(item("Fête", here+"/a.php?id=7&amp;lang=fr", pub(ago(time.Hour))), item("Fête", here+"/a.php?lang=fr&amp;id=7", pub(ago(time.Hour))))),
			"*":     starting("/a.php", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "one link for two items with guids of their own", outlet: fed(), answer: site{
			"/feed":       feed(rss(item("Un", here+"/evenements", guid("g1")), item("Deux", here+"/evenements", guid("g2")))),
			"/evenements": story{title: "Le calendrier des fêtes du bourg"},
		}, want: []check{clippings(1)}},
		{name: "two feeds by two links, and the page says which", outlet: fed(at(sada.Feed, "/feed2")), answer: site{
			"/feed":  feed(rss(nth(1))),
			"/feed2": feed(rss(item(numbered(1), here+"/b-1", pub(ago(time.Hour))))),
			"/a-1":   story{title: numbered(1), canonical: here + "/a-1"},
			"/b-1":   story{title: numbered(1), canonical: here + "/a-1"},
		}, want: []check{clippings(1), version(1)}},
	})
}
