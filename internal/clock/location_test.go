package clock

import (
	"testing"
	"time"
)

func TestMoroccoFollowsTheLaw(t *testing.T) {
	cases := []struct {
		name string
		at   string // UTC
		want int    // hours east
	}{
		{"summer time kept all year since 2018", "2019-01-15T12:00:00Z", 1},
		{"the event of the model", "2022-11-01T12:00:00Z", 1},
		{"before Ramadan 2024", "2024-03-10T01:59:59Z", 1},
		{"in Ramadan 2024", "2024-03-10T02:00:00Z", 0},
		{"end of Ramadan 2024", "2024-04-14T01:59:59Z", 0},
		{"after Ramadan 2024", "2024-04-14T02:00:00Z", 1},
		{"in Ramadan 2025", "2025-02-23T02:00:00Z", 0},
		{"after Ramadan 2025", "2025-04-06T02:00:00Z", 1},
		{"in Ramadan 2026", "2026-02-15T02:00:00Z", 0},
		{"after Ramadan 2026", "2026-03-22T02:00:00Z", 1},
		{"the last hour at +01", "2026-09-20T00:59:59Z", 1},
		{"from then on at +00", "2026-09-20T01:00:00Z", 0},
		{"no switch in 2027", "2027-06-01T12:00:00Z", 0},
		{"nor after Ramadan 2028", "2028-03-15T12:00:00Z", 0},
		{"nor ever", "2050-07-01T00:00:00Z", 0},
	}
	for _, zone := range []string{"Africa/Casablanca", "Africa/El_Aaiun"} {
		loc, err := Location(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			at, err := time.Parse(time.RFC3339, c.at)
			if err != nil {
				t.Fatal(err)
			}
			if _, got := at.In(loc).Zone(); got != c.want*3600 {
				t.Errorf("%s, %s: at %s the offset is %d s, want %d", zone, c.name, c.at, got, c.want*3600)
			}
		}
	}
}

func TestAWallClockOfAfterTheChangeIsUTC(t *testing.T) {
	loc, err := Location("Africa/Casablanca")
	if err != nil {
		t.Fatal(err)
	}
	got := time.Date(2026, 11, 24, 9, 30, 0, 0, loc).UTC()
	if want := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("09:30 in Casablanca on 24 November 2026 is %s, want %s", got, want)
	}
}

func TestOtherZonesAreAsTheDataSay(t *testing.T) {
	loc, err := Location("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	if _, got := time.Date(2026, 7, 1, 0, 0, 0, 0, loc).Zone(); got != 7200 {
		t.Errorf("Paris in July stands at %d s, want 7200", got)
	}
}

func TestAnUnknownZoneIsNamed(t *testing.T) {
	for _, name := range []string{"", "Africa/Rabat2", "../etc/passwd"} {
		if _, err := Location(name); err == nil {
			t.Errorf("zone %q was accepted", name)
		}
	}
}
