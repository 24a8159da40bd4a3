package address

import (
	"net/url"
	"sort"
	"strings"
)

// Tracking parameters, of which none names a page. The lists follow what
// ClearURLs strips and what the outlets of the catalogue were seen to add.
var (
	trackers = map[string]bool{
		"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "gbraid": true, "wbraid": true,
		"msclkid": true, "yclid": true, "twclid": true, "ttclid": true, "igshid": true, "igsh": true,
		"mc_cid": true, "mc_eid": true, "_ga": true, "_gl": true, "xtor": true, "ns_source": true,
		"ns_mchannel": true, "ns_campaign": true, "ncid": true, "cmpid": true, "ref_src": true, "ref_url": true,
		"spm": true, "scid": true, "trk": true, "__twitter_impression": true, "echobox": true, "_hsenc": true,
		"_hsmi": true, "wt_mc": true, "s_cid": true, "mibextid": true, "guccounter": true, "guce_referrer": true, "guce_referrer_sig": true, "_openstat": true,
		"irclickid": true, "srsltid": true, "epik": true, "s_kwcid": true, "ml_subscriber": true, "ml_subscriber_hash": true, "amp_js_v": true, "amp_gsa": true, "usqp": true,
		"fb_action_ids": true, "fb_action_types": true, "fb_source": true, "action_object_map": true, "mkt_tok": true,
		"at_medium": true, "at_campaign": true, "at_custom1": true, "at_custom2": true, "at_custom3": true, "at_custom4": true,
	}
	trackerPrefixes = []string{"utm_", "pk_", "mtm_", "matomo_", "hsa_", "stm_", "oly_", "vero_"}
	ampMarks        = map[string]string{"amp": "", "outputtype": "amp", "noamp": ""}
)

// Canonical returns the form under which two addresses of one page are equal:
// lower-case host without default port, upper-case percent escapes, letters and
// digits unescaped, no fragment, no tracking parameters, no mark of an AMP
// twin or a printed one, no session, nothing that says that a feed led there, no
// trailing slash; letters are composed (Unicode NFC). The order of the parameters that stay is that of
// their names, since no outlet was seen to tell pages apart by it. An escaped
// slash is never merged with a slash. What is no address comes back unchanged.
// The result is for comparing: the address to fetch is the one that was found.
func Canonical(u string) string {
	p, ok := split(u)
	if !ok {
		return u
	}
	host := strings.TrimSuffix(strings.ToLower(p.Host), map[string]string{"http": ":80", "https": ":443"}[p.Scheme])
	if n, port, _ := strings.Cut(host, ":"); strings.HasSuffix(n, ".") && strings.Trim(n, ".") != "" {
		host = strings.TrimRight(n, ".")
		if port != "" {
			host += ":" + port
		}
	}
	path := pathOf(p)
	out := p.Scheme + "://" + host + path
	if path == "" {
		out += "/"
	}
	if q := parameters(p.RawQuery); q != "" {
		out += "?" + q
	}
	return out
}

// pathOf is the path of an address in its canonical form.
func pathOf(p *url.URL) string { return bare(composed(escapes(p.EscapedPath()))) }

// escapes writes percent escapes in upper case and undoes those of letters,
// digits and -._~ (RFC 3986, 6.2.2).
func escapes(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+2 >= len(s) || !hex(s[i+1]) || !hex(s[i+2]) {
			b.WriteByte(s[i])
			continue
		}
		c := unhex(s[i+1])<<4 | unhex(s[i+2])
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c == '_', c == '~':
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteString(strings.ToUpper(s[i+1 : i+3]))
		}
		i += 2
	}
	return b.String()
}

func hex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}

// bare takes every session, every mark of an AMP twin, every trailing slash and
// every second one in a row off a path.
func bare(path string) string {
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	for {
		next := strings.TrimRight(ampPath(unsession(path)), "/")
		if next == path {
			return path
		}
		path = next
	}
}

// ampPath takes the mark of an AMP twin off a path.
func ampPath(path string) string {
	trimmed := strings.TrimRight(path, "/")
	for _, end := range []string{"/amp", ".amp"} {
		if rest, ok := strings.CutSuffix(trimmed, end); ok && rest != "" {
			return rest
		}
	}
	if rest, ok := strings.CutSuffix(trimmed, ".amp.html"); ok {
		return rest + ".html"
	}
	if rest, ok := strings.CutPrefix(trimmed, "/amp/"); ok && strings.Contains(rest, "/") {
		return "/" + rest
	}
	return path
}

// parameters returns the query without what names no page, in the order of the
// names.
func parameters(raw string) string {
	if raw == "" {
		return ""
	}
	var kept []string
	for _, pair := range strings.Split(raw, "&") {
		pair = composed(escapes(pair))
		key, value, _ := strings.Cut(pair, "=")
		lower := strings.TrimPrefix(strings.ToLower(key), "amp;")
		if key == "" && value == "" || tracker(lower) || session(lower, value) || passing(lower, value) || fromFeed(lower, value) || printed(lower, value) {
			continue
		}
		if mark, amp := ampMarks[lower]; amp && (mark == "" || strings.EqualFold(value, mark)) {
			continue
		}
		kept = append(kept, pair)
	}
	sort.SliceStable(kept, func(i, j int) bool {
		a, _, _ := strings.Cut(kept[i], "=")
		b, _, _ := strings.Cut(kept[j], "=")
		return a < b
	})
	return strings.Join(kept, "&")
}

func tracker(name string) bool {
	if trackers[name] {
		return true
	}
	for _, p := range trackerPrefixes {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}
