package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sada"
	"sada/config"
	"sada/crawler"
	"sada/extract"
	"sada/internal/address"
	"sada/internal/clock"
	"sada/internal/export"
)

// extraction is one call of `sada extract`.
type extraction struct {
	format string
	url    string
	urls   string
	at     string
	why    bool

	config *config.Config // nil when there are no settings
	zone   *time.Location
	moment time.Time // of --at; zero takes the file's time
	list   *addresses
}

func (a *app) extractCommand() *cobra.Command {
	var x extraction
	cmd := &cobra.Command{
		Use: "extract FILE|DIR|URL|-...", Short: "Read articles out of pages; nothing is kept", Args: usage(takes(1, anyNumber)),
		Long:    "Read the article out of each page and print it. Files may be packed with gzip; folders are walked in the order of\ntheir names. A page that is no article gives its reason. Nothing is kept, and no settings are needed for files.",
		Example: "  sada extract --format text page.html\n  sada extract --format jsonl --urls urls.tsv saved/\n  curl -s https://example.org/a | sada extract --url https://example.org/a -",
	}
	format(cmd, &x.format, "json", "jsonl", "text")
	cmd.Flags().StringVar(&x.url, "url", "", "address of the one page that is read")
	cmd.Flags().StringVar(&x.urls, "urls", "", "`TSV` of file name and address")
	cmd.Flags().BoolVar(&x.why, "why", false, "show what each witness of a page says of each field, and what was chosen")
	cmd.Flags().StringVar(&x.at, "at", "", "when the pages were taken (default: the file's time)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.extract(cmd.Context(), x, args) }
	return cmd
}

// job is one page to read, and where its answer goes.
type job struct {
	saved
	web    bool
	answer chan answered
}

// answered is what became of one page.
type answered struct {
	article *export.Article
	failure *export.ExtractError
	err     error // the file could not be read
}

func (a *app) extract(ctx context.Context, x extraction, args []string) error {
	jobs, err := a.jobs(&x, args)
	if err != nil {
		return err
	}
	var web *crawler.Visit
	for _, j := range jobs {
		if j.web && web == nil {
			c, err := a.reader(&x)
			if err != nil {
				return err
			}
			defer c.Close()
			web = c.Visit()
		}
	}
	defer roomy(roomyLimit)()
	queue := make(chan *job)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for j := range queue {
				j.answer <- a.readOne(ctx, &x, web, j)
			}
		})
	}
	go func() {
		defer close(queue)
		for i := range jobs {
			select {
			case queue <- &jobs[i]:
			case <-ctx.Done():
				return
			}
		}
	}()
	failed, err := a.printArticles(ctx, x.format, jobs)
	if err == nil {
		workers.Wait()
	}
	if err == nil && failed > 0 {
		err = exit{exitFailed, fmt.Errorf("%s could not be read", count(failed, "input"))}
	}
	return err
}

// jobs lists what is to be read.
func (a *app) jobs(x *extraction, args []string) ([]job, error) {
	var err error
	if x.list, err = readAddresses(x.urls); err != nil {
		return nil, exit{exitUsage, err}
	}
	if path, found := config.Find(a.config); found == nil {
		if x.config, err = config.Load(path); err != nil && a.config != "" {
			return nil, exit{exitUsage, err}
		}
	} else if a.config != "" {
		return nil, exit{exitUsage, found}
	}
	if x.zone, err = clock.Location("Africa/Casablanca"); err != nil {
		return nil, err
	}
	if x.config != nil {
		x.zone = x.config.Zone
	}
	if x.at != "" {
		if x.moment, err = moment(x.at, x.zone); err != nil {
			return nil, err
		}
	}
	var jobs []job
	for _, arg := range args {
		if isAddress(arg) {
			jobs = append(jobs, job{saved: saved{name: arg, url: arg}, web: true, answer: make(chan answered, 1)})
			continue
		}
		files, err := gather([]string{arg}, x.list)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			jobs = append(jobs, job{saved: f, answer: make(chan answered, 1)})
		}
	}
	if x.url != "" {
		if len(jobs) != 1 {
			return nil, exit{exitUsage, errors.New("--url is the address of one page; give a list with --urls for several")}
		}
		if jobs[0].url, err = address.Parse(x.url, ""); err != nil {
			return nil, exit{exitUsage, fmt.Errorf("--url %s: %w", x.url, err)}
		}
	}
	return jobs, nil
}

// reader makes a crawler for `sada extract URL`: nothing is kept, but the
// outlet is told who asks.
func (a *app) reader(x *extraction) (*crawler.Crawler, error) {
	if x.config == nil {
		return nil, exit{exitUsage, errors.New("reading from the web needs settings with your contact address; `sada init` writes a file")}
	}
	if err := x.config.NeedContact(nil); err != nil {
		return nil, exit{exitUsage, err}
	}
	return newCrawler(x.config, nil, nil)
}

// readOne reads one page and extracts its article.
func (a *app) readOne(ctx context.Context, x *extraction, web *crawler.Visit, j *job) answered {
	var page *sada.Page
	var err error
	if j.web {
		page, err = web.Fetch(ctx, crawler.Request{URL: j.url, What: crawler.Page})
		var f *crawler.Fault
		if errors.As(err, &f) {
			e := export.NewExtractError(j.name, j.url, f.Reason, f.Detail)
			return answered{failure: &e}
		}
	} else {
		page, err = j.page(a.in, x, a.now())
	}
	if err != nil {
		return answered{err: err}
	}
	hints := extract.Hints{Zone: x.zone, Now: page.Capture.Ended.In(x.zone)}
	if x.config != nil {
		hints.Source = sourceOf(x.config, page.URL())
	}
	read := extract.Article
	var why []sada.Said
	if x.why {
		read = func(p *sada.Page, h extract.Hints) (a *sada.Article, err error) {
			a, why, err = extract.Explain(p, h)
			return a, err
		}
	}
	article, err := read(page, hints)
	if err != nil {
		r := &sada.Rejection{Reason: sada.ReasonParse, Detail: err.Error()}
		errors.As(err, &r)
		e := export.NewExtractError(j.name, j.url, r.Reason, r.Detail)
		e.Why = export.NewWhy(why)
		return answered{failure: &e}
	}
	shape := export.NewArticle(j.name, article)
	shape.Why = export.NewWhy(why)
	return answered{article: &shape}
}

// page is a saved page as a Page.
func (j *job) page(in io.Reader, x *extraction, now time.Time) (*sada.Page, error) {
	body, err := j.read(in)
	if err != nil {
		return nil, err
	}
	at := j.at
	if !x.moment.IsZero() {
		at = x.moment
	}
	if at.IsZero() {
		at = now
	}
	return &sada.Page{Body: body, Capture: sada.Capture{
		By: sada.ByImport, URL: j.url, FinalURL: j.url, Began: at, Ended: at,
		Size: int64(len(body)),
	}}, nil
}

// sourceOf is the source of the settings whose host the address is, or nil.
func sourceOf(c *config.Config, url string) *sada.Source {
	if url == "" {
		return nil
	}
	for i := range c.Sources {
		if address.Host(c.Sources[i].Home) == address.Host(url) {
			return &c.Sources[i]
		}
	}
	return nil
}

// printArticles prints the answers in the order of the inputs and counts the
// inputs that could not be read.
func (a *app) printArticles(ctx context.Context, form string, jobs []job) (failed int, err error) {
	first := true
	bar := a.extractProgress(len(jobs))
	defer bar.done()
	if form == "json" {
		if _, err := io.WriteString(a.out, "["); err != nil {
			return 0, err
		}
	}
	for i := range jobs {
		var r answered
		select {
		case r = <-jobs[i].answer:
		case <-ctx.Done():
			return failed, ctx.Err()
		}
		if r.err != nil {
			failed++
			fmt.Fprintln(a.err, "sada:", oneLine(r.err.Error()))
			continue
		}
		if err := a.printArticle(form, &r, first); err != nil {
			return failed, err
		}
		first = false
		bar.read(i+1, len(jobs))
	}
	if form == "json" {
		_, err = io.WriteString(a.out, "\n]\n")
	}
	return failed, err
}

func (a *app) printArticle(form string, r *answered, first bool) error {
	var shape any = r.article
	if r.failure != nil {
		shape = r.failure
	}
	switch form {
	case "text":
		return a.printText(r, first)
	case "jsonl":
		line, err := encode(shape, "")
		if err == nil {
			_, err = a.out.Write(append(line, '\n'))
		}
		return err
	}
	separator := ",\n  "
	if first {
		separator = "\n  "
	}
	text, err := encode(shape, "  ")
	if err == nil {
		_, err = io.WriteString(a.out, separator+string(text))
	}
	return err
}

// encode gives JSON that keeps < > & as they are.
func encode(v any, indent string) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if indent != "" {
		e.SetIndent(indent, "  ")
	}
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("writing JSON: %w", err)
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}

// printText prints an article for a reader: title, what is known of it, text.
func (a *app) printText(r *answered, first bool) error {
	var b strings.Builder
	if !first {
		b.WriteString("\n" + strings.Repeat("-", 72) + "\n\n")
	}
	if f := r.failure; f != nil {
		fmt.Fprintf(&b, "%s\nno article: %s", oneLine(f.File), wording(sada.Reason(f.Error.Reason)))
		if f.Error.Detail != "" {
			fmt.Fprintf(&b, " (%s)", oneLine(f.Error.Detail))
		}
		b.WriteString("\n")
		writeWhy(&b, f.Why)
	} else {
		x := r.article
		b.WriteString(oneLine(x.Title) + "\n")
		if x.Subtitle != "" && !strings.HasPrefix(x.Text, x.Subtitle) {
			b.WriteString(oneLine(x.Subtitle) + "\n")
		}
		var known []string
		for _, s := range []string{strings.Join(x.Authors, ", "), x.Published, x.URL} {
			if s != "" {
				known = append(known, s)
			}
		}
		b.WriteString(oneLine(strings.Join(known, "  ")) + "\n")
		for _, line := range strings.Split(x.Text, "\n") {
			b.WriteString("\n" + oneLine(line))
		}
		b.WriteString("\n")
		writeWhy(&b, x.Why)
	}
	_, err := io.WriteString(a.out, b.String())
	return err
}
