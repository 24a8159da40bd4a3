package sada

// Lead is an address that may be an article, with what the endpoint that led
// there said of it. Only URL is always set.
type Lead struct {
	URL       string // absolute
	Title     string
	Summary   string // plain text
	Published Date
	Modified  Date
	Authors   []string
	Language  string
	Section   string
	Tags      []string
	GUID      string
	Image     string   // absolute
	Content   string   // the body as HTML where the endpoint carries it whole
	Carrier   *Capture // of Content: how the answer that carries it was received, ByFeed; nil when nobody noted it
	Kind      Kind     // "" when the endpoint does not tell
	Endpoint  string   // address of the endpoint
}

// Leads is what one answer of an endpoint holds.
type Leads struct {
	Items  []Lead
	More   []Endpoint // sitemaps of an index, the next page of a list
	Cut    bool       // the answer holds more than the limits let through, or lacks its end
	Lost   int        // items that could not be read, or that name no address of their own
	Notes  []string   // faults that were tolerated, for a person
	Title  string     // what the endpoint calls itself
	Oldest Date       // oldest item, zero when nothing is dated
	Newest Date
}
