package extract

import (
	"encoding/json"
	"html"
	"strings"
)

// readJSONLD returns every object of a block of JSON-LD, those in @graph and in
// lists too. A block that is not well-formed is mended where outlets are known
// to break it: line ends inside strings, a comment around it, a comma too many.
func readJSONLD(code string) []map[string]any {
	code = strings.TrimSpace(code)
	code = strings.TrimPrefix(code, "<!--")
	code = strings.TrimSuffix(code, "-->")
	code = strings.TrimPrefix(strings.TrimSpace(code), "//<![CDATA[")
	code = strings.TrimSuffix(strings.TrimSpace(code), "//]]>")
	var v any
	if err := json.Unmarshal([]byte(code), &v); err != nil {
		if err := json.Unmarshal([]byte(mend(code)), &v); err != nil {
			return nil
		}
	}
	return flatten(v, 0)
}

func flatten(v any, depth int) []map[string]any {
	if depth > maxGraph {
		return nil
	}
	switch v := v.(type) {
	case []any:
		var out []map[string]any
		for _, x := range v {
			out = append(out, flatten(x, depth+1)...)
		}
		return out
	case map[string]any:
		out := []map[string]any{v}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if inner, ok := v[key]; ok {
				out = append(out, flatten(inner, depth+1)...)
			}
		}
		return out
	}
	return nil
}

// mend drops raw control signs and commas before a closing bracket.
func mend(s string) string {
	var b strings.Builder
	inString, escaped := false, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case inString && escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString = !inString
		case inString && c < ' ':
			c = ' '
		case !inString && c == ',':
			rest := strings.TrimLeft(s[i+1:], " \t\r\n")
			if strings.HasPrefix(rest, "}") || strings.HasPrefix(rest, "]") {
				continue
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// assigned returns the object that a script assigns to a name.
func assigned(code, name string) map[string]any {
	for {
		i := strings.Index(code, name)
		if i < 0 {
			return nil
		}
		code = code[i+len(name):]
		rest := strings.TrimLeft(code, " \t\r\n")
		rest, ok := strings.CutPrefix(rest, "=")
		if !ok {
			continue
		}
		var m map[string]any
		if err := json.NewDecoder(strings.NewReader(head(rest, maxAssigned))).Decode(&m); err == nil {
			return m
		}
	}
}

// dig follows keys into objects; lists are entered at their first element.
func dig(v any, path ...string) any {
	for _, key := range path {
		for {
			list, ok := v.([]any)
			if !ok || len(list) == 0 {
				break
			}
			v = list[0]
		}
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[key]
	}
	return v
}

// str is a text of JSON with its entities read; a list gives its first.
func str(v any) string {
	switch v := v.(type) {
	case string:
		return squeeze(html.UnescapeString(v))
	case []any:
		if len(v) > 0 {
			return str(v[0])
		}
	case map[string]any:
		for _, key := range []string{"@value", "rendered", "name", "text", "basic"} {
			if s, ok := v[key].(string); ok {
				return squeeze(html.UnescapeString(s))
			}
		}
	}
	return ""
}

// list is every text of a value: a text, or a list of texts and named objects.
func list(v any) []string {
	switch v := v.(type) {
	case []any:
		var out []string
		for _, x := range v {
			if s := str(x); s != "" {
				out = append(out, s)
			}
		}
		return out
	case nil:
		return nil
	}
	if s := str(v); s != "" {
		return []string{s}
	}
	return nil
}

// typed reports whether an object of JSON-LD is of one of the types.
func typed(m map[string]any, types ...string) bool {
	for _, have := range list(m["@type"]) {
		for _, t := range types {
			if strings.EqualFold(have, t) || strings.EqualFold(have, "https://schema.org/"+t) {
				return true
			}
		}
	}
	return false
}

// articleTypes are the types of schema.org that an article of the press has.
var articleTypes = []string{
	"NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
	"BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "SocialMediaPosting", "Report", "TechArticle", "ScholarlyArticle",
}

// articleData returns the object of JSON-LD that describes the article: of
// several, the one that says most.
func (d *page) articleData() map[string]any {
	var best map[string]any
	for _, m := range d.data {
		if typed(m, articleTypes...) && (best == nil || len(m) > len(best) && best["datePublished"] == nil) {
			best = m
		}
	}
	return best
}
