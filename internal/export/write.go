package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// Formats lists the formats that Write knows.
func Formats() []string { return []string{"json", "jsonl", "csv", "html"} }

// Media returns the media type of a format.
func Media(format string) string {
	return map[string]string{
		"json": "application/json", "jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8",
	}[format]
}

// Write writes an export in a format, and tells what the archive could not give.
// separator parts the columns of CSV; 0 takes the comma.
func Write(w io.Writer, format string, l *Listing, separator rune) (Losses, error) {
	lost := Losses{LeftOut: l.LeftOut}
	b := bufio.NewWriterSize(w, 64<<10)
	var err error
	switch format {
	case "json":
		err = writeJSON(b, l, &lost)
	case "jsonl":
		j := newJSONWriter(b)
		err = l.each(l.Places, &lost, func(c *Clipping) error { return j.line(c) })
	case "csv":
		err = writeCSV(b, l, &lost, separator)
	case "html":
		err = writeHTML(b, l, &lost)
	default:
		return lost, fmt.Errorf("no format %q; there is %s", format, strings.Join(Formats(), ", "))
	}
	if err == nil {
		err = b.Flush()
	}
	if err != nil {
		return lost, fmt.Errorf("writing %s: %w", format, err)
	}
	return lost, nil
}

var columns = []string{"id", "published", "source", "language", "title", "url", "authors", "text", "hits", "captured", "sha256"}

// writeCSV writes UTF-8 with a byte order mark, by which spreadsheets know it.
func writeCSV(w io.Writer, l *Listing, lost *Losses, separator rune) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	if separator != 0 {
		c.Comma = separator
	}
	c.UseCRLF = true
	if err := c.Write(columns); err != nil {
		return err
	}
	err := l.each(l.Places, lost, func(k *Clipping) error { return c.Write(row(k)) })
	if err != nil {
		return err
	}
	c.Flush()
	return c.Error()
}

// row gives the columns of one clipping.
func row(k *Clipping) []string {
	a := &k.Article
	var hits []string
	for _, h := range k.Hits {
		hits = append(hits, h.Surface)
	}
	row := []string{k.ID, a.Published, k.Source.ID, a.Language, a.Title, a.URL, strings.Join(a.Authors, "; "), a.Text, strings.Join(hits, "; "), "", ""}
	if k.Capture != nil {
		row[9], row[10] = k.Capture.At, k.Capture.SHA256
	}
	for j := range row {
		row[j] = cell(row[j])
	}
	return row
}

// cell makes a text safe to open in a spreadsheet: what would be read as a
// formula gets an apostrophe before it (OWASP, CSV injection), also behind
// spaces and signs that a spreadsheet passes over. Signs of control are dropped,
// since CSV is also read on terminals.
func cell(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
	lead := strings.TrimLeft(s, " \u00a0\u200b\u200e\u200f\ufeff\u061c")
	if lead != "" && strings.ContainsRune("=+-@\t\r\n|%＝＋－＠", []rune(lead)[0]) {
		return "'" + s
	}
	return s
}
