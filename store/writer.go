package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// batchOps is how many waiting calls one transaction takes at most.
const batchOps = 512

// op is one call that changes the archive.
type op struct {
	blobs []*blob
	apply func(tx *bolt.Tx) error
	done  chan error
}

// blob is bytes on their way to a period file.
type blob struct {
	sum    [sha256.Size]byte
	file   string
	packed []byte // hash and zstd
	size   int64
	kind   string
	key    uint64 // in its file, once it is there
}

// newBlob hashes and packs bytes; this is done by the caller, so that the one
// writer has little to do.
func (db *DB) newBlob(file string, body []byte, kind string) *blob {
	b := &blob{sum: sha256.Sum256(body), file: file, size: int64(len(body)), kind: kind}
	b.packed = make([]byte, sha256.Size, sha256.Size+len(body)/3+64)
	copy(b.packed, b.sum[:])
	b.packed = db.pack.EncodeAll(body, b.packed)
	return b
}

func (b *blob) hash() string { return hex.EncodeToString(b.sum[:]) }

// do hands a change to the writer and waits until it is on disk. When ctx ends
// while it waits, the change may still be made.
func (db *DB) do(ctx context.Context, apply func(tx *bolt.Tx) error, blobs ...*blob) error {
	if err := ended(ctx); err != nil {
		return err
	}
	if db.o.ReadOnly {
		return fmt.Errorf("keeping something: %w", sada.ErrReadOnly)
	}
	o := &op{blobs: blobs, apply: apply, done: make(chan error, 1)}
	select {
	case db.ops <- o:
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-db.closed:
		return errors.New("the archive is closed")
	}
	select {
	case err := <-o.done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-db.done:
		select {
		case err := <-o.done:
			return err
		default:
			return errors.New("the archive is closed")
		}
	}
}

// write is the one writer: it takes what waits, and commits it together.
func (db *DB) write() {
	defer close(db.done)
	for {
		var batch []*op
		select {
		case o := <-db.ops:
			batch = append(batch, o)
		case <-db.closed:
			select {
			case o := <-db.ops:
				batch = append(batch, o)
			default:
				return
			}
		}
	more:
		for len(batch) < batchOps {
			select {
			case o := <-db.ops:
				batch = append(batch, o)
			default:
				break more
			}
		}
		db.commit(batch)
	}
}

// commit makes the changes of a batch in one transaction. A change that fails
// is answered with its error, and the others are made without it.
func (db *DB) commit(batch []*op) {
	if err := db.putBlobs(batch); err != nil {
		if len(batch) > 1 {
			for _, o := range batch {
				db.commit([]*op{o})
			}
			return
		}
		batch[0].done <- err
		return
	}
	for len(batch) > 0 {
		failed := -1
		err := db.guard(func() error {
			return db.main.Update(func(tx *bolt.Tx) error {
				fill(tx)
				for i, o := range batch {
					if err := db.nameBlobs(tx, o.blobs); err != nil {
						failed = i
						return err
					}
					if err := o.apply(tx); err != nil {
						failed = i
						return err
					}
				}
				return nil
			})
		})
		if err == nil {
			for _, o := range batch {
				o.done <- nil
			}
			return
		}
		db.kin = kinIndex{} // it may know texts that were not kept
		if failed < 0 {
			err = wrapDisk("committing", err)
			for _, o := range batch {
				o.done <- err
			}
			return
		}
		batch[failed].done <- err
		batch = append(batch[:failed:failed], batch[failed+1:]...)
	}
}

// full leaves no room on a page for the keys to come; roomy a tenth, for records
// that grow.
const (
	full  = 1.0
	roomy = 0.9
)

// fill says how full the pages of buckets become whose keys ascend: bbolt would
// leave each of them half empty.
func fill(tx *bolt.Tx) {
	for _, name := range []string{"versions", "captures", "capturesof", "clipsof", "newest", "sketches", "leftout"} {
		tx.Bucket([]byte(name)).FillPercent = full
	}
	for _, name := range []string{"cards", "clippings"} {
		tx.Bucket([]byte(name)).FillPercent = roomy
	}
}

// putBlobs commits the blobs of a batch to their period files, each file once.
// What the archive holds already is not put again.
func (db *DB) putBlobs(batch []*op) error {
	byFile := map[string][]*blob{}
	err := db.guard(func() error {
		return db.main.View(func(tx *bolt.Tx) error {
			for _, o := range batch {
				for _, b := range o.blobs {
					b.key = 0
					if !db.holds(tx, b.sum[:]) || b.file[:5] == "clip-" {
						byFile[b.file] = append(byFile[b.file], b)
					}
				}
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	for name, blobs := range byFile {
		if err := db.putFile(name, blobs); err != nil {
			return err
		}
	}
	return nil
}

// putFile commits blobs to one period file and notes their keys.
func (db *DB) putFile(name string, blobs []*blob) error {
	f, err := db.file(name, true)
	if err != nil {
		return err
	}
	err = db.guard(func() error {
		return f.Update(func(tx *bolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("blobs"))
			if err != nil {
				return err
			}
			bucket.FillPercent = 1 // keys only grow
			for _, b := range blobs {
				if b.key, err = bucket.NextSequence(); err != nil {
					return err
				}
				if err := bucket.Put(number(b.key), b.packed); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return wrapDisk("keeping in "+name, err)
}

// holds reports whether the archive has a blob where its record says.
func (db *DB) holds(tx *bolt.Tx, sum []byte) bool {
	at, err := whereIn(tx, sum)
	if err != nil {
		return false
	}
	f, err := db.file(at.File, false)
	if err != nil {
		return false
	}
	found := false
	err = db.guard(func() error {
		return f.View(func(tx *bolt.Tx) error {
			if b := tx.Bucket([]byte("blobs")); b != nil {
				found = bytes.HasPrefix(b.Get(number(at.Key)), sum)
			}
			return nil
		})
	})
	return err == nil && found
}

// nameBlobs says in main.db where the blobs of an op lie.
func (db *DB) nameBlobs(tx *bolt.Tx, blobs []*blob) error {
	bucket := tx.Bucket([]byte("blobs"))
	for _, b := range blobs {
		if b.key == 0 {
			continue // the archive had it
		}
		if b.file[:5] != "clip-" && db.holds(tx, b.sum[:]) {
			continue // a twin in this batch came first
		}
		raw, err := encode(blobRecord{File: b.file, Key: b.key, Size: b.size, Kind: b.kind})
		if err != nil {
			return err
		}
		if err := errors.Join(listFile(tx, b.file), bucket.Put(b.sum[:], raw)); err != nil {
			return fmt.Errorf("naming a blob: %w", err)
		}
	}
	return nil
}

// number is a key that sorts as numbers do.
func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// scoped is name, a zero byte, and rest.
func scoped(name string, rest []byte) []byte {
	key := make([]byte, 0, len(name)+1+len(rest))
	return append(append(append(key, name...), 0), rest...)
}
