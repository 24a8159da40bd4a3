package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func (a *app) verifyCommand() *cobra.Command {
	var form string
	cmd := &cobra.Command{
		Use: "verify", Short: "Read the whole archive and say whether it is sound", Args: usage(noArgs),
		Long:    "Read every record of the archive, every kept body against its hash, and the search index against the texts. Nothing is\nchanged. Ends with 1 when something is wrong.",
		Example: "  sada verify",
	}
	format(cmd, &form, "text", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context(), form) }
	return cmd
}

func (a *app) verify(ctx context.Context, form string) error {
	d, _, err := a.desk(ctx, wiring{command: "verify"})
	if err != nil {
		return err
	}
	p := a.progress(0)
	found, err := d.Verify(ctx, p.step)
	p.done()
	if closing := d.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if form == "json" {
		err = a.printJSON(found)
	} else {
		for _, f := range found.Faults {
			fmt.Fprintln(a.out, oneLine(f))
		}
		if found.Indexed == 0 && found.Articles > 0 {
			fmt.Fprintln(a.out, "there is no search index of this version; the next `sada search` makes it anew")
		}
		if n := found.Unchecked; n > 0 {
			fmt.Fprintf(a.out, "%s of an older sada carry no check of their bytes: they can be read, and a flipped bit in one would not show\n", count(n, "record"))
		}
		_, err = fmt.Fprintf(a.out, "%s, %s, %s held against the search index: %s\n", count(found.Articles, "article"), count(found.Captures, "capture"),
			count(found.Indexed, "text"), count(len(found.Faults), "fault"))
	}
	if err == nil && len(found.Faults) > 0 {
		err = exit{exitFailed, fmt.Errorf("the archive has %s; put back the last copy of it, or remove search.db when only the search index is named", count(len(found.Faults), "fault"))}
	}
	return err
}
