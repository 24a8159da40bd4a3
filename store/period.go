package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"sada"
)

// The names of period files.
func textFile(t time.Time) string { return "text-" + t.UTC().Format("2006-01") + ".db" }
func pageFile(t time.Time) string { return "page-" + t.UTC().Format("2006-01-02") + ".db" }
func clipFile(t time.Time) string { return "clip-" + t.UTC().Format("2006-01") + ".db" }

// periodBegin returns the kind of a period file, and the instant at which its
// period begins.
func periodBegin(name string) (kind byte, begin time.Time, ok bool) {
	word, period, ok := strings.Cut(strings.TrimSuffix(name, ".db"), "-")
	if !ok {
		return 0, begin, false
	}
	layout := "2006-01"
	switch word {
	case "text":
		kind = textKind
	case "page":
		kind, layout = pageKind, "2006-01-02"
	case "clip":
		kind = clipKind
	default:
		return 0, begin, false
	}
	begin, err := time.Parse(layout, period)
	return kind, begin, err == nil
}

// periodEnd returns the instant at which a period file stops growing.
func periodEnd(name string) (time.Time, bool) {
	kind, begin, ok := periodBegin(name)
	if kind == pageKind {
		return begin.AddDate(0, 0, 1), ok
	}
	return begin.AddDate(0, 1, 0), ok
}

// file opens a period file, once.
func (db *DB) file(name string, make bool) (*bolt.DB, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if f, open := db.files[name]; open {
		return f, nil
	}
	path := filepath.Join(db.dir, name)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) && !make {
		return nil, &lostFile{name}
	}
	f, err := openFile(path, db.o.ReadOnly)
	if err != nil {
		return nil, err
	}
	db.files[name] = f
	return f, nil
}

// lostFile is the error for a period file that main.db names and that is not
// there. It is damage: retention takes a file out of main.db before it removes it.
type lostFile struct{ name string }

func (e *lostFile) Error() string { return e.name + " is gone: " + sada.ErrDamaged.Error() }
func (e *lostFile) Unwrap() error { return sada.ErrDamaged }

// Body returns the bytes that have the given SHA-256 in lower-case hex. The
// error wraps sada.ErrNotFound when retention has taken them, and
// sada.ErrDamaged when they are lost or are not what was kept.
func (db *DB) Body(sum string) ([]byte, error) {
	key, err := hex.DecodeString(sum)
	if err != nil || len(key) != sha256.Size {
		return nil, fmt.Errorf("blob %q: %w", sum, sada.ErrNotFound)
	}
	at, err := db.where(key)
	if err != nil {
		return nil, err
	}
	return db.fetch(key, at)
}

// where tells where a blob lies.
func (db *DB) where(sum []byte) (at blobRecord, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		at, err = whereIn(tx, sum)
		return err
	})
	return at, err
}

func whereIn(tx *bolt.Tx, sum []byte) (at blobRecord, err error) {
	raw := tx.Bucket([]byte("blobs")).Get(sum)
	if raw == nil {
		return at, fmt.Errorf("blob %x: %w", sum, sada.ErrNotFound)
	}
	if err := decode(raw, &at); err != nil {
		return at, fmt.Errorf("blob %x: %w", sum, err)
	}
	return at, nil
}

// fetch reads a blob outside of a transaction. Where its file is not there, the
// blob is looked up again: it may have been moved or taken meanwhile.
func (db *DB) fetch(sum []byte, at blobRecord) ([]byte, error) {
	for {
		body, err := db.unpack(sum, at)
		var lost *lostFile
		if !errors.As(err, &lost) && !errors.Is(err, berrors.ErrDatabaseNotOpen) {
			return body, db.meet(err)
		}
		again, failure := db.where(sum)
		if failure != nil {
			return nil, failure
		}
		if again == at && lost != nil {
			return nil, db.meet(err)
		}
		at = again
	}
}

// unpack reads a blob where it lies and checks it.
func (db *DB) unpack(sum []byte, at blobRecord) ([]byte, error) {
	packed, err := db.packed(sum, at)
	if err != nil {
		return nil, err
	}
	damaged := func(how string) error {
		return fmt.Errorf("blob %x in %s: %w: %s", sum, at.File, sada.ErrDamaged, how)
	}
	if len(packed) < sha256.Size || string(packed[:sha256.Size]) != string(sum) {
		return nil, damaged("it carries another hash")
	}
	body, err := db.open.DecodeAll(packed[sha256.Size:], nil)
	if err != nil {
		return nil, damaged(err.Error())
	}
	if got := sha256.Sum256(body); string(got[:]) != string(sum) {
		return nil, damaged("its bytes have another hash")
	}
	return body, nil
}

// packed copies a blob as it lies in its file.
func (db *DB) packed(sum []byte, at blobRecord) (packed []byte, err error) {
	f, err := db.file(at.File, false)
	if err != nil {
		return nil, fmt.Errorf("blob %x: %w", sum, err)
	}
	err = db.guard(func() error {
		return f.View(func(tx *bolt.Tx) error {
			if b := tx.Bucket([]byte("blobs")); b != nil {
				packed = append([]byte(nil), b.Get(number(at.Key))...)
			}
			return nil
		})
	})
	if err == nil && len(packed) == 0 {
		err = fmt.Errorf("blob %x is not in %s: %w", sum, at.File, sada.ErrDamaged)
	}
	return packed, err
}

// promote copies blobs of an article that has become a clipping to the files
// that stay. Bodies that retention has taken already or that are damaged are
// passed over: the clipping stays without them.
func (db *DB) promote(tx *bolt.Tx, sums [][]byte) error {
	bucket := tx.Bucket([]byte("blobs"))
	var moved []*blob
	for _, sum := range sums {
		raw := bucket.Get(sum)
		if raw == nil {
			continue
		}
		var at blobRecord
		if err := decode(raw, &at); err != nil {
			return err
		}
		if strings.HasPrefix(at.File, "clip-") {
			continue
		}
		packed, err := db.packed(sum, at)
		if gone(err) || errors.Is(err, sada.ErrDamaged) {
			continue
		}
		if err != nil {
			return err
		}
		b := &blob{file: clipFile(db.o.Now()), packed: packed, size: at.Size, kind: at.Kind}
		copy(b.sum[:], sum)
		moved = append(moved, b)
	}
	if len(moved) == 0 {
		return nil
	}
	if err := db.putFile(moved[0].file, moved); err != nil {
		return err
	}
	return db.nameBlobs(tx, moved)
}

func (db *DB) view(f func(tx *bolt.Tx) error) error {
	return db.meet(db.guard(func() error { return db.main.View(f) }))
}
