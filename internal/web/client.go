package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"sada"
	"sada/internal/export"
)

// Client speaks to whoever holds the archive: a process at the other end of a
// unix socket, or a handler in this process.
type Client struct {
	http *http.Client
}

// Dial returns a client for the process that listens on a unix socket.
func Dial(socket string) *Client {
	t := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			d := net.Dialer{Timeout: 2 * time.Second}
			return d.DialContext(ctx, "unix", socket)
		},
		MaxIdleConns: 4, IdleConnTimeout: time.Minute,
	}
	return &Client{http: &http.Client{Transport: t}}
}

// Local returns a client for a handler in this process.
func Local(h http.Handler) *Client {
	return &Client{http: &http.Client{Transport: local{h}}}
}

// Close lets go of the connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

func (c *Client) do(ctx context.Context, method, path string, query url.Values, body io.Reader) (*http.Response, error) {
	u := url.URL{Scheme: "http", Host: "sada", Path: "/api/v1/" + path, RawQuery: query.Encode()}
	r, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", path, err)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", path, ended(ctx, err))
	}
	answer.Body = wholeBody{answer.Body, ctx}
	if answer.StatusCode != http.StatusOK {
		defer answer.Body.Close()
		return nil, readError(ctx, answer)
	}
	return answer, nil
}

func (c *Client) json(ctx context.Context, method, path string, query url.Values, body io.Reader, result any) error {
	answer, err := c.do(ctx, method, path, query, body)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(result); err != nil {
		return fmt.Errorf("reading the answer to %s: %w", path, err)
	}
	return nil
}

// Hello says who holds the archive.
type Hello struct {
	Version  string    `json:"version"`
	PID      int       `json:"pid"`
	Command  string    `json:"command"` // run, crawl, import
	Began    time.Time `json:"began"`
	Settings string    `json:"settings"` // path of the settings file
	SHA256   string    `json:"sha256"`   // of the settings file
}

// Hello asks who holds the archive. It answers within two seconds or fails.
func (c *Client) Hello(ctx context.Context) (Hello, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var h Hello
	return h, c.json(ctx, http.MethodGet, "hello", nil, nil, &h)
}

// Sources lists the outlets and their health.
func (c *Client) Sources(ctx context.Context) (export.Sources, error) {
	var s export.Sources
	return s, c.json(ctx, http.MethodGet, "sources", nil, nil, &s)
}

// Events lists the events, retired ones too.
func (c *Client) Events(ctx context.Context) (export.Events, error) {
	var e export.Events
	return e, c.json(ctx, http.MethodGet, "events", nil, nil, &e)
}

// Status tells what to look at first, then counts, reasons and sizes.
func (c *Client) Status(ctx context.Context) (export.Status, error) {
	var s export.Status
	return s, c.json(ctx, http.MethodGet, "status", nil, nil, &s)
}

// Crawl visits the named sources now, all of them when none is named, and
// reports each step. The result holds what was done also when an error comes
// with it. Ending ctx ends the visits; what they kept stays.
func (c *Client) Crawl(ctx context.Context, sources []string, report func(sada.Step)) (export.Crawl, error) {
	var result export.Crawl
	body, err := json.Marshal(map[string][]string{"sources": sources})
	if err != nil {
		return result, fmt.Errorf("asking for crawl: %w", err)
	}
	answer, err := c.do(ctx, http.MethodPost, "crawl", nil, bytes.NewReader(body))
	if err != nil {
		return result, err
	}
	defer answer.Body.Close()
	err = readStream(ctx, answer.Body, &result, report)
	if ctx.Err() != nil && err != nil {
		err = ctx.Err()
	}
	return result, err
}

// Page is one saved page to bring in, or an address to fetch and bring in.
type Page struct {
	File   string
	URL    string
	Source string
	At     time.Time
	Type   string
	Body   io.Reader // nil: fetch URL
}

// Import brings in one page.
func (c *Client) Import(ctx context.Context, p Page) (export.Imported, error) {
	q := url.Values{}
	for key, value := range map[string]string{"file": p.File, "url": p.URL, "source": p.Source, "type": p.Type} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if !p.At.IsZero() {
		q.Set("at", p.At.Format(time.RFC3339Nano))
	}
	if p.Body == nil {
		q.Set("fetch", "yes")
	}
	var out export.Imported
	return out, c.json(ctx, http.MethodPost, "import", q, p.Body, &out)
}

// Search asks the archive a query, and reports each step of bringing the index
// up. options are those of the command: since, until, source, lang, limit.
func (c *Client) Search(ctx context.Context, query string, options url.Values, report func(sada.Step)) (export.Found, error) {
	var found export.Found
	q := url.Values{"query": {query}}
	for key, values := range options {
		q[key] = values
	}
	answer, err := c.do(ctx, http.MethodGet, "search", q, nil)
	if err != nil {
		return found, err
	}
	defer answer.Body.Close()
	return found, readStream(ctx, answer.Body, &found, report)
}

// Verify reads the whole archive and tells what is wrong with it.
func (c *Client) Verify(ctx context.Context, report func(sada.Step)) (export.Verified, error) {
	var v export.Verified
	answer, err := c.do(ctx, http.MethodGet, "verify", nil, nil)
	if err != nil {
		return v, err
	}
	defer answer.Body.Close()
	return v, readStream(ctx, answer.Body, &v, report)
}

// Why says whether the article of an address or an id answers an event, and why
// it does not.
func (c *Client) Why(ctx context.Context, article, event string) (export.Why, error) {
	var w export.Why
	return w, c.json(ctx, http.MethodGet, "why", url.Values{"article": {article}, "event": {event}}, nil, &w)
}
