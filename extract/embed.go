package extract

import (
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sada"
	"sada/internal/address"
	"sada/internal/words"
)

// OEmbed returns the address at which a YouTube video or a post on X is
// described as JSON (oembed.com); ok is false for other addresses. A replay of
// the platforms under another domain keeps its names.
func OEmbed(u string) (endpoint string, ok bool) {
	if u == "" {
		return "", false
	}
	key := address.Key(u)
	host := address.Host(u)
	switch {
	case strings.HasPrefix(key, "youtube:"):
		if host == "youtu.be" || !strings.Contains(host, "youtube") || strings.HasPrefix(host, "m.") {
			host = "www.youtube.com"
		}
		return "https://" + host + "/oembed?format=json&url=" + url.QueryEscape(watchAddress(u)), true
	case strings.HasPrefix(key, "x:"):
		publish := "publish.twitter.com"
		if rest, replay := strings.CutPrefix(host, "x."); replay && rest != "com" {
			publish = "publish." + host
		}
		return "https://" + publish + "/oembed?url=" + url.QueryEscape(u), true
	}
	return "", false
}

// watchAddress is the plain address of a video; other addresses stay.
func watchAddress(u string) string {
	id, ok := strings.CutPrefix(address.Key(u), "youtube:")
	if !ok {
		return u
	}
	host := address.Host(u)
	if !strings.HasPrefix(host, "www.youtube.") || host == "www.youtube-nocookie.com" {
		host = "www.youtube.com"
	}
	return "https://" + host + "/watch?v=" + id
}

// videoPage reports whether the page is the page of one video.
func (d *page) videoPage() bool {
	return strings.HasPrefix(address.Key(d.address), "youtube:")
}

// videoTags are the keywords of a video, at most as many as an article has.
func (d *page) videoTags(details map[string]any) []string {
	var tags []string
	for _, s := range list(details["keywords"]) {
		if d.why.say("tags", "player keywords", s, ""); utf8.RuneCountInString(s) < d.by.Names.Tag && len(tags) < maxTags {
			tags = append(tags, s)
		}
	}
	return tags
}

// video reads the page of a video: title, description, day, channel, picture.
func (d *page) video() (*sada.Article, error) {
	details, _ := dig(d.player, "videoDetails").(map[string]any)
	format, _ := dig(d.player, "microformat", "playerMicroformatRenderer").(map[string]any)
	a := &sada.Article{URL: watchAddress(d.address), Kind: sada.KindVideo, Title: str(details["title"])}
	l := d.hints.Lead
	d.why.say("title", "player", a.Title, "")
	if a.Title == "" {
		a.Title = stripSite(d.metaOf("og:title", "title"), "YouTube")
		d.why.say("title", "head", a.Title, "")
	}
	if a.Title == "" && l != nil {
		a.Title = l.Title
	}
	if a.Title == "" {
		return nil, reject(sada.ReasonConsent, "the page says nothing of the video")
	}
	text, _ := details["shortDescription"].(string)
	if text == "" && l != nil {
		text = l.Summary
	}
	if text == "" {
		text = d.metaOf("og:description", "description")
	}
	a.Blocks = paragraphs(text)
	for _, s := range []string{str(format["publishDate"]), str(format["uploadDate"]), d.itemprop("datePublished"), d.itemprop("uploadDate")} {
		w, ok := d.read(s, sada.FromJSONLD)
		if d.why.sayDate("published", "player or microdata", s, w, ok); ok {
			// The offset is that of the platform's own house, not of the outlet.
			if w.Timed() {
				w.Time = w.Time.In(d.hints.zone())
			}
			a.Published = w
			break
		}
	}
	if l != nil && !l.Published.IsZero() && (a.Published.IsZero() || !a.Published.Timed()) {
		a.Published = l.Published
	}
	if s := str(details["author"]); s != "" {
		a.Authors = []string{s}
		d.why.say("authors", "player", s, s)
	} else if l != nil {
		a.Authors = l.Authors
	}
	if u := d.link(d.metaOf("og:image")); u != "" {
		a.Images = []sada.Image{{URL: u}}
	} else if l != nil && l.Image != "" {
		a.Images = []sada.Image{{URL: l.Image}}
	}
	a.Tags = d.videoTags(details)
	a.Canonical = a.URL
	a.Language = words.Language(a.Title+"\n"+text, d.lang)
	a.Direction = sada.Direction(a.Language)
	a.Confidence = percent(d.by.Confidence.Told)
	return a, nil
}

// itemprop is the first content of a microdata property.
func (d *page) itemprop(name string) string {
	if s := d.metaOf(strings.ToLower(name)); s != "" {
		return s
	}
	for _, n := range d.props[name] {
		return dateText(n)
	}
	return ""
}

func paragraphs(text string) []sada.Block {
	var out []sada.Block
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		if p = squeeze(p); p != "" {
			out = append(out, sada.Block{Kind: sada.Paragraph, Text: p})
		}
	}
	return out
}

// fromJSON reads a page that is JSON: an oEmbed answer, or one post of a
// WordPress REST collection.
func fromJSON(p *sada.Page, h Hints) (*sada.Article, error) {
	var m map[string]any
	if err := json.Unmarshal([]byte(text(p)), &m); err != nil {
		return nil, reject(sada.ReasonNotHTML, "JSON that is no page")
	}
	switch {
	case m["provider_name"] != nil || m["author_url"] != nil && m["html"] != nil:
		return fromOEmbed(m, p, h)
	case dig(m, "content", "rendered") != nil:
		return fromREST(m, p, h)
	}
	return nil, reject(sada.ReasonNotHTML, "JSON that is no page")
}

var (
	postText = regexp.MustCompile(`(?is)<p\b([^>]*)>(.*?)</p>`)
	postLang = regexp.MustCompile(`lang="([a-z]{2,3})"`)
	lastLink = regexp.MustCompile(`(?is)<a href="([^"]+)">([^<]*)</a>\s*</blockquote>`)
	// pictureLink stands in a post for what is attached to it.
	pictureLink = regexp.MustCompile(`(?is)<a [^>]*>\s*pic\.(?:twitter|x)\.com/[^<]*</a>`)
	anyTag      = regexp.MustCompile(`(?s)<[^>]*>`)
)

// fromOEmbed reads what YouTube or X say of one video or post.
func fromOEmbed(m map[string]any, p *sada.Page, h Hints) (*sada.Article, error) {
	u := str(m["url"])
	if inner, err := url.Parse(p.Capture.URL); err == nil {
		if s := inner.Query().Get("url"); s != "" {
			u = s
		}
	}
	if h.Lead != nil && h.Lead.URL != "" {
		u = h.Lead.URL
	}
	u = whole(u, p)
	a := &sada.Article{URL: u, Canonical: u, Kind: sada.KindVideo, Title: str(m["title"])}
	if s := str(m["author_name"]); s != "" {
		a.Authors = []string{s}
	}
	if s, _ := m["thumbnail_url"].(string); s != "" {
		a.Images = []sada.Image{{URL: s}}
	}
	if h.Lead != nil {
		a.Published = h.Lead.Published
		a.Blocks = paragraphs(h.Lead.Summary)
	}
	markup, _ := m["html"].(string)
	if strings.HasPrefix(address.Key(u), "x:") || strings.Contains(markup, "twitter-tweet") {
		if err := post(a, markup, h); err != nil {
			return nil, err
		}
	}
	if a.Title == "" {
		return nil, reject(sada.ReasonEmpty, "the answer names no video and no post")
	}
	if a.Language == "" {
		a.Language = words.Language(a.Title+"\n"+a.Text(), "")
	}
	a.Direction = sada.Direction(a.Language)
	a.Confidence = percent(h.numbers().Confidence.Told)
	return a, nil
}

// post reads a post of X: its text, and its instant, which stands in its id.
func post(a *sada.Article, markup string, h Hints) error {
	a.Kind = sada.KindPost
	hint := ""
	if m := postText.FindStringSubmatch(markup); m != nil {
		if l := postLang.FindStringSubmatch(m[1]); l != nil {
			hint = l[1]
		}
		body := strings.NewReplacer("<br>", "\n", "<br/>", "\n", "<br />", "\n").Replace(pictureLink.ReplaceAllString(m[2], ""))
		a.Blocks = paragraphs(html.UnescapeString(anyTag.ReplaceAllString(body, "")))
	}
	if len(a.Blocks) == 0 {
		return reject(sada.ReasonEmpty, "the answer holds no text of a post")
	}
	a.Title = shorten(a.Blocks[0].Text, h.numbers().Titles.OfPost)
	a.Language = words.Language(a.Text(), hint)
	if id, ok := strings.CutPrefix(address.Key(a.URL), "x:"); ok {
		if t, ok := snowflake(id); ok && (h.Now.IsZero() || t.Before(h.Now.Add(hours(h.numbers().Dates.Slack)))) {
			a.Published = sada.Date{Time: t.In(h.zone()), Precision: sada.ToSecond, Zone: sada.ZoneWritten, From: sada.FromAddress, Text: id}
		}
	}
	if m := lastLink.FindStringSubmatch(markup); a.Published.IsZero() && m != nil {
		if w, ok := readDate(html.UnescapeString(m[2]), sada.FromPrint, &h); ok {
			a.Published = w
		}
	}
	return nil
}

// snowflake is the instant that an id of X carries: milliseconds since
// 2010-11-04T01:42:54.657Z in the bits from the 22nd on.
func snowflake(id string) (time.Time, bool) {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil || n>>22 == 0 || len(id) < 15 {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(n>>22) + 1288834974657).UTC().Truncate(time.Second), true
}

// shorten cuts a text at a word and says so.
func shorten(s string, runes int) string {
	r := []rune(s)
	if len(r) <= runes {
		return s
	}
	cut := string(r[:runes])
	if i := strings.LastIndexByte(cut, ' '); i > runes/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// whole makes an address that an answer gives whole; the answer's own when it is
// none.
func whole(ref string, p *sada.Page) string {
	if u, err := address.Parse(ref, p.URL()); err == nil && ref != "" {
		return u
	}
	return p.URL()
}

// fromREST reads one post of a WordPress collection. date_gmt is UTC without
// saying so.
func fromREST(m map[string]any, p *sada.Page, h Hints) (*sada.Article, error) {
	u := whole(str(m["link"]), p)
	a := &sada.Article{URL: u, Canonical: u, Kind: sada.KindArticle, Title: str(dig(m, "title"))}
	content, _ := dig(m, "content", "rendered").(string)
	body := fragment(content, a.URL, h)
	by := h.numbers()
	a.Blocks, a.Images, a.Embeds, a.Cut = by.trim(body.Blocks, a.Title), body.Images, body.Embeds, body.Cut
	a.Published = restDate(m, "date", &h)
	a.Modified = restDate(m, "modified", &h)
	if a.Title == "" || len(a.Blocks) == 0 {
		return nil, reject(sada.ReasonEmpty, "the post has no title or no text")
	}
	a.Agency = by.agencyOf(nil, texts(a.Blocks), "", nil)
	a.Language = words.Language(a.Title+"\n"+head(a.Text(), 2*maxSample), "")
	a.Direction = sada.Direction(a.Language)
	a.Confidence = by.confidence(a)
	return a, nil
}

// restDate reads date_gmt, else date, of a WordPress answer.
func restDate(m map[string]any, key string, h *Hints) sada.Date {
	if s := str(m[key+"_gmt"]); s != "" {
		if d, ok := readDate(s+"Z", sada.FromREST, h); ok {
			d.Time = d.Time.In(h.zone())
			d.Text = s
			return d
		}
	}
	d, _ := readDate(str(m[key]), sada.FromREST, h)
	return d
}
