package words

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

// written gives a date as the cases write it: a day, or a day and a minute.
func written(w Written, ok bool) string {
	switch {
	case !ok:
		return ""
	case w.Precision == "day":
		return w.Time.Format("2006-01-02")
	case w.Offset:
		return w.Time.Format("2006-01-02T15:04-07:00")
	}
	return w.Time.Format("2006-01-02T15:04")
}

func TestDateReadsWhatOutletsPrint(t *testing.T) {
	now := time.Date(2025, 4, 21, 12, 0, 0, 0, time.UTC)
	cases := []struct{ text, want string }{
		{"الأحد 06 أبريل 2025 - 09:00", "2025-04-06T09:00"},
		{"الأحد 20 أبريل 2025 | 18:41", "2025-04-20T18:41"},
		{"الأحد 20 أبريل 202518:41", "2025-04-20T18:41"},
		{"منذ 3 ساعات", "2025-04-21T09:00"},
		{"3 ساعات مضت", "2025-04-21T09:00"},
		{"قبل ساعتين", "2025-04-21T10:00"},
		{"منذ 4 أشهر", "2024-12-21"},
		{"أمس", "2025-04-20"},
		{"أول أمس", "2025-04-19"},
		{"فاتح نونبر 2022", "2022-11-01"},
		{"15 غشت 2022", "2022-08-15"},
		{"3 يوليوز 2022 على الساعة 18:05", "2022-07-03T18:05"},
		{"17 مارس/ آذار 2020", "2020-03-17"},
		{"24 نيسان / أبريل 2020 09:22 مساءً", "2020-04-24T21:22"},
		{"24 أبريل 2020 09:22 م", "2020-04-24T21:22"},
		{"24 أبريل 2020 12:09 ص", "2020-04-24T00:09"},
		{"12:09 م 24 أبريل 2020", "2020-04-24T12:09"},
		{"ديسمبر 25, 2020", "2020-12-25"},
		{"ديسمبر 25 2020", "2020-12-25"},
		{"20/04/202518:41", "2025-04-20T18:41"},
		{"09:22 مساءً 24 أبريل 2020", "2020-04-24T21:22"},
		{"نيسان/أبريل 24, 2020", "2020-04-24"},
		{"17 مارس (آذار) 2020", "2020-03-17"},
		{"ثلاث ساعات مضت", "2025-04-21T09:00"},
		{"منذ خمسة أيام", "2025-04-16"},
		{"ساعتين مضت", "2025-04-21T10:00"},
		{"ساعة واحدة مضت", "2025-04-21T11:00"},
		{"ساعات مضت", ""},
		{"2020-12-24T23:59:50+00:00", "2020-12-24T23:59+00:00"},
		{"2020-12-25T01:59:50+02:00", "2020-12-25T01:59+02:00"},
		{"24 avril 2020 à 10 h 30", "2020-04-24T10:30"},
		{"May 12 2020", "2020-05-12"},
		{"am 24. Juli 2017 - 18:55", "2017-07-24T18:55"},
		{"Freitag, 5. März 2021", "2021-03-05"},
		{"jueves, 12 de marzo del 2020", "2020-03-12"},
		{"09/25/2025", "2025-09-25"},
		{"Thu, 10/09/2025 - 11:38", "2025-10-09T11:38"},
		{"Wed, 10/09/2025 - 11:38", "2025-09-10T11:38"},
		{"25 ديسمبر 2020م", "2020-12-25"},
		{"01 ربيع الثاني 1447 | 24 شتنبر 2025", "2025-09-24"},
		{"Le 20/04/2025 à 10h06", "2025-04-20T10:06"},
		{"02.11.2025 - 21:09", "2025-11-02T21:09"},
		{"Il y a 6 heures", "2025-04-21T06:00"},
		{"il y a 8 minutes", "2025-04-21T11:52"},
		{"15 décembre 2019 - 12h20", "2019-12-15T12:20"},
		{"1er novembre 2022 à 18h", "2022-11-01T18:00"},
		{"24/10/2025", "2025-10-24"},
		{"13 Déc 2019", "2019-12-13"},
		{"15 août 2022", "2022-08-15"},
		{"samedi, 21 janvier, 2023 à 18:42", "2023-01-21T18:42"},
		{"Vendredi 10 Avril 2026", "2026-04-10"},
		{"Le 12 octobre 2023 à 15h38 | Modifié 13 octobre 2023 à 10h00", "2023-10-12T15:38"},
		{"Mis à jour le 13/10/2023 à 10h00 - Publié le 12/10/2023 à 09h00", "2023-10-12T09:00"},
		{"2022-11-02T10:45:30+01:00", "2022-11-02T10:45+01:00"},
		{"Wed, 02 Nov 2022 10:45:30 +0000", "2022-11-02T10:45+00:00"},
		{"November 2, 2022", "2022-11-02"},
		{"07/04/2025 12:18:00", "2025-04-07T12:18"},
		{"٠٢/١١/٢٠٢٢", "2022-11-02"},
		{"31/02/2022", ""},
		{"2022-13-01", ""},
		{"ماي", ""},
		{"نونبر 2022", ""},
		{"12/11", ""},
		{"دورة 2022", ""},
		{"Le prix est de 12.50.2000 dirhams", ""},
		{"", ""},
	}
	for _, c := range cases {
		if got := written(Date(c.text, now)); got != c.want {
			t.Errorf("Date(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDateAgreesWithTheJudgedCases(t *testing.T) {
	f, err := os.Open("../../../shared/corpus/words/dates.jsonl")
	if err != nil {
		t.Skip("the judged cases are not here")
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	right, all := 0, 0
	for lines.Scan() {
		var c struct{ Text, Want, Now string }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, c.Now)
		if err != nil {
			t.Fatal(err)
		}
		all++
		got := written(Date(c.Text, now))
		if len(got) > len("2006-01-02T15:04") {
			got = got[:len("2006-01-02T15:04")]
		}
		if got == c.Want {
			right++
			continue
		}
		t.Errorf("Date(%q) = %q, want %q", c.Text, got, c.Want)
	}
	t.Logf("%d of %d right", right, all)
}

func TestDateSaysHowItWasRead(t *testing.T) {
	now := time.Date(2025, 4, 21, 12, 0, 0, 0, time.UTC)
	cases := []struct {
		name, text string
		want       Written
	}{
		{"a day", "le 15 août 2022, à Fès", Written{Precision: "day", Text: "15 aout 2022"}},
		{"a minute", "15/08/2022 10:30", Written{Precision: "minute", Text: "15/08/2022"}},
		{"an hour", "1er novembre 2022 à 18h", Written{Precision: "hour", Text: "1er novembre 2022"}},
		{"a second with its offset", "2022-11-02T10:45:30+01:00", Written{Precision: "second", Offset: true, Text: "2022-11-02t10:45:30+01:00"}},
		{"counted in minutes", "il y a 8 minutes", Written{Precision: "minute", Relative: true, Text: "il y a 8 minutes"}},
		{"counted in days", "قبل يومين", Written{Precision: "day", Relative: true, Text: "قبل يومين"}},
	}
	for _, c := range cases {
		got, ok := Date(c.text, now)
		got.Time = time.Time{}
		if !ok || got != c.want {
			t.Errorf("%s: Date(%q) = %+v, %v, want %+v", c.name, c.text, got, ok, c.want)
		}
	}
}

func FuzzDatesAreWholeOrNone(f *testing.F) {
	for _, s := range []string{
		"الأحد 20 أبريل 202518:41", "2022-11-02T10:45:30+99:99", "99/99/9999 99:99", strings.Repeat("1/", 300), "\xff\xfe 1 mai 2020", "il y a 999 ans",
		"فاتح نونبر 2022 على الساعة 18:05 مساء", "3 ساعات مضت", "hier à 12h20", "أول أمس", "December 25, 2020 at 9 p.m.", "publié le 1/1/2020",
	} {
		f.Add(s)
	}
	now := time.Date(2025, 4, 21, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		w, ok := Date(s, now)
		if !ok {
			if w != (Written{}) {
				t.Errorf("%q is no date and gives %+v", s, w)
			}
			return
		}
		switch w.Precision {
		case "day":
			if h, m, sec := w.Time.Clock(); h+m+sec > 0 {
				t.Errorf("%q is a day at %v", s, w.Time)
			}
		case "hour", "minute", "second":
		default:
			t.Errorf("%q has the precision %q", s, w.Precision)
		}
		switch {
		case w.Text == "":
			t.Errorf("%q is %v, read from nothing", s, w.Time)
		case w.Relative && w.Time.After(now.AddDate(0, 0, 1)):
			t.Errorf("%q is counted from now and lies at %v", s, w.Time)
		case !w.Relative && (w.Time.Year() < 1900 || w.Time.Year() > 2201):
			t.Errorf("%q lies at %v", s, w.Time)
		}
	})
}
