package webcases

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Two addresses are one article when something besides a name of theirs says so.
func TestAddressesAreToldApartAndJoined(t *testing.T) {
	const title = "Les bergers du plateau descendent vers la plaine"
	starting := func(prefix string, page answer) does {
		return func(a *ask) answer {
			if strings.HasPrefix(a.path, prefix) {
				return page
			}
			return nil
		}
	}
	h := pub(ago(time.Hour))
	esc := func(s string) string { return (&url.URL{Path: s}).EscapedPath() }
	each := func(n int, path func(int) string, s func(i int) story) site {
		all, items := site{}, []string{}
		for i := 1; i <= n; i++ {
			all[path(i)] = s(i)
			items = append(items, item(s(i).title, here+strings.ReplaceAll(path(i), "&", "&amp;"), pub(ago(time.Duration(i)*time.Hour))))
		}
		all["/feed"] = feed(rss(items...))
		return all
	}
	seasons := []string{"", "La récolte des olives commence au verger", "Un pont neuf enjambe la rivière du village", "Le théâtre municipal rouvre ses portes samedi"}
	season := func(i int) story { return story{title: seasons[i]} }
	play(t, []webCase{
		{name: "hijri years at the end", outlet: fed(), answer: listed(
			[2]string{esc("/موسم-الحج-1447"), "موسم الحج يبدأ غدا"}, [2]string{esc("/رمضان-1447"), "رمضان في المدينة العتيقة"}), want: []check{clippings(2)}},
		{name: "a dashed day at the end", outlet: fed(), answer: listed(
			[2]string{"/conseil-24-11-2026", "Conseil de la province"}, [2]string{"/marche-24-11-2026", "Marché aux bestiaux"}), want: []check{clippings(2)}},
		{name: "one number on two language hosts", outlet: fed(), answer: site{
			"/feed":                               feed(rss(item("La digue", "https://fr.journal.test/la-digue-10234.html", h), item("السد", "https://ar.journal.test/alsad-88-10234.html", h))),
			"fr.journal.test/la-digue-10234.html": story{title: "La digue du port"},
			"ar.journal.test/alsad-88-10234.html": story{title: "سد الوادي الكبير", lines: []string{"قال المجلس إن السد ممتلئ وإن المياه تكفي سكان الوادي حتى الصيف المقبل.", "وأضاف أن القنوات نظفت قبل الأمطار وأن الحدائق تسقى مساء."}},
		}, want: []check{clippings(2)}},
		{name: "a price and a distance", outlet: fed(), answer: listed(
			[2]string{"/le-ble-a-3500.html", "Le blé à 3500 la tonne"}, [2]string{"/le-col-a-3500.html", "Le col à 3500 mètres"}, [2]string{"/prime-de-3500.html", "Une prime de 3500 dirhams"}), want: []check{clippings(3)}},
		{name: "numbered page files of one folder", outlet: fed(), answer: each(3, func(i int) string { return fmt.Sprintf("/%d/2026-11-24/article.html", 100+i) }, season), want: []check{clippings(3)}},
		{name: "one id beside another parameter", outlet: fed(), answer: each(3, func(i int) string { return fmt.Sprintf("/lire.php?annee=2026&n=%d", i) }, season), want: []check{clippings(3)}},
		{name: "og:url is the home", outlet: fed(), answer: each(3, plainPath, func(i int) story {
			return story{title: numbered(i), head: `<meta property="og:url" content="https://journal.test/">`}
		}), want: []check{clippings(3)}},
		{name: "og:url is one article's", outlet: fed(), answer: each(3, plainPath, func(i int) story {
			return story{title: numbered(i), head: `<meta property="og:url" content="https://journal.test/a-1">`}
		}), want: []check{clippings(3)}},
		{name: "the section", outlet: fed(), answer: calledAll(3, plainPath, here+"/politique/"), want: []check{clippings(3)}},
		{name: "undefined", outlet: fed(), answer: calledAll(3, plainPath, here+"/undefined"), want: []check{clippings(3)}},
		{name: "a category in the query", outlet: fed(), answer: calledAll(3, plainPath, here+"/?cat=3"), want: []check{clippings(3)}},
		{name: "the home of the www host", outlet: fed(), answer: calledAll(3, plainPath, "https://www.journal.test"), want: []check{clippings(3)}},
		{name: "lang home", outlet: fed(), answer: calledAll(3, plainPath, here+"/fr"), want: []check{clippings(3)}},
		{name: "the home with a fragment", outlet: fed(), answer: calledAll(3, plainPath, here+"/#"), want: []check{clippings(3)}},
		{name: "home of a default file", outlet: fed(), answer: calledAll(3, plainPath, here+"/default.aspx"), want: []check{clippings(3)}},
		{name: "dropped the number of the path info", outlet: fed(), answer: calledAll(3, func(i int) string { return fmt.Sprintf("/article.aspx?ID=%d", i) }, here+"/Article.aspx"), want: []check{clippings(3)}},
		{name: "real different texts with one canonical", outlet: fed(), answer: func() site {
			s := each(3, plainPath, func(i int) story { return story{title: seasons[i], canonical: here + "/a-1"} })
			return s
		}(), want: []check{clippings(3)}},
		{name: "a staging host for each", outlet: fed(), answer: each(2, plainPath, func(i int) story {
			return story{title: seasons[i], canonical: "https://preprod.journal.test" + plainPath(i)}
		}), hosts: []string{"preprod.journal.test"}, want: []check{clippings(2)}},
		{name: "the slug changes and the short link stays", outlet: fed(), visits: twice, answer: site{
			"/feed":     inTurn{feed(rss(item("Premier titre de l'enquête", here+"/premier/", h))), feed(rss(item("Second titre de l'enquête", here+"/second/", h)))},
			"/premier/": inTurn{story{title: "Premier titre de l'enquête", canonical: here + "/premier/", head: `<link rel="shortlink" href="https://journal.test/?p=4711">`}, nil},
			"/second/":  story{title: "Second titre de l'enquête", canonical: here + "/second/", head: `<link rel="shortlink" href="https://journal.test/?p=4711">`},
		}, want: []check{clippings(1)}},
		{name: "Drupal's guid stays", outlet: fed(), visits: twice, answer: site{
			"/feed":    inTurn{feed(rss(item("Premier titre de l'enquête", here+"/premier", h, guid("4711 at https://journal.test")))), feed(rss(item("Second titre de l'enquête", here+"/second", h, guid("4711 at https://journal.test"))))},
			"/premier": inTurn{story{title: "Premier titre de l'enquête"}, to(301, here+"/second")},
			"/second":  story{title: "Second titre de l'enquête"},
		}, want: []check{clippings(1)}},
		{name: "Atom's id stays, the old address is gone", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				atom(atomFeed(`<title>Premier titre de l'enquête</title><link href="https://journal.test/premier"/><id>tag:journal.test,2026:4711</id><updated>` + iso(ago(time.Hour)) + `</updated>`)),
				atom(atomFeed(`<title>Second titre de l'enquête</title><link href="https://journal.test/second"/><id>tag:journal.test,2026:4711</id><updated>` + iso(ago(time.Hour)) + `</updated>`))},
			"/premier": inTurn{story{title: "Premier titre de l'enquête"}, nil},
			"/second":  story{title: "Second titre de l'enquête"},
		}, want: []check{clippings(1)}},
		{name: "one guid for all items", outlet: fed(), answer: func() site {
			s := each(3, plainPath, season)
			s["/feed"] = feed(rss(item(seasons[1], here+"/a-1", h, guid("g")), item(seasons[2], here+"/a-2", h, guid("g")), item(seasons[3], here+"/a-3", h, guid("g"))))
			return s
		}(), want: []check{clippings(3)}},
		{name: "the guid is recycled over visits", outlet: fed(), visits: twice, answer: func() site {
			s := each(2, plainPath, season)
			s["/feed"] = inTurn{feed(rss(item(seasons[1], here+"/a-1", h, guid("1")))), feed(rss(item(seasons[2], here+"/a-2", h, guid("1"))))}
			s["/a-1"] = story{title: seasons[1], lines: []string{"Les cueilleurs sont au verger depuis l'aube, et le moulin tournera jusqu'à dimanche soir, dit son gardien."}}
			s["/a-2"] = story{title: seasons[2], lines: []string{"L'ouvrage de pierre, long de quarante mètres, remplace la passerelle que la crue de mars avait emportée."}}
			return s
		}(), want: []check{clippings(2)}},
		{name: "links are a redirector, guids are real", outlet: fed(), answer: site{
			"/feed": feed(rss(`<title>T1</title><link>https://journal.test/go</link><guid>https://journal.test/a-1</guid>`+h, `<title>T2</title><link>https://journal.test/go</link><guid>https://journal.test/a-2</guid>`+h)),
			"/a-1":  season(1), "/a-2": season(2),
		}, want: []check{clippings(2)}},
		{name: "NFC and NFD", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+esc(norm.NFC.String("/événement-à-fès")), h), item(title, here+esc(norm.NFD.String("/événement-à-fès")), h))),
			"*":     starting("/", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "escapes in small letters", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+esc("/الرعاة"), h), item(title, here+strings.ToLower(esc("/الرعاة")), h))),
			"*":     starting("/%", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "sid and SID", outlet: fed(), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer {
				return feed(rss(item(title, fmt.Sprintf("%s/lire.asp?num=7&amp;sid=%d8f2a1c3b4d5e6f7", here, a.n), h)))
			}),
			"*": starting("/lire.asp?num=7", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "ASP.NET's session in the path", outlet: fed(), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer {
				return feed(rss(item(title, fmt.Sprintf("%s/(S(lit3py55t21z5v55vlm25s%d5))/article.aspx?id=7", here, a.n), h)))
			}),
			"*": starting("/(S(", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "jsessionid before the query", outlet: fed(), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer {
				return feed(rss(item(title, fmt.Sprintf("%s/art.do;jsessionid=A%dB2C3D4E5F60718293A4B5C6D7E8F90?id=7", here, a.n), h)))
			}),
			"*": starting("/art.do", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "ref=rss beside the bare link", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/bergers", h), item(title, here+"/bergers?ref=rss", h))), "*": starting("/bergers", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "from=feed beside the bare link", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/bergers?from=feed", h), item(title, here+"/bergers", h))), "*": starting("/bergers", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "xtor behind the fragment sign", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/bergers#xtor=RSS-1", h), item(title, here+"/bergers", h))), "*": starting("/bergers", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "a print folder", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/bergers", h), item(title, here+"/print/bergers", h))), "/bergers": story{title: title}, "/print/bergers": story{title: title},
		}, want: []check{clippings(1)}},
		{name: "imprimer=1", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/bergers", h), item(title, here+"/bergers?imprimer=1", h))), "*": starting("/bergers", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "tmpl=component&print=1", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/index.php?id=7", h), item(title, here+"/index.php?id=7&amp;tmpl=component&amp;print=1", h))), "*": starting("/index.php?id=7", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "AMP by query", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/bergers", h), item(title, here+"/bergers?amp=1", h))), "*": starting("/bergers", story{title: title, canonical: here + "/bergers"}),
		}, want: []check{clippings(1)}},
		{name: "a slash at the end", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/bergers", h), item(title, here+"/bergers/", h))), "*": starting("/bergers", story{title: title}),
		}, want: []check{clippings(1)}},
		{name: "two slashes", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, here+"/bergers", h), item(title, here+"//bergers", h))), "*": does(func(a *ask) answer { return story{title: title} }),
		}, want: []check{clippings(1)}},
		{name: "http and https", outlet: fed(), answer: site{
			"/feed": feed(rss(item(title, "http://journal.test/bergers", h), item(title, here+"/bergers", h))), "/bergers": story{title: title},
		}, want: []check{clippings(1)}},
		{name: "two places by from are two", outlet: fed(), answer: site{
			"/feed":              feed(rss(item("Trains de Fès", here+"/trains?from=fes", h), item("Trains de Rabat", here+"/trains?from=rabat", h))),
			"/trains?from=fes":   story{title: "Les trains de Fès partent à l'heure", lines: []string{"De Fès, six trains partent chaque jour vers la côte, dit le chef de gare, et deux autres le dimanche soir."}},
			"/trains?from=rabat": story{title: "Rabat attend sa nouvelle gare", lines: []string{"À Rabat, la gare du sud sera livrée au printemps, annonce le directeur du chantier, avec dix quais couverts."}},
		}, want: []check{clippings(2)}},
		{name: "a flash becomes a whole article", outlet: fed(), visits: twice, answer: site{
			"/feed":  inTurn{revisedAt("/flash", "Urgent : séisme", ago(5*time.Hour)), revisedAt("/flash", "Séisme au nord : ce que l'on sait", today.Add(4*time.Second))},
			"/flash": inTurn{story{title: "Urgent : séisme", lines: []string{"Une secousse a été ressentie au nord, disent les habitants ; plus de détails suivront dans la matinée."}}, story{title: "Séisme au nord : ce que l'on sait", lines: []string{"La terre a tremblé à l'aube dans trois provinces, sans victime, selon la protection civile qui a ouvert un centre.", "Les écoles resteront closes jusqu'à lundi, et les routes de montagne sont fermées."}}},
		}, want: []check{clippings(1), articles(1), version(2)}},
		{name: "a title that is translated", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{revisedAt("/x", "The shepherds come down", ago(5*time.Hour)), revisedAt("/x", title, today.Add(4*time.Second))},
			"/x":    inTurn{story{title: "The shepherds come down", lines: []string{"The shepherds of the plateau come down to the plain this week, earlier than in other years, the council says today."}}, story{title: title}},
		}, want: []check{clippings(1), articles(1), version(2)}},
		{name: "a weekly column under one title", outlet: fed(), answer: site{
			"/feed":     feed(rss(item("Le billet du lundi", here+"/billet-1", h), item("Le billet du lundi", here+"/billet-2", pub(ago(8*day))))),
			"/billet-1": story{title: "Le billet du lundi", lines: []string{"Cette semaine, je suis allée au lavoir, où trois femmes chantaient en battant le linge dans l'eau froide."}},
			"/billet-2": story{title: "Le billet du lundi", lines: []string{"Mon voisin a planté un figuier contre le mur, et depuis toute la rue se demande qui mangera les figues."}},
		}, want: []check{clippings(2)}},
		{name: "daily rates that differ by a number", outlet: fed(), answer: site{
			"/feed":       feed(rss(item("Cours du dirham", here+"/cours-2411", h), item("Cours du dirham", here+"/cours-2311", pub(ago(25*time.Hour))))),
			"/cours-2411": story{title: "Cours du dirham", lines: []string{"Le dirham cote ce matin 10,71 pour un euro et 9,22 pour un dollar, selon la banque centrale du royaume."}},
			"/cours-2311": story{title: "Cours du dirham", lines: []string{"Le dirham cote ce matin 10,74 pour un euro et 9,25 pour un dollar, selon la banque centrale du royaume."}},
		}, want: []check{clippings(2)}},
	})
}

func revisedAt(path, title string, at time.Time) reply {
	return atom(atomFeed("<title>" + title + "</title><link href=\"" + here + path + "\"/><id>u</id><published>" + iso(ago(5*time.Hour)) + "</published><updated>" + iso(at) + "</updated>"))
}
