package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sada/internal/match"
)

// documents returns README.md and the documents of docs/.
func documents(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, path := range append(paths, "../../README.md") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(path)] = string(text)
	}
	return all
}

var (
	indented = regexp.MustCompile(`(?m)^    (?:\./sada|sada|go run \./cmd/sada) ([^#\n]*)`)
	inline   = regexp.MustCompile("`sada ([a-z][^`]*)`")
)

// shellWords cuts a line into words; single quotes hold one together.
func shellWords(line string) []string {
	var all []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			all = append(all, part)
		} else {
			all = append(all, strings.Fields(part)...)
		}
	}
	return all
}

func TestEveryCommandInTheDocumentsIsOne(t *testing.T) {
	for name, text := range documents(t) {
		for _, m := range append(indented.FindAllStringSubmatch(text, -1), inline.FindAllStringSubmatch(text, -1)...) {
			line := strings.TrimSpace(m[1])
			args := shellWords(strings.NewReplacer("EVENT", "e", "COMMAND", "export").Replace(line))
			root := (&app{in: strings.NewReader(""), out: io.Discard, err: io.Discard}).root()
			root.InitDefaultHelpCmd()
			cmd, rest, err := root.Find(args)
			if err != nil || cmd == root {
				t.Errorf("%s: sada %s: no such command", name, line)
				continue
			}
			if err := cmd.ParseFlags(rest); err != nil {
				t.Errorf("%s: sada %s: %v", name, line, err)
			}
			// A command named in a sentence may stand there without its arguments.
			if words := cmd.Flags().Args(); len(words) > 0 {
				if err := cmd.ValidateArgs(words); err != nil {
					t.Errorf("%s: sada %s: %v", name, line, err)
				}
			}
		}
	}
}

func TestEveryQueryInTheGuideParses(t *testing.T) {
	guide := documents(t)["guide.md"]
	_, table, _ := strings.Cut(guide, "| you write |")
	table, _, _ = strings.Cut(table, "\n\n")
	queries := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(table, -1)
	if len(queries) < 10 {
		t.Fatalf("%d queries found in the guide, want at least 10", len(queries))
	}
	for _, q := range queries {
		if _, err := match.Parse(q[1], map[string][]string{"ocp": {"OCP"}}); err != nil {
			t.Errorf("%s: %v", q[1], err)
		}
	}
}
