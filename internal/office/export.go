package office

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"sada"
	"sada/internal/export"
	"sada/store"
)

// Selection says which clippings of an event are exported.
type Selection struct {
	Event string
	Since string // a day or RFC 3339, inclusive; "" for no bound
	Until string
	By    string // "published" (or "") or "captured": what the bounds are held against
	Stale bool   // those that no longer hit as well
}

// Export finds the clippings of an event, retired events too, and their order;
// the listing reads each when its turn comes. A bound that cannot be read and an
// event that nobody knows are sada.Problems.
func (f *Office) Export(s Selection) (*export.Listing, error) {
	e, err := f.event(s.Event)
	if err != nil {
		return nil, err
	}
	w, err := f.window(s)
	if err != nil {
		return nil, err
	}
	sources, err := f.names()
	if err != nil {
		return nil, err
	}
	var places []export.Place
	err = f.o.Store.Outlines(e.ID, func(c sada.Clipping, r sada.Record) error {
		if c.Stale && !s.Stale {
			return nil
		}
		a, err := f.matched(&c, &r)
		if err == nil && w.holds(&r, &a) {
			places = append(places, export.NewPlace(c.Edit, &r, &a))
		}
		return err
	})
	damage := &store.Damage{}
	if err != nil && !errors.As(err, &damage) {
		return nil, fmt.Errorf("gathering clippings of %s: %w", e.ID, err)
	}
	sum := sha256.Sum256([]byte(e.Query))
	l := export.NewListing(e, hex.EncodeToString(sum[:]), places, f.o.Now().In(f.o.Zone), f.o.Generator)
	l.LeftOut = damage.Records
	l.Read = func(article string) (export.Item, error) {
		p, err := f.o.Store.Piece(e.ID, article)
		if err == nil && p.Clipping.Stale && !s.Stale {
			err = sada.ErrNotFound
		}
		if err != nil {
			return export.Item{}, err
		}
		return f.item(&p, sources)
	}
	return l, nil
}

// matched is the article of a clipping as far as it decides the clipping's place:
// kind, language and date of the version that was matched.
func (f *Office) matched(c *sada.Clipping, r *sada.Record) (sada.Article, error) {
	if c.Version != r.Current {
		v, err := f.o.Store.Version(c.ArticleID, c.Version)
		if !unreadable(err) {
			return v.Article, err
		}
	}
	return known(r), nil
}

// record reads the card of an article that the archive names elsewhere: one that
// is not there is damage, and no name that a person mistook.
func (f *Office) record(id string) (sada.Record, error) {
	r, err := f.o.Store.Record(id)
	if errors.Is(err, sada.ErrNotFound) {
		err = fmt.Errorf("%w: it has no card", sada.ErrDamaged)
	}
	if err != nil {
		return r, fmt.Errorf("reading article %s: %w", id, err)
	}
	return r, nil
}

// known is what the card says of an article.
func known(r *sada.Record) sada.Article {
	return sada.Article{
		URL: r.URL, Title: r.Title, Kind: r.Kind, Language: r.Language, Direction: sada.Direction(r.Language), Published: r.Published,
	}
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

// item is all that one clipping is made of. Of what retention has taken or the
// archive has lost, what the card says stands in; what is lost is named.
func (f *Office) item(p *store.Piece, sources map[string]sada.Source) (export.Item, error) {
	item := export.Item{Clipping: p.Clipping, Record: p.Record, Version: p.Version, Capture: p.Capture}
	item.Source = sources[p.Record.Source]
	item.Source.ID = p.Record.Source
	if unreadable(p.NoText) {
		item.Version.Article = known(&p.Record)
	}
	if errors.Is(p.NoText, sada.ErrNotFound) {
		p.NoText = nil // retention has taken it
	}
	for _, part := range []struct {
		name string
		err  error
	}{{"text", p.NoText}, {"family", f.copies(&item)}, {"capture", p.NoCapture}} {
		if err := lose(&item, part.name, part.err); err != nil {
			return item, err
		}
	}
	return item, nil
}

// lose notes a part of a clipping that the archive has lost; any other error it
// gives back.
func lose(item *export.Item, part string, err error) error {
	if err == nil {
		return nil
	}
	if !unreadable(err) {
		return fmt.Errorf("reading article %s: %w", item.Record.ID, err)
	}
	item.Lost = append(item.Lost, part)
	return nil
}

// copies names the other members of the family of an article.
func (f *Office) copies(item *export.Item) error {
	if item.Record.Family == "" {
		return nil
	}
	family, err := f.o.Store.Family(item.Record.Family)
	if err != nil {
		return fmt.Errorf("reading the family of %s: %w", item.Record.ID, err)
	}
	item.Head, item.FamilyAliases = family.Head == item.Record.ID, family.Aliases
	for _, id := range family.Members {
		if id == item.Record.ID {
			continue
		}
		r, failure := f.record(id)
		if failure != nil {
			err = failure
			continue
		}
		item.Copies = append(item.Copies, export.Copy{Source: r.Source, URL: r.URL, Published: r.Published.String()})
	}
	return err
}
