package crawler

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"
)

// maxCrawlDelay is the longest Crawl-delay that is honoured; a longer one would
// keep a daily paper from being read at all.
const maxCrawlDelay = time.Minute

// rules are what a robots.txt says to one product (RFC 9309).
type rules struct {
	lines []rule
	delay time.Duration // Crawl-delay, no part of the RFC but widely meant
}

type rule struct {
	allow bool
	size  int      // octets of the pattern: the most specific rule wins
	parts []string // the pattern, cut at its wildcards
	end   bool     // it ends in $
}

// parseRobots reads the group of a product out of a robots.txt: all groups that
// name it, as one (RFC 9309, 2.2.1), or those of "*" when none does. Lines may
// end in CR, LF or both.
func parseRobots(body []byte, product string) *rules {
	body = bytes.TrimPrefix(narrow(body), []byte("\xef\xbb\xbf"))
	var ours, anyones rules
	named := false                // some group names the product
	forUs, forAny := false, false // whom the current group is for
	naming := false               // the last line that counts was a User-agent
	for len(body) > 0 {
		var line []byte
		if i := bytes.IndexAny(body, "\r\n"); i >= 0 {
			line, body = body[:i], body[i+1:]
		} else {
			line, body = body, nil
		}
		if i := bytes.IndexByte(line, '#'); i >= 0 {
			line = line[:i]
		}
		key, value := record(line)
		switch key {
		case "user-agent":
			if !naming {
				forUs, forAny, naming = false, false, true
			}
			switch {
			case value == "*" || strings.HasPrefix(value, "* "):
				forAny = true
			case strings.EqualFold(token(value), product):
				forUs, named = true, true
			}
		case "allow", "disallow":
			naming = false
			r, some := newRule(key == "allow", value)
			if some && forUs {
				ours.lines = append(ours.lines, r)
			}
			if some && forAny {
				anyones.lines = append(anyones.lines, r)
			}
		case "crawl-delay":
			d := crawlDelay(value)
			if forUs {
				ours.delay = max(ours.delay, d)
			}
			if forAny {
				anyones.delay = max(anyones.delay, d)
			}
		}
	}
	if named {
		return &ours
	}
	return &anyones
}

// narrow writes a file of two bytes a letter as UTF-8: one with the mark of such
// an order, or whose first letter is half nothing. RFC 9309, 2.2 asks for UTF-8;
// what was meant to be closed must not be opened for its encoding.
func narrow(body []byte) []byte {
	order := unicode.LittleEndian
	switch {
	case len(body) < 2:
		return body
	case body[0] == 0xfe && body[1] == 0xff, body[0] == 0 && body[1] != 0:
		order = unicode.BigEndian
	case body[0] == 0xff && body[1] == 0xfe, body[1] == 0 && body[0] != 0:
	default:
		return body
	}
	out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return bytes.TrimSuffix(out, []byte("\ufffd"))
}

// record cuts a line at its colon, or, where that was forgotten, at the blanks
// between its two words.
func record(line []byte) (key, value string) {
	k, v, ok := bytes.Cut(line, []byte(":"))
	if f := bytes.Fields(line); !ok && len(f) == 2 {
		k, v = f[0], f[1]
	} else if !ok {
		return "", ""
	}
	return strings.ToLower(string(bytes.TrimSpace(k))), string(bytes.TrimSpace(v))
}

// token is the product token at the start of a value: letters, "-" and "_".
func token(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if i >= 0 {
		return s[:i]
	}
	return s
}

func crawlDelay(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0) {
		return 0
	}
	return time.Duration(min(f, maxCrawlDelay.Seconds()) * float64(time.Second))
}

// newRule compiles a pattern. An empty one is no rule.
func newRule(allow bool, pattern string) (rule, bool) {
	if pattern == "" {
		return rule{}, false
	}
	p := octets(pattern)
	r := rule{allow: allow, size: len(p)}
	if q, ok := strings.CutSuffix(p, "$"); ok {
		r.end, p = true, q
	}
	r.parts = strings.Split(p, "*")
	return r, true
}

// octets writes a path so that it compares octet by octet: what is not ASCII
// escaped, escapes in upper case (RFC 9309, 2.2.2). Escapes of letters are left,
// as in the reference cases. An address that is asked for is escaped already.
func octets(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteString(strings.ToUpper(s[i : i+3]))
			i += 2
		case c >= 0x80:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// allowed says whether path, with its query, may be asked for. The longest
// pattern wins, and among equals the one that allows. robots.txt itself is
// always allowed.
func (r *rules) allowed(path string) bool {
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	best, allow := -1, true
	for i := range r.lines {
		l := &r.lines[i]
		if l.size < best || l.size == best && (allow || !l.allow) || !l.match(path) {
			continue
		}
		best, allow = l.size, l.allow
	}
	return allow
}

// match goes through the parts from the left, each at its first place, so that
// it stays linear whatever the pattern.
func (r *rule) match(path string) bool {
	rest, ok := strings.CutPrefix(path, r.parts[0])
	if !ok {
		return false
	}
	last := len(r.parts) - 1
	if last == 0 {
		return !r.end || rest == ""
	}
	for _, part := range r.parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	if r.end {
		return strings.HasSuffix(rest, r.parts[last])
	}
	return strings.Contains(rest, r.parts[last])
}
