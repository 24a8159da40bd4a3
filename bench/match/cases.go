package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sada"
	"sada/internal/match"
)

// pair is a query, a text, and whether the one is to hit the other.
type pair struct {
	set, query string
	article    *sada.Article
	want       bool
}

func written(title, body string) *sada.Article {
	return &sada.Article{Title: title, Blocks: []sada.Block{{Kind: sada.Paragraph, Text: body}}}
}

// eachLine hands over the lines of a file; a file that is not there has none.
func eachLine(path string, each func(line string) error) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if err := each(lines.Text()); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
	}
	return lines.Err()
}

// ownPairs reads the cases of the repository, without those that need aliases
// or ask for more than the words of title and body.
func ownPairs(path string) ([]pair, error) {
	var out []pair
	query := ""
	err := eachLine(path, func(line string) error {
		kind, rest, _ := strings.Cut(line, " ")
		switch kind {
		case "?":
			query = rest
		case "+", "-":
			fields, body, both := strings.Cut(rest, " | ")
			if !both {
				fields, body = "", rest
			}
			title, plain := strings.CutPrefix(fields, "title=")
			special := slices.ContainsFunc([]string{"$", "source:", "lang:", "langue:", "date:", "author:", "auteur:"}, func(s string) bool { return strings.Contains(query, s) })
			if special || both && (!plain || strings.Contains(title, ";")) {
				return nil
			}
			body = strings.NewReplacer(" ¶ ¶ ", "\n\n", " ¶ ", "\n").Replace(body)
			out = append(out, pair{"own", query, written(title, body), kind == "+"})
		}
		return nil
	})
	return out, err
}

func judgedPairs(path string) ([]pair, error) {
	var out []pair
	err := eachLine(path, func(line string) error {
		var c struct {
			Query, Text string
			Expect      bool
		}
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			return err
		}
		title, body, both := strings.Cut(c.Text, "\n\n")
		if !both && strings.HasPrefix(c.Query, "title:") {
			title, body = c.Text, ""
		} else if !both {
			title, body = "", c.Text
		}
		out = append(out, pair{"judged", c.Query, written(title, body), c.Expect})
		return nil
	})
	return out, err
}

// dossierPairs asks every query of the model dossier of each of its articles.
func dossierPairs(folder string) ([]pair, error) {
	articles := map[string]*sada.Article{}
	err := eachLine(filepath.Join(folder, "articles.jsonl"), func(line string) error {
		var a struct{ ID, Title, Body string }
		err := json.Unmarshal([]byte(line), &a)
		articles[a.ID] = written(a.Title, a.Body)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []pair
	err = eachLine(filepath.Join(folder, "queries.jsonl"), func(line string) error {
		var q struct {
			Query    string
			Relevant []string
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			return err
		}
		for id, a := range articles {
			out = append(out, pair{"dossier", q.Query, a, slices.Contains(q.Relevant, id)})
		}
		return nil
	})
	return out, err
}

// tally counts what a way of matching got right.
type tally struct{ hit, missed, wrong, silent int }

func (t *tally) add(want, got bool) {
	switch {
	case want && got:
		t.hit++
	case want:
		t.missed++
	case got:
		t.wrong++
	default:
		t.silent++
	}
}

func (t *tally) row(out io.Writer, set, name string) error {
	share := func(a, b int) string {
		if b == 0 {
			return ""
		}
		return fmt.Sprintf("%.3f", float64(a)/float64(b))
	}
	_, err := fmt.Fprintf(out, "| %s | %s | %d | %d | %d | %d | %s | %s | %s |\n", set, name, t.hit, t.missed, t.wrong, t.silent,
		share(t.hit, t.hit+t.wrong), share(t.hit, t.hit+t.missed), share(t.hit+t.silent, t.hit+t.missed+t.wrong+t.silent))
	return err
}

// scoreCases asks the pairs of each set, ours and bleve.
func scoreCases(out io.Writer, corpus string) error {
	own, err := ownPairs("../internal/match/testdata/cases.txt")
	if err != nil {
		return err
	}
	judged, err := judgedPairs(filepath.Join(corpus, "words", "cases.jsonl"))
	if err != nil {
		return err
	}
	dossier, err := dossierPairs(filepath.Join(corpus, "words"))
	if err != nil {
		return err
	}
	sets := [][]pair{judged, dossier, own}
	for _, b := range blindSets {
		unseen, err := blindPairs(b.name, b.end)
		if err != nil {
			return err
		}
		sets = append(sets, unseen)
	}
	if _, err := fmt.Fprint(out, "\n| cases | asked by | hit | missed | wrong | rightly silent | precision | recall | accuracy |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"); err != nil {
		return err
	}
	for _, set := range sets {
		if len(set) == 0 {
			continue
		}
		var ours tally
		theirs := []tally{{}, {}}
		for _, p := range set {
			q, err := match.Parse(p.query, nil)
			if err != nil {
				return fmt.Errorf("%s: %w", p.query, err)
			}
			_, got := q.Match(match.NewDocument(p.article, ""))
			ours.add(p.want, got)
			for i, peer := range []peer{languages, standard} {
				got, err := peer.answer(q, p.article)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", peer.name, p.query, err)
				}
				theirs[i].add(p.want, got)
			}
		}
		if err := errors.Join(ours.row(out, set[0].set, "sada"), theirs[0].row(out, set[0].set, languages.name), theirs[1].row(out, set[0].set, standard.name)); err != nil {
			return err
		}
	}
	return nil
}

func (p peer) answer(q *match.Query, a *sada.Article) (bool, error) {
	asked, err := translate(q.Tree(), "")
	if err != nil {
		return false, err
	}
	idx, err := p.index(p.mapping(), a)
	if err != nil {
		return false, err
	}
	got, err := hits(idx, asked)
	return got, errors.Join(err, idx.Close())
}
