package extract

import (
	"fmt"
	"strings"

	"sada"
	"sada/internal/address"
)

// Leads reads the answer of an endpoint: RSS, Atom, JSON Feed, a sitemap or an
// index of them, a WordPress REST collection, a page that lists articles, a JSON
// list. What shows itself to be another of these than the endpoint's kind says is
// read as what it is. The error is a *sada.Rejection with sada.ReasonFormat that
// says what the answer is instead.
func Leads(p *sada.Page, e sada.Endpoint, h Hints) (*sada.Leads, error) {
	out, err := readLeads(p, e, h)
	if err != nil {
		return nil, err
	}
	finish(out, p)
	return out, nil
}

func readLeads(p *sada.Page, e sada.Endpoint, h Hints) (*sada.Leads, error) {
	if e.Kind == sada.Post {
		return &sada.Leads{Items: []sada.Lead{{URL: e.URL}}}, nil
	}
	noun, most := "a page", 0
	switch e.Kind {
	case sada.Feed, sada.Channel:
		noun = "a feed"
	case sada.Sitemap, sada.NewsSitemap:
		noun = "a sitemap"
	case sada.REST:
		noun, most = "a list of posts", maxListBytes
	case sada.JSONListEndpoint:
		noun, most = "a JSON list", maxListBytes
	default:
		if !xmlBegins(p.Body) {
			return readSection(p, h)
		}
	}
	if most > 0 && len(p.Body) > most {
		return nil, unreadable("larger than %d MB", most>>20)
	}
	d, err := open(p)
	if err != nil {
		return nil, err
	}
	switch {
	case d.form == formFeed:
		return readFeed(d, p, h)
	case d.form == formSitemap:
		return readSitemap(d, h)
	case d.form == formJSON && e.Kind == sada.JSONListEndpoint:
		return readList(d, p, e, h)
	case d.form == formJSON:
		return readPosts(d, p, noun, h)
	case d.form == formLines && (e.Kind == sada.Sitemap || e.Kind == sada.NewsSitemap):
		return readLines(d), nil
	}
	return nil, unreadable("%s, not %s", whatInstead(d.text), noun)
}

// xmlBegins reports whether a body that was to be a page is a feed or a sitemap.
func xmlBegins(body []byte) bool {
	_, name, _ := findRoot(string(body[:min(len(body), maxBefore)]))
	switch name {
	case "rss", "rdf", "feed", "urlset", "sitemapindex":
		return true
	}
	return false
}

// finish makes addresses whole, drops doubles and dates the list. An item that is
// another article at the address of one before it is lost, and counted.
func finish(l *sada.Leads, p *sada.Page) {
	seen := map[string]int{}
	kept := l.Items[:0]
	for _, lead := range l.Items {
		ref := meant(lead.URL, p.URL())
		u, err := address.Parse(ref, p.URL())
		// Nothing at all would count as the endpoint itself.
		if err != nil || ref == "" {
			l.Lost++
			continue
		}
		lead.URL, lead.Endpoint, lead.GUID = u, p.Capture.URL, squeeze(lead.GUID)
		if image, err := address.Parse(lead.Image, u); err == nil && lead.Image != "" {
			lead.Image = image
		} else {
			lead.Image = ""
		}
		key := address.Key(u)
		if first, is := seen[key]; is {
			if another(&kept[first], &lead) {
				l.Lost++
			}
			continue
		}
		seen[key] = len(kept)
		kept = append(kept, lead)
	}
	l.Items = kept
	forgetCommon(l.Items)
	if l.Lost > 0 {
		l.Notes = append(l.Notes, lostNote(l.Lost))
	}
	l.More = further(l.More, p)
	for _, lead := range l.Items {
		d := lead.Published
		if d.IsZero() {
			d = lead.Modified
		}
		if d.IsZero() {
			continue
		}
		if l.Oldest.IsZero() || d.Time.Before(l.Oldest.Time) {
			l.Oldest = d
		}
		if l.Newest.IsZero() || d.Time.After(l.Newest.Time) {
			l.Newest = d
		}
	}
}

// another reports whether two items of one address are two articles: neither
// their ids nor their titles are the same.
func another(a, b *sada.Lead) bool {
	return a.GUID != "" && b.GUID != "" && a.GUID != b.GUID &&
		a.Title != "" && b.Title != "" && !strings.EqualFold(squeeze(a.Title), squeeze(b.Title))
}

func lostNote(n int) string {
	if n == 1 {
		return "1 item could not be read, or names no address of its own"
	}
	return fmt.Sprintf("%d items could not be read, or name no address of their own", n)
}

// forgetCommon takes away the guids that stand at two items: they name neither.
func forgetCommon(items []sada.Lead) {
	times := map[string]int{}
	for _, lead := range items {
		times[lead.GUID]++
	}
	for i := range items {
		if times[items[i].GUID] > 1 {
			items[i].GUID = ""
		}
	}
}

// further makes the addresses of further endpoints whole, and drops doubles, what
// is none, and the page itself: an index that lists itself would be read for ever.
func further(all []sada.Endpoint, p *sada.Page) []sada.Endpoint {
	seen := map[string]bool{p.URL(): true, p.Capture.URL: true}
	var kept []sada.Endpoint
	for _, e := range all {
		u, err := address.Parse(strings.TrimSpace(e.URL), p.URL())
		if err != nil || e.URL == "" || seen[u] {
			continue
		}
		seen[u], e.URL = true, u
		kept = append(kept, e)
	}
	return kept
}

// leadDate reads a date that an endpoint gives. A date far ahead of the fetch is
// none.
func leadDate(s string, h *Hints) sada.Date {
	d, ok := readDate(s, sada.FromFeed, h)
	if !ok {
		return sada.Date{}
	}
	return d
}

func unreadable(format string, args ...any) error { return reject(sada.ReasonFormat, format, args...) }

// whatInstead says what bytes are that were to be a feed or a sitemap.
func whatInstead(s string) string {
	s = strings.ToLower(strings.TrimSpace(head(s, maxInstead)))
	switch {
	case s == "":
		return "an empty answer"
	case strings.Contains(s, "<!doctype html") || strings.Contains(s, "<html"):
		return "an HTML page"
	case strings.HasPrefix(s, "{") || strings.HasPrefix(s, "["):
		return "JSON"
	case strings.Contains(s, "<urlset"), strings.Contains(s, "<sitemapindex"):
		return "a sitemap"
	case strings.Contains(s, "<rss"), strings.Contains(s, "<feed"):
		return "a feed"
	}
	return "something else"
}
