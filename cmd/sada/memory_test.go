package main

import (
	"runtime/debug"
	"testing"
)

func TestGarbageGathersOnlyWhilePagesAreRead(t *testing.T) {
	cases := []struct {
		name, percent, limit string
		wantPercent          int
		wantLimit            int64
	}{
		{"as we like it", "", "", roomyPercent, roomyLimit},
		{"the user set how often", "50", "", 77, roomyLimit},
		{"the user set how much", "", "1GiB", roomyPercent, 1 << 40},
		{"the user set both", "50", "1GiB", 77, 1 << 40},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("GOGC", c.percent)
			t.Setenv("GOMEMLIMIT", c.limit)
			defer debug.SetGCPercent(debug.SetGCPercent(77))
			defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 40))
			restore := roomy(roomyLimit)
			percent := debug.SetGCPercent(100)
			debug.SetGCPercent(percent)
			if limit := debug.SetMemoryLimit(-1); percent != c.wantPercent || limit != c.wantLimit {
				t.Errorf("got %d %% and %d bytes, want %d %% and %d", percent, limit, c.wantPercent, c.wantLimit)
			}
			restore()
			percent = debug.SetGCPercent(100)
			if limit := debug.SetMemoryLimit(-1); percent != 77 || limit != 1<<40 {
				t.Errorf("put back %d %% and %d bytes, want 77 %% and %d", percent, limit, 1<<40)
			}
		})
	}
}
