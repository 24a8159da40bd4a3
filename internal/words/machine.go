package words

import (
	"regexp"
	"strconv"
	"time"
)

var (
	// The seconds, or thousandths of them, since 1970, as a whole text: from
	// September 2001 to May 2033.
	epoch = regexp.MustCompile(`^(?:/date\()?(1\d{9})(\d{3})?(?:\.\d+)?(?:[+-]\d{4})?(?:\)/)?$`)
	// ISO 8601, basic format, of a time, and often of its day.
	basicISO = regexp.MustCompile(`(?:^|[^\d\pL])(\d{4})-?(\d{2})-?(\d{2})t(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(z|[+-]\d{2}(?::?\d{2})?)?(?:[^\d\pL]|$)`)
	// The form of C's ctime, with the year behind the time of day.
	yearLast = regexp.MustCompile(`(` + monthPattern + `) (\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)( (?:z|utc?|gmt|[+-]\d{2}:?\d{2}))? (\d{4})(?:\D|$)`)
	// RFC 822, 5.1, and RFC 850: a year of two figures, and a time behind it.
	rfc822 = regexp.MustCompile(`(?:^|[^\d\pL])(\d{1,2})[ -](` + monthPattern + `)[ -](\d{2}) (\d{1,2}:\d{2})`)
)

// machine reads the forms that programs write and people do not.
func machine(s string, now time.Time) (Written, bool) {
	if m := epoch.FindStringSubmatch(s); m != nil {
		seconds, err := strconv.ParseInt(m[1], 10, 64)
		return Written{Time: time.Unix(seconds, 0).UTC(), Precision: "second", Offset: true, Text: s}, err == nil
	}
	m := basicISO.FindStringSubmatchIndex(s)
	if m == nil {
		return Written{}, false
	}
	part := func(i int) string { return submatch(s, m, i) }
	w, ok := day(number(part(1)), number(part(2)), number(part(3)), now)
	if !ok {
		return w, false
	}
	w.Text = s[m[2]:max(m[11], m[13], m[15])]
	zone := part(7)
	if len(zone) == len("+01") {
		zone = "gmt" + zone
	}
	return at(w, part(4), part(5), part(6), "", zone), true
}

// reordered writes a date with its year last as one that whole reads.
func reordered(s string) string {
	if m := yearLast.FindStringSubmatchIndex(s); m != nil {
		part := func(i int) string { return submatch(s, m, i) }
		return s[:m[0]] + part(1) + " " + part(2) + " " + part(5) + " " + part(3) + part(4) + s[m[11]:]
	}
	return s
}
