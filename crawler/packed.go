package crawler

import (
	"bytes"

	"sada"
)

// maxPacked is how often a body may be packed without a header that says so.
const maxPacked = 2

// unpack undoes the encodings that a body wears without a header that says so,
// each up to limit bytes. Bytes that are no text in whatever way they are read
// are a Fault, so that they are never taken for letters.
func (c *Crawler) unpack(body []byte, limit int64, claim func() error) (out []byte, cut bool, err error) {
	for range maxPacked {
		name := packedAs(body)
		if name == "" {
			break
		}
		in, cut, err := c.entity(bytes.NewReader(body), name, limit, claim)
		if cut || err != nil && len(in) > 0 {
			return in, cut, err
		}
		if err != nil {
			return nil, false, &Fault{Reason: sada.ReasonNotHTML, Detail: "packed bytes that cannot be unpacked", Err: err}
		}
		body = in
	}
	if !binary(body) || document(body) {
		return body, false, nil
	}
	// Brotli has no sign to be known by (RFC 7932).
	in, cut, err := c.entity(bytes.NewReader(body), "br", limit, claim)
	if err == nil && (cut || len(in) > 0 && !binary(in)) {
		return in, cut, nil
	}
	return nil, false, &Fault{Reason: sada.ReasonNotHTML, Detail: "bytes that are no text"}
}

// packedAs is the encoding that the first bytes of a body show, "" for none.
func packedAs(body []byte) string {
	switch {
	case zipped(body):
		return "gzip"
	case bytes.HasPrefix(body, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return "zstd" // RFC 8878, 3.1.1
	case len(body) > 2 && body[0] == 0x78 && (int(body[0])<<8|int(body[1]))%31 == 0 && binary(body):
		return "deflate" // RFC 1950, 2.2, with the usual window
	}
	return ""
}

// document reports whether a body is a file of a kind that shows itself: what
// reads pages tells what it is.
func document(body []byte) bool {
	for _, sign := range []string{"%PDF", "PK\x03\x04", "\xff\xd8\xff", "\x89PNG", "GIF8", "RIFF", "\xd0\xcf\x11\xe0", "ID3", "OggS"} {
		if bytes.HasPrefix(body, []byte(sign)) {
			return true
		}
	}
	return len(body) > 8 && string(body[4:8]) == "ftyp"
}

// binary reports whether the first bytes of a body are no text in any encoding of
// the web: one in fifty steers a device. Of two bytes a letter, one may.
func binary(body []byte) bool {
	b := body[:min(len(body), 1<<10)]
	if len(b) < 2 || b[0] == 0 || b[1] == 0 || bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		return false
	}
	n := 0
	for _, c := range b {
		if c < ' ' && (c < '\t' || c > '\r') && c != 0x1b {
			n++
		}
	}
	return n >= 4 && 50*n > len(b)
}
