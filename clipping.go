package sada

import "time"

// Record is the archive's card for one article: what stays the same over all
// its versions.
type Record struct {
	ID      string   // UUIDv7, given at the first capture, never changed
	Key     string   // identity key
	Source  string   // the source whose host it is, else the first that led to it
	SeenBy  []string // every source that led to it
	Aliases []string // other addresses of it
	First   time.Time
	Last    time.Time // last capture
	Current int       // number of the current version, from 1
	Title   string    // of the current version
	URL     string
	// Published is the current version's; the zero Date when it has none.
	Published Date
	Language  string
	Kind      Kind
	Family    string // id of the family of copies that it belongs to, its first member's; "" when it has none
}

// Version is one state of an article.
type Version struct {
	ArticleID string
	N         int // from 1
	At        time.Time
	Capture   uint64 // sequence number of the capture it was read from
	Article   Article
	Refused   Refusal // of a text that a feed carried: why its page is not there
}

// Refusal says why the page of an article is not there; the zero value, that
// nothing is missing.
type Refusal struct {
	Reason Reason
	Detail string
}

// Hit is one place where an article answers a query.
type Hit struct {
	Leaf     string   // the part of the query, as written
	Field    string   // title, subtitle, text, author, source, lang, date
	Spans    [][2]int // bytes of the UTF-8 field
	Surface  string   // the text of the first span
	Sentence string   // the sentence around it
}

// What stood in for the day of a clipping.
const (
	DatedByPublished = "published"
	DatedByFirstSeen = "first-seen"
)

// Clipping is an article that answers an event.
type Clipping struct {
	Event     string
	ArticleID string
	Version   int // the version that was matched
	Hits      []Hit
	DatedBy   string
	QuerySHA  string // hash of the query it answered
	At        time.Time
	Stale     bool // untouched by the editor, and hits no more
	Edit      Edit
}

// States an editor gives a clipping.
const (
	EditNew     = "new"
	EditKept    = "kept"
	EditDropped = "dropped"
)

// Edit is what the editor decided. It overlays the article and never alters it.
type Edit struct {
	Status   string // "" reads as EditNew
	Pinned   bool
	Position int // 0 for none
	Title    Names
	Note     string
	By       string
	At       time.Time
}

// Touched reports whether an editor has decided anything.
func (e Edit) Touched() bool { return !e.At.IsZero() }
