package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sada/config"
)

// unit reads deploy/sada.service: the values of each key, in their order.
func unit(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../../deploy/sada.service")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(line, "#") {
			keys[key] = append(keys[key], value)
		}
	}
	return keys
}

func TestTheUnitFitsTheFileThatInitWrites(t *testing.T) {
	u := unit(t)
	start := strings.Fields(strings.Join(u["ExecStart"], ""))
	path := ""
	for i, word := range start {
		if word == "--config" {
			path = start[i+1]
		}
	}
	c, err := config.Parse(path, config.Template(path))
	if err != nil {
		t.Fatal(err)
	}
	c.SocketGroup = "presse"
	for _, folder := range []struct{ what, path, base, key string }{
		{"archive", c.Archive, "/var/lib/", "StateDirectory"},
		{"socket", socketPath(c), "/run/", "RuntimeDirectory"},
	} {
		made := folder.base + strings.Join(u[folder.key], "")
		if inside, err := filepath.Rel(made, folder.path); err != nil || strings.HasPrefix(inside, "..") || inside == "." {
			t.Errorf("the %s %s is not in %s, which %s makes", folder.what, folder.path, made, folder.key)
		}
	}
	if got := strings.Join(u["RuntimeDirectoryMode"], ""); got != "0750" {
		t.Errorf("the socket's folder has mode %s", got)
	}
}

// TestTheUnitIsSound asks systemd itself, where it is installed.
func TestTheUnitIsSound(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed")
	}
	text, err := os.ReadFile("../../deploy/sada.service")
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	here := filepath.Join(t.TempDir(), "sada.service")
	if err := os.WriteFile(here, []byte(strings.ReplaceAll(string(text), "/usr/local/bin/sada", self)), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"verify", "--man=no", here}, {"security", "--offline=yes", "--threshold=15", here}} {
		if out, err := exec.CommandContext(t.Context(), analyze, args...).CombinedOutput(); err != nil {
			t.Errorf("systemd-analyze %s: %v\n%s", args[0], err, out)
		}
	}
}
