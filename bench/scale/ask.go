package main

import (
	"context"
	"fmt"
	"time"

	"sada"
	"sada/internal/office"
	"sada/store"
)

// The phrases that are asked, of words by their rank in the vocabulary. The rare word
// stands in one of two hundred articles.
var (
	twoCommon   = [][]int{{2, 5}, {4, 3}}
	commonRare  = [][]int{{1, 900}, {900, 2}}
	threeCommon = [][]int{{1, 2, 3}, {4, 2, 1}}
)

// asked is what the questions for phrases took.
type asked struct {
	newest, counted, printed time.Duration // the longest newest and counted; printed of all together
	hits, fewest, most       int
}

// ask asks phrases in both languages of an archive that is warm, in one process.
func ask(ranks [][]int) func(context.Context, options) error {
	return func(ctx context.Context, o options) error {
		db, err := store.Open(o.archive(), store.Options{})
		if err != nil {
			return err
		}
		defer db.Close()
		f := office.New(office.Options{Store: db, Sources: func() []sada.Source { return nil }, Events: func() []sada.Event { return nil }})
		sum := asked{fewest: o.n}
		for _, l := range languages {
			for _, rank := range ranks {
				if err := sum.add(ctx, f, l.phrase(rank)); err != nil {
					return err
				}
			}
		}
		fmt.Printf("%d to %d hits; newest 20 in %.1f ms, all decided and counted in %.0f ms, printed in %.3f ms a hit",
			sum.fewest, sum.most, ms(sum.newest), ms(sum.counted), ms(sum.printed)/float64(max(sum.hits, 1)))
		return nil
	}
}

// add asks one phrase: once for nothing, so that what it needs is in memory.
func (a *asked) add(ctx context.Context, f *office.Office, query string) error {
	all := office.Search{Query: query, Limit: 1 << 30}
	found, _, err := timed(ctx, f, all)
	if err != nil {
		return err
	}
	_, newest, err := timed(ctx, f, office.Search{Query: query, Limit: 20})
	if err != nil {
		return err
	}
	_, counted, err := timed(ctx, f, office.Search{Query: query, Limit: 1, Count: true})
	if err != nil {
		return err
	}
	_, printed, err := timed(ctx, f, all)
	if err != nil {
		return err
	}
	a.newest, a.counted, a.printed = max(a.newest, newest), max(a.counted, counted), a.printed+max(0, printed-counted)
	a.hits, a.fewest, a.most = a.hits+found, min(a.fewest, found), max(a.most, found)
	return nil
}

// timed asks, and returns how many articles it was shown and the processor time.
func timed(ctx context.Context, f *office.Office, s office.Search) (int, time.Duration, error) {
	before := used()
	found, err := f.Search(ctx, s, nil)
	return len(found.Results), used() - before, err
}

// phrase puts words between quotes.
func (l *language) phrase(ranks []int) string {
	out := `"`
	for i, r := range ranks {
		if i > 0 {
			out += " "
		}
		out += l.words[r]
	}
	return out + `"`
}
