package main

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"

	"github.com/spf13/cobra"

	"sada"
	"sada/internal/export"
)

func (a *app) crawlCommand() *cobra.Command {
	var form string
	cmd := &cobra.Command{
		Use: "crawl [SOURCE...]", Short: "Visit outlets once, now", Args: usage(cobra.ArbitraryArgs),
		Long:    "Visit the named outlets once, all of the settings when none is named, and tell what came of it. What is interrupted\nis taken up by the next visit. Ends with 3 when some outlets failed, with 1 when all did.",
		Example: "  sada crawl\n  sada crawl le360-fr hespress-ar",
	}
	format(cmd, &form, "table", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.crawl(cmd.Context(), form, args) }
	return cmd
}

func (a *app) crawl(ctx context.Context, form string, sources []string) error {
	c, err := a.settings()
	if err != nil {
		return err
	}
	if len(c.Sources) == 0 {
		return exit{exitUsage, sada.Problem{Place: c.Path, What: "names no outlets", Instead: "name some under `sources:`"}}
	}
	if err := c.NeedContact(sources); err != nil {
		return exit{exitUsage, err}
	}
	d, err := a.ask(ctx, c, wiring{command: "crawl", make: true, serve: true, log: a.errorLog()})
	if err != nil {
		return err
	}
	total := len(sources)
	if total == 0 {
		total = len(c.Sources)
	}
	p := a.progress(total)
	result, err := d.Crawl(ctx, sources, p.step)
	p.done()
	if closing := d.Close(); err == nil {
		err = closing
	}
	if len(result.Visits) > 0 {
		if printing := a.printCrawl(form, result); err == nil {
			err = printing
		}
	}
	if err != nil {
		return err
	}
	return crawled(result.Visits)
}

// errorLog is the log of a command that shows progress: faults only.
func (a *app) errorLog() *slog.Logger {
	o := &slog.HandlerOptions{Level: slog.LevelError}
	if a.log == "json" {
		return slog.New(slog.NewJSONHandler(a.err, o))
	}
	return slog.New(slog.NewTextHandler(a.err, o))
}

// crawled gives the error, and with it the exit code, that visits end with.
func crawled(visits []export.Visit) error {
	failed := 0
	for _, v := range visits {
		if v.Reason != "" && !v.Expected {
			failed++
		}
	}
	switch failed {
	case 0:
		return nil
	case len(visits):
		return exit{exitFailed, fmt.Errorf("no outlet answered; `sada sources` lists the reasons, `sada status` what to do")}
	}
	return exit{exitPart, fmt.Errorf("%d of %s failed; `sada sources` lists the reasons, `sada status` what to do", failed, count(len(visits), "outlet"))}
}

func (a *app) printCrawl(form string, result export.Crawl) error {
	if form == "json" {
		return a.printJSON(result)
	}
	return crawlTable(result.Visits).write(a.out)
}

// crawlTable shows what visits did, one a row.
func crawlTable(visits []export.Visit) *table {
	t := &table{
		head:  []string{"outlet", "requests", "unchanged", "articles", "changed", "clippings", "left out", "not looked at", "to retry", "what"},
		right: map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true, 8: true},
	}
	for _, v := range visits {
		out := 0
		for _, n := range v.LeftOut {
			out += n
		}
		what := "well"
		if v.Gaps > 0 {
			what = "moved on by more than its feed holds"
		}
		if v.Reason != "" {
			what = wording(sada.Reason(v.Reason))
			if v.Detail != "" {
				what += " (" + v.Detail + ")"
			}
			if v.Expected {
				what += ", as the settings expect"
			}
		}
		if v.ByFeed > 0 {
			what = joined(what, count(v.ByFeed, "article")+" by the feed alone")
		}
		if v.Lost > 0 {
			what = joined(what, count(v.Lost, "item")+" of its feeds could not be read")
		}
		row := []string{v.Source}
		for _, n := range []int{v.Requests, v.NotModified, v.Articles, v.Versions, v.Clippings, out, v.Unseen, v.Failed} {
			row = append(row, strconv.Itoa(n))
		}
		t.add(append(row, what)...)
	}
	return t
}

func (a *app) printJSON(v any) error {
	text, err := encode(v, "")
	if err != nil {
		return err
	}
	_, err = a.out.Write(append(text, '\n'))
	return err
}
