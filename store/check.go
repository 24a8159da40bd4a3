package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Found is what a reading of the whole archive found.
type Found struct {
	Faults    []error // the first of them; a file that is lost is one
	More      int     // faults beyond
	Unchecked int     // records of an older sada, which carry no check of their bytes
}

// mostFaults is how many faults are told one by one.
const mostFaults = 50

// Check is Verify for those who ask only whether the archive is sound: the error
// wraps sada.ErrDamaged and what was found.
func (db *DB) Check(ctx context.Context) error {
	found, err := db.Verify(ctx, nil)
	if err == nil && len(found.Faults) > 0 {
		err = fmt.Errorf("checking the archive: %w: %w", sada.ErrDamaged, errors.Join(found.Faults...))
	}
	return err
}

// Verify reads the whole archive, on all cores, and tells what does not agree: a
// record that is not what was written, an index without its record, a record
// without what it names, a counter that is off, a blob that is not what its hash
// says. Texts and pages that retention took are no fault. report is told how many
// records and then how many blobs were read; nil for nobody.
func (db *DB) Verify(ctx context.Context, report func(what string, done, total int)) (Found, error) {
	if report == nil {
		report = func(string, int, int) {}
	}
	c := &checking{db: db, blobs: map[string][]placedBlob{}, report: report}
	if err := c.records(ctx); err != nil {
		return c.found, err
	}
	return c.found, c.bodies(ctx)
}

// checking is one reading of the whole archive.
type checking struct {
	db     *DB
	report func(what string, done, total int)

	mu       sync.Mutex
	found    Found
	read     int // records, then blobs
	articles int
	versions int
	unread   int                     // cards that cannot be read
	blobs    map[string][]placedBlob // by file
	damaged  []badBlob
}

func (c *checking) fault(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.found.Faults) == mostFaults {
		c.found.More++
		return
	}
	c.found.Faults = append(c.found.Faults, fmt.Errorf(format, args...))
}

// snapshots opens n transactions on one and the same state of main.db.
func (db *DB) snapshots(n int) (all []*bolt.Tx, err error) {
	for {
		for range n {
			tx, err := db.main.Begin(false)
			if err != nil {
				return nil, errors.Join(err, rollback(all))
			}
			if all = append(all, tx); tx.ID() != all[0].ID() {
				break // the writer came between
			}
		}
		if all[len(all)-1].ID() == all[0].ID() {
			return all, nil
		}
		if err := rollback(all); err != nil {
			return nil, err
		}
		all = nil
	}
}

func rollback(all []*bolt.Tx) error {
	var errs []error
	for _, tx := range all {
		errs = append(errs, tx.Rollback())
	}
	return errors.Join(errs...)
}

// records reads main.db. Where its pages are out of order, what they hold is not
// looked at.
func (c *checking) records(ctx context.Context) error {
	cores := runtime.GOMAXPROCS(0)
	all, err := c.db.snapshots(cores + 1)
	if err != nil {
		return fmt.Errorf("reading main.db: %w", err)
	}
	defer rollback(all) // what was only read has nothing to lose
	feeder, core := all[cores], -1
	err = Spread(ctx, cores, listed(buckets), func() func(string) error {
		core++
		tx := all[core]
		return func(name string) error { return guard(func() error { c.order(tx, name); return nil }) }
	})
	if err != nil || len(c.found.Faults) > 0 {
		return err
	}
	core = -1
	feed := func(yield func(batch) error) error { return guard(func() error { return batches(feeder, yield) }) }
	err = Spread(ctx, cores, feed, func() func(batch) error {
		core++
		r := newRecordCheck(c, all[core])
		return func(b batch) error { return guard(func() error { return r.batch(b) }) }
	})
	if err != nil {
		return err
	}
	return guard(func() error { c.counts(feeder); return nil })
}

// listed feeds the items of a list.
func listed[T any](list []T) func(yield func(T) error) error {
	return func(yield func(T) error) error {
		for _, item := range list {
			if err := yield(item); err != nil {
				return err
			}
		}
		return nil
	}
}

// order walks a bucket and looks whether its keys ascend. bbolt's own check runs
// in a goroutine of its own, where a fault of the memory map would end the process.
func (c *checking) order(tx *bolt.Tx, name string) {
	bucket := tx.Bucket([]byte(name))
	if bucket == nil && name == "bonds" {
		return // an older program made the archive, and it was not opened to write since
	}
	if bucket == nil {
		c.fault("main.db has no bucket %s", name)
		return
	}
	var last []byte
	sum := byte(0)
	_ = bucket.ForEach(func(key, value []byte) error {
		if last != nil && bytes.Compare(last, key) >= 0 {
			c.fault("main.db: bucket %s: keys out of order", name)
		}
		last = append(last[:0], key...)
		for _, b := range value {
			sum ^= b // touches every page of the value
		}
		return nil
	})
}

// batch is some neighbouring records of a bucket, valid while the transaction
// lasts that they were read in.
type batch struct {
	bucket     string
	keys, raws [][]byte
}

// batches feeds all records of main.db.
func batches(tx *bolt.Tx, yield func(batch) error) error {
	for _, name := range buckets {
		b := batch{bucket: name}
		if tx.Bucket([]byte(name)) == nil {
			continue
		}
		err := tx.Bucket([]byte(name)).ForEach(func(key, raw []byte) error {
			b.keys, b.raws = append(b.keys, key), append(b.raws, raw)
			if len(b.keys) < someRecords {
				return nil
			}
			full := b
			b = batch{bucket: name}
			return yield(full)
		})
		if err == nil && len(b.keys) > 0 {
			err = yield(b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// counts compares the counters with what they count.
func (c *checking) counts(tx *bolt.Tx) {
	checkCounts(tx, c.fault)
	if n := counted(tx, countArticles); n != c.articles {
		c.fault("%d articles are counted, %d are there", n, c.articles)
	}
	if n := counted(tx, countVersions); n != c.versions && c.unread == 0 {
		c.fault("%d versions are counted, %d are there", n, c.versions)
	}
	waiting := tx.Bucket([]byte("frontier")).Stats().KeyN
	for _, name := range []string{"queued", "due"} {
		if n := tx.Bucket([]byte(name)).Stats().KeyN; n != waiting {
			c.fault("%d addresses wait, and %d are in the index %s", waiting, n, name)
		}
	}
}
