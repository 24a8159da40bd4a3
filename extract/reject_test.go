package extract

import "testing"

func TestATitleIsThatOfAMissingPageOnlyWhenItSaysSo(t *testing.T) {
	for title, want := range map[string]bool{
		"404":                        true,
		"404 Not Found":              true,
		"Erreur 404 - Journal":       true,
		"Page introuvable | Journal": true,
		"Introuvable":                true,
		"الصفحة غير موجودة":          true,
		"الصفحة التي تبحث عنها غير موجودة": true,
		"خطأ 404":                   true,
		"Le bulletin, numéro 404":   false,
		"Le randonneur introuvable": false,
		"أدوية غير موجودة بالصيدليات":       false,
		"Une Peugeot 404 au musée de Fès":   false,
		"Keys found, owner still not found": false,
	} {
		if got := missingTitle.MatchString(title); got != want {
			t.Errorf("%q: %v, want %v", title, got, want)
		}
	}
}

func TestALineThatOnlyPrintsADateIsToldFromASentence(t *testing.T) {
	for line, want := range map[string]bool{
		"الأربعاء، 2 نونبر 2022":                          true,
		"نشر يوم الأحد 06 أبريل 2025 على الساعة 09:00":    true,
		"Publié le mercredi 2 novembre 2022 à 10h06":      true,
		"Mis à jour le 2 novembre 2022":                   true,
		"Le 2 novembre 2022, la commune a ouvert le parc": false,
		"انعقد المجلس يوم الأربعاء 2 نونبر 2022 بالمدينة": false,
	} {
		if got := Shipped().onlyDate(line); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}
