package extract_test

import (
	"bytes"
	"compress/gzip"
	"testing"
	"time"

	"sada"
	"sada/extract"
)

// body is the text of an article that is long enough to be one.
const body = `<p>La régie des eaux de la vallée a présenté hier son plan de rénovation des canaux devant les élus de la commune rurale.</p>
<p>Les travaux dureront deux ans et concernent trente kilomètres de conduites, dont une partie traverse les jardins de la palmeraie.</p>
<p>Les habitants demandent que l'arrosage du soir soit maintenu pendant toute la durée du chantier, comme la régie l'a promis.</p>`

func TestTheDateOfPublicationWinsOverThatOfAChange(t *testing.T) {
	head := `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Les canaux de la vallée</title>`
	cases := []struct{ name, page, want string }{
		{"in one line, the change first", head + `</head><body><article><h1>Les canaux de la vallée</h1><div class="meta">تحديث: 18 نونبر 2026 - 07:40 | نشر: 16 نونبر 2026 - 10:15</div>` + body, "2026-11-16"},
		{"in one line, the publication first", head + `</head><body><article><h1>Les canaux de la vallée</h1><div class="meta">نشر: 16 نونبر 2026 - 10:15 | تحديث: 18 نونبر 2026 - 07:40</div>` + body, "2026-11-16"},
		{"in two elements, the change first", head + `</head><body><article><h1>Les canaux de la vallée</h1><span>آخر تحديث: 18 نونبر 2026</span> <span>نشر: 16 نونبر 2026</span>` + body, "2026-11-16"},
		{"in two elements, the publication first", head + `</head><body><article><h1>Les canaux de la vallée</h1><span>نُشر: 16/11/2026</span> <span>تحديث: 18/11/2026</span>` + body, "2026-11-16"},
		{"in two elements of a class, the change first", head + `</head><body><article><h1>Les canaux de la vallée</h1><p class="date">Mis à jour le 18/11/2026 à 07h40</p><p class="date">Publié le 16/11/2026 à 10h15</p>` + body, "2026-11-16"},
		{"two machine times with labels outside, the change first", head + `</head><body><article><h1>Les canaux de la vallée</h1><p>Mis à jour le <time datetime="2026-11-18T07:40:00+01:00">18 nov.</time>, publié le <time datetime="2026-11-16T10:15:00+01:00">16 nov.</time></p>` + body, "2026-11-16"},
		{"two machine times with labels outside, Arabic", head + `</head><body><article><h1>Les canaux de la vallée</h1><div>آخر تحديث: <time datetime="2026-11-18T07:40:00+01:00">18 نونبر</time> نشر: <time datetime="2026-11-16T10:15:00+01:00">16 نونبر</time></div>` + body, "2026-11-16"},
		{"two machine times, the publication first", head + `</head><body><article><h1>Les canaux de la vallée</h1><p>Publié le <time datetime="2026-11-16T10:15:00+01:00">16 nov.</time>, mis à jour le <time datetime="2026-11-18T07:40:00+01:00">18 nov.</time></p>` + body, "2026-11-16"},
		{"machine times in elements of their own", head + `</head><body><article><h1>Les canaux de la vallée</h1><div><span>Modifié le</span> <time datetime="2026-11-18">18 nov.</time></div><div><span>Publié le</span> <time datetime="2026-11-16">16 nov.</time></div>` + body, "2026-11-16"},
		{"machine times that hold their labels", head + `</head><body><article><h1>Les canaux de la vallée</h1><time datetime="2026-11-18">Mise à jour : 18 nov.</time><time datetime="2026-11-16">Publié : 16 nov.</time>` + body, "2026-11-16"},
		{"the change in the head, the publication in print", head + `<meta property="article:modified_time" content="2026-11-18T07:40:00+01:00"></head><body><article><h1>Les canaux de la vallée</h1><p class="date">نشر: 16 نونبر 2026</p>` + body, "2026-11-16"},
		{"a date of the head that is the change's", head + `<meta name="date" content="2026-11-18T07:40:00+01:00"><meta property="og:updated_time" content="2026-11-18T07:40:00+01:00"></head><body><article><h1>Les canaux de la vallée</h1><p>Publié le 16/11/2026 à 10h15</p><p>Mis à jour le 18/11/2026 à 07h40</p>` + body, "2026-11-16"},
		{"labels in a list", head + `</head><body><article><h1>Les canaux de la vallée</h1><ul><li><b>Mise à jour :</b> 18/11/2026</li><li><b>Publié :</b> 16/11/2026</li></ul>` + body, "2026-11-16"},
		{"Arabic labels in a list", head + `</head><body><article><h1>Les canaux de la vallée</h1><ul><li><b>تحديث:</b> 18/11/2026</li><li><b>نشر:</b> 16/11/2026</li></ul>` + body, "2026-11-16"},
		{"labels in a table", head + `</head><body><article><h1>Les canaux de la vallée</h1><table><tr><td>آخر تعديل</td><td>18/11/2026</td></tr><tr><td>تاريخ النشر</td><td>16/11/2026</td></tr></table>` + body, "2026-11-16"},
		{"behind the text", head + `</head><body><article><h1>Les canaux de la vallée</h1>` + body + `<p>Mis à jour le 18/11/2026</p><p>Publié le 16/11/2026</p>`, "2026-11-16"},
		{"only the change is dated", head + `</head><body><article><h1>Les canaux de la vallée</h1><p>Mis à jour le 18/11/2026</p>` + body, "2026-11-18"},
		{"the date of none", head + `<meta property="article:published_time" content="1970-01-01T00:00:00+00:00"></head><body><article><h1>Les canaux de la vallée</h1><p>Publié le 16/11/2026</p>` + body, "2026-11-16"},
		{"seconds in the head", head + `<meta property="article:published_time" content="1794820500"></head><body><article><h1>Les canaux de la vallée</h1>` + body, "2026-11-16"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := &sada.Page{Body: []byte(c.page + "</article></body></html>"), Capture: sada.Capture{URL: "https://www.petit.test/les-canaux"}}
			a, err := extract.Article(p, extract.Hints{Now: time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			if got := string(a.Published.Day()); got != c.want {
				t.Errorf("published %q, want %q (from %s, %q)", got, c.want, a.Published.From, a.Published.Text)
			}
		})
	}
}

func TestBytesThatAreNoTextAreNoLetters(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte("<html><body><h1>Un titre</h1>" + body + "</body></html>"))
	_ = z.Close()
	noise := make([]byte, 3000)
	for i := range noise {
		noise[i] = byte(i*7919>>3) ^ byte(i)
	}
	noise[0], noise[1] = 0x8b, 0x02
	for name, b := range map[string][]byte{"packed": packed.Bytes(), "noise": noise, "behind a blank": append([]byte(" "), noise...)} {
		_, err := extract.Article(&sada.Page{Body: b, Capture: sada.Capture{URL: "https://www.petit.test/a"}}, extract.Hints{Now: noon})
		if err == nil {
			t.Errorf("%s: it is an article, want it refused", name)
			continue
		}
		wantReason(t, err, sada.ReasonNotHTML)
	}
}
