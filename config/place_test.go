package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestThePlaceOfAnArchiveIsReadOfWrongSettings(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct{ name, file, archive, group, zone string }{
		{"nothing", "", "sada-data", "", "Africa/Casablanca"},
		{"a key that there is not", "archive: ./fonds\nbogus: 1\n", "fonds", "", "Africa/Casablanca"},
		{"a bracket left open", "archive: ./fonds\ncontact: presse@quai.test\nbad: [\n", "fonds", "", "Africa/Casablanca"},
		{"before the archive too", "sources: {\n\tx\narchive: \"fonds du port\"   # ici\n", "fonds du port", "", "Africa/Casablanca"},
		{"quotes left open", "archive: ./fonds\ntimezone: Europe/Paris\nevents:\n  - query: 'a\n", "fonds", "", "Europe/Paris"},
		{"a group", "contact: [\nsocket_group: presse\narchive : fonds\n", "fonds", "presse", "Africa/Casablanca"},
		{"an archive that is no text", "archive: [\n", "sada-data", "", "Africa/Casablanca"},
		{"an archive of a source", "sources:\n  - archive: autre\nbad: [\n", "sada-data", "", "Africa/Casablanca"},
		{"a zone that there is not", "timezone: Lune/Mer\nbad: [\n", "sada-data", "", "Africa/Casablanca"},
		{"line ends of Windows, a byte order mark", "\ufeffarchive: fonds\r\nbad: [\r\n", "fonds", "", "Africa/Casablanca"},
		{"a page of the web", "<!DOCTYPE html>\n<html>\n", "sada-data", "", "Africa/Casablanca"},
		{"bytes", "\x00\x01\xff\xfe{[", "sada-data", "", "Africa/Casablanca"},
		{"brackets without end", "archive: fonds\nbad: " + strings.Repeat("[", 1<<20), "fonds", "", "Africa/Casablanca"},
		{"far too much", "archive: fonds\n" + strings.Repeat("# rien\n", 2<<20), "fonds", "", "Africa/Casablanca"},
	} {
		path := filepath.Join(folder, "sada.yaml")
		if err := os.WriteFile(path, []byte(c.file), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Place(path)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got.Archive != filepath.Join(folder, c.archive) || got.SocketGroup != c.group || got.ZoneName != c.zone || got.Zone.String() != c.zone {
			t.Errorf("%s: archive %s, group %q, zone %s; want %s, %q, %s", c.name, got.Archive, got.SocketGroup, got.ZoneName, c.archive, c.group, c.zone)
		}
	}
}

func TestSettingsOfManyOutletsAreReadToTheLimit(t *testing.T) {
	var b strings.Builder
	for i := range 30 {
		b.WriteString("# " + strings.Repeat("un commentaire ", 16<<10) + "\n")
		if i == 0 {
			b.WriteString("contact: presse@quai.test\n")
		}
	}
	if n := b.Len(); n < 7<<20 || n > maxFile {
		t.Fatalf("%d bytes", n)
	}
	if c, err := Parse("sada.yaml", []byte(b.String())); err != nil || c.Contact == "" {
		t.Errorf("%d bytes: %v", b.Len(), err)
	}
	b.WriteString(strings.Repeat("#\n", 1<<20))
	path := filepath.Join(t.TempDir(), "sada.yaml")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	_, load := Load(path)
	_, parse := Parse(path, []byte(b.String()))
	for _, err := range []error{load, parse} {
		if err == nil || !strings.Contains(err.Error(), "and 8 MB are the most that is read") {
			t.Errorf("over the limit: %v", err)
		}
	}
}
