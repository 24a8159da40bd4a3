// Command crawl measures what the whole way of a page costs the processor,
// beside a bare net/http and goquery loop over the same pages in the same run.
//
//	go -C bench run ./crawl                                all modes, in turn
//	go -C bench run ./crawl -mode whole -cpuprofile FILE   one mode, profiled
//	go -C bench run ./crawl -mode binary -rounds 5         sada crawl itself beside the bare loop
//
// A child process serves 2,000 pages of about 100 KB in 60 layouts on 100
// hosts, compressed beforehand. Each mode runs in a child process of its own,
// in turn, so that its processor time (user and system, from the operating
// system's accounts) is the client's alone. What the whole way kept is counted
// afterwards, in the archive it left on the disk.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime/pprof"
	"strings"
	"time"
)

// pages is how many articles the stand serves, and every mode must read.
const pages = hosts * pagesPerHost

var modes = []struct{ name, what string }{
	{"bare", "net/http + goquery, four fields selected, nothing kept"},
	{"fetch", "fetch: guard, robots.txt, caps, exact bytes, hash, capture"},
	{"extract", "fetch + extract"},
	{"match", "fetch + extract + match against 10 queries"},
	{"whole", "the whole way: feeds, frontier, fetch, extract, match, durable archive"},
}

type options struct {
	rounds                        int
	mode, stand, archive, profile string
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 5, "counted rounds, after one to warm up")
	flag.StringVar(&o.mode, "mode", "", "run this mode alone, once: bare, fetch, extract, match, whole; binary: sada crawl beside bare, in rounds")
	flag.StringVar(&o.profile, "cpuprofile", "", "with -mode: write a processor profile to this file")
	flag.StringVar(&o.stand, "stand", "", "with -mode: address of a stand that is open already")
	flag.StringVar(&o.archive, "archive", "", "with -mode whole: folder of the archive, kept afterwards")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "crawl:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	if o.mode == "serve" {
		return serve()
	}
	if o.mode != "" && o.stand != "" {
		return one(o)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	address, done, err := openStand(self)
	if err != nil {
		return fmt.Errorf("opening the stand: %w", err)
	}
	defer done()
	if o.mode == "binary" {
		return measureBinary(self, address, o.rounds)
	}
	if o.mode != "" {
		o.stand = address
		return one(o)
	}
	return measure(self, address, o.rounds)
}

// openStand starts the stand as a child process and returns its address.
func openStand(self string) (address string, done func(), err error) {
	stand := exec.Command(self, "-mode", "serve")
	stand.Stderr = os.Stderr
	hold, err := stand.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	out, err := stand.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := stand.Start(); err != nil {
		return "", nil, err
	}
	done = func() {
		hold.Close()
		stand.Wait()
	}
	address, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		done()
		return "", nil, err
	}
	return strings.TrimSpace(address), done, nil
}

// measure runs every mode in each round. The order turns by one mode a round,
// so that none always runs when the machine is warm.
func measure(self, stand string, rounds int) error {
	spent := map[string][]float64{}
	for round := range rounds + 1 {
		for i := range modes {
			m := modes[(i+round)%len(modes)]
			ms, err := child(self, m.name, stand)
			if err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
			fmt.Fprintf(os.Stderr, "round %d/%d  %-8s %.2f ms a page\n", round, rounds, m.name, ms)
			if round > 0 {
				spent[m.name] = append(spent[m.name], ms)
			}
		}
	}
	return report(os.Stdout, spent)
}

// child runs one mode in a process of its own and returns its processor time in
// ms a page. The archive lies beside the program's working folder, not in a
// temporary one that may be memory, where a sync costs nothing.
func child(self, mode, stand string) (ms float64, err error) {
	archive, err := os.MkdirTemp(".", "archive-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(archive)) }()
	c := exec.Command(self, "-mode", mode, "-stand", stand, "-archive", archive)
	c.Stderr = os.Stderr
	if err := c.Run(); err != nil {
		return 0, err
	}
	if mode == "whole" {
		if err := check(archive); err != nil {
			return 0, fmt.Errorf("looking at the archive afterwards: %w", err)
		}
	}
	cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	return float64(cpu) / float64(time.Millisecond) / pages, nil
}

// one runs a mode in this process.
func one(o options) (err error) {
	if o.mode == "whole" && o.archive == "" {
		if o.archive, err = os.MkdirTemp(".", "archive-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.archive)) }()
	}
	if o.profile != "" {
		f, err := os.Create(o.profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	read := 0
	switch o.mode {
	case "bare":
		read, err = bare(o.stand)
	case "fetch":
		read, err = pieces(o.stand, fetched)
	case "extract":
		read, err = pieces(o.stand, extracted)
	case "match":
		read, err = pieces(o.stand, matched)
	case "whole":
		read, err = whole(o.stand, o.archive)
	default:
		return fmt.Errorf("no mode %q", o.mode)
	}
	if err != nil {
		return err
	}
	if read != pages {
		return fmt.Errorf("%d pages read, %d expected", read, pages)
	}
	return nil
}
