package match

import (
	"slices"
	"testing"

	"sada"
)

func TestAListerListsTheFormsOfADocument(t *testing.T) {
	var l Lister
	for _, a := range []*sada.Article{
		{Title: "والمدينة تفتح أبوابها", Subtitle: "للزوار", Authors: []string{"Naïma B."}, Blocks: []sada.Block{{Kind: sada.Paragraph, Text: "المدينة وللمدينة، بالمدينة. أهله وإهله ومدينه كتابًا."}}},
		{Title: "L'école des métiers", Blocks: []sada.Block{{Kind: sada.Paragraph, Text: "Les écoles, l'ÉCOLE et l’école : O.G.P. 2026."}}},
		{Title: "المدينة L'école", Blocks: []sada.Block{{Kind: sada.Paragraph, Text: "اهله كتابا المدينة"}}},
		{},
	} {
		var got []string
		for _, n := range l.Forms(a) {
			got = append(got, l.Name(n))
		}
		slices.Sort(got)
		want := NewDocument(a, "").Forms()
		if !slices.Equal(got, want) {
			t.Errorf("%q has the forms %q, want %q", a.Title, got, want)
		}
	}
}
