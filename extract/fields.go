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

// subtitleOf takes the standfirst where the page sets it apart.
func (d *page) subtitleOf(title string) string {
	var lists [][]string
	if r := d.hints.Source; r != nil {
		lists = append(lists, []string{r.Rules.Subtitle})
	}
	s := ""
	for _, w := range []witness{
		{"Fusion subheadlines.basic", str(dig(d.fusion, "subheadlines", "basic"))},
		{"selectors", d.first(append(lists, profiles[d.hints.profile()].subtitle, generic.subtitle)...)},
		{"under the title", d.underTitle(title)},
		{"JSON-LD alternativeHeadline", str(d.articleData()["alternativeHeadline"])},
	} {
		if d.why.say("subtitle", w.name, w.says, ""); s == "" {
			s = w.says
		}
	}
	if utf8.RuneCountInString(s) > d.by.Standfirst.Subtitle || words.Squash(s) == words.Squash(title) {
		return ""
	}
	return s
}

// sectionOf names the part of the paper.
func (d *page) sectionOf() string {
	shown := ""
	for _, sel := range append(profiles[d.hints.profile()].section, generic.section...) {
		for _, n := range d.find(sel) {
			if s := squeeze(inner(n)); shown == "" && s != "" && utf8.RuneCountInString(s) < d.by.Names.Section && !d.inFurniture(n) {
				shown = s
			}
		}
	}
	all := []witness{
		{"JSON-LD articleSection", str(d.articleData()["articleSection"])},
		{"meta", d.metaOf("article:section", "section", "cxenseparse:category")},
		{"Fusion primary_section", str(dig(d.fusion, "taxonomy", "primary_section", "name"))},
		{"selectors", shown},
		{"JSON-LD BreadcrumbList", d.part(d.toldTrail())},
	}
	if l := d.hints.Lead; l != nil {
		all = append(all, witness{"lead", l.Section})
	}
	section := ""
	hear := func(all []witness) {
		for _, w := range all {
			if d.why.say("section", w.name, w.says, ""); section == "" {
				section = w.says
			}
		}
	}
	if hear(all); section == "" || d.why != nil {
		category, kicker := d.filedUnder()
		hear([]witness{{"trail from the home", d.part(d.shownTrail())}, {"link of a category", d.part(category)}, {"link over the title", d.part(kicker)}})
	}
	return section
}

// witness is one place of a page, and what it says of a field.
type witness struct{ name, says string }

// tagsOf lists the keywords that the page gives itself.
func (d *page) tagsOf() []string {
	var tags []string
	seen := map[string]bool{}
	add := func(witness, s string) {
		s = strings.TrimPrefix(squeeze(s), "#")
		d.why.say("tags", witness, s, "")
		if key := words.Squash(s); key != "" && !seen[key] && utf8.RuneCountInString(s) < d.by.Names.Tag && len(tags) < maxTags {
			seen[key] = true
			tags = append(tags, s)
		}
	}
	for _, s := range d.meta["article:tag"] {
		add("meta article:tag", s)
	}
	if m := d.articleData(); m != nil {
		for _, k := range list(m["keywords"]) {
			for _, s := range strings.FieldsFunc(k, func(r rune) bool { return r == ',' || r == '،' || r == ';' }) {
				add("JSON-LD keywords", s)
			}
		}
	}
	for _, s := range list(dig(d.fusion, "taxonomy", "tags")) {
		add("Fusion taxonomy.tags", s)
	}
	for _, lists := range [][]string{profiles[d.hints.profile()].tags, generic.tags} {
		for _, sel := range lists {
			for _, n := range d.find(sel) {
				add(sel, inner(n))
			}
		}
	}
	if len(tags) == 0 && d.hints.Lead != nil {
		for _, s := range d.hints.Lead.Tags {
			add("lead", s)
		}
	}
	return tags
}

// ownAddress reports whether u can be the page's own address: on the same site, and no
// home, section or index.
func (d *page) ownAddress(u string) bool {
	return u != "" && (d.address == "" || address.SameSite(u, d.address)) && address.Names(u, d.address)
}

// canonicalOf is what the page calls its own address, when that can be it.
func (d *page) canonicalOf() string {
	for _, w := range []witness{{"link rel=canonical", d.links["canonical"]}, {"og:url", d.metaOf("og:url")}} {
		u := d.link(w.says)
		d.why.say("canonical", w.name, u, "")
		if !d.ownAddress(u) {
			continue
		}
		return u
	}
	return ""
}

// languageOf tells the language by the text; what the page says breaks ties.
func (d *page) languageOf(title, body string) string {
	const part = maxSample
	sample := title + "\n" + head(body, part)
	if len(body) > 2*part {
		sample += "\n" + tail(body, part) // a translation follows what it translates
	}
	hint := d.lang
	if hint == "" && d.hints.Source != nil && len(d.hints.Source.Languages) > 0 {
		hint = d.hints.Source.Languages[0]
	}
	if d.why != nil {
		d.why.say("language", "text alone", words.Language(sample, ""), "")
	}
	d.why.say("language", "what the page or the source says", hint, "")
	return words.Language(sample, hint)
}
