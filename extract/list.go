package extract

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"sada"
	"sada/internal/address"
)

// readREST reads a collection of WordPress posts. A full page leads to the next.
func readREST(p *sada.Page, h Hints) (*sada.Leads, error) {
	if len(p.Body) > maxListBytes {
		return nil, unreadable("larger than %d MB", maxListBytes>>20)
	}
	var posts []map[string]any
	s := text(p)
	if err := json.Unmarshal([]byte(s), &posts); err != nil {
		return nil, unreadable("%s, not a list of posts", whatInstead(s))
	}
	out := &sada.Leads{}
	for i, m := range posts {
		if i == maxItems {
			out.Cut = true
			break
		}
		content, _ := dig(m, "content", "rendered").(string)
		if len(content) > maxContentLen {
			content = ""
		}
		l := sada.Lead{
			URL: str(m["link"]), Title: plainText(str(dig(m, "title"))), Summary: head(plainText(str(dig(m, "excerpt"))), 2000),
			Published: restDate(m, "date", &h), Modified: restDate(m, "modified", &h), Content: content, GUID: str(dig(m, "guid")),
		}
		if a := str(dig(m, "_embedded", "author", "name")); a != "" {
			l.Authors = []string{a}
		}
		if u := str(dig(m, "_embedded", "wp:featuredmedia", "source_url")); u != "" {
			l.Image = u
		}
		out.Items = append(out.Items, l)
	}
	if next := nextOf(p, len(posts)); next != "" {
		out.More = []sada.Endpoint{{Kind: sada.REST, URL: next}}
	}
	return out, nil
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
func readList(p *sada.Page, e sada.Endpoint, h Hints) (*sada.Leads, error) {
	if len(p.Body) > maxListBytes {
		return nil, unreadable("larger than %d MB", maxListBytes>>20)
	}
	var v any
	s := text(p)
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		return nil, unreadable("%s, not a JSON list", whatInstead(s))
	}
	f := e.Fields
	if path := f["items"]; path != "" {
		v = at(v, path)
	} else if m, ok := v.(map[string]any); ok {
		v = onlyList(m)
	}
	items, ok := v.([]any)
	if !ok {
		return nil, unreadable("JSON without a list at %q; look at `fields: items`", f["items"])
	}
	// The list feeds the script of a page: its addresses count from the site.
	base := p.URL()
	if h.Source != nil && h.Source.Home != "" {
		base = h.Source.Home
	}
	out := &sada.Leads{}
	for i, it := range items {
		if i == maxItems {
			out.Cut = true
			break
		}
		m, ok := it.(map[string]any)
		if !ok {
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
		if l.URL != "" && len(l.Content) <= maxContentLen {
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

// onlyList is the list of an object that has one.
func onlyList(m map[string]any) any {
	for _, key := range []string{"posts", "items", "data", "results", "articles"} {
		if l, ok := m[key].([]any); ok {
			return l
		}
	}
	for _, v := range m {
		if l, ok := v.([]any); ok {
			return l
		}
	}
	return nil
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
