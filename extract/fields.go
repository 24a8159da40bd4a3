package extract

import (
	"strings"
	"unicode/utf8"

	"sada/internal/address"
	"sada/internal/words"
)

// first returns the text of the first element that a selector of the lists
// finds with any text.
func (d *page) first(lists ...[]string) string {
	for _, list := range lists {
		for _, sel := range list {
			for _, n := range d.find(sel) {
				if s := squeeze(inner(n)); s != "" {
					return s
				}
			}
		}
	}
	return ""
}

// titleOf chooses the title: what the head, the structured data and the first
// headings say is put to a vote, the site's own name taken off. A heading that
// the title of the page begins with or holds wins over the rest, since it is
// what a reader sees.
func (d *page) titleOf() string {
	if r := d.hints.Source; r != nil && r.Rules.Title != "" {
		if s := d.first([]string{r.Rules.Title}); s != "" {
			return s
		}
	}
	head := d.metaOf("og:title", "twitter:title", "headline", "dc.title")
	ld := ""
	if m := d.articleData(); m != nil {
		ld = str(m["headline"])
		if ld == "" {
			ld = str(m["name"])
		}
	}
	fusion := str(dig(d.fusion, "headlines", "basic"))
	var h1 []string
	for _, n := range d.heads {
		if s := squeeze(inner(n)); s != "" {
			h1 = append(h1, s)
		}
	}
	lead := ""
	if d.hints.Lead != nil {
		lead = squeeze(d.hints.Lead.Title)
	}
	site := d.siteName()
	witnesses := []string{fusion, stripSite(ld, site), stripSite(head, site), stripSite(d.title, site), lead}
	best, score := "", 0
	for _, s := range h1 {
		if n := votes(s, witnesses); n > score && utf8.RuneCountInString(s) > 3 {
			best, score = s, n
		}
	}
	if score > 0 {
		return best
	}
	for i, s := range witnesses {
		if s == "" {
			continue
		}
		n := 1 + votes(s, witnesses[i+1:])
		if n > score {
			best, score = s, n
		}
	}
	if best == "" && len(h1) > 0 {
		best = h1[0]
	}
	return best
}

// votes counts the witnesses that say the same title, a cut one included.
func votes(s string, witnesses []string) int {
	n := 0
	a := words.Squash(s)
	if a == "" {
		return 0
	}
	for _, w := range witnesses {
		b := words.Squash(w)
		if b != "" && (a == b || len(b) > 20 && strings.HasPrefix(a, b) || len(a) > 20 && strings.HasPrefix(b, a)) {
			n++
		}
	}
	return n
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

// stripSite takes " - Site" or "Site | " off a title.
func stripSite(title, site string) string {
	title = squeeze(title)
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " • "} {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		left, right := title[:i], title[i+len(sep):]
		if site != "" && words.Squash(right) == words.Squash(site) {
			return strings.TrimSpace(left)
		}
		if site != "" && words.Squash(left) == words.Squash(site) {
			return strings.TrimSpace(right)
		}
		if site == "" && utf8.RuneCountInString(right) < 30 && utf8.RuneCountInString(left) > 2*utf8.RuneCountInString(right) {
			return strings.TrimSpace(left)
		}
	}
	return title
}

// subtitleOf takes the standfirst where the page sets it apart.
func (d *page) subtitleOf(title string) string {
	var lists [][]string
	if r := d.hints.Source; r != nil {
		lists = append(lists, []string{r.Rules.Subtitle})
	}
	s := str(dig(d.fusion, "subheadlines", "basic"))
	if s == "" {
		s = d.first(append(lists, profiles[d.hints.profile()].subtitle, generic.subtitle)...)
	}
	if m := d.articleData(); s == "" && m != nil {
		s = str(m["alternativeHeadline"])
	}
	if utf8.RuneCountInString(s) > 600 || words.Squash(s) == words.Squash(title) {
		return ""
	}
	return s
}

// sectionOf names the part of the paper.
func (d *page) sectionOf() string {
	if m := d.articleData(); m != nil {
		if s := str(m["articleSection"]); s != "" {
			return s
		}
	}
	if s := d.metaOf("article:section", "section", "cxenseparse:category"); s != "" {
		return s
	}
	if s := str(dig(d.fusion, "taxonomy", "primary_section", "name")); s != "" {
		return s
	}
	if s := d.first(profiles[d.hints.profile()].section); s != "" && utf8.RuneCountInString(s) < 60 {
		return s
	}
	if l := d.hints.Lead; l != nil {
		return l.Section
	}
	return ""
}

// tagsOf lists the keywords that the page gives itself.
func (d *page) tagsOf() []string {
	var tags []string
	seen := map[string]bool{}
	add := func(s string) {
		s = strings.TrimPrefix(squeeze(s), "#")
		if key := words.Squash(s); key != "" && !seen[key] && utf8.RuneCountInString(s) < 80 && len(tags) < 40 {
			seen[key] = true
			tags = append(tags, s)
		}
	}
	for _, s := range d.meta["article:tag"] {
		add(s)
	}
	if m := d.articleData(); m != nil {
		for _, k := range list(m["keywords"]) {
			for _, s := range strings.FieldsFunc(k, func(r rune) bool { return r == ',' || r == '،' || r == ';' }) {
				add(s)
			}
		}
	}
	for _, lists := range [][]string{profiles[d.hints.profile()].tags, generic.tags} {
		for _, sel := range lists {
			for _, n := range d.find(sel) {
				add(inner(n))
			}
		}
	}
	if len(tags) == 0 && d.hints.Lead != nil {
		for _, s := range d.hints.Lead.Tags {
			add(s)
		}
	}
	return tags
}

// canonicalOf is what the page calls its own address, when that lies on the
// same site; another site's word is not taken.
func (d *page) canonicalOf() string {
	for _, href := range []string{d.links["canonical"], d.metaOf("og:url")} {
		u := d.link(href)
		if u == "" || d.address != "" && !address.SameSite(u, d.address) {
			continue
		}
		// A page that calls the home its own address says nothing.
		if rest := strings.TrimRight(strings.TrimPrefix(u, "https://"+address.Host(u)), "/"); rest == "" && d.address != "" && address.Key(u) != address.Key(d.address) {
			continue
		}
		return u
	}
	return ""
}

// languageOf tells the language by the text; what the page says breaks ties.
func (d *page) languageOf(title, body string) string {
	sample := title + "\n" + body
	hint := d.lang
	if hint == "" && d.hints.Source != nil && len(d.hints.Source.Languages) > 0 {
		hint = d.hints.Source.Languages[0]
	}
	return words.Language(sample, hint)
}
