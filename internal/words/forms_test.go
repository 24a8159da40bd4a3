package words

import (
	"slices"
	"testing"
)

func TestTextWordsAnswerUnderTheirForms(t *testing.T) {
	cases := []struct {
		name, text string
		query      string // a word of a query
		want       bool
	}{
		{"the word itself", "مراكش", "مراكش", true},
		{"ب", "بمراكش", "مراكش", true},
		{"و", "ومراكش", "مراكش", true},
		{"ف and ب", "فبمراكش", "مراكش", true},
		{"the article", "الحكومة", "حكومة", true},
		{"ل with the article", "للحكومة", "حكومة", true},
		{"ل with the article, asked with it", "للحكومة", "الحكومة", true},
		{"و ب and the article", "وبالحكومة", "الحكومة", true},
		{"ك and the article", "كالحكومة", "حكومة", true},
		{"a plural in ات", "منظمات", "منظمة", true},
		{"a plural asks for its singular", "منظمة", "منظمات", true},
		{"a plural in ون", "مسؤولون", "مسؤول", true},
		{"a plural in ين", "المسؤولين", "مسؤول", true},
		{"a dual", "مشروعان", "مشروع", true},
		{"an owner", "حكومتها", "حكومة", true},
		{"an owner of a masculine", "مشروعها", "مشروع", true},
		{"no roots", "زيارة", "وزارة", false},
		{"no roots the other way", "وزارة", "زيارة", false},
		{"no adjective of a name", "المغربي", "المغرب", false},
		{"two letters are left alone", "بيت", "يت", false},
		{"a word within a word", "الفساد", "فاس", false},
		{"masculine and feminine stay apart", "جديدة", "جديد", false},
		{"a French plural", "barrages", "barrage", true},
		{"a French plural asks for its singular", "barrage", "barrages", true},
		{"aux", "régionaux", "régional", true},
		{"aux asks for al", "régional", "régionaux", true},
		{"a feminine", "ouverte", "ouvert", true},
		{"a feminine plural", "ouvertes", "ouvert", true},
		{"x", "réseaux", "réseau", true},
		{"short words are left alone", "pas", "pa", false},
		{"two words of one stem", "gouvernance", "gouvernement", false},
		{"fondateur is not fondation", "fondation", "fondateur", false},
	}
	for _, c := range cases {
		k := Tokens(c.text)[0]
		q := Tokens(c.query)[0]
		got := false
		forms := Forms(&k, nil)
		for _, asked := range Citation(q.Key, q.Arabic) {
			got = got || slices.Contains(forms, asked)
		}
		if got != c.want {
			t.Errorf("%s: %q asked for %q: %v, want %v (%q)", c.name, c.text, c.query, got, c.want, forms)
		}
	}
}

func TestFormsAreAppended(t *testing.T) {
	k := Tokens("eaux")[0]
	got := Forms(&k, []string{"avant"})
	if got[0] != "avant" || got[1] != "eaux" {
		t.Errorf("forms %q do not stand behind what was there", got)
	}
}
