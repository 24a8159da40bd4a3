package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sada"
)

// bearing is a take whose page is known by a name beside its address.
func bearing(url, title, name string, same bool) Take {
	t := take(url, title, "Un texte de "+url)
	t.Ties = []Tie{{Name: name, By: "test"}}
	t.Same = func(Tie, *sada.Record, *sada.Article) bool { return same }
	return t
}

func TestATieJoinsWhatASecondWitnessAgreesTo(t *testing.T) {
	cases := []struct {
		name     string
		old, new string // names
		same     bool
		articles int
	}{
		{"one name, and the witness agrees", "g:1", "g:1", true, 1},
		{"one name, and the witness does not", "g:1", "g:1", false, 2},
		{"two names", "g:1", "g:2", true, 2},
		{"the name is the other's address", "g:1", "u:https://kiosk.test/a", true, 1},
	}
	for _, c := range cases {
		now := at
		db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
		first, err := db.Keep(t.Context(), bearing("https://kiosk.test/a", "A", c.old, true), whole())
		if err != nil {
			t.Fatal(err)
		}
		second, err := db.Keep(t.Context(), bearing("https://kiosk.test/b", "B", c.new, c.same), whole())
		if err != nil {
			t.Fatal(err)
		}
		if n, err := db.Counts(); err != nil || n.Articles != c.articles {
			t.Errorf("%s: %d articles, %v; want %d", c.name, n.Articles, err, c.articles)
		}
		if joined := first.Record.ID == second.Record.ID; joined != (c.articles == 1) || joined == second.New {
			t.Errorf("%s: joined %v, new %v", c.name, joined, second.New)
		}
		for u, want := range map[string]string{"https://kiosk.test/a": first.Record.ID, "https://kiosk.test/b": second.Record.ID} {
			if r, known, err := db.RecordByKey("u:" + u); err != nil || !known || r.ID != want {
				t.Errorf("%s: %s leads to %q, %v", c.name, u, r.ID, err)
			}
		}
	}
}

func TestTheOwnAddressOfAnArticleNeedsNoWitness(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	flash := bearing("https://kiosk.test/a", "Flash", "g:1", false)
	if _, err := db.Keep(t.Context(), flash, whole()); err != nil {
		t.Fatal(err)
	}
	full := bearing("https://kiosk.test/a", "Tout un article", "g:2", false)
	if k, err := db.Keep(t.Context(), full, whole()); err != nil || k.New || !k.Changed || k.Record.Current != 2 {
		t.Errorf("what was read at the same address is %+v, %v; want its second version", k, err)
	}
}

func TestTwinsThatArriveTogetherAreOneArticle(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	var wait sync.WaitGroup
	for i := range 24 {
		wait.Go(func() {
			if _, err := db.Keep(context.Background(), bearing(fmt.Sprintf("https://kiosk.test/%d", i), "Titre", "g:1", true), whole()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n, err := db.Counts(); err != nil || n.Articles != 1 || n.Captures != 24 {
		t.Errorf("%+v, %v; want one article in 24 captures", n, err)
	}
}

func TestADoubleIsListedAndStaysKnown(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), options(&now))
	if _, err := db.Keep(t.Context(), bearing("https://kiosk.test/a", "A", "g:1", true), whole()); err != nil {
		t.Fatal(err)
	}
	twin := bearing("https://kiosk.test/b", "B", "g:1", true)
	double := func(p Prior) Verdict {
		if p.Tie == nil || p.Tie.Name != "g:1" {
			t.Errorf("the tie is %+v", p.Tie)
		}
		return Verdict{Double: p.Record.URL}
	}
	if _, err := db.Keep(t.Context(), twin, double); err != nil {
		t.Fatal(err)
	}
	var listed []string
	if err := db.LeftOut("kiosque", func(s Seen) error {
		listed = append(listed, strings.Join([]string{s.URL, string(s.Reason), s.Detail}, " "))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if want := "https://kiosk.test/b double https://kiosk.test/a"; len(listed) != 1 || listed[0] != want {
		t.Errorf("left out: %q, want %q", listed, want)
	}
	if s, known, err := db.Seen("u:https://kiosk.test/b"); err != nil || !known || s.Article == "" {
		t.Errorf("the double is seen as %+v, %v; want its article", s, err)
	}
}
