package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sada"
	"sada/internal/words"
)

// blockLevel elements begin a line of their own.
func blockLevel(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav, atom.Ul, atom.Ol, atom.Li,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Figure, atom.Figcaption, atom.Table, atom.Tr,
		atom.Td, atom.Th, atom.Form, atom.Dl, atom.Dt, atom.Dd, atom.Hr, atom.Address, atom.Fieldset, atom.Center, atom.Details, atom.Summary:
		return true
	}
	return false
}

// boilerplate matches the class or id of what is put around and into a body.
var boilerplate = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:related|relacionad|share|sharing|social|addtoany|sharedaddy|newsletter|subscri[a-z]*|abonne[a-z]*|comments?|respond|disqus|sidebar|aside|widget|advert[a-z]*|ads?|banner|promo[a-z]*|sponsor[a-z]*|taboola|outbrain|breadcrumbs?|pagination|pager|nav[a-z]*|menu|footer|cookie[a-z]*|consent|gdpr|popup|modal|author-?(?:box|bio)|about-author|read-?(?:more|also|next)|more-?(?:news|stories|articles|posts)|recommend[a-z]*|trending|popular|most-?read|jp-relatedposts|tags?-?(?:list|links|box)?|box-tags|toolbar|print|copyright|lire-?aussi|a-lire|voir-?aussi|suggest[a-z]*|next-?prev|prev-?next|post-nav[a-z]*|whatsapp|telegram|follow|rating|paywall|teaser-list|carousel|slider|latest|ticker|hidden|screen-reader-text|sr-only|visually-hidden)(?:$|[\s_-])`)

// keepers are names that boilerplate would match inside the body's own.
var keepers = regexp.MustCompile(`(?i)article-?body|entry-content|post-content|article-content|articlebody|story-?body|main-content|content-body`)

// alsoRead begins a line that leads away from the article.
var alsoRead = regexp.MustCompile(`(?i)^[\s\[(*▶►◄»«:–-]*(?:(?:à|a) lire (?:aussi|également|encore)|lire (?:aussi|également|encore)|voir aussi|à voir aussi|lisez aussi|sur le même sujet|dans la même rubrique|read (?:also|more|next)|see also|related(?: articles?| stories)?|also read|(?:إ|ا)قر(?:أ|ؤوا|أوا|ا) (?:أ|ا)يض(?:ا|اً|ًا)|(?:إ|ا)قر(?:أ|ا) المزيد|شاهد (?:أ|ا)يض(?:ا|اً|ًا)|(?:طالع|تابع) (?:أ|ا)يض(?:ا|اً|ًا)|مواضيع ذات صلة|مقالات ذات صلة|أخبار ذات صلة|للمزيد)`)

// calls are lines that ask the reader to do something.
var calls = regexp.MustCompile(`(?i)^(?:partager|partagez|share|tweet(?:er)?|imprimer|envoyer|suivez[- ]nous|abonnez[- ]vous|inscrivez[- ]vous|s'abonner|newsletter|télécharg(?:er|ez) l|rejoignez|cliquez ici|follow us|subscribe|sign up|click here|advertisement|publicité|إعلان|شارك|شاركها|تابعونا|تابعنا|اشترك|انضم إلى|انقر هنا|طباعة|حمل تطبيق|©|copyright|tous droits réservés|جميع الحقوق محفوظة|all rights reserved|commentaires?\b|التعليقات|mots[- ]clés|tags ?:|الكلمات المفتاحية|الوسوم|traduire le tweet)`)

// unwanted reports whether an element is no part of a body.
func unwanted(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Nav, atom.Aside, atom.Form, atom.Button, atom.Input, atom.Select,
		atom.Textarea, atom.Iframe, atom.Object, atom.Embed, atom.Footer, atom.Video, atom.Audio, atom.Canvas, atom.Map, atom.Dialog, atom.Link, atom.Meta:
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.Val), " ", ""); strings.Contains(s, "display:none") {
				return true
			}
		case "class", "id", "role":
			if a.Val != "" && boilerplate.MatchString(a.Val) && !keepers.MatchString(a.Val) {
				return true
			}
		}
	}
	return false
}

// inside reports whether an element or one around it has such a class or id.
func inside(n *html.Node, pattern *regexp.Regexp) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Body {
			return false
		}
		if n.DataAtom == atom.Aside || n.DataAtom == atom.Nav {
			return true
		}
		if c := attr(n, "class") + " " + attr(n, "id"); c != " " && pattern.MatchString(c) && !keepers.MatchString(c) {
			return true
		}
	}
	return false
}

// measure is how much text a node holds, and how much of it is links.
type measure struct{ text, links, commas int }

// weigh measures the text under a node that may be part of a body.
func weigh(n *html.Node, inLink bool, m *measure) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			k := countLetters(c.Data)
			m.text += k
			if inLink {
				m.links += k
			}
			m.commas += strings.Count(c.Data, ",") + strings.Count(c.Data, "،")
		case c.Type == html.ElementNode && !unwanted(c):
			weigh(c, inLink || c.DataAtom == atom.A, m)
		}
	}
}

// container chooses the element that holds the body: by the rules of the
// source, by the platform's names, by density of text.
func (d *page) container() *html.Node {
	if r := d.hints.Source; r != nil && r.Rules.Body != "" {
		if n, _ := d.heaviest([]string{r.Rules.Body}); n != nil {
			return n
		}
	}
	dense, all := d.densest()
	for _, list := range [][]string{profiles[d.hints.profile()].body, generic.body} {
		if n, m := d.heaviest(list); n != nil && m.text-m.links > all/3 {
			return n
		}
	}
	if dense == nil {
		return d.body
	}
	return dense
}

// heaviest returns the element of the selectors that holds most text.
func (d *page) heaviest(selectors []string) (best *html.Node, of measure) {
	for _, sel := range selectors {
		for _, n := range d.find(sel) {
			var m measure
			weigh(n, false, &m)
			if best == nil || m.text-m.links > (of.text-of.links)*11/10 {
				best, of = n, m
			}
		}
		if best != nil && of.text > 250 {
			return best, of
		}
	}
	return best, of
}

// densest scores the parents of paragraphs by their text, as readability does,
// and returns the best with the text of its paragraphs.
func (d *page) densest() (*html.Node, int) {
	score := map[*html.Node]float64{}
	textOf := map[*html.Node]int{}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || unwanted(c) {
				continue
			}
			if paragraphLike(c) {
				var m measure
				weigh(c, false, &m)
				if m.text < 25 || m.links*2 > m.text {
					continue
				}
				points := 1 + float64(m.commas) + min(float64(m.text)/100, 4)
				share := 1.0
				for p, up := c.Parent, 0; p != nil && up < 4; p, up = p.Parent, up+1 {
					score[p] += points * share
					textOf[p] += m.text
					share *= 0.5
				}
				continue
			}
			visit(c)
		}
	}
	visit(d.body)
	var best *html.Node
	for n, s := range score {
		if best == nil || s > score[best] || s == score[best] && textOf[n] < textOf[best] {
			best = n
		}
	}
	if best == nil {
		return nil, 0
	}
	// A parent that holds much more of the same kind is the body's true home.
	for p := best.Parent; p != nil && p != d.body.Parent; p = p.Parent {
		if textOf[p]*10 > textOf[best]*13 && score[p] > score[best]*0.6 {
			best = p
		}
	}
	return best, textOf[best]
}

// paragraphLike elements hold running text and no block.
func paragraphLike(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Pre, atom.Blockquote, atom.Li, atom.H2, atom.H3, atom.H4, atom.Td, atom.Dd:
		return true
	case atom.Div, atom.Section, atom.Article, atom.Span, atom.Center, atom.Main:
	default:
		return false
	}
	texts := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && blockLevel(c.DataAtom) {
			return false
		}
		if c.Type == html.TextNode && countLetters(c.Data) > 0 {
			texts = true
		}
	}
	return texts
}

// reader turns a container into blocks.
type reader struct {
	page   *page
	remove map[*html.Node]bool
	blocks []sada.Block
	images []sada.Image
	embeds []string
	seen   map[string]bool
	line   strings.Builder
	links  int // letters of the line that are links
	inLink bool
	kind   sada.BlockKind
}

// readBody returns the blocks of the body with its pictures and embeds.
func (d *page) readBody(title string) *reader {
	r := &reader{page: d, remove: map[*html.Node]bool{}, seen: map[string]bool{}, kind: sada.Paragraph}
	if s := d.hints.Source; s != nil {
		for _, sel := range s.Rules.Remove {
			for _, n := range d.find(sel) {
				r.remove[n] = true
			}
		}
	}
	r.children(d.container())
	r.flush()
	r.blocks = trim(r.blocks, title)
	return r
}

func (r *reader) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.line.WriteString(c.Data)
			if r.inLink {
				r.links += countLetters(c.Data)
			}
		case html.ElementNode:
			r.element(c)
		}
	}
}

func (r *reader) element(n *html.Node) {
	if n.DataAtom == atom.Iframe || n.DataAtom == atom.Blockquote {
		r.embed(n)
	}
	if r.remove[n] || unwanted(n) {
		return
	}
	switch n.DataAtom {
	case atom.Br:
		r.line.WriteByte('\n')
	case atom.Img:
		r.image(n, nil)
	case atom.Figure:
		r.flush()
		r.figure(n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.block(n, sada.Heading)
	case atom.Blockquote:
		if strings.Contains(attr(n, "class"), "twitter") || strings.Contains(attr(n, "class"), "instagram") {
			return
		}
		r.block(n, sada.Quote)
	case atom.Ul, atom.Ol:
		r.flush()
		r.list(n)
	case atom.Table:
		r.flush()
		r.children(n)
		r.flush()
	case atom.A:
		was := r.inLink
		r.inLink = true
		r.children(n)
		r.inLink = was
	default:
		if blockLevel(n.DataAtom) {
			r.flush()
			r.children(n)
			r.flush()
			return
		}
		r.children(n)
	}
}

// block reads an element whose text has a kind of its own.
func (r *reader) block(n *html.Node, k sada.BlockKind) {
	r.flush()
	was := r.kind
	r.kind = k
	r.children(n)
	r.flush()
	r.kind = was
}

// list reads the items of a list as one block, unless they are links away.
func (r *reader) list(n *html.Node) {
	var m measure
	weigh(n, false, &m)
	if m.links*2 > m.text {
		return
	}
	var items []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || unwanted(c) || r.remove[c] {
			continue
		}
		if s := squeeze(inner(c)); s != "" && !alsoRead.MatchString(s) && !calls.MatchString(s) {
			items = append(items, s)
		}
	}
	if len(items) > 0 {
		r.blocks = append(r.blocks, sada.Block{Kind: sada.List, Text: strings.Join(items, "\n")})
	}
}

// flush ends the line that is being read. An empty line inside it, made of two
// line breaks, parts paragraphs.
func (r *reader) flush() {
	text, links := r.line.String(), r.links
	r.line.Reset()
	r.links = 0
	for _, part := range splitBreaks(text) {
		s := squeeze(part)
		if s == "" || countLetters(s) == 0 {
			continue
		}
		n := utf8.RuneCountInString(s)
		switch {
		case alsoRead.MatchString(s) && n < 300, calls.MatchString(s) && n < 160:
			continue
		case links*10 > countLetters(text)*8 && n < 200 && r.kind == sada.Paragraph:
			continue // a line that is all links leads away
		}
		r.blocks = append(r.blocks, sada.Block{Kind: r.kind, Text: s})
	}
}

// splitBreaks parts a text at empty lines made of <br>.
func splitBreaks(s string) []string {
	if !strings.Contains(s, "\n") {
		return []string{s}
	}
	lines := strings.Split(s, "\n")
	var out []string
	var cur []string
	for _, l := range lines {
		if strings.TrimSpace(strings.ReplaceAll(l, "\u00a0", " ")) == "" {
			if len(cur) > 0 {
				out = append(out, strings.Join(cur, " "))
				cur = nil
			}
			continue
		}
		cur = append(cur, l)
	}
	if len(cur) > 0 {
		out = append(out, strings.Join(cur, " "))
	}
	return out
}

// trim takes what stands before and behind a body off it: the title again, a
// date or a byline alone on a line, headings that head nothing, credits.
func trim(blocks []sada.Block, title string) []sada.Block {
	key := words.Squash(title)
	for len(blocks) > 0 {
		b := blocks[0]
		n := utf8.RuneCountInString(b.Text)
		if key != "" && words.Squash(b.Text) == key || n < 70 && onlyDate(b.Text) || n < 60 && byWord.MatchString(b.Text) {
			blocks = blocks[1:]
			continue
		}
		break
	}
	for len(blocks) > 0 {
		b := blocks[len(blocks)-1]
		n := utf8.RuneCountInString(b.Text)
		if b.Kind == sada.Heading || n < 70 && onlyDate(b.Text) || n < 3 {
			blocks = blocks[:len(blocks)-1]
			continue
		}
		break
	}
	return blocks
}

var dateWords = regexp.MustCompile(`(?i)publié|mis à jour|modifié|posted|published|updated|نشر|آخر تحديث|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\ble\b|\bà\b|\bin\b|\bon\b|على الساعة|الساعة`)

// onlyDate reports whether a line prints a date and hardly anything else.
func onlyDate(s string) bool {
	w, ok := words.Date(s, dateless)
	if !ok {
		return false
	}
	rest := dateWords.ReplaceAllString(words.Fold(s), "")
	rest = strings.Replace(rest, w.Text, "", 1)
	letters := 0
	for _, r := range rest {
		if r > 'a' && r <= 'z' || r > 0x5ff {
			letters++
		}
	}
	return letters < 12
}
