package main

import (
	"context"
	"fmt"

	"sada"
	"sada/internal/office"
	"sada/store"
)

// follow makes the search index, as the first search does.
func follow(ctx context.Context, o options) error {
	db, err := store.Open(o.archive(), store.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	f := office.New(office.Options{Store: db, Sources: func() []sada.Source { return nil }, Events: func() []sada.Event { return nil }})
	if err := f.Follow(ctx, nil); err != nil {
		return err
	}
	fmt.Printf("%.3f ms CPU an article", ms(used())/float64(o.n))
	return nil
}
