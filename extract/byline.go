package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// called are the names in the elements that a class calls a byline near the title,
// in an <address> there, or else right before it.
func (p *imprint) called() []string {
	for _, l := range p.names {
		if l.near {
			if all := p.page.by.namesIn(l.node); len(all) > 0 {
				return all
			}
		}
	}
	for i := len(p.names) - 1; i >= 0; i-- {
		if l := p.names[i]; l.before {
			if all := p.page.by.namesIn(l.node); len(all) > 0 {
				return all
			}
		}
	}
	return nil
}

// signed is the name in a line near the title that says by whom, in one that
// stands beside the date there, or behind a label anywhere.
func (p *imprint) signed() []string {
	by := p.page.by
	for i, l := range p.after {
		if byAlone.MatchString(l.text) && i+1 < len(p.after) {
			if all := by.linkedNames(l.node); len(all) > 1 {
				return all
			}
			if s := cutByline(p.after[i+1].text); by.personal(s) {
				return []string{s}
			}
		}
		if s := by.signature(l.text); s != "" {
			return []string{s}
		}
	}
	for i, l := range p.after[:max(len(p.after)-1, 0)] {
		next := p.after[i+1]
		beside := next.node == l.node || next.node.Parent == l.node || next.node.Parent == l.node.Parent
		if n := len(strings.Fields(next.text)); beside && n > 1 && n <= by.Names.TwoToFour && next.node.DataAtom != atom.A && by.personal(next.text) && next.text == cutByline(next.text) && by.datedLine(l) != "" {
			return []string{next.text}
		}
	}
	for i, l := range p.after {
		if houseDesk.MatchString(l.text) && len(strings.Fields(l.text)) <= by.Names.Desk && p.besideDate(i) {
			return []string{l.text}
		}
	}
	for _, l := range p.signs {
		if s := by.signature(l.text); s != "" {
			return []string{s}
		}
	}
	return nil
}

// besideDate reports whether a line near the title stands next to that of a date.
func (p *imprint) besideDate(i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(p.after) && p.page.by.datedLine(p.after[j]) != "" {
			return true
		}
	}
	return false
}

// bold are the names that stand over the text in a paragraph of their own, in
// bold, each of two to four words that all begin with a capital.
func (p *imprint) bold() []string {
	for _, l := range p.after {
		n := l.node
		if n.DataAtom != atom.Strong && n.DataAtom != atom.B || n.Parent == nil || n.Parent.DataAtom != atom.P || squeeze(inner(n.Parent)) != l.text {
			continue
		}
		names := andWord.Split(l.text, -1)
		if !slices.ContainsFunc(names, func(s string) bool { return !p.page.by.twoCapitals(s) }) {
			return names
		}
	}
	return nil
}

// beforeDate is the name in a line near the title whose neighbour is that of the
// date, unless it leads to something else than an author.
func (p *imprint) beforeDate() []string {
	for i, l := range p.after[:max(len(p.after)-1, 0)] {
		next := p.after[i+1]
		beside := next.node == l.node || next.node.Parent == l.node || next.node.Parent == l.node.Parent
		elsewhere := l.node.DataAtom == atom.A && !authorPath.MatchString(attr(l.node, "href"))
		if beside && !elsewhere && p.page.by.twoCapitals(l.text) && l.text == cutByline(l.text) && p.page.by.datedLine(next) != "" {
			return []string{l.text}
		}
	}
	return nil
}

// openers begin a heading and no name.
var openers = regexp.MustCompile(`(?i)^(?:the|an?|das|der|die|ein|le|la|les|une?|el|los|las|il|key|read|why|how|what|in|on|our)\s`)

// twoCapitals reports whether a text may be a name of two to four words.
func (by *Numbers) twoCapitals(s string) bool {
	fields := strings.Fields(s)
	for _, w := range fields {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) || strings.ContainsAny(w, "0123456789:") {
			return false
		}
	}
	return len(fields) > 1 && len(fields) <= by.Names.TwoToFour && by.personal(s) && !openers.MatchString(s)
}

// signature is the name in a line that says by whom, "" when it says none.
func (by *Numbers) signature(line string) string {
	if m := byLine.FindStringSubmatch(line); m != nil {
		if s := cutByline(m[1]); by.personal(s) || desk.MatchString(s) && len(strings.Fields(s)) <= by.Names.PartOfHouse {
			return s
		}
	}
	if m := datedBy.FindStringSubmatch(line); m != nil && by.twoCapitals(cutByline(m[1])) {
		return cutByline(m[1])
	}
	return ""
}

// datedBy is a line of a date that says by whom behind it.
var datedBy = regexp.MustCompile(`(?i)\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?,? (?:by|par) (.{3,60})$`)

// desk begins a name of a part of the house, in lower case.
var desk = regexp.MustCompile(`^(?:the|la|le|les|l['’]) ?\pL`)

// calledElsewhere is the name in the elements that a class calls a byline anywhere,
// when all of them name one and the same.
func (p *imprint) calledElsewhere() []string {
	var out []string
	for _, l := range p.names {
		all := p.page.by.namesIn(l.node)
		switch {
		case len(all) == 0:
		case out == nil:
			out = all
		case !same(out[0], all[0]):
			return nil
		}
	}
	return out
}

var (
	byAlone    = regexp.MustCompile(`(?i)^(?:(?:written|authored|posted|published|reported|words|story|article)? ?by|par|von|écrit par|publié par|auteur|author|autor|escrito por|por|بقلم|كتب|الكاتب) ?[:：]?$`)
	byLine     = regexp.MustCompile(`(?i)^(?:(?:written|authored|posted|published|reported|words|story|article)? ?by|par|von|écrit par|publié par|(?:auteur|author|autor|text|texte) ?:|escrito por|por|بقلم|كتبه|كتبته|تحرير ?:|إعداد ?:)\s*[:：]?\s+(.{3,80})$`)
	authorPath = regexp.MustCompile(`(?i)/(?:authors?|auteurs?|autor(?:es|en)?|contributors?|profile|people|writers?|staff|redact(?:eur|ion)s?|journalistes?|by)[/-]`)
	noName     = regexp.MustCompile(`(?i)^(?:(?:the |about (?:the )?)?authors?|auteur|autor|home|share|follow|view|see|more|all|contact|updated|published|posted|edit|editors?|admin|comments?|read|by|par|von|written|subscribe|menu|search|bio|profile|quelle|source|stand|veröffentlicht|publi\pL*|photo|foto|credit|skip|sign|log|join|partag\pL*|envoy\pL*|imprim\pL*|suiv\pL*|lire|temps|dur[ée]e|commen\pL*|tweet\pL*)\b|^(?:شارك|مشاركة|طباعة|استمع|تابع|دقائق|قراءة|تعليق|écout)`)
)

// namesIn reads the names that an element of a byline holds: those of links to an
// author's page, that of an element called a name, else its own text.
func (by *Numbers) namesIn(n *html.Node) []string {
	var linked []string
	named := ""
	for c := range n.Descendants() {
		if c.Type != html.ElementNode {
			continue
		}
		if c.DataAtom == atom.A && (attr(c, "rel") == "author" || authorPath.MatchString(attr(c, "href"))) {
			// Readers' names begin with a small letter too.
			s := cutByline(squeeze(inner(c)))
			if by.personal(s) || len(strings.Fields(s)) == 1 && by.personal(strings.ToUpper(s)) {
				linked = append(linked, s)
			}
		}
		if named == "" && (attr(c, "itemprop") == "name" || bears(attr(c, "class"), nameParts)) {
			if s := cutByline(squeeze(inner(c))); by.personal(s) {
				named = s
			}
		}
	}
	s := by.untitled(n)
	switch {
	case len(linked) > 0:
		return linked
	case named != "":
		return []string{named}
	case len(s) > by.Imprint.Line:
		return nil
	case !strings.ContainsAny(s, "0123456789"):
		return by.pick(s)
	}
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			if all := by.pick(squeeze(c.Data)); all != nil {
				return all
			}
			if s := by.signature(squeeze(c.Data)); s != "" {
				return []string{s}
			}
		}
	}
	return nil
}

// untitled is the text of an element without the short parts of it that say what
// someone is.
func (by *Numbers) untitled(n *html.Node) string {
	var rest []string
	cut := false
	for c := range n.Descendants() {
		if c.Type != html.TextNode {
			continue
		}
		switch s := squeeze(c.Data); {
		case s == "":
		case len(rest) > 0 && len(strings.Fields(s)) <= by.Names.InByline && jobTitle.MatchString(s):
			cut = true
		default:
			rest = append(rest, s)
		}
	}
	if !cut {
		return squeeze(inner(n))
	}
	return strings.Join(rest, " ")
}

// linkedNames are the links right in a line that are the name of a person.
func (by *Numbers) linkedNames(n *html.Node) []string {
	var out []string
	for c := range n.ChildNodes() {
		if c.DataAtom != atom.A {
			continue
		}
		if s := squeeze(inner(c)); by.personal(s) && len(strings.Fields(s)) > 1 {
			out = append(out, s)
		}
	}
	return out
}

// pick takes a text that may be names, or a part of the house.
func (by *Numbers) pick(s string) []string {
	if s = cutByline(s); by.personal(s) || desk.MatchString(s) && len(strings.Fields(s)) <= by.Names.PartOfHouse {
		return []string{s}
	}
	return nil
}

var nameParts = wordSet("name fn nom")

// cutByline takes the words of who wrote off a byline, and what follows the name.
func cutByline(s string) string {
	s = strings.TrimSpace(leadIn.ReplaceAllString(s, ""))
	if rest, ok := strings.CutPrefix(s, "By"); ok && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
		s = rest
	}
	for i, r := range s {
		if strings.ContainsRune("|•·—(", r) && i > 0 {
			s = s[:i]
			break
		}
		if unicode.IsDigit(r) && (i == 0 || s[i-1] == ' ' || s[i-1] == ',') {
			for s = s[:i]; dateWord.MatchString(s); {
				s = dateWord.ReplaceAllString(s, "")
			}
			break
		}
	}
	s, _, _ = strings.Cut(s, " - ")
	s = strings.Trim(s, " ,-–/:")
	if !initials.MatchString(s) {
		s = strings.TrimRight(s, ".")
	}
	return s
}

// dateWord ends what stands before the figures of a date.
var dateWord = regexp.MustCompile(`(?i)(?:^|[\s,]+)(?:le|am|on|at|den|um|à|el|il y a|date|publi\pL*|posted|updated|stand|veröffentlicht|aktualisiert|(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan\pL*|feb\pL*|mar|march|mars|märz|apr\pL*|may|mai|jun[ei]?|juin|jul[yi]?|juillet|aug\pL*|août|sep\pL*|o[ck]t\pL*|nov\pL*|de[cz]\pL*|déc\pL*)[.,:]*\s*$`)

var leadIn = regexp.MustCompile(`(?i)^(?:(?:written |authored |posted |published |reported |words |story )?by|par|von|écrit par|publié par|auteur|author|autor|escrito por|por|بقلم|كتبه|كتب|الكاتب)(?:\s*[:：]\s*|\s+)`)

// personal reports whether a text may be names: a few words, in Latin letters
// begun by a capital.
func (by *Numbers) personal(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	n := len(strings.Fields(s))
	if n == 0 || n > by.Names.NamesWords || utf8.RuneCountInString(s) < 2 || !unicode.IsLetter(r) || unicode.IsLower(r) || noName.MatchString(s) {
		return false
	}
	for _, name := range andWord.Split(s, -1) {
		if len(strings.Fields(name)) > by.Names.Words {
			return false
		}
	}
	return !strings.ContainsAny(s, "?!»«\"…")
}
