package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sada/internal/export"
)

func TestDemoFindsTheEventAndSaysWhatItLeftOut(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "kept")
	out, errs, code := output(t, ".", "demo", "--format", "json", "--keep", folder)
	if code != 0 {
		t.Fatalf("exit code %d, want 0\n%s%s", code, out, errs)
	}
	var demo export.Demo
	if err := json.Unmarshal([]byte(out), &demo); err != nil {
		t.Fatal(err)
	}
	if !demo.Complete || demo.Clippings != 15 {
		t.Errorf("%d items, complete: %v; want 15, true", demo.Clippings, demo.Complete)
	}
	doc, err := readDocument(filepath.Join(folder, demoEvent+".json"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	versions := 0
	for _, c := range doc.Clippings {
		kinds[c.Article.Kind+" "+c.Article.Language]++
		if c.Current > 1 {
			versions++
		}
		if c.Article.Kind == "video" || c.Article.Kind == "article" {
			if len(c.Article.Images) == 0 || c.Article.Images[0].SHA256 == "" {
				t.Errorf("%s: its picture was not kept", c.Article.URL)
			}
		}
	}
	if kinds["article ar"] != 7 || kinds["article fr"] != 2 || kinds["video ar"]+kinds["video fr"] != 5 || kinds["post ar"] != 1 {
		t.Errorf("kinds %v, want 7 articles in Arabic, 2 in French, 5 videos, 1 post", kinds)
	}
	if versions == 0 {
		t.Error("the article edited between the rounds has one version, want two")
	}
	requests, unchanged := 0, 0
	for _, v := range demo.Outlets {
		requests += v.Requests
		unchanged += v.NotModified
	}
	if unchanged == 0 || requests == 0 {
		t.Errorf("%d requests, %d answered 304; want some of both", requests, unchanged)
	}
	var reasons []string
	for _, l := range demo.LeftOut {
		reasons = append(reasons, l.Reason)
	}
	for _, want := range []string{"robots", "soft-404", "script", "outside-window"} {
		if !slices.Contains(reasons, want) {
			t.Errorf("left out for %v, want %s among them", reasons, want)
		}
	}
	page, err := os.ReadFile(filepath.Join(folder, demoEvent+".html"))
	if err != nil || !strings.Contains(string(page), doc.Clippings[0].Article.Title) {
		t.Errorf("the HTML does not hold the first title (%v)", err)
	}
}

func TestREADMEShowsWhatTheDemoPrints(t *testing.T) {
	_, block, _ := strings.Cut(documents(t)["README.md"], "ends like this:\n")
	block, _, _ = strings.Cut(block, "\nIn `./demo`")
	out, errs, code := output(t, ".", "--quiet", "demo")
	if code != 0 {
		t.Fatalf("exit code %d, want 0\n%s", code, errs)
	}
	printed := map[string]bool{"...": true, "": true}
	for _, line := range strings.Split(out, "\n") {
		printed[strings.TrimSpace(line)] = true
	}
	shown := 0
	for _, line := range strings.Split(block, "\n") {
		if line = strings.TrimSpace(line); !printed[line] {
			t.Errorf("the README shows a line that the demo does not print:\n%s", line)
		}
		shown++
	}
	if shown < 10 {
		t.Errorf("the README shows %d lines of the demo, want at least 10", shown)
	}
}
