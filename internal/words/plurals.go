package words

import (
	_ "embed"
	"strings"
)

// Broken plurals of the press. Each is found by its singular and finds it, by
// whole keys alone: no pattern is guessed, so that roots stay apart. What is
// more often a verb than a plural stands here only with its singular (كتب,
// which is "he wrote", is no plural of كتاب here), and so does a plural that is
// the name of a place (الجزائر).
//
// A line is a singular and its plurals. One with > before it does not ask for its
// singular, which is more often another word (عقد اجتماعا) or a name.
//
//go:embed plurals.txt
var pluralList string

// Numbers are the keys of a word of a query in its other numbers, where these are
// broken plurals: those of مشاريع for مشروع. None for most words.
func Numbers(t *Token) []string {
	if !t.Arabic || t.particle {
		return nil
	}
	_, key := t.bare()
	return numbers[key]
}

// numbers leads from a key to those of its other numbers.
var numbers = readPlurals(pluralList)

func readPlurals(list string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(list) {
		forms := strings.Fields(line)
		if len(forms) < 2 {
			continue
		}
		single := Fold(forms[0])
		for _, f := range forms[1:] {
			f, alone := strings.CutPrefix(f, ">")
			plural := Fold(f)
			all[single] = append(all[single], plural)
			if !alone {
				all[plural] = append(all[plural], single)
			}
		}
	}
	return all
}

// Unpaired reports whether a word of a query has the pattern of a broken plural
// and is none that is known here: its singular is not found by it.
func Unpaired(t *Token, surface string) bool {
	if !t.Arabic || t.particle || len(Numbers(t)) > 0 {
		return false
	}
	_, key := t.bare()
	if firm(key) || place(key) || notPlural[key] {
		return false
	}
	k, written := []rune(key), strings.TrimPrefix(surface, "ال")
	n := len(k)
	if n < 5 || n > 6 || strings.ContainsRune("هاي", k[n-1]) || strings.ContainsRune("تول", k[0]) || k[0] == 'ي' && n == 5 {
		return false
	}
	if strings.HasPrefix(written, "أ") { // أفعال, أفاعل, أفاعيل
		return n == 5 && k[3] == 'ا' || k[2] == 'ا'
	}
	return k[0] != 'ا' && k[2] == 'ا' && k[3] != 'ا' && (n == 5 || k[4] == 'ي')
}

// notPlural are words of these patterns that are no plurals: participles,
// names, and what has no singular.
var notPlural = folded(`
مشارك مساعد مراقب مدافع مقاتل منافس معارض مناسب متابع مهاجر مسافر مشاهد محارب مواطن مبادر مرافق مراسل مساهم مجاهد مقاول مزارع محاسب
معاصر مباشر مقابل موافق ملاحظ منازع مفاوض مناضل محاضر مخالف مرابط مجاور مغادر مراهق معادل محافظ مناصر مبارك ممارس مطالب مضارب ملازم
محايد مقارن معاون مماثل مضاعف مهاجم ملاكم ممانع مصارع مكافح مغامر مسالم مساند مخادع معالج مغاير متأخر
مراكش أثناء فرانس فرانك برازيل طماطم فبراير أربعاء أمازون ألمان أفغان أرمان أوراس أستاذ
`)
