package address

import (
	"net/url"
	"regexp"
	"strings"
)

// Ids that stand in addresses.
var (
	arcID    = regexp.MustCompile(`(?:^|[_/-])([A-Z2-7]{26})$`)
	numberID = regexp.MustCompile(`(?:^|[-_/.])(\d{5,12})(?:\.[a-z]{3,5})?$|/(\d{5,12})[-_][^/]+$`)
	yearID   = regexp.MustCompile(`^(?:19|20)\d{2}$`)
	dayID    = regexp.MustCompile(`^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?(?:\d{4}|\d{6})?$`)
	videoID  = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
	statusID = regexp.MustCompile(`/status(?:es)?/(\d{5,20})`)
)

// Rule says how an outlet writes the ids of its articles into their addresses.
// The zero Rule says that it is not known to.
type Rule struct {
	Arc bool           // 26 signs at the end, as Arc XP writes them
	ID  *regexp.Regexp // on the path, decoded; its first group is the id; nil for none
}

// Key returns the identity key of an address: a video's or a post's id of the
// platforms that are known to everybody, else the canonical address without its
// scheme and "www.". Two addresses with one key are one article. A number in an
// address is none: it may be a year, a sum or a day.
func Key(u string) string {
	p, ok := split(u)
	if !ok {
		return "u:" + u
	}
	host := hostOf(p)
	if id := video(host, p); id != "" {
		return "youtube:" + id
	}
	if id := post(host, p); id != "" {
		return "x:" + id
	}
	c := Canonical(u)
	if _, rest, ok := strings.Cut(c, "://"); ok {
		c = strings.TrimPrefix(rest, "www.")
	}
	return "u:" + c
}

// Key returns the identity key of an address of the outlet: the id that it writes
// there, kept apart by host, else what Key returns without a rule. What reads as a
// year or a day is no id.
func (r Rule) Key(u string) string {
	p, ok := split(u)
	if !ok || !r.Arc && r.ID == nil {
		return Key(u)
	}
	host := hostOf(p)
	if m := arcID.FindStringSubmatch(pathOf(p)); r.Arc && m != nil {
		return "arc:" + site(host) + ":" + m[1]
	}
	if r.ID != nil {
		if m := r.ID.FindStringSubmatch(p.Path); len(m) > 1 && m[1] != "" && !yearID.MatchString(m[1]) && !dayID.MatchString(m[1]) {
			return "id:" + host + ":" + m[1]
		}
	}
	return Key(u)
}

// Number returns what may be the id that the outlet writes into an address, as a
// key, "" when nothing there looks like one. A day and a year are none.
func Number(u string) string {
	p, ok := split(u)
	if !ok {
		return ""
	}
	host, path := hostOf(p), pathOf(p)
	if m := arcID.FindStringSubmatch(path); m != nil {
		return "arc:" + site(host) + ":" + m[1]
	}
	if m := numberID.FindStringSubmatch(path); m != nil {
		if id := m[1] + m[2]; !dayID.MatchString(id) {
			return "id:" + host + ":" + id
		}
	}
	return ""
}

func hostOf(p *url.URL) string { return strings.TrimPrefix(name(strings.ToLower(p.Host)), "www.") }

// video is the id of a YouTube video in any of its addresses. Hosts are
// recognised by their last names, so that a replay under another domain keeps
// the form.
func video(host string, p *url.URL) string {
	id := ""
	switch {
	case host == "youtu.be":
		id, _, _ = strings.Cut(strings.TrimPrefix(p.Path, "/"), "/")
	case host == "youtube" || strings.HasPrefix(host, "youtube.") || strings.Contains(host, ".youtube.") || strings.HasPrefix(host, "youtube-nocookie."):
		for _, form := range []string{"/shorts/", "/live/", "/embed/", "/v/"} {
			if rest, ok := strings.CutPrefix(p.Path, form); ok {
				id, _, _ = strings.Cut(rest, "/")
			}
		}
		if id == "" && strings.TrimRight(p.Path, "/") == "/watch" {
			id = p.Query().Get("v")
		}
		if inner := p.Query().Get("url"); id == "" && p.Path == "/oembed" && inner != "" {
			if q, ok := split(inner); ok && !strings.HasSuffix(q.Path, "/oembed") {
				return video(strings.TrimPrefix(name(strings.ToLower(q.Host)), "www."), q)
			}
		}
	}
	if videoID.MatchString(id) {
		return id
	}
	return ""
}

// post is the id of a post on X in any of its addresses.
func post(host string, p *url.URL) string {
	switch {
	case host == "x.com", host == "twitter.com", strings.HasSuffix(host, ".twitter.com"), strings.HasSuffix(host, ".x.com"),
		strings.HasPrefix(host, "x."), strings.HasPrefix(host, "twitter."), strings.HasPrefix(host, "publish.x."):
		if m := statusID.FindStringSubmatch(p.Path); m != nil {
			return m[1]
		}
		if m := statusID.FindStringSubmatch(p.Query().Get("url")); m != nil && strings.HasSuffix(p.Path, "/oembed") {
			return m[1]
		}
	}
	return ""
}
