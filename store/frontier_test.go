package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sada"
)

func TestDiscoverPassesOverWhatIsKnown(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	feed := sada.EndpointState{Source: "kiosque", URL: "https://kiosk.test/feed"}
	q := Queued{Source: "kiosque", Key: "k1", URL: "https://kiosk.test/1", Added: at}
	discover := func(q Queued) int {
		t.Helper()
		n, err := db.Discover(ctx, feed, []Queued{q})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := discover(q); n != 1 {
		t.Errorf("a new address added %d", n)
	}
	if n := discover(q); n != 0 {
		t.Errorf("an address that waits added %d", n)
	}
	tk := take(q.URL, "Titre", "Texte.")
	tk.Key, tk.Queued = "k1", &q
	kept, err := db.Keep(ctx, tk, whole())
	if err != nil {
		t.Fatal(err)
	}
	if n := discover(q); n != 0 {
		t.Errorf("an address that was read added %d", n)
	}
	other := q
	other.Source = "autre"
	if n := discover(other); n != 0 {
		t.Errorf("an address that another source read added %d", n)
	}
	if r, _ := db.Record(kept.Record.ID); !slices.Equal(r.SeenBy, []string{"kiosque", "autre"}) {
		t.Errorf("the article was seen by %v, want both sources", r.SeenBy)
	}
	q.Again = true
	if n := discover(q); n != 1 {
		t.Errorf("an address that is to be read again added %d, want 1", n)
	}
}

func TestAnEditOfWhatStillWaitsIsNotSettled(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	feed := sada.EndpointState{Source: "autre", URL: "https://autre.test/feed"}
	q := Queued{Source: "autre", Key: "k1", URL: "https://kiosk.test/1", Added: at}
	if _, err := db.Discover(ctx, feed, []Queued{q}); err != nil {
		t.Fatal(err)
	}
	now = at.Add(time.Minute)
	tk := take(q.URL, "Titre", "Texte.") // another source reads it first
	tk.Key = "k1"
	if _, err := db.Keep(ctx, tk, whole()); err != nil {
		t.Fatal(err)
	}
	now = at.Add(time.Hour)
	q.Again, q.Added = true, now
	if n, err := db.Discover(ctx, feed, []Queued{q}); err != nil || n != 0 {
		t.Errorf("an address that waits added %d, %v", n, err)
	}
	waiting, waits, err := db.Waits("autre", "k1")
	if err != nil || !waits || !waiting.Again {
		t.Fatalf("what waits: %+v, %v, %v; want it to be read again", waiting, waits, err)
	}
	if settled, err := db.Settle(ctx, waiting); err != nil || settled {
		t.Errorf("settled is %v, %v; the edit would never be read", settled, err)
	}
}

func TestWhatEndpointsSaidOfAnAddressIsKept(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	q := Queued{Source: "kiosque", Key: "k1", URL: "https://www.kiosque.test/a/1", Added: at, Said: []byte("feedone")}
	keep := func() {
		t.Helper()
		tk := take(q.URL, "Titre", "Texte.")
		tk.Key, tk.Keys, tk.Queued = "k1", []string{"k2"}, &q
		if _, err := db.Keep(t.Context(), tk, whole()); err != nil {
			t.Fatal(err)
		}
	}
	says := func(words string) {
		t.Helper()
		q.Said = []byte(words)
		if _, err := db.Discover(t.Context(), sada.EndpointState{Source: "kiosque", URL: "https://www.kiosque.test/feed"}, []Queued{q}); err != nil {
			t.Fatal(err)
		}
	}
	want := func(name string, words ...string) {
		t.Helper()
		s, _, err := db.Seen("k1")
		var got []string
		for _, b := range s.Said {
			got = append(got, string(b))
		}
		if err != nil || !slices.Equal(got, words) {
			t.Errorf("%s: %q, %v; want %q", name, got, err, words)
		}
	}
	says("feedone")
	keep()
	want("the first reading", "feedone")
	says("maptwo")
	want("another endpoint", "feedone", "maptwo")
	says("feedsix")
	want("the first says more", "feedsix", "maptwo")
	q.Said = nil
	keep()
	want("a reading that nothing led to", "feedsix", "maptwo")
	for _, words := range []string{"bbbb", "cccc", "dddd", "eeee", "ffff"} {
		says(words)
	}
	want("many endpoints", "maptwo", "bbbb", "cccc", "dddd", "eeee", "ffff")
}

func TestAFailedAddressIsNotSeenAndWaitsItsTurn(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	var all []Queued
	for i := range 3 {
		all = append(all, Queued{Source: "kiosque", Key: fmt.Sprint("k", i), URL: fmt.Sprint("https://kiosk.test/", i), Added: at})
	}
	if _, err := db.Discover(ctx, sada.EndpointState{Source: "kiosque", URL: "f"}, all); err != nil {
		t.Fatal(err)
	}
	failed := all[0]
	failed.Tries, failed.Next, failed.Reason = 1, at.Add(time.Hour), sada.ReasonTimeout
	if err := db.Retry(ctx, failed); err != nil {
		t.Fatal(err)
	}
	if err := db.Drop(ctx, all[1], sada.ReasonRobots, "closed"); err != nil {
		t.Fatal(err)
	}
	urls := func(now time.Time) []string {
		due, err := db.Due("kiosque", now, 10)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, q := range due {
			out = append(out, q.Key)
		}
		return out
	}
	if got := urls(at); !slices.Equal(got, []string{"k2"}) {
		t.Errorf("due now: %v, want k2", got)
	}
	if got := urls(at.Add(time.Hour)); !slices.Equal(got, []string{"k2", "k0"}) {
		t.Errorf("due in an hour: %v, want k2, never tried, before k0", got)
	}
	if _, seen, _ := db.Seen("k0"); seen {
		t.Error("what failed counts as seen")
	}
	var left []string
	if err := db.LeftOut("kiosque", func(s Seen) error {
		left = append(left, s.Key+" "+string(s.Reason))
		return nil
	}); err != nil || !slices.Equal(left, []string{"k1 robots"}) {
		t.Errorf("left out: %v, %v", left, err)
	}
}

func TestWhatOneSourceLeftOutIsNewToAnother(t *testing.T) {
	now, ctx := at, context.Background()
	cases := []struct {
		reason sada.Reason
		added  int
	}{{sada.ReasonForeign, 1}, {sada.ReasonOld, 1}, {sada.ReasonRobots, 0}, {sada.ReasonGone, 0}}
	for _, c := range cases {
		db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
		out := Queued{Source: "revue", Key: "k", URL: "https://kiosk.test/1", Added: at, Out: c.reason}
		if n, err := db.Discover(ctx, sada.EndpointState{Source: "revue", URL: "f"}, []Queued{out}); err != nil || n != 0 {
			t.Fatalf("%s: added %d, %v", c.reason, n, err)
		}
		own := Queued{Source: "kiosque", Key: "k", URL: "https://kiosk.test/1", Added: at}
		if n, err := db.Discover(ctx, sada.EndpointState{Source: "kiosque", URL: "f"}, []Queued{own}); err != nil || n != c.added {
			t.Errorf("%s: the other source added %d, %v; want %d", c.reason, n, err, c.added)
		}
	}
}

func TestAnAddressReadMeanwhileIsNotReadAgain(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	wait := func(source, key, url string) Queued {
		q := Queued{Source: source, Key: key, URL: url, Added: at}
		if _, err := db.Discover(ctx, sada.EndpointState{Source: source, URL: "f"}, []Queued{q}); err != nil {
			t.Fatal(err)
		}
		return q
	}
	twin, other := wait("kiosque", "u:https://kiosk.test/1", "https://kiosk.test/1"), wait("revue", "u:https://kiosk.test/1", "https://kiosk.test/1")
	if settled, err := db.Settle(ctx, twin); err != nil || settled {
		t.Errorf("an address that nobody read: settled %v, %v", settled, err)
	}
	kept, err := db.Keep(ctx, take("https://kiosk.test/1", "Titre", "Texte."), whole())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []Queued{twin, other} {
		if settled, err := db.Settle(ctx, q); err != nil || !settled {
			t.Errorf("%s: settled %v, %v; want true", q.Source, settled, err)
		}
		if n, _, _ := db.Waiting(q.Source); n != 0 {
			t.Errorf("%d addresses of %s still wait", n, q.Source)
		}
	}
	if r, _ := db.Record(kept.Record.ID); !slices.Equal(r.SeenBy, []string{"kiosque", "revue"}) {
		t.Errorf("seen by %v, want both", r.SeenBy)
	}
	later := other
	later.Lead.Modified = sada.Date{Time: at.Add(time.Hour), Precision: sada.ToMinute}
	if settled, err := db.Settle(ctx, later); err != nil || settled {
		t.Errorf("an address modified since: settled %v, %v; want false", settled, err)
	}
}

func TestAKnownAddressIsListedOnceAsLeftOut(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	q := Queued{Source: "kiosque", Key: "k", URL: "https://kiosk.test/1", Added: at}
	for range 3 {
		if err := db.Drop(ctx, q, sada.ReasonGone, "status 404"); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	if err := db.LeftOut("kiosque", func(Seen) error { n++; return nil }); err != nil || n != 1 {
		t.Errorf("listed %d times, %v; want once", n, err)
	}
}
