package words

import "strings"

// A particle is a word of Arabic that means nothing by itself: a preposition
// with or without its owner, a pronoun, كان and its sisters. It is no inflected
// noun, and no noun is it: «وإلى» is not الوالي, «فيه» is not الفئة. All forms of
// one particle are looked up under one key, which no noun has. The other spelling
// of a form that = stands before is a word of its own, and may be the particle as
// well: على is no علي, and علي may be meant for على.

// particleMark stands before the key of a particle.
const particleMark = "+"

// particles lists them: the word that stands for all, its forms, and after a
// stroke the stems that take owners. و and ف may be written onto each. A form
// is also met without its hamzas and with ي for its last ى, save where =
// stands before it, since ي would make another word of it. A form whose letters
// are more often a noun's (كون, ظل, مثل, بعض, خلف) is none.
const particleList = `
إلى =إلى / إلي
على =على / علي
في في / في
من من مني / من
عن عن عني / عن
مع مع معي / مع
ل له لها لهم لهما لهن لك لكم لكما لنا لي
ب به بها بهم بهما بهن بك بكم بكما بنا بي
لدى لدى لدي / لدي
بين بين بينما / بين
عند عند عندي عندما عندئذ عندها / عند
أمام أمام / أمام
وراء وراء / وراء
تحت تحت / تحت
فوق فوق / فوق
حول حول / حول
نحو نحو / نحو
ضد ضد / ضد
قبل قبل قبلما / قبل
بعد بعد بعدما بعدئذ / بعد
منذ منذ مذ
خلال خلال / خلال
حتى حتى
دون دون دونما بدون / دون
غير غير / غير
سوى =سوى
عبر عبر
ضمن ضمن
إزاء إزاء
تجاه تجاه / تجاه
حسب حسب حسبما بحسب
وفق وفق وفقا
رغم رغم برغم
حيث حيث حيثما بحيث
أن أن إن / أن إن
لأن لأن / لأن
كأنما كأنما / كأن
لكن لكن لكنما / لكن
لعل لعل / لعل
ليت ليت / ليت
أو أو
ثم ثم
بل بل
قد قد لقد
هل هل
لم لم
لن لن
لا لا
ما ما
إلا إلا
أما أما
إذا إذا إذ إذن إذاك
لو لو لولا
كي كي لكي كيلا
كما كما
مما مما
عما عما
فيما فيما
بما بما
لما لما
إنما إنما
ربما ربما
كلما كلما
حينما حينما حينئذ
طالما طالما
مهما مهما
أينما أينما أين
كيف كيف كيفما
متى متى
لماذا لماذا
ماذا ماذا
هذا هذا هذه هذان هذين هاتان هاتين هؤلاء بهذا بهذه لهذا لهذه كهذا كهذه
ذلك ذلك ذاك تلك أولئك كذلك بذلك لذلك بتلك لتلك
الذي الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللائي اللاتي للذي للتي للذين بالذي بالتي بالذين
هو هو
هي هي
هم هم هما هن
أنت أنت أنتم أنتما
أنا أنا
نحن نحن
كان كان كأن كانا كانت كانتا كانوا كنت كنا كنتم كن يكون تكون يكونان تكونان يكونون تكونوا يكونوا أكون نكون يكن تكن نكن أكن سيكون ستكون سنكون سأكون
ليس ليس ليسا ليست ليسوا لست لسنا لستم لسن
أصبح أصبح أصبحا أصبحت أصبحوا أصبحنا يصبح تصبح يصبحون نصبح سيصبح ستصبح
أمسى =أمسى =أمست
أضحى أضحى أضحت أضحوا يضحي تضحي
صار صار صارت صاروا صرنا يصير تصير يصيرون
بات باتت باتوا يبيت
زال مازال مازالت مازالوا لازال لازالت لايزال لاتزال
كذا كذا هكذا
هنا هنا هناك هنالك
أي أي
أيضا أيضا
`

// possessors are what is written onto a particle. ي is not among them: قبلي and
// ضمني are adjectives.
var possessors = []string{"ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "نا"}

// a particle's forms of one folded key.
type particle struct {
	key     string   // under which it is looked up
	written []string // its spellings, without marks
	weak    bool     // another spelling of the key may be it too
}

var particles = readParticles(particleList)

// readParticles lists every spelling of every form by its folded key.
func readParticles(list string) map[string]*particle {
	all := map[string]*particle{}
	for line := range strings.Lines(list) {
		whole, stems, _ := strings.Cut(line, "/")
		forms := strings.Fields(whole)
		if len(forms) == 0 {
			continue
		}
		key := particleMark + forms[0]
		for _, form := range forms[1:] {
			addParticle(all, key, form)
		}
		for _, stem := range strings.Fields(stems) {
			for _, p := range possessors {
				addParticle(all, key, stem+p)
			}
		}
	}
	return all
}

// addParticle notes a form with و and ف before it, in all of its spellings.
func addParticle(all map[string]*particle, key, form string) {
	form, strict := strings.CutPrefix(form, "=")
	for _, lead := range []string{"", "و", "ف"} {
		for _, written := range spellingsOf(lead+form, strict) {
			folded := Fold(written)
			p := all[folded]
			if p == nil {
				p = &particle{key: key}
				all[folded] = p
			}
			p.written = append(p.written, written)
			p.weak = p.weak || lead == "" && strict && strings.HasSuffix(written, "ى")
		}
	}
}

// spellingsOf is a form as it is written with and without its hamzas and with
// either letter at its end.
func spellingsOf(form string, strict bool) []string {
	out := []string{form}
	if bare := strings.NewReplacer("أ", "ا", "إ", "ا").Replace(form); bare != form {
		out = append(out, bare)
	}
	if strict {
		return out
	}
	for _, w := range out {
		if stem, ok := strings.CutSuffix(w, "ى"); ok {
			out = append(out, stem+"ي")
		}
	}
	return out
}

// particleOf returns the key of the particle that a word is, "" for another word.
// key is its folded form.
func particleOf(key, surface string) string {
	p := particles[key]
	if p == nil {
		return ""
	}
	for _, w := range p.written {
		if w == surface {
			return p.key
		}
	}
	bare := strings.Map(func(r rune) rune {
		if l := look(r); l.class&(begins|part) == part || r == tatweel {
			return -1
		}
		return r
	}, surface)
	if bare == surface {
		return ""
	}
	for _, w := range p.written {
		if w == bare {
			return p.key
		}
	}
	return ""
}
