package monitor

import (
	"hash/fnv"
	"time"

	"github.com/robfig/cron/v3"
)

// everyHour is the bit by which robfig/cron marks a field written as "*".
const everyHour = 1 << 63

// nextTurn returns the first instant after t at which a schedule calls, on the
// wall clock of zone.
//
// A schedule that names hours is read on the wall clock: on the day the clock
// leaps over its minute it calls at the first instant after the leap, and on
// the day the clock falls back it calls once. A schedule for every hour follows
// elapsed time, so that the repeated hour is not left unvisited. (robfig/cron
// alone calls twice in the one case and not at all in the other.)
func nextTurn(s cron.Schedule, t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	if spec, ok := s.(*cron.SpecSchedule); ok && spec.Hour&everyHour != 0 {
		_, offset := t.Zone()
		return nextIn(spec, t.In(time.FixedZone("", offset))).In(zone)
	}
	naive := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	for range 4 {
		naive = nextIn(s, naive)
		if naive.IsZero() {
			return naive
		}
		at := wall(naive, zone)
		if at.After(t) {
			return at
		}
	}
	return wall(naive, zone)
}

// nextIn asks a schedule on the clock that t itself carries.
func nextIn(s cron.Schedule, t time.Time) time.Time {
	if spec, ok := s.(*cron.SpecSchedule); ok {
		local := *spec
		local.Location = t.Location()
		return local.Next(t)
	}
	return s.Next(t)
}

// wall returns the instant at which the wall clock of zone first shows naive,
// or, when it leaps over it, the first instant after the leap.
func wall(naive time.Time, zone *time.Location) time.Time {
	at := time.Date(naive.Year(), naive.Month(), naive.Day(), naive.Hour(), naive.Minute(), naive.Second(), 0, zone)
	start, end := at.ZoneBounds()
	shows := func(t time.Time) bool {
		return t.Day() == naive.Day() && t.Hour() == naive.Hour() && t.Minute() == naive.Minute()
	}
	if !shows(at) {
		if !start.IsZero() && at.Sub(start) < 3*time.Hour {
			return start
		}
		return end
	}
	if start.IsZero() {
		return at
	}
	_, now := at.Zone()
	_, before := start.Add(-time.Second).Zone()
	if earlier := at.Add(time.Duration(now-before) * time.Second); earlier.Before(start) && shows(earlier) {
		return earlier
	}
	return at
}

// spread is the stable part of an outlet's offset: up to half of its interval
// and five minutes, the same every day, so that outlets on one schedule start
// one after the other.
func spread(id string, interval time.Duration) time.Duration {
	room := min(interval/2, 5*time.Minute)
	if room <= 0 {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(id))
	return time.Duration(h.Sum64() % uint64(room)).Truncate(time.Millisecond)
}

// due returns when the outlet is to be visited next and the schedule's instant
// that this visit answers. last is the instant the last visit answered: when
// turns were missed since, one visit now makes up for all of them.
func (o *outlet) due(last, now time.Time) (at, turn time.Time) {
	if last.IsZero() {
		return now.Add(spread(o.ID, time.Minute)), now
	}
	if last.After(now) {
		// The clock was set back: count from now, never from the future.
		last = now
	}
	turn = nextTurn(o.schedule, last, o.zone)
	if turn.IsZero() {
		return time.Time{}, time.Time{}
	}
	following := nextTurn(o.schedule, turn, o.zone)
	offset := spread(o.ID, following.Sub(turn))
	if !following.IsZero() && !following.After(now) {
		return now.Add(spread(o.ID, time.Minute)), now
	}
	return turn.Add(offset), turn
}
