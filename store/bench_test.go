package store

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	bolt "go.etcd.io/bbolt"

	"sada"
)

var texts = flag.Int("texts", 20000, "texts among which BenchmarkRelatives looks for the copies of one")

// BenchmarkRelatives finds the family of a new text of 350 words among the texts
// of late, one in ten of which is a cut copy of another, and reads their sketches.
//
//	go test -run '^$' -bench Relatives ./store -texts 150000
func BenchmarkRelatives(b *testing.B) {
	now := at
	db, err := Open(filepath.Join(b.TempDir(), "archive"), options(&now))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	r := rand.New(rand.NewPCG(8, 9))
	all := make([][]uint32, *texts)
	for n := range all {
		all[n] = marks(n, 200+r.IntN(300))
		if n > 0 && n%10 == 0 {
			old := all[r.IntN(n)]
			copy(all[n], old[:min(len(old), len(all[n]))*7/10])
		}
	}
	for first := 0; first < len(all); first += 2000 {
		err := db.do(b.Context(), func(tx *bolt.Tx) error {
			for _, s := range all[first:min(first+2000, len(all))] {
				id := uuid.Must(uuid.NewV7()).String()
				n, err := tx.Bucket([]byte("sketches")).NextSequence()
				if err != nil {
					return err
				}
				card := cardRecord{ID: id, Sketch: n, First: at}
				if err := put(tx.Bucket([]byte("cards")), idBytes(id), card); err != nil {
					return err
				}
				if err := tx.Bucket([]byte("sketches")).Put(number(n), writeSketch(id, at, s)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	err = db.main.View(func(tx *bolt.Tx) error {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		db.loadKin(tx, at.Add(-1))
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ResetTimer()
		found := 0
		for i := range b.N {
			of := all[i*7919%len(all)]
			often := map[uint32]bool{}
			text := append(marks(1<<20+i, 40), of[:len(of)*3/4]...)
			db.kin.often(text, at.Unix()-1, often)
			near := db.kin.near(text, at.Unix()-1)
			for _, doc := range near {
				if _, numbers, ok := sketchOf(tx, db.kin.docs[doc].sketch); ok {
					db.kin.often(numbers, at.Unix()-1, often)
				}
			}
			if len(near) > 0 {
				found++
			}
		}
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB-index")
		b.ReportMetric(float64(found)/float64(b.N), "found")
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkFrontier asks what is due of an outlet of which 10,000 addresses wait
// and 3,000 that came before them rest.
func BenchmarkFrontier(b *testing.B) {
	now := at
	db, err := Open(filepath.Join(b.TempDir(), "archive"), options(&now))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var leads []Queued
	for i := range 13000 {
		url := fmt.Sprintf("https://kiosk.test/attente/%d-une-adresse.html", i)
		q := Queued{Source: "kiosque", Key: url, URL: url, Added: at, Lead: sada.Lead{URL: url, Summary: strings.Repeat("résumé ", 40)}}
		if i < 3000 {
			q.Next = at.Add(time.Hour)
		}
		leads = append(leads, q)
	}
	if _, err := db.Discover(b.Context(), sada.EndpointState{Source: "kiosque", URL: "f"}, leads); err != nil {
		b.Fatal(err)
	}
	b.Run("Waiting", func(b *testing.B) {
		for b.Loop() {
			if n, _, err := db.Waiting("kiosque"); err != nil || n != len(leads) {
				b.Fatalf("%d wait, %v", n, err)
			}
		}
	})
	b.Run("Due", func(b *testing.B) {
		for b.Loop() {
			if due, err := db.Due("kiosque", at, 32); err != nil || len(due) != 32 {
				b.Fatalf("%d are due, %v", len(due), err)
			}
		}
	})
}

// BenchmarkKeep keeps new articles, one caller after the other, with and without
// the names by which a page may be known elsewhere.
//
//	go test -run '^$' -bench Keep ./store -benchtime 2000x
func BenchmarkKeep(b *testing.B) {
	for _, ties := range []int{0, 3} {
		b.Run(fmt.Sprintf("ties=%d", ties), func(b *testing.B) {
			now := at
			db, err := Open(filepath.Join(b.TempDir(), "archive"), options(&now))
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			text := strings.Repeat("Le barrage de la vallée est rempli aux deux tiers, dit la régie. ", 60)
			var wait sync.WaitGroup
			places := make(chan int, 64)
			for i := range b.N {
				t := take(fmt.Sprintf("https://kiosk.test/article-%d", i), fmt.Sprintf("Titre %d", i), fmt.Sprint(i, text))
				t.Same = func(Tie, *sada.Record, *sada.Article) bool { return false }
				for n := range ties {
					t.Ties = append(t.Ties, Tie{Name: fmt.Sprintf("g:kiosque:%d:%d", n, i), By: "guid"})
				}
				places <- i
				wait.Go(func() {
					if _, err := db.Keep(b.Context(), t, whole()); err != nil {
						b.Error(err)
					}
					<-places
				})
			}
			wait.Wait()
			info, err := os.Stat(filepath.Join(db.dir, "main.db"))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(info.Size())/float64(b.N), "main-B/article")
		})
	}
}
