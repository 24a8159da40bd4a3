package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
)

// answer is one body; pages and feeds are compressed beforehand.
type answer struct {
	kind string
	gzip bool
	body []byte
}

// robots is the file that most outlets have.
const robots = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\nDisallow: /search\nDisallow: /*?replytocom=\n\nSitemap: /sitemap_index.xml\n"

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
	return answer{kind, true, b.Bytes()}, nil
}

// serve is the stand of the measurement: it prints its address and answers
// until its standard input ends.
func serve() error {
	answers := map[string]answer{}
	picture := make([]byte, 40<<10) // of the weight of a lead picture, and as hard to pack
	rand.NewChaCha8([32]byte{}).Read(picture)
	for h := range hosts {
		answers[hostName(h)+"/robots.txt"] = answer{kind: "text/plain", body: []byte(robots)}
		answers[hostName(h)+"/images/lead.jpg"] = answer{kind: "image/jpeg", body: picture}
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
		if a.gzip {
			w.Header().Set("Content-Encoding", "gzip")
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
		w.Write(a.body)
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
