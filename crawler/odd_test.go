package crawler

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/pem"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/andybalholm/brotli"

	"sada"
)

// wide writes a text as UTF-16.
func wide(s string, mark, big bool) []byte {
	var b []byte
	if mark {
		s = "\ufeff" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func TestRobotsOfTwoBytesALetterAreRead(t *testing.T) {
	file := "User-agent: *\r\nDisallow: /prive/\r\nDisallow: /سياسة/\r\n"
	cases := map[string][]byte{
		"little end first, marked": wide(file, true, false),
		"big end first, marked":    wide(file, true, true),
		"little end first":         wide(file, false, false),
		"big end first":            wide(file, false, true),
		"cut in a letter":          wide(file+"x", true, false)[:2*len(file)-20+1],
		"UTF-8 with a mark":        []byte("\ufeff" + file),
	}
	for name, body := range cases {
		r := parseRobots(body, "sada")
		if r.allowed("/prive/a") || !r.allowed("/public/a") {
			t.Errorf("%s: /prive/a %v, /public/a %v; want the first closed alone", name, r.allowed("/prive/a"), r.allowed("/public/a"))
		}
	}
	if parseRobots(wide(file, true, true), "sada").allowed("/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/1") {
		t.Error("an Arabic path in UTF-16 closes nothing")
	}
}

func TestPackedBodiesWithoutTheirHeaderAreUnpackedOrRefused(t *testing.T) {
	page := []byte(strings.Repeat("<p>Le bulletin des eaux de la vallée, numéro du jour.</p>\n", 300))
	noise := make([]byte, 3000)
	for i := range noise {
		noise[i] = byte(rand.Uint32())
	}
	noise[0], noise[1] = 0x8b, 0x02
	files := map[string][]byte{
		"/gzip": encoded(t, "gzip", page), "/zstd": encoded(t, "zstd", page), "/br": encoded(t, "br", page), "/deflate": encoded(t, "deflate", page),
		"/twice": encoded(t, "gzip", encoded(t, "gzip", page)),
		"/noise": noise, "/cut": encoded(t, "gzip", page)[:60], "/broken": append([]byte{0x1f, 0x8b, 8}, noise...),
		"/bomb": encoded(t, "gzip", make([]byte, 30<<20)), "/bombs": encoded(t, "zstd", make([]byte, 30<<20)), "/bombb": encoded(t, "br", make([]byte, 30<<20)),
		"/plain": page, "/arabic": []byte("<p>\xe3\xd1\xc7\xdf\xd4</p>"), "/wide": wide("<p>مراكش</p>", true, false), "/widejson": wide(`{"a":"مراكش"}`, false, true),
	}
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		body, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(body)
	})
	c := local(t, Options{Limits: Limits{Page: 1 << 20}}, s.URL)
	for path, body := range files {
		p, err := fetch(c, s.URL+path)
		switch path {
		case "/gzip", "/zstd", "/br", "/deflate", "/twice":
			if err != nil || !bytes.Equal(p.Body, page) {
				t.Errorf("%s: %v, want the page unpacked", path, err)
			}
		case "/noise", "/broken":
			if reasonIn(err) != sada.ReasonNotHTML {
				t.Errorf("%s: %v, want it refused", path, err)
			}
		case "/cut":
			if reasonIn(err) != sada.ReasonNetwork || !p.Capture.Truncated {
				t.Errorf("%s: %v, want it told as cut", path, err)
			}
		case "/bomb", "/bombs", "/bombb":
			if reasonIn(err) != sada.ReasonTooLarge {
				t.Errorf("%s: %v, want it refused as too large", path, err)
			}
		default:
			if err != nil || !bytes.Equal(p.Body, body) {
				t.Errorf("%s: %v, want the bytes as they came", path, err)
			}
		}
	}
}

func TestLinesThatAreNoHeaderArePassedOver(t *testing.T) {
	answers := map[string]string{
		"/nocolon":  "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nbroken line\r\nX-After: yes\r\nConnection: close\r\n\r\n" + smallPage,
		"/php":      "HTTP/1.1 200 OK\r\n<br />\r\n<b>Notice</b>: undefined in /srv/a.php on line 3\r\nContent-Type: text/html\r\n\r\n" + smallPage,
		"/blank":    "HTTP/1.1 200 OK\r\nX Y: 1\r\nX-After: yes\r\nContent-Length: " + fmt.Sprint(len(smallPage)) + "\r\n\r\n" + smallPage,
		"/noname":   "HTTP/1.1 200 OK\r\n: value\r\nX-After: yes\r\n\r\n" + smallPage,
		"/folded":   "HTTP/1.1 200 OK\r\nbroken line\r\n  goes on: here\r\nX-After: yes\r\n\r\n" + smallPage,
		"/first":    "HTTP/1.1 200 OK\r\n leading fold\r\nX-After: yes\r\n\r\n" + smallPage,
		"/lf":       "HTTP/1.1 200 OK\nbroken line\nX-After: yes\n\n" + smallPage,
		"/endless":  "HTTP/1.1 200 OK\r\nbroken\r\n" + strings.Repeat("x: y\r\n", 1<<20),
		"/long":     "HTTP/1.1 200 OK\r\n" + strings.Repeat("x", 1<<20),
		"/cut":      "HTTP/1.1 200 OK\r\nbroken line\r\nX-Af",
		"/continue": "HTTP/1.1 103 Early Hints\r\nbroken line\r\n\r\nHTTP/1.1 200 OK\r\nalso broken\r\nX-After: yes\r\n\r\n" + smallPage,
	}
	u := raw(t, func(path string) string { return answers[path] })
	c := local(t, Options{}, u)
	for path := range answers {
		begin := time.Now()
		p, err := fetch(c, u+path)
		switch path {
		case "/endless", "/long", "/cut":
			if reasonIn(err) != sada.ReasonNetwork {
				t.Errorf("%s: %v, want a network fault", path, err)
			}
		default:
			if err != nil || string(p.Body) != smallPage {
				t.Errorf("%s: %v, want the page", path, err)
			} else if path != "/php" && p.Capture.Header.Get("X-After") != "yes" {
				t.Errorf("%s: headers %v, want those behind the bad line", path, p.Capture.Header)
			}
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%s took %v", path, took)
		}
	}
}

func TestAHostWithBadHeadersKeepsItsTurnAndItsCertificate(t *testing.T) {
	h := newHands()
	u := raw(t, func(string) string { return "HTTP/1.1 200 OK\r\nbroken line\r\n\r\n" + smallPage })
	c := local(t, Options{Delay: 3 * time.Second, Now: h.now, Wait: h.wait}, u)
	v := c.Visit()
	for range 2 {
		if _, err := v.Fetch(t.Context(), Request{URL: u + "/a"}); err != nil {
			t.Fatal(err)
		}
	}
	// robots.txt, the page twice, and the second page once.
	if n := v.Stats().Requests; n != 4 || len(h.waited) != 3 {
		t.Errorf("%d requests, %d waits; want 4 and 3", n, len(h.waited))
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nbroken line\r\nConnection: close\r\n\r\n"+smallPage)
	}))
	s.StartTLS()
	defer s.Close()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	to := map[string]string{"example.com:443": s.Listener.Addr().String(), "other.test:443": s.Listener.Addr().String()}
	c = newCrawler(t, Options{ConnectTo: to, CA: ca})
	if p, err := fetch(c, "https://example.com/a"); err != nil || string(p.Body) != smallPage {
		t.Errorf("over TLS: %v", err)
	}
	c.turnOdd("other.test")
	if _, err := fetch(c, "https://other.test/a"); reasonIn(err) != sada.ReasonNetwork || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("wrong name: %v, want the certificate refused", err)
	}
}

func TestARobotsFileOfNoiseClosesNothing(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			_, _ = w.Write(bytes.Repeat([]byte("\x01\x02\x03\x04a"), 100))
			return
		}
		_, _ = w.Write([]byte(smallPage))
	})
	if _, err := fetch(local(t, Options{}, s.URL), s.URL+"/a"); err != nil {
		t.Errorf("the page behind it: %v", err)
	}
}

func FuzzHeadsAreCleaned(f *testing.F) {
	for _, s := range []string{
		"HTTP/1.1 200 OK\r\nbroken line\r\nA: b\r\n\r\nbody", "HTTP/1.1 103 X\r\nbad\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\n: x\n y\nA: b\n\n",
		"\r\n\r\n", "HTTP/1.1 200 OK\r\n folded\r\nA : b\r\nContent-Length: 1\r\n\r\n", "HTTP/1.1 1", "HTTP/1.1 200 OK\r\nA: \x00\r\n\r\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		head, err := cleanHead(bufio.NewReader(bytes.NewReader(b)))
		if err != nil {
			return
		}
		if len(head) > len(b) || len(head) > maxHead {
			t.Errorf("%d bytes of %d", len(head), len(b))
		}
		if r, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(head)), nil); err == nil {
			r.Body.Close()
		} else if badHead(err) && strings.Contains(err.Error(), "missing colon") {
			t.Errorf("%q of %q: %v", head, b, err)
		}
	})
}

func FuzzBodiesAreUnpackedWithinTheirBound(f *testing.F) {
	for _, name := range []string{"gzip", "zstd", "br", "deflate"} {
		var b bytes.Buffer
		switch name {
		case "gzip":
			w := gzip.NewWriter(&b)
			_, _ = w.Write([]byte("<html>texte</html>"))
			_ = w.Close()
		case "br":
			w := brotli.NewWriter(&b)
			_, _ = w.Write(bytes.Repeat([]byte("<p>texte</p>"), 50))
			_ = w.Close()
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte("x\x9c\x01\x02\x03"))
	f.Add([]byte("\x28\xb5\x2f\xfd\x00\x00"))
	c, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		const limit = 64 << 10
		out, cut, err := c.unpack(b, limit, nil)
		if len(out) > max(limit, len(b)) || cut && err != nil {
			t.Errorf("%d bytes, cut %v, %v", len(out), cut, err)
		}
	})
}
