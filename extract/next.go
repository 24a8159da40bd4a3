package extract

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sada"
)

var (
	linkElement = regexp.MustCompile(`(?is)<(?:[a-z0-9_-]+:)?link\b[^>]*>`)
	relNext     = regexp.MustCompile(`(?is)\brel\s*=\s*["']\s*next\s*["']`)
	hrefOf      = regexp.MustCompile(`(?is)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	ofWordPress = regexp.MustCompile(`(?i)<generator[^>]*>\s*https?://wordpress\.org/`)
)

// nextFeed returns the page behind a page of a feed: the one that it declares as
// the next (RFC 5005, 3; or by a Link header), else, as a guess,
// where WordPress has it.
func nextFeed(s string, p *sada.Page, h *Hints) []sada.Endpoint {
	for _, l := range webLinks(p.Capture.Header) {
		if slices.Contains(strings.Fields(strings.ToLower(l.rel)), "next") {
			return []sada.Endpoint{{Kind: sada.Feed, URL: l.href}}
		}
	}
	around := outsideItems(s)
	for _, link := range linkElement.FindAllString(around, maxFeedLinks) {
		if m := hrefOf.FindStringSubmatch(link); m != nil && relNext.MatchString(link) {
			return []sada.Endpoint{{Kind: sada.Feed, URL: html.UnescapeString(m[1] + m[2])}}
		}
	}
	if h.Source != nil && h.Source.Profile == sada.WordPress || ofWordPress.MatchString(around) {
		return behindWordPress(p.Capture.URL)
	}
	return nil
}

// outsideItems is what a feed says of itself, before its items and behind them.
func outsideItems(s string) string {
	begin := len(s)
	for _, tag := range []string{"<item", "<entry"} {
		if i := strings.Index(s, tag); i >= 0 {
			begin = min(begin, i)
		}
	}
	end := begin
	for _, tag := range []string{"</item>", "</entry>"} {
		if i := strings.LastIndex(s, tag); i >= 0 {
			end = max(end, i+len(tag))
		}
	}
	return s[:begin] + s[end:]
}

// behindWordPress is the page behind one of a feed of WordPress.
func behindWordPress(at string) []sada.Endpoint {
	u, err := url.Parse(at)
	if err != nil {
		return nil
	}
	q := u.Query()
	n, err := strconv.Atoi(q.Get("paged"))
	if err != nil {
		n = 1
	}
	q.Set("paged", strconv.Itoa(n+1))
	u.RawQuery = q.Encode()
	return []sada.Endpoint{{Kind: sada.Feed, URL: u.String(), Trust: sada.Guess}}
}
