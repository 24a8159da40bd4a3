package extract

import (
	"html"
	"strings"
	"unicode/utf8"

	"sada/internal/address"
	"sada/internal/words"
)

// siteCalled is what a site goes by, folded; said is false when it names itself
// nowhere and only its host tells.
type siteCalled struct {
	names []string
	said  bool
}

// siteNames are the names that the site goes by, the parts of its host among them.
func (d *page) siteNames() *siteCalled {
	var out []string
	add := func(s string) {
		if s = words.Squash(s); s != "" {
			out = append(out, s)
		}
	}
	add(d.siteName())
	for _, m := range d.data {
		if typed(m, "WebSite", "NewsMediaOrganization", "Organization") {
			add(str(m["name"]))
			add(str(m["alternateName"]))
		}
	}
	if m := d.articleData(); m != nil {
		add(str(m["publisher"]))
	}
	said := len(out) > 0
	host := strings.TrimPrefix(address.Host(d.address), "www.")
	add(host)
	labels := strings.Split(host, ".")
	for i, l := range labels[:max(len(labels)-1, 0)] {
		if i < maxHostParts && utf8.RuneCountInString(l) > 2 {
			add(l)
			add(strings.Join(labels[i:], "."))
		}
	}
	return &siteCalled{out, said}
}

// siteName is what the site calls itself.
func (d *page) siteName() string {
	if s := d.metaOf("og:site_name", "application-name"); s != "" {
		return s
	}
	for _, m := range d.data {
		if typed(m, "WebSite", "NewsMediaOrganization", "Organization") {
			if s := str(m["name"]); s != "" {
				return s
			}
		}
	}
	return ""
}

// separators stand between a title and the name of the site.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "}

// brackets stand there too, and in titles that quote: only before a name of the site
// or behind one are they cut at.
var brackets = []string{" ~ ", " « ", " ‹ ", " › ", " > ", " < ", " ← ", " → ", " / "}

// stripSite takes one name off a title.
func stripSite(title, site string) string {
	return stripNames(title, &siteCalled{[]string{words.Squash(site)}, true})
}

// stripNames takes " - Site" or "Site | " off a title, more than once where it
// stands twice.
func stripNames(title string, site *siteCalled) string {
	if strings.Contains(title, "&") {
		title = html.UnescapeString(title) // written twice
	}
	title = squeeze(title)
	for range maxNamesOff {
		s := stripOnce(title, site)
		if s == title {
			break
		}
		title = s
	}
	return title
}

func stripOnce(title string, site *siteCalled) string {
	for _, sep := range brackets {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		if siteNamed(title[i+len(sep):], site.names) {
			return strings.TrimSpace(title[:i])
		}
		if i = strings.Index(title, sep); siteNamed(title[:i], site.names) {
			return strings.TrimSpace(title[i+len(sep):])
		}
	}
	if before, after, ok := strings.Cut(title, ":"); ok && site.said && words.Squash(before) == site.names[0] && len(strings.Fields(after)) > 1 {
		return strings.TrimSpace(after)
	}
	for _, sep := range separators {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		left, right := title[:i], title[i+len(sep):]
		if siteNamed(right, site.names) || sep == " | " && brand(right, site.names) {
			return strings.TrimSpace(left)
		}
		if i = strings.Index(title, sep); siteNamed(title[:i], site.names) {
			return strings.TrimSpace(title[i+len(sep):])
		}
		if !site.said && utf8.RuneCountInString(right) < 30 && utf8.RuneCountInString(left) > 2*utf8.RuneCountInString(right) {
			return strings.TrimSpace(left)
		}
	}
	return title
}

// siteNamed reports whether a text is one of the names, or ends one: a host may
// say "get" or "the" before its name.
func siteNamed(s string, names []string) bool {
	s = words.Squash(s)
	for _, n := range names {
		if s == n || len(s) > 4 && strings.HasSuffix(n, s) {
			return true
		}
	}
	return false
}

// brand reports whether a few words hold one of the names: "Name Magazine".
func brand(s string, names []string) bool {
	if len(strings.Fields(s)) > 4 || utf8.RuneCountInString(s) > 40 {
		return false
	}
	s = words.Squash(s)
	for _, n := range names {
		if len(n) > 3 && (strings.HasPrefix(s, n) || strings.HasSuffix(s, n)) {
			return true
		}
	}
	return false
}
