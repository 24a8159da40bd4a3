package words

import "strings"

// Common reports whether a word stands in nearly every text of its language: a
// particle of Arabic, or one of the smallest words of French and English.
func Common(word string) bool {
	tokens := Tokens(word)
	if len(tokens) != 1 {
		return false
	}
	return tokens[0].particle || smallest[tokens[0].Key] || tokens[0].Key == "و"
}

var smallest = smallWords(`
le la les un une des du de au aux et ou en dans par pour sur avec sans sous est sont etait ont ete etre avoir il elle ils elles on nous vous
ce cet cette ces son sa ses leur leurs notre nos que qui quoi dont ne pas plus mais donc or ni car si comme aussi tout tous toute toutes
the of and to in a is for on with as at by an be it its this that from or not was were are has have had he she they we you his her their
`)

func smallWords(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}
