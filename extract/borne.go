package extract

import "strings"

// The words of classes and ids, as they stand between hyphens, underscores and
// capitals.
var (
	// authors and days; the third are the days of something else than the article
	imprintNames = wordSets(
		"author authors auteur auteurs autor autoren autore byline bylines writer contributor contributors signature authorname authored fn vcard redacteur journaliste par",
		"date datum fecha data datetime published publishdate publisheddate pubdate publication publishing posted created submitted timestamp dateline postdate entrydate",
		"event events expiry deadline start end birth update updates updated modified")
	labelWords = wordSet(`date datum fecha published posted created last updated publié publiée publie mis mise paru stand veröffentlicht erstellt
		pressemitteilung publicado نشر نُشر تاريخ von by par written submitted eingestellt gepostet zuletzt diese this dernière auteur author autor الكاتب`)
	sideNames  = wordSet("sidebar aside widget")
	walls      = wordSet("paywall")
	apartNames = wordSet("comment comments commentlist respond disqus related popular trending recommended recommendations menu cookie cookies consent teasers carousel ticker agenda calendar")
)

// What a word of a class says, in imprintNames.
const (
	bylineName uint8 = 1 << iota
	dayName
	otherDay
)

func wordSet(list string) map[string]uint8 { return wordSets(list) }

// wordSets reads lists of words; the first says 1, the second 2, the third 4.
func wordSets(lists ...string) map[string]uint8 {
	all := map[string]uint8{}
	for i, list := range lists {
		for _, w := range strings.Fields(list) {
			all[w] |= 1 << i
		}
	}
	return all
}

// bears reports whether one of the words stands in a class or an id.
func bears(s string, vocabulary map[string]uint8) bool { return borne(s, vocabulary) != 0 }

// borne is all that the words of a class or an id say.
func borne(s string, vocabulary map[string]uint8) (all uint8) {
	var low [24]byte
	n := 0
	for i := 0; i <= len(s) && i <= maxNames; i++ {
		var c byte
		if i < len(s) {
			c = s[i]
		}
		capital := c >= 'A' && c <= 'Z'
		if letter := capital || c >= 'a' && c <= 'z'; letter && !(capital && i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z') {
			if n < len(low) {
				low[n] = lower(c)
			}
			n++
			continue
		}
		if n > 1 && n <= len(low) {
			all |= vocabulary[string(low[:n])]
		}
		n = 0
		if capital {
			low[0], n = lower(c), 1
		}
	}
	return all
}
