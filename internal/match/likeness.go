package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sada"
	"sada/internal/words"
)

// Likeness is what the titles and texts of two pages say about whether they are
// one article.
type Likeness struct {
	Title  int     // words that both titles have, those without a meaning of their own aside
	Same   bool    // the titles are the same words
	Within bool    // one title stands whole in the other, with three words at least that mean something
	Apart  bool    // both titles hold numbers, and others: a series
	Text   float64 // share of the three-word marks of the shorter text that the other has, 0 to 1
	Judged bool    // both texts are long enough for Text to say something
}

const (
	trace     = 3       // words in a row that make one mark
	fewTraces = 8       // marks that a text has at least to be judged by
	mostBytes = 200_000 // of a text that are looked at
)

// weightless are words that two titles have in common by chance. Shorter ones are
// not counted at all.
var weightless = wordSet("dans pour avec sans cette sous entre apres avant leur leurs vers plus chez sont etre fait deux trois elle elles nous vous comme that with from this have will says after over into than were been about هذا هذه التي الذي بعد قبل بين خلال الي علي حول ضد عند منذ كما")

func wordSet(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[words.Fold(w)] = true
	}
	return all
}

// Profile is one page as Likeness looks at it.
type Profile struct {
	title  []string
	traces map[uint64]bool
}

// NewProfile reads the title and the text of an article.
func NewProfile(title, text string) *Profile {
	p := &Profile{traces: map[uint64]bool{}}
	for _, t := range words.Tokens(title) {
		p.title = append(p.title, t.Key)
	}
	if len(text) > mostBytes {
		text = strings.ToValidUTF8(text[:mostBytes], "")
	}
	var last [trace]uint64
	for i, t := range words.Tokens(text) {
		copy(last[:], last[1:])
		if last[trace-1] = hashOf(t.Key); i+1 < trace {
			continue
		}
		h := uint64(14695981039346656037)
		for _, w := range last {
			h = (h ^ w) * 1099511628211
			h ^= h >> 29
		}
		p.traces[h] = true
	}
	return p
}

// ProfileOf is NewProfile of an article.
func ProfileOf(a *sada.Article) *Profile { return NewProfile(a.Title, a.Text()) }

// Compare tells how much two pages are alike.
func (p *Profile) Compare(q *Profile) Likeness {
	l := Likeness{Same: len(p.title) > 0 && slices.Equal(p.title, q.title), Within: p.within(q)}
	other := map[string]bool{}
	for _, w := range q.title {
		other[w] = true
	}
	for w := range distinct(p.title) {
		if other[w] && heavy(w) {
			l.Title++
		}
	}
	a, b := numbers(p.title), numbers(q.title)
	l.Apart = len(a) > 0 && len(b) > 0 && !slices.Equal(a, b)
	shorter, longer := p.traces, q.traces
	if len(longer) < len(shorter) {
		shorter, longer = longer, shorter
	}
	if l.Judged = len(shorter) >= fewTraces; l.Judged {
		shared := 0
		for h := range shorter {
			if longer[h] {
				shared++
			}
		}
		l.Text = float64(shared) / float64(len(shorter))
	}
	return l
}

// within reports whether one title stands whole in the other.
func (p *Profile) within(q *Profile) bool {
	a, b := p.title, q.title
	if len(b) < len(a) {
		a, b = b, a
	}
	weight := 0
	for w := range distinct(a) {
		if heavy(w) {
			weight++
		}
	}
	if weight < 3 {
		return false
	}
	for i := 0; i+len(a) <= len(b); i++ {
		if slices.Equal(a, b[i:i+len(a)]) {
			return true
		}
	}
	return false
}

func distinct(list []string) map[string]bool {
	all := map[string]bool{}
	for _, w := range list {
		all[w] = true
	}
	return all
}

// heavy reports whether a word, folded, means something by itself. A number does
// not.
func heavy(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	least := 4
	if unicode.Is(unicode.Arabic, r) {
		least = 3
	}
	return utf8.RuneCountInString(w) >= least && !weightless[w] && !unicode.IsDigit(r)
}

// numbers lists the numbers of a title, in order of size as texts.
func numbers(title []string) []string {
	var all []string
	for _, w := range title {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsDigit(r) {
			all = append(all, w)
		}
	}
	slices.Sort(all)
	return all
}
