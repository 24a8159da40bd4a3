package match

import (
	"reflect"
	"testing"

	"sada"
)

func TestMissedTellsWhatCameClosest(t *testing.T) {
	a := &sada.Article{
		Title: "Le port de Safi agrandi", Language: "fr", Authors: []string{"Jules Verne"},
		Blocks: []sada.Block{
			{Kind: sada.Paragraph, Text: "Le nouveau quai reçoit des navires depuis lundi. La pêche reste au vieux bassin, disent les armateurs du port."},
			{Kind: sada.Paragraph, Text: "Le budget de la digue attend le vote des communes riveraines."},
		},
	}
	d := NewDocument(a, "quai")
	cases := []struct {
		name, query string
		want        []Miss
	}{
		{"a query that hits misses nothing", "port AND quai", nil},
		{"a word that is not there, and one like it", "navigation", []Miss{{
			Branch: "navigation", Fault: Absent, Missing: []string{"navigation"}, Closest: []string{"navires"}, Field: "text",
			Text: "Le nouveau quai reçoit des navires depuis lundi.",
		}}},
		{"a word that is misspelt", "armateure", []Miss{{
			Branch: "armateure", Fault: Absent, Missing: []string{"armateure"}, Closest: []string{"armateurs"}, Field: "text",
			Text: "La pêche reste au vieux bassin, disent les armateurs du port.",
		}}},
		{"other accents", "péché", []Miss{{
			Branch: "péché", Fault: Accents, Missing: []string{"péché"}, Closest: []string{"pêche"}, Field: "text",
			Text: "La pêche reste au vieux bassin, disent les armateurs du port.",
		}}},
		{"capitals", "PORT", []Miss{{
			Branch: "PORT", Fault: Capitals, Missing: []string{"PORT"}, Closest: []string{"port"}, Field: "title", Text: "Le port de Safi agrandi",
		}}},
		{"another field", "title:quai", []Miss{{
			Branch: "title:quai", Fault: Elsewhere, Closest: []string{"quai"}, Field: "text", Text: "Le nouveau quai reçoit des navires depuis lundi.",
		}}},
		{"a phrase whose words stand apart", `"vieux port"`, []Miss{{
			Branch: `"vieux port"`, Fault: Apart, Closest: []string{"vieux bassin, disent les armateurs du port"}, Field: "text",
			Text: "La pêche reste au vieux bassin, disent les armateurs du port.",
		}}},
		{"a phrase of which one word is missing", `"nouveau bassin portuaire"`, []Miss{{
			Branch: `"nouveau bassin portuaire"`, Fault: Absent, Missing: []string{"portuaire"}, Closest: []string{"port"}, Field: "title",
			Text: "Le port de Safi agrandi",
		}}},
		{"too far", "budget NEAR/3 communes", []Miss{{
			Branch: "budget NEAR/3 communes", Fault: TooFar, Words: 7, Closest: []string{"budget de la digue attend le vote des communes"}, Field: "text",
			Text: "Le budget de la digue attend le vote des communes riveraines.",
		}}},
		{"the other order", "communes ONEAR/9 budget", []Miss{{
			Branch: "communes ONEAR/9 budget", Fault: Order, Words: 7, Closest: []string{"budget de la digue attend le vote des communes"}, Field: "text",
			Text: "Le budget de la digue attend le vote des communes riveraines.",
		}}},
		{"another paragraph", "quai NEAR/9 budget", []Miss{{Branch: "quai NEAR/9 budget", Fault: Paragraph}}},
		{"too few", "digue{2}", []Miss{{
			Branch: "digue{2}", Fault: TooFew, Words: 1, Closest: []string{"digue"}, Field: "text",
			Text: "Le budget de la digue attend le vote des communes riveraines.",
		}}},
		{"what NOT keeps out", "port NOT pêche", []Miss{{
			Branch: "NOT pêche", Fault: Excluded, Closest: []string{"pêche"}, Field: "text",
			Text: "La pêche reste au vieux bassin, disent les armateurs du port.",
		}}},
		{"another source", "port source:digue", []Miss{{Branch: "source:digue", Fault: Other, Closest: []string{"quai"}}}},
		{"a day that is not known", "port date:2022-11-01", []Miss{{Branch: "date:2022-11-01", Fault: Other}}},
		{"every branch of OR", "dromadaire OR zéphyr", []Miss{
			{Branch: "dromadaire", Fault: Absent, Missing: []string{"dromadaire"}}, {Branch: "zéphyr", Fault: Absent, Missing: []string{"zéphyr"}},
		}},
	}
	for _, c := range cases {
		q, err := Parse(c.query, nil)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := q.Missed(d); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %s\n got  %+v\n want %+v", c.name, c.query, got, c.want)
		}
	}
}
