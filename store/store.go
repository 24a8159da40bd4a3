// Package store keeps everything: articles with their versions, captures, pages
// and pictures, what waits to be fetched and what was seen, clippings, and the
// state of outlets and hosts. It is the only room that knows bbolt, and it
// decides nothing about the press: what is a new version or a clipping is
// decided by the function its caller hands to Keep.
//
// # On disk
//
// An archive is a folder (0700). main.db holds all that is small; blobs (pages,
// pictures, the articles of versions) lie in period files, each a bbolt file of
// its own with ordered keys:
//
//	text-2022-11.db      articles of versions, kept as long as KeepText says
//	page-2022-11-03.db   pages of articles that are no clipping, KeepPages
//	clip-2022-11.db      pages, articles and pictures of clippings, for good
//	search.db            the search index, which is made anew when it is lost
//
// A blob is the SHA-256 of its bytes and the bytes in zstd. Blobs are committed
// first, then one transaction in main.db names them: that commit acknowledges.
// A blob that main.db does not name is harmless.
//
// The buckets of main.db, with n a big-endian number of eight bytes, id the
// sixteen bytes of an article's UUID, key the first sixteen of the SHA-256 of an
// identity key, moment nanoseconds since 1970 as a number, and 0 a zero byte:
//
//	meta       version, counts, sizes, the question of each event, how far a migration came, the period files
//	cards      id                -> what stays the same over the versions
//	keys       key               -> id
//	ties       hash of a name    -> id of the article that may be meant
//	versions   id n              -> when, from which capture, hash of the article
//	captures   n                 -> how a page was received
//	capturesof id n              -> nothing
//	clippings  event 0 id        -> a clipping
//	clipsof    id event          -> nothing
//	newest     event 0 moment id -> nothing: when a clipping was made that is not stale
//	outside    event 0 id        -> nothing: hits outside the window
//	blobs      hash              -> file and key
//	frontier   source 0 n        -> an address that waits
//	queued     source 0 key      -> n in frontier, moment until which it rests
//	due        source 0 moment n -> nothing
//	reading    source 0 identity key -> a large page that is being read, or that ended two processes
//	seen       key               -> what became of an address
//	leftout    source 0 n        -> key of an address left out
//	endpoints  source 0 url      -> how an endpoint behaved
//	sketches   n                -> id, moment, numbers by which copies of a text are known
//	families   id               -> head and members of a family of copies, or the family that it became
//	bonds      id               -> the copies of a text, whatever family they are in
//	health, hosts, sources, events
//
// # Caveats
//
// bbolt's pages carry no checksum: every record carries one behind its version
// byte, and every blob is checked against its hash when it is read. A file shorter than its own account is refused before it is
// mapped. One process holds an archive; it is named in the file lock.
package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"sada"
)

// Options says how an archive is opened.
type Options struct {
	Now       func() time.Time // nil: the machine's clock
	KeepText  time.Duration    // texts of articles that are no clipping; 0 keeps them for good
	KeepPages time.Duration    // their pages; 0 keeps them for good
	Families  time.Duration    // how far back copies of a text are looked for; 0 for 30 days
	Make      bool             // make the archive when there is none
	ReadOnly  bool             // for questions alone: nothing is written, no lock, no index
	Socket    string           // told to others in the lock file
	Command   string           // likewise
	Progress  func(sada.Step)  // told while an archive of an older layout is brought to this one; nil for nobody
	// Disk tells the free and the whole bytes of the disk; nil asks the system.
	Disk func(dir string) (free, total uint64, err error)
}

// DB is an open archive. It is safe for use by many goroutines.
type DB struct {
	dir  string
	o    Options
	main *bolt.DB
	pack *zstd.Encoder
	open *zstd.Decoder

	mu    sync.Mutex
	files map[string]*bolt.DB // period files, by name
	index index
	kin   kinIndex // of the one writer
	met   meeting

	ops    chan *op
	closed chan struct{}
	done   chan struct{}
	once   sync.Once
}

var buckets = []string{
	"meta", "cards", "keys", "ties", "versions", "captures", "capturesof", "clippings", "clipsof", "newest", "outside", "blobs",
	"frontier", "queued", "due", "seen", "leftout", "endpoints", "health", "hosts", "sources", "events", "sketches", "families",
	"reading", "bonds",
}

// Open opens the archive in dir. The error wraps sada.ErrNoArchive when there
// is none and o.Make is false, sada.ErrHeld (a *Held) within two seconds when
// another process has it, sada.ErrReadOnly when this process may read it and not
// write, sada.ErrDamaged or sada.ErrNewer, and then nothing was written.
func Open(dir string, o Options) (*DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Families <= 0 {
		o.Families = usualFamilies
	}
	if o.Disk == nil {
		o.Disk = disk
	}
	path := filepath.Join(dir, "main.db")
	_, err := os.Stat(path)
	fresh := errors.Is(err, os.ErrNotExist)
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		if name := orphan(dir); name != "" {
			return nil, fmt.Errorf("main.db is missing or empty beside %s: %w", name, sada.ErrDamaged)
		}
	}
	if fresh && !o.Make {
		return nil, sada.ErrNoArchive
	}
	if fresh {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("making the archive: %w", err)
		}
	}
	main, err := openFile(path, o.ReadOnly)
	if err != nil {
		if errors.Is(err, berrors.ErrTimeout) {
			h, _ := readLock(dir)
			return nil, &h
		}
		if fresh && errors.Is(err, sada.ErrDiskFull) {
			os.Remove(path) // the beginning of a file is no archive
		}
		return nil, unwritable(path, err)
	}
	db := &DB{
		dir: dir, o: o, main: main, files: map[string]*bolt.DB{},
		ops: make(chan *op, 1024), closed: make(chan struct{}), done: make(chan struct{}),
	}
	if err := db.begin(); err != nil {
		main.Close()
		return nil, unwritable(path, err)
	}
	if o.ReadOnly {
		close(db.done)
	} else {
		go db.write()
	}
	return db, nil
}

// orphan names a period file, "" when there is none. A new main.db beside the
// files of an old one would forget all that is in them.
func orphan(dir string) string {
	entries, _ := os.ReadDir(dir) // a folder that is not there holds none
	for _, e := range entries {
		if _, period := periodEnd(e.Name()); period {
			return e.Name()
		}
	}
	return ""
}

// begin checks the version, names this process, makes the buckets, and brings an
// archive of an older layout to this one.
func (db *DB) begin() (err error) {
	if db.open, err = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(256<<20), zstd.WithDecoderConcurrency(2)); err != nil {
		return fmt.Errorf("preparing compression: %w", err)
	}
	if db.pack, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2)); err != nil {
		return fmt.Errorf("preparing compression: %w", err)
	}
	old, due := false, false
	err = db.guard(func() error {
		return db.main.View(func(tx *bolt.Tx) (err error) {
			old, err = version(tx)
			meta := tx.Bucket([]byte("meta"))
			due = meta == nil || meta.Get([]byte("migrating")) != nil
			return err
		})
	})
	switch {
	case err != nil:
		return err
	case db.o.ReadOnly && (old || due):
		return fmt.Errorf("it has an older layout, which must be brought to layout %s first: %w", formatVersion, sada.ErrReadOnly)
	case db.o.ReadOnly:
		return nil
	}
	if err := db.writeLock(); err != nil {
		return err
	}
	if err := db.prepare(old); err != nil {
		os.Remove(filepath.Join(db.dir, "lock"))
		return err
	}
	return nil
}

// prepare makes the buckets and brings an archive of an older layout to this one.
func (db *DB) prepare(old bool) error {
	err := db.guard(func() error {
		return db.main.Update(func(tx *bolt.Tx) error { return stamp(tx, old) })
	})
	if err != nil {
		return wrapDisk("preparing the archive", err)
	}
	return db.migrate()
}

// Close ends the writer when what was handed to it is on disk, and closes the
// files.
func (db *DB) Close() error {
	db.once.Do(func() { close(db.closed) })
	<-db.done
	db.mu.Lock()
	defer db.mu.Unlock()
	var all []error
	for name, f := range db.files {
		all = append(all, f.Close())
		delete(db.files, name)
	}
	if !db.o.ReadOnly {
		os.Remove(filepath.Join(db.dir, "lock"))
	}
	all = append(all, db.closeIndex(), db.main.Close())
	db.open.Close()
	return errors.Join(append(all, db.pack.Close())...)
}

// Held is the error for an archive that another process has open.
type Held struct {
	PID     int       `json:"pid"`
	Socket  string    `json:"socket,omitempty"`
	Command string    `json:"command,omitempty"`
	Since   time.Time `json:"since"`
}

// Error names the process.
func (h *Held) Error() string {
	if h.PID == 0 {
		return sada.ErrHeld.Error()
	}
	return fmt.Sprintf("%s: `sada %s`, pid %d", sada.ErrHeld, h.Command, h.PID)
}

// Unwrap makes it a sada.ErrHeld.
func (h *Held) Unwrap() error { return sada.ErrHeld }

func (db *DB) writeLock() error {
	raw, err := json.Marshal(Held{PID: os.Getpid(), Socket: db.o.Socket, Command: db.o.Command, Since: time.Now().UTC()})
	if err != nil {
		return fmt.Errorf("writing the lock: %w", err)
	}
	temp := filepath.Join(db.dir, "lock.new")
	if err := os.WriteFile(temp, append(raw, '\n'), 0o600); err != nil {
		return wrapDisk("writing the lock", err)
	}
	return wrapDisk("writing the lock", os.Rename(temp, filepath.Join(db.dir, "lock")))
}

func readLock(dir string) (Held, error) {
	var h Held
	raw, err := os.ReadFile(filepath.Join(dir, "lock"))
	if err != nil {
		return h, err
	}
	return h, json.Unmarshal(raw, &h)
}

// Holder tells which living process has the archive open, without opening it.
func Holder(dir string) (Held, bool) {
	h, err := readLock(dir)
	if err != nil || h.PID == 0 || !alive(h.PID) {
		return h, false
	}
	return h, true
}

// guard runs f and turns a panic of bbolt and a fault of its memory map, which
// only a damaged file brings about, into sada.ErrDamaged.
func (db *DB) guard(f func() error) error { return guard(f) }

// Context is checked before work is handed to the writer.
func ended(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	return nil
}
