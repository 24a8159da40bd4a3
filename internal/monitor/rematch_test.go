package monitor

import (
	"context"
	"slices"
	"testing"
	"time"

	"sada"
)

func TestAnEventFindsWhatWasReadBeforeIt(t *testing.T) {
	s := newStand(t)
	a := news(1, today.Add(-time.Hour))
	a.text = "Le gouvernement ouvert est au programme."
	s.publishes("/feed", a, news(2, today.Add(-time.Hour)))
	source := kiosque(at(sada.Feed, "/feed"))
	r := newRoom(t, s, settings(nil, source))
	r.visits("kiosque")
	ctx := context.Background()
	narrow, other := marrakech(), marrakech()
	narrow[0].Until = "2022-11-01"
	other[0].Query = "absent"
	steps := []struct {
		name   string
		events []sada.Event
		made   int
		stale  []bool
	}{
		{"an event that is new", marrakech(), 1, []bool{false}},
		{"the same again", marrakech(), 0, []bool{false}},
		{"a window that it lies outside", narrow, 0, []bool{true}},
		{"the old window", marrakech(), 1, []bool{false}},
		{"another query", other, 0, []bool{true}},
	}
	for _, step := range steps {
		if err := r.Reload(ctx, settings(step.events, source), r.crawler(s)); err != nil {
			t.Fatal(err)
		}
		made, err := r.Rematch(ctx, nil)
		var stale []bool
		for _, c := range r.clippings("marrakech") {
			stale = append(stale, c.Stale)
		}
		if err != nil || made != step.made || !slices.Equal(stale, step.stale) {
			t.Errorf("%s: %d clippings made, %v; stale %v, want %d and %v", step.name, made, err, stale, step.made, step.stale)
		}
	}
}

func TestAnEventOfLaterFetchesThePictureOfWhatItFinds(t *testing.T) {
	s := newStand(t)
	a := news(1, today.Add(-time.Hour))
	a.text, a.image = "Le gouvernement ouvert est au programme.", "http://images.test/barrage.jpg"
	s.says("images.test/barrage.jpg", "JPEG")
	s.publishes("/feed", a)
	source := kiosque(at(sada.Feed, "/feed"))
	r := newRoom(t, s, settings(nil, source))
	r.visits("kiosque")
	if err := r.Reload(context.Background(), settings(marrakech(), source), r.crawler(s)); err != nil {
		t.Fatal(err)
	}
	if made, err := r.Rematch(context.Background(), nil); made != 1 || err != nil {
		t.Fatalf("%d clippings made, %v; want 1", made, err)
	}
	r.visits("kiosque")
	clips := r.clippings("marrakech")
	if len(clips) != 1 {
		t.Fatalf("%d clippings, want 1", len(clips))
	}
	v, err := r.db.Version(clips[0].ArticleID, clips[0].Version)
	if err != nil || len(v.Article.Images) == 0 || v.Article.Images[0].SHA256 == "" {
		t.Errorf("images %+v, %v; want the picture kept", v.Article.Images, err)
	}
}
