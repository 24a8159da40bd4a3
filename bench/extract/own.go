package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"time"

	"sada/bench/judge"
)

// kept are the pages written for this measure, those of them that no rule is
// mended by, the pages that are no article, and the marks of bodies in pages that
// lie elsewhere.
//
//go:embed own blind blind2 none marks
var kept embed.FS

// readAt is the moment at which pages of our own are read: later than all of
// them, and the same in every run.
var readAt = time.Date(2026, time.October, 1, 12, 0, 0, 0, time.UTC)

// golden is what a page of our own says, as it was written.
type golden struct {
	URL       string   `json:"url"`
	Language  string   `json:"language"`
	Title     string   `json:"title"`
	Subtitle  string   `json:"subtitle"`
	Authors   []string `json:"authors"`
	Published string   `json:"published"`
	Section   string   `json:"section"`
	Agency    string   `json:"agency"`
	Text      []string `json:"text"`
}

// loadOwn reads the pages of our own in a folder (own, blind, blind2) and a language; ""
// for all of them.
func loadOwn(folder, language, half string) ([]*judge.Page, error) {
	files, err := fs.Glob(kept, folder+"/*.json")
	if err != nil {
		return nil, err
	}
	var pages []*judge.Page
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".json")
		if half != "" && half != judge.HalfOf(name) {
			continue
		}
		var g golden
		raw, err := kept.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(raw, &g)
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
		if language != "" && language != g.Language {
			continue
		}
		p, err := keptPage(folder+"/"+name+".html", g.URL)
		if err != nil {
			return nil, err
		}
		fill(p, &g)
		pages = append(pages, p)
	}
	return pages, nil
}

func fill(p *judge.Page, g *golden) {
	text := strings.Join(g.Text, "\n\n")
	p.Language, p.Title, p.Authors, p.Published, p.Text = g.Language, &g.Title, &g.Authors, &g.Published, &text
	p.Subtitle = g.Subtitle
	p.Rest = &judge.Rest{Subtitle: g.Subtitle, Section: g.Section, Agency: g.Agency, Language: g.Language}
}

// keptPage reads a page that lies in this folder. Ours is handed its very
// bytes, so that it has to tell their encoding; the peers are handed UTF-8.
func keptPage(file, address string) (*judge.Page, error) {
	raw, err := kept.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p := &judge.Page{Raw: raw, At: readAt}
	p.File, p.URL = path.Base(file), address
	if p.Address, err = url.Parse(address); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	if p.Body, err = judge.AsUTF8(raw); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	return p, nil
}

// restFigure is the share of pages on which each is right; ours alone gives them.
type restFigure struct {
	Pages                               int
	Subtitle, Section, Agency, Language float64
}

func scoreRest(pages []*judge.Page, answers []judge.Answer) *restFigure {
	var n restFigure
	for i, p := range pages {
		if p.Rest == nil {
			continue
		}
		n.Pages++
		got := &answers[i].Rest
		for _, c := range []struct {
			want, got string
			sum       *float64
		}{
			{p.Rest.Subtitle, got.Subtitle, &n.Subtitle}, {p.Rest.Section, got.Section, &n.Section},
			{p.Rest.Agency, got.Agency, &n.Agency}, {p.Rest.Language, got.Language, &n.Language},
		} {
			if judge.Fold(c.want) == judge.Fold(c.got) {
				*c.sum++
			}
		}
	}
	if n.Pages == 0 {
		return nil
	}
	for _, sum := range []*float64{&n.Subtitle, &n.Section, &n.Agency, &n.Language} {
		*sum /= float64(n.Pages)
	}
	return &n
}
