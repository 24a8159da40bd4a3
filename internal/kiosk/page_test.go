package kiosk

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

func open(t *testing.T) *Stand {
	t.Helper()
	s, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// eachPage gives every page of every item, as it is read by a person, in both
// rounds.
func eachPage(t *testing.T, s *Stand, look func(t *testing.T, i *item, round int, page string)) {
	t.Helper()
	for round := 1; round <= 2; round++ {
		if round == 2 {
			s.NextRound()
		}
		for _, i := range s.items {
			forms := map[string]bool{"": false}
			if i.accident == "amp" {
				forms[" amp"] = true
			}
			for name, amp := range forms {
				t.Run(i.folder+"/"+i.name+name, func(t *testing.T) {
					look(t, i, round, html.UnescapeString(string(s.article(i, amp))))
				})
			}
		}
	}
}

// drawn reports whether a script draws the page, or the item is not on it.
func drawn(i *item) bool {
	return i.accident == "script-empty" || i.accident == "soft-404" || i.outlet.theme == "shell" || i.outlet.theme == "post"
}

func lines(i *item, round int) []string {
	all := []string{i.title}
	for _, b := range i.text(round) {
		if b.Kind == "list" {
			all = append(all, b.Items...)
			continue
		}
		all = append(all, b.Text)
	}
	return all
}

func TestEveryPageHoldsItsTextAndSaysWhatItIsFor(t *testing.T) {
	eachPage(t, open(t), func(t *testing.T, i *item, round int, page string) {
		if strings.HasPrefix(page, "kiosk: ") {
			t.Fatal(page)
		}
		if !strings.Contains(page, footer(i.outlet.lang)) {
			t.Errorf("no line says what the page is for")
		}
		for _, line := range lines(i, round) {
			if got, want := strings.Contains(page, line), !drawn(i); got != want && !(i.accident == "soft-404" && got) {
				t.Errorf("holds %.60q: got %v, want %v", line, got, want)
			}
		}
	})
}

func TestPagesWithACharsetHoldOnlyItsSigns(t *testing.T) {
	s := open(t)
	seen := 0
	for _, i := range s.items {
		if i.outlet.charset != "windows-1256" {
			continue
		}
		seen++
		page := string(s.article(i, false))
		if !strings.Contains(page, `<meta charset="windows-1256">`) {
			t.Errorf("%s: the head does not say its charset", i.name)
		}
		for _, r := range page {
			if _, ok := charmap.Windows1256.EncodeRune(r); !ok {
				t.Errorf("%s: windows-1256 has no %q", i.name, r)
			}
		}
	}
	if seen == 0 {
		t.Error("no outlet writes windows-1256")
	}
}

var queried = regexp.MustCompile(`منفتح|(?i:\bOGP\b)|(?i:gouvernements?\s+ouverts?)`)

// without takes an item's own words off its page, plain and as scripts carry
// them.
func without(page string, i *item, round int) string {
	own := append(lines(i, round), i.subtitle, i.plain(round), i.lead(round), strings.TrimSuffix(i.lead(round), "…"))
	for _, line := range append(own, i.tags...) {
		if line == "" {
			continue
		}
		page = strings.ReplaceAll(page, line, "")
		quoted, _ := json.Marshal(line)
		page = strings.ReplaceAll(page, strings.Trim(string(quoted), `"`), "")
	}
	return page
}

func TestFurnitureNeverAnswersTheEvent(t *testing.T) {
	eachPage(t, open(t), func(t *testing.T, i *item, round int, page string) {
		if i.event {
			return
		}
		page = without(page, i, round)
		if at := queried.FindStringIndex(page); at != nil {
			t.Errorf("beside its own text it says %q", strings.ToValidUTF8(page[max(0, at[0]-60):min(len(page), at[1]+60)], ""))
		}
	})
}

func TestPagesLeadOnlyToWhatAnyWayFinds(t *testing.T) {
	s := open(t)
	eachPage(t, s, func(t *testing.T, i *item, round int, page string) {
		for _, other := range i.outlet.items {
			if other == i || !other.event && other.accident != "sitemap-only" && other.accident != "section-page-2" && other.round <= round {
				continue
			}
			if strings.Contains(page, escape(other.path)) {
				t.Errorf("leads to %s", other.name)
			}
		}
	})
}

func TestPagesKeepTheirDatesToThemselves(t *testing.T) {
	written := regexp.MustCompile(`\d{4}-\d\d|\b20\d\d\b|منذ|\d\d:\d\d`)
	address := regexp.MustCompile(`https?://[^"<> ]*`)
	hour := regexp.MustCompile(`T\d\d:|\b\d\d:\d\d\b|\b\d\dh\d\d\b`)
	seen := map[string]int{}
	eachPage(t, open(t), func(t *testing.T, i *item, round int, page string) {
		page = address.ReplaceAllString(without(page, i, round), "")
		switch {
		case i.accident == "no-date":
			if got := written.FindString(page); got != "" {
				t.Errorf("dated %q", got)
			}
		case i.accident == "relative-date" && i.outlet.theme != "shell":
			if got := written.FindAllString(page, -1); len(got) != 1 || got[0] != "منذ" {
				t.Errorf("dates: got %q, want one relative", got)
			}
		case i.dayOnly:
			if got := hour.FindString(page); got != "" || !strings.Contains(page, printedDay(i.outlet.lang, i.published)) {
				t.Errorf("got %q, want the day alone", got)
			}
		default:
			return
		}
		seen[i.accident]++
	})
	for _, accident := range []string{"no-date", "relative-date", ""} {
		if seen[accident] == 0 {
			t.Errorf("no item of %q was looked at", accident)
		}
	}
}

func TestEveryOutletListsItsItems(t *testing.T) {
	s := open(t)
	for _, o := range s.outlets {
		t.Run(o.folder, func(t *testing.T) {
			w := way{kind: "section", path: o.base + "/"}
			page := html.UnescapeString(string(s.listing(o, w, o.items, 1, 3)))
			if strings.HasPrefix(page, "kiosk: ") {
				t.Fatal(page)
			}
			if !strings.Contains(page, footer(o.lang)) {
				t.Errorf("no line says what the page is for")
			}
			if o.theme == "shell" || o.theme == "watch" || o.theme == "post" {
				return
			}
			for _, i := range o.items {
				href := escape(i.path)
				if !strings.Contains(page, i.title) || !strings.Contains(page, href) {
					t.Errorf("does not list %s", i.name)
				}
				if i.accident == "base" && !strings.Contains(page, `href=".`+href) {
					t.Errorf("%s is not counted from the base", i.name)
				}
			}
			if next := o.pagePath(w.path, 2); !strings.Contains(page, next) {
				t.Errorf("no link to %s", next)
			}
		})
	}
}

func TestPagersLeadToThePageThatTheyName(t *testing.T) {
	s := open(t)
	cases := []struct{ folder, path, want string }{
		{"drupal-fr", "/fr/actualites/politique", "/fr/actualites/politique?page=1"},
		{"arc-ar", "/politique/", "/politique/?page=2"},
		{"express-fr", "/actualite/activite-gouvernementale/", "/actualite/activite-gouvernementale/page/2/"},
		{"petit-deux", "/", "/page/2/"},
		{"parti-fr", "/fr/", "/fr/page/2/"},
	}
	for _, c := range cases {
		t.Run(c.folder, func(t *testing.T) {
			for _, o := range s.outlets {
				if o.folder != c.folder {
					continue
				}
				got := o.pagePath(c.path, 1)
				if got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
				u, err := url.Parse(got)
				if err != nil {
					t.Fatal(err)
				}
				page, ok := s.way(o, u)
				if self := `<link rel="canonical" href="https://` + o.host + c.want + `"`; !ok || !strings.Contains(string(page.body), self) {
					t.Errorf("%s leads to no page that says %s", got, self)
				}
			}
		})
	}
}
