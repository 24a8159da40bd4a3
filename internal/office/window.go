package office

import (
	"time"

	"sada"
)

// window is a pair of bounds, both inclusive.
type window struct {
	since, until bound
	captured     bool
	zone         *time.Location
}

// bound is a day, or a moment when one was given.
type bound struct {
	day sada.Day
	at  time.Time
}

func (f *Office) window(s Selection) (window, error) {
	w := window{captured: s.By == "captured", zone: f.o.Zone}
	if s.By != "" && s.By != "published" && s.By != "captured" {
		return w, sada.Problem{Place: "--by " + s.By, What: "bounds are held against no such day", Instead: "write published or captured"}
	}
	var err error
	if w.since, err = readBound("--since", s.Since, w.zone); err != nil {
		return w, err
	}
	if w.until, err = readBound("--until", s.Until, w.zone); err != nil {
		return w, err
	}
	if w.since.day != "" && w.until.day != "" && w.since.day > w.until.day {
		return w, sada.Problem{Place: "--since " + s.Since, What: "lies after --until " + s.Until, Instead: "write the earlier one with --since"}
	}
	return w, nil
}

func readBound(flag, s string, zone *time.Location) (bound, error) {
	if s == "" {
		return bound{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return bound{sada.DayOf(t.In(zone)), t}, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return bound{day: sada.DayOf(t)}, nil
	}
	return bound{}, sada.Problem{Place: flag + " " + s, What: "is neither a day nor a time", Instead: "write 2022-11-03 or 2022-11-03T14:30:00+01:00"}
}

// holds reports whether an article lies within the bounds. A moment is held
// against the article's moment when that is known, else days are compared.
func (w window) holds(r *sada.Record, a *sada.Article) bool {
	published := a.Published
	if w.captured {
		published = sada.Date{}
	}
	return w.covers(published, r.First)
}

// covers reports whether the published date lies within the bounds; where there
// is none, the moment first seen.
func (w window) covers(d sada.Date, first time.Time) bool {
	if d.IsZero() {
		d = sada.Date{Time: first, Precision: sada.ToSecond}
	}
	day := d.Day()
	if d.Timed() {
		day = sada.DayOf(d.Time.In(w.zone))
	}
	if w.since.day != "" && (day < w.since.day || d.Timed() && !w.since.at.IsZero() && d.Time.Before(w.since.at)) {
		return false
	}
	if w.until.day != "" && (day > w.until.day || d.Timed() && !w.until.at.IsZero() && d.Time.After(w.until.at)) {
		return false
	}
	return true
}
