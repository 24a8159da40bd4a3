package office

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sada"
	"sada/internal/export"
	"sada/store"
)

// spoken gives what needs a person, one a line: place, what and reason.
func (h *house) spoken() []string {
	h.t.Helper()
	s, err := h.Status(h.t.Context())
	h.must(err)
	var out []string
	for _, a := range s.Attention {
		if a.Instead == "" {
			h.t.Errorf("%s: %s: nothing says what to do", a.Place, a.What)
		}
		out = append(out, strings.TrimSpace(a.Place+": "+a.What+" "+a.Reason))
	}
	return out
}

func TestStatusSaysWhichOutletNeedsAPerson(t *testing.T) {
	hour := time.Hour
	cases := []struct {
		name   string
		health sada.Health
		want   string // "" when it needs nobody
	}{
		{"never visited", sada.Health{First: true}, ""},
		{"well", sada.Health{Visit: at, OK: at, Article: at.Add(-hour), Habit: hour}, ""},
		{"challenged, once", sada.Health{Visit: at, Failures: 1, Reason: sada.ReasonChallenge, Since: at}, "kiosque: refuses this machine challenge"},
		{"refused, with what it said", sada.Health{Visit: at, Failures: 1, Reason: sada.ReasonRefused, Detail: "403 Forbidden"}, "kiosque: refuses this machine (403 Forbidden) refused"},
		{"failing twice for a while", sada.Health{Visit: at, Failures: 2, Reason: sada.ReasonTimeout}, ""},
		{"failing once for what time does not mend", sada.Health{Visit: at, Failures: 1, Reason: sada.ReasonGone}, "kiosque: did not answer at the last visit gone"},
		{"closed by robots.txt", sada.Health{Visit: at, Failures: 1, Reason: sada.ReasonRobots}, "kiosque: closes what is asked of it by robots.txt robots"},
		{"answers nonsense", sada.Health{Visit: at, Failures: 1, Reason: sada.ReasonFormat, Detail: "an HTML page, not a feed"}, "kiosque: answers with what cannot be read (an HTML page, not a feed) format"},
		{"failing three times", sada.Health{Visit: at, Failures: 3, Reason: sada.ReasonTimeout}, "kiosque: did not answer at the last 3 visits timeout"},
		{"failing for what time does not mend", sada.Health{Visit: at, Failures: 2, Reason: sada.ReasonGone}, "kiosque: did not answer at the last 2 visits gone"},
		{"three times its habit and no more", sada.Health{Visit: at, OK: at, Article: at.Add(-24 * hour), Habit: 8 * hour}, ""},
		{"over three times its habit", sada.Health{Visit: at, OK: at, Article: at.Add(-24*hour - time.Second), Habit: 8 * hour}, "kiosque: answers, and gave no new article for three times its habit silent"},
		{"a weekly is not silent after two weeks", sada.Health{Visit: at, OK: at, Article: at.Add(-14 * 24 * hour), Habit: 7 * 24 * hour}, ""},
		{"no habit is known yet", sada.Health{Visit: at, OK: at, Article: at.Add(-1000 * hour)}, ""},
		{"answers and never gave an article", sada.Health{Visit: at, OK: at}, "kiosque: answers, and has never given an article silent"},
		{"its first visit is not whole yet", sada.Health{Visit: at, OK: at, First: true}, ""},
	}
	for _, c := range cases {
		h := open(t, "kiosque")
		c.health.Source = "kiosque"
		h.must(h.db.KeepHealth(t.Context(), c.health))
		if got := strings.Join(h.spoken(), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestARefusalThatTheSettingsExpectNeedsNobody(t *testing.T) {
	cases := []struct {
		name   string
		health sada.Health
		want   string
	}{
		{"refused", sada.Health{Visit: at, Failures: 9, Reason: sada.ReasonRefused}, ""},
		{"challenged", sada.Health{Visit: at, Failures: 9, Reason: sada.ReasonChallenge}, ""},
		{"never visited", sada.Health{First: true}, ""},
		{"another fault", sada.Health{Visit: at, Failures: 9, Reason: sada.ReasonTimeout}, "kiosque: did not answer at the last 9 visits timeout"},
		{"an answer", sada.Health{Visit: at, OK: at, Article: at}, "kiosque: answers, though the settings expect that it refuses"},
	}
	for _, c := range cases {
		h := open(t, "kiosque")
		h.sources[0].Expect = sada.ReasonRefused
		c.health.Source = "kiosque"
		h.must(h.db.KeepHealth(t.Context(), c.health))
		if got := strings.Join(h.spoken(), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		s, err := h.Status(t.Context())
		h.must(err)
		if failing := c.name == "another fault"; (s.Counts.Failing == 1) != failing {
			t.Errorf("%s: %d outlets count as failing", c.name, s.Counts.Failing)
		}
	}
}

func TestStatusSaysSinceWhen(t *testing.T) {
	h := open(t, "refuses", "silent", "mute")
	before := at.Add(-100 * time.Hour)
	for _, x := range []sada.Health{
		{Source: "refuses", Visit: at, Reason: sada.ReasonChallenge, Since: before},
		{Source: "silent", Visit: at, OK: at, Article: before, Habit: time.Hour},
		{Source: "mute", Visit: at, OK: at},
	} {
		h.must(h.db.KeepHealth(t.Context(), x))
	}
	s, err := h.Status(t.Context())
	h.must(err)
	var got []string
	for _, a := range s.Attention {
		got = append(got, a.Place+" "+a.Since)
	}
	want := []string{"refuses 2022-10-31T04:00:00Z", "silent 2022-10-31T04:00:00Z", "mute 2022-11-04T08:00:00Z"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestStatusTellsWhatAnEndpointHeldBackOrMissed(t *testing.T) {
	for name, c := range map[string]struct {
		state  sada.EndpointState
		needs  string
		notice string
	}{
		"a 304 that was wrong":       {sada.EndpointState{Hid: 3, Distrust: at.AddDate(0, 0, 7), Whole: at}, "", "held-back"},
		"a distrust that is over":    {sada.EndpointState{Hid: 3, Distrust: at.AddDate(0, 0, -1)}, "", ""},
		"a gap of today":             {sada.EndpointState{Gap: at.Add(-time.Hour)}, "gap", ""},
		"a gap of last week":         {sada.EndpointState{Gap: at.AddDate(0, 0, -7)}, "", ""},
		"pages of a host that rests": {sada.EndpointState{Kind: sada.HostPages, Failures: 3, Reason: sada.ReasonRefused}, "refused", ""},
	} {
		h := open(t, "kiosque")
		h.must(h.db.KeepHealth(t.Context(), sada.Health{Source: "kiosque", Visit: at, OK: at, Article: at}))
		c.state.Source, c.state.URL = "kiosque", "https://kiosque.test/feed"
		if c.state.Kind == "" {
			c.state.Kind = sada.Feed
		}
		_, err := h.db.Discover(t.Context(), c.state, nil)
		h.must(err)
		s, err := h.Status(t.Context())
		h.must(err)
		needs, notice := "", ""
		for _, a := range s.Attention {
			needs += a.Reason
		}
		for _, a := range s.Notices {
			notice += a.Reason
		}
		if needs != c.needs || notice != c.notice {
			t.Errorf("%s: needs %q, notices %q; want %q, %q", name, needs, notice, c.needs, c.notice)
		}
	}
}

func TestStatusTellsOfADiskThatIsFullOrWillBe(t *testing.T) {
	cases := []struct {
		name        string
		free, total uint64
		grown       int64 // since yesterday
		paused      string
		want        string
	}{
		{"room enough", 100 * gigabyte, 1000 * gigabyte, 0, "", ""},
		{"room for a month", 31 * gigabyte, 500 * gigabyte, gigabyte, "", ""},
		{"room for less than a month", 20*gigabyte + gigabyte/2, 100 * gigabyte, gigabyte, "", "disk: full in about 20 days at 1.00 GB a day disk"},
		{"less than 1 GB", gigabyte - 1, 10 * gigabyte, 0, "", "disk: 1.0 GB free: visits are paused disk"},
		{"less than 5 %", 40 * gigabyte, 1000 * gigabyte, 0, "", "disk: 40.0 GB free: visits are paused disk"},
		{"the daemon stands still", 3 * gigabyte, 10 * gigabyte, 0, "disk is full", "disk: 3.0 GB free: visits are paused disk"},
	}
	for _, c := range cases {
		h := open(t, "kiosque")
		h.spoken() // the measure of the first day
		h.now = h.now.AddDate(0, 0, 1)
		more := filepath.Join(h.dir, "more.db")
		h.must(os.WriteFile(more, nil, 0o600))
		h.must(os.Truncate(more, c.grown))
		h.free, h.total, h.activity.Paused = c.free, c.total, c.paused
		got := strings.Join(h.spoken(), "; ")
		h.must(os.Remove(more))
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestStatusOpensWithTheDisk(t *testing.T) {
	h := open(t, "kiosque", "express")
	h.free = 0
	old := at.Add(-48 * time.Hour)
	h.must(h.db.KeepHealth(t.Context(), sada.Health{Source: "kiosque", Visit: old, OK: old, Article: old}))
	h.must(h.db.KeepHealth(t.Context(), sada.Health{Source: "express", Visit: old, Reason: sada.ReasonChallenge}))
	_, err := h.db.Discover(t.Context(), sada.EndpointState{
		Source: "kiosque", Kind: sada.Feed, URL: "https://kiosque.kiosk.test/feed", Failures: 3, Reason: sada.ReasonFormat, OK: old,
	}, nil)
	h.must(err)
	want := []string{
		"disk: 0.0 GB free: visits are paused disk",
		"kiosque: feed https://kiosque.kiosk.test/feed failed 3 times in a row format",
		"express: refuses this machine challenge",
		"daemon: no outlet was visited",
	}
	if got := h.spoken(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAnEndpointIsToldOfWhenOthersWork(t *testing.T) {
	cases := []struct {
		name     string
		failures int
		reason   sada.Reason // of the outlet
		want     string
	}{
		{"twice", 2, "", ""},
		{"three times", 3, "", "kiosque: feed https://kiosque.kiosk.test/feed failed 3 times in a row format"},
		{"the whole outlet refuses", 3, sada.ReasonChallenge, "kiosque: refuses this machine challenge"},
	}
	for _, c := range cases {
		h := open(t, "kiosque")
		h.must(h.db.KeepHealth(t.Context(), sada.Health{Source: "kiosque", Visit: at, OK: at, Article: at, Reason: c.reason}))
		_, err := h.db.Discover(t.Context(), sada.EndpointState{
			Source: "kiosque", Kind: sada.Feed, URL: "https://kiosque.kiosk.test/feed", Failures: c.failures, Reason: sada.ReasonFormat,
		}, nil)
		h.must(err)
		if got := strings.Join(h.spoken(), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestStatusTellsOfADaemonThatStopped(t *testing.T) {
	for _, c := range []struct {
		name  string
		since time.Duration
		want  string
	}{
		{"a day", 24 * time.Hour, ""},
		{"over a day", 24*time.Hour + time.Second, "daemon: no outlet was visited"},
	} {
		h := open(t, "kiosque")
		h.must(h.db.KeepHealth(t.Context(), sada.Health{Source: "kiosque", Visit: at, OK: at, Article: at}))
		h.now = at.Add(c.since)
		if got := strings.Join(h.spoken(), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestStatusCounts(t *testing.T) {
	h := open(t, "kiosque")
	h.keep("a", onDay(2), at, nil)
	h.keep("b", onDay(3), at, nil)
	_, err := h.db.Discover(t.Context(), sada.EndpointState{Source: "kiosque", Kind: sada.Feed, URL: "https://kiosque.kiosk.test/feed"}, []store.Queued{
		{Source: "kiosque", Key: "u:1", URL: "https://kiosque.kiosk.test/1", Added: at},
		{Source: "kiosque", Key: "u:2", URL: "https://kiosque.kiosk.test/2", Added: at, Out: sada.ReasonOld},
		{Source: "kiosque", Key: "u:3", URL: "https://kiosque.kiosk.test/3", Added: at, Out: sada.ReasonOld},
		{Source: "kiosque", Key: "u:4", URL: "https://kiosque.kiosk.test/4", Added: at, Out: sada.ReasonRobots},
	})
	h.must(err)
	s, err := h.Status(t.Context())
	h.must(err)
	if got, want := s.Counts, (export.Counts{Sources: 1, Events: 1, Articles: 2, Versions: 2, Captures: 2, Clippings: 2, Waiting: 1}); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	if got := s.LeftOut["kiosque"]; got["too-old"] != 2 || got["robots"] != 1 || len(got) != 2 {
		t.Errorf("left out %v", got)
	}
	if s.Disk.Main == 0 || s.Disk.Free != h.free || s.Disk.Total != h.total {
		t.Errorf("disk %+v", s.Disk)
	}
}

func TestAnswersKeepTheirSchema(t *testing.T) {
	h := open(t, "kiosque", "express")
	h.keep("a", onDay(2), at, nil)
	h.must(h.db.KeepHealth(t.Context(), sada.Health{Source: "express", Visit: at, Reason: sada.ReasonChallenge, Since: at}))
	h.activity = Activity{
		Visiting: map[string]time.Time{"kiosque": at}, Next: map[string]time.Time{"kiosque": at, "express": {}},
		Skipped: map[string]int{"kiosque": 1}, Paused: "disk is full",
	}
	status, err := h.Status(t.Context())
	h.must(err)
	status.Daemon = h.Daemon(7, "run", at)
	if len(status.Daemon.Next) != 1 {
		t.Errorf("next visits %v, want those that are known", status.Daemon.Next)
	}
	sources, err := h.Sources()
	h.must(err)
	events, err := h.Events()
	h.must(err)
	clippings, _ := h.export(Selection{Event: "eau"})
	for name, v := range map[string]any{"status": status, "sources": sources, "events": events, "export": clippings} {
		raw, err := json.Marshal(v)
		h.must(err)
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		s, err := c.Compile("../export/schema/" + name + ".json")
		h.must(err)
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
		h.must(err)
		if err := s.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStatusOpensWithTheNetworkWhenNoOutletIsReached(t *testing.T) {
	h := open(t, "un", "deux")
	unreached := sada.Health{Visit: at, Failures: 1, Reason: sada.ReasonNetwork}
	for _, id := range []string{"un", "deux"} {
		unreached.Source = id
		h.must(h.db.KeepHealth(t.Context(), unreached))
	}
	if got, want := strings.Join(h.spoken(), "; "), "network: none of the 2 outlets could be reached at their last visit network"; got != want {
		t.Errorf("both unreached: %q, want %q", got, want)
	}
	h.must(h.db.KeepHealth(t.Context(), sada.Health{Source: "deux", Visit: at, OK: at, Article: at}))
	if got := strings.Join(h.spoken(), "; "); got != "" {
		t.Errorf("one of two unreached, once: %q, want nothing", got)
	}
}
