// Command extract measures how right and how fast articles are read, beside the
// peers, over the development pages that lie beside the repository.
//
//	go -C bench run ./extract                          the tables, every set
//	go -C bench run ./extract -set fundus -half a      half of a set, split by host name
//	go -C bench run ./extract -worst 20 -by title      the pages that lose most, on the console
//
// Every page is handed to everyone as the same bytes of UTF-8. Answers are
// scored once; then come rounds that are only timed, in which ours and the
// peers take turns over the same pages on one thread.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"

	"sada/bench/judge"
)

// sets are the folders of the corpus that hold pages with answers; then the
// pages whose bodies are marked here, those written here, and those a peer is
// tested with.
var sets = []string{"fundus", "wcxb", "trafilatura", "htmldate", "small", "marked", "own-ar", "own-fr", "blind-ar", "blind-fr", "blind2-ar", "blind2-fr", "readability", "none"}

// beside reports whether the pages of a set lie beside the repository.
func beside(set string) bool {
	return !strings.Contains(set, "-") && set != "none" && set != "readability"
}

type options struct {
	corpus, set, half, by, json, only, profile string
	worst, rounds                              int
	without                                    bool // no corpus
	swap                                       bool
}

func main() {
	var o options
	flag.StringVar(&o.corpus, "corpus", "../../shared/corpus", "`folder` that holds extract/ with the sets")
	flag.StringVar(&o.set, "set", "", "this `set` alone: "+strings.Join(sets, ", "))
	flag.StringVar(&o.half, "half", "", "the pages of half the hosts, of our own by file name: a or b")
	flag.StringVar(&o.only, "only", "", "this `reader` alone, as the tables name it")
	flag.IntVar(&o.rounds, "rounds", 3, "timed rounds; 0 scores alone")
	flag.IntVar(&o.worst, "worst", 0, "list the `N` pages that lose most")
	flag.StringVar(&o.by, "by", "body", "with -worst: body, title, date or authors")
	flag.BoolVar(&o.swap, "swap", false, "put the texts of others under the titles of pages, and count what is doubted")
	flag.StringVar(&o.profile, "cpuprofile", "", "write a processor profile of the run to this `file`")
	flag.StringVar(&o.json, "json", "", "write the figures to this `file`")
	flag.Parse()
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "extract:", err)
		os.Exit(1)
	}
}

func (o *options) check() error {
	switch {
	case flag.NArg() > 0:
		return fmt.Errorf("takes flags alone, not %q", flag.Arg(0))
	case o.half != "" && o.half != "a" && o.half != "b":
		return fmt.Errorf("-half %s: is a or b", o.half)
	case o.set != "" && !slices.Contains(sets, o.set):
		return fmt.Errorf("-set %s: is one of %s", o.set, strings.Join(sets, ", "))
	case !slices.Contains([]string{"body", "title", "date", "authors"}, o.by):
		return fmt.Errorf("-by %s: is body, title, date or authors", o.by)
	}
	return nil
}

func run(o options, out io.Writer) error {
	if err := o.check(); err != nil {
		return err
	}
	root := filepath.Join(o.corpus, "extract")
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		o.without = true
		left := "its sets are left out"
		if o.set != "" && beside(o.set) {
			left = "nothing to measure"
		}
		if _, err := fmt.Fprintf(out, "no corpus at %s: %s\n", o.corpus, left); err != nil {
			return err
		}
	}
	readers, err := readersNamed(o.only)
	if err != nil {
		return err
	}
	runtime.GOMAXPROCS(1)
	if o.profile != "" {
		f, err := os.Create(o.profile)
		if err != nil {
			return fmt.Errorf("writing the profile: %w", err)
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return fmt.Errorf("writing the profile: %w", err)
		}
		defer pprof.StopCPUProfile()
	}
	return measure(o, readers, out)
}

// measure takes the sets in turn and prints what was found.
func measure(o options, readers []reader, out io.Writer) error {
	var figures []*figure
	var swaps []*swapFigure
	for _, set := range sets {
		if o.set != "" && set != o.set || o.without && beside(set) || o.swap && set == "none" {
			continue
		}
		if o.swap {
			f, err := swapOf(o, set, out)
			if err != nil {
				return err
			}
			swaps = append(swaps, f)
			continue
		}
		some, err := figuresOf(o, set, readers, out)
		if err != nil {
			return err
		}
		figures = append(figures, some...)
	}
	if o.swap {
		return swapTable(out, swaps)
	}
	if o.worst > 0 {
		return nil
	}
	if err := report(out, figures); err != nil {
		return err
	}
	return writeJSON(o, figures)
}

// figuresOf reads a set and scores it.
func figuresOf(o options, set string, readers []reader, out io.Writer) ([]*figure, error) {
	if set == "none" {
		return measureNone(o, readers, out)
	}
	pages, err := pagesOf(o, set)
	if err != nil {
		return nil, err
	}
	return measureSet(o, set, readers, pages, out)
}

// pagesOf loads the articles of a set.
func pagesOf(o options, set string) (pages []*judge.Page, err error) {
	switch folder, language, kept := strings.Cut(set, "-"); {
	case kept:
		pages, err = loadOwn(folder, language, o.half)
	case set == "readability":
		pages, err = loadPeer(o.half)
	case set == "marked":
		pages, err = loadMarks(o.corpus, o.half)
	default:
		pages, err = judge.Load(filepath.Join(o.corpus, "extract", set), o.half)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the set %s: %w", set, err)
	}
	return pages, nil
}

// measureSet scores every reader on the pages of a set, then times them.
func measureSet(o options, set string, readers []reader, pages []*judge.Page, out io.Writer) ([]*figure, error) {
	var figures []*figure
	for _, r := range readers {
		f := &figure{Set: set, Reader: r.name, Pages: len(pages), does: r.does}
		answers := make([]judge.Answer, len(pages))
		for i, p := range pages {
			answers[i] = r.answer(p)
		}
		f.score(pages, answers)
		figures = append(figures, f)
		if o.worst > 0 && (o.only != "" || r.name == ours) {
			if err := listWorst(out, o, set, pages, answers); err != nil {
				return nil, err
			}
		}
	}
	if o.worst == 0 {
		spend(o.rounds, readers, pages, figures)
	}
	return figures, nil
}
