package crawler

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"sada"
)

// rateGrace is how long a body may start slowly before its rate counts.
const rateGrace = 10 * time.Second

// exchange is one request and its answer, seen below colly.
type exchange struct {
	what        What
	limit       int64
	page        *sada.Page
	answered    bool // the head of an answer arrived
	err         error
	conditional bool
	to          string // Location, as it came
	wire        atomic.Int64
	claim       func() error // asks for room, once the body is large
}

type exchangeKey struct{}

// wire is the transport below colly. It takes the whole body, as bounded,
// decoded and exact bytes, into the exchange of the request, and hands colly an
// empty answer, so that nothing is copied, re-coded or read twice above it.
type wire struct{ c *Crawler }

// RoundTrip makes the request and fills its exchange.
func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	x, ok := r.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		return nil, errors.New("request without an exchange")
	}
	remote := ""
	ctx := httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) {
		remote = i.Conn.RemoteAddr().String()
	}})
	cap := &x.page.Capture
	cap.RequestHeader = r.Header
	answer, err := w.c.transportFor(r).RoundTrip(r.WithContext(ctx))
	if err != nil {
		x.err = err
		return nil, err
	}
	defer answer.Body.Close()
	x.answered = true
	cap.Remote, cap.Status, cap.Header, cap.Proto = remote, answer.StatusCode, answer.Header, answer.Proto
	cap.WireEncoding = answer.Header.Get("Content-Encoding")
	x.to = answer.Header.Get("Location")
	x.err = w.c.take(r.Context(), x, answer)
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody, Uncompressed: true, Request: r,
	}, nil
}

// take reads the body into the page: decoded, at most to the cap.
func (c *Crawler) take(ctx context.Context, x *exchange, answer *http.Response) error {
	cap := &x.page.Capture
	raw := &counted{r: answer.Body, n: &x.wire, max: x.limit + 64<<10, began: c.options.Now(), now: c.options.Now, rate: c.limits.MinRate}
	defer func() { cap.WireSize = x.wire.Load() }()
	body, cut, err := c.entity(raw, cap.WireEncoding, x.limit, x.claim)
	if err == nil && !cut && x.what != Picture {
		body, cut, err = c.unpack(body, x.limit, x.claim)
	}
	x.page.Body = body
	cap.Size = int64(len(body))
	sum := sha256.Sum256(body)
	cap.SHA256 = hex.EncodeToString(sum[:])
	cap.Truncated = cut || err != nil
	switch {
	case ctx.Err() != nil && err != nil:
		return context.Cause(ctx)
	case err != nil:
		var f *Fault
		if errors.As(err, &f) {
			return err
		}
		return &Fault{Reason: reasonOf(err), Detail: "body: " + short(err.Error()), Status: cap.Status, Err: err}
	case cut:
		return tooLarge(cap.Status)
	}
	closed := answer.ContentLength < 0 && answer.ProtoMajor == 1 && len(answer.TransferEncoding) == 0
	short := x.what == Page && cap.Status == http.StatusOK && !bytes.HasSuffix(bytes.TrimSpace(body), []byte(">"))
	if (closed || short) && unended(body) {
		cap.Note = sada.NoteIncomplete
	}
	return nil
}

func tooLarge(status int) *Fault {
	return &Fault{Reason: sada.ReasonTooLarge, Detail: "body is larger than the limit", Status: status}
}

func reasonOf(err error) sada.Reason {
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) && timeout.Timeout() {
		return sada.ReasonTimeout
	}
	return sada.ReasonNetwork
}

// entity reads r through its encodings, up to limit bytes; cut says that there
// was more.
func (c *Crawler) entity(r io.Reader, encoding string, limit int64, claim func() error) (body []byte, cut bool, err error) {
	decoded := r
	if encoding != "" {
		var release func()
		if decoded, release, err = c.inflate.open(r, encoding); err != nil {
			return nil, false, err
		}
		defer release()
	}
	scratch := c.buffers.Get().(*[]byte)
	defer func() {
		if int64(len(*scratch)) <= 4<<20 {
			c.buffers.Put(scratch)
		}
	}()
	if len(*scratch) == 0 {
		*scratch = make([]byte, 256<<10)
	}
	n, err := fill(&roomy{r: decoded, claim: claim}, scratch, limit)
	if int64(n) > limit {
		return bytes.Clone((*scratch)[:limit]), true, nil
	}
	if err == nil && encoding != "" {
		// What follows the last byte shows a cut, and lets the connection be
		// used again.
		_, err = io.CopyN(io.Discard, r, 4<<10)
		if err == io.EOF {
			err = nil
		}
	}
	return bytes.Clone((*scratch)[:n]), false, err
}

// fill reads until the end or one byte beyond limit, growing the buffer.
func fill(r io.Reader, buf *[]byte, limit int64) (int, error) {
	n := 0
	for {
		if n == len(*buf) {
			grown := make([]byte, min(int64(2*len(*buf)), limit+1+int64(len(*buf))))
			copy(grown, *buf)
			*buf = grown
		}
		m, err := r.Read((*buf)[n:])
		n += m
		switch {
		case int64(n) > limit:
			return n, nil
		case err == io.EOF:
			return n, nil
		case err != nil:
			return n, err
		}
	}
}

// counted counts the bytes of the wire, bounds them, and asks for a least rate.
type counted struct {
	r     io.Reader
	n     *atomic.Int64
	max   int64
	began time.Time
	now   func() time.Time
	rate  int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	total := c.n.Add(int64(n))
	if total > c.max {
		return n, tooLarge(0)
	}
	if err == nil {
		if took := c.now().Sub(c.began); took > rateGrace && float64(total) < float64(c.rate)*took.Seconds() {
			return n, &Fault{Reason: sada.ReasonTimeout, Detail: "body comes slower than the least rate"}
		}
	}
	return n, err
}

// unended reports whether a document that should close its root does not.
func unended(body []byte) bool {
	head := strings.ToLower(string(bytes.TrimSpace(body[:min(len(body), 2048)])))
	tail := strings.ToLower(string(body[max(0, len(body)-1024):]))
	switch {
	case strings.Contains(head, "<html") || strings.HasPrefix(head, "<!doctype html"):
		return !strings.Contains(tail, "</html")
	case strings.HasPrefix(head, "<"):
		return !strings.HasSuffix(strings.TrimSpace(tail), ">")
	case strings.HasPrefix(head, "{"), strings.HasPrefix(head, "["):
		t := strings.TrimSpace(tail)
		return !strings.HasSuffix(t, "}") && !strings.HasSuffix(t, "]")
	}
	return false
}
