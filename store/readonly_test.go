package store

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// readOnly opens an archive for questions alone.
func readOnly(t *testing.T, dir string) *DB {
	t.Helper()
	now := at
	o := options(&now)
	o.Make, o.ReadOnly = false, true
	db, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestAnArchiveThatIsOnlyReadStaysAsItIs(t *testing.T) {
	dir := filled(t)
	before := contents(t, dir)
	db, twin := readOnly(t, dir), readOnly(t, dir)
	n := 0
	err := db.Records(func(r sada.Record) error {
		n++
		if v, err := twin.Version(r.ID, 0); err != nil || v.Article.Text() == "" {
			t.Errorf("%s: %v", r.URL, err)
		}
		return nil
	})
	if err != nil || n != 20 {
		t.Errorf("%d articles, %v; want 20", n, err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if s, err := db.Sizes(t.Context()); err != nil || s.Main == 0 {
		t.Errorf("its sizes are %+v, %v", s, err)
	}
	if upto, err := db.Indexed("s"); upto != 0 || err != nil {
		t.Errorf("an index that is not there reaches %d, %v", upto, err)
	}
	if err := db.Look("s", func(l *Lookup) error {
		if l.Upto() != 0 || l.Terms("x") != nil || l.Begin("x") != nil || l.Stretches() != nil {
			t.Error("an index that is not there knows something")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	_, keep := db.Keep(t.Context(), take("https://kiosk.test/new", "Titre", "Texte."), whole())
	_, sweep := db.Sweep(t.Context())
	for what, err := range map[string]error{
		"keeping": keep, "sweeping": sweep, "indexing": db.Index("s", 1, nil, nil, nil), "health": db.KeepHealth(t.Context(), sada.Health{Source: "quai"}),
	} {
		if !errors.Is(err, sada.ErrReadOnly) {
			t.Errorf("%s: %v, want ErrReadOnly", what, err)
		}
	}
	if err := errors.Join(db.Close(), twin.Close()); err != nil {
		t.Error(err)
	}
	if after := contents(t, dir); !maps.Equal(before, after) {
		t.Error("the folder is another than before")
	}
}

func TestAnOlderLayoutIsNotReadWithoutBeingBroughtUp(t *testing.T) {
	dir := filled(t)
	main, err := bolt.Open(filepath.Join(dir, "main.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := main.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("version"), []byte("1")) }); err != nil {
		t.Fatal(err)
	}
	if err := main.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{ReadOnly: true}); !errors.Is(err, sada.ErrReadOnly) {
		t.Errorf("%v, want ErrReadOnly", err)
	}
}

func TestAFolderThatIsClosedToWritingIsToldApart(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("nothing is closed to root; the commands are tried as another user")
	}
	now, dir := at, filled(t)
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	if _, err := Open(dir, options(&now)); !errors.Is(err, sada.ErrReadOnly) {
		t.Errorf("%v, want ErrReadOnly", err)
	}
}
