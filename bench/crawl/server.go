package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
)

// answer is one body, compressed beforehand.
type answer struct {
	kind   string
	packed []byte
}

func pack(kind string, body []byte) (answer, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return answer{}, err
	}
	if _, err := z.Write(body); err != nil {
		return answer{}, err
	}
	if err := z.Close(); err != nil {
		return answer{}, err
	}
	return answer{kind, b.Bytes()}, nil
}

// serve is the stand of the measurement: it prints its address and answers
// until its standard input ends.
func serve() error {
	answers := map[string]answer{}
	for h := range hosts {
		packed, err := pack("application/rss+xml", feed(h))
		if err != nil {
			return err
		}
		answers[hostName(h)+"/feed"] = packed
		for n := range pagesPerHost {
			if packed, err = pack("text/html; charset=utf-8", page(h, n)); err != nil {
				return err
			}
			answers[hostName(h)+pagePath(n)] = packed
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := strings.Cut(r.Host, ":")
		a, ok := answers[host+r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", a.kind)
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(a.packed)))
		w.Write(a.packed)
	})}
	go func() {
		var end [1]byte
		os.Stdin.Read(end[:])
		server.Close()
	}()
	fmt.Println(l.Addr())
	if err := server.Serve(l); err != http.ErrServerClosed {
		return err
	}
	return nil
}
