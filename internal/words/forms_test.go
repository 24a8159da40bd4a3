package words

import (
	"slices"
	"strings"
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
		{"the accusative", "اجتماعا", "اجتماع", true},
		{"the accusative with its tanwin", "يوماً", "يوم", true},
		{"the accusative of an adjective", "وطنيا", "وطني", true},
		{"no accusative of a land", "روسيا", "روسي", false},
		{"no accusative of a science", "تكنولوجيا", "تكنولوجي", false},
		{"his", "مشروعه", "مشروع", true},
		{"ta marbuta is no owner", "وزيرة", "وزير", false},
		{"an owner of a plural", "قراراتها", "قرار", true},
		{"an owner behind a hamza", "أعضائها", "أعضاء", true},
		{"an owner behind another seat of it", "أعضاؤه", "أعضاء", true},
		{"a preposition with its pronoun", "عليها", "علي", false},
		{"a dual of ta marbuta", "اتفاقيتين", "اتفاقية", true},
		{"a plural before its owner's name", "ممثلو", "ممثل", true},
		{"a name in an", "الإنسان", "أنس", false},
		{"a plural of an adjective in ي", "عمليات", "عملي", false},
		{"a letter that the word owns", "لجنة", "جنة", false},
		{"a particle before such a word", "ولجنة", "لجنة", true},
		{"an inflected word that owns its letter", "ولايتها", "آية", false},
		{"alef with hamza is no article", "إلهام", "هام", false},
		{"alef and lam of the word", "الألعاب", "ألعاب", true},
		{"alef and lam without a hamza", "الالتزام", "التزام", true},
		{"God with ل", "لله", "الله", true},
		{"ابن and بن", "ابن", "بن", true},
		{"a plural asks for another case", "المسؤولون", "المسؤولين", true},
		{"aux and ail", "travaux", "travail", true},
		{"ive", "législatives", "législatif", true},
		{"elle", "culturelles", "culturel", true},
		{"trice", "directrice", "directeur", true},
		{"ique", "publiques", "public", true},
		{"an e of its own", "vente", "vent", false},
		{"an s of its own", "cours", "cour", false},
		{"a verb that ends as a feminine", "appelle", "appel", false},
		{"another, of a noun in in", "dessine", "dessin", false},
		{"an adjective in in", "ovines", "ovin", true},
		{"a participle of a noun in é", "arrêtée", "arrêté", false},
		{"a feminine of a noun in é", "employée", "employé", true},
		{"a short adjective", "grandes", "grand", true},
		{"a longer one", "parfaites", "parfait", true},
		{"a feminine of its own", "ambassadrice", "ambassadeur", true},
		{"an English plural", "lobbies", "lobby", true},
		{"a given name", "Pauline", "paulin", false},
		{"a town", "Vannes", "vanne", false},
		{"the same letters in small ones", "vannes", "vanne", true},
		{"a long ordinal", "4ème", "4e", true},
		{"a Roman one", "XVIIIème", "XVIIIe", true},
		{"asked in the long form", "4e", "4ème", true},
		{"no ordinal", "problème", "probl", false},
		{"a dual of a short noun", "البرجان", "برج", true},
		{"no dual", "الميدان", "ميد", false},
		{"a French plural", "barrages", "barrage", true},
		{"a French plural asks for its singular", "barrage", "barrages", true},
		{"aux", "régionaux", "régional", true},
		{"aux asks for al", "régional", "régionaux", true},
		{"a feminine", "ouverte", "ouvert", true},
		{"a feminine plural", "ouvertes", "ouvert", true},
		{"x", "réseaux", "réseau", true},
		{"short words are left alone", "pas", "pa", false},
		{"a broken plural", "بالمدن", "مدينة", true},
		{"a broken plural asks for its singular", "المدينة", "مدن", true},
		{"a broken plural with an owner", "مشاريعها", "مشروع", true},
		{"a plural that is more often another word", "عقد", "عقود", false},
		{"its singular finds it", "العقود", "عقد", true},
		{"no plural by its pattern", "مكاتب", "كاتب", false},
		{"a plural of a word in alef maqsura", "المستويات", "مستوى", true},
		{"a construct plural in its other case", "معتقلو", "معتقلي", true},
		{"a construct dual in its other case", "قناتا", "قناتي", true},
		{"a construct dual in its first case", "قناتي", "قناتا", true},
		{"a short participle in the feminine plural", "élues", "élu", true},
		{"a construct plural in its other case, asked so", "بممثلي", "ممثلو", true},
		{"a construct dual", "وزارتا", "وزارة", true},
		{"a construct dual in its other case", "مدينتي", "مدينة", true},
		{"a place is no plural", "الخميسات", "الخميس", false},
		{"a place asks for no singular", "الخميس", "الخميسات", false},
		{"a town is no plural", "تطوان", "تطو", false},
		{"x falls where plurals have it", "cheveux", "cheveu", true},
		{"and not elsewhere", "index", "inde", false},
		{"é is no feminine", "accordé", "accord", false},
		{"nor in the plural", "arrêtés", "arrêt", false},
		{"the feminine of é", "salariées", "salarié", true},
		{"a verb of the stem", "accorde", "accord", false},
		{"parce is no parc", "parce", "parc", false},
		{"an adjective of a nation", "marocaine", "marocain", true},
		{"another", "française", "français", true},
		{"enne", "européennes", "européen", true},
		{"one that follows no rule", "nouvelles", "nouveau", true},
		{"another that follows none", "longues", "long", true},
		{"ve and f", "neuve", "neuf", true},
		{"a noun of office", "cheffes", "chef", true},
		{"ette is no feminine of et", "recette", "recet", false},
		{"a letter and figures", "COP28", "COP", true},
		{"figures alone", "2028", "20", false},
		{"a word with a hyphen", "multi-national", "multinational", true},
		{"a word broken at the end of a line", "dévelop-\npement", "développement", true},
		{"a line end and a capital", "nord-\nOuest", "nordouest", false},
		{"a name of two words", "Red Bull", "redbull", true},
		{"two words that are none", "red bull", "redbull", false},
		{"a handle", "@Presse_2", "@presse_2", true},
		{"a longer handle", "@Presse_2", "@presse", false},
		{"a word of a handle", "@Presse_2", "presse", true},
		{"an address of mail is no handle", "nous@presse.example", "@presse", false},
		{"two words of one stem", "gouvernance", "gouvernement", false},
		{"fondateur is not fondation", "fondation", "fondateur", false},
	}
	for _, c := range cases {
		k := Tokens(c.text)[0]
		q := Tokens(c.query)[0]
		got := false
		forms := Forms(&k, nil)
		for _, asked := range Citation(&q) {
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

func TestAccentsAgree(t *testing.T) {
	cases := []struct {
		name, asked, found string
		want               bool
	}{
		{"the same", "pêche", "pêche", true},
		{"two accents on one letter", "pêche", "péché", false},
		{"é and è", "événement", "évènement", true},
		{"a capital without its accent", "égalité", "Egalité", true},
		{"an accent left out", "entraîné", "entrainé", true},
		{"a circumflex left out of a word that writes another", "côté", "cotée", false},
		{"and of one that writes none", "côté", "cote", false},
		{"a last é", "relève", "relevé", false},
		{"a last é of a plural", "côtes", "côtés", false},
		{"an inflected word", "étranger", "étrangère", true},
		{"marks of their own", "pe\u0302che", "pêche", true},
		{"marks of their own that differ", "pe\u0302che", "pécher", false},
	}
	for _, c := range cases {
		if got := Agree(c.asked, c.found); got != c.want {
			t.Errorf("%s: %q and %q: %v, want %v", c.name, c.asked, c.found, got, c.want)
		}
	}
}

func TestSpellingsJoinAndPartNames(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"a plain word", "barrage", nil},
		{"a phrase is a hashtag too", "eau potable", []string{"eaupotable"}},
		{"a long phrase is none", "un deux trois quatre cinq", nil},
		{"letters are no phrase", "و.م.ع", nil},
		{"عبد apart", "عبدالله", []string{"عبد الله"}},
		{"عبد joined", "عبد الله فاس", []string{"عبداللهفاس", "عبدالله فاس"}},
		{"ابن joins as بن", "ابن جرير", []string{"ابنجرير", "بنجرير"}},
		{"أبو in any case", "أبي ظبي", []string{"أبيظبي", "أبوظبي"}},
		{"a short rest is a word", "بنك", nil},
		{"الدين", "عزالدين", []string{"عز الدين"}},
		{"figures", "COP22", []string{"COP 22"}},
		{"figures first", "5G", []string{"5 G"}},
		{"figures twice", "a1b2", nil},
		{"a Latin name", "Eljadida", []string{"El jadida"}},
		{"small letters are no name", "eljadida", nil},
	}
	for _, c := range cases {
		if got := Spellings(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q is also written %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestSpellingsAreFewWhateverThePhrase(t *testing.T) {
	long := strings.Repeat("عبدالله ", 2000)
	if got := Spellings(long); len(got) != maxSpellings {
		t.Errorf("%d spellings of a long row of names, want %d", len(got), maxSpellings)
	}
}
