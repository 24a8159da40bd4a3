// Command sensitivity measures what each number that articles are told by costs
// when it is halved and when it is doubled.
//
//	go -C bench run ./sensitivity               every number, over fundus and wcxb
//	go -C bench run ./sensitivity -only Trim.   the numbers whose names begin so
//
// A number that costs nothing either way is one that these sets do not need.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"sada"
	"sada/bench/judge"
	"sada/extract"
	"sada/internal/clock"
	"sada/internal/export"
)

type options struct {
	corpus, only string
	sets         []string
}

func main() {
	var o options
	var sets string
	flag.StringVar(&o.corpus, "corpus", "../../shared/corpus", "`folder` that holds extract/ with the sets")
	flag.StringVar(&sets, "set", "fundus,wcxb", "`sets`, with commas between them")
	flag.StringVar(&o.only, "only", "", "the numbers whose names begin with this `prefix` alone, as Trim. or Lines.Away")
	flag.Parse()
	o.sets = strings.Split(sets, ",")
	if err := run(o, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "sensitivity:", err)
		os.Exit(1)
	}
}

// set is a set of pages with what is right of it as shipped.
type set struct {
	name    string
	pages   []*judge.Page
	shipped []judge.Answer
	marks   marks
}

// run measures the sets with each number changed in turn, and prints the table.
func run(o options, out, progress io.Writer) error {
	if flag.NArg() > 0 {
		return fmt.Errorf("takes flags alone, not %q", flag.Arg(0))
	}
	zone, err := clock.Location("Africa/Casablanca")
	if err != nil {
		return err
	}
	var sets []*set
	for _, name := range o.sets {
		pages, err := judge.Load(filepath.Join(o.corpus, "extract", name), "")
		if err != nil {
			return fmt.Errorf("reading the set %s: %w", name, err)
		}
		s := &set{name: name, pages: pages}
		s.shipped = s.read(extract.Shipped(), zone, runtime.NumCPU())
		s.marks = s.score(s.shipped)
		sets = append(sets, s)
	}
	all := changes(extract.Shipped(), o.only)
	measure(sets, all, zone, progress)
	return report(out, sets, all)
}

// measure gives each change to a worker of its own, one to each processor.
func measure(sets []*set, all []*change, zone *time.Location, progress io.Writer) {
	var work sync.WaitGroup
	var told sync.Mutex
	done := 0
	next := make(chan *change)
	for range runtime.NumCPU() {
		work.Go(func() {
			for c := range next {
				for _, s := range sets {
					c.lost = append(c.lost, s.score(s.read(c.numbers, zone, 1)).less(s.marks))
				}
				told.Lock()
				done++
				fmt.Fprintf(progress, "%d of %d: %s, %d for %d\n", done, len(all), c.name, c.is, c.was)
				told.Unlock()
			}
		})
	}
	for _, c := range all {
		next <- c
	}
	close(next)
	work.Wait()
}

// read reads the pages of a set by these numbers, so many at once.
func (s *set) read(by *extract.Numbers, zone *time.Location, atOnce int) []judge.Answer {
	answers := make([]judge.Answer, len(s.pages))
	var work sync.WaitGroup
	for first := range atOnce {
		work.Go(func() {
			for i := first; i < len(s.pages); i += atOnce {
				answers[i] = read(s.pages[i], by, zone)
			}
		})
	}
	work.Wait()
	return answers
}

// read reads a page as `sada extract` does without settings.
func read(p *judge.Page, by *extract.Numbers, zone *time.Location) judge.Answer {
	page := &sada.Page{Body: p.Body, Capture: sada.Capture{
		By: sada.ByImport, URL: p.URL, FinalURL: p.URL, Began: p.At, Ended: p.At, Size: int64(len(p.Body)),
	}}
	a, err := extract.Article(page, extract.Hints{Zone: zone, Now: p.At.In(zone), Numbers: by})
	if err != nil {
		return judge.Answer{Failed: err.Error()}
	}
	x := export.NewArticle(p.File, a)
	return judge.Answer{Title: x.Title, Authors: x.Authors, Published: x.Published, Text: x.Text}
}
