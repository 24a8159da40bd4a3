package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// openFile opens one bbolt file after a look at its own account of its size.
func openFile(path string, readOnly bool) (db *bolt.DB, err error) {
	if err := sound(path); err != nil {
		return nil, err
	}
	failure := guard(func() error {
		db, err = bolt.Open(path, 0o600, &bolt.Options{
			Timeout: time.Second, FreelistType: bolt.FreelistMapType, NoFreelistSync: false, ReadOnly: readOnly,
		})
		return err
	})
	if failure != nil {
		if errors.Is(failure, sada.ErrDamaged) {
			return nil, fmt.Errorf("%s: %w", filepath.Base(path), failure)
		}
		return nil, wrapDisk("opening "+filepath.Base(path), failure)
	}
	return db, nil
}

// guard runs f and turns a panic of bbolt, or a fault of its memory map, into
// sada.ErrDamaged: only a damaged file brings them about.
func guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", sada.ErrDamaged, p)
		}
	}()
	err = f()
	for _, sign := range []string{"invalid database", "checksum error", "version mismatch", "file size too small"} {
		if err != nil && strings.Contains(err.Error(), sign) {
			return fmt.Errorf("%w: %v", sada.ErrDamaged, err)
		}
	}
	return err
}

// wrapDisk wraps an error, and tells a full disk by its name; a quota and a limit
// of the size of files (RLIMIT_FSIZE) are one to those who write.
func wrapDisk(doing string, err error) error {
	if err == nil {
		return nil
	}
	full := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG) || errors.Is(err, errQuota)
	// bbolt words the error of a file that cannot grow and does not wrap it.
	for _, limit := range []error{syscall.ENOSPC, syscall.EFBIG, errQuota} {
		full = full || strings.Contains(err.Error(), "file resize error: ") && strings.Contains(err.Error(), limit.Error())
	}
	if full {
		return fmt.Errorf("%s: %w: %v", doing, sada.ErrDiskFull, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// The two meta pages of a bbolt file, as bbolt's own source lays them out.
const (
	metaMagic  = 0xED0CDAED
	pageHeader = 16
	metaSize   = 64
)

// sound reads the meta pages of a bbolt file and compares the size that they
// tell with the file's. bbolt maps the file without doing so, and a file cut
// short would end the process.
func sound(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("opening %s: %w", filepath.Base(path), err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("opening %s: %w", filepath.Base(path), err)
	}
	if info.Size() == 0 {
		return nil // bbolt makes a new file of it
	}
	damaged := func(how string) error {
		return fmt.Errorf("%s: %w: %s", filepath.Base(path), sada.ErrDamaged, how)
	}
	first, ok := readMeta(f, 0)
	pageSize := int64(os.Getpagesize())
	if ok {
		pageSize = int64(first.pageSize)
	}
	if pageSize < 512 || pageSize > 1<<20 {
		return damaged("its first page makes no sense")
	}
	second, also := readMeta(f, pageSize)
	if !ok && !also {
		return damaged("neither of its first pages can be read")
	}
	newest := first
	if !ok || also && second.tx > first.tx {
		newest = second
	}
	if need := int64(newest.pages) * int64(newest.pageSize); info.Size() < need {
		return damaged(fmt.Sprintf("it has %d bytes and should have %d", info.Size(), need))
	}
	return nil
}

type meta struct {
	pageSize uint32
	pages    uint64 // pages in use
	tx       uint64
}

// readMeta reads the meta page at an offset; ok is false when it is not valid.
func readMeta(r io.ReaderAt, at int64) (m meta, ok bool) {
	b := make([]byte, metaSize)
	if _, err := r.ReadAt(b, at+pageHeader); err != nil {
		return m, false
	}
	n := binary.NativeEndian
	if n.Uint32(b) != metaMagic {
		return m, false
	}
	sum := fnv.New64a()
	sum.Write(b[:56])
	if sum.Sum64() != n.Uint64(b[56:]) {
		return m, false
	}
	return meta{n.Uint32(b[8:]), n.Uint64(b[40:]), n.Uint64(b[48:])}, true
}
