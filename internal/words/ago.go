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
	many      bool // the word says more than one, and not how many
}

// counts are the numbers that are written out before a unit, folded. Arabic
// writes them with and without the ending.
var counts = map[string]int{
	"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "quinze": 15,
	"vingt": 20, "trente": 30, "quarante": 40, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "una": 1, "dos": 2, "tres": 3,
	"ثلاث": 3, "اربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثماني": 8, "تسع": 9, "عشر": 10, "عشرين": 20, "ثلاثين": 30, "اربعين": 40, "خمسين": 50,
}

// countPattern matches a number before a unit.
var countPattern = func() string {
	var names []string
	for n := range counts {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool { return len(names[i]) > len(names[j]) })
	return `(?:\d{1,3}|(?:` + strings.Join(names, "|") + `)ه?)`
}()

// count reads a number before a unit.
func count(s string) int {
	if digit(s[0]) {
		return number(s)
	}
	if n := counts[s]; n > 0 {
		return n
	}
	return counts[strings.TrimSuffix(s, "ه")]
}

// plurals are the units that Arabic counts from three to ten.
const plurals = "|ثواني|ثوان|دقايق|دقائق|ساعات|ايام|اسابيع|اشهر|شهور|سنوات|سنين|اعوام|"

var units = map[string]unit{}

var unitPattern = func() string {
	var names []string
	for list, u := range map[string]unit{
		"seconde|secondes|second|seconds|sec|segundos|ثانيه|ثواني|ثوان":         {step: time.Second, precision: "minute"},
		"minute|minutes|min|mn|mins|minuto|minutos|دقيقه|دقايق|دقائق":           {step: time.Minute, precision: "minute"},
		"heure|heures|h|hour|hours|hora|horas|ساعه|ساعات":                       {step: time.Hour, precision: "hour"},
		"jour|jours|j|day|days|dia|dias|يوم|ايام|يوما":                          {days: 1, precision: "day"},
		"semaine|semaines|week|weeks|semana|semanas|اسبوع|اسابيع|اسبوعا":        {days: 7, precision: "day"},
		"mois|month|months|mes|meses|شهر|اشهر|شهور|شهرا":                        {months: 1, precision: "day"},
		"an|ans|annee|annees|year|years|ano|anos|سنه|سنوات|سنين|عام|اعوام|عاما": {months: 12, precision: "day"},
	} {
		for _, n := range strings.Split(list, "|") {
			u.many = strings.Contains(plurals, "|"+n+"|")
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
	ago      = regexp.MustCompile(`(?:^|[^\pL])(?:il y a|منذ|قبل|depuis|hace)(?: (?:حوالي|نحو|زهاء|قرابه|ما يقارب|اقل من|environ|about|a peine))?(?: (?:pres|moins) d(?:e |')| )(?:(` + countPattern + `) ?)?(` + unitPattern + `)( ونصف)?(?:[^\pL]|$)`)
	agoAfter = regexp.MustCompile(`(?:^|[^\d\pL])(?:(` + countPattern + `) )?(` + unitPattern + `)( واحده?)? (?:ago|مضت|مضي|مضى)`)
	agoShort = regexp.MustCompile(`(?:^|[^\d\pL])(\d{1,3}) ?(m|mins?|h|hrs?|d)\.? ago(?:[^\pL]|$)`)
	// half an hour, or, held by the group, a quarter
	partAgo = regexp.MustCompile(`(?:^|[^\pL])(?:(?:منذ|قبل) نصف ساعه|il y a une demi[- ]heure|half an hour ago|((?:منذ|قبل) ربع ساعه|il y a un quart d.heure))`)
	// The longest words first: the day before yesterday holds yesterday.
	dayWords = []struct {
		pattern *regexp.Regexp
		back    int
	}{
		{regexp.MustCompile(`(?:^|[^\pL])(avant[- ]hier|اول امس|اول البارحه|قبل امس)(?:[^\pL]|$)`), 2},
		{regexp.MustCompile(`(?:^|[^\pL])(hier|yesterday|ayer|امس|البارحه)(?:[^\pL]|$)`), 1},
		{regexp.MustCompile(`(?:^|[^\pL])(aujourd.?hui|today|اليوم)(?:[^\pL]|$)`), 0},
		{regexp.MustCompile(`(?:^|[^\pL])(ce matin|cet apres-midi)(?:[ ,]|$)`), 0},
	}
	justNow = regexp.MustCompile(`(?:^|[^\pL])(?:a l.instant|il y a (?:un instant|quelques (?:instants|secondes))|just now|الان|(?:قبل|منذ) (?:قليل|لحظات))(?:[^\pL]|$)`)
	// What may stand before and behind the word for a day: papers are called
	// today and yesterday too.
	beforeDay = regexp.MustCompile(`(?:^|[|:,،–—(-] ?|\d|(?:^|[^\pL])(?:publie?e?|poste?d?|updated|mis en ligne|le|on|يوم|في|نشرت?|تحديث|مساء|صباح))$`)
	afterDay  = regexp.MustCompile(`^[ ,،:|–—()-]*(?:$|(?:a|at|علي|الساعه|في|س|soir|matin|ال(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت)|[a-z]+di|dimanche) ?|\d{1,2} ?[:h]|[|–—(-])`)
)

// countSigns are in every text that relative reads, one at least: to look for them
// costs less than to look for dates.
var countSigns = []string{
	"il y a", "منذ", "قبل", "depuis", "hace", "ago", "مضت", "مضي", "مضى", "half an hour", "hier", "امس", "بارحه", "yesterday", "ayer",
	"aujourd", "ce matin", "cet apres-midi", "today", "اليوم", "instant", "just now", "الان",
}

// mayCount reports whether a folded text may give a date that is counted from now.
func mayCount(s string) bool {
	for _, w := range countSigns {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// relative reads a date that is counted from now.
func relative(s string, now time.Time) (Written, bool) {
	if w, ok := counted(s, now); ok {
		return w, ok
	}
	if m := justNow.FindString(s); m != "" {
		return Written{Time: now, Precision: "minute", Relative: true, Text: strings.TrimSpace(m)}, true
	}
	for _, w := range dayWords {
		m := w.pattern.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		before, after := s[:m[2]], s[m[3]:]
		if !beforeDay.MatchString(strings.TrimSpace(before)) || !afterDay.MatchString(after) {
			return Written{}, false
		}
		out := Written{Time: midnight(now.AddDate(0, 0, -w.back)), Precision: "day", Relative: true, Text: s[m[2]:m[3]]}
		return clockTime(out, before, after), true
	}
	return Written{}, false
}

// counted reads so many hours or days before now.
func counted(s string, now time.Time) (Written, bool) {
	back := func(m []int, n int, u unit, more time.Duration) (Written, bool) {
		t := now.Add(-time.Duration(n)*u.step-more).AddDate(0, -n*u.months, -n*u.days)
		if u.precision == "day" {
			t = midnight(t)
		}
		return Written{Time: t, Precision: u.precision, Relative: true, Text: strings.TrimSpace(s[m[0]:m[1]])}, true
	}
	if m := partAgo.FindStringSubmatchIndex(s); m != nil {
		n := 30
		if m[2] >= 0 {
			n = 15
		}
		return back(m, n, units["minute"], 0)
	}
	if m := ago.FindStringSubmatchIndex(s); m != nil {
		u, more := units[submatch(s, m, 2)], time.Duration(0)
		if m[6] >= 0 {
			more = u.step / 2
			if u.pair {
				more /= 2
			}
		}
		// Many without a count is no time; seconds are no more than a minute.
		if m[2] < 0 && u.many && u.step != time.Second {
			return Written{}, false
		}
		return back(m, countOr1(submatch(s, m, 1)), u, more)
	}
	if m := agoShort.FindStringSubmatchIndex(s); m != nil {
		u := map[byte]unit{'m': units["minute"], 'h': units["heure"], 'd': units["jour"]}[s[m[4]]]
		return back(m, number(submatch(s, m, 1)), u, 0)
	}
	// Without a count only "an hour" and "two hours" say how many.
	if m := agoAfter.FindStringSubmatchIndex(s); m != nil && (m[2] >= 0 || m[6] >= 0 || units[submatch(s, m, 2)].pair) {
		return back(m, countOr1(submatch(s, m, 1)), units[submatch(s, m, 2)], 0)
	}
	return Written{}, false
}

// countOr1 reads a count; none is one.
func countOr1(s string) int {
	if s == "" {
		return 1
	}
	return count(s)
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}
