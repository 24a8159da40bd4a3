package crawler

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"sada"
)

func TestFetchKeepsTheExactBytesAndHowTheyCame(t *testing.T) {
	body := []byte("<!doctype html><html><head><meta charset=windows-1256><title>\xe3\xd1\xc7\xdf\xd4</title></head></html>")
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/old":
			http.Redirect(w, r, "/a?x=1", http.StatusMovedPermanently)
		default:
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("ETag", `"1"`)
			_, _ = w.Write(body)
		}
	})
	c := local(t, Options{UserAgent: "sada/1 (presse@example.org)"}, s.URL)
	v := c.Visit()
	p, err := v.Fetch(context.Background(), Request{URL: s.URL + "/old"})
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(body)
	got := p.Capture
	switch {
	case !bytes.Equal(p.Body, body):
		t.Errorf("body %q", p.Body)
	case got.SHA256 != hex.EncodeToString(sum[:]), got.Size != int64(len(body)), got.WireSize != int64(len(body)):
		t.Errorf("hash or sizes: %+v", got)
	case got.URL != s.URL+"/old", got.FinalURL != s.URL+"/a?x=1", got.Status != 200, got.Proto != "HTTP/1.1", got.By != sada.ByCrawl, got.Method != "GET":
		t.Errorf("capture: %+v", got)
	case len(got.Hops) != 1 || got.Hops[0].Status != 301 || got.Hops[0].URL != s.URL+"/old" || got.Hops[0].Location != "/a?x=1":
		t.Errorf("hops: %+v", got.Hops)
	case got.Header.Get("ETag") != `"1"`, got.RequestHeader.Get("User-Agent") != "sada/1 (presse@example.org)", got.Remote == "", got.Robots != robotsNone:
		t.Errorf("headers or remote: %+v", got)
	case got.Began.IsZero() || got.Ended.Before(got.Began):
		t.Errorf("times: %v %v", got.Began, got.Ended)
	}
	if st := v.Stats(); st.Requests != 3 || st.Bytes == 0 {
		t.Errorf("stats %+v, want 3 requests: robots.txt, the redirect, the page", st)
	}
}

func TestUnchangedPageIsAnAnswer(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		http.NotFound(w, r)
	})
	v := local(t, Options{}, s.URL).Visit()
	p, err := v.Fetch(context.Background(), Request{URL: s.URL + "/feed", What: Feed, ETag: `"1"`, LastModified: "Tue, 24 Nov 2026 08:00:00 GMT"})
	if err != nil || p.Capture.Status != 304 || v.Stats().NotModified != 1 {
		t.Errorf("Fetch: %+v, %v, %+v", p, err, v.Stats())
	}
}

func encoded(t *testing.T, name string, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch name {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw deflate":
		w, _ = flate.NewWriter(&b, 6)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	default:
		return body
	}
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}

func TestEveryEncodingIsDecodedUnderTheCap(t *testing.T) {
	small := []byte(strings.Repeat("<p>Un paragraphe.</p>", 500))
	bomb := make([]byte, 30<<20)
	files := map[string][]byte{}
	heads := map[string]string{}
	add := func(path, head string, body []byte) { files[path], heads[path] = body, head }
	for _, n := range []string{"gzip", "br", "deflate", "zstd", "raw deflate"} {
		head := strings.TrimPrefix(n, "raw ")
		add("/small/"+n, head, encoded(t, n, small))
		add("/bomb/"+n, head, encoded(t, n, bomb))
		add("/cut/"+n, head, encoded(t, n, small)[:40])
	}
	add("/bomb/nested", "gzip, gzip", encoded(t, "gzip", encoded(t, "gzip", bomb)))
	add("/bomb/sitemap.xml.gz", "", encoded(t, "gzip", bomb))
	add("/small/sitemap.xml.gz", "", encoded(t, "gzip", small))
	add("/small/padded", "gzip", append(encoded(t, "gzip", small), "\x00\x00\x00\x00padding of a proxy"...))
	add("/small/lie", "gzip", small)
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		body, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/gzip")
		if h := heads[r.URL.Path]; h != "" {
			w.Header().Set("Content-Encoding", h)
		}
		_, _ = w.Write(body)
	})
	c := local(t, Options{Limits: Limits{Page: 1 << 20, Sitemap: 1 << 20}}, s.URL)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for path := range files {
		p, err := c.Visit().Fetch(context.Background(), Request{URL: s.URL + strings.ReplaceAll(path, " ", "%20"), What: Sitemap})
		switch {
		case strings.HasPrefix(path, "/small") && (err != nil || !bytes.Equal(p.Body, small)):
			t.Errorf("%s: %v, %d bytes", path, err, len(p.Body))
		case strings.HasPrefix(path, "/bomb") && (reasonIn(err) != sada.ReasonTooLarge || len(p.Body) > 1<<20 || !p.Capture.Truncated):
			t.Errorf("%s: %v", path, err)
		case strings.HasPrefix(path, "/cut") && (reasonIn(err) != sada.ReasonNetwork || !p.Capture.Truncated):
			t.Errorf("%s: %v, want a network fault", path, err)
		}
	}
	runtime.ReadMemStats(&after)
	if grew := after.TotalAlloc - before.TotalAlloc; grew > 256<<20 {
		t.Errorf("%d MB were allocated", grew>>20)
	}
	t.Logf("%d MB allocated over %d answers", (after.TotalAlloc-before.TotalAlloc)>>20, len(files))
}

func TestBodyOverTheCapIsNeverTakenForWhole(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(make([]byte, map[string]int{"/cap": 5000, "/over": 5001}[r.URL.Path]))
	})
	c := local(t, Options{Limits: Limits{Page: 5000}}, s.URL)
	if p, err := fetch(c, s.URL+"/cap"); err != nil || p.Capture.Truncated || len(p.Body) != 5000 {
		t.Errorf("at the cap: %v", err)
	}
	if p, err := fetch(c, s.URL+"/over"); reasonIn(err) != sada.ReasonTooLarge || !p.Capture.Truncated || len(p.Body) != 5000 {
		t.Errorf("over the cap: %v", err)
	}
}

func TestCutAndBadAnswersAreFaults(t *testing.T) {
	asked := 0
	u := raw(t, func(path string) string {
		switch path {
		case "/short":
			return "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>"
		case "/chunk":
			return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n40\r\nabc"
		case "/header":
			return "HTTP/1.1 200 OK\r\nX-Long: " + strings.Repeat("x", 10<<20) + "\r\n\r\n"
		case "/1xx":
			return strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 20000) + "HTTP/1.1 200 OK\r\n\r\n"
		case "/empty":
			return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
		case "/204":
			return "HTTP/1.1 204 No Content\r\n\r\n"
		case "/two":
			return "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456"
		case "/garbage":
			return "\x00\x01\x02\x03"
		case "/encoding":
			return "HTTP/1.1 200 OK\r\nContent-Encoding: lzma\r\nContent-Length: 1\r\n\r\nx"
		case "/close":
			asked++
			return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>Un deb"
		case "/once":
			if asked++; asked%2 == 1 {
				return "HTTP/1.1 200 OK\r\n\r\n<html><body><p>Un deb"
			}
			return "HTTP/1.1 200 OK\r\n\r\n" + smallPage
		}
		return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
	})
	c := local(t, Options{}, u)
	for path, want := range map[string]sada.Reason{
		"/short": sada.ReasonNetwork, "/chunk": sada.ReasonNetwork, "/header": sada.ReasonNetwork, "/1xx": sada.ReasonNetwork, "/empty": sada.ReasonEmpty,
		"/204": sada.ReasonEmpty, "/two": sada.ReasonNetwork, "/garbage": sada.ReasonNetwork, "/encoding": sada.ReasonFormat, "/gone": sada.ReasonGone,
	} {
		if _, err := fetch(c, u+path); reasonIn(err) != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	p, err := fetch(c, u+"/close")
	if err != nil || p.Capture.Note != "incomplete?" || p.Capture.Truncated || asked != 2 {
		t.Errorf("cut at close: %v, %d requests", err, asked)
	}
	asked = 0
	if p, err = fetch(c, u+"/once"); err != nil || p.Capture.Note != "" || string(p.Body) != smallPage {
		t.Errorf("cut at close once: %v", err)
	}
}

func TestSlowAnswersAreCutAtTheLimit(t *testing.T) {
	stop := make(chan struct{})
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		if r.URL.Path == "/body" {
			_, _ = w.Write([]byte("<html>"))
			w.(http.Flusher).Flush()
		}
		<-stop
	})
	defer close(stop)
	c := local(t, Options{Limits: Limits{Total: 150 * time.Millisecond}}, s.URL)
	for _, path := range []string{"/header", "/body"} {
		if _, err := fetch(c, s.URL+path); reasonIn(err) != sada.ReasonTimeout {
			t.Errorf("%s: %v, want timeout", path, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Visit().Fetch(ctx, Request{URL: s.URL + "/body"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// drip gives one byte a second.
type drip struct{ h *hands }

func (d drip) Read(p []byte) (int, error) {
	d.h.forward(time.Second)
	p[0] = 'x'
	return 1, nil
}

func TestRateBelowTheLeastIsATimeout(t *testing.T) {
	h := newHands()
	n := new(atomic.Int64)
	r := &counted{r: drip{h}, n: n, max: 1 << 20, began: h.now(), now: h.now, rate: 512}
	if _, err := io.ReadAll(r); reasonIn(err) != sada.ReasonTimeout || n.Load() != 11 {
		t.Errorf("after %d bytes: %v, want a timeout just after the grace of ten seconds", n.Load(), err)
	}
}

func TestTLSIsNeverWeakened(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, smallPage) }))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	at := s.Listener.Addr().String()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	// The certificate of the test server is for example.com.
	to := map[string]string{"example.com:443": at, "other.test:443": at}
	c := newCrawler(t, Options{ConnectTo: to, CA: ca})
	p, err := fetch(c, "https://example.com/a")
	if err != nil || p.Capture.Proto != "HTTP/2.0" {
		t.Fatalf("right name: %v %+v", err, p)
	}
	if _, err := fetch(c, "https://other.test/a"); reasonIn(err) != sada.ReasonNetwork || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("wrong name: %v", err)
	}
	if _, err := fetch(newCrawler(t, Options{ConnectTo: to}), "https://example.com/a"); reasonIn(err) != sada.ReasonNetwork {
		t.Errorf("unknown authority: %v", err)
	}
	c = newCrawler(t, Options{ConnectTo: to, CA: ca, Now: func() time.Time { return s.Certificate().NotAfter.Add(time.Hour) }})
	if _, err := fetch(c, "https://example.com/a"); reasonIn(err) != sada.ReasonNetwork {
		t.Errorf("expired: %v", err)
	}
}

func TestNothingLeaksOverBadFetches(t *testing.T) {
	u := raw(t, func(string) string { return "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>" })
	c := local(t, Options{}, u)
	v := c.Visit()
	_, _ = v.Fetch(context.Background(), Request{URL: u + "/"})
	before := runtime.NumGoroutine()
	for range 300 {
		_, _ = v.Fetch(context.Background(), Request{URL: u + "/"})
	}
	c.Close()
	if after := settled(before + 5); after > before+5 {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}

// settled gives goroutines that are ending the processor until few are left.
func settled(most int) int {
	for range 10000 {
		if runtime.NumGoroutine() <= most {
			break
		}
		runtime.Gosched()
	}
	return runtime.NumGoroutine()
}

func TestNoNetworkIsANetworkFault(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	u := "http://" + l.Addr().String()
	l.Close()
	if _, err := fetch(local(t, Options{}, u), u+"/"); reasonIn(err) != sada.ReasonNetwork {
		t.Errorf("refused connection: %v", err)
	}
}
