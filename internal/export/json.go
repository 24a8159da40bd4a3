package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// jsonWriter writes values one after another with the same buffers.
type jsonWriter struct {
	w      io.Writer
	raw    bytes.Buffer
	encode *json.Encoder
	shown  []byte
}

func newJSONWriter(w io.Writer) *jsonWriter {
	j := &jsonWriter{w: w}
	j.encode = json.NewEncoder(&j.raw)
	j.encode.SetEscapeHTML(false)
	return j
}

// line writes a value on one line.
func (j *jsonWriter) line(v any) error {
	j.raw.Reset()
	if err := j.encode.Encode(v); err != nil {
		return err
	}
	_, err := j.w.Write(j.raw.Bytes())
	return err
}

// block writes a value over many lines, without a line end behind it.
func (j *jsonWriter) block(prefix string, v any) error {
	j.raw.Reset()
	if err := j.encode.Encode(v); err != nil {
		return err
	}
	j.shown = indented(j.shown[:0], j.raw.Bytes(), prefix)
	_, err := j.w.Write(j.shown)
	return err
}

// writeJSON writes an export as one object, the clippings as they come.
func writeJSON(w io.Writer, l *Listing, lost *Losses) error {
	j := newJSONWriter(w)
	var head bytes.Buffer
	h := newJSONWriter(&head)
	if err := h.block("", &l.Head); err != nil {
		return err
	}
	// The list of clippings stands last in the head and is empty.
	open, empty := bytes.CutSuffix(head.Bytes(), []byte("]\n}"))
	if !empty {
		return fmt.Errorf("the head of an export ends with %q", head.Bytes()[max(0, head.Len()-20):])
	}
	if _, err := w.Write(open); err != nil {
		return err
	}
	between, end := "\n    ", "]"
	err := l.each(l.Places, lost, func(c *Clipping) error {
		if _, err := io.WriteString(w, between); err != nil {
			return err
		}
		between, end = ",\n    ", "\n  ]"
		return j.block("    ", c)
	})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, end); err != nil {
		return err
	}
	if *lost != (Losses{}) {
		if _, err := io.WriteString(w, ",\n  \"lost\": "); err != nil {
			return err
		}
		if err := j.block("  ", lost); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, "\n}\n")
	return err
}

// indented appends JSON of one line over many lines, two spaces a level, each new
// line behind a prefix. It does what json.Indent does; it copies strings whole,
// and most of an export is strings.
func indented(into, line []byte, prefix string) []byte {
	const spaces = "                                "
	depth := 0
	next := func() {
		into = append(append(into, '\n'), prefix...)
		for n := 2 * depth; n > 0; n -= len(spaces) {
			into = append(into, spaces[:min(n, len(spaces))]...)
		}
	}
	for i := 0; i < len(line); i++ {
		switch c := line[i]; c {
		case '"':
			end := i + 1
			for line[end] != '"' {
				if line[end] == '\\' {
					end++
				}
				end++
			}
			into = append(into, line[i:end+1]...)
			i = end
		case '{', '[':
			into = append(into, c)
			if line[i+1] == c+2 { // empty
				into = append(into, c+2)
				i++
				continue
			}
			depth++
			next()
		case '}', ']':
			depth--
			next()
			into = append(into, c)
		case ',':
			into = append(into, c)
			next()
		case ':':
			into = append(into, ": "...)
		case '\n':
		default:
			into = append(into, c)
		}
	}
	return into
}
