package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sada"
)

var update = flag.Bool("update", false, "write the golden files anew")

func item(id, lang string, kind sada.Kind, published sada.Date, title, text string) Item {
	return Item{
		Clipping: sada.Clipping{Event: "eau", ArticleID: id, Version: 1, DatedBy: sada.DatedByPublished},
		Record:   sada.Record{ID: id, Current: 1, First: time.Date(2022, 11, 4, 8, 0, 0, 0, time.UTC), SeenBy: []string{"kiosque"}},
		Version: sada.Version{ArticleID: id, N: 1, Article: sada.Article{
			URL: "https://kiosk.test/" + id, Kind: kind, Language: lang, Direction: sada.Direction(lang), Title: title, Published: published,
			Blocks: []sada.Block{{Kind: sada.Paragraph, Text: text}},
		}},
		Source:  sada.Source{ID: "kiosque", Name: sada.Names{"fr": "Kiosque", "ar": "الكشك"}},
		Capture: &sada.Capture{Began: time.Date(2022, 11, 4, 8, 0, 0, 0, time.UTC), By: sada.ByCrawl, Status: 200, SHA256: "00ff", Size: 12},
	}
}

func minute(day, hour int) sada.Date {
	return sada.Date{Time: time.Date(2022, 11, day, hour, 0, 0, 0, time.FixedZone("", 3600)), Precision: sada.ToMinute, Zone: sada.ZoneWritten, From: sada.FromJSONLD}
}

func onDay(day int) sada.Date {
	return sada.Date{Time: time.Date(2022, 11, day, 0, 0, 0, 0, time.UTC), Precision: sada.ToDay, Zone: sada.ZoneNone, From: sada.FromPrint}
}

func listing(items ...Item) *Listing {
	e := sada.Event{ID: "eau", Title: sada.Names{"ar": "السدود", "fr": "Les barrages"}, Query: "barrage", From: "2022-11-01"}
	byID := map[string]Item{}
	var places []Place
	for _, i := range items {
		byID[i.Record.ID] = i
		places = append(places, NewPlace(i.Clipping.Edit, &i.Record, &i.Version.Article))
	}
	l := NewListing(e, "abcd", places, time.Date(2022, 11, 5, 9, 0, 0, 0, time.UTC), "sada test")
	l.Read = func(article string) (Item, error) { return byID[article], nil }
	return l
}

// document gathers all that a listing gives.
func document(l *Listing) Document {
	d := l.Head
	_ = l.each(l.Places, &Losses{}, func(c *Clipping) error {
		d.Clippings = append(d.Clippings, *c)
		return nil
	})
	return d
}

func TestTextThatIsNotWholeIsMarked(t *testing.T) {
	whole := item("whole", "fr", sada.KindArticle, onDay(2), "entier", "x")
	long := item("long", "ar", sada.KindArticle, onDay(2), "طويل", "x")
	long.Version.Article.Cut = true
	torn := item("torn", "fr", sada.KindArticle, onDay(3), "coupé", "x")
	torn.Capture.Note = "incomplete?"
	short := item("short", "fr", sada.KindArticle, onDay(4), "coupé", "x")
	short.Capture.Truncated = true
	l := listing(whole, long, torn, short)
	marked := map[string]bool{}
	for _, c := range document(l).Clippings {
		marked[c.ArticleID] = c.Article.BodyCut
	}
	if want := map[string]bool{"whole": false, "long": true, "torn": true, "short": true}; !maps.Equal(marked, want) {
		t.Errorf("marked %v, want %v", marked, want)
	}
	var page strings.Builder
	if _, err := Write(&page, "html", l, 0); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(page.String(), "Texte incomplet") + strings.Count(page.String(), "النص غير كامل"); got != 3 {
		t.Errorf("the page marks %d texts, want 3", got)
	}
}

func TestTextOfAFeedSaysWhyThePageIsNotThere(t *testing.T) {
	carried := item("carried", "fr", sada.KindArticle, onDay(2), "porté", "x")
	carried.Capture.By, carried.Version.Refused = sada.ByFeed, sada.Refusal{Reason: sada.ReasonRobots, Detail: "robots.txt closes it"}
	l := listing(carried, item("read", "fr", sada.KindArticle, onDay(3), "lu", "x"))
	d := document(l)
	if c := d.Clippings[0]; c.Capture.By != "feed" || c.PageRefused == nil || *c.PageRefused != (Fault{"robots", "robots.txt closes it"}) {
		t.Errorf("capture by %s, page refused %v", c.Capture.By, c.PageRefused)
	}
	if c := d.Clippings[1]; c.PageRefused != nil {
		t.Errorf("a page that was read was refused: %v", c.PageRefused)
	}
	var page strings.Builder
	if _, err := Write(&page, "html", l, 0); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(page.String(), "Texte du flux"); got != 1 {
		t.Errorf("the page says of %d texts that they are the feed's, want 1", got)
	}
}

func TestClippingsStandInTheOrderOfTheContract(t *testing.T) {
	pinned := item("pinned", "fr", sada.KindArticle, onDay(9), "épinglé", "x")
	pinned.Clipping.Edit = sada.Edit{Pinned: true, At: time.Unix(1, 0)}
	placed := item("placed", "fr", sada.KindArticle, onDay(8), "placé", "x")
	placed.Clipping.Edit = sada.Edit{Position: 1, At: time.Unix(1, 0)}
	d := listing(
		item("post", "ar", sada.KindPost, onDay(1), "p", "x"), item("video", "ar", sada.KindVideo, onDay(1), "v", "x"),
		item("en", "en", sada.KindArticle, onDay(1), "e", "x"), item("fr2", "fr", sada.KindArticle, onDay(2), "f", "x"),
		item("ar-day", "ar", sada.KindArticle, onDay(2), "a", "x"), item("ar-late", "ar", sada.KindArticle, minute(2, 14), "a", "x"),
		item("ar-early", "ar", sada.KindArticle, minute(2, 9), "a", "x"), placed, pinned,
	)
	var got []string
	for _, p := range d.Places {
		got = append(got, p.Article)
	}
	want := []string{"pinned", "placed", "ar-early", "ar-late", "ar-day", "fr2", "en", "video", "post"}
	if !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

// hostile is an export of texts that want to be more than text.
func hostile() *Listing {
	i := item("1", "ar", sada.KindArticle, minute(2, 9), "=HYPERLINK(\"x\")\u202egnp.exe", "سد الحُكومة <script>alert(1)</script>\nممتلئ")
	i.Version.Article.URL = "javascript:alert(1)"
	i.Version.Article.Subtitle = "<img src=x onerror=alert(1)>"
	i.Version.Article.Authors = []string{"\"><svg onload=alert(1)>"}
	i.Clipping.Hits = []sada.Hit{{Leaf: "الحكومة", Field: "text", Spans: [][2]int{{5, 21}}, Surface: "الحُكومة", Sentence: "سد"}}
	return listing(i)
}

func TestFormatsAreAsTheGoldenFiles(t *testing.T) {
	i := item("1", "ar", sada.KindArticle, minute(2, 9), "سد جديد", "قال المجلس إن السد ممتلئ.\nوأضاف.")
	i.Clipping.Hits = []sada.Hit{{Leaf: "السد", Field: "text", Spans: [][2]int{{25, 33}}, Surface: "السد", Sentence: "قال المجلس إن السد ممتلئ."}}
	d := listing(i, item("2", "fr", sada.KindArticle, onDay(3), "Le barrage", "Le barrage est plein."))
	for _, format := range Formats() {
		var b bytes.Buffer
		if _, err := Write(&b, format, d, 0); err != nil {
			t.Fatal(err)
		}
		name := "testdata/export." + format
		if *update {
			if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s differs from %s; go test -update writes it anew\n%s", format, name, b.String())
		}
	}
}

func TestHTMLHoldsNothingActive(t *testing.T) {
	d := hostile()
	var b bytes.Buffer
	if _, err := Write(&b, "html", d, 0); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" || n.Data == "svg" || n.Data == "img" {
			t.Errorf("the page holds a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") {
				t.Errorf("the page holds %s=%q", a.Key, a.Val)
			}
		}
	}
	if strings.Contains(b.String(), "\u202e") {
		t.Error("a mark of direction went through")
	}
	if !strings.Contains(b.String(), "<mark>الحُكومة</mark>") {
		t.Error("the hit is not marked whole")
	}
}

func TestCSVOpensAsText(t *testing.T) {
	d := hostile()
	var b bytes.Buffer
	if _, err := Write(&b, "csv", d, ';'); err != nil {
		t.Fatal(err)
	}
	body, marked := strings.CutPrefix(b.String(), "\ufeff")
	if !marked {
		t.Error("no byte order mark")
	}
	r := csv.NewReader(strings.NewReader(body))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, c := range rows[1] {
		if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
			t.Errorf("column %s begins with a formula: %q", rows[0][i], c)
		}
	}
}

func TestArticlesGoBothWays(t *testing.T) {
	a := item("1", "ar", sada.KindArticle, minute(2, 9), "سد", "نص.").Version.Article
	a.Modified = onDay(3)
	a.Images = []sada.Image{{URL: "https://kiosk.test/a.jpg", Caption: "c"}}
	shape := NewArticle("a.html", &a)
	raw, err := json.Marshal([]Article{shape})
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadArticles(bytes.NewReader(raw))
	if err != nil || len(back) != 1 {
		t.Fatalf("%d articles, %v", len(back), err)
	}
	noun, err := back[0].Article()
	if err != nil {
		t.Fatal(err)
	}
	again := NewArticle("a.html", &noun)
	if first, second := string(raw[1:len(raw)-1]), mustJSON(t, again); first != second {
		t.Errorf("there and back:\n%s\n%s", first, second)
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestIndentingIsThatOfEncodingJSON(t *testing.T) {
	for _, line := range []string{
		`{}`, `[]`, `null`, `[[],{},[{}]]`, `{"a":[1,-2.5e3,true,null],"b":{"c":"x\"y\\","d":"{[,:]}"},"e":""}`,
		`{"texte":"المجلس، وأضاف: \u2028 \"نعم\"\\","deep":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}`,
	} {
		for _, prefix := range []string{"", "    "} {
			var want bytes.Buffer
			if err := json.Indent(&want, []byte(line), prefix, "  "); err != nil {
				t.Fatal(err)
			}
			if got := indented(nil, []byte(line+"\n"), prefix); !bytes.Equal(got, want.Bytes()) {
				t.Errorf("%s:\n%s\nwant\n%s", line, got, want.Bytes())
			}
		}
	}
}

func TestWhatTheArchiveLostIsToldAndTheRestIsWhole(t *testing.T) {
	partly := item("2", "fr", sada.KindArticle, onDay(2), "Sans texte", "")
	partly.Version.Article.Blocks, partly.Lost = nil, []string{"text"}
	for _, format := range Formats() {
		l := listing(item("1", "ar", sada.KindArticle, onDay(1), "سد", "نص."), partly, item("3", "fr", sada.KindVideo, onDay(3), "Film", "Voix."),
			item("4", "fr", sada.KindArticle, onDay(4), "Retirée", "x"))
		read := l.Read
		l.Read = func(article string) (Item, error) {
			switch article {
			case "3":
				return Item{}, fmt.Errorf("card: %w", sada.ErrDamaged)
			case "4": // it ceased to be a clipping while the export was written
				return Item{}, sada.ErrNotFound
			}
			return read(article)
		}
		l.LeftOut = 2
		var b bytes.Buffer
		lost, err := Write(&b, format, l, 0)
		if err != nil || lost != (Losses{LeftOut: 3, Partly: 1}) {
			t.Errorf("%s: lost %+v, %v; want 3 left out and 1 in part", format, lost, err)
		}
		if s := b.String(); !strings.Contains(s, "سد") || !strings.Contains(s, "Sans texte") || strings.Contains(s, "Retirée") {
			t.Errorf("%s holds other clippings than the two that can be read:\n%s", format, s)
		}
		if format != "json" {
			continue
		}
		var d Document
		if err := json.Unmarshal(b.Bytes(), &d); err != nil || len(d.Clippings) != 2 || d.Lost == nil || *d.Lost != lost || !slices.Equal(d.Clippings[1].Lost, []string{"text"}) {
			t.Errorf("json says %+v, %v", d.Lost, err)
		}
	}
}
