package export

import (
	"encoding/csv"
	"encoding/json"
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

// Write writes an export in a format. separator parts the columns of CSV; 0
// takes the comma.
func Write(w io.Writer, format string, d *Document, separator rune) error {
	var err error
	switch format {
	case "json":
		err = writeJSON(w, d, "  ")
	case "jsonl":
		for i := range d.Clippings {
			if err = writeJSON(w, &d.Clippings[i], ""); err != nil {
				break
			}
		}
	case "csv":
		err = writeCSV(w, d, separator)
	case "html":
		err = page.Execute(w, newHTML(d))
	default:
		return fmt.Errorf("no format %q; there is %s", format, strings.Join(Formats(), ", "))
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", format, err)
	}
	return nil
}

func writeJSON(w io.Writer, v any, indent string) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	return e.Encode(v)
}

var columns = []string{"id", "published", "source", "language", "title", "url", "authors", "text", "hits", "captured", "sha256"}

// writeCSV writes UTF-8 with a byte order mark, by which spreadsheets know it.
func writeCSV(w io.Writer, d *Document, separator rune) error {
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
	for i := range d.Clippings {
		k := &d.Clippings[i]
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
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
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
