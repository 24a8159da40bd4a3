package crawler

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"sada"
)

// Fault says why a fetch gave no whole answer of 200 or 304. A challenge is
// sada.ErrChallenged too.
type Fault struct {
	Reason     sada.Reason
	Detail     string
	Status     int           // of the answer, 0 when none arrived
	RetryAfter time.Duration // what the host asked for, 0 when it did not, at most 24 hours
	Err        error
}

// Error gives the reason and the detail on one line.
func (f *Fault) Error() string {
	if f.Detail == "" {
		return string(f.Reason)
	}
	return fmt.Sprintf("%s: %s", f.Reason, f.Detail)
}

// Unwrap returns what lay below.
func (f *Fault) Unwrap() error { return f.Err }

// classify turns an error of the wire into a Fault. parent is the caller's
// context, without our own limits.
func classify(parent context.Context, err error) *Fault {
	var f *Fault
	var b *blocked
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.As(err, &f):
		return f
	case parent.Err() != nil:
		return &Fault{Reason: sada.ReasonTimeout, Detail: "cancelled", Err: parent.Err()}
	case errors.As(err, &b):
		return &Fault{Reason: sada.ReasonAddress, Detail: b.what, Err: err}
	case errors.As(err, &cert):
		return &Fault{Reason: sada.ReasonNetwork, Detail: "certificate: " + cert.Err.Error(), Err: err}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Fault{Reason: sada.ReasonNetwork, Detail: "no such host", Err: err}
	case errors.As(err, &dns):
		return &Fault{Reason: sada.ReasonNetwork, Detail: "name could not be resolved", Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Fault{Reason: sada.ReasonTimeout, Detail: "slower than the limit", Err: err}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Fault{Reason: sada.ReasonNetwork, Detail: "body was cut", Err: err}
	}
	return &Fault{Reason: sada.ReasonNetwork, Detail: short(err.Error()), Err: err}
}

// short takes what a stranger may have put into a message out of it.
func short(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "") + "..."
	}
	return s
}

// judge says what a whole answer means; nil for 200 and what counts as it (RFC
// 9110, 15: an unknown code is read as the first of its class), and for a 304 that
// was asked for. 202 is what gates answer, 206 a part.
func judge(status int, conditional bool) *Fault {
	reason := sada.Reason("")
	switch {
	case status == http.StatusNotModified && conditional:
		return nil
	case status >= 200 && status < 300 && status != http.StatusAccepted && status != http.StatusNoContent && status != http.StatusResetContent && status != http.StatusPartialContent:
		return nil
	case status == http.StatusNotModified:
		reason = sada.ReasonServer
	case status == http.StatusNoContent, status == http.StatusResetContent:
		reason = sada.ReasonEmpty
	case status == http.StatusNotFound, status == http.StatusGone:
		reason = sada.ReasonGone
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable, status == http.StatusTooEarly:
		reason = sada.ReasonBusy
	case status == http.StatusRequestTimeout, status == http.StatusGatewayTimeout:
		reason = sada.ReasonTimeout
	case status >= 400 && status < 500:
		reason = sada.ReasonRefused
	case status >= 300 && status < 400:
		reason = sada.ReasonRedirect
	default:
		reason = sada.ReasonServer
	}
	return &Fault{Reason: reason, Status: status, Detail: strings.TrimSpace(fmt.Sprintf("status %d %s", status, http.StatusText(status)))}
}
