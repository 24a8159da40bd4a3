package main

import (
	"context"
	"fmt"

	"sada"
	"sada/internal/office"
	"sada/store"
)

// phrases are asked of the archive, of words by their rank in the vocabulary.
var phrases = []struct {
	what  string
	ranks [][]int
}{
	{"two common words", [][]int{{2, 5}, {4, 3}}},
	{"a common and a rare one", [][]int{{1, 900}}},
	{"three common ones", [][]int{{1, 2, 3}}},
}

// ask asks phrases of an archive that is warm, in one process.
func ask(ctx context.Context, o options) error {
	db, err := store.Open(o.archive(), store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	f := office.New(office.Options{Store: db, Sources: func() []sada.Source { return nil }, Events: func() []sada.Event { return nil }})
	if err := f.Follow(ctx, nil); err != nil {
		return err
	}
	for _, p := range phrases {
		for _, ranks := range p.ranks {
			for _, l := range languages {
				query := ""
				for _, r := range ranks {
					query += l.words[r] + " "
				}
				query = `"` + query + `"`
				var told string
				for _, limit := range []int{20, 1 << 30} {
					before := used()
					found, err := f.Search(ctx, office.Search{Query: query, Limit: limit}, nil)
					if err != nil {
						return err
					}
					told += fmt.Sprintf(" %d in %.1f ms", len(found.Results), ms(used()-before))
				}
				fmt.Println(p.what, query, told)
			}
		}
	}
	return nil
}
