package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Room below which the archive counts as full: a gigabyte or a twentieth of the
// disk, whichever is more.
const leastFree = 1 << 30

// Free tells the free and the whole bytes of the disk under the archive.
func (db *DB) Free() (free, total uint64, err error) { return db.o.Disk(db.dir) }

// Full reports whether the disk has less room than 1 GB or 5 %. A disk that
// cannot be asked does not count as full: writing will tell.
func (db *DB) Full() bool {
	free, total, err := db.Free()
	return err == nil && free < max(leastFree, total/20)
}

// Sizes is what the archive takes on disk, in bytes.
type Sizes struct {
	Main, Texts, Pages, Clips int64
	Free, Total               uint64
	PerDay                    int64 // growth a day over the last week; 0 while unknown
}

// Sizes measures the files, and remembers the measure once a day.
func (db *DB) Sizes(ctx context.Context) (Sizes, error) {
	var s Sizes
	entries, err := os.ReadDir(db.dir)
	if err != nil {
		return s, fmt.Errorf("measuring the archive: %w", err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !strings.HasSuffix(e.Name(), ".db") {
			continue
		}
		switch kind, _, _ := strings.Cut(e.Name(), "-"); kind {
		case "text":
			s.Texts += info.Size()
		case "page":
			s.Pages += info.Size()
		case "clip":
			s.Clips += info.Size()
		default:
			s.Main += info.Size()
		}
	}
	if s.Free, s.Total, err = db.Free(); err != nil {
		return s, err
	}
	s.PerDay, err = db.grown(ctx, s.Main+s.Texts+s.Pages+s.Clips)
	return s, err
}

// grown notes the size of today and tells the growth a day since the oldest
// note of the last week.
func (db *DB) grown(ctx context.Context, size int64) (perDay int64, err error) {
	notes := map[sada.Day]int64{}
	if err := db.view(func(tx *bolt.Tx) error {
		if raw := tx.Bucket([]byte("meta")).Get([]byte("sizes")); raw != nil {
			return json.Unmarshal(raw, &notes)
		}
		return nil
	}); err != nil {
		return 0, err
	}
	now := db.o.Now().UTC()
	today, week := sada.DayOf(now), sada.DayOf(now.AddDate(0, 0, -7))
	oldest := today
	for d := range notes {
		switch {
		case d < week || d > today:
			delete(notes, d)
		case d < oldest:
			oldest = d
		}
	}
	if start, ok := oldest.Start(time.UTC); ok && oldest < today {
		end, _ := today.Start(time.UTC)
		perDay = (size - notes[oldest]) / int64(max(1, end.Sub(start)/(24*time.Hour)))
	}
	if _, noted := notes[today]; noted || db.o.ReadOnly {
		return perDay, nil
	}
	notes[today] = size
	raw, err := json.Marshal(notes)
	if err != nil {
		return perDay, err
	}
	return perDay, db.do(ctx, func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("sizes"), raw) })
}

// Swept is what retention removed.
type Swept struct {
	Files int
	Bytes int64
}

// Retain changes how long retention keeps texts and pages, and how far back copies
// are looked for, from now on.
func (db *DB) Retain(text, pages, families time.Duration) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.o.KeepText, db.o.KeepPages, db.o.Families = text, pages, families
}

// Sweep removes the period files whose whole period is older than retention
// keeps. The bodies of clippings lie in files that stay.
func (db *DB) Sweep(ctx context.Context) (Swept, error) {
	var s Swept
	entries, err := os.ReadDir(db.dir)
	if err != nil {
		return s, fmt.Errorf("sweeping: %w", err)
	}
	now := db.o.Now()
	db.mu.Lock()
	keepText, keepPages := db.o.KeepText, db.o.KeepPages
	db.mu.Unlock()
	for _, e := range entries {
		name := e.Name()
		end, ok := periodEnd(name)
		var keep time.Duration
		switch kind, _, _ := strings.Cut(name, "-"); kind {
		case "text":
			keep = keepText
		case "page":
			keep = keepPages
		}
		if !ok || keep <= 0 || !end.Add(keep).Before(now) {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue
		}
		if err := db.forget(ctx, name); err != nil {
			return s, fmt.Errorf("sweeping %s: %w", name, err)
		}
		s.Files++
		s.Bytes += info.Size()
	}
	for more := true; more; {
		err := db.do(ctx, func(tx *bolt.Tx) (err error) {
			more, err = db.forgetSketches(tx, db.since(now), 2000)
			return err
		})
		if err != nil {
			return s, fmt.Errorf("sweeping: %w", err)
		}
	}
	return s, nil
}

// Check reads the whole archive and reports what does not agree: an index
// without its record, a version without its text, a counter that is off, a blob
// that is not what its hash says. Texts and pages that retention took are no
// fault.
func (db *DB) Check(ctx context.Context) error {
	var faults []error
	fault := func(format string, args ...any) {
		if len(faults) < 50 {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	var sums [][]byte
	err := db.view(func(tx *bolt.Tx) error {
		checkOrder(tx, fault)
		if len(faults) > 0 {
			return nil
		}
		checkCards(tx, fault)
		checkFrontier(tx, fault)
		checkClippings(tx, fault)
		checkCounts(tx, fault)
		return tx.Bucket([]byte("blobs")).ForEach(func(sum, _ []byte) error {
			sums = append(sums, append([]byte(nil), sum...))
			return nil
		})
	})
	if err != nil {
		return err
	}
	for _, sum := range sums {
		if err := ended(ctx); err != nil {
			return err
		}
		if _, err := db.Body(fmt.Sprintf("%x", sum)); err != nil {
			fault("%w", err)
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("checking the archive: %w: %w", sada.ErrDamaged, errors.Join(faults...))
	}
	return nil
}

// checkOrder walks every bucket and looks whether its keys ascend. bbolt's own
// check runs in a goroutine of its own, where a fault of the memory map would
// end the process.
func checkOrder(tx *bolt.Tx, fault func(string, ...any)) {
	for _, name := range buckets {
		bucket := tx.Bucket([]byte(name))
		if bucket == nil {
			fault("main.db has no bucket %s", name)
			continue
		}
		var last []byte
		sum := byte(0)
		_ = bucket.ForEach(func(key, value []byte) error {
			if last != nil && bytes.Compare(last, key) >= 0 {
				fault("main.db: bucket %s: keys out of order", name)
			}
			last = append(last[:0], key...)
			for _, b := range value {
				sum ^= b // touches every page of the value
			}
			return nil
		})
	}
}

func checkCards(tx *bolt.Tx, fault func(string, ...any)) {
	articles, versions := 0, 0
	_ = tx.Bucket([]byte("cards")).ForEach(func(id, raw []byte) error {
		var c cardRecord
		if err := decode(raw, &c); err != nil {
			fault("card %x: %w", id, err)
			return nil
		}
		articles++
		versions += c.Current
		for n := 1; n <= c.Current; n++ {
			if tx.Bucket([]byte("versions")).Get(append(append([]byte(nil), id...), number(uint64(n))...)) == nil {
				fault("article %s has no version %d", c.ID, n)
			}
		}
		for _, k := range c.Keys {
			if string(tx.Bucket([]byte("keys")).Get([]byte(k))) != string(id) {
				fault("key %q does not lead to article %s", k, c.ID)
			}
		}
		return nil
	})
	_ = tx.Bucket([]byte("keys")).ForEach(func(key, id []byte) error {
		if tx.Bucket([]byte("cards")).Get(id) == nil {
			fault("key %q leads to no article", key)
		}
		return nil
	})
	if n := counted(tx, "articles"); n != articles {
		fault("%d articles are counted, %d are there", n, articles)
	}
	if n := counted(tx, "versions"); n != versions {
		fault("%d versions are counted, %d are there", n, versions)
	}
}

func checkFrontier(tx *bolt.Tx, fault func(string, ...any)) {
	waiting := 0
	_ = tx.Bucket([]byte("frontier")).ForEach(func(key, raw []byte) error {
		waiting++
		var q queuedRecord
		if err := decode(raw, &q); err != nil {
			fault("frontier %q: %w", key, err)
			return nil
		}
		source, _, _ := strings.Cut(string(key), "\x00")
		place := placeOf(tx, source, q.Key)
		if place == nil || !bytes.HasSuffix(key, place[:8]) {
			fault("%s waits and is not in the index", q.URL)
		} else if tx.Bucket([]byte("due")).Get(dueKey(source, place)) == nil {
			fault("%s waits and would never be due", q.URL)
		}
		return nil
	})
	for _, name := range []string{"queued", "due"} {
		indexed := 0
		_ = tx.Bucket([]byte(name)).ForEach(func(_, _ []byte) error {
			indexed++
			return nil
		})
		if indexed != waiting {
			fault("%d addresses wait, and %d are in the index %s", waiting, indexed, name)
		}
	}
}

func checkClippings(tx *bolt.Tx, fault func(string, ...any)) {
	_ = tx.Bucket([]byte("clippings")).ForEach(func(key, raw []byte) error {
		event, id, _ := strings.Cut(string(key), "\x00")
		var c clippingRecord
		if err := decode(raw, &c); err != nil {
			fault("clipping %q: %w", key, err)
			return nil
		}
		if tx.Bucket([]byte("cards")).Get([]byte(id)) == nil {
			fault("a clipping of %s has no article", event)
		}
		if tx.Bucket([]byte("clipsof")).Get([]byte(id+event)) == nil {
			fault("a clipping of %s is not listed with its article", event)
		}
		return nil
	})
}
