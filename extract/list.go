package extract

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"sada"
	"sada/internal/address"
)

// readPosts reads a collection of WordPress posts, or a JSON Feed. A full page of
// posts leads to the next.
func readPosts(d document, p *sada.Page, noun string, h Hints) (*sada.Leads, error) {
	v, cut := decodeJSON(d.text, "")
	m, _ := v.(map[string]any)
	if cut && strings.Contains(head(d.text, maxFeedName), "jsonfeed") {
		m = map[string]any{"version": "jsonfeed", "items": v}
	}
	if strings.Contains(str(m["version"]), "jsonfeed") {
		return readJSONFeed(m, cut || d.cut, h), nil
	}
	posts, ok := postsIn(v)
	if !ok {
		return nil, unreadable("%s, not %s", whatInstead(d.text), noun)
	}
	out := &sada.Leads{}
	cutList(out, cut || d.cut)
	for i, post := range posts {
		if i == maxItems {
			out.Cut = true
			break
		}
		l, ok := postLead(post, &h)
		if !ok {
			out.Lost++
			continue
		}
		out.Items = append(out.Items, l)
	}
	if next := nextOf(p, len(posts)); next != "" && !out.Cut {
		out.More = []sada.Endpoint{{Kind: sada.REST, URL: next}}
	}
	return out, nil
}

func cutList(l *sada.Leads, cut bool) {
	if cut {
		l.Cut = true
		l.Lost++
		l.Notes = append(l.Notes, "the list is cut; its whole items are read")
	}
}

// postLead reads one post of a collection.
func postLead(v any, h *Hints) (sada.Lead, bool) {
	m, ok := v.(map[string]any)
	if !ok || str(m["link"]) == "" {
		return sada.Lead{}, false
	}
	content, _ := dig(m, "content", "rendered").(string)
	if len(content) > maxContentLen {
		content = ""
	}
	l := sada.Lead{
		URL: str(m["link"]), Title: plainText(str(dig(m, "title"))), Summary: head(plainText(str(dig(m, "excerpt"))), maxSummary),
		Published: restDate(m, "date", h), Modified: restDate(m, "modified", h), Content: content, GUID: str(dig(m, "guid")),
	}
	if a := str(dig(m, "_embedded", "author", "name")); a != "" {
		l.Authors = []string{a}
	}
	if u := str(dig(m, "_embedded", "wp:featuredmedia", "source_url")); u != "" {
		l.Image = u
	}
	return l, true
}

// nextOf is the address of the next page of a collection, "" behind the last:
// by X-WP-TotalPages, else by whether the page is full.
func nextOf(p *sada.Page, items int) string {
	u, err := url.Parse(p.URL())
	if err != nil || items == 0 {
		return ""
	}
	q := u.Query()
	page := max(1, atoi(q.Get("page")))
	if total := p.Capture.Header.Get("X-Wp-Totalpages"); total != "" {
		if page >= atoi(total) {
			return ""
		}
	} else if items < max(atoi(q.Get("per_page")), 10) {
		return ""
	}
	q.Set("page", strconv.Itoa(page+1))
	u.RawQuery = q.Encode()
	return u.String()
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// readList reads a JSON list by the fields that the settings name: items,
// title, url, published, body, summary, author, image. A field is a path with
// dots; url may be a pattern that names others: "post.html?id={id}".
func readList(d document, p *sada.Page, e sada.Endpoint, h Hints) (*sada.Leads, error) {
	f := e.Fields
	v, cut := decodeJSON(d.text, f["items"])
	if v == nil {
		return nil, unreadable("%s, not a JSON list", whatInstead(d.text))
	}
	items, ok := itemsIn(v, f["items"])
	if !ok {
		return nil, unreadable("JSON without a list at %q; look at `fields: items`", f["items"])
	}
	// The list feeds the script of a page: its addresses count from the site.
	base := p.URL()
	if h.Source != nil && h.Source.Home != "" {
		base = h.Source.Home
	}
	out := &sada.Leads{}
	cutList(out, cut || d.cut)
	for i, it := range items {
		if i == maxItems {
			out.Cut = true
			break
		}
		m, ok := it.(map[string]any)
		if !ok {
			out.Lost++
			continue
		}
		l := sada.Lead{
			URL: fill(field(f, "url", "url"), m), Title: plainText(value(m, field(f, "title", "title"))),
			Published: leadDate(value(m, field(f, "published", "created_at")), &h), Summary: plainText(value(m, field(f, "summary", "excerpt"))),
			Content: raw(m, field(f, "body", "content")), Image: value(m, field(f, "image", "main_image_url")),
		}
		if a := value(m, field(f, "author", "author")); a != "" {
			l.Authors = []string{a}
		}
		if l.Content != "" && !strings.Contains(l.Content, "<") {
			l.Content = "<p>" + strings.ReplaceAll(l.Content, "\n", "</p><p>") + "</p>"
		}
		if u, err := address.Parse(l.URL, base); err == nil && l.URL != "" {
			l.URL = u
		}
		switch {
		case l.URL == "":
			out.Lost++
		case len(l.Content) <= maxContentLen:
			out.Items = append(out.Items, l)
		}
	}
	if len(out.Items) == 0 && len(items) > 0 {
		return nil, unreadable("no item of the list has an address; look at `fields: url`")
	}
	return out, nil
}

func field(f map[string]string, key, fallback string) string {
	if s := f[key]; s != "" {
		return s
	}
	return fallback
}

// at follows a path with dots.
func at(v any, path string) any {
	for _, key := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

func value(m map[string]any, path string) string {
	switch v := at(m, path).(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool, nil:
		return ""
	default:
		return str(v)
	}
}

func raw(m map[string]any, path string) string {
	s, _ := at(m, path).(string)
	return s
}

// fill puts the fields that a pattern names in its place; a plain name is a
// field itself.
func fill(pattern string, m map[string]any) string {
	if !strings.Contains(pattern, "{") {
		return value(m, pattern)
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		v := value(m, name)
		if !closed || v == "" {
			return ""
		}
		fmt.Fprint(&b, url.QueryEscape(v))
		pattern = after
	}
}
