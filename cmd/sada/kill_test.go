package main

import (
	"bufio"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/internal/kiosk"
	"sada/store"
)

// kills is how often the crawl is killed.
const kills = 30

// TestAKilledCrawlLosesNothingAndDoublesNothing kills `sada crawl` with a
// signal that no program can catch, at random points, and looks at what is on
// disk each time: what was there stays, what the program told of is there, and
// at the end all is there once.
func TestAKilledCrawlLosesNothingAndDoublesNothing(t *testing.T) {
	stand, err := kiosk.Open(kiosk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer stand.Close()
	folder := t.TempDir()
	for name, body := range map[string][]byte{"ca.pem": stand.CA(), "sada.yaml": stand.Settings(folder)} {
		if err := os.WriteFile(filepath.Join(folder, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	before := kept{}
	for range kills {
		told := killedCrawl(t, folder, time.Duration(chance.IntN(600))*time.Millisecond)
		before = look(t, folder, before, told)
	}
	if out, errs, code := output(t, folder, "crawl"); code != exitPart {
		t.Fatalf("the last crawl ended with %d, want %d\n%s%s", code, exitPart, out, errs)
	}
	last := look(t, folder, before, nil)
	if len(last.articles) < 120 || len(last.clippings) != 13 {
		t.Errorf("%d articles and %d clippings at the end, want more than 120 and 13", len(last.articles), len(last.clippings))
	}
	t.Logf("killed %d times: %d articles, %d clippings at the end", kills, len(last.articles), len(last.clippings))
}

// killedCrawl starts a crawl, kills it some time after its first word, and
// returns the titles of the clippings that it told of.
func killedCrawl(t *testing.T, folder string, after time.Duration) (told []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := program(ctx, folder, "crawl")
	errs, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(errs); s.Scan(); {
			lines <- s.Text()
		}
	}()
	var fuse <-chan time.Time
	begun := false
	opened := time.NewTicker(5 * time.Millisecond)
	defer opened.Stop()
	for {
		select {
		case line, more := <-lines:
			if !more {
				_ = c.Wait()
				return told
			}
			if clipping, ok := strings.CutPrefix(line, "+ "); ok {
				_, title, _ := strings.Cut(clipping, "  ")
				told = append(told, title)
			}
		case <-opened.C:
			// The fuse burns from the moment the archive is open.
			if _, err := os.Stat(filepath.Join(folder, "sada-data", "lock")); err == nil && !begun {
				begun, fuse = true, time.After(after)
			}
		case <-fuse:
			if err := c.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
		}
	}
}

// kept is what an archive holds.
type kept struct {
	articles  map[string]string // id to address
	clippings []string          // titles
}

// look opens the archive as it was left and holds it against what it held
// before and what was told since.
func look(t *testing.T, folder string, before kept, told []string) kept {
	t.Helper()
	begin := time.Now()
	db, err := store.Open(filepath.Join(folder, "sada-data"), store.Options{Make: true})
	if err != nil {
		t.Fatalf("opening what was left: %v", err)
	}
	defer db.Close()
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("opening took %s, want at most 2s", took)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Fatalf("what was left is damaged: %v", err)
	}
	now := kept{articles: map[string]string{}}
	seen := map[string]string{}
	err = db.Records(func(r sada.Record) error {
		now.articles[r.ID] = r.URL
		if other, twice := seen[r.URL]; twice {
			t.Errorf("%s is there twice: %s and %s", r.URL, other, r.ID)
		}
		seen[r.URL] = r.ID
		if _, err := db.Version(r.ID, r.Current); err != nil {
			t.Errorf("article %s cannot be read: %v", r.ID, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Clippings("ogp-marrakech-2022", func(c sada.Clipping) error {
		v, err := db.Version(c.ArticleID, c.Version)
		now.clippings = append(now.clippings, v.Article.Title)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, url := range before.articles {
		if now.articles[id] == "" {
			t.Errorf("lost: article %s, %s", id, url)
		}
	}
	for _, title := range append(slices.Clone(before.clippings), told...) {
		if !slices.Contains(now.clippings, title) {
			t.Errorf("lost: the clipping %s", title)
		}
	}
	return now
}
