package extract_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"sada"
	"sada/extract"
	"sada/internal/clock"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is one file of testdata: lines "key: value" between "<!-- test" and
// "-->", then the body of the answer.
type sample struct {
	keys map[string]string
	body []byte
}

func readSample(t *testing.T, file string) *sample {
	t.Helper()
	all, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rest, ok := bytes.CutPrefix(all, []byte("<!-- test\n"))
	head, body, ok2 := bytes.Cut(rest, []byte("\n-->\n"))
	if !ok || !ok2 {
		t.Fatalf("%s does not begin with <!-- test and its keys", file)
	}
	s := &sample{keys: map[string]string{}, body: body}
	for _, line := range strings.Split(string(head), "\n") {
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("%s: the line %q is no key and value", file, line)
		}
		s.keys[key] = value
	}
	if name := s.keys["encode"]; name != "" {
		s.body = encoded(t, name, body)
	}
	return s
}

// encoded writes UTF-8 in another encoding; "bom" behind the name puts the mark
// before it.
func encoded(t *testing.T, name string, b []byte) []byte {
	t.Helper()
	name, bom := strings.CutSuffix(name, " bom")
	e, _ := charset.Lookup(name)
	switch {
	case name == "utf-16le" && bom:
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case name == "utf-16be" && bom:
		e = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case e == nil:
		t.Fatalf("encoding %q is not known", name)
	}
	out, err := e.NewEncoder().Bytes(b)
	if err != nil {
		t.Fatalf("the sample cannot be written in %s: %v", name, err)
	}
	return out
}

func (s *sample) page() *sada.Page {
	p := &sada.Page{Body: s.body, Capture: sada.Capture{URL: s.keys["url"], Header: http.Header{}, Status: 200}}
	for key, value := range s.keys {
		if name, ok := strings.CutPrefix(key, "header."); ok {
			p.Capture.Header.Set(name, value)
		}
	}
	return p
}

func (s *sample) hints(t *testing.T) extract.Hints {
	t.Helper()
	k := s.keys
	h := extract.Hints{Source: &sada.Source{Profile: sada.Profile(k["profile"])}}
	h.Source.Languages = strings.Fields(k["languages"])
	h.Source.Rules = sada.Rules{Title: k["rule.title"], Subtitle: k["rule.subtitle"], Body: k["rule.body"], Author: k["rule.author"], Date: k["rule.date"], Article: k["rule.article"]}
	if r := k["rule.remove"]; r != "" {
		h.Source.Rules.Remove = []string{r}
	}
	var err error
	if h.Zone, err = clock.Location(k["zone"]); err != nil {
		t.Fatal(err)
	}
	if h.Now, err = time.Parse(time.RFC3339, k["now"]); err != nil {
		t.Fatal(err)
	}
	h.Lead = lead(t, k)
	return h
}

func lead(t *testing.T, k map[string]string) *sada.Lead {
	t.Helper()
	l := &sada.Lead{URL: k["lead.url"], Title: k["lead.title"], Summary: k["lead.summary"], Content: k["lead.content"], Image: k["lead.image"]}
	if a := k["lead.author"]; a != "" {
		l.Authors = []string{a}
	}
	if s := k["lead.published"]; s != "" {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		l.Published = sada.Date{Time: at, Precision: sada.ToSecond, Zone: sada.ZoneWritten, From: sada.FromFeed, Text: s}
	}
	if l.URL == "" && l.Title == "" && l.Content == "" && l.Published.IsZero() {
		return nil
	}
	return l
}

// golden compares got with the file, or writes the file with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", file, got, want)
	}
}

// samples lists the files of a folder that have a golden file beside them.
func samples(t *testing.T, folder string, least int) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("testdata", folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range all {
		if filepath.Ext(f) != ".golden" {
			out = append(out, f)
		}
	}
	if len(out) < least {
		t.Fatalf("%d samples in %s, want at least %d", len(out), folder, least)
	}
	return out
}

func goldenOf(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) + ".golden" }

func nameOf(file string) string {
	return strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
}

func TestPagesGiveTheirArticles(t *testing.T) {
	for _, file := range samples(t, "pages", 35) {
		t.Run(nameOf(file), func(t *testing.T) {
			s := readSample(t, file)
			a, err := extract.Article(s.page(), s.hints(t))
			golden(t, goldenOf(file), articleText(t, a, err))
		})
	}
}

// articleText writes an article, or why there is none, for a person to read.
func articleText(t *testing.T, a *sada.Article, err error) string {
	t.Helper()
	var b strings.Builder
	if err != nil {
		var r *sada.Rejection
		if !errors.As(err, &r) || a != nil {
			t.Fatalf("article %v and error %v, want a rejection alone", a, err)
		}
		fmt.Fprintf(&b, "rejected: %s: %s\n", r.Reason, r.Detail)
		return b.String()
	}
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, value)
		}
	}
	line("url", a.URL)
	line("canonical", a.Canonical)
	line("kind", string(a.Kind))
	line("language", a.Language+" "+a.Direction)
	line("title", a.Title)
	line("subtitle", a.Subtitle)
	line("authors", strings.Join(a.Authors, "; "))
	line("agency", a.Agency)
	line("section", a.Section)
	line("tags", strings.Join(a.Tags, "; "))
	line("published", dateText(a.Published))
	line("modified", dateText(a.Modified))
	for _, i := range a.Images {
		line("image", strings.TrimRight(i.URL+" | "+i.Caption+" | "+i.Credit, " |"))
	}
	for _, e := range a.Embeds {
		line("embed", e)
	}
	line("confidence", fmt.Sprintf("%.2f", a.Confidence))
	for _, k := range a.Blocks {
		b.WriteString(strings.TrimRight(fmt.Sprintf("\n[%s] %s", k.Kind, k.Text), " ") + "\n")
	}
	return b.String()
}

// dateText writes a date with all that is known of it.
func dateText(d sada.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s (to the %s, zone %s, from %s: %s)", d, d.Precision, d.Zone, d.From, d.Text)
}
