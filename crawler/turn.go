package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"sada"
)

const (
	// maxHosts is how many hosts are remembered before idle ones are dropped.
	maxHosts = 4096
	// maxRetryAfter is the longest a host may put us off; longer ones are cut.
	maxRetryAfter = 24 * time.Hour
	// patience is how long a wait asked for by Retry-After is sat out. A longer
	// one is a Fault, so that a visit does not sleep for hours.
	patience = 5 * time.Second
	// busyDefault is the wait after a 429 that names none.
	busyDefault = time.Minute
)

// turn is the place of one host: who may ask now, and what is known of it.
type turn struct {
	asking chan struct{} // held while a request to the host is under way
	robots chan struct{} // held while its robots.txt is looked at
	users  int           // guarded by Crawler.mu
	odd    bool          // its heads hold lines that are no header; guarded by Crawler.mu

	mu     sync.Mutex
	loaded bool
	host   sada.Host
	rules  *rules // of host.Robots, nil until parsed
	last   time.Time
	fault  *Fault // why robots.txt could not be read
}

// turn returns the place of a host. leave gives it back.
func (c *Crawler) turn(name string) (*turn, error) {
	c.mu.Lock()
	t := c.turns[name]
	if t == nil {
		if len(c.turns) >= maxHosts {
			c.forget()
		}
		t = &turn{asking: make(chan struct{}, 1), robots: make(chan struct{}, 1), host: sada.Host{Name: name}}
		c.turns[name] = t
	}
	t.users++
	c.mu.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.loaded && c.options.Hosts != nil {
		h, err := c.options.Hosts.Host(name)
		if err != nil && !errors.Is(err, sada.ErrNotFound) {
			c.leave(t)
			return nil, &Fault{Reason: sada.ReasonInternal, Detail: fmt.Sprintf("host %s: %v", name, err), Err: err}
		}
		h.Name = name
		t.host = h
	}
	t.loaded = true
	return t, nil
}

func (c *Crawler) leave(t *turn) {
	c.mu.Lock()
	t.users--
	c.mu.Unlock()
}

// forget drops hosts that nobody uses and that need not wait.
func (c *Crawler) forget() {
	now := c.options.Now()
	for name, t := range c.turns {
		if t.users > 0 {
			continue
		}
		t.mu.Lock()
		idle := now.After(t.host.Next)
		t.mu.Unlock()
		if idle {
			delete(c.turns, name)
		}
	}
}

func lock(ctx context.Context, sem chan struct{}) error {
	select {
	case sem <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ask waits for the host's turn, lets fn make one request, and says when the
// next one may follow.
func (v *Visit) ask(ctx context.Context, t *turn, delay time.Duration, fn func() *exchange) (*exchange, error) {
	c := v.c
	v.yield(v.taken)
	if err := v.lock(ctx, t.asking); err != nil {
		return nil, err
	}
	defer func() { <-t.asking }()
	if delay <= 0 {
		delay = c.options.Delay
	}
	t.mu.Lock()
	if t.rules != nil {
		delay = max(delay, t.rules.delay)
	}
	t.mu.Unlock()
	if err := v.await(ctx, t, delay); err != nil {
		return nil, err
	}
	if err := v.sit(ctx); err != nil {
		return nil, err
	}
	x := fn()
	return x, c.after(t, delay, x)
}

// inquire is ask, once more where the head of the answer could not be read.
func (v *Visit) inquire(ctx context.Context, t *turn, delay time.Duration, fn func() *exchange) (*exchange, error) {
	x, err := v.ask(ctx, t, delay, fn)
	if err == nil && !x.answered && badHead(x.err) && v.c.turnOdd(t.host.Name) {
		return v.ask(ctx, t, delay, fn)
	}
	return x, err
}

func (v *Visit) await(ctx context.Context, t *turn, delay time.Duration) error {
	c := v.c
	now := c.options.Now()
	t.mu.Lock()
	next, why := t.host.Next, t.host.Why
	pause := time.Duration(0)
	if !t.last.IsZero() {
		// A clock that was set back must not hold the host up.
		pause = min(t.last.Add(delay).Sub(now), delay)
	}
	t.mu.Unlock()
	put := next.Sub(now)
	switch {
	case why == "":
		put = min(put, max(delay, c.options.Delay))
	case put > maxRetryAfter:
		put = 0 // no host is believed so far ahead: our clock was wrong when it asked
	case put > patience:
		return &Fault{Reason: sada.ReasonBusy, Detail: why, RetryAfter: put}
	}
	if pause = max(pause, put); pause <= 0 {
		return ctx.Err()
	}
	v.stand()
	return c.options.Wait(ctx, pause)
}

// after notes what the answer says about the next request.
func (c *Crawler) after(t *turn, delay time.Duration, x *exchange) error {
	now := c.options.Now()
	t.mu.Lock()
	before := t.host.Why
	t.last = now
	t.host.Next, t.host.Why = now.Add(delay), ""
	status := x.page.Capture.Status
	if x.answered && (status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable) {
		put, said := retryAfter(x.page.Capture.Header.Get("Retry-After"), now)
		if !said && status == http.StatusTooManyRequests {
			put = busyDefault
		}
		if put > delay {
			t.host.Next = now.Add(put)
			t.host.Why = fmt.Sprintf("asked to wait by status %d", status)
		}
	}
	h := t.host
	t.mu.Unlock()
	if h.Why == "" && before == "" {
		return nil
	}
	return c.keep(h)
}

func (c *Crawler) keep(h sada.Host) error {
	if c.options.Hosts == nil {
		return nil
	}
	if err := c.options.Hosts.KeepHost(h); err != nil {
		return &Fault{Reason: sada.ReasonInternal, Detail: fmt.Sprintf("keeping host %s: %v", h.Name, err), Err: err}
	}
	return nil
}

// retryAfter reads the header of that name: seconds or a date (RFC 9110,
// 10.2.3). What lies in the past or is no number says nothing; more than a day
// is a day.
func retryAfter(s string, now time.Time) (time.Duration, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, false
	}
	if strings.Trim(s, "0123456789") == "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n > int64(maxRetryAfter/time.Second) {
			return maxRetryAfter, true
		}
		return time.Duration(n) * time.Second, n > 0
	}
	at, err := http.ParseTime(s)
	if err != nil || !at.After(now) {
		return 0, false
	}
	return min(at.Sub(now), maxRetryAfter), true
}
