package monitor

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sada"
	"sada/store"
)

// telling is a text of several sentences about a subject, with words all its own.
func telling(subject string, sentences int) string {
	var b strings.Builder
	for i := range sentences {
		fmt.Fprintf(&b, "Sur %s on lit", subject)
		for k := range 12 {
			fmt.Fprintf(&b, " %s%dx%d", subject, i, k)
		}
		b.WriteString(".</p><p>")
	}
	return b.String()
}

func TestFamilyGathersTheCopiesOfADispatch(t *testing.T) {
	s := newStand(t)
	agency := sada.Source{ID: "agence", Home: "http://revue.test/", Profile: sada.Generic, Schedule: "*/10 * * * *", Agency: "MAP"}
	r := newRoom(t, s, settings(nil, kiosque(), agency))
	at := func(hour int) time.Time { return time.Date(2022, 11, 3, hour, 0, 0, 0, time.UTC) }
	bring := func(u, title, text string, published time.Time) sada.Record {
		t.Helper()
		page := story{title: title, text: text, published: published}.page()
		page = strings.ReplaceAll(page, "<p>"+filler+"</p>", "") // the same on each page of the stand
		out, err := r.Import(t.Context(), Imported{File: "x.html", URL: u, At: today, Body: []byte(page)})
		if err != nil || out.ArticleID == "" {
			t.Fatalf("%s: %+v, %v", title, out, err)
		}
		record, err := r.db.Record(out.ArticleID)
		if err != nil {
			t.Fatal(err)
		}
		return record
	}
	text := telling("eaux", 12)
	early := bring(host+"/copie", "La facture de l'eau", text, at(8))
	other := bring(host+"/autre", "Les forêts du nord", telling("forêts", 12), at(8))
	earlier := bring(host+"/avant", "L'eau en chiffres", "Un mot de la rédaction avant la dépêche.</p><p>"+text, at(7))
	cut := bring(host+"/coupe", "L'eau, en bref", telling("eaux", 8), at(9))
	wire := bring("http://revue.test/depeche", "MAP: l'eau", text, at(10))
	if early.Family != "" || other.Family != "" {
		t.Errorf("texts without copies are of families %q and %q", early.Family, other.Family)
	}
	for _, c := range []sada.Record{earlier, cut, wire} {
		if c.Family != early.ID {
			t.Errorf("%s is of family %q, want %q, the first that came", c.Title, c.Family, early.ID)
		}
	}
	f, err := r.db.Family(early.ID)
	if err != nil || f.Head != wire.ID {
		t.Errorf("the head is %s, %v, want the agency's own %s", f.Head, err, wire.ID)
	}
	if want := []string{early.ID, earlier.ID, cut.ID, wire.ID}; !slices.Equal(f.Members, want) {
		t.Errorf("members %v, want %v", f.Members, want)
	}
}

func TestTheEarliestLeadsAFamilyWithoutAnAgency(t *testing.T) {
	day := sada.Date{Time: time.Date(2022, 11, 3, 0, 0, 0, 0, time.UTC), Precision: sada.ToDay}
	clock := func(hour int) sada.Date {
		return sada.Date{Time: time.Date(2022, 11, 3, hour, 0, 0, 0, time.UTC), Precision: sada.ToMinute}
	}
	for _, c := range []struct {
		name         string
		mine, theirs sada.Date
		seen, first  time.Time
		key          string
		want         bool
	}{
		{"an earlier hour", clock(7), clock(8), today, today, "z", true},
		{"a later hour", clock(9), clock(8), today, today, "z", false},
		{"the same hour, the first by its key", clock(8), clock(8), today, today, "z", true},
		{"the same hour, the last by its key", clock(8), clock(8), today, today, "a", false},
		{"an hour before a day that was seen later", clock(7), day, today, clock(9).Time, "z", true},
		{"a day that was seen before the hour", day, clock(9), clock(8).Time, today, "z", true},
		{"no date, seen earlier", sada.Date{}, sada.Date{}, clock(7).Time, clock(8).Time, "z", true},
	} {
		mine := store.Kin{Record: sada.Record{Published: c.mine, First: c.seen, Key: "m"}}
		theirs := store.Kin{Record: sada.Record{Published: c.theirs, First: c.first, Key: c.key}}
		if leads(mine, theirs) != c.want || leads(theirs, mine) == c.want {
			t.Errorf("%s: leads is %v and %v, want %v and %v", c.name, leads(mine, theirs), leads(theirs, mine), c.want, !c.want)
		}
	}
}
