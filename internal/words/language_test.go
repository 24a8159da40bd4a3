package words

import "testing"

func TestLanguageGoesByScriptAndStopWords(t *testing.T) {
	cases := []struct{ name, text, hint, want string }{
		{"Arabic", "امتلأ السد بعد الأمطار الأخيرة", "", "ar"},
		{"Arabic on a page that says French", "امتلأ السد بعد الأمطار", "fr", "ar"},
		{"Arabic with a name in Latin letters", "انضمام المغرب إلى OGP رسميا", "", "ar"},
		{"French", "Le barrage est plein après les pluies", "", "fr"},
		{"French that quotes two words of Arabic", "Le président de la commission a parlé de «السد» hier", "", "fr"},
		{"French by its accents", "Événement à Fès", "", "fr"},
		{"English", "The dam is full after the rain", "", "en"},
		{"Spanish", "El embalse está lleno después de las lluvias según el gobierno", "", "es"},
		{"Tifinagh", "ⵜⴰⵎⴰⵣⵉⵖⵜ ⴷ ⵜⵓⵜⵍⴰⵢⵜ", "", "zgh"},
		{"Tifinagh beside French", "ⵜⴰⵎⴰⵣⵉⵖⵜ et la langue", "", "zgh"},
		{"a hint for what tells nothing", "Communiqué OGP 2022", "fr-MA", "fr"},
		{"a hint of English for names alone", "Rabat Marrakech", "en", "en"},
		{"a hint against plain words loses", "Le barrage est plein et la route est coupée", "en", "fr"},
		{"a hint that is no language of ours", "Rabat Marrakech", "de", ""},
		{"names alone", "Rabat Marrakech", "", ""},
		{"figures", "2022", "fr", ""},
		{"nothing", "", "ar", ""},
	}
	for _, c := range cases {
		if got := Language(c.text, c.hint); got != c.want {
			t.Errorf("%s: Language(%q, %q) = %q, want %q", c.name, c.text, c.hint, got, c.want)
		}
	}
}
