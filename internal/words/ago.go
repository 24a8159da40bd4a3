package words

import (
	"regexp"
	"sort"
	"strings"
	"time"
)

// unit is a span of time in words.
type unit struct {
	step      time.Duration
	days      int
	months    int
	precision string
	pair      bool // the word itself says two
}

// few are the counts that Arabic writes out, from three on.
var few = []string{"ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"}

const fewPattern = `(?:ثلاث|اربع|خمس|ست|سبع|ثماني|تسع|عشر)ه?`

// count reads a number before a unit; an article counts as one.
func count(s string) int {
	if digit(s[0]) {
		return number(s)
	}
	for i, w := range few {
		if strings.HasPrefix(s, w) {
			return i + 3
		}
	}
	return 1
}

var units = map[string]unit{}

var unitPattern = func() string {
	var names []string
	for list, u := range map[string]unit{
		"seconde|secondes|second|seconds|sec|ثانيه|ثواني|ثوان":         {step: time.Second, precision: "minute"},
		"minute|minutes|min|mn|mins|دقيقه|دقايق|دقائق":                 {step: time.Minute, precision: "minute"},
		"heure|heures|h|hour|hours|ساعه|ساعات":                         {step: time.Hour, precision: "hour"},
		"jour|jours|j|day|days|يوم|ايام|يوما":                          {days: 1, precision: "day"},
		"semaine|semaines|week|weeks|اسبوع|اسابيع|اسبوعا":              {days: 7, precision: "day"},
		"mois|month|months|شهر|اشهر|شهور|شهرا":                         {months: 1, precision: "day"},
		"an|ans|annee|annees|year|years|سنه|سنوات|سنين|عام|اعوام|عاما": {months: 12, precision: "day"},
	} {
		for _, n := range strings.Split(list, "|") {
			units[Fold(n)] = u
			names = append(names, regexp.QuoteMeta(Fold(n)))
		}
	}
	for dual, single := range map[string]string{
		"دقيقتين": "دقيقه", "دقيقتان": "دقيقه", "ساعتين": "ساعه", "ساعتان": "ساعه", "يومين": "يوم", "يومان": "يوم",
		"اسبوعين": "اسبوع", "اسبوعان": "اسبوع", "شهرين": "شهر", "شهران": "شهر", "سنتين": "سنه", "سنتان": "سنه", "عامين": "عام", "عامان": "عام",
		"ثانيتين": "ثانيه",
	} {
		u := units[single]
		u.step, u.days, u.months, u.pair = 2*u.step, 2*u.days, 2*u.months, true
		units[dual] = u
		names = append(names, dual)
	}
	sort.Slice(names, func(i, j int) bool { return len(names[i]) > len(names[j]) })
	return strings.Join(names, "|")
}()

var (
	ago      = regexp.MustCompile(`(?:il y a|منذ|قبل|depuis)(?: حوالي| environ| about)? (?:(\d{1,3}|une?|an?|` + fewPattern + `) ?)?(` + unitPattern + `)(?:[^\pL]|$)`)
	agoAfter = regexp.MustCompile(`(?:^|[^\d\pL])(?:(\d{1,3}|an?|` + fewPattern + `) )?(` + unitPattern + `)( واحده?)? (?:ago|مضت|مضي|مضى)`)
	// The longest words first: the day before yesterday holds yesterday.
	dayWords = []struct {
		pattern *regexp.Regexp
		back    int
	}{
		{regexp.MustCompile(`(?:^|[^\pL])(?:avant[- ]hier|اول امس|اول البارحه|قبل امس)(?:[^\pL]|$)`), 2},
		{regexp.MustCompile(`(?:^|[^\pL])(?:hier|yesterday|امس|البارحه)(?:[^\pL]|$)`), 1},
		{regexp.MustCompile(`(?:^|[^\pL])(?:aujourd.?hui|today|اليوم)(?:[^\pL]|$)`), 0},
	}
	justNow = regexp.MustCompile(`(?:^|[^\pL])(?:a l.instant|just now|الان|قبل قليل|منذ قليل)(?:[^\pL]|$)`)
)

// relative reads a date that is counted from now.
func relative(s string, now time.Time) (Written, bool) {
	m := ago.FindStringSubmatchIndex(s)
	if m == nil {
		// Without a count only "an hour" and "two hours" say how many.
		if m = agoAfter.FindStringSubmatchIndex(s); m != nil && m[2] < 0 && m[6] < 0 && !units[s[m[4]:m[5]]].pair {
			m = nil
		}
	}
	if m != nil {
		n := 1
		if m[2] >= 0 {
			n = count(s[m[2]:m[3]])
		}
		u := units[s[m[4]:m[5]]]
		t := now.Add(-time.Duration(n)*u.step).AddDate(0, -n*u.months, -n*u.days)
		if u.precision == "day" {
			t = midnight(t)
		}
		return Written{Time: t, Precision: u.precision, Relative: true, Text: strings.TrimSpace(s[m[0]:m[1]])}, true
	}
	if m := justNow.FindString(s); m != "" {
		return Written{Time: now, Precision: "minute", Relative: true, Text: strings.TrimSpace(m)}, true
	}
	for _, w := range dayWords {
		if m := w.pattern.FindStringIndex(s); m != nil {
			out := Written{Time: midnight(now.AddDate(0, 0, -w.back)), Precision: "day", Relative: true, Text: strings.TrimSpace(s[m[0]:m[1]])}
			return clockTime(out, s[:m[0]], s[m[1]:]), true
		}
	}
	return Written{}, false
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}
