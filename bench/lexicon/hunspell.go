package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

// suffix is one rule of an affix file: what comes off a stem that ends so, and
// what is put there.
type suffix struct {
	strip, put string
	when       *regexp.Regexp
}

// lexicon are the nouns and adjectives of a dictionary with their forms, and all
// of its words. Prefixes are elided articles (l', d', qu') and are left out.
type lexicon struct {
	rules  map[string][]suffix
	nouns  map[string]map[string]bool // a stem, to the forms of its nouns and adjectives
	stems  map[string][]string        // a form of a noun, to the stems it may be of
	isNoun map[string]bool            // stems that are nouns
	known  map[string]bool            // every form of a word of any kind
}

// flagSize is how many letters a flag has ("FLAG long").
const flagSize = 2

// needAffix is the flag of a stem that is no word by itself.
const needAffix = "()"

// readLexicon reads a dictionary in the form of hunspell(5), as the French one
// uses it: long flags, UTF-8, suffixes without further suffixes.
func readLexicon(path string) (*lexicon, error) {
	l := &lexicon{rules: map[string][]suffix{}, nouns: map[string]map[string]bool{}, stems: map[string][]string{}, isNoun: map[string]bool{}, known: map[string]bool{}}
	if err := eachLine(path+".aff", l.affix); err != nil {
		return nil, err
	}
	return l, eachLine(path+".dic", l.entry)
}

func eachLine(path string, each func(string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return lines(f, path, each)
}

func lines(in io.Reader, name string, each func(string) error) error {
	all := bufio.NewScanner(in)
	all.Buffer(nil, 1<<20)
	for all.Scan() {
		if err := each(all.Text()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return all.Err()
}

// affix reads a rule: SFX flag strip put/flags condition.
func (l *lexicon) affix(line string) error {
	f := strings.Fields(line)
	if len(f) < 5 || f[0] != "SFX" {
		return nil
	}
	none := func(s string) string {
		s, _, _ = strings.Cut(s, "/")
		if s == "0" {
			return ""
		}
		return s
	}
	when, err := regexp.Compile("(?:" + f[4] + ")$")
	l.rules[f[1]] = append(l.rules[f[1]], suffix{none(f[2]), none(f[3]), when})
	return err
}

// entry reads a word: stem/flags po:kind ...
func (l *lexicon) entry(line string) error {
	word, about, _ := strings.Cut(line, " ")
	stem, flags, _ := strings.Cut(word, "/")
	if stem == "" {
		return nil
	}
	forms := map[string]bool{}
	needs := false
	for ; len(flags) >= flagSize; flags = flags[flagSize:] {
		needs = needs || flags[:flagSize] == needAffix
		for _, r := range l.rules[flags[:flagSize]] {
			if rest, ok := strings.CutSuffix(stem, r.strip); ok && r.when.MatchString(stem) {
				forms[rest+r.put] = true
			}
		}
	}
	if !needs {
		forms[stem] = true
	}
	noun, adjective := strings.Contains(about, "po:nom"), strings.Contains(about, "po:adj")
	for f := range forms {
		l.known[f] = true
		if (noun || adjective) && !slices.Contains(l.stems[f], stem) {
			l.stems[f] = append(l.stems[f], stem)
		}
	}
	if !noun && !adjective {
		return nil
	}
	l.isNoun[stem] = l.isNoun[stem] || noun
	if l.nouns[stem] == nil {
		l.nouns[stem] = map[string]bool{}
	}
	for f := range forms {
		l.nouns[stem][f] = true
	}
	return nil
}
