package main

import (
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// table lines up columns for a terminal. Cells are isolated from their
// neighbours, so that an Arabic name does not turn a row round.
type table struct {
	head  []string
	right map[int]bool // columns of numbers
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// cells is the number of columns a text takes on a terminal.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case width.LookupRune(r).Kind() == width.EastAsianWide, width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

func (t *table) write(w io.Writer) error {
	wide := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, c := range row {
			wide[i] = max(wide[i], cells(oneLine(c)))
		}
	}
	var b strings.Builder
	line := func(row []string, rule bool) {
		for i, c := range row {
			c = oneLine(c)
			pad := strings.Repeat(" ", wide[i]-cells(c))
			if rtl(c) {
				c = "\u2068" + c + "\u2069"
			}
			if i > 0 {
				b.WriteString("  ")
			}
			switch {
			case t.right[i]:
				b.WriteString(pad + c)
			case i == len(row)-1:
				b.WriteString(c)
			default:
				b.WriteString(c + pad)
			}
		}
		b.WriteByte('\n')
		if !rule {
			return
		}
		for i := range row {
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString(strings.Repeat("-", wide[i]))
		}
		b.WriteByte('\n')
	}
	line(t.head, true)
	for _, row := range t.rows {
		line(row, false)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// rtl reports whether a text holds right-to-left letters.
func rtl(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew) {
			return true
		}
	}
	return false
}

// readable shows an address as a person reads it: the letters of its path, not
// their escapes. A browser takes it as well.
func readable(address string) string {
	u, err := url.Parse(address)
	if err != nil || !utf8.ValidString(u.Path) {
		return address
	}
	head := u.Scheme + "://" + u.Host
	if u.RawQuery != "" {
		return head + u.Path + "?" + u.RawQuery
	}
	return head + u.Path
}

// sortedKeys returns the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
