package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"sada"
	"sada/bench/judge"
)

// noArticle is a page that is none, with why.
type noArticle struct {
	*judge.Page
	reason sada.Reason
}

// loadNone reads the pages that are no article, as none/pages.tsv lists them:
// file, address, language, reason.
func loadNone(half string) ([]noArticle, error) {
	list, err := kept.ReadFile("none/pages.tsv")
	if err != nil {
		return nil, err
	}
	var pages []noArticle
	lines := bufio.NewScanner(bytes.NewReader(list))
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != 4 {
			return nil, fmt.Errorf("none/pages.tsv: %q has not four cells", lines.Text())
		}
		if half != "" && half != judge.HalfOf(cells[0]) {
			continue
		}
		p, err := keptPage("none/"+cells[0], cells[1])
		if err != nil {
			return nil, err
		}
		p.Language = cells[2]
		pages = append(pages, noArticle{p, sada.Reason(cells[3])})
	}
	return pages, lines.Err()
}

// noneFigure says how well pages that are no article are told from articles.
type noneFigure struct {
	None, Articles    int
	Told, Refused     int // of the pages that are none; of the articles, wrongly
	Named             int // told with the right reason
	Precision, Recall float64
	Confusion         map[string]map[string]int // reason wanted, reason got, pages
	Wrong             []string                  // file, wanted, got
}

// read is the word that stands in the tables for a page taken for an article.
const read = "article"

func scoreNone(r *reader, none []noArticle, articles []*judge.Page) *noneFigure {
	f := &noneFigure{None: len(none), Articles: len(articles), Confusion: map[string]map[string]int{}}
	note := func(p *judge.Page, want string) string {
		got := cmp.Or(string(r.answer(p).Reason), read)
		if f.Confusion[want] == nil {
			f.Confusion[want] = map[string]int{}
		}
		f.Confusion[want][got]++
		if want != got {
			f.Wrong = append(f.Wrong, fmt.Sprintf("%s: want %s, got %s", p.File, want, got))
		}
		return got
	}
	for _, p := range none {
		switch got := note(p.Page, string(p.reason)); got {
		case read:
		case string(p.reason):
			f.Told, f.Named = f.Told+1, f.Named+1
		default:
			f.Told++
		}
	}
	for _, p := range articles {
		if note(p, read) != read {
			f.Refused++
		}
	}
	f.Precision, f.Recall = judge.Ratio(float64(f.Told), float64(f.Told+f.Refused)), judge.Ratio(float64(f.Told), float64(f.None))
	return f
}

// measureNone scores ours; the peers do not tell such pages.
func measureNone(o options, readers []reader, out io.Writer) ([]*figure, error) {
	at := slices.IndexFunc(readers, func(r reader) bool { return r.name == ours })
	if at < 0 {
		return nil, nil
	}
	none, err := loadNone(o.half)
	if err != nil {
		return nil, err
	}
	articles, err := loadOwn("own", "", o.half)
	if err != nil {
		return nil, err
	}
	f := &figure{Set: "none", Reader: ours, Pages: len(none), None: scoreNone(&readers[at], none, articles)}
	for i, line := range f.None.Wrong {
		if i < o.worst {
			if _, err := fmt.Fprintln(out, line); err != nil {
				return nil, err
			}
		}
	}
	return []*figure{f}, nil
}

func noneTable(t *table, figures []*figure) {
	for _, f := range figures {
		n := f.None
		if n == nil {
			continue
		}
		t.head("No article", "pages that are none", "articles", "told", "with the right reason", "articles refused", "precision", "recall")
		t.row(number(n.None), number(n.Articles), number(n.Told), number(n.Named), number(n.Refused), share(n.Precision), share(n.Recall))
		wants := slices.Sorted(maps.Keys(n.Confusion))
		seen := map[string]bool{}
		for _, row := range n.Confusion {
			for got := range row {
				seen[got] = true
			}
		}
		gots := slices.Sorted(maps.Keys(seen))
		t.head("What was wanted (rows), and what was said", append([]string{""}, gots...)...)
		for _, want := range wants {
			cells := []string{want}
			for _, got := range gots {
				cell := ""
				if k := n.Confusion[want][got]; k > 0 {
					cell = number(k)
				}
				cells = append(cells, cell)
			}
			t.row(cells...)
		}
	}
}

func restTable(t *table, figures []*figure) {
	first := true
	for _, f := range figures {
		x := f.Rest
		if x == nil {
			continue
		}
		if first {
			t.head("Other fields, ours alone", "set", "pages", "subtitle", "section", "agency", "language")
			first = false
		}
		t.row(f.Set, number(x.Pages), share(x.Subtitle), share(x.Section), share(x.Agency), share(x.Language))
	}
}
