package monitor

import (
	"fmt"
	"testing"
	"time"

	"sada"
)

// longList serves stories an hour apart in a section of some pages, the newest first.
func (s *stand) longList(pages, each int) {
	for p := range pages {
		var some []story
		for n := range each {
			a := news(1000+p*each+n, today.Add(-time.Duration(p*each+n+1)*time.Hour))
			s.says(a.path, a.page())
			some = append(some, a)
		}
		at, next := "/eau", ""
		if p > 0 {
			at = fmt.Sprintf("/eau?page=%d", p)
		}
		if p < pages-1 {
			next = fmt.Sprintf("/eau?page=%d", p+1)
		}
		s.says(at, list(next, some...))
	}
}

func TestAListLongerThanAVisitIsReadToItsEnd(t *testing.T) {
	s := newStand(t)
	s.longList(7, 90)
	s.publishes("/feed", news(1000, today.Add(-time.Hour)))
	set := settings(nil, kiosque(at(sada.Feed, "/feed"), at(sada.Section, "/eau")))
	set.FirstVisit = 60 * 24 * time.Hour
	r := newRoom(t, s, set)
	if n := r.visits("kiosque").Articles; n != budget {
		t.Errorf("the first visit read %d articles, want %d", n, budget)
	}
	r.clock.forward(10 * time.Minute)
	if n := r.visits("kiosque").Articles; n != 130 {
		t.Errorf("the second visit read %d articles, want the 130 that were left", n)
	}
	if h, err := r.db.Health("kiosque"); err != nil || h.First || h.Unseen != 0 {
		t.Errorf("%+v, %v; want the first reading at its end", h, err)
	}
}
