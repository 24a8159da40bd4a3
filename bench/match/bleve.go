package main

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/standard" // named in the mapping
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ar"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"sada"
	"sada/internal/match"
)

// peer is bleve with an analyser for Arabic and one for French words. Each field
// is indexed with both; a word of a query is looked for in that of its letters.
type peer struct {
	name       string
	arabic, fr string
}

var (
	languages = peer{"bleve ar, fr", "ar", "fr"}
	standard  = peer{"bleve standard", "standard", "standard"}
)

func (p peer) mapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	doc := bleve.NewDocumentStaticMapping()
	for _, field := range []string{"title", "body"} {
		for end, analyser := range map[string]string{"_ar": p.arabic, "_fr": p.fr} {
			f := bleve.NewTextFieldMapping()
			f.Analyzer, f.Store, f.IncludeInAll, f.DocValues = analyser, false, false, false
			doc.AddFieldMappingsAt(field+end, f)
		}
	}
	m.DefaultMapping = doc
	return m
}

// index takes one article into an index in memory.
func (p peer) index(m mapping.IndexMapping, a *sada.Article) (bleve.Index, error) {
	idx, err := bleve.NewMemOnly(m)
	if err != nil {
		return nil, err
	}
	return idx, idx.Index("1", map[string]any{"title_ar": a.Title, "title_fr": a.Title, "body_ar": a.Text(), "body_fr": a.Text()})
}

func hits(idx bleve.Index, q query.Query) (bool, error) {
	found, err := idx.Search(bleve.NewSearchRequestOptions(q, 1, 0, false))
	return err == nil && found.Total > 0, err
}

func openBleve(queries []string) (runner, error) {
	list, err := parsed(queries)
	if err != nil {
		return nil, err
	}
	var asked []query.Query
	for _, q := range list {
		b, err := translate(q.Tree(), "")
		if err != nil {
			return nil, err
		}
		asked = append(asked, b)
	}
	m := languages.mapping()
	return func(a *sada.Article) (int, error) {
		idx, err := languages.index(m, a)
		if err != nil {
			return 0, err
		}
		n := 0
		for _, q := range asked {
			hit, err := hits(idx, q)
			if err != nil {
				return n, err
			}
			if hit {
				n++
			}
		}
		return n, idx.Close()
	}, nil
}

// translate writes a query for bleve, as far as it has the means: what must be
// near must only be there, how often is not counted, and an exact form is a
// word like others.
func translate(b match.Branch, field string) (query.Query, error) {
	kids := func() ([]query.Query, []query.Query, error) {
		var must, not []query.Query
		for _, k := range b.Kids {
			list := &must
			if k.Does == "not" {
				k, list = k.Kids[0], &not
			}
			q, err := translate(k, field)
			if err != nil {
				return nil, nil, err
			}
			*list = append(*list, q)
		}
		return must, not, nil
	}
	switch does := b.Does; {
	case does == "one of":
		any, _, err := kids()
		return bleve.NewDisjunctionQuery(any...), err
	case does == "all of", strings.Contains(does, "within"):
		must, not, err := kids()
		q := bleve.NewBooleanQuery()
		q.AddMust(must...)
		q.AddMustNot(not...)
		return q, err
	case does == "in the title", does == "in the body":
		return translate(b.Kids[0], strings.TrimPrefix(does, "in the "))
	case strings.HasPrefix(does, "the word"), strings.HasPrefix(does, "the phrase"), strings.HasPrefix(does, "words"):
		return leaf(b, field), nil
	}
	return nil, fmt.Errorf("bleve is not asked for %q", b.Does)
}

// tied is what stands around the words of a leaf.
var tied = regexp.MustCompile(`^=|(~\d*|\{\d+\})+$|["“”„«»‹›*]`)

func leaf(b match.Branch, field string) query.Query {
	end := "_fr"
	if strings.ContainsFunc(b.Text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
		end = "_ar"
	}
	text := strings.TrimSpace(tied.ReplaceAllString(b.Text, ""))
	var either []query.Query
	for _, f := range []string{"title", "body"} {
		if field != "" && f != field {
			continue
		}
		switch {
		case strings.HasPrefix(b.Does, "words that begin"):
			q := bleve.NewPrefixQuery(strings.ToLower(text))
			q.SetField(f + end)
			either = append(either, q)
		case strings.HasPrefix(b.Does, "words at most"):
			q := bleve.NewFuzzyQuery(strings.ToLower(text))
			q.SetField(f + end)
			either = append(either, q)
		default:
			q := bleve.NewMatchPhraseQuery(text)
			q.SetField(f + end)
			either = append(either, q)
		}
	}
	return bleve.NewDisjunctionQuery(either...)
}
