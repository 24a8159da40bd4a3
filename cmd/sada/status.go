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

func (a *app) statusCommand() *cobra.Command {
	check := false
	cmd := a.list("status", "Tell what to look at first",
		"Tell what needs a person and what to do, then what the archive holds, what was left out and why, and sizes.\n\n"+
			"With --check it is a probe: it ends with 0 when nothing needs you, with 3 when something does, and the first line says\nwhat; with 1 when there is no answer.",
		func(ctx context.Context, d *desk, zone *time.Location, form string) error {
			s, err := d.Status(ctx)
			if err != nil {
				return err
			}
			switch {
			case form == "json":
				err = a.printJSON(s)
			case check:
				err = printCheck(a.out, &s, zone)
			default:
				err = printStatus(a.out, &s, zone)
			}
			if err == nil && check && len(s.Attention) > 0 {
				return exit{exitPart, nil}
			}
			return err
		})
	cmd.Example += "\n  sada status --check"
	cmd.Flags().BoolVar(&check, "check", false, "end with 3 when something needs you, with 1 when nobody answers")
	ask := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		err := ask(cmd, args)
		if e, told := err.(exit); err != nil && check && (!told || e.code != exitPart) {
			return exit{exitFailed, err}
		}
		return err
	}
	return cmd
}

// printCheck says on its first line what needs a person, for a probe that shows
// no more than that.
func printCheck(w io.Writer, s *export.Status, zone *time.Location) error {
	if len(s.Attention) == 0 {
		return printAttention(w, s, zone)
	}
	first := s.Attention[0]
	more := ""
	if n := len(s.Attention) - 1; n > 0 {
		more = fmt.Sprintf("; and %d more", n)
	}
	if _, err := fmt.Fprintf(w, "%s: %s%s\n\n", oneLine(first.Place), oneLine(first.What), more); err != nil {
		return err
	}
	return printAttention(w, s, zone)
}

// printAttention tells what needs a person and what to do.
func printAttention(w io.Writer, s *export.Status, zone *time.Location) error {
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
	_, err := io.WriteString(w, b.String())
	return err
}

func printStatus(w io.Writer, s *export.Status, zone *time.Location) error {
	if err := printAttention(w, s, zone); err != nil {
		return err
	}
	var b strings.Builder
	for _, x := range s.Notices {
		fmt.Fprintf(&b, "Note: %s: %s\n", oneLine(x.Place), oneLine(x.What))
	}
	b.WriteString("\n")
	printDaemon(&b, s.Daemon, zone)
	c := s.Counts
	fmt.Fprintf(&b, "Archive: %s in %s, %s; %s of %s; %s waiting\n", count(c.Articles, "article"), count(c.Versions, "version"),
		count(c.Captures, "capture"), count(c.Clippings, "clipping"), count(c.Events, "event"), count(c.Waiting, "address"))
	if c.BodyCut > 0 {
		fmt.Fprintf(&b, "  %s longer than sada keeps: the text was cut, and exports mark it\n", count(c.BodyCut, "version"))
	}
	if c.ByFeed > 0 {
		fmt.Fprintf(&b, "  %s known by a feed alone: the page was not to be had, and exports say why\n", count(c.ByFeed, "article"))
	}
	for _, source := range sortedKeys(s.Lost) {
		fmt.Fprintf(&b, "  %s: %s of its feeds and lists could not be read or name no address of their own; the rest was read\n", source, count(s.Lost[source], "item"))
	}
	for _, source := range sortedKeys(s.Unseen) {
		fmt.Fprintf(&b, "  %s: its first visit passed over %s: too old for `first_visit:`, or more than one visit reads, which the next ones take up\n", source, count(s.Unseen[source], "address"))
	}
	for _, event := range sortedKeys(s.Outside) {
		answer := "answer"
		if s.Outside[event] == 1 {
			answer = "answers"
		}
		fmt.Fprintf(&b, "  %s: %s %s it outside its days\n", event, count(s.Outside[event], "article"), answer)
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
