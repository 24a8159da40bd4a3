package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"sada/bench/judge"
)

// bad is a page that loses, with what to look at.
type bad struct {
	file, failed string
	score        float64
	lines        []string
}

// listWorst prints the pages of a set that lose most by one field. The texts
// are the publishers': they go to the console and nowhere else.
func listWorst(out io.Writer, o options, set string, pages []*judge.Page, answers []judge.Answer) error {
	var all []bad
	for i, p := range pages {
		if b, ok := look(o.by, p, &answers[i]); ok && b.score < 1 {
			b.file, b.failed = set+"/"+p.File, answers[i].Failed
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(a, b bad) int { return cmp.Compare(a.score, b.score) })
	for _, b := range all[:min(o.worst, len(all))] {
		if _, err := fmt.Fprintf(out, "%.3f %s %s\n", b.score, b.file, b.failed); err != nil {
			return err
		}
		for _, l := range b.lines {
			if _, err := fmt.Fprintln(out, "     ", l); err != nil {
				return err
			}
		}
	}
	return nil
}

// look scores a page by one field; false when it is not annotated.
func look(by string, p *judge.Page, a *judge.Answer) (bad, bool) {
	switch {
	case by == "body" && p.Text != nil:
		w, g := judge.Wanted(*p.Text, a.Text, p.Subtitle), judge.Words(judge.AnswerText(a.Text))
		m := judge.Compare(w, g)
		b := bad{score: judge.F1(m.Precision(), m.Recall())}
		b.lines = append(b.lines, quoteRuns("too much", g, w)...)
		b.lines = append(b.lines, quoteRuns("missing", w, g)...)
		return b, true
	case by == "title" && p.Title != nil:
		var t judge.Titles
		t.Add(*p.Title, a.Title)
		return bad{score: float64(t.Exact+t.Soft) / 2, lines: []string{"want " + head(*p.Title), "got  " + head(a.Title)}}, true
	case by == "date" && p.Published != nil:
		var d judge.Dates
		d.Add(*p.Published, a.Published)
		score := float64(d.Right)
		if d.Timed > 0 {
			score = float64(d.Right+d.Minute) / 2
		}
		return bad{score: score, lines: []string{"want " + *p.Published, "got  " + a.Published}}, true
	case by == "authors" && p.Authors != nil:
		var n judge.Names
		n.Add(*p.Authors, a.Authors)
		score := n.F1()
		if n.Exact == 1 {
			score = 1
		}
		return bad{score: score, lines: []string{"want " + head(strings.Join(*p.Authors, "; ")), "got  " + head(strings.Join(a.Authors, "; "))}}, true
	}
	return bad{}, false
}

// quoteRuns quotes the longest runs of a text that another does not have.
func quoteRuns(what string, words, other []string) []string {
	runs := judge.Unshared(words, other)
	slices.SortStableFunc(runs, func(a, b judge.Gap) int { return cmp.Compare(b.Shingles, a.Shingles) })
	var lines []string
	for _, r := range runs[:min(3, len(runs))] {
		lines = append(lines, fmt.Sprintf("%s %s, %d words: %s", what, r.Where, r.End-r.Begin, head(strings.Join(words[r.Begin:r.End], " "))))
	}
	return lines
}

// head is the first 120 characters of a text.
func head(s string) string {
	r := []rune(judge.Squash(s))
	return string(r[:min(len(r), 120)])
}
