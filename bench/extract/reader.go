package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	readeck "codeberg.org/readeck/go-readability/v2"
	shiori "github.com/go-shiori/go-readability"
	distiller "github.com/markusmobius/go-domdistiller"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"sada"
	"sada/bench/judge"
	"sada/extract"
	"sada/internal/clock"
	"sada/internal/export"
)

// ours is the name of our own reader in the tables.
const ours = "sada"

// fields are what a reader gives at all.
type fields struct{ body, title, date, authors bool }

// reader is one way to read a page, from its bytes to its fields.
type reader struct {
	name string
	does fields
	read func(*judge.Page) (judge.Answer, error)
}

// answer reads a page. A peer that panics has no answer; the run goes on.
func (r *reader) answer(p *judge.Page) (a judge.Answer) {
	defer func() {
		if v := recover(); v != nil {
			a = judge.Answer{Failed: fmt.Sprintf("panic: %v", v)}
		}
	}()
	a, err := r.read(p)
	if err != nil {
		a = judge.Answer{Failed: err.Error()}
		var no *sada.Rejection
		if errors.As(err, &no) {
			a.Reason = no.Reason
		}
	}
	return a
}

// readersNamed lists the readers, or the one of that name.
func readersNamed(only string) ([]reader, error) {
	zone, err := clock.Location("Africa/Casablanca")
	if err != nil {
		return nil, err
	}
	all := fields{true, true, true, true}
	readers := []reader{
		{ours, all, func(p *judge.Page) (judge.Answer, error) { return readOurs(p, zone) }},
		{"trafilatura", all, func(p *judge.Page) (judge.Answer, error) { return readTrafilatura(p, false) }},
		{"trafilatura+fallback", all, func(p *judge.Page) (judge.Answer, error) { return readTrafilatura(p, true) }},
		{"readeck", all, readReadeck},
		{"shiori", all, readShiori},
		{"domdistiller", all, readDistiller},
		{"htmldate", fields{date: true}, readHTMLDate},
	}
	if only == "" {
		return readers, nil
	}
	var names []string
	for _, r := range readers {
		if r.name == only {
			return []reader{r}, nil
		}
		names = append(names, r.name)
	}
	return nil, fmt.Errorf("-only %s: is one of %s", only, strings.Join(names, ", "))
}

// readOurs reads a page as `sada extract` does without settings: the moment is
// the file's, and the answer has the published shape.
func readOurs(p *judge.Page, zone *time.Location) (judge.Answer, error) {
	body := p.Body
	if p.Rest != nil {
		body = p.Raw
	}
	saved := &sada.Page{Body: body, Capture: sada.Capture{
		By: sada.ByImport, URL: p.URL, FinalURL: p.URL, Began: p.At, Ended: p.At, Size: int64(len(body)),
	}}
	a, err := extract.Article(saved, extract.Hints{Zone: zone, Now: p.At.In(zone)})
	if err != nil {
		return judge.Answer{}, err
	}
	x := export.NewArticle(p.File, a)
	return judge.Answer{Title: x.Title, Authors: x.Authors, Published: x.Published, Text: x.Text,
		Rest: judge.Rest{Subtitle: x.Subtitle, Section: x.Section, Agency: x.Agency, Language: x.Language}}, nil
}

func readTrafilatura(p *judge.Page, fallback bool) (judge.Answer, error) {
	doc, err := html.Parse(bytes.NewReader(p.Body))
	if err != nil {
		return judge.Answer{}, err
	}
	r, err := trafilatura.ExtractDocument(doc, trafilatura.Options{OriginalURL: p.Address, EnableFallback: fallback, ExcludeComments: true})
	if err != nil {
		return judge.Answer{}, err
	}
	return judge.Answer{Title: r.Metadata.Title, Authors: one(r.Metadata.Author), Published: moment(r.Metadata.Date), Text: r.ContentText}, nil
}

func readReadeck(p *judge.Page) (judge.Answer, error) {
	doc, err := html.Parse(bytes.NewReader(p.Body))
	if err != nil {
		return judge.Answer{}, err
	}
	parser := readeck.NewParser()
	r, err := parser.ParseAndMutate(doc, p.Address)
	if err != nil {
		return judge.Answer{}, err
	}
	a := judge.Answer{Title: r.Title(), Authors: one(r.Byline())}
	if t, err := r.PublishedTime(); err == nil {
		a.Published = moment(t)
	}
	if r.Node != nil {
		var b strings.Builder
		if err := r.RenderText(&b); err != nil {
			return judge.Answer{}, err
		}
		a.Text = b.String()
	}
	return a, nil
}

func readShiori(p *judge.Page) (judge.Answer, error) {
	r, err := shiori.FromReader(bytes.NewReader(p.Body), p.Address)
	if err != nil {
		return judge.Answer{}, err
	}
	a := judge.Answer{Title: r.Title, Authors: one(r.Byline), Text: r.TextContent}
	if r.PublishedTime != nil {
		a.Published = moment(*r.PublishedTime)
	}
	return a, nil
}

func readDistiller(p *judge.Page) (judge.Answer, error) {
	doc, err := html.Parse(bytes.NewReader(p.Body))
	if err != nil {
		return judge.Answer{}, err
	}
	r, err := distiller.Apply(doc, &distiller.Options{OriginalURL: p.Address, SkipPagination: true})
	if err != nil {
		return judge.Answer{}, err
	}
	a := judge.Answer{Title: r.Title, Text: r.Text, Authors: r.MarkupInfo.Article.Authors}
	if len(a.Authors) == 0 {
		a.Authors = one(r.MarkupInfo.Author)
	}
	if s := r.MarkupInfo.Article.PublishedTime; len(s) >= len(time.DateOnly) {
		a.Published = s
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			a.Published = s[:len(time.DateOnly)]
		}
	}
	return a, nil
}

func readHTMLDate(p *judge.Page) (judge.Answer, error) {
	doc, err := html.Parse(bytes.NewReader(p.Body))
	if err != nil {
		return judge.Answer{}, err
	}
	r, err := htmldate.FromDocument(doc, htmldate.Options{URL: p.URL, UseOriginalDate: true, ExtractTime: true})
	switch {
	case err != nil:
		return judge.Answer{}, err
	case r.IsZero():
		return judge.Answer{}, errors.New("no date")
	case r.HasTime:
		return judge.Answer{Published: r.DateTime.Format(time.RFC3339)}, nil
	}
	return judge.Answer{Published: r.DateTime.Format(time.DateOnly)}, nil
}

// moment writes a time; one at midnight is a day, since the peers do not tell
// the two apart.
func moment(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0:
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

func one(s string) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return []string{s}
}
