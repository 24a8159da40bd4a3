package extract

import (
	"slices"
	"strings"
	"unicode"

	"sada/internal/words"
)

// phrases are begins of lines, folded, by their first word, the longest first.
type phrases map[string][]string

// phrasesOf reads phrases that "|" parts.
func phrasesOf(list string) phrases {
	p := phrases{}
	for _, s := range strings.Split(list, "|") {
		s = words.Fold(strings.Join(strings.Fields(s), " "))
		first, _, _ := strings.Cut(s, " ")
		p[first] = append(p[first], s)
	}
	for _, all := range p {
		slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	}
	return p
}

// folded is the begin of a line, as phrases are written: without the signs
// before its first letter.
func folded(line string) string {
	line = strings.TrimLeftFunc(head(line, opening), func(r rune) bool { return !unicode.IsLetter(r) && r != '©' })
	return words.Fold(strings.ReplaceAll(line, "’", "'"))
}

// begin reports whether a folded line begins with a phrase, and what follows it.
func (p phrases) begin(line string) (rest string, ok bool) {
	end := strings.IndexFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && r != '©' && r != '-' && r != '\'' })
	if end < 0 {
		end = len(line)
	}
	for _, s := range p[line[:end]] {
		if !strings.HasPrefix(line, s) {
			continue
		}
		rest := line[len(s):]
		if strings.IndexFunc(rest, unicode.IsLetter) != 0 {
			return rest, true
		}
	}
	return "", false
}

// whole reports whether a folded line is a phrase and nothing more.
func (p phrases) whole(line string) bool {
	rest, ok := p.begin(line)
	return ok && strings.IndexFunc(rest, unicode.IsLetter) < 0
}
