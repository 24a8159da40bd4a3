package webcases

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sada"
	"sada/internal/export"
)

// check holds an outcome against what is wanted; "" is well.
type check func(*outcome) string

// clippings wants so many articles that answer the event.
func clippings(n int) check {
	return func(o *outcome) string { return differ("clippings", len(o.clippings), n) }
}

// before wants so many of them after the visit before the last.
func before(n int) check {
	return func(o *outcome) string { return differ("clippings before the last visit", len(o.before), n) }
}

// articles wants so many articles in the archive.
func articles(n int) check {
	return func(o *outcome) string { return differ("articles", len(o.records), n) }
}

func differ[T comparable](what string, got, want T) string {
	if got == want {
		return ""
	}
	return fmt.Sprintf("%s: %v, want %v", what, got, want)
}

// addresses wants the clippings of these addresses, in any order.
func addresses(want ...string) check {
	return func(o *outcome) string {
		return same("addresses", o.each(func(c export.Clipping) string { return c.Article.URL }), want)
	}
}

func (o *outcome) each(f func(export.Clipping) string) []string {
	var all []string
	for _, c := range o.clippings {
		all = append(all, f(c))
	}
	return all
}

func same(what string, got, want []string) string {
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if slices.Equal(got, want) {
		return ""
	}
	return fmt.Sprintf("%s: %q, want %q", what, got, want)
}

// version wants the newest version of any clipping to have this number.
func version(n int) check {
	return func(o *outcome) string {
		most := 0
		for _, c := range o.clippings {
			most = max(most, c.Current)
		}
		return differ("version", most, n)
	}
}

// instant wants the first clipping to be published at this minute of UTC.
func instant(want string) check {
	return func(o *outcome) string {
		if len(o.clippings) == 0 {
			return "no clipping"
		}
		got := o.clippings[0].Article.Published
		t, err := time.Parse(time.RFC3339, got)
		if err != nil {
			return fmt.Sprintf("published %q, want %s", got, want)
		}
		return differ("published", t.UTC().Format("2006-01-02T15:04"), want)
	}
}

// byFeed wants so many clippings that a feed carried, refused for this reason.
func byFeed(n int, reason sada.Reason) check {
	return func(o *outcome) string {
		got := 0
		for _, c := range o.clippings {
			if c.Capture.By != sada.ByFeed {
				continue
			}
			if got++; c.PageRefused == nil || c.PageRefused.Reason != string(reason) || c.Article.Confidence > 0.6 {
				return fmt.Sprintf("%s is refused for %v with confidence %v, want %s and at most 0.6", c.Article.URL, c.PageRefused, c.Article.Confidence, reason)
			}
		}
		return cmp.Or(differ("clippings by the feed", got, n), differ("articles by the feed in sources", o.row.ByFeed, n), differ("articles by the feed in status", o.status.Counts.ByFeed, n))
	}
}

// undated wants clippings, and none of them with a date.
func undated(o *outcome) string {
	if len(o.clippings) == 0 {
		return "no clipping"
	}
	for _, c := range o.clippings {
		if c.Article.Published != "" {
			return "published " + c.Article.Published + ", want no date"
		}
	}
	return ""
}

// leftOut wants so many addresses left out for a reason.
func leftOut(reason sada.Reason, n int) check {
	return func(o *outcome) string { return differ("left out for "+string(reason), o.leftOut[reason], n) }
}

// asked counts the requests whose "host/path" or "/path" begins so.
func (o *outcome) asked(prefix string) int {
	n := 0
	for _, a := range o.asks {
		if strings.HasPrefix(a.path, prefix) || strings.HasPrefix(a.host+a.path, prefix) {
			n++
		}
	}
	return n
}

// requests wants that what begins so was asked from least to most times.
func requests(prefix string, least, most int) check {
	return func(o *outcome) string {
		if n := o.asked(prefix); n < least || n > most {
			return fmt.Sprintf("%s was asked %d times, want %d to %d", prefix, n, least, most)
		}
		return ""
	}
}

// never wants that nothing that begins so was asked.
func never(prefix string) check { return requests(prefix, 0, 0) }

// told wants each of these words in sources, status or the tallies.
func told(words ...string) check {
	return func(o *outcome) string {
		for _, w := range words {
			if !strings.Contains(o.told, w) {
				return fmt.Sprintf("%q is told nowhere", w)
			}
		}
		return ""
	}
}

// wellInTheEnd wants that the last visit by hand failed for no reason.
func wellInTheEnd(o *outcome) string {
	v := o.visits[len(o.visits)-1]
	return differ("reason of the last visit", v.Reason, "")
}

// calm wants that status calls no person.
func calm(o *outcome) string { return differ("things that need a person", len(o.status.Attention), 0) }

// notOf wants that no clipping is published in this year.
func notOf(year string) check {
	return func(o *outcome) string {
		for _, c := range o.clippings {
			if strings.HasPrefix(c.Article.Published, year) {
				return "published " + c.Article.Published
			}
		}
		return ""
	}
}
