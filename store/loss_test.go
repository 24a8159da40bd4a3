package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// lossy is an archive of three articles, the first of them a clipping, and the
// ids of all three.
func lossy(t *testing.T, now *time.Time) (dir string, db *DB, ids []string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "a")
	db = reopen(t, nil, dir, now)
	for i := range 3 {
		kept, err := db.Keep(t.Context(), take(fmt.Sprintf("https://quai.test/%d", i), "Titre", fmt.Sprintf("Le quai numéro %d.", i)), func(Prior) Verdict {
			if i > 0 {
				return Verdict{NewVersion: true}
			}
			return Verdict{NewVersion: true, Clippings: []sada.Clipping{{Event: "port", Version: 1, At: at}}}
		})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, kept.Record.ID)
	}
	return dir, db, ids
}

// reopen closes an archive and opens it again.
func reopen(t *testing.T, db *DB, dir string, now *time.Time) *DB {
	t.Helper()
	if db != nil {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	db, err := Open(dir, options(now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// spoil flips a bit in the last byte of a record.
func spoil(t *testing.T, db *DB, bucket string, key []byte) {
	t.Helper()
	err := db.main.Update(func(tx *bolt.Tx) error {
		raw := append([]byte(nil), tx.Bucket([]byte(bucket)).Get(key)...)
		raw[len(raw)-1] ^= 1
		return tx.Bucket([]byte(bucket)).Put(key, raw)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestALostFileIsDamageAndWhatRetentionTookIsNone(t *testing.T) {
	now := at
	dir, db, ids := lossy(t, &now)
	db = reopen(t, db, dir, &now)
	if err := os.Remove(filepath.Join(dir, textFile(at))); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Version(ids[0], 0); err != nil {
		t.Errorf("the text of a clipping, which lies elsewhere: %v", err)
	}
	_, err := db.Version(ids[1], 0)
	if !errors.Is(err, sada.ErrDamaged) || errors.Is(err, sada.ErrNotFound) || !strings.Contains(err.Error(), textFile(at)) {
		t.Errorf("a text whose file is gone: %v, want damage that names the file", err)
	}

	dir, db, ids = lossy(t, &now)
	now = at.Add(500 * 24 * time.Hour)
	if _, err := db.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Version(ids[1], 0); !errors.Is(err, sada.ErrNotFound) || errors.Is(err, sada.ErrDamaged) {
		t.Errorf("a text that retention took: %v, want not found and no damage", err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("after retention in %s: %v", dir, err)
	}
}

func TestALostTextThatIsReadAgainIsKeptAgain(t *testing.T) {
	now := at
	dir, db, ids := lossy(t, &now)
	db = reopen(t, db, dir, &now)
	for _, name := range []string{textFile(at), clipFile(at), pageFile(at)} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for i, id := range ids {
		kept, err := db.Keep(t.Context(), take(fmt.Sprintf("https://quai.test/%d", i), "Titre", fmt.Sprintf("Le quai numéro %d.", i)), func(p Prior) Verdict {
			return Verdict{NewVersion: p.Article == nil}
		})
		if err != nil || kept.Record.ID != id {
			t.Errorf("the page of a lost text: %+v, %v", kept, err)
		}
		if v, err := db.Version(id, 0); err != nil || v.Article.Text() != fmt.Sprintf("Le quai numéro %d.", i) {
			t.Errorf("read again: %+v, %v", v.Article, err)
		}
	}
}

func TestADamagedRecordCostsThatRecordAlone(t *testing.T) {
	now := at
	_, db, ids := lossy(t, &now)
	for i := range 2 * someRecords {
		_, err := db.Keep(t.Context(), take(fmt.Sprintf("https://quai.test/more/%d", i), "Titre", fmt.Sprintf("Encore le quai %d.", i)),
			whole(sada.Clipping{Event: "port", Version: 1, At: at}))
		if err != nil {
			t.Fatal(err)
		}
	}
	spoil(t, db, "clippings", scoped("port", idBytes(ids[0])))
	spoil(t, db, "cards", idBytes(ids[1]))
	var damage *Damage
	n := 0
	err := db.Clippings("port", func(sada.Clipping) error { n++; return nil })
	if !errors.As(err, &damage) || !errors.Is(err, sada.ErrDamaged) || damage.Records != 1 || n != 2*someRecords {
		t.Errorf("%d clippings are read, %v; want %d and one that is damaged", n, err, 2*someRecords)
	}
	n = 0
	err = db.Records(func(sada.Record) error { n++; return nil })
	if !errors.As(err, &damage) || damage.Records != 1 || n != 2*someRecords+2 {
		t.Errorf("%d articles are read, %v; want %d and one that is damaged", n, err, 2*someRecords+2)
	}
	if err := db.Check(context.Background()); !errors.Is(err, sada.ErrDamaged) {
		t.Errorf("the check: %v", err)
	}
}

func TestAPieceLacksWhatIsLostAndNoMore(t *testing.T) {
	for _, c := range []struct {
		name, bucket          string
		key                   func(id string) []byte
		text, capture, absent bool
	}{
		{"nothing", "", nil, true, true, false},
		{"its clipping", "clippings", func(id string) []byte { return scoped("port", idBytes(id)) }, false, false, true},
		{"its card", "cards", idBytes, false, false, true},
		{"its version", "versions", func(id string) []byte { return append(idBytes(id), number(1)...) }, false, false, false},
		{"its capture", "captures", func(string) []byte { return number(1) }, true, false, false},
	} {
		now := at
		_, db, ids := lossy(t, &now)
		if c.bucket != "" {
			spoil(t, db, c.bucket, c.key(ids[0]))
		}
		p, err := db.Piece("port", ids[0])
		if errors.Is(err, sada.ErrDamaged) != c.absent || err == nil && (p.NoText == nil) != c.text || (p.Capture != nil) != c.capture {
			t.Errorf("without %s: %v, text %v, capture %v", c.name, err, p.NoText, p.NoCapture)
		}
		if c.text && (p.Version.Article.Text() != "Le quai numéro 0." || p.Record.ID != ids[0]) {
			t.Errorf("without %s it holds %+v", c.name, p)
		}
		n := 0
		err = db.Outlines("port", func(sada.Clipping, sada.Record) error { n++; return nil })
		if errors.Is(err, sada.ErrDamaged) != c.absent || (n == 0) != c.absent {
			t.Errorf("without %s: %d outlines, %v", c.name, n, err)
		}
		if _, err := db.Piece("port", ids[1]); !errors.Is(err, sada.ErrNotFound) {
			t.Errorf("an article that is no clipping: %v", err)
		}
	}
}
