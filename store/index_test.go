package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
)

// entry is an article of the index whose id ends in n.
func entry(n, version int, terms ...string) Entry {
	id := uuid.UUID{14: byte(n >> 8), 15: byte(n)}
	id[0] = 1
	return Entry{Article: id.String(), Version: version, At: at.Add(time.Duration(n) * time.Hour), Terms: terms}
}

// found lists the articles of a term, or of all that begin so.
func found(t *testing.T, db *DB, stamp, term string, begin bool) []string {
	t.Helper()
	var out []string
	err := db.Look(stamp, func(l *Lookup) error {
		docs := l.Term(term)
		if begin {
			docs = l.Begin(term)
		}
		for _, p := range l.Articles(docs) {
			out = append(out, p.Article())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func ids(entries ...Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Article)
	}
	return out
}

func TestIndexFindsWhatWasPutUnderATerm(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	a, b, c := entry(1, 1, "port", "porte"), entry(2, 1, "porte"), entry(3, 1, "port", "صدي")
	for upto, some := range [][]Entry{{a, b}, {c}} {
		if err := db.Index("1", uint64(upto+1), some); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range []struct {
		name, term string
		begin      bool
		want       []string
	}{
		{"a term, over two additions", "port", false, ids(a, c)},
		{"a term that another begins with", "porte", false, ids(a, b)},
		{"all that begin so, each once", "port", true, ids(a, b, c)},
		{"Arabic", "صدي", false, ids(c)},
		{"a term that nobody has", "por", false, nil},
	} {
		if got := found(t, db, "1", k.term, k.begin); !slices.Equal(got, k.want) {
			t.Errorf("%s: got %v, want %v", k.name, got, k.want)
		}
	}
	if upto, err := db.Indexed("1"); upto != 2 || err != nil {
		t.Errorf("it reaches %d, %v, want 2", upto, err)
	}
}

func TestIndexHoldsTheNewestVersionAlone(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	old, young := entry(1, 1, "digue", "port"), entry(1, 2, "port", "quai")
	for upto, e := range []Entry{old, young} {
		if err := db.Index("1", uint64(upto+1), []Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	if got := found(t, db, "1", "digue", false); got != nil {
		t.Errorf("what the new version lacks is found: %v", got)
	}
	if got := found(t, db, "1", "port", false); len(got) != 1 {
		t.Errorf("one article is found %d times", len(got))
	}
	if v, err := db.IndexedVersion("1", old.Article); v != 2 || err != nil {
		t.Errorf("version %d, %v, want 2", v, err)
	}
}

func TestIndexOfAnotherStampIsMadeAnew(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	if err := db.Index("1", 9, []Entry{entry(1, 1, "port")}); err != nil {
		t.Fatal(err)
	}
	if upto, err := db.Indexed("2"); upto != 0 || err != nil {
		t.Errorf("another folding finds an index that reaches %d, %v", upto, err)
	}
	if got := found(t, db, "2", "port", false); got != nil {
		t.Errorf("another folding finds %v", got)
	}
	if err := db.Index("2", 3, []Entry{entry(2, 1, "quai")}); err != nil {
		t.Fatal(err)
	}
	if got := found(t, db, "2", "port", false); got != nil {
		t.Errorf("the old terms are still there: %v", got)
	}
	if upto, err := db.Indexed("2"); upto != 3 || err != nil {
		t.Errorf("it reaches %d, %v, want 3", upto, err)
	}
}

func TestIndexKeepsLongLists(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	const all = 9000
	for first := 0; first < all; first += 700 {
		var some []Entry
		for n := first; n < min(first+700, all); n++ {
			some = append(some, entry(n, 1, "le", fmt.Sprintf("n%d", n)))
		}
		if err := db.Index("1", uint64(first+1), some); err != nil {
			t.Fatal(err)
		}
	}
	got := found(t, db, "1", "le", false)
	if len(got) != all || got[0] != entry(0, 1).Article || got[all-1] != entry(all-1, 1).Article || !slices.IsSorted(got) {
		t.Errorf("%d articles from %v, want %d in order", len(got), got[:1], all)
	}
	if got := found(t, db, "1", "n8999", false); !slices.Equal(got, ids(entry(8999, 1))) {
		t.Errorf("got %v", got)
	}
}

func TestDamagedIndexIsMadeAnew(t *testing.T) {
	now := at
	dir := filepath.Join(t.TempDir(), "archive")
	db, err := Open(dir, options(&now))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Index("1", 5, []Entry{entry(1, 1, "port")}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, indexFile), []byte("no index at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	db = openArchive(t, dir, options(&now))
	if upto, err := db.Indexed("1"); upto != 0 || err != nil {
		t.Errorf("it reaches %d, %v, want 0 and no error", upto, err)
	}
	if err := db.Index("1", 5, []Entry{entry(1, 1, "port")}); err != nil {
		t.Error(err)
	}
}
