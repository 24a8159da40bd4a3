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
// byline, the lead. The outlet's own name is no author.
func (d *page) authorsOf() []string {
	if r := d.hints.Source; r != nil && r.Rules.Author != "" {
		if all := d.names(d.first([]string{r.Rules.Author})); len(all) > 0 {
			return all
		}
	}
	if all := d.names(list(dig(d.fusion, "credits", "by"))...); len(all) > 0 {
		return all
	}
	if m := d.articleData(); m != nil {
		if all := d.names(list(m["author"])...); len(all) > 0 {
			return all
		}
	}
	if all := d.names(d.meta["author"]...); len(all) > 0 {
		return all
	}
	for _, key := range []string{"article:author", "parsely-author", "dc.creator", "byl", "cxenseparse:author", "sailthru.author"} {
		if all := d.names(d.meta[key]...); len(all) > 0 {
			return all
		}
	}
	for _, n := range d.props["author"] {
		if all := d.names(inner(n)); len(all) > 0 {
			return all
		}
	}
	if all := d.names(d.first(profiles[d.hints.profile()].author, generic.author)); len(all) > 0 {
		return all
	}
	if l := d.hints.Lead; l != nil {
		return d.names(l.Authors...)
	}
	return nil
}

// initials are a byline of letters with a dot each, which is a part of them.
var initials = regexp.MustCompile(`^(?:\p{L}\. ?){2,4}$`)

// names splits bylines into names and leaves out what is none.
func (d *page) names(lines ...string) []string {
	var out []string
	seen := map[string]bool{words.Squash(d.siteName()): true}
	for _, line := range lines {
		line = byWord.ReplaceAllString(squeeze(line), "")
		line = dateTail.ReplaceAllString(line, "")
		for _, n := range andWord.Split(line, -1) {
			n = strings.Trim(byWord.ReplaceAllString(squeeze(n), ""), " :-–")
			if !initials.MatchString(n) {
				n = strings.Trim(n, " .")
			}
			key := words.Squash(n)
			if key == "" || seen[key] || utf8.RuneCountInString(n) > 60 || strings.ContainsAny(n, "@") || strings.Contains(n, "://") || len(strings.Fields(n)) > 7 {
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
func agencyOf(authors, blocks []string, foot string) string {
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
