package words

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// articleSize is the mean article of the press, in bytes of text.
const articleSize = 3700

const arabicSentences = `أعلنت وزارة التجهيز والماء، اليوم الثلاثاء بالرباط، أن نسبة ملء السدود الكبرى بلغت 42,7 في المائة، أي بزيادة قدرها ٣ نقط مقارنة مع الأسبوع الماضي. وأوضح المسؤول عن المديرية الجهوية، في تصريح للصحافة، أن التساقطات الأخيرة مكّنت من تحسين الفرشة المائية بالإقليم، مضيفا أنَّ «الوضع ما زال يدعو إلى الحذر».
كما صادق المجلس الجماعي لمراكش، خلال دورته العادية، على اتفاقيات للشراكة تهم تأهيل الأحياء وتهيئة الطرق؛ وستُخصص لهذه المشاريع ميزانية إجمالية تناهز 120 مليون درهم. هل تكفي هذه المبالغ؟ ذلك ما سيجيب عنه الخبراء في اللقاء المقبل.

`

const frenchSentences = `Le ministère de l'Équipement et de l’Eau a annoncé, mardi à Rabat, que le taux de remplissage des grands barrages s'établit à 42,7 %, en hausse de trois points par rapport à la semaine dernière. Selon M. le directeur régional, les récentes précipitations ont permis d'améliorer l'état de la nappe phréatique, « mais la prudence reste de mise aujourd'hui ».
Réuni en session ordinaire, le conseil communal de Marrakech a également adopté plusieurs conventions de partenariat relatives à la réhabilitation des quartiers et à l'aménagement des routes; une enveloppe de 120 millions de dirhams y sera consacrée. Ces sommes suffiront-elles ? Les experts de l'O.N.E. y répondront lors de la prochaine rencontre Afrique-Moyen-Orient.

`

// sized repeats a text up to the size of an article, whole runes only.
func sized(s string) string {
	return strings.ToValidUTF8(strings.Repeat(s, articleSize/len(s)+1)[:articleSize], "")
}

var benchTexts = []struct{ name, text string }{
	{"arabic", sized(arabicSentences)},
	{"french", sized(frenchSentences)},
	{"mixed", sized(arabicSentences + frenchSentences)},
}

func BenchmarkTokens(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				Tokens(c.text)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// BenchmarkForms adds the candidates of every word.
func BenchmarkForms(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			var forms []string
			for b.Loop() {
				tokens := Tokens(c.text)
				for i := range tokens {
					forms = Forms(&tokens[i], forms[:0])
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// BenchmarkPeer folds and splits with golang.org/x/text alone: what is to be
// had without code of one's own.
func BenchmarkPeer(b *testing.B) {
	for _, c := range benchTexts {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.text)))
			fold := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Lower(language.Und))
			for b.Loop() {
				folded, _, err := transform.String(fold, c.text)
				if err != nil {
					b.Fatal(err)
				}
				strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
