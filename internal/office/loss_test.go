package office

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sada"
	"sada/internal/export"
	"sada/store"
)

// lose closes the archive, removes the files of a kind, and opens it again.
func (h *house) lose(kinds ...string) {
	h.t.Helper()
	h.damaged = true
	h.must(h.db.Close())
	for _, kind := range kinds {
		files, err := filepath.Glob(filepath.Join(h.dir, kind+"-*.db"))
		h.must(err)
		if len(files) == 0 {
			h.t.Fatalf("there are no files of kind %s", kind)
		}
		for _, f := range files {
			h.must(os.Remove(f))
		}
	}
	h.openArchive(store.Options{})
}

func TestAnExportTellsWhatTheArchiveLost(t *testing.T) {
	h := open(t, "kiosque")
	h.keep("a", onDay(1), at, nil)
	h.keep("b", onDay(2), at, nil)
	if d, lost := h.export(Selection{Event: "eau"}); titles(d) != "a, b" || lost != (export.Losses{}) {
		t.Fatalf("a sound archive gives %s and lost %+v", titles(d), lost)
	}
	h.lose("clip")
	d, lost := h.export(Selection{Event: "eau"})
	if titles(d) != "a, b" || lost != (export.Losses{Partly: 2}) {
		t.Errorf("without its texts the archive gives %s and lost %+v, want both titles and 2 in part", titles(d), lost)
	}
	for _, c := range d.Clippings {
		if !slices.Equal(c.Lost, []string{"text"}) || c.Capture == nil || c.Article.Text != "" || c.Article.Published == "" {
			t.Errorf("%s: lost %v, capture %v, article %+v; want the text lost alone, and what the card says", c.ID, c.Lost, c.Capture, c.Article)
		}
	}
}

func TestAnExportPassesOverWhatIsNoClippingAnyMore(t *testing.T) {
	h := open(t, "kiosque")
	h.keep("a", onDay(1), at, nil)
	records := []sada.Record{}
	h.must(h.db.Records(func(r sada.Record) error { records = append(records, r); return nil }))
	l, err := h.Export(Selection{Event: "eau"})
	h.must(err)
	h.must(h.db.Rematch(t.Context(), records[0].ID, func(p store.Prior) store.Verdict {
		c := p.Clippings[0]
		c.Stale = true
		return store.Verdict{Clippings: []sada.Clipping{c}}
	}))
	if _, err := l.Read(records[0].ID); !errors.Is(err, sada.ErrNotFound) {
		t.Error("a clipping that went stale while the export was written is given")
	}
}

func TestADamagedRecordHidesNothingElse(t *testing.T) {
	h := open(t, "kiosque", "quai")
	h.damaged = true
	h.keep("a", onDay(1), at, nil)
	h.keep("b", onDay(2), at, nil)
	h.must(h.db.KeepSettings(t.Context(), h.sources, append(h.events, sada.Event{ID: "feu", Query: "feu"})))
	h.must(h.db.KeepHealth(t.Context(), sada.Health{Source: "quai", OK: at, Visit: at}))
	h.must(h.db.Close())
	// Letters of the records themselves: the check of each finds them out.
	h.spoil(`"q":"feu"`, `"q":"fou"`)
	h.spoil(`"s":"quai","v"`, `"s":"quay","v"`)
	h.openArchive(store.Options{})
	if d, lost := h.export(Selection{Event: "eau"}); titles(d) != "a, b" || lost != (export.Losses{}) {
		t.Errorf("the export of another event gives %s and lost %+v", titles(d), lost)
	}
	status, err := h.Status(t.Context())
	h.must(err)
	var places []string
	for _, a := range status.Attention {
		places = append(places, a.Place)
	}
	if len(places) < 2 || places[0] != "archive" || !slices.Contains(places, "quai") {
		t.Errorf("status names %v, want the archive first and the outlet whose record is damaged", places)
	}
	v, err := h.Verify(t.Context(), nil)
	h.must(err)
	if len(v.Faults) != 2 {
		t.Errorf("verify finds %q, want the two records", v.Faults)
	}
}

func TestStatusRemembersWhatVerifyFound(t *testing.T) {
	h := open(t, "kiosque")
	h.damaged = true
	h.keep("a", onDay(1), at, nil)
	h.must(h.db.KeepSettings(t.Context(), h.sources, append(h.events, sada.Event{ID: "feu", Query: "feu"})))
	h.must(h.db.Close())
	h.spoil(`"q":"feu"`, `"q":"fou"`)
	h.openArchive(store.Options{})
	if _, err := h.Verify(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	h.must(h.db.Close())
	h.openArchive(store.Options{})
	out, err := h.damage()
	h.must(err)
	if len(out) != 1 || !strings.Contains(out[0].What, "found damage on 2022-11-04 10:00 (1 in all)") {
		t.Errorf("after a restart it is said %+v, want what verify found", out)
	}
	h.must(h.db.KeepChecked(t.Context(), store.Checked{At: at}))
	if out, err = h.damage(); err != nil || len(out) > 0 {
		t.Errorf("a sound archive: %+v, %v", out, err)
	}
}

// spoil changes bytes of main.db, wherever they stand.
func (h *house) spoil(was, is string) {
	h.t.Helper()
	path := filepath.Join(h.dir, "main.db")
	raw, err := os.ReadFile(path)
	h.must(err)
	if !bytes.Contains(raw, []byte(was)) {
		h.t.Fatalf("main.db does not hold %s", was)
	}
	h.must(os.WriteFile(path, bytes.ReplaceAll(raw, []byte(was), []byte(is)), 0o600))
}

func TestSearchAndWhyTellOfALostText(t *testing.T) {
	h := open(t, "quai")
	h.bring("quai", "a", "fr", "Le barrage déborde.", onDay(1))
	h.must(h.Follow(t.Context(), nil))
	h.lose("text")
	found, err := h.Search(t.Context(), Search{Query: "barrage"}, nil)
	h.must(err)
	if len(found.Results) != 0 || found.Lost != 1 {
		t.Errorf("found %d and lost %d, want one lost", len(found.Results), found.Lost)
	}
	if found, err := h.Search(t.Context(), Search{Query: "digue"}, nil); err != nil || found.Lost != 0 {
		t.Errorf("a question that the text would not answer lost %d, %v", found.Lost, err)
	}
	why, err := h.Why("https://quai.kiosk.test/a", "eau")
	h.must(err)
	if why.State != "lost" || why.Detail == "" {
		t.Errorf("why says %s, %q", why.State, why.Detail)
	}
}
