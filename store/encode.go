package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"

	"sada"
)

// The versions of a record, in its first byte. The first has JSON behind it, the
// second a check of the JSON and then the JSON. Every later version has its check
// in the same place, so that a flipped bit is not taken for a newer program.
const (
	plainRecord   = 1
	checkedRecord = 2
	recordVersion = checkedRecord // of what is written
	recordHead    = 1 + crc32.Size
)

func encode(v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encoding a record: %w", err)
	}
	out := make([]byte, recordHead, recordHead+len(body))
	out[0] = recordVersion
	binary.BigEndian.PutUint32(out[1:], checkOf(body))
	return append(out, body...), nil
}

// decode reads a record. The error wraps sada.ErrDamaged or sada.ErrNewer.
func decode(raw []byte, v any) error {
	body, err := recordBody(raw)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return fmt.Errorf("reading a record: %w: %v", sada.ErrDamaged, err)
	}
	return nil
}

// recordBody checks a record and returns what stands behind its head.
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
	if raw[0] != checkedRecord {
		return nil, fmt.Errorf("reading a record of version %d: %w", raw[0], sada.ErrNewer)
	}
	return raw[recordHead:], nil
}

// checkOf is CRC-32C, as RFC 3720 has it: most processors compute it.
func checkOf(body []byte) uint32 { return crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) }
