package words

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// zoneHours is what a name of a zone stands for, in hours east of Greenwich:
// the names of RFC 822, 5.1, as RFC 5322, 4.3, holds them; those of European
// civil time in the tz database (file "europe"), with the French and
// German names of two of them. Names that mean several zones of which none prevails are left out.
// GMT, UTC and Z are read with the offset that may follow them.
func zoneHours(name string) (hours int, ok bool) {
	switch name {
	case "WET", "TU":
		return 0, true
	case "CET", "MET", "MEZ", "HEC", "HNEC", "WEST", "BST":
		return 1, true
	case "CEST", "MEST", "MESZ", "HAEC", "EET":
		return 2, true
	case "EEST", "MSK":
		return 3, true
	case "EDT", "HAE":
		return -4, true
	case "EST", "CDT", "HNE":
		return -5, true
	case "CST", "MDT":
		return -6, true
	case "MST", "PDT":
		return -7, true
	case "PST":
		return -8, true
	}
	return 0, false
}

// zoneName matches a name in capitals behind a time of day: in small letters
// most of them are words.
var zoneName = regexp.MustCompile(`(\d[:hH]\d\d(?::\d\d)?(?:[.,]\d+)?)([ \x{a0}]?[AaPp]\.?[Mm]\.?)?[ \x{a0}]?\(?([A-Z]{2,4})\)?( ?[+-]\d\d:?\d\d)?(?:[^\pL\d]|$)`)

// numbered writes the name of a zone behind a time of day as its offset, unless
// the offset itself follows.
func numbered(s string) string {
	m := zoneName.FindStringSubmatchIndex(s)
	if m == nil {
		return s
	}
	hours, ok := zoneHours(s[m[6]:m[7]])
	if !ok {
		return s
	}
	before, after := s[:max(m[3], m[5])], strings.TrimPrefix(s[m[7]:], ")")
	if m[8] >= 0 {
		return before + after
	}
	sign := '+'
	if hours < 0 {
		sign, hours = '-', -hours
	}
	return fmt.Sprintf("%s %c%02d00%s", before, sign, hours, after)
}

// capitals reports whether two capitals of ASCII stand side by side.
func capitals(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' && s[i-1] >= 'A' && s[i-1] <= 'Z' {
			return true
		}
	}
	return false
}

var (
	zoneBehind = regexp.MustCompile(`^ ?(?:[ap]\.?m\.?|مساء|صباحا|م|ص)? ?\(?((?:utc|gmt) ?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|z|utc?|gmt)(?:[^\pL\d:]|$)`)
	// An offset of hours alone stands at the time itself, or has a plus, or ends
	// the text: other figures follow a time behind a dash.
	bareOffset = regexp.MustCompile(`^(?:([+-]\d{2}|  ?\+\d{2})(?:[^\d:]|$)|( -\d{2})$)`)
	// An offset whose plus was read as the blank of a form (WHATWG URL, 5.1).
	lostPlus  = regexp.MustCompile(`^ (\d{2}:\d{2})$`)
	greenwich = regexp.MustCompile(`^[^\d]{0,40}(?:توقيت (?:غرين|جرين)|(?:^|[ (])ت ?\. ?غ)`)
)

// zoneAfter is the zone that stands behind a time of day, as offset reads it; ""
// for none.
func zoneAfter(rest string) string {
	if m := zoneBehind.FindStringSubmatch(rest); m != nil {
		return m[1]
	}
	if m := bareOffset.FindStringSubmatch(rest); m != nil {
		return "gmt" + strings.TrimSpace(m[1]+m[2])
	}
	if greenwich.MatchString(rest) {
		return "gmt"
	}
	return ""
}

// offset reads "z", "+01:00", "+0100", "gmt+1". Zones lie between -12 and +14
// hours.
func offset(s string) (*time.Location, bool) {
	s = strings.TrimRightFunc(s, func(r rune) bool { return r != 'z' && r != 'c' && r != 't' && (r < '0' || r > '9') })
	named := strings.TrimPrefix(strings.TrimPrefix(s, "utc"), "gmt")
	switch {
	case s == "":
		return nil, false
	case s == "z" || s == "ut" || named == "":
		return time.UTC, true
	}
	named = strings.TrimSpace(named)
	figures := strings.ReplaceAll(named[1:], ":", "")
	if len(figures) < 3 && len(named) == len(s) {
		return nil, false
	}
	h, m := number(figures), 0
	if n := len(figures); n > 2 {
		h, m = number(figures[:n-2]), number(figures[n-2:])
	}
	if h < 0 || h > 14 || m < 0 || m > 59 {
		return nil, false
	}
	seconds := h*3600 + m*60
	if named[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), true
}
