package extract

import (
	"strings"
	"unicode/utf8"
)

// maxMultiplied is how many elements a parser may add of its own account.
const maxMultiplied = 400_000

// maxNodes is the most nodes that a page may have. An article has a few thousand;
// as many as this are 75 MB.
const maxNodes = 1 << 19

// bounded cuts a document where it has more nodes than a page may have.
func bounded(s string) string {
	if strings.Count(s, "<") <= maxNodes/2 {
		return s
	}
	nodes := 0
	for at := 0; ; at++ {
		i := strings.IndexByte(s[at:], '<')
		if i < 0 {
			return s
		}
		at += i
		if at > 0 && s[at-1] != '>' {
			nodes++ // the text before
		}
		if !strings.HasPrefix(s[at:], "</") {
			nodes++
		}
		if nodes > maxNodes {
			return s[:at]
		}
	}
}

// multiplies reports whether a document makes the parser add elements without
// end: it opens unclosed formatting again in every paragraph (HTML, "reconstruct
// the active formatting elements"), so that 20 KB become millions of nodes.
func multiplies(s string) bool {
	var open []string // start tags of formatting that is not closed
	cost := 0
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return false
		}
		s = s[i+1:]
		// A few are on every page; what counts is a crowd of them.
		if n := len(open); n > 8 {
			if cost += n; cost > maxMultiplied {
				return true
			}
		}
		closing := strings.HasPrefix(s, "/")
		name := tagName(strings.TrimPrefix(s, "/"))
		if !formatting(name) {
			continue
		}
		if closing {
			open = closed(open, name)
			continue
		}
		tag, _, _ := strings.Cut(head(s, 256), ">")
		// The parser keeps three alike at most.
		if alike(open, tag) < 3 {
			if open = append(open, tag); len(open) > 2*maxDepth {
				return true
			}
		}
	}
}

func tagName(s string) string {
	n := 0
	for n < len(s) && n < 8 && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
		n++
	}
	if n < len(s) && s[n] >= utf8.RuneSelf {
		return ""
	}
	return strings.ToLower(s[:n])
}

// formatting elements are those that a parser opens again. A new <a> or <nobr>
// closes the old one, so neither can gather.
func formatting(name string) bool {
	switch name {
	case "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

// closed takes the last open element of a name away.
func closed(open []string, name string) []string {
	for i := len(open) - 1; i >= 0; i-- {
		if tagName(open[i]) == name {
			return append(open[:i], open[i+1:]...)
		}
	}
	return open
}

func alike(open []string, tag string) int {
	n := 0
	for _, o := range open {
		if o == tag {
			n++
		}
	}
	return n
}
