package words

import (
	"strings"
	"testing"
)

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
		{"short Spanish", "El agua de la presa", "", "es"},
		{"Spanish of words that French has too", "La ministra de la función pública en Rabat", "", "es"},
		{"Spanish by its accents", "Investigación y energía", "", "es"},
		{"Spanish on a page that says French", "El gobierno aprueba las obras de la presa", "fr", "es"},
		{"short French", "La ministre de la fonction publique", "", "fr"},
		{"French with a name in Spanish", "Le barrage de la ville de Málaga est plein", "", "fr"},
		{"Tifinagh", "ⵜⴰⵎⴰⵣⵉⵖⵜ ⴷ ⵜⵓⵜⵍⴰⵢⵜ", "", "zgh"},
		{"Tifinagh beside French", "ⵜⴰⵎⴰⵣⵉⵖⵜ et la langue", "", "zgh"},
		{"a hint for what tells nothing", "Communiqué OGP 2022", "fr-MA", "fr"},
		{"a hint of English for names alone", "Rabat Marrakech", "en", "en"},
		{"a hint against plain words loses", "Le barrage est plein et la route est coupée", "en", "fr"},
		{"a hint that is no language of ours", "Rabat Marrakech", "de", ""},
		{"an article in two languages", strings.Repeat("امتلأ السد بعد الأمطار الأخيرة. ", 12) + strings.Repeat("Le barrage est plein après les pluies. ", 12), "ar", Mixed},
		{"Arabic with a sentence of French", strings.Repeat("امتلأ السد بعد الأمطار الأخيرة. ", 30) + strings.Repeat("Le barrage est plein après les pluies. ", 7), "fr", "ar"},
		{"two languages in a line are no article in two", "امتلأ السد بعد الأمطار الأخيرة. Le barrage est plein après les pluies.", "", "ar"},
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
