package office

import (
	"testing"

	"sada"
	"sada/internal/address"
	"sada/store"
)

func TestWhySaysWhatKeptAnArticleFromAnEvent(t *testing.T) {
	h := open(t, "quai", "digue", "kiosque")
	h.events = append(h.events,
		sada.Event{ID: "quai-seul", Query: "barrage", Sources: []string{"quai"}},
		sada.Event{ID: "novembre", Query: "barrage", From: "2022-11-03", Until: "2022-11-30", Sources: []string{sada.AllSources}},
	)
	h.keep("kept", onDay(2), at, nil)
	h.keep("faded", onDay(2), at, func(c *sada.Clipping) { c.Stale = true })
	h.bring("digue", "other", "fr", "La digue tient.", onDay(1))
	h.bring("digue", "early", "fr", "Le barrage déborde.", onDay(1))
	h.bring("digue", "late", "fr", "Le barrage déborde.", onDay(4))
	lead := func(url string, out sada.Reason) store.Queued {
		u := "https://digue.kiosk.test/" + url
		return store.Queued{Source: "digue", Key: address.Key(u), URL: u, Out: out, Added: at}
	}
	_, err := h.db.Discover(t.Context(), sada.EndpointState{Source: "digue", URL: "https://digue.kiosk.test/feed"},
		[]store.Queued{lead("old", sada.ReasonOld), lead("waits", "")})
	h.must(err)
	for _, c := range []struct{ name, ref, event, state string }{
		{"a clipping", "https://kiosque.kiosk.test/kept", "eau", "clipping"},
		{"a stale one", "https://kiosque.kiosk.test/faded", "eau", "stale"},
		{"a text that does not hit", "https://digue.kiosk.test/other", "eau", "no-hit"},
		{"an outlet that the event does not follow", "https://digue.kiosk.test/late", "quai-seul", "not-followed"},
		{"a day outside the window", "https://digue.kiosk.test/early", "novembre", "outside-window"},
		{"one that was not asked yet", "https://digue.kiosk.test/late", "novembre", "unasked"},
		{"an address that was left out", "https://digue.kiosk.test/old", "eau", "left-out"},
		{"an address that waits", "https://digue.kiosk.test/waits", "eau", "waiting"},
		{"an address that nobody led to", "https://digue.kiosk.test/nowhere", "eau", "unknown"},
	} {
		w, err := h.Why(c.ref, c.event)
		if err != nil || w.State != c.state {
			t.Errorf("%s: %q, %v, want %q", c.name, w.State, err, c.state)
		}
		if missed := len(w.Missed) > 0; missed != (c.state == "no-hit") {
			t.Errorf("%s: what was missed: %+v", c.name, w.Missed)
		}
	}
	if _, err := h.Why("https://digue.kiosk.test/late", "nothing"); err == nil {
		t.Error("an event that nobody knows is explained")
	}
}
