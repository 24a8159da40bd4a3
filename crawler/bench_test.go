package crawler

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// benchServer serves one page of about 100 KB, gzipped beforehand. Its own work
// is in both figures.
func benchServer(b *testing.B) string {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	for i := range 2500 {
		fmt.Fprintf(w, "<p class=c%d>%s</p>\n", i*7919%1000, strings.Repeat("mot ", i%11))
	}
	_ = w.Close()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(z.Bytes())
	}))
	b.Cleanup(s.Close)
	return s.URL
}

// BenchmarkBareClient is what a plain client does with the same page.
func BenchmarkBareClient(b *testing.B) {
	u := benchServer(b)
	for b.Loop() {
		r, err := http.Get(u + "/a")
		if err != nil {
			b.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(body)))
	}
}

func BenchmarkFetch(b *testing.B) {
	u := benchServer(b)
	var port int
	if _, err := fmt.Sscanf(u[strings.LastIndexByte(u, ':')+1:], "%d", &port); err != nil {
		b.Fatal(err)
	}
	c, err := New(Options{AllowPrivate: true, AllowPorts: []int{port}})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	v := c.Visit()
	for b.Loop() {
		p, err := v.Fetch(context.Background(), Request{URL: u + "/a"})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(p.Capture.Size)
	}
}
