package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sada"
	"sada/config"
	"sada/internal/export"
	"sada/internal/match"
	"sada/internal/office"
)

func (a *app) matchCommand() *cobra.Command {
	var form string
	cmd := &cobra.Command{
		Use: "match QUERY|@EVENT FILE...", Short: "Ask texts a query", Args: usage(takes(2, anyNumber)),
		Long:    "Ask each text whether it answers a query, or that of an event of the settings, and show where. A text has its title in\nthe first line, a blank line, then the body; .json and .jsonl hold articles as `sada extract` prints them, .html is a page\nthat is read as it does. Nothing is kept. Ends with 0 also when nothing matches.",
		Example: "  sada match '\"الحكومة المنفتحة\" OR \"gouvernement ouvert\"' text.txt\n  sada match --format text @ogp-marrakech-2022 articles.jsonl",
	}
	format(cmd, &form, "json", "text")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.match(cmd.Context(), form, args[0], args[1:]) }
	return cmd
}

func (a *app) match(ctx context.Context, form, text string, files []string) error {
	query, err := a.query(text)
	if err != nil {
		return err
	}
	found := []export.Matched{}
	failed := 0
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		some, err := a.matchFile(ctx, query, file)
		if err != nil {
			failed++
			fmt.Fprintln(a.err, "sada:", oneLine(err.Error()))
		}
		found = append(found, some...)
	}
	if form == "json" {
		body, err := encode(found, "  ")
		if err != nil {
			return err
		}
		if _, err := a.out.Write(append(body, '\n')); err != nil {
			return err
		}
	} else if err := printMatches(a.out, found); err != nil {
		return err
	}
	if failed > 0 {
		return exit{exitFailed, fmt.Errorf("%s could not be read", count(failed, "file"))}
	}
	return nil
}

// query reads a query, or takes that of an event: "@EVENT". The settings give
// the aliases; without a file there are none.
func (a *app) query(text string) (*match.Query, error) {
	event, named := strings.CutPrefix(text, "@")
	var aliases map[string][]string
	path, err := config.Find(a.config)
	switch {
	case err == nil:
		c, err := config.Load(path)
		if err != nil {
			return nil, exit{exitUsage, err}
		}
		aliases = c.Aliases
		for _, e := range c.Events {
			if named && e.ID == event {
				text, named = e.Query, false
			}
		}
		if named {
			return nil, noEvent(event)
		}
	case a.config != "":
		return nil, exit{exitUsage, err}
	case named:
		return nil, noEvent(event)
	}
	if foreign := match.Foreign(text); event == text && len(foreign) > 0 {
		return nil, exit{exitUsage, sada.Problems(foreign)}
	}
	q, err := match.Parse(text, aliases)
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	return q, nil
}

// noEvent says that @name names no event; it may be meant for a handle.
func noEvent(name string) sada.Problem {
	return sada.Problem{Place: "event " + name, What: "there is no event of this name", Instead: "`sada events` lists them; for a handle write '\"@" + name + "\"', in quotes"}
}

// matchFile asks every text of a file.
func (a *app) matchFile(ctx context.Context, q *match.Query, file string) ([]export.Matched, error) {
	body, err := a.text(file)
	if err != nil {
		return nil, err
	}
	switch filepath.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz")) {
	case ".json", ".jsonl":
	case ".html", ".htm", ".xhtml":
		article, err := a.pageArticle(ctx, file)
		if err != nil {
			return nil, err
		}
		return []export.Matched{asked(q, file, &article)}, nil
	default:
		article := plainArticle(string(body))
		return []export.Matched{asked(q, file, &article)}, nil
	}
	shapes, err := export.ReadArticles(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var found []export.Matched
	for i := range shapes {
		article, err := shapes[i].Article()
		if err != nil {
			return found, fmt.Errorf("%s: %w", file, err)
		}
		label := shapes[i].File
		if label == "" {
			label = file
		}
		found = append(found, asked(q, label, &article))
	}
	return found, nil
}

// pageArticle reads the article of a saved page, as `sada extract` does.
func (a *app) pageArticle(ctx context.Context, file string) (sada.Article, error) {
	var x extraction
	jobs, err := a.jobs(&x, []string{file})
	if err != nil {
		return sada.Article{}, err
	}
	r := a.readOne(ctx, &x, nil, &jobs[0])
	switch {
	case r.err != nil:
		return sada.Article{}, r.err
	case r.failure != nil:
		return sada.Article{}, fmt.Errorf("%s: no article: %s; `sada extract --why` shows what is read in it", file, wording(sada.Reason(r.failure.Error.Reason)))
	}
	return r.article.Article()
}

func (a *app) text(file string) ([]byte, error) {
	s := saved{name: file, path: file}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return nil, fmt.Errorf("reading %s: %w", file, errors.New("a folder; name its files"))
	}
	return s.read(a.in)
}

// plainArticle is a text with its title in the first line.
func plainArticle(text string) sada.Article {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r", "")
	title, body, both := strings.Cut(text, "\n\n")
	if !both {
		title, body, _ = strings.Cut(text, "\n")
	}
	article := sada.Article{Title: strings.TrimSpace(title)}
	for _, p := range strings.Split(body, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			article.Blocks = append(article.Blocks, sada.Block{Kind: sada.Paragraph, Text: p})
		}
	}
	return article
}

func asked(q *match.Query, file string, article *sada.Article) export.Matched {
	d := match.NewDocument(article, "")
	hits, ok := q.Match(d)
	m := export.NewMatched(file, ok, hits, q.Failed(d))
	_, m.Missed = office.Told(q, d, nil)
	return m
}

func printMatches(w io.Writer, found []export.Matched) error {
	var b strings.Builder
	for _, m := range found {
		if !m.Match {
			fmt.Fprintf(&b, "%s: no\n", oneLine(m.File))
			writeMissed(&b, m.Missed)
			continue
		}
		fmt.Fprintf(&b, "%s: yes\n", oneLine(m.File))
		writeHits(&b, m.Hits)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (a *app) queryCommand() *cobra.Command {
	parent := &cobra.Command{Use: "query", Short: "Look at a query", Args: usage(noArgs), Example: "  sada query check 'budget NEAR/5 communes'", RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	parent.AddCommand(&cobra.Command{
		Use: "check QUERY|@EVENT", Short: "Say whether a query can be read, and what to look out for", Args: usage(takes(1, 1)),
		Long:    "Read a query, or that of an event of the settings, and show how it is understood: its branches, and the folded keys that\neach word is looked up by. An error points at the sign and says what to write, a warning names what may find too much or\nnothing.",
		Example: "  sada query check '\"gouvernement ouvert\" OR (OGP NEAR/10 Maroc)'",
		RunE: func(_ *cobra.Command, args []string) error {
			q, err := a.query(args[0])
			if err != nil {
				return err
			}
			for _, w := range q.Warnings() {
				a.problem(w)
			}
			var b strings.Builder
			fmt.Fprintln(&b, "can be read:", q)
			writeBranch(&b, q.Tree(), 1)
			_, err = io.WriteString(a.out, b.String())
			return err
		},
	})
	return parent
}

// writeBranch shows how a query is understood, a branch a line.
func writeBranch(b *strings.Builder, n match.Branch, depth int) {
	fmt.Fprintf(b, "%s%s", strings.Repeat("  ", depth), n.Does)
	if n.Text != "" {
		b.WriteString(" " + oneLine(n.Text))
	}
	if len(n.Keys) > 0 {
		b.WriteString(" (" + oneLine(strings.Join(n.Keys, ", ")) + ")")
	}
	b.WriteString("\n")
	for _, k := range n.Kids {
		writeBranch(b, k, depth+1)
	}
}
