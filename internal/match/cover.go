package match

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// maxNeeds is how many words of a query are looked at before it is asked. One
// or two rule nearly everything out; a long list costs more than it saves.
const maxNeeds = 4

// builder numbers the words of many queries and weighs them. A group of words,
// of which one must stand in a document, has a number too.
type builder struct {
	words    map[string]int32
	prefixes map[string]int32
	groups   map[string]int32  // by the words, as printed
	members  map[int32][]int32 // the words of each group
	weights  []float64         // by number: the share of articles that may hold it
}

// newBuilder weighs each word by the share of the queries that ask for it,
// since offices ask for what is written about, and by how common it is in the
// press.
func newBuilder(needs []Need) *builder {
	b := &builder{words: map[string]int32{}, prefixes: map[string]int32{}, groups: map[string]int32{}, members: map[int32][]int32{}}
	last := map[int32]int{} // the query that last asked for a word
	for i, n := range needs {
		b.number(n, func(n int32) {
			if seen, ok := last[n]; !ok || seen != i {
				last[n] = i
				b.weights[n]++
			}
		})
	}
	for n := range b.weights {
		b.weights[n] = 0.001 + b.weights[n]/float64(len(needs)+100)
	}
	for rank, word := range strings.Fields(common) {
		for _, t := range newTerm(word, false) {
			for _, key := range t.keys {
				if n, ok := b.words[key]; ok {
					b.weights[n] = max(b.weights[n], 1/(1+float64(rank)/40))
				}
			}
		}
	}
	return b
}

// number gives a number to every word that a query may rest on.
func (b *builder) number(n Need, each func(int32)) {
	for _, list := range [][]Need{n.All, n.Any} {
		for _, k := range list {
			b.number(k, each)
		}
	}
	if word, ok := b.word(n); ok {
		each(word)
	}
}

// word is the number of the one word that is needed, if it is one.
func (b *builder) word(n Need) (int32, bool) {
	switch {
	case n.Form != "":
		return b.numberOf(b.words, n.Form), true
	case len(n.Begin) >= prefixRoot:
		return b.numberOf(b.prefixes, n.Begin), true
	}
	return 0, false
}

func (b *builder) numberOf(in map[string]int32, key string) int32 {
	n, ok := in[key]
	if !ok {
		n = int32(len(b.weights))
		in[key] = n
		b.weights = append(b.weights, 0)
	}
	return n
}

// needs lists words and groups that must all stand, the rarest first; nothing
// for a need that may be met whatever the words.
func (b *builder) needs(n Need) []int32 {
	if len(n.Any) > 0 {
		return b.either(n.Any)
	}
	if word, ok := b.word(n); ok {
		return []int32{word}
	}
	var out []int32
	for _, k := range n.All {
		out = append(out, b.needs(k)...)
	}
	slices.SortFunc(out, func(x, y int32) int { return cmp.Or(cmp.Compare(b.weights[x], b.weights[y]), cmp.Compare(x, y)) })
	out = slices.Compact(out)
	return out[:min(len(out), maxNeeds)]
}

// either makes one group of the rarest of each branch of an OR.
func (b *builder) either(any []Need) []int32 {
	var out []int32
	for _, k := range any {
		needs := b.needs(k)
		if len(needs) == 0 {
			return nil
		}
		out = append(out, b.membersOf(needs[0])...)
	}
	return []int32{b.group(out)}
}

// group numbers the words of which one must stand. One word stands for itself.
func (b *builder) group(words []int32) int32 {
	slices.Sort(words)
	words = slices.Compact(words)
	if len(words) == 1 {
		return words[0]
	}
	key := fmt.Sprint(words)
	n, ok := b.groups[key]
	if !ok {
		n = int32(len(b.weights))
		b.groups[key], b.members[n] = n, words
		sum := 0.0
		for _, w := range words {
			sum += b.weights[w]
		}
		b.weights = append(b.weights, sum)
	}
	return n
}

// membersOf lists the words of a group, or the one word.
func (b *builder) membersOf(n int32) []int32 {
	if words, ok := b.members[n]; ok {
		return words
	}
	return []int32{n}
}

// prefixRoot is the number of bytes by which prefixes are found. None that may
// be written is shorter, save of figures behind an Arabic one.
const prefixRoot = 4

// prefixes finds those that a word begins with.
type prefixes struct {
	roots  map[string][2]int32 // the first bytes, to the range of keys that share them
	keys   []string            // in order
	number []int32
	parent []int32 // the longest other key that begins this one, -1 for none
}

func newPrefixes(of map[string]int32) prefixes {
	p := prefixes{roots: map[string][2]int32{}}
	for key := range of {
		p.keys = append(p.keys, key)
	}
	slices.Sort(p.keys)
	for i, key := range p.keys {
		p.number = append(p.number, of[key])
		parent := int32(i) - 1
		for parent >= 0 && !strings.HasPrefix(key, p.keys[parent]) {
			parent = p.parent[parent]
		}
		p.parent = append(p.parent, parent)
		root, ok := p.roots[key[:prefixRoot]]
		if !ok {
			root[0] = int32(i)
		}
		root[1] = int32(i) + 1
		p.roots[key[:prefixRoot]] = root
	}
	return p
}

// of calls note with the number of each prefix of a word.
func (p *prefixes) of(word string, note func(int32)) {
	if len(word) < prefixRoot || len(p.roots) == 0 {
		return
	}
	root, ok := p.roots[word[:prefixRoot]]
	if !ok {
		return
	}
	i, same := slices.BinarySearch(p.keys[root[0]:root[1]], word)
	at := root[0] + int32(i)
	if !same {
		at--
	}
	for at >= root[0] {
		if strings.HasPrefix(word, p.keys[at]) {
			note(p.number[at])
		}
		at = p.parent[at]
	}
}

// common are words of the press, the most frequent first, as a dictionary
// gives them. A query rests on another of its words when it has one.
const common = `
في de من la على le أن et إلى les التي des عن du الذي en مع à هذا un هذه une ما dans لا pour كما que خلال par بعد sur بين au كل qui
قد a قبل est و plus ذلك avec كان ce أو pas عام se المغرب Maroc غير son مليون cette اليوم ont يوم sa وقال aux الدولة l
المغربية marocain المملكة Royaume أكد ses سنة été الوطنية national الملك roi محمد Mohammed جلالة Majesté رئيس président
وزير ministre الحكومة gouvernement مجلس conseil الوزارة ministère الدولي international العام général المدينة ville
مدينة Rabat الرباط Casablanca البيضاء Marrakech مراكش العمل travail قطاع secteur البرنامج programme المشروع projet
مشروع développement التنمية région الجهة جهة régional الجهوي province إقليم communes جماعة الجماعات collectivités
المجلس directeur مدير السيد M Mme السيدة année ans الماضي dernier الجاري mois شهر semaine jour أسبوع millions milliards
درهم dirhams بالمئة pourcent المائة entre الأولى premier الثانية deuxième أول عدد nombre عدة plusieurs خاصة notamment
حول selon وفق ainsi أيضا aussi وأضاف ajouté وأوضح indiqué بيان communiqué بلاغ agence وكالة MAP presse الصحافة
اتفاقية convention accord شراكة partenariat التعاون coopération دورة session اجتماع réunion لقاء rencontre مؤتمر conférence
سياسة politique الاقتصاد économie economique اجتماعي social القانون loi الشباب jeunes المرأة femmes التعليم éducation
الصحة santé الماء eau الأمن sécurité العالم monde أفريقيا Afrique أوروبا Europe فرنسا France إسبانيا Espagne الشعب peuple
المواطنين citoyens الأحزاب parti حزب الانتخابات élections البرلمان parlement النواب députés`
