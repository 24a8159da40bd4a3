package main

import (
	"encoding/json"
	"fmt"
	"os"

	"sada/bench/judge"
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

func (f *figure) score(pages []*judge.Page, answers []judge.Answer) {
	var t judge.Sum
	for i, p := range pages {
		if answers[i].Failed != "" {
			f.Failed++
		}
		t.Add(p, &answers[i])
	}
	f.take(&t)
	if f.Reader == ours {
		f.Rest = scoreRest(pages, answers)
	}
}

// take makes shares of the sums, for what the reader gives at all.
func (f *figure) take(t *judge.Sum) {
	share := func(a, b int) float64 { return judge.Ratio(float64(a), float64(b)) }
	if b := &t.Bodies; f.does.body && (b.Pages > 0 || t.Passages.Any()) {
		n := float64(b.Pages)
		f.Body = &bodyFigure{
			Pages: b.Pages, Answered: b.Answered, F1: b.F1(), Precision: b.MeanPrecision(), Recall: b.MeanRecall(), Equal: share(b.Equal, b.Pages),
			ExtraBefore: judge.Ratio(b.Lost.ExtraBefore, n), ExtraInside: judge.Ratio(b.Lost.ExtraInside, n), ExtraAfter: judge.Ratio(b.Lost.ExtraAfter, n),
			MissingBefore: judge.Ratio(b.Lost.MissingBefore, n), MissingInside: judge.Ratio(b.Lost.MissingInside, n), MissingAfter: judge.Ratio(b.Lost.MissingAfter, n),
			Found: t.Passages.Found, Missing: t.Passages.Missing, Unwanted: t.Passages.Unwanted, PassageF1: t.Passages.F1(),
		}
	}
	if c := t.Titles; f.does.title && c.Pages > 0 {
		f.Title = &titleFigure{Pages: c.Pages, Exact: share(c.Exact, c.Pages), Soft: share(c.Soft, c.Pages)}
	}
	if c := t.Dates; f.does.date && c.Pages > 0 {
		f.Date = &dateFigure{
			Pages: c.Pages, Right: c.Right, Wrong: c.Wrong, Missing: c.Missing, Timed: c.Timed,
			Day: share(c.Right, c.Pages), Minute: share(c.Minute, c.Timed),
		}
	}
	if c := t.Names; f.does.authors && c.Pages > 0 {
		f.Authors = &nameFigure{Pages: c.Pages, Exact: share(c.Exact, c.Pages), F1: c.F1()}
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
