package office

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sada"
	"sada/internal/match"
	"sada/store"
)

// oldIndex puts an index of another stamp in place, that holds nothing right.
func (h *house) oldIndex() {
	h.t.Helper()
	var wrong store.Gathered
	wrong.Add(store.Entry{Article: "0184a5a0-0000-7000-8000-000000000001", Version: 1, At: at, Terms: []int32{0}, Places: []uint32{0}})
	h.must(h.db.Index("1/0", 2, []store.Gathered{wrong}, func(int, int32) string { return "digue" }, match.Forms))
}

func TestAnIndexOfAnOlderFormatIsMadeAnewAndTold(t *testing.T) {
	h := open(t, "quai")
	h.bring("quai", "a", "fr", "Le grand barrage déborde.", onDay(1))
	h.bring("quai", "b", "fr", "Un barrage grand.", onDay(2))
	h.oldIndex()
	var steps []string
	found, err := h.Search(t.Context(), Search{Query: `"grand barrage"`}, func(s sada.Step) { steps = append(steps, s.What) })
	if err != nil || len(found.Results) != 1 || found.Results[0].Title != "a" || !slices.Contains(steps, "indexed") {
		t.Errorf("found %+v, %v, and told %q", found.Results, err, steps)
	}
	if upto, err := h.db.Indexed(h.stamp); upto != 2 || err != nil {
		t.Errorf("the new index reaches %d, %v", upto, err)
	}
}

func TestAQuestionDoesNotWaitForTheIndex(t *testing.T) {
	h := open(t, "quai")
	h.bring("quai", "a", "fr", "Le grand barrage déborde.", onDay(1))
	h.must(h.Follow(t.Context(), nil))
	h.bring("quai", "b", "fr", "Un grand barrage.", onDay(2))
	h.following.Lock() // another brings it up
	defer h.following.Unlock()
	var behind sada.Step
	found, err := h.Search(t.Context(), Search{Query: `"grand barrage"`}, func(s sada.Step) { behind = s })
	h.must(err)
	if len(found.Results) != 2 || found.Results[0].Title != "b" {
		t.Errorf("found %+v", found.Results)
	}
	if behind.What != "behind" || behind.Done != 1 || behind.Total != 2 {
		t.Errorf("told %+v", behind)
	}
}

func TestWhileAnOldIndexIsMadeAnewQuestionsReadTheRest(t *testing.T) {
	h := open(t, "quai")
	h.bring("quai", "a", "fr", "Le grand barrage déborde.", onDay(1))
	h.bring("quai", "b", "fr", "Un grand barrage.", onDay(2))
	h.oldIndex()
	h.following.Lock() // the daemon makes it anew
	defer h.following.Unlock()
	var behind sada.Step
	found, err := h.Search(t.Context(), Search{Query: `"grand barrage"`, Count: true}, func(s sada.Step) { behind = s })
	h.must(err)
	if len(found.Results) != 2 || found.Total != 2 {
		t.Errorf("found %+v", found)
	}
	if behind.What != "behind" || behind.Done != 0 || behind.Total != 2 {
		t.Errorf("told %+v", behind)
	}
}

func TestAnArchiveThatIsOnlyReadKeepsItsOldIndex(t *testing.T) {
	h := open(t, "quai")
	h.bring("quai", "a", "fr", "Le grand barrage déborde.", onDay(1))
	h.oldIndex()
	h.must(h.db.Close())
	path := filepath.Join(h.dir, "search.db")
	before, err := os.ReadFile(path)
	h.must(err)
	h.openArchive(store.Options{ReadOnly: true})
	var told sada.Step
	found, err := h.Search(t.Context(), Search{Query: `"grand barrage"`}, func(s sada.Step) { told = s })
	if err != nil || len(found.Results) != 1 || told.What != "unindexed" {
		t.Errorf("found %+v, %v, told %+v", found.Results, err, told)
	}
	if err := h.Follow(t.Context(), nil); !errors.Is(err, sada.ErrReadOnly) {
		t.Errorf("bringing it up says %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !slices.Equal(before, after) {
		t.Errorf("the old index was changed, %v", err)
	}
}

func TestACountIsOfAllThatAnswer(t *testing.T) {
	h := open(t, "quai", "digue")
	for i, name := range []string{"a", "b", "c", "d", "e"} {
		h.bring([]string{"quai", "digue"}[i%2], name, "fr", "Le grand barrage déborde.", onDay(1+i))
	}
	h.must(h.Follow(t.Context(), nil))
	h.bring("quai", "f", "fr", "Un grand barrage.", onDay(6)) // what the index has not reached
	for _, c := range []struct {
		name         string
		s            Search
		shown, total int
		more         bool
	}{
		{"more than are shown", Search{Limit: 2}, 2, 6, true},
		{"all are shown", Search{Limit: 9}, 6, 6, false},
		{"within bounds", Search{Limit: 1, Since: "2022-11-03", Source: "quai"}, 1, 3, true},
		{"none", Search{Limit: 1, Source: "digue", Lang: "ar"}, 0, 0, false},
	} {
		c.s.Query, c.s.Count = `"grand barrage"`, true
		found, err := h.Search(t.Context(), c.s, nil)
		if err != nil || len(found.Results) != c.shown || found.Total != c.total || found.More != c.more {
			t.Errorf("%s: %d shown of %d, more %v, %v; want %d of %d, %v", c.name, len(found.Results), found.Total, found.More, err, c.shown, c.total, c.more)
		}
	}
}
