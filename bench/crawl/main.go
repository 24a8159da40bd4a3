// Command crawl measures what the whole way of a page costs the processor,
// beside a bare net/http and goquery loop over the same pages in the same run.
//
// A child process serves 2,000 pages of about 100 KB in 60 layouts on 100
// hosts, compressed beforehand. Each mode runs in a child process of its own,
// in turn, so that its processor time (user and system, from the operating
// system's accounts) is the client's alone.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

var modes = []struct{ name, what string }{
	{"bare", "net/http + goquery, fields selected, nothing kept"},
	{"fetch", "fetch: guard, robots, caps, capture"},
	{"extract", "fetch + extract"},
	{"match", "fetch + extract + match against 10 queries"},
	{"whole", "the whole way: feeds, frontier, fetch, extract, match, durable archive"},
}

func main() {
	rounds := flag.Int("rounds", 5, "counted rounds, after one to warm up")
	mode := flag.String("mode", "", "run one mode against -stand (used by the command itself)")
	stand := flag.String("stand", "", "address of the stand (used by the command itself)")
	profile := flag.String("cpuprofile", "", "write a processor profile of the mode to this file")
	flag.Parse()
	var err error
	switch *mode {
	case "":
		err = measure(*rounds)
	case "serve":
		err = serve()
	default:
		err = one(*mode, *stand, *profile)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "crawl:", err)
		os.Exit(1)
	}
}

func measure(rounds int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	stand := exec.Command(self, "-mode", "serve")
	stand.Stderr = os.Stderr
	hold, err := stand.StdinPipe()
	if err != nil {
		return err
	}
	out, err := stand.StdoutPipe()
	if err != nil {
		return err
	}
	if err := stand.Start(); err != nil {
		return err
	}
	defer stand.Wait()
	defer hold.Close()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return fmt.Errorf("starting the stand: %w", err)
	}
	address = strings.TrimSpace(address)
	cpu := map[string][]float64{}
	for round := range rounds + 1 {
		for _, m := range modes {
			spent, err := child(self, m.name, address)
			if err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
			fmt.Fprintf(os.Stderr, "round %d/%d  %-8s %.2f ms a page\n", round, rounds, m.name, spent)
			if round > 0 {
				cpu[m.name] = append(cpu[m.name], spent)
			}
		}
	}
	return report(cpu)
}

// child runs one mode and returns its processor time in ms a page.
func child(self, mode, stand string) (float64, error) {
	c := exec.Command(self, "-mode", mode, "-stand", stand)
	c.Stderr = os.Stderr
	if err := c.Run(); err != nil {
		return 0, err
	}
	spent := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	return float64(spent) / float64(time.Millisecond) / (hosts * pagesPerHost), nil
}

func one(mode, stand, profile string) error {
	stop, err := profiled(profile)
	if err != nil {
		return err
	}
	defer stop()
	var pages int
	switch mode {
	case "bare":
		pages, err = bare(stand)
	case "fetch":
		pages, err = pieces(stand, 0)
	case "extract":
		pages, err = pieces(stand, 1)
	case "match":
		pages, err = pieces(stand, 2)
	case "whole":
		pages, err = whole(stand)
	default:
		return fmt.Errorf("no mode %q", mode)
	}
	if err != nil {
		return err
	}
	if pages != hosts*pagesPerHost {
		return fmt.Errorf("%d pages read, %d expected", pages, hosts*pagesPerHost)
	}
	return nil
}

// report prints medians, the ratio to the bare loop round by round, and what
// each step adds.
func report(cpu map[string][]float64) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "| mode\t| ms a page, median\t| min - max\t| to bare, median of rounds\t| what\t|")
	fmt.Fprintln(w, "|---\t|---\t|---\t|---\t|---\t|")
	for _, m := range modes {
		all := cpu[m.name]
		var ratios []float64
		for i := range all {
			ratios = append(ratios, all[i]/cpu["bare"][i])
		}
		fmt.Fprintf(w, "| %s\t| %.2f\t| %.2f - %.2f\t| %.2f\t| %s\t|\n", m.name, median(all), slices.Min(all), slices.Max(all), median(ratios), m.what)
	}
	var extract, rest []float64
	for i := range cpu["bare"] {
		step := cpu["extract"][i] - cpu["fetch"][i]
		extract = append(extract, step/cpu["bare"][i])
		rest = append(rest, (cpu["whole"][i]-step)/cpu["bare"][i])
	}
	fmt.Fprintf(w, "\nthe whole way, to bare: %.2f (aim: at most 2.2)\n", median(div(cpu["whole"], cpu["bare"])))
	fmt.Fprintf(w, "everything but extract, to bare: %.2f (aim: at most 1.0)\nextract alone, to bare: %.2f\n", median(rest), median(extract))
	return w.Flush()
}

func div(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] / b[i]
	}
	return out
}

func median(of []float64) float64 {
	s := slices.Clone(of)
	slices.Sort(s)
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}
