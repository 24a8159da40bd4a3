package words

import (
	"strings"
	"unicode/utf8"
)

// ending says how the e of a Latin word stands, since its key has no accents.
type ending uint8

const (
	plainEnd ending = iota
	acuteEnd        // accordé, accordés: a participle, no feminine of accord
	acuteFem        // accordée, accordées
)

// endingOf looks at the last letters of a word as it is written.
func endingOf(surface string) ending {
	rest := strings.TrimRight(surface, "sS")
	before, e := strings.CutSuffix(rest, "e")
	if !e {
		before, e = strings.CutSuffix(rest, "E")
	}
	switch {
	case acuteLast(rest):
		return acuteEnd
	case e && acuteLast(before):
		return acuteFem
	}
	return plainEnd
}

// Acute reports whether a word ends in é, before the signs of number and gender.
func Acute(word string) bool { return endingOf(word) != plainEnd }

// acuteLast reports whether a word ends in é, composed or not.
func acuteLast(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	if r == acute {
		r, _ = utf8.DecodeLastRuneInString(s[:len(s)-n])
		return r == 'e' || r == 'E'
	}
	return r == 'é' || r == 'É'
}

// latinForms undoes the plural and the feminine of French.
func (t *Token) latinForms(into []string) []string {
	w := t.Key
	if len(w) < 4 || t.named || firmLatin[w] {
		return into
	}
	if n := ordinal(w); n > 0 {
		return append(into, w[:n]+"e")
	}
	into, single := singular(w, into)
	return masculine(single, t.end, into)
}

// ordinal returns where the number ends in 2eme and XIXieme, whose short form is 2e,
// 0 in another word.
func ordinal(key string) int {
	stem, ok := strings.CutSuffix(key, "eme")
	if !ok {
		return 0
	}
	stem = strings.TrimSuffix(stem, "i")
	if strings.Trim(stem, "0123456789") != "" && strings.Trim(key[:len(key)-len("eme")], "ivxlcdm") != "" {
		return 0
	}
	if stem == "" || digit(stem[0]) {
		return len(stem)
	}
	return len(key) - len("eme")
}

// Ordinal reports whether a word is a number with the long sign of its place:
// 2ème, XIXème.
func (t *Token) Ordinal() bool { return !t.Arabic && ordinal(t.Key) > 0 }

// singular appends what a plural may be the plural of, and returns the word
// without its s or x. An x falls only where plurals have it.
func singular(w string, into []string) ([]string, string) {
	if stem, ok := strings.CutSuffix(w, "aux"); ok && len(stem) >= 3 {
		into = append(into, stem+"al", stem+"ail")
	}
	for _, plural := range [...]string{"s", "aux", "eux", "oux"} {
		if strings.HasSuffix(w, plural) && !strings.HasSuffix(w, "ss") {
			w = w[:len(w)-1]
			return append(into, w), w
		}
	}
	return into, w
}

// masculine appends what a feminine in the singular may be the feminine of.
func masculine(single string, end ending, into []string) []string {
	stem, ok := strings.CutSuffix(single, "e")
	if !ok || end == acuteEnd || firmLatin[single] {
		return into
	}
	if end == acuteFem {
		return append(into, stem)
	}
	if known := irregular[single]; known != nil {
		return append(into, known...)
	}
	for _, f := range feminines {
		if root, ok := strings.CutSuffix(single, f.ending); ok && len(root) >= f.least {
			for _, put := range f.put {
				into = append(into, root+put)
			}
			return into
		}
	}
	return into
}

// feminines are the endings of the feminine, with those of the masculine, and
// how many letters stand before them at least. An e comes off behind what
// adjectives end in, and not where verbs and nouns of one stem meet (accord,
// accorde; exploit, exploite): of those the adjectives are listed one by one.
var feminines = []struct {
	ending string
	least  int
	put    []string
}{
	{"trice", 2, []string{"teur"}},
	{"euse", 3, []string{"eux", "eur"}},
	{"ive", 2, []string{"if"}},
	{"elle", 2, []string{"el"}},
	{"enne", 2, []string{"en"}},
	{"ale", 3, []string{"al"}},
	{"aine", 2, []string{"ain"}},
	{"eine", 2, []string{"ein"}},
	{"ine", 3, []string{"in"}},
	{"ane", 4, []string{"an"}},
	{"une", 3, []string{"un"}},
	{"ante", 3, []string{"ant"}},
	{"ente", 3, []string{"ent"}},
	{"inte", 3, []string{"int"}},
	{"aise", 3, []string{"ais"}},
	{"oise", 3, []string{"ois"}},
	{"ande", 3, []string{"and"}},
	{"erte", 2, []string{"ert"}},
	{"eure", 3, []string{"eur"}},
	{"ere", 3, []string{"er"}},
	{"ue", 3, []string{"u"}},
	{"ie", 3, []string{"i"}},
}

// irregular leads from a feminine to its masculines: what follows no rule, and
// adjectives and nouns whose endings are no sign of a feminine.
var irregular = readFeminines(`
nouvelle nouveau nouvel
belle beau bel
jumelle jumeau
folle fou
molle mou
vieille vieux vieil
gentille gentil
benigne benin
grande grand
verte vert
fiere fier
creuse creux
egale egal
orale oral
prete pret
parfaite parfait
ovine ovin
nippone nippon
ambassadrice ambassadeur
imperatrice empereur
lobbie lobby
hobbie hobby
derbie derby
penaltie penalty
maligne malin
favorite favori
rigolote rigolo
tierce tiers
chatte chat
pareille pareil
nulle nul
seule seul
espagnole espagnol
subtile subtil
civile civil
bonne bon
championne champion
bretonne breton
patronne patron
mignonne mignon
paysanne paysan
muette muet
cadette cadet
nette net
sotte sot
grosse gros
basse bas
grasse gras
lasse las
epaisse epais
expresse expres
metisse metis
fausse faux
rousse roux
fraiche frais
douce doux
jalouse jaloux
epouse epoux
neuve neuf
breve bref
veuve veuf
sauve sauf
longue long
blanche blanc
franche franc
seche sec
publique public
turque turc
grecque grec
laique laic
caduque caduc
cheffe chef
forte fort
morte mort
courte court
haute haut
lourde lourd
sourde sourd
chaude chaud
froide froid
laide laid
seconde second
profonde profond
ronde rond
blonde blond
noire noir
claire clair
dure dur
pure pur
sure sur
mure mur
future futur
obscure obscur
grise gris
soumise soumis
promise promis
comprise compris
requise requis
exquise exquis
precise precis
indecise indecis
assise assis
acquise acquis
incluse inclus
exclue exclu
elue elu
emue emu
crue cru
confuse confus
close clos
petite petit
gratuite gratuit
interdite interdit
ecrite ecrit
inscrite inscrit
reduite reduit
detruite detruit
construite construit
etroite etroit
inedite inedit
erudite erudit
fortuite fortuit
complete complet
incomplete incomplet
inquiete inquiet
secrete secret
discrete discret
concrete concret
prefete prefet
avocate avocat
candidate candidat
magistrate magistrat
soldate soldat
laureate laureat
delicate delicat
plate plat
adequate adequat
immediate immediat
directe direct
indirecte indirect
correcte correct
exacte exact
distincte distinct
intacte intact
suspecte suspect
stricte strict
compacte compact
prompte prompt
absoute absous
dissoute dissous
ouverte ouvert
`)

func readFeminines(list string) map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(list) {
		if words := strings.Fields(line); len(words) > 1 {
			all[words[0]] = words[1:]
		}
	}
	return all
}

func (t *Token) latinCitation() []string {
	if strings.HasPrefix(t.Joined, "@") {
		return []string{t.Joined}
	}
	out := []string{t.Key}
	if n := ordinal(t.Key); n > 0 {
		return append(out, t.Key[:n]+"e")
	}
	if len(t.Key) < 5 || t.named || firmLatin[t.Key] {
		return out
	}
	out, single := singular(t.Key, out)
	if single != t.Key {
		out = masculine(single, t.end, out)
	}
	return out
}
