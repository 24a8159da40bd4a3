package main

import (
	"strings"
	"testing"
	"time"

	"sada"
)

func TestTheMoveToANewLayoutIsToldOnceAndWhileItLasts(t *testing.T) {
	var out strings.Builder
	told := (&app{err: &out}).moving()
	begin := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	for n := range 12 {
		told(sada.Step{At: begin.Add(time.Duration(n) * 2 * time.Second), What: "migrating", Detail: "ask anew", Done: n + 1})
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 3 || !strings.Contains(lines[0], "layout") || !strings.Contains(lines[1], "ask anew, 6 steps") {
		t.Errorf("it said %q", lines)
	}
}

func TestADoubleIsToldWithBothAddresses(t *testing.T) {
	var out strings.Builder
	p := &progress{w: &out, open: map[string]bool{}}
	p.step(sada.Step{Source: "kiosque", What: "left out", URL: "https://kiosk.test/b", Reason: sada.ReasonDouble, Detail: "https://kiosk.test/a"})
	p.step(sada.Step{Source: "kiosque", What: "left out", URL: "https://kiosk.test/c", Reason: sada.ReasonGone})
	if want := "  kiosque  https://kiosk.test/b is taken for a version of https://kiosk.test/a\n"; out.String() != want {
		t.Errorf("it said %q, want %q", out.String(), want)
	}
}
