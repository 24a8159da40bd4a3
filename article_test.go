package sada

import "testing"

func TestStandfirstIsNotCountedTwice(t *testing.T) {
	body := []Block{{ImageBlock, "Le parc"}, {Paragraph, "Le parc ouvre lundi. "}, {Paragraph, "Les arbres ont dix ans."}}
	for name, test := range map[string]struct{ subtitle, want string }{
		"the body begins with it": {"Le parc ouvre lundi.", ""},
		"it stands apart":         {"Dix hectares au nord", "Dix hectares au nord"},
		"there is none":           {"", ""},
	} {
		if got := (&Article{Subtitle: test.subtitle, Blocks: body}).Standfirst(); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
