package export

import (
	"time"

	"sada"
)

// Document is an export: the clippings of one event.
type Document struct {
	Schema    string     `json:"schema"` // sada/export/1
	Generated string     `json:"generated"`
	Generator string     `json:"generator"`
	Event     Event      `json:"event"`
	Clippings []Clipping `json:"clippings"`
	Lost      *Losses    `json:"lost,omitempty"`
}

// Losses counts the clippings that the archive could not give whole.
type Losses struct {
	LeftOut int `json:"left_out,omitempty"` // their records cannot be read
	Partly  int `json:"partly,omitempty"`   // without the parts that their own "lost" names
}

// Event is the event of an export.
type Event struct {
	ID          string            `json:"id"`
	Title       map[string]string `json:"title,omitempty"`
	Query       string            `json:"query"`
	QuerySHA256 string            `json:"query_sha256"`
	From        string            `json:"from,omitempty"`
	Until       string            `json:"until,omitempty"`
}

// Clipping is one article that answers the event.
type Clipping struct {
	ID         string   `json:"id"` // EVENT/ARTICLE
	ArticleID  string   `json:"article_id"`
	Source     Source   `json:"source"`
	SeenBy     []string `json:"seen_by,omitempty"`
	Aliases    []string `json:"aliases,omitempty"`
	Article    Article  `json:"article"`
	Version    int      `json:"version"`
	Current    int      `json:"current"`
	MatchesNow bool     `json:"matches_now"`
	DatedBy    string   `json:"dated_by"`
	Hits       []Hit    `json:"hits,omitempty"`
	Family     *Family  `json:"family,omitempty"`
	Edit       Edit     `json:"edit"`
	Capture    *Capture `json:"capture,omitempty"`
	Lost       []string `json:"lost,omitempty"` // parts that the archive has lost: text, capture, family
	// PageRefused says why the page is not there, where Capture.By is "feed".
	PageRefused *Fault `json:"page_refused,omitempty"`
}

// Source is the outlet of a clipping.
type Source struct {
	ID   string            `json:"id"`
	Name map[string]string `json:"name,omitempty"`
}

// Hit is one place where the article answers the query. Spans count bytes of
// the UTF-8 field.
type Hit struct {
	Leaf     string   `json:"leaf"`
	Field    string   `json:"field"`
	Spans    [][2]int `json:"spans"`
	Surface  string   `json:"surface"`
	Sentence string   `json:"sentence"`
}

// Matched is what a query says of one text: what `sada match` prints.
type Matched struct {
	File   string   `json:"file"`
	Match  bool     `json:"match"`
	Hits   []Hit    `json:"hits"`
	Failed []string `json:"failed"` // branches of the query that failed, as written
	Missed []Miss   `json:"missed,omitempty"`
}

// Family ties copies of one text. Aliases are ids of families that became one with
// it.
type Family struct {
	ID      string   `json:"id"`
	Head    bool     `json:"head"`
	Copies  []Copy   `json:"copies,omitempty"`
	Aliases []string `json:"aliases,omitempty"`
}

// Copy is another article of the family.
type Copy struct {
	Source    string `json:"source"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"`
}

// Edit is what the editor decided.
type Edit struct {
	Status   string            `json:"status"`
	Pinned   bool              `json:"pinned"`
	Position int               `json:"position,omitempty"`
	Title    map[string]string `json:"title,omitempty"`
	Note     string            `json:"note,omitempty"`
	By       string            `json:"by,omitempty"`
	At       string            `json:"at,omitempty"`
}

// Capture is how the page was received.
type Capture struct {
	At       string `json:"at"`
	By       string `json:"by"`
	Status   int    `json:"status,omitempty"`
	SHA256   string `json:"sha256"`
	Bytes    int64  `json:"bytes"`
	FinalURL string `json:"final_url,omitempty"`
}

// NewMatched gives the published shape of what a query says of one text.
func NewMatched(file string, match bool, hits []sada.Hit, failed []string) Matched {
	m := Matched{File: file, Match: match, Hits: []Hit{}, Failed: []string{}}
	for _, h := range hits {
		m.Hits = append(m.Hits, Hit(h))
	}
	m.Failed = append(m.Failed, failed...)
	return m
}

// Item is all that a clipping of an export is made of.
type Item struct {
	Clipping sada.Clipping
	Record   sada.Record
	Version  sada.Version // the version that was matched
	Capture  *sada.Capture
	Source   sada.Source
	Head     bool // it leads its family
	Copies   []Copy
	// FamilyAliases are ids of families that became one with its own.
	FamilyAliases []string
	Lost          []string // parts that the archive has lost: text, capture, family
}

func newClipping(i *Item) Clipping {
	c := &i.Clipping
	out := Clipping{
		ID: c.Event + "/" + c.ArticleID, ArticleID: c.ArticleID, Source: Source{i.Source.ID, i.Source.Name},
		SeenBy: i.Record.SeenBy, Aliases: i.Record.Aliases, Article: NewArticle("", &i.Version.Article),
		Version: c.Version, Current: i.Record.Current, MatchesNow: !c.Stale, DatedBy: c.DatedBy,
		Edit: newEdit(c.Edit), Lost: i.Lost, PageRefused: refused(i.Version.Refused),
	}
	for _, h := range c.Hits {
		out.Hits = append(out.Hits, newHit(h, &i.Version.Article))
	}
	if i.Record.Family != "" {
		out.Family = &Family{i.Record.Family, i.Head, i.Copies, i.FamilyAliases}
	}
	if i.Capture != nil {
		out.Article.BodyCut = out.Article.BodyCut || i.Capture.Truncated || i.Capture.Note != ""
		out.Capture = &Capture{
			i.Capture.Began.UTC().Format(time.RFC3339), i.Capture.By, i.Capture.Status, i.Capture.SHA256, i.Capture.Size, i.Capture.FinalURL,
		}
	}
	return out
}

func refused(r sada.Refusal) *Fault {
	if r.Reason == "" {
		return nil
	}
	return &Fault{Reason: string(r.Reason), Detail: r.Detail}
}

// newHit gives the published shape of a hit. The title and the subtitle are
// published without their marks of direction: their spans move with them.
func newHit(h sada.Hit, a *sada.Article) Hit {
	field := map[string]string{"title": a.Title, "subtitle": a.Subtitle}[h.Field]
	if field == plain(field) {
		return Hit(h)
	}
	out := Hit{Leaf: h.Leaf, Field: h.Field, Surface: plain(h.Surface), Sentence: plain(h.Sentence)}
	for _, s := range h.Spans {
		end := min(s[1], len(field))
		out.Spans = append(out.Spans, [2]int{len(plain(field[:min(s[0], end)])), len(plain(field[:end]))})
	}
	return out
}

func newEdit(e sada.Edit) Edit {
	out := Edit{Status: e.Status, Pinned: e.Pinned, Position: e.Position, Title: e.Title, Note: e.Note, By: e.By}
	if out.Status == "" {
		out.Status = sada.EditNew
	}
	if !e.At.IsZero() {
		out.At = e.At.UTC().Format(time.RFC3339)
	}
	return out
}
