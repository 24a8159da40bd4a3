package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWithoutCorpusThereIsNothingToMeasure(t *testing.T) {
	var out bytes.Buffer
	if err := run(options{corpus: filepath.Join(t.TempDir(), "none"), set: "fundus", by: "body"}, &out); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "nothing to measure"; !strings.Contains(got, want) {
		t.Errorf("got %q, want it to say %q", got, want)
	}
}

func TestWrongFlagsAreNamed(t *testing.T) {
	for want, o := range map[string]options{
		"-half c":      {half: "c", by: "body"},
		"-set nowhere": {set: "nowhere", by: "body"},
		"-by mood":     {by: "mood"},
		"-only me":     {corpus: os.TempDir(), by: "body", only: "me"},
	} {
		if o.corpus != "" {
			o.corpus = t.TempDir()
			if err := os.Mkdir(filepath.Join(o.corpus, "extract"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := run(o, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want it to name %s", err, want)
		}
	}
}

func TestASetIsScoredTimedAndWritten(t *testing.T) {
	corpus := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("no corpus beside the repository")
	}
	var out bytes.Buffer
	o := options{corpus: corpus, set: "small", by: "body", rounds: 1, json: filepath.Join(t.TempDir(), "figures.json")}
	if err := run(o, &out); err != nil {
		t.Fatal(err)
	}
	var figures []figure
	data, err := os.ReadFile(o.json)
	if err == nil {
		err = json.Unmarshal(data, &figures)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures {
		if f.Pages != 3 || len(f.Rounds) != 1 || f.Rounds[0].CPU <= 0 {
			t.Errorf("%s: got %d pages in %+v, want 3 and a cost", f.Reader, f.Pages, f.Rounds)
		}
		if f.Body != nil && f.Body.Recall < 0.5 {
			t.Errorf("%s: got recall %v of a plain page, want a body", f.Reader, f.Body.Recall)
		}
		if !strings.Contains(out.String(), "| "+f.Reader+" |") {
			t.Errorf("%s is missing in the tables", f.Reader)
		}
	}
	out.Reset()
	o.worst = 1
	if err := run(o, &out); err != nil || !strings.Contains(out.String(), "small/") {
		t.Errorf("got %q, %v, want the worst page of the set", out.String(), err)
	}
}
