package kiosk

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// visitor is a client that reaches every outlet of a stand by its own name.
func visitor(t *testing.T, s *Stand) *http.Client {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(s.CA()) {
		t.Fatal("the authority's certificate cannot be read")
	}
	to := s.ConnectTo()
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: pool},
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, to[address])
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func get(t *testing.T, c *http.Client, url string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

func TestTheStandHoldsTheEventAndMuchElse(t *testing.T) {
	s := open(t)
	kinds, others := map[string]int{}, 0
	for _, i := range s.items {
		if i.event {
			kinds[i.kind+" "+i.lang]++
		} else {
			others++
		}
	}
	if kinds["article ar"] != 7 || kinds["article fr"] != 2 || kinds["video ar"]+kinds["video fr"] != 5 || kinds["post ar"] != 1 {
		t.Errorf("the event has %v, want 7 articles in Arabic, 2 in French, 5 videos and 1 post", kinds)
	}
	if others < 150 {
		t.Errorf("%d others around it, want at least 150", others)
	}
	if got := len(s.Expected()); got != 15 {
		t.Errorf("%d addresses expected, want 15", got)
	}
}

func TestEveryItemIsAtItsAddressAndAtThatOfItsFeed(t *testing.T) {
	s := open(t)
	s.NextRound()
	c := visitor(t, s)
	for _, i := range s.items {
		for _, u := range []string{i.url(), i.link()} {
			answer, _ := get(t, c, u)
			moved := i.accident == "redirect" && u == i.link()
			if answer.StatusCode == http.StatusOK && !moved || answer.StatusCode == http.StatusMovedPermanently && moved {
				continue
			}
			t.Errorf("%s: %s", u, answer.Status)
		}
	}
}

func TestEveryWayOfTheSettingsAnswers(t *testing.T) {
	s := open(t)
	s.NextRound()
	c := visitor(t, s)
	for _, o := range s.outlets {
		for _, w := range o.ways {
			answer, body := get(t, c, "https://"+o.host+w.path)
			want := http.StatusOK
			if o.refuses == "challenge" {
				want = http.StatusForbidden
			}
			if answer.StatusCode != want || body == "" {
				t.Errorf("%s%s: %s, want %d", o.host, w.path, answer.Status, want)
			}
			if tag := answer.Header.Get("ETag"); want == http.StatusOK {
				if again, _ := get(t, c, "https://"+o.host+w.path, "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
					t.Errorf("%s%s asked again: %s, want 304", o.host, w.path, again.Status)
				}
			}
		}
	}
}

func TestWhatIsHardToReachIsReachedByOneWayOnly(t *testing.T) {
	s := open(t)
	c := visitor(t, s)
	for _, test := range []struct{ accident, by string }{
		{"sitemap-only", "/arc/outboundfeeds/sitemap/category/politique/?outputType=xml"},
		{"section-page-2", "/ar/actualites/politique?page=1"},
	} {
		for _, i := range s.items {
			if i.accident != test.accident {
				continue
			}
			for _, w := range append(i.outlet.ways, way{path: test.by}) {
				_, body := get(t, c, "https://"+i.outlet.host+w.path)
				path := strings.TrimPrefix(i.url(), "https://"+i.outlet.host)
				if holds := strings.Contains(body, path); holds != (w.path == test.by) {
					t.Errorf("%s: %s holds it: %v", test.accident, w.path, holds)
				}
			}
		}
	}
}

func TestTheTiredOutletIsWellInTheSecondRound(t *testing.T) {
	s := open(t)
	c := visitor(t, s)
	answer, _ := get(t, c, "https://www.refus-503.kiosk.test/feed/")
	if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") == "" {
		t.Errorf("first round: %s, Retry-After %q; want 503 and when to come back", answer.Status, answer.Header.Get("Retry-After"))
	}
	s.NextRound()
	if answer, _ := get(t, c, "https://www.refus-503.kiosk.test/feed/"); answer.StatusCode != http.StatusOK {
		t.Errorf("second round: %s, want 200", answer.Status)
	}
}
