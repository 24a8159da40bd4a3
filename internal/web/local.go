package web

import (
	"fmt"
	"io"
	"net/http"
	"sync"
)

// local is a transport that hands a request to a handler in this process and
// streams its answer.
type local struct {
	handler http.Handler
}

// RoundTrip serves the request in a goroutine of its own and returns when the
// answer's header is known.
func (l local) RoundTrip(r *http.Request) (*http.Response, error) {
	read, write := io.Pipe()
	a := &answer{header: http.Header{}, trailer: http.Header{}, body: write, ready: make(chan struct{})}
	if r.Body == nil {
		r.Body = http.NoBody
	}
	go func() {
		defer func() {
			if p := recover(); p != nil {
				a.WriteHeader(http.StatusInternalServerError)
				write.CloseWithError(fmt.Errorf("panic: %v", p))
			}
		}()
		l.handler.ServeHTTP(a, r)
		a.WriteHeader(http.StatusOK)
		for _, key := range a.sent["Trailer"] {
			a.trailer[key] = a.header[key]
		}
		write.Close()
	}()
	select {
	case <-a.ready:
	case <-r.Context().Done():
		read.CloseWithError(r.Context().Err())
		return nil, r.Context().Err()
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)), StatusCode: a.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.sent, Trailer: a.trailer, Body: read, ContentLength: -1, Request: r,
	}, nil
}

// answer is the ResponseWriter of a local round trip.
type answer struct {
	header, sent, trailer http.Header
	status                int
	body                  *io.PipeWriter
	once                  sync.Once
	ready                 chan struct{}
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	a.once.Do(func() {
		a.status, a.sent = status, a.header.Clone()
		close(a.ready)
	})
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// Flush has nothing to do: a pipe holds nothing back.
func (a *answer) Flush() {}
