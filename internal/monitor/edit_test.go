package monitor

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/store"
)

// entry is what a feed says of one story.
type entry struct {
	story
	said, excerpt string // said: its modified as it is written
}

// tells serves stories, and an Atom feed or a sitemap of what is said of them.
func (s *stand) tells(feed string, entries ...entry) {
	var b strings.Builder
	sitemap := strings.HasSuffix(feed, ".xml")
	for _, e := range entries {
		s.says(e.path, e.page())
		if sitemap {
			fmt.Fprintf(&b, "<url><loc>%s</loc><lastmod>%s</lastmod></url>", host+e.path, e.said)
			continue
		}
		fmt.Fprintf(&b, `<entry><title>%s</title><link href="%s"/><id>%s</id><summary>%s</summary>`, e.title, host+e.path, e.path, e.excerpt)
		if e.said != "" {
			b.WriteString("<updated>" + e.said + "</updated>")
		}
		b.WriteString("</entry>")
	}
	head, tail := `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Kiosque</title><id>urn:k</id>`, "</feed>"
	if sitemap {
		head, tail = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`, "</urlset>"
	}
	s.does(feed, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(head + b.String() + tail)) })
}

func TestAnEditIsReadByWhatTheFeedSaidBefore(t *testing.T) {
	a := news(1, today.Add(-5*time.Hour))
	edited := a
	edited.text = "Le bulletin numéro un a été corrigé : la vanne du nord reste fermée."
	retitled := edited
	retitled.title = "Le bulletin des eaux, corrigé"
	spaced := edited
	spaced.title = "  Le bulletin   des eaux, numéro 1 "
	stamp := func(d time.Duration) string { return today.Add(d).Format(time.RFC3339) }
	for name, c := range map[string]struct {
		feed          string
		before, after entry
		read          bool
	}{
		"modified rises":                       {"/feed", entry{a, stamp(-5 * time.Hour), ""}, entry{edited, stamp(0), ""}, true},
		"modified rises behind our clock":      {"/feed", entry{a, stamp(-9 * time.Hour), ""}, entry{edited, stamp(-8 * time.Hour), ""}, true},
		"modified rises before our clock":      {"/feed", entry{a, stamp(2 * time.Hour), ""}, entry{edited, stamp(2*time.Hour + time.Minute), ""}, true},
		"modified without a zone, behind ours": {"/feed", entry{a, "2022-11-04T02:00:00", ""}, entry{edited, "2022-11-04T02:30:00", ""}, true},
		"modified in a sitemap":                {"/plan.xml", entry{a, stamp(-9 * time.Hour), ""}, entry{edited, stamp(-8 * time.Hour), ""}, true},
		"modified comes for the first time":    {"/feed", entry{a, "", ""}, entry{edited, stamp(time.Minute), ""}, true},
		"modified stands":                      {"/feed", entry{a, stamp(-5 * time.Hour), ""}, entry{edited, stamp(-5 * time.Hour), ""}, false},
		"modified falls":                       {"/feed", entry{a, stamp(-5 * time.Hour), ""}, entry{edited, stamp(-6 * time.Hour), ""}, false},
		"another title":                        {"/feed", entry{a, "", ""}, entry{retitled, "", ""}, true},
		"the title with other spaces":          {"/feed", entry{a, "", ""}, entry{spaced, "", ""}, false},
		"another excerpt":                      {"/feed", entry{a, "", "Le niveau monte."}, entry{edited, "", "Le niveau baisse depuis mardi."}, true},
		"the same excerpt":                     {"/feed", entry{a, "", "Le niveau monte."}, entry{edited, "", "Le  niveau monte."}, false},
		"an excerpt that goes":                 {"/feed", entry{a, "", "Le niveau monte."}, entry{edited, "", ""}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			kind := sada.Feed
			if strings.HasSuffix(c.feed, ".xml") {
				kind = sada.NewsSitemap
			}
			s.tells(c.feed, c.before)
			r := newRoom(t, s, settings(nil, kiosque(at(kind, c.feed))))
			r.scheduled("kiosque")
			r.clock.forward(20 * time.Minute)
			s.tells(c.feed, c.after)
			for visit, want := range []int{map[bool]int{true: 1}[c.read], 0} {
				if tally := r.scheduled("kiosque"); tally.Versions != want || tally.Articles != 0 {
					t.Errorf("visit %d: %+v, want %d versions", visit+2, tally, want)
				}
				r.clock.forward(10 * time.Minute)
			}
		})
	}
}

func TestAStampOfTheRequestIsNoNews(t *testing.T) {
	stamps := map[string]func(now time.Time, n int) string{
		"all at once": func(now time.Time, _ int) string { return now.Format(time.RFC3339) },
		"a second apart": func(now time.Time, n int) string {
			return now.Add(time.Duration(-n) * time.Second).Format(time.RFC3339)
		},
		"of the day, for all": func(now time.Time, _ int) string { return now.Format(time.DateOnly) },
		"some of them": func(now time.Time, n int) string {
			return now.Truncate(time.Duration(1+n%4) * 20 * time.Minute).Format(time.RFC3339)
		},
	}
	for name, stamped := range stamps {
		for _, feed := range []string{"/feed", "/plan.xml"} {
			t.Run(name+" in "+feed, func(t *testing.T) {
				t.Parallel()
				s := newStand(t)
				kind := sada.Feed
				if feed != "/feed" {
					kind = sada.NewsSitemap
				}
				r := newRoom(t, s, settings(nil, kiosque(at(kind, feed))))
				all := make([]entry, 20)
				tell := func() {
					for n := range all {
						all[n] = entry{all[n].story, stamped(r.clock.now(), n), ""}
					}
					s.tells(feed, all...)
				}
				for n := range all {
					all[n].story = news(n, today.Add(-time.Hour))
				}
				tell()
				r.scheduled("kiosque")
				s.took()
				pages := 0
				for range 12 {
					r.clock.forward(10 * time.Minute)
					tell()
					pages += r.scheduled("kiosque").Pages
				}
				most := 8
				if name == "of the day, for all" {
					most = 22 // once more that day
				}
				if pages > most {
					t.Errorf("%d pages were read again in two hours, want at most %d", pages, most)
				}
				if feed == "/feed" {
					all[7].title = "Le bulletin des eaux, corrigé"
				}
				all[7].text = "Une correction."
				found := 0
				for range 30 {
					r.clock.forward(time.Hour)
					tell()
					found += r.scheduled("kiosque").Versions
				}
				if found != 1 {
					t.Errorf("%d versions of an edit under the stamps, want one within a day", found)
				}
			})
		}
	}
}

func TestManyTrueEditsAtOnceAreAllRead(t *testing.T) {
	s := newStand(t)
	all := make([]entry, 10)
	for n := range all {
		all[n] = entry{news(n, today.Add(-9*time.Hour)), today.Add(-9 * time.Hour).Format(time.RFC3339), ""}
	}
	s.tells("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	r.scheduled("kiosque")
	for n := range all {
		all[n].text, all[n].said = "Corrigé par la rédaction.", today.Add(time.Minute).Format(time.RFC3339)
	}
	s.tells("/feed", all...)
	versions := 0
	for range 2 {
		r.clock.forward(10 * time.Minute)
		versions += r.scheduled("kiosque").Versions
	}
	if versions != 10 {
		t.Errorf("%d versions within two visits, want 10", versions)
	}
}

func TestALastmodOfADayIsAskedOnceMoreThatDayAndOnceTheNext(t *testing.T) {
	s := newStand(t)
	a := entry{news(1, time.Time{}), today.Format(time.DateOnly), ""}
	old := entry{news(2, time.Time{}), today.AddDate(0, 0, -1).Format(time.DateOnly), ""}
	s.tells("/plan.xml", a, old)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.NewsSitemap, "/plan.xml"))))
	r.scheduled("kiosque")
	var asked []string
	for range 6 * 24 * 3 {
		s.took()
		r.clock.forward(10 * time.Minute)
		r.scheduled("kiosque")
		for _, p := range s.took() {
			if p == a.path {
				asked = append(asked, string(sada.DayOf(r.clock.now())))
			} else if p == old.path {
				t.Errorf("yesterday's page is asked again")
			}
		}
	}
	if want := "2022-11-04 2022-11-05"; strings.Join(asked, " ") != want {
		t.Errorf("asked again on %v, want %s", asked, want)
	}
}

func TestAReReadThatSaysTheSameMakesNoVersion(t *testing.T) {
	for name, c := range map[string]struct {
		dress func(page string) string
		kept  time.Duration // since the page was kept
		want  int
	}{
		"the same bytes":                   {func(p string) string { return p }, time.Hour, 0},
		"the same bytes, the page is gone": {func(p string) string { return p }, 30 * 24 * time.Hour, 0},
		"other bytes, the same text": {func(p string) string {
			return strings.Replace(p, "<article>", "<div class=barre>42 lecteurs</div><article>", 1)
		}, time.Hour, 0},
		"another text by the rules of today": {func(p string) string { return strings.Replace(p, "C'est le bulletin", "Ce n'est plus le bulletin", 1) }, time.Hour, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			a := entry{news(1, today.Add(-time.Hour)), today.Add(-time.Hour).Format(time.RFC3339), ""}
			s.tells("/feed", a)
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
			r.scheduled("kiosque")
			r.readBefore(a.story, "Ce que lisait un programme plus ancien de la même page.")
			r.clock.forward(c.kept)
			if c.kept > 24*time.Hour {
				if _, err := r.db.Sweep(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			a.said = r.clock.now().Format(time.RFC3339)
			s.tells("/feed", a)
			s.says(a.path, c.dress(a.page()))
			if tally := r.scheduled("kiosque"); tally.Versions != c.want || tally.Pages != 1 {
				t.Errorf("%+v, want %d versions", tally, c.want)
			}
		})
	}
}

// readBefore keeps what another program made of the page of a story.
func (r *room) readBefore(a story, text string) {
	r.t.Helper()
	record := r.records()[a.title]
	v, err := r.db.Version(record.ID, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	c, err := r.db.Capture(v.Capture)
	if err != nil {
		r.t.Fatal(err)
	}
	v.Article.Blocks = []sada.Block{{Kind: sada.Paragraph, Text: text}}
	take := store.Take{Source: "kiosque", Key: record.Key, Article: &v.Article, Page: &sada.Page{Body: []byte(a.page()), Capture: c}}
	if _, err := r.db.Keep(r.t.Context(), take, func(store.Prior) store.Verdict { return store.Verdict{NewVersion: true} }); err != nil {
		r.t.Fatal(err)
	}
}

func TestATextThatTheFeedCarriesAnewIsRead(t *testing.T) {
	s := newStand(t)
	a := news(1, today.Add(-5*time.Hour))
	carries := func(a story, tags string) {
		s.says(a.path, a.page())
		s.says("/feed", `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kiosque</title><item><title>`+a.title+
			"</title><link>"+host+a.path+"</link><content:encoded><![CDATA[<p "+tags+">"+a.text+"</p>]]></content:encoded></item></channel></rss>")
	}
	carries(a, "")
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	r.scheduled("kiosque")
	r.clock.forward(time.Hour)
	carries(a, `class="lu"`)
	if tally := r.scheduled("kiosque"); tally.Pages != 0 {
		t.Errorf("other tags around the same words: %+v", tally)
	}
	r.clock.forward(time.Hour)
	a.text = "La vanne du nord reste fermée, corrige la régie."
	carries(a, "")
	if tally := r.scheduled("kiosque"); tally.Versions != 1 {
		t.Errorf("another text: %+v, want a version", tally)
	}
}
