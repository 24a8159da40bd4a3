package monitor

import (
	"context"
	"net/http"
	"testing"
	"time"

	"sada"
)

// scheduled makes the visit that the schedule calls for at this moment.
func (r *room) scheduled(source string) sada.Tally {
	r.t.Helper()
	tally, err := r.visit(context.Background(), source, r.clock.now(), nil)
	if err != nil {
		r.t.Fatalf("visiting %s: %v", source, err)
	}
	return tally
}

// conditions has the feed answer with a header and stories, whatever it is asked,
// and returns the conditions of the requests as they come.
func conditions(s *stand, header map[string]string, stories ...story) *[]string {
	var asked []string
	feed := s.atom(stories...)
	s.does("/feed", func(w http.ResponseWriter, q *http.Request) {
		asked = append(asked, q.Header.Get("If-None-Match")+q.Header.Get("If-Modified-Since"))
		w.Header()["Date"] = nil
		for k, v := range header {
			w.Header().Set(k, v)
		}
		_, _ = w.Write([]byte(feed))
	})
	return &asked
}

func TestAValidatorThatCannotBeTrueIsNotSent(t *testing.T) {
	moment := func(d time.Duration) string { return today.Add(d).Format(http.TimeFormat) }
	for name, c := range map[string]struct {
		header map[string]string
		want   string
	}{
		"a tag":                                {map[string]string{"ETag": `"a1"`}, `"a1"`},
		"a weak tag":                           {map[string]string{"ETag": `W/"a1"`}, `W/"a1"`},
		"a tag without quotes":                 {map[string]string{"ETag": `a1`}, ""},
		"an empty tag":                         {map[string]string{"ETag": `""`}, ""},
		"an empty weak tag":                    {map[string]string{"ETag": `W/""`}, ""},
		"a tag that is nothing but its coding": {map[string]string{"ETag": `"-gzip"`}, ""},
		"a tag of blanks":                      {map[string]string{"ETag": `"  "`}, ""},
		"a time before the answer":             {map[string]string{"Last-Modified": moment(-time.Hour), "Date": moment(0)}, moment(-time.Hour)},
		"the time of the answer":               {map[string]string{"Last-Modified": moment(0), "Date": moment(0)}, moment(0)},
		"a second after the answer":            {map[string]string{"Last-Modified": moment(time.Second), "Date": moment(0)}, ""},
		"years after the answer":               {map[string]string{"Last-Modified": "Sat, 16 Nov 2041 19:11:00 GMT", "Date": moment(0)}, ""},
		"the begin of time":                    {map[string]string{"Last-Modified": "Thu, 01 Jan 1970 00:00:00 GMT", "Date": moment(0)}, ""},
		"the eve of 1990":                      {map[string]string{"Last-Modified": "Sun, 31 Dec 1989 23:59:59 GMT", "Date": moment(0)}, ""},
		"after our clock, no date":             {map[string]string{"Last-Modified": moment(time.Hour)}, ""},
		"before our clock, no date":            {map[string]string{"Last-Modified": moment(-time.Hour)}, moment(-time.Hour)},
		"no time at all":                       {map[string]string{"Last-Modified": "yesterday", "Date": moment(0)}, ""},
		"an answer of another age":             {map[string]string{"Last-Modified": "Sat, 16 Nov 2041 19:11:00 GMT", "Date": "Sat, 16 Nov 2041 19:11:00 GMT"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
			asked := conditions(s, c.header, news(1, today.Add(-time.Hour)))
			r.visits("kiosque")
			r.clock.forward(10 * time.Minute)
			r.visits("kiosque")
			if got := (*asked)[len(*asked)-1]; got != c.want {
				t.Errorf("sent %q, want %q", got, c.want)
			}
		})
	}
}

func TestEachEndpointIsAskedWithoutConditionOnceADay(t *testing.T) {
	s := newStand(t)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	asked := conditions(s, map[string]string{"ETag": `"same"`}, news(1, today.Add(-time.Hour)))
	for range 49 {
		r.scheduled("kiosque")
		r.clock.forward(time.Hour)
	}
	whole := 0
	for _, c := range *asked {
		if c == "" {
			whole++
		}
	}
	if whole != 3 {
		t.Errorf("%d of %d requests in two days were without condition, want 3: %q", whole, len(*asked), *asked)
	}
}

func TestWhat304sHidIsToldAndTheEndpointIsDistrusted(t *testing.T) {
	s := newStand(t)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	stories := []story{news(1, today.Add(-time.Hour))}
	conditional := 0
	stubborn := func() {
		feed := s.atom(stories...)
		s.does("/feed", func(w http.ResponseWriter, q *http.Request) {
			if q.Header.Get("If-None-Match") != "" {
				conditional++
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("ETag", `"for ever"`)
			_, _ = w.Write([]byte(feed))
		})
	}
	stubborn()
	r.scheduled("kiosque")
	stories = append(stories, news(2, today.Add(time.Hour)), news(3, today.Add(2*time.Hour)))
	stubborn()
	found := 0
	for range 25 {
		r.clock.forward(time.Hour)
		found += r.scheduled("kiosque").Articles
	}
	if found != 2 {
		t.Fatalf("%d articles in a day behind an endless 304, want 2", found)
	}
	state, err := r.db.Endpoint("kiosque", host+"/feed")
	if err != nil || state.Hid != 2 || !state.Distrust.After(r.clock.now()) {
		t.Errorf("the endpoint hid %d, distrusted until %v, %v; want 2 and a time to come", state.Hid, state.Distrust, err)
	}
	conditional = 0
	stories = append(stories, news(4, r.clock.now()))
	stubborn()
	r.clock.forward(time.Hour)
	if tally := r.scheduled("kiosque"); tally.Articles != 1 || conditional > 0 {
		t.Errorf("the visit after it: %+v, %d conditional requests", tally, conditional)
	}
	for range 9 {
		r.clock.forward(24 * time.Hour)
		r.scheduled("kiosque")
	}
	r.clock.forward(time.Hour)
	if r.scheduled("kiosque"); conditional == 0 {
		t.Error("the distrust has no end")
	}
}

func TestNewsThatCameWithItsOwnTagIsNoLie(t *testing.T) {
	s := newStand(t)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	s.publishes("/feed", news(1, today.Add(-time.Hour)))
	r.scheduled("kiosque")
	r.clock.forward(23 * time.Hour)
	r.scheduled("kiosque")
	r.clock.forward(2 * time.Hour)
	s.publishes("/feed", news(1, today.Add(-time.Hour)), news(2, today.Add(24*time.Hour)))
	if tally := r.scheduled("kiosque"); tally.Articles != 1 {
		t.Fatalf("%+v", tally)
	}
	if state, _ := r.db.Endpoint("kiosque", host+"/feed"); state.Hid != 0 || !state.Distrust.IsZero() {
		t.Errorf("%+v: what came in the last hour was not hidden", state)
	}
}

func TestAHostThatMendsAnImpossibleTimeIsNotBelievedAtOnce(t *testing.T) {
	s := newStand(t)
	r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
	for n, modified := range []time.Time{today.AddDate(19, 0, 0), today, today} {
		feed := s.atom(news(1, today), news(n+1, today))
		s.does("/feed", func(w http.ResponseWriter, q *http.Request) {
			w.Header().Set("Last-Modified", modified.Format(http.TimeFormat))
			w.Header().Set("Date", r.clock.now().Format(http.TimeFormat))
			if since, err := http.ParseTime(q.Header.Get("If-Modified-Since")); err == nil && !since.Before(modified) {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = w.Write([]byte(feed))
		})
		r.visits("kiosque")
		r.clock.forward(time.Minute)
	}
	if n := len(r.records()); n != 3 {
		t.Errorf("%d articles, want 3", n)
	}
}

func TestA304ThatNamesAnotherCopyIsNoAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		first, later map[string]string
		whole        bool
	}{
		"the same tag":       {map[string]string{"ETag": `"a1"`}, map[string]string{"ETag": `"a1"`}, false},
		"the same tag, weak": {map[string]string{"ETag": `"a1"`}, map[string]string{"ETag": `W/"a1-gzip"`}, false},
		"no tag":             {map[string]string{"ETag": `"a1"`}, nil, false},
		"another tag":        {map[string]string{"ETag": `"a1"`}, map[string]string{"ETag": `"b2"`}, true},
		"a later time":       {map[string]string{"Last-Modified": "Fri, 04 Nov 2022 06:00:00 GMT"}, map[string]string{"Last-Modified": "Fri, 04 Nov 2022 07:00:00 GMT"}, true},
		"the same time":      {map[string]string{"Last-Modified": "Fri, 04 Nov 2022 06:00:00 GMT"}, map[string]string{"Last-Modified": "Fri, 04 Nov 2022 06:00:00 GMT"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t)
			r := newRoom(t, s, settings(nil, kiosque(at(sada.Feed, "/feed"))))
			header := c.first
			feed := s.atom(news(1, today.Add(-time.Hour)))
			s.does("/feed", func(w http.ResponseWriter, q *http.Request) {
				for k, v := range header {
					w.Header().Set(k, v)
				}
				if q.Header.Get("If-None-Match")+q.Header.Get("If-Modified-Since") != "" {
					w.WriteHeader(http.StatusNotModified)
					return
				}
				_, _ = w.Write([]byte(feed))
			})
			r.scheduled("kiosque")
			r.clock.forward(time.Hour)
			header, feed = c.later, s.atom(news(1, today.Add(-time.Hour)), news(2, today))
			if tally := r.scheduled("kiosque"); (tally.Articles == 1) != c.whole {
				t.Errorf("%+v, want the whole asked: %v", tally, c.whole)
			}
		})
	}
}
