package match

import "strings"

// groupSize is how many figures a group of a number has, and a fraction at most.
const groupSize = 3

// withinNumber reports whether a phrase begins or ends within a number of the
// text that goes on: 12 is not 12,5, and "1 000" is not in 1 000 000.
func (n *phrase) withinNumber(d *Document, first, last int32) bool {
	return n.terms[0].numeral && d.numberComes(first) || n.terms[len(n.terms)-1].numeral && d.numberStays(last)
}

// numberComes and numberStays report whether the number of a token began before it,
// and whether it goes on behind.
func (d *Document) numberComes(token int32) bool {
	if d.glimpsed != nil {
		return d.glimpsed.goesOn[d.glimpsed.at[token]-1]
	}
	return d.numberGoesOn(token - 1)
}

func (d *Document) numberStays(token int32) bool {
	if d.glimpsed != nil {
		return d.glimpsed.goesOn[d.glimpsed.at[token]]
	}
	return d.numberGoesOn(token)
}

// numberGoesOn reports whether a token and the next are of one number: groups of
// three figures, or a whole and its fraction. Three parts that are no groups are a
// date, a version or a list.
func (d *Document) numberGoesOn(token int32) bool {
	switch sign := d.numeralSign(token); sign {
	case "":
		return false
	case " ":
		return true
	default:
		return d.grouped(token+1) || d.numeralSign(token-1) != sign && d.numeralSign(token+1) != sign
	}
}

// grouped reports whether a token is a group of figures.
func (d *Document) grouped(token int32) bool { return len(d.tokens[token].Key) == groupSize }

// numeralSign is what stands between the figures of a token and those of the
// next, where both may be of one number, with one space for all; "" elsewhere.
func (d *Document) numeralSign(token int32) string {
	if token < 0 || int(token)+1 >= len(d.tokens) || d.partOf[token] != d.partOf[token+1] {
		return ""
	}
	a, b := &d.tokens[token], &d.tokens[token+1]
	if !figures(a.Key) || !figures(b.Key) || len(b.Key) > groupSize {
		return ""
	}
	switch between := d.parts[d.partOf[token]].text[a.End:b.Start]; between {
	case ",", ".", "٫", "٬":
		return between
	case " ", "\u00a0", "\u202f", "\u2009":
		if len(a.Key) <= groupSize && len(b.Key) == groupSize {
			return " "
		}
	}
	return ""
}

func figures(key string) bool { return strings.Trim(key, "0123456789") == "" }
