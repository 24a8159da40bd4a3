package monitor

import (
	"time"

	"sada"
	"sada/internal/match"
	"sada/store"
)

// marks are what copies of the article are known by.
func (j *judgement) marks() []uint32 {
	if j.sketch == nil {
		if j.doc == nil {
			j.doc = match.NewDocument(j.article, j.source)
		}
		j.sketch = j.doc.Sketch()
	}
	return j.sketch
}

// bond tells what two texts are to each other.
func bond(a, b []uint32, often func(uint32) bool) store.Bond {
	switch k := match.Kin(a, b, often); {
	case k.Copies():
		return store.Copy
	case k.Near():
		return store.Near
	}
	return store.Apart
}

// leads reports whether one member of a family goes before another: the agency's
// own goes first, then the earliest, and of two of one moment the first by its key,
// whichever came first.
func leads(a, b store.Kin) bool {
	if a.Wire != b.Wire {
		return a.Wire
	}
	c := moment(a.Record.Published, a.Record.First).Compare(moment(b.Record.Published, b.Record.First))
	return c < 0 || c == 0 && a.Record.Key < b.Record.Key
}

// moment is when a text was published, as far as is known: of a day alone the
// moment first seen, when that lies in the day.
func moment(published sada.Date, seen time.Time) time.Time {
	if published.Timed() {
		return published.Time
	}
	if published.IsZero() || published.Day() == sada.DayOf(seen.In(published.Time.Location())) {
		return seen
	}
	return published.Time
}
