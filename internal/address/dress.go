package address

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// What names no page, with what it looks like: sessions, the marks of a feed,
// the marks of a printed page. A name that pages are told apart by elsewhere
// (?sid=41, ?from=tanger) counts only with such a value.
var (
	sessions      = map[string]bool{"phpsessid": true, "jsessionid": true, "oscsid": true, "zenid": true, "xtcsid": true, "modsid": true, "cfid": true, "cftoken": true, "sessid": true, "sessionid": true, "session_id": true, "phpsess": true, "fpsid": true, "aspxautodetectcookiesupport": true}
	maybeSessions = map[string]bool{"sid": true, "s": true, "session": true, "sess": true, "ses": true, "psid": true, "token": true}
	sessionValue  = regexp.MustCompile(`^(?:[A-Za-z0-9]{16,128}|[A-Za-z0-9_,.-]{24,128})$`)
	sessionPath   = regexp.MustCompile(`(?i);(?:jsessionid|phpsessid|sessionid|sid)=[^/;]*`)
	sessionFolder = regexp.MustCompile(`^(?:/\((?:[A-Z]\([A-Za-z0-9]*\))+\))+(/|$)`)

	passings     = map[string]bool{"_": true, "nocache": true, "no_cache": true, "cachebuster": true, "cache_buster": true, "cb": true, "rnd": true, "rand": true, "random": true, "timestamp": true}
	maybePassing = map[string]bool{"t": true, "ts": true, "time": true, "v": true}
	epoch        = regexp.MustCompile(`^1[4-9]\d{8}(?:\d{3})?$`)

	feedNames   = map[string]bool{"ref": true, "from": true, "source": true, "src": true, "origin": true, "origine": true, "partner": true, "via": true, "medium": true, "cmp": true, "campaign": true, "feature": true, "channel": true, "canal": true, "provenance": true, "referer": true, "referrer": true}
	feedFlags   = map[string]bool{"rss": true, "fromrss": true, "from_rss": true, "isrss": true, "feed": true, "fromfeed": true}
	feedValue   = regexp.MustCompile(`^(?i:rss|feeds?|atom|flux|newsfeed|syndication)(?:[-_.]?(?i:rss|feeds?|atom|flux|xml|reader|[0-9](?:\.[0-9])?))*$`)
	printNames  = map[string]bool{"print": true, "printable": true, "printer": true, "printview": true, "printpage": true, "printmode": true, "printerfriendly": true, "imprimer": true, "impression": true, "imprime": true}
	mobileNames = map[string]bool{"m": true, "mobile": true, "mobi": true, "lite": true}
	viewNames   = map[string]bool{"format": true, "view": true, "mode": true, "action": true, "output": true, "layout": true, "do": true, "display": true, "version": true}
	printValue  = regexp.MustCompile(`^(?i:print|printable|printer|printpage|printview|print[-_]version|imprimer|impression)$`)
)

func session(name, value string) bool {
	return sessions[name] || strings.HasPrefix(name, "aspsessionid") ||
		(maybeSessions[name] || strings.Contains(name, "sess")) && sessionValue.MatchString(value) && strings.ContainsAny(value, "0123456789")
}

// passing reports whether a parameter is there to pass by a cache: its value is
// another at each request.
func passing(name, value string) bool {
	return passings[name] || maybePassing[name] && epoch.MatchString(value)
}

func fromFeed(name, value string) bool {
	return feedNames[name] && feedValue.MatchString(value) || feedFlags[name] && yes(value)
}

func printed(name, value string) bool {
	return printNames[name] && yes(value) || viewNames[name] && printValue.MatchString(value) || name == "tmpl" && value == "component"
}

// yes reports whether the value of a switch turns it on.
func yes(value string) bool {
	switch strings.ToLower(value) {
	case "", "1", "true", "yes", "oui", "on", "y":
		return true
	}
	return false
}

// unsession takes a session off a path: ;jsessionid= of Java, /(S(...))/ of
// ASP.NET.
func unsession(path string) string {
	if strings.Contains(path, ";") {
		path = sessionPath.ReplaceAllString(path, "")
	}
	if strings.HasPrefix(path, "/(") {
		path = sessionFolder.ReplaceAllString(path, "$1")
	}
	return path
}

// composed writes the escaped letters of s in their composed form (NFC). What is
// no UTF-8 stays as it is.
func composed(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var raw strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hex(s[i+1]) && hex(s[i+2]) && s[i+1] >= '8' {
			raw.WriteByte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			i += 2
			continue
		}
		raw.WriteByte(s[i])
	}
	text := raw.String()
	if norm.NFC.IsNormalString(text) || strings.ToValidUTF8(text, "") != text {
		return s
	}
	var out strings.Builder
	const digits = "0123456789ABCDEF"
	for _, c := range []byte(norm.NFC.String(text)) {
		if c < 0x80 {
			out.WriteByte(c)
			continue
		}
		out.Write([]byte{'%', digits[c>>4], digits[c&15]})
	}
	return out.String()
}

// Twin returns the address that a page at u seems to be another dress of: its
// printed form, its form for telephones or for AMP, the index file of its folder. ok is false for most. It is a
// guess: an outlet may have a section of that name.
func Twin(u string) (twin string, ok bool) {
	p, ok := split(u)
	if !ok {
		return "", false
	}
	q := *p
	q.RawPath, q.Path = "", p.Path
	for _, begin := range []string{"m.", "mobile.", "mobi.", "amp.", "wap.", "touch.", "print.", "www1.", "www2.", "www3."} {
		if rest, cut := strings.CutPrefix(strings.ToLower(p.Host), begin); cut && strings.Contains(rest, ".") {
			q.Host = rest
		}
	}
	path := strings.TrimRight(p.EscapedPath(), "/")
	for _, word := range []string{"print", "imprimer", "printable", "impression", "mobile", "m"} {
		if rest, cut := strings.CutPrefix(path, "/"+word+"/"); cut && rest != "" {
			path = "/" + rest
		}
		if rest, cut := strings.CutSuffix(path, "/"+word); cut && rest != "" && word != "m" {
			path = rest
		}
	}
	for _, mark := range []string{".print.html", "-print.html", "-amp.html", "_amp.html"} {
		if rest, cut := strings.CutSuffix(path, mark); cut {
			path = rest + ".html"
		}
	}
	if rest, cut := strings.CutSuffix(path, "-amp"); cut {
		path = rest
	}
	if i := strings.LastIndexByte(path, '/'); i > 0 && indexFile.MatchString(path[i+1:]) {
		path = path[:i]
	}
	twin = q.Scheme + "://" + q.Host + path
	var kept []string
	for _, pair := range strings.Split(q.RawQuery, "&") {
		if key, value, _ := strings.Cut(pair, "="); pair != "" && !(mobileNames[strings.ToLower(key)] && (yes(value) || value == "0")) {
			kept = append(kept, pair)
		}
	}
	if len(kept) > 0 {
		twin += "?" + strings.Join(kept, "&")
	}
	if path == "" || Key(twin) == Key(u) {
		return "", false
	}
	return twin, true
}

// idNames are parameters that tell the pages of one path apart.
var idNames = map[string]bool{
	"p": true, "n": true, "no": true, "nr": true, "num": true, "numero": true, "art": true, "article": true, "news": true, "story": true,
	"doc": true, "item": true, "post": true, "a": true, "sid": true, "key": true, "slug": true, "title": true, "titre": true, "ref": true,
}

var (
	indexFile    = regexp.MustCompile(`(?i)^(?:index|default|home|accueil|main)(?:\.[a-z0-9]{2,5})?$`)
	languageName = regexp.MustCompile(`^(?i:[a-z]{2}|[a-z]{2}[-_][a-z]{2}|www)$`)
)

// Home reports whether u is the home page of a site or of one of its languages: a
// parameter that tells pages apart makes another page of it.
func Home(u string) bool {
	p, ok := split(u)
	if !ok || tells(parameters(p.RawQuery)) {
		return false
	}
	path := strings.Trim(pathOf(p), "/")
	return path == "" || languageName.MatchString(path) || indexFile.MatchString(path)
}

// Names reports whether u can be the own address of the page that was read at
// page: not a home, an index or a section above it, and not that page without the
// parameter that tells it from its neighbours. An empty page is none to compare.
func Names(u, page string) bool {
	p, ok := split(u)
	if !ok {
		return false
	}
	path, query := pathOf(p), parameters(p.RawQuery)
	if page != "" && Key(u) == Key(page) {
		return true
	}
	last := path[strings.LastIndexByte(path, '/')+1:]
	parent := strings.TrimSuffix(path, "/"+last)
	if query == "" && (path == "" || languageName.MatchString(last) && parent == "") {
		return false
	}
	index := indexFile.MatchString(last)
	if index && !tells(query) {
		return false
	}
	q, ok := split(page)
	if !ok {
		return true
	}
	own, ownQuery := pathOf(q), parameters(q.RawQuery)
	if index {
		path = parent
	}
	if query == "" && strings.HasPrefix(own, path+"/") && !pageOf(strings.TrimPrefix(own, path+"/")) {
		return false
	}
	return path != own || !tells(ownQuery) || tells(query)
}

// pageOf reports whether what follows a path is the number of a page of it.
func pageOf(rest string) bool {
	rest = strings.TrimPrefix(rest, "page/")
	return rest != "" && len(rest) < 4 && strings.Trim(rest, "0123456789") == ""
}

// tells reports whether a query holds a parameter that pages are told apart by.
func tells(query string) bool {
	values, err := url.ParseQuery(query)
	if err != nil {
		return true
	}
	for name, v := range values {
		name = strings.ToLower(name)
		// SPIP writes ?article42.
		if bare := strings.TrimRight(name, "0123456789"); v[0] == "" && bare != name && idNames[bare] {
			return true
		}
		if v[0] != "" && (idNames[name] || strings.HasSuffix(name, "id") && name != "itemid" && name != "catid" || strings.HasPrefix(name, "id")) {
			return true
		}
	}
	return false
}
