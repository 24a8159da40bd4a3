package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"sada"
)

// progress shows the steps of long work: one line that is drawn over on a
// terminal, plain lines elsewhere, nothing when quiet.
type progress struct {
	mu     sync.Mutex
	w      io.Writer
	width  int // of the terminal; 0 elsewhere
	quiet  bool
	loud   bool
	drawn  bool
	last   time.Time
	total  int // visits expected; 0 while unknown
	ended  int
	pages  int
	clips  int
	failed int
	share  string // how far, where it is not counted in visits
	open   map[string]bool
}

func (a *app) progress(total int) *progress {
	width, ok := terminal(a.err)
	if !ok {
		width = 0
	}
	return &progress{w: a.err, width: width, quiet: a.quiet, loud: a.verbose, total: total, open: map[string]bool{}}
}

// step takes one sign of progress.
func (p *progress) step(s sada.Step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch s.What {
	case "visiting":
		p.open[s.Source], p.share = true, ""
	case "page":
		p.pages++
	case "clipping":
		p.clips++
		p.line("+ %s  %s", s.Source, oneLine(s.Detail))
	case "failed":
		p.failed++
		if p.loud {
			p.line("  %s  %s: %s", s.Source, oneLine(readable(s.URL)), wording(s.Reason))
		}
	case "gap":
		p.line("  %s  moved on by more than its feed holds: %s", s.Source, oneLine(readable(s.URL)))
	case "held back":
		p.line("  %s  said that nothing had changed, and had %s more: %s", s.Source, count(s.Done, "address"), oneLine(readable(s.URL)))
	case "left out":
		switch {
		case s.Reason == sada.ReasonDouble:
			p.line("  %s  %s is taken for a version of %s", s.Source, oneLine(readable(s.URL)), oneLine(readable(s.Detail)))
		case p.loud:
			p.line("  %s  left out %s: %s", s.Source, oneLine(readable(s.URL)), wording(s.Reason))
		}
	case "by feed":
		if p.loud {
			p.line("  %s  taken from the feed, %s: %s", s.Source, oneLine(readable(s.URL)), wording(s.Reason))
		}
	case "moved":
		p.line("  %s  has moved to %s", s.Source, oneLine(readable(s.URL)))
	case "second domain":
		p.line("  %s  all of %s lies on %s, which is read as its own", s.Source, oneLine(readable(s.URL)), oneLine(s.Detail))
	case "indexed":
		p.share = fmt.Sprintf("reading the archive into the search index: %d of %d", s.Done, s.Total)
	case "behind":
		if s.Done < s.Total {
			p.line("  the search index is being made: it has %d of %d pages, and the rest of the archive is read instead", s.Done, s.Total)
		}
	case "asked":
		p.share = fmt.Sprintf("asking what is kept about new events: %d of %d", s.Done, s.Total)
	case "verifying":
		p.share = "reading " + s.Detail
		if s.Total > 0 {
			p.share = fmt.Sprintf("reading %s: %d of %d", s.Detail, s.Done, s.Total)
		}
	case "unindexed":
		p.line("  the search index could not be written, so the archive is read instead: %s", oneLine(s.Detail))
	case "visited":
		delete(p.open, s.Source)
		p.ended++
		p.visited(s)
	}
	p.draw()
}

func (p *progress) visited(s sada.Step) {
	t := s.Tally
	if t == nil {
		return
	}
	line := fmt.Sprintf("  %s  %s, %s", s.Source, count(t.Requests, "request"), count(t.Articles, "new article"))
	if t.ByFeed > 0 {
		line += fmt.Sprintf(" (%d by the feed alone)", t.ByFeed)
	}
	if t.Clippings > 0 {
		line += ", " + count(t.Clippings, "clipping")
	}
	if t.Reason != "" {
		line += " - " + wording(t.Reason)
	}
	p.line("%s", line)
}

// line prints one lasting line above the one that is drawn over.
func (p *progress) line(format string, args ...any) {
	if p.quiet {
		return
	}
	p.wipe()
	fmt.Fprintf(p.w, format+"\n", args...)
}

func (p *progress) wipe() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.drawn = false
	}
}

// draw renews the line of a terminal, ten times a second at most.
func (p *progress) draw() {
	if p.quiet || p.width == 0 || time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last = time.Now()
	const cells = 20
	bar := ""
	if p.total > 0 {
		full := min(cells, cells*p.ended/p.total)
		bar = "[" + strings.Repeat("#", full) + strings.Repeat(".", cells-full) + fmt.Sprintf("] %d/%d outlets  ", p.ended, p.total)
	}
	pages := count(p.pages, "page")
	if p.share != "" {
		pages = p.share
	}
	text := bar + pages
	if p.clips > 0 || p.total > 0 {
		text += ", " + count(p.clips, "clipping")
	}
	if p.failed > 0 {
		text += fmt.Sprintf(", %d to be tried again", p.failed)
	}
	if len(text) > p.width-1 {
		text = text[:p.width-1]
	}
	fmt.Fprint(p.w, "\r\x1b[K"+text)
	p.drawn = true
}

// extractProgress shows how far `sada extract` is, unless its answers go to the
// same terminal.
func (a *app) extractProgress(total int) *progress {
	p := a.progress(0)
	if _, both := terminal(a.out); both || total < 2 {
		p.quiet = true
	}
	return p
}

// read counts the inputs that were read; off a terminal every thousandth is told.
func (p *progress) read(n, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.share = fmt.Sprintf("%d of %s", n, count(total, "page"))
	if p.width == 0 && n%1000 == 0 {
		p.line("%s", p.share)
	}
	p.draw()
}

// done takes the drawn line away.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
}

// moving tells that an archive is brought to a new layout, and every ten seconds
// that this goes on.
func (a *app) moving() func(sada.Step) {
	var told time.Time
	return func(s sada.Step) {
		switch now := s.At; {
		case told.IsZero():
			fmt.Fprintln(a.err, "sada: the archive is brought to this program's layout; an older program opens it no more")
			told = now
		case now.Sub(told) >= 10*time.Second:
			fmt.Fprintf(a.err, "sada: still at it: %s, %s\n", s.Detail, count(s.Done, "step"))
			told = now
		}
	}
}

// count words a number of things: "1 page", "2 pages", "3 addresses".
func count(n int, what string) string {
	switch {
	case n == 1:
		return "1 " + what
	case strings.HasSuffix(what, "s"):
		what += "e"
	}
	return fmt.Sprintf("%d %ss", n, what)
}
