package store

import (
	"fmt"
	"slices"

	"github.com/google/uuid"
	bolt "go.etcd.io/bbolt"

	"sada"
)

// idBytes is an id as a key; what is no id gives a key that nothing has.
func idBytes(id string) []byte {
	u, err := uuid.Parse(id)
	if err != nil {
		return []byte("?" + id)
	}
	return u[:]
}

// idKey is idBytes as an array.
func idKey(id string) (key [16]byte) {
	copy(key[:], idBytes(id))
	return key
}

func idString(raw []byte) string {
	u, err := uuid.FromBytes(raw)
	if err != nil {
		return ""
	}
	return u.String()
}

func put(b *bolt.Bucket, key []byte, v any) error {
	raw, err := encode(v)
	if err != nil {
		return err
	}
	return b.Put(key, raw)
}

// findCard finds an article by the first of its keys that is known.
func findCard(tx *bolt.Tx, keys []string) (*cardRecord, error) {
	for _, key := range keys {
		if key == "" {
			continue
		}
		if id := articleOf(tx, key); id != nil {
			return readCard(tx, idString(id))
		}
	}
	return nil, nil
}

func readCard(tx *bolt.Tx, id string) (*cardRecord, error) {
	raw := tx.Bucket([]byte("cards")).Get(idBytes(id))
	if raw == nil {
		return nil, fmt.Errorf("article %s: %w", id, sada.ErrNotFound)
	}
	return cardOf(idBytes(id), raw)
}

// cardOf reads a card. Its id is its key.
func cardOf(key, raw []byte) (*cardRecord, error) {
	var c cardRecord
	err := decode(raw, &c)
	c.ID = idString(key)
	return &c, err
}

func putCard(tx *bolt.Tx, c *cardRecord) error {
	bare := *c
	bare.ID = ""
	return put(tx.Bucket([]byte("cards")), idBytes(c.ID), &bare)
}

// maxAliases bounds the addresses that one article is known by.
const maxAliases = 50

// alias notes another address of an article, and reports whether it is new.
func (c *cardRecord) alias(u string) bool {
	if u == c.URL || slices.Contains(c.Aliases, u) || len(c.Aliases) >= maxAliases {
		return false
	}
	c.Aliases = append(c.Aliases, u)
	return true
}
