package office

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

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
	if err := f.Follow(ctx, report); err != nil {
		if ctx.Err() != nil || !errors.Is(err, sada.ErrDiskFull) && !errors.Is(err, sada.ErrReadOnly) {
			return out, err
		}
		if report != nil {
			report(sada.Step{At: f.o.Now(), What: "unindexed", Detail: err.Error()})
		}
	}
	p, err := f.propose(q.Need())
	if err != nil {
		return out, err
	}
	for p.Len() > 0 {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if len(out.Results) == s.Limit {
			out.More = true
			return out, nil
		}
		found, ok, err := f.decide(q, s, w, heap.Pop(p).(candidate).article)
		if errors.Is(err, sada.ErrDamaged) {
			out.Lost++
			continue
		}
		if err != nil {
			return out, err
		}
		if ok {
			found.Source.Name = sources[found.Source.ID].Name
			out.Results = append(out.Results, found)
		}
	}
	return out, nil
}

// speaks returns a sada.Problem for a language that no text is told to be in.
func speaks(lang string) error {
	if lang == "" || slices.Contains(languages, lang) {
		return nil
	}
	return sada.Problem{Place: "--lang " + lang, What: "no text is told to be in it", Instead: "write " + strings.Join(languages, ", ")}
}

// decide reads one article that was proposed.
func (f *Office) decide(q *match.Query, s Search, w window, id string) (found export.FoundArticle, ok bool, err error) {
	r, err := f.record(id)
	if err != nil {
		return found, false, err
	}
	if s.Source != "" && r.Source != s.Source || s.Lang != "" && r.Language != s.Lang || !w.covers(r.Published, r.First) {
		return found, false, nil
	}
	v, err := f.o.Store.Version(id, 0)
	if errors.Is(err, sada.ErrNotFound) {
		return found, false, nil // retention has taken its text
	}
	if err != nil {
		return found, false, fmt.Errorf("reading article %s: %w", id, err)
	}
	hits, ok := q.Match(match.NewDocument(&v.Article, r.Source))
	if !ok {
		return found, false, nil
	}
	clips, err := f.o.Store.ClippingsOf(id)
	if err != nil {
		return found, false, fmt.Errorf("reading clippings of %s: %w", id, err)
	}
	return export.NewFound(&r, hits, clips), true, nil
}

// candidate is an article that may be an answer.
type candidate struct {
	at      int64
	article string
}

// candidates gives the newest first.
type candidates struct {
	proposed []store.Proposed
}

func (c *candidates) Len() int           { return len(c.proposed) }
func (c *candidates) Less(i, j int) bool { return newer(&c.proposed[i], &c.proposed[j]) }
func (c *candidates) Swap(i, j int)      { c.proposed[i], c.proposed[j] = c.proposed[j], c.proposed[i] }
func (c *candidates) Push(x any)         { c.proposed = append(c.proposed, x.(store.Proposed)) }

// Pop takes the last one off, as container/heap asks for it.
func (c *candidates) Pop() any {
	last := c.proposed[len(c.proposed)-1]
	c.proposed = c.proposed[:len(c.proposed)-1]
	return candidate{last.At, last.Article()}
}

func newer(a, b *store.Proposed) bool {
	if a.At != b.At {
		return a.At > b.At
	}
	return a.Later(b)
}

// propose gathers the articles that may be answers: those of the index that hold
// what the query needs, and all that the index has not reached.
func (f *Office) propose(need match.Need) (*candidates, error) {
	c := &candidates{}
	var upto uint64
	err := f.o.Store.Look(f.stamp, func(l *store.Lookup) error {
		upto = l.Upto()
		docs, all := documents(l, need)
		if all {
			docs = l.All()
		}
		c.proposed = l.Articles(docs)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("asking the index: %w", err)
	}
	rest := map[string]bool{}
	for {
		articles, reached, err := f.o.Store.Changed(upto, someCaptures)
		if err != nil {
			return nil, fmt.Errorf("reading what is new in the archive: %w", err)
		}
		if reached == upto {
			break
		}
		upto = reached
		for _, id := range articles {
			rest[id] = true
		}
	}
	if len(rest) > 0 {
		c.proposed = slices.DeleteFunc(c.proposed, func(p store.Proposed) bool { return rest[p.Article()] })
		for id := range rest {
			r, err := f.record(id)
			if err != nil && !errors.Is(err, sada.ErrDamaged) {
				return nil, err
			}
			c.proposed = append(c.proposed, store.Propose(id, newness(&r))) // asking it tells of the damage
		}
	}
	heap.Init(c)
	return c, nil
}

// newness is the moment by which articles are put in order.
func newness(r *sada.Record) time.Time {
	if r.Published.IsZero() {
		return r.First
	}
	return r.Published.Time
}

// documents looks up what a query needs, ascending; all is true when every
// document may do.
func documents(l *store.Lookup, n match.Need) (docs []uint32, all bool) {
	switch {
	case n.Form != "":
		return l.Term(n.Form), false
	case n.Begin != "":
		return l.Begin(n.Begin), false
	case len(n.Any) > 0:
		for _, k := range n.Any {
			some, every := documents(l, k)
			if every {
				return nil, true
			}
			docs = append(docs, some...)
		}
		slices.Sort(docs)
		return slices.Compact(docs), false
	case len(n.All) > 0:
		var lists [][]uint32
		for _, k := range n.All {
			if some, every := documents(l, k); !every {
				lists = append(lists, some)
			}
		}
		if len(lists) == 0 {
			return nil, true
		}
		slices.SortFunc(lists, func(a, b []uint32) int { return cmp.Compare(len(a), len(b)) })
		docs = lists[0]
		for _, more := range lists[1:] {
			docs = both(docs, more)
		}
		return docs, false
	}
	return nil, true
}

// both returns the numbers that stand in two ascending lists, the first of them
// the shorter.
func both(a, b []uint32) []uint32 {
	out := make([]uint32, 0, len(a))
	for _, n := range a {
		i, found := slices.BinarySearch(b, n)
		if found {
			out = append(out, n)
		}
		b = b[i:]
	}
	return out
}
