package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"sada/internal/words"
)

var (
	byWord   = regexp.MustCompile(`(?i)^(by|par|von|écrit par|publié par|propos recueillis par|بقلم|كتب|كتبه|كتبت|إعداد|تحرير)\s*[:：]?\s+`)
	andWord  = regexp.MustCompile(`(?i)\s*[,;،|&/]\s*(?:(?:and|et|und|y|avec)\s+)?|\s+(?:and|et|und|y|avec)\s+|\s+و\s+`)
	dateTail = regexp.MustCompile(`(?i)(?:^|[\s,|–-])\s*(?:le (?:\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|publié|mis à jour|\d{1,2}[ /.]\S+[ /.]\d{4}).*$`)
	// agencies by the marks of their dispatches, each as a reader knows it.
	agencyMarks = []struct {
		name string
		mark *regexp.Regexp
	}{
		{"MAP", regexp.MustCompile(`\(\s*MAP\s*\)|(?:^|\s)MAP\s*[-–.:]|\(\s*و\s*\.?\s*م\s*\.?\s*ع\s*\.?\s*\)|\(\s*ومع\s*\)|وكالة المغرب العربي للأنباء`)},
		{"AFP", regexp.MustCompile(`\(\s*AFP\s*\)|\(\s*أ\s*\.?\s*ف\s*\.?\s*ب\s*\.?\s*\)`)},
		{"Reuters", regexp.MustCompile(`\(\s*Reuters\s*\)|\(رويترز\)`)},
		{"EFE", regexp.MustCompile(`\(\s*EFE\s*\)`)},
		{"APS", regexp.MustCompile(`\(\s*APS\s*\)`)},
		{"TAP", regexp.MustCompile(`\(\s*TAP\s*\)`)},
	}
)

// authorsOf names who wrote the article: structured data first, the head, the
// byline, the lead. The outlet's own name is an author only where a page that
// says who wrote it names nobody else.
func (d *page) authorsOf() []string {
	if r := d.hints.Source; r != nil && r.Rules.Author != "" {
		if all := d.names(d.first([]string{r.Rules.Author})); len(all) > 0 {
			d.why.say("authors", "rules of the source: "+r.Rules.Author, strings.Join(all, ", "), strings.Join(all, ", "))
			return all
		}
	}
	var own, found []string
	site := d.siteNames()
	for _, b := range d.bylines() {
		lines := b.lines()
		all := d.names(lines...)
		people := others(all, site.names)
		if d.why.say("authors", b.witness, strings.Join(lines, " | "), strings.Join(people, ", ")); found == nil && len(people) > 0 {
			found = people
		}
		if found != nil && d.why == nil {
			break
		}
		if own == nil {
			own = all
		}
	}
	if found != nil {
		return found
	}
	return own
}

// byline is one place where authors are named.
type byline struct {
	witness string
	lines   func() []string
}

// bylines are where authors are named, the most trusted first. What costs a walk
// is asked for only when nothing before it names anyone.
func (d *page) bylines() []byline {
	says := func(witness string, lines ...string) byline { return byline{witness, func() []string { return lines }} }
	all := []byline{says("Fusion credits.by", list(dig(d.fusion, "credits", "by"))...)}
	if m := d.articleData(); m != nil {
		all = append(all, says("JSON-LD author", d.persons(m["author"], 0)...), says("JSON-LD creator", d.persons(m["creator"], 0)...))
	}
	for _, key := range []string{
		"author", "article:author", "articleauthor", "article.author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author", "sailthru.author",
		"citation_author",
	} {
		all = append(all, says("meta "+key, d.meta[key]...))
	}
	if writtenBy.MatchString(d.metaOf("twitter:label1")) {
		all = append(all, says("twitter:data1", d.metaOf("twitter:data1")))
	}
	for _, n := range d.props["author"] {
		all = append(all, says("microdata author", namesIn(n)...))
	}
	all = append(all, byline{"profile", func() []string { return []string{d.first(profiles[d.hints.profile()].author)} }})
	var printed *imprint
	print := func(ask func(p *imprint) []string) func() []string {
		return func() []string {
			if printed == nil {
				printed = d.imprint()
			}
			return ask(printed)
		}
	}
	all = append(all, byline{"byline by its class", print((*imprint).called)}, byline{"line that says by whom", print((*imprint).signed)},
		byline{"byline elsewhere", print((*imprint).calledElsewhere)})
	for _, m := range d.data {
		if typed(m, "WebPage", "AboutPage", "ItemPage") && m["author"] != nil {
			all = append(all, says("JSON-LD author of the page", d.persons(m["author"], 0)...))
		}
	}
	if l := d.hints.Lead; l != nil {
		all = append(all, says("lead", l.Authors...))
	}
	return all
}

var writtenBy = regexp.MustCompile(`(?i)^(?:written by|(?:é|e)crit par|verfasst von|geschrieben von|escrito por|author|auteur|كُ?تب بواسطة|الكاتب)`)

// others are the names that are not the site's own; a part of the house beside a
// person ("Name, House Lyon") is none.
func others(all, site []string) []string {
	var out []string
	for _, n := range all {
		first, _, more := strings.Cut(n, " ")
		if !siteNamed(n, site) && !(more && len(all) > 1 && siteNamed(first, site)) {
			out = append(out, n)
		}
	}
	return out
}

// persons reads the names in an author of JSON-LD: a text, an object with a name
// or its parts, one that another object describes, or a list of these.
func (d *page) persons(v any, depth int) []string {
	if depth > 3 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, d.persons(x, depth+1)...)
		}
		return out
	case map[string]any:
		if s := str(v["name"]); s != "" {
			return d.persons(v["name"], depth+1)
		}
		if s := squeeze(str(v["givenName"]) + " " + str(v["familyName"])); s != "" {
			return []string{s}
		}
		id, _ := v["@id"].(string)
		for _, m := range d.data {
			if have, _ := m["@id"].(string); id != "" && have == id && m["name"] != nil {
				return []string{str(m["name"])}
			}
		}
		return nil
	}
	return list(v)
}

// initials are a byline of letters with a dot each, which is a part of them.
var initials = regexp.MustCompile(`^(?:\p{L}\. ?){2,4}$`)

// shorthand is the mark of an author that stands behind the name.
var shorthand = regexp.MustCompile(`\s*\(\p{Ll}{1,5}\.?\)`)

// names splits bylines into names and leaves out what is none.
func (d *page) names(lines ...string) []string {
	var out []string
	seen := map[string]bool{}
	for _, line := range lines {
		if strings.Contains(line, "://") || strings.Contains(line, "www.") || strings.HasPrefix(line, "@") {
			continue
		}
		line = byWord.ReplaceAllString(squeeze(line), "")
		line = dateTail.ReplaceAllString(line, "")
		line = shorthand.ReplaceAllString(line, "")
		for _, n := range andWord.Split(line, -1) {
			n = strings.Trim(byWord.ReplaceAllString(squeeze(n), ""), " :-–")
			if !initials.MatchString(n) {
				n = strings.Trim(n, " .")
			}
			key := words.Squash(n)
			if key == "" || seen[key] || utf8.RuneCountInString(n) > 60 || strings.ContainsAny(n, "@") || strings.Contains(n, "[at]") || strings.Contains(n, "://") || len(strings.Fields(n)) > 7 {
				continue
			}
			seen[key] = true
			out = append(out, n)
		}
	}
	if len(out) > 12 {
		return nil
	}
	return out
}

// agencyOf names the agency whose dispatch a text is, by its credit: in the
// first line, the last, or the byline. The foot is the last line of the body
// as it stood on the page: a credit alone on it is no text of the article.
func agencyOf(authors, blocks []string, foot string, why *testimony) string {
	places := append([]string{}, authors...)
	if n := len(blocks); n > 0 {
		places = append(places, head(blocks[0], 160), tail(blocks[n-1], 80))
	}
	if len(foot) < 80 {
		places = append(places, foot)
	}
	for _, a := range agencyMarks {
		for i, p := range places {
			if a.mark.MatchString(p) || i < len(authors) && strings.EqualFold(strings.TrimSpace(p), a.name) {
				why.say("agency", "credit", p, a.name)
				return a.name
			}
		}
	}
	return ""
}

func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[len(s)-n:], "")
}
