package store

import (
	"archive/zip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	bolt "go.etcd.io/bbolt"

	"sada"
	"sada/internal/address"
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

// crowd adds articles to an archive of layout 1, each of which took another for
// itself; their cards fill several transactions.
func crowd(t *testing.T, dir string, n int) {
	t.Helper()
	f, err := bolt.Open(filepath.Join(dir, "main.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Update(func(tx *bolt.Tx) error {
		for i := range n {
			u := fmt.Sprintf("http://depeche.test/%d-plan-2026.html", i)
			c := cardRecord{
				ID: uuid.NewString(), Key: fmt.Sprintf("id:depeche.test:%d", 900000+i), Source: "depeche", SeenBy: []string{"depeche"},
				URL: u, Aliases: []string{fmt.Sprintf("http://depeche.test/%d-autre-2026.html", i)},
			}
			c.Keys = []string{c.Key}
			if err := errors.Join(put(tx.Bucket([]byte("cards")), idBytes(c.ID), c), tx.Bucket([]byte("keys")).Put([]byte(c.Key), idBytes(c.ID))); err != nil {
				return err
			}
		}
		meta := tx.Bucket([]byte("meta"))
		return meta.Put([]byte("count articles"), number(toNumber(meta.Get([]byte("count articles")))+uint64(n)))
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAnArticleOfLayoutOneKeepsWhatWasFetchedForIt(t *testing.T) {
	now := at
	db := openArchive(t, frozen(t), options(&now))
	title := func(u string) string {
		t.Helper()
		r, _, err := db.RecordByKey(address.Key(u))
		if err != nil {
			t.Fatal(err)
		}
		return r.Title
	}
	const law = "http://depeche.test/loi-sur-l-eau-2026.html"
	for _, c := range []struct {
		name, u    string
		title      string
		seen, wait bool
	}{
		{"where it was read", law, "Loi sur l'eau 2026 : le texte passe en commission", true, false},
		{"a year took it for another", "http://depeche.test/budget-communal-2026.html", "", false, true},
		{"it shares a canonical with a later one", "http://depeche.test/lire.php?id=1", "La bibliothèque ouvre le dimanche", false, false},
		{"the later one", "http://depeche.test/lire.php?id=2", "La bibliothèque ouvre le dimanche", true, false},
		{"the canonical of both", "http://depeche.test/lire.php", "La bibliothèque ouvre le dimanche", false, false},
		{"left out under a number", "http://depeche.test/avis-de-fermeture-48213.html", "", true, false},
		{"it waits under a year", "http://depeche.test/passerelle-chantier-2025.html", "", false, true},
	} {
		_, seen, err := db.Seen(address.Key(c.u))
		if err != nil || seen != c.seen {
			t.Errorf("%s: seen %v, %v; want %v", c.name, seen, err, c.seen)
		}
		if _, waits, err := db.Waits("depeche", address.Key(c.u)); err != nil || waits != c.wait {
			t.Errorf("%s: waits %v, %v; want %v", c.name, waits, err, c.wait)
		}
		if got := title(c.u); got != c.title {
			t.Errorf("%s: it leads to %q, want %q", c.name, got, c.title)
		}
	}
	r, known, err := db.RecordByKey("id:depeche.test:2026")
	if err != nil || !known || r.URL != law || len(r.Aliases) != 0 {
		t.Errorf("the old key leads to %+v, %v", r, err)
	}
	left := 0
	if err := db.LeftOut("depeche", func(Seen) error { left++; return nil }); err != nil || left != 1 {
		t.Errorf("%d addresses are listed as left out, %v; want 1", left, err)
	}
}

func TestWhatWasPassedOverWaitsForASourceThatIsStillVisited(t *testing.T) {
	const passed = "http://depeche.test/autre-2026.html"
	for _, c := range []struct {
		name            string
		seenBy          []string
		former, current time.Time // last visits
		want            string
	}{
		{"the first source left the settings", []string{"ancienne", "depeche"}, at, at.Add(time.Hour), "depeche"},
		{"both are visited", []string{"ancienne", "depeche"}, at, at, "ancienne"},
		{"the second left the settings", []string{"ancienne", "depeche"}, at.Add(time.Hour), at, "ancienne"},
		{"the other is of no settings at all", []string{"inconnue", "depeche"}, at, time.Time{}, "depeche"},
	} {
		dir, now := frozen(t), at
		f, err := bolt.Open(filepath.Join(dir, "main.db"), 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = f.Update(func(tx *bolt.Tx) error {
			card := cardRecord{
				ID: uuid.NewString(), Key: "id:depeche.test:2027", Keys: []string{"id:depeche.test:2027"}, Source: c.seenBy[0], SeenBy: c.seenBy,
				URL: "http://depeche.test/plan-2027.html", Aliases: []string{passed},
			}
			meta := tx.Bucket([]byte("meta"))
			return errors.Join(
				meta.Put([]byte("count articles"), number(toNumber(meta.Get([]byte("count articles")))+1)),
				put(tx.Bucket([]byte("cards")), idBytes(card.ID), card), tx.Bucket([]byte("keys")).Put([]byte(card.Key), idBytes(card.ID)),
				put(tx.Bucket([]byte("sources")), []byte("ancienne"), sourceRecord{ID: "ancienne"}),
				put(tx.Bucket([]byte("health")), []byte("ancienne"), healthRecord{Source: "ancienne", Visit: c.former}),
				put(tx.Bucket([]byte("health")), []byte("depeche"), healthRecord{Source: "depeche", Visit: c.current}),
			)
		})
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		db := openArchive(t, dir, options(&now))
		for _, source := range []string{"ancienne", "inconnue", "depeche"} {
			if _, waits, err := db.Waits(source, address.Key(passed)); err != nil || waits != (source == c.want) {
				t.Errorf("%s: it waits for %s: %v, %v", c.name, source, waits, err)
			}
		}
	}
}

func TestAMigrationThatIsKilledGoesOn(t *testing.T) {
	now := at
	dir, copies := frozen(t), []string{}
	crowd(t, dir, 2*batchRecords+100)
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
	if len(copies) < len(migrations())+4 {
		t.Fatalf("%d steps were told, want more than one for the cards and for what waits", len(copies))
	}
	if want.Waiting != 2*batchRecords+102 {
		t.Errorf("%d addresses wait, want each that was passed over", want.Waiting)
	}
	for i, dir := range copies {
		peek(t, dir, func(tx *bolt.Tx) {
			if v := string(tx.Bucket([]byte("meta")).Get([]byte("version"))); v != formatVersion {
				t.Errorf("killed after step %d it is of layout %q: an older program would take it", i+1, v)
			}
		})
		db, err := Open(dir, options(&now))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := db.Counts(); err != nil || got != want {
			t.Errorf("killed after step %d it holds %+v, %v; want %+v", i+1, got, err, want)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestAMigratedArchiveKnowsAllThatItKnew(t *testing.T) {
	now := at
	dir := frozen(t)
	keys, marks, waits, captures, sequence := map[string]string{}, map[string]seenRecord{}, map[string]queuedRecord{}, map[uint64]captureRecord{}, uint64(0)
	peek(t, dir, func(tx *bolt.Tx) {
		walk := func(bucket string, fn func(key, raw []byte) error) {
			if err := tx.Bucket([]byte(bucket)).ForEach(fn); err != nil {
				t.Fatal(bucket, err)
			}
		}
		walk("keys", func(key, id []byte) error { keys[string(key)] = idString(id); return nil })
		walk("seen", func(key, raw []byte) error {
			var r seenRecord
			err := decode(raw, &r)
			marks[string(key)] = r
			return err
		})
		walk("frontier", func(key, raw []byte) error {
			var r queuedRecord
			err := decode(raw, &r)
			source, _, _ := strings.Cut(string(key), "\x00")
			waits[source] = r
			return err
		})
		walk("captures", func(key, raw []byte) error {
			var r captureRecord
			err := decode(raw, &r)
			captures[toNumber(key)] = r
			return err
		})
		sequence = tx.Bucket([]byte("captures")).Sequence()
	})
	if len(keys) == 0 || len(marks) == 0 || len(waits) == 0 || len(captures) == 0 {
		t.Fatalf("the frozen archive has %d keys, %d marks, %d that wait, %d captures", len(keys), len(marks), len(waits), len(captures))
	}
	db := openArchive(t, dir, options(&now))
	for key, id := range keys {
		if r, known, err := db.RecordByKey(key); err != nil || !known || r.ID != id {
			t.Errorf("%s leads to %s, %v; want %s", key, r.ID, err, id)
		}
	}
	for _, want := range marks {
		key := address.Key(want.URL)
		got, known, err := db.Seen(key)
		if err != nil || !known && want.Article == "" || known && got.Article == want.Article &&
			(got.Source != want.Source || got.Reason != want.Reason || want.Article == "" && !got.At.Equal(want.At)) {
			t.Errorf("%s is marked %+v, %v, %v; want %+v", key, got, known, err, want)
		}
	}
	for source, want := range waits {
		if q, waits, err := db.Waits(source, address.Key(want.URL)); err != nil || !waits || q.URL != want.URL {
			t.Errorf("%s waits as %+v, %v", want.URL, q, err)
		}
	}
	for seq, want := range captures {
		if got, err := db.Capture(seq); err != nil || !reflect.DeepEqual(got, want.capture()) {
			t.Errorf("capture %d came to %+v, %v; want %+v", seq, got, err, want.capture())
		}
	}
	if last, err := db.Last(); err != nil || last != sequence {
		t.Errorf("the last capture is %d, %v; want %d", last, err, sequence)
	}
	out := 0
	for _, source := range []string{"depeche", "port"} {
		if err := db.LeftOut(source, func(s Seen) error { out++; return nil }); err != nil {
			t.Error(err)
		}
	}
	if out == 0 {
		t.Error("nothing is listed as left out")
	}
}
