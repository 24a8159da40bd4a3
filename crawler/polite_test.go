package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sada"
)

func TestRobotsAnswersDecideWhatIsAskedFor(t *testing.T) {
	cases := []struct {
		status int
		want   sada.Reason
	}{
		{200, sada.ReasonRobots}, {204, ""}, {301, ""}, {400, ""}, {401, ""}, {403, ""}, {404, ""}, {410, ""}, {451, ""},
		{429, sada.ReasonBusy}, {500, sada.ReasonServer}, {502, sada.ReasonServer}, {503, sada.ReasonBusy},
	}
	for _, c := range cases {
		pages := 0
		s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/robots.txt" {
				pages++
				_, _ = w.Write([]byte(smallPage))
				return
			}
			if c.status == 301 {
				w.Header().Set("Location", "/robots.txt?again")
			}
			w.WriteHeader(c.status)
			if c.status == 200 {
				_, _ = w.Write([]byte("User-agent: *\nDisallow: /closed"))
			}
		})
		h := newHands()
		cr := local(t, Options{Now: h.now, Wait: h.wait}, s.URL)
		_, err := fetch(cr, s.URL+"/closed/a")
		if reasonIn(err) != c.want || (pages == 0) != (c.want != "") {
			t.Errorf("robots.txt %d: %v, %d pages, want %q", c.status, err, pages, c.want)
		}
		if c.want != "" && c.status != 200 && !c.want.Temporary() {
			t.Errorf("robots.txt %d closes for good", c.status)
		}
	}
}

func TestRobotsIsReadAgainAfterADay(t *testing.T) {
	asked := 0
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			if asked++; asked > 1 {
				fmt.Fprint(w, "User-agent: sada\nDisallow: /")
			}
			return
		}
		_, _ = w.Write([]byte(smallPage))
	})
	h, m := newHands(), &memory{}
	o := Options{Now: h.now, Wait: h.wait, Hosts: m}
	for i, c := range []struct {
		forward time.Duration
		want    sada.Reason
		asked   int
	}{{0, "", 1}, {23 * time.Hour, "", 1}, {2 * time.Hour, sada.ReasonRobots, 2}} {
		h.forward(c.forward)
		// Another run of the program, with what the archive keeps.
		if _, err := fetch(local(t, o, s.URL), s.URL+"/a"); reasonIn(err) != c.want || asked != c.asked {
			t.Errorf("step %d: %v, robots.txt read %d times", i, err, asked)
		}
	}
}

func TestRobotsIsBoundedInSizeAndTime(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			_, _ = w.Write([]byte(smallPage))
			return
		}
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed\n")
		for range 4000 {
			fmt.Fprint(w, strings.Repeat("# long\n", 150))
		}
		fmt.Fprint(w, "Disallow: /\n")
	})
	m := &memory{}
	c := local(t, Options{Hosts: m}, s.URL)
	if _, err := fetch(c, s.URL+"/open"); err != nil {
		t.Errorf("open path: %v", err)
	}
	if _, err := fetch(c, s.URL+"/closed"); reasonIn(err) != sada.ReasonRobots {
		t.Errorf("closed path: %v", err)
	}
	if h, _ := m.Host(strings.TrimPrefix(s.URL, "http://")); len(h.Robots) > 512<<10 || h.RobotsStatus != 200 {
		t.Errorf("%d bytes kept, status %d", len(h.Robots), h.RobotsStatus)
	}
}

func TestRedirectsAreFollowedWithCare(t *testing.T) {
	seen := make(chan http.Header, 16)
	other := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /closed")
		default:
			seen <- r.Header.Clone()
			_, _ = w.Write([]byte(smallPage))
		}
	})
	n := 0
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		to := map[string]string{
			"/loop": "/loop2", "/loop2": "/loop", "/file": "file:///etc/passwd", "/js": "javascript:alert(1)", "/data": "data:text/html,x", "/gopher": "gopher://x/",
			"/private": "http://10.0.0.1/", "/meta": "http://169.254.169.254/latest/", "/user": "http://user:secret@127.0.0.1/", "/closed": other.URL + "/closed",
			"/other": other.URL + "/a", "/none": "",
		}
		if strings.HasPrefix(r.URL.Path, "/many") {
			n++
			http.Redirect(w, r, fmt.Sprintf("/many%d", n), http.StatusFound)
			return
		}
		next, ok := to[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
		w.Header().Set("Location", next)
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	at := strings.TrimPrefix(s.URL, "http://")
	c := newCrawler(t, Options{ConnectTo: map[string]string{"a.test:80": at, strings.TrimPrefix(other.URL, "http://"): strings.TrimPrefix(other.URL, "http://")}})
	for path, want := range map[string]sada.Reason{
		"/loop": sada.ReasonRedirect, "/many": sada.ReasonRedirect, "/file": sada.ReasonRedirect, "/js": sada.ReasonRedirect, "/data": sada.ReasonRedirect,
		"/gopher": sada.ReasonRedirect, "/private": sada.ReasonAddress, "/meta": sada.ReasonAddress, "/user": sada.ReasonRedirect, "/closed": sada.ReasonRobots,
		"/none": sada.ReasonRedirect,
	} {
		p, err := fetch(c, "http://a.test"+path)
		if reasonIn(err) != want || p == nil || len(p.Capture.Hops) == 0 {
			t.Errorf("%s: %v, want %s with its hop kept", path, err, want)
			continue
		}
		if s := fmt.Sprintf("%+v %v", p.Capture, err); strings.Contains(s, "secret") {
			t.Errorf("%s: a password is kept: %s", path, s)
		}
	}
	if n != DefaultLimits().Redirects+1 {
		t.Errorf("%d redirects were asked for", n)
	}
	if _, err := c.Visit().Fetch(context.Background(), Request{URL: "http://a.test/other", ETag: `"mine"`}); err != nil {
		t.Fatal(err)
	}
	h := <-seen
	for _, k := range []string{"Cookie", "Authorization", "If-None-Match", "Referer"} {
		if h.Get(k) != "" {
			t.Errorf("%s was sent to another origin: %q", k, h.Get(k))
		}
	}
}

func TestChallengesAreToldFromAnswers(t *testing.T) {
	cases := []struct {
		name   string
		status int
		header string
		body   string
		want   bool
	}{
		{"mitigated", 403, "Cf-Mitigated: challenge", "", true},
		{"mitigated as 200", 200, "Cf-Mitigated: challenge", smallPage, true},
		{"title 403", 403, "", "<title>Just a moment...</title>", true},
		{"title 503", 503, "", "<html><title>Just a moment...</title>", true},
		{"title 200", 200, "", "<html><title>Just a moment...</title>", true},
		{"attention", 403, "", "<title>Attention Required! | Cloudflare</title>", true},
		{"ddos-guard", 403, "Server: ddos-guard", "<title>DDoS-Guard</title>", true},
		{"incapsula", 200, "", `<html><iframe src="/_Incapsula_Resource?x=1">Incapsula incident ID: 1</iframe>`, true},
		{"ray and 403", 403, "Cf-Ray: 8a", "no", true},
		{"plain 403", 403, "", "<title>Forbidden</title>", false},
		{"plain 503 behind a cache", 503, "Cf-Ray: 8a", "<title>Maintenance</title>", false},
		{"article with such a title", 200, "", "<title>Just a moment in Marrakech</title>" + smallPage, false},
		{"page behind the same cache", 200, "Cf-Ray: 8a", smallPage + `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`, false},
		{"article on gatekeepers", 200, "", smallPage + "<p>DDoS-Guard est tombé.</p>", false},
	}
	for _, c := range cases {
		s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			if k, v, ok := strings.Cut(c.header, ": "); ok {
				w.Header().Set(k, v)
			}
			w.WriteHeader(c.status)
			fmt.Fprint(w, c.body)
		})
		p, err := fetch(local(t, Options{}, s.URL), s.URL+"/a")
		if got := errors.Is(err, sada.ErrChallenged); got != c.want || got != (reasonIn(err) == sada.ReasonChallenge) || p == nil {
			t.Errorf("%s: %v, want challenge %v", c.name, err, c.want)
		}
	}
}

func TestRetryAfterIsHonouredUpToADay(t *testing.T) {
	now := newHands().at
	for s, want := range map[string]time.Duration{
		"120": 2 * time.Minute, "1000000000": maxRetryAfter, "99999999999999999999": maxRetryAfter, "-5": 0, "0": 0, "": 0, "soon": 0,
		now.Add(time.Hour).Format(http.TimeFormat): time.Hour, now.Add(-time.Hour).Format(http.TimeFormat): 0,
		now.Add(1000 * time.Hour).Format(http.TimeFormat): maxRetryAfter,
	} {
		if got, _ := retryAfter(s, now); got != want {
			t.Errorf("Retry-After %q: %v, want %v", s, got, want)
		}
	}
}

func TestHostThatAskedToWaitIsLeftAlone(t *testing.T) {
	asked := 0
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		if asked++; asked == 1 {
			w.Header().Set("Retry-After", "600")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte(smallPage))
	})
	h, m := newHands(), &memory{}
	o := Options{Now: h.now, Wait: h.wait, Hosts: m}
	_, err := fetch(local(t, o, s.URL), s.URL+"/a")
	var f *Fault
	if !errors.As(err, &f) || f.Reason != sada.ReasonBusy || f.RetryAfter != 10*time.Minute {
		t.Fatalf("first: %v", err)
	}
	h.forward(5 * time.Minute)
	if _, err = fetch(local(t, o, s.URL), s.URL+"/a"); !errors.As(err, &f) || f.RetryAfter != 5*time.Minute || asked != 1 {
		t.Errorf("another run, half way: %v, %d requests", err, asked)
	}
	h.forward(5 * time.Minute)
	if _, err = fetch(local(t, o, s.URL), s.URL+"/a"); err != nil || asked != 2 {
		t.Errorf("when the time is over: %v", err)
	}
	if kept, _ := m.Host(strings.TrimPrefix(s.URL, "http://")); kept.Why != "" {
		t.Errorf("the host still waits: %q", kept.Why)
	}
}

func TestRequestsToOneHostKeepTheirDistance(t *testing.T) {
	h := newHands()
	var mu sync.Mutex
	var at []time.Time
	var together, most atomic.Int32
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), together.Add(1)))
		defer together.Add(-1)
		mu.Lock()
		at = append(at, h.now())
		mu.Unlock()
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 7\nDisallow: /x")
			return
		}
		_, _ = w.Write([]byte(smallPage))
	})
	c := local(t, Options{Now: h.now, Wait: h.wait, Delay: 2 * time.Second}, s.URL)
	var visits sync.WaitGroup
	for i := range 8 {
		visits.Go(func() {
			if _, err := fetch(c, fmt.Sprintf("%s/%d", s.URL, i)); err != nil {
				t.Error(err)
			}
		})
	}
	visits.Wait()
	if len(at) != 9 || most.Load() != 1 {
		t.Fatalf("%d requests, %d at once", len(at), most.Load())
	}
	for i := 2; i < len(at); i++ {
		if gap := at[i].Sub(at[i-1]); gap < 7*time.Second {
			t.Errorf("gap %d is %v, Crawl-delay 7", i, gap)
		}
	}
	if gap := at[1].Sub(at[0]); gap < 2*time.Second {
		t.Errorf("gap after robots.txt is %v", gap)
	}
}

func TestWaitingEndsWhenCancelled(t *testing.T) {
	s := newServer(t, nil)
	ctx, cancel := context.WithCancel(context.Background())
	c := local(t, Options{Delay: time.Hour, Wait: func(ctx context.Context, d time.Duration) error {
		cancel()
		return wait(ctx, d)
	}}, s.URL)
	if _, err := c.Visit().Fetch(ctx, Request{URL: s.URL + "/"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Fetch: %v, want cancelled", err)
	}
}

func TestNameAndPasswordAreRefusedAndNeverTold(t *testing.T) {
	c := newCrawler(t, Options{})
	p, err := fetch(c, "https://user:secret@example.org/")
	if reasonIn(err) != sada.ReasonAddress || p != nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("Fetch: %v", err)
	}
	for _, u := range []string{"file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "data:text/html,x", "", "http://a\r\nb/"} {
		if _, err := fetch(c, u); err == nil {
			t.Errorf("%q was read", u)
		}
	}
	if _, err := New(Options{UserAgent: "a\r\nX-Evil: 1"}); err == nil {
		t.Error("a user agent with a line end is taken")
	}
}
