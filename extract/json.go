package extract

import (
	"encoding/json"
	"html"
	"sort"
	"strconv"
	"strings"

	"sada"
)

// listKeys are the names under which interfaces keep their list.
var listKeys = [...]string{"posts", "items", "data", "results", "articles", "value", "entries"}

// decodeJSON reads a JSON document; what stands behind it is passed over. Of one
// that is cut the whole items of its list are read, which may lie under the name
// given. It gives nil for what is no JSON.
func decodeJSON(s, name string) (v any, cut bool) {
	if err := json.NewDecoder(strings.NewReader(s)).Decode(&v); err == nil {
		return v, false
	}
	if list := wholeValues(s, name); len(list) > 0 {
		return list, true
	}
	return nil, false
}

// wholeValues reads the items of a list that does not end.
func wholeValues(s, name string) []any {
	d := json.NewDecoder(strings.NewReader(s))
	t, err := d.Token()
	if err != nil {
		return nil
	}
	if t == json.Delim('[') {
		return elements(d)
	}
	for t == json.Delim('{') {
		key, err := d.Token()
		if err != nil {
			return nil
		}
		if k, ok := key.(string); ok && (k == name || isListKey(k)) {
			if inner, err := d.Token(); err != nil || inner == json.Delim('[') {
				return elements(d)
			} else if inner == json.Delim('{') {
				continue
			}
			continue
		}
		var passed json.RawMessage
		if d.Decode(&passed) != nil {
			return nil
		}
	}
	return nil
}

func isListKey(s string) bool {
	for _, k := range listKeys {
		if k == s {
			return true
		}
	}
	return false
}

func elements(d *json.Decoder) (out []any) {
	for len(out) <= maxItems && d.More() {
		var v any
		if d.Decode(&v) != nil {
			break
		}
		out = append(out, v)
	}
	return out
}

// listOf is v as a list: PHP writes one with holes as an object whose names are
// numbers.
func listOf(v any) ([]any, bool) {
	if list, ok := v.([]any); ok {
		return list, true
	}
	m, ok := v.(map[string]any)
	if !ok || len(m) == 0 {
		return nil, false
	}
	order := make([]int, 0, len(m))
	for key := range m {
		n, err := strconv.Atoi(key)
		if err != nil || n < 0 || strconv.Itoa(n) != key {
			return nil, false
		}
		order = append(order, n)
	}
	sort.Ints(order)
	list := make([]any, len(order))
	for i, n := range order {
		list[i] = m[strconv.Itoa(n)]
	}
	return list, true
}

// keptList is the list of an object that has one under a usual name.
func keptList(v any) ([]any, bool) {
	m, _ := v.(map[string]any)
	for _, key := range listKeys {
		if list, ok := listOf(m[key]); ok {
			return list, true
		}
	}
	return nil, false
}

// postsIn is the list of posts in a JSON document; one post alone is one.
func postsIn(v any) ([]any, bool) {
	if list, ok := listOf(v); ok {
		return list, true
	}
	if list, ok := keptList(v); ok {
		return list, true
	}
	if m, ok := v.(map[string]any); ok && str(m["link"]) != "" && m["title"] != nil {
		return []any{m}, true
	}
	return nil, false
}

// itemsIn is the list at a path of a JSON document, or the one that it holds.
func itemsIn(v any, path string) ([]any, bool) {
	if list, ok := v.([]any); ok && path == "" {
		return list, true
	}
	if path != "" {
		if list, ok := listOf(at(v, path)); ok {
			return list, true
		}
		list, ok := v.([]any) // of a document that is cut
		return list, ok
	}
	if list, ok := listOf(v); ok {
		return list, true
	}
	if list, ok := keptList(v); ok {
		return list, true
	}
	m, _ := v.(map[string]any)
	names := make([]string, 0, len(m))
	for key := range m {
		names = append(names, key)
	}
	sort.Strings(names)
	for _, key := range names {
		if list, ok := m[key].([]any); ok {
			return list, true
		}
	}
	return nil, false
}

// readJSONFeed reads a JSON Feed (jsonfeed.org, versions 1 and 1.1). What is of
// another type than it should be is left out.
func readJSONFeed(m map[string]any, cut bool, h Hints) *sada.Leads {
	out := &sada.Leads{Title: plainText(str(m["title"]))}
	cutList(out, cut)
	list, _ := listOf(m["items"])
	for i, v := range list {
		if i == maxItems {
			out.Cut = true
			break
		}
		x, ok := v.(map[string]any)
		l := jsonLead(x, &h)
		if !ok || l.URL == "" {
			out.Lost++
			continue
		}
		out.Items = append(out.Items, l)
	}
	if next := str(m["next_url"]); next != "" && len(out.Items) > 0 {
		out.More = []sada.Endpoint{{Kind: sada.Feed, URL: next}}
	}
	return out
}

func jsonLead(m map[string]any, h *Hints) sada.Lead {
	l := sada.Lead{
		Title: plainText(str(m["title"])), Summary: head(plainText(str(m["summary"])), maxSummary), GUID: value(m, "id"), Image: str(m["image"]),
		Published: leadDate(value(m, "date_published"), h), Modified: leadDate(value(m, "date_modified"), h), Language: strings.ToLower(str(m["language"])),
	}
	for _, key := range []string{"url", "external_url", "id"} {
		if s := value(m, key); l.URL == "" && (key != "id" || webAddress(s)) {
			l.URL = s
		}
	}
	for _, key := range []string{"content_html", "content_text"} {
		if s := raw(m, key); l.Content == "" && len(s) <= maxContentLen {
			l.Content = s
		}
	}
	authors, ok := m["authors"].([]any)
	if !ok {
		authors = []any{m["author"]}
	}
	for _, a := range authors {
		if name := str(a); name != "" {
			l.Authors = append(l.Authors, name)
		}
	}
	tags, _ := m["tags"].([]any)
	for _, t := range tags {
		if s := squeeze(html.UnescapeString(str(t))); s != "" {
			l.Tags = append(l.Tags, s)
		}
	}
	if len(l.Tags) > 0 {
		l.Section = l.Tags[0]
	}
	if l.Published.IsZero() {
		l.Published = l.Modified
	}
	if l.Image == "" {
		l.Image = str(m["banner_image"])
	}
	return l
}
