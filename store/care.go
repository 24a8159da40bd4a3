package store

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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

// periodFiles are the period files that are there or should be.
func (db *DB) periodFiles() ([]string, error) {
	names, err := db.listedFiles()
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(db.dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if _, period := periodEnd(e.Name()); period {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Retain changes how long retention keeps texts and pages, and how far back copies
// are looked for, from now on.
func (db *DB) Retain(text, pages, families time.Duration) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.o.KeepText, db.o.KeepPages, db.o.Families = text, pages, families
}

// Sweep removes the period files whose whole period is older than retention
// keeps, and forgets those that are lost. The bodies of clippings lie in files that
// stay.
func (db *DB) Sweep(ctx context.Context) (Swept, error) {
	var s Swept
	names, err := db.periodFiles()
	if err != nil {
		return s, fmt.Errorf("sweeping: %w", err)
	}
	now := db.o.Now()
	db.mu.Lock()
	keepText, keepPages := db.o.KeepText, db.o.KeepPages
	db.mu.Unlock()
	for _, name := range names {
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
		if info, err := os.Stat(filepath.Join(db.dir, name)); err == nil {
			s.Files++
			s.Bytes += info.Size()
		}
		if err := db.forget(ctx, name); err != nil {
			return s, fmt.Errorf("sweeping %s: %w", name, err)
		}
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
