package crawler

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
)

// Bounds of what one fetch is given: RFC 6265, 6.1 has browsers keep 50 cookies
// a domain of 4,096 bytes each. The sum stays under what servers let a header
// hold.
const (
	maxCookies    = 50
	maxCookie     = 4 << 10
	maxAllCookies = 16 << 10
)

// cookies are what the hops of one fetch gave, and go back by the rules of RFC
// 6265: domain match, public suffixes, path, Secure, age. They end with the
// fetch. Another port is another host, which the RFC leaves open.
type cookies struct {
	now   func() time.Time
	jars  map[string]*cookiejar.Jar // by port
	count int
	size  int
}

// take keeps what an answer from u sets. What goes beyond the bounds is not
// kept.
func (c *cookies) take(u string, answer http.Header) {
	at, err := url.Parse(u)
	if err != nil || len(answer["Set-Cookie"]) == 0 {
		return
	}
	var some []*http.Cookie
	for _, k := range (&http.Response{Header: answer}).Cookies() {
		size := len(k.Name) + len(k.Value)
		if size > maxCookie || c.count >= maxCookies || c.size+size > maxAllCookies {
			continue
		}
		c.count, c.size = c.count+1, c.size+size
		if k.MaxAge == 0 && !k.Expires.IsZero() {
			// By our clock: the jar would ask the machine's.
			if !k.Expires.After(c.now()) {
				k.MaxAge = -1
			}
			k.Expires = time.Time{}
		}
		some = append(some, k)
	}
	jar := c.jars[at.Port()]
	if jar == nil {
		if jar, err = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}); err != nil {
			return
		}
		if c.jars == nil {
			c.jars = map[string]*cookiejar.Jar{}
		}
		c.jars[at.Port()] = jar
	}
	jar.SetCookies(at, some)
}

// header is what a request for u says, "" for nothing.
func (c *cookies) header(u string) string {
	at, err := url.Parse(u)
	if err != nil || c.jars[at.Port()] == nil {
		return ""
	}
	var pairs []string
	for _, k := range c.jars[at.Port()].Cookies(at) {
		pairs = append(pairs, (&http.Cookie{Name: k.Name, Value: k.Value, Quoted: k.Quoted}).String())
	}
	return strings.Join(pairs, "; ")
}
