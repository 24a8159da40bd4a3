// Package export gives the published shapes: JSON, JSON Lines, CSV and HTML,
// with their schemas, in both directions where others bring articles in.
//
// It owns every published name. It decides nothing, reads no archive and knows
// no nouns but the root's.
package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"sada"
)

// Article is one article as JSON: what `sada extract` prints and exports hold.
// What is not known is absent.
type Article struct {
	File               string   `json:"file,omitempty"`
	URL                string   `json:"url,omitempty"`
	Canonical          string   `json:"canonical,omitempty"`
	Kind               string   `json:"kind,omitempty"`
	Language           string   `json:"language,omitempty"`
	Direction          string   `json:"direction,omitempty"`
	Title              string   `json:"title,omitempty"`
	Subtitle           string   `json:"subtitle,omitempty"`
	Authors            []string `json:"authors,omitempty"`
	Agency             string   `json:"agency,omitempty"`
	Section            string   `json:"section,omitempty"`
	Tags               []string `json:"tags,omitempty"`
	Published          string   `json:"published,omitempty"`
	PublishedPrecision string   `json:"published_precision,omitempty"`
	PublishedZone      string   `json:"published_zone,omitempty"`
	PublishedFrom      string   `json:"published_from,omitempty"`
	PublishedText      string   `json:"published_text,omitempty"`
	Modified           string   `json:"modified,omitempty"`
	Text               string   `json:"text,omitempty"`
	Blocks             []Block  `json:"blocks,omitempty"`
	Images             []Image  `json:"images,omitempty"`
	Embeds             []string `json:"embeds,omitempty"`
	BodyCut            bool     `json:"body_cut,omitempty"` // the text is not whole
	Confidence         float64  `json:"confidence,omitempty"`
	Why                []Said   `json:"why,omitempty"` // of sada extract --why alone
}

// Said is what one witness of a page says of one field.
type Said struct {
	Field   string `json:"field"`
	Witness string `json:"witness"`
	Value   string `json:"value"`
	Note    string `json:"note,omitempty"`
	Chosen  bool   `json:"chosen,omitempty"`
}

// NewWhy gives the published shape of what the witnesses of a page say.
func NewWhy(all []sada.Said) []Said {
	var out []Said
	for _, s := range all {
		out = append(out, Said(s))
	}
	return out
}

// Block is one piece of the body.
type Block struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// Image is a picture of the article.
type Image struct {
	URL     string `json:"url"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
	SHA256  string `json:"sha256,omitempty"`
	Missing string `json:"missing,omitempty"`
}

// NewArticle gives the published shape of an article. file is the name of the
// file it was read from, "" for none.
func NewArticle(file string, a *sada.Article) Article {
	out := Article{
		File: file, URL: a.URL, Canonical: a.Canonical, Kind: string(a.Kind), Language: a.Language, Direction: a.Direction,
		Title: plain(a.Title), Subtitle: plain(a.Subtitle), Authors: a.Authors, Agency: a.Agency, Section: a.Section, Tags: a.Tags,
		Published: a.Published.String(), PublishedPrecision: string(a.Published.Precision), PublishedZone: a.Published.Zone,
		PublishedFrom: a.Published.From, PublishedText: a.Published.Text, Modified: a.Modified.String(),
		Text: a.Text(), Embeds: a.Embeds, BodyCut: a.Cut, Confidence: a.Confidence,
	}
	for _, b := range a.Blocks {
		out.Blocks = append(out.Blocks, Block{string(b.Kind), b.Text})
	}
	for _, i := range a.Images {
		out.Images = append(out.Images, Image(i))
	}
	return out
}

// Article is the noun that the shape gives. Without blocks the text is taken
// for paragraphs. The error names a date that cannot be read.
func (a *Article) Article() (sada.Article, error) {
	out := sada.Article{
		URL: a.URL, Canonical: a.Canonical, Kind: sada.Kind(a.Kind), Language: a.Language, Direction: a.Direction,
		Title: a.Title, Subtitle: a.Subtitle, Authors: a.Authors, Agency: a.Agency, Section: a.Section, Tags: a.Tags,
		Embeds: a.Embeds, Cut: a.BodyCut, Confidence: a.Confidence,
	}
	var err error
	if out.Published, err = date(a.Published, a.PublishedPrecision); err != nil {
		return out, fmt.Errorf("published: %w", err)
	}
	out.Published.Zone, out.Published.From, out.Published.Text = a.PublishedZone, a.PublishedFrom, a.PublishedText
	if out.Modified, err = date(a.Modified, ""); err != nil {
		return out, fmt.Errorf("modified: %w", err)
	}
	for _, b := range a.Blocks {
		out.Blocks = append(out.Blocks, sada.Block{Kind: sada.BlockKind(b.Kind), Text: b.Text})
	}
	if len(out.Blocks) == 0 {
		for _, p := range strings.Split(a.Text, "\n\n") {
			if p = strings.TrimSpace(p); p != "" {
				out.Blocks = append(out.Blocks, sada.Block{Kind: sada.Paragraph, Text: p})
			}
		}
	}
	for _, i := range a.Images {
		out.Images = append(out.Images, sada.Image(i))
	}
	return out, nil
}

func date(s, precision string) (sada.Date, error) {
	if s == "" {
		return sada.Date{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		d := sada.Date{Time: t, Precision: sada.Precision(precision)}
		if d.Precision == "" {
			d.Precision = sada.ToSecond
		}
		return d, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return sada.Date{}, fmt.Errorf("%q is neither RFC 3339 nor a day", s)
	}
	return sada.Date{Time: t, Precision: sada.ToDay}, nil
}

// ReadArticles reads articles as `sada extract` prints them: an array, one
// object, or one object a line. Pages that gave none are passed over.
func ReadArticles(r io.Reader) ([]Article, error) {
	d := json.NewDecoder(r)
	var out []Article
	for {
		var raw json.RawMessage
		err := d.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, fmt.Errorf("reading articles: %w", err)
		}
		var some []Article
		if err := json.Unmarshal(raw, &some); err != nil {
			var one Article
			if err := json.Unmarshal(raw, &one); err != nil {
				return out, fmt.Errorf("reading articles: %w", err)
			}
			some = []Article{one}
		}
		for _, a := range some {
			if a.Title != "" || a.Text != "" {
				out = append(out, a)
			}
		}
	}
}

// ExtractError is printed in place of an article for a page that is none.
type ExtractError struct {
	File  string `json:"file,omitempty"`
	URL   string `json:"url,omitempty"`
	Error Fault  `json:"error"`
	Why   []Said `json:"why,omitempty"`
}

// Fault says why there is no article.
type Fault struct {
	Reason string `json:"reason"`
	Detail string `json:"detail,omitempty"`
}

// NewExtractError gives the published shape of a page that is no article.
func NewExtractError(file, url string, reason sada.Reason, detail string) ExtractError {
	return ExtractError{File: file, URL: url, Error: Fault{string(reason), detail}}
}

// plain takes marks of direction out of a text that stands on one line: they
// would turn what follows it round.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}
