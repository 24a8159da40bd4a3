package office

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/store"
)

func TestStatusOpensWithAMoveUntilTheSettingsNameIt(t *testing.T) {
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	db, err := store.Open(filepath.Join(t.TempDir(), "a"), store.Options{Now: func() time.Time { return now }, Make: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	source := sada.Source{ID: "gazette", Home: "https://gazette.test/", Endpoints: []sada.Endpoint{{Kind: sada.Feed, URL: "https://gazette.test/feed"}}}
	f := New(Options{
		Store: db, Now: func() time.Time { return now },
		Sources: func() []sada.Source { return []sada.Source{source} }, Events: func() []sada.Event { return nil },
	})
	opening := func() string {
		t.Helper()
		s, err := f.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Attention) == 0 || s.Attention[0].Reason != "moved" {
			return ""
		}
		return s.Attention[0].Instead
	}
	// It has failed for days too: the move is still what is told first.
	health := sada.Health{Source: "gazette", Visit: now.Add(-48 * time.Hour), Reason: sada.ReasonGone, Failures: 9, Since: now.Add(-72 * time.Hour)}
	if err := db.KeepHealth(t.Context(), health); err != nil {
		t.Fatal(err)
	}
	move := sada.Move{From: source.Home, To: "https://gazette-du-nord.test/", Seen: now.Add(-24 * time.Hour)}
	steps := []struct {
		name   string
		change func()
		want   string // part of what is advised
	}{
		{"seen once", func() {}, ""},
		{"seen again a day later", func() { move.Since = now }, "home: https://gazette-du-nord.test/"},
		{"endpoints are named too", func() {}, "endpoints:"},
		{"the settings name the new home", func() { source.Home = move.To }, ""},
		{"or a third one", func() { source.Home = "https://autre.test/" }, ""},
	}
	for _, step := range steps {
		step.change()
		if err := db.KeepMoves(t.Context(), "gazette", []sada.Move{move}); err != nil {
			t.Fatal(err)
		}
		if got := opening(); (got == "") != (step.want == "") || !strings.Contains(got, step.want) {
			t.Errorf("%s: status opens with %q, want %q", step.name, got, step.want)
		}
	}
}
