package words

import "testing"

func TestASpellingTellsAllThatAWordIs(t *testing.T) {
	for _, text := range []string{
		"المدينة وللمدينة، بالمدينة. أهله وإهله ومدينه كتابًا وإلى على علي فيه الـ19 لـOGP",
		"L'école des métiers accordée, accordés: O.G.P. 2026 M'diq #VisitMaroc @ocp_group CAN2025 #OGPMaroc2025 Red Bull plug-in",
		"déve-\nloppement É E\u0301cole C.O.P28 الّذي e\u064b \u200fقال\u200f U.S.A. R&D 3.5 l’ a",
	} {
		tokens := Tokens(text)
		for i := range tokens {
			tok := tokens[i]
			name := tok.Spelling(text)
			got := Spelled(name)
			if surface := name[:got.End]; surface != tok.Surface(text) {
				t.Errorf("%q is written %q, want %q", name, surface, tok.Surface(text))
			}
			got.End = 0
			tok.Joined, tok.Start, tok.End, tok.Pos, tok.Sentence, tok.Paragraph = "", 0, 0, 0, 0, 0
			if got != tok {
				t.Errorf("%q is %+v, want %+v", name, got, tok)
			}
		}
	}
}

func FuzzASpellingTellsAllThatAWordIs(f *testing.F) {
	f.Add("L'école وإلى O.G.P. #VisitMaroc2025 كتابًا M'diq")
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokens(text)
		for i := range tokens {
			tok := tokens[i]
			name := tok.Spelling(text)
			got := Spelled(name)
			if got.Key != tok.Key || got.Variant() != tok.Variant() || name[:got.End] != tok.Surface(text) {
				t.Errorf("%q of %q is %+v, want %+v", name, text, got, tok)
			}
		}
	})
}
