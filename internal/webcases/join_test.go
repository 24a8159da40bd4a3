package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"sada"
)

// other are the paragraphs of a story that has nothing of the usual ones.
func other() []string {
	return []string{
		"Les pompiers ont maîtrisé avant l'aube un feu de cheminée parti d'un four à pain, rue des Tanneurs, sans qu'aucun voisin ne soit blessé.",
		"Le boulanger, réveillé par son apprenti, avait coupé le gaz et sorti les sacs de farine avant l'arrivée du premier camion.",
		"L'assureur passera jeudi ; d'ici là, les clients trouveront leur pain chez le confrère de la place, au même prix.",
	}
}

// third are those of another one.
func third() []string {
	return []string{
		"Une troupe de marionnettistes venue de la côte jouera trois soirs dans la cour de l'ancienne douane, en entrée libre.",
		"Le décor tient dans deux malles et un drap ; les voix sont celles de quatre comédiens assis derrière une lampe à huile.",
		"Le maire a promis des bancs, la fanfare promet le silence, et les enfants de l'école ont peint l'affiche.",
	}
}

// two is a site of two stories, told in one feed.
func two(first, second string, a, b story) site {
	return site{
		"/feed": feed(rss(item(a.title, here+first, pub(ago(time.Hour))), item(b.title, here+second, pub(ago(2*time.Hour))))),
		first:   a, second: b,
	}
}

// What stands in an address is an id only where the outlet is known for it.
func TestWhatLooksLikeAnIdIsNone(t *testing.T) {
	play(t, []webCase{
		{name: "Arabic slugs that end in a year", outlet: fed(), answer: site{
			"/feed": feed(rss(
				item("ميزانية المدينة", here+"/%D9%85%D9%8A%D8%B2%D8%A7%D9%86%D9%8A%D8%A9-2026.html"),
				item("مهرجان الزهور", here+"/%D9%85%D9%87%D8%B1%D8%AC%D8%A7%D9%86-2026.html"))),
			"/%D9%85%D9%8A%D8%B2%D8%A7%D9%86%D9%8A%D8%A9-2026.html": story{title: "المجلس يصادق على ميزانية المدينة"},
			"/%D9%85%D9%87%D8%B1%D8%AC%D8%A7%D9%86-2026.html":       story{title: "افتتاح مهرجان الزهور في الحديقة"},
		}, want: []check{clippings(2)}},
		{name: "a postcode", outlet: fed(), answer: two("/ecole-fermee-40000.html", "/pont-ouvert-40000.html",
			story{title: "L'école du faubourg ferme une semaine"}, story{title: "Le pont tournant rouvre aux charrettes"}), want: []check{clippings(2)}},
		{name: "p is the kind of page", outlet: fed(), answer: site{
			"/feed":               feed(rss(item("Un", here+"/index.php?p=3&amp;id=1"), item("Deux", here+"/index.php?p=3&amp;id=2"))),
			"/index.php?p=3&id=1": story{title: "Le lavoir sera couvert"}, "/index.php?p=3&id=2": story{title: "La tannerie change de mains"},
		}, want: []check{clippings(2)}},
		{name: "capitals in the slug of an outlet that is not Arc", outlet: fed(), answer: two(
			"/jeux/MOTSCROISESDUJEUDISOIRABCD", "/grilles/MOTSCROISESDUJEUDISOIRABCD",
			story{title: "Mots croisés : la grille"}, story{title: "Mots croisés : la solution de la veille"}), want: []check{clippings(2)}},
		{name: "a day before the slug", outlet: fed(), answer: two("/20261125-vendanges-tardives.html", "/20261125-foire-aux-anes.html",
			story{title: "Vendanges tardives sur les coteaux"}, story{title: "La foire aux ânes est annulée"}), want: []check{clippings(2)}},
	})
}

// A page's word about itself joins only what is alike.
func TestAWordOfThePageNeedsAWitness(t *testing.T) {
	section := func(canonical string, attr string) site {
		head := fmt.Sprintf(attr, canonical)
		s := site{"/feed": feed(rss(
			item("Un", here+"/ville/lavoir", pub(ago(time.Hour))), item("Deux", here+"/ville/tannerie", pub(ago(2*time.Hour))), item("Trois", here+"/ville/beffroi", pub(ago(3*time.Hour)))))}
		s["/ville/lavoir"] = story{title: "Le lavoir sera couvert avant l'hiver", head: head}
		s["/ville/tannerie"] = story{title: "La tannerie change de mains", head: head}
		s["/ville/beffroi"] = story{title: "Le beffroi perd une aiguille", head: head}
		return s
	}
	link, og := `<link rel="canonical" href="%s">`, `<meta property="og:url" content="%s">`
	play(t, []webCase{
		{name: "the section", outlet: fed(), answer: section(here+"/ville/", link), want: []check{clippings(3)}},
		{name: "the home of a language", outlet: fed(), answer: section(here+"/fr/", link), want: []check{clippings(3)}},
		{name: "the page of a content manager", outlet: fed(), answer: section(here+"/index.php?option=com_content", link), want: []check{clippings(3)}},
		{name: "default.aspx", outlet: fed(), answer: section(here+"/Default.aspx", link), want: []check{clippings(3)}},
		{name: "og:url is the home", outlet: fed(), answer: section(here, og), want: []check{clippings(3)}},
		{name: "og:url is another article's", outlet: fed(), answer: section(here+"/ville/lavoir", og), want: []check{clippings(3)}},
		{name: "the address of the article that was there before", outlet: fed(), answer: section(here+"/ville/halle", link), want: []check{clippings(3)}},
		{name: "one word of the title differs", outlet: fed(), answer: two("/lire?num=7", "/lire?num=8",
			story{title: "Le conseil communal de Tanger vote son budget", canonical: here + "/lire"},
			story{title: "Le conseil communal de Safi vote son budget", canonical: here + "/lire"}), want: []check{clippings(2)}},
		{name: "a column of one title, and the address of the day before", outlet: fed(), answer: two("/kiosque/mercredi", "/kiosque/mardi",
			story{title: "Les titres de la presse du matin", canonical: here + "/kiosque/mardi", lines: other(), head: `<meta property="article:published_time" content="2026-11-25T06:00:00Z">`},
			story{title: "Les titres de la presse du matin", canonical: here + "/kiosque/mardi", lines: third(), head: `<meta property="article:published_time" content="2026-11-24T06:00:00Z">`}),
			want: []check{clippings(2)}},
		{name: "a mobile twin with a shorter head", outlet: fed(), answer: site{
			"/feed":                       feed(rss(item("Lavoir", here+"/lavoir", pub(ago(time.Hour))), item("Lavoir", "https://m.journal.test/n/88", pub(ago(time.Hour))))),
			"/lavoir":                     story{title: "Le lavoir sera couvert avant l'hiver"},
			"https://m.journal.test/n/88": story{title: "Le lavoir sera couvert avant l'hiver", canonical: here + "/lavoir"},
		}, want: []check{clippings(1)}},
		{name: "the twin comes first and names the other", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Lavoir", here+"/n/88", pub(ago(time.Hour))))),
				feed(rss(item("Lavoir", here+"/lavoir-couvert", pub(ago(time.Hour))))),
			},
			"/n/88":           story{title: "Le lavoir sera couvert avant l'hiver", canonical: here + "/lavoir-couvert"},
			"/lavoir-couvert": story{title: "Le lavoir sera couvert avant l'hiver", canonical: here + "/lavoir-couvert"},
		}, want: []check{clippings(1)}},
		{name: "the second page of an article has other sentences", outlet: fed(), answer: two("/enquete", "/enquete?page=2",
			story{title: "Enquête sur les puits du plateau", canonical: here + "/enquete", lines: other()},
			story{title: "Enquête sur les puits du plateau", canonical: here + "/enquete", lines: third()}), want: []check{clippings(1)}},
	})
}

// What a session, a feed or a printer leaves in an address names no page.
func TestDressesOfOneAddress(t *testing.T) {
	const title = "La crue emporte la passerelle du moulin"
	// dressed gives the link of the nth fetch of the feed, and one page whatever it is.
	dressed := func(link func(n int) string) site {
		return site{
			"/feed": does(func(a *ask) answer {
				return feed(rss(item(title, here+strings.ReplaceAll(link(a.n), "&", "&amp;"), pub(ago(time.Hour)))))
			}),
			"*": does(func(a *ask) answer {
				if strings.Contains(a.path, "crue") || strings.Contains(a.path, "id=7") {
					return story{title: title}
				}
				return nil
			}),
		}
	}
	both := func(a, b string) site {
		s := dressed(nil)
		s["/feed"] = feed(rss(item(title, here+a, pub(ago(time.Hour))), item(title, here+b, pub(ago(2*time.Hour)))))
		return s
	}
	hexed := func(n int) string { return fmt.Sprintf("%032x", 0xabcdef0123+n*7919) }
	sessions := map[string]func(n int) string{
		"jsessionid with a route": func(n int) string { return "/crue;JSESSIONID=" + strings.ToUpper(hexed(n)) + ".node" + fmt.Sprint(n) },
		"jsessionid before query": func(n int) string { return "/lire;jsessionid=" + hexed(n) + "?id=7" },
		"phpsessid in lower case": func(n int) string { return "/lire.php?phpsessid=" + hexed(n) + "&id=7" },
		"sid of sixteen":          func(n int) string { return "/lire.asp?id=7&sid=" + hexed(n)[16:] },
		"sid":                     func(n int) string { return "/lire.php?id=7&sid=" + hexed(n) },
		"osCsid":                  func(n int) string { return "/lire.php?id=7&osCsid=" + hexed(n)[:26] },
		"ASP": func(n int) string {
			return "/lire.asp?id=7&ASPSESSIONIDQQ=" + strings.ToUpper("lkjhgfdsazertyuiopqs"[:19]) + string(rune('A'+n))
		},
		"ASP.NET in the path": func(n int) string { return "/(S(lit3py55t21z5v55vlm25s5" + fmt.Sprint(n) + "))/lire.aspx?id=7" },
		"CFID and CFTOKEN":    func(n int) string { return fmt.Sprintf("/lire.cfm?id=7&CFID=%d&CFTOKEN=%d", 334455+n, 88776655+n) },
		"zenid":               func(n int) string { return "/lire.php?id=7&zenid=" + hexed(n)[:26] },
	}
	var cases []webCase
	for name, link := range sessions {
		cases = append(cases, webCase{name: name, outlet: fed(), visits: twice, answer: dressed(link), want: []check{clippings(1), articles(1)}})
	}
	pairs := [][3]string{
		{"ref=rss", "/crue", "/crue?ref=rss"}, {"from=feed", "/crue", "/crue?from=feed"}, {"from=rss", "/crue?from=rss", "/crue"},
		{"source=rss", "/crue", "/crue?source=rss"}, {"rss=1", "/crue", "/crue?rss=1"}, {"partner=rss", "/crue", "/crue?partner=rss"},
		{"feed of another kind", "/crue", "/crue?ref=rss_feed"},
		{"print=1", "/crue", "/crue?print=1"}, {"print in the path", "/crue", "/crue/print"}, {"print before the path", "/ville/crue", "/print/ville/crue"},
		{"imprimer", "/crue", "/crue/imprimer"}, {"imprimer=oui", "/crue", "/crue?imprimer=oui"}, {"format=print", "/crue?id=7", "/crue?id=7&format=print"},
		{"view=print and tmpl=component", "/crue", "/crue?tmpl=component&print=1"}, {"print.html", "/crue.html", "/crue.print.html"},
		{"composed and decomposed letters", "/crue-%C3%A0-l%C3%A9cluse", "/crue-a%CC%80-le%CC%81cluse"},
		{"composed and decomposed letters in the query", "/lire?id=7&t=%C3%A9", "/lire?t=e%CC%81&id=7"},
	}
	for _, p := range pairs {
		cases = append(cases, webCase{name: p[0], outlet: fed(), answer: both(p[1], p[2]), want: []check{clippings(1), articles(1)}})
	}
	apart := [][3]string{
		{"from is a place", "/trajets?from=tanger", "/trajets?from=safi"}, {"sid is a number", "/modules.php?name=News&sid=41", "/modules.php?name=News&sid=42"},
		{"print is a section", "/print/edition-du-lundi", "/web/edition-du-lundi"}, {"ref is a reference", "/avis?ref=AO-12", "/avis?ref=AO-13"},
		{"source is an agency", "/depeches?source=map", "/depeches?source=efe"}, {"format is a size", "/affiche?format=a3", "/affiche?format=a4"},
	}
	for _, p := range apart {
		a, b := story{title: "Le bac du matin part à six heures"}, story{title: "Une amende pour les cloches de la tour"}
		s := two(p[1], p[2], a, b)
		s["/feed"] = feed(rss(item("Un", here+strings.ReplaceAll(p[1], "&", "&amp;"), pub(ago(time.Hour))), item("Deux", here+strings.ReplaceAll(p[2], "&", "&amp;"), pub(ago(2*time.Hour)))))
		cases = append(cases, webCase{name: p[0], outlet: fed(), answer: s, want: []check{clippings(2)}})
	}
	if norm.NFC.String("e\u0301") != "é" {
		t.Fatal("the letters of the cases are not what they say")
	}
	play(t, cases)
}

// A guid or a short link is a candidate: it joins what nothing contradicts.
func TestAGuidIsAWitnessAmongOthers(t *testing.T) {
	const old, now = "Première estimation des dégâts au moulin", "Dégâts au moulin : une estimation revue"
	short := func(id int) string { return fmt.Sprintf(`<link rel="shortlink" href="%s/?p=%d">`, here, id) }
	moved := func(head string, guids ...string) site {
		return site{
			"/feed": inTurn{
				feed(rss(item(old, here+"/premiere-estimation", append([]string{pub(ago(3 * time.Hour))}, guids...)...))),
				feed(rss(item(now, here+"/estimation-revue", append([]string{pub(ago(3 * time.Hour))}, guids...)...))),
			},
			"/premiere-estimation": inTurn{story{title: old, head: head}, reply{}},
			"/estimation-revue":    story{title: now, head: head},
		}
	}
	play(t, []webCase{
		{name: "the guid stays, the old address is gone", outlet: fed(), visits: twice, answer: moved("", guid("tag:journal.test,2026:88")), want: []check{clippings(1), version(2)}},
		{name: "the short link stays", outlet: fed(), visits: twice, answer: moved(short(88)), want: []check{clippings(1), version(2)}},
		{name: "WordPress says so, and the title is new altogether", outlet: wordpress(at(sada.Feed, "/feed")), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Urgent", here+"/urgent-moulin", pub(ago(3*time.Hour)), guid(here+"/?p=88")))),
				feed(rss(item("Dégâts au moulin", here+"/degats-au-moulin", pub(ago(3*time.Hour)), guid(here+"/?p=88")))),
			},
			"/urgent-moulin":    inTurn{story{title: "Urgent", lines: third()}, reply{}},
			"/degats-au-moulin": story{title: "Dégâts au moulin", lines: other()},
		}, want: []check{clippings(1), version(2)}},
		{name: "the guid is the channel's for all", outlet: fed(), answer: tales(3).plus(site{
			"/feed": feed(rss(nth(1, guid(here)), nth(2, guid(here)), nth(3, guid(here)))),
		}), want: []check{clippings(3)}},
		{name: "the guid is the place in the list", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Un", here+"/lavoir", pub(ago(3*time.Hour)), guid("1")))),
				feed(rss(item("Deux", here+"/tannerie", pub(ago(time.Hour)), guid("1")), item("Un", here+"/lavoir", pub(ago(3*time.Hour)), guid("2")))),
			},
			"/lavoir": story{title: "Le lavoir sera couvert avant l'hiver"}, "/tannerie": story{title: "La tannerie change de mains"},
		}, want: []check{clippings(2)}},
		{name: "a feed of one item with one guid", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item("Un", here+"/lavoir", pub(ago(30*time.Hour)), guid("une")))),
				feed(rss(item("Deux", here+"/tannerie", pub(ago(time.Hour)), guid("une")))),
			},
			"/lavoir": story{title: "Le lavoir sera couvert avant l'hiver", lines: other()}, "/tannerie": story{title: "La tannerie change de mains", lines: third()},
		}, want: []check{clippings(2)}},
		{name: "the guid stays, the link is another at each request", outlet: fed(), visits: twice, answer: site{
			"/feed": does(func(a *ask) answer {
				return feed(rss(item(old, here+"/moulin?k="+fmt.Sprint(a.n*7919), pub(ago(time.Hour)), guid("m7"))))
			}),
			"*": does(func(a *ask) answer {
				if strings.HasPrefix(a.path, "/moulin") {
					return story{title: old}
				}
				return nil
			}),
		}, want: []check{clippings(1), version(1)}},
		{name: "one short link for all pages", outlet: wordpress(at(sada.Feed, "/feed")), answer: site{
			"/feed":     feed(rss(item("Un", here+"/lavoir", pub(ago(time.Hour))), item("Deux", here+"/tannerie", pub(ago(2*time.Hour))))),
			"/lavoir":   story{title: "Le lavoir sera couvert avant l'hiver", head: short(2)},
			"/tannerie": story{title: "La tannerie change de mains", head: short(2)},
		}, want: []check{clippings(2)}},
		{name: "the slug changes and its number stays", outlet: fed(), visits: twice, answer: site{
			"/feed": inTurn{
				feed(rss(item(old, here+"/premiere-estimation-518234.html", pub(ago(3*time.Hour))))),
				feed(rss(item("Première estimation des dégâts au vieux moulin", here+"/estimation-du-vieux-moulin-518234.html", pub(ago(3*time.Hour))))),
			},
			"/premiere-estimation-518234.html":        inTurn{story{title: old}, reply{}},
			"/estimation-du-vieux-moulin-518234.html": story{title: "Première estimation des dégâts au vieux moulin"},
		}, want: []check{clippings(1), version(2)}},
		{name: "what another outlet numbers so is its own", outlet: fed(at(sada.Feed, "/feed2")), answer: site{
			"/feed":   feed(rss(item("Un", here+"/lavoir", pub(ago(time.Hour)), guid("88")))),
			"/feed2":  feed(rss(item("Deux", here+"/tannerie", pub(ago(time.Hour)), guid("88")))),
			"/lavoir": story{title: "Le lavoir sera couvert avant l'hiver", lines: other()}, "/tannerie": story{title: "La tannerie change de mains", lines: third()},
		}, want: []check{clippings(2)}},
		{name: "what is passed over under another title and slug is told", outlet: fed(), visits: twice, answer: moved("", guid("tag:journal.test,2026:88")),
			want: []check{clippings(1), told("/premiere-estimation", "/estimation-revue")}},
	})
}

// The same fetched address is the same article.
func TestWhatIsReadAtOneAddressIsOneArticle(t *testing.T) {
	play(t, []webCase{
		{name: "two links lead to one page", outlet: fed(), answer: site{
			"/feed": feed(rss(item("Un", here+"/r/1", pub(ago(time.Hour))), item("Deux", here+"/r/2", pub(ago(time.Hour))))),
			"/r/1":  to(302, here+"/lavoir"), "/r/2": to(302, here+"/lavoir"), "/lavoir": story{title: "Le lavoir sera couvert avant l'hiver"},
		}, want: []check{clippings(1), version(1)}},
		{name: "two links lead through one door", outlet: fed(), answer: site{
			"/feed":   feed(rss(item("Un", here+"/lavoir", pub(ago(time.Hour))), item("Deux", here+"/tannerie", pub(ago(time.Hour))))),
			"/lavoir": to(302, here+"/porte"), "/tannerie": to(302, here+"/porte"),
			"/porte": does(func(a *ask) answer {
				if a.n == 1 {
					return to(302, here+"/lu/lavoir")
				}
				return to(302, here+"/lu/tannerie")
			}),
			"/lu/lavoir": story{title: "Le lavoir sera couvert avant l'hiver"}, "/lu/tannerie": story{title: "La tannerie change de mains"},
		}, want: []check{clippings(2)}},
		{name: "a flash becomes an article", outlet: fed(), visits: []visit{{}, {after: 3 * time.Hour}}, answer: site{
			"/feed": inTurn{
				atom(atomFeed(`<title>Flash</title><id>f</id><link href="` + here + `/flash"/><updated>` + iso(ago(time.Hour)) + `</updated>`)),
				atom(atomFeed(`<title>Le récit</title><id>f</id><link href="` + here + `/flash"/><updated>` + iso(today.Add(2*time.Hour)) + `</updated>`)),
			},
			"/flash": inTurn{story{title: "Flash : un feu rue des Tanneurs", lines: other()[:1]}, story{title: "Le récit d'une nuit de fumée", lines: third()}},
		}, want: []check{clippings(1), articles(1), version(2)}},
		{name: "two stories of one title and no tie", outlet: fed(), answer: two("/matin", "/soir",
			story{title: "Les cours de la halle"}, story{title: "Les cours de la halle", lines: third()}), want: []check{clippings(2)}},
	})
}
