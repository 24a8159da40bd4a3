package crawler

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sada"
)

// server is a real one on loopback; a nil handler serves a small page, and no
// robots.txt.
type server struct {
	*httptest.Server
	count *int
}

const smallPage = "<!doctype html><html><head><title>Une page</title></head><body><p>Texte.</p></body></html>"

func newServer(t *testing.T, h http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	var mu sync.Mutex
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		if s.count != nil {
			*s.count++
		}
		mu.Unlock()
		switch {
		case h != nil:
			h(w, r)
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		default:
			_, _ = w.Write([]byte(smallPage))
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// raw serves bytes as they stand: answer gives what is written for a path, then
// the connection is closed.
func raw(t *testing.T, answer func(path string) string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				buf := make([]byte, 8<<10)
				n, _ := conn.Read(buf)
				f := strings.Fields(string(buf[:n]))
				if len(f) < 2 {
					return
				}
				if f[1] == "/robots.txt" {
					_, _ = conn.Write([]byte("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
					return
				}
				_, _ = conn.Write([]byte(answer(f[1])))
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// hands is a clock that only moves by waiting.
type hands struct {
	mu     sync.Mutex
	at     time.Time
	waited []time.Duration
}

func newHands() *hands { return &hands{at: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)} }

func (h *hands) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hands) forward(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

func (h *hands) wait(ctx context.Context, d time.Duration) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
	h.waited = append(h.waited, d)
	return ctx.Err()
}

// memory is a Hosts that keeps in memory and counts.
type memory struct {
	mu   sync.Mutex
	m    map[string]sada.Host
	kept int
}

func (m *memory) Host(name string) (sada.Host, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h, ok := m.m[name]
	if !ok {
		return h, sada.ErrNotFound
	}
	return h, nil
}

func (m *memory) KeepHost(h sada.Host) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.m == nil {
		m.m = map[string]sada.Host{}
	}
	m.m[h.Name] = h
	m.kept++
	return nil
}

func newCrawler(t *testing.T, o Options) *Crawler {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// local makes a crawler that may read the servers at the addresses given.
func local(t *testing.T, o Options, urls ...string) *Crawler {
	t.Helper()
	o.AllowPrivate = true
	for _, u := range urls {
		o.AllowPorts = append(o.AllowPorts, mustInt(t, u[strings.LastIndexByte(u, ':')+1:]))
	}
	return newCrawler(t, o)
}

func fetch(c *Crawler, u string) (*sada.Page, error) {
	return c.Visit().Fetch(context.Background(), Request{URL: u})
}

func reasonIn(err error) sada.Reason {
	var f *Fault
	if errors.As(err, &f) {
		return f.Reason
	}
	return ""
}

func mustInt(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
