// Package address knows web addresses: it reads them as browsers do (WHATWG URL
// standard), gives the form under which two addresses of one page are equal,
// and the key by which an article is found again when its address changes.
//
// It resolves no names and makes no requests.
package address

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/publicsuffix"
)

// maxLength is the longest address that is read, in bytes.
const maxLength = 8 << 10

// Parse reads raw, relative to base when base is not "", as a browser would,
// and returns the absolute address without its fragment. The error says why it
// is none that sada visits: not http or https, a name and password inside, no
// host, too long.
func Parse(raw, base string) (string, error) {
	if len(raw) > maxLength || len(base) > maxLength {
		return "", fmt.Errorf("address is longer than %d bytes", maxLength)
	}
	if plain(raw) {
		return raw, nil
	}
	if strings.HasPrefix(raw, "/") && !strings.HasPrefix(raw, "//") && plain(base) {
		if u := root(base) + raw; plain(u) {
			return u, nil
		}
	}
	var u *whatwg.Url
	var err error
	if base == "" {
		u, err = whatwg.Parse(raw)
	} else {
		u, err = whatwg.ParseRef(base, raw)
	}
	if err != nil {
		return "", fmt.Errorf("%s is no address", quote(raw))
	}
	switch {
	case u.Scheme() != "http" && u.Scheme() != "https":
		return "", fmt.Errorf("%s is neither http nor https", quote(raw))
	case u.Username() != "" || u.Password() != "":
		return "", errors.New("an address with a name and password inside is not used")
	case u.Hostname() == "":
		return "", fmt.Errorf("%s names no host", quote(raw))
	}
	return u.Href(true), nil
}

// plain reports whether an address is written so plainly that every reader
// gives it back unchanged: the common case, and the cheap one.
func plain(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "http://"); !ok {
			return false
		}
	}
	host, path, ok := strings.Cut(rest, "/")
	if !ok || host == "" || strings.HasPrefix(path, ".") || strings.Contains(path, "/.") {
		return false
	}
	letter := false
	for i := range len(host) {
		switch c := host[i]; {
		case c >= 'a' && c <= 'z':
			letter = true
		case c >= '0' && c <= '9', c == '-', c == '.':
		default:
			return false
		}
	}
	// A last label that is a number makes the host an IPv4 address.
	label := host[strings.LastIndexByte(host, '.')+1:]
	if !letter || label == "" || label[0] >= '0' && label[0] <= '9' || strings.Contains(host, "xn--") {
		return false
	}
	for i := range len(path) {
		switch c := path[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case strings.IndexByte("/-_.=&?+,:;@!~*()", c) >= 0:
		default:
			return false
		}
	}
	return true
}

// root is the scheme and host of a plain address.
func root(u string) string {
	start := strings.Index(u, "://") + 3
	return u[:start+strings.IndexByte(u[start:], '/')]
}

// quote shortens what a message quotes and takes away what could draw on a
// terminal.
func quote(s string) string {
	if len(s) > 80 {
		s = s[:80] + "..."
	}
	return fmt.Sprintf("%q", s)
}

// Host returns host[:port] of an absolute address in lower case, the default
// port left out, "" when it has none.
func Host(u string) string {
	rest, ok := strings.CutPrefix(u, "https://")
	port := ":443"
	if !ok {
		if rest, ok = strings.CutPrefix(u, "http://"); !ok {
			return ""
		}
		port = ":80"
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	return strings.TrimSuffix(strings.ToLower(rest), port)
}

// name is the host without its port.
func name(host string) string {
	if strings.HasPrefix(host, "[") {
		end := strings.IndexByte(host, ']')
		if end < 0 {
			return host
		}
		return host[:end+1]
	}
	h, _, _ := strings.Cut(host, ":")
	return strings.TrimSuffix(h, ".")
}

// SameSite reports whether two addresses lie on one registrable domain, by the
// public suffix list; addresses without one are compared as they are.
func SameSite(a, b string) bool {
	x, y := name(Host(a)), name(Host(b))
	if x == "" || y == "" {
		return false
	}
	return x == y || site(x) == site(y)
}

// Site returns the registrable domain of an absolute address, by the public suffix
// list; its host when it has none.
func Site(u string) string { return site(name(Host(u))) }

func site(host string) string {
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// split takes an absolute address apart; ok is false for what Parse would
// refuse.
func split(u string) (*url.URL, bool) {
	p, err := url.Parse(u)
	if err != nil || p.Host == "" || p.Scheme != "http" && p.Scheme != "https" {
		return nil, false
	}
	return p, true
}
