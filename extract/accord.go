package extract

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sada"
	"sada/internal/words"
)

// accord reports whether the head of a page and the text under it speak of the
// same: whether enough of the words of the title, the description and the
// address stands in the text, early or more than once. A text that repeats the
// description is asked once more without it. Heads of few words, and those in
// scripts that are not parted into words, are believed.
func (d *page) accord(a *sada.Article) bool {
	by := &d.by.Accord
	head, all := d.speaksOf(a.Title, a.Subtitle)
	if all < by.Enough {
		return true
	}
	least := d.leastShare()
	said := append(d.descriptions(), words.Squash(a.Subtitle))
	least = least * min(utf8.RuneCountInString(a.Text()), by.Room) / by.Room
	whole, rest := newSpoken(), newSpoken()
	for _, text := range texts(a.Blocks) {
		whole.add(text, by)
		if !d.by.tells(said, words.Squash(text)) && !same(text, a.Title) {
			rest.add(text, by)
		}
	}
	return whole.share(head, all) >= least && (rest.length < by.RestText || rest.share(head, all) >= by.RestShare)
}

// topic is a word of the head of a page: the keys under which it is looked for
// in the text, and how much it tells, in hundredths.
type topic struct {
	keys   []string
	weight int
}

// spokenOf returns the element whose text the head of the page speaks of: n,
// unless its text is of something else and that of another that was weighed is
// not.
func (d *page) spokenOf(n *html.Node, v *density) *html.Node {
	by := &d.by.Accord
	head, all := d.speaksOf(d.titleOf(), "")
	if all < by.Enough {
		return n
	}
	share := func(n *html.Node) int {
		text := newSpoken()
		text.add(inner(n), by)
		return text.share(head, all)
	}
	least := d.leastShare()
	had := share(n)
	if had >= least {
		return n
	}
	others := slices.DeleteFunc(slices.Clone(v.order), func(o *html.Node) bool {
		small := v.textOf[n] > v.textOf[o]*d.by.Body.Longer && (v.all[n] > 0 || v.all[o] == 0) // an excerpt of the text
		return small || v.textOf[o] < by.OtherText || holds(o, n) || holds(n, o)
	})
	slices.SortStableFunc(others, func(a, b *html.Node) int { return cmp.Compare(v.score[b], v.score[a]) })
	best := n
	for _, o := range others[:min(len(others), by.Others)] {
		if k := share(o); k >= least && k > 2*had {
			best, had = o, k
		}
	}
	if best != n {
		d.why.sayBody("text that the head speaks of", best, measure{text: v.textOf[best]})
	}
	return best
}

// leastShare is how much of the weight of a head stands in a text about it, in
// hundredths.
func (d *page) leastShare() int {
	if inflectsOtherwise(d.lang) {
		return d.by.Accord.ForeignShare
	}
	return d.by.Accord.Share
}

// inflectsOtherwise reports whether a page says that its language is one whose
// words are looked for as they stand.
func inflectsOtherwise(lang string) bool {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	switch strings.TrimSpace(lang) {
	case "", "ar", "fr", "en", "es", "mul", "und":
		return false
	}
	return true
}

// speaksOf are the words of the head of a page that tell what it is about, and
// their weight together: none when its title has no such word.
func (d *page) speaksOf(title, subtitle string) (out []topic, all int) {
	descriptions := []string{d.metaOf("og:description"), d.metaOf("description"), d.metaOf("twitter:description"), subtitle}
	if m := d.articleData(); m != nil {
		descriptions = append(descriptions, str(m["description"]), str(m["alternativeHeadline"]))
	}
	by := &d.by.Accord
	known := map[string]bool{}
	for i, text := range []string{title, strings.Join(descriptions, "\n"), slugOf(d.address, title)} {
		for _, t := range words.Tokens(head(text, maxSample)) {
			w := by.tells(&t)
			if known[t.Key] || w == 0 {
				continue
			}
			known[t.Key] = true
			if i == 0 {
				w *= by.Title
			}
			all += w
			out = append(out, topic{keys: append(words.Citation(&t), by.stems(&t, nil)...), weight: w})
		}
		if len(out) == 0 {
			return nil, 0
		}
	}
	return out, all
}

// slugOf is the last part of an address as words, without its figures, where it
// is written in the script of the title.
func slugOf(at, title string) string {
	u, err := url.Parse(at)
	if err != nil {
		return ""
	}
	slug := strings.Join(strings.FieldsFunc(path.Base(u.Path), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }), " ")
	arabic := func(r rune) bool { return unicode.Is(unicode.Arabic, r) }
	if strings.ContainsFunc(slug, arabic) != strings.ContainsFunc(title, arabic) {
		return ""
	}
	return slug
}

// tells is how much a word tells of what a text is about, in hundredths: the
// longer it is the rarer it is. Words that stand in every text tell nothing.
func (by *AccordNumbers) tells(t *words.Token) int {
	key := t.Key
	first, _ := utf8.DecodeRuneInString(key)
	letters := utf8.RuneCountInString(key)
	switch {
	case unicode.IsDigit(first):
		switch {
		case letters < by.Figure:
			return by.SmallFigure
		case letters == by.YearFigures && (strings.HasPrefix(key, "19") || strings.HasPrefix(key, "20")):
			return by.Year
		}
		return by.GreatFigure
	case words.Common(key), subjectless[key] > 0, !unicode.In(first, unicode.Arabic, unicode.Latin):
		return 0
	case t.Arabic:
		letters += by.Arabic
	}
	if letters -= by.Letters; letters < 0 {
		return 0
	}
	return by.ByLetters[min(letters, len(by.ByLetters)-1)]
}

// stems appends the begin of a long word: what has it too is of one family, as
// "transport" and "transports", «أسبوعي» and «أسبوعية».
func (by *AccordNumbers) stems(t *words.Token, into []string) []string {
	key := t.Key
	if t.Arabic {
		key = strings.TrimPrefix(key, "ال")
	}
	if utf8.RuneCountInString(key) < by.Stem {
		return into
	}
	return append(into, "~"+string([]rune(key)[:by.Stem]))
}

// spoken are the words of a text, by every key under which one may be asked
// for. One counts that stands early, or twice.
type spoken struct {
	met    map[string]int // 2 for each that stands early, 1 for others
	length int            // bytes so far
}

func newSpoken() *spoken { return &spoken{met: map[string]int{}} }

func (s *spoken) add(text string, by *AccordNumbers) {
	var keys []string
	for _, t := range words.Tokens(text) {
		at := s.length + int(t.Start)
		if t.Arabic {
			at /= 2 // its letters have two bytes
		}
		weight := 1
		if at < by.Begin {
			weight = 2
		}
		keys = by.stems(&t, words.Forms(&t, keys[:0]))
		for i, k := range keys {
			if !slices.Contains(keys[:i], k) {
				s.met[k] += weight
			}
		}
	}
	s.length += len(text)
}

// share is how much of the weight of a head stands in a text, in hundredths.
func (s *spoken) share(head []topic, all int) int {
	met := 0
	for _, w := range head {
		if slices.ContainsFunc(w.keys, func(k string) bool { return s.met[k] > 1 }) {
			met += w.weight
		}
	}
	return met * 100 / all
}

// subjectless are words that many titles have and that say nothing of their
// subject.
var subjectless = wordSet(`
what how why when where which who your you can will would should could may might best top need know guide year years here there these
those than then them into over about more most all any each other others make makes made get find out off through after before during
between while because just only very such some every new first last one two three many much well good great way ways time day days use
using help like want look see let take read learn says said
entre apres avant depuis chez vers selon contre lors fait faire peut deux trois ans annee encore deja ainsi cela ceux celle tres bien autre
autres meme quand comment pourquoi toujours premier premiere nouveau nouvelle jour jours
der die das und fur auf mit von den dem des ein eine einer ist sind war wird nicht auch als bei nach aus wie uber vor zum zur sich
los las del para por con una como mas sobre
خلال بعد قبل اليوم امس عام سنه يوم جديد جديده اول ثاني مع ضد نحو
article articles news actualites actualite html index story post blog com www`)
