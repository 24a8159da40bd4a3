package sada

import "time"

// Host is what is known of a host that we visit: its robots.txt with its age,
// and when the next request may go out.
type Host struct {
	Name         string    // host and port as in an address, lower case
	Robots       []byte    // body of robots.txt, at most 512 KiB
	RobotsStatus int       // HTTP status it came with, 0 when none answered
	RobotsAt     time.Time // when it was read
	Next         time.Time // not before this instant: delay, Retry-After
	Why          string    // why it must wait longer than the delay, "" otherwise
}

// EndpointState is how an endpoint has behaved.
type EndpointState struct {
	Source       string
	Kind         EndpointKind
	URL          string
	ETag         string
	LastModified string
	Asked        time.Time // last request
	OK           time.Time // last good answer, 304 included
	Status       int
	Failures     int    // in a row
	Reason       Reason // of the last failure
	Detail       string
	Items        int       // in the last full answer
	Lost         int       // of it: items that could not be read, or that name no address of their own
	Note         string    // what was tolerated in it, in words
	Newest       Date      // newest item ever seen there
	Next         time.Time // the schedule does not ask again before
	Trust        Trust     // a Guess that has never answered is no failure
	Whole        time.Time // last request without a condition
	Hid          int       // addresses that its last 304s held back, 0 when they told the truth
	Distrust     time.Time // its validators are not used before
	Marks        []byte    // its items in the last whole answer, four bytes each
	Gap          time.Time // when items between two answers were missed, zero when none ever were
	Read         time.Time // when all that it held was last taken
	Past         bool      // all of it was older than a visit looks then
	Unread       int       // of an index: parts that were never read
	LeadsTo      string    // host of a second domain of the outlet on which its items lie
	// Idle counts, for modified, title and excerpt, the readings in a row that such
	// a sign of an edit led to and that found none; -1 after one that did.
	Idle   [3]int8
	Probed time.Time // when one article was last read to see whether a sign means something
}

// Health is how a source has fared.
type Health struct {
	Source    string
	Visit     time.Time     // begin of the last visit
	OK        time.Time     // last visit in which an endpoint answered
	Scheduled time.Time     // the schedule's instant that the last visit answered
	Article   time.Time     // when the newest article was captured
	Habit     time.Duration // usual time between two articles, 0 while unknown
	Failures  int           // visits in a row without an answer
	Reason    Reason        // of the last failure, "" when well
	Detail    string
	Since     time.Time // when Reason began
	Articles  int
	First     bool // no visit has been completed yet
	Unseen    int  // addresses that the first visit did not look at
}
