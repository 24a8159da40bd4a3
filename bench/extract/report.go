package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// table prints rows of cells as Markdown.
type table struct {
	out io.Writer
	err error
}

func (t *table) row(cells ...string) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.out, "| %s |\n", strings.Join(cells, " | "))
	}
}

func (t *table) head(title string, cells ...string) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.out, "\n%s\n\n", title)
	}
	t.row(cells...)
	rule := make([]string, len(cells))
	for i := range rule {
		rule[i] = "---"
	}
	t.row(rule...)
}

// share writes a share to the third digit.
func share(v float64) string { return strings.TrimPrefix(fmt.Sprintf("%.3f", v), "0") }

func number(v any) string { return fmt.Sprint(v) }

// report prints the tables of every set, what it cost, and what stands against
// the aims.
func report(out io.Writer, figures []*figure) error {
	t := &table{out: out}
	against(t, figures)
	bodyTable(t, figures)
	fieldTable(t, figures)
	restTable(t, figures)
	noneTable(t, figures)
	costTable(t, figures)
	lossTable(t, figures)
	return t.err
}

func bodyTable(t *table, figures []*figure) {
	t.head("Bodies", "set", "reader", "pages", "F1", "precision", "recall", "equal", "with / without F1", "wanted found", "missing", "unwanted", "no answer")
	for _, f := range figures {
		b := f.Body
		if b == nil {
			continue
		}
		cells := []string{f.Set, f.Reader, number(b.Pages), "", "", "", "", "", "", "", "", number(f.Failed)}
		if b.Pages > 0 {
			copy(cells[3:], []string{share(b.F1), share(b.Precision), share(b.Recall), share(b.Equal)})
		}
		if b.Found+b.Missing > 0 {
			copy(cells[7:], []string{share(b.PassageF1), number(b.Found), number(b.Missing), number(b.Unwanted)})
		}
		t.row(cells...)
	}
}

func fieldTable(t *table, figures []*figure) {
	t.head("Titles, dates, authors", "set", "reader", "titles", "exact", "soft", "dates", "day right", "wrong", "missing", "with a time", "to the minute", "authors", "exact", "F1")
	for _, f := range figures {
		if f.Title == nil && f.Date == nil && f.Authors == nil {
			continue
		}
		cells := append([]string{f.Set, f.Reader}, make([]string, 12)...)
		if x := f.Title; x != nil {
			copy(cells[2:], []string{number(x.Pages), share(x.Exact), share(x.Soft)})
		}
		if x := f.Date; x != nil {
			copy(cells[5:], []string{number(x.Pages), share(x.Day), number(x.Wrong), number(x.Missing), number(x.Timed), ""})
			if x.Timed > 0 {
				cells[10] = share(x.Minute)
			}
		}
		if x := f.Authors; x != nil {
			copy(cells[11:], []string{number(x.Pages), share(x.Exact), share(x.F1)})
		}
		t.row(cells...)
	}
}

func costTable(t *table, figures []*figure) {
	timed := func(f *figure) bool { return len(f.Rounds) > 0 }
	if !slices.ContainsFunc(figures, timed) {
		return
	}
	t.head("Cost, one thread, parsing included, middle of the rounds", "reader", "pages", "pages a CPU second", "MB a page", "allocations a page")
	for _, name := range readerNames(figures) {
		some := of(figures, name)
		c, n := costOf(some), 0
		for _, f := range some {
			if timed(f) {
				n += f.Pages
			}
		}
		t.row(name, number(n), fmt.Sprintf("%.0f", c.pages), fmt.Sprintf("%.2f", c.megabytes), fmt.Sprintf("%.0f", c.allocs))
	}
}

func lossTable(t *table, figures []*figure) {
	t.head("Where bodies lose, in hundredths of all shingles", "set", "reader", "too much before", "inside", "after", "missing before", "inside", "after")
	hundredths := func(v float64) string { return fmt.Sprintf("%.1f", 100*v) }
	for _, f := range figures {
		if b := f.Body; b != nil && b.Pages > 0 {
			t.row(f.Set, f.Reader, hundredths(b.ExtraBefore), hundredths(b.ExtraInside), hundredths(b.ExtraAfter),
				hundredths(b.MissingBefore), hundredths(b.MissingInside), hundredths(b.MissingAfter))
		}
	}
}

// readerNames lists the readers in the order of the figures.
func readerNames(figures []*figure) []string {
	var names []string
	seen := map[string]bool{}
	for _, f := range figures {
		if !seen[f.Reader] {
			seen[f.Reader] = true
			names = append(names, f.Reader)
		}
	}
	return names
}

// of lists the figures of one reader.
func of(figures []*figure, name string) []*figure {
	var some []*figure
	for _, f := range figures {
		if f.Reader == name {
			some = append(some, f)
		}
	}
	return some
}
