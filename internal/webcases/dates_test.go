package webcases

import (
	"strconv"
	"testing"
	"time"
)

// written is a site whose one item says its date so, and whose page says none.
func written(tag, date string) site {
	return serving(feed(rss("<title>T</title><link>https://journal.test/a-1</link><"+tag+">"+date+"</"+tag+">")), 1)
}

// A date is read as it means, in every form that feeds write.
func TestADateIsReadAsItMeans(t *testing.T) {
	epoch := time.Date(2026, 11, 24, 10, 15, 0, 0, time.UTC).Unix()
	const usual = "2026-11-24T10:15"
	var cases []webCase
	for _, c := range []struct {
		name, date, want string
		wrong            bool
	}{
		{"RFC 2822", "Tue, 24 Nov 2026 10:15:00 +0000", usual, false},
		{"GMT+1", "Tue, 24 Nov 2026 10:15:00 GMT+1", "2026-11-24T09:15", false},
		{"GMT+0100", "Tue, 24 Nov 2026 10:15:00 GMT+0100", "2026-11-24T09:15", false},
		{"small letters", "2026-11-24t10:15:00z", usual, false},
		{"UT without seconds", "Tue, 24 Nov 2026 10:15 UT", usual, false},
		{"EST", "Tue, 24 Nov 2026 10:15:00 EST", "2026-11-24T15:15", false},
		{"CEST", "Tue, 25 Aug 2026 10:15:00 CEST", "2026-08-25T08:15", false},
		{"WET", "Tue, 24 Nov 2026 10:15:00 WET", usual, false},
		{"no day of the week", "24 Nov 2026 10:15:00 +0000", usual, false},
		{"a wrong day of the week", "Fri, 24 Nov 2026 10:15:00 +0000", usual, false},
		{"words in full", "Tuesday, 24 November 2026 10:15:00 +0000", usual, false},
		{"the month first", "Tue, Nov 24 2026 10:15:00 -0400", "2026-11-24T14:15", false},
		{"PM", "Tue, 24 Nov 2026 02:15 PM", "2026-11-24T14:15", false},
		{"ctime", "Tue Nov 24 10:15:00 +0000 2026", usual, false},
		{"JavaScript", "Tue Nov 24 2026 10:15:00 GMT+0100 (heure normale)", "2026-11-24T09:15", false},
		{"short French", "mar, 24 nov 2026 10:15:00 +0000", usual, false},
		{"long French", "Mardi 24 Novembre 2026 - 10:15", usual, false},
		{"an accent", "jeu, 13 août 2026 10:15:00 +0100", "2026-08-13T09:15", false},
		{"French with GMT", "mar, 24 nov 2026 18:55:00 GMT", "2026-11-24T18:55", false},
		{"Arabic", "الثلاثاء، 24 نوفمبر 2026 10:15:00 +0000", usual, false},
		{"Arabic figures", "٢٤ نوفمبر ٢٠٢٦ ١٠:١٥", usual, false},
		{"a database's, without a zone", "2026-11-24 10:15:00", usual, false},
		{"billionths of a second", "2026-11-24T10:15:00.123456789Z", usual, false},
		{"an offset without its colon", "2026-11-24T10:15:00+0100", "2026-11-24T09:15", false},
		{"an offset of the hour alone", "2026-11-24T10:15:00+01", "2026-11-24T09:15", false},
		{"no seconds", "2026-11-24T10:15Z", usual, false},
		{"the twenty-fourth hour", "2026-11-23T24:00:00Z", "2026-11-24T00:00", false},
		{"a comma in the seconds", "2026-11-24T10:15:00,5Z", usual, false},
		{"the day first, with strokes", "24/11/2026 10:15", usual, false},
		{"the day first, with dashes", "24-11-2026 10:15:00", usual, false},
		{"seconds since 1970", strconv.FormatInt(epoch, 10), usual, false},
		{"in CDATA", "<![CDATA[Tue, 24 Nov 2026 10:15:00 +0000]]>", usual, false},
		{"hard spaces", "Tue,\u00a024\u00a0Nov\u00a02026\u00a010:15:00\u00a0+0000", usual, false},
		{"10h15", "Tue, 24 Nov 2026 10h15", usual, false},
	} {
		cases = append(cases, webCase{name: c.name, outlet: fed(), first: 200 * day, answer: written("pubDate", c.date), want: []check{clippings(1), instant(c.want)}, wrong: c.wrong})
	}
	play(t, append(cases,
		webCase{name: "dc:date alone", outlet: fed(), first: 200 * day, answer: written("dc:date", "2026-11-24T10:15:00Z"), want: []check{instant(usual)}},
		webCase{name: "an hour ahead", outlet: fed(), answer: written("pubDate", rfc(today.Add(time.Hour))), want: []check{clippings(1)}},
	))
}

// What is no date gives none, and costs no article.
func TestWhatIsNoDateGivesNone(t *testing.T) {
	var cases []webCase
	for _, c := range []struct {
		name, date string
		wrong      bool
	}{
		{"three days ahead", rfc(today.Add(3 * day)), false},
		{"1970", "Thu, 01 Jan 1970 00:00:00 +0000", false},
		{"noughts", "0000-00-00 00:00:00", false},
		{"the year -1", "Wed, 30 Nov -0001 00:00:00 +0000", false},
	} {
		cases = append(cases, webCase{name: c.name, outlet: fed(), first: 200 * day, answer: written("pubDate", c.date), want: []check{clippings(1), undated}, wrong: c.wrong})
	}
	play(t, cases)
}
