package office

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"runtime"
	"sync"

	"sada"
	"sada/internal/export"
	"sada/internal/match"
	"sada/store"
)

// Verify reads the whole archive, on all cores, and tells what is wrong with it:
// every record and every kept body against its check, and the search index against
// the texts. It changes nothing but what status tells of it.
func (f *Office) Verify(ctx context.Context, report func(sada.Step)) (export.Verified, error) {
	out := export.Verified{Schema: "sada/verify/1", Faults: []string{}}
	if report == nil {
		report = func(sada.Step) {}
	}
	step := func(what string, done, total int) {
		report(sada.Step{At: f.o.Now(), What: "verifying", Detail: what, Done: done, Total: total})
	}
	step("records and bodies", 0, 0)
	found, err := f.o.Store.Verify(ctx, step)
	if err != nil {
		return out, err
	}
	for _, fault := range found.Faults {
		out.Faults = append(out.Faults, fault.Error())
	}
	if found.More > 0 {
		out.Faults = append(out.Faults, fmt.Sprintf("%d more of records and bodies", found.More))
	}
	out.Unchecked = found.Unchecked
	n, err := f.o.Store.Counts()
	if err != nil {
		return out, fmt.Errorf("counting the archive: %w", err)
	}
	out.Articles, out.Captures = n.Articles, n.Captures
	if err := f.verifyIndex(ctx, &out, step); err != nil {
		return out, err
	}
	checked := store.Checked{At: f.o.Now(), Faults: len(out.Faults) + found.More}
	if len(out.Faults) > 0 {
		checked.First = out.Faults[0]
	}
	if err := f.o.Store.KeepChecked(ctx, checked); err != nil && !errors.Is(err, sada.ErrReadOnly) {
		return out, fmt.Errorf("keeping what was found: %w", err)
	}
	return out, nil
}

// mostFaults is how many faults of the index are told.
const mostFaults = 20

// verifyIndex compares what the index holds of each article with its text. What
// the index has not reached is no fault, and a text that is lost is told above.
func (f *Office) verifyIndex(ctx context.Context, out *export.Verified, step func(what string, done, total int)) error {
	f.following.Lock()
	defer f.following.Unlock()
	var sums map[string]store.Sum
	err := f.o.Store.Look(f.stamp, func(l *store.Lookup) error {
		sums = l.Sums(sumOf)
		return nil
	})
	if err != nil {
		return fmt.Errorf("reading the search index: %w", err)
	}
	var mu sync.Mutex
	faults := 0
	compared := func(id string, have, want store.Sum) {
		mu.Lock()
		defer mu.Unlock()
		if out.Indexed++; out.Indexed%1000 == 0 {
			step("search index", out.Indexed, len(sums))
		}
		if have == want {
			return
		}
		if faults++; faults <= mostFaults {
			out.Faults = append(out.Faults, fmt.Sprintf("the search index: of article %s it holds %d words, and the text has %d", id, have.Terms, want.Terms))
		}
	}
	feed := func(yield func(sada.Record) error) error {
		err := f.o.Store.Records(yield)
		if errors.Is(err, sada.ErrDamaged) {
			return nil
		}
		return err
	}
	err = store.Spread(ctx, runtime.GOMAXPROCS(0), feed, func() func(sada.Record) error {
		var all summing
		return func(r sada.Record) error {
			have, indexed := sums[r.ID]
			version, err := f.o.Store.IndexedVersion(f.stamp, r.ID)
			if err != nil || !indexed || version != r.Current {
				return err
			}
			v, err := f.o.Store.Version(r.ID, 0)
			if err == nil {
				compared(r.ID, have, all.sum(&v.Article, r.Source))
			}
			if unreadable(err) {
				err = nil
			}
			return err
		}
	})
	if faults > mostFaults {
		out.Faults = append(out.Faults, fmt.Sprintf("the search index: %d more", faults-mostFaults))
	}
	return err
}

// summing sums up articles, one after the other. It remembers the hashes of the
// words that it met.
type summing struct {
	lister match.Lister
	hashes []uint64
}

func (s *summing) sum(a *sada.Article, source string) (sum store.Sum) {
	if s.lister.Len() > mostNames {
		*s = summing{}
	}
	l := s.lister.List(a, source)
	for i, n := range l.Words {
		for len(s.hashes) <= int(n) {
			s.hashes = append(s.hashes, sumOf(s.lister.Name(int32(len(s.hashes)))))
		}
		sum.Add(s.hashes[n], l.At[i])
	}
	sum.Hash ^= sumOf(string(l.Outline))
	return sum
}

func sumOf(term string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(term))
	return h.Sum64()
}
