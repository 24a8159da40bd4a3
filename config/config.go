// Package config reads a settings file: a file in, checked nouns out. All that
// is wrong is told at once, each with its place and what to write instead. It
// also holds the catalogue of outlets that a file may name.
//
// It opens no network and no archive, and only cmd imports it: no room reads
// settings for itself.
package config

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"sada"
	"sada/internal/clock"
)

// maxFile is the most bytes of a settings file.
const maxFile = 8 << 20

// Config is a settings file that holds nothing wrong.
type Config struct {
	Path        string // of the file, absolute
	SHA256      string // of its bytes
	Archive     string // folder, absolute
	SocketGroup string
	UserAgent   string // product token
	Contact     string
	ZoneName    string
	Zone        *time.Location
	KeepText    time.Duration
	KeepPages   time.Duration
	FirstVisit  time.Duration
	Families    time.Duration // how far back copies of a text are looked for
	Network     Network
	Sources     []sada.Source
	Events      []sada.Event
	Aliases     map[string][]string
	Notes       sada.Problems // what is read and may not be what was meant
}

// Network is how the web is reached.
type Network struct {
	Delay        time.Duration // between two requests to one host, at least
	Parallel     int           // outlets at a time
	AllowPrivate bool
	AllowPorts   []int
	ConnectTo    map[string]string // "host:port" to "ip:port"
	CAFile       string            // absolute, "" for none
	Proxy        string
}

// shared is where the system keeps the settings of a daemon for all its users.
const shared = "/etc/sada/sada.yaml"

// Find returns the settings file to read: the one named by the flag, else by
// SADA_CONFIG, else sada.yaml here, in the user's configuration folder, or in
// /etc/sada. The error says where it looked and what to do.
func Find(flag string) (string, error) {
	places := []string{"sada.yaml"}
	if dir := os.Getenv("XDG_CONFIG_HOME"); dir != "" {
		places = append(places, filepath.Join(dir, "sada", "sada.yaml"))
	} else if dir, err := os.UserHomeDir(); err == nil {
		places = append(places, filepath.Join(dir, ".config", "sada", "sada.yaml"))
	}
	return find(flag, os.Getenv("SADA_CONFIG"), append(places, shared))
}

func find(flag, variable string, places []string) (string, error) {
	for _, named := range []struct{ path, by string }{{flag, "--config"}, {variable, "SADA_CONFIG"}} {
		if named.path == "" {
			continue
		}
		if _, err := os.Stat(named.path); errors.Is(err, fs.ErrNotExist) {
			return "", sada.Problem{Place: named.path, What: "there is no such file, and " + named.by + " names it", Instead: "`sada init " + named.path + "` writes one"}
		}
		return named.path, nil
	}
	for _, p := range places {
		// A file that is there and closed to us is told when it is read.
		if _, err := os.Stat(p); err == nil || errors.Is(err, fs.ErrPermission) {
			return p, nil
		}
	}
	return "", sada.Problem{What: "there are no settings: looked for " + strings.Join(places, ", "), Instead: "`sada init` writes a file that explains itself; --config or SADA_CONFIG names another"}
}

// Load reads a settings file. The error is sada.Problems with all that is wrong
// in it, or says why it cannot be read.
func Load(path string) (*Config, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxFile {
		return nil, sada.Problems{tooLarge(path, info.Size())}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return Parse(path, data)
}

// Parse reads settings from the bytes of the file at path. Relative paths in it
// count from the file.
func Parse(path string, data []byte) (*Config, error) {
	c, err := defaults(path, data)
	if err != nil {
		return nil, err
	}
	r := &reader{name: filepath.Base(path)}
	root, err := document(r.name, data)
	if err != nil {
		return nil, err
	}
	r.settings(c, root)
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return c, nil
}

// defaults is what a file that says nothing means.
func defaults(path string, data []byte) (*Config, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	sum := sha256.Sum256(data)
	return &Config{
		Path: abs, SHA256: hex.EncodeToString(sum[:]), Archive: "./sada-data", UserAgent: "sada", ZoneName: "Africa/Casablanca",
		KeepText: 400 * day, KeepPages: 7 * day, FirstVisit: 3 * day, Families: 30 * day,
		Network: Network{Delay: 2 * time.Second, Parallel: 8, AllowPorts: []int{80, 443}, ConnectTo: map[string]string{}},
		Aliases: map[string][]string{},
	}, nil
}

// document parses YAML; the error is sada.Problems that name the line.
func document(name string, data []byte) (ast.Node, error) {
	if len(data) > maxFile {
		return nil, sada.Problems{tooLarge(name, int64(len(data)))}
	}
	if nested(data) > maxNested {
		return nil, sada.Problems{{Place: name, What: fmt.Sprintf("this is no YAML: brackets stand more than %d deep in each other", maxNested), Instead: "name a settings file"}}
	}
	if bytes.Count(data, []byte("&")) > 0 && anchors.Match(data) {
		return nil, sada.Problems{{Place: name, What: "anchors and aliases of YAML (&name, *name) are not read", Instead: "write the values out"}}
	}
	f, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, sada.Problems{syntax(name, err)}
	}
	if len(f.Docs) > 1 {
		return nil, sada.Problems{{Place: name, What: "the file holds more than one document", Instead: "take out the lines of ---"}}
	}
	if len(f.Docs) == 0 {
		return nil, nil
	}
	return f.Docs[0].Body, nil
}

// tooLarge words a file over the limit.
func tooLarge(name string, size int64) sada.Problem {
	return sada.Problem{
		Place: name, What: fmt.Sprintf("the file has %.1f MB, and %d MB are the most that is read", float64(size)/(1<<20), maxFile>>20),
		Instead: "shorten the queries, with `aliases:` for what stands in many, or let a second archive follow some of the events",
	}
}

// maxNested bounds brackets in brackets, for each of which the parser takes the
// time of all before it.
const maxNested = 500

// nested is how deep brackets stand in each other at most, about: those inside of
// texts count as well.
func nested(data []byte) (deepest int) {
	depth := 0
	for _, c := range data {
		switch c {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return deepest
}

var anchors = regexp.MustCompile(`(?m)(?:^|[:\-,\[{])\s*[&*][A-Za-z_]\w*\s*(?:$|[,\]}#]|\n)`)

// syntax words an error of the YAML parser by its line.
func syntax(name string, err error) sada.Problem {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil {
		return sada.Problem{Place: fmt.Sprintf("%s:%d", name, e.GetToken().Position.Line), What: "this is no YAML: " + e.GetMessage(), Instead: "look at the indents, the colons and the quotes of this line and the one before"}
	}
	return sada.Problem{Place: name, What: "this is no YAML: " + strings.SplitN(err.Error(), "\n", 2)[0]}
}

const day = 24 * time.Hour

func (r *reader) settings(c *Config, root ast.Node) {
	f := r.fields(root, "the file", "archive", "socket_group", "user_agent", "contact", "timezone", "keep", "first_visit", "families", "network", "sources", "events", "aliases")
	r.text(f["archive"], "archive", &c.Archive)
	if c.Archive == "" {
		r.wrong(f["archive"], "write a folder, like ./sada-data", "archive is empty")
	}
	c.Archive = besides(c.Path, c.Archive)
	r.text(f["socket_group"], "socket_group", &c.SocketGroup)
	r.text(f["user_agent"], "user_agent", &c.UserAgent)
	if !product.MatchString(c.UserAgent) {
		r.wrong(f["user_agent"], "write one word of letters, like sada", "user_agent %q is no product token", c.UserAgent)
	}
	r.text(f["contact"], "contact", &c.Contact)
	if c.Contact != "" && !contact.MatchString(c.Contact) {
		r.wrong(f["contact"], "write an address of mail, like presse@ministere.example, or a page on the web", "contact %q is neither", c.Contact)
	}
	c.Zone = r.zone(f["timezone"], "timezone", &c.ZoneName)
	keep := r.fields(f["keep"], "keep", "text", "other_pages")
	r.duration(keep["text"], "keep: text", &c.KeepText, day, 0)
	r.duration(keep["other_pages"], "keep: other_pages", &c.KeepPages, time.Hour, 0)
	r.duration(f["first_visit"], "first_visit", &c.FirstVisit, time.Hour, 3650*day)
	r.duration(f["families"], "families", &c.Families, time.Hour, 400*day)
	r.network(c, f["network"])
	r.aliases(c, f["aliases"])
	r.sources(c, f["sources"])
	r.events(c, f["events"])
}

var (
	product = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,40}$`)
	contact = regexp.MustCompile(`^(?:[^\s<>()"@\\,;:\[\]\x00-\x1f]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}|https?://[^\s<>()"\\\x00-\x1f]+)$`)
)

// file holds a path to a file of some kind against the disk. A file that is not there
// and one that cannot be read want different things done.
func (r *reader) file(n ast.Node, key, written, path, kind string) {
	f, err := os.Open(path)
	if err == nil {
		defer f.Close()
		var info fs.FileInfo
		if info, err = f.Stat(); err == nil && info.IsDir() {
			r.wrong(n, "write the path of "+kind+" in it", "%s: %s is a folder", key, written)
			return
		}
	}
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		r.wrong(n, "write the path of "+kind+"; it counts from this file", "%s: there is no file %s", key, written)
	case errors.Is(err, fs.ErrPermission):
		r.wrong(n, "let the user that sada runs as read it and the folders above it", "%s: the file %s is there, and may not be read", key, written)
	default:
		r.wrong(n, "see what holds it, or name another", "%s: the file %s cannot be read: %v", key, written, err)
	}
}

// text reads one line of text over a default.
func (r *reader) text(n ast.Node, what string, into *string) {
	if n == nil {
		return
	}
	s, ok := r.scalar(n, what)
	if !ok {
		return
	}
	if strings.ContainsAny(s, "\r\n\x00") {
		r.wrong(n, "write it on one line", "%s holds a line end", what)
		return
	}
	*into = strings.TrimSpace(s)
}

// besides makes a path count from the folder of the settings.
func besides(file, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

func (r *reader) zone(n ast.Node, what string, name *string) *time.Location {
	r.text(n, what, name)
	loc, err := clock.Location(*name)
	if err != nil {
		r.wrong(n, "write a name of the IANA list, like Africa/Casablanca", "%s: %v", what, err)
		return time.UTC
	}
	return loc
}

var span = regexp.MustCompile(`^(\d{1,7}(?:\.\d+)?)\s*(ms|s|m|h|d|w)$`)

// duration reads 2s, 50ms, 90m, 6h, 400d, 8w over a default.
func (r *reader) duration(n ast.Node, what string, into *time.Duration, least, most time.Duration) {
	if n == nil {
		return
	}
	s, ok := r.scalar(n, what)
	if !ok {
		return
	}
	m := span.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		instead := "write a number with its unit, like 50ms, 2s, 15m, 6h or 3d"
		if _, err := strconv.Atoi(s); err == nil {
			instead = fmt.Sprintf("write %ss for seconds or %sd for days", s, s)
		}
		r.wrong(n, instead, "%s: %q is no duration", what, s)
		return
	}
	v, err := strconv.ParseFloat(m[1], 64)
	unit := map[string]time.Duration{"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": day, "w": 7 * day}[m[2]]
	d := time.Duration(v * float64(unit))
	if err != nil || d < least || most > 0 && d > most || v*float64(unit) > float64(200*365*day) {
		instead := "write at least " + short(least)
		if most > 0 {
			instead = "write " + short(least) + " to " + short(most)
		}
		r.wrong(n, instead, "%s: %s is out of range", what, s)
		return
	}
	*into = d
}

func short(d time.Duration) string {
	switch {
	case d >= day && d%day == 0:
		return strconv.Itoa(int(d/day)) + "d"
	case d >= time.Hour && d%time.Hour == 0:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	case d >= time.Minute && d%time.Minute == 0:
		return strconv.Itoa(int(d/time.Minute)) + "m"
	}
	return d.String()
}

// Agent is the User-Agent that outlets are told: product, version, contact.
func (c *Config) Agent(version string) string {
	contact := c.Contact
	if strings.Contains(contact, "@") && !strings.HasPrefix(contact, "http") {
		contact = "mailto:" + contact
	}
	if contact == "" {
		return c.UserAgent + "/" + version
	}
	return c.UserAgent + "/" + version + " (+" + contact + ")"
}
