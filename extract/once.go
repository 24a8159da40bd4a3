package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sada"
)

// once leaves out sentences that were pulled out of a paragraph to be set large.
func (by *Numbers) once(blocks []sada.Block) []sada.Block {
	if len(blocks) > maxCompared {
		return blocks // each is compared with all
	}
	all := strings.Join(texts(blocks), "\n")
	var out []sada.Block
	for _, b := range blocks {
		if !by.pulled(b, all) {
			out = append(out, b)
		}
	}
	return out
}

// pulled reports whether a short block is a part of another one.
func (by *Numbers) pulled(b sada.Block, all string) bool {
	if b.Kind != sada.Paragraph && b.Kind != sada.Quote || len(b.Text) > 2*by.Boxes.PulledMost {
		return false
	}
	core := strings.TrimFunc(b.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if n := utf8.RuneCountInString(core); n < by.Boxes.PulledLeast || n > by.Boxes.PulledMost {
		return false
	}
	for rest := all; ; {
		i := strings.Index(rest, core)
		if i < 0 {
			return false
		}
		line := rest[i+len(core):]
		before, after := rest[:i], line
		if k := strings.LastIndexByte(before, '\n'); k >= 0 {
			before = before[k+1:]
		}
		if k := strings.IndexByte(after, '\n'); k >= 0 {
			after = after[:k]
		}
		if strings.ContainsFunc(before+after, unicode.IsLetter) {
			return true
		}
		rest = line
	}
}
