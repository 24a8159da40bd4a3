// Package crawler brings the web in: it asks for one address and hands back the
// Page that answered, with the record of how it came, or a Fault that says why
// there is none.
//
// It owns politeness (robots.txt, the wait between two requests to one host,
// Retry-After, an honest name) and bounds (size, time, redirects, the addresses
// that are never dialled). It is the only room that knows colly: a collector
// per visit, because colly forgets nothing while it lives, above a transport of
// our own, because colly cuts, decodes and re-codes bodies without a word.
//
// It does not look into pages, save to tell a challenge from an answer; it does
// not try again later, keep a queue or choose what to ask.
package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"sada"
)

// What says what is asked for. It decides the cap on the body and the Accept
// header.
type What string

// What may be asked for.
const (
	Page    What = "page"
	Feed    What = "feed"
	Sitemap What = "sitemap"
	JSON    What = "json"
	Picture What = "picture"
)

// Limits bound one fetch. Sizes are bytes of the decoded body.
type Limits struct {
	Page, Feed, Sitemap, Robots, Picture int64
	Redirects                            int
	Total                                time.Duration // of one request, from dialling to the last byte
	MinRate                              int64         // bytes a second, asked for after the first ten seconds
}

// DefaultLimits are those of the threat table: 10 MB a page, 4 MB a feed or a
// JSON list, 50 MB a sitemap (sitemaps.org), 512 KiB of robots.txt (RFC 9309
// asks for 500), 5 MB a picture, 5 redirects, 30 seconds.
func DefaultLimits() Limits {
	return Limits{
		Page: 10 << 20, Feed: 4 << 20, Sitemap: 50 << 20, Robots: 512 << 10, Picture: 5 << 20,
		Redirects: 5, Total: 30 * time.Second, MinRate: 512,
	}
}

func (l Limits) size(w What) int64 {
	switch w {
	case Feed, JSON:
		return l.Feed
	case Sitemap:
		return l.Sitemap
	case Picture:
		return l.Picture
	}
	return l.Page
}

// Hosts keeps what is known of hosts between runs. Host returns the zero Host
// or an error that is sada.ErrNotFound for one that is not known.
type Hosts interface {
	Host(name string) (sada.Host, error)
	KeepHost(sada.Host) error
}

// Options say who asks, how fast, and what may be reached.
type Options struct {
	Product      string        // token by which robots.txt names us, "sada" when empty
	UserAgent    string        // the whole header; Product when empty
	Delay        time.Duration // between two requests to one host, at least
	AllowPrivate bool          // loopback and private networks may be dialled; metadata services never
	AllowPorts   []int         // 80 and 443 when empty
	// ConnectTo maps "host:port" to the address dialled in its place. That host
	// and port are exempt from the checks of address and port; the TLS name
	// stays the host's.
	ConnectTo map[string]string
	CAFile    string // PEM file of authorities trusted besides the system's
	CA        []byte // the same as bytes
	// Proxy is an http, https or socks5 address; the environment's is never
	// used. Behind a proxy names are resolved there, so only addresses written
	// as numbers and names that resolve here can be checked.
	Proxy  string
	Limits Limits // zero fields take DefaultLimits
	// Parallel is how many visits work at once, 0 for any number. One that waits
	// for its turn at a host does not count.
	Parallel int
	Hosts    Hosts // nil: kept in memory
	Now      func() time.Time
	// Wait waits for d or until ctx is done, and then returns its error. Nil
	// waits by a timer.
	Wait func(ctx context.Context, d time.Duration) error
}

// Crawler fetches for any number of visits at once. Requests to one host are
// serial over all of them.
type Crawler struct {
	options   Options
	limits    Limits
	guard     *guard
	transport *http.Transport
	patient   *http.Transport // for hosts whose heads cannot be read
	client    *http.Client
	inflate   inflater
	buffers   sync.Pool
	seats     chan struct{}       // of the visits that work; nil for any number
	room      *semaphore.Weighted // of large bodies

	mu    sync.Mutex
	turns map[string]*turn
}

// New makes a crawler. The error names what is wrong in the options.
func New(o Options) (*Crawler, error) {
	if o.Product == "" {
		o.Product = "sada"
	}
	if o.UserAgent == "" {
		o.UserAgent = o.Product
	}
	if strings.ContainsFunc(o.UserAgent, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return nil, errors.New("user agent holds a control character")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	c := &Crawler{options: o, limits: o.Limits.filled(), turns: map[string]*turn{}, room: semaphore.NewWeighted(roomSize)}
	if o.Parallel > 0 {
		c.seats = make(chan struct{}, o.Parallel)
	}
	c.buffers.New = func() any { return new([]byte) }
	var err error
	if c.guard, err = newGuard(o); err != nil {
		return nil, err
	}
	roots, err := authorities(o)
	if err != nil {
		return nil, err
	}
	c.transport = &http.Transport{
		Proxy:                  c.guard.proxyFor,
		DialContext:            c.guard.dial,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12, Time: o.Now},
		TLSHandshakeTimeout:    10 * time.Second,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxHead,
		ReadBufferSize:         32 << 10,
	}
	c.patient = patient(c.guard, c.transport)
	c.client = &http.Client{Transport: wire{c}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return c, nil
}

// Close lets the idle connections go. Visits under way end by their contexts.
func (c *Crawler) Close() { c.transport.CloseIdleConnections() }

func (l Limits) filled() Limits {
	d := DefaultLimits()
	for _, f := range []struct{ field, value *int64 }{
		{&l.Page, &d.Page}, {&l.Feed, &d.Feed}, {&l.Sitemap, &d.Sitemap}, {&l.Robots, &d.Robots}, {&l.Picture, &d.Picture}, {&l.MinRate, &d.MinRate},
	} {
		if *f.field <= 0 {
			*f.field = *f.value
		}
	}
	if l.Redirects <= 0 {
		l.Redirects = d.Redirects
	}
	if l.Total <= 0 {
		l.Total = d.Total
	}
	return l
}

func authorities(o Options) (*x509.CertPool, error) {
	pem := o.CA
	if o.CAFile != "" {
		data, err := os.ReadFile(o.CAFile)
		if err != nil {
			return nil, fmt.Errorf("reading authorities: %w", err)
		}
		pem = append(append([]byte(nil), pem...), data...)
	}
	if len(pem) == 0 {
		return nil, nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, errors.New("reading authorities: no certificate in the file")
	}
	return pool, nil
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// proxyAddress reads the proxy setting: its URL, and the host:port dialled.
func proxyAddress(s string) (*url.URL, string, error) {
	if s == "" {
		return nil, "", nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" {
		return nil, "", errors.New("proxy is no address")
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	if port == "" {
		return nil, "", fmt.Errorf("proxy of scheme %q is not known; use http, https or socks5", u.Scheme)
	}
	return u, net.JoinHostPort(u.Hostname(), port), nil
}
