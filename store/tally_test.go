package store

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

func TestWhatAnEventGatheredIsCountedAsItIsKept(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	keep := func(n int, c ...sada.Clipping) string {
		t.Helper()
		u := fmt.Sprint("https://kiosk.test/", n)
		kept, err := db.Keep(ctx, take(u, "Titre", u), whole(c...))
		if err != nil {
			t.Fatal(err)
		}
		return kept.Record.ID
	}
	say := func(article string, v Verdict) {
		t.Helper()
		if err := db.Rematch(ctx, article, func(Prior) Verdict { return v }); err != nil {
			t.Fatal(err)
		}
	}
	want := func(event string, want EventCounts) {
		t.Helper()
		if got, err := db.EventCounts(event); err != nil || got != want {
			t.Errorf("%s has gathered %+v, %v; want %+v", event, got, err, want)
		}
	}
	clipping := func(hour int, stale bool) sada.Clipping {
		return sada.Clipping{Event: "eau", Version: 1, At: at.Add(time.Duration(hour) * time.Hour), Stale: stale}
	}
	want("eau", EventCounts{})
	first, second, third := keep(1, clipping(1, false)), keep(2, clipping(2, false)), keep(3)
	want("eau", EventCounts{Clippings: 2, Newest: at.Add(2 * time.Hour)})
	say(second, Verdict{Clippings: []sada.Clipping{clipping(2, true)}})
	say(third, Verdict{Outside: []string{"eau"}})
	say(third, Verdict{Outside: []string{"eau"}})
	want("eau", EventCounts{Clippings: 1, Stale: 1, Outside: 1, Newest: at.Add(time.Hour)})
	if n, err := db.Outside(third, []string{"eau", "oasis"}); err != nil || n != 1 {
		t.Errorf("of two events %d are noted outside their windows, %v; want 1", n, err)
	}
	say(third, Verdict{Silent: []string{"eau"}})
	if n, err := db.Outside(third, []string{"eau"}); err != nil || n != 0 {
		t.Errorf("one that is silent by now is noted %d times, %v", n, err)
	}
	say(second, Verdict{Clippings: []sada.Clipping{clipping(2, false)}})
	say(first, Verdict{Clippings: []sada.Clipping{clipping(1, false)}})
	want("eau", EventCounts{Clippings: 2, Newest: at.Add(2 * time.Hour)})
	for _, e := range []sada.Event{{ID: "eau"}, {ID: "oasis", Was: "eau"}} {
		if err := db.KeepSettings(ctx, nil, []sada.Event{e}); err != nil {
			t.Fatal(err)
		}
	}
	want("eau", EventCounts{})
	want("oasis", EventCounts{Clippings: 2, Newest: at.Add(2 * time.Hour)})
	if c, err := db.Counts(); err != nil || c.Clippings != 2 || c.Articles != 3 {
		t.Errorf("in all %+v, %v", c, err)
	}
}

func TestWhatWasLeftOutIsCountedByReasonAndNotTwice(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	drop := func(source, key string, reason sada.Reason) {
		t.Helper()
		if err := db.Drop(ctx, Queued{Source: source, Key: key, URL: "https://kiosk.test/" + key}, reason, ""); err != nil {
			t.Fatal(err)
		}
	}
	drop("kiosque", "u:1", sada.ReasonGone)
	drop("kiosque", "u:1", sada.ReasonGone)
	drop("kiosque", "u:2", sada.ReasonGone)
	drop("kiosque", "u:3", sada.ReasonRobots)
	drop("autre", "u:2", sada.ReasonOld)
	tk := take("https://kiosk.test/1", "Titre", "Texte.")
	tk.Key = "u:1"
	if _, err := db.Keep(ctx, tk, whole()); err != nil {
		t.Fatal(err)
	}
	for source, want := range map[string]map[sada.Reason]int{"kiosque": {sada.ReasonRobots: 1}, "autre": {sada.ReasonOld: 1}, "": {}} {
		if got, err := db.LeftOutCounts(source); err != nil || !maps.Equal(got, want) {
			t.Errorf("%q left out %v, %v; want %v", source, got, err, want)
		}
	}
}

// A retention that could not read its file would keep its blobs named for good.
func TestRetentionRemovesAFileThatCannotTellWhatLiesInIt(t *testing.T) {
	now, ctx := at, context.Background()
	dir := filepath.Join(t.TempDir(), "a")
	db, err := Open(dir, options(&now))
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 * fewBlobs {
		u := fmt.Sprint("https://kiosk.test/", n)
		if _, err := db.Keep(ctx, take(u, "Titre", u), whole()); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, pageFile(at))
	if err := os.WriteFile(path, make([]byte, 1<<14), 0o600); err != nil {
		t.Fatal(err)
	}
	now = at.AddDate(0, 0, 20)
	db = openArchive(t, dir, options(&now))
	if s, err := db.Sweep(ctx); err != nil || s.Files != 1 {
		t.Fatalf("%+v was swept, %v", s, err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the file is there: %v", err)
	}
	named := 0
	if err := db.view(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("blobs")).ForEach(func(_, _ []byte) error { named++; return nil })
	}); err != nil || named != 3*fewBlobs {
		t.Errorf("%d blobs are named, %v; want the %d texts", named, err, 3*fewBlobs)
	}
}
