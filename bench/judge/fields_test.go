package judge

import "testing"

func TestTitlesAreComparedFolded(t *testing.T) {
	for _, c := range []struct {
		name, want, got string
		exact, soft     int
	}{
		{"signs, spaces and case do not count", "Le «Grand» Soir: 1/2", "le grand soir 12", 1, 0},
		{"marks and tatweel do not count", "مَـدينة", "مدينة", 1, 0},
		{"compatible forms are one", "ﬁn de l’été", "fin de l'e\u0301te\u0301", 1, 1},
		{"accents count", "été", "ete", 0, 0},
		{"the site's name is too much", "one two three four", "one two three four | Site", 0, 1}, // words 4/5 and 4/4: F1 8/9
		{"half is no match", "one two three four", "one two", 0, 0},                              // 2/2 and 2/4: F1 2/3
		{"no answer", "one", "", 0, 0},
	} {
		var got Titles
		got.Add(c.want, c.got)
		if got.Exact != c.exact || c.exact == 0 && got.Soft != c.soft {
			t.Errorf("%s: got %d exact, %d soft, want %d, %d", c.name, got.Exact, got.Soft, c.exact, c.soft)
		}
	}
}

func TestDatesAreComparedByDayAndMinute(t *testing.T) {
	for _, c := range []struct {
		name, want, got string
		dates           Dates
	}{
		{"the same day", "2022-11-01", "2022-11-01", Dates{Right: 1}},
		{"the day as written", "2022-11-01", "2022-11-01T23:30:00-05:00", Dates{Right: 1}},
		{"another day as written, and in UTC", "2022-11-01", "2022-10-31T23:30:00Z", Dates{Wrong: 1}},
		{"one day in UTC", "2022-11-01T00:30:00+02:00", "2022-10-31T22:30:10Z", Dates{Right: 1, Timed: 1, Minute: 1}},
		{"a minute apart", "2022-11-01T10:00:00+00:00", "2022-11-01T11:01:00+01:00", Dates{Right: 1, Timed: 1, Minute: 1}},
		{"a second more", "2022-11-01T10:00:00+00:00", "2022-11-01T10:01:01Z", Dates{Right: 1, Timed: 1}},
		{"the wrong zone", "2022-11-01T10:00:00+00:00", "2022-11-01T10:00:00+01:00", Dates{Right: 1, Timed: 1}},
		{"parts of a second", "2022-11-01T10:00:00.123456+00:00", "2022-11-01T10:00:00Z", Dates{Right: 1, Timed: 1, Minute: 1}},
		{"a gold without zone is a wall clock", "2022-11-01T10:00:00", "2022-11-01T10:00:00+09:00", Dates{Right: 1, Timed: 1, Minute: 1}},
		{"a day alone has no minute", "2022-11-01T00:00:00Z", "2022-11-01", Dates{Right: 1, Timed: 1}},
		{"a month holds its days", "2022-11", "2022-11-30", Dates{Right: 1}},
		{"and no others", "2022-11", "2022-12-01", Dates{Wrong: 1}},
		{"no answer", "2022-11-01", "", Dates{Missing: 1}},
		{"what is no date is wrong", "2022-11-01", "yesterday", Dates{Wrong: 1}},
	} {
		var got Dates
		got.Add(c.want, c.got)
		if c.dates.Pages = 1; got != c.dates {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.dates)
		}
	}
}

func TestAuthorsAreSetsOfFoldedNames(t *testing.T) {
	for _, c := range []struct {
		name      string
		want, got []string
		names     Names
	}{
		{"one line or several", []string{"A One", "B Two"}, []string{"By a one and B. Two"}, Names{Exact: 1, Both: 2}},
		{"every sign that parts", []string{"A", "B", "C", "D", "E", "F", "G", "H"}, []string{"Par A, B; C | D & E / F et G und H"}, Names{Exact: 1, Both: 8}},
		{"a word in a name parts nothing", []string{"Andy Etund"}, []string{"von ANDY ETUND"}, Names{Exact: 1, Both: 1}},
		{"the same name twice", []string{"A One"}, []string{"A One", "a one"}, Names{Exact: 1, Both: 1}},
		{"one more", []string{"A One"}, []string{"A One", "Desk"}, Names{Both: 1, Extra: 1}},
		{"one less", []string{"A One", "B Two"}, []string{"A One"}, Names{Both: 1, Missing: 1}},
		{"none named, none given", nil, nil, Names{Exact: 1}},
		{"none named, one given", []string{}, []string{"Desk"}, Names{Extra: 1}},
	} {
		var got Names
		got.Add(c.want, c.got)
		if c.names.Pages = 1; got != c.names {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.names)
		}
	}
	sum := Names{Both: 3, Extra: 1, Missing: 2} // precision 3/4, recall 3/5
	if got, want := sum.F1(), 2./3; !near(got, want) {
		t.Errorf("F1: got %v, want %v", got, want)
	}
}
