package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// report prints medians, the ratios to the bare loop of the same round, and
// what each step adds to the one before it.
func report(out io.Writer, spent map[string][]float64) error {
	w := tabwriter.NewWriter(out, 0, 0, 1, ' ', 0)
	fmt.Fprintln(w, "| mode\t| ms a page, median\t| min - max\t| to bare, median of rounds\t| what\t|")
	fmt.Fprintln(w, "|---\t|---\t|---\t|---\t|---\t|")
	for _, m := range modes {
		all := spent[m.name]
		fmt.Fprintf(w, "| %s\t| %.2f\t| %.2f - %.2f\t| %.2f\t| %s\t|\n",
			m.name, median(all), slices.Min(all), slices.Max(all), median(ratio(all, spent["bare"])), m.what)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	extract := minus(spent["extract"], spent["fetch"])
	steps := []struct {
		name string
		ms   []float64
	}{
		{"fetch", spent["fetch"]},
		{"extract", extract},
		{"match", minus(spent["match"], spent["extract"])},
		{"feeds, frontier, store", minus(spent["whole"], spent["match"])},
		{"the whole way (aim: at most 2.2)", spent["whole"]},
		{"everything but extract (aim: at most 1.0)", minus(spent["whole"], extract)},
	}
	fmt.Fprintln(w, "\n| step\t| ms a page, median\t| to bare, median of rounds\t|")
	fmt.Fprintln(w, "|---\t|---\t|---\t|")
	for _, s := range steps {
		fmt.Fprintf(w, "| %s\t| %.2f\t| %.2f\t|\n", s.name, median(s.ms), median(ratio(s.ms, spent["bare"])))
	}
	return w.Flush()
}

func ratio(a, b []float64) []float64 {
	return each(a, b, func(x, y float64) float64 { return x / y })
}

func minus(a, b []float64) []float64 {
	return each(a, b, func(x, y float64) float64 { return x - y })
}

func each(a, b []float64, f func(x, y float64) float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = f(a[i], b[i])
	}
	return out
}

func median(of []float64) float64 {
	s := slices.Sorted(slices.Values(of))
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}
