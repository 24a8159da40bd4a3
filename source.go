package sada

import "time"

// Names holds one text in several languages, keyed by language ("ar", "fr", "en").
type Names map[string]string

// In returns the text in lang, else in French, Arabic or English, else the
// one whose key sorts first, else "".
func (n Names) In(lang string) string {
	for _, l := range []string{lang, "fr", "ar", "en"} {
		if s := n[l]; s != "" {
			return s
		}
	}
	first := ""
	for l := range n {
		if first == "" || l < first {
			first = l
		}
	}
	return n[first]
}

// Profile names the platform an outlet runs on. It tells the rooms where such
// outlets keep their feeds, dates and bodies.
type Profile string

// The profiles that sada knows.
const (
	WordPress Profile = "wordpress"
	Arc       Profile = "arc"
	Drupal    Profile = "drupal"
	JSONList  Profile = "json-list"
	YouTube   Profile = "youtube"
	X         Profile = "x"
	Generic   Profile = "generic"
)

// Profiles lists every profile, in the order they are offered to a person.
func Profiles() []Profile {
	return []Profile{WordPress, Arc, Drupal, JSONList, YouTube, X, Generic}
}

// Trust says how sure a catalogue entry is; the empty value means that the
// office's own file vouches for the source.
type Trust string

// What a catalogue entry rests on.
const (
	Confirmed   Trust = "confirmed"   // seen on a saved page, in an audit or a test
	Unconfirmed Trust = "unconfirmed" // public code uses it, nobody records that it answers
	Guess       Trust = "guess"       // derived from the platform's defaults
)

// Source is an outlet to watch.
type Source struct {
	ID        string // [a-z0-9-]{1,64}
	Name      Names
	Home      string // absolute http or https address
	Profile   Profile
	Languages []string      // languages the outlet publishes in, most used first
	Zone      string        // IANA zone of its wall clock, "Africa/Casablanca"
	Schedule  string        // five-field cron expression, read in Zone
	Delay     time.Duration // between two requests to one host; 0 takes the network's
	Logo      string        // path of a picture file, "" when there is none
	Endpoints []Endpoint    // empty: found from Home
	Rules     Rules
	Agency    string // the news agency that the outlet is, "MAP"; "" when it is none
	Expect    Reason // a fault that the office knows of: ReasonRefused; "" for none
	Trust     Trust
	Note      string // what the catalogue knows that a person should read
}

// Expects reports whether the office knows that the source fails for r: one that
// is expected to refuse may do so by its status or by a challenge.
func (s *Source) Expects(r Reason) bool {
	return s.Expect == ReasonRefused && (r == ReasonRefused || r == ReasonChallenge)
}

// EndpointKind says how the answer of an endpoint is to be read.
type EndpointKind string

// The kinds of endpoint.
const (
	Feed             EndpointKind = "feed"         // RSS, Atom or JSON Feed
	Sitemap          EndpointKind = "sitemap"      // a sitemap or an index of sitemaps
	NewsSitemap      EndpointKind = "news-sitemap" // the last two days, with titles
	REST             EndpointKind = "rest"         // a WordPress REST collection
	Section          EndpointKind = "section"      // a page that lists articles
	Search           EndpointKind = "search"       // a page of search answers, {query} in its address
	JSONListEndpoint EndpointKind = "json-list"    // a JSON list, read by Fields
	Channel          EndpointKind = "channel"      // a YouTube channel's feed
	Post             EndpointKind = "post"         // one post or video, by its address

	// Not for settings: what a visit remembers of pages on its way.
	HomePage    EndpointKind = "home"    // read for the endpoints that it declares
	FurtherPage EndpointKind = "page-of" // behind another endpoint: a next page, a part of an index
	HostPages   EndpointKind = "pages"   // the article pages of a host, named by the host alone
)

// Way reports whether endpoints of the kind are ways into an outlet, and no
// memory of what lies behind one.
func (k EndpointKind) Way() bool { return k != HomePage && k != FurtherPage && k != HostPages }

// EndpointKinds lists every kind that settings may name.
func EndpointKinds() []EndpointKind {
	return []EndpointKind{Feed, Sitemap, NewsSitemap, REST, Section, Search, JSONListEndpoint, Channel, Post}
}

// Endpoint is one way into a source.
type Endpoint struct {
	Kind   EndpointKind
	URL    string
	Fields map[string]string // of a json-list: items, title, url, published, body, summary, author, image
	Trust  Trust
	// Changed is when an index says that this part of it changed; the zero Date
	// when it does not say.
	Changed Date
}

// Rules are the few lines by which an outlet differs from its profile: CSS
// selectors, and the pattern of its article addresses.
type Rules struct {
	Title    string
	Subtitle string
	Body     string
	Author   string
	Date     string
	Remove   []string // taken out of the body
	Article  string   // RE2 pattern that the path of an article matches, "" for any
	ID       string   // RE2 pattern whose first group is the id in the path of an article; "" when addresses hold none
}
