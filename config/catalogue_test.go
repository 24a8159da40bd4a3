package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sada"
	"sada/internal/address"
)

func TestTheCatalogueHoldsTheOutletsOfTheModel(t *testing.T) {
	all, err := readCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	homes, others := map[string]string{}, 0
	for _, s := range all {
		homes[s.ID] = s.Home
		others++
	}
	for id, home := range map[string]string{
		"map-ar": "https://www.mapnews.ma/ar", "map-fr": "https://www.mapnews.ma/fr", "mapexpress-ar": "https://www.mapexpress.ma/ar/",
		"mapexpress-fr": "https://www.mapexpress.ma/", "le360-ar": "https://ar.le360.ma/", "le360-fr": "https://fr.le360.ma/",
		"aujourdhui-le-maroc": "https://aujourdhui.ma/", "cap24": "https://cap24.tv/", "pam-ar": "https://pam.ma/", "pam-fr": "https://pam.ma/fr/",
		"al-ikhbaria-24": "", "flash-info-24": "", // nobody knows where they are
	} {
		if got, known := homes[id]; !known || got != home {
			t.Errorf("%s has the home %q, want %q", id, got, home)
		}
		others--
	}
	if others < 30 {
		t.Errorf("%d outlets beside those of the model, want some thirty", others)
	}
}

func TestEveryEntryOfTheCatalogueCanBeUsedAsItStands(t *testing.T) {
	all, err := readCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, s := range all {
		if s.Name["fr"] == "" || s.Name["ar"] == "" {
			t.Errorf("%s has the names %v, want a French and an Arabic one", s.ID, s.Name)
		}
		if len(s.Languages) == 0 || s.Trust == "" || s.Profile == "" {
			t.Errorf("%s lacks languages, trust or profile: %+v", s.ID, s)
		}
		ways := 0
		for _, e := range s.Endpoints {
			if e.Trust == "" {
				t.Errorf("%s: %s says not how sure it is", s.ID, e.URL)
			}
			if !address.SameSite(e.URL, s.Home) || !strings.HasPrefix(e.URL, "https://") {
				t.Errorf("%s: %s lies elsewhere than %s, or is no https", s.ID, e.URL, s.Home)
			}
			if other, twice := seen[e.URL]; twice {
				t.Errorf("%s and %s both read %s", s.ID, other, e.URL)
			}
			seen[e.URL] = s.ID
			if e.Kind != sada.Search {
				ways++
			}
		}
		if s.Home != "" && ways == 0 {
			t.Errorf("%s names no way in", s.ID)
		}
	}
}

// TestTheCatalogueIsReadAsStrictlyAsAFile spoils one line at a time of an entry.
func TestTheCatalogueIsReadAsStrictlyAsAFile(t *testing.T) {
	files, err := filepath.Glob("catalogue/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := entriesOf(files[0], data, map[string]string{}); err != nil {
		t.Fatalf("%s as it stands: %v", files[0], err)
	}
	for _, spoil := range [][2]string{
		{"profile: drupal", "profile: drupul"}, {"trust: confirmed", "trust: sure"}, {"kind: feed", "kind: fed"},
		{"home: https://www.mapnews.ma/fr", "home: mapnews"}, {"languages: [fr]", "languages: [xx-y-z-1]"}, {"note:", "notes:"},
	} {
		bad := strings.Replace(string(data), spoil[0], spoil[1], 1)
		if bad == string(data) {
			t.Fatalf("%q is not in %s", spoil[0], files[0])
		}
		if _, err := entriesOf(files[0], []byte(bad), map[string]string{}); err == nil {
			t.Errorf("%q is taken", spoil[1])
		}
	}
}
