package monitor

import (
	"testing"
	"time"

	"github.com/robfig/cron/v3"

	"sada"
	"sada/internal/clock"
)

func mustZone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := clock.Location(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func mustSchedule(t *testing.T, spec string) cron.Schedule {
	t.Helper()
	s, err := cron.ParseStandard(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// turns lists the instants at which a schedule calls from begin on, before end.
func turns(s cron.Schedule, begin, end time.Time, zone *time.Location) []time.Time {
	var all []time.Time
	for t := nextTurn(s, begin, zone); t.Before(end); t = nextTurn(s, t, zone) {
		all = append(all, t)
	}
	return all
}

func TestAJobRunsOnceADayAlsoWhenTheClockChanges(t *testing.T) {
	cases := []struct {
		name, zone, from, until string
	}{
		{"Ramadan begins, 2025", "Africa/Casablanca", "2025-02-20", "2025-02-27"},
		{"Ramadan ends, 2025", "Africa/Casablanca", "2025-04-03", "2025-04-10"},
		{"Ramadan begins, 2026", "Africa/Casablanca", "2026-02-12", "2026-02-19"},
		{"Ramadan ends, 2026", "Africa/Casablanca", "2026-03-19", "2026-03-26"},
		{"Morocco leaves UTC+1", "Africa/Casablanca", "2026-09-17", "2026-09-24"},
		{"the old data's switch of 2027 does not come", "Africa/Casablanca", "2027-02-04", "2027-02-11"},
		{"spring in Paris", "Europe/Paris", "2026-03-26", "2026-04-02"},
		{"autumn in Paris", "Europe/Paris", "2026-10-22", "2026-10-29"},
	}
	for _, c := range cases {
		zone := mustZone(t, c.zone)
		begin, _ := sada.Day(c.from).Start(zone)
		end, _ := sada.Day(c.until).Start(zone)
		for _, spec := range []string{"30 2 * * *", "0 3 * * *", "15 1 * * *", "30 0 * * *", "0 12 * * *"} {
			seen := map[sada.Day]int{}
			for _, at := range turns(mustSchedule(t, spec), begin.Add(-time.Second), end, zone) {
				seen[sada.DayOf(at.In(zone))]++
			}
			for day := begin; day.Before(end); day = day.AddDate(0, 0, 1) {
				if n := seen[sada.DayOf(day)]; n != 1 {
					t.Errorf("%s: %q ran %d times on %s, want once", c.name, spec, n, sada.DayOf(day))
				}
			}
		}
	}
}

func TestAFrequentJobLeavesNoHourOut(t *testing.T) {
	for _, c := range []struct{ zone, from, until string }{
		{"Africa/Casablanca", "2026-02-14", "2026-02-17"},
		{"Africa/Casablanca", "2026-03-21", "2026-03-24"},
		{"Africa/Casablanca", "2026-09-19", "2026-09-22"},
		{"Europe/Paris", "2026-10-24", "2026-10-27"},
		{"Europe/Paris", "2026-03-28", "2026-03-31"},
	} {
		zone := mustZone(t, c.zone)
		begin, _ := sada.Day(c.from).Start(zone)
		end, _ := sada.Day(c.until).Start(zone)
		last := begin
		for _, at := range turns(mustSchedule(t, "*/10 * * * *"), begin, end, zone) {
			if gap := at.Sub(last); gap != 10*time.Minute {
				t.Errorf("%s: %s after the turn before at %s, want 10m", c.zone, gap, at)
			}
			last = at
		}
		if end.Sub(last) > 10*time.Minute {
			t.Errorf("%s: no turn in the last %s", c.zone, end.Sub(last))
		}
	}
}

func testOutlet(t *testing.T, id, spec string) *outlet {
	t.Helper()
	return &outlet{Source: &sada.Source{ID: id}, zone: mustZone(t, "Africa/Casablanca"), schedule: mustSchedule(t, spec)}
}

func TestMissedTurnsAreMadeUpForOnce(t *testing.T) {
	o := testOutlet(t, "kiosque", "0 * * * *")
	now := time.Date(2026, 11, 24, 14, 30, 0, 0, time.UTC)
	at, turn := o.due(now.Add(-8*time.Hour), now)
	if late := at.Sub(now); late < 0 || late > time.Minute {
		t.Errorf("after 8 hours of sleep the visit is due in %s, want at once", late)
	}
	next, _ := o.due(turn, now.Add(5*time.Minute))
	if !next.After(now.Add(29 * time.Minute)) {
		t.Errorf("the visit after the one made up for is due at %s, want the next full hour", next)
	}
}

func TestAClockSetBackDoesNotSilenceAnOutlet(t *testing.T) {
	o := testOutlet(t, "kiosque", "*/10 * * * *")
	now := time.Date(2026, 11, 24, 14, 30, 0, 0, time.UTC)
	for _, ahead := range []time.Duration{time.Hour, 365 * 24 * time.Hour} {
		at, _ := o.due(now.Add(ahead), now)
		if wait := at.Sub(now); wait > 16*time.Minute {
			t.Errorf("a last visit %s in the future delays the next one by %s", ahead, wait)
		}
	}
	at, _ := o.due(time.Unix(0, 0), now)
	if wait := at.Sub(now); wait > time.Minute {
		t.Errorf("a last visit in 1970 delays the next one by %s, want one at once", wait)
	}
}

func TestFiveThousandOutletsDoNotStartTogether(t *testing.T) {
	now := time.Date(2026, 11, 24, 14, 35, 0, 0, time.UTC)
	seconds := map[int64]int{}
	for i := range 5000 {
		o := testOutlet(t, "outlet-"+string(rune('a'+i%26))+time.Duration(i).String(), "*/10 * * * *")
		at, _ := o.due(now.Add(-time.Minute), now)
		again, _ := o.due(now.Add(-time.Minute), now)
		if !at.Equal(again) {
			t.Fatalf("the offset of %s is not stable: %s, then %s", o.ID, at, again)
		}
		seconds[at.Unix()]++
	}
	most := 0
	for _, n := range seconds {
		most = max(most, n)
	}
	if most > 60 {
		t.Errorf("%d of 5000 outlets start in one second, want them spread", most)
	}
}
