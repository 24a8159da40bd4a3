//go:build unix

package match

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

// spent is the processor time of the process.
func spent(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkSet takes an article apart and asks it all queries of a set. What is
// measured is processor time: on a machine with other work the clock says little.
func BenchmarkSet(b *testing.B) {
	articles := morning(200)
	run := func(b *testing.B, ask func(*Document)) {
		began := spent(b)
		for i := range b.N {
			ask(NewDocument(articles[i%len(articles)], "kiosque"))
		}
		took := spent(b) - began
		b.ReportMetric(float64(took.Microseconds())/float64(b.N), "cpu-µs/article")
		b.ReportMetric(float64(b.N)/took.Seconds(), "articles/cpu-s")
	}
	b.Run("document", func(b *testing.B) { run(b, func(*Document) {}) })
	for _, n := range []int{10, 1000, 10_000, 100_000} {
		set := NewSet(office(b, n))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			hits, asked := 0, 0
			run(b, func(d *Document) { hits += len(set.Match(d)) })
			for _, a := range articles {
				set.propose(NewDocument(a, "kiosque"), func(int, bitset) { asked++ })
			}
			b.ReportMetric(float64(hits)/float64(b.N), "hits/article")
			b.ReportMetric(float64(asked)/float64(len(articles)), "asked/article")
		})
	}
}
