package judge

// Losses says where a body loses: shares of a page's shingles, summed over the
// pages. Extra words stand before the first shared ones, after the last, or
// between; missing words likewise, in the gold.
type Losses struct {
	ExtraBefore, ExtraInside, ExtraAfter       float64
	MissingBefore, MissingInside, MissingAfter float64
}

func (l *Losses) add(want, got []string) {
	extra, missing := Unshared(got, want), Unshared(want, got)
	m := Compare(want, got)
	share := func(runs []Gap, of float64, before, inside, after *float64) {
		all := 0
		for _, r := range runs {
			all += r.Shingles
		}
		for _, r := range runs {
			part := of * Ratio(float64(r.Shingles), float64(all))
			switch r.Where {
			case "before":
				*before += part
			case "after":
				*after += part
			default:
				*inside += part
			}
		}
	}
	share(extra, m.Extra, &l.ExtraBefore, &l.ExtraInside, &l.ExtraAfter)
	share(missing, m.Missing, &l.MissingBefore, &l.MissingInside, &l.MissingAfter)
}

// Gap is a run of words of one text whose shingles the other does not have.
type Gap struct {
	Where      string // before, inside, after what the texts share; whole when they share nothing
	Shingles   int
	Begin, End int // words that belong to no shared shingle
}

// Unshared lists the runs of a text that another does not have.
func Unshared(words, other []string) []Gap {
	left := map[string]int{}
	for _, s := range shingles(other) {
		left[s]++
	}
	var runs []Gap
	shared := false
	open := -1 // first unshared shingle of the open run
	end := func(at int, where string) {
		if open < 0 {
			return
		}
		r := Gap{Where: where, Shingles: at - open, Begin: open, End: at + shingleSize - 1}
		if shared {
			r.Begin += shingleSize - 1
		}
		if where == "before" || where == "inside" {
			r.End = at
		}
		r.End = min(r.End, len(words))
		r.Begin = min(r.Begin, r.End)
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
