package crawler

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sada"
)

// outlets are names that all lead to one server.
func outlets(s *server, n int) (names []string, connect map[string]string) {
	connect = map[string]string{}
	for i := range n {
		name := fmt.Sprintf("outlet-%d.test", i)
		names = append(names, "http://"+name)
		connect[name+":80"] = strings.TrimPrefix(s.URL, "http://")
	}
	return names, connect
}

func TestVisitsThatWaitForTheirHostKeepNobodyFromWorking(t *testing.T) {
	const visits, seats = 40, 3
	var working, most atomic.Int64
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		defer working.Add(-1)
		for n := working.Add(1); n > most.Load(); {
			most.Store(n)
		}
		_, _ = w.Write([]byte(smallPage))
	})
	names, connect := outlets(s, visits)
	// Nobody goes on before all of them wait, each for its own host.
	var waiting sync.WaitGroup
	waiting.Add(visits)
	c := newCrawler(t, Options{ConnectTo: connect, Parallel: seats, Delay: time.Second, Wait: func(context.Context, time.Duration) error {
		waiting.Done()
		waiting.Wait()
		return nil
	}})
	var done sync.WaitGroup
	for _, name := range names {
		done.Go(func() {
			v := c.Visit()
			defer v.Close()
			// robots.txt is read without a wait, and the page after one.
			if _, err := v.Fetch(t.Context(), Request{URL: name + "/a"}); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if n := most.Load(); n > seats {
		t.Errorf("%d requests at once, want at most %d", n, seats)
	}
	if len(c.seats) != 0 {
		t.Errorf("%d seats are held by visits that have ended", len(c.seats))
	}
}

func TestLargePagesAreReadInTurn(t *testing.T) {
	body := "<!doctype html><p>" + strings.Repeat("Une page très longue. ", 9<<20/22) + "</html>"
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/large":
			_, _ = w.Write([]byte(body))
		default:
			_, _ = w.Write([]byte(smallPage))
		}
	})
	names, connect := outlets(s, 3)
	c := newCrawler(t, Options{ConnectTo: connect, Delay: time.Nanosecond, Limits: Limits{Total: time.Second}})
	visits := make([]*Visit, len(names))
	for i := range visits {
		visits[i] = c.Visit()
	}
	read := func(ctx context.Context, i int, path string) error {
		page, err := visits[i].Fetch(ctx, Request{URL: names[i] + path})
		if err == nil && path == "/large" && len(page.Body) != len(body) {
			t.Errorf("visit %d read %d of %d bytes", i, len(page.Body), len(body))
		}
		return err
	}
	if err := read(t.Context(), 0, "/large"); err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := read(short, 1, "/large"); reasonIn(err) != sada.ReasonTimeout {
		t.Errorf("a large page beside one that is in work: %v, want it to wait", err)
	}
	if err := read(t.Context(), 2, "/small"); err != nil {
		t.Errorf("a small page beside a large one: %v", err)
	}
	// The time that it waits is not counted as the outlet's.
	time.AfterFunc(1500*time.Millisecond, visits[0].Close)
	if err := read(t.Context(), 1, "/large"); err != nil {
		t.Errorf("a large page, once there is room: %v", err)
	}
	if err := read(t.Context(), 1, "/small"); err != nil || visits[1].taken != 0 {
		t.Errorf("%d bytes are taken by a visit that has gone on, %v", visits[1].taken, err)
	}
}
