package monitor

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/crawler"
	"sada/store"
)

// thatEnds describes, in the environment, a process that is to end without goodbye.
const thatEnds = "SADA_TEST_ENDED"

// TestProcessThatAPageEnds is no test of its own: it is what the next ones start.
// It visits the stand once, tells what it reads and keeps, and kills itself while
// it reads a page that the environment names.
func TestProcessThatAPageEnds(t *testing.T) {
	told, asked := os.LookupEnv(thatEnds)
	if !asked {
		t.Skip("started by the tests of pages that end the process")
	}
	p := processOf(told)
	db, err := store.Open(p.dir, store.Options{Make: true, Disk: func(string) (uint64, uint64, error) { return 1 << 40, 1 << 41, nil }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c, err := crawler.New(crawler.Options{ConnectTo: map[string]string{"kiosque.test:80": p.address}, Hosts: db, Delay: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	m, err := New(Options{
		Store: db, Crawler: c, Settings: settings(nil, kiosque(at(sada.Feed, "/feed"))),
		Version: p.version, Kills: func() uint64 { return uint64(p.kills) },
	})
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	tally, err := m.Visit(context.Background(), "kiosque", func(s sada.Step) {
		fmt.Println(s.What, s.URL)
		if s.What == "reading" && p.fatal != "" && strings.HasSuffix(s.URL, p.fatal) {
			_ = self.Kill()
			select {}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("done", tally.LeftOut[sada.ReasonFatal])
}

// process is one that visits a stand.
type process struct {
	dir, address, version, fatal string
	kills                        int // signs of ends that pages bring about
}

func (p process) String() string {
	return strings.Join([]string{p.dir, p.address, p.version, p.fatal, fmt.Sprint(p.kills)}, "\n")
}

func processOf(told string) (p process) {
	f := strings.Split(told, "\n")
	p.dir, p.address, p.version, p.fatal = f[0], f[1], f[2], f[3]
	_, _ = fmt.Sscan(f[4], &p.kills)
	return p
}

// run starts the process and returns what it told, and whether it came to an end
// of its own. enough ends it by a signal that no program can catch.
func (p process) run(t *testing.T, enough func(line string) bool) (lines []string, whole bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestProcessThatAPageEnds$")
	cmd.Env = append(os.Environ(), thatEnds+"="+p.String())
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(out); s.Scan(); {
		lines = append(lines, s.Text())
		if enough != nil && enough(s.Text()) {
			_ = cmd.Process.Kill()
		}
	}
	return lines, cmd.Wait() == nil
}

// heavy is a story whose page is larger than a page may be without a mark.
func heavy(n int) story {
	a := news(n, time.Now().Add(-time.Duration(n)*time.Minute).UTC())
	a.text += " " + strings.Repeat(filler, largePage/len(filler)+1)
	return a
}

// standOf publishes heavy stories among light ones, and returns their paths.
func standOf(t *testing.T, light, large int) (address string, heavies []string) {
	t.Helper()
	s := newStand(t)
	var all []story
	for n := range light + large {
		a := news(n+1, time.Now().Add(-time.Duration(n+1)*time.Minute).UTC())
		if n%((light+large)/large) == 0 && len(heavies) < large {
			a = heavy(n + 1)
			heavies = append(heavies, a.path)
		}
		all = append(all, a)
	}
	s.publishes("/feed", all...)
	return s.server.Listener.Addr().String(), heavies
}

func TestPageThatEndsTheProcessIsLeftOutAndNothingElse(t *testing.T) {
	cases := []struct {
		name string
		sign int // rises by this at each end
		ends int // before it is left out
	}{
		{"killed for want of memory: read once more, alone", 1, 2},
		{"without a sign: the page may not have done it", 0, 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			address, heavies := standOf(t, 6, 3)
			p := process{dir: filepath.Join(t.TempDir(), "a"), address: address, version: "1", fatal: heavies[1]}
			for end := range c.ends {
				if lines, whole := p.run(t, nil); whole {
					t.Fatalf("process %d was not ended: %q", end, lines)
				} else if last := lines[len(lines)-1]; end > 0 && !strings.HasSuffix(last, p.fatal) {
					t.Errorf("process %d ended at %s, want the fatal page to be the last", end, last)
				}
				p.kills += c.sign
			}
			lines, whole := p.run(t, nil)
			if !whole || !slices.Contains(lines, "done 1") {
				t.Errorf("the page was not left out: %q", lines)
			}
			if got := kept(t, p.dir); len(got) != 8 || slices.Contains(got, p.fatal) {
				t.Errorf("%d pages are kept beside it, want 8: %q", len(got), got)
			}
			if lines, _ := p.run(t, nil); slices.ContainsFunc(lines, func(l string) bool { return strings.HasSuffix(l, p.fatal) }) {
				t.Errorf("it was read again by the same program: %q", lines)
			}
			p.version, p.fatal = "2", ""
			if lines, whole := p.run(t, nil); !whole || len(kept(t, p.dir)) != 9 {
				t.Errorf("another version did not try it again: %q", lines)
			}
		})
	}
}

func TestTwentyKillsLeaveNoPageOut(t *testing.T) {
	const kills, light, large = 20, 16, 4
	address, _ := standOf(t, light, large)
	p := process{dir: filepath.Join(t.TempDir(), "a"), address: address, version: "1"}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	met := map[string]bool{} // large pages that were read at a kill
	for range kills {
		left := chance.IntN(8)
		p.run(t, func(line string) bool {
			if strings.HasPrefix(line, "reading ") {
				first := !met[line]
				met[line] = true
				return first
			}
			left--
			return left < 0
		})
	}
	if lines, whole := p.run(t, nil); !whole {
		t.Fatalf("the last visit: %q", lines)
	}
	if got := kept(t, p.dir); len(got) != light+large || len(met) != large {
		t.Errorf("%d pages are kept, want %d; %d kills met a large page, want %d", len(got), light+large, len(met), large)
	}
}

// kept lists the paths of the articles of an archive that nobody holds, and fails
// when pages are marked that nobody reads.
func kept(t *testing.T, dir string) (paths []string) {
	t.Helper()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := db.Records(func(r sada.Record) error {
		paths = append(paths, strings.TrimPrefix(r.URL, host))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	marks, err := db.Readings()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range marks {
		if !m.Out {
			t.Errorf("%s is still marked", m.URL)
		}
	}
	return paths
}
