package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// cutter listens on a unix socket and answers each request with some bytes, then
// closes the connection.
func cutter(t *testing.T, answer string) *Client {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Skip("no unix sockets here:", err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
				_, _ = io.WriteString(c, answer)
			}
			c.Close()
		}
	}()
	c := Dial(socket)
	t.Cleanup(c.Close)
	return c
}

func TestAProcessThatEndsInMidAnswerIsSaidToHaveEnded(t *testing.T) {
	head := func(status, kind string) string {
		return "HTTP/1.1 " + status + "\r\nContent-Type: " + kind + "\r\nTransfer-Encoding: chunked\r\nTrailer: Sada-End\r\n\r\n"
	}
	chunk := func(s string) string { return fmt.Sprintf("%x\r\n%s\r\n", len(s), s) }
	canceled := chunk(`{"error":{"code":"canceled","message":"context canceled"}}`) + "0\r\n\r\n"
	for name, answer := range map[string]string{
		"before the answer":        "",
		"in the header":            "HTTP/1.1 200 OK\r\n",
		"behind the header":        head("200 OK", "application/json"),
		"in a number of a chunk":   head("200 OK", "application/json") + "5",
		"in the middle of a value": head("200 OK", "application/json") + chunk(`{"schema":"sada/`),
		"in a line":                head("200 OK", "application/x-ndjson") + chunk(`{"step":{"what":"veri`),
		"as it was told to":        head("499 ", "application/json") + canceled,
	} {
		c := cutter(t, answer)
		_, status := c.Status(t.Context())
		_, verify := c.Verify(t.Context(), nil)
		_, search := c.Search(t.Context(), "x", nil, nil)
		_, crawl := c.Crawl(t.Context(), nil, nil)
		_, why := c.Why(t.Context(), "a", "e")
		_, export := c.Export(t.Context(), "e", nil, io.Discard)
		_, page := c.Import(t.Context(), Page{File: "a", Body: strings.NewReader("b")})
		for question, err := range map[string]error{"status": status, "verify": verify, "search": search, "crawl": crawl, "why": why, "export": export, "import": page} {
			if !errors.Is(err, ErrEnded) {
				t.Errorf("%s, %s: %v, want ErrEnded", name, question, err)
			}
		}
	}
	step := cutter(t, head("200 OK", "application/x-ndjson")+chunk(`{"step":{"what":"verifying"}}`+"\n"))
	if _, err := step.Verify(t.Context(), nil); !errors.Is(err, ErrEnded) {
		t.Errorf("behind a step: %v", err)
	}
	gone := Dial(filepath.Join(t.TempDir(), "nobody"))
	if _, err := gone.Status(t.Context()); !errors.Is(err, ErrEnded) {
		t.Errorf("a socket that is there no more: %v", err)
	}
}
