package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"

	jsonv2 "github.com/go-json-experiment/json"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"sada"
)

// The versions of a record, in its first byte. The first has JSON behind it, the
// second a check and then JSON, the third a check and then JSON packed with the
// dictionary, the fourth a check and then a form of the record's own. Every later
// version has its check in the same place, so that a flipped bit is not taken for a
// newer program.
const (
	plainRecord   = 1
	checkedRecord = 2
	packedRecord  = 3
	compactRecord = 4
	newestRecord  = compactRecord
	recordHead    = 1 + crc32.Size
	// shortRecord is the length below which packing is not worth its time.
	shortRecord = 128
)

// A compact record has a form of its own, because there are many of it and it is
// small. ok is false for one that the form cannot hold: then it is kept as JSON.
type (
	packs interface {
		pack(into []byte) (packed []byte, ok bool)
	}
	unpacks interface {
		unpack(body []byte) error
	}
)

func encode(v any) ([]byte, error) {
	if c, has := v.(packs); has {
		if out, ok := c.pack(make([]byte, recordHead, 128)); ok {
			return sealed(compactRecord, out), nil
		}
	}
	body, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encoding a record: %w", err)
	}
	return encodeBody(body)
}

// encodeBody makes a record of JSON, packed where that is shorter.
func encodeBody(body []byte) ([]byte, error) {
	out := make([]byte, recordHead, recordHead+len(body))
	if len(body) >= shortRecord {
		if packed := packBody(out, body); len(packed) < len(body) {
			return sealed(packedRecord, packed), nil
		}
	}
	return sealed(checkedRecord, append(out, body...)), nil
}

// sealed writes the head of a record.
func sealed(version byte, raw []byte) []byte {
	raw[0] = version
	binary.BigEndian.PutUint32(raw[1:], checkOf(raw[recordHead:]))
	return raw
}

// decode reads a record. The error wraps sada.ErrDamaged or sada.ErrNewer.
func decode(raw []byte, v any) error {
	body, err := recordBody(raw)
	if err != nil {
		return err
	}
	if raw[0] == compactRecord {
		c, has := v.(unpacks)
		if !has {
			return fmt.Errorf("reading a record: %w: it is of another kind", sada.ErrDamaged)
		}
		if err := c.unpack(body); err != nil {
			return fmt.Errorf("reading a record: %w: %v", sada.ErrDamaged, err)
		}
		return nil
	}
	if err := unmarshal(body, v); err != nil {
		return fmt.Errorf("reading a record: %w: %v", sada.ErrDamaged, err)
	}
	return nil
}

// unmarshal reads JSON that this room has written, twice as fast as encoding/json
// does and to the same value: an export is little else.
func unmarshal(body []byte, v any) error {
	return jsonv2.Unmarshal(body, v, jsonv1.FormatDurationAsNano(true))
}

// recordBody checks a record and returns what stands behind its head: JSON, or the
// record's own form.
func recordBody(raw []byte) ([]byte, error) {
	if len(raw) == 0 {
		return nil, fmt.Errorf("reading a record: %w: it is empty", sada.ErrDamaged)
	}
	if raw[0] == plainRecord {
		return raw[1:], nil
	}
	if len(raw) < recordHead || checkOf(raw[recordHead:]) != binary.BigEndian.Uint32(raw[1:]) {
		return nil, fmt.Errorf("reading a record: %w: its bytes are not those that were kept", sada.ErrDamaged)
	}
	switch body := raw[recordHead:]; raw[0] {
	case checkedRecord, compactRecord:
		return body, nil
	case packedRecord:
		plain, err := unpackBody(body)
		if err != nil {
			return nil, fmt.Errorf("reading a record: %w: %v", sada.ErrDamaged, err)
		}
		return plain, nil
	}
	return nil, fmt.Errorf("reading a record of version %d: %w", raw[0], sada.ErrNewer)
}

// checkOf is CRC-32C, as RFC 3720 has it: most processors compute it.
func checkOf(body []byte) uint32 { return crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) }
