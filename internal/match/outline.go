package match

import (
	"encoding/binary"
	"math"
	"strings"

	"sada"
	"sada/internal/words"
)

// outline is what an index keeps of an article beside the places of its words, on
// its way into bytes: source, language and day, each behind its length; how many
// words are of Latin letters, and how many of them carry an accent; then the parts
// that have words, each its number from 1 and its sentences, with a 0 behind them.
// Of a sentence there are the words that it has, doubled, and one more where
// positions were passed over before it, whose number follows.
type outline struct {
	head, parts     []byte
	latin, accented int
}

func newOutline(room []byte, a *sada.Article, source string) *outline {
	o := &outline{head: room}
	for _, s := range []string{strings.ToLower(source), strings.ToLower(a.Language), string(a.Published.Day())} {
		o.head = append(binary.AppendUvarint(o.head, uint64(len(s))), s...)
	}
	return o
}

// part adds the words of a part of the article.
func (o *outline) part(number int, tokens []words.Token) {
	if len(tokens) == 0 {
		return
	}
	o.parts = append(o.parts, byte(number+1))
	passed := int32(0)
	for first := 0; first < len(tokens); {
		end := first + 1
		for end < len(tokens) && tokens[end].Sentence == tokens[first].Sentence {
			end++
		}
		over := tokens[first].Pos - int32(first) - passed
		passed += over
		if over > 0 {
			o.parts = binary.AppendUvarint(o.parts, uint64(end-first)<<1|1)
			o.parts = binary.AppendUvarint(o.parts, uint64(over))
		} else {
			o.parts = binary.AppendUvarint(o.parts, uint64(end-first)<<1)
		}
		first = end
	}
	o.parts = append(o.parts, 0)
	for i := range tokens {
		if !tokens[i].Arabic {
			o.latin++
		}
		if tokens[i].Accented {
			o.accented++
		}
	}
}

func (o *outline) bytes() []byte {
	o.head = binary.AppendUvarint(o.head, uint64(o.latin))
	o.head = binary.AppendUvarint(o.head, uint64(o.accented))
	return append(o.head, o.parts...)
}

// outlineReader reads an outline. What is cut short reads as zeros.
type outlineReader struct{ rest []byte }

func (r *outlineReader) number() int {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.rest = nil
		return 0
	}
	r.rest = r.rest[size:]
	return int(min(n, math.MaxInt32))
}

func (r *outlineReader) text() string {
	n := min(r.number(), len(r.rest))
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}

// sentences calls fn for each sentence, with its part from 0, its number, its first
// word and the word behind its last, and how much more the position of a word is
// than its place in the part.
func (r *outlineReader) sentences(fn func(s sentence)) {
	s := sentence{}
	for len(r.rest) > 0 {
		s.part = r.rest[0] - 1
		r.rest = r.rest[1:]
		s.begin, s.passed = s.end, 0
		for n := r.number(); n > 0; n = r.number() {
			if n&1 != 0 {
				s.passed += int32(r.number())
			}
			s.first, s.end = s.end, s.end+uint32(n>>1)
			s.number++
			fn(s)
		}
	}
}

type sentence struct {
	part       uint8
	number     int32
	begin      uint32 // first word of the part
	first, end uint32
	passed     int32
}

// place says of a token where it stands.
func (s *sentence) place(t *words.Token, at uint32) {
	t.Pos = int32(at-s.begin) + s.passed
	t.Sentence = s.number
	t.Paragraph = uint16(min(s.passed/words.ParagraphGap, math.MaxUint16))
}
