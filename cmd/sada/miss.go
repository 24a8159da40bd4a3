package main

import (
	"fmt"
	"strings"

	"sada"
	"sada/internal/export"
)

func reasonOf(s string) sada.Reason { return sada.Reason(s) }

// writeHits shows where a query hits.
func writeHits(b *strings.Builder, hits []export.Hit) {
	for _, h := range hits {
		fmt.Fprintf(b, "  %s in the %s: %s\n      %s\n", oneLine(h.Leaf), h.Field, oneLine(h.Surface), oneLine(h.Sentence))
	}
}

// writeMissed shows the branches that failed, with what came closest.
func writeMissed(b *strings.Builder, all []export.Miss) {
	for _, m := range all {
		fmt.Fprintf(b, "  not met: %s - %s\n", oneLine(m.Branch), missWording(&m))
		if m.Text != "" {
			fmt.Fprintf(b, "      %s\n", oneLine(m.Text))
		}
	}
}

// missWording says in words why a branch did not hit.
func missWording(m *export.Miss) string {
	closest := oneLine(strings.Join(m.Closest, ", "))
	switch m.Fault {
	case "absent":
		s := "not in the text"
		if len(m.Missing) > 0 {
			s = oneLine(strings.Join(m.Missing, ", ")) + " is not in the text"
			if len(m.Missing) > 1 {
				s = oneLine(strings.Join(m.Missing, ", ")) + " are not in the text"
			}
		}
		if closest != "" {
			s += "; closest: " + closest
		}
		return s
	case "elsewhere":
		return "stands in the " + m.Field + " only"
	case "accents":
		return "stands there with other accents: " + closest
	case "capitals":
		return "capitals ask for capitals, and the text has " + closest
	case "apart":
		return "its words are there, and not in a row"
	case "too-far":
		return fmt.Sprintf("both sides are there, %s apart", count(m.Words, "word"))
	case "paragraph":
		return "both sides are there, and in no paragraph together"
	case "order":
		return "both sides are near, in the other order"
	case "too-few":
		return fmt.Sprintf("hits %s, and more are asked", count(m.Words, "time"))
	case "excluded":
		return "the text holds what NOT keeps out: " + closest
	case "other":
		if closest == "" {
			return "it is not known of the article"
		}
		return "it is " + closest
	}
	return m.Fault
}
