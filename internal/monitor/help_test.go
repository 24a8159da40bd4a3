package monitor

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sada"
	"sada/crawler"
	"sada/store"
)

// hands is a clock that moves by being moved, and by waiting.
type hands struct {
	mu sync.Mutex
	at time.Time
}

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
	h.forward(d)
	return ctx.Err()
}

// today is when the tests take place: the fourth day of the news they read.
var today = time.Date(2022, 11, 4, 8, 0, 0, 0, time.UTC)

// stand is an outlet on loopback: what it answers can be changed while it stands.
type stand struct {
	mu      sync.Mutex
	answers map[string]http.HandlerFunc
	asked   []string
	server  *httptest.Server
}

func newStand(t *testing.T) *stand {
	t.Helper()
	s := &stand{answers: map[string]http.HandlerFunc{}}
	s.server = httptest.NewServer(s)
	t.Cleanup(s.server.Close)
	return s
}

func (s *stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	at := r.URL.RequestURI()
	answer := s.answers[r.Host+at]
	if answer == nil {
		answer = s.answers[at]
	}
	if at != "/robots.txt" {
		s.asked = append(s.asked, at)
	}
	s.mu.Unlock()
	if answer == nil {
		http.NotFound(w, r)
		return
	}
	answer(w, r)
}

func (s *stand) does(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[path] = h
}

// says answers with a body and its validator.
func (s *stand) says(path, body string) {
	tag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(body)))
	s.does(path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write([]byte(body))
	})
}

func (s *stand) fails(path string, status int, header ...string) {
	s.does(path, func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	})
}

// took returns what was asked since the last call, robots.txt aside.
func (s *stand) took() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.asked
	s.asked = nil
	return all
}

// story is an article of a stand.
type story struct {
	path, title, text string
	published         time.Time // zero: no date anywhere
	modified          time.Time
	canonical, image  string
	closed            bool // its page is not served
}

const host = "http://kiosque.test"

const filler = "Le barrage de la vallée est rempli aux deux tiers, dit la régie des eaux dans son bulletin de la semaine. " +
	"Les canaux ont été curés avant les pluies et les jardins du quartier sont arrosés le soir, deux fois par semaine. " +
	"La commune publie les relevés sur un panneau devant le marché, où chacun peut les lire et poser ses questions. "

func (a story) page() string {
	head := "<title>" + a.title + `</title><meta property="og:type" content="article"><meta property="og:title" content="` + a.title + `">`
	if !a.published.IsZero() {
		head += `<meta property="article:published_time" content="` + a.published.Format(time.RFC3339) + `">`
	}
	if a.canonical != "" {
		head += `<link rel="canonical" href="` + a.canonical + `">`
	}
	if a.image != "" {
		head += `<meta property="og:image" content="` + a.image + `">`
	}
	return `<!doctype html><html lang="fr"><head>` + head + `</head><body><article><h1>` + a.title + "</h1><p>" + a.text + "</p><p>" + filler + "</p><p>" + filler + "</p></article></body></html>"
}

// publishes serves stories and lists them in an Atom feed.
func (s *stand) publishes(feed string, stories ...story) { s.says(feed, s.atom(stories...)) }

// atom serves stories and returns the Atom feed that lists them.
func (s *stand) atom(stories ...story) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Kiosque</title><id>urn:k</id>`)
	for _, a := range stories {
		at := a.path
		if strings.HasPrefix(at, "/") {
			at = host + at
			if !a.closed {
				s.says(a.path, a.page())
			}
		}
		fmt.Fprintf(&b, `<entry><title>%s</title><link href="%s"/><id>%s</id>`, a.title, strings.ReplaceAll(at, "&", "&amp;"), a.path)
		if !a.published.IsZero() {
			fmt.Fprintf(&b, "<published>%s</published>", a.published.Format(time.RFC3339))
		}
		if m := latest(a.published, a.modified); !m.IsZero() {
			fmt.Fprintf(&b, "<updated>%s</updated>", m.Format(time.RFC3339))
		}
		b.WriteString("</entry>")
	}
	return b.String() + "</feed>"
}

// list is a section page of stories with the address of the next one.
func list(next string, stories ...story) string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="fr"><head><title>Section</title>`)
	if next != "" {
		b.WriteString(`<link rel="next" href="` + next + `">`)
	}
	b.WriteString("</head><body><main>")
	for _, a := range stories {
		fmt.Fprintf(&b, `<article><h2><a href="%s">%s</a></h2>`, a.path, a.title)
		if !a.published.IsZero() {
			fmt.Fprintf(&b, `<time datetime="%s">%s</time>`, a.published.Format(time.RFC3339), a.published.Format(time.DateOnly))
		}
		b.WriteString("</article>")
	}
	return b.String() + "</main></body></html>"
}

func news(n int, at time.Time) story {
	return story{path: fmt.Sprintf("/actualite/le-bulletin-des-eaux-numero-%d", n), title: fmt.Sprintf("Le bulletin des eaux, numéro %d", n), text: fmt.Sprintf("C'est le bulletin numéro %d.", n), published: at}
}

// room is a monitor over a real archive and a real crawler, with a clock of its own.
type room struct {
	*Monitor
	t     *testing.T
	db    *store.DB
	clock *hands
	free  uint64
}

func kiosque(endpoints ...sada.Endpoint) sada.Source {
	return sada.Source{ID: "kiosque", Name: sada.Names{"fr": "Kiosque"}, Home: host + "/", Profile: sada.Generic, Schedule: "*/10 * * * *", Endpoints: endpoints}
}

func at(kind sada.EndpointKind, path string) sada.Endpoint {
	return sada.Endpoint{Kind: kind, URL: host + path}
}

func settings(events []sada.Event, sources ...sada.Source) Settings {
	return Settings{Sources: sources, Events: events}
}

// marrakech is an event about open government.
func marrakech() []sada.Event {
	return []sada.Event{{ID: "marrakech", From: "2022-10-25", Until: "2022-11-10", Query: `"gouvernement ouvert"`, Sources: []string{sada.AllSources}}}
}

func newRoom(t *testing.T, s *stand, set Settings) *room {
	t.Helper()
	r := &room{t: t, clock: &hands{at: today}, free: 1 << 40}
	db, err := store.Open(filepath.Join(t.TempDir(), "a"), store.Options{
		Now: r.clock.now, Make: true, KeepPages: 7 * 24 * time.Hour, KeepText: 400 * 24 * time.Hour,
		Disk: func(string) (uint64, uint64, error) { return r.free, 1 << 41, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	r.db = db
	if r.Monitor, err = New(Options{Store: db, Crawler: r.crawler(s), Settings: set, Now: r.clock.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		if err := db.Check(context.Background()); err != nil {
			t.Errorf("the archive after the test: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func (r *room) crawler(s *stand) *crawler.Crawler {
	to := map[string]string{}
	for _, h := range []string{"kiosque.test:80", "www.kiosque.test:80", "revue.test:80", "images.test:80"} {
		to[h] = s.server.Listener.Addr().String()
	}
	c, err := crawler.New(crawler.Options{ConnectTo: to, Hosts: r.db, Now: r.clock.now, Wait: r.clock.wait})
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// visits makes one visit that must not fail.
func (r *room) visits(source string) sada.Tally {
	r.t.Helper()
	tally, err := r.Visit(context.Background(), source, nil)
	if err != nil {
		r.t.Fatalf("visiting %s: %v", source, err)
	}
	return tally
}

// records lists the articles of the archive, by title.
func (r *room) records() map[string]sada.Record {
	r.t.Helper()
	all := map[string]sada.Record{}
	if err := r.db.Records(func(x sada.Record) error {
		if _, twice := all[x.Title]; twice {
			r.t.Errorf("%q is kept twice", x.Title)
		}
		all[x.Title] = x
		return nil
	}); err != nil {
		r.t.Fatal(err)
	}
	return all
}

func (r *room) clippings(event string) []sada.Clipping {
	r.t.Helper()
	var all []sada.Clipping
	if err := r.db.Clippings(event, func(c sada.Clipping) error {
		all = append(all, c)
		return nil
	}); err != nil {
		r.t.Fatal(err)
	}
	return all
}

// leftOut lists "path reason" of what was left out of a source.
func (r *room) leftOut(source string) []string {
	r.t.Helper()
	var all []string
	if err := r.db.LeftOut(source, func(s store.Seen) error {
		all = append(all, strings.TrimPrefix(s.URL, host)+" "+string(s.Reason))
		return nil
	}); err != nil {
		r.t.Fatal(err)
	}
	slices.Sort(all)
	return all
}

// putting is a verdict that puts clippings as they are.
func putting(c ...sada.Clipping) func(store.Prior) store.Verdict {
	return func(store.Prior) store.Verdict { return store.Verdict{Clippings: c} }
}
