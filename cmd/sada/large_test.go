package main

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// endless serves outlets whose one article has 8.8 MB of days in one paragraph.
func endless(t *testing.T) *httptest.Server {
	t.Helper()
	page := "<html><head><title>Gouvernement ouvert</title></head><body><article><h1>Le gouvernement ouvert</h1><p>" +
		strings.Repeat("12 janvier 2022 14h30 le 1 2 3 4/5/2022 ", 220_000)
	published := time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>x</title><item><title>Gouvernement ouvert</title><link>http://%s/le-gouvernement-ouvert</link><pubDate>%s</pubDate></item></channel></rss>`, r.Host, published)
		default:
			fmt.Fprint(w, page, r.Host) // without an end, as such pages are
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// anonymous is the memory of a process that no file stands behind, in bytes; 0
// once it has ended.
func anonymous(pid int) (n int64) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if _, err := fmt.Sscanf(s.Text(), "RssAnon: %d kB", &n); err == nil {
			return n << 10
		}
	}
	return 0
}

func TestManyEndlessPagesAtOnceTakeBoundedMemory(t *testing.T) {
	if anonymous(os.Getpid()) == 0 {
		t.Skip("this system does not tell the memory of a process in /proc")
	}
	if raceDetector {
		t.Skip("the race detector keeps several times the memory that is measured here")
	}
	t.Setenv("GOMEMLIMIT", "")
	const outlets, most = 16, 512 << 20
	stand, folder := endless(t), t.TempDir()
	var b strings.Builder
	fmt.Fprintf(&b, "archive: ./data\ncontact: presse@veille-eau.ma\nnetwork:\n  delay: 1ms\n  parallel: %d\n  connect_to:\n", outlets)
	for n := range outlets {
		fmt.Fprintf(&b, "    \"o%d.test:80\": \"%s\"\n", n, stand.Listener.Addr())
	}
	b.WriteString("sources:\n")
	for n := range outlets {
		fmt.Fprintf(&b, "  - {id: o%d, name: {fr: x}, home: \"http://o%d.test/\", languages: [fr], endpoints: [{kind: feed, url: \"http://o%d.test/feed\"}]}\n", n, n, n)
	}
	b.WriteString("events:\n  - {id: ogp, title: {fr: OGP}, query: '\"gouvernement ouvert\"', sources: [all]}\n")
	if err := os.WriteFile(filepath.Join(folder, "sada.yaml"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	c := program(t.Context(), folder, "crawl")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	peak, look := int64(0), time.NewTicker(5*time.Millisecond)
	defer look.Stop()
	for running := true; running; {
		select {
		case err := <-ended:
			if running = false; err != nil {
				t.Fatal(err)
			}
		case <-look.C:
			peak = max(peak, anonymous(c.Process.Pid))
		}
	}
	if t.Logf("%d MB at the most", peak>>20); peak == 0 || peak > most {
		t.Errorf("%d MB at the most, want at most %d", peak>>20, most>>20)
	}
	out, errs, code := output(t, folder, "export", "ogp", "--format", "jsonl")
	if cut := strings.Count(out, `"body_cut":true`); code != 0 || cut != outlets {
		t.Errorf("export marks %d of %d texts as cut, and ended with %d\n%s", cut, outlets, code, errs)
	}
}
