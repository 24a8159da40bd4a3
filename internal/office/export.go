package office

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"sada"
	"sada/internal/export"
)

// Selection says which clippings of an event are exported.
type Selection struct {
	Event string
	Since string // a day or RFC 3339, inclusive; "" for no bound
	Until string
	By    string // "published" (or "") or "captured": what the bounds are held against
	Stale bool   // those that no longer hit as well
}

// Export gathers the clippings of an event, retired events too. A bound that
// cannot be read and an event that nobody knows are sada.Problems.
func (f *Office) Export(s Selection) (export.Document, error) {
	e, err := f.event(s.Event)
	if err != nil {
		return export.Document{}, err
	}
	w, err := f.window(s)
	if err != nil {
		return export.Document{}, err
	}
	sources, err := f.names()
	if err != nil {
		return export.Document{}, err
	}
	var items []export.Item
	err = f.o.Store.Clippings(e.ID, func(c sada.Clipping) error {
		if c.Stale && !s.Stale {
			return nil
		}
		item, err := f.item(c, sources)
		if err == nil && w.holds(&item) {
			items = append(items, item)
		}
		return err
	})
	if err != nil {
		return export.Document{}, fmt.Errorf("gathering clippings of %s: %w", e.ID, err)
	}
	sum := sha256.Sum256([]byte(e.Query))
	return export.New(e, hex.EncodeToString(sum[:]), items, f.o.Now().In(f.o.Zone), f.o.Generator), nil
}

// event finds an event of the settings or a retired one.
func (f *Office) event(id string) (sada.Event, error) {
	all, err := f.events()
	if err != nil {
		return sada.Event{}, err
	}
	var names []string
	for _, e := range all {
		if e.ID == id {
			return e, nil
		}
		names = append(names, e.ID)
	}
	p := sada.Problem{Place: "event " + id, What: "there is no event of this name"}
	if len(names) > 0 {
		p.Instead = "there is " + strings.Join(names, ", ")
	} else {
		p.Instead = "name one under `events:` in the settings"
	}
	return sada.Event{}, p
}

// names returns every source ever named, the present settings' word first.
func (f *Office) names() (map[string]sada.Source, error) {
	kept, err := f.o.Store.Sources()
	if err != nil {
		return nil, fmt.Errorf("reading sources: %w", err)
	}
	out := map[string]sada.Source{}
	for _, s := range append(kept, f.o.Sources()...) {
		out[s.ID] = s
	}
	return out, nil
}

// item is all that one clipping is made of.
func (f *Office) item(c sada.Clipping, sources map[string]sada.Source) (export.Item, error) {
	item := export.Item{Clipping: c}
	var err error
	if item.Record, err = f.o.Store.Record(c.ArticleID); err != nil {
		return item, fmt.Errorf("reading article %s: %w", c.ArticleID, err)
	}
	item.Version, err = f.o.Store.Version(c.ArticleID, c.Version)
	if errors.Is(err, sada.ErrNotFound) {
		// Its text is gone; what the card says of it is told all the same.
		r := &item.Record
		item.Version = sada.Version{ArticleID: r.ID, N: c.Version, Article: sada.Article{
			URL: r.URL, Title: r.Title, Kind: r.Kind, Language: r.Language, Direction: sada.Direction(r.Language), Published: r.Published,
		}}
	} else if err != nil {
		return item, fmt.Errorf("reading article %s: %w", c.ArticleID, err)
	}
	if err := f.copies(&item); err != nil {
		return item, err
	}
	item.Source = sources[item.Record.Source]
	item.Source.ID = item.Record.Source
	if item.Version.Capture == 0 {
		return item, nil
	}
	capture, err := f.o.Store.Capture(item.Version.Capture)
	if err != nil {
		return item, fmt.Errorf("reading the capture of %s: %w", c.ArticleID, err)
	}
	item.Capture = &capture
	return item, nil
}

// copies names the other members of the family of an article.
func (f *Office) copies(item *export.Item) error {
	if item.Record.Family == "" {
		return nil
	}
	head, members, err := f.o.Store.Family(item.Record.Family)
	if err != nil {
		return fmt.Errorf("reading the family of %s: %w", item.Record.ID, err)
	}
	item.Head = head == item.Record.ID
	for _, id := range members {
		if id == item.Record.ID {
			continue
		}
		r, err := f.o.Store.Record(id)
		if err != nil {
			return fmt.Errorf("reading the family of %s: %w", item.Record.ID, err)
		}
		item.Copies = append(item.Copies, export.Copy{Source: r.Source, URL: r.URL, Published: r.Published.String()})
	}
	return nil
}

// window is a pair of bounds, both inclusive.
type window struct {
	since, until bound
	captured     bool
	zone         *time.Location
}

// bound is a day, or a moment when one was given.
type bound struct {
	day sada.Day
	at  time.Time
}

func (f *Office) window(s Selection) (window, error) {
	w := window{captured: s.By == "captured", zone: f.o.Zone}
	if s.By != "" && s.By != "published" && s.By != "captured" {
		return w, sada.Problem{Place: "--by " + s.By, What: "bounds are held against no such day", Instead: "write published or captured"}
	}
	var err error
	if w.since, err = readBound("--since", s.Since, w.zone); err != nil {
		return w, err
	}
	if w.until, err = readBound("--until", s.Until, w.zone); err != nil {
		return w, err
	}
	if w.since.day != "" && w.until.day != "" && w.since.day > w.until.day {
		return w, sada.Problem{Place: "--since " + s.Since, What: "lies after --until " + s.Until, Instead: "write the earlier one with --since"}
	}
	return w, nil
}

func readBound(flag, s string, zone *time.Location) (bound, error) {
	if s == "" {
		return bound{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return bound{sada.DayOf(t.In(zone)), t}, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return bound{day: sada.DayOf(t)}, nil
	}
	return bound{}, sada.Problem{Place: flag + " " + s, What: "is neither a day nor a time", Instead: "write 2022-11-03 or 2022-11-03T14:30:00+01:00"}
}

// holds reports whether an item lies within the bounds. A moment is held
// against the item's moment when that is known, else days are compared.
func (w window) holds(i *export.Item) bool {
	published := i.Version.Article.Published
	if w.captured {
		published = sada.Date{}
	}
	return w.covers(published, i.Record.First)
}

// covers reports whether the published date lies within the bounds; where there
// is none, the moment first seen.
func (w window) covers(d sada.Date, first time.Time) bool {
	if d.IsZero() {
		d = sada.Date{Time: first, Precision: sada.ToSecond}
	}
	day := d.Day()
	if d.Timed() {
		day = sada.DayOf(d.Time.In(w.zone))
	}
	if w.since.day != "" && (day < w.since.day || d.Timed() && !w.since.at.IsZero() && d.Time.Before(w.since.at)) {
		return false
	}
	if w.until.day != "" && (day > w.until.day || d.Timed() && !w.until.at.IsZero() && d.Time.After(w.until.at)) {
		return false
	}
	return true
}
