package words

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// pressNouns are common nouns and names of the press, as they are written, with
// and without the article.
func pressNouns(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/nouns.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Fields(string(text))
	for line := range strings.Lines(pluralList) {
		for _, f := range strings.Fields(line) {
			all = append(all, strings.TrimPrefix(f, ">"))
		}
	}
	definite := []string{"الدون", "البين", "اللهم", "الأنا"} // nouns with their article alone
	for _, n := range all {
		if slices.Contains(definite, n) {
			continue
		}
		if bare, ok := strings.CutPrefix(n, "ال"); ok && letters(bare) >= 3 {
			all = append(all, bare)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestNoNounOfThePressIsAParticleAndNoParticleANoun(t *testing.T) {
	nouns := pressNouns(t)
	if len(nouns) < 1000 {
		t.Fatalf("%d nouns, want a thousand", len(nouns))
	}
	asked := map[string]string{}
	for _, n := range nouns {
		k := Tokens(n)[0]
		if k.particle {
			t.Errorf("%s is taken for a particle", n)
		}
		for _, key := range Citation(&k) {
			asked[key] = n
		}
	}
	count := 0
	for _, p := range particles {
		for _, w := range p.written {
			count++
			k := Tokens(w)[0]
			if !k.particle {
				t.Errorf("%s is no particle", w)
				continue
			}
			for _, f := range Forms(&k, nil) {
				if n := asked[f]; n != "" {
					t.Errorf("%s answers the noun %s under %q", w, n, f)
				}
			}
		}
	}
	if count < 600 {
		t.Errorf("%d spellings of particles, want some hundreds", count)
	}
}

func TestAParticleIsFoundInAllOfItsForms(t *testing.T) {
	cases := []struct {
		name, text, query string
		want              bool
	}{
		{"with و", "وإلى", "إلى", true},
		{"with an owner", "إليهم", "إلى", true},
		{"asked with an owner", "إلى", "إليها", true},
		{"without its hamza", "الى", "إلى", true},
		{"with harakat", "عَلَى", "على", true},
		{"drawn out", "علـــى", "على", true},
		{"ya for its last letter", "حتي", "حتى", true},
		{"a name that may be meant for it", "علي", "على", true},
		{"a sister of كان", "ستكون", "كان", true},
		{"another particle", "عليه", "عنه", false},
		{"the name is no particle", "على", "علي", false},
		{"the name itself", "علي", "علي", true},
		{"the name with a particle", "لعلي", "علي", true},
		{"the governor", "وللوالي", "الوالي", true},
		{"a governor without the article", "والي", "الوالي", true},
		{"و before إلى", "وإلى", "الوالي", false},
		{"in it", "وفيها", "الفئة", false},
		{"before it", "وأمامه", "إمام", false},
		{"his imam", "وإمامه", "إمام", true},
	}
	for _, c := range cases {
		k, q := Tokens(c.text)[0], Tokens(c.query)[0]
		forms := Forms(&k, nil)
		got := slices.ContainsFunc(Citation(&q), func(key string) bool { return slices.Contains(forms, key) })
		if got != c.want {
			t.Errorf("%s: %q asked for %q: %v, want %v (%q)", c.name, c.text, c.query, got, c.want, forms)
		}
	}
}
