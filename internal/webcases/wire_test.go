package webcases

import (
	"bytes"
	"compress/flate"
	"fmt"
	"testing"
	"time"
)

// deflated is a text as raw deflate.
func deflated(s string) string {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 6)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

// What a server says of the form of its body is held against the body.
func TestABodyIsReadHoweverItIsPacked(t *testing.T) {
	one := rss(nth(1))
	with := func(f answer) site { return serving(f, 3) }
	page := func(p answer) site { return site{"/feed": feed(rss(nth(1))), "/a-1": p} }
	typed := func(enc, body string) reply { return feed(body).with("Content-Encoding", enc) }
	long := rss(firsts(3)...)
	play(t, []webCase{
		{name: "a Content-Length beyond the body", outlet: fed(), answer: with(feed(one).with("Content-Length", fmt.Sprint(len(one)+200))), want: []check{clippings(1)}},
		{name: "a Content-Length that cuts the third item", outlet: fed(), answer: with(feed(long).with("Content-Length", fmt.Sprint(len(long)-60))), want: []check{clippings(2)}},
		{name: "gzip cut in the middle of the third item", outlet: fed(), answer: with(typed("gzip", gzipped(long)[:len(gzipped(long))-30])), want: []check{told("cut")}},
		{name: "gzip with rubbish behind it", outlet: fed(), answer: with(typed("gzip", gzipped(one)+"\n<!-- cached -->")), want: []check{clippings(1)}},
		{name: "gzip twice", outlet: fed(), answer: with(typed("gzip", gzipped(gzipped(one)))), want: []check{clippings(1)}},
		{name: "raw deflate", outlet: fed(), answer: with(typed("deflate", deflated(one))), want: []check{clippings(1)}},
		{name: "Content-Encoding utf-8", outlet: fed(), answer: with(typed("UTF-8", one)), want: []check{clippings(1)}},
		{name: "Content-Encoding none", outlet: fed(), answer: with(typed("none", one)), want: []check{clippings(1)}},
		{name: "says gzip and is not", outlet: fed(), answer: with(typed("gzip", one)), want: []check{clippings(1)}},
		{name: "x-gzip", outlet: fed(), answer: with(typed("x-gzip", gzipped(one))), want: []check{clippings(1)}},
		{name: "a header that goes on in the next line", outlet: fed(), answer: with(headed("HTTP/1.1 200 OK\r\nX-Note: one\r\n two", one)), want: []check{clippings(1)}},
		{name: "a header with a blank before its colon", outlet: fed(), answer: with(headed("HTTP/1.1 200 OK\r\nX-Powered-By : PHP", one)), want: []check{clippings(1)}},
		{name: "a header of no name", outlet: fed(), answer: with(headed("HTTP/1.1 200 OK\r\n: nothing", one)), want: []check{clippings(1)}},
		{name: "Content-Length twice", outlet: fed(), answer: with(headed(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Length: %d", len(one), len(one)), one)), want: []check{clippings(1)}},
		{name: "a status of 206", outlet: fed(), answer: with(reply{status: 206, body: one}.with("Content-Type", "application/rss+xml")), want: []check{clippings(1)}},
		{name: "line ends without CR in the head", outlet: fed(), answer: with(raw("HTTP/1.1 200 OK\nContent-Type: application/rss+xml\nConnection: close\n\n" + one)), want: []check{clippings(1)}},
		{name: "HTTP/1.0 and no length", outlet: fed(), answer: with(raw("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n" + one)), want: []check{clippings(1)}},
		{name: "an article cut at its close, whole later", outlet: fed(), visits: twice, answer: page(inTurn{
			raw("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 90000\r\nConnection: close\r\n\r\n" + tale(1).page()[:900]), tale(1)}), want: []check{clippings(1)}},
		{name: "an article with a length too long stays so", outlet: fed(), visits: []visit{{}, {after: time.Hour}, {after: 7 * time.Hour}, {after: day}}, answer: page(htmlPage(tale(1).page()).with("Content-Length", "90000")), want: []check{clippings(1)}},
		{name: "an article in zstd that nobody asked for", outlet: fed(), answer: page(htmlPage("\x28\xb5\x2f\xfd" + noise(4000))), want: []check{clippings(0), articles(0)}},
		{name: "letters of no encoding", outlet: fed(), answer: page(htmlPage(noise(9000))), want: []check{clippings(0), articles(0)}},
		{name: "an article gzip as octet-stream", outlet: fed(), answer: page(htmlPage(gzipped(tale(1).page())).with("Content-Type", "application/octet-stream")), want: []check{clippings(1)}},
	})
}
