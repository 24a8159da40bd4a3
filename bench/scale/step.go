package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// step is one thing measured: a command of the program, or a function of own.
type step struct {
	name, what string
	command    []string // of the program; %s is the folder for what it writes
	own        string
	partly     bool // exit 1 and 3 are no failure: outlets that cannot be reached
	daemon     bool // it is asked until it answers, and then ended
}

var steps = []step{
	{name: "keep", what: "keeping, 64 callers", own: "keep"},
	{name: "index", what: "first search: indexing", command: []string{"search", rare}},
	{name: "search", what: "search", command: []string{"search", rare}},
	{name: "phrases", what: "phrase of two common words", own: "ask two"},
	{name: "phrases", what: "phrase of a common and a rare word", own: "ask rare"},
	{name: "phrases", what: "phrase of three common words", own: "ask three"},
	{name: "status", what: "status", command: []string{"status"}},
	{name: "events", what: "events", command: []string{"events"}},
	{name: "rematch", what: "rematch: two new events", command: []string{"crawl", "s00"}, partly: true},
	{name: "json", what: "export, json", command: []string{"export", "ouvert", "--format", "json", "-o", "%s/out.json"}},
	{name: "jsonl", what: "export, jsonl", command: []string{"export", "ouvert", "--format", "jsonl", "-o", "%s/out.jsonl"}},
	{name: "csv", what: "export, csv", command: []string{"export", "ouvert", "--format", "csv", "-o", "%s/out.csv"}},
	{name: "html", what: "export, html", command: []string{"export", "ouvert", "--format", "html", "-o", "%s/out.html"}},
	{name: "verify", what: "verify", command: []string{"verify"}},
	{name: "daemon", what: "the daemon's start", command: []string{"run"}, daemon: true},
	{name: "frontier", what: "10,000 that wait behind 3,000 that rest", own: "frontier"},
	{name: "sweep", what: "retention: pages of 7 days, texts of 200", own: "sweep"},
}

// own are the steps that this program does itself, in a child process.
var own = map[string]func(context.Context, options) error{
	"keep": keep, "frontier": frontier, "sweep": sweep, "follow": follow,
	"ask two": ask(twoCommon), "ask rare": ask(commonRare), "ask three": ask(threeCommon),
}

// figures is what a step came to.
type figures struct {
	took, cpu    time.Duration
	anon, mapped float64 // peaks, in MB
	beside       string
}

func (s step) measure(ctx context.Context, o options) (f figures, err error) {
	c := exec.CommandContext(ctx, o.program, append([]string{"--config", o.settings()}, s.command...)...)
	if s.own != "" {
		self, err := os.Executable()
		if err != nil {
			return f, err
		}
		c = exec.CommandContext(ctx, self, "-step", "child:"+s.own, "-n", strconv.Itoa(o.n), "-dir", o.dir, "-cpuprofile", o.profile)
	}
	written := ""
	for i, a := range c.Args {
		if strings.HasPrefix(a, "%s/") {
			written = o.dir + a[2:]
			c.Args[i] = written
		}
	}
	var out, problems bytes.Buffer
	c.Stdout, c.Stderr = &out, &problems
	begun := time.Now()
	if err := c.Start(); err != nil {
		return f, err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	if s.daemon {
		go answer(c.Process, filepath.Join(o.archive(), "sock"), begun, &f.beside)
	}
	for tick := time.NewTicker(5 * time.Millisecond); ; {
		select {
		case <-tick.C:
			anon, mapped := resident(c.Process.Pid)
			f.anon, f.mapped = max(f.anon, anon), max(f.mapped, mapped)
			continue
		case err = <-ended:
			tick.Stop()
		}
		break
	}
	f.took, f.cpu = time.Since(begun), c.ProcessState.UserTime()+c.ProcessState.SystemTime()
	var failed *exec.ExitError
	if errors.As(err, &failed) && (s.partly && (failed.ExitCode() == 1 || failed.ExitCode() == 3) || s.daemon) {
		err = nil
	}
	if err != nil {
		return f, fmt.Errorf("%w: %s", err, tail(problems.String()))
	}
	if s.own != "" {
		f.beside = strings.TrimSpace(out.String())
	}
	if info, err := os.Stat(written); written != "" && err == nil {
		clippings := float64(o.n * clipped / 100)
		f.beside = fmt.Sprintf("%.0f MB, %.0f clippings a CPU second", float64(info.Size())/(1<<20), clippings/f.cpu.Seconds())
	}
	return f, nil
}

// answer asks the daemon until it answers, looks on for two seconds, and ends it.
func answer(p *os.Process, socket string, begun time.Time, told *string) {
	client := http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return net.Dial("unix", socket)
	}}}
	for time.Since(begun) < time.Minute {
		if r, err := client.Get("http://sada/api/v1/status"); err == nil {
			_, _ = io.Copy(io.Discard, r.Body)
			r.Body.Close()
			*told = fmt.Sprintf("answered a status after %.0f ms", float64(time.Since(begun).Milliseconds()))
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	time.Sleep(2 * time.Second)
	_ = p.Signal(syscall.SIGTERM)
}

// resident reads what a process holds in memory, in MB: its own, and mapped files.
func resident(pid int) (anon, mapped float64) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(raw)) {
		var kb float64
		if _, err := fmt.Sscanf(line, "RssAnon: %f kB", &kb); err == nil {
			anon = kb / 1024
		}
		if _, err := fmt.Sscanf(line, "RssFile: %f kB", &kb); err == nil {
			mapped = kb / 1024
		}
	}
	return anon, mapped
}

func tail(s string) string {
	if len(s) > 500 {
		s = "..." + s[len(s)-500:]
	}
	return s
}
