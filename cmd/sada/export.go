package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sada"
	"sada/internal/export"
)

// exporting is one call of `sada export`.
type exporting struct {
	format, since, until, by, separator, file string
	stale                                     bool
}

func (a *app) exportCommand() *cobra.Command {
	var x exporting
	cmd := &cobra.Command{
		Use: "export EVENT", Short: "Print the clippings of an event", Args: usage(takes(1, 1)),
		Long:    "Print the articles that answer an event. Days are inclusive. A file named with -o comes into being whole or not at all.",
		Example: "  sada export ogp-marrakech-2022 -o ogp.json\n  sada export ogp-marrakech-2022 --format csv --separator ';' --since 2022-11-01 -o ogp.csv",
	}
	format(cmd, &x.format, export.Formats()...)
	f := cmd.Flags()
	f.StringVar(&x.since, "since", "", "first day or moment (RFC 3339)")
	f.StringVar(&x.until, "until", "", "last day or moment")
	f.StringVar(&x.by, "by", "published", "what --since and --until are held against: `published|captured`")
	f.StringVar(&x.separator, "separator", ",", "what parts the columns of csv; \"tab\" for a tab")
	f.BoolVar(&x.stale, "stale", false, "also those that no longer answer the query")
	f.StringVarP(&x.file, "output", "o", "", "write to `FILE` instead of standard output")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.export(cmd.Context(), args[0], &x) }
	return cmd
}

func (a *app) export(ctx context.Context, event string, x *exporting) error {
	d, _, err := a.desk(ctx, wiring{command: "export"})
	if err != nil {
		return err
	}
	defer roomy(exportLimit)()
	lost, err := x.write(ctx, d, event, a.out)
	if closing := d.Close(); err == nil {
		err = closing
	}
	if err == nil && lost != (export.Losses{}) {
		err = exit{exitPart, errors.New(lossOf(event, lost))}
	}
	return err
}

// lossOf words what the archive could not give of an event.
func lossOf(event string, lost export.Losses) string {
	var parts []string
	if n := lost.LeftOut; n > 0 {
		parts = append(parts, count(n, "clipping")+" left out, since the record cannot be read")
	}
	if n := lost.Partly; n > 0 {
		parts = append(parts, count(n, "clipping")+" without a part that is lost (\"lost\" names it in json)")
	}
	return fmt.Sprintf("the archive is damaged: of %s it could not give %s; the rest is complete, and `sada verify` names what is lost", event, strings.Join(parts, ", and "))
}

func (x *exporting) write(ctx context.Context, d *desk, event string, out io.Writer) (lost export.Losses, err error) {
	if x.separator == "" {
		return lost, exit{exitUsage, sada.Problem{Place: "--separator", What: "is empty", Instead: "write one sign, such as ; or tab"}}
	}
	if info, err := os.Stat(x.file); err == nil && info.IsDir() {
		return lost, exit{exitUsage, sada.Problem{Place: "-o " + x.file, What: "is a folder", Instead: "name a file in it"}}
	}
	if x.separator == "tab" || x.separator == `\t` {
		x.separator = "\t"
	}
	options := url.Values{"format": {x.format}, "since": {x.since}, "until": {x.until}, "by": {x.by}, "separator": {x.separator}}
	if x.stale {
		options.Set("stale", "yes")
	}
	send := func(w io.Writer) error {
		lost, err = d.Export(ctx, event, options, w)
		return err
	}
	if x.file == "" || x.file == "-" {
		err = send(out)
	} else {
		err = replace(x.file, send)
	}
	return lost, err
}

// replace writes a file whole: what was there before stays until the new one
// is complete. A link is followed, and what is no file, such as /dev/null or
// a pipe, is written to and never put aside.
func replace(path string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return pour(path, write)
	}
	f, err := beside(path)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, cause(err))
	}
	defer os.Remove(f.Name())
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("writing %s: %w", path, cause(err))
	}
	return nil
}

// beside opens a new file in the folder of another one. It may be read by whom that
// one may, or, where there is none yet, as the umask says.
func beside(path string) (*os.File, error) {
	for try := 0; ; try++ {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d", filepath.Base(path), os.Getpid(), try))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) && try < mostBeside {
			continue
		}
		if err != nil {
			return nil, err
		}
		if info, err := os.Stat(path); err == nil {
			_ = f.Chmod(info.Mode().Perm()) // where that cannot be, the umask stands
		}
		return f, nil
	}
}

// mostBeside is how many names are tried for a file beside another.
const mostBeside = 100

// pour writes to what stands at a path.
func pour(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, cause(err))
	}
	err = write(f)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// readDocument reads an export back.
func readDocument(path string) (export.Document, error) {
	var d export.Document
	body, err := os.ReadFile(path)
	if err != nil {
		return d, fmt.Errorf("reading %s: %w", path, cause(err))
	}
	if err := json.Unmarshal(body, &d); err != nil {
		return d, fmt.Errorf("reading %s: %w", path, err)
	}
	return d, nil
}
