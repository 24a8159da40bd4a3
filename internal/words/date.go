package words

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Written is a date as a text gives it.
type Written struct {
	Time      time.Time // in the zone of now, or with the offset that was written
	Precision string    // second, minute, hour or day
	Offset    bool      // an offset was written
	Relative  bool      // counted from now: "3 hours ago"
	Text      string    // the part of the text that was read, folded
}

// longestDate is how much of a text is looked at for a date, in bytes.
const longestDate = 400

// Date reads the date that a text gives: in Arabic with the months of Morocco,
// of the East and of Egypt, in French or English, in figures (day before
// month), as ISO 8601, or relative to now. A date under the word for
// "published" goes before another. It answers false where no date is written
// whole: a year has four figures, a day that does not exist is none, and
// nothing is guessed.
func Date(s string, now time.Time) (Written, bool) {
	if len(s) > longestDate {
		cut := longestDate
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	if capitals(s) {
		s = numbered(s)
	}
	s = eastern(strings.ReplaceAll(strings.Join(strings.Fields(Fold(s)), " "), "\u2212", "-"))
	if !strings.ContainsAny(s, "0123456789") && !mayCount(s) {
		return Written{}, false
	}
	for from := 0; from < len(s); {
		m := publishedWord.FindStringIndex(s[from:])
		if m == nil {
			break
		}
		from += m[1]
		if w, ok := date(s[from:], now); ok {
			return w, ok
		}
	}
	return date(s, now)
}

// publishedWord stands before the date of publication where two are printed.
var publishedWord = regexp.MustCompile(`publi(?:[es][a-z]*|cation)|\bpar(?:u|ue|ution)\b|mise? en ligne|\bposted\b|(?:^|[^\pL])(?:ال)?نشر(?:ت|ه|ها)?(?:[^\pL]|$)`)

func date(s string, now time.Time) (Written, bool) {
	var all []found
	if fourFigures(s) {
		if w, ok := machine(s, now); ok {
			return w, ok
		}
		if w, ok := iso(s, now); ok {
			return w, ok
		}
		if all = whole(s); len(all) == 0 && strings.Contains(s, ":") {
			s = reordered(s)
			all = whole(s)
		}
	}
	if len(all) == 0 {
		if m := shortYear.FindStringSubmatchIndex(s); m != nil {
			month := max(m[4], m[6], m[8])
			all = append(all, found{m[2], m[11], century(number(s[m[10]:m[11]]), now), number(s[month : month+2]), number(s[m[2]:m[3]])})
		} else if m := rfc822.FindStringSubmatchIndex(s); m != nil {
			all = append(all, found{m[2], m[7], century(number(s[m[6]:m[7]]), now), months[s[m[4]:m[5]]], number(s[m[2]:m[3]])})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].at < all[j].at })
	for _, f := range all {
		if w, ok := day(f.year, f.month, f.day, now); ok {
			w.Text = s[f.at:f.end]
			return clockTime(w, s[:f.at], s[f.end:]), true
		}
	}
	if len(all) > 0 || !mayCount(s) {
		return Written{}, false
	}
	return relative(s, now)
}

// found is a day that is written in a text, and where.
type found struct {
	at, end          int
	year, month, day int
}

// fourFigures reports whether the figures of a year stand in a text.
func fourFigures(s string) bool {
	run := 0
	for i := range len(s) {
		if !digit(s[i]) {
			run = 0
		} else if run++; run == 4 {
			return true
		}
	}
	return false
}

// whole finds the days that are written with a year of four figures.
func whole(s string) []found {
	var all []found
	for _, m := range dayMonth.FindAllStringSubmatchIndex(s, -1) {
		day := 1
		if m[2] >= 0 {
			day = number(s[m[2]:m[3]])
		} else if firstOf.MatchString(s[:m[4]]) || strings.ContainsAny(s[m[5]:m[6]], "/-") {
			continue // كانون الأول/ديسمبر, the first week of a month
		}
		month := months[s[m[6]:m[7]]]
		if m[8] >= 0 && months[s[m[8]:m[9]]] != month {
			continue
		}
		all = append(all, found{m[0], m[1], number(s[m[10]:m[11]]), month, day})
	}
	for _, m := range monthDay.FindAllStringSubmatchIndex(s, -1) {
		all = append(all, found{m[0], m[1], number(s[m[6]:m[7]]), months[s[m[2]:m[3]]], number(s[m[4]:m[5]])})
	}
	for _, m := range figures.FindAllStringSubmatchIndex(s, -1) {
		if m[0] > 0 && (digit(s[m[0]-1]) || s[m[0]-1] == '/') {
			continue
		}
		d, month := number(s[m[2]:m[3]]), number(s[m[4]:m[5]])
		if monthFirst(s[:m[0]], d, month, number(s[m[6]:m[7]])) {
			d, month = month, d
		}
		all = append(all, found{m[0], m[1], number(s[m[6]:m[7]]), month, d})
	}
	return all
}

// century makes a year of two figures whole: the last one of that end, next
// year at most.
func century(year int, now time.Time) int {
	last := now.Year() + 1
	return last - ((last-year)%100+100)%100
}

// monthFirst reports whether figures are written as in America: there is no such
// month else, or only then does the English weekday before them agree.
func monthFirst(before string, first, second, year int) bool {
	if second > 12 && first <= 12 {
		return true
	}
	m := weekday.FindStringSubmatch(before)
	if m == nil || first > 12 {
		return false
	}
	named := func(month, day int) bool {
		t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		return strings.ToLower(t.Weekday().String()[:3]) == m[1]
	}
	return !named(second, first) && named(first, second)
}

var weekday = regexp.MustCompile(`(?:^|[^a-z])(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? $`)

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// day makes a calendar day, false when there is none such.
func day(y, m, d int, now time.Time) (Written, bool) {
	if y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 {
		return Written{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, now.Location())
	if t.Day() != d {
		return Written{}, false
	}
	return Written{Time: t, Precision: "day"}, true
}

// months in folded spelling: Morocco's, those of the East and of Egypt, French
// and English, long and short, Amazigh, and those of the neighbours that outlets
// quote.
var months = map[string]int{}

// monthNames lists the spellings of each month, folded.
var monthNames = [12]string{
	"يناير|ينايير|جانفي|كانون الثاني|كانون ثاني|كانون ثان|janvier|janv|jan|january|januar|janner|enero|gennaio|janeiro|ⵉⵏⵏⴰⵢⵔ",
	"فبراير|فيفري|شباط|فبرير|fevrier|fevr|fev|february|feb|februar|feber|febrero|febbraio|fevereiro|ⴱⵕⴰⵢⵕ",
	"مارس|اذار|mars|mar|march|marz|marzo|marco|ⵎⴰⵕⵚ",
	"ابريل|افريل|نيسان|avril|avr|april|apr|abril|aprile|ⵉⴱⵔⵉⵔ",
	"ماي|مايو|ايار|ماى|mai|may|mayo|maggio|maio|ⵎⴰⵢⵢⵓ",
	"يونيو|يونيه|جوان|حزيران|juin|june|jun|juni|junio|giugno|junho|ⵢⵓⵏⵢⵓ",
	"يوليوز|يوليو|يوليه|جويليه|تموز|juillet|juil|july|jul|juli|julio|luglio|julho|ⵢⵓⵍⵢⵓⵣ",
	"غشت|اغسطس|اوت|اب|aout|august|aug|agosto|ⵖⵓⵛⵜ",
	"شتنبر|سبتمبر|ايلول|septembre|sept|sep|september|septiembre|settembre|setembro|ⵛⵓⵜⴰⵏⴱⵉⵔ",
	"اكتوبر|تشرين الاول|تشرين اول|octobre|oct|october|oktober|okt|octubre|ottobre|outubro|ⴽⵜⵓⴱⵔ",
	"نونبر|نوفمبر|تشرين الثاني|تشرين ثاني|تشرين ثان|novembre|nov|november|noviembre|novembro|ⵏⵓⵡⴰⵏⴱⵉⵔ",
	"دجنبر|ديسمبر|كانون الاول|كانون اول|دسمبر|decembre|dec|december|dezember|dez|diciembre|dicembre|dezembro|ⴷⵓⵊⴰⵏⴱⵉⵔ",
}

// eastern writes out the months of the East that are told apart by a number: the
// first and second كانون and تشرين, and ك and ت behind a day.
func eastern(s string) string {
	if !slices.ContainsFunc([]string{"كانون", "تشرين", "ك1", "ك2", "ت1", "ت2"}, func(m string) bool { return strings.Contains(s, m) }) {
		return s
	}
	return numberedMonth.ReplaceAllStringFunc(s, func(found string) string {
		m := numberedMonth.FindStringSubmatch(found)
		month, place := "كانون", " الاول"
		if m[2] == "تشرين" || m[4] == "ت" {
			month = "تشرين"
		}
		if m[3]+m[5] == "2" {
			place = " الثاني"
		}
		return m[1] + month + place + m[6]
	})
}

// monthPattern matches any month and fills the table of months.
var monthPattern = func() string {
	var names []string
	for i, list := range monthNames {
		for _, n := range strings.Split(list, "|") {
			n = Fold(n)
			months[n] = i + 1
			names = append(names, regexp.QuoteMeta(n))
		}
	}
	// The longest first, so that "mars" is not read as "mar".
	sort.Slice(names, func(i, j int) bool { return len(names[i]) > len(names[j]) })
	return strings.Join(names, "|")
}()

var (
	dayMonth      = regexp.MustCompile(`(?:(\d{1,2})(?:[ -]?er|°|eme|st|nd|rd|th)?|(فاتح|غره|(?:ال)?اول|premier))[ ,،./-]*(?:من |of |de |شهر )?(` + monthPattern + `)\.?(?: ?[/(–-]? ?(` + monthPattern + `)\)?)?[ ,،./-]*(?:سنه |عام |del? )?(\d{4})`)
	numberedMonth = regexp.MustCompile(`(^|[^\pL])(?:(كانون|تشرين) ?([12])|(ك|ت)([12]))([^\d]|$)`)
	// What the word for "first" belongs to when it begins no date.
	firstOf  = regexp.MustCompile(`(?:كانون|تشرين|ربيع|جمادي|اسبوع|نصف|ربع|ثلث|شطر|عدد|فصل) $`)
	monthDay = regexp.MustCompile(`(` + monthPattern + `)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?: ?[,،] ?| )(\d{4})`)
	figures  = regexp.MustCompile(`(\d{1,2})[ ]?[/.-][ ]?(\d{1,2})[ ]?[/.-][ ]?(\d{4})`)
	// A year of two figures is read only at the begin, behind a sign, or behind a
	// word that leads to a date: elsewhere such figures number other things.
	shortYear = regexp.MustCompile(`(?:^|[|:(] ?|(?:^|[ |:(])(?:le|du|am|vom|on|date|dated|stand|publi[a-z]*|posted|paru|lun|mar|mer|jeu|ven|sam|dim|[a-z]+di|dimanche|[a-z]+day|في|يوم|بتاريخ|نشر)[.,:]? ?)(\d{2})(?:/(\d{2})/|\.(\d{2})\.|-(\d{2})-)(\d{2})(?:[^\d/.-]|[.-]? |$)`)
	isoDate   = regexp.MustCompile(`(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:t| |, | - | a | at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?((?:z|utc?|gmt)\b|[+-]\d{2}:?\d{2}))?(?:[^\d:]|$))?`)
	hourWord  = regexp.MustCompile(`(\d{1,2}) ?(?:(?::|h(?:eures?)? ?|س ?)(\d{2})(?::(\d{2}))?|h(?:eures?)?(?:[^a-z]|$))(?: ?\(?((?:utc|gmt)? ?[+-]\d{1,2}(?::?\d{2})?(?:[^\d:]|$)|(?:z|utc?|gmt)\b))?`)
	oClock    = regexp.MustCompile(`الساعه (\d{1,2})(?:(?:[.,]| و ?)(\d{2}))?(?:[^\d:]|$)|(?:^|[^\d:.])(\d{1,2})(?:\.(\d{2}))? ?[ap]\.?m(?:[^a-z]|$)`)
	halfDay   = regexp.MustCompile(`^ ?(مساء|صباحا|ظهرا|بعد الزوال|بعد الظهر|م|ص|a\.?m|p\.?m)(?:[^\pL]|$)`)
)

// iso reads ISO 8601 and its near relatives, year first.
func iso(s string, now time.Time) (Written, bool) {
	m := isoDate.FindStringSubmatchIndex(s)
	if m == nil || m[0] > 0 && digit(s[m[0]-1]) {
		return Written{}, false
	}
	part := func(i int) string { return submatch(s, m, i) }
	w, ok := day(number(part(1)), number(part(2)), number(part(3)), now)
	if !ok {
		return w, false
	}
	w.Text = strings.TrimSpace(s[m[0]:m[1]])
	if part(4) == "" {
		return clockTime(w, s[:m[0]], s[m[1]:]), true
	}
	end := max(m[11], m[13])
	if end < m[1] && (s[end] == '.' || s[end] == ',') {
		end += 1 + strings.IndexFunc(s[end+1:]+" ", func(r rune) bool { return r < '0' || r > '9' })
	}
	zone := part(7)
	if zone == "" {
		zone = zoneAfter(s[end:])
	}
	if p := lostPlus.FindStringSubmatch(s[end:]); p != nil && strings.Contains(s[m[0]:m[1]], "t") {
		zone = "+" + p[1]
	}
	second := part(6)
	if second == "" && part(4) == "24" {
		second = "00"
	}
	return at(w, part(4), part(5), second, halfOf(s[end:]), zone), true
}

// clockTime adds the time of day that stands after the date, or before it.
func clockTime(w Written, before, after string) Written {
	for i, text := range []string{after, before} {
		m := hourWord.FindStringSubmatchIndex(text)
		if m == nil {
			if o := oClock.FindStringSubmatchIndex(text); o != nil {
				hour := max(o[2], o[6])
				end := max(o[3], o[5], o[7], o[9])
				return at(w, text[hour:max(o[3], o[7])], submatch(text, o, 2)+submatch(text, o, 4), "", halfOf(text[end:]), zoneAfter(text[end:]))
			}
			continue
		}
		// A time far from its date belongs to something else, and so does one
		// behind the word for an update.
		if i == 0 && (m[0] > 40 || updated.MatchString(text[:m[0]])) || i == 1 && len(text)-m[1] > 25 {
			continue
		}
		end := max(m[3], m[5], m[7])
		zone := submatch(text, m, 4)
		if _, ok := offset(zone); !ok {
			zone = zoneAfter(text[end:])
		}
		return at(w, submatch(text, m, 1), submatch(text, m, 2), submatch(text, m, 3), halfOf(text[end:]), zone)
	}
	return w
}

// submatch is what group i of a match holds, "" for nothing.
func submatch(s string, match []int, i int) string {
	if match[2*i] < 0 {
		return ""
	}
	return s[match[2*i]:match[2*i+1]]
}

// halfOf is the half of the day that stands behind a time.
func halfOf(rest string) string {
	if h := halfDay.FindStringSubmatch(rest); h != nil {
		return h[1]
	}
	return ""
}

var updated = regexp.MustCompile(`modifie|mis a jour|maj |updated|تحديث|عدل`)

// at puts a time of day on a day; one that does not exist is left out.
func at(w Written, hour, minute, second, half, zone string) Written {
	h, m, s := number(hour), 0, 0
	precision := "hour"
	if minute != "" {
		m, precision = number(minute), "minute"
	}
	if second != "" {
		s, precision = number(second), "second"
	}
	switch {
	case h > 12 || half == "":
	case strings.HasPrefix(half, "ص") || strings.HasPrefix(half, "a"):
		h %= 12
	case h < 12:
		h += 12
	}
	if h < 0 || h > 24 || m > 59 || s > 60 || h == 24 && (m+s > 0 || second == "") {
		return w // a machine's hour 24 ends a day (ISO 8601-1, 5.3.1), a person's stands for the day
	}
	loc := w.Time.Location()
	if l, ok := offset(zone); ok {
		loc, w.Offset = l, true
	}
	y, month, d := w.Time.Date()
	w.Time = time.Date(y, month, d, h, m, s, 0, loc)
	w.Precision = precision
	return w
}
