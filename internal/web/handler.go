package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"sada"
	"sada/internal/export"
	"sada/internal/monitor"
	"sada/internal/office"
)

// pageLimit is the most bytes of a page that is brought in.
const pageLimit = 32 << 20

// Options is what a Handler works with.
type Options struct {
	Monitor *monitor.Monitor
	Office  *office.Office
	Hello   Hello
}

// Handler answers /api/v1.
type Handler struct {
	monitor *monitor.Monitor
	office  *office.Office
	mux     *http.ServeMux

	mu    sync.Mutex
	hello Hello
}

// NewHandler returns a Handler.
func NewHandler(o Options) *Handler {
	h := &Handler{monitor: o.Monitor, office: o.Office, hello: o.Hello, mux: http.NewServeMux()}
	for route, answer := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /api/v1/hello":   h.greet,
		"GET /api/v1/sources": h.sources,
		"GET /api/v1/events":  h.events,
		"GET /api/v1/status":  h.status,
		"GET /api/v1/export":  h.export,
		"GET /api/v1/search":  h.search,
		"GET /api/v1/why":     h.why,
		"GET /api/v1/verify":  h.verify,
		"POST /api/v1/crawl":  h.crawl,
		"POST /api/v1/import": h.bring,
	} {
		h.mux.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
			if err := answer(w, r); err != nil {
				writeError(w, err)
			}
		})
	}
	return h
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.mux.ServeHTTP(w, r) }

// Settings notes which settings file rules from now on, by its hash.
func (h *Handler) Settings(sha256 string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.hello.SHA256 = sha256
}

func (h *Handler) who() Hello {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.hello
}

func writeJSON(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	w.Header().Set("Content-Type", "application/json")
	// The client has gone when this fails; there is nobody left to tell.
	_, _ = w.Write(body)
	return nil
}

func (h *Handler) greet(w http.ResponseWriter, _ *http.Request) error { return writeJSON(w, h.who()) }

func (h *Handler) sources(w http.ResponseWriter, _ *http.Request) error {
	list, err := h.office.Sources()
	if err != nil {
		return err
	}
	return writeJSON(w, list)
}

func (h *Handler) events(w http.ResponseWriter, _ *http.Request) error {
	list, err := h.office.Events()
	if err != nil {
		return err
	}
	return writeJSON(w, list)
}

func (h *Handler) status(w http.ResponseWriter, r *http.Request) error {
	s, err := h.office.Status(r.Context())
	if err != nil {
		return err
	}
	if me := h.who(); me.Command == "run" {
		s.Daemon = h.office.Daemon(os.Getpid(), me.Command, me.Began)
	}
	return writeJSON(w, s)
}

func (h *Handler) search(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil && q.Get("limit") != "" {
		return sada.Problem{Place: "--limit " + q.Get("limit"), What: "is no number", Instead: "write how many articles to show, such as 20"}
	}
	s := &stream{w: w}
	found, err := h.office.Search(r.Context(), office.Search{
		Query: q.Get("query"), Since: q.Get("since"), Until: q.Get("until"), Source: q.Get("source"), Lang: q.Get("lang"), Limit: limit, Count: q.Get("count") == "true",
	}, s.step)
	s.end(found, err)
	return nil
}

func (h *Handler) verify(w http.ResponseWriter, r *http.Request) error {
	s := &stream{w: w}
	found, err := h.office.Verify(r.Context(), s.step)
	s.end(found, err)
	return nil
}

func (h *Handler) why(w http.ResponseWriter, r *http.Request) error {
	answer, err := h.office.Why(r.URL.Query().Get("article"), r.URL.Query().Get("event"))
	if err != nil {
		return err
	}
	return writeJSON(w, answer)
}

func (h *Handler) crawl(w http.ResponseWriter, r *http.Request) error {
	var ask struct{ Sources []string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&ask); err != nil {
		return fmt.Errorf("reading what to crawl: %w", err)
	}
	s := &stream{w: w}
	tallies, err := h.monitor.Crawl(r.Context(), ask.Sources, s.step)
	s.end(export.NewCrawl(tallies), err)
	return nil
}

// bring takes one saved page, or an address to fetch.
func (h *Handler) bring(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	var out monitor.Outcome
	var err error
	if q.Get("fetch") == "yes" {
		out, err = h.monitor.Fetch(r.Context(), q.Get("url"), q.Get("source"))
	} else {
		out, err = h.take(w, r)
	}
	if err != nil {
		return err
	}
	shape := export.Imported{
		File: out.File, URL: out.URL, Source: out.Source, ArticleID: out.ArticleID, Title: out.Title,
		New: out.New, Changed: out.Changed, Clippings: out.Clippings,
	}
	if out.Reason != "" {
		shape.Error = &export.Fault{Reason: string(out.Reason), Detail: out.Detail}
	}
	return writeJSON(w, shape)
}

func (h *Handler) take(w http.ResponseWriter, r *http.Request) (monitor.Outcome, error) {
	q := r.URL.Query()
	at := time.Now()
	if s := q.Get("at"); s != "" {
		var err error
		if at, err = time.Parse(time.RFC3339Nano, s); err != nil {
			return monitor.Outcome{}, sada.Problem{Place: "at " + s, What: "is no time", Instead: "write RFC 3339"}
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, pageLimit))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return monitor.Outcome{File: q.Get("file"), Reason: sada.ReasonTooLarge, Detail: fmt.Sprintf("over %d MB", pageLimit>>20)}, nil
	}
	if err != nil {
		return monitor.Outcome{}, fmt.Errorf("reading %s: %w", q.Get("file"), err)
	}
	return h.monitor.Import(r.Context(), monitor.Imported{
		File: q.Get("file"), URL: q.Get("url"), Source: q.Get("source"), At: at, Type: q.Get("type"), Body: body,
	})
}
