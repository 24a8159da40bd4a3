package export

import (
	"time"

	"sada"
)

// Sources is the list of outlets and their health (sada/sources/1).
type Sources struct {
	Schema  string      `json:"schema"`
	Sources []SourceRow `json:"sources"`
}

// SourceRow is one outlet and how it fares.
type SourceRow struct {
	ID        string            `json:"id"`
	Name      map[string]string `json:"name,omitempty"`
	Home      string            `json:"home,omitempty"`
	Profile   string            `json:"profile,omitempty"`
	Trust     string            `json:"trust,omitempty"`
	State     string            `json:"state"` // new, well, silent, failing, challenged
	Reason    string            `json:"reason,omitempty"`
	Detail    string            `json:"detail,omitempty"`
	Expect    string            `json:"expect,omitempty"` // the fault that the settings expect
	Since     string            `json:"since,omitempty"`
	Visited   string            `json:"visited,omitempty"`
	Answered  string            `json:"answered,omitempty"`
	Article   string            `json:"last_article,omitempty"`
	Next      string            `json:"next_visit,omitempty"`
	Articles  int               `json:"articles"`
	ByFeed    int               `json:"by_feed,omitempty"` // articles that rest on what a feed carried
	Waiting   int               `json:"waiting"`
	Endpoints []EndpointRow     `json:"endpoints,omitempty"`
	Note      string            `json:"note,omitempty"`
}

// EndpointRow is one way into an outlet and how it fares.
type EndpointRow struct {
	Kind     string `json:"kind"`
	URL      string `json:"url"`
	Status   int    `json:"status,omitempty"`
	Asked    string `json:"asked,omitempty"`
	Answered string `json:"answered,omitempty"`
	Items    int    `json:"items,omitempty"`
	Lost     int    `json:"lost_items,omitempty"`
	Note     string `json:"note,omitempty"`
	Newest   string `json:"newest,omitempty"`
	Failures int    `json:"failures,omitempty"`
	Hid      int    `json:"held_back,omitempty"` // addresses that its last 304s held back
	Gap      string `json:"gap,omitempty"`       // when items were missed between two answers
	Unread   int    `json:"unread_parts,omitempty"`
	Reason   string `json:"reason,omitempty"`
	Detail   string `json:"detail,omitempty"`
	LeadsTo  string `json:"leads_to,omitempty"` // a second domain on which its items lie
}

// Events is the list of events (sada/events/1).
type Events struct {
	Schema string     `json:"schema"`
	Events []EventRow `json:"events"`
}

// EventRow is one event and what answers it.
type EventRow struct {
	ID        string            `json:"id"`
	Title     map[string]string `json:"title,omitempty"`
	From      string            `json:"from,omitempty"`
	Until     string            `json:"until,omitempty"`
	Query     string            `json:"query"`
	Sources   []string          `json:"sources,omitempty"`
	Retired   bool              `json:"retired,omitempty"`
	Clippings int               `json:"clippings"`
	Stale     int               `json:"stale,omitempty"`
	Outside   int               `json:"outside_window,omitempty"`
	Newest    string            `json:"newest,omitempty"`
}

// Status is what to look at first, then counts, reasons and sizes
// (sada/status/1).
type Status struct {
	Schema    string                    `json:"schema"`
	At        string                    `json:"at"`
	Attention []Attention               `json:"attention"`
	Notices   []Attention               `json:"notices,omitempty"` // worth knowing; they need nobody
	Daemon    *Daemon                   `json:"daemon,omitempty"`
	Counts    Counts                    `json:"counts"`
	LeftOut   map[string]map[string]int `json:"left_out,omitempty"`      // source, reason
	Lost      map[string]int            `json:"lost_items,omitempty"`    // source
	Unseen    map[string]int            `json:"not_looked_at,omitempty"` // source; at its first visit
	Outside   map[string]int            `json:"outside_windows,omitempty"`
	Disk      Disk                      `json:"disk"`
}

// Attention is one thing that needs a person.
type Attention struct {
	Place   string `json:"place"`
	What    string `json:"what"`
	Reason  string `json:"reason,omitempty"`
	Since   string `json:"since,omitempty"`
	Instead string `json:"instead,omitempty"`
}

// Daemon is the process that holds the archive.
type Daemon struct {
	PID      int               `json:"pid"`
	Command  string            `json:"command"`
	Since    string            `json:"since"`
	Paused   string            `json:"paused,omitempty"`
	Visiting []string          `json:"visiting,omitempty"`
	Next     map[string]string `json:"next,omitempty"`
	Skipped  map[string]int    `json:"skipped,omitempty"`
}

// Counts is how much the archive holds.
type Counts struct {
	Sources   int `json:"sources"`
	Events    int `json:"events"`
	Articles  int `json:"articles"`
	Versions  int `json:"versions"`
	Captures  int `json:"captures"`
	Clippings int `json:"clippings"`
	Waiting   int `json:"waiting"`
	BodyCut   int `json:"body_cut,omitempty"` // versions whose text was cut
	ByFeed    int `json:"by_feed,omitempty"`  // articles that rest on what a feed carried
	Failing   int `json:"failing,omitempty"`  // sources whose last visit gave a reason
}

// Disk is what the archive takes and what is left, in bytes.
type Disk struct {
	Main   int64  `json:"main"`
	Texts  int64  `json:"texts"`
	Pages  int64  `json:"pages"`
	Clips  int64  `json:"clippings"`
	Free   uint64 `json:"free"`
	Total  uint64 `json:"total"`
	PerDay int64  `json:"growth_per_day,omitempty"`
}

// Crawl is what visits did (sada/crawl/1).
type Crawl struct {
	Schema string  `json:"schema"`
	Visits []Visit `json:"visits"`
}

// Visit is what one visit did.
type Visit struct {
	Source      string         `json:"source"`
	Began       string         `json:"began,omitempty"`
	Seconds     float64        `json:"seconds"`
	Requests    int            `json:"requests"`
	NotModified int            `json:"not_modified"`
	Bytes       int64          `json:"bytes"`
	Leads       int            `json:"leads"`
	Pages       int            `json:"pages"`
	Articles    int            `json:"articles"`
	Versions    int            `json:"new_versions,omitempty"`
	Clippings   int            `json:"clippings"`
	Outside     int            `json:"outside_window,omitempty"`
	BodyCut     int            `json:"body_cut,omitempty"` // new articles and versions whose text was cut
	ByFeed      int            `json:"by_feed,omitempty"`  // of the new articles: those whose text a feed carried
	Failed      int            `json:"to_retry,omitempty"`
	LeftOut     map[string]int `json:"left_out,omitempty"`
	Doubles     []Double       `json:"doubles,omitempty"`
	Unseen      int            `json:"not_looked_at,omitempty"`
	Gaps        int            `json:"gaps,omitempty"` // feeds that moved on by more than they hold
	Lost        int            `json:"lost_items,omitempty"`
	Waiting     int            `json:"waiting,omitempty"`
	Reason      string         `json:"reason,omitempty"` // why the visit as a whole failed
	Detail      string         `json:"detail,omitempty"`
	Expected    bool           `json:"expected,omitempty"` // the settings expect that fault
}

// Double is an address that was taken for one of an article of another title and
// address.
type Double struct {
	URL string `json:"url"`
	Of  string `json:"of"`
}

// NewCrawl gives the published shape of tallies.
func NewCrawl(tallies []sada.Tally) Crawl {
	c := Crawl{Schema: "sada/crawl/1", Visits: []Visit{}}
	for _, t := range tallies {
		v := Visit{
			Source: t.Source, Began: stamp(t.Began), Seconds: t.Took.Seconds(), Requests: t.Requests, NotModified: t.NotModified, Bytes: t.Bytes,
			Leads: t.Leads, Pages: t.Pages, Articles: t.Articles, Versions: t.Versions, Clippings: t.Clippings, Outside: t.Outside, BodyCut: t.Cut, ByFeed: t.ByFeed,
			Failed: t.Failed, Unseen: t.Unseen, Lost: t.Lost, Gaps: t.Gaps, Waiting: t.Waiting, Reason: string(t.Reason), Detail: t.Detail,
			Expected: t.Expected,
		}
		for _, d := range t.Doubles {
			v.Doubles = append(v.Doubles, Double(d))
		}
		for r, n := range t.LeftOut {
			if v.LeftOut == nil {
				v.LeftOut = map[string]int{}
			}
			v.LeftOut[string(r)] = n
		}
		c.Visits = append(c.Visits, v)
	}
	return c
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Import is what became of pages that were brought in (sada/import/1).
type Import struct {
	Schema string     `json:"schema"`
	Pages  []Imported `json:"pages"`
}

// Imported is what became of one page that was brought in.
type Imported struct {
	File      string `json:"file"`
	URL       string `json:"url,omitempty"`
	Source    string `json:"source,omitempty"`
	ArticleID string `json:"article_id,omitempty"`
	Title     string `json:"title,omitempty"`
	New       bool   `json:"new,omitempty"`
	Changed   bool   `json:"changed,omitempty"`
	Clippings int    `json:"clippings,omitempty"`
	Error     *Fault `json:"error,omitempty"`
}

// Demo is what the demo found (sada/demo/1).
type Demo struct {
	Schema    string    `json:"schema"`
	Outlets   []Visit   `json:"outlets"` // both rounds together
	Clippings int       `json:"clippings"`
	Expected  int       `json:"expected"`
	Complete  bool      `json:"complete"`
	LeftOut   []LeftOut `json:"left_out"`
}

// LeftOut is an address that gave no article, and why.
type LeftOut struct {
	Source string `json:"source"`
	URL    string `json:"url"`
	Reason string `json:"reason"`
	Detail string `json:"detail,omitempty"`
}
