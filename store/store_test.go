package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sada"
)

// at is the clock of the tests.
var at = time.Date(2022, 11, 4, 8, 0, 0, 0, time.UTC)

func options(now *time.Time) Options {
	return Options{
		Now: func() time.Time { return *now }, Make: true, Command: "test",
		KeepText: 400 * 24 * time.Hour, KeepPages: 7 * 24 * time.Hour,
		Disk: func(string) (uint64, uint64, error) { return 1 << 40, 1 << 41, nil },
	}
}

// openArchive opens an archive that is checked as a whole when the test ends.
func openArchive(t *testing.T, dir string, o Options) *DB {
	t.Helper()
	db, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Check(context.Background()); err != nil {
			t.Errorf("the archive after the test: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func page(url, body string) *sada.Page {
	return &sada.Page{Body: []byte(body), Capture: sada.Capture{
		By: sada.ByCrawl, Method: "GET", URL: url, FinalURL: url, Status: 200, Began: at, Ended: at,
		SHA256: sumOf(body), Size: int64(len(body)),
	}}
}

func sumOf(body string) string {
	b := blob{}
	copy(b.sum[:], sum256([]byte(body)))
	return b.hash()
}

func article(url, title, text string) *sada.Article {
	return &sada.Article{
		URL: url, Kind: sada.KindArticle, Language: "fr", Title: title,
		Published: sada.Date{Time: at, Precision: sada.ToMinute, Zone: sada.ZoneWritten, From: sada.FromJSONLD},
		Blocks:    []sada.Block{{Kind: sada.Paragraph, Text: text}},
		Images:    []sada.Image{{URL: "https://kiosk.test/photo.jpg", Caption: "Le barrage"}},
	}
}

func take(url, title, text string) Take {
	return Take{Source: "kiosque", Own: true, Key: "u:" + url, Page: page(url, "<p>"+text), Article: article(url, title, text), Modified: at}
}

// whole is the verdict of a caller that takes every change of text for a version.
func whole(clippings ...sada.Clipping) func(Prior) Verdict {
	return func(p Prior) Verdict { return Verdict{NewVersion: true, Clippings: clippings} }
}

func TestWhatIsAcknowledgedIsThereAfterReopening(t *testing.T) {
	dir, now, ctx := t.TempDir(), at, context.Background()
	db, err := Open(filepath.Join(dir, "a"), options(&now))
	if err != nil {
		t.Fatal(err)
	}
	q := Queued{Source: "kiosque", Key: "u:https://kiosk.test/1", URL: "https://kiosk.test/1", Added: at}
	if _, err := db.Discover(ctx, sada.EndpointState{Source: "kiosque", Kind: sada.Feed, URL: "https://kiosk.test/feed", ETag: `"1"`}, []Queued{q}); err != nil {
		t.Fatal(err)
	}
	tk := take(q.URL, "Un barrage", "Le barrage est plein.")
	tk.Queued = &q
	clip := sada.Clipping{Event: "eau", Version: 1, At: at, DatedBy: sada.DatedByPublished,
		Hits: []sada.Hit{{Leaf: "barrage", Field: "title", Spans: [][2]int{{3, 10}}, Surface: "barrage", Sentence: "Un barrage"}}}
	kept, err := db.Keep(ctx, tk, whole(clip))
	if err != nil {
		t.Fatal(err)
	}
	if !kept.New || kept.Clippings != 1 {
		t.Errorf("kept %+v, want a new article and a clipping", kept)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	db = openArchive(t, filepath.Join(dir, "a"), options(&now))
	v, err := db.Version(kept.Record.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if v.Article.Text() != "Le barrage est plein." || v.Article.Published.String() != "2022-11-04T08:00:00Z" {
		t.Errorf("the article came back as %+v", v.Article)
	}
	if body, err := db.Body(sumOf("<p>Le barrage est plein.")); err != nil || string(body) != "<p>Le barrage est plein." {
		t.Errorf("the page came back as %q, %v", body, err)
	}
	c, err := db.Clipping("eau", kept.Record.ID)
	if err != nil || len(c.Hits) != 1 || c.Hits[0].Surface != "barrage" {
		t.Errorf("the clipping came back as %+v, %v", c, err)
	}
	if n, _, _ := db.Waiting("kiosque"); n != 0 {
		t.Errorf("%d addresses wait, want none: the one was read", n)
	}
	if e, _ := db.Endpoint("kiosque", "https://kiosk.test/feed"); e.ETag != `"1"` {
		t.Errorf("the endpoint came back as %+v", e)
	}
	if s, known, _ := db.Seen(q.Key); !known || s.Article != kept.Record.ID {
		t.Errorf("the address is seen as %+v, %v", s, known)
	}
}

func TestANewVersionKeepsTheOldOne(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	first, err := db.Keep(ctx, take("https://kiosk.test/1", "Titre", "Avant."), whole())
	if err != nil {
		t.Fatal(err)
	}
	second, err := db.Keep(ctx, take("https://kiosk.test/1", "Titre", "Après."), func(p Prior) Verdict {
		if p.Record == nil || p.Article == nil || p.Article.Text() != "Avant." {
			t.Errorf("the prior is %+v", p)
		}
		return Verdict{NewVersion: true}
	})
	if err != nil {
		t.Fatal(err)
	}
	if second.New || !second.Changed || second.Record.ID != first.Record.ID || second.Record.Current != 2 || second.Seq <= first.Seq {
		t.Errorf("the second capture was kept as %+v", second)
	}
	for n, want := range map[int]string{1: "Avant.", 2: "Après.", 0: "Après."} {
		if v, err := db.Version(first.Record.ID, n); err != nil || v.Article.Text() != want {
			t.Errorf("version %d reads %q, %v; want %q", n, v.Article.Text(), err, want)
		}
	}
	if captures, _ := db.Captures(first.Record.ID); len(captures) != 2 {
		t.Errorf("%d captures, want 2", len(captures))
	}
}

func TestTextsThatWereCutAreMarkedAndCounted(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	for i, cut := range []bool{true, false, true} {
		tk := take(fmt.Sprintf("https://kiosk.test/%d", i), "Un barrage", fmt.Sprint("Le barrage est plein à ", i))
		tk.Article.Cut = cut
		kept, err := db.Keep(context.Background(), tk, whole())
		if err != nil {
			t.Fatal(err)
		}
		if v, err := db.Version(kept.Record.ID, 1); err != nil || v.Article.Cut != cut {
			t.Errorf("article %d came back with cut %v, %v", i, v.Article.Cut, err)
		}
	}
	if c, err := db.Counts(); err != nil || c.Cut != 2 {
		t.Errorf("%d texts are counted as cut, %v, want 2", c.Cut, err)
	}
}

func TestRetentionSparesClippings(t *testing.T) {
	now, ctx := at, context.Background()
	dir := filepath.Join(t.TempDir(), "a")
	db := openArchive(t, dir, options(&now))
	plain, err := db.Keep(ctx, take("https://kiosk.test/plain", "Plain", "Sans rapport."), whole())
	if err != nil {
		t.Fatal(err)
	}
	late, err := db.Keep(ctx, take("https://kiosk.test/late", "Late", "Devient une coupure."), whole())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Rematch(ctx, late.Record.ID, func(p Prior) Verdict {
		return Verdict{Clippings: []sada.Clipping{{Event: "eau", Version: 1, At: at}}}
	}); err != nil {
		t.Fatal(err)
	}
	now = at.AddDate(0, 0, 20)
	db.Retain(400*24*time.Hour, 30*24*time.Hour, time.Hour)
	if s, err := db.Sweep(ctx); err != nil || s.Files != 0 {
		t.Errorf("with pages kept for 30 days %+v was swept, %v", s, err)
	}
	db.Retain(400*24*time.Hour, 7*24*time.Hour, time.Hour)
	if s, err := db.Sweep(ctx); err != nil || s.Files != 1 {
		t.Errorf("after 20 days %+v was swept, %v; want the pages of one day", s, err)
	}
	if _, err := db.Body(sumOf("<p>Sans rapport.")); !errors.Is(err, sada.ErrNotFound) {
		t.Errorf("the page of an article that is no clipping: %v, want not found", err)
	}
	if _, err := db.Body(sumOf("<p>Devient une coupure.")); err != nil {
		t.Errorf("the page of a clipping: %v", err)
	}
	now = at.AddDate(2, 0, 0)
	if _, err := db.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Version(plain.Record.ID, 0); !errors.Is(err, sada.ErrNotFound) {
		t.Errorf("the text of an article that is no clipping after two years: %v, want not found", err)
	}
	if v, err := db.Version(late.Record.ID, 0); err != nil || v.Article.Text() != "Devient une coupure." {
		t.Errorf("the text of a clipping after two years: %q, %v", v.Article.Text(), err)
	}
}

func TestAPictureIsKeptWithItsClipping(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	tk := take("https://kiosk.test/1", "Titre", "Texte.")
	tk.Clip = true
	tk.Then = []Queued{{Source: "kiosque", Key: "picture:x", URL: "https://kiosk.test/photo.jpg", Picture: true, Added: at}}
	kept, err := db.Keep(ctx, tk, whole(sada.Clipping{Event: "eau", Version: 1, At: at}))
	if err != nil {
		t.Fatal(err)
	}
	due, err := db.Due("kiosque", at, 10)
	if err != nil || len(due) != 1 || due[0].Article != kept.Record.ID {
		t.Fatalf("due: %+v, %v", due, err)
	}
	if err := db.KeepPicture(ctx, due[0], page(due[0].URL, "JPEG"), ""); err != nil {
		t.Fatal(err)
	}
	v, err := db.Version(kept.Record.ID, 0)
	if err != nil || v.Article.Images[0].SHA256 != sumOf("JPEG") {
		t.Errorf("the picture is noted as %+v, %v", v.Article.Images, err)
	}
}

func TestRenamedAndRetiredEventsKeepTheirClippings(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	settings := func(events ...sada.Event) {
		t.Helper()
		if err := db.KeepSettings(ctx, []sada.Source{{ID: "kiosque"}}, events); err != nil {
			t.Fatal(err)
		}
	}
	settings(sada.Event{ID: "eau", Query: "barrage"})
	kept, err := db.Keep(ctx, take("https://kiosk.test/1", "Titre", "Texte."), whole(sada.Clipping{Event: "eau", Version: 1, At: at}))
	if err != nil {
		t.Fatal(err)
	}
	settings(sada.Event{ID: "barrages", Query: "barrage", Was: "eau"})
	if _, err := db.Clipping("barrages", kept.Record.ID); err != nil {
		t.Errorf("after the rename: %v", err)
	}
	if _, err := db.Clipping("eau", kept.Record.ID); !errors.Is(err, sada.ErrNotFound) {
		t.Errorf("under the old name: %v, want not found", err)
	}
	settings()
	events, err := db.Events()
	if err != nil || len(events) != 1 || !events[0].Retired || events[0].ID != "barrages" {
		t.Errorf("events %+v, %v; want barrages, retired", events, err)
	}
	if _, err := db.Clipping("barrages", kept.Record.ID); err != nil {
		t.Errorf("after it left the settings: %v", err)
	}
}

func TestManyCallersAreCommittedTogether(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	var wait sync.WaitGroup
	errs := make(chan error, 400)
	for i := range 200 {
		for range 2 { // two copies arrive together
			wait.Go(func() {
				u := fmt.Sprintf("https://kiosk.test/%d", i)
				_, err := db.Keep(ctx, take(u, "Titre", fmt.Sprint("Texte ", i)), func(p Prior) Verdict { return Verdict{NewVersion: p.Record == nil} })
				errs <- err
			})
		}
	}
	wait.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if c, err := db.Counts(); err != nil || c.Articles != 200 || c.Versions != 200 || c.Captures != 400 {
		t.Errorf("counts %+v, %v; want 200 articles, 200 versions, 400 captures", c, err)
	}
}

func TestOneBadChangeDoesNotFailTheOthers(t *testing.T) {
	now, ctx := at, context.Background()
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			tk := take(fmt.Sprintf("https://kiosk.test/%d", i), "Titre", fmt.Sprint("Texte ", i))
			verdict := whole()
			if i%10 == 0 {
				verdict = whole(sada.Clipping{Event: strings.Repeat("e", 40<<10)}) // longer than bbolt's longest key
			}
			_, err := db.Keep(ctx, tk, verdict)
			if (err != nil) != (i%10 == 0) {
				t.Errorf("article %d: %v", i, err)
			}
		})
	}
	wait.Wait()
	if c, _ := db.Counts(); c.Articles != 36 {
		t.Errorf("%d articles, want 36", c.Articles)
	}
}

func sum256(b []byte) []byte {
	s := sha256.Sum256(b)
	return s[:]
}
