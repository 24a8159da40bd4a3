package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sada/internal/words"
)

// dateline begins a label that says when a text was written or changed, by whom, or
// where it is from.
var dateline = phrasesOf(`mise à jour|mis à jour|mise à jour le|mis à jour le|dernière mise à jour|maj|modifié|modifié le|dernière modification|publié|publié le|publié par|paru|
	auteur|auteurs|autrice|édition|rédaction|source|sources|date|updated|update|last updated|last update|updated on|last modified|modified|published|published on|posted|
	author|authors|editor|producer|edited by|reviewed by|written by|fact checked by|correction|editor's note|disclosure|disclaimer|
	stand|aktualisiert|veröffentlicht|quelle|quellen|fuente|fuentes|fonte|fonti|
	آخر تحديث|تحديث|حدث|تم التحديث|نشر|نشر في|نشرت في|تاريخ النشر|التاريخ|بتاريخ|الكاتب|المحرر|تحرير|المصدر|المصادر|تصحيح`)

// around are words that stand around a date, an hour, a zone, a name or a role,
// and tell nothing by themselves.
var around = foldedSet(`il y ago uhr um am pm
	h heure heures min minute minutes seconde secondes jour jours hier demain locale local time hours today yesterday noon midnight midi minuit matin soir
	gmt utc cet cest wet west est edt est pst bst heure zone rabat paris
	lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre
	monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
	rédaction rédacteur rédactrice chef journaliste journalistes correspondant correspondante envoyé envoyée spécial spéciale agence agences auteur photographe stagiaire notre
	staff writer writers editor editors reporter reporters correspondent desk news team web photo photographer contributor special chief our
	منذ قبل يوم اليوم امس ساعه الساعه ساعات دقيقه دقائق صباحا مساء ليلا ظهرا زوالا بتوقيت توقيت غرينتش غرينيتش الرباط المحلي
	الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد يناير فبراير مارس ابريل ماي مايو يونيو يوليوز يوليو غشت اغسطس شتنبر سبتمبر اكتوبر نونبر نوفمبر دجنبر ديسمبر
	الاولي الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره الحاديه الثانيه عشره والنصف والربع
	محرر المحرر مراسل مراسله مراسلنا مراسلتنا هيئه التحرير وكاله وكالات صحافي صحافيه صحفي صحفيه كاتب كاتبه مصور المراسل انباء الانباء`)

// linkers belong to the word behind them.
var linkers = foldedSet(`le la les l un une de du des d et en à au aux par avec pour sur the a an at on in of by and for with from to في من على علي الى الي عن و`)

// arabicTurn are words without which hardly a sentence of Arabic goes; names hold
// none of them.
var arabicTurn = foldedSet(`في من على علي الى الي عن ان انه انها التي الذي الذين بعد قبل حتى حتي مع خلال لمده حسب امام بين كان كانت قد سوف لم لن غير هذا هذه ذلك`)

func foldedSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[words.Fold(w)] = true
	}
	return set
}

// label cuts a line behind the colon of the label that it begins with. Between
// the two an hour or a day may stand.
func (by *Numbers) label(s string) (rest string, ok bool) {
	if _, ok := dateline.begin(folded(s)); !ok {
		return "", false
	}
	for i, r := range s {
		if r != ':' && r != '：' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		if unicode.IsDigit(before) && unicode.IsDigit(after) {
			continue // of an hour
		}
		if utf8.RuneCountInString(s[:i]) > by.Lines.Label || len(telling(s[:i])) >= by.Lines.Telling {
			return "", false
		}
		return s[i+utf8.RuneLen(r):], true
	}
	return "", false
}

// bareLabel reports whether a line is a label with a colon and no sentence behind
// it.
func (by *Numbers) bareLabel(s string) bool {
	rest, ok := by.label(s)
	return ok && utf8.RuneCountInString(s) < by.Lines.BareLabel && !by.sentence(rest)
}

// tellsMore reports whether a sentence follows the label of a line.
func (by *Numbers) tellsMore(s string) bool {
	rest, ok := by.label(s)
	return ok && by.sentence(rest)
}

// sentence reports whether words tell something: some of them at least that are no
// date, hour, zone, name or role, and no list.
func (by *Numbers) sentence(s string) bool {
	n := len(telling(s))
	if n < by.Lines.Telling {
		return false
	}
	if commas := strings.Count(s, ",") + strings.Count(s, "،"); by.Lines.CommaEach*commas >= n {
		return false
	}
	return !arabic(s) || turns(s) || strings.ContainsRune(".!؟…", lastRune(s))
}

var (
	wordOf  = regexp.MustCompile(`[\pL\pM]+`)
	tokenOf = regexp.MustCompile(`[\pL\pM]+|\d+`)
)

// telling are the words of a line that are no date, hour, zone, name or role. What
// begins with a capital is taken for a name, unless all does.
func telling(s string) []string {
	loud := !strings.ContainsFunc(s, unicode.IsLower) && strings.ContainsFunc(s, unicode.IsUpper)
	tokens := tokenOf.FindAllString(s, -1)
	var all []string
	next := false // the word behind tells something
	for i := len(tokens) - 1; i >= 0; i-- {
		w := tokens[i]
		first, _ := utf8.DecodeRuneInString(w)
		f := words.Fold(w)
		next = unicode.IsLetter(first) && (loud || !unicode.IsUpper(first)) && !around[f] && (next || !linkers[f])
		if next {
			all = append(all, w)
		}
	}
	return all
}

func arabic(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
}

// turns reports whether a line has a word of Arabic that names do not hold.
func turns(s string) bool {
	for _, w := range wordOf.FindAllString(s, -1) {
		if arabicTurn[words.Fold(w)] {
			return true
		}
	}
	return false
}
