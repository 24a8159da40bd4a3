package webcases

import (
	"archive/zip"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"sada"
	"sada/internal/monitor"
	"sada/store"
)

// frozenPages answers with the pages from which the archive of layout 1 was filled:
// each stands until a later visit gives another.
func frozenPages(t *testing.T) answer {
	t.Helper()
	all, err := txtar.ParseFile("../../store/testdata/layout1.txtar")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{}
	for _, f := range all.Files {
		pages[f.Name] = string(f.Data)
	}
	return does(func(a *ask) answer {
		for visit := a.visit; visit > 0; visit-- {
			body, have := pages[fmt.Sprintf("%d %s%s", visit, a.host, a.path)]
			switch {
			case !have:
			case a.path == "/fil":
				return atom(body)
			case strings.HasPrefix(body, "status "):
				return code(503)
			default:
				return htmlPage(body)
			}
		}
		return nil
	})
}

func TestWhatAnArchiveOfLayoutOneTookForOneArticleComesApart(t *testing.T) {
	z, err := zip.OpenReader("../../store/testdata/layout1.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	root := t.TempDir()
	if err := os.CopyFS(root, z); err != nil {
		t.Fatal(err)
	}
	outlet := func(id, host string, profile sada.Profile) sada.Source {
		return sada.Source{
			ID: id, Home: "http://" + host + "/", Profile: profile, Languages: []string{"fr"},
			Endpoints: []sada.Endpoint{{Kind: sada.Feed, URL: "http://" + host + "/fil"}},
		}
	}
	c := webCase{hosts: []string{"depeche.test", "amp.depeche.test", "arcade.test"}, set: func(s *monitor.Settings) {
		s.Sources = []sada.Source{outlet("depeche", "depeche.test", sada.Generic), outlet("arcade", "arcade.test", sada.Arc)}
		s.Events = []sada.Event{{ID: "eau", Query: "barrage OR irrigation", Sources: []string{sada.AllSources}}}
	}}
	clock := &hands{at: today.Add(day)}
	s := newStand(t, frozenPages(t), clock, c.hosts)
	s.turn(3)
	h := c.open(t, filepath.Join(root, "layout1"), s, visit{}, clock)
	defer h.close(t)
	before := articlesOf(t, h.db)
	o := &outcome{}
	h.visit(t, o, visit{})
	after := articlesOf(t, h.db)
	for id, title := range before {
		if after[id] != title {
			t.Errorf("article %q is now %q", title, after[id])
		}
		delete(after, id)
	}
	var fresh []string
	for _, title := range after {
		fresh = append(fresh, title)
	}
	want := []string{
		"Budget communal 2026 : l'irrigation d'abord", "Chantier 2025 : la passerelle attend ses câbles",
		"Coupe des lacs 2026 : six équipages au départ", "Un phare allumé toute la nuit",
	}
	if slices.Sort(fresh); !slices.Equal(fresh, want) {
		t.Errorf("new at the next visit: %q, want %q\n%s", fresh, want, o)
	}
	clips := 0
	if err := h.db.Clippings("eau", func(c sada.Clipping) error { clips++; return nil }); err != nil || clips != 3 {
		t.Errorf("%d clippings, %v; want the two there were and one of what was passed over", clips, err)
	}
	if n := s.asked("/eco/"); n != 0 {
		t.Errorf("the article of Arc was asked for %d times under its new slug, it is known by its id", n)
	}
}

// articlesOf lists the titles of an archive by id.
func articlesOf(t *testing.T, db *store.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	if err := db.Records(func(r sada.Record) error {
		all[r.ID] = r.Title
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// asked counts the requests for what begins with a path.
func (s *stand) asked(prefix string) int {
	n := 0
	for _, a := range s.took() {
		if u, err := url.Parse(a.path); err == nil && strings.HasPrefix(u.Path, prefix) {
			n++
		}
	}
	return n
}
