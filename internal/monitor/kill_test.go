package monitor

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/crawler"
	"sada/store"
)

// killed names, in the environment, the archive of a process that is to be
// killed, and the stand that it visits.
const killed = "SADA_TEST_KILLED"

// TestProcessThatIsToBeKilled is no test of its own: it is what the next one
// starts and kills. It visits until nothing is left and tells each page that it
// has kept.
func TestProcessThatIsToBeKilled(t *testing.T) {
	dir, address, asked := strings.Cut(os.Getenv(killed), "\n")
	if !asked {
		t.Skip("started by TestNothingAcknowledgedIsLostWhenKilled")
	}
	m, db := ordinary(t, dir, address)
	defer db.Close()
	if _, err := m.Visit(context.Background(), "kiosque", func(s sada.Step) {
		if s.What == "page" {
			fmt.Println("kept", s.URL)
		}
	}); err != nil {
		t.Fatal(err)
	}
	fmt.Println("done")
}

// ordinary opens an archive and a monitor as a program does, on the machine's clock.
func ordinary(t *testing.T, dir, address string) (*Monitor, *store.DB) {
	t.Helper()
	db, err := store.Open(dir, store.Options{Make: true, Disk: func(string) (uint64, uint64, error) { return 1 << 40, 1 << 41, nil }})
	if err != nil {
		t.Fatal(err)
	}
	c, err := crawler.New(crawler.Options{ConnectTo: map[string]string{"kiosque.test:80": address}, Hosts: db})
	if err != nil {
		t.Fatal(err)
	}
	event := sada.Event{ID: "e", Query: "bulletin", Sources: []string{sada.AllSources}}
	m, err := New(Options{Store: db, Crawler: c, Settings: settings([]sada.Event{event}, kiosque(at(sada.Feed, "/feed")))})
	if err != nil {
		t.Fatal(err)
	}
	return m, db
}

func TestNothingAcknowledgedIsLostWhenKilled(t *testing.T) {
	const kills, pages = 30, 240
	s := newStand(t)
	var all []story
	for n := range pages {
		all = append(all, news(n+1000, time.Now().Add(-time.Duration(n+1)*time.Minute).UTC()))
	}
	s.publishes("/feed", all...)
	address := s.server.Listener.Addr().String()
	dir := filepath.Join(t.TempDir(), "a")
	kept := map[string]bool{}
	for cycle := range kills {
		for _, u := range killedAfter(t, dir, address, 1+(cycle*7)%11) {
			if kept[u] {
				t.Errorf("cycle %d: %s was kept before, and read again", cycle, u)
			}
			kept[u] = true
		}
	}
	begin := time.Now()
	m, db := ordinary(t, dir, address)
	defer db.Close()
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("opening it after %d kills took %s", kills, took)
	}
	have := map[string]bool{}
	each := func() {
		if err := db.Check(context.Background()); err != nil {
			t.Error(err)
		}
		clear(have)
		if err := db.Records(func(r sada.Record) error {
			if have[r.URL] || r.Current != 1 {
				t.Errorf("%s is kept twice, or in %d versions", r.URL, r.Current)
			}
			have[r.URL] = true
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	each()
	for u := range kept {
		if !have[u] {
			t.Errorf("%s was acknowledged and is lost", u)
		}
	}
	if len(kept) < kills {
		t.Errorf("%d pages were acknowledged in %d cycles", len(kept), kills)
	}
	if _, err := m.Visit(context.Background(), "kiosque", nil); err != nil {
		t.Fatal(err)
	}
	if each(); len(have) != pages {
		t.Errorf("%d articles in the end, want %d", len(have), pages)
	}
}

// killedAfter starts a visit in a process of its own, kills it when it has told
// n pages, and returns all that it told.
func killedAfter(t *testing.T, dir, address string, n int) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestProcessThatIsToBeKilled$")
	cmd.Env = append(os.Environ(), killed+"="+dir+"\n"+address)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var told []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if u, is := strings.CutPrefix(lines.Text(), "kept "); is {
			if told = append(told, u); len(told) == n {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	_ = cmd.Wait() // it was killed
	return told
}
