package main

import (
	"fmt"
	"strings"

	"sada/internal/export"
)

// writeWhy shows what the witnesses of a page say, field by field; what the
// article holds is starred.
func writeWhy(b *strings.Builder, all []export.Said) {
	if len(all) == 0 {
		return
	}
	wide := 0
	for _, s := range all {
		wide = max(wide, min(cells(oneLine(s.Witness)), 32))
	}
	b.WriteString("\nwhy (* is what was taken)\n")
	shown := map[string]bool{}
	for _, s := range all {
		if shown[s.Field] {
			continue
		}
		shown[s.Field] = true
		fmt.Fprintf(b, "\n  %s\n", oneLine(s.Field))
		for _, w := range all {
			if w.Field == s.Field {
				writeSaid(b, w, wide)
			}
		}
	}
}

func writeSaid(b *strings.Builder, s export.Said, wide int) {
	star := " "
	if s.Chosen {
		star = "*"
	}
	name := oneLine(s.Witness)
	fmt.Fprintf(b, "  %s %s%s  %s", star, name, strings.Repeat(" ", max(0, wide-cells(name))), oneLine(s.Value))
	if s.Note != "" && s.Note != s.Value {
		fmt.Fprintf(b, "  (%s)", oneLine(s.Note))
	}
	b.WriteString("\n")
}
