package words

import (
	_ "embed"
	"strings"
)

// Broken plurals of the press. Each is found by its singular and finds it, by
// whole keys alone: no pattern is guessed, so that roots stay apart. What is
// more often a verb than a plural stands here only with its singular (كتب,
// which is "he wrote", is no plural of كتاب here), and so does a plural that is
// the name of a place (الجزائر).
//
// A line is a singular and its plurals. One with > before it does not ask for its
// singular, which is more often another word (عقد اجتماعا) or a name.
//
//go:embed plurals.txt
var pluralList string

// Numbers are the keys of a word of a query in its other numbers, where these are
// broken plurals: those of مشاريع for مشروع. None for most words.
func Numbers(t *Token) []string {
	if !t.Arabic || t.particle {
		return nil
	}
	_, key := t.bare()
	return numbers[key]
}

// numbers leads from a key to those of its other numbers.
var numbers = readPlurals(pluralList)

func readPlurals(list string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(list) {
		forms := strings.Fields(line)
		if len(forms) < 2 {
			continue
		}
		single := Fold(forms[0])
		for _, f := range forms[1:] {
			f, alone := strings.CutPrefix(f, ">")
			plural := Fold(f)
			all[single] = append(all[single], plural)
			if !alone {
				all[plural] = append(all[plural], single)
			}
		}
	}
	return all
}
