package address

import (
	"net/url"
	"regexp"
	"strings"
)

// Ids that platforms write into the addresses of their articles.
var (
	arcID      = regexp.MustCompile(`(?:^|[_/-])([A-Z2-7]{26})$`)
	htmlIDEnd  = regexp.MustCompile(`-(\d{4,})\.html?$`)
	htmlIDHead = regexp.MustCompile(`/(\d{4,})-[^/]+\.html?$`)
	videoID    = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
	statusID   = regexp.MustCompile(`/status(?:es)?/(\d{5,20})`)
)

// Key returns the identity key of an address: the id that the platform writes
// into it (Arc's 26 signs, -ID.html, ID-slug.html, ?p=ID, a video, a status of
// X), kept apart by site, else the canonical address without its scheme and
// "www.". Two addresses with one key are one article.
func Key(u string) string {
	p, ok := split(u)
	if !ok {
		return "u:" + u
	}
	host := strings.TrimPrefix(name(strings.ToLower(p.Host)), "www.")
	if id := video(host, p); id != "" {
		return "youtube:" + id
	}
	if id := post(host, p); id != "" {
		return "x:" + id
	}
	path := bare(escapes(p.EscapedPath()))
	if m := arcID.FindStringSubmatch(path); m != nil {
		return "arc:" + site(host) + ":" + m[1]
	}
	if m := htmlIDEnd.FindStringSubmatch(path); m != nil {
		return "id:" + host + ":" + m[1]
	}
	if m := htmlIDHead.FindStringSubmatch(path); m != nil {
		return "id:" + host + ":" + m[1]
	}
	if path == "" || path == "/index.php" {
		if id := p.Query().Get("p"); id != "" && strings.Trim(id, "0123456789") == "" {
			return "p:" + host + ":" + id
		}
	}
	c := Canonical(u)
	if _, rest, ok := strings.Cut(c, "://"); ok {
		c = strings.TrimPrefix(rest, "www.")
	}
	return "u:" + c
}

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
