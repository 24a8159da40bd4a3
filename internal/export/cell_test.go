package export

import "testing"

func TestACellSteersNoTerminalAndNoSpreadsheet(t *testing.T) {
	for text, want := range map[string]string{
		"Un \x1b[31mtitre\x1b]0;x\x07": "Un [31mtitre]0;x",
		"deux\nlignes":                 "deux\nlignes",
		"c1 \u009b31m":                 "c1 31m",
		"=1+1":                         "'=1+1",
	} {
		if got := cell(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
