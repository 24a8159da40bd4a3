// Command scale measures what an archive of many articles costs: keeping them,
// the search index, the questions an office asks, retention, and the daemon's
// start.
//
//	go -C bench run ./scale                                   10,000, 100,000 and 300,000 articles
//	go -C bench run ./scale -n 10000                          one size
//	go -C bench run ./scale -n 10000 -step keep -cpuprofile FILE
//
// Each step is a child process, of the program built from this tree or of this
// one, so that its processor time and the peak of its memory are its own. The
// memory is RssAnon of /proc/PID/status, looked at every five milliseconds;
// RssFile, the mapped files, stands beside it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"strconv"
	"strings"
)

type options struct {
	sizes            string
	n                int
	step, dir        string
	program, profile string
	keep             bool
}

func main() {
	var o options
	flag.StringVar(&o.sizes, "n", "10000,100000,300000", "articles of the archives")
	flag.StringVar(&o.step, "step", "", "run these steps alone, by name, with commas between")
	flag.StringVar(&o.dir, "dir", "", "folder of the archives; it is kept afterwards, and steps find what others left in it")
	flag.StringVar(&o.program, "sada", "", "the program to measure; built from this tree when not told")
	flag.StringVar(&o.profile, "cpuprofile", "", "with one step that this program does itself: write a processor profile to this file")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) (err error) {
	if name, child := strings.CutPrefix(o.step, "child:"); child {
		if o.n, err = strconv.Atoi(o.sizes); err != nil {
			return err
		}
		return o.profiled(func() error { return own[name](ctx, o) })
	}
	if o.dir == "" {
		// Not the system's temporary folder: that may be memory, where a sync is free.
		if o.dir, err = os.MkdirTemp(".", "archive-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.dir)) }()
	}
	if o.dir, err = filepath.Abs(o.dir); err != nil {
		return err
	}
	if o.program == "" {
		o.program = filepath.Join(o.dir, "sada")
		build := exec.CommandContext(ctx, "go", "build", "-o", o.program, "./cmd/sada")
		build.Dir, build.Stderr = "..", os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("building the program: %w", err)
		}
	}
	for _, size := range strings.Split(o.sizes, ",") {
		if o.n, err = strconv.Atoi(strings.TrimSpace(size)); err != nil {
			return fmt.Errorf("a size: %w", err)
		}
		if err := measure(ctx, o); err != nil {
			return fmt.Errorf("%d articles: %w", o.n, err)
		}
	}
	return nil
}

// measure runs every step at one size and prints a table.
func measure(ctx context.Context, o options) error {
	if err := writeSettings(o); err != nil {
		return fmt.Errorf("writing the settings: %w", err)
	}
	fmt.Printf("\n%d articles\n\n| step | seconds | CPU s | CPU ms an article | RssAnon MB | mapped MB | beside |\n|---|---|---|---|---|---|---|\n", o.n)
	for _, s := range steps {
		if o.step != "" && !strings.Contains(","+o.step+",", ","+s.name+",") {
			continue
		}
		f, err := s.measure(ctx, o)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Printf("| %s | %.2f | %.2f | %.3f | %.0f | %.0f | %s |\n", s.what, f.took.Seconds(), f.cpu.Seconds(),
			f.cpu.Seconds()*1000/float64(o.n), f.anon, f.mapped, f.beside)
	}
	fmt.Println()
	return sizes(o)
}

// profiled runs a step with a processor profile when one is wanted.
func (o options) profiled(f func() error) error {
	if o.profile == "" {
		return f()
	}
	file, err := os.Create(o.profile)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return f()
}

func (o options) archive() string  { return filepath.Join(o.dir, fmt.Sprintf("%d", o.n)) }
func (o options) settings() string { return filepath.Join(o.dir, fmt.Sprintf("%d.yaml", o.n)) }
