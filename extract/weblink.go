package extract

import (
	"net/http"
	"strings"
)

// webLink is one link of a Link header (RFC 8288, 3).
type webLink struct{ href, rel, media, title, lang string }

// webLinks reads the Link headers of an answer. Links about another page than
// the one that was asked for, by an anchor parameter, are left out.
func webLinks(h http.Header) []webLink {
	var out []webLink
	for _, s := range h.Values("Link") {
		for len(out) < maxWebLinks {
			start := strings.IndexByte(s, '<')
			if start < 0 {
				break
			}
			end := strings.IndexByte(s[start:], '>')
			if end < 0 {
				break
			}
			l := webLink{href: s[start+1 : start+end]}
			var about bool
			s, about = l.parameters(s[start+end+1:])
			if !about {
				out = append(out, l)
			}
		}
	}
	return out
}

// parameters reads what follows the address of a link, and returns what is left
// behind its comma. The first parameter of a name counts.
func (l *webLink) parameters(s string) (rest string, about bool) {
	for {
		s = strings.TrimLeft(s, " \t;")
		if s == "" || s[0] == ',' {
			return strings.TrimPrefix(s, ","), about
		}
		i := strings.IndexAny(s, "=;,")
		if i < 0 || s[i] != '=' {
			i = max(i, 0)
			if i == 0 {
				i = len(s)
			}
			s = s[i:]
			continue
		}
		name := strings.ToLower(strings.TrimSpace(s[:i]))
		var value string
		value, s = parameterValue(strings.TrimLeft(s[i+1:], " \t"))
		to := map[string]*string{"rel": &l.rel, "type": &l.media, "title": &l.title, "hreflang": &l.lang}[name]
		if to != nil && *to == "" {
			*to = value
		}
		about = about || name == "anchor"
	}
}

// parameterValue reads a token or a quoted string, and returns what follows it.
func parameterValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		i := strings.IndexAny(s, ";,")
		if i < 0 {
			i = len(s)
		}
		return strings.TrimSpace(s[:i]), s[i:]
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == '"':
			return b.String(), s[i+1:]
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), ""
}
