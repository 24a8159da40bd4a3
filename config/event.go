package config

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"sada"
	"sada/internal/match"
)

var aliasName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

func (r *reader) aliases(c *Config, n ast.Node) {
	pairs, ok := r.pairs(n)
	if !ok {
		r.wrong(n, "write name: [form, other form]", "aliases wants keys and values")
		return
	}
	var named []pair
	for _, p := range pairs {
		if !aliasName.MatchString(p.key) {
			r.wrong(p.at, "write letters a-z, figures, - and _", "alias %q has no usable name", p.key)
			continue
		}
		if _, twice := c.Aliases[p.key]; twice {
			r.wrong(p.at, "take one of them out", "alias %q stands there twice", p.key)
			continue
		}
		var forms []string
		for _, f := range r.list(p.value, "alias "+p.key) {
			if v, ok := r.scalar(f, "alias "+p.key); ok && strings.TrimSpace(v) != "" {
				forms = append(forms, v)
			}
		}
		if len(forms) == 0 {
			r.wrong(p.at, "write name: [form, other form]", "alias %q holds no name", p.key)
			continue
		}
		c.Aliases[p.key] = forms
		named = append(named, p)
	}
	for _, p := range named {
		if _, err := match.Parse("$"+p.key, c.Aliases); err != nil {
			r.query(p.at, "alias "+p.key, err)
		}
	}
}

func (r *reader) events(c *Config, n ast.Node) {
	taken, known := map[string]string{}, map[string]bool{sada.AllSources: true}
	var ids []string
	for _, s := range c.Sources {
		known[s.ID] = true
		ids = append(ids, s.ID)
	}
	for _, item := range r.list(n, "events") {
		f := r.fields(item, "an event", "id", "title", "from", "until", "query", "sources", "was")
		e := sada.Event{ID: r.id(f["id"], item, "id", taken), Title: r.names(f["title"], "title"), Sources: []string{sada.AllSources}}
		e.From, e.Until = r.day(f["from"], "from"), r.day(f["until"], "until")
		if e.From != "" && e.Until != "" && e.From > e.Until {
			r.wrong(f["until"], "turn them round", "until %s lies before from %s", e.Until, e.From)
		}
		r.text(f["was"], "was", &e.Was)
		if v, ok := r.scalarOr(f["query"], "query"); ok {
			e.Query = v
		}
		if e.Query == "" {
			at := f["query"]
			if at == nil {
				at = item
			}
			r.wrong(at, `write query: '"a phrase" OR word'`, "the event has no query")
		} else if _, err := match.Parse(e.Query, c.Aliases); err != nil {
			r.query(f["query"], "query", err)
		} else {
			for _, p := range match.Foreign(e.Query) {
				c.Notes = append(c.Notes, sada.Problem{Place: r.place(f["query"]) + ", " + p.Place, What: p.What, Instead: p.Instead})
			}
		}
		if f["sources"] != nil {
			e.Sources = nil
			for _, s := range r.list(f["sources"], "sources") {
				v, ok := r.scalar(s, "sources")
				if ok && !known[v] {
					instead := "write all, or one of " + strings.Join(ids, ", ")
					if near := nearest(v, ids); near != "" {
						instead = "write " + near
					}
					r.wrong(s, instead, "there is no source %q in this file", v)
				}
				e.Sources = append(e.Sources, v)
			}
		}
		c.Events = append(c.Events, e)
	}
}

// query words what is wrong with a query, at its line and its character.
func (r *reader) query(n ast.Node, what string, err error) {
	var list sada.Problems
	if !errors.As(err, &list) {
		r.wrong(n, "", "%s: %v", what, err)
		return
	}
	for _, p := range list {
		r.wrong(n, p.Instead, "%s, %s: %s", what, p.Place, p.What)
	}
}

// day reads a calendar day.
func (r *reader) day(n ast.Node, what string) sada.Day {
	v, ok := r.scalarOr(n, what)
	if !ok {
		return ""
	}
	if _, valid := sada.Day(v).Start(time.UTC); !valid {
		r.wrong(n, "write year, month and day, like 2022-10-25", "%s: %q is no day", what, v)
		return ""
	}
	return sada.Day(v)
}
