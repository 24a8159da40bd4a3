package office

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"sada"
	"sada/internal/match"
	"sada/internal/words"
	"sada/store"
)

// indexStamp names what the search index is made of: another folding of words
// makes another index.
func indexStamp() string { return "1/" + strconv.Itoa(words.Version) }

// someCaptures is how many captures one step of indexing takes.
const someCaptures = 2000

// Follow brings the search index up to the archive, and reports each step. It
// may be broken off at any moment and goes on where it was.
func (f *Office) Follow(ctx context.Context, report func(sada.Step)) error {
	f.following.Lock()
	defer f.following.Unlock()
	upto, err := f.o.Store.Indexed(f.stamp)
	if err != nil {
		return err
	}
	begin := upto
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		articles, reached, err := f.o.Store.Changed(upto, someCaptures)
		if err != nil {
			return fmt.Errorf("reading what is new in the archive: %w", err)
		}
		if reached == upto {
			return nil
		}
		entries, err := f.entries(ctx, articles)
		if err != nil {
			return err
		}
		if err := f.o.Store.Index(f.stamp, reached, entries); err != nil {
			return err
		}
		upto = reached
		last, err := f.o.Store.Last()
		if err != nil {
			return err
		}
		if report != nil {
			report(sada.Step{At: f.o.Now(), What: "indexed", Done: int(upto - begin), Total: int(last - begin)})
		}
	}
}

// entries takes the articles apart whose current version the index does not hold.
func (f *Office) entries(ctx context.Context, articles []string) ([]store.Entry, error) {
	var out []store.Entry
	for _, id := range articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r, err := f.o.Store.Record(id)
		if unreadable(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading article %s: %w", id, err)
		}
		have, err := f.o.Store.IndexedVersion(f.stamp, id)
		if err != nil {
			return nil, err
		}
		if have == r.Current {
			continue
		}
		v, err := f.o.Store.Version(id, 0)
		if unreadable(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading article %s: %w", id, err)
		}
		out = append(out, store.Entry{Article: id, Version: r.Current, At: newness(&r), Terms: match.NewDocument(&v.Article, r.Source).Forms()})
	}
	return out, nil
}

// unreadable reports whether retention has taken a text or the archive has lost
// it: then there is nothing to index, and search and verify say what is lost.
func unreadable(err error) bool {
	return errors.Is(err, sada.ErrNotFound) || errors.Is(err, sada.ErrDamaged)
}
