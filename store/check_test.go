package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// checked is an archive that holds something in every bucket that is looked at.
func checked(t *testing.T) (string, *DB) {
	t.Helper()
	now := at
	dir, db, ids := lossy(t, &now)
	ctx := t.Context()
	q := Queued{Source: "quai", Key: "u:https://quai.test/later", URL: "https://quai.test/later", Added: at}
	if _, err := db.Discover(ctx, sada.EndpointState{Source: "quai", Kind: sada.Feed, URL: "https://quai.test/feed"}, []Queued{q}); err != nil {
		t.Fatal(err)
	}
	tk := take("https://quai.test/marks", "Titre", "Un texte qui a des marques.")
	tk.Sketch = []uint32{8, 16, 24}
	_, err := db.Keep(ctx, tk, whole())
	if err == nil {
		err = db.KeepHealth(ctx, sada.Health{Source: "quai", OK: at})
	}
	if err == nil {
		err = db.KeepSettings(ctx, []sada.Source{{ID: "quai"}}, []sada.Event{{ID: "port", Query: "quai"}})
	}
	if err == nil {
		err = db.main.Update(func(tx *bolt.Tx) error {
			return put(tx.Bucket([]byte("families")), idBytes(ids[0]), familyRecord{Head: ids[0], Members: ids[:2]})
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir, db
}

// first is the first record of a bucket.
func first(t *testing.T, db *DB, bucket string) (key, raw []byte) {
	t.Helper()
	err := db.view(func(tx *bolt.Tx) error {
		k, v := tx.Bucket([]byte(bucket)).Cursor().First()
		key, raw = append([]byte(nil), k...), append([]byte(nil), v...)
		return nil
	})
	if err != nil || len(key) == 0 {
		t.Fatalf("bucket %s holds nothing, %v", bucket, err)
	}
	return key, raw
}

func TestVerifyNamesADamagedRecordOfEveryKind(t *testing.T) {
	for _, bucket := range []string{
		"cards", "versions", "captures", "clippings", "blobs", "frontier", "seen", "endpoints", "families", "health", "sources", "events",
	} {
		_, db := checked(t)
		if found, err := db.Verify(t.Context(), nil); err != nil || len(found.Faults) > 0 || found.Unchecked > 0 {
			t.Fatalf("a sound archive: %+v, %v", found, err)
		}
		key, _ := first(t, db, bucket)
		spoil(t, db, bucket, key)
		found, err := db.Verify(t.Context(), nil)
		if err != nil || len(found.Faults) == 0 || !strings.HasPrefix(found.Faults[0].Error(), bucket+" ") {
			t.Errorf("%s: %v, %v; want the record named", bucket, found.Faults, err)
		}
	}
}

func TestVerifyNamesWhatARecordMisses(t *testing.T) {
	for _, c := range []struct{ without, want string }{
		{"captures", "versions"}, {"versions", "cards"}, {"cards", "which is not there"}, {"keys", "does not lead to it"},
		{"clipsof", "clippings"}, {"clippings", "clipsof"}, {"capturesof", "captures"}, {"queued", "is not in the index"}, {"due", "would never be due"},
	} {
		_, db := checked(t)
		key, _ := first(t, db, c.without)
		if err := db.main.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte(c.without)).Delete(key) }); err != nil {
			t.Fatal(err)
		}
		err := db.Check(t.Context())
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("without the first of %s: %v, want %q", c.without, err, c.want)
		}
	}
	_, db := checked(t)
	key, raw := first(t, db, "sketches")
	if err := db.main.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte("sketches")).Put(key, raw[:len(raw)-1]) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "sketches") {
		t.Errorf("a sketch that is cut: %v", err)
	}
}

func TestALostFileIsOneLine(t *testing.T) {
	now := at
	spoil := map[string]func(path string) error{
		"is gone":        os.Remove,
		"is empty":       func(path string) error { return os.Truncate(path, 0) },
		"cannot be read": func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("<html>", 4000)), 0o600) },
	}
	for how, do := range spoil {
		dir, db := checked(t)
		if lost, err := db.Lost(); err != nil || len(lost) > 0 {
			t.Fatalf("a sound archive lost %v, %v", lost, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := do(filepath.Join(dir, textFile(at))); err != nil {
			t.Fatal(err)
		}
		db = reopen(t, nil, dir, &now)
		lost, err := db.Lost()
		if err != nil || len(lost) != 1 || lost[0].File != textFile(at) || !strings.HasPrefix(lost[0].How, how) {
			t.Errorf("%s: lost %v, %v", how, lost, err)
		}
		found, err := db.Verify(t.Context(), nil)
		if err != nil || len(found.Faults) != 1 || !strings.Contains(found.Faults[0].Error(), "and with it 3 texts, pages or pictures") {
			t.Errorf("%s: %v, %v; want one line that counts 3", how, found.Faults, err)
		}
		now = at.AddDate(2, 0, 0)
		if _, err := db.Sweep(t.Context()); err != nil {
			t.Errorf("%s: sweeping: %v", how, err)
		}
		if lost, err := db.Lost(); err != nil || len(lost) > 0 {
			t.Errorf("%s: what retention would have taken by now is lost still: %v, %v", how, lost, err)
		}
		now = at
	}
}

func TestRecordsOfAnOlderSadaAreToldAsUnchecked(t *testing.T) {
	_, db := checked(t)
	key, _ := first(t, db, "events")
	body, err := json.Marshal(eventRecord{ID: "port", Query: "quai"})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.main.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("events")).Put(key, append([]byte{plainRecord}, body...))
	}); err != nil {
		t.Fatal(err)
	}
	if found, err := db.Verify(t.Context(), nil); err != nil || found.Unchecked != 1 || len(found.Faults) > 0 {
		t.Errorf("%+v, %v; want one that is unchecked and no fault", found, err)
	}
}
