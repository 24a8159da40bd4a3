package config

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sada"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestTheTemplateHoldsNothingWrongButTheContact(t *testing.T) {
	c, err := Parse("sada.yaml", Template("sada.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var p sada.Problem
	if err := c.NeedContact(nil); !errors.As(err, &p) || !strings.Contains(p.What, "placeholder") {
		t.Errorf("the contact of the template: %v, want a placeholder told", err)
	}
	if len(c.Sources) != 4 || len(c.Events) != 1 || c.Events[0].Until != "2022-11-10" {
		t.Errorf("%d sources, events %+v", len(c.Sources), c.Events)
	}
	if s := c.Sources[0]; s.ID != "le360-fr" || s.Schedule != "*/10 * * * *" || s.Profile != sada.Arc || len(s.Endpoints) == 0 {
		t.Errorf("the entry of the catalogue came as %+v", s)
	}
}

func TestTheSettingsAreFoundInTheOrderOfTheContract(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	flagged, variable, here, system := file("flag.yaml"), file("variable.yaml"), file("here.yaml"), file("system.yaml")
	missing := filepath.Join(dir, "missing.yaml")
	cases := []struct {
		name, flag, variable string
		places               []string
		want                 string // "": a problem that names missing.yaml
	}{
		{"the flag goes first", flagged, variable, []string{here, system}, flagged},
		{"then the variable", "", variable, []string{here, system}, variable},
		{"then the folder", "", "", []string{here, system}, here},
		{"then what the system keeps", "", "", []string{missing, system}, system},
		{"a flag that names nothing falls to no other", missing, variable, []string{here}, ""},
		{"nor does a variable", "", missing, []string{here}, ""},
		{"nothing anywhere", "", "", []string{missing}, ""},
	}
	for _, c := range cases {
		got, err := find(c.flag, c.variable, c.places)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
		if err != nil && !strings.Contains(err.Error(), "missing.yaml") {
			t.Errorf("%s: %v does not say where it looked", c.name, err)
		}
	}
}

func TestTheCatalogueIsSound(t *testing.T) {
	all, err := readCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 40 {
		t.Errorf("%d entries, want at least 40", len(all))
	}
	trusts := map[sada.Trust]int{}
	for _, s := range all {
		trusts[s.Trust]++
		file := "sources:\n  - use: " + s.ID + "\n"
		if s.Home == "" {
			if _, err := Parse("sada.yaml", []byte(file)); err == nil || !strings.Contains(err.Error(), "write home: beside it") {
				t.Errorf("%s has no home, and using it says %v", s.ID, err)
			}
			file += "    home: https://" + s.ID + ".example/\n"
		}
		if _, err := Parse("sada.yaml", []byte(file)); err != nil {
			t.Errorf("use: %s: %v", s.ID, err)
		}
	}
	if trusts[sada.Confirmed] < 20 || trusts[sada.Guess] == 0 {
		t.Errorf("trust of the entries: %v", trusts)
	}
}

// TestWrongSettingsAreNamed reads every file of testdata/bad and compares all
// that is said of it.
func TestWrongSettingsAreNamed(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v; want at least 40", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Parse(file, data)
		var list sada.Problems
		if !errors.As(err, &list) {
			t.Errorf("%s: %v, want problems", file, err)
			continue
		}
		got := list.Error() + "\n"
		golden := strings.TrimSuffix(file, ".yaml") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s:\n got %s\nwant %s", file, got, want)
		}
	}
}

func TestFieldsBesideUseAreSetOverTheCatalogue(t *testing.T) {
	c, err := Parse("sada.yaml", []byte("sources:\n  - use: hespress-ar\n    id: hp\n    delay: 5s\n    rules: {body: .mine}\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := c.Sources[0]
	if s.ID != "hp" || s.Delay != 5*time.Second || s.Rules.Body != ".mine" || s.Rules.Title != "h1.post-title" {
		t.Errorf("the source came as %+v", s)
	}
}

func TestPathsCountFromTheFile(t *testing.T) {
	c, err := Parse("/etc/sada/sada.yaml", []byte("archive: data\n"))
	if err != nil {
		t.Fatal(err)
	}
	if c.Archive != "/etc/sada/data" {
		t.Errorf("archive %s, want /etc/sada/data", c.Archive)
	}
}

func TestTheAgentTellsWhoWeAre(t *testing.T) {
	c := &Config{UserAgent: "sada", Contact: "presse@kiosk.test"}
	if got, want := c.Agent("1.2"), "sada/1.2 (+mailto:presse@kiosk.test)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestContactIsNotAskedForOnThisMachine(t *testing.T) {
	c, err := Parse("sada.yaml", []byte("network: {connect_to: {\"a.kiosk.test:443\": \"127.0.0.1:9\"}}\nsources:\n  - {id: a, name: {fr: A}, home: \"https://a.kiosk.test/\"}\n  - {id: b, name: {fr: B}, home: \"https://b.kiosk.test/\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.NeedContact([]string{"a"}); err != nil {
		t.Errorf("an outlet on loopback: %v", err)
	}
	if err := c.NeedContact(nil); err == nil {
		t.Error("an outlet on the web is visited without a contact")
	}
}

func FuzzParseNeverPanics(f *testing.F) {
	f.Add(Template("sada.yaml"))
	f.Add([]byte("sources: [{use: le360-fr, endpoints: {a: b}}]\nevents: [1, [2]]\n"))
	f.Add([]byte("a: &x [*x]\n"))
	f.Add([]byte("network: {connect_to: [1]}\n? {a: b}\n: c\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("sada.yaml", data)
		if err == nil {
			c.NeedContact(nil)
		}
	})
}
