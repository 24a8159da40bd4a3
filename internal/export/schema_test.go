package export

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"sada"
)

// schema compiles a file of the schema folder, "clipping.json" or a part of
// one, "clipping.json#/$defs/hit".
func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("schema/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decoded(t *testing.T, raw string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// shapes are the published shapes, by the file that describes them.
var shapes = map[string]any{
	"article.json": Article{}, "clipping.json": Clipping{}, "export.json": Document{}, "match.json": []Matched{},
	"extract.json#/$defs/failure": ExtractError{}, "sources.json": Sources{}, "events.json": Events{},
	"status.json": Status{}, "crawl.json": Crawl{}, "import.json": Import{}, "demo.json": Demo{}, "search.json": Found{}, "why.json": Why{}, "verify.json": Verified{},
}

func TestSchemasDescribeWhatTheShapesPrint(t *testing.T) {
	for name, shape := range shapes {
		compare(t, name, schema(t, name), reflect.TypeOf(shape))
	}
}

func TestEverySchemaIsHeldAgainstAShape(t *testing.T) {
	files, err := filepath.Glob("schema/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d schemas, %v", len(files), err)
	}
	for _, f := range files {
		name := filepath.Base(f)
		_, whole := shapes[name]
		_, part := shapes[name+"#/$defs/failure"]
		if !whole && !part {
			t.Errorf("%s describes no shape", name)
		}
	}
}

// compare walks a schema and a Go type side by side: the same properties of
// the same types, required where the shape always prints them.
func compare(t *testing.T, place string, s *jsonschema.Schema, g reflect.Type) {
	t.Helper()
	for s.Ref != nil {
		s = s.Ref
	}
	if g.Kind() == reflect.Pointer {
		g = g.Elem()
	}
	if s.Const != nil {
		if g.Kind() != reflect.String {
			t.Errorf("%s is a constant text in the schema and %s in the shape", place, g)
		}
		return
	}
	want := map[reflect.Kind]string{
		reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Int64: "integer", reflect.Uint64: "integer",
		reflect.Float64: "number", reflect.Slice: "array", reflect.Array: "array", reflect.Map: "object", reflect.Struct: "object",
	}[g.Kind()]
	if s.Types == nil || !slices.Equal(s.Types.ToStrings(), []string{want}) {
		t.Errorf("%s is %v in the schema, want %s as in the shape", place, s.Types, want)
		return
	}
	switch g.Kind() {
	case reflect.Slice, reflect.Array:
		if s.Items2020 == nil {
			t.Errorf("%s: the schema does not say what the list holds", place)
			return
		}
		compare(t, place+"[]", s.Items2020, g.Elem())
	case reflect.Map:
		values, ok := s.AdditionalProperties.(*jsonschema.Schema)
		if !ok {
			t.Errorf("%s: the schema does not say what the table holds", place)
			return
		}
		compare(t, place+"{}", values, g.Elem())
	case reflect.Struct:
		compareFields(t, place, s, g)
	}
}

func compareFields(t *testing.T, place string, s *jsonschema.Schema, g reflect.Type) {
	t.Helper()
	printed := map[string]bool{}
	for i := range g.NumField() {
		f := g.Field(i)
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		printed[name] = true
		p, described := s.Properties[name]
		if !described {
			t.Errorf("%s.%s is printed and the schema does not describe it", place, name)
			continue
		}
		if got, want := slices.Contains(s.Required, name), rest != "omitempty"; got != want {
			t.Errorf("%s.%s: required is %v in the schema, want %v", place, name, got, want)
		}
		compare(t, place+"."+name, p, f.Type)
	}
	for name := range s.Properties {
		if !printed[name] {
			t.Errorf("%s.%s is described and never printed", place, name)
		}
	}
}

// full is a document in which everything that can be said is said.
func full() Document {
	at := time.Date(2022, 11, 4, 8, 0, 0, 0, time.UTC)
	i := item("1", "ar", sada.KindArticle, minute(2, 9), "سد جديد", "قال المجلس إن السد ممتلئ.")
	a := &i.Version.Article
	a.Canonical, a.Subtitle, a.Agency, a.Section, a.Confidence = "https://kiosk.test/c", "تقرير", "وكالة", "جهات", 0.9
	a.Authors, a.Tags, a.Embeds = []string{"هيئة التحرير"}, []string{"ماء"}, []string{"https://kiosk.test/v"}
	a.Published.Text, a.Modified = "2 نونبر 2022", onDay(3)
	a.Images = []sada.Image{{URL: "https://kiosk.test/a.jpg", Caption: "c", Credit: "k", SHA256: "0f", Missing: "too-large"}}
	i.Record.Aliases = []string{"https://kiosk.test/amp/1"}
	i.Clipping.Hits = []sada.Hit{{Leaf: "السد", Field: "text", Spans: [][2]int{{25, 33}}, Surface: "السد", Sentence: "قال المجلس إن السد ممتلئ."}}
	i.Record.Family, i.Head, i.FamilyAliases = "f", true, []string{"g"}
	i.Clipping.Edit = sada.Edit{Status: sada.EditKept, Pinned: true, Position: 2, Title: sada.Names{"fr": "t"}, Note: "n", By: "b", At: at}
	i.Capture.FinalURL, i.Capture.By = "https://kiosk.test/c", sada.ByFeed
	i.Version.Refused = sada.Refusal{Reason: sada.ReasonRefused, Detail: "status 403 Forbidden"}
	i.Lost = []string{"text", "capture", "family"}
	i.Copies = []Copy{{Source: "autre", URL: "https://kiosk.test/2", Published: "2022-11-02"}}
	d := document(listing(i))
	d.Event.Until = "2022-11-09"
	d.Lost = &Losses{LeftOut: 1, Partly: 2}
	return d
}

func TestDocumentsKeepTheirSchema(t *testing.T) {
	golden, err := os.ReadFile("testdata/export.json")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile("testdata/export.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	whole, now := full(), time.Date(2022, 11, 4, 8, 0, 0, 0, time.UTC)
	tally := sada.Tally{Source: "kiosque", Began: now, Took: time.Second, LeftOut: map[sada.Reason]int{sada.ReasonEmpty: 1}, Reason: sada.ReasonBusy, Doubles: []sada.Double{{URL: "https://a.test/1", Of: "https://a.test/2"}}}
	hits := []sada.Hit{{Leaf: "x", Field: "title", Spans: [][2]int{{0, 1}}, Surface: "x", Sentence: "x y"}}
	cases := []struct{ name, schema, value string }{
		{"the golden export", "export.json", string(golden)},
		{"an export of nothing", "export.json", mustJSON(t, document(listing()))},
		{"an export that says all", "export.json", mustJSON(t, whole)},
		{"a bare article", "article.json", mustJSON(t, NewArticle("", &sada.Article{}))},
		{"an article and a page that is none", "extract.json", mustJSON(t, []any{
			NewArticle("a.html", &sada.Article{URL: "https://kiosk.test/1", Kind: sada.KindPost}),
			NewExtractError("b.html", "", sada.ReasonScript, "drawn by a script"),
		})},
		{"a match", "match.json", mustJSON(t, []Matched{NewMatched("a", true, hits, nil), NewMatched("b", false, nil, []string{"x"})})},
		{"visits", "crawl.json", mustJSON(t, NewCrawl([]sada.Tally{tally, {Source: "autre"}}))},
		{"no visit", "crawl.json", mustJSON(t, NewCrawl(nil))},
	}
	for i, line := range bytes.Split(bytes.TrimSpace(lines), []byte("\n")) {
		cases = append(cases, struct{ name, schema, value string }{"golden line " + string(rune('1'+i)), "clipping.json", string(line)})
	}
	for _, c := range cases {
		if err := schema(t, c.schema).Validate(decoded(t, c.value)); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestSchemasRefuseWhatTheContractDoesNotSay(t *testing.T) {
	whole := full()
	export, clipping := mustJSON(t, whole), mustJSON(t, whole.Clippings[0])
	cases := []struct{ name, schema, value, old, new string }{
		{"another schema", "export.json", export, "sada/export/1", "sada/export/2"},
		{"a time that is none", "export.json", export, `"generated":"2022-11-05T09:00:00Z"`, `"generated":"today"`},
		{"no clippings", "export.json", export, `"clippings":`, `"clips":`},
		{"a bound that is no day", "export.json", export, `"from":"2022-11-01"`, `"from":"2022-11"`},
		{"an article of no known kind", "clipping.json", clipping, `"kind":"article"`, `"kind":"podcast"`},
		{"a span of one number", "clipping.json", clipping, `[25,33]`, `[25]`},
		{"an id without its event", "clipping.json", clipping, `"id":"eau/1"`, `"id":"1"`},
		{"a date that is no day", "clipping.json", clipping, `"published":"2022-11-02T09:00:00+01:00"`, `"published":"2 nonbre"`},
		{"an editor's word that is none", "clipping.json", clipping, `"status":"kept"`, `"status":"liked"`},
		{"pinned as a text", "clipping.json", clipping, `"pinned":true`, `"pinned":"yes"`},
		{"a failure without a reason", "extract.json", `[{"file":"a","error":{"reason":"empty"}}]`, `"reason"`, `"why"`},
	}
	for _, c := range cases {
		s := schema(t, c.schema)
		if err := s.Validate(decoded(t, c.value)); err != nil {
			t.Fatalf("%s, before it was spoilt: %v", c.name, err)
		}
		spoilt := strings.Replace(c.value, c.old, c.new, 1)
		if spoilt == c.value {
			t.Fatalf("%s: %s does not stand in %s", c.name, c.old, c.value)
		}
		if err := s.Validate(decoded(t, spoilt)); err == nil {
			t.Errorf("%s went through %s", c.name, c.schema)
		}
	}
}

func TestSchemasLetTheContractGrow(t *testing.T) {
	raw := mustJSON(t, full())
	grown := strings.ReplaceAll(raw, `{"`, `{"x_new":[1],"`)
	grown = strings.ReplaceAll(grown, `"title":{"x_new":[1],`, `"title":{`)
	grown = strings.ReplaceAll(grown, `"name":{"x_new":[1],`, `"name":{`)
	if err := schema(t, "export.json").Validate(decoded(t, grown)); err != nil {
		t.Error(err)
	}
}

func TestSpansCountBytesOfThePublishedTitle(t *testing.T) {
	const title = "\u202bسد\u202c جديد في الجهة"
	i := item("1", "ar", sada.KindArticle, minute(2, 9), title, "x")
	from := strings.Index(title, "جديد")
	i.Clipping.Hits = []sada.Hit{{Leaf: "جديد", Field: "title", Spans: [][2]int{{from, from + len("جديد")}}, Surface: "جديد", Sentence: title}}
	c := document(listing(i)).Clippings[0]
	span := c.Hits[0].Spans[0]
	if got, want := c.Article.Title[span[0]:span[1]], c.Hits[0].Surface; got != want {
		t.Errorf("span %v covers %q of the title, want %q", span, got, want)
	}
	if i.Clipping.Hits[0].Spans[0][0] != from {
		t.Error("the noun's own spans were moved")
	}
}
