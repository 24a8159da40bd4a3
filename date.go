package sada

import "time"

// Precision says how finely a date is known; "" means that there is no date.
type Precision string

// The precisions of a date.
const (
	ToSecond Precision = "second"
	ToMinute Precision = "minute"
	ToHour   Precision = "hour"
	ToDay    Precision = "day"
)

// Where the zone of a date came from.
const (
	ZoneWritten = "written" // the outlet wrote an offset; it is taken as written
	ZoneOutlet  = "outlet"  // no offset; the wall clock of the outlet's zone
	ZoneNone    = "none"    // a day, which needs no zone
)

// Evidence a date may rest on.
const (
	FromJSONLD   = "json-ld"
	FromMeta     = "meta"
	FromREST     = "rest"
	FromFeed     = "feed" // a feed, a sitemap or another list that led here
	FromTime     = "time" // a <time datetime> element
	FromPrint    = "print"
	FromAddress  = "address"
	FromGuess    = "guess"    // a day that stands somewhere and nothing calls the article's
	FromRelative = "relative" // "3 hours ago", counted from the fetch
)

// Date is a moment as an outlet gave it, with its evidence. The zero value is
// no date.
type Date struct {
	Time      time.Time // at midnight when Precision is ToDay
	Precision Precision
	Zone      string
	From      string
	Text      string // as it was written
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.Precision == "" }

// Timed reports whether a time of day is known.
func (d Date) Timed() bool { return d.Precision != "" && d.Precision != ToDay }

// Day returns the calendar day as the outlet wrote it, "" for no date.
func (d Date) Day() Day {
	if d.IsZero() {
		return ""
	}
	return DayOf(d.Time)
}

// String gives RFC 3339 when a time of day is known, else the day, else "".
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Timed():
		return d.Time.Format(time.RFC3339)
	}
	return string(d.Day())
}
