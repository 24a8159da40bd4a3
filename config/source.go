package config

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/robfig/cron/v3"

	"sada"
	"sada/extract"
	"sada/internal/address"
)

var validID = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)

// id reads an id and asks that no other thing of its kind has it.
func (r *reader) id(n ast.Node, at ast.Node, what string, taken map[string]string) string {
	s := ""
	r.text(n, what, &s)
	switch {
	case n == nil:
		r.wrong(at, "write id: a-short-name", "%s is missing", what)
	case !validID.MatchString(s):
		r.wrong(n, "write small letters a-z, figures and -, at most 64, like mon-journal", "%s %q is none", what, s)
	case s == sada.AllSources:
		r.wrong(n, "write another", "%s %q is kept for all sources", what, s)
	case taken[s] != "":
		r.wrong(n, "give one of them another", "%s %q is taken already, at %s", what, s, taken[s])
	default:
		taken[s] = r.place(n)
		return s
	}
	return ""
}

var sourceKeys = []string{"use", "id", "name", "home", "profile", "languages", "timezone", "schedule", "delay", "logo", "agency", "expect", "endpoints", "rules"}

func (r *reader) sources(c *Config, n ast.Node) {
	taken := map[string]string{}
	for _, item := range r.list(n, "sources") {
		if s, ok := r.source(c, item, taken); ok {
			c.Sources = append(c.Sources, s)
		}
	}
}

// source reads one outlet: an entry of the catalogue with what is set beside
// it, or an outlet of the file's own.
func (r *reader) source(c *Config, n ast.Node, taken map[string]string) (sada.Source, bool) {
	before := len(r.problems)
	f := r.fields(n, "a source", sourceKeys...)
	s := sada.Source{Zone: c.ZoneName}
	if use := f["use"]; use != nil {
		name := ""
		r.text(use, "use", &name)
		entry, known := catalogueEntry(name)
		if !known {
			r.wrong(use, unknownEntry(name), "the catalogue has no outlet %q", name)
			return s, false
		}
		s = entry
		if f["id"] == nil {
			f["id"] = use
		}
	} else if f["home"] == nil && len(r.problems) == before {
		r.wrong(n, "write home: https://..., or use: an outlet of the catalogue", "this source has no home")
	}
	s.ID = r.id(f["id"], n, "id", taken)
	r.sourceFields(c, &s, f)
	if s.Home == "" && f["home"] == nil && len(r.problems) == before {
		r.wrong(n, "write home: beside it. "+s.Note, "the address of %s is not known", s.ID)
	}
	return s, len(r.problems) == before
}

func (r *reader) sourceFields(c *Config, s *sada.Source, f map[string]ast.Node) {
	if f["name"] != nil {
		s.Name = r.names(f["name"], "name")
	}
	if f["home"] != nil {
		s.Home = r.url(f["home"], "home")
	}
	r.profile(f["profile"], s)
	if f["languages"] != nil {
		s.Languages = nil
		for _, l := range r.list(f["languages"], "languages") {
			if v, ok := r.scalar(l, "languages"); ok {
				if !language(v) {
					r.wrong(l, "write ar, fr, en, es or zgh", "%q is no language", v)
				}
				s.Languages = append(s.Languages, v)
			}
		}
	}
	if f["timezone"] != nil {
		r.zone(f["timezone"], "timezone", &s.Zone)
	}
	if f["schedule"] != nil {
		r.schedule(f["schedule"], s)
	}
	r.duration(f["delay"], "delay", &s.Delay, 0, day)
	r.text(f["agency"], "agency", &s.Agency)
	if f["expect"] != nil {
		r.expect(f["expect"], s)
	}
	if f["logo"] != nil {
		r.text(f["logo"], "logo", &s.Logo)
		written := s.Logo
		s.Logo = besides(c.Path, written)
		r.file(f["logo"], "logo", written, s.Logo, "a picture")
	}
	if f["endpoints"] != nil {
		s.Endpoints = nil
		for _, e := range r.list(f["endpoints"], "endpoints") {
			s.Endpoints = append(s.Endpoints, r.endpoint(e))
		}
	}
	if f["rules"] != nil {
		r.rules(f["rules"], s)
	}
}

// expect reads which fault of an outlet is known.
func (r *reader) expect(n ast.Node, s *sada.Source) {
	word := ""
	r.text(n, "expect", &word)
	if word != string(sada.ReasonRefused) {
		r.wrong(n, "write refused, or leave it out", "expect: %q is no fault that can be expected", word)
		return
	}
	s.Expect = sada.ReasonRefused
}

func (r *reader) profile(n ast.Node, s *sada.Source) {
	if n == nil {
		if s.Profile == "" {
			s.Profile = sada.Generic
		}
		return
	}
	v, ok := r.scalar(n, "profile")
	if !ok {
		return
	}
	var names []string
	for _, p := range sada.Profiles() {
		if string(p) == v {
			s.Profile = p
			return
		}
		names = append(names, string(p))
	}
	instead := "write one of " + strings.Join(names, ", ")
	if near := nearest(v, names); near != "" {
		instead = "write " + near
	}
	r.wrong(n, instead, "there is no profile %q", v)
}

// url reads an address as a browser does.
func (r *reader) url(n ast.Node, what string) string {
	v, ok := r.scalar(n, what)
	if !ok {
		return ""
	}
	u, err := address.Parse(v, "")
	if err != nil {
		r.wrong(n, "write a whole address, like https://example.org/feed", "%s: %v", what, err)
		return ""
	}
	return u
}

// schedule reads a cron expression of five fields that fires some day.
func (r *reader) schedule(n ast.Node, s *sada.Source) {
	v, ok := r.scalar(n, "schedule")
	if !ok {
		return
	}
	const instead = `write five fields, like "*/10 * * * *" for every ten minutes or "30 6 * * *" for half past six`
	if strings.Contains(v, "TZ=") || strings.HasPrefix(v, "@") {
		r.wrong(n, instead, "schedule: %q is not in five fields; the zone is the source's timezone", v)
		return
	}
	spec, err := cron.ParseStandard(v)
	if err != nil {
		r.wrong(n, instead, "schedule: %q cannot be read: %v", v, err)
		return
	}
	if spec.Next(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		r.wrong(n, "write a day that exists", "schedule: %q never comes", v)
		return
	}
	s.Schedule = v
}

func (r *reader) endpoint(n ast.Node) sada.Endpoint {
	f := r.fields(n, "an endpoint", "kind", "url", "fields")
	e := sada.Endpoint{}
	kind, _ := r.scalarOr(f["kind"], "kind")
	var names []string
	for _, k := range sada.EndpointKinds() {
		names = append(names, string(k))
		if string(k) == kind {
			e.Kind = k
		}
	}
	switch {
	case f["kind"] == nil:
		r.wrong(n, "write kind: feed, or one of "+strings.Join(names, ", "), "this endpoint has no kind")
	case e.Kind == "":
		instead := "write one of " + strings.Join(names, ", ")
		if near := nearest(kind, names); kind == "rss" || kind == "atom" {
			instead = "write feed"
		} else if near != "" {
			instead = "write " + near
		}
		r.wrong(f["kind"], instead, "there is no kind of endpoint %q", kind)
	}
	if f["url"] == nil {
		r.wrong(n, "write url: https://...", "this endpoint has no url")
	} else {
		e.URL = r.url(f["url"], "url")
	}
	pairs, ok := r.pairs(f["fields"])
	if !ok {
		r.wrong(f["fields"], "write {items: posts, title: title, url: ...}", "fields wants keys and values")
	}
	known := []string{"items", "title", "url", "published", "body", "summary", "author", "image"}
	for _, p := range pairs {
		found := false
		for _, k := range known {
			found = found || k == p.key
		}
		if !found {
			instead := "the fields are " + strings.Join(known, ", ")
			if near := nearest(p.key, known); near != "" {
				instead = "write " + near
			}
			r.wrong(p.at, instead, "fields has no key %q", p.key)
			continue
		}
		if v, ok := r.scalar(p.value, "fields"); ok {
			if e.Fields == nil {
				e.Fields = map[string]string{}
			}
			e.Fields[p.key] = v
		}
	}
	return e
}

func (r *reader) scalarOr(n ast.Node, what string) (string, bool) {
	if n == nil {
		return "", false
	}
	return r.scalar(n, what)
}

func (r *reader) rules(n ast.Node, s *sada.Source) {
	f := r.fields(n, "rules", "title", "subtitle", "body", "author", "date", "remove", "article", "id")
	r.text(f["title"], "rules: title", &s.Rules.Title)
	r.text(f["subtitle"], "rules: subtitle", &s.Rules.Subtitle)
	r.text(f["body"], "rules: body", &s.Rules.Body)
	r.text(f["author"], "rules: author", &s.Rules.Author)
	r.text(f["date"], "rules: date", &s.Rules.Date)
	r.text(f["article"], "rules: article", &s.Rules.Article)
	r.text(f["id"], "rules: id", &s.Rules.ID)
	if f["remove"] != nil {
		s.Rules.Remove = nil
		for _, x := range r.list(f["remove"], "rules: remove") {
			if v, ok := r.scalar(x, "rules: remove"); ok {
				s.Rules.Remove = append(s.Rules.Remove, v)
			}
		}
	}
	for _, p := range extract.CheckRules(s.Rules) {
		r.wrong(f[p.Place], p.Instead, "rules: %s: %s", p.Place, p.What)
	}
}

// unknownEntry says what to write for a name that the catalogue does not have.
func unknownEntry(name string) string {
	var ids []string
	for _, s := range Catalogue() {
		ids = append(ids, s.ID)
	}
	if near := nearest(name, ids); near != "" {
		return "write " + near
	}
	return fmt.Sprintf("describe it with id:, name: and home:, or use one of %s", strings.Join(ids, ", "))
}
