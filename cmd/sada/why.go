package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sada/internal/export"
)

func (a *app) whyCommand() *cobra.Command {
	var form string
	cmd := &cobra.Command{
		Use: "why URL|FILE EVENT", Short: "Say why an article answers an event, or why not", Args: usage(takes(2, 2)),
		Long:    "Say whether the article at an address is a clipping of an event, and if not, what kept it from being one: the branch of\nthe query that failed with what came closest to it, the day, the outlets the event follows, or that it was never read.\nA file is asked the event's query as `sada match` does.",
		Example: "  sada why https://fr.le360.ma/politique/xyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ/ ogp-marrakech-2022\n  sada why text.txt ogp-marrakech-2022",
	}
	format(cmd, &form, "text", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.why(cmd.Context(), form, args[0], args[1]) }
	return cmd
}

func (a *app) why(ctx context.Context, form, ref, event string) error {
	if _, err := os.Stat(ref); err == nil && !isAddress(ref) {
		return a.match(ctx, form, "@"+strings.TrimPrefix(event, "@"), []string{ref})
	}
	d, _, err := a.desk(ctx, wiring{command: "why"})
	if err != nil {
		return err
	}
	answer, err := d.Why(ctx, ref, strings.TrimPrefix(event, "@"))
	if closing := d.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if form == "json" {
		return a.printJSON(answer)
	}
	var b strings.Builder
	if answer.Title != "" {
		fmt.Fprintf(&b, "%s\n%s\n", oneLine(answer.Title), oneLine(readable(answer.URL)))
	}
	fmt.Fprintln(&b, stateWording(&answer))
	writeHits(&b, answer.Hits)
	writeMissed(&b, answer.Missed)
	if _, err := a.out.Write([]byte(b.String())); err != nil {
		return errors.New("writing the answer: " + err.Error())
	}
	return nil
}

// stateWording says in words what an article is to an event, and what to do.
func stateWording(w *export.Why) string {
	switch w.State {
	case "clipping":
		return "a clipping of " + w.Event
	case "stale":
		return "was a clipping of " + w.Event + ", and answers it no longer"
	case "no-hit":
		return "its text does not answer the query of " + w.Event + ":"
	case "not-followed":
		return "it answers the query, and " + w.Event + " does not follow the outlet " + oneLine(w.Source) + "; add it under `sources:` of the event"
	case "outside-window":
		by := "published"
		if w.DayBy != "published" {
			by = "first seen"
		}
		return fmt.Sprintf("it answers the query, and was %s on %s, outside of %s to %s", by, w.Day, orOpen(w.From), orOpen(w.Until))
	case "unasked":
		return "it answers the query, and was not asked since the event changed; `sada crawl` or a running daemon asks it"
	case "no-text":
		return "its text is no longer kept (`keep: text` in the settings)"
	case "lost":
		return "the archive has lost its text: " + oneLine(w.Detail) + "; put the last copy of the archive back, `sada verify` names all that is lost"
	case "left-out":
		s := "the address was read and gave no article: " + wording(reasonOf(w.Reason))
		if w.Detail != "" {
			s += " (" + oneLine(w.Detail) + ")"
		}
		return s + "; `sada extract --why` shows what is read in a page"
	case "waiting":
		s := "the address waits to be read by the next visit of " + oneLine(w.Source)
		if w.Reason != "" {
			s += "; the last try: " + wording(reasonOf(w.Reason))
		}
		return s
	}
	return "no outlet led to this address; save the page and `sada import` it, or name the outlet in the settings"
}

func orOpen(day string) string {
	if day == "" {
		return "any day"
	}
	return day
}
