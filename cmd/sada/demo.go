package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sada"
	"sada/config"
	"sada/internal/export"
	"sada/internal/kiosk"
)

const (
	// demoEvent is the event of the kiosk.
	demoEvent = "ogp-marrakech-2022"
	// betweenRounds is what passes at the stand between two rounds, more than
	// the six hours after which an outlet's deep endpoints are read again.
	betweenRounds = 6*time.Hour + 30*time.Minute
)

func (a *app) demoCommand() *cobra.Command {
	var keep, form string
	cmd := &cobra.Command{
		Use: "demo", Short: "Do the whole job on outlets inside the program", Args: usage(noArgs),
		Long:    "Open a newspaper stand on this machine, visit its outlets twice, and show what was found of an event and what was\nleft out. No settings and no network are needed. With --keep the archive, the settings and the event's JSON and HTML stay.",
		Example: "  sada demo\n  sada demo --keep ./demo",
	}
	format(cmd, &form, "table", "json")
	cmd.Flags().StringVar(&keep, "keep", "", "leave everything in `DIR`")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), keep, form) }
	return cmd
}

// clockAt is a clock that shows a moment of the past and runs on from there.
type clockAt struct {
	mu    sync.Mutex
	shown time.Time
	begun time.Time
}

func (c *clockAt) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.shown.Add(time.Since(c.begun))
}

func (c *clockAt) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown = c.shown.Add(d)
}

func (a *app) demo(ctx context.Context, keep, form string) error {
	folder, remove, err := demoFolder(keep)
	if err != nil {
		return err
	}
	defer remove()
	clock := &clockAt{shown: kiosk.Morning(), begun: time.Now()}
	stand, err := kiosk.Open(kiosk.Options{Now: clock.now})
	if err != nil {
		return fmt.Errorf("opening the kiosk: %w", err)
	}
	defer stand.Close()
	c, err := demoSettings(folder, stand)
	if err != nil {
		return err
	}
	found, err := a.rounds(ctx, c, stand, clock)
	if err != nil {
		return err
	}
	if form == "json" {
		err = a.printJSON(found.Demo)
	} else {
		err = found.print(a.out)
	}
	if err != nil {
		return err
	}
	if keep != "" {
		fmt.Fprintf(a.err, "\nkept in %s: sada.yaml, the archive, %s.json and %s.html\n", folder, demoEvent, demoEvent)
		fmt.Fprintf(a.err, "next: open %s in a browser\n", filepath.Join(folder, demoEvent+".html"))
	} else {
		fmt.Fprintln(a.err, "\nnothing was left on disk; `sada demo --keep DIR` keeps the archive and the event's JSON and HTML")
	}
	if !found.Complete {
		return exit{exitFailed, fmt.Errorf("the demo found %d of %d items", found.Clippings, found.Expected)}
	}
	return nil
}

// demoFolder is where the demo works: a new folder, or the one to be kept.
func demoFolder(keep string) (folder string, remove func(), err error) {
	if keep == "" {
		folder, err = os.MkdirTemp("", "sada-demo-")
		if err != nil {
			return "", nil, fmt.Errorf("making a folder: %w", err)
		}
		return folder, func() { os.RemoveAll(folder) }, nil
	}
	if folder, err = filepath.Abs(keep); err != nil {
		return "", nil, fmt.Errorf("--keep %s: %w", keep, err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", nil, fmt.Errorf("--keep %s: %w", keep, cause(err))
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return "", nil, fmt.Errorf("--keep %s: %w", keep, cause(err))
	}
	if len(entries) > 0 {
		return "", nil, exit{exitUsage, sada.Problem{Place: "--keep " + keep, What: "the folder is not empty", Instead: "name a new one"}}
	}
	return folder, func() {}, nil
}

// demoSettings writes the stand's settings and reads them as any file's.
func demoSettings(folder string, stand *kiosk.Stand) (*config.Config, error) {
	files := map[string][]byte{"ca.pem": stand.CA(), "sada.yaml": stand.Settings(folder)}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(folder, name), body, 0o600); err != nil {
			return nil, fmt.Errorf("writing %s: %w", name, cause(err))
		}
	}
	return config.Load(filepath.Join(folder, "sada.yaml"))
}

// found is what the demo found.
type found struct {
	export.Demo
	document export.Document
	names    map[string]string
	missing  []string // expected and not found
	wrong    []string // found and not expected
}

// rounds visits every outlet twice, some hours apart on the stand's clock.
func (a *app) rounds(ctx context.Context, c *config.Config, stand *kiosk.Stand, clock *clockAt) (*found, error) {
	h, err := openHouse(ctx, c, wiring{command: "demo", make: true, log: a.errorLog(), now: clock.now})
	if err != nil {
		return nil, err
	}
	d := h.desk()
	f := &found{Demo: export.Demo{Schema: "sada/demo/1"}, names: map[string]string{}}
	for _, s := range c.Sources {
		f.names[s.ID] = s.Name.In("")
	}
	for round := 1; round <= 2 && err == nil; round++ {
		if round == 2 {
			stand.NextRound()
			clock.advance(betweenRounds)
		}
		if !a.quiet {
			fmt.Fprintf(a.err, "round %d, %s at the stand\n", round, clock.now().In(c.Zone).Format("2006-01-02 15:04"))
		}
		p := a.progress(len(c.Sources))
		var result export.Crawl
		result, err = d.Crawl(ctx, nil, func(s sada.Step) { f.step(s); p.step(s) })
		p.done()
		f.add(result.Visits)
	}
	if err == nil {
		err = f.export(ctx, d, filepath.Dir(c.Path))
	}
	if closing := d.Close(); err == nil {
		err = closing
	}
	f.compare(stand.Expected())
	return f, err
}

// step notes what was left out.
func (f *found) step(s sada.Step) {
	if s.What == "left out" || s.What == "outside" {
		f.LeftOut = append(f.LeftOut, export.LeftOut{Source: s.Source, URL: s.URL, Reason: string(s.Reason), Detail: s.Detail})
	}
}

// add sums the rounds up, outlet by outlet.
func (f *found) add(visits []export.Visit) {
	for _, v := range visits {
		i := sort.Search(len(f.Outlets), func(i int) bool { return f.Outlets[i].Source >= v.Source })
		if i == len(f.Outlets) || f.Outlets[i].Source != v.Source {
			f.Outlets = append(f.Outlets[:i], append([]export.Visit{v}, f.Outlets[i:]...)...)
			continue
		}
		t := &f.Outlets[i]
		t.Requests += v.Requests
		t.NotModified += v.NotModified
		t.Bytes += v.Bytes
		t.Leads += v.Leads
		t.Pages += v.Pages
		t.Articles += v.Articles
		t.Versions += v.Versions
		t.Clippings += v.Clippings
		t.Outside += v.Outside
		t.Failed += v.Failed
		t.Seconds += v.Seconds
		t.Unseen += v.Unseen
		t.Doubles = append(t.Doubles, v.Doubles...)
		t.Gaps += v.Gaps
		t.Waiting, t.Reason, t.Detail = v.Waiting, v.Reason, v.Detail
		for reason, n := range v.LeftOut {
			if t.LeftOut == nil {
				t.LeftOut = map[string]int{}
			}
			t.LeftOut[reason] += n
		}
	}
}

// export writes the event's JSON and HTML, and reads the JSON back.
func (f *found) export(ctx context.Context, d *desk, folder string) error {
	for _, form := range []string{"json", "html"} {
		x := exporting{format: form, separator: ",", file: filepath.Join(folder, demoEvent+"."+form)}
		if _, err := x.write(ctx, d, demoEvent, io.Discard); err != nil {
			return err
		}
	}
	var err error
	f.document, err = readDocument(filepath.Join(folder, demoEvent+".json"))
	return err
}

// compare holds the clippings against what the stand knows it published of the
// event.
func (f *found) compare(expected []string) {
	wanted := map[string]bool{}
	for _, u := range expected {
		wanted[u] = true
	}
	for _, c := range f.document.Clippings {
		if !wanted[c.Article.URL] {
			f.wrong = append(f.wrong, c.Article.URL)
		}
		delete(wanted, c.Article.URL)
	}
	f.missing = sortedKeys(wanted)
	f.Clippings, f.Expected = len(f.document.Clippings), len(expected)
	f.Complete = len(f.missing) == 0 && len(f.wrong) == 0
	if f.LeftOut == nil {
		f.LeftOut = []export.LeftOut{}
	}
}

func (f *found) print(w io.Writer) error {
	if err := f.outlets().write(w); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("\nThe event, " + demoEvent + ":\n\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if err := f.clippings().write(w); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\nLeft out, and why:\n\n"); err != nil {
		return err
	}
	if err := f.leftOut().write(w); err != nil {
		return err
	}
	b.Reset()
	articles, unseen := 0, 0
	for _, v := range f.Outlets {
		articles += v.Articles
		unseen += v.Unseen
	}
	if unseen > 0 {
		fmt.Fprintf(&b, "\nNot looked at: %s that sitemaps and lists date before the event's first day.\n", count(unseen, "address"))
	}
	fmt.Fprintf(&b, "\n%d of %d items of the event found among %s; the others do not answer the query.\n", f.Expected-len(f.missing), f.Expected, count(articles, "article"))
	for _, u := range f.missing {
		fmt.Fprintf(&b, "missing: %s\n", u)
	}
	for _, u := range f.wrong {
		fmt.Fprintf(&b, "found, and not of the event: %s\n", u)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// outlets shows both rounds together.
func (f *found) outlets() *table {
	t := crawlTable(f.Outlets)
	t.head[2], t.head[9] = "304s", "at the end"
	return t
}

func (f *found) clippings() *table {
	t := &table{head: []string{"published", "kind", "lang", "signs", "outlet", "title"}, right: map[int]bool{3: true}}
	for _, c := range f.document.Clippings {
		a := &c.Article
		t.add(a.Published, a.Kind, a.Language, fmt.Sprint(len([]rune(a.Text))), c.Source.ID, a.Title)
	}
	return t
}

func (f *found) leftOut() *table {
	t := &table{head: []string{"outlet", "why", "address"}}
	for _, l := range f.LeftOut {
		t.add(l.Source, wording(sada.Reason(l.Reason)), readable(l.URL))
	}
	return t
}
