package config

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"sada/internal/clock"
)

// Place reads from a settings file only where the archive lies, who may ask it and
// which zone the office is in, also when all else in it is wrong or the whole is no
// YAML. What cannot be read of these is as in a file that says nothing.
func Place(path string) (*Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	c, err := defaults(path, data)
	if err != nil {
		return nil, err
	}
	r := &reader{name: filepath.Base(path)}
	said := func(key, usual string) string {
		text := ""
		if root, err := document(r.name, lineOf(key, data)); err == nil {
			r.text(r.fields(root, "the file", key)[key], key, &text)
		}
		return cmp.Or(text, usual)
	}
	c.Archive = besides(c.Path, said("archive", c.Archive))
	c.SocketGroup = said("socket_group", c.SocketGroup)
	zone := said("timezone", c.ZoneName)
	if c.Zone, err = clock.Location(zone); err == nil {
		c.ZoneName = zone
		return c, nil
	}
	if c.Zone, err = clock.Location(c.ZoneName); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return c, nil
}

// lineOf is the line at the outermost level that sets a key, nil when there is
// none.
func lineOf(key string, data []byte) []byte {
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		if rest, found := bytes.CutPrefix(line, []byte(key)); found && bytes.HasPrefix(bytes.TrimLeft(rest, " "), []byte(":")) {
			return line
		}
	}
	return nil
}
