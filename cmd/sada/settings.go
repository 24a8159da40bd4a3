package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"sada"
	"sada/config"
)

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use: "init [FILE]", Short: "Write a commented settings file", Args: usage(takes(0, 1)),
		Long:    "Write a settings file that explains itself, ready to be filled in. A file that is there already stays as it is.\nOne in /etc is for the service of the whole machine: its archive lies in /var/lib/sada, where the unit lets it write.",
		Example: "  sada init\n  sada init /etc/sada/sada.yaml",
		RunE: func(_ *cobra.Command, args []string) error {
			path := "sada.yaml"
			if a.config != "" {
				path = a.config
			}
			if len(args) == 1 {
				path = args[0]
			}
			return a.init(path)
		},
	}
}

func (a *app) init(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	mode, next := fs.FileMode(0o600), "then run `sada check`"
	if config.ForMachine(abs) {
		// The daemon's user and the office's read it too.
		mode, next = 0o644, "then run `sada check` and start the service: systemctl enable --now sada\n      all users of this machine can read the file"
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o755); err != nil {
		return fmt.Errorf("writing %s: %w", path, cause(err))
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return exit{exitFailed, sada.Problem{Place: path, What: "there is a file of this name already, and it was left as it is", Instead: "name another: sada init OTHER.yaml"}}
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, cause(err))
	}
	_, err = f.Write(config.Template(abs))
	if err == nil {
		err = f.Chmod(mode) // whatever the umask says
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		os.Remove(path)
		return fmt.Errorf("writing %s: %w", path, cause(err))
	}
	fmt.Fprintf(a.err, "wrote %s\nnext: put your contact address, your outlets and your events into it, %s\n", path, next)
	return nil
}

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "Name every problem in the settings", Args: usage(noArgs),
		Long:    "Read the settings and name every problem at once: file, line, what is wrong, what to write instead.\nEnds with 0 when there is none, with 2 when there are.",
		Example: "  sada check\n  sada --config /etc/sada/sada.yaml check",
		RunE:    func(*cobra.Command, []string) error { return a.check() },
	}
}

func (a *app) check() error {
	path, err := config.Find(a.config)
	if err != nil {
		return exit{exitUsage, err}
	}
	c, err := config.Load(path)
	var list sada.Problems
	if errors.As(err, &list) {
		a.tell(list)
		return exit{exitUsage, fmt.Errorf("%s: %s", path, count(len(list), "problem"))}
	}
	if err != nil {
		return exit{exitUsage, err}
	}
	if err := c.NeedContact(nil); err != nil {
		return exit{exitUsage, err}
	}
	for _, n := range c.Notes {
		fmt.Fprintf(a.err, "note: %s\n", oneLine(n.Error()))
	}
	for _, s := range c.Sources {
		if s.Trust == sada.Guess || s.Trust == sada.Unconfirmed {
			fmt.Fprintf(a.err, "note: %s is %s in the catalogue; look at `sada sources` after the first visit\n", s.ID, s.Trust)
		}
	}
	fmt.Fprintf(a.err, "%s: no problems (%s, %s)\n", path, count(len(c.Sources), "outlet"), count(len(c.Events), "event"))
	return nil
}
