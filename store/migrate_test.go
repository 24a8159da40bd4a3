package store

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// frozen unpacks the archive that the last program of layout 1 wrote, from the
// pages in testdata/layout1.txtar.
func frozen(t *testing.T) string {
	t.Helper()
	z, err := zip.OpenReader("testdata/layout1.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	dir := t.TempDir()
	if err := os.CopyFS(dir, z); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "layout1")
}

// peek reads main.db of an archive that nobody has open.
func peek(t *testing.T, dir string, fn func(tx *bolt.Tx)) {
	t.Helper()
	f, err := bolt.Open(filepath.Join(dir, "main.db"), 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.View(func(tx *bolt.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func TestAnArchiveOfLayoutOneIsBroughtToThisOne(t *testing.T) {
	now := at
	dir := frozen(t)
	o := options(&now)
	o.Make = false
	db := openArchive(t, dir, o)
	if c, err := db.Counts(); err != nil || c.Articles != 6 || c.Versions != 8 || c.Captures != 8 || c.Clippings != 2 {
		t.Errorf("it holds %+v, %v", c, err)
	}
	texts := 0
	if err := db.Records(func(r sada.Record) error {
		for n := 1; n <= r.Current; n++ {
			if _, err := db.Version(r.ID, n); err != nil {
				t.Errorf("%s, version %d: %v", r.Title, n, err)
			}
			texts++
		}
		return nil
	}); err != nil || texts != 8 {
		t.Errorf("%d texts were read, %v; want 8", texts, err)
	}
	states, err := db.Endpoints("depeche")
	if err != nil || len(states) != 1 || states[0].ETag != "" || states[0].Items == 0 {
		t.Errorf("the endpoint keeps its account and loses its validator: %+v, %v", states, err)
	}
}

func TestAMigrationThatIsKilledGoesOn(t *testing.T) {
	now := at
	dir, copies := frozen(t), []string{}
	o := options(&now)
	o.Progress = func(s sada.Step) {
		// Between two transactions the file is what a killed program leaves.
		other := filepath.Join(t.TempDir(), "a")
		if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		copies = append(copies, other)
	}
	db, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	want, err := db.Counts()
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if len(copies) < len(migrations()) {
		t.Fatalf("%d steps were told, want one for each of %d changes at least", len(copies), len(migrations()))
	}
	for i, dir := range copies {
		peek(t, dir, func(tx *bolt.Tx) {
			if v := string(tx.Bucket([]byte("meta")).Get([]byte("version"))); v != formatVersion {
				t.Errorf("killed after step %d it is of layout %q: an older program would take it", i+1, v)
			}
		})
		db := openArchive(t, dir, options(&now))
		if got, err := db.Counts(); err != nil || got != want {
			t.Errorf("killed after step %d it holds %+v, %v; want %+v", i+1, got, err, want)
		}
	}
}
