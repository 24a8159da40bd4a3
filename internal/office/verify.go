package office

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"

	"sada"
	"sada/internal/export"
	"sada/internal/match"
	"sada/store"
)

// Verify reads the whole archive and tells what is wrong with it: every record
// and every kept body against its hash, and the search index against the texts.
// It changes nothing.
func (f *Office) Verify(ctx context.Context, report func(sada.Step)) (export.Verified, error) {
	out := export.Verified{Schema: "sada/verify/1", Faults: []string{}}
	if report != nil {
		report(sada.Step{At: f.o.Now(), What: "verifying", Detail: "records and bodies"})
	}
	err := f.o.Store.Check(ctx)
	switch {
	case errors.Is(err, sada.ErrDamaged):
		out.Faults = append(out.Faults, err.Error())
	case err != nil:
		return out, err
	}
	n, err := f.o.Store.Counts()
	if err != nil {
		return out, fmt.Errorf("counting the archive: %w", err)
	}
	out.Articles, out.Captures = n.Articles, n.Captures
	return out, f.verifyIndex(ctx, &out, report)
}

// mostFaults is how many faults of the index are told.
const mostFaults = 20

// verifyIndex compares what the index holds of each article with its text. What
// the index has not reached is no fault.
func (f *Office) verifyIndex(ctx context.Context, out *export.Verified, report func(sada.Step)) error {
	f.following.Lock()
	defer f.following.Unlock()
	var sums map[string]store.Sum
	err := f.o.Store.Look(f.stamp, func(l *store.Lookup) error {
		sums = l.Sums(sumOf)
		return nil
	})
	if err != nil {
		return err
	}
	faults := 0
	fault := func(format string, args ...any) {
		if faults++; faults <= mostFaults {
			out.Faults = append(out.Faults, "the search index: "+fmt.Sprintf(format, args...))
		}
	}
	err = f.o.Store.Records(func(r sada.Record) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		have, indexed := sums[r.ID]
		version, err := f.o.Store.IndexedVersion(f.stamp, r.ID)
		if err != nil || !indexed || version != r.Current {
			return err
		}
		v, err := f.o.Store.Version(r.ID, 0)
		if errors.Is(err, sada.ErrNotFound) {
			return nil // retention has taken its text
		}
		if err != nil {
			return nil // told above
		}
		var want store.Sum
		for _, form := range match.NewDocument(&v.Article, r.Source).Forms() {
			want.Terms++
			want.Hash ^= sumOf(form)
		}
		if out.Indexed++; have != want {
			fault("of article %s it holds %d words, and the text has %d", r.ID, have.Terms, want.Terms)
		}
		if report != nil && out.Indexed%100 == 0 {
			report(sada.Step{At: f.o.Now(), What: "verifying", Detail: "search index", Done: out.Indexed, Total: len(sums)})
		}
		return nil
	})
	if faults > mostFaults {
		out.Faults = append(out.Faults, fmt.Sprintf("the search index: %d more", faults-mostFaults))
	}
	return err
}

func sumOf(term string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(term))
	return h.Sum64()
}
