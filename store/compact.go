package store

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"math"
	"time"
)

// errCut is the fault of a compact record that ends early.
var errCut = errors.New("it ends early")

// The kinds of period files, as compact records name them.
const (
	textKind byte = iota + 1
	pageKind
	clipKind
)

// pack writes the kind of the file and the days since 1970 of the begin of its
// period, then key, size and media type.
func (r blobRecord) pack(into []byte) ([]byte, bool) {
	kind, begin, ok := periodBegin(r.File)
	days := begin.Unix() / (24 * 60 * 60)
	if !ok || days < 0 || days > math.MaxUint16 || r.Size < 0 {
		return into, false
	}
	into = binary.BigEndian.AppendUint16(append(into, kind), uint16(days))
	into = binary.AppendUvarint(into, r.Key)
	into = binary.AppendUvarint(into, uint64(r.Size))
	return append(into, r.Kind...), true
}

func (r *blobRecord) unpack(body []byte) error {
	if len(body) < 3 {
		return errCut
	}
	begin := time.Unix(int64(binary.BigEndian.Uint16(body[1:]))*24*60*60, 0)
	switch body[0] {
	case textKind:
		r.File = textFile(begin)
	case pageKind:
		r.File = pageFile(begin)
	case clipKind:
		r.File = clipFile(begin)
	default:
		return errors.New("it lies in a file of no kind")
	}
	rest := cutter{body[3:], false}
	r.Key, r.Size = rest.number(), int64(rest.number())
	r.Kind = string(rest.left)
	return rest.err()
}

// pack writes the moment, the capture and the hash of the text.
func (r versionRecord) pack(into []byte) ([]byte, bool) {
	sum, err := hex.DecodeString(r.Text)
	at, ok := packTime(r.At)
	if err != nil || !ok || r.Refused != (refusalRecord{}) || hex.EncodeToString(sum) != r.Text {
		return into, false
	}
	into = binary.AppendVarint(into, at)
	into = binary.AppendUvarint(into, r.Capture)
	return append(into, sum...), true
}

func (r *versionRecord) unpack(body []byte) error {
	rest := cutter{body, false}
	r.At, r.Capture = rest.time(), rest.number()
	r.Text = hex.EncodeToString(rest.left)
	return rest.err()
}

// packTime is a moment in nanoseconds since 1970; the zero time is the lowest
// number. ok is false for one that is in another zone or out of reach.
func packTime(t time.Time) (n int64, ok bool) {
	if t.IsZero() {
		return math.MinInt64, t.Location() == time.UTC
	}
	return t.UnixNano(), t.Location() == time.UTC && t.Year() > 1700 && t.Year() < 2200
}

func unpackTime(n int64) time.Time {
	if n == math.MinInt64 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}

// cutter takes the parts of a compact record off, one after the other.
type cutter struct {
	left []byte
	cut  bool // it ended early
}

func (c *cutter) number() uint64 {
	n, k := binary.Uvarint(c.left)
	return uint64(c.take(int64(n), k))
}

func (c *cutter) time() time.Time {
	n, k := binary.Varint(c.left)
	return unpackTime(c.take(n, k))
}

// take moves on by k bytes, of which n was read.
func (c *cutter) take(n int64, k int) int64 {
	if k <= 0 {
		c.cut, c.left = true, nil
		return 0
	}
	c.left = c.left[k:]
	return n
}

// bytes takes n bytes off.
func (c *cutter) bytes(n uint64) []byte {
	if n > uint64(len(c.left)) {
		c.cut, c.left = true, nil
		return nil
	}
	out := c.left[:n]
	c.left = c.left[n:]
	return out
}

func (c *cutter) err() error {
	if c.cut {
		return errCut
	}
	return nil
}

// idText and sumText are the text of an id and of a SHA-256 in hex. JSON has their
// bytes in base64, which is shorter; what is neither stands behind an equals sign.
// Layout 1 had the text itself.
type (
	idText  string
	sumText string
)

// MarshalText writes an id in base64.
func (t idText) MarshalText() ([]byte, error) {
	id := idBytes(string(t))
	return shortText(string(t), id, len(id) == 16 && idString(id) == string(t)), nil
}

// UnmarshalText reads an id as MarshalText or layout 1 wrote it.
func (t *idText) UnmarshalText(text []byte) error {
	raw, plain := longText(text, 16)
	if *t = idText(plain); raw != nil {
		*t = idText(idString(raw))
	}
	return nil
}

// MarshalText writes a hash in base64.
func (t sumText) MarshalText() ([]byte, error) {
	sum, err := hex.DecodeString(string(t))
	return shortText(string(t), sum, err == nil && len(sum) == 32 && hex.EncodeToString(sum) == string(t)), nil
}

// UnmarshalText reads a hash as MarshalText or layout 1 wrote it.
func (t *sumText) UnmarshalText(text []byte) error {
	raw, plain := longText(text, 32)
	if *t = sumText(plain); raw != nil {
		*t = sumText(hex.EncodeToString(raw))
	}
	return nil
}

func shortText(text string, raw []byte, short bool) []byte {
	if !short {
		return append([]byte{'='}, text...)
	}
	return base64.RawURLEncoding.AppendEncode(nil, raw)
}

// longText returns the bytes that base64 stands for, or the text that it is not.
func longText(text []byte, size int) (raw []byte, plain string) {
	if len(text) > 0 && text[0] == '=' {
		return nil, string(text[1:])
	}
	if len(text) == base64.RawURLEncoding.EncodedLen(size) {
		if raw, err := base64.RawURLEncoding.AppendDecode(nil, text); err == nil && len(raw) == size {
			return raw, ""
		}
	}
	return nil, string(text)
}
