package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sada"
	"sada/internal/export"
	"sada/internal/match"
	"sada/store"
)

// Search is a question asked of the whole archive.
type Search struct {
	Query  string
	Since  string // a day or RFC 3339, inclusive; "" for no bound
	Until  string
	Source string // id of an outlet; "" for all
	Lang   string // "ar", "fr", ...; "" for all
	Limit  int    // at most so many; 0 for 20
	Count  bool   // count all answers, beyond the limit too
}

// usualLimit is how many articles a search answers with when it is not told.
const usualLimit = 20

// languages are those that a text is told to be in.
var languages = []string{"ar", "fr", "en", "es", "zgh", "mixed"}

// Search returns the newest articles that the query hits: the very ones that a
// saved query would. The index proposes, match decides; what the index has not
// reached is read, and what cannot be read is counted. A query or a bound that cannot be read is a sada.Problem.
func (f *Office) Search(ctx context.Context, s Search, report func(sada.Step)) (export.Found, error) {
	out := export.Found{Schema: "sada/search/1", Query: s.Query, Results: []export.FoundArticle{}}
	if foreign := match.Foreign(s.Query); len(foreign) > 0 {
		return out, sada.Problems(foreign)
	}
	q, err := match.Parse(s.Query, f.o.Aliases())
	if err != nil {
		return out, err
	}
	w, err := f.window(Selection{Since: s.Since, Until: s.Until})
	if err != nil {
		return out, err
	}
	sources, err := f.names()
	if err != nil {
		return out, err
	}
	if _, known := sources[s.Source]; s.Source != "" && !known {
		return out, sada.Problem{Place: "--source " + s.Source, What: "there is no outlet of this name", Instead: "`sada sources` lists them"}
	}
	if err := speaks(s.Lang); err != nil {
		return out, err
	}
	if s.Limit <= 0 {
		s.Limit = usualLimit
	}
	if err := f.keepUp(ctx, report); err != nil {
		return out, err
	}
	err = f.o.Store.Look(f.stamp, func(l *store.Lookup) error {
		a := asking{Office: f, Search: s, query: q, window: w, sources: sources}
		return a.ask(ctx, l, &out)
	})
	return out, err
}

// keepUp brings the search index up before it is asked. Where that cannot be, or
// another is at it, what the index has not reached is read, and told.
func (f *Office) keepUp(ctx context.Context, report func(sada.Step)) error {
	told := func(step sada.Step) {
		if step.At = f.o.Now(); report != nil {
			report(step)
		}
	}
	if f.o.Store.ReadOnly() {
		told(sada.Step{What: "unindexed", Detail: fmt.Sprintf("bringing the search index up: %v", sada.ErrReadOnly)})
		return nil
	}
	if !f.following.TryLock() {
		upto, err := f.o.Store.Indexed(f.stamp)
		if err != nil {
			return err
		}
		last, err := f.o.Store.Last()
		told(sada.Step{What: "behind", Done: int(upto), Total: int(last)})
		return err
	}
	defer f.following.Unlock()
	err := f.follow(ctx, report)
	if err != nil && ctx.Err() == nil && (errors.Is(err, sada.ErrDiskFull) || errors.Is(err, sada.ErrReadOnly)) {
		told(sada.Step{What: "unindexed", Detail: err.Error()})
		return nil
	}
	return err
}

// speaks returns a sada.Problem for a language that no text is told to be in.
func speaks(lang string) error {
	if lang == "" || slices.Contains(languages, lang) {
		return nil
	}
	return sada.Problem{Place: "--lang " + lang, What: "no text is told to be in it", Instead: "write " + strings.Join(languages, ", ")}
}
