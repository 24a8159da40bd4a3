package office

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"

	"sada"
	"sada/internal/match"
	"sada/internal/words"
	"sada/store"
)

// indexFormat is the version of what the search index keeps of an article.
const indexFormat = "2/"

// indexStamp names what the search index is made of: another format or folding of
// words makes another index.
func indexStamp() string { return indexFormat + strconv.Itoa(words.Version) }

// someCaptures is how many captures one step of indexing takes.
const someCaptures = 2000

// Follow brings the search index up to the archive, on all cores, and reports each
// step. It may be broken off at any moment and goes on from what was put into the
// index last.
func (f *Office) Follow(ctx context.Context, report func(sada.Step)) error {
	if f.o.Store.ReadOnly() {
		return fmt.Errorf("bringing the search index up: %w", sada.ErrReadOnly)
	}
	f.following.Lock()
	defer f.following.Unlock()
	return f.follow(ctx, report)
}

// follow is Follow for the one who holds the turn.
func (f *Office) follow(ctx context.Context, report func(sada.Step)) error {
	upto, err := f.o.Store.Indexed(f.stamp)
	if err != nil {
		return err
	}
	begin, put := upto, upto
	g := newGathering()
	for {
		articles, reached, err := f.o.Store.Changed(upto, someCaptures)
		if err != nil {
			return fmt.Errorf("reading what is new in the archive: %w", err)
		}
		if err := f.gather(ctx, articles, g); err != nil {
			return err
		}
		over := reached == upto
		if upto = reached; upto > put && (over || store.Enough(g.parts...)) {
			if err := f.o.Store.Index(f.stamp, upto, g.parts, g.name, match.Forms); err != nil {
				return err
			}
			put = upto
			g.empty()
		}
		if over {
			return nil
		}
		last, err := f.o.Store.Last()
		if err != nil {
			return err
		}
		if report != nil {
			report(sada.Step{At: f.o.Now(), What: "indexed", Done: int(upto - begin), Total: int(last - begin)})
		}
	}
}

// gathering is what was taken apart and not yet put into the index, by core.
type gathering struct {
	parts []store.Gathered
	lists []match.Lister

	mu       sync.Mutex
	versions map[string]int // of the articles that were taken
}

// mostNames bounds the words that one core remembers.
const mostNames = 1 << 18

func newGathering() *gathering {
	g := &gathering{lists: make([]match.Lister, runtime.GOMAXPROCS(0))}
	g.empty()
	return g
}

func (g *gathering) name(part int, place int32) string { return g.lists[part].Name(place) }

func (g *gathering) empty() {
	g.parts, g.versions = make([]store.Gathered, len(g.lists)), map[string]int{}
	for i := range g.lists {
		if g.lists[i].Len() > mostNames {
			g.lists[i] = match.Lister{}
		}
	}
}

// takes reports whether a version of an article is still to be taken.
func (g *gathering) takes(article string, version int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.versions[article] >= version {
		return false
	}
	g.versions[article] = version
	return true
}

// gather takes the articles apart whose current version the index does not hold.
func (f *Office) gather(ctx context.Context, articles []string, g *gathering) error {
	feed := func(yield func(string) error) error {
		for _, id := range articles {
			if err := yield(id); err != nil {
				return err
			}
		}
		return ctx.Err()
	}
	core := -1
	return store.Spread(ctx, len(g.parts), feed, func() func(string) error {
		core++
		lister, into := &g.lists[core], &g.parts[core]
		return func(id string) error {
			r, v, err := f.current(id, g)
			if err == nil && v != nil {
				l := lister.List(&v.Article, r.Source)
				into.Add(store.Entry{Article: id, Version: r.Current, At: newness(&r), Terms: l.Words, Places: l.At, Outline: l.Outline})
			}
			return err
		}
	})
}

// current reads the current version of an article; none when the index holds it,
// or when it cannot be read.
func (f *Office) current(id string, g *gathering) (sada.Record, *sada.Version, error) {
	r, err := f.o.Store.Record(id)
	if unreadable(err) {
		return r, nil, nil
	}
	if err != nil {
		return r, nil, fmt.Errorf("reading article %s: %w", id, err)
	}
	have, err := f.o.Store.IndexedVersion(f.stamp, id)
	if err != nil || have == r.Current || !g.takes(id, r.Current) {
		return r, nil, err
	}
	v, err := f.o.Store.Version(id, r.Current)
	if unreadable(err) {
		return r, nil, nil
	}
	if err != nil {
		return r, nil, fmt.Errorf("reading article %s: %w", id, err)
	}
	return r, &v, nil
}

// unreadable reports whether retention has taken a text or the archive has lost
// it: then there is nothing to index, and search and verify say what is lost.
func unreadable(err error) bool {
	return errors.Is(err, sada.ErrNotFound) || errors.Is(err, sada.ErrDamaged)
}
