// Command lexicon lets a French dictionary judge which other forms of a noun a
// query of it finds.
//
//	go -C bench run ./lexicon            the figures
//	go -C bench run ./lexicon -list 40   with what is wrong and missed
//
// The nouns are those of the French articles of the corpus that lies beside the
// repository; each is asked of all their words in small letters. The dictionary
// is hunspell's (Debian: hunspell-fr). Without the one or the other there is
// nothing to judge, and it says so.
package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	corpus := flag.String("corpus", "../../shared/corpus", "`folder` that holds press/ with the articles")
	dictionary := flag.String("dictionary", "/usr/share/hunspell/fr", "`path` of the .aff and .dic files, without their ends")
	list := flag.Int("list", 0, "print so many of the words that are wrong and missed")
	flag.Parse()
	if err := run(os.Stdout, *corpus, *dictionary, *list); err != nil {
		fmt.Fprintln(os.Stderr, "lexicon:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, corpus, dictionary string, list int) error {
	l, err := readLexicon(dictionary)
	if errors.Is(err, fs.ErrNotExist) {
		_, err := fmt.Fprintf(out, "no dictionary at %s: install hunspell-fr\n", dictionary)
		return err
	}
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(out, "| texts | of | nouns | words | not known | right | wrong | missed | by accents alone | precision | recall |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"); err != nil {
		return err
	}
	for _, set := range sets {
		if err := sit(out, l, set, corpus, list); err != nil {
			return err
		}
	}
	return nil
}

// set is texts that are judged together.
type set struct {
	name  string
	files []string // tables below press/
}

// sets are the texts by which the rules were mended, and others.
var sets = []set{
	{"whole articles, mended by", []string{"multi-ma/moroccan_financial_news.csv"}},
	{"titles and leads, not looked at", []string{"h24info.ma/scraped-2019.csv", "bladi.net/scraped-2019.csv", "hespress.com/fr-scraped-2019.csv"}},
}

func sit(out io.Writer, l *lexicon, set set, corpus string, list int) error {
	var texts []string
	for _, name := range set.files {
		more, err := articles(filepath.Join(corpus, "press", filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) {
			_, err := fmt.Fprintf(out, "no corpus at %s: there are no articles to take nouns of\n", corpus)
			return err
		}
		if err != nil {
			return err
		}
		texts = append(texts, more...)
	}
	j := newJudge(l, texts)
	v, err := j.sit()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "| %d | %s | %d | %d | %d | %d | %d | %d | %d | %.3f | %.3f |\n",
		len(texts), set.name, len(j.nouns), len(j.words), j.unknown, v.right, len(v.wrong), len(v.missed), v.byAccentsAlone, v.precision(), v.recall())
	return errors.Join(err, print(out, "wrong", v.wrong, list), print(out, "missed", v.missed, list))
}

func print(out io.Writer, what string, pairs []pair, most int) error {
	for _, p := range pairs[:min(most, len(pairs))] {
		if _, err := fmt.Fprintf(out, "%s: %s: %s\n", what, p.noun, p.word); err != nil {
			return err
		}
	}
	return nil
}

// articles reads the titles and texts of a table of articles.
func articles(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	title, text := slices.Index(rows[0], "title"), max(slices.Index(rows[0], "text"), slices.Index(rows[0], "resume"))
	if title < 0 || text < 0 {
		return nil, fmt.Errorf("%s: no columns of title and text", path)
	}
	var out []string
	for _, r := range rows[1:] {
		out = append(out, r[title]+"\n\n"+r[text])
	}
	return out, nil
}
