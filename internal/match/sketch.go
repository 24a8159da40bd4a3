package match

import (
	"hash/fnv"
	"strings"

	"sada"
	"sada/internal/words"
)

const (
	shingle = 5 // words in a row that make one mark of a text
	close3  = 3 // words in a row that make one close mark
	// mostClose is how many of its words are looked at for close marks, of which
	// 65,536 can be told apart.
	mostClose = 4096
	// mostFigures is how many figures, and how many names, of a text are remembered.
	mostFigures = 64
)

// Sketch returns what copies of the text are known by: lists of numbers, parted by
// zeros. The first are its marks, a hash of every five words in a row, in the order
// of the text, each once; then its close marks, of every three words, two to a
// number; its figures; its names, which end in a one bit when they are said twice;
// and of a video or post, whose text may be the same under many, the outlet and the
// words of the title. What stands around the body is left out, and so is a paragraph
// that repeats one before it.
func (d *Document) Sketch() []uint32 {
	s := sketching{seen: map[uint32]bool{}, near: map[uint16]bool{}, figures: map[uint32]bool{}, named: map[uint32]int{}}
	paragraphs := map[uint64]bool{}
	for _, p := range d.parts {
		if p.name != "text" {
			continue
		}
		for rest := d.tokens[p.first : p.first+p.tokens]; len(rest) > 0; {
			paragraph, whole := hashed(rest)
			if !paragraphs[whole] {
				paragraphs[whole] = true
				s.read(rest[:len(paragraph)], paragraph)
			}
			rest = rest[len(paragraph):]
		}
	}
	if len(s.marks) == 0 {
		return nil
	}
	out := append(append(s.marks, 0), s.close...)
	out = append(append(out, 0), s.numbers...)
	out = append(append(out, 0), s.names...)
	if d.kind == sada.KindVideo || d.kind == sada.KindPost {
		out = append(append(out, 0), d.voice()...)
	}
	return out
}

// voice is who says it, and under which title.
func (d *Document) voice() []uint32 {
	out := []uint32{short(hashOf(d.source))}
	for _, p := range d.parts {
		if p.name != "title" {
			continue
		}
		for _, t := range d.tokens[p.first : p.first+p.tokens] {
			out = append(out, short(hashOf(t.Key)))
		}
	}
	return out
}

// sketching is a sketch that is being made.
type sketching struct {
	last    [shingle]uint64
	n       int // words read
	marks   []uint32
	close   []uint32
	half    uint16 // a close mark that waits for another
	numbers []uint32
	names   []uint32

	seen    map[uint32]bool
	near    map[uint16]bool
	figures map[uint32]bool
	named   map[uint32]int // a name: its place in names
}

// read takes one paragraph in, given as words and as their hashes.
func (s *sketching) read(tokens []words.Token, hashes []uint64) {
	for i, h := range hashes {
		copy(s.last[:], s.last[1:])
		s.last[shingle-1] = h
		if s.n++; s.n >= shingle {
			if m := short(mix(s.last[:])); !s.seen[m] {
				s.seen[m] = true
				s.marks = append(s.marks, m)
			}
		}
		if s.n >= close3 && s.n <= mostClose {
			s.closer(uint16(short(mix(s.last[shingle-close3:]))))
		}
		if m := short(h); isFigure(tokens[i].Key) && !s.figures[m] && len(s.figures) < mostFigures {
			s.figures[m] = true
			s.numbers = append(s.numbers, m)
		}
		if t := &tokens[i]; !t.Lower && !t.Arabic && !isFigure(t.Key) {
			s.name(short(h)&^1, i > 0 && t.Sentence == tokens[i-1].Sentence)
		}
	}
}

// name notes a word with a capital letter. At the begin of a sentence it may be none.
func (s *sketching) name(m uint32, surely bool) {
	at, known := s.named[m]
	switch {
	case !known && len(s.names) < mostFigures:
		s.names = append(s.names, m)
		s.named[m] = len(s.names) - 1
		if !surely {
			s.named[m] = -len(s.names)
		}
	case known && surely && at < 0: // the first time that it is one for sure
		s.named[m] = -at - 1
	case known && surely:
		s.names[at] |= 1
	}
}

// closer notes a close mark. Two lie in one number, the first below; 0 is none.
func (s *sketching) closer(m uint16) {
	if m == 0 || s.near[m] {
		return
	}
	s.near[m] = true
	if s.half == 0 {
		s.half = m
		s.close = append(s.close, uint32(m))
		return
	}
	s.close[len(s.close)-1] |= uint32(m) << 16
	s.half = 0
}

func isFigure(key string) bool { return key != "" && strings.Trim(key, "0123456789") == "" }

// hashed returns the hash of each word of the first paragraph, and one of it all.
func hashed(tokens []words.Token) (paragraph []uint64, whole uint64) {
	for i := range tokens {
		if tokens[i].Paragraph != tokens[0].Paragraph {
			break
		}
		h := hashOf(tokens[i].Key)
		paragraph = append(paragraph, h)
		whole = (whole ^ h) * 1099511628211
	}
	return paragraph, whole
}

func hashOf(key string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(key))
	return h.Sum64()
}

// mix makes one hash of the hashes of words in a row.
func mix(words []uint64) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		h = (h ^ w) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// short is a hash as a number of a sketch, which is never 0.
func short(h uint64) uint32 { return max(1, uint32(h>>32)^uint32(h)) }
