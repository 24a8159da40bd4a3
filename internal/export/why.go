package export

// Why says whether an article answers an event, and why it does not
// (sada/why/1).
type Why struct {
	Schema    string `json:"schema"`
	Event     string `json:"event"`
	Query     string `json:"query"`
	URL       string `json:"url,omitempty"`
	ArticleID string `json:"article_id,omitempty"`
	Source    string `json:"source,omitempty"`
	Title     string `json:"title,omitempty"`
	// State is one of: clipping, stale, outside-window, no-hit, not-followed,
	// unasked (it hits and was not asked yet), left-out, waiting, no-text, lost (the
	// archive has lost its text, and detail says how), unknown.
	State  string `json:"state"`
	Reason string `json:"reason,omitempty"` // of what was left out or waits
	Detail string `json:"detail,omitempty"`
	Day    string `json:"day,omitempty"`
	DayBy  string `json:"dated_by,omitempty"`
	From   string `json:"from,omitempty"` // the window of the event
	Until  string `json:"until,omitempty"`
	Hits   []Hit  `json:"hits,omitempty"`
	Missed []Miss `json:"missed,omitempty"`
}

// Miss is one branch of a query that did not hit, and what came closest to it.
type Miss struct {
	Branch  string   `json:"branch"`
	Fault   string   `json:"fault"` // absent, elsewhere, accents, capitals, apart, too-far, paragraph, order, too-few, excluded, other
	Missing []string `json:"missing,omitempty"`
	Closest []string `json:"closest,omitempty"` // words of the text
	Words   int      `json:"words,omitempty"`   // too-far: words between; too-few: how often it hits
	Field   string   `json:"field,omitempty"`   // where the closest stands
	Text    string   `json:"text,omitempty"`    // the sentence around it
}
