package office

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"time"

	"sada"
	"sada/internal/export"
	"sada/internal/match"
	"sada/store"
)

// asking is one search under way: the index decides, stretch by stretch, and what
// it has not reached or cannot decide is read.
type asking struct {
	*Office
	Search
	query   *match.Query
	window  window
	sources map[string]sada.Source

	lookup    *store.Lookup
	sieve     *match.Sieve
	stretches []store.Stretch // not asked yet, that of the newest article first
	rest      map[string]bool // articles that the index has not reached
	candidates
}

// candidate is an article that may be an answer.
type candidate struct {
	store.Proposed
	decided bool // the index says that the query hits
	known   bool // it knows all words of the article
}

// candidates gives the newest first.
type candidates []candidate

func (c candidates) Len() int      { return len(c) }
func (c candidates) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c candidates) Less(i, j int) bool {
	if c[i].At != c[j].At {
		return c[i].At > c[j].At
	}
	return c[i].Later(&c[j].Proposed)
}

// Push and Pop are for container/heap alone.
func (c *candidates) Push(x any) { *c = append(*c, x.(candidate)) }

// Pop takes the last one off.
func (c *candidates) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}

// ask gathers the newest answers, and counts all where that is asked for.
func (a *asking) ask(ctx context.Context, l *store.Lookup, out *export.Found) error {
	if err := a.begin(l); err != nil {
		return err
	}
	for {
		c, ok, err := a.next(ctx)
		if !ok || err != nil {
			return err
		}
		full := len(out.Results) == a.Limit
		if full && !a.Count {
			out.More = true
			return nil
		}
		var found *export.FoundArticle
		if full && c.decided {
			ok, err = a.counts(c)
		} else {
			found, err = a.read(c)
			ok = found != nil
		}
		if errors.Is(err, sada.ErrDamaged) {
			out.Lost++
			continue
		}
		if err != nil {
			return err
		}
		if ok && a.Count {
			out.Total++
		}
		if ok && full {
			out.More = true
		} else if ok {
			found.Source.Name = a.sources[found.Source.ID].Name
			out.Results = append(out.Results, *found)
		}
	}
}

// begin makes the index ready, and puts what it has not reached among the candidates.
func (a *asking) begin(l *store.Lookup) error {
	a.lookup = l
	a.stretches = l.Stretches()
	a.sieve = a.query.Sieve(func(n match.Need) []string {
		if n.Begin != "" {
			return l.Begin(n.Begin)
		}
		return l.Terms(n.Form)
	})
	a.rest = map[string]bool{}
	for upto := l.Upto(); ; {
		articles, reached, err := a.o.Store.Changed(upto, someCaptures)
		if err != nil {
			return fmt.Errorf("reading what is new in the archive: %w", err)
		}
		if reached == upto {
			break
		}
		upto = reached
		for _, id := range articles {
			a.rest[id] = true
		}
	}
	for id := range a.rest {
		r, err := a.record(id)
		if err != nil && !errors.Is(err, sada.ErrDamaged) {
			return err
		}
		heap.Push(&a.candidates, candidate{Proposed: store.Propose(id, newness(&r))}) // asking it tells of the damage
	}
	return nil
}

// next is the newest candidate. A stretch that may hold a newer one is asked before.
func (a *asking) next(ctx context.Context) (c candidate, ok bool, err error) {
	for len(a.stretches) > 0 && (len(a.candidates) == 0 || a.candidates[0].At <= a.stretches[0].Newest) {
		if err := ctx.Err(); err != nil {
			return c, false, err
		}
		if err := a.sift(a.stretches[0]); err != nil {
			return c, false, err
		}
		a.stretches = a.stretches[1:]
	}
	if len(a.candidates) == 0 {
		return c, false, ctx.Err()
	}
	return heap.Pop(&a.candidates).(candidate), true, ctx.Err()
}

// sift asks the index for the candidates of a stretch.
func (a *asking) sift(s store.Stretch) error {
	b := a.sieve.Batch(int(s.End - s.First))
	for i, name := range a.sieve.Names {
		a.lookup.Places(name, s.First, s.End, func(doc, at uint32) { b.Add(int32(i), doc-s.First, at) })
	}
	return b.Sift(func(doc uint32, places []match.Place) error {
		p, ok := a.lookup.Article(s.First + doc)
		if !ok {
			return nil
		}
		v := a.sieve.Decide(a.lookup.Outline(s.First+doc), places)
		if v == match.Misses || len(a.rest) > 0 && a.rest[p.Article()] {
			return nil
		}
		heap.Push(&a.candidates, candidate{p, v == match.Hits, true})
		return nil
	})
}

// within reports whether an article lies within the bounds of the search.
func (a *asking) within(r *sada.Record) bool {
	return (a.Source == "" || r.Source == a.Source) && (a.Lang == "" || r.Language == a.Lang) && a.window.covers(r.Published, r.First)
}

// counts reports whether an article that the query hits is an answer: it lies within
// the bounds, and retention has left its text.
func (a *asking) counts(c candidate) (bool, error) {
	r, held, err := a.o.Store.Held(c.Article())
	return held && a.within(&r), err
}

// read reads a candidate, nil when it is no answer.
func (a *asking) read(c candidate) (*export.FoundArticle, error) {
	id := c.Article()
	r, err := a.record(id)
	if err != nil || !a.within(&r) {
		return nil, err
	}
	v, err := a.o.Store.Version(id, 0)
	if errors.Is(err, sada.ErrNotFound) {
		return nil, nil // retention has taken its text
	}
	if err != nil {
		return nil, fmt.Errorf("reading article %s: %w", id, err)
	}
	var doc *match.Document
	if c.known {
		doc = a.sieve.Document(&v.Article, r.Source)
	} else {
		doc = match.NewDocument(&v.Article, r.Source)
	}
	hits, ok := a.query.Match(doc)
	if !ok {
		return nil, nil
	}
	clips, err := a.o.Store.ClippingsOf(id)
	if err != nil {
		return nil, fmt.Errorf("reading clippings of %s: %w", id, err)
	}
	found := export.NewFound(&r, hits, clips)
	return &found, nil
}

// newness is the moment by which articles are put in order.
func newness(r *sada.Record) time.Time {
	if r.Published.IsZero() {
		return r.First
	}
	return r.Published.Time
}
