package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// app is one run of the program.
type app struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time

	config  string
	quiet   bool
	verbose bool
	log     string
}

// exit is an error with the exit code it asks for. A nil err says nothing more:
// the command has told its reasons already.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exit) Unwrap() error { return e.err }

// Exit codes, as the contract gives them.
const (
	exitFailed = 1
	exitUsage  = 2
	exitPart   = 3
	exitHeld   = 4
)

// run is the whole program without globals. It returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	a := &app{in: in, out: out, err: errs, now: time.Now}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	return a.end(ctx, err)
}

// end words the error a command ended with and gives the exit code.
func (a *app) end(ctx context.Context, err error) int {
	if err == nil {
		return 0
	}
	var stopped interrupted
	if errors.As(context.Cause(ctx), &stopped) {
		fmt.Fprintln(a.err, "sada: interrupted; what was acknowledged is kept")
		return stopped.code()
	}
	a.tell(err)
	var e exit
	if errors.As(err, &e) {
		return e.code
	}
	return codeOf(err)
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "sada",
		Short:         "Listen to the press for a press office",
		Long:          "sada visits the outlets on a list, keeps the text of every article it reads, and tells which ones\nanswer an event the office follows.\n\nStart with `sada demo`, which needs no settings and no network; then `sada init`.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", "", "settings `FILE` (default $SADA_CONFIG, ./sada.yaml, $XDG_CONFIG_HOME/sada/sada.yaml, /etc/sada/sada.yaml)")
	flags.BoolVar(&a.quiet, "quiet", false, "no progress, only what matters")
	flags.BoolVar(&a.verbose, "verbose", false, "tell more")
	flags.StringVar(&a.log, "log", "text", "form of the log: `json|text`")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return exit{exitUsage, fmt.Errorf("%w; `%s --help` lists the flags", err, cmd.CommandPath())}
	})
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if a.log != "text" && a.log != "json" {
			return exit{exitUsage, fmt.Errorf("--log %s: write json or text", a.log)}
		}
		return nil
	}
	root.AddCommand(
		a.demoCommand(), a.initCommand(), a.checkCommand(), a.runCommand(), a.crawlCommand(),
		a.sourcesCommand(), a.eventsCommand(), a.statusCommand(), a.exportCommand(), a.importCommand(),
		a.extractCommand(), a.matchCommand(), a.queryCommand(), a.searchCommand(), a.whyCommand(), a.verifyCommand(), a.versionCommand(),
	)
	knownTopics(root)
	return root
}

// knownTopics makes `sada help` refuse a command that there is not.
func knownTopics(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() != "help" {
			continue
		}
		show := c.Run
		c.Run = nil
		c.RunE = func(cmd *cobra.Command, args []string) error {
			if topic, _, err := root.Find(args); err != nil || len(args) > 0 && topic == root {
				return exit{exitUsage, fmt.Errorf("unknown command %q; `sada help` lists them", args[0])}
			}
			show(cmd, args)
			return nil
		}
	}
}

// logger is the log of a command that lasts.
func (a *app) logger() *slog.Logger {
	level := slog.LevelInfo
	if a.verbose {
		level = slog.LevelDebug
	}
	if a.quiet {
		level = slog.LevelWarn
	}
	o := &slog.HandlerOptions{Level: level}
	if a.log == "json" {
		return slog.New(slog.NewJSONHandler(a.err, o))
	}
	return slog.New(slog.NewTextHandler(a.err, o))
}

// terminal reports whether w is a terminal, and its width.
func terminal(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width < 20 {
		width = 80
	}
	return width, true
}

// version is the version of the program: the module's, else the commit's.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: usage(noArgs),
		Example: "  sada version",
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(a.out, "sada", version())
			return err
		},
	}
}

// format is a --format flag that takes one of a few words.
func format(cmd *cobra.Command, into *string, allowed ...string) {
	list := ""
	for i, f := range allowed {
		if i > 0 {
			list += "|"
		}
		list += f
	}
	cmd.Flags().StringVar(into, "format", allowed[0], "`"+list+"`")
	before := cmd.PreRunE
	cmd.PreRunE = func(c *cobra.Command, args []string) error {
		for _, f := range allowed {
			if f == *into {
				if before != nil {
					return before(c, args)
				}
				return nil
			}
		}
		return exit{exitUsage, fmt.Errorf("--format %s: write %s", *into, list)}
	}
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(allowed, cobra.ShellCompDirectiveNoFileComp))
}

// noArgs refuses arguments of a command that takes none.
func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%q: the command takes no argument", args[0])
	}
	return nil
}

// anyNumber is the most arguments of a command that takes a list.
const anyNumber = 1 << 20

// takes wants so many arguments at least and at most, and names the one that is
// missing as the command's line of use does.
func takes(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > most {
			return fmt.Errorf("%q is more than the command takes", args[most])
		}
		if len(args) >= least {
			return nil
		}
		missing := strings.TrimSuffix(strings.Fields(cmd.Use)[1+len(args)], "...")
		example, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n")
		return fmt.Errorf("%s is missing, as in `%s`", missing, example)
	}
}

// usage makes an argument check answer with the code for wrong use.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return exit{exitUsage, fmt.Errorf("%w; `%s --help` shows how it is used", err, cmd.CommandPath())}
		}
		return nil
	}
}
