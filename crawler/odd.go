package crawler

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"strings"

	"golang.org/x/net/http/httpguts"

	"sada/internal/address"
)

// maxHead bounds the head of an answer in bytes.
const maxHead = 256 << 10

// badHead reports whether an answer failed for a line of its head that is no
// header. Browsers pass over such lines, as programs behind a server that print
// too early write them; net/http refuses the whole answer.
func badHead(err error) bool {
	var p textproto.ProtocolError
	return errors.As(err, &p) && strings.HasPrefix(string(p), "malformed MIME header")
}

// patient is a transport that passes over lines that are no header. Each request
// has a connection of its own, of HTTP/1, so that what a dropped line might have
// said of the body's length means nothing to any other answer. The guard dials
// for it, and certificates are held to the same rules.
func patient(g *guard, strict *http.Transport) *http.Transport {
	config := strict.TLSClientConfig.Clone()
	config.NextProtos = nil
	return &http.Transport{
		DisableKeepAlives: true, DisableCompression: true, MaxResponseHeaderBytes: maxHead, ReadBufferSize: strict.ReadBufferSize,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := g.dial(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return &cleaned{Conn: conn}, nil
		},
		DialTLSContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := g.dial(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			own := config.Clone()
			if own.ServerName, _, err = net.SplitHostPort(addr); err != nil {
				conn.Close()
				return nil, err
			}
			within, cancel := context.WithTimeout(ctx, strict.TLSHandshakeTimeout)
			defer cancel()
			secure := tls.Client(conn, own)
			if err := secure.HandshakeContext(within); err != nil {
				conn.Close()
				return nil, err
			}
			return &cleaned{Conn: secure}, nil
		},
	}
}

// transportFor is the transport for a request: the patient one for a host whose
// heads could not be read, unless a proxy stands before it.
func (c *Crawler) transportFor(r *http.Request) *http.Transport {
	c.mu.Lock()
	t := c.turns[address.Host(r.URL.String())]
	odd := t != nil && t.odd
	c.mu.Unlock()
	if !odd {
		return c.transport
	}
	if proxy, err := c.guard.proxyFor(r); err != nil || proxy != nil {
		return c.transport
	}
	return c.patient
}

// turnOdd notes that the heads of a host's answers hold lines that are no header;
// false when that was known.
func (c *Crawler) turnOdd(name string) bool {
	t, err := c.turn(name)
	if err != nil {
		return false
	}
	defer c.leave(t)
	c.mu.Lock()
	defer c.mu.Unlock()
	was := t.odd
	t.odd = true
	return !was
}

// cleaned is a connection that carries one answer, whose head is read whole and
// handed on without the lines that are no header.
type cleaned struct {
	net.Conn
	rest io.Reader // nil until the head has been read
}

func (c *cleaned) Read(p []byte) (int, error) {
	if c.rest == nil {
		b := bufio.NewReaderSize(c.Conn, 16<<10)
		head, err := cleanHead(b)
		if err != nil {
			return 0, err
		}
		c.rest = io.MultiReader(bytes.NewReader(head), b)
	}
	return c.rest.Read(p)
}

// cleanHead reads the head of an answer, with those of 1xx before it, and drops
// the lines that are no header, with the lines that they are continued by.
func cleanHead(r *bufio.Reader) ([]byte, error) {
	var head []byte
	begin, kept, size := true, false, 0
	interim := false
	for {
		line, err := r.ReadSlice('\n')
		if size += len(line); size > maxHead {
			return nil, errors.New("the head of the answer is larger than the limit")
		}
		if err != nil && err != bufio.ErrBufferFull {
			return nil, unexpected(err)
		}
		if err == bufio.ErrBufferFull {
			return nil, errors.New("a line of the head is larger than the limit")
		}
		bare := bytes.TrimRight(line, "\r\n")
		switch {
		case begin:
			interim = bytes.HasPrefix(bare, []byte("HTTP/1.")) && len(bare) > 9 && bare[9] == '1'
			head, begin, kept = append(head, line...), false, false
		case len(bare) == 0:
			head = append(head, line...)
			if !interim {
				return head, nil
			}
			begin = true
		case bare[0] == ' ' || bare[0] == '\t':
			if kept {
				head = append(head, line...)
			}
		default:
			name, _, colon := bytes.Cut(bare, []byte(":"))
			if kept = colon && httpguts.ValidHeaderFieldName(string(name)); kept {
				head = append(head, line...)
			}
		}
	}
}
