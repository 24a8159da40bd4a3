package office

import (
	"errors"
	"fmt"

	"sada"
	"sada/internal/address"
	"sada/internal/export"
	"sada/internal/match"
)

// Why says whether the article of an address, or of an id, is a clipping of an
// event, and if not, what kept it from being one. An event that nobody knows is
// a sada.Problem.
func (f *Office) Why(ref, event string) (export.Why, error) {
	e, err := f.event(event)
	if err != nil {
		return export.Why{}, err
	}
	out := export.Why{Schema: "sada/why/1", Event: e.ID, Query: e.Query, URL: ref, From: string(e.From), Until: string(e.Until)}
	r, known, err := f.find(ref)
	if err != nil {
		return out, err
	}
	if !known {
		return out, f.whyUnknown(&out, ref)
	}
	out.URL, out.ArticleID, out.Source, out.Title = r.URL, r.ID, r.Source, r.Title
	v, err := f.o.Store.Version(r.ID, 0)
	if errors.Is(err, sada.ErrNotFound) {
		out.State = "no-text"
		return out, nil
	}
	if errors.Is(err, sada.ErrDamaged) {
		out.State, out.Detail = "lost", err.Error()
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("reading article %s: %w", r.ID, err)
	}
	q, err := match.Parse(e.Query, f.o.Aliases())
	if err != nil {
		return out, err
	}
	d := match.NewDocument(&v.Article, r.Source)
	hits, hit := q.Match(d)
	out.Hits, out.Missed = Told(q, d, hits)
	day, by := f.day(&r)
	out.Day, out.DayBy = string(day), by
	c, err := f.o.Store.Clipping(e.ID, r.ID)
	if err != nil && !errors.Is(err, sada.ErrNotFound) {
		return out, fmt.Errorf("reading the clipping %s/%s: %w", e.ID, r.ID, err)
	}
	clipped := err == nil
	switch {
	case clipped && c.Stale:
		out.State = "stale"
	case clipped:
		out.State = "clipping"
	case !hit:
		out.State = "no-hit"
	case !e.Follows(r.Source):
		out.State = "not-followed"
	case !e.Holds(day):
		out.State = "outside-window"
	default:
		out.State = "unasked"
	}
	return out, nil
}

// day is the day by which an article lies in a window.
func (f *Office) day(r *sada.Record) (day sada.Day, by string) {
	if p := r.Published; !p.IsZero() {
		if p.Timed() {
			return sada.DayOf(p.Time.In(f.o.Zone)), sada.DatedByPublished
		}
		return p.Day(), sada.DatedByPublished
	}
	return sada.DayOf(r.First.In(f.o.Zone)), sada.DatedByFirstSeen
}

// find finds an article by its id or by an address of it.
func (f *Office) find(ref string) (r sada.Record, known bool, err error) {
	if r, err = f.o.Store.Record(ref); err == nil || !errors.Is(err, sada.ErrNotFound) {
		return r, err == nil, err
	}
	for _, key := range f.keys(ref) {
		if r, known, err = f.o.Store.RecordByKey(key); err != nil {
			return r, false, fmt.Errorf("looking for %s: %w", ref, err)
		}
		if known {
			return r, known, nil
		}
	}
	return r, false, nil
}

// whyUnknown tells what became of an address of which there is no article.
func (f *Office) whyUnknown(out *export.Why, ref string) error {
	out.State = "unknown"
	for _, key := range f.keys(ref) {
		s, seen, err := f.o.Store.Seen(key)
		if err != nil {
			return fmt.Errorf("looking for %s: %w", ref, err)
		}
		if seen && s.Article == "" {
			out.State, out.Source, out.Reason, out.Detail = "left-out", s.Source, string(s.Reason), s.Detail
			return nil
		}
		for _, source := range f.o.Sources() {
			q, waits, err := f.o.Store.Waits(source.ID, key)
			if err != nil {
				return fmt.Errorf("looking for %s: %w", ref, err)
			}
			if waits {
				out.State, out.Source, out.Reason, out.Detail = "waiting", source.ID, string(q.Reason), q.Detail
				return nil
			}
		}
	}
	return nil
}

// keys are the identity keys that an address may be known by.
func (f *Office) keys(u string) []string {
	if f.o.Keys != nil {
		return f.o.Keys(u)
	}
	return []string{address.Key(u)}
}

// Told gives the published shape of what a query says of a document.
func Told(q *match.Query, d *match.Document, hits []sada.Hit) (shown []export.Hit, missed []export.Miss) {
	for _, h := range hits {
		shown = append(shown, export.Hit(h))
	}
	for _, m := range q.Missed(d) {
		missed = append(missed, export.Miss{
			Branch: m.Branch, Fault: string(m.Fault), Missing: m.Missing, Closest: m.Closest, Words: m.Words, Field: m.Field, Text: m.Text,
		})
	}
	return shown, missed
}
