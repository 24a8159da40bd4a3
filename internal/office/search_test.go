package office

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/internal/address"
	"sada/internal/export"
	"sada/internal/match"
	"sada/store"
)

// bring keeps a text as an article of an outlet, or as a new version of it.
func (h *house) bring(source, name, lang, text string, published sada.Date) {
	h.t.Helper()
	url := "https://" + source + ".kiosk.test/" + name
	page := &sada.Page{Body: []byte("<p>" + text), Capture: sada.Capture{By: sada.ByCrawl, URL: url, FinalURL: url, Status: 200, Began: h.now, Ended: h.now}}
	_, err := h.db.Keep(h.t.Context(), store.Take{
		Source: source, Own: true, Key: address.Key(url), Page: page,
		Article: &sada.Article{
			URL: url, Kind: sada.KindArticle, Language: lang, Title: name, Published: published,
			Blocks: []sada.Block{{Kind: sada.Paragraph, Text: text}},
		},
	}, func(p store.Prior) store.Verdict {
		return store.Verdict{NewVersion: p.Article == nil || p.Article.Text() != text}
	})
	h.must(err)
}

func (h *house) search(s Search) (titles []string, more bool) {
	h.t.Helper()
	found, err := h.Search(h.t.Context(), s, nil)
	h.must(err)
	for _, r := range found.Results {
		titles = append(titles, r.Title)
	}
	return titles, found.More
}

// scan asks every article of the archive, without an index.
func (h *house) scan(query string) []string {
	h.t.Helper()
	q, err := match.Parse(query, nil)
	h.must(err)
	var out []string
	h.must(h.db.Records(func(r sada.Record) error {
		v, err := h.db.Version(r.ID, 0)
		if err != nil {
			return err
		}
		if _, hit := q.Match(match.NewDocument(&v.Article, r.Source)); hit {
			out = append(out, r.Title)
		}
		return nil
	}))
	slices.Sort(out)
	return out
}

var (
	bits = strings.Fields("barrage barrages Barrage port ports الميناء بالميناء وميناء للميناء السد والسد سدود pêche péché peche OGP ogp O.G.P. قانون القانون وقانون Rabat بالرباط")
	asks = []string{
		"%s", "%s", "%s AND %s", "%s OR %s", "%s NOT %s", `"%s %s"`, "%s NEAR/3 %s", "%s ONEAR/2 %s", "title:%s OR %s", `="%s"`, "%s{2}", "lang:ar AND %s", "lang:ar OR %s",
		"source:quai NOT %s", "(%s OR %s) NEAR/4 %s",
	}
)

func anyOf(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

func TestSearchFindsWhatAFullScanFinds(t *testing.T) {
	h := open(t, "quai", "digue")
	r := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var words []string
		for range 4 + r.IntN(30) {
			words = append(words, anyOf(r, bits)+anyOf(r, []string{"", "", "", "", ".", "\n\n"}))
		}
		return strings.Join(words, " ")
	}
	bring := func(n int) {
		h.now = h.now.Add(time.Minute)
		h.bring(anyOf(r, []string{"quai", "digue"}), fmt.Sprintf("n%03d", n), anyOf(r, []string{"ar", "fr"}), text(), sada.Date{})
	}
	hits := 0
	for n := range 120 {
		bring(n)
		if n%3 == 0 && n > 20 {
			bring(r.IntN(n)) // perhaps a new version of one that is known
		}
		if n%20 == 19 {
			h.must(h.Follow(t.Context(), nil))
		}
	}
	for range 120 {
		query := anyOf(r, asks)
		for strings.Contains(query, "%s") {
			query = strings.Replace(query, "%s", anyOf(r, bits), 1)
		}
		want := h.scan(query)
		got, _ := h.search(Search{Query: query, Limit: 1000})
		hits += len(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
		if p, err := h.unfollowed(query); err != nil || !slices.Equal(p, want) {
			t.Errorf("%s finds %v without an index, %v, want %v", query, p, err, want)
		}
	}
	if hits < 400 {
		t.Errorf("%d hits, too few to say anything", hits)
	}
}

// unfollowed asks every candidate of an index of another stamp, which knows
// nothing, so that all are read.
func (h *house) unfollowed(query string) ([]string, error) {
	q, err := match.Parse(query, nil)
	if err != nil {
		return nil, err
	}
	was := h.stamp
	h.stamp = "none"
	defer func() { h.stamp = was }()
	var found export.Found
	err = h.db.Look(h.stamp, func(l *store.Lookup) error {
		a := asking{Office: h.Office, Search: Search{Limit: 1000}, query: q, window: window{zone: time.UTC}}
		return a.ask(context.Background(), l, &found)
	})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range found.Results {
		out = append(out, r.Title)
	}
	slices.Sort(out)
	return out, nil
}

func TestSearchGivesTheNewestFirstWithinItsBounds(t *testing.T) {
	h := open(t, "quai", "digue")
	h.bring("quai", "first", "fr", "Le barrage déborde.", onDay(1))
	h.bring("digue", "third", "fr", "Le barrage tient.", onDay(3))
	h.bring("quai", "second", "ar", "السد والبحر barrage.", h.timed("2022-11-02T12:00:00+02:00"))
	h.bring("digue", "undated", "fr", "Un barrage de plus.", sada.Date{})
	h.bring("digue", "other", "fr", "La digue.", onDay(4))
	for _, c := range []struct {
		name string
		s    Search
		want []string
		more bool
	}{
		{"all", Search{}, []string{"undated", "third", "second", "first"}, false},
		{"a limit", Search{Limit: 2}, []string{"undated", "third"}, true},
		{"a limit that all meet", Search{Limit: 4}, []string{"undated", "third", "second", "first"}, false},
		{"since", Search{Since: "2022-11-02"}, []string{"undated", "third", "second"}, false},
		{"until", Search{Until: "2022-11-02"}, []string{"second", "first"}, false},
		{"an outlet", Search{Source: "quai"}, []string{"second", "first"}, false},
		{"a language", Search{Lang: "ar"}, []string{"second"}, false},
	} {
		c.s.Query = "barrage"
		got, more := h.search(c.s)
		if !slices.Equal(got, c.want) || more != c.more {
			t.Errorf("%s: got %v, more %v; want %v, %v", c.name, got, more, c.want, c.more)
		}
	}
	if _, err := h.Search(t.Context(), Search{Query: "barrage AND"}, nil); err == nil {
		t.Error("a query that cannot be read is asked")
	}
	for _, wrong := range []Search{{Since: "yesterday"}, {Source: "nulle-part"}, {Lang: "xx"}} {
		wrong.Query = "barrage"
		if _, err := h.Search(t.Context(), wrong, nil); err == nil {
			t.Errorf("%+v is asked", wrong)
		}
	}
}

func TestSearchFollowsNewVersions(t *testing.T) {
	h := open(t, "quai")
	h.bring("quai", "a", "fr", "Le barrage déborde.", onDay(1))
	if got, _ := h.search(Search{Query: "barrage"}); !slices.Equal(got, []string{"a"}) {
		t.Fatalf("got %v", got)
	}
	h.now = h.now.Add(time.Hour)
	h.bring("quai", "a", "fr", "La digue tient.", onDay(1))
	if got, _ := h.search(Search{Query: "barrage"}); got != nil {
		t.Errorf("the old version is found: %v", got)
	}
	if got, _ := h.search(Search{Query: "digue"}); !slices.Equal(got, []string{"a"}) {
		t.Errorf("the new version is not found: %v", got)
	}
}

func TestVerifyHoldsTheIndexAgainstTheTexts(t *testing.T) {
	h := open(t, "quai")
	h.bring("quai", "a", "fr", "Le barrage déborde.", onDay(1))
	h.bring("quai", "b", "ar", "السد ممتلئ.", onDay(2))
	h.must(h.Follow(t.Context(), nil))
	v, err := h.Verify(t.Context(), nil)
	if err != nil || v.Indexed != 2 || len(v.Faults) != 0 {
		t.Fatalf("a sound archive: %+v, %v", v, err)
	}
	records := []sada.Record{}
	h.must(h.db.Records(func(r sada.Record) error { records = append(records, r); return nil }))
	var wrong store.Gathered
	wrong.Add(store.Entry{Article: records[0].ID, Version: 1, At: at, Terms: []int32{0}, Places: []uint32{0}})
	h.must(h.db.Index(h.stamp, 2, []store.Gathered{wrong}, func(int, int32) string { return "digue" }, match.Forms))
	if v, err = h.Verify(t.Context(), nil); err != nil || len(v.Faults) != 1 || !strings.Contains(v.Faults[0], records[0].ID) {
		t.Errorf("an index that holds another word: %+v, %v", v, err)
	}
}

func TestFollowThatIsBrokenOffLosesNothing(t *testing.T) {
	h := open(t, "quai")
	h.bring("quai", "a", "fr", "Le barrage déborde.", onDay(1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.Follow(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("broken off, it says %v", err)
	}
	if upto, err := h.db.Indexed(h.stamp); upto != 0 || err != nil {
		t.Errorf("broken off, the index reaches %d, %v", upto, err)
	}
	if got, _ := h.search(Search{Query: "barrage"}); !slices.Equal(got, []string{"a"}) {
		t.Errorf("taken up again, it finds %v", got)
	}
}
