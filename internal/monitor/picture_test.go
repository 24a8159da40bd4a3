package monitor

import (
	"net/http"
	"testing"
	"time"

	"sada"
)

func TestAHostOfPicturesThatIsDownHoldsUpNoVisit(t *testing.T) {
	s := newStand(t)
	var all []story
	asked := 0
	s.does("/photo.jpg", func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusBadGateway)
	})
	for n := range 8 {
		a := news(n+1, today.Add(-time.Duration(n+1)*time.Minute))
		a.image = host + "/photo.jpg?n=" + a.title[len(a.title)-1:]
		s.does("/photo.jpg?n="+a.title[len(a.title)-1:], s.answers["/photo.jpg"])
		all = append(all, a)
	}
	s.publishes("/feed", all...)
	r := newRoom(t, s, settings([]sada.Event{{ID: "eaux", Query: "bulletin", Sources: []string{sada.AllSources}}}, kiosque(at(sada.Feed, "/feed"))))
	if tally := r.visits("kiosque"); tally.Articles != 8 || asked != patience || tally.Waiting != 8 {
		t.Errorf("%d articles, %d pictures asked for, %d waiting; want 8, %d and 8", tally.Articles, asked, tally.Waiting, patience)
	}
}
