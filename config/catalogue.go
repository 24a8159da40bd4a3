package config

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"sort"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"

	"sada"
)

//go:embed catalogue/*.yaml
var catalogueFiles embed.FS

//go:embed template.yaml
var template []byte

// ForMachine reports whether a settings file is of a service of the whole machine,
// by its absolute path.
func ForMachine(path string) bool { return strings.HasPrefix(path, "/etc/") }

// Template is the commented file that `sada init` writes at path. One for the
// whole machine, in /etc, has its archive where a service may write.
func Template(path string) []byte {
	if !ForMachine(path) {
		return bytes.Clone(template)
	}
	return bytes.Replace(template, []byte("\narchive: ./sada-data\n"), []byte("\narchive: /var/lib/sada/archive\n"), 1)
}

// catalogue is read once: it is part of the program and never changes.
var catalogue = sync.OnceValues(readCatalogue)

// Catalogue returns the outlets that a settings file may name with use:, in the
// order of their ids. An entry without a Home asks for one beside it.
func Catalogue() []sada.Source {
	all, err := catalogue()
	if err != nil {
		return nil
	}
	return append([]sada.Source(nil), all...)
}

func catalogueEntry(id string) (sada.Source, bool) {
	for _, s := range Catalogue() {
		if s.ID == id {
			s.Languages = append([]string(nil), s.Languages...)
			s.Endpoints = append([]sada.Endpoint(nil), s.Endpoints...)
			return s, true
		}
	}
	return sada.Source{}, false
}

// readCatalogue reads every file of the catalogue by the rules of a settings
// file; its entries also carry trust and a note.
func readCatalogue() ([]sada.Source, error) {
	entries, err := catalogueFiles.ReadDir("catalogue")
	if err != nil {
		return nil, fmt.Errorf("reading the catalogue: %w", err)
	}
	var all []sada.Source
	taken := map[string]string{}
	for _, e := range entries {
		name := path.Join("catalogue", e.Name())
		data, err := catalogueFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading the catalogue: %w", err)
		}
		some, err := entriesOf(name, data, taken)
		if err != nil {
			return nil, fmt.Errorf("reading the catalogue: %w", err)
		}
		all = append(all, some...)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	return all, nil
}

// entriesOf reads one file of the catalogue.
func entriesOf(name string, data []byte, taken map[string]string) ([]sada.Source, error) {
	root, err := document(name, data)
	if err != nil {
		return nil, err
	}
	r := &reader{name: name}
	var all []sada.Source
	for _, n := range r.list(root, "the catalogue") {
		all = append(all, r.entry(n, taken))
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return all, nil
}

// entry reads one outlet of the catalogue.
func (r *reader) entry(n ast.Node, taken map[string]string) sada.Source {
	c := &Config{ZoneName: "Africa/Casablanca"}
	f := r.fields(n, "an entry", append(sourceKeys[1:len(sourceKeys):len(sourceKeys)], "trust", "note")...)
	s := sada.Source{Zone: c.ZoneName}
	s.ID = r.id(f["id"], n, "id", taken)
	s.Trust = r.trust(f["trust"], n)
	r.text(f["note"], "note", &s.Note)
	endpoints := f["endpoints"]
	delete(f, "endpoints")
	r.sourceFields(c, &s, f)
	for _, e := range r.list(endpoints, "endpoints") {
		s.Endpoints = append(s.Endpoints, r.markedEndpoint(e, s.Trust))
	}
	if len(s.Name) == 0 {
		r.wrong(n, "write name: {fr: ..., ar: ...}", "this entry has no name")
	}
	if len(s.Languages) == 0 {
		r.wrong(n, "write languages: [ar]", "this entry has no languages")
	}
	if s.Home == "" && s.Note == "" {
		r.wrong(n, "write home:, or a note: that says why there is none", "this entry has no home")
	}
	return s
}

// markedEndpoint reads an endpoint that may carry a trust of its own.
func (r *reader) markedEndpoint(n ast.Node, fallback sada.Trust) sada.Endpoint {
	pairs, _ := r.pairs(n)
	trust := fallback
	var rest []*ast.MappingValueNode
	if m, ok := n.(*ast.MappingNode); ok {
		for i, p := range pairs {
			if p.key == "trust" {
				trust = r.trust(p.value, n)
				continue
			}
			rest = append(rest, m.Values[i])
		}
		kept := *m
		kept.Values = rest
		e := r.endpoint(&kept)
		e.Trust = trust
		return e
	}
	e := r.endpoint(n)
	e.Trust = trust
	return e
}

func (r *reader) trust(n, at ast.Node) sada.Trust {
	v, _ := r.scalarOr(n, "trust")
	switch t := sada.Trust(v); t {
	case sada.Confirmed, sada.Unconfirmed, sada.Guess:
		return t
	}
	r.wrong(at, "write confirmed, unconfirmed or guess", "trust %q is none of them", v)
	return ""
}
