package sada

import "time"

// Day is a calendar day as YYYY-MM-DD, "" when none is given. Days compare as
// strings do.
type Day string

// DayOf returns the calendar day of t in t's own zone.
func DayOf(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Start returns the first instant of the day in loc; ok is false for "" and
// for what is no day.
func (d Day) Start(loc *time.Location) (t time.Time, ok bool) {
	t, err := time.ParseInLocation(time.DateOnly, string(d), loc)
	return t, err == nil
}

// AllSources in Event.Sources stands for every source of the file.
const AllSources = "all"

// Event is what the office follows: a query, a window of days, and a title in
// each language.
type Event struct {
	ID      string // [a-z0-9-]{1,64}
	Title   Names
	From    Day // inclusive, "" for no bound
	Until   Day // inclusive, "" for no bound
	Query   string
	Sources []string // source ids, or AllSources
	Was     string   // the id it had before a rename
	Retired bool     // it left the settings; its clippings stay
}

// Follows reports whether the event listens to the source.
func (e *Event) Follows(source string) bool {
	for _, s := range e.Sources {
		if s == AllSources || s == source {
			return true
		}
	}
	return len(e.Sources) == 0
}

// Holds reports whether the day lies in the event's window.
func (e *Event) Holds(d Day) bool {
	return (e.From == "" || d >= e.From) && (e.Until == "" || d <= e.Until)
}
