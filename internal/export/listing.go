package export

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"sada"
)

// Listing is an export on its way out. What decides the order is gathered first;
// each clipping is read when its turn comes, so that an export of any length
// takes the room of one.
type Listing struct {
	Head    Document // its clippings stay empty
	Places  []Place  // in their order
	LeftOut int      // clippings without a place, since their records cannot be read
	// Read gives a clipping by the id of its article. sada.ErrNotFound passes over
	// one that is none any more, sada.ErrDamaged one that cannot be read.
	Read func(article string) (Item, error)
}

// Place is what decides where a clipping stands.
type Place struct {
	Article       string // its id
	day           sada.Day
	moment, first int64 // nanoseconds since 1970; moment is 0 for a day alone
	position      int32
	group         uint8
	timed, pinned bool
}

// NewListing makes an export in the order of the contract: pinned, the editor's
// position, group, published day, known time before unknown, first capture, id.
func NewListing(e sada.Event, querySHA string, places []Place, now time.Time, generator string) *Listing {
	slices.SortFunc(places, before)
	return &Listing{Places: places, Head: Document{
		Schema: "sada/export/1", Generated: now.Format(time.RFC3339), Generator: generator,
		Event:     Event{e.ID, e.Title, e.Query, querySHA, string(e.From), string(e.Until)},
		Clippings: []Clipping{},
	}}
}

// NewPlace is the place of a clipping; of the article its kind, language and
// published date count.
func NewPlace(edit sada.Edit, r *sada.Record, a *sada.Article) Place {
	p := Place{
		Article: r.ID, day: a.Published.Day(), first: r.First.UnixNano(), position: 1 << 30,
		group: group(string(a.Kind), a.Language), timed: a.Published.Timed(), pinned: edit.Pinned,
	}
	if edit.Position > 0 {
		p.position = int32(min(edit.Position, 1<<30))
	}
	if p.day == "" {
		p.day = sada.DayOf(r.First)
	}
	if p.timed {
		p.moment = a.Published.Time.UnixNano()
	}
	return p
}

func before(a, b Place) int {
	return cmp.Or(
		first(a.pinned, b.pinned),
		cmp.Compare(a.position, b.position),
		cmp.Compare(a.group, b.group),
		strings.Compare(string(a.day), string(b.day)),
		first(a.timed, b.timed),
		cmp.Compare(a.moment, b.moment),
		cmp.Compare(a.first, b.first),
		strings.Compare(a.Article, b.Article),
	)
}

// first puts what is so before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// groups is how many groups of articles an export has.
const groups = 5

// group is the place of a kind and a language in an export.
func group(kind, language string) uint8 {
	switch {
	case kind == string(sada.KindVideo):
		return 3
	case kind == string(sada.KindPost):
		return 4
	case language == "ar":
		return 0
	case language == "fr":
		return 1
	}
	return 2
}

// each hands the clippings of some places to fn, and counts in lost what the
// archive could not give.
func (l *Listing) each(places []Place, lost *Losses, fn func(*Clipping) error) error {
	for _, p := range places {
		item, err := l.Read(p.Article)
		switch {
		case errors.Is(err, sada.ErrNotFound):
			continue
		case errors.Is(err, sada.ErrDamaged):
			lost.LeftOut++
			continue
		case err != nil:
			return err
		}
		if len(item.Lost) > 0 {
			lost.Partly++
		}
		c := newClipping(&item)
		if err := fn(&c); err != nil {
			return err
		}
	}
	return nil
}
