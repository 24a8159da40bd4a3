package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"sada"
	"sada/internal/export"
)

// list is a command that asks one question and prints its answer.
func (a *app) list(use, short, long string, answer func(context.Context, *desk, *time.Location, string) error) *cobra.Command {
	var form string
	cmd := &cobra.Command{
		Use: use, Short: short, Long: long, Args: usage(noArgs),
		Example: "  sada " + use + "\n  sada " + use + " --format json",
	}
	format(cmd, &form, "table", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		d, c, err := a.desk(cmd.Context(), wiring{command: use})
		if err != nil {
			return err
		}
		err = answer(cmd.Context(), d, c.Zone, form)
		if closing := d.Close(); err == nil {
			err = closing
		}
		return err
	}
	return cmd
}

func (a *app) sourcesCommand() *cobra.Command {
	return a.list("sources", "List the outlets and how they fare",
		"List the outlets of the settings, those that need a person first. With --format json each way into an outlet is told\nwith its last answer.",
		func(ctx context.Context, d *desk, zone *time.Location, form string) error {
			s, err := d.Sources(ctx)
			if err != nil {
				return err
			}
			if form == "json" {
				return a.printJSON(s)
			}
			return sourcesTable(s.Sources, zone).write(a.out)
		})
}

func sourcesTable(rows []export.SourceRow, zone *time.Location) *table {
	t := &table{
		head:  []string{"outlet", "state", "articles", "waiting", "last visit", "last article", "name", "why"},
		right: map[int]bool{2: true, 3: true},
	}
	for _, s := range rows {
		why := ""
		if s.Reason != "" {
			why = wording(sada.Reason(s.Reason))
			if s.Detail != "" {
				why += " (" + s.Detail + ")"
			}
			if s.Expect != "" && s.State == "challenged" {
				why += ", as the settings expect"
			}
		}
		if s.ByFeed > 0 {
			why = joined(why, count(s.ByFeed, "article")+" by the feed alone")
		}
		t.add(s.ID, s.State, strconv.Itoa(s.Articles), strconv.Itoa(s.Waiting), minute(s.Visited, zone), minute(s.Article, zone), sada.Names(s.Name).In(""), why)
	}
	return t
}

func (a *app) eventsCommand() *cobra.Command {
	return a.list("events", "List the events and what answers them",
		"List the events of the settings and those that left them (retired), with the number of their clippings.",
		func(ctx context.Context, d *desk, zone *time.Location, form string) error {
			e, err := d.Events(ctx)
			if err != nil {
				return err
			}
			if form == "json" {
				return a.printJSON(e)
			}
			return eventsTable(e.Events, zone).write(a.out)
		})
}

func eventsTable(rows []export.EventRow, zone *time.Location) *table {
	t := &table{head: []string{"event", "clippings", "outside", "from", "until", "newest", "title"}, right: map[int]bool{1: true, 2: true}}
	for _, e := range rows {
		title := sada.Names(e.Title).In("")
		if e.Retired {
			title += " (retired)"
		}
		t.add(e.ID, strconv.Itoa(e.Clippings), strconv.Itoa(e.Outside), dash(e.From), dash(e.Until), minute(e.Newest, zone), title)
	}
	return t
}

// minute gives a moment of the wire as a person reads it, on the office's clock:
// a machine's own zone data may not know what the law says of it.
func minute(s string, zone *time.Location) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return dash(s)
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

// joined puts two remarks beside each other.
func joined(one, other string) string {
	if one == "" {
		return other
	}
	return one + "; " + other
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// size words a number of bytes.
func size(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	x, i := float64(n), 0
	for x >= 1000 && i < len(units)-1 {
		x, i = x/1000, i+1
	}
	if i == 0 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.1f %s", x, units[i])
}
