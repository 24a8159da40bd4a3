package extract_test

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sada"
	"sada/extract"
)

// ownArticles are the articles of the pages of our own in a language whose title
// speaks of their text.
func ownArticles(t *testing.T, language string) []*sada.Article {
	t.Helper()
	files, err := filepath.Glob("../bench/extract/own/" + language + "-*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages of our own: %v", err)
	}
	var out []*sada.Article
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := extract.Article(plain(string(body)), extract.Hints{Now: noon})
		if err != nil {
			continue // judged by the bench
		}
		out = append(out, a)
	}
	return out
}

// under is a page with the head of one article and the text of another.
func under(head, text *sada.Article) *sada.Page {
	var b strings.Builder
	lead := html.EscapeString(head.Subtitle)
	fmt.Fprintf(&b, `<html><head><title>%[1]s</title><meta property="og:title" content="%[1]s"><meta name="description" content="%[2]s">`+
		`<meta property="article:published_time" content="2025-09-24T08:30:00Z"></head><body><article><h1>%[1]s</h1><p class="chapo">%[2]s</p><div class="entry-content">`,
		html.EscapeString(head.Title), lead)
	for _, block := range text.Blocks {
		if block.Text != head.Subtitle && block.Text != text.Subtitle {
			fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(block.Text))
		}
	}
	b.WriteString("</div></article></body></html>")
	p := plain(b.String())
	p.Capture.URL = "https://www.petit.test/a/12345.html"
	return p
}

// The wrong text under the right title is the worst answer of all. Both bounds
// are what is reached: titles that play with words are doubted over their own
// text, and two articles may share what their titles speak of.
func TestATitleOverTheTextOfAnotherIsDoubted(t *testing.T) {
	const doubted, believedAtMost, wronglyDoubtedAtMost = 0.5, 7, 7
	pairs := 0
	var believed, wrongly []string
	for _, language := range []string{"ar", "fr"} {
		all := ownArticles(t, language)
		for i, head := range all {
			text := all[(i+1)%len(all)]
			own, err := extract.Article(under(head, head), extract.Hints{Now: noon})
			if err != nil {
				continue // too short without its lead
			}
			others, err := extract.Article(under(head, text), extract.Hints{Now: noon})
			if err != nil {
				continue
			}
			pairs++
			if own.Confidence <= doubted {
				wrongly = append(wrongly, head.Title)
			}
			if others.Confidence > doubted {
				believed = append(believed, head.Title+" over the text of "+text.Title)
			}
		}
	}
	t.Logf("%d pairs, %d believed, %d wrongly doubted", pairs, len(believed), len(wrongly))
	if pairs < 50 || len(believed) > believedAtMost {
		t.Errorf("of %d pairs %d are believed, want at most %d of 50 and more:\n%s", pairs, len(believed), believedAtMost, strings.Join(believed, "\n"))
	}
	if len(wrongly) > wronglyDoubtedAtMost {
		t.Errorf("%d are doubted over their own text, want at most %d:\n%s", len(wrongly), wronglyDoubtedAtMost, strings.Join(wrongly, "\n"))
	}
}

func TestWhyADoubtedTextIsDoubted(t *testing.T) {
	all := ownArticles(t, "fr")
	_, said, err := extract.Explain(under(all[0], all[1]), extract.Hints{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range said {
		if s.Field == "confidence" && s.Witness == "text" && strings.Contains(s.Value, "something else than the text") {
			return
		}
	}
	t.Errorf("nothing says why it is doubted: %+v", said)
}
