package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
	"sada/store"
)

// sweep removes what retention no longer keeps, while a small write is made
// every twenty milliseconds.
func sweep(ctx context.Context, o options) error {
	day := 24 * time.Hour
	db, err := store.Open(o.archive(), store.Options{KeepPages: 7 * day, KeepText: 200 * day})
	if err != nil {
		return err
	}
	defer db.Close()
	var swept store.Swept
	done := make(chan error, 1)
	begun := time.Now()
	go func() {
		swept, err = db.Sweep(ctx)
		done <- err
	}()
	var waits []time.Duration
	for over := false; !over; {
		at := time.Now()
		if err := db.KeepHealth(ctx, sada.Health{Source: "small", Visit: at}); err != nil {
			return err
		}
		waits = append(waits, time.Since(at))
		select {
		case err := <-done:
			if err != nil {
				return err
			}
			over = true
		case <-time.After(20 * time.Millisecond):
		}
	}
	slices.Sort(waits)
	fmt.Printf("%d files, %.0f MB in %.1f s; %d small writes waited %.1f ms in the middle, %.1f at the 99th, %.1f at most",
		swept.Files, float64(swept.Bytes)/(1<<20), time.Since(begun).Seconds(), len(waits), ms(waits[len(waits)/2]), ms(waits[len(waits)*99/100]), ms(waits[len(waits)-1]))
	return nil
}

// frontier asks what is due of an outlet of which many addresses rest.
func frontier(ctx context.Context, o options) error {
	dir := filepath.Join(o.dir, fmt.Sprintf("frontier-%d", o.n))
	defer os.RemoveAll(dir)
	db, err := store.Open(dir, store.Options{Make: true})
	if err != nil {
		return err
	}
	defer db.Close()
	now := time.Now()
	var leads []store.Queued
	for i := range 13000 {
		url := fmt.Sprintf("https://www.s00.scale.test/attente/%d-une-adresse-qui-attend-son-tour.html", i)
		q := store.Queued{Source: "s00", Key: url, URL: url, Added: now, Lead: sada.Lead{URL: url, Title: "Une adresse qui attend", Summary: strings.Repeat("résumé ", 40)}}
		if i < 3000 {
			q.Next = now.Add(time.Hour)
		}
		leads = append(leads, q)
	}
	if _, err := db.Discover(ctx, sada.EndpointState{Source: "s00", URL: "https://www.s00.scale.test/feed"}, leads); err != nil {
		return err
	}
	var waiting, due []time.Duration
	for range 200 {
		at := time.Now()
		if n, _, err := db.Waiting("s00"); err != nil || n != len(leads) {
			return fmt.Errorf("%d wait: %w", n, err)
		}
		waiting = append(waiting, time.Since(at))
		at = time.Now()
		if some, err := db.Due("s00", now, 32); err != nil || len(some) != 32 {
			return fmt.Errorf("%d due: %w", len(some), err)
		}
		due = append(due, time.Since(at))
	}
	slices.Sort(waiting)
	slices.Sort(due)
	fmt.Printf("Waiting %.2f ms, Due %.2f ms in the middle of 200", ms(waiting[100]), ms(due[100]))
	return nil
}

// sizes prints what the archive takes on the disk, and main.db by bucket.
func sizes(o options) error {
	entries, err := os.ReadDir(o.archive())
	if err != nil {
		return err
	}
	byKind := map[string]int64{}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && strings.HasSuffix(e.Name(), ".db") {
			kind, _, _ := strings.Cut(strings.TrimSuffix(e.Name(), ".db"), "-")
			byKind[kind] += info.Size()
		}
	}
	per := func(bytes int64) string { return fmt.Sprintf("%.0f", float64(bytes)/float64(o.n)) }
	fmt.Print("bytes an article on the disk, after the last step:")
	for _, kind := range []string{"main", "text", "page", "clip", "search"} {
		fmt.Printf(" %s %s", kind, per(byKind[kind]))
	}
	db, err := bolt.Open(filepath.Join(o.archive(), "main.db"), 0o600, &bolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return err
	}
	defer db.Close()
	fmt.Print("\n\n| bucket of main.db | keys | bytes an article in use | with what pages leave free |\n|---|---|---|---|\n")
	return db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			if s := b.Stats(); s.KeyN > o.n/100 {
				used, whole := s.LeafInuse+s.BranchInuse, s.LeafAlloc+s.BranchAlloc
				fmt.Printf("| %s | %d | %s | %s |\n", name, s.KeyN, per(int64(used)), per(int64(whole)))
			}
			return nil
		})
	})
}
