package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"sada/bench/judge"
)

// marks are what is right of a set: F1 of the body, the exact titles, the days,
// the minutes, F1 of the authors.
type marks [5]float64

func (m marks) less(other marks) marks {
	for i := range m {
		m[i] -= other[i]
	}
	return m
}

func (s *set) score(answers []judge.Answer) marks {
	var sum judge.Sum
	for i, p := range s.pages {
		sum.Add(p, &answers[i])
	}
	share := func(a, b int) float64 { return judge.Ratio(float64(a), float64(b)) }
	return marks{
		sum.Bodies.F1(), share(sum.Titles.Exact, sum.Titles.Pages), share(sum.Dates.Right, sum.Dates.Pages),
		share(sum.Dates.Minute, sum.Dates.Timed), sum.Names.F1(),
	}
}

// least is what a change must cost to be listed.
const least = 0.001

// cost is the most that a change loses of one field of one set, or gains where
// it loses none.
func (c *change) cost() (lost, gained float64) {
	for _, m := range c.lost {
		for _, v := range m {
			lost, gained = max(lost, -v), max(gained, v)
		}
	}
	return lost, gained
}

// report prints what each change costs, the dearest first.
func report(out io.Writer, sets []*set, all []*change) error {
	slices.SortStableFunc(all, func(a, b *change) int {
		la, ga := a.cost()
		lb, gb := b.cost()
		return cmp.Or(cmp.Compare(lb, la), cmp.Compare(gb, ga))
	})
	cells := []string{"number", "shipped", "changed to"}
	for _, s := range sets {
		for _, field := range []string{"body", "title", "day", "minute", "authors"} {
			cells = append(cells, s.name+" "+field)
		}
	}
	var b strings.Builder
	row(&b, cells)
	row(&b, slices.Repeat([]string{"---"}, len(cells)))
	cells = []string{"as shipped", "", ""}
	for _, s := range sets {
		for _, v := range s.marks {
			cells = append(cells, strings.TrimPrefix(fmt.Sprintf("%.3f", v), "0"))
		}
	}
	row(&b, cells)
	listed := map[string]bool{}
	names := map[string]bool{}
	for _, c := range all {
		names[c.name] = true
		if lost, gained := c.cost(); max(lost, gained) < least {
			continue
		}
		listed[c.name] = true
		cells := []string{c.name, fmt.Sprint(c.was), fmt.Sprint(c.is)}
		for _, m := range c.lost {
			for _, v := range m {
				cells = append(cells, difference(v))
			}
		}
		row(&b, cells)
	}
	fmt.Fprintf(&b, "\n%d numbers; %d move a figure by %.3f or more, %d none.\n", len(names), len(listed), least, len(names)-len(listed))
	_, err := io.WriteString(out, b.String())
	return err
}

func row(b *strings.Builder, cells []string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// difference writes a difference with its sign; nothing where there is none.
func difference(v float64) string {
	s := fmt.Sprintf("%+.3f", v)
	if s == "+0.000" || s == "-0.000" {
		return ""
	}
	return strings.Replace(s, "0.", ".", 1)
}
