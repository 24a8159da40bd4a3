package extract

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"

	"sada"
	"sada/internal/words"
)

// Article reads the article of a page. The error is a *sada.Rejection for a page
// that is none, with the reason: challenge, login, consent, soft-404, section,
// script, empty, parse or not-html. Any bytes give one or the other.
func Article(p *sada.Page, h Hints) (*sada.Article, error) { return read(p, h, nil) }

func read(p *sada.Page, h Hints, why *testimony) (*sada.Article, error) {
	body := bytes.TrimLeft(beginOf(p.Body), "\xef\xbb\xbf \t\r\n")
	switch {
	case len(bytes.TrimSpace(p.Body)) == 0:
		return nil, reject(sada.ReasonEmpty, "the answer has no body")
	case bytes.HasPrefix(body, []byte("{")), bytes.HasPrefix(body, []byte("[")):
		return fit(fromJSON(p, h))
	case notHTML(body):
		return nil, reject(sada.ReasonNotHTML, "%s", whatIs(body))
	}
	d, err := parse(p, h)
	if err != nil {
		return nil, err
	}
	d.why = why
	if err := d.refuse(); err != nil {
		return nil, err
	}
	if d.player != nil || d.videoPage() {
		return fit(d.video())
	}
	return d.article()
}

func beginOf(b []byte) []byte { return b[:min(len(b), maxBegin)] }

// notHTML reports whether bytes begin like something that is no web page.
func notHTML(b []byte) bool {
	if noise(b) {
		return true
	}
	if bytes.IndexByte(b, 0) >= 0 && !bytes.HasPrefix(b, []byte{0xff, 0xfe}) && !bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		return !bytes.Contains(b, []byte("<"))
	}
	for _, sign := range []string{"<?xml", "<rss", "<feed", "<urlset", "<sitemapindex", "%PDF", "\x89PNG", "GIF8", "\xff\xd8\xff", "PK\x03\x04", "RIFF"} {
		if bytes.HasPrefix(b, []byte(sign)) {
			return sign != "<?xml" || !bytes.Contains(bytes.ToLower(b), []byte("html"))
		}
	}
	return false
}

// noise reports whether bytes are no text of any encoding: one in fifty steers a
// device. Of two bytes a letter, one may.
func noise(b []byte) bool {
	if len(b) < 2 || b[0] == 0 || b[1] == 0 || b[0] >= 0xfe && b[1] >= 0xfe {
		return false
	}
	n := 0
	for _, c := range b {
		if c < ' ' && (c < '\t' || c > '\r') && c != 0x1b {
			n++
		}
	}
	return n >= 4 && 50*n > len(b)
}

func whatIs(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("<")):
		return "XML: a feed or a sitemap, not a page"
	case bytes.HasPrefix(b, []byte("%PDF")):
		return "a PDF, not a page"
	}
	return "binary data, not a page"
}

func (d *page) article() (*sada.Article, error) {
	a := &sada.Article{URL: d.address, Canonical: d.canonicalOf(), Shortlink: d.link(d.links["shortlink"]), Kind: sada.KindArticle, Title: d.titleOf()}
	if u := d.link(d.metaOf("og:url")); u != a.Canonical && d.ownAddress(u) {
		a.Called = u
	}
	r := d.readBody(a.Title)
	a.Blocks, a.Embeds, a.Cut = r.blocks, r.embeds, r.full || d.cut
	if l := d.hints.Lead; l != nil && l.Content != "" {
		d.fillFromLead(a, l)
	}
	a.Published = d.publishedOf()
	d.why.weigh(d, a, r)
	if err := d.judge(a, r); err != nil {
		return nil, err
	}
	a.Subtitle = d.subtitleOf(a.Title)
	a.Modified = d.modifiedOf(a.Published)
	a.Authors = d.authorsOf()
	a.Blocks = d.by.unsigned(a.Blocks, a.Authors)
	a.Section, a.Tags = d.sectionOf(), d.tagsOf()
	a.Images = d.imagesOf(r)
	a.Agency = d.by.agencyOf(append(d.credits, a.Authors...), texts(a.Blocks), r.foot, d.why)
	a.Language = d.languageOf(a.Title, a.Text())
	a.Direction = sada.Direction(a.Language)
	if a.Language == words.Mixed {
		a.Direction = sada.Direction(words.Language(a.Title, d.lang))
	}
	a.Confidence = d.by.confidence(a)
	if !d.accord(a) {
		a.Confidence = min(a.Confidence, percent(d.by.Confidence.Discord))
		d.why.say("confidence", "text", "the title and the description speak of something else than the text", "")
	}
	if !d.fits() {
		a.Confidence = min(a.Confidence, percent(d.by.Confidence.Strange))
		d.why.say("confidence", "profile", "nothing stands where the source's rules and profile look for it", "")
	}
	return a, nil
}

// fillFromLead takes the body that the endpoint carried when the page holds
// none: a page drawn by JavaScript whose list gives the whole text.
func (d *page) fillFromLead(a *sada.Article, l *sada.Lead) {
	if utf8.RuneCountInString(a.Text()) >= d.by.Body.FromLead {
		return
	}
	carried := fragment(l.Content, d.base, d.hints)
	if utf8.RuneCountInString(carried.Text()) > utf8.RuneCountInString(a.Text()) {
		a.Blocks, a.Embeds, a.Images, a.Cut = carried.Blocks, carried.Embeds, carried.Images, carried.Cut
		if l.Title != "" {
			a.Title = squeeze(l.Title)
		}
	}
}

// fragment reads the body in a piece of HTML.
func fragment(content, base string, h Hints) (a sada.Article) {
	inner := &sada.Page{Body: []byte("<article>" + content + "</article>"), Capture: sada.Capture{URL: base}}
	h.Lead = nil
	d, err := parse(inner, h)
	if err != nil {
		return a
	}
	d.furnish()
	r := &reader{page: d, seen: map[string]bool{}, kind: sada.Paragraph}
	r.children(d.body)
	r.flush()
	a.Images, a.Embeds = r.images, r.embeds
	a.Blocks, a.Cut = capped(d.by.trim(r.blocks, ""))
	a.Cut = a.Cut || r.full || d.cut
	return a
}

func texts(blocks []sada.Block) []string {
	var out []string
	for _, b := range blocks {
		if b.Kind != sada.ImageBlock {
			out = append(out, b.Text)
		}
	}
	return out
}

func percent(n int) float64 { return float64(n) / 100 }

// confidence is how much speaks for an article being read right: a body of
// paragraphs, a title, a date with a good witness, an author.
func (by *Numbers) confidence(a *sada.Article) float64 {
	says := &by.Confidence
	c := 0 // in hundredths, that sums stay exact
	switch n := utf8.RuneCountInString(a.Text()); {
	case n > says.Long:
		c += says.ForLong
	case n > says.Middling:
		c += says.ForMiddling
	case n > says.Short:
		c += says.ForShort
	}
	if a.Title != "" {
		c += says.ForTitle
	}
	switch a.Published.From {
	case "", sada.FromGuess:
	case sada.FromPrint, sada.FromAddress, sada.FromRelative:
		c += says.ForPrintedDay
	default:
		c += says.ForDate
	}
	if len(a.Authors) > 0 || a.Agency != "" {
		c += says.ForAuthor
	}
	return percent(min(c, says.Most))
}

// CheckRules names the selectors and patterns of rules that cannot be used.
func CheckRules(r sada.Rules) []sada.Problem {
	var out []sada.Problem
	check := func(place, sel string) {
		if sel == "" {
			return
		}
		if _, err := cascadia.Compile(sel); err != nil {
			out = append(out, sada.Problem{Place: place, What: "the selector " + quoted(sel) + " cannot be read", Instead: "write a CSS selector, like .entry-content or article p"})
		}
	}
	check("title", r.Title)
	check("subtitle", r.Subtitle)
	check("body", r.Body)
	check("author", r.Author)
	check("date", r.Date)
	for _, s := range r.Remove {
		check("remove", s)
	}
	if r.Article != "" {
		if _, err := pattern(r.Article); err != nil {
			out = append(out, sada.Problem{Place: "article", What: "the pattern " + quoted(r.Article) + " cannot be read: " + err.Error(), Instead: "write a regular expression of RE2"})
		}
	}
	if r.ID != "" {
		if p, err := regexp.Compile(r.ID); err != nil || p.NumSubexp() != 1 {
			out = append(out, sada.Problem{Place: "id", What: "the pattern " + quoted(r.ID) + " is none with one group", Instead: `write a regular expression of RE2 with the id in brackets, like -(\d{6,8})\.html$`})
		}
	}
	return out
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, "\n", " ") + `"` }
