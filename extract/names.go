package extract

import (
	"strings"
)

// names is a vocabulary of classes and ids. A class such as "td-post-sharing
// widget_ads" is taken apart at white space, hyphens and underscores; what is
// looked up is a part, or up to three neighbours joined.
type names struct {
	words  map[string]bool // parts, or neighbours joined without a sign
	begins []string        // begins of parts or joined neighbours
	whole  map[string]bool // names as they stand between white space
}

// set reads a list of names; their hyphens are joints that a class may leave out.
func set(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[strings.ReplaceAll(w, "-", "")] = true
	}
	return all
}

// joined is the most neighbours that are looked up as one.
const joined = 3

// in reports whether a class or an id says one of the names.
func (v *names) in(s string) bool {
	s = s[:min(len(s), maxNames)]
	for s != "" {
		var name string
		name, s = firstName(s)
		if name != "" && v.says(name) {
			return true
		}
	}
	return false
}

// says looks the parts of one name up, in lower case, without allocating.
func (v *names) says(name string) bool {
	var low [maxNames]byte
	var starts [joined]int // of the last parts in low
	n, begin, parts := 0, 0, 0
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '-' && name[i] != '_' {
			low[n] = lower(name[i])
			n++
			continue
		}
		if n > begin {
			copy(starts[:], starts[1:])
			starts[joined-1] = begin
			parts++
			for k := range min(parts, joined) {
				if v.has(low[starts[joined-1-k]:n]) {
					return true
				}
			}
			begin = n
		}
	}
	return parts == 1 && v.whole[string(low[:n])]
}

func (v *names) has(part []byte) bool {
	if v.words[string(part)] {
		return true
	}
	for _, b := range v.begins {
		if len(part) >= len(b) && string(part[:len(b)]) == b {
			return true
		}
	}
	return false
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
