package crawler

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"

	"sada"
	"sada/internal/address"
)

// Request names what to ask for.
type Request struct {
	URL  string
	What What // Page when empty
	// ETag and LastModified are of the copy at hand, as Validators gave them; a
	// 304 then is an answer.
	ETag, LastModified string
	Delay              time.Duration // of the source; 0 takes Options.Delay
}

// Stats count what a visit did. Requests for robots.txt and those that were
// redirected count as well.
type Stats struct {
	Requests    int
	NotModified int
	Bytes       int64 // of bodies, on the wire
}

// Visit is one round at an outlet. Its fetches are made one after the other,
// also when several goroutines ask.
type Visit struct {
	c         *Crawler
	collector *colly.Collector
	one       chan struct{} // held by the fetch under way
	counting  chan struct{} // held while stats change
	stats     Stats
	seated    bool  // it counts among those that work
	taken     int64 // room of its last body, in bytes
}

// Visit opens a visit. Close ends it.
func (c *Crawler) Visit() *Visit {
	// Not NewCollector, which lets COLLY_ variables of the environment in.
	k := &colly.Collector{}
	k.Init()
	k.SetClient(c.client)
	k.MaxBodySize, k.AllowURLRevisit, k.UserAgent = 0, true, c.options.UserAgent
	return &Visit{c: c, collector: k, one: make(chan struct{}, 1), counting: make(chan struct{}, 1)}
}

// Close gives back the seat and the room that the visit still holds. No fetch may
// be under way.
func (v *Visit) Close() {
	v.yield(v.taken)
	v.stand()
}

// Stats returns what was counted so far.
func (v *Visit) Stats() Stats {
	v.counting <- struct{}{}
	defer func() { <-v.counting }()
	return v.stats
}

// Fetch asks for an address and follows its redirects. The error is nil for a
// whole answer of 200 or 304, else a *Fault; the page is not nil when an answer
// arrived, also with a Fault, and then tells how it came.
//
// A site that has answered by TLS is asked by TLS for all hops that follow; a
// redirect from there to another site in plain is a Fault of
// sada.ReasonRedirect. Cookies live for the hops of one fetch.
//
// It waits for the turn of each host, as long as its delay and Crawl-delay (at
// most a minute) ask; a host that asked for more by Retry-After is a Fault of
// sada.ReasonBusy at once. A body that was ended by closing the connection, and
// that does not end as its kind of document does, is asked for once more; the
// second answer stands, with the doubt in Capture.Note. One beyond 4 MB is not: what
// it may lack lies behind all that is kept of a text. A 304 has no body.
func (v *Visit) Fetch(ctx context.Context, r Request) (*sada.Page, error) {
	if r.What == "" {
		r.What = Page
	}
	if err := lock(ctx, v.one); err != nil {
		return nil, classify(ctx, err)
	}
	defer func() { <-v.one }()
	start, err := address.Parse(r.URL, "")
	if err != nil {
		return nil, &Fault{Reason: sada.ReasonAddress, Detail: err.Error(), Err: err}
	}
	r.ETag, r.LastModified = believed(r.ETag, r.LastModified, v.c.options.Now())
	page, err := v.follow(ctx, r, start)
	if err != nil {
		return page, classify(ctx, err)
	}
	return page, nil
}

// follow goes from redirect to redirect, each with its own guard, robots.txt
// and turn. A circle is one that comes back to an address with the same cookies:
// many a host sets one and sends us to where we were.
func (v *Visit) follow(ctx context.Context, r Request, start string) (*sada.Page, error) {
	var page *sada.Page
	var hops []sada.Hop
	var began time.Time
	given := cookies{now: v.c.options.Now}
	seen := map[[2]string]bool{}
	for u := start; ; {
		sent := given.header(u)
		seen[[2]string{u, sent}] = true
		x, err := v.hop(ctx, r, u, sent)
		if x == nil || !x.answered {
			return page, orElse(err, x)
		}
		if began.IsZero() {
			began = x.page.Capture.Began
		}
		page = x.page
		page.Capture.URL, page.Capture.FinalURL, page.Capture.Began, page.Capture.Hops = start, u, began, hops
		if err != nil {
			return page, err
		}
		next, is := redirect(x, u)
		if !is {
			return page, v.verdict(x)
		}
		hops = append(hops, sada.Hop{URL: u, Status: page.Capture.Status, Location: scrub(page.Capture.Header.Get("Location"))})
		page.Capture.Hops = hops
		given.take(u, page.Capture.Header)
		plain := downgrade(u, next)
		if plain {
			next = secure(hops, next)
		}
		again := seen[[2]string{next, given.header(next)}]
		detail := ""
		switch {
		case next == "":
			detail = "redirect to what is no web address"
		case downgrade(u, next), plain && again:
			detail = "redirect from https to http"
		case again:
			detail = "redirects in a circle"
		case len(hops) > v.c.limits.Redirects:
			detail = "too many redirects"
		}
		if detail != "" {
			return page, &Fault{Reason: sada.ReasonRedirect, Detail: detail, Status: page.Capture.Status}
		}
		if origin(u) != origin(next) {
			r.ETag, r.LastModified = "", ""
		}
		u = next
	}
}

func orElse(err error, x *exchange) error {
	if err == nil && x != nil {
		err = x.err
	}
	if err == nil {
		err = &Fault{Reason: sada.ReasonInternal, Detail: "no request was made"}
	}
	return err
}

// hop makes one request, and once more when its body seems to lack its end.
func (v *Visit) hop(ctx context.Context, r Request, u, cookie string) (*exchange, error) {
	at, err := url.Parse(u)
	if err != nil {
		return nil, &Fault{Reason: sada.ReasonAddress, Detail: "address cannot be read", Err: err}
	}
	if err := v.c.guard.check(ctx, at); err != nil {
		return nil, err
	}
	t, err := v.c.turn(address.Host(u))
	if err != nil {
		return nil, err
	}
	defer v.c.leave(t)
	robots, err := v.obey(ctx, t, at, r.Delay)
	if err != nil {
		return nil, err
	}
	request := func() *exchange {
		h := v.header(accept(r.What))
		if r.ETag != "" {
			h.Set("If-None-Match", r.ETag)
		}
		if r.LastModified != "" {
			h.Set("If-Modified-Since", r.LastModified)
		}
		if cookie != "" {
			h.Set("Cookie", cookie)
		}
		x := v.send(ctx, u, r.What, v.c.limits.size(r.What), v.c.limits.Total, h)
		x.conditional = r.ETag != "" || r.LastModified != ""
		x.page.Capture.Robots = robots
		return x
	}
	x, err := v.inquire(ctx, t, r.Delay, request)
	if err != nil || x.err != nil || x.page.Capture.Note == "" || len(x.page.Body) > huge {
		return x, err
	}
	if len(x.page.Body) > large {
		// Nobody waits with a large body in hand: the second answer stands alone.
		x.page.Body = nil
		return v.ask(ctx, t, r.Delay, request)
	}
	if again, twice := v.ask(ctx, t, r.Delay, request); twice == nil && again.err == nil && again.page.Capture.Status == x.page.Capture.Status {
		x = again
	}
	return x, nil
}

// verdict says what the last answer means.
func (v *Visit) verdict(x *exchange) error {
	cap := &x.page.Capture
	if sign, is := challenged(cap.Status, cap.Header, x.page.Body); is {
		f := challenge(cap.Status, sign)
		f.RetryAfter, _ = retryAfter(cap.Header.Get("Retry-After"), v.c.options.Now())
		return f
	}
	if f := judge(cap.Status, x.conditional); f != nil && !listed(x) {
		f.RetryAfter, _ = retryAfter(cap.Header.Get("Retry-After"), v.c.options.Now())
		return f
	}
	if x.err != nil {
		return x.err
	}
	if cap.Status != http.StatusNotModified && len(x.page.Body) == 0 {
		return &Fault{Reason: sada.ReasonEmpty, Detail: "empty body", Status: cap.Status}
	}
	return nil
}

// listed reports whether an answer with another status of success than 200 has a
// list all the same: servers that keep copies send 206 for the whole of one. A
// page of 202 may be a gatekeeper's.
func listed(x *exchange) bool {
	switch x.page.Capture.Status {
	case http.StatusCreated, http.StatusAccepted, http.StatusPartialContent:
		return (x.what == Feed || x.what == Sitemap || x.what == JSON) && len(x.page.Body) > 0
	}
	return false
}

// send makes one request through the visit's collector.
func (v *Visit) send(ctx context.Context, u string, what What, limit int64, total time.Duration, h http.Header) *exchange {
	x := &exchange{what: what, limit: limit, page: &sada.Page{}}
	x.page.Capture = sada.Capture{By: sada.ByCrawl, Method: http.MethodGet, URL: u, FinalURL: u, Began: v.c.options.Now()}
	limited, clock, cancel := timed(ctx, total)
	defer cancel()
	x.claim = func() error { return clock.still(func() error { return v.claim(limited, limit) }) }
	v.collector.Context = context.WithValue(limited, exchangeKey{}, x)
	err := v.collector.Request(http.MethodGet, u, nil, nil, h)
	v.collector.Context = context.Background()
	if err != nil && !x.answered && x.err == nil {
		x.err = err
	}
	v.weigh(x.page.Body)
	x.page.Capture.Ended = v.c.options.Now()
	if l := x.page.Capture.Header["Location"]; len(l) > 0 {
		l[0] = scrub(l[0])
	}
	v.counting <- struct{}{}
	v.stats.Requests++
	v.stats.Bytes += x.wire.Load()
	if x.page.Capture.Status == http.StatusNotModified {
		v.stats.NotModified++
	}
	<-v.counting
	return x
}

// header is what every request says. No language is preferred, so that each
// outlet answers in its own.
func (v *Visit) header(accept string) http.Header {
	return http.Header{
		"User-Agent":      {v.c.options.UserAgent},
		"Accept":          {accept},
		"Accept-Language": {"*"},
		"Accept-Encoding": {"gzip, br, zstd"},
	}
}

func accept(w What) string {
	switch w {
	case Feed:
		return "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
	case Sitemap:
		return "application/xml,text/xml;q=0.9,*/*;q=0.5"
	case JSON:
		return "application/json,*/*;q=0.5"
	case Picture:
		return "image/*,*/*;q=0.1"
	}
	return "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
}

// redirect reports whether the answer sends us on, and where: "" for what is no
// web address.
func redirect(x *exchange, base string) (string, bool) {
	switch x.page.Capture.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return "", false
	}
	if x.to == "" {
		return "", true
	}
	next, err := address.Parse(x.to, base)
	if err != nil {
		return "", true
	}
	return next, true
}

func downgrade(from, to string) bool {
	return strings.HasPrefix(from, "https:") && strings.HasPrefix(to, "http:")
}

// secure is a plain address as it is asked when its site has answered by TLS on
// the way: most often it is sent to https again, and all who sit between would
// have read it. An address with a port of its own has no such twin and stays.
func secure(hops []sada.Hop, u string) string {
	at, err := url.Parse(u)
	if err != nil || at.Port() != "" {
		return u
	}
	for _, h := range hops {
		if strings.HasPrefix(h.URL, "https:") && address.SameSite(h.URL, u) {
			return "https" + strings.TrimPrefix(u, "http")
		}
	}
	return u
}

func origin(u string) string {
	scheme, _, _ := strings.Cut(u, ":")
	return scheme + "://" + address.Host(u)
}

var credentials = regexp.MustCompile(`//[^/?#]*@`)

// scrub takes a name and password out of an address before it is kept.
func scrub(s string) string { return credentials.ReplaceAllString(s, "//") }

// Wait waits as long as so many requests to one host would, at most a minute, or
// until ctx is done, and then returns its error. No fetch may be under way. delay is the source's; 0 takes
// Options.Delay.
func (v *Visit) Wait(ctx context.Context, turns int, delay time.Duration) error {
	if delay <= 0 {
		delay = v.c.options.Delay
	}
	v.stand()
	return v.c.options.Wait(ctx, min(time.Duration(turns)*delay, time.Minute))
}
