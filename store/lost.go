package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// The period files that main.db names are listed in meta, so that one that is lost
// is known without reading every blob.
const fileMark = "file "

// listFile notes that blobs lie in a file.
func listFile(tx *bolt.Tx, name string) error {
	meta, key := tx.Bucket([]byte("meta")), []byte(fileMark+name)
	if meta.Get(key) != nil {
		return nil
	}
	return meta.Put(key, []byte{1})
}

// listedFiles are the period files that main.db names.
func (db *DB) listedFiles() (names []string, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte("meta")).Cursor()
		for key, _ := c.Seek([]byte(fileMark)); bytes.HasPrefix(key, []byte(fileMark)); key, _ = c.Next() {
			names = append(names, string(key[len(fileMark):]))
		}
		return nil
	})
	return names, err
}

// listFiles is the migration that lists the files of an archive that listed none.
func listFiles(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
	return eachAfter(tx, "blobs", after, func(_, raw []byte) error {
		var at blobRecord
		if err := decode(raw, &at); err != nil {
			return skipDamaged(err)
		}
		return listFile(tx, at.File)
	})
}

// Lost is a period file that main.db names and that cannot be had.
type Lost struct {
	File string
	How  string // "is gone", ...
}

// Lost lists the period files whose texts, pages and pictures the archive has lost.
func (db *DB) Lost() ([]Lost, error) {
	names, err := db.listedFiles()
	var all []Lost
	for _, name := range names {
		if how := db.lost(name); how != "" {
			all = append(all, Lost{name, how})
		}
	}
	return all, err
}

// lost says how a period file cannot be had, "" for one that can.
func (db *DB) lost(name string) string {
	path := filepath.Join(db.dir, name)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "is gone"
	case err != nil:
		return "cannot be had (" + err.Error() + ")"
	case info.Size() == 0:
		return "is empty"
	}
	if err := sound(path); err != nil {
		return "cannot be read (" + strings.TrimPrefix(err.Error(), name+": ") + ")"
	}
	return ""
}
