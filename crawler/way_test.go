package crawler

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sada"
)

// web is a few hosts on one loopback server, plain and over TLS. A step says
// what is answered to "https://host/path" by what the Cookie header holds.
type web struct {
	*Crawler
	mu    sync.Mutex
	asked []string
}

// step answers one address: a status, where to, what is set. Without a status
// the page is served; with needs, only to a request with that cookie, and the
// redirect stands for all others.
type step struct {
	to    string
	set   []string
	needs string
	code  int
}

func newWeb(t *testing.T, steps map[string]step, hosts ...string) *web {
	t.Helper()
	w := &web{}
	answer := http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		scheme := "http://"
		if r.TLS != nil {
			scheme = "https://"
		}
		u := scheme + r.Host + r.URL.RequestURI()
		s, known := steps[u]
		if r.URL.Path == "/robots.txt" && !known {
			http.NotFound(out, r)
			return
		}
		w.mu.Lock()
		w.asked = append(w.asked, strings.TrimSpace(u+" "+r.Header.Get("Cookie")))
		w.mu.Unlock()
		for _, c := range s.set {
			out.Header().Add("Set-Cookie", c)
		}
		if !known {
			http.NotFound(out, r)
			return
		}
		if s.to != "" && (s.needs == "" || !strings.Contains(r.Header.Get("Cookie"), s.needs)) {
			out.Header().Set("Location", s.to)
			out.WriteHeader(max(s.code, http.StatusFound))
			return
		}
		_, _ = out.Write([]byte(smallPage))
	})
	plain := httptest.NewServer(answer)
	t.Cleanup(plain.Close)
	certificate, authority := certified(t, hosts)
	secured := httptest.NewUnstartedServer(answer)
	secured.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	secured.StartTLS()
	t.Cleanup(secured.Close)
	to := map[string]string{}
	for _, h := range hosts {
		to[h+":80"], to[h+":443"] = plain.Listener.Addr().String(), secured.Listener.Addr().String()
	}
	clock := newHands()
	w.Crawler = newCrawler(t, Options{CA: authority, ConnectTo: to, Now: clock.now, Wait: clock.wait})
	return w
}

// certified makes a certificate for the hosts, good in November 2026, and the
// authority to trust for it.
func certified(t *testing.T, hosts []string) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: hosts, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

const (
	paper   = "gazette.test"
	consent = "accord.gazette.test"
	foreign = "ailleurs.test"
)

func TestTheWayBackFromPlainHTTPIsAskedByTLS(t *testing.T) {
	const a = "https://" + paper + "/a"
	cases := []struct {
		name   string
		steps  map[string]step
		reason sada.Reason
		final  string
	}{
		{"down and up with another slash", map[string]step{a: {to: "http://" + paper + "/a/"}, a + "/": {}}, "", a + "/"},
		{"down to another path", map[string]step{a: {to: "http://" + paper + "/b?x=1", code: 301}, "https://" + paper + "/b?x=1": {}}, "", "https://" + paper + "/b?x=1"},
		{"down twice", map[string]step{a: {to: "http://" + paper + "/b"}, "https://" + paper + "/b": {to: "http://" + paper + "/c", code: 308}, "https://" + paper + "/c": {}}, "", "https://" + paper + "/c"},
		{"the port of plain written out", map[string]step{a: {to: "http://" + paper + ":80/b"}, "https://" + paper + "/b": {}}, "", "https://" + paper + "/b"},
		{"down to the host with www", map[string]step{a: {to: "http://www." + paper + "/a"}, "https://www." + paper + "/a": {}}, "", "https://www." + paper + "/a"},
		{"back from another host in plain", map[string]step{a: {to: "https://" + foreign + "/ok"}, "https://" + foreign + "/ok": {to: "http://" + paper + "/b"}, "https://" + paper + "/b": {}}, "", "https://" + paper + "/b"},
		{"plain to begin with, then up, then down", map[string]step{"http://" + paper + "/a": {to: a}, a: {to: "http://" + paper + "/b"}, "https://" + paper + "/b": {}}, "", "https://" + paper + "/b"},
		{"down to itself for ever", map[string]step{a: {to: "http://" + paper + "/a"}}, sada.ReasonRedirect, a},
		{"down to another outlet", map[string]step{a: {to: "http://" + foreign + "/a"}, "https://" + foreign + "/a": {}}, sada.ReasonRedirect, a},
		{"down to a port of its own", map[string]step{a: {to: "http://" + paper + ":8080/a"}}, sada.ReasonRedirect, a},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t, c.steps, paper, "www."+paper, foreign)
			start := a
			if _, plain := c.steps["http://"+paper+"/a"]; plain {
				start = "http://" + paper + "/a"
			}
			page, err := fetch(w.Crawler, start)
			if reasonIn(err) != c.reason || page.Capture.FinalURL != c.final {
				t.Errorf("read %s: %v; want %s, %q", page.Capture.FinalURL, err, c.final, c.reason)
			}
			if c.reason != "" && !strings.Contains(err.Error(), "from https to http") {
				t.Errorf("it is told as %v", err)
			}
			for _, u := range w.asked {
				if strings.HasPrefix(u, "http:") && u != start {
					t.Errorf("%s was asked in plain", u)
				}
			}
		})
	}
}

func TestCookiesLiveForTheHopsOfOneFetch(t *testing.T) {
	const (
		a   = "https://" + paper + "/a"
		set = "https://" + paper + "/set"
		ok  = "https://" + consent + "/ok"
	)
	big := "v=" + strings.Repeat("x", maxCookie)
	var many []string
	for i := range 2 * maxCookies {
		many = append(many, fmt.Sprintf("c%d=1", i))
	}
	cases := []struct {
		name  string
		steps map[string]step
		want  bool   // the page is read
		sent  string // by the last request
	}{
		{"a redirect to itself", map[string]step{a: {to: a, set: []string{"v=1; Path=/"}, needs: "v=1"}}, true, "v=1"},
		{"by a check of cookies", map[string]step{a: {to: set, needs: "v=1"}, set: {to: a, set: []string{"v=1; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"}}}, true, "v=1"},
		{"by a host of the same site, set for the site", map[string]step{a: {to: ok, needs: "v=1"}, ok: {to: a, set: []string{"v=1; Path=/; Domain=" + paper}}}, true, "v=1"},
		{"by a host of the same site, with a dot before the domain", map[string]step{a: {to: ok, needs: "v=1"}, ok: {to: a, set: []string{"v=1; path=/; domain=." + paper}}}, true, "v=1"},
		{"by a foreign host that hands a token back", map[string]step{
			a: {to: "https://" + foreign + "/ok", needs: "v=1"}, "https://" + foreign + "/ok": {to: set + "?t=1", set: []string{"own=1"}},
			set + "?t=1": {to: a, set: []string{"v=1; Path=/"}},
		}, true, "v=1"},
		{"an expiry to come", map[string]step{a: {to: a, set: []string{"v=1; Expires=Wed, 25 Nov 2026 08:00:00 GMT"}, needs: "v=1"}}, true, "v=1"},
		{"two cookies", map[string]step{a: {to: a, set: []string{"v=1", `w="2"`}, needs: "v=1"}}, true, `v=1; w="2"`},
		{"set over plain http on the way up", map[string]step{"http://" + paper + "/a": {to: a, set: []string{"v=1; Path=/"}}, a: {to: "https://" + paper + "/no", needs: "v=1"}}, true, "v=1"},

		{"a foreign host sets one for us", map[string]step{a: {to: "https://" + foreign + "/ok", needs: "v=1"}, "https://" + foreign + "/ok": {to: a, set: []string{"v=1; Path=/; Domain=" + paper}}}, false, ""},
		{"a sister host keeps its own", map[string]step{a: {to: ok, needs: "v=1"}, ok: {to: a, set: []string{"v=1; Path=/"}}}, false, ""},
		{"set for a public suffix", map[string]step{a: {to: ok, needs: "v=1"}, ok: {to: a, set: []string{"v=1; Path=/; Domain=test"}}}, false, ""},
		{"of another path", map[string]step{a: {to: set, needs: "v=1"}, set: {to: a, set: []string{"v=1; Path=/set"}}}, false, ""},
		{"expired when it is set", map[string]step{a: {to: a, set: []string{"v=1; Expires=Mon, 23 Nov 2026 08:00:00 GMT"}, needs: "v=1"}}, false, ""},
		{"Max-Age nought", map[string]step{a: {to: a, set: []string{"v=1; Max-Age=0"}, needs: "v=1"}}, false, ""},
		{"larger than a browser keeps", map[string]step{a: {to: a, set: []string{big}, needs: "v="}}, false, ""},
		{"the one after too many", map[string]step{a: {to: a, set: append(slices.Clone(many), "v=1"), needs: "v=1"}}, false, ""},
		{"a new one each time", map[string]step{a: {to: a, set: []string{"n=1"}, needs: "v=1"}}, false, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWeb(t, c.steps, paper, consent, foreign)
			start := a
			if _, plain := c.steps["http://"+paper+"/a"]; plain {
				start = "http://" + paper + "/a"
			}
			_, err := fetch(w.Crawler, start)
			if read := err == nil; read != c.want || !read && reasonIn(err) != sada.ReasonRedirect {
				t.Fatalf("read: %v, %v; asked %q", read, err, w.asked)
			}
			if _, sent, _ := strings.Cut(w.asked[len(w.asked)-1], " "); c.want && sent != c.sent {
				t.Errorf("the last request sent %q, want %q", sent, c.sent)
			}
		})
	}
}

func TestCookiesReachNoOtherHostAndNoLaterFetch(t *testing.T) {
	steps := map[string]step{
		"https://" + paper + "/a":          {to: "https://" + foreign + "/b", set: []string{"mine=1", "site=1; Domain=" + paper, "tls=1; Secure"}},
		"https://" + foreign + "/b":        {to: "https://" + consent + "/c"},
		"https://" + consent + "/c":        {to: "https://" + paper + ".evil.test/d"},
		"https://gazette.test.evil.test/d": {},
		"http://" + paper + "/e":           {to: "http://" + paper + "/f", set: []string{"tls=1; Secure; Path=/", "plain=1"}},
		"http://" + paper + "/f":           {},
		"https://" + paper + "/g":          {},
	}
	w := newWeb(t, steps, paper, consent, foreign, paper+".evil.test")
	v := w.Visit()
	for _, u := range []string{"https://" + paper + "/a", "http://" + paper + "/e", "https://" + paper + "/g"} {
		if _, err := v.Fetch(context.Background(), Request{URL: u}); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"https://gazette.test/a", "https://ailleurs.test/b", "https://accord.gazette.test/c site=1", "https://gazette.test.evil.test/d",
		"http://gazette.test/e", "http://gazette.test/f plain=1", "https://gazette.test/g",
	}
	if !slices.Equal(w.asked, want) {
		t.Errorf("asked\n%s\nwant\n%s", strings.Join(w.asked, "\n"), strings.Join(want, "\n"))
	}
}

func TestRobotsThatGoesDownAndUpIsRead(t *testing.T) {
	const a = "https://" + paper + "/a"
	w := newWeb(t, map[string]step{
		a: {}, "https://" + paper + "/robots.txt": {to: "http://" + paper + "/robots.txt/"}, "https://" + paper + "/robots.txt/": {},
	}, paper)
	page, err := fetch(w.Crawler, a)
	if err != nil || page.Capture.Robots != robotsAllowed {
		t.Errorf("Fetch: %v, robots %q", err, page.Capture.Robots)
	}
	for _, u := range w.asked {
		if strings.HasPrefix(u, "http:") {
			t.Errorf("%s was asked in plain", u)
		}
	}
}
