package extract

import (
	"regexp"
	"strings"

	"sada"
	"sada/internal/address"
)

var (
	lineEnds   = regexp.MustCompile(`\s*[\r\n]+\s*`)
	hrefIn     = regexp.MustCompile(`(?i)\bhref\s*=\s*["']?([^"'\s>]+)`)
	ampersands = strings.NewReplacer("&amp;", "&", "&#038;", "&", "&#38;", "&", "&#x26;", "&")
	// A scheme that stands twice, lacks its colon or one of its slashes.
	twoSchemes = regexp.MustCompile(`(?i)^(?:feed|https?):?/{0,2}(https?:?/)`)
	oddScheme  = regexp.MustCompile(`(?i)^(https?)(?:://+|:/|//)`)
	hostFirst  = regexp.MustCompile(`(?i)^((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(?:[/?]|$)`)
)

// meant is the address that an outlet meant where it wrote one wrongly: with marks
// around it, escaped twice, with half a scheme, or with none before a host of the
// outlet or one that begins with www.
func meant(ref, base string) string {
	s := strings.TrimSpace(ref)
	if strings.ContainsRune(s, '<') {
		if m := hrefIn.FindStringSubmatch(s); m != nil {
			s = m[1]
		}
		s = strings.TrimSuffix(strings.TrimPrefix(s, "<![CDATA["), "]]>")
	}
	s = strings.Trim(s, " \t\r\n\"'<>")
	if strings.ContainsAny(s, "\r\n") {
		s = lineEnds.ReplaceAllString(s, "")
	}
	for range maxUnescaped {
		if !strings.ContainsRune(s, '&') {
			break
		}
		s = ampersands.Replace(s)
	}
	if m := twoSchemes.FindStringSubmatchIndex(s); m != nil {
		s = s[m[2]:]
	}
	if m := oddScheme.FindStringSubmatch(s); m != nil {
		return strings.ToLower(m[1]) + "://" + s[len(m[0]):]
	}
	if m := hostFirst.FindStringSubmatch(s); m != nil {
		scheme, _, _ := strings.Cut(base, ":")
		whole := scheme + "://" + s
		if len(m[1]) > len("www.") && strings.EqualFold(m[1][:len("www.")], "www.") || address.SameSite(whole, base) {
			return whole
		}
	}
	return s
}

// fromGUIDs takes the guid for the address of an item whose link is no page of its
// own: the home, or the one page that all of them name. It must be an address of
// the same site.
func fromGUIDs(all []sada.Lead, base string) {
	links := map[string]int{}
	for i := range all {
		links[all[i].URL]++
	}
	for i := range all {
		l := &all[i]
		guid := strings.TrimSpace(l.GUID)
		if !webAddress(guid) || guid == l.URL {
			continue
		}
		link, err := address.Parse(meant(l.URL, base), base)
		if err != nil || !address.SameSite(guid, link) || homeOf(guid) {
			continue
		}
		if homeOf(link) || len(links) == 1 && len(all) > 1 {
			l.URL = guid
		}
	}
}

// homeOf reports whether an address is that of a site and of no page in it.
func homeOf(u string) bool {
	_, rest, _ := strings.Cut(u, "://")
	_, path, _ := strings.Cut(rest, "/")
	path, _, _ = strings.Cut(path, "#")
	path = strings.Trim(path, "/")
	return path == "" || strings.HasPrefix(path, "index.") && !strings.ContainsAny(path, "/?")
}
