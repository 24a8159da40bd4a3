package match

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"sada"
)

// article makes an article of a text: the first line is the title when there
// are more.
func article(title, body, lang string) *sada.Article {
	return &sada.Article{Title: title, Language: lang, Blocks: []sada.Block{{Kind: sada.Paragraph, Text: body}}}
}

func lines(t *testing.T, name string, each func([]byte)) {
	t.Helper()
	f, err := os.Open("../../../shared/corpus/words/" + name)
	if err != nil {
		t.Skip("the judged cases are not here")
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		each(s.Bytes())
	}
}

func TestMatchAgreesWithTheJudgedCases(t *testing.T) {
	right, all := 0, 0
	lines(t, "cases.jsonl", func(line []byte) {
		var c struct {
			ID, Query, Text, Lang, Why string
			Expect                     bool
		}
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		all++
		q, err := Parse(c.Query, nil)
		if err != nil {
			t.Errorf("%s: %s: %v", c.ID, c.Query, err)
			return
		}
		title, body, both := strings.Cut(c.Text, "\n\n")
		if !both && strings.HasPrefix(c.Query, "title:") {
			title, body = c.Text, ""
		} else if !both {
			title, body = "", c.Text
		}
		a := article(title, body, c.Lang)
		if _, got := q.Match(NewDocument(a, "")); got == c.Expect {
			right++
		} else {
			t.Logf("%s: %s on %q: %v, want %v (%s)", c.ID, c.Query, c.Text, got, c.Expect, c.Why)
		}
	})
	t.Logf("%d of %d right", right, all)
	if right < 118 {
		t.Errorf("%d of %d right, want at least 118", right, all)
	}
}

func TestSeedQueriesFindTheRelevantArticles(t *testing.T) {
	docs := map[string]*Document{}
	lines(t, "articles.jsonl", func(line []byte) {
		var a struct{ ID, Title, Body, Lang, Source string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		docs[a.ID] = NewDocument(article(a.Title, a.Body, a.Lang), a.Source)
	})
	lines(t, "queries.jsonl", func(line []byte) {
		var c struct {
			ID, Query string
			Relevant  []string
		}
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		q, err := Parse(c.Query, nil)
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			return
		}
		var got []string
		for id, d := range docs {
			if _, ok := q.Match(d); ok {
				got = append(got, id)
			}
		}
		slices.Sort(got)
		slices.Sort(c.Relevant)
		if !slices.Equal(got, c.Relevant) {
			t.Errorf("%s: %s hits %v, want %v", c.ID, c.Query, got, c.Relevant)
		}
	})
}
