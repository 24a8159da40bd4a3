package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// fewBlobs is how many blobs one transaction of retention forgets: so few that
// what else is to be written waits some milliseconds only.
const fewBlobs = 100

// forget takes a period file out of main.db, a few blobs at a time, and removes it.
// The file itself tells which blobs lie in it.
func (db *DB) forget(ctx context.Context, name string) error {
	sums, err := db.sumsIn(name)
	if err != nil {
		// A damaged file cannot tell: main.db is walked for it.
		if sums, err = db.named(name); err != nil {
			return err
		}
	}
	slices.SortFunc(sums, bytes.Compare) // neighbours lie on one page
	for few := range slices.Chunk(sums, fewBlobs) {
		err := db.do(ctx, func(tx *bolt.Tx) error {
			bucket := tx.Bucket([]byte("blobs"))
			for _, sum := range few {
				lies, err := liesIn(bucket.Get(sum), name)
				if err != nil || !lies {
					continue // it lies elsewhere, or Check tells of it
				}
				if err := bucket.Delete(sum); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := db.do(ctx, func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Delete([]byte(fileMark + name)) }); err != nil {
		return err
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if f, open := db.files[name]; open {
		delete(db.files, name)
		if err := f.Close(); err != nil {
			return err
		}
	}
	if err := os.Remove(filepath.Join(db.dir, name)); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil // it was lost
}

// sumsIn reads the hashes of the blobs in a period file.
func (db *DB) sumsIn(name string) (sums [][]byte, err error) {
	f, err := db.file(name, false)
	if err != nil {
		return nil, err
	}
	err = db.guard(func() error {
		return f.View(func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte("blobs"))
			if b == nil {
				return nil
			}
			return b.ForEach(func(_, packed []byte) error {
				if len(packed) >= sha256.Size {
					sums = append(sums, bytes.Clone(packed[:sha256.Size]))
				}
				return nil
			})
		})
	})
	return sums, err
}

// named walks main.db for the blobs that it says lie in a file.
func (db *DB) named(name string) (sums [][]byte, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("blobs")).ForEach(func(sum, raw []byte) error {
			if lies, err := liesIn(raw, name); err == nil && lies {
				sums = append(sums, bytes.Clone(sum))
			}
			return nil
		})
	})
	return sums, err
}

func liesIn(raw []byte, name string) (bool, error) {
	if raw == nil {
		return false, nil
	}
	var at blobRecord
	err := decode(raw, &at)
	return at.File == name, err
}
