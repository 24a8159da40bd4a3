package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"

	bolt "go.etcd.io/bbolt"
)

// keySize is how much of its SHA-256 stands for an identity key: two addresses that
// share it are not to be found, by chance or with a will.
const keySize = 16

// keyOf stands for an identity key in main.db, where its text says nothing that the
// card or the mark does not say.
func keyOf(key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return sum[:keySize]
}

// articleOf is the id of the article that has an identity key; nil for none.
func articleOf(tx *bolt.Tx, key string) []byte { return tx.Bucket([]byte("keys")).Get(keyOf(key)) }

// address32 tells addresses apart well enough to see whether one is new.
func address32(u string) uint32 {
	sum := sha256.Sum256([]byte(u))
	return binary.BigEndian.Uint32(sum[:])
}

// pack writes the mark of an article that was read: its address stands in the card.
func (r seenRecord) pack(into []byte) ([]byte, bool) {
	id, at, modified := idBytes(r.Article), int64(0), int64(0)
	at, ok := packTime(r.At)
	modified, also := packTime(r.Modified)
	if len(id) != 16 || idString(id) != r.Article || !ok || !also || r.Reason != "" || r.Detail != "" || r.Carried || len(r.Source) > 255 {
		return into, false
	}
	address := r.address
	if r.URL != "" {
		address = address32(r.URL)
	}
	into = append(append(into, id...), byte(len(r.Source)))
	into = append(into, r.Source...)
	into = binary.AppendVarint(binary.AppendVarint(into, at), modified)
	into = binary.BigEndian.AppendUint32(into, address)
	for _, said := range r.Said {
		into = append(binary.AppendUvarint(into, uint64(len(said))), said...)
	}
	return into, true
}

func (r *seenRecord) unpack(body []byte) error {
	rest := cutter{body, false}
	r.Article = idString(rest.bytes(16))
	if size := rest.bytes(1); len(size) == 1 {
		r.Source = string(rest.bytes(uint64(size[0])))
	}
	r.At, r.Modified = rest.time(), rest.time()
	if raw := rest.bytes(4); len(raw) == 4 {
		r.address = binary.BigEndian.Uint32(raw)
	}
	for len(rest.left) > 0 {
		r.Said = append(r.Said, bytes.Clone(rest.bytes(rest.number())))
	}
	return rest.err()
}
