package crawler

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sada"
)

func TestNoRedirectLeavesTLS(t *testing.T) {
	plain := 0
	p := newServer(t, nil)
	p.count = &plain
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, "http://example.com/a", http.StatusMovedPermanently)
	}))
	defer s.Close()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	c := newCrawler(t, Options{CA: ca, ConnectTo: map[string]string{
		"example.com:443": s.Listener.Addr().String(), "example.com:80": strings.TrimPrefix(p.URL, "http://"),
	}})
	page, err := fetch(c, "https://example.com/a")
	if reasonIn(err) != sada.ReasonRedirect || plain != 0 || len(page.Capture.Hops) != 1 {
		t.Errorf("Fetch: %v, %d plain requests", err, plain)
	}
}

func TestAGateOfAWSIsKnownByItsHeader(t *testing.T) {
	for _, status := range []int{http.StatusAccepted, http.StatusMethodNotAllowed} {
		s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("X-Amzn-Waf-Action", "challenge")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, smallPage)
		})
		if _, err := fetch(local(t, Options{}, s.URL), s.URL+"/a"); reasonIn(err) != sada.ReasonChallenge {
			t.Errorf("status %d: %v, want a challenge", status, err)
		}
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, smallPage) }))
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	c := newCrawler(t, Options{CA: ca, ConnectTo: map[string]string{"example.com:443": s.Listener.Addr().String()}})
	if _, err := fetch(c, "https://example.com/a"); reasonIn(err) != sada.ReasonNetwork {
		t.Errorf("Fetch: %v, want a network fault", err)
	}
}

func TestCookiesAreNeverSentBack(t *testing.T) {
	var sent []string
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.Header.Values("Cookie")...)
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1", Path: "/"})
		_, _ = w.Write([]byte(smallPage))
	})
	v := local(t, Options{}, s.URL).Visit()
	for range 3 {
		if _, err := v.Fetch(context.Background(), Request{URL: s.URL + "/a"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(sent) != 0 {
		t.Errorf("cookies were sent back: %v", sent)
	}
}

func TestFaultsOfNamesAreTemporaryAndTold(t *testing.T) {
	cases := []struct {
		name   string
		err    error
		detail string
	}{
		{"no such name", &net.DNSError{Err: "no such host", Name: "outlet.test", IsNotFound: true}, "no such host"},
		{"the resolver fails", &net.DNSError{Err: "server misbehaving", Name: "outlet.test", IsTemporary: true}, "name could not be resolved"},
		{"the resolver is silent", &net.DNSError{Err: "i/o timeout", Name: "outlet.test", IsTimeout: true}, "name could not be resolved"},
	}
	for _, c := range cases {
		f := classify(context.Background(), fmt.Errorf("dialling: %w", c.err))
		if f.Reason != sada.ReasonNetwork || f.Detail != c.detail || !f.Reason.Temporary() {
			t.Errorf("%s: %v, want network: %s", c.name, f, c.detail)
		}
	}
}

// TestOneBadHostOfFiftyHoldsNobodyUp asks fifty outlets at once, one of which
// answers only with errors.
func TestOneBadHostOfFiftyHoldsNobodyUp(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.Host, "bad") {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(smallPage))
	})
	to := map[string]string{"bad.test:80": strings.TrimPrefix(s.URL, "http://")}
	for i := range 49 {
		to[fmt.Sprintf("outlet%d.test:80", i)] = strings.TrimPrefix(s.URL, "http://")
	}
	c := newCrawler(t, Options{ConnectTo: to})
	results := make(chan error, len(to))
	for host := range to {
		go func() {
			_, err := fetch(c, "http://"+strings.TrimSuffix(host, ":80")+"/a")
			if strings.HasPrefix(host, "bad") {
				if reasonIn(err) != sada.ReasonServer {
					t.Errorf("the bad host: %v, want server", err)
				}
				err = nil
			}
			results <- err
		}()
	}
	for range to {
		if err := <-results; err != nil {
			t.Errorf("a host beside the bad one: %v", err)
		}
	}
}
