package main

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold keeps the letters and digits of a name or title: one form of each
// character, lower case, marks and tatweel dropped.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 'ـ' || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// titles counts the titles of a set.
type titles struct{ pages, exact, soft int }

func (t *titles) add(want, got string) {
	t.pages++
	if fold(want) == fold(got) {
		t.exact++
	}
	if wordF1(want, got) >= 0.8 {
		t.soft++
	}
}

// wordF1 compares two titles as bags of folded words.
func wordF1(want, got string) float64 {
	words := func(s string) []string {
		return wordsOf(strings.ToLower(norm.NFKC.String(s)))
	}
	left := map[string]int{}
	w, g := words(want), words(got)
	for _, s := range w {
		left[s]++
	}
	both := 0
	for _, s := range g {
		if left[s] > 0 {
			left[s]--
			both++
		}
	}
	return f1(ratio(float64(both), float64(len(g))), ratio(float64(both), float64(len(w))))
}

// dates counts the dates of a set.
type dates struct {
	pages, right, wrong, missing int
	timed, minute                int // pages whose gold has a time of day, and those answered to the minute
}

func (d *dates) add(want, got string) {
	d.pages++
	switch {
	case got == "":
		d.missing++
	case sameDay(want, got):
		d.right++
	default:
		d.wrong++
	}
	if w := readMoment(want); w.timed {
		d.timed++
		if w.sameMinute(readMoment(got)) {
			d.minute++
		}
	}
}

// written is a date as it stands written.
type written struct {
	at           time.Time
	timed, zoned bool
}

func readMoment(s string) written {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return written{t, true, true}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return written{t, true, false}
		}
	}
	t, _ := time.Parse(time.DateOnly, s)
	return written{at: t}
}

// day is the calendar day, in UTC or as written.
func (w written) day(utc bool) string {
	if utc {
		return w.at.UTC().Format(time.DateOnly)
	}
	return w.at.Format(time.DateOnly)
}

// sameDay reports whether two dates name one calendar day, both as written or
// both in UTC. A gold of a month alone holds every day of it.
func sameDay(want, got string) bool {
	w, g := readMoment(want), readMoment(got)
	if g.at.IsZero() {
		return false
	}
	if w.at.IsZero() {
		return len(want) == len("2006-01") && strings.HasPrefix(g.day(false), want)
	}
	return w.day(false) == g.day(false) || w.day(true) == g.day(true)
}

// sameMinute compares instants; where the gold has no zone, the wall clocks.
func (w written) sameMinute(g written) bool {
	if !g.timed {
		return false
	}
	near := func(a, b time.Time) bool { return a.Sub(b).Abs() <= time.Minute }
	if w.zoned {
		return near(w.at, g.at)
	}
	clock := time.Date(g.at.Year(), g.at.Month(), g.at.Day(), g.at.Hour(), g.at.Minute(), g.at.Second(), 0, time.UTC)
	return near(w.at, clock)
}

// names counts the authors of a set.
type names struct{ pages, exact, both, extra, missing int }

func (n *names) add(want, got []string) {
	n.pages++
	w, g := people(want), people(got)
	both := 0
	for name := range g {
		if w[name] {
			both++
		}
	}
	n.both += both
	n.extra += len(g) - both
	n.missing += len(w) - both
	if both == len(w) && both == len(g) {
		n.exact++
	}
}

func (n *names) f1() float64 {
	return f1(ratio(float64(n.both), float64(n.both+n.extra)), ratio(float64(n.both), float64(n.both+n.missing)))
}

var (
	between = regexp.MustCompile(`(?i)[,;|&/]|\s(?:and|et|und|y)\s`)
	byWord  = regexp.MustCompile(`(?i)^(?:by|par|von)\s+`)
)

// people is the set of folded names in lines of authors.
func people(lines []string) map[string]bool {
	set := map[string]bool{}
	for _, line := range lines {
		for _, s := range between.Split(line, -1) {
			if s = fold(byWord.ReplaceAllString(strings.TrimSpace(s), "")); s != "" {
				set[s] = true
			}
		}
	}
	return set
}
