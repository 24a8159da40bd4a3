package webcases

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"sada"
)

// chunked is a body in one chunk, with the last chunk or without it.
func chunked(body string, end bool) reply {
	s := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n%s\r\n", len(body), body)
	if end {
		s += "0\r\n\r\n"
	}
	return raw(s)
}

// headed is a feed behind a header as it stands on the wire.
func headed(head, body string) reply {
	return raw(head + "\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n" + body)
}

// noise is bytes that are the same at each run and pack badly.
func noise(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		sum := sha256.Sum256([]byte{byte(i), byte(i >> 8)})
		b.Write(sum[:])
	}
	return b.String()[:n]
}

// A body that ends badly gives what is whole of it.
func TestABodyWithAFaultIsReadAsFarAsItGoes(t *testing.T) {
	packed := gzipped(rss(nth(1)))
	zip := func(body string) reply { return feed(body).with("Content-Encoding", "gzip") }
	with := func(f answer) site { return serving(f, 1) }
	play(t, []webCase{
		{name: "chunks without the last one", outlet: fed(), answer: with(chunked(rss(nth(1)), false)), want: []check{clippings(1)}},
		{name: "gzip with a wrong sum", outlet: fed(), answer: with(zip(packed[:len(packed)-8] + strings.Repeat("\x00", 8))), want: []check{clippings(1)}},
		{name: "gzip without its last eight bytes", outlet: fed(), answer: with(zip(packed[:len(packed)-8])), want: []check{clippings(1)}},
		{name: "a status without a reason", outlet: fed(), answer: with(headed("HTTP/1.1 200", rss(nth(1)))), want: []check{clippings(1)}},
		{name: "a header without a colon", outlet: fed(), answer: with(headed("HTTP/1.1 200 OK\r\nbroken line", rss(nth(1)))), want: []check{clippings(1)}},
	})
}

// What a page is served as decides little; what its bytes are decides all.
func TestWhatIsNoPageIsNoArticle(t *testing.T) {
	with := func(page answer) site { return site{"/feed": feed(rss(nth(1))), "/a-1": page} }
	typed := func(kind, body string) reply { return htmlPage(body).with("Content-Type", kind) }
	play(t, []webCase{
		{name: "no Content-Type", outlet: fed(), answer: with(raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + tale(1).page())), want: []check{clippings(1)}},
		{name: "a PDF", outlet: fed(), answer: with(typed("application/pdf", "%PDF-1.4\n%\xe2\xe3\n"+noise(8000))), want: []check{clippings(0)}},
		{name: "a picture", outlet: fed(), answer: with(typed("image/jpeg", "\xff\xd8\xff\xe0"+noise(8000))), want: []check{clippings(0)}},
		{name: "a document of an office", outlet: fed(), answer: with(typed("application/vnd.openxmlformats", "PK\x03\x04"+noise(80000))), want: []check{clippings(0)}},
		{name: "plain text", outlet: fed(), answer: with(text("Note\n\n" + strings.Join(noMatter(), "\n\n") + " " + theWord)), want: []check{leftOut(sada.ReasonNotHTML, 0)}},
		{name: "gzip without its header", outlet: fed(), answer: with(htmlPage(gzipped(tale(1).page()))), want: []check{clippings(1)}},
		{name: "brotli without its header", outlet: fed(), answer: with(htmlPage("\x8b\x02\x80" + noise(3000))), want: []check{clippings(0)}},
	})
}
