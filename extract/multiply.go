package extract

import (
	"strings"
	"unicode/utf8"
)

// bounded cuts a document where it has more nodes or more text than a page may
// have, and says whether it did.
func bounded(s string) (string, bool) {
	if len(s) <= maxShown && strings.Count(s, "<") <= maxNodes/2 {
		return s, false
	}
	nodes, shown, script := 0, 0, false
	last := strings.LastIndexByte(s, '>')
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '<')
		if i < 0 {
			i = len(s) - at
		}
		if i > 0 {
			nodes++
			if !script {
				shown += i
			}
		}
		if shown > maxShown {
			return head(s, at+i-(shown-maxShown)), true
		}
		if at += i; at == len(s) {
			return s, false
		}
		closing := strings.HasPrefix(s[at:], "</")
		if !closing {
			nodes++
		}
		if nodes > maxNodes {
			return s[:at], true
		}
		name := tagName(strings.TrimPrefix(s[at+1:], "/"))
		script = name == "script" && !closing || script && name != "script"
		if at++; !script && at <= last {
			at += strings.IndexByte(s[at:], '>') + 1
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
		if n := len(open); n > fewOpen {
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
		tag, _, _ := strings.Cut(head(s, maxFormatting), ">")
		if alike(open, tag) < maxAlike {
			if open = append(open, tag); len(open) > 2*maxDepth {
				return true
			}
		}
	}
}

func tagName(s string) string {
	n := 0
	for n < len(s) && n < longestFormat && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
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
