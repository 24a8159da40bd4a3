package office

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
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
