package monitor

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"sada"
	"sada/store"
)

// Rematch asks every article of the archive about the events that are new, or
// whose question has changed since they were last asked, so that an event finds
// what was read before it was written down. It is taken up again when it was
// broken off, reports how far it is, and returns the number of clippings that it
// made. It ends when other settings come, which are asked for by another call: two
// at once would each undo what the other found.
func (m *Monitor) Rematch(ctx context.Context, report func(sada.Step)) (int, error) {
	select {
	case m.asks <- struct{}{}:
		defer func() { <-m.asks }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	whole := m.house.Load().plan
	some := &plan{Settings: whole.Settings, outlets: whole.outlets}
	var changed []*follow
	for _, f := range whole.follows {
		was, err := m.store.Asked(f.ID)
		if err != nil {
			return 0, fmt.Errorf("reading how event %s was asked: %w", f.ID, err)
		}
		if was != whole.question(f) {
			changed = append(changed, f)
		}
	}
	if len(changed) == 0 {
		return 0, nil
	}
	some.asking = newAsking(changed)
	n, err := m.store.Counts()
	if err != nil {
		return 0, fmt.Errorf("counting the archive: %w", err)
	}
	made, err := m.ask(ctx, some, whole, n.Articles, report)
	var damage *store.Damage
	if m.house.Load().plan != whole {
		return made, nil
	}
	if errors.As(err, &damage) {
		m.log.Warn("articles that cannot be read were not asked anew", "articles", damage.Records, "err", damage)
	} else if err != nil {
		return made, fmt.Errorf("asking the archive anew: %w", err)
	}
	for _, f := range changed {
		if err := m.store.KeepAsked(ctx, f.ID, whole.question(f)); err != nil {
			return made, fmt.Errorf("keeping how event %s was asked: %w", f.ID, err)
		}
	}
	m.log.Info("asked the archive anew", "events", len(changed), "clippings", made)
	return made, nil
}

// askers is how many articles are asked at a time for each core: one that becomes
// a clipping waits for the disk, in one commit with what waits beside it.
const askers = 8

// ask asks every article while the settings are those of whole, and returns the
// number of clippings that it made.
func (m *Monitor) ask(ctx context.Context, p, whole *plan, articles int, report func(sada.Step)) (int, error) {
	var made, asked atomic.Int64
	if report != nil {
		report = serial(report)
	}
	each := func() func(sada.Record) error {
		return func(r sada.Record) error {
			if m.house.Load().plan != whole {
				return context.Canceled
			}
			more, err := m.rematch(ctx, p, r)
			made.Add(int64(more))
			if n := asked.Add(1); report != nil && n%someAsked == 0 {
				report(sada.Step{At: m.now(), What: "asked", Done: int(n), Total: articles})
			}
			return err
		}
	}
	err := store.Spread(ctx, askers*runtime.GOMAXPROCS(0), m.store.Records, each)
	return int(made.Load()), err
}

// someAsked is how many articles are asked between two reports.
const someAsked = 100

// rematch asks one article.
func (m *Monitor) rematch(ctx context.Context, p *plan, r sada.Record) (int, error) {
	v, err := m.store.Version(r.ID, 0)
	if errors.Is(err, sada.ErrNotFound) {
		return 0, nil // retention has taken its text
	}
	if errors.Is(err, sada.ErrDamaged) {
		m.log.Warn("an article was not asked anew", "err", err)
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	judged := p.judge(&v.Article, r.Source, r.First)
	clips, err := m.store.ClippingsOf(r.ID)
	if err != nil || len(judged.answers) == 0 && len(clips) == 0 {
		return 0, err
	}
	if changes, err := m.changes(judged.verdict(store.Prior{Record: &r, Article: &v.Article, Clippings: clips}, m.now()), r.ID); err != nil || !changes {
		return 0, err
	}
	var then []store.Queued
	if p.outlets[r.Source] != nil {
		then = pictures(r.Source, &v.Article, m.now())
	}
	made := 0
	err = m.store.Rematch(ctx, r.ID, func(prior store.Prior) store.Verdict {
		verdict := judged.verdict(prior, m.now())
		made = 0
		for _, c := range verdict.Clippings {
			if !c.Stale && !slices.ContainsFunc(clips, func(old sada.Clipping) bool { return old.Event == c.Event && !old.Stale }) {
				made++
			}
		}
		return verdict
	}, then...)
	return made, err
}

// changes reports whether a verdict says anything that the archive does not hold:
// most articles that an event is asked of anew answer as they did, and a commit for
// each of them would take longer than all the asking.
func (m *Monitor) changes(v store.Verdict, article string) (bool, error) {
	if len(v.Clippings) > 0 {
		return true, nil
	}
	outside, err := m.store.Outside(article, v.Outside)
	if err != nil || outside < len(v.Outside) {
		return true, err
	}
	silent, err := m.store.Outside(article, v.Silent)
	return silent > 0, err
}

// question is the hash of all that decides what an event finds.
func (p *plan) question(f *follow) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %s %s %q", f.Query, f.From, f.Until, f.Sources)
	names := make([]string, 0, len(p.Aliases))
	for name := range p.Aliases {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, " %s %q", name, p.Aliases[name])
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}
