package store

import (
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"sada"
)

func TestADamagedMarkKeepsNoPageFromBeingKept(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	q := Queued{Source: "kiosque", Key: "k1", URL: "https://www.kiosque.test/a/1", Added: at}
	feed := sada.EndpointState{Source: "kiosque", URL: "https://www.kiosque.test/feed"}
	if err := db.do(t.Context(), func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("seen")).Put(keyOf("k1"), []byte{checkedRecord, 1, 2, 3, 4, '{'})
	}); err != nil {
		t.Fatal(err)
	}
	if n, err := db.Discover(t.Context(), feed, []Queued{q}); err != nil || n != 1 {
		t.Fatalf("the address is queued %d times, %v; want once", n, err)
	}
	tk := take(q.URL, "Titre", "Texte.")
	tk.Key, tk.Queued = "k1", &q
	kept, err := db.Keep(t.Context(), tk, whole())
	if err != nil {
		t.Fatal(err)
	}
	if s, known, err := db.Seen("k1"); err != nil || !known || s.Article != kept.Record.ID {
		t.Errorf("the mark says %+v, %v, %v; want the article", s, known, err)
	}
}
