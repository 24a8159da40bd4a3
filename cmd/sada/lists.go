package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
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

func (a *app) statusCommand() *cobra.Command {
	return a.list("status", "Tell what to look at first",
		"Tell what needs a person and what to do, then what the archive holds, what was left out and why, and sizes.",
		func(ctx context.Context, d *desk, zone *time.Location, form string) error {
			s, err := d.Status(ctx)
			if err != nil {
				return err
			}
			if form == "json" {
				return a.printJSON(s)
			}
			return printStatus(a.out, &s, zone)
		})
}

func printStatus(w io.Writer, s *export.Status, zone *time.Location) error {
	var b strings.Builder
	switch failing := s.Counts.Failing; {
	case len(s.Attention) > 0:
		b.WriteString("What needs you:\n")
	case failing > 0:
		fmt.Fprintf(&b, "Nothing needs you yet: %s failed at the last visit and will be tried again; `sada sources` says why.\n", count(failing, "outlet"))
	default:
		b.WriteString("Nothing needs you.\n")
	}
	for _, x := range s.Attention {
		since := ""
		if x.Since != "" {
			since = ", since " + minute(x.Since, zone)
		}
		fmt.Fprintf(&b, "  %s: %s%s\n", oneLine(x.Place), oneLine(x.What), since)
		if x.Instead != "" {
			fmt.Fprintf(&b, "      %s\n", oneLine(x.Instead))
		}
	}
	b.WriteString("\n")
	printDaemon(&b, s.Daemon, zone)
	c := s.Counts
	fmt.Fprintf(&b, "Archive: %s in %s, %s; %s of %s; %s waiting\n", count(c.Articles, "article"), count(c.Versions, "version"),
		count(c.Captures, "capture"), count(c.Clippings, "clipping"), count(c.Events, "event"), count(c.Waiting, "address"))
	for _, event := range sortedKeys(s.Outside) {
		fmt.Fprintf(&b, "  %s: %s answer it outside its days\n", event, count(s.Outside[event], "article"))
	}
	k := s.Disk
	fmt.Fprintf(&b, "Disk: %s taken (%s cards, %s texts, %s pages, %s clippings), %s free", size(k.Main+k.Texts+k.Pages+k.Clips),
		size(k.Main), size(k.Texts), size(k.Pages), size(k.Clips), size(int64(k.Free)))
	if k.PerDay > 0 {
		fmt.Fprintf(&b, ", grows by %s a day", size(k.PerDay))
	}
	b.WriteString("\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	return printLeftOut(w, s.LeftOut)
}

func printDaemon(b *strings.Builder, d *export.Daemon, zone *time.Location) {
	if d == nil {
		b.WriteString("Daemon: not running\n")
		return
	}
	fmt.Fprintf(b, "Daemon: pid %d since %s", d.PID, minute(d.Since, zone))
	if d.Paused != "" {
		fmt.Fprintf(b, ", paused (%s)", d.Paused)
	}
	if len(d.Visiting) > 0 {
		fmt.Fprintf(b, ", visiting %s", strings.Join(d.Visiting, ", "))
	}
	b.WriteString("\n")
}

func printLeftOut(w io.Writer, left map[string]map[string]int) error {
	if len(left) == 0 {
		return nil
	}
	t := &table{head: []string{"left out of", "pages", "why"}, right: map[int]bool{1: true}}
	for _, source := range sortedKeys(left) {
		for _, reason := range sortedKeys(left[source]) {
			t.add(source, strconv.Itoa(left[source][reason]), wording(sada.Reason(reason)))
		}
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return err
	}
	return t.write(w)
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
