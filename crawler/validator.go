package crawler

import (
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode"

	"sada"
)

// slack is how far ahead of ours a clock of the web may go before a time of it
// counts as none.
const slack = 24 * time.Hour

// Validators returns the ETag and Last-Modified of an answer by which a later
// request may be conditional, "" for one that cannot be true: a tag that is no
// quoted string or has no letter or digit, a time before 1990, after the answer's own Date, or, without
// one, after ours. Caches and hosts with a wrong clock send such, and then
// answer 304 for as long as it stands.
func Validators(c *sada.Capture) (etag, modified string) {
	etag, modified = believed(c.Header.Get("ETag"), c.Header.Get("Last-Modified"), c.Ended)
	date, ok := readTime(c.Header.Get("Date"))
	if !ok || date.After(c.Ended.Add(slack)) {
		date = c.Ended
	}
	if at, ok := readTime(modified); ok && at.After(date) {
		modified = ""
	}
	return etag, modified
}

// Matches reports whether a 304 speaks of the copy at hand: one that names another
// tag, or a later time, than the request did answers another question.
func Matches(c *sada.Capture, etag, modified string) bool {
	bare := func(tag string) string { return coding.ReplaceAllString(strings.TrimPrefix(tag, "W/"), "") }
	if tag := c.Header.Get("ETag"); tag != "" && etag != "" {
		return bare(tag) == bare(etag)
	}
	said, ok := readTime(c.Header.Get("Last-Modified"))
	had, known := readTime(modified)
	return !ok || !known || !said.After(had)
}

// coding is what servers add to a tag for the coding of the body.
var coding = regexp.MustCompile(`[-;:]{1,2}(?:gzip|br|zstd|deflate)`)

// believed keeps of two validators what may be sent at a moment.
func believed(etag, modified string, now time.Time) (string, string) {
	tag := strings.TrimPrefix(strings.TrimSpace(etag), "W/")
	if len(tag) < 2 || tag[0] != '"' || tag[len(tag)-1] != '"' {
		etag = "" // no quoted string (RFC 9110, 8.8.3)
	}
	tag = coding.ReplaceAllString(tag, "")
	if !strings.ContainsFunc(tag, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		etag = ""
	}
	if at, ok := readTime(modified); !ok || at.Year() < 1990 || at.After(now.Add(slack)) {
		modified = ""
	}
	return etag, modified
}

// readTime reads a time as HTTP writes it, or as mail does.
func readTime(s string) (time.Time, bool) {
	at, err := http.ParseTime(s)
	if err != nil {
		at, err = time.Parse(time.RFC1123Z, s)
	}
	return at, err == nil
}
