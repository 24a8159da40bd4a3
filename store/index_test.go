package store

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// testEntry is an Entry whose terms have their names.
type testEntry struct {
	Entry
	terms []string
}

// putIndex puts entries into the index, in two parts.
func putIndex(t *testing.T, db *DB, stamp string, upto int, entries ...testEntry) {
	t.Helper()
	all, names := make([]Gathered, 2), [2][]string{}
	for i, e := range entries {
		part := &names[i%2]
		for _, term := range e.terms {
			place := slices.Index(*part, term)
			if place < 0 {
				place = len(*part)
				*part = append(*part, term)
			}
			e.Terms, e.Places = append(e.Terms, int32(place)), append(e.Places, uint32(len(e.Places)))
		}
		all[i%2].Add(e.Entry)
	}
	if err := db.Index(stamp, uint64(upto), all, func(part int, place int32) string { return names[part][place] }, formsOf); err != nil {
		t.Fatal(err)
	}
}

// formsOf says that a term in the plural is looked up in the singular too.
func formsOf(term string) []string {
	if one, plural := strings.CutSuffix(term, "s"); plural {
		return []string{one}
	}
	return nil
}

// entry is an article of the index whose id ends in n.
func entry(n, version int, terms ...string) testEntry {
	id := uuid.UUID{14: byte(n >> 8), 15: byte(n)}
	id[0] = 1
	return testEntry{Entry{Article: id.String(), Version: version, At: at.Add(time.Duration(n) * time.Hour)}, terms}
}

// found lists the articles of a term, or of all that begin so.
func found(t *testing.T, db *DB, stamp, term string, begin bool) []string {
	t.Helper()
	var out []string
	err := db.Look(stamp, func(l *Lookup) error {
		terms := l.Terms(term)
		if begin {
			terms = l.Begin(term)
		}
		met := map[uint32]bool{}
		for _, term := range terms {
			before, whole := int64(-1), int64(0)
			l.Places(term, 0, 1<<31, func(doc, at uint32) {
				if whole = int64(doc)<<32 | int64(at); whole <= before {
					t.Errorf("the places of %s do not ascend", term)
				}
				before = whole
				met[doc] = true
			})
		}
		for _, doc := range slices.Sorted(maps.Keys(met)) {
			if p, ok := l.Article(doc); ok {
				out = append(out, p.Article())
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func ids(entries ...testEntry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Article)
	}
	return out
}

func TestIndexFindsWhatWasPutUnderATerm(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	a, b, c := entry(1, 1, "port", "porte"), entry(2, 1, "porte"), entry(3, 1, "port", "quais", "صدي", "port")
	for upto, some := range [][]testEntry{{a, b}, {c}} {
		putIndex(t, db, "1", upto+1, some...)
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
		{"a form of a term", "quai", false, ids(c)},
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
	for upto, e := range []testEntry{old, young} {
		putIndex(t, db, "1", upto+1, e)
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

func TestIndexHoldsTheNewestOfTwoVersionsGatheredTogether(t *testing.T) {
	now := at
	for name, some := range map[string][]testEntry{
		"the older first": {entry(1, 1, "digue", "port"), entry(1, 2, "port", "quai")},
		"the newer first": {entry(1, 2, "port", "quai"), entry(1, 1, "digue", "port")},
	} {
		t.Run(name, func(t *testing.T) {
			db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
			putIndex(t, db, "1", 2, some...)
			if got := found(t, db, "1", "digue", false); got != nil {
				t.Errorf("what the new version lacks is found: %v", got)
			}
			if got := found(t, db, "1", "port", false); len(got) != 1 {
				t.Errorf("one article is found %d times", len(got))
			}
			if v, err := db.IndexedVersion("1", some[0].Article); v != 2 || err != nil {
				t.Errorf("version %d, %v, want 2", v, err)
			}
		})
	}
}

func TestIndexOfAnotherStampIsMadeAnew(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	putIndex(t, db, "1", 9, entry(1, 1, "port"))
	if upto, err := db.Indexed("2"); upto != 0 || err != nil {
		t.Errorf("another folding finds an index that reaches %d, %v", upto, err)
	}
	if got := found(t, db, "2", "port", false); got != nil {
		t.Errorf("another folding finds %v", got)
	}
	putIndex(t, db, "2", 3, entry(2, 1, "quai"))
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
		var some []testEntry
		for n := first; n < min(first+700, all); n++ {
			some = append(some, entry(n, 1, "le", fmt.Sprintf("n%d", n)))
		}
		putIndex(t, db, "1", first+1, some...)
	}
	got := found(t, db, "1", "le", false)
	slices.Sort(got)
	if len(got) != all || got[0] != entry(0, 1).Article || got[all-1] != entry(all-1, 1).Article || len(slices.Compact(got)) != all {
		t.Errorf("%d articles from %v, want %d, each once", len(got), got[:1], all)
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
	putIndex(t, db, "1", 5, entry(1, 1, "port"))
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
	putIndex(t, db, "1", 5, entry(1, 1, "port"))
}

func TestIndexThatIsKilledInTheMiddleLeadsNowhere(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	var terms []string
	for n := range someTerms + 100 {
		terms = append(terms, fmt.Sprintf("n%05d", n))
	}
	names := func(_ int, place int32) string { return terms[place] }
	gathered := func() []Gathered {
		g := make([]Gathered, 1)
		e := entry(1, 1).Entry
		for n := range terms {
			e.Terms, e.Places = append(e.Terms, int32(n)), append(e.Places, uint32(n))
		}
		g[0].Add(e)
		return g
	}
	put := 0
	err := db.Index("1", 7, gathered(), names, func(string) []string {
		if put++; put > someTerms+50 {
			panic("killed")
		}
		return nil
	})
	if err == nil {
		t.Fatal("it was not killed")
	}
	if upto, err := db.Indexed("1"); upto != 0 || err != nil {
		t.Errorf("it reaches %d, %v, want 0", upto, err)
	}
	if got := found(t, db, "1", "n00003", false); got != nil {
		t.Errorf("a document without a name is found: %v", got)
	}
	if err := db.Index("1", 7, gathered(), names, formsOf); err != nil {
		t.Fatal(err)
	}
	for _, term := range []string{terms[0], terms[3], terms[len(terms)-1]} {
		if got := found(t, db, "1", term, false); !slices.Equal(got, ids(entry(1, 1))) {
			t.Errorf("%s leads to %v", term, got)
		}
	}
}

func TestLookupGivesTheStretchOfTheNewestFirst(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	const all = 3*2048 + 100
	var some []testEntry
	for n := range all {
		e := entry(n, 1, "le")
		if n == 5 {
			e.At = at.AddDate(9, 0, 0) // an old document, of an article dated last
		}
		some = append(some, e)
	}
	putIndex(t, db, "1", 1, some...)
	err := db.Look("1", func(l *Lookup) error {
		met := map[string]bool{}
		before := int64(1 << 62)
		stretches := l.Stretches()
		for _, s := range stretches {
			if s.Newest > before {
				t.Errorf("a stretch with an article of %d stands behind one of %d", s.Newest, before)
			}
			before = s.Newest
			l.Places("le", s.First, s.End, func(doc, at uint32) {
				p, ok := l.Article(doc)
				if !ok || at != 0 || p.At > s.Newest || met[p.Article()] {
					t.Errorf("document %d, place %d: %v", doc, at, p)
				}
				met[p.Article()] = true
			})
		}
		if len(met) != all || len(stretches) < 2 {
			t.Errorf("%d stretches hold %d articles, want %d", len(stretches), len(met), all)
		}
		if s := stretches[0]; s.Newest != at.AddDate(9, 0, 0).Unix() {
			t.Errorf("the first holds %d at the newest", s.Newest)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
