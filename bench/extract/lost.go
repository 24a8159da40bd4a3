package main

// losses says where a body loses: shares of a page's shingles, summed over the
// pages. Extra words stand before the first shared ones, after the last, or
// between; missing words likewise, in the gold.
type losses struct {
	extraBefore, extraInside, extraAfter       float64
	missingBefore, missingInside, missingAfter float64
}

func (l *losses) add(want, got []string) {
	extra, missing := unshared(got, want), unshared(want, got)
	m := compare(want, got)
	share := func(runs []gap, of float64, before, inside, after *float64) {
		all := 0
		for _, r := range runs {
			all += r.shingles
		}
		for _, r := range runs {
			part := of * ratio(float64(r.shingles), float64(all))
			switch r.where {
			case "before":
				*before += part
			case "after":
				*after += part
			default:
				*inside += part
			}
		}
	}
	share(extra, m.extra, &l.extraBefore, &l.extraInside, &l.extraAfter)
	share(missing, m.missing, &l.missingBefore, &l.missingInside, &l.missingAfter)
}

// gap is a run of words of one text whose shingles the other does not have.
type gap struct {
	where      string // before, inside, after what the texts share; whole when they share nothing
	shingles   int
	begin, end int // words that belong to no shared shingle
}

// unshared lists the runs of a text that another does not have.
func unshared(words, other []string) []gap {
	left := map[string]int{}
	for _, s := range shingles(other) {
		left[s]++
	}
	var runs []gap
	shared := false
	open := -1 // first unshared shingle of the open run
	end := func(at int, where string) {
		if open < 0 {
			return
		}
		r := gap{where: where, shingles: at - open, begin: open, end: at + shingleSize - 1}
		if shared {
			r.begin += shingleSize - 1
		}
		if where == "before" || where == "inside" {
			r.end = at
		}
		r.end = min(r.end, len(words))
		r.begin = min(r.begin, r.end)
		runs = append(runs, r)
		open = -1
	}
	all := shingles(words)
	for i, s := range all {
		if left[s] > 0 {
			left[s]--
			if shared {
				end(i, "inside")
			} else {
				end(i, "before")
			}
			shared = true
			continue
		}
		if open < 0 {
			open = i
		}
	}
	if shared {
		end(len(all), "after")
	} else {
		end(len(all), "whole")
	}
	return runs
}
