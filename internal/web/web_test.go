package web

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/crawler"
	"sada/internal/kiosk"
	"sada/internal/monitor"
	"sada/internal/office"
	"sada/store"
)

// event is an event that one imported page answers.
var event = sada.Event{ID: "e", Title: sada.Names{"fr": "É"}, Query: "guichet", Sources: []string{sada.AllSources}}

// page is a saved page that answers it.
const page = `<html lang="fr"><head><title>Un guichet pour tous</title><meta property="article:published_time" content="2022-11-02T10:00:00+01:00"></head>
<body><article><h1>Un guichet pour tous</h1><p>La commune a ouvert mardi un guichet unique, où les habitants déposent leurs demandes en une seule fois et les suivent jusqu'au bout.</p>
<p>Trois agents y travaillent, et deux autres les rejoindront avant la fin du mois, assure le service de presse.</p></article></body></html>`

// open wires a handler around a new archive and a stand.
func open(t *testing.T, sources ...sada.Source) *Handler {
	t.Helper()
	stand, err := kiosk.Open(kiosk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stand.Close() })
	db, err := store.Open(filepath.Join(t.TempDir(), "archive"), store.Options{Make: true})
	if err != nil {
		t.Fatal(err)
	}
	web, err := crawler.New(crawler.Options{CA: stand.CA(), ConnectTo: stand.ConnectTo()})
	if err != nil {
		t.Fatal(err)
	}
	m, err := monitor.New(monitor.Options{Store: db, Crawler: web, Settings: monitor.Settings{
		Sources: sources, Events: []sada.Event{event}, FirstVisit: 20 * 365 * 24 * time.Hour,
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		m.Close()
		if err := errors.Join(db.Check(context.Background()), db.Close()); err != nil {
			t.Error(err)
		}
	})
	if err := db.KeepSettings(t.Context(), sources, []sada.Event{event}); err != nil {
		t.Fatal(err)
	}
	return NewHandler(Options{
		Monitor: m, Office: office.New(office.Options{Store: db, Sources: m.Sources, Events: m.Events, Generator: "sada test"}),
		Hello: Hello{Version: "test", Command: "run", SHA256: "a"},
	})
}

// clients are the two roads to a handler: within the process, and by a socket.
func clients(t *testing.T, h *Handler) map[string]*Client {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Skip("no unix sockets here:", err)
	}
	server := &http.Server{Handler: h}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	all := map[string]*Client{"local": Local(h), "socket": Dial(socket)}
	t.Cleanup(func() {
		for _, c := range all {
			c.Close()
		}
	})
	return all
}

func TestAnImportedPageIsExportedByEitherRoad(t *testing.T) {
	h := open(t)
	for name, c := range clients(t, h) {
		t.Run(name, func(t *testing.T) {
			at := time.Date(2022, 11, 3, 9, 0, 0, 0, time.UTC)
			out, err := c.Import(t.Context(), Page{File: "a.html", URL: "https://journal.test/a", At: at, Body: strings.NewReader(page)})
			if err != nil || out.Error != nil || out.Title != "Un guichet pour tous" {
				t.Fatalf("import: %+v, %v", out, err)
			}
			var b bytes.Buffer
			if _, err := c.Export(t.Context(), "e", url.Values{"format": {"json"}}, &b); err != nil {
				t.Fatal(err)
			}
			if s := b.String(); !strings.Contains(s, `"by": "import"`) || !strings.Contains(s, `"at": "2022-11-03T`) {
				t.Errorf("the export does not say how the page came:\n%s", s)
			}
		})
	}
}

func TestErrorsKeepTheirKindOverTheWire(t *testing.T) {
	h := open(t)
	for name, c := range clients(t, h) {
		t.Run(name, func(t *testing.T) {
			var problem sada.Problems
			_, err := c.Export(t.Context(), "nothing", nil, &bytes.Buffer{})
			if !errors.As(err, &problem) || !strings.Contains(problem[0].Place, "nothing") || problem[0].Instead == "" {
				t.Errorf("an unknown event: %v, want a problem that names it and what there is", err)
			}
			_, err = c.Crawl(t.Context(), []string{"nobody"}, nil)
			if !errors.Is(err, sada.ErrNotFound) || !strings.Contains(err.Error(), "nobody") {
				t.Errorf("an unknown outlet: %v, want ErrNotFound that names it", err)
			}
			_, err = c.Export(t.Context(), "e", url.Values{"since": {"soon"}}, &bytes.Buffer{})
			if !errors.As(err, &problem) || problem[0].Instead == "" {
				t.Errorf("a wrong day: %v, want a problem with its remedy", err)
			}
			if _, err := c.Import(t.Context(), Page{File: "x", Source: "nobody", At: time.Now(), Body: strings.NewReader(page)}); !errors.Is(err, sada.ErrNotFound) {
				t.Errorf("an import for an unknown outlet: %v, want ErrNotFound", err)
			}
		})
	}
}

func TestCrawlTellsItsStepsAndEndsWithTheTallies(t *testing.T) {
	source := sada.Source{
		ID: "un", Name: sada.Names{"fr": "Un"}, Home: "https://www.petit-un.kiosk.test/", Profile: sada.WordPress,
		Endpoints: []sada.Endpoint{{Kind: sada.Feed, URL: "https://www.petit-un.kiosk.test/feed/"}},
	}
	h := open(t, source)
	for name, c := range clients(t, h) {
		t.Run(name, func(t *testing.T) {
			said := map[string]int{}
			result, err := c.Crawl(t.Context(), nil, func(s sada.Step) { said[s.What]++ })
			if err != nil || len(result.Visits) != 1 || result.Visits[0].Reason != "" {
				t.Fatalf("%+v, %v", result, err)
			}
			if said["visited"] != 1 || said["endpoint"] == 0 {
				t.Errorf("steps %v, want endpoints and one visit", said)
			}
		})
	}
}

func TestACrawlEndsWhenItsClientGoes(t *testing.T) {
	source := sada.Source{ID: "un", Home: "https://www.petit-un.kiosk.test/", Profile: sada.WordPress, Delay: time.Hour,
		Endpoints: []sada.Endpoint{{Kind: sada.Feed, URL: "https://www.petit-un.kiosk.test/feed/"}}}
	h := open(t, source)
	for name, c := range clients(t, h) {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			_, err := c.Crawl(ctx, nil, func(s sada.Step) { cancel() })
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%v, want context.Canceled", err)
			}
			again, stop := context.WithTimeout(t.Context(), 10*time.Second)
			defer stop()
			for tick := time.Tick(5 * time.Millisecond); len(h.monitor.State().Visiting) > 0; {
				select {
				case <-tick:
				case <-again.Done():
					t.Fatal("the visit went on")
				}
			}
		})
	}
}

func TestNothingElseIsAnswered(t *testing.T) {
	h := open(t)
	for route, want := range map[string]int{
		"GET /":               http.StatusNotFound,
		"GET /api/v1/crawl":   http.StatusMethodNotAllowed,
		"POST /api/v1/status": http.StatusMethodNotAllowed,
		"GET /api/v1/status":  http.StatusOK,
	} {
		method, path, _ := strings.Cut(route, " ")
		r, err := http.NewRequestWithContext(t.Context(), method, "http://sada"+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := Local(h).http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%s: %d, want %d", route, answer.StatusCode, want)
		}
	}
}
