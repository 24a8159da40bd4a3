package match

import (
	"slices"
	"strings"

	"sada/internal/words"
)

// agrees reports whether accents and capitals speak against a token.
func (t *term) agrees(d *Document, token int32) bool {
	if t.capital && !t.acronym(d, token) {
		return false
	}
	k, surface, accented := &d.tokens[token], d.surface(token), d.tokens[token].Accented
	if t.joins(k) && int(token)+1 < len(d.tokens) {
		surface, accented = surface+d.surface(token+1), accented || d.tokens[token+1].Accented
	}
	switch {
	case t.fuzzy > 0:
		return true
	case !t.accents && accented:
		// A participle is no feminine of a word without é.
		return !words.Acute(surface) || strings.TrimRight(k.Key, "s") != strings.TrimRight(t.key, "s")+"e"
	case t.hamza:
		return words.Agree(t.surface, surface)
	case !t.accents:
		return true
	case accented:
		return words.Agree(t.surface, surface)
	}
	if !k.Lower && !(t.within && words.Title(surface)) {
		return true
	}
	return !d.wouldAccent(t)
}

// joins reports whether a token is the word with the next one alone: cyber-sécurité.
func (t *term) joins(k *words.Token) bool {
	if k.Joined == "" || k.Joined[0] == '@' || len(t.key) <= len(k.Key) || !strings.HasPrefix(t.key, k.Key) {
		return false
	}
	return slices.ContainsFunc(words.Joins(k.Joined, nil), func(whole string) bool { return slices.Contains(t.keys, whole) })
}

// shortName is how many letters an acronym has at most that is told from a name
// by its capitals: PAM is no Pam, and Otan is OTAN.
const shortName = 3

// acronym reports whether a token may be a word of capitals: it has no plural and
// no feminine, and a figure may follow it.
func (t *term) acronym(d *Document, token int32) bool {
	k := &d.tokens[token]
	if k.Lower {
		return false
	}
	if t.prefix || t.fuzzy > 0 {
		return true
	}
	if bare := strings.TrimRight(k.Key, "0123456789"); k.Key != t.key && bare != t.key {
		return false
	}
	if len(t.key) > shortName || t.key == "onu" || t.key == "caf" {
		return true
	}
	surface := d.surface(token)
	return !words.Title(surface)
}

const (
	// accentedText is how many words with an accent show that a text writes them.
	accentedText = 2
	// plainText is how many words without any show that it does not: in French
	// one of six has one.
	plainText = 30
)

// wouldAccent reports whether a text would have written the accents of a word of
// the query, were it that word. One that ends in é is another word without it
// in every text that is not known to leave accents out.
func (d *Document) wouldAccent(t *term) bool {
	if t.acute && (d.accented > 0 || d.latin < plainText) {
		return true
	}
	return d.accented >= accentedText
}

// renumbered reports whether two words of a phrase stand in another number than
// it writes them, one of them in a broken plural: «رؤساء الحكومات» is not what
// "رئيس الحكومة" asks for.
func (n *phrase) renumbered(d *Document, first, last int32) bool {
	broken, changed := false, 0
	i := 0
	for token := first; len(n.terms) > 1 && token <= last && i < len(n.terms); token++ {
		t := &n.terms[i]
		if !t.is(d, token, n.exact) {
			continue
		}
		i++
		key := d.tokens[token].Key
		switch {
		case t.broken(d, token):
			broken = true
			changed++
		case sound(key) != sound(t.key):
			changed++
		}
	}
	return broken && changed > 1
}

// broken reports whether a token is the word in another number alone.
func (t *term) broken(d *Document, token int32) bool {
	if len(t.others) == 0 {
		return false
	}
	for _, key := range t.keys {
		if _, found := slices.BinarySearch(d.posted(key), token); found && !slices.Contains(t.others, key) {
			return false
		}
	}
	return true
}

// sound reports whether a folded word ends as a sound plural does.
func sound(key string) bool {
	return strings.HasSuffix(key, "ات") || strings.HasSuffix(key, "ون") || strings.HasSuffix(key, "ين")
}
