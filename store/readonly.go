package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"sada"
)

// ReadOnly reports whether the archive was opened for questions alone.
func (db *DB) ReadOnly() bool { return db.o.ReadOnly }

// unwritable tells an archive that this process may read and not write from every
// other error: its folder or file is another's, or the disk is mounted so.
func unwritable(path string, err error) error {
	if !errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.EROFS) {
		return err
	}
	f, closed := os.Open(path)
	if closed != nil {
		return err
	}
	f.Close()
	return fmt.Errorf("%w: %v", sada.ErrReadOnly, err)
}
