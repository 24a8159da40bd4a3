package extract

import (
	"strings"
	"unicode/utf8"

	"sada"
	"sada/internal/words"
)

// capped returns what an article may hold of a text, up to the end of a
// paragraph, and whether it goes on. The paragraph that leads beyond the bounds is
// cut itself where the text before it is less than half of what may be kept.
func capped(blocks []sada.Block) ([]sada.Block, bool) {
	if sizeOf(blocks) <= maxWords {
		return blocks, false // a word has a letter at least
	}
	size, count := 0, 0
	for i, b := range blocks {
		if b.Kind == sada.ImageBlock {
			continue
		}
		n, w := len(b.Text)+len("\n\n"), len(words.Tokens(b.Text))
		if size+n <= maxText && count+w <= maxWords {
			size, count = size+n, count+w
			continue
		}
		kept := blocks[:i:i]
		if size < maxText/2 && count < maxWords/2 {
			if b.Text = beginning(b.Text, maxText-size-len("\n\n"), maxWords-count); b.Text != "" {
				kept = append(kept, b)
			}
		}
		return kept, true
	}
	return blocks, false
}

// fit caps an article that was read from no body of a page.
func fit(a *sada.Article, err error) (*sada.Article, error) {
	if err != nil {
		return nil, err
	}
	var cut bool
	a.Blocks, cut = capped(a.Blocks)
	a.Cut = a.Cut || cut
	return a, nil
}

func sizeOf(blocks []sada.Block) int {
	n := 0
	for _, b := range blocks {
		if b.Kind != sada.ImageBlock {
			n += len(b.Text) + len("\n\n")
		}
	}
	return n
}

// beginning is the begin of a paragraph within so many bytes and words, up to
// the end of a sentence when one ends near, else of a word.
func beginning(s string, size, count int) string {
	s = head(s, size)
	if tokens := words.Tokens(s); len(tokens) > count {
		s = s[:tokens[count].Start]
	}
	near := len(s) - len(s)/lastPart
	for i := len(s); i > near; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if strings.ContainsRune(".!?؟…", r) && (i == len(s) || s[i] == ' ') {
			return s[:i]
		}
		i -= n
	}
	if i := strings.LastIndexByte(s, ' '); i > near {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}
