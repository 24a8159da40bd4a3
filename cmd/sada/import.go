package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sada"
	"sada/config"
	"sada/internal/export"
	"sada/internal/web"
)

// importing is one call of `sada import`.
type importing struct {
	urls, at, source string
}

func (a *app) importCommand() *cobra.Command {
	var x importing
	cmd := &cobra.Command{
		Use: "import PATH|URL...", Short: "Bring in saved pages", Args: usage(takes(1, anyNumber)),
		Long:    "Bring saved pages into the archive as if they had been visited, for outlets that refuse this machine. Files may be\npacked with gzip; folders are walked. An address is fetched. A page that gives no article is told with its reason,\nand the command then ends with 3.",
		Example: "  sada import --source map saved/\n  sada import --urls urls.tsv --at 2022-11-03 saved/",
	}
	f := cmd.Flags()
	f.StringVar(&x.urls, "urls", "", "`TSV` of file name and address")
	f.StringVar(&x.at, "at", "", "when the pages were taken (default: the file's time)")
	f.StringVar(&x.source, "source", "", "`ID` of the outlet (default: the one whose host it is)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.bring(cmd.Context(), &x, args) }
	return cmd
}

// bring imports files and addresses.
func (a *app) bring(ctx context.Context, x *importing, args []string) error {
	c, err := a.settings()
	if err != nil {
		return err
	}
	pages, err := a.pages(x, c, args)
	if err != nil {
		return err
	}
	d, err := a.ask(ctx, c, wiring{command: "import", make: true, serve: true, log: a.errorLog()})
	if err != nil {
		return err
	}
	report := a.bringAll(ctx, d, x.source, pages)
	err = ctx.Err()
	if report.fatal != nil {
		err = report.fatal
	}
	if closing := d.Close(); err == nil {
		err = closing
	}
	fmt.Fprintln(a.out, report.String())
	if err == nil && report.without > 0 {
		err = exit{code: exitPart}
	}
	return err
}

// pages lists what is to be brought in.
func (a *app) pages(x *importing, c *config.Config, args []string) ([]saved, error) {
	list, err := readAddresses(x.urls)
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	var at time.Time
	if x.at != "" {
		if at, err = moment(x.at, c.Zone); err != nil {
			return nil, err
		}
	}
	var pages []saved
	for _, arg := range args {
		if isAddress(arg) {
			if err := c.NeedContact(nil); err != nil {
				return nil, exit{exitUsage, err}
			}
			pages = append(pages, saved{name: arg, url: arg})
			continue
		}
		files, err := gather([]string{arg}, list)
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, exit{exitFailed, fmt.Errorf("%s: holds no pages", arg)}
		}
		pages = append(pages, files...)
	}
	for i := range pages {
		if !at.IsZero() {
			pages[i].at = at
		}
		if pages[i].at.IsZero() {
			pages[i].at = a.now()
		}
	}
	return pages, nil
}

// brought counts what became of pages.
type brought struct {
	fresh, changed, known, without, clippings int
	fatal                                     error
}

// String words the count.
func (b *brought) String() string {
	return fmt.Sprintf("%s: %d new, %d changed, %d known; %s without an article; %s",
		count(b.fresh+b.changed+b.known+b.without, "page"), b.fresh, b.changed, b.known, count(b.without, "page"), count(b.clippings, "new clipping"))
}

// bringAll hands the pages over, a few at a time, and tells of each that gives
// no article.
func (a *app) bringAll(ctx context.Context, d *desk, source string, pages []saved) *brought {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		mu     sync.Mutex
		report brought
		queue  = make(chan saved)
		wait   sync.WaitGroup
		bar    = a.progress(0)
	)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for s := range queue {
				out, err := a.bringOne(ctx, d, source, s)
				mu.Lock()
				fatal := report.take(&out, err)
				mu.Unlock()
				if fatal {
					cancel()
					return
				}
				bar.brought(s.name, &out, err, len(pages))
			}
		})
	}
	for _, s := range pages {
		select {
		case queue <- s:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(queue)
	wait.Wait()
	bar.done()
	return &report
}

// errUnread is the error of a file that cannot be read: it costs that file only.
type errUnread struct{ error }

func (a *app) bringOne(ctx context.Context, d *desk, source string, s saved) (export.Imported, error) {
	p := web.Page{File: filepath.Base(s.name), URL: s.url, Source: source, At: s.at}
	if s.path != "" {
		body, err := s.read(a.in)
		if err != nil {
			return export.Imported{}, errUnread{err}
		}
		p.Body = bytes.NewReader(body)
	}
	return d.Import(ctx, p)
}

// take counts one answer; it reports true for an error that ends the work.
func (b *brought) take(out *export.Imported, err error) (fatal bool) {
	var unread errUnread
	switch {
	case errors.As(err, &unread), err == nil && out.Error != nil:
		b.without++
	case err != nil:
		if b.fatal == nil && !errors.Is(err, context.Canceled) {
			b.fatal = err
		}
		return true
	case out.New:
		b.fresh++
	case out.Changed:
		b.changed++
	default:
		b.known++
	}
	b.clippings += out.Clippings
	return false
}

// brought shows what became of one page.
func (p *progress) brought(name string, out *export.Imported, err error, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages++
	p.clips += out.Clippings
	switch {
	case err != nil:
		p.line("  %s", oneLine(err.Error()))
	case out.Error != nil:
		why := wording(sada.Reason(out.Error.Reason))
		if out.Error.Detail != "" {
			why += " (" + out.Error.Detail + ")"
		}
		p.line("  %s: no article: %s", oneLine(name), oneLine(why))
	case p.loud:
		p.line("  %s: %s", oneLine(name), oneLine(out.Title))
	}
	p.share = fmt.Sprintf("%d of %s", p.pages, count(total, "page"))
	p.draw()
}
