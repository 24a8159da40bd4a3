package extract

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/words"
)

// Names that systems of their own give the moment of publication in a page's head
// or in its data, and those of other moments.
var (
	publicationName = regexp.MustCompile(`^(?:published|issued|created)$|(?:publi|pub(?:_|-)?(?:date|time)|issued|creat|original|released|posted).*(?:date|time|[_-]?at|[_-]on)$|(?:date|time).*(?:publi|issued|creat|released|posted)|publi(?:shed|cation)$`)
	otherName       = regexp.MustCompile(`modif|updat|expir|unpubl|event|start|begin|end[_-]?(?:date|time)|valid|review|revis|video|image|photo|publisher|copyright|birth`)
)

func namesPublication(name string) bool {
	name = strings.ToLower(name)
	return publicationName.MatchString(name) && !otherName.MatchString(name)
}

// addNamed takes the dates of the head whose names say that they are those of
// publication, in a vocabulary that is no standard.
func (d *page) addNamed(add func(s, from, witness string)) {
	for _, name := range slices.Sorted(maps.Keys(d.meta)) {
		if namesPublication(name) {
			add(d.meta[name][0], sada.FromMeta, "meta "+name)
		}
	}
}

// addState takes the date of the article from the data that a page hands to its
// scripts: that of the object which bears the title.
func (d *page) addState(add func(s, from, witness string)) {
	title := words.Squash(d.titleOf())
	for _, code := range d.states {
		var v any
		if err := json.Unmarshal([]byte(code), &v); err == nil {
			addTitled(v, title, 0, add)
		}
	}
}

// addTitled walks data for objects with a title and a date.
func addTitled(v any, title string, depth int, add func(s, from, witness string)) {
	if depth > maxState {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			addTitled(x, title, depth+1, add)
		}
	case map[string]any:
		keys := slices.Sorted(maps.Keys(v))
		if slices.ContainsFunc(keys, func(k string) bool { s, _ := v[k].(string); return s != "" && words.Squash(s) == title }) {
			for _, k := range keys {
				if s, _ := v[k].(string); s != "" && namesPublication(k) {
					add(s, sada.FromJSONLD, "data of a script: "+k)
				}
			}
		}
		for _, k := range keys {
			addTitled(v[k], title, depth+1, add)
		}
	}
}

// guess takes the day that lines behind the head of the article give, if all give
// one; else the day in the address of its picture. It is no witness of
// publication and called a guess.
func (d *page) guess(add func(s, from, witness string)) {
	if s := d.imprint().straggler(); s != "" {
		add(s, sada.FromGuess, "guess: the only day printed")
		return
	}
	for _, u := range d.meta["og:image"] {
		add(dateInAddress(u), sada.FromGuess, "guess: address of the picture")
	}
	for n := range d.body.Descendants() {
		if n.DataAtom == atom.Img && !d.inFurniture(n) {
			add(dateInAddress(attr(n, "src")), sada.FromGuess, "guess: address of the picture")
			return
		}
	}
}

// straggler is a line of a day among those far behind the title, if no other line
// there gives another.
func (p *imprint) straggler() string {
	found, day := "", sada.Day("")
	for _, l := range p.far {
		w, ok := p.page.read(p.page.by.datedLine(l), sada.FromGuess)
		switch {
		case !ok || w.From == sada.FromRelative || rights.MatchString(l.text) || issueWord.MatchString(l.text):
		case found == "":
			found, day = l.text, w.Day()
		case w.Day() != day:
			return ""
		}
	}
	return found
}
