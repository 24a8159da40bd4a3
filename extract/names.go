package extract

import (
	"maps"
	"strings"
)

// mark is what a name says of the element that bears it.
type mark uint8

const (
	unmarked  mark = iota
	captioner      // the words under a picture
	inset          // beside the text of a body, though it may hold a field
	furniture      // around the article, or foreign to it
)

// names are words of classes and ids. A class such as "td-post-sharing
// widget_ads" is taken apart at white space, hyphens, underscores and capitals;
// what is looked up is a part, or up to three neighbours joined.
type names struct {
	words  map[string]mark // parts, or neighbours joined without a sign
	begins []string        // begins of parts or joined neighbours
	whole  map[string]mark // names as they stand between white space
}

// vocabulary is names that are ready to be looked up.
type vocabulary struct {
	names
	lengths [256]uint64 // that a part may have, a bit for each, by its first byte
}

func (v names) ready() vocabulary {
	all := vocabulary{names: v}
	for w := range v.words {
		all.lengths[w[0]] |= 1 << min(len(w), lastBit)
	}
	for _, b := range v.begins {
		all.lengths[b[0]] |= ^uint64(0) << len(b)
	}
	return all
}

// set reads a list of names; their hyphens are joints that a class may leave out.
func set(m mark, list string) map[string]mark {
	all := map[string]mark{}
	for _, w := range strings.Fields(list) {
		all[strings.ReplaceAll(w, "-", "")] = m
	}
	return all
}

// marks brings lists of names together.
func marks(lists ...map[string]mark) map[string]mark {
	all := map[string]mark{}
	for _, l := range lists {
		maps.Copy(all, l)
	}
	return all
}

// in reports whether a class or an id says one of the names.
func (v *vocabulary) in(s string) bool { return v.marked(s) != unmarked }

// marked returns the strongest mark of the names of a class or an id.
func (v *vocabulary) marked(s string) mark {
	most := unmarked
	s = s[:min(len(s), maxNames)]
	for s != "" && most < furniture {
		var name string
		name, s = firstName(s)
		if name != "" {
			most = max(most, v.says(name))
		}
	}
	return most
}

// says looks the parts of one name up, in lower case, without allocating.
func (v *vocabulary) says(name string) mark {
	var low [maxNames]byte
	var starts [joined]int // of the last parts in low
	n, begin, parts := 0, 0, 0
	most := unmarked
	for i := 0; i <= len(name); i++ {
		plain := i < len(name) && name[i] != '-' && name[i] != '_'
		if plain && !(i > 0 && upper(name[i]) && !upper(name[i-1])) {
			low[n] = lower(name[i])
			n++
			continue
		}
		if n > begin {
			copy(starts[:], starts[1:])
			starts[joined-1] = begin
			parts++
			for k := range min(parts, joined) {
				most = max(most, v.of(low[starts[joined-1-k]:n]))
			}
			begin = n
		}
		if plain {
			low[n] = lower(name[i])
			n++
		}
	}
	if parts == 1 {
		most = max(most, v.whole[string(low[:n])])
	}
	return most
}

func (v *vocabulary) of(part []byte) mark {
	if v.lengths[part[0]]>>min(len(part), lastBit)&1 == 0 {
		return unmarked // most parts of most names
	}
	if m := v.words[string(part)]; m != unmarked {
		return m
	}
	for _, b := range v.begins {
		if len(part) >= len(b) && string(part[:len(b)]) == b {
			return furniture
		}
	}
	return unmarked
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

func lower(c byte) byte {
	if upper(c) {
		return c + 'a' - 'A'
	}
	return c
}
