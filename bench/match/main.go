// Command match measures how rightly and how fast articles are asked queries,
// beside bleve.
//
//	go -C bench run ./match             the tables
//	go -C bench run ./match -rounds 0   right and wrong alone
//
// Everyone is asked the same; then come rounds that are only timed, in which
// the ways of asking take turns on one thread.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
)

func main() {
	corpus := flag.String("corpus", "../../shared/corpus", "`folder` that holds words/ with the judged cases")
	rounds := flag.Int("rounds", 5, "timed rounds; 0 scores alone")
	articles := flag.Int("articles", 1000, "articles that are asked in a round")
	only := flag.String("only", "", "time this `way` alone, as the table names it, beside the set")
	flag.Parse()
	if err := run(os.Stdout, *corpus, *only, *rounds, *articles); err != nil {
		fmt.Fprintln(os.Stderr, "match:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, corpus, only string, rounds, articles int) error {
	runtime.GOMAXPROCS(1)
	if _, err := os.Stat(corpus); err != nil {
		if _, err := fmt.Fprintf(out, "no corpus at %s: its cases are left out\n", corpus); err != nil {
			return err
		}
	}
	if err := scoreCases(out, corpus); err != nil {
		return err
	}
	for _, b := range blindSets {
		if err := scoreTyped(out, b.name, b.end); err != nil {
			return err
		}
	}
	if rounds == 0 {
		return nil
	}
	all := subjects()
	if only != "" {
		all = slices.DeleteFunc(all, func(s *subject) bool { return s.name != only && s.name != theSet })
	}
	if err := measure(rounds, articles, all); err != nil {
		return err
	}
	return reportSpeed(out, all)
}
