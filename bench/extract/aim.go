package main

import "fmt"

// aim is a figure that is to be reached on a set.
type aim struct {
	what, set      string
	reach, stretch float64
	of             func(*figure) (float64, bool)
}

var aims = []aim{
	{"body, shingle F1", "fundus", .950, .960, bodyF1},
	{"body, shingle F1", "wcxb", .960, .965, bodyF1},
	{"body, shingle F1", "own-ar", .975, .985, bodyF1},
	{"body, shingle F1", "own-fr", .960, .970, bodyF1},
	{"title exact", "fundus", .90, .94, func(f *figure) (float64, bool) {
		if f.Title == nil {
			return 0, false
		}
		return f.Title.Exact, true
	}},
	{"date, day", "fundus", .985, .992, dateDay},
	{"date, day", "htmldate", .925, .94, dateDay},
	{"date, minute", "fundus", .95, .97, func(f *figure) (float64, bool) {
		if f.Date == nil {
			return 0, false
		}
		return f.Date.Minute, true
	}},
	{"authors exact", "fundus", .90, .93, func(f *figure) (float64, bool) {
		if f.Authors == nil {
			return 0, false
		}
		return f.Authors.Exact, true
	}},
}

func bodyF1(f *figure) (float64, bool) {
	if f.Body == nil {
		return 0, false
	}
	return f.Body.F1, true
}

func dateDay(f *figure) (float64, bool) {
	if f.Date == nil {
		return 0, false
	}
	return f.Date.Day, true
}

// The aims of cost: pages a second at least, megabytes a page at most.
const (
	reachPages, stretchPages         = 250, 350
	reachMegabytes, stretchMegabytes = 1.5, 1.0
)

// against prints ours and the best peer of this run beside each aim.
func against(t *table, figures []*figure) {
	t.head("Against the aims", "on", "best peer of this run", "to reach", "stretch", "sada", "")
	for _, a := range aims {
		mine, best, who := -1.0, 0.0, ""
		for _, f := range figures {
			v, ok := a.of(f)
			switch {
			case f.Set != a.set || !ok:
			case f.Reader == ours:
				mine = v
			case v > best:
				best, who = v, f.Reader
			}
		}
		if mine >= 0 {
			t.row(a.what+", `"+a.set+"`", who+" "+share(best), share(a.reach), share(a.stretch), share(mine), verdict(mine, a.reach, a.stretch))
		}
	}
	mine := costOf(of(figures, ours))
	if mine.pages == 0 {
		return
	}
	fastest, leanest := "", ""
	most, least := 0.0, 0.0
	for _, name := range readerNames(figures) {
		if name == ours || !of(figures, name)[0].does.body {
			continue
		}
		c := costOf(of(figures, name))
		if c.pages > most {
			most, fastest = c.pages, name
		}
		if least == 0 || c.megabytes < least {
			least, leanest = c.megabytes, name
		}
	}
	t.row("pages a CPU second", fmt.Sprintf("%s %.0f", fastest, most), number(reachPages), number(stretchPages), fmt.Sprintf("%.0f", mine.pages), verdict(mine.pages, reachPages, stretchPages))
	t.row("MB allocated a page", fmt.Sprintf("%s %.2f", leanest, least), number(reachMegabytes), number(stretchMegabytes), fmt.Sprintf("%.2f", mine.megabytes), verdict(-mine.megabytes, -reachMegabytes, -stretchMegabytes))
}

func verdict(v, reach, stretch float64) string {
	switch {
	case v >= stretch:
		return "stretch"
	case v >= reach:
		return "reached"
	}
	return "missed"
}
