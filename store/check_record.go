package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// recordCheck looks at records within one transaction, in one goroutine.
type recordCheck struct {
	*checking
	buckets map[string]*bolt.Bucket
}

func newRecordCheck(c *checking, tx *bolt.Tx) *recordCheck {
	r := &recordCheck{checking: c, buckets: map[string]*bolt.Bucket{}}
	for _, name := range buckets {
		r.buckets[name] = tx.Bucket([]byte(name))
	}
	return r
}

// batch looks at some records of one bucket.
func (r *recordCheck) batch(b batch) error {
	look := r.looks()[b.bucket]
	unchecked := 0
	for i, key := range b.keys {
		if look == nil {
			break
		}
		if err := look(key, b.raws[i]); err != nil {
			r.fault("%s %s: %w", b.bucket, shown(key), err)
		}
		if holdsRecords(b.bucket) && len(b.raws[i]) > 0 && b.raws[i][0] == plainRecord {
			unchecked++
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found.Unchecked += unchecked
	if r.read += len(b.keys); r.read%(64*someRecords) < len(b.keys) {
		r.report("records", r.read, 0)
	}
	return nil
}

// shown is a key as a person can read it: text, and in hex what is none.
func shown(key []byte) string {
	for _, b := range key {
		if b < ' ' && b != 0 || b >= 0x7f {
			return fmt.Sprintf("%x", key)
		}
	}
	return strings.ReplaceAll(string(key), "\x00", " ")
}

// holdsRecords reports whether the values of a bucket are records.
func holdsRecords(bucket string) bool {
	switch bucket {
	case "cards", "versions", "captures", "clippings", "blobs", "frontier", "seen", "endpoints", "families", "bonds", "health", "hosts", "sources", "events":
		return true
	}
	return false
}

// looks tells how the records of each bucket are looked at.
func (r *recordCheck) looks() map[string]func(key, raw []byte) error {
	return map[string]func(key, raw []byte) error{
		"cards": r.card, "versions": r.version, "captures": r.capture, "clippings": r.clipping, "blobs": r.blob,
		"frontier": r.waiting, "seen": r.seen, "sketches": r.sketch, "families": r.family, "bonds": r.bound,
		"keys":       func(_, id []byte) error { return r.there("cards", id) },
		"ties":       func(_, id []byte) error { return r.there("cards", id) },
		"capturesof": r.captureOf,
		"clipsof": func(key, _ []byte) error {
			id, event := key[:min(16, len(key))], key[min(16, len(key)):]
			return r.there("clippings", scoped(string(event), id))
		},
		"endpoints": func(_, raw []byte) error { return decode(raw, new(endpointRecord)) },
		"health":    func(_, raw []byte) error { return decode(raw, new(healthRecord)) },
		"hosts":     func(_, raw []byte) error { return decode(raw, new(hostRecord)) },
		"sources":   func(_, raw []byte) error { return decode(raw, new(sourceRecord)) },
		"events":    func(_, raw []byte) error { return decode(raw, new(eventRecord)) },
	}
}

// there reports a key that a bucket should have and has not.
func (r *recordCheck) there(bucket string, key []byte) error {
	if r.buckets[bucket].Get(key) == nil {
		return fmt.Errorf("it names %s in %s, which is not there", shown(key), bucket)
	}
	return nil
}

func (r *recordCheck) card(id, raw []byte) error {
	var c cardRecord
	err := decode(raw, &c)
	r.mu.Lock()
	r.articles++
	r.versions += c.Current
	if err != nil {
		r.unread++
	}
	r.mu.Unlock()
	if err != nil {
		return err
	}
	if c.ID != "" && idString(id) != c.ID {
		return fmt.Errorf("it says that it is article %s", c.ID)
	}
	for n := 1; n <= c.Current; n++ {
		if err := r.there("versions", append(bytes.Clone(id), number(uint64(n))...)); err != nil {
			return err
		}
	}
	for _, k := range c.Keys {
		if !bytes.Equal(r.buckets["keys"].Get(keyOf(k)), id) {
			return fmt.Errorf("key %q does not lead to it", k)
		}
	}
	if sketch := r.buckets["sketches"].Get(number(c.Sketch)); c.Sketch > 0 && sketch != nil && !bytes.HasPrefix(sketch, id) {
		return fmt.Errorf("its sketch %d is another's", c.Sketch)
	}
	return nil
}

func (r *recordCheck) version(key, raw []byte) error {
	var v versionRecord
	if err := decode(raw, &v); err != nil {
		return err
	}
	if sum, err := hex.DecodeString(v.Text); err != nil || len(sum) != sha256.Size {
		return fmt.Errorf("the hash of its text is %q", v.Text)
	}
	if err := r.there("captures", number(v.Capture)); err != nil {
		return err
	}
	return r.there("cards", key[:min(16, len(key))])
}

func (r *recordCheck) capture(key, raw []byte) error {
	var c captureRecord
	if err := decode(raw, &c); err != nil {
		return err
	}
	if !bytes.Equal(number(c.Seq), key) {
		return fmt.Errorf("it says that it is capture %d", c.Seq)
	}
	if c.Article == "" {
		return nil
	}
	article := idBytes(string(c.Article))
	if err := r.there("cards", article); err != nil {
		return err
	}
	return r.there("capturesof", append(article, key...))
}

func (r *recordCheck) captureOf(key, _ []byte) error {
	if len(key) != 24 {
		return fmt.Errorf("it has %d bytes", len(key))
	}
	if err := r.there("cards", key[:16]); err != nil {
		return err
	}
	return r.there("captures", key[16:])
}

func (r *recordCheck) clipping(key, raw []byte) error {
	event, id, _ := bytes.Cut(key, []byte{0})
	if err := decode(raw, new(clippingRecord)); err != nil {
		return err
	}
	if err := r.there("cards", id); err != nil {
		return err
	}
	return r.there("clipsof", append(bytes.Clone(id), event...))
}

func (r *recordCheck) waiting(key, raw []byte) error {
	var q queuedRecord
	if err := decode(raw, &q); err != nil {
		return err
	}
	source, _, _ := strings.Cut(string(key), "\x00")
	place := r.buckets["queued"].Get(scoped(source, keyOf(q.Key)))
	if len(place) < 8 || !bytes.HasSuffix(key, place[:8]) {
		return fmt.Errorf("%s waits and is not in the index", q.URL)
	}
	if r.buckets["due"].Get(dueKey(source, place)) == nil {
		return fmt.Errorf("%s waits and would never be due", q.URL)
	}
	return nil
}

func (r *recordCheck) seen(_, raw []byte) error {
	var s seenRecord
	if err := decode(raw, &s); err != nil || s.Article == "" {
		return err
	}
	return r.there("cards", idBytes(s.Article))
}

func (r *recordCheck) sketch(_, raw []byte) error {
	if _, _, _, ok := readSketch(raw); !ok {
		return fmt.Errorf("it has %d bytes, which are no numbers", len(raw))
	}
	return r.there("cards", raw[:16])
}

func (r *recordCheck) blob(key, raw []byte) error {
	var at blobRecord
	if err := decode(raw, &at); err != nil {
		return err
	}
	if len(key) != sha256.Size {
		return fmt.Errorf("its hash has %d bytes", len(key))
	}
	b := placedBlob{key: at.Key}
	copy(b.sum[:], key)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.blobs[at.File] = append(r.blobs[at.File], b)
	return nil
}
