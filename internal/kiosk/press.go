package kiosk

import (
	_ "embed"
	"math"
	"math/rand/v2"
	"strings"
)

//go:embed press/pairs.txt
var pairs string

// Press writes articles and the queries of press offices in any number, Arabic
// and French, from one vocabulary of places, institutions, functions, topics
// and made-up companies, of which few are written of much and many little. One
// seed gives one sequence.
type Press struct {
	r     *rand.Rand
	kinds map[string][]pair
}

// pair is a name in Arabic and in French.
type pair [2]string

// firms is the number of companies.
const firms = 30000

// NewPress opens the press of a seed.
func NewPress(seed uint64) *Press {
	p := &Press{r: rand.New(rand.NewPCG(seed, 1)), kinds: map[string][]pair{}}
	kind := ""
	for _, line := range strings.Split(strings.TrimSpace(pairs), "\n") {
		if k, ok := strings.CutPrefix(line, "# "); ok {
			kind = k
			continue
		}
		ar, fr, _ := strings.Cut(line, "|")
		p.kinds[kind] = append(p.kinds[kind], pair{ar, fr})
	}
	for n := range firms {
		p.kinds["firms"] = append(p.kinds["firms"], firm(n))
	}
	return p
}

// firm spells a number in syllables, in both scripts.
func firm(n int) pair {
	first, then := strings.Fields("با ما سو ري دا كو لي نا تي فا زو شا"), strings.Fields("ba ma sou ri da ko li na ti fa zo cha")
	last, end := strings.Fields("لكو تيك نور ميد كاب زان ديس"), strings.Fields("lco tec nor med cap zan dis")
	var ar, fr string
	for k := n/len(last) + len(first); k > 0; k /= len(first) {
		ar, fr = ar+first[k%len(first)], fr+then[k%len(then)]
	}
	return pair{ar + last[n%len(last)], strings.ToUpper(fr[:1]) + fr[1:] + end[n%len(end)]}
}

// one picks one of a kind. The first of a list come up more than the last: as 1
// to the root of the rank, of companies to its power of 2/3.
func (p *Press) one(kind string) pair {
	list := p.kinds[kind]
	x := p.r.Float64()
	if kind == "firms" {
		x = math.Pow(x, 1.5)
	}
	return list[int(x*x*float64(len(list)))]
}

// Article writes an article of about 3.7 kB: its language (ar three times of
// five, else fr), its title and its text.
func (p *Press) Article() (language, title, text string) {
	side := 0
	language = "ar"
	if p.r.IntN(5) > 2 {
		side, language = 1, "fr"
	}
	beat := []pair{p.one("topics"), p.one("places"), p.one("institutions"), p.one("topics"), p.one("places"), p.one("firms"), p.one("functions")}
	var b strings.Builder
	for b.Len() < 3000+p.r.IntN(1100) {
		for range 2 + p.r.IntN(3) {
			p.sentence(&b, side, beat)
		}
		b.WriteString("\n\n")
	}
	title = beat[0][side] + words(p.r, side, 3) + " " + beat[1][side] + words(p.r, side, 2)
	return language, title, strings.TrimSpace(b.String())
}

func (p *Press) sentence(b *strings.Builder, side int, beat []pair) {
	if side == 1 {
		b.WriteString("Le")
	}
	for range 1 + p.r.IntN(3) {
		b.WriteString(words(p.r, side, 3+p.r.IntN(6)))
		name := beat[p.r.IntN(len(beat))][side]
		switch k := p.r.IntN(12); {
		case k == 0:
			name = p.one([]string{"topics", "places", "institutions", "firms"}[p.r.IntN(4)])[side]
		case k > 6 && side == 0:
			name = attached(p.r, name)
		case k == 7:
			name = "« " + name + " »"
		case k == 8:
			name = "l’" + name
		case k == 9:
			name += ","
		}
		b.WriteString(" " + name)
	}
	b.WriteString(words(p.r, side, 2+p.r.IntN(5)) + ". ")
}

// attached writes a particle onto an Arabic name.
func attached(r *rand.Rand, name string) string {
	particle := []string{"و", "ب", "ل", "وب", "ف"}[r.IntN(5)]
	if bare, ok := strings.CutPrefix(name, "ال"); ok && particle == "ل" {
		return "لل" + bare
	}
	return particle + name
}

// The words between the names: some that join, and some thousands that are built of a
// beginning, a stem and an end.
const (
	arabicWords = `خلال بعد قبل عند على في في من من إلى مع هذا هذه الذي التي كما أن بين حول منذ وقال وأكد وأوضح وأضاف سنة شهر يوم مليون درهم
- ال ال و ب ل لل وال بال
حكوم مدين مشروع جماع برنامج طريق فلاح تعليم مجلس مواطن منطق استثمار تقدم انطلاق افتتاح لقاء موسم سوق قطاع شباب إقليم محل وطن جديد كبير تدبير تشغيل نقل رياض ثقاف صناع تجار قانون إدار
- - ة ات ين ون ي ية ها`
	frenchWords = `de de la le les des et à en du un une dans pour sur que qui avec selon cette entre depuis ainsi plus leur a été
- - re dé pré inter
projet ville conseil commun programm rout agricultur enseign développ investiss indiqu précis soulign anné avanc lanc rencontr barrag march secteur provinc local national import gestion form emploi environn cultur industri financ administr
- e es é ée ement s er ation eur ique`
)

func words(r *rand.Rand, side, n int) string {
	lines := strings.Split([]string{arabicWords, frenchWords}[side], "\n")
	pick := func(line int) string {
		list := strings.Fields(lines[line])
		if w := list[r.IntN(len(list))]; w != "-" {
			return w
		}
		return ""
	}
	var b strings.Builder
	for range n {
		b.WriteByte(' ')
		if r.IntN(5) < 2 {
			b.WriteString(pick(0))
		} else {
			b.WriteString(pick(1) + pick(2) + pick(3))
		}
	}
	return b.String()
}

// Query writes a query as an office does: two to six words and phrases, in both
// languages or one, with NEAR, NOT, a field or a prefix now and then.
func (p *Press) Query() string {
	side := p.r.IntN(2)
	both := func(kind string) string {
		n := p.one(kind)
		return "(" + quote(n[0]) + " OR " + quote(n[1]) + ")"
	}
	one := func(kind string) string { return quote(p.one(kind)[side]) }
	subject := []string{"topics", "firms", "firms", "institutions"}[p.r.IntN(4)]
	switch p.r.IntN(12) {
	case 0, 1:
		return both("firms")
	case 2:
		return both(subject) + " AND " + both("places")
	case 3:
		return one("topics") + " AND " + one("firms")
	case 4:
		return one("functions") + " NEAR/4 " + one("places") + " AND " + one(subject)
	case 5:
		return both("firms") + " NOT " + one("topics")
	case 6:
		return one("institutions") + " ONEAR/8 " + one("topics") + " AND (" + one("places") + " OR " + one("places") + " OR " + one("places") + ")"
	case 7:
		return "title:" + one("topics") + " AND " + both(subject)
	case 8:
		return both("firms") + " AND " + one("topics") + " AND " + both("places")
	case 9:
		return one("firms") + " OR " + one("firms") + " OR (" + one("topics") + " AND " + one("places") + " AND " + one("firms") + ")"
	case 10:
		return strings.TrimSuffix(p.one("firms")[side], "s") + "* AND " + one(subject)
	}
	return one("topics") + "{2} AND " + one("institutions") + " AND " + both("firms")
}

func quote(name string) string {
	if strings.Contains(name, " ") {
		return `"` + name + `"`
	}
	return name
}
