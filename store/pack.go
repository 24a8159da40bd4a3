package store

import (
	_ "embed" // the dictionary
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/s2"
)

// dictionary holds what records have in common: the names of their fields, headers
// that servers send, words of addresses. Records are short, and without it there
// would be little in one of them to pack. S2 and not zstd packs them: zstd makes
// them a fifth shorter in five times the time.
//
//go:embed records.dict
var dictionary []byte

// longestRecord bounds what a record may unpack to, in bytes.
const longestRecord = 64 << 20

// records is the dictionary made ready, when the first record is packed or read. It
// is the same for all archives and never changes.
var records = sync.OnceValue(func() *s2.Dict { return s2.NewDict(dictionary) })

// packBody appends JSON, packed.
func packBody(into, body []byte) []byte { return append(into, records().EncodeBetter(nil, body)...) }

func unpackBody(packed []byte) ([]byte, error) {
	n, err := s2.DecodedLen(packed)
	if err != nil {
		return nil, err
	}
	if n > longestRecord {
		return nil, fmt.Errorf("it would unpack to %d bytes", n)
	}
	body, err := records().Decode(make([]byte, 0, n), packed)
	if err == nil && len(body) != n {
		err = errors.New("it unpacks to another length")
	}
	return body, err
}
