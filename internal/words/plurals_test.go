package words

import "testing"

func TestAPluralThatIsNotKnownIsTold(t *testing.T) {
	for word, want := range map[string]bool{
		"قنافذ": true, "القنافذ": true, "عراجين": true, "أطياف": true, "أيائل": true,
		"قناطر": false, "أستاذ": false, "أسعار": false, "مشارك": false, "مراكش": false, "تعاون": false, "إعلام": false, "بلاغة": false,
		"قنفذ": false, "يناقش": false, "فلاحي": false, "أمام": false, "الخميسات": false, "marais": false,
	} {
		tokens := Tokens(word)
		if got := Unpaired(&tokens[0], word); got != want {
			t.Errorf("%s: %v", word, got)
		}
	}
}
