package monitor

import (
	"encoding/binary"
	"strings"
	"time"

	"sada"
	"sada/internal/words"
)

// said is what an endpoint said of an article when it was last listened to.
type said struct {
	endpoint uint32
	modified time.Time // zero when it said none
	title    uint32    // marks of their letters, 0 for none
	excerpt  uint32    // of the excerpt and the text that it carries
	round    byte      // readings after the first, of a modified that names a day only
}

const saidBytes = 4 + 8 + 4 + 4 + 1

// saidOf is what a lead says. Sections give no title that an edit could be seen
// by: a card is cut and worded anew with each place it gets.
func saidOf(e sada.Endpoint, l *sada.Lead) said {
	s := said{endpoint: mark(e.URL), modified: l.Modified.Time}
	if e.Kind != sada.Section {
		s.title, s.excerpt = lettersOf(l.Title), lettersOf(l.Summary+untagged(l.Content))
	}
	return s
}

// untagged is HTML without its tags.
func untagged(s string) string {
	var b strings.Builder
	for s != "" {
		text, tag, _ := strings.Cut(s, "<")
		b.WriteString(text)
		_, s, _ = strings.Cut(tag, ">")
	}
	return b.String()
}

func lettersOf(text string) uint32 {
	if text = words.Squash(text); text == "" {
		return 0
	}
	return max(mark(text), 1)
}

// pack is the form in which the archive keeps it, the endpoint first.
func (s *said) pack() []byte {
	b := make([]byte, 0, saidBytes)
	b = binary.BigEndian.AppendUint32(b, s.endpoint)
	at := int64(0)
	if !s.modified.IsZero() {
		at = s.modified.Unix()
	}
	b = binary.BigEndian.AppendUint64(b, uint64(at))
	b = binary.BigEndian.AppendUint32(b, s.title)
	b = binary.BigEndian.AppendUint32(b, s.excerpt)
	return append(b, s.round)
}

// saidBefore finds what an endpoint said among all that the archive keeps.
func saidBefore(all [][]byte, endpoint uint32) (s said, known bool) {
	for _, b := range all {
		if len(b) != saidBytes || binary.BigEndian.Uint32(b) != endpoint {
			continue
		}
		s = said{endpoint: endpoint, title: binary.BigEndian.Uint32(b[12:]), excerpt: binary.BigEndian.Uint32(b[16:]), round: b[20]}
		if at := int64(binary.BigEndian.Uint64(b[4:])); at != 0 {
			s.modified = time.Unix(at, 0)
		}
		return s, true
	}
	return s, false
}

// after reports whether s says that something changed since before, by which
// signs. What an endpoint no longer says is no change.
func (s *said) after(before *said) (signs sign) {
	if s.modified.Unix() > before.modified.Unix() && !s.modified.IsZero() {
		signs |= byModified
	}
	if s.title != before.title && s.title != 0 && before.title != 0 {
		signs |= byTitle
	}
	if s.excerpt != before.excerpt && s.excerpt != 0 && before.excerpt != 0 {
		signs |= byExcerpt
	}
	return signs
}

// keep takes from before what a sign that is not followed says anew, and what is
// said no more.
func (s *said) keep(before *said, skipped sign) {
	if skipped&byModified != 0 || s.modified.IsZero() {
		s.modified, s.round = before.modified, before.round
	}
	if skipped&byTitle != 0 || s.title == 0 {
		s.title = before.title
	}
	if skipped&byExcerpt != 0 || s.excerpt == 0 {
		s.excerpt = before.excerpt
	}
}
