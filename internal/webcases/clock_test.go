package webcases

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A date is read as it means or not at all.
func TestADateIsReadOrLeft(t *testing.T) {
	const usual = "2026-11-24T10:15"
	epoch := time.Date(2026, 11, 24, 10, 15, 0, 0, time.UTC)
	var cases []webCase
	for _, c := range [][2]string{
		{"Tue, 24 Nov 2026 11:15:00 CET", usual}, {"Tue, 24 Nov 2026 10:15:00 GMT", usual}, {"Tue, 24 Nov 2026 02:15:00 PST", usual}, {"Tue, 25 Aug 2026 10:15:00 EDT", "2026-08-25T14:15"},
		{"Tue, 24 Nov 2026 05:15:00 GMT-5", usual}, {"2026-11-24T11:15:00 +01:00", usual}, {"2026-11-24 11:15:00 +0100", usual}, {"2026-11-24 10:15:00 UTC", usual}, {"2026-11-24T10:15:00 Z", usual},
		{fmt.Sprint(epoch.UnixMilli()), usual}, {"20261124T101500Z", usual}, {"Tuesday, 24-Nov-26 10:15:00 GMT", usual}, {"24.11.2026 10:15", usual}, {"Nov 24, 2026 10:15 AM", usual},
		{"24 نونبر 2026 - 10:15", usual}, {"24 نوفمبر 2026 10:15 ص", usual}, {"24 نوفمبر 2026 02:15 م", "2026-11-24T14:15"}, {"2026/11/24 10:15", usual}, {"24 nov. 2026 à 10h15", usual},
		{"Publié le 24/11/2026 à 10:15", usual}, {"Tue, 24 Nov 26 10:15:00 +0000", usual}, {"Tue,24 Nov 2026 10:15:00 +0000", usual}, {"Tue, 24 Nov 2026 10:15:00 +00:00", usual}, {"Tue, 24 November 2026 10:15:00 +0000", usual},
		{"Tue, 24 Nov 2026, 10:15", usual}, {"2026-11-24T10:15:00.000+00:00", usual}, {"2026-11-24T11:15:00+01:00[Africa/Casablanca]", usual}, {"mar., 24 nov. 2026 10:15:00 +0000", usual}, {"Mar 24 Nov 2026 10:15:00", usual}, {"Tue, 24 Nov 2026 11:15:00 +0100 (CET)", usual},
		{"Tue, 24 Nov 2026 10:15:00 GMT+00:00", usual}, {"Sept. 24, 2026, 10:15 a.m.", "2026-09-24T10:15"}, {"Tue, 24 Nov 2026 12:15:00 AM", "2026-11-24T00:15"},
	} {
		cases = append(cases, webCase{name: "" + strings.ReplaceAll(c[0], "/", "∕"), outlet: fed(), first: 200 * day, answer: written("pubDate", c[0]), want: []check{clippings(1), instant(c[1])}})
	}
	for _, s := range []string{"Thu, 01 Jan 1970 01:00:00 +0100", "0001-01-01T00:00:00Z", "1900-01-01T00:00:00Z", "-62135596800", "0", "31/02/2026 10:15", "2106-02-07T06:28:15Z", "undefined", "Invalid Date", "NaN", "30/11/-0001", "1969-12-31T23:59:59Z", "00/00/0000 00:00"} {
		cases = append(cases, webCase{name: "no date: " + strings.ReplaceAll(s, "/", "∕"), outlet: fed(), first: 3 * day, answer: written("pubDate", s), want: []check{clippings(1), undated}})
	}
	page := func(name, marked, want string) webCase {
		return webCase{name: "on a page: " + name, outlet: fed(), first: 200 * day, answer: site{"/feed": feed(rss(item("T", here+"/a-1"))), "/a-1": story{title: "La serre du parc rouvre", after: marked}}, want: []check{clippings(1), instant(want)}}
	}
	play(t, append(cases,
		page("Mis à jour first, Publié second", `<p class="date">Mis à jour le 25/11/2026 à 09:00 - Publié le 24/11/2026 à 10:15</p>`, "2026-11-24T10:15"),
		page("Publié first", `<p class="date">Publié le 24/11/2026 à 10:15, mis à jour le 25/11/2026 à 09:00</p>`, "2026-11-24T10:15"),
		page("آخر تحديث first", `<p class="date">آخر تحديث: 25 نوفمبر 2026 - 09:00 نشر: 24 نوفمبر 2026 - 10:15</p>`, "2026-11-24T10:15"),
		page("نشر first", `<p class="date">نشر: 24 نوفمبر 2026 - 10:15 | تحديث: 25 نوفمبر 2026 - 09:00</p>`, "2026-11-24T10:15"),
		page("two elements, the update first", `<div class="meta"><span>Modifié le 25 novembre 2026 à 09h00</span><span>Publié le 24 novembre 2026 à 10h15</span></div>`, "2026-11-24T10:15"),
		page("Posted and Updated", `<div class="meta">Updated: Nov 25, 2026 9:00 AM | Published: Nov 24, 2026 10:15 AM</div>`, "2026-11-24T10:15"),
	))
}
