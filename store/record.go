package store

import (
	"net/http"
	"time"

	"sada"
)

// The records below are what lies on disk, in the form that encode gives them.
// Their tags are the format; their Go names follow the nouns. A field that is
// added needs nothing; one that changes its meaning needs a new version and a
// case in decode.

type dateRecord struct {
	Time      time.Time      `json:"t,omitzero"`
	Precision sada.Precision `json:"p,omitempty"`
	Zone      string         `json:"z,omitempty"`
	From      string         `json:"f,omitempty"`
	Text      string         `json:"x,omitempty"`
}

func each[A, B any](in []A, f func(A) B) []B {
	if in == nil {
		return nil
	}
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = f(a)
	}
	return out
}

type blockRecord struct {
	Kind sada.BlockKind `json:"k"`
	Text string         `json:"t"`
}

type imageRecord struct {
	URL     string `json:"u"`
	Caption string `json:"c,omitempty"`
	Credit  string `json:"r,omitempty"`
	SHA256  string `json:"s,omitempty"`
	Missing string `json:"m,omitempty"`
}

type articleRecord struct {
	URL        string        `json:"u,omitempty"`
	Canonical  string        `json:"ca,omitempty"`
	Kind       sada.Kind     `json:"k,omitempty"`
	Language   string        `json:"l,omitempty"`
	Direction  string        `json:"dir,omitempty"`
	Title      string        `json:"t,omitempty"`
	Subtitle   string        `json:"s,omitempty"`
	Authors    []string      `json:"a,omitempty"`
	Agency     string        `json:"ag,omitempty"`
	Section    string        `json:"se,omitempty"`
	Tags       []string      `json:"tg,omitempty"`
	Published  dateRecord    `json:"p,omitzero"`
	Modified   dateRecord    `json:"m,omitzero"`
	Blocks     []blockRecord `json:"b,omitempty"`
	Images     []imageRecord `json:"i,omitempty"`
	Embeds     []string      `json:"e,omitempty"`
	Confidence float64       `json:"c,omitempty"`
	Cut        bool          `json:"x,omitempty"`
}

func fromArticle(a *sada.Article) articleRecord {
	return articleRecord{
		a.URL, a.Canonical, a.Kind, a.Language, a.Direction, a.Title, a.Subtitle, a.Authors, a.Agency, a.Section, a.Tags,
		dateRecord(a.Published), dateRecord(a.Modified),
		each(a.Blocks, func(b sada.Block) blockRecord { return blockRecord(b) }),
		each(a.Images, func(i sada.Image) imageRecord { return imageRecord(i) }),
		a.Embeds, a.Confidence, a.Cut,
	}
}

func (a *articleRecord) article() sada.Article {
	return sada.Article{
		URL: a.URL, Canonical: a.Canonical, Kind: a.Kind, Language: a.Language, Direction: a.Direction,
		Title: a.Title, Subtitle: a.Subtitle, Authors: a.Authors, Agency: a.Agency, Section: a.Section, Tags: a.Tags,
		Published: sada.Date(a.Published), Modified: sada.Date(a.Modified),
		Blocks: each(a.Blocks, func(b blockRecord) sada.Block { return sada.Block(b) }),
		Images: each(a.Images, func(i imageRecord) sada.Image { return sada.Image(i) }),
		Embeds: a.Embeds, Confidence: a.Confidence, Cut: a.Cut,
	}
}

type cardRecord struct {
	ID        string     `json:"id,omitempty"` // the key of the record; of layout 1 also within it
	Key       string     `json:"k"`
	Source    string     `json:"s,omitempty"`
	SeenBy    []string   `json:"by,omitempty"`
	Aliases   []string   `json:"al,omitempty"`
	First     time.Time  `json:"f"`
	Last      time.Time  `json:"la"`
	Current   int        `json:"n"`
	Title     string     `json:"t,omitempty"`
	URL       string     `json:"u,omitempty"`
	Published dateRecord `json:"p,omitzero"`
	Language  string     `json:"l,omitempty"`
	Kind      sada.Kind  `json:"kd,omitempty"`
	// Pictures that were fetched for the article, by address.
	Pictures map[string]pictureRecord `json:"pic,omitempty"`
	Own      bool                     `json:"own,omitempty"`
	Keys     []string                 `json:"ks,omitempty"`
	Clip     bool                     `json:"cl,omitempty"`
	Family   string                   `json:"fa,omitempty"` // "" for a text without copies
	Sketch   uint64                   `json:"sk,omitempty"` // its key in sketches
	Wire     bool                     `json:"w,omitempty"`
	Carried  string                   `json:"cf,omitempty"` // the source whose feed carried its newest version, "" for a page
}

type pictureRecord struct {
	SHA256  string `json:"s,omitempty"`
	Missing string `json:"m,omitempty"`
}

func (c *cardRecord) record() sada.Record {
	return sada.Record{
		ID: c.ID, Key: c.Key, Source: c.Source, SeenBy: c.SeenBy, Aliases: c.Aliases, First: c.First, Last: c.Last,
		Current: c.Current, Title: c.Title, URL: c.URL, Published: sada.Date(c.Published), Language: c.Language, Kind: c.Kind,
		Family: c.Family,
	}
}

type versionRecord struct {
	At      time.Time `json:"at"`
	Capture uint64    `json:"q"`
	Text    string    `json:"h"` // hash of the blob that holds the article
	// Refused says why the page is not there, of a text that a feed carried.
	Refused refusalRecord `json:"rf,omitzero"`
}

type refusalRecord struct {
	Reason sada.Reason `json:"r"`
	Detail string      `json:"d,omitempty"`
}

type hopRecord struct {
	URL      string `json:"u"`
	Status   int    `json:"s"`
	Location string `json:"l"`
}

type captureRecord struct {
	Seq           uint64      `json:"q"`
	By            string      `json:"by"`
	File          string      `json:"fi,omitempty"`
	Method        string      `json:"me,omitempty"`
	URL           string      `json:"u,omitempty"`
	Hops          []hopRecord `json:"ho,omitempty"`
	FinalURL      string      `json:"fu,omitempty"`
	RequestHeader http.Header `json:"rh,omitempty"`
	Status        int         `json:"s,omitempty"`
	Header        http.Header `json:"h,omitempty"`
	Proto         string      `json:"pr,omitempty"`
	Remote        string      `json:"re,omitempty"`
	Began         time.Time   `json:"b"`
	Ended         time.Time   `json:"e"`
	Robots        string      `json:"ro,omitempty"`
	SHA256        sumText     `json:"sh,omitempty"`
	Size          int64       `json:"si,omitempty"`
	WireSize      int64       `json:"ws,omitempty"`
	WireEncoding  string      `json:"we,omitempty"`
	Truncated     bool        `json:"tr,omitempty"`
	Note          string      `json:"n,omitempty"`
	Article       idText      `json:"a,omitempty"`
	Source        string      `json:"so,omitempty"`
}

func fromCapture(c *sada.Capture, article, source string) captureRecord {
	return captureRecord{
		c.Seq, c.By, c.File, c.Method, c.URL, each(c.Hops, func(h sada.Hop) hopRecord { return hopRecord(h) }), c.FinalURL,
		c.RequestHeader, c.Status, c.Header, c.Proto, c.Remote, c.Began, c.Ended, c.Robots, sumText(c.SHA256), c.Size, c.WireSize,
		c.WireEncoding, c.Truncated, c.Note, idText(article), source,
	}
}

func (c *captureRecord) capture() sada.Capture {
	return sada.Capture{
		Seq: c.Seq, By: c.By, File: c.File, Method: c.Method, URL: c.URL,
		Hops: each(c.Hops, func(h hopRecord) sada.Hop { return sada.Hop(h) }), FinalURL: c.FinalURL,
		RequestHeader: c.RequestHeader, Status: c.Status, Header: c.Header, Proto: c.Proto, Remote: c.Remote,
		Began: c.Began, Ended: c.Ended, Robots: c.Robots, SHA256: string(c.SHA256), Size: c.Size, WireSize: c.WireSize,
		WireEncoding: c.WireEncoding, Truncated: c.Truncated, Note: c.Note,
	}
}

type hitRecord struct {
	Leaf     string   `json:"l"`
	Field    string   `json:"f"`
	Spans    [][2]int `json:"s"`
	Surface  string   `json:"u"`
	Sentence string   `json:"t"`
}

type editRecord struct {
	Status   string     `json:"s,omitempty"`
	Pinned   bool       `json:"p,omitempty"`
	Position int        `json:"n,omitempty"`
	Title    sada.Names `json:"t,omitempty"`
	Note     string     `json:"no,omitempty"`
	By       string     `json:"by,omitempty"`
	At       time.Time  `json:"at,omitzero"`
}

type clippingRecord struct {
	Version  int         `json:"v"`
	Hits     []hitRecord `json:"h,omitempty"`
	DatedBy  string      `json:"d,omitempty"`
	QuerySHA string      `json:"q,omitempty"`
	At       time.Time   `json:"at"`
	Stale    bool        `json:"st,omitempty"`
	Edit     editRecord  `json:"e,omitzero"`
}

func fromClipping(c *sada.Clipping) clippingRecord {
	return clippingRecord{
		c.Version, each(c.Hits, func(h sada.Hit) hitRecord { return hitRecord(h) }), c.DatedBy, c.QuerySHA, c.At, c.Stale,
		editRecord(c.Edit),
	}
}

func (c *clippingRecord) clipping(event, article string) sada.Clipping {
	return sada.Clipping{
		Event: event, ArticleID: article, Version: c.Version,
		Hits: each(c.Hits, func(h hitRecord) sada.Hit { return sada.Hit(h) }), DatedBy: c.DatedBy, QuerySHA: c.QuerySHA,
		At: c.At, Stale: c.Stale, Edit: sada.Edit(c.Edit),
	}
}

type leadRecord struct {
	URL       string     `json:"u"`
	Title     string     `json:"t,omitempty"`
	Summary   string     `json:"s,omitempty"`
	Published dateRecord `json:"p,omitzero"`
	Modified  dateRecord `json:"m,omitzero"`
	Authors   []string   `json:"a,omitempty"`
	Language  string     `json:"l,omitempty"`
	Section   string     `json:"se,omitempty"`
	Tags      []string   `json:"tg,omitempty"`
	GUID      string     `json:"g,omitempty"`
	Image     string     `json:"i,omitempty"`
	Content   string     `json:"c,omitempty"`
	Kind      sada.Kind  `json:"k,omitempty"`
	Endpoint  string     `json:"e,omitempty"`

	Carrier *captureRecord `json:"v,omitempty"`
}

func fromLead(l *sada.Lead) leadRecord {
	r := leadRecord{
		l.URL, l.Title, l.Summary, dateRecord(l.Published), dateRecord(l.Modified), l.Authors, l.Language, l.Section, l.Tags,
		l.GUID, l.Image, l.Content, l.Kind, l.Endpoint, nil,
	}
	if l.Carrier != nil {
		c := fromCapture(l.Carrier, "", "")
		r.Carrier = &c
	}
	return r
}

func (l *leadRecord) lead() sada.Lead {
	out := sada.Lead{
		URL: l.URL, Title: l.Title, Summary: l.Summary, Published: sada.Date(l.Published), Modified: sada.Date(l.Modified),
		Authors: l.Authors, Language: l.Language, Section: l.Section, Tags: l.Tags, GUID: l.GUID, Image: l.Image,
		Content: l.Content, Kind: l.Kind, Endpoint: l.Endpoint,
	}
	if l.Carrier != nil {
		c := l.Carrier.capture()
		out.Carrier = &c
	}
	return out
}

type queuedRecord struct {
	Key     string      `json:"k"`
	URL     string      `json:"u"`
	Picture bool        `json:"p,omitempty"`
	Article string      `json:"a,omitempty"`
	Lead    leadRecord  `json:"l,omitzero"`
	Tries   int         `json:"n,omitempty"`
	Next    time.Time   `json:"nx,omitzero"`
	Added   time.Time   `json:"ad"`
	Reason  sada.Reason `json:"r,omitempty"`
	Detail  string      `json:"d,omitempty"`
	Seq     uint64      `json:"q"`
	Bad     time.Time   `json:"b,omitzero"`
	Held    time.Time   `json:"h,omitzero"`
	Again   bool        `json:"g,omitempty"`
	Signs   uint8       `json:"sg,omitempty"`
	Said    []byte      `json:"sd,omitempty"`
}

type seenRecord struct {
	Key      string      `json:"k,omitempty"`
	URL      string      `json:"u"`
	Source   string      `json:"s"`
	Article  string      `json:"a,omitempty"`
	Reason   sada.Reason `json:"r,omitempty"`
	Detail   string      `json:"d,omitempty"`
	At       time.Time   `json:"at"`
	Modified time.Time   `json:"m,omitzero"`
	Carried  bool        `json:"cf,omitempty"` // a feed carried the article, its page is still to be read
	Said     [][]byte    `json:"sd,omitempty"` // by endpoint

	address uint32 // in place of URL, where the record is a compact one
}

// blobRecord says where a blob lies.
type blobRecord struct {
	File string `json:"f"`           // period file, without its folder
	Key  uint64 `json:"k"`           // its key there
	Size int64  `json:"s"`           // bytes, unpacked
	Kind string `json:"t,omitempty"` // media type of a picture
}
