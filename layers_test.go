package sada

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// floors says on which floor each room stands. A room imports only rooms of
// lower floors.
var floors = map[string]int{
	"sada":                  0,
	"sada/internal/words":   0,
	"sada/internal/address": 0,
	"sada/internal/clock":   0,
	"sada/crawler":          1,
	"sada/extract":          1,
	"sada/internal/match":   1,
	"sada/store":            1,
	"sada/internal/export":  1,
	"sada/config":           2,
	"sada/internal/monitor": 2,
	"sada/internal/office":  2,
	"sada/internal/web":     3,
	"sada/cmd/sada":         4,
}

// imports returns the imports of every Go file that is no test, by package.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "bench" || d.Name() == "testdata" || (strings.HasPrefix(d.Name(), ".") && path != ".")) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		room := strings.TrimSuffix("sada/"+filepath.ToSlash(filepath.Dir(path)), "/.")
		found[room] = append(found[room], nil...)
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[room] = append(found[room], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func ours(name string) bool { return name == "sada" || strings.HasPrefix(name, "sada/") }

func TestImportsPointDown(t *testing.T) {
	for room, names := range imports(t) {
		if room == "sada/internal/kiosk" {
			for _, name := range names {
				if ours(name) {
					t.Errorf("kiosk imports %s: the kiosk imports no room", name)
				}
			}
			continue
		}
		floor, known := floors[room]
		if !known {
			t.Errorf("%s stands on no floor: add it to floors and to ARCHITECTURE.md", room)
			continue
		}
		for _, name := range names {
			if !ours(name) {
				continue
			}
			if name == "sada/internal/kiosk" {
				if room != "sada/cmd/sada" {
					t.Errorf("%s imports %s: only tests and the demo may", room, name)
				}
				continue
			}
			// The nouns in the root are below every other room.
			if name == "sada" && room != "sada" {
				if floor == 0 {
					t.Errorf("%s imports %s: floor 0 imports nothing of ours", room, name)
				}
				continue
			}
			if below, known := floors[name]; !known || below >= floor {
				t.Errorf("%s imports %s: imports must point down", room, name)
			}
		}
	}
}

func TestOneRoomKnowsEachLibrary(t *testing.T) {
	only := map[string]string{
		"github.com/gocolly/colly":      "sada/crawler",
		"go.etcd.io/bbolt":              "sada/store",
		"github.com/PuerkitoBio":        "sada/extract",
		"github.com/mmcdole/gofeed":     "sada/extract",
		"github.com/goccy/go-yaml":      "sada/config",
		"github.com/spf13/cobra":        "sada/cmd/sada",
		"github.com/nlnwa/whatwg-url":   "sada/internal/address",
		"github.com/andybalholm/brotli": "sada/crawler",
	}
	for room, names := range imports(t) {
		if room == "sada/internal/kiosk" {
			continue
		}
		for _, name := range names {
			for library, home := range only {
				if strings.HasPrefix(name, library) && room != home {
					t.Errorf("%s imports %s: only %s may", room, name, home)
				}
			}
		}
	}
}

func TestArchitectureNamesEveryRoom(t *testing.T) {
	page, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for room := range floors {
		name := strings.TrimPrefix(room, "sada/")
		if !strings.Contains(string(page), name) {
			t.Errorf("ARCHITECTURE.md does not name %s", name)
		}
	}
}
