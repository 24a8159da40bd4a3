package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sada"
	"sada/bench/judge"
)

// allOwn is every page of our own with an article.
func allOwn(t *testing.T) []*judge.Page {
	t.Helper()
	var all []*judge.Page
	for _, folder := range []string{"own", "blind", "blind2"} {
		pages, err := loadOwn(folder, "", "")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, pages...)
	}
	return all
}

func TestPagesOfOurOwnShowWhatTheirGoldSays(t *testing.T) {
	pages := allOwn(t)
	count := map[string]int{}
	for _, p := range pages {
		count[p.Language]++
		tokens, err := tokensOf(p.Body)
		if err != nil {
			t.Fatal(err)
		}
		shown := " " + strings.Join(tokens, " ") + " "
		for _, block := range strings.Split(*p.Text, "\n\n") {
			if want := strings.Join(judge.Words(block), " "); !strings.Contains(shown, " "+want+" ") {
				t.Errorf("%s: the page does not show %q", p.File, want)
			}
		}
		if !strings.Contains(shown, strings.Join(judge.Words(*p.Title), " ")) {
			t.Errorf("%s: the page does not show its title", p.File)
		}
		if !strings.Contains(shown, "essais") && !strings.Contains(shown, "الاختبار") {
			t.Errorf("%s does not say in its footer that it was written for tests", p.File)
		}
	}
	if count["ar"] < 60 || count["fr"] < 60 {
		t.Errorf("got %v pages, want 60 a language", count)
	}
}

func TestPagesOfOurOwnHaveSkeletonsOfTheirOwn(t *testing.T) {
	pages := allOwn(t)
	seen := map[string]string{}
	for _, p := range pages {
		s := skeleton(p.Body)
		if other := seen[s]; other != "" {
			t.Errorf("%s has the skeleton of %s", p.File, other)
		}
		seen[s] = p.File
	}
}

// skeleton is a page without what stands between its tags, and without their
// attributes.
func skeleton(body []byte) string {
	var b strings.Builder
	for _, piece := range bytes.Split(body, []byte("<"))[1:] {
		b.Write(bytes.Fields(append(piece, '>'))[0])
		b.WriteByte(' ')
	}
	return b.String()
}

func TestASubtitleBeforeTheBodyIsAsRightAsNone(t *testing.T) {
	for name, c := range map[string]struct {
		got   string
		equal int
	}{
		"without it":             {"a b c d e", 1},
		"with it":                {"s t u a b c d e", 1},
		"with something else":    {"x y z a b c d e", 0},
		"with it and not enough": {"s t u a b c d", 0},
	} {
		var b judge.Bodies
		b.Add("a b c d e", c.got, "s t u")
		if b.Equal != c.equal {
			t.Errorf("%s: got %d equal, want %d", name, b.Equal, c.equal)
		}
	}
}

func TestTokensAreTheWordsThatAPageShows(t *testing.T) {
	page := `<head><title>no</title></head><body><p>Un <b>M</b>ot,<br>l'autre</p><script>no()</script><table><tr><td>a</td><td>b_1</td></tr></table><noscript>no</noscript>co&shy;upé مدينة٣</body>`
	got, err := tokensOf([]byte(page))
	if want := "Un Mot l autre a b_1 coupé مدينة٣"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestMarksNameTokensInOrder(t *testing.T) {
	tokens := strings.Fields("a b c d e")
	for name, c := range map[string]struct {
		ranges [][2]int
		want   string
		fails  bool
	}{
		"two ranges":      {[][2]int{{0, 2}, {4, 5}}, "a b e", false},
		"none":            {nil, "", false},
		"backwards":       {[][2]int{{2, 4}, {1, 3}}, "", true},
		"an empty one":    {[][2]int{{2, 2}}, "", true},
		"behind the last": {[][2]int{{3, 6}}, "", true},
	} {
		got, err := (&mark{Ranges: c.ranges}).text(tokens)
		if got != c.want || (err != nil) != c.fails {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, c.want)
		}
	}
}

func TestMarkedPagesAreTheOnesThatWereMarked(t *testing.T) {
	corpus := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("no corpus beside the repository")
	}
	if _, err := loadMarks(corpus, ""); err != nil {
		t.Error(err)
	}
}

func TestPagesThatAreNoneAreTold(t *testing.T) {
	none, err := loadNone("")
	if err != nil {
		t.Fatal(err)
	}
	if len(none) < 120 {
		t.Errorf("got %d pages that are no article, want 120", len(none))
	}
	says := reader{name: ours, read: func(p *judge.Page) (judge.Answer, error) {
		if strings.HasPrefix(p.File, "section") {
			return judge.Answer{}, &sada.Rejection{Reason: sada.ReasonSection}
		}
		return judge.Answer{}, nil
	}}
	articles, err := loadOwn("own", "fr", "")
	if err != nil {
		t.Fatal(err)
	}
	f := scoreNone(&says, none, articles)
	sections := 0
	for _, p := range none {
		if p.reason == "section" {
			sections++
		}
	}
	if got, want := f.Told, sections; got != want || f.Precision != 1 || f.Refused != 0 || f.Recall >= 1 {
		t.Errorf("got %+v, want the %d sections told and no article refused", f, want)
	}
}
