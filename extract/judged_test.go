package extract_test

import (
	"bytes"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"sada"
	"sada/extract"
)

// feedCase is one of the public cases for readers of feeds, with what they are
// judged to say.
type feedCase struct {
	File    string
	Headers []string
	Expect  []struct {
		Path   string
		Equals any
	}
}

func (c *feedCase) page(t *testing.T, root string) *sada.Page {
	t.Helper()
	p := &sada.Page{Body: readCorpus(t, filepath.Join(root, c.File)), Capture: sada.Capture{URL: "http://127.0.0.1:8097/tests/" + c.File, Header: http.Header{}}}
	for _, line := range c.Headers {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		p.Capture.Header.Set(key, value)
		if strings.EqualFold(key, "Content-Location") {
			p.Capture.URL = value
		}
	}
	return p
}

func judgedFeeds(t *testing.T, f func(c feedCase, p *sada.Page, l *sada.Leads, err error)) {
	t.Helper()
	root := corpus(t, "feeds")
	eachLine(t, filepath.Join(root, "expect.jsonl"), func(c feedCase) {
		p := c.page(t, root)
		l, err := extract.Leads(p, sada.Endpoint{Kind: sada.Feed}, extract.Hints{Now: noon})
		f(c, p, l, err)
	})
}

// said is what leads say at a path of the cases; ok is false where they say
// nothing of the kind.
func said(l *sada.Leads, path string) (got string, ok bool) {
	if path == "feed.title" {
		return l.Title, true
	}
	if len(l.Items) == 0 {
		return "", false
	}
	first := l.Items[0]
	switch path {
	case "entries[0].title", "entries[0].title_detail.value":
		return first.Title, true
	case "entries[0].link":
		return first.URL, true
	case "entries[0].guid", "entries[0].id":
		return first.GUID, true
	case "entries[0].description", "entries[0].summary":
		return first.Summary, true
	case "entries[0].author":
		return strings.Join(first.Authors, ", "), true
	case "entries[0].category", "entries[0].tags[0].term":
		return strings.Join(first.Tags[:min(len(first.Tags), 1)], ""), true
	case "entries[0].image.href":
		return first.Image, true
	}
	return "", false
}

func TestFeedsSayWhatTheyAreJudgedToSay(t *testing.T) {
	right, wrong := 0, 0
	judgedFeeds(t, func(c feedCase, _ *sada.Page, l *sada.Leads, err error) {
		if err != nil {
			return
		}
		for _, e := range c.Expect {
			want, text := e.Equals.(string)
			got, ok := said(l, e.Path)
			// What holds elements is cleaned there, and made text here.
			if !ok || !text || strings.ContainsAny(want, "<&") {
				continue
			}
			if got == strings.Join(strings.Fields(want), " ") {
				right++
				continue
			}
			wrong++
			t.Logf("%s: %s is %q, want %q", c.File, e.Path, got, want)
		}
	})
	t.Logf("%d as judged, %d otherwise", right, wrong)
	if right < 1 || wrong > 1 {
		t.Errorf("%d as judged, %d otherwise; want all but the title in a space that is made up", right, wrong)
	}
}

func TestFeedsThatTheLibraryReadsAreRead(t *testing.T) {
	read, refused, wides := 0, 0, 0
	judgedFeeds(t, func(c feedCase, p *sada.Page, l *sada.Leads, err error) {
		wide := strings.Contains(c.File, "utf-16") || strings.Contains(c.File, "utf-32") || strings.Contains(c.File, "utf16") || strings.Contains(c.File, "utf32")
		if wide && err == nil {
			wides++
		}
		f, theirs := gofeed.NewParser().Parse(bytes.NewReader(p.Body))
		switch {
		case err != nil && (theirs == nil || wide):
			refused++
			t.Errorf("%s: %v", c.File, err)
		case err != nil || theirs != nil:
			return
		}
		read++
		if err == nil {
			wantAsTheirs(t, c.File, f, l)
		}
	})
	t.Logf("%d feeds read as by the library, %d refused", read, refused)
	if read < 316 || wides < 13 {
		t.Errorf("%d feeds, %d of two and four bytes a sign; want 316 and 13", read, wides)
	}
}

// wantAsTheirs holds that the first item says what the library reads of it.
func wantAsTheirs(t *testing.T, file string, f *gofeed.Feed, l *sada.Leads) {
	t.Helper()
	if len(f.Items) == 0 || f.Items[0].Link == "" {
		return
	}
	if len(l.Items) == 0 {
		t.Errorf("%s: no lead, want one to %q", file, f.Items[0].Link)
		return
	}
	it, got := f.Items[0], l.Items[0]
	if !strings.ContainsAny(it.Title, "<&") && got.Title != strings.Join(strings.Fields(it.Title), " ") {
		t.Errorf("%s: title %q, want %q", file, got.Title, it.Title)
	}
	if strings.HasPrefix(it.Link, "http") && !strings.HasPrefix(got.URL, strings.TrimRight(it.Link, "/")) {
		t.Errorf("%s: address %q, want %q", file, got.URL, it.Link)
	}
	if got.GUID != strings.Join(strings.Fields(it.GUID), " ") {
		t.Errorf("%s: id %q, want %q", file, got.GUID, it.GUID)
	}
	for _, d := range []struct {
		want *time.Time
		got  sada.Date
	}{{it.PublishedParsed, got.Published}, {it.UpdatedParsed, got.Modified}} {
		if d.want != nil && !d.got.Time.Equal(*d.want) {
			t.Errorf("%s: date %v, want %v", file, d.got, d.want)
		}
	}
}
