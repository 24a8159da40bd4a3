package extract

import (
	"regexp"
	"strings"
)

// agencies are those whose dispatches are printed here, by the marks of a
// dispatch in a text and by what a byline calls each.
var agencies = []struct {
	name   string
	mark   *regexp.Regexp // anywhere in the first or last line
	called *regexp.Regexp // a part of a byline, whole
}{
	{
		"MAP", regexp.MustCompile(`\(\s*(?:avec )?MAP\s*\)|(?:^|\s)MAP\s*[-–.:]|\(\s*(?:مع )?و\s*\.?\s*م\s*\.?\s*ع\s*\.?\s*\)|\(\s*ومع\s*\)|وكالة المغرب العربي للأنباء`),
		regexp.MustCompile(`^(?:MAP|و ?\.? ?م ?\.? ?ع ?\.?|لاماب|وكالة المغرب العربي للأنباء|Maghreb Arabe Presse|(?i:agence map))$`),
	},
	{
		"AFP", regexp.MustCompile(`\(\s*(?:avec )?AFP\s*\)|\(\s*(?:مع )?أ\s*\.?\s*ف\s*\.?\s*ب\s*\.?\s*\)`),
		regexp.MustCompile(`^(?:AFP|أ ?\.? ?ف ?\.? ?ب ?\.?|(?:وكالة )?فرانس برس|(?i:agence france[- ]presse|afp\.com))$`),
	},
	{"Reuters", regexp.MustCompile(`\(\s*(?:avec )?Reuters\s*\)|\((?:مع )?رويترز\)`), regexp.MustCompile(`^(?:(?i:reuters)|(?:وكالة )?رويترز)$`)},
	{"EFE", regexp.MustCompile(`\(\s*EFE\s*\)`), regexp.MustCompile(`^(?:EFE|Agencia EFE|إفي|وكالة إفي)$`)},
	{"APS", regexp.MustCompile(`\(\s*APS\s*\)`), regexp.MustCompile(`^(?:APS|واج|وكالة الأنباء الجزائرية)$`)},
	{"TAP", regexp.MustCompile(`\(\s*TAP\s*\)`), regexp.MustCompile(`^(?:TAP|وات|وكالة تونس إفريقيا للأنباء)$`)},
	{"AP", regexp.MustCompile(`\(\s*AP\s*\)`), regexp.MustCompile(`^(?:AP|(?i:the )?(?i:associated press)|أسوشيتد برس)$`)},
	{"dpa", regexp.MustCompile(`\(\s*dpa\s*\)`), regexp.MustCompile(`^(?i:dpa|dpa[-/]\pL+)$`)},
	{"Anadolu", nil, regexp.MustCompile(`^(?:(?i:anadolu(?: ajans[ıi]| agency)?)|(?:وكالة )?الأناضول)$`)},
	{"Xinhua", nil, regexp.MustCompile(`^(?:(?i:xinhua)|شينخوا)$`)},
	{"APA", nil, regexp.MustCompile(`^APA$`)},
	{"SID", nil, regexp.MustCompile(`^SID$`)},
	{"ANSA", nil, regexp.MustCompile(`^ANSA$`)},
	{"Belga", nil, regexp.MustCompile(`^(?i:belga)$`)},
	{"Europa Press", nil, regexp.MustCompile(`^(?i:europa press)$`)},
}

// someAgency is an agency without its name.
var someAgency = regexp.MustCompile(`^(?:(?i:(?:les |l['’])?agences?(?: de presse)?|agenc(?:y|ies|ias?)|agenturen)|(?:ال)?وكال(?:ة|ات)(?: الأنباء)?)$`)

// agencyCalled is the agency that a part of a byline is, "" when it is none.
func agencyCalled(part string) string {
	for _, a := range agencies {
		if a.called.MatchString(part) {
			return a.name
		}
	}
	return ""
}

func isAgency(part string) bool { return agencyCalled(part) != "" || someAgency.MatchString(part) }

// inBrackets is what stands in brackets behind a name: the place it was written
// at, a post, an agency.
var inBrackets = regexp.MustCompile(`\s*[(（]([^()（）]*)[)）]`)

// unbracketed sets an agency in brackets behind a comma, and leaves out what else
// stands in brackets behind a name.
func unbracketed(line string) string {
	return inBrackets.ReplaceAllStringFunc(line, func(s string) string {
		in := inBrackets.FindStringSubmatch(s)[1]
		for _, part := range creditParts(in) {
			if isAgency(part) {
				return ", " + part
			}
		}
		return ""
	})
}

var withWord = regexp.MustCompile(`(?i)(?:^|\s+)(?:avec|with|mit|مع)\s+|\s*\+\s*`)

// creditParts cuts a byline into those it names.
func creditParts(line string) []string {
	var out []string
	for _, s := range withWord.Split(line, -1) {
		for _, n := range andWord.Split(s, -1) {
			out = append(out, strings.TrimSpace(n))
		}
	}
	return out
}

// jobTitle is a part of a byline that says what someone is.
var jobTitle = regexp.MustCompile(`(?i)^(?:(?:grand |grande )?(?:journaliste|reporter)|(?:notre )?(?:envoyée?|correspondante?)(?: spéciale?)?(?: (?:à|au|en|aux) .*)?|stagiaire|rédact(?:eur|rice)(?: en chef(?: adjointe?)?)?|(?:(?:vice-)?présidente?|direct(?:eur|rice)|secrétaire|ministre|ancien(?:ne)? ministre|député|cheffe?|membre|professeure?|docteur|chercheu(?:r|se)|experte?|consultante?|avocate?)(?: .*)?|éditorialiste|chroniqueu(?:r|se)|écrivaine?|économiste|sociologue|politologue|historienn?e?|staff writer|(?:.* )?(?:correspondent|reporter|editor|columnist)|redakteur(?:in)?|(?:صحفي|صحافي|كاتب|باحث|محام|إعلامي|أكاديمي|خبير|أستاذ|وزير|رئيس|مدير|مراسل)ي?(?:ة)?(?: .*)?)$`)

// desk begins a name of a part of the house.
var houseDesk = regexp.MustCompile(`^(?i:(?:la |l['’])?(?:rédaction|redaktion|équipe|desk|newsroom|service|bureau)|(?:ال)?قسم|هي[أئ]ة (?:ال)?تحرير|أسرة (?:ال)?تحرير|التحرير|مكتب)(?:\s|$)`)

// generalDesk is the whole house, which stands for nobody.
var generalDesk = regexp.MustCompile(`^(?i:(?:la |l['’])?(?:rédaction|redaktion|newsroom|admin|webmaster|web ?desk)|هي[أئ]ة (?:ال)?تحرير|أسرة (?:ال)?تحرير|التحرير)$`)
