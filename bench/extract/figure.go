package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// figure is what one reader reached on one set.
type figure struct {
	Set, Reader string
	Pages       int
	Failed      int `json:",omitempty"` // pages without an answer

	Body    *bodyFigure  `json:",omitempty"`
	Title   *titleFigure `json:",omitempty"`
	Date    *dateFigure  `json:",omitempty"`
	Authors *nameFigure  `json:",omitempty"`

	Rest *restFigure `json:",omitempty"`
	None *noneFigure `json:",omitempty"`

	Rounds []spent `json:",omitempty"`

	does fields
}

type bodyFigure struct {
	Pages, Answered       int
	F1, Precision, Recall float64
	Equal                 float64 // share of pages with the very same words

	// Shares of the shingles, averaged over the pages.
	ExtraBefore, ExtraInside, ExtraAfter       float64
	MissingBefore, MissingInside, MissingAfter float64

	Found, Missing, Unwanted int     // passages
	PassageF1                float64 // 0 without passages
}

type titleFigure struct {
	Pages       int
	Exact, Soft float64
}

type dateFigure struct {
	Pages, Right, Wrong, Missing int
	Timed                        int
	Day, Minute                  float64
}

type nameFigure struct {
	Pages     int
	Exact, F1 float64
}

// tally sums up the answers to the pages of a set.
type tally struct {
	bodies   bodies
	passages passages
	titles   titles
	dates    dates
	names    names
}

func (f *figure) score(pages []*page, answers []answer) {
	var t tally
	for i, p := range pages {
		a := answers[i]
		if a.Failed != "" {
			f.Failed++
		}
		if p.Text != nil {
			t.bodies.add(*p.Text, a.Text, p.subtitle)
		}
		t.passages.add(p.With, p.Without, a.Text)
		if p.Title != nil {
			t.titles.add(*p.Title, a.Title)
		}
		if p.Published != nil {
			t.dates.add(*p.Published, a.Published)
		}
		if p.Authors != nil {
			t.names.add(*p.Authors, a.Authors)
		}
	}
	f.take(&t)
	if f.Reader == ours {
		f.Rest = scoreRest(pages, answers)
	}
}

// take makes shares of the sums, for what the reader gives at all.
func (f *figure) take(t *tally) {
	share := func(a, b int) float64 { return ratio(float64(a), float64(b)) }
	if b := &t.bodies; f.does.body && (b.pages > 0 || t.passages.any()) {
		n := float64(b.pages)
		f.Body = &bodyFigure{
			Pages: b.pages, Answered: b.answered, F1: b.f1(), Precision: b.meanPrecision(), Recall: b.meanRecall(), Equal: share(b.equal, b.pages),
			ExtraBefore: ratio(b.lost.extraBefore, n), ExtraInside: ratio(b.lost.extraInside, n), ExtraAfter: ratio(b.lost.extraAfter, n),
			MissingBefore: ratio(b.lost.missingBefore, n), MissingInside: ratio(b.lost.missingInside, n), MissingAfter: ratio(b.lost.missingAfter, n),
			Found: t.passages.found, Missing: t.passages.missing, Unwanted: t.passages.unwanted, PassageF1: t.passages.f1(),
		}
	}
	if c := t.titles; f.does.title && c.pages > 0 {
		f.Title = &titleFigure{Pages: c.pages, Exact: share(c.exact, c.pages), Soft: share(c.soft, c.pages)}
	}
	if c := t.dates; f.does.date && c.pages > 0 {
		f.Date = &dateFigure{
			Pages: c.pages, Right: c.right, Wrong: c.wrong, Missing: c.missing, Timed: c.timed,
			Day: share(c.right, c.pages), Minute: share(c.minute, c.timed),
		}
	}
	if c := t.names; f.does.authors && c.pages > 0 {
		f.Authors = &nameFigure{Pages: c.pages, Exact: share(c.exact, c.pages), F1: c.f1()}
	}
}

// writeJSON writes the figures to the file of -json.
func writeJSON(o options, figures []*figure) error {
	if o.json == "" {
		return nil
	}
	out, err := json.MarshalIndent(figures, "", "  ")
	if err != nil {
		return fmt.Errorf("writing figures: %w", err)
	}
	if err := os.WriteFile(o.json, append(out, '\n'), 0o644); err != nil {
		return fmt.Errorf("writing figures: %w", err)
	}
	return nil
}
