package office

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/internal/address"
	"sada/internal/export"
	"sada/store"
)

// at is the clock of the tests.
var at = time.Date(2022, 11, 4, 8, 0, 0, 0, time.UTC)

const gigabyte = 1 << 30

// house is an office over a real archive, and what a test may turn.
type house struct {
	*Office
	t           *testing.T
	db          *store.DB
	dir         string
	now         time.Time
	free, total uint64
	activity    Activity
	sources     []sada.Source
	events      []sada.Event
	damaged     bool // on purpose: the check at the end is left out
}

// open opens an archive that is checked as a whole when the test ends. The
// office is two hours ahead of UTC.
func open(t *testing.T, sources ...string) *house {
	t.Helper()
	h := &house{t: t, dir: filepath.Join(t.TempDir(), "archive"), now: at, free: 1 << 40, total: 1 << 41}
	for _, id := range sources {
		h.sources = append(h.sources, sada.Source{ID: id, Name: sada.Names{"fr": "Le " + id}, Home: "https://" + id + ".kiosk.test/"})
	}
	h.events = []sada.Event{{ID: "eau", Title: sada.Names{"fr": "L'eau"}, Query: "barrage", Sources: []string{sada.AllSources}}}
	h.openArchive(store.Options{})
	t.Cleanup(func() {
		if err := h.db.Check(context.Background()); err != nil && !h.damaged {
			t.Errorf("the archive after the test: %v", err)
		}
		if err := h.db.Close(); err != nil {
			t.Error(err)
		}
	})
	h.must(h.db.KeepSettings(t.Context(), h.sources, h.events))
	return h
}

// openArchive opens the archive and an office over it.
func (h *house) openArchive(o store.Options) {
	h.t.Helper()
	o.Now, o.Make, o.Command = func() time.Time { return h.now }, true, "test"
	o.Disk = func(string) (uint64, uint64, error) { return h.free, h.total, nil }
	var err error
	h.db, err = store.Open(h.dir, o)
	h.must(err)
	h.Office = New(Options{
		Store: h.db, Sources: func() []sada.Source { return h.sources }, Events: func() []sada.Event { return h.events },
		Activity: func() Activity { return h.activity }, Zone: time.FixedZone("", 2*3600),
		Now: func() time.Time { return h.now }, Generator: "sada test",
	})
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// keep keeps an article of kiosque that was first seen at the given moment,
// with its clipping for the event eau.
func (h *house) keep(title string, published sada.Date, first time.Time, more func(*sada.Clipping)) {
	h.t.Helper()
	url := "https://kiosque.kiosk.test/" + strings.ReplaceAll(title, " ", "-")
	body := "<p>" + title
	sum := sha256.Sum256([]byte(body))
	clip := sada.Clipping{Event: "eau", Version: 1, At: first, DatedBy: sada.DatedByPublished}
	if published.IsZero() {
		clip.DatedBy = sada.DatedByFirstSeen
	}
	if more != nil {
		more(&clip)
	}
	_, err := h.db.Keep(h.t.Context(), store.Take{
		Source: "kiosque", Own: true, Key: address.Key(url), Modified: first,
		Page: &sada.Page{Body: []byte(body), Capture: sada.Capture{
			By: sada.ByCrawl, Method: "GET", URL: url, FinalURL: url, Status: 200, Began: first, Ended: first,
			SHA256: hex.EncodeToString(sum[:]), Size: int64(len(body)),
		}},
		Article: &sada.Article{
			URL: url, Kind: sada.KindArticle, Language: "fr", Title: title, Published: published,
			Blocks: []sada.Block{{Kind: sada.Paragraph, Text: "Le barrage."}},
		},
	}, func(store.Prior) store.Verdict {
		return store.Verdict{NewVersion: true, Clippings: []sada.Clipping{clip}}
	})
	h.must(err)
}

func onDay(day int) sada.Date {
	return sada.Date{Time: time.Date(2022, 11, day, 0, 0, 0, 0, time.UTC), Precision: sada.ToDay, Zone: sada.ZoneNone, From: sada.FromPrint}
}

func (h *house) timed(s string) sada.Date {
	h.t.Helper()
	t, err := time.Parse(time.RFC3339, s)
	h.must(err)
	return sada.Date{Time: t, Precision: sada.ToMinute, Zone: sada.ZoneWritten, From: sada.FromJSONLD}
}

// export reads the whole export of a selection.
func (h *house) export(s Selection) (d export.Document, lost export.Losses) {
	h.t.Helper()
	l, err := h.Export(s)
	h.must(err)
	var b bytes.Buffer
	lost, err = export.Write(&b, "json", l, 0)
	h.must(err)
	h.must(json.Unmarshal(b.Bytes(), &d))
	return d, lost
}

func titles(d export.Document) string {
	var out []string
	for _, c := range d.Clippings {
		out = append(out, c.Article.Title)
	}
	return strings.Join(out, ", ")
}

func TestExportHoldsItsBounds(t *testing.T) {
	h := open(t, "kiosque")
	h.keep("day 1", onDay(1), at, nil)
	h.keep("noon 2", h.timed("2022-11-02T12:00:00+02:00"), at, nil)
	// In the office it is the third already.
	h.keep("night 2", h.timed("2022-11-02T23:30:00Z"), at, nil)
	h.keep("day 3", onDay(3), time.Date(2022, 11, 20, 8, 0, 0, 0, time.UTC), nil)
	h.keep("undated", sada.Date{}, at, nil)
	cases := []struct {
		name string
		s    Selection
		want string
	}{
		{"no bound", Selection{}, "day 1, noon 2, night 2, day 3, undated"},
		{"since a day, that day too", Selection{Since: "2022-11-02"}, "noon 2, night 2, day 3, undated"},
		{"until a day, that day too", Selection{Until: "2022-11-02"}, "day 1, noon 2"},
		{"a day counts in the office's zone", Selection{Since: "2022-11-03", Until: "2022-11-03"}, "night 2, day 3"},
		{"since a moment", Selection{Since: "2022-11-02T12:00:00+02:00"}, "noon 2, night 2, day 3, undated"},
		{"since a later moment of the day", Selection{Since: "2022-11-02T12:01:00+02:00"}, "night 2, day 3, undated"},
		{"until a moment, in another zone", Selection{Until: "2022-11-02T10:00:00Z"}, "day 1, noon 2"},
		{"until a moment before", Selection{Until: "2022-11-02T09:59:59Z"}, "day 1"},
		{"a day is within a moment's day", Selection{Since: "2022-11-03T18:00:00+02:00", Until: "2022-11-03T19:00:00+02:00"}, "day 3"},
		{"what has no date goes by the day it was seen", Selection{Since: "2022-11-04", Until: "2022-11-04"}, "undated"},
		{"by the capture", Selection{By: "captured", Since: "2022-11-05"}, "day 3"},
		{"by the capture, until", Selection{By: "captured", Until: "2022-11-04"}, "day 1, noon 2, night 2, undated"},
		{"by the capture, a moment", Selection{By: "captured", Since: "2022-11-04T08:00:00Z", Until: "2022-11-04T08:00:00Z"}, "day 1, noon 2, night 2, undated"},
		{"by the publication, said", Selection{By: "published", Since: "2022-11-03"}, "night 2, day 3, undated"},
		{"nothing lies there", Selection{Since: "2023-01-01"}, ""},
	}
	for _, c := range cases {
		c.s.Event = "eau"
		d, _ := h.export(c.s)
		if got := titles(d); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestExportRefusesWhatItCannotRead(t *testing.T) {
	h := open(t, "kiosque")
	cases := []struct {
		name string
		s    Selection
		want string
	}{
		{"no such event", Selection{Event: "feu"}, "event feu: there is no event of this name; there is eau"},
		{"no day", Selection{Event: "eau", Since: "hier"}, "--since hier: is neither a day nor a time; write 2022-11-03 or 2022-11-03T14:30:00+01:00"},
		{"a day that does not exist", Selection{Event: "eau", Until: "2022-02-30"}, "--until 2022-02-30: is neither a day nor a time; write 2022-11-03 or 2022-11-03T14:30:00+01:00"},
		{"a time without its zone", Selection{Event: "eau", Until: "2022-11-03T14:30"}, "--until 2022-11-03T14:30: is neither a day nor a time; write 2022-11-03 or 2022-11-03T14:30:00+01:00"},
		{"bounds the wrong way round", Selection{Event: "eau", Since: "2022-11-03", Until: "2022-11-01"}, "--since 2022-11-03: lies after --until 2022-11-01; write the earlier one with --since"},
		{"no such side", Selection{Event: "eau", By: "seen"}, "--by seen: bounds are held against no such day; write published or captured"},
	}
	for _, c := range cases {
		_, err := h.Export(c.s)
		var p sada.Problem
		if !errors.As(err, &p) || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	h.events = nil
	h.must(h.db.KeepSettings(t.Context(), h.sources, nil))
	if _, err := h.Export(Selection{Event: "eau"}); err != nil {
		t.Errorf("an event that left the settings: %v", err)
	}
	if _, err := open(t).Export(Selection{Event: "feu"}); err == nil {
		t.Error("an event that nobody knows was exported")
	}
}

func TestExportTellsWhatIsKnownOfEachClipping(t *testing.T) {
	h := open(t, "kiosque")
	h.keep("hit", onDay(2), at, func(c *sada.Clipping) {
		c.Hits = []sada.Hit{{Leaf: "barrage", Field: "text", Spans: [][2]int{{3, 10}}, Surface: "barrage", Sentence: "Le barrage."}}
	})
	h.keep("stale", onDay(3), at, func(c *sada.Clipping) { c.Stale = true })
	d, _ := h.export(Selection{Event: "eau"})
	if titles(d) != "hit" {
		t.Fatalf("%s, want what still hits alone", titles(d))
	}
	sum := sha256.Sum256([]byte("barrage"))
	if got, want := d.Event.QuerySHA256, hex.EncodeToString(sum[:]); got != want {
		t.Errorf("hash of the query %s, want %s", got, want)
	}
	if got, want := d.Generated+" "+d.Generator, "2022-11-04T10:00:00+02:00 sada test"; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
	c := d.Clippings[0]
	if c.Source.ID != "kiosque" || c.Source.Name["fr"] != "Le kiosque" {
		t.Errorf("source %+v", c.Source)
	}
	if c.Capture == nil || c.Capture.At != "2022-11-04T08:00:00Z" || c.Capture.By != "crawl" || c.Capture.Status != 200 {
		t.Errorf("capture %+v", c.Capture)
	}
	span := c.Hits[0].Spans[0]
	if got, want := c.Article.Text[span[0]:span[1]], c.Hits[0].Surface; got != want {
		t.Errorf("the span covers %q, want %q", got, want)
	}
	if !c.MatchesNow || c.ID != "eau/"+c.ArticleID || c.Edit.Status != "new" {
		t.Errorf("clipping %+v", c)
	}
	d, _ = h.export(Selection{Event: "eau", Stale: true})
	if titles(d) != "hit, stale" || d.Clippings[1].MatchesNow {
		t.Errorf("with what no longer hits: %s", titles(d))
	}
}

func TestExportKeepsTheNameOfAnOutletThatLeft(t *testing.T) {
	h := open(t, "kiosque")
	h.keep("a", onDay(2), at, nil)
	h.sources = nil
	d, _ := h.export(Selection{Event: "eau"})
	if got := d.Clippings[0].Source.Name["fr"]; got != "Le kiosque" {
		t.Errorf("the outlet is called %q, want the name it had", got)
	}
}

func TestEventsTellWhatAnswersThem(t *testing.T) {
	h := open(t, "kiosque")
	h.keep("a", onDay(2), at, nil)
	h.keep("b", onDay(3), at.Add(time.Hour), nil)
	h.keep("c", onDay(3), at.Add(2*time.Hour), func(c *sada.Clipping) { c.Stale = true })
	h.events = []sada.Event{{ID: "feu", Query: "feu"}}
	h.must(h.db.KeepSettings(t.Context(), h.sources, h.events))
	list, err := h.Events()
	h.must(err)
	if len(list.Events) != 2 || list.Events[0].ID != "feu" || list.Events[0].Retired {
		t.Fatalf("events %+v, want those of the settings first", list.Events)
	}
	got := list.Events[1]
	if got.ID != "eau" || !got.Retired || got.Clippings != 2 || got.Stale != 1 || got.Newest != "2022-11-04T09:00:00Z" {
		t.Errorf("the event that left is %+v", got)
	}
}

func TestSourcesThatNeedAPersonComeFirst(t *testing.T) {
	h := open(t, "a-new", "b-well", "c-silent", "d-failing", "e-challenged")
	for _, x := range []sada.Health{
		{Source: "b-well", Visit: at, OK: at, Article: at, Articles: 3},
		{Source: "c-silent", Visit: at, OK: at, Article: at.Add(-25 * time.Hour), Habit: 8 * time.Hour},
		{Source: "d-failing", Visit: at, Failures: 1, Reason: sada.ReasonTimeout, Since: at},
		{Source: "e-challenged", Visit: at, Failures: 1, Reason: sada.ReasonChallenge, Detail: "403", Since: at},
	} {
		h.must(h.db.KeepHealth(t.Context(), x))
	}
	h.activity.Next = map[string]time.Time{"b-well": at.Add(time.Hour)}
	list, err := h.Sources()
	h.must(err)
	var got []string
	for _, r := range list.Sources {
		got = append(got, r.ID+" "+r.State)
	}
	want := []string{"e-challenged challenged", "d-failing failing", "c-silent silent", "a-new new", "b-well well"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	well := list.Sources[4]
	if well.Next != "2022-11-04T09:00:00Z" || well.Since != "" || well.Articles != 3 {
		t.Errorf("an outlet that is well: %+v", well)
	}
	if c := list.Sources[0]; c.Since != "2022-11-04T08:00:00Z" || c.Reason != "challenge" || c.Detail != "403" {
		t.Errorf("an outlet that refuses: %+v", c)
	}
}
