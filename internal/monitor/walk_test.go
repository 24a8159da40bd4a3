package monitor

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
)

// volume is one sitemap of an index.
type volume struct {
	name    string
	changed string // what the index says
	stories []story
}

// indexes serves an index at /plan.xml and the parts it names.
func (s *stand) indexes(parts ...volume) {
	s.index("/plan.xml", parts...)
}

func (s *stand) index(path string, parts ...volume) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, p := range parts {
		b.WriteString("<sitemap><loc>" + host + p.name + "</loc>")
		if p.changed != "" {
			b.WriteString("<lastmod>" + p.changed + "</lastmod>")
		}
		b.WriteString("</sitemap>")
		if p.stories != nil {
			s.maps(p.name, p.stories...)
		}
	}
	s.says(path, b.String()+"</sitemapindex>")
}

// maps serves a sitemap of stories.
func (s *stand) maps(path string, stories ...story) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, a := range stories {
		b.WriteString("<url><loc>" + host + a.path + "</loc>")
		if m := latest(a.published, a.modified); !m.IsZero() {
			b.WriteString("<lastmod>" + m.Format(time.RFC3339) + "</lastmod>")
		}
		b.WriteString("</url>")
		s.says(a.path, a.page())
	}
	s.says(path, b.String()+"</urlset>")
}

// volumes are n parts a month apart, the last of this hour; the oldest first.
func volumes(n int) []volume {
	var all []volume
	for i := 1; i <= n; i++ {
		age := time.Duration(n-i)*30*24*time.Hour + time.Hour
		all = append(all, volume{name: fmt.Sprintf("/plan-%d.xml", i), stories: []story{news(i, today.Add(-age))}})
	}
	return all
}

func TestAnIndexOfAnyLengthIsWalkedToItsEnd(t *testing.T) {
	shuffled := volumes(150)
	shuffled[149], shuffled[97] = shuffled[97], shuffled[149]
	newest := volumes(90)
	slices.Reverse(newest)
	for name, c := range map[string]struct {
		parts  []volume
		title  string
		visits int // within which the newest article is found
	}{
		"oldest first":  {volumes(90), news(90, today).title, 1},
		"newest first":  {newest, news(90, today).title, 1},
		"in no order":   {shuffled, news(150, today).title, 3},
		"three hundred": {volumes(300), news(300, today).title, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			s.indexes(c.parts...)
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Sitemap, "/plan.xml"))))
			asked := map[string]int{}
			found := 0
			for visit := 1; visit <= 7; visit++ {
				s.took()
				tally := r.scheduled("kiosque")
				if _, have := r.records()[c.title]; have && found == 0 {
					found = visit
				}
				for _, p := range s.took() {
					asked[p]++
				}
				if tally.Requests > 70 {
					t.Errorf("visit %d made %d requests", visit, tally.Requests)
				}
				r.clock.forward(10 * time.Minute)
			}
			if found == 0 || found > c.visits {
				t.Errorf("the newest article was found in visit %d, want within %d", found, c.visits)
			}
			for _, p := range c.parts {
				if n := asked[p.name]; n == 0 || n > 2 && p.stories[0].published.Before(today.AddDate(0, -1, 0)) && p.name != c.parts[0].name && p.name != c.parts[len(c.parts)-1].name {
					t.Errorf("%s was asked %d times in an hour, want once or twice", p.name, n)
				}
			}
		})
	}
}

func TestAPartThatGrowsIsReadAgain(t *testing.T) {
	for name, which := range map[string]int{"the last": 99, "the first": 0, "one in the middle": 50} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			parts := volumes(100)
			for i := range parts {
				parts[i].stories[0].published = today.AddDate(-1, 0, -i)
			}
			s.indexes(parts...)
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Sitemap, "/plan.xml"))))
			for range 4 {
				r.scheduled("kiosque")
				r.clock.forward(10 * time.Minute)
			}
			s.maps(parts[which].name, append(parts[which].stories, news(5000, r.clock.now()))...)
			days := 0
			for ; days < 8*4 && len(r.records()) == 0; days++ {
				r.clock.forward(6 * time.Hour)
				r.scheduled("kiosque")
			}
			if most := map[int]int{99: 1, 0: 1, 50: 16}[which]; days > most || len(r.records()) == 0 {
				t.Errorf("found after %d walks, want within %d", days, most)
			}
		})
	}
}

func TestAnIndexThatSaysWhatChangedIsBelievedForADay(t *testing.T) {
	s := newStand(t)
	parts := volumes(70)
	for i := range parts {
		parts[i].changed = parts[i].stories[0].published.Format(time.RFC3339)
	}
	s.indexes(parts...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Sitemap, "/plan.xml"))))
	if tally := r.scheduled("kiosque"); tally.Articles != 1 || tally.Requests > 20 {
		t.Errorf("%+v, want the part that changed and a handful of others", tally)
	}
}

func TestOneDateForAllPartsOfAnIndexSaysNothing(t *testing.T) {
	for _, changed := range []string{"2015-03-01", today.Format(time.RFC3339)} {
		s := newStand(t)
		parts := volumes(40)
		for i := range parts {
			parts[i].changed = changed
		}
		parts[20], parts[39] = parts[39], parts[20]
		s.indexes(parts...)
		r := newRoom(t, s, settings(nil, kiosque(at(sada.Sitemap, "/plan.xml"))))
		if tally := r.scheduled("kiosque"); tally.Articles != 1 {
			t.Errorf("all changed on %s: %+v, want the article in the middle", changed, tally)
		}
	}
}

func TestAnIndexOfIndexesIsWalked(t *testing.T) {
	s := newStand(t)
	var years []volume
	for y := range 4 {
		year := volumes(40)
		for i := range year {
			year[i].name = fmt.Sprintf("/annee-%d-%d.xml", y, i)
			year[i].stories[0] = news(1000*y+i, today.AddDate(y-4, 0, i))
		}
		if y == 2 {
			year[20].stories[0].published = today.Add(-time.Hour)
		}
		name := fmt.Sprintf("/annee-%d.xml", y)
		s.index(name, year...)
		years = append(years, volume{name: name})
	}
	s.indexes(years...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Sitemap, "/plan.xml"))))
	for range 5 {
		r.scheduled("kiosque")
		r.clock.forward(10 * time.Minute)
	}
	if _, have := r.records()[news(2020, today).title]; !have {
		t.Error("an article in the middle of the third year was not found")
	}
}

// feedOf is an RSS feed of stories, without dates where they have none.
func feedOf(s *stand, head string, stories ...story) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Kiosque</title><link>` + host + `/</link>` + head)
	for _, a := range stories {
		b.WriteString("<item><title>" + a.title + "</title><link>" + host + a.path + "</link>")
		if !a.published.IsZero() {
			b.WriteString("<pubDate>" + a.published.Format(time.RFC1123Z) + "</pubDate>")
		}
		b.WriteString("</item>")
		s.says(a.path, a.page())
	}
	return b.String() + "</channel></rss>"
}

// bulletins are the stories from one number down to another, minutes apart.
func bulletins(from, to int, dated bool) []story {
	var all []story
	for n := from; n >= to; n-- {
		a := news(n, time.Time{})
		if dated {
			a.published = today.Add(time.Duration(n-100) * time.Minute)
		}
		all = append(all, a)
	}
	return all
}

func TestAGapIsSeenByWhatWasKnown(t *testing.T) {
	pinned := story{path: "/epingle/le-programme-de-la-saison-des-eaux", title: "Le programme de la saison", published: today.AddDate(0, 0, -2)}
	undated := pinned
	undated.published = time.Time{}
	early := story{path: "/demain/les-vannes-seront-ouvertes", title: "Les vannes seront ouvertes", published: today.Add(20 * time.Hour)}
	up := func(all []story) []story {
		all = slices.Clone(all)
		slices.Reverse(all)
		return all
	}
	with := func(first story, all []story) []story { return append([]story{first}, all...) }
	behind := func(last story, all []story) []story { return append(slices.Clone(all), last) }
	a, b := bulletins(5, 1, true), bulletins(20, 16, true)
	ua, ub := bulletins(5, 1, false), bulletins(20, 16, false)
	for name, c := range map[string]struct {
		before, now []story
		gap         bool
	}{
		"nothing known":                     {a, b, true},
		"nothing known, undated":            {ua, ub, true},
		"a pinned item first":               {with(pinned, a), with(pinned, b), true},
		"a pinned item first, undated":      {with(undated, ua), with(undated, ub), true},
		"a pinned item last":                {behind(pinned, a), behind(pinned, b), true},
		"a pinned item last, undated":       {behind(undated, ua), behind(undated, ub), true},
		"an item of tomorrow before":        {with(early, a), b, true},
		"an item of tomorrow in both":       {with(early, a), with(early, b), true},
		"oldest first":                      {up(a), up(b), true},
		"one item new":                      {a, bulletins(6, 2, true), false},
		"all but one new":                   {a, bulletins(9, 5, true), false},
		"all but one new, undated":          {ua, bulletins(9, 5, false), false},
		"all but one new behind a pinned":   {with(pinned, a), with(pinned, bulletins(8, 5, true)), false},
		"all but one new, oldest first":     {up(a), up(bulletins(9, 5, true)), false},
		"nothing new":                       {a, a, false},
		"one withdrawn, one new":            {a, append(bulletins(6, 6, true), a[1:]...), false},
		"two new, and the newest withdrawn": {a, append(bulletins(7, 6, true), bulletins(4, 2, true)...), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			s.says("/feed", feedOf(s, "", c.before...))
			s.says("/eau", list("", bulletins(1, 1, true)...))
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"), at(sada.Section, "/eau"))))
			r.scheduled("kiosque")
			s.says("/feed", feedOf(s, "", c.now...))
			s.says("/eau", list("", bulletins(20, 1, true)...))
			r.clock.forward(20 * time.Minute)
			s.took()
			r.scheduled("kiosque")
			if looked := slices.Contains(s.took(), "/eau"); looked != c.gap {
				t.Errorf("looked behind the feed: %v, want %v", looked, c.gap)
			}
		})
	}
}

func TestTheFeedBehindAFeedIsReadUntilAKnownItemComes(t *testing.T) {
	word := `<generator>https://wordpress.org/?v=6.4</generator>`
	for name, head := range map[string]func(page int) string{
		"rel=next in RSS": func(p int) string { return fmt.Sprintf(`<atom:link rel="next" href="%s/feed?paged=%d"/>`, host, p+1) },
		"with other attributes": func(p int) string {
			return fmt.Sprintf(`<atom:link href='/feed?paged=%d' type="application/rss+xml" rel='next'></atom:link>`, p+1)
		},
		"WordPress": func(int) string { return word },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			top := 5
			page := func(p int) {
				path := "/feed"
				if p > 1 {
					path = fmt.Sprintf("/feed?paged=%d", p)
				}
				from := top - 5*(p-1)
				if from < 1 {
					s.fails(path, http.StatusNotFound)
					return
				}
				s.says(path, feedOf(s, head(p), bulletins(from, max(1, from-4), true)...))
			}
			for p := range 9 {
				page(p + 1)
			}
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
			r.scheduled("kiosque")
			top = 33
			for p := range 9 {
				page(p + 1)
			}
			r.clock.forward(time.Hour)
			s.took()
			tally := r.scheduled("kiosque")
			if n := len(r.records()); n != 33 || tally.Gaps != 0 {
				t.Errorf("%d articles, want 33: %+v", n, tally)
			}
			if asked := s.took(); slices.Contains(asked, "/feed?paged=8") {
				t.Errorf("asked %v, beyond the first known item", asked)
			}
			r.clock.forward(time.Hour)
			if r.scheduled("kiosque"); len(s.took()) != 1 {
				t.Error("the pages behind a feed without a gap are asked")
			}
		})
	}
}

func TestAGapThatNothingClosesIsTold(t *testing.T) {
	s := newStand(t)
	s.says("/feed", feedOf(s, "", bulletins(5, 1, true)...))
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	r.scheduled("kiosque")
	s.says("/feed", feedOf(s, "", bulletins(20, 16, true)...))
	r.clock.forward(time.Hour)
	tally := r.scheduled("kiosque")
	state, err := r.db.Endpoint("kiosque", host+"/feed")
	if err != nil || tally.Gaps != 1 || !state.Gap.Equal(tally.Began) {
		t.Errorf("%+v, endpoint %+v, %v: want a gap told", tally, state, err)
	}
	r.clock.forward(time.Hour)
	if tally := r.scheduled("kiosque"); tally.Gaps != 0 {
		t.Errorf("%+v: the same gap is told twice", tally)
	}
}
