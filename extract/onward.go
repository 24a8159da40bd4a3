package extract

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/address"
)

// slowRefresh is the longest delay of a refresh that leads on, in seconds: one that
// waits longer only loads a page anew.
const slowRefresh = 30

var refreshTo = regexp.MustCompile(`(?i)^\s*(\d+)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?["']?\s*([^"']+)`)

// Onward is where a page leads that was to be the answer of an endpoint: the
// address of its refresh, else, where a feed was asked for, the feed that it
// declares. It is "" for a page that leads nowhere but to itself.
func Onward(p *sada.Page, kind sada.EndpointKind) string {
	if decoded := p.Body[:min(len(p.Body), maxProlog)]; xmlBegins(decoded) {
		return ""
	}
	d, err := parse(p, Hints{})
	if err != nil {
		return ""
	}
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == atom.Meta && strings.EqualFold(attr(n, "http-equiv"), "refresh") {
			if to := d.refresh(attr(n, "content")); to != "" {
				return to
			}
		}
	}
	if kind != sada.Feed && kind != sada.Channel {
		return ""
	}
	for _, e := range Endpoints(p) {
		if e.Kind == sada.Feed && e.URL != p.URL() && e.URL != p.Capture.URL {
			return e.URL
		}
	}
	return ""
}

// refresh reads the content of a refresh: seconds, then an address (HTML standard,
// 4.2.5.3).
func (d *page) refresh(content string) string {
	m := refreshTo.FindStringSubmatch(head(content, maxRefresh))
	if m == nil {
		return ""
	}
	if seconds, err := strconv.Atoi(m[1]); err != nil || seconds > slowRefresh {
		return ""
	}
	to, err := address.Parse(strings.TrimSpace(m[2]), d.base)
	if err != nil || to == d.src.URL() || to == d.src.Capture.URL {
		return ""
	}
	return to
}
