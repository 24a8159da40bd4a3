package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"sada/internal/words"
)

var (
	byWord   = regexp.MustCompile(`(?i)^(?:by|par|von|écrit par|publié par|traduit par|(?:propos )?recueillis? par|(?:entretien |dossier |reportage )?réalisée? par|(?:texte|reportage) de|(?:de )?(?:notre|nos) (?:envoyée?s?|correspondante?s?)(?: spéci\pL+)?(?: permanente?)?(?: (?:à|au|en|aux) [\pL’'-]+)?,?|بقلم|كتبه|كتبها|كتبته|كتبت|كتب|إعداد|تحرير|حاور(?:ه|ها|هم|ته|تها)|أجرى الحوار|أجرت الحوار|ترجمة|متابعة|مراسلة|مراسل(?:نا|تنا)|ال(?:صحفي|صحافي|كاتب|إعلامي|مراسل|محرر)ة?|من [\p{Arabic}]+(?: [\p{Arabic}]+)?\s*[:：])(?:\s*[:：]\s*|\s+|$)`)
	andWord  = regexp.MustCompile(`(?i)\s*[,;،|&/]\s*(?:(?:and|et|und|y|avec)\s+)?|\s+(?:and|et|und|y|avec)\s+|\s+و\s+`)
	dateTail = regexp.MustCompile(`(?i)(?:^|[\s,|–-])\s*(?:le (?:\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|publié|mis à jour|\d{1,2}[ /.]\S+[ /.]\d{4}).*$`)
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
		// An agency alone is who wrote, unless the house was named before it.
		if len(people) == 0 && own == nil && len(all) > 0 && isAgency(all[0]) {
			people = all
		}
		if d.why.say("authors", b.witness, strings.Join(lines, " | "), strings.Join(people, ", ")); found == nil && len(all) > 0 {
			d.credits = append(d.credits, lines...)
		}
		if found == nil && len(people) > 0 {
			found = people
		}
		if found != nil && d.why == nil {
			break
		}
		if own == nil {
			own = all
		}
	}
	if found != nil || own == nil {
		return found
	}
	// The house names itself; who wrote may stand in bold over the text.
	bold := d.imprint().bold()
	if d.why.say("authors", "line in bold over the text", strings.Join(bold, ", "), ""); bold != nil {
		return bold
	}
	dated := others(d.imprint().beforeDate(), site.names)
	if d.why.say("authors", "line before that of the date", strings.Join(dated, ", "), ""); dated != nil {
		return dated
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
		all = append(all, says("microdata author", d.by.namesIn(n)...))
	}
	all = append(all, byline{"profile", func() []string { return []string{d.first(profiles[d.hints.profile()].author)} }})
	print := func(ask func(p *imprint) []string) func() []string {
		return func() []string { return ask(d.imprint()) }
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
// What alone stands for the whole house is none either, nor is an agency.
func others(all, site []string) []string {
	var out []string
	for _, n := range all {
		if house, person, two := cutDash(n); two && siteNamed(house, site) {
			n = person
		}
		first, _, more := strings.Cut(n, " ")
		if !siteNamed(n, site) && !(more && len(all) > 1 && siteNamed(first, site)) && !isAgency(n) && !(len(all) == 1 && generalDesk.MatchString(n)) {
			out = append(out, n)
		}
	}
	return out
}

// cutDash cuts "House - Name".
func cutDash(s string) (before, after string, two bool) {
	for _, dash := range []string{" - ", " – ", " — "} {
		if before, after, two = strings.Cut(s, dash); two {
			return before, after, true
		}
	}
	return s, "", false
}

// persons reads the names in an author of JSON-LD: a text, an object with a name
// or its parts, one that another object describes, or a list of these.
func (d *page) persons(v any, depth int) []string {
	if depth > maxNested {
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

// names splits bylines into names and leaves out what is none: posts and agencies
// beside a name too.
func (d *page) names(lines ...string) []string {
	var people, wires []string
	seen := map[string]bool{}
	for _, line := range lines {
		if strings.Contains(line, "://") || strings.Contains(line, "www.") || strings.HasPrefix(line, "@") {
			continue
		}
		line = byWord.ReplaceAllString(squeeze(line), "")
		line = dateTail.ReplaceAllString(line, "")
		line = unbracketed(shorthand.ReplaceAllString(line, ""))
		for _, n := range creditParts(line) {
			n = strings.Trim(d.unhoused(withoutPost(byWord.ReplaceAllString(squeeze(n), ""))), " :-–")
			if !initials.MatchString(n) {
				n = strings.Trim(n, " .")
			}
			key := words.Squash(n)
			switch {
			case !d.by.named(n) || seen[key]:
			case isAgency(n):
				wires = append(wires, n)
			case len(people) == 0 || !jobTitle.MatchString(n):
				people = append(people, n)
			}
			seen[key] = true
		}
	}
	if len(people) == 0 {
		people = wires
	}
	if len(people) > d.by.Names.People {
		return nil
	}
	return people
}

// withoutPost takes the post behind a dash off a name.
func withoutPost(n string) string {
	if name, post, two := cutDash(n); two && jobTitle.MatchString(strings.TrimSpace(post)) {
		return name
	}
	return n
}

var forHouse = regexp.MustCompile(`^(.+?)\s+(?i:pour|for|für|para|per)\s+(.+)$`)

// unhoused takes the house that a name writes for off it.
func (d *page) unhoused(n string) string {
	if m := forHouse.FindStringSubmatch(n); m != nil && siteNamed(m[2], d.siteNames().names) {
		return m[1]
	}
	return n
}

// keyOfAuthor is what a system calls an author: a number, or a word of figures.
var keyOfAuthor = regexp.MustCompile(`(?i)^(?:[\d\s._#-]+|(?:user|author|auteur|editor|admin|uid)[-_ ]?\d\w*|\w+_\w*\d\w*|[a-f-]*\d[0-9a-f-]{7,})$`)

// named reports whether a part of a byline may be a name.
func (by *Numbers) named(n string) bool {
	return words.Squash(n) != "" && !keyOfAuthor.MatchString(n) && utf8.RuneCountInString(n) <= by.Names.Letters && len(strings.Fields(n)) <= by.Names.InByline &&
		!strings.Contains(n, "@") && !strings.Contains(n, "[at]") && !strings.Contains(n, "://")
}

// agencyOf names the agency whose dispatch a text is, by its credit: in the
// first line, the last, or the byline. The foot is the last line of the body
// as it stood on the page: a credit alone on it is no text of the article.
func (by *Numbers) agencyOf(bylines, blocks []string, foot string, why *testimony) string {
	credits := append([]string{}, bylines...)
	if len(foot) < by.Names.FootCredit {
		credits = append(credits, foot)
	}
	for _, line := range credits {
		for _, part := range creditParts(unbracketed(byWord.ReplaceAllString(squeeze(line), ""))) {
			if a := agencyCalled(part); a != "" {
				why.say("agency", "byline", line, a)
				return a
			}
		}
	}
	places := credits
	if n := len(blocks); n > 0 {
		places = append(places, head(blocks[0], by.Names.CreditFirst), tail(blocks[n-1], by.Names.CreditLast))
	}
	if len(foot) < by.Names.Foot {
		places = append(places, foot)
	}
	for _, a := range agencies {
		for _, p := range places {
			if a.mark != nil && a.mark.MatchString(p) {
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
