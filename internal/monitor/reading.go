package monitor

import (
	"context"
	"fmt"
	"runtime"

	"sada"
	"sada/store"
)

// largePage is the size in bytes beyond which a page is marked in the archive
// before it is read, so that one which ends the process is known at the next start.
const largePage = 1 << 20

// readers is how many pages are read at once: reading is the processor's work, and
// more at a time would only take memory.
func readers() int64 { return int64(max(2, runtime.GOMAXPROCS(0))) }

// marks are the pages that were in work when a process ended without goodbye, by
// source and key, and those that are left out because of it.
type marks map[[2]string]store.Reading

func readMarks(db *store.DB) (marks, error) {
	all, err := db.Readings()
	if err != nil {
		return nil, fmt.Errorf("reading what was in work: %w", err)
	}
	m := marks{}
	for _, r := range all {
		m[[2]string{r.Source, r.Key}] = r
	}
	return m, nil
}

// marked returns the mark that an earlier process left of an address.
func (m *Monitor) marked(source, key string) (store.Reading, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, is := m.marks[[2]string{source, key}]
	return r, is
}

func (m *Monitor) remember(r store.Reading) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.marks[[2]string{r.Source, r.Key}] = r
}

// forget drops a mark: the page was read, or is none any more.
func (m *Monitor) forget(r *store.Reading) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.marks, [2]string{r.Source, r.Key})
}

// marksOf returns the marks that an earlier process left of a source.
func (m *Monitor) marksOf(source string) (all []store.Reading) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.marks {
		if r.Source == source {
			all = append(all, r)
		}
	}
	return all
}

// suspect reports whether an address was in work when a process ended without
// goodbye.
func (v *visit) suspect(q *store.Queued) bool {
	_, is := v.marked(q.Source, q.Key)
	return is
}

// guilty reports whether a page is left out for how processes ended: it was read
// alone when one was killed for want of memory or crashed, or at two ends without a
// sign of what brought them about.
func (m *Monitor) guilty(r *store.Reading) bool {
	return r.Out || r.Alone && r.Version == m.version && (r.Ends > 0 || m.kills() > r.Kills)
}

// blame leaves out what is guilty, and puts back what another version of the
// program left out.
func (v *visit) blame(ctx context.Context) error {
	for _, r := range v.marksOf(v.outlet.ID) {
		switch {
		case r.Out && r.Version != v.version:
			if err := v.store.Pardon(ctx, r); err != nil {
				return fmt.Errorf("putting back %s: %w", r.URL, err)
			}
			v.forget(&r)
		case v.guilty(&r):
			if err := v.strike(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// strike leaves out a page that has ended the process twice.
func (v *visit) strike(ctx context.Context, r store.Reading) error {
	if !r.Out {
		r.Out = true
		if err := v.store.KeepReading(ctx, r); err != nil {
			return fmt.Errorf("leaving out %s: %w", r.URL, err)
		}
		v.remember(r)
	}
	if _, waits, err := v.store.Waits(r.Source, r.Key); err != nil || !waits {
		return wrapKeep(err, r.URL)
	}
	return v.drop(ctx, r.Queued, sada.ReasonFatal, "")
}

// suspects reads what was in work when a process ended, each alone, once all that
// is harmless was read.
func (v *visit) suspects(ctx context.Context) error {
	for _, r := range v.marksOf(v.outlet.ID) {
		q, waits, err := v.store.Waits(r.Source, r.Key)
		if err != nil {
			return fmt.Errorf("reading the frontier of %s: %w", v.outlet.ID, err)
		}
		if waits && (v.guilty(&r) || v.read >= budget || q.Next.After(v.now()) || v.down(q.URL)) {
			continue
		}
		if waits {
			v.alone = true
			err = v.one(ctx, q)
			v.alone = false
		} else {
			err = v.store.EndReading(ctx, r.Source, r.Key)
		}
		if err != nil {
			return err
		}
		v.forget(&r)
	}
	return nil
}

// begin waits for its turn to read a page, for all turns when it is read alone,
// and marks a large one. end gives the turns back.
func (v *visit) begin(ctx context.Context, q *store.Queued, page *sada.Page) error {
	large := len(page.Body) > largePage
	v.turns = 1
	if v.alone && large {
		v.turns = readers()
	}
	if err := v.reading.Acquire(ctx, v.turns); err != nil {
		v.turns = 0
		return err
	}
	if !large {
		return nil
	}
	mark := store.Reading{Queued: *q, Alone: v.alone, Kills: v.kills(), Version: v.version}
	if last, is := v.marked(q.Source, q.Key); is && last.Alone && last.Version == v.version {
		mark.Ends = last.Ends + 1
	}
	if err := v.store.KeepReading(context.WithoutCancel(ctx), mark); err != nil {
		return fmt.Errorf("marking %s: %w", q.URL, err)
	}
	v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "reading", URL: q.URL})
	return nil
}

// await waits for n of the turns to read.
func (v *visit) await(ctx context.Context, n int64) error {
	err := v.reading.Acquire(ctx, n)
	if err == nil {
		v.turns = n
	}
	return err
}

// end gives back the turns that were taken.
func (v *visit) end() {
	v.reading.Release(v.turns)
	v.turns = 0
}

// goodbye ends the reading of an address, however it ended: the mark that is still
// there is of no page that ended the process.
func (v *visit) goodbye(ctx context.Context, q *store.Queued) {
	v.end()
	if err := v.store.EndReading(context.WithoutCancel(ctx), q.Source, q.Key); err != nil {
		v.log.Error("a mark was not taken away", "source", q.Source, "url", q.URL, "err", err)
	}
}
