package sada

import (
	"fmt"
	"time"
)

// Problem is advice as data: where something is wrong, what it is, and what to
// write or do instead. It is worded for a person by cmd and web.
type Problem struct {
	Place   string // "sada.yaml:12", "source le360-fr", "query, character 7"
	What    string
	Instead string // "" when there is nothing to advise
}

// Error gives the problem on one line.
func (p Problem) Error() string {
	s := p.What
	if p.Place != "" {
		s = p.Place + ": " + s
	}
	if p.Instead != "" {
		s += "; " + p.Instead
	}
	return s
}

// Problems are all that is wrong with one thing, told at once.
type Problems []Problem

// Error gives one problem a line.
func (p Problems) Error() string {
	s := ""
	for i, x := range p {
		if i > 0 {
			s += "\n"
		}
		s += x.Error()
	}
	return s
}

// Rejection is the error for a page that is no article.
type Rejection struct {
	Reason Reason
	Detail string
}

// Error gives reason and detail.
func (r *Rejection) Error() string {
	if r.Detail == "" {
		return string(r.Reason)
	}
	return fmt.Sprintf("%s: %s", r.Reason, r.Detail)
}

// Step is one sign of progress of long work.
type Step struct {
	At     time.Time
	Source string // "" when the work is not about one source
	What   string // "visiting", "endpoint", "page", "visited", "kept", ...
	URL    string
	Done   int
	Total  int // 0 while unknown
	Reason Reason
	Detail string
	Tally  *Tally // with the step that ends a visit
}

// Tally counts what one visit did.
type Tally struct {
	Source      string
	Began       time.Time
	Took        time.Duration
	Requests    int   // every request that went out, robots.txt and pictures too
	NotModified int   // 304 answers
	Bytes       int64 // on the wire
	Endpoints   int
	Leads       int // addresses not known before
	Lost        int // items of endpoints that could not be read, or that name no address of their own
	Pages       int // article pages read
	Articles    int // new articles
	ByFeed      int // of these: the text is what a feed carried, the page was not to be had
	Versions    int // new versions of known articles
	Clippings   int // new clippings
	Outside     int // hits outside an event's window
	Cut         int // of the new articles and versions: those whose text was cut
	Failed      int // will be tried again
	LeftOut     map[Reason]int
	Doubles     []Double // what joined an article of another title and address, at most MostDoubles of them
	Waiting     int      // still in the frontier at the end
	Unseen      int      // leads not looked at: too old or over the budget
	Gaps        int      // feeds that moved on by more than they hold, where nothing else had what was missed
	Reason      Reason   // why the visit as a whole failed, "" when it did not
	Detail      string
	Expected    bool // the office knows of that fault (Source.Expect)
}

// Double is an address that was taken for one of an article of another title and
// address.
type Double struct{ URL, Of string }

// MostDoubles bounds the doubles that one Tally names; LeftOut counts them all.
const MostDoubles = 50
