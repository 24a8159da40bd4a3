package main

import (
	"runtime"
	"slices"
	"syscall"
	"time"

	"sada/bench/judge"
)

// spent is what a reader took for a set in one round.
type spent struct {
	CPU    float64 // seconds, of the user and the system
	Bytes  uint64  // allocated
	Allocs uint64
}

// spend times the readers over the pages, in turn: every round begins with
// another one, so that what the machine does meanwhile hits all alike.
func spend(rounds int, readers []reader, pages []*judge.Page, figures []*figure) {
	for round := range rounds {
		for i := range readers {
			at := (i + round) % len(readers)
			figures[at].Rounds = append(figures[at].Rounds, timed(&readers[at], pages))
		}
	}
}

func timed(r *reader, pages []*judge.Page) spent {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	begin := processorTime()
	for _, p := range pages {
		_ = r.answer(p)
	}
	took := processorTime() - begin
	runtime.ReadMemStats(&after)
	return spent{CPU: took.Seconds(), Bytes: after.TotalAlloc - before.TotalAlloc, Allocs: after.Mallocs - before.Mallocs}
}

// processorTime is what the system has on its account for this process.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// cost is the middle of a reader's rounds: pages a second of the processor,
// megabytes and allocations a page.
type cost struct{ pages, megabytes, allocs float64 }

// costOf sums the sets up round by round.
func costOf(figures []*figure) cost {
	var pages int
	var cpu, bytes, allocs []float64
	for _, f := range figures {
		if len(f.Rounds) == 0 {
			continue
		}
		pages += f.Pages
		for i, r := range f.Rounds {
			if i == len(cpu) {
				cpu, bytes, allocs = append(cpu, 0), append(bytes, 0), append(allocs, 0)
			}
			cpu[i] += r.CPU
			bytes[i] += float64(r.Bytes)
			allocs[i] += float64(r.Allocs)
		}
	}
	n := float64(pages)
	return cost{pages: judge.Ratio(n, median(cpu)), megabytes: judge.Ratio(median(bytes), n) / (1 << 20), allocs: judge.Ratio(median(allocs), n)}
}

func median(of []float64) float64 {
	if len(of) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(of))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}
