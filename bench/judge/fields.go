package judge

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold keeps the letters and digits of a name or title: one form of each
// character, lower case, marks and tatweel dropped.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 'ـ' || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// Titles counts the titles of a set.
type Titles struct{ Pages, Exact, Soft int }

// Add scores an answer.
func (t *Titles) Add(want, got string) {
	t.Pages++
	if Fold(want) == Fold(got) {
		t.Exact++
	}
	if wordF1(want, got) >= 0.8 {
		t.Soft++
	}
}

// wordF1 compares two titles as bags of folded words.
func wordF1(want, got string) float64 {
	words := func(s string) []string {
		return Words(strings.ToLower(norm.NFKC.String(s)))
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
	return F1(Ratio(float64(both), float64(len(g))), Ratio(float64(both), float64(len(w))))
}

// Dates counts the dates of a set.
type Dates struct {
	Pages, Right, Wrong, Missing int
	Timed, Minute                int // pages whose gold has a time of day, and those answered to the minute
}

// Add scores an answer.
func (d *Dates) Add(want, got string) {
	d.Pages++
	switch {
	case got == "":
		d.Missing++
	case sameDay(want, got):
		d.Right++
	default:
		d.Wrong++
	}
	if w := readMoment(want); w.timed {
		d.Timed++
		if w.sameMinute(readMoment(got)) {
			d.Minute++
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

// Names counts the authors of a set.
type Names struct{ Pages, Exact, Both, Extra, Missing int }

// Add scores an answer.
func (n *Names) Add(want, got []string) {
	n.Pages++
	w, g := people(want), people(got)
	both := 0
	for name := range g {
		if w[name] {
			both++
		}
	}
	n.Both += both
	n.Extra += len(g) - both
	n.Missing += len(w) - both
	if both == len(w) && both == len(g) {
		n.Exact++
	}
}

// F1 is the harmonic mean over all names of the set.
func (n *Names) F1() float64 {
	return F1(Ratio(float64(n.Both), float64(n.Both+n.Extra)), Ratio(float64(n.Both), float64(n.Both+n.Missing)))
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
			if s = Fold(byWord.ReplaceAllString(strings.TrimSpace(s), "")); s != "" {
				set[s] = true
			}
		}
	}
	return set
}
