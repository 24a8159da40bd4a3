package crawler

import (
	"bytes"
	"context"
	"net/url"
	"time"

	"sada"
	"sada/internal/address"
)

const (
	robotsAge   = 24 * time.Hour // RFC 9309, 2.4
	robotsAgain = time.Minute    // after an answer that was none
	robotsTime  = 10 * time.Second
	robotsHops  = 5 // RFC 9309, 2.3.1.2
)

// What Capture.Robots says.
const (
	robotsAllowed = "allowed"
	robotsNone    = "allowed (no robots.txt)"
)

// obey says whether robots.txt lets u be asked for, reading it first when it is
// not known or too old. A file that cannot be reached allows nothing for now;
// one that is not there allows everything (RFC 9309, 2.3.1).
func (v *Visit) obey(ctx context.Context, t *turn, u *url.URL, delay time.Duration) (string, error) {
	if err := v.lock(ctx, t.robots); err != nil {
		return "", err
	}
	defer func() { <-t.robots }()
	now := v.c.options.Now()
	t.mu.Lock()
	h, fault := t.host, t.fault
	t.mu.Unlock()
	if !fresh(h, now) {
		var err error
		if h, fault, err = v.readRobots(ctx, t, u, delay); err != nil {
			return "", err
		}
	}
	switch {
	case h.RobotsStatus == 0 || h.RobotsStatus == 429 || h.RobotsStatus >= 500:
		if fault == nil {
			fault = judgeRobots(h.RobotsStatus)
		}
		return "", fault
	case h.RobotsStatus >= 300:
		return robotsNone, nil
	}
	t.mu.Lock()
	if t.rules == nil {
		t.rules = parseRobots(h.Robots, v.c.options.Product)
	}
	r := t.rules
	t.mu.Unlock()
	path := octets(u.EscapedPath())
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + octets(u.RawQuery)
	}
	if !r.allowed(path) {
		return "", &Fault{Reason: sada.ReasonRobots, Detail: "robots.txt closes it"}
	}
	return robotsAllowed, nil
}

func fresh(h sada.Host, now time.Time) bool {
	age := now.Sub(h.RobotsAt)
	if h.RobotsAt.IsZero() || age < 0 {
		return false
	}
	if h.RobotsStatus == 0 || h.RobotsStatus == 429 || h.RobotsStatus >= 500 {
		return age < robotsAgain
	}
	return age < robotsAge
}

func judgeRobots(status int) *Fault {
	if status == 0 {
		return &Fault{Reason: sada.ReasonNetwork, Detail: "robots.txt could not be read, so nothing is asked for now"}
	}
	f := judge(status, false)
	f.Detail = "robots.txt: " + f.Detail + ", so nothing is asked for now"
	return f
}

// readRobots asks for the robots.txt of u's host and keeps what it says. An
// address that must not be dialled and a caller who gave up are errors and
// leave nothing behind.
func (v *Visit) readRobots(ctx context.Context, t *turn, u *url.URL, delay time.Duration) (sada.Host, *Fault, error) {
	x, err := v.followRobots(ctx, t, u.Scheme+"://"+u.Host+"/robots.txt", delay)
	var fault *Fault
	status := 0
	var body []byte
	if err != nil {
		fault = classify(ctx, err)
		switch {
		case ctx.Err() != nil, fault.Reason == sada.ReasonAddress, fault.Reason == sada.ReasonInternal, fault.RetryAfter > 0:
			return sada.Host{}, nil, fault
		case fault.Reason == sada.ReasonTooLarge:
			status, body = x.page.Capture.Status, lastLine(x.page.Body)
		case fault.Reason == sada.ReasonNotHTML:
			status = x.page.Capture.Status // bytes that say nothing close nothing
		default:
			fault.Detail = "robots.txt: " + fault.Detail
		}
	} else {
		status, body = x.page.Capture.Status, x.page.Body
		if sign, is := challenged(status, x.page.Capture.Header, body); is && status >= 500 {
			fault = challenge(status, sign)
		} else if f := judge(status, false); f != nil && (status == 429 || status >= 500) {
			fault = judgeRobots(status)
			fault.RetryAfter, _ = retryAfter(x.page.Capture.Header.Get("Retry-After"), v.c.options.Now())
		}
	}
	if status < 200 || status > 299 {
		body = nil
	}
	t.mu.Lock()
	t.host.Robots, t.host.RobotsStatus, t.host.RobotsAt = body, status, v.c.options.Now()
	t.rules, t.fault = nil, fault
	if status >= 200 && status < 300 {
		t.rules = parseRobots(body, v.c.options.Product)
	}
	h := t.host
	t.mu.Unlock()
	return h, fault, v.c.keep(h)
}

// followRobots makes the requests, each in the turn of its own host. Redirects
// beyond the limit, or to where we must not go, end with the redirect's own
// status: a file that is not there.
func (v *Visit) followRobots(ctx context.Context, t *turn, u string, delay time.Duration) (*exchange, error) {
	home := t
	for hop := 0; ; hop++ {
		at, err := url.Parse(u)
		if err != nil {
			return nil, err
		}
		if err := v.c.guard.check(ctx, at); err != nil {
			return nil, err
		}
		x, err := v.inquire(ctx, t, delay, func() *exchange {
			return v.send(ctx, u, Page, v.c.limits.Robots, min(robotsTime, v.c.limits.Total), v.header("text/plain,*/*;q=0.5"))
		})
		if t != home {
			v.c.leave(t)
		}
		if err != nil {
			return nil, err
		}
		if x.err != nil {
			return x, x.err
		}
		next, ok := redirect(x, u)
		if downgrade(u, next) {
			next = secure([]sada.Hop{{URL: u}}, next)
		}
		if !ok || next == "" || next == u || hop == robotsHops || downgrade(u, next) {
			return x, nil
		}
		to, err := url.Parse(next)
		if err != nil || v.c.guard.check(ctx, to) != nil {
			return x, nil
		}
		u, t = next, home
		if name := address.Host(next); name != home.host.Name {
			if t, err = v.c.turn(name); err != nil {
				return nil, err
			}
		}
	}
}

// lastLine cuts a body after its last whole line.
func lastLine(b []byte) []byte {
	if i := bytes.LastIndexAny(b, "\r\n"); i >= 0 {
		return b[:i]
	}
	return nil
}
