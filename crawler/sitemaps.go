package crawler

import (
	"bytes"
	"slices"
	"strings"

	"sada/internal/address"
)

// maxSitemaps is the most sitemaps that a robots.txt is believed to name.
const maxSitemaps = 16

// Sitemaps returns the sitemaps that the robots.txt of u's host names
// (sitemaps.org), as it was last read for a fetch: nothing is asked for here. A
// relative one counts from robots.txt; one on another host is the outlet's word
// too.
func (v *Visit) Sitemaps(u string) []string {
	t, err := v.c.turn(address.Host(u))
	if err != nil {
		return nil
	}
	defer v.c.leave(t)
	t.mu.Lock()
	body, status := t.host.Robots, t.host.RobotsStatus
	t.mu.Unlock()
	if status < 200 || status > 299 {
		return nil
	}
	return sitemaps(body, u)
}

// sitemaps reads the Sitemap lines, which belong to no group.
func sitemaps(body []byte, base string) []string {
	base, err := address.Parse("/robots.txt", base)
	if err != nil {
		return nil
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	var out []string
	for line := range bytes.FieldsFuncSeq(body, func(r rune) bool { return r == '\r' || r == '\n' }) {
		key, value := record(line)
		if key != "sitemap" || value == "" || len(out) >= maxSitemaps {
			continue
		}
		value, _, _ = strings.Cut(value, " #")
		if u, err := address.Parse(strings.Trim(value, "<>\"' \t"), base); err == nil && !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	return out
}
