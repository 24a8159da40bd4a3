package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// bad is a page that loses, with what to look at.
type bad struct {
	file, failed string
	score        float64
	lines        []string
}

// listWorst prints the pages of a set that lose most by one field. The texts
// are the publishers': they go to the console and nowhere else.
func listWorst(out io.Writer, o options, set string, pages []*page, answers []answer) error {
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
func look(by string, p *page, a *answer) (bad, bool) {
	switch {
	case by == "body" && p.Text != nil:
		w, g := wanted(*p.Text, a.Text, p.subtitle), wordsOf(answerText(a.Text))
		m := compare(w, g)
		b := bad{score: f1(m.precision(), m.recall())}
		b.lines = append(b.lines, quoteRuns("too much", g, w)...)
		b.lines = append(b.lines, quoteRuns("missing", w, g)...)
		return b, true
	case by == "title" && p.Title != nil:
		var t titles
		t.add(*p.Title, a.Title)
		return bad{score: float64(t.exact+t.soft) / 2, lines: []string{"want " + head(*p.Title), "got  " + head(a.Title)}}, true
	case by == "date" && p.Published != nil:
		var d dates
		d.add(*p.Published, a.Published)
		score := float64(d.right)
		if d.timed > 0 {
			score = float64(d.right+d.minute) / 2
		}
		return bad{score: score, lines: []string{"want " + *p.Published, "got  " + a.Published}}, true
	case by == "authors" && p.Authors != nil:
		var n names
		n.add(*p.Authors, a.Authors)
		score := n.f1()
		if n.exact == 1 {
			score = 1
		}
		return bad{score: score, lines: []string{"want " + head(strings.Join(*p.Authors, "; ")), "got  " + head(strings.Join(a.Authors, "; "))}}, true
	}
	return bad{}, false
}

// quoteRuns quotes the longest runs of a text that another does not have.
func quoteRuns(what string, words, other []string) []string {
	runs := unshared(words, other)
	slices.SortStableFunc(runs, func(a, b gap) int { return cmp.Compare(b.shingles, a.shingles) })
	var lines []string
	for _, r := range runs[:min(3, len(runs))] {
		lines = append(lines, fmt.Sprintf("%s %s, %d words: %s", what, r.where, r.end-r.begin, head(strings.Join(words[r.begin:r.end], " "))))
	}
	return lines
}

// head is the first 120 characters of a text.
func head(s string) string {
	r := []rune(squash(s))
	return string(r[:min(len(r), 120)])
}
