package monitor

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
)

// bad are the ways in which a page may be no article and yet become one.
func bad(s *stand) map[string]http.HandlerFunc {
	page := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }
	}
	status := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(n) }
	}
	to := func(u string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", u)
			w.WriteHeader(http.StatusFound)
		}
	}
	var cards []story
	for n := range 12 {
		cards = append(cards, news(100+n, today))
	}
	s.does("/", page(list("", cards...)))
	return map[string]http.HandlerFunc{
		"not found":           status(http.StatusNotFound),
		"gone":                status(http.StatusGone),
		"sent to the home":    to(host + "/"),
		"sent in a circle":    to(host + "/tourne"),
		"sent to no address":  to("javascript:void(0)"),
		"a database error":    page("<html><head><title>Database Error</title></head><body><h1>Error establishing a database connection</h1></body></html>"),
		"not found in words":  page("<!doctype html><html lang=fr><head><title>Page introuvable</title></head><body><h1>404</h1><p>La page que vous cherchez n'existe pas.</p></body></html>"),
		"a shell of a script": page(`<!doctype html><html><head><title>App</title><script src="/app.js"></script></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>`),
		"nothing at all":      page(""),
		"a title and no text": page("<!doctype html><html lang=ar><head><title>خبر</title></head><body><article><h1>خبر عاجل من السوق</h1></article></body></html>"),
		"a picture": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write([]byte("\x89PNG\r\n\x1a\n"))
		},
		"a page of the reader": page(`<!doctype html><html lang=fr><head><title>Connexion</title></head><body><form action=/login method=post><h1>Connexion</h1><input name=user><input type=password name=pass><button>Se connecter</button></form></body></html>`),
	}
}

func TestAPageThatWasBadOnceIsAskedAgain(t *testing.T) {
	for name := range bad(newStand(t)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			answer := bad(s)[name]
			s.does("/tourne", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", host+news(1, today).path)
				w.WriteHeader(http.StatusFound)
			})
			a := news(1, time.Time{})
			a.closed = true
			s.publishes("/feed", a)
			s.does(a.path, answer)
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
			r.scheduled("kiosque")
			if n := len(r.records()); n != 0 {
				t.Fatalf("%d articles of a bad page", n)
			}
			s.took()
			r.clock.forward(5 * time.Minute)
			r.scheduled("kiosque")
			s.says(a.path, a.page())
			r.clock.forward(11 * time.Minute)
			if tally := r.scheduled("kiosque"); tally.Articles != 1 || tally.Waiting != 0 {
				t.Errorf("a quarter of an hour later: %+v", tally)
			}
			if left := r.leftOut("kiosque"); len(left) != 0 {
				t.Errorf("an article is still told as left out: %v", left)
			}
		})
	}
}

func TestAPageThatStaysBadIsAskedFourTimesAndKeepsItsReason(t *testing.T) {
	for _, name := range []string{"not found", "gone", "sent to the home", "a database error", "not found in words"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStand(t)
			a := news(1, today.Add(-time.Hour))
			a.closed = true
			s.publishes("/feed", a)
			s.does(a.path, bad(s)[name])
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
			var asked []time.Duration
			left := 0
			for range 200 {
				s.took()
				began := r.clock.now()
				tally := r.scheduled("kiosque")
				left += total(tally.LeftOut)
				if slices.Contains(s.took(), a.path) {
					asked = append(asked, began.Sub(today).Round(5*time.Minute))
				}
				if n := len(r.leftOut("kiosque")); n != 1 {
					t.Fatalf("%d left out after %v, want it told from the first time on", n, began.Sub(today))
				}
				r.clock.forward(10 * time.Minute)
			}
			want := []time.Duration{0, 20 * time.Minute, 70 * time.Minute, 370 * time.Minute}
			about := func(a, b time.Duration) int {
				if d := a - b; d > 10*time.Minute || d < -10*time.Minute {
					return 1
				}
				return 0
			}
			if slices.CompareFunc(asked, want, about) != 0 {
				t.Errorf("asked after %v, want about %v", asked, want)
			}
			if tally := r.scheduled("kiosque"); left != 1 || tally.Waiting != 0 {
				t.Errorf("left out %d times, %d waiting; want once and none", left, tally.Waiting)
			}
		})
	}
}

func TestWhatIsClosedOrForeignIsNotAskedAgain(t *testing.T) {
	s := newStand(t)
	closed := news(1, today)
	closed.path = "/prive/bulletin"
	s.publishes("/feed", closed, story{path: "http://elsewhere.test/a/une-autre-maison", title: "Ailleurs", published: today})
	s.does("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /prive/"))
	})
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	if tally := r.visits("kiosque"); tally.Waiting != 0 || total(tally.LeftOut) != 2 {
		t.Errorf("%+v, want both left out for good", tally)
	}
}

func TestAVisitByHandAsksWhatRestsAndWhatItPutBack(t *testing.T) {
	s := newStand(t)
	late, busy := news(1, time.Time{}), news(2, time.Time{})
	late.closed, busy.closed = true, true
	s.publishes("/feed", late, busy)
	for _, a := range []story{late} {
		s.fails(a.path, http.StatusNotFound)
	}
	s.does(busy.path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "50")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	r.visits("kiosque")
	asked := func(path string) (n int) {
		for _, p := range s.took() {
			if p == path {
				n++
			}
		}
		return n
	}
	if n := asked(busy.path); n != 1 {
		t.Errorf("a page behind a Retry-After was asked %d times in one visit, want once", n)
	}
	r.clock.forward(2 * time.Second)
	r.visits("kiosque")
	if all := s.took(); slices.Contains(all, busy.path) || slices.Contains(all, late.path) {
		t.Errorf("asked %v inside the Retry-After of the host", all)
	}
	r.clock.forward(time.Minute)
	s.says(late.path, late.page())
	s.says(busy.path, busy.page())
	if tally := r.visits("kiosque"); tally.Articles != 2 || tally.Failed != 0 || total(tally.LeftOut) != 0 {
		t.Errorf("when both are well: %+v", tally)
	}
}

func TestWhatAVisitByHandPutBackIsAskedOnceMoreAtItsEnd(t *testing.T) {
	s := newStand(t)
	var all []story
	for n := range 3 {
		a := news(n, time.Time{})
		a.closed = true
		all = append(all, a)
		asked := 0
		s.does(a.path, func(w http.ResponseWriter, _ *http.Request) {
			if asked++; asked == 1 {
				w.WriteHeader([]int{404, 500, 200}[n])
				return
			}
			_, _ = w.Write([]byte(a.page()))
		})
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	began := r.clock.now()
	if tally := r.visits("kiosque"); tally.Articles != 3 || tally.Failed != 0 || len(tally.LeftOut) != 0 {
		t.Errorf("%+v, want three articles", tally)
	}
	if took := r.clock.now().Sub(began); took > 30*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestDeadLinksDoNotHoldUpWhatIsNew(t *testing.T) {
	s := newStand(t)
	dead := make([]story, 300)
	for n := range dead {
		dead[n] = news(1000+n, today.Add(-time.Hour))
		dead[n].closed = true
	}
	s.publishes("/feed", dead...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	r.scheduled("kiosque")
	s.took()
	asked := map[string]int{}
	for visit := range 60 {
		r.clock.forward(10 * time.Minute)
		fresh := news(visit, r.clock.now())
		s.publishes("/feed", append([]story{fresh}, dead...)...)
		if tally := r.scheduled("kiosque"); tally.Articles != 1 || tally.Took > 5*time.Minute {
			t.Fatalf("visit %d: %+v", visit, tally)
		}
		pages := slices.DeleteFunc(s.took(), func(p string) bool { return p == "/feed" })
		if pages[0] != fresh.path {
			t.Fatalf("visit %d asked %s before %s", visit, pages[0], fresh.path)
		}
		for _, p := range pages {
			asked[p]++
		}
	}
	for _, a := range dead {
		if asked[a.path] > 3 || asked[a.path] == 0 {
			t.Fatalf("%s was asked %d times more", a.path, asked[a.path])
		}
	}
	if tally := r.scheduled("kiosque"); tally.Waiting != 0 {
		t.Errorf("%d still waiting after ten hours", tally.Waiting)
	}
}

func TestThePagesOfAHostThatRefusesRestAndThoseOfOthersGoOn(t *testing.T) {
	s := newStand(t)
	refuses := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }
	var all []story
	for n := range 20 {
		a := news(n, today.Add(-time.Hour))
		a.closed = true
		if n%2 == 0 {
			s.does("kiosque.test"+a.path, refuses)
		} else {
			a.path = "http://www.kiosque.test" + a.path
			s.says("www.kiosque.test"+strings.TrimPrefix(a.path, "http://www.kiosque.test"), a.page())
		}
		all = append(all, a)
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	if tally := r.scheduled("kiosque"); tally.Articles != 10 || tally.Failed != patience || tally.Reason != sada.ReasonRefused {
		t.Errorf("the first visit: %+v, want the ten pages of the host that answers", tally)
	}
	s.took()
	late := news(50, today)
	late.closed = true
	s.does("kiosque.test"+late.path, refuses)
	s.publishes("/feed", append(all, late)...)
	asked := map[string]int{}
	var at []string
	for range 18 { // three hours
		r.clock.forward(10 * time.Minute)
		r.scheduled("kiosque")
		for _, p := range s.took() {
			if p != "/feed" {
				asked[p]++
				at = append(at, fmt.Sprint(r.clock.now().Sub(today).Round(time.Minute)))
			}
		}
	}
	if len(at) > 3*patience {
		t.Errorf("pages of a host that refuses were asked after %v, want three at a time with growing rests", at)
	}
	s.took()
	if r.visits("kiosque"); len(s.took()) < 2 {
		t.Error("a person's visit asks none of what rests")
	}
	for _, a := range append(all, late) {
		if !strings.HasPrefix(a.path, "http") {
			s.says("kiosque.test"+a.path, a.page())
		}
	}
	r.clock.forward(7 * time.Hour)
	r.scheduled("kiosque")
	r.clock.forward(7 * time.Hour)
	if r.scheduled("kiosque"); len(r.records()) != 21 {
		t.Errorf("%d articles when the host is well again, want 21", len(r.records()))
	}
}

func TestEndpointsThatAreClosedByThemselvesDoNotEndAVisit(t *testing.T) {
	for name, status := range map[string]int{"unauthorized": 401, "forbidden": 403, "broken": 500} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			closed := []string{"/wp-json/wp/v2/posts", "/sitemap.xml", "/plan.xml", "/eau"}
			for _, p := range closed {
				s.fails(p, status)
			}
			s.publishes("/feed", news(1, today.Add(-time.Hour)), news(2, today.Add(-time.Hour)))
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/sitemap.xml"), at(sada.Feed, "/plan.xml"), at(sada.Feed, "/eau"),
				at(sada.Feed, "/feed"), at(sada.REST, closed[0]), at(sada.Section, "/eau"), at(sada.Section, "/terre"))))
			for n := range 2 {
				if tally := r.visits("kiosque"); tally.Articles != 2*(1-n) || tally.Reason != "" {
					t.Errorf("visit %d: %+v", n+1, tally)
				}
			}
		})
	}
}

func TestAnOutletThatRefusesEverywhereIsLeftAlone(t *testing.T) {
	s := newStand(t)
	var ways []sada.Endpoint
	for n := range 9 {
		p := fmt.Sprintf("/rubrique-%d", n)
		s.fails(p, http.StatusForbidden)
		kind := sada.Section
		if n < 2 {
			kind = sada.Feed
		}
		ways = append(ways, at(kind, p))
	}
	r := newRoom(t, s, settings(nil, kiosque(ways...)))
	tally := r.visits("kiosque")
	if n := len(s.took()); tally.Reason != sada.ReasonRefused || n > patience {
		t.Errorf("%d requests: %+v, want three", n, tally)
	}
}

func TestPagesThatFailForGoodDoNotHoldUpTheOthers(t *testing.T) {
	for _, byHand := range []bool{true, false} {
		s := newStand(t)
		var all []story
		for n := range 8 {
			a := news(n, today.Add(-time.Hour))
			if n < 2*patience {
				a.closed = true
				s.fails(a.path, http.StatusInternalServerError)
			}
			all = append(all, a)
		}
		s.publishes("/feed", all...)
		r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
		visits := 0
		for ; visits < 4 && len(r.records()) < 2; visits++ {
			if byHand {
				r.visits("kiosque")
			} else {
				r.scheduled("kiosque")
				r.clock.forward(65 * time.Minute)
			}
		}
		if n := len(r.records()); n != 2 || visits > 3 {
			t.Errorf("by hand %v: %d articles after %d visits, want two within three", byHand, n, visits)
		}
	}
}

func TestAPageThatComesEndsTheRestOfItsHost(t *testing.T) {
	s := newStand(t)
	var all []story
	for n := range 30 {
		a := news(n, today.Add(-time.Hour))
		a.closed = true
		s.fails(a.path, http.StatusForbidden)
		all = append(all, a)
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	r.scheduled("kiosque")
	for _, a := range all {
		s.says(a.path, a.page())
	}
	r.clock.forward(31 * time.Minute)
	if tally := r.scheduled("kiosque"); tally.Articles != 30 {
		t.Errorf("%+v, want all that rested", tally)
	}
}
