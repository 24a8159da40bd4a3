package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sada/internal/export"
)

// searching is one call of `sada search`.
type searching struct {
	format, since, until, source, lang string
	limit                              int
	count                              bool
}

func (a *app) searchCommand() *cobra.Command {
	var s searching
	cmd := &cobra.Command{
		Use: "search QUERY", Short: "Ask the whole archive a query", Args: usage(oneQuery),
		Long:    "Ask every article of the archive a query, in the language of the events, and show the newest that answer it: the very\nones that an event with that query would gather. The first search makes an index. Ends with 0 also when nothing is found.",
		Example: "  sada search '\"الحكومة المنفتحة\" OR \"gouvernement ouvert\"'\n  sada search --since 2022-11-01 --lang fr 'budget NEAR/5 communes'",
	}
	format(cmd, &s.format, "text", "json")
	f := cmd.Flags()
	f.StringVar(&s.since, "since", "", "first day or moment (RFC 3339)")
	f.StringVar(&s.until, "until", "", "last day or moment")
	f.StringVar(&s.source, "source", "", "one outlet, by its `ID`")
	f.StringVar(&s.lang, "lang", "", "one language: ar, fr, en, es, zgh or mixed")
	f.IntVar(&s.limit, "limit", 20, "show at most so many")
	f.BoolVar(&s.count, "count", false, "tell how many articles answer in all")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.search(cmd.Context(), args[0], &s) }
	return cmd
}

// oneQuery asks for one argument: a query of several words is quoted.
func oneQuery(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return errors.New("put the whole query in single quotes, so that it is one argument")
	}
	if len(args) == 0 {
		return errors.New("there is no query")
	}
	return nil
}

func (a *app) search(ctx context.Context, query string, s *searching) error {
	if s.limit < 1 {
		return exit{exitUsage, fmt.Errorf("--limit %d: write how many articles to show, such as 20", s.limit)}
	}
	d, c, err := a.desk(ctx, wiring{command: "search"})
	if err != nil {
		return err
	}
	options := url.Values{"since": {s.since}, "until": {s.until}, "source": {s.source}, "lang": {s.lang}, "limit": {strconv.Itoa(s.limit)}, "count": {strconv.FormatBool(s.count)}}
	p := a.progress(0)
	found, err := d.Search(ctx, query, options, p.step)
	p.done()
	if closing := d.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if s.format == "json" {
		err = a.printJSON(found)
	} else {
		err = a.printFound(found, c.Zone)
	}
	if err == nil && found.Lost > 0 {
		err = exit{exitPart, fmt.Errorf("the archive is damaged: %s that may answer cannot be read; `sada verify` names what is lost", count(found.Lost, "article"))}
	}
	return err
}

func (a *app) printFound(found export.Found, zone *time.Location) error {
	var b strings.Builder
	for i, r := range found.Results {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s  %s\n", dayAndTime(&r, zone), oneLine(r.Source.ID))
		fmt.Fprintf(&b, "  %s\n  %s\n", oneLine(r.Title), oneLine(readable(r.URL)))
		for _, sentence := range sentences(r.Hits) {
			fmt.Fprintf(&b, "    %s\n", oneLine(sentence))
		}
		if len(r.Events) > 0 {
			fmt.Fprintf(&b, "  clipping of %s\n", strings.Join(r.Events, ", "))
		}
	}
	if found.Total > 0 {
		fmt.Fprintf(&b, "\n%s in all\n", count(found.Total, "article"))
	}
	if found.More {
		b.WriteString("\nthere may be older ones; `--limit` shows more, `--until` reaches back\n")
	}
	if len(found.Results) == 0 && found.Lost == 0 {
		fmt.Fprintln(a.err, "sada: nothing in the archive answers this query")
	}
	_, err := a.out.Write([]byte(b.String()))
	return err
}

// dayAndTime is when an article was published, on the office's clock.
func dayAndTime(r *export.FoundArticle, zone *time.Location) string {
	s := r.Published
	if s == "" {
		s = r.FirstSeen
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	s = t.In(zone).Format("2006-01-02 15:04")
	if r.Published == "" {
		s += " (first seen)"
	}
	return s
}

// mostSentences is how many sentences are shown of one article.
const mostSentences = 2

// sentences are the first that hold a hit, beside the title.
func sentences(hits []export.Hit) []string {
	var out []string
	for _, h := range hits {
		if h.Field != "title" && !slices.Contains(out, h.Sentence) && len(out) < mostSentences {
			out = append(out, h.Sentence)
		}
	}
	return out
}
