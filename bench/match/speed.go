package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"syscall"
	"time"

	"sada"
	"sada/internal/kiosk"
	"sada/internal/match"
)

// runner asks an article all of its queries and says how many hit.
type runner func(a *sada.Article) (int, error)

// subject is one way to ask so many queries.
type subject struct {
	name    string
	queries int
	share   int // of the articles, one in so many is asked
	open    func(queries []string) (runner, error)
	rounds  []turn
}

// turn is what a subject took in one round, an article.
type turn struct {
	micros, bytes, allocs, hits float64
}

// theSet is the way of asking that the others are held against.
const theSet = "set"

func subjects() []*subject {
	all := []*subject{{name: "article taken apart", queries: 0, share: 1, open: openNone}}
	for _, n := range []int{10, 1_000, 10_000, 100_000} {
		all = append(all, &subject{name: theSet, queries: n, share: 1, open: openSet})
	}
	for _, n := range []int{10, 1_000, 10_000} {
		all = append(all, &subject{name: "each in turn", queries: n, share: max(1, n/500), open: openScan})
	}
	for _, n := range []int{10, 1_000} {
		all = append(all, &subject{name: "bleve, an index in memory a text", queries: n, share: max(5, n/10), open: openBleve})
	}
	return all
}

func openNone([]string) (runner, error) {
	return func(a *sada.Article) (int, error) { match.NewDocument(a, ""); return 0, nil }, nil
}

func parsed(queries []string) ([]*match.Query, error) {
	var out []*match.Query
	for _, text := range queries {
		q, err := match.Parse(text, nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
		out = append(out, q)
	}
	return out, nil
}

func openSet(queries []string) (runner, error) {
	list, err := parsed(queries)
	if err != nil {
		return nil, err
	}
	set := match.NewSet(list)
	return func(a *sada.Article) (int, error) { return len(set.Match(match.NewDocument(a, ""))), nil }, nil
}

func openScan(queries []string) (runner, error) {
	list, err := parsed(queries)
	if err != nil {
		return nil, err
	}
	return func(a *sada.Article) (int, error) {
		hits := 0
		d := match.NewDocument(a, "")
		for _, q := range list {
			if _, ok := q.Match(d); ok {
				hits++
			}
		}
		return hits, nil
	}, nil
}

// measure lets the subjects take turns; every round begins with another one, so
// that what the machine does meanwhile hits all alike. A subject is made anew
// for its turn, so that none carries the memory of another.
func measure(rounds, articles int, all []*subject) error {
	press := kiosk.NewPress(1)
	queries := make([]string, 100_000)
	for i := range queries {
		queries[i] = press.Query()
	}
	texts := make([]*sada.Article, articles)
	press = kiosk.NewPress(2)
	for i := range texts {
		language, title, text := press.Article()
		texts[i] = &sada.Article{Language: language, Title: title, Blocks: []sada.Block{{Kind: sada.Paragraph, Text: text}}}
	}
	for round := range rounds {
		for i := range all {
			s := all[(i+round)%len(all)]
			ask, err := s.open(queries[:s.queries])
			if err != nil {
				return fmt.Errorf("%s, %d queries: %w", s.name, s.queries, err)
			}
			took, err := timed(ask, texts[:max(1, len(texts)/s.share)])
			if err != nil {
				return fmt.Errorf("%s, %d queries: %w", s.name, s.queries, err)
			}
			s.rounds = append(s.rounds, took)
		}
	}
	return nil
}

func timed(ask runner, texts []*sada.Article) (turn, error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	began, hits := processorTime(), 0
	for _, a := range texts {
		n, err := ask(a)
		if err != nil {
			return turn{}, err
		}
		hits += n
	}
	took := processorTime() - began
	runtime.ReadMemStats(&after)
	n := float64(len(texts))
	return turn{
		micros: float64(took.Nanoseconds()) / 1000 / n, hits: float64(hits) / n,
		bytes: float64(after.TotalAlloc-before.TotalAlloc) / n, allocs: float64(after.Mallocs-before.Mallocs) / n,
	}, nil
}

// processorTime is what the system has on its account for this process.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func middle(rounds []turn, of func(turn) float64) float64 {
	var all []float64
	for _, r := range rounds {
		all = append(all, of(r))
	}
	slices.Sort(all)
	if len(all) == 0 {
		return 0
	}
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
}

// reportSpeed prints what an article costs. The ratios are taken round by round,
// and the middle one is printed.
func reportSpeed(out io.Writer, all []*subject) error {
	if _, err := fmt.Fprint(out, "\n| asked how | queries | articles a CPU second | µs | to a set of 10 | kB | allocations | hits |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"); err != nil {
		return err
	}
	base := slices.IndexFunc(all, func(s *subject) bool { return s.name == theSet })
	micros := func(t turn) float64 { return t.micros }
	for _, s := range all {
		var ratios []turn
		for i, r := range s.rounds {
			ratios = append(ratios, turn{micros: r.micros / all[base].rounds[i].micros})
		}
		_, err := fmt.Fprintf(out, "| %s | %d | %.0f | %.0f | %.2f | %.0f | %.0f | %.1f |\n", s.name, s.queries, 1e6/middle(s.rounds, micros), middle(s.rounds, micros),
			middle(ratios, micros), middle(s.rounds, func(t turn) float64 { return t.bytes })/1000,
			middle(s.rounds, func(t turn) float64 { return t.allocs }), middle(s.rounds, func(t turn) float64 { return t.hits }))
		if err != nil {
			return err
		}
	}
	return nil
}
