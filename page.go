package sada

import (
	"net/http"
	"time"
)

// Page is one answer of the web, as received.
type Page struct {
	Body    []byte // the entity after Content-Encoding, before any re-coding of characters
	Capture Capture
}

// URL returns the address the page was finally read from.
func (p *Page) URL() string {
	if p.Capture.FinalURL != "" {
		return p.Capture.FinalURL
	}
	return p.Capture.URL
}

// How a page came in.
const (
	ByCrawl  = "crawl"
	ByImport = "import"
	ByFeed   = "feed" // what an endpoint carried of an article: its page was not to be had
)

// NoteIncomplete is the note of a body that may lack its end: it was ended by
// closing the connection or by a length, and not as its kind of document ends.
const NoteIncomplete = "incomplete?"

// Capture is the record of how a page was received. Captures are never
// deleted; the bodies they name may be.
type Capture struct {
	Seq           uint64 // ever growing, given by the archive
	By            string // ByCrawl, ByImport or ByFeed
	File          string // of an import: the file's base name
	Method        string
	URL           string // the address asked for
	Hops          []Hop  // redirects, in order
	FinalURL      string
	RequestHeader http.Header
	Status        int
	Header        http.Header
	Proto         string // "HTTP/2.0"
	Remote        string // address and port that were dialled
	Began, Ended  time.Time
	Robots        string // "allowed", "allowed (no robots.txt)", "not asked"
	SHA256        string // of the body, lower-case hex
	Size          int64  // bytes of the body
	WireSize      int64  // bytes of the body on the wire
	WireEncoding  string // its Content-Encoding
	Truncated     bool   // the body ended before its end: never kept as whole
	Note          string // a doubt about how it came: NoteIncomplete
}

// Hop is one redirect.
type Hop struct {
	URL      string
	Status   int
	Location string
}
