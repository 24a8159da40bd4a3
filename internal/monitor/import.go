package monitor

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/address"
	"sada/store"
)

// ImportedSource is the source id of imported pages that belong to no outlet of
// the settings.
const ImportedSource = "import"

// Imported is a page that a person saved and brings in.
type Imported struct {
	File   string    // base name, for the report and the capture
	URL    string    // where it was read; "" when the page itself must tell
	Source string    // the outlet, "" to be found by its address
	At     time.Time // when it was taken
	Type   string    // media type, "" to be found out
	Body   []byte
}

// Outcome is what became of one imported page.
type Outcome struct {
	File      string
	URL       string
	Source    string
	ArticleID string
	Title     string
	New       bool
	Changed   bool
	Clippings int
	Reason    sada.Reason // why it gave no article, "" when it did
	Detail    string
}

// Import brings in one saved page as if it had been fetched at p.At. A page
// that is no article is reported in the outcome; the error is the archive's,
// the context's, or sada.ErrNotFound for an unknown source.
func (m *Monitor) Import(ctx context.Context, p Imported) (Outcome, error) {
	h := m.enter()
	defer h.visits.Done()
	out := Outcome{File: p.File, URL: p.URL, Source: p.Source}
	o, err := h.plan.home(p.Source, p.URL)
	if err != nil {
		return out, err
	}
	page := importedPage(p)
	article, err := m.readImported(page, o)
	var r *sada.Rejection
	if errors.As(err, &r) {
		out.Reason, out.Detail = r.Reason, r.Detail
		return out, nil
	}
	if err != nil {
		return out, fmt.Errorf("importing %s: %w", p.File, err)
	}
	if page.Capture.URL == "" && article.URL != "" {
		if o, err = h.plan.home(p.Source, article.URL); err != nil {
			return out, err
		}
	}
	return m.keepImported(ctx, h.plan, o, page, article, out)
}

// readImported extracts an article from a saved page. Without an address the
// page is read once more under the address that it gives itself, so that its
// links are made whole.
func (m *Monitor) readImported(page *sada.Page, o *outlet) (*sada.Article, error) {
	hints := extract.Hints{Source: o.Source, Zone: o.zone, Now: page.Capture.Ended.In(o.zone)}
	article, err := extract.Article(page, hints)
	if err != nil || page.Capture.URL != "" || article.Canonical == "" {
		return article, err
	}
	told := *page
	told.Capture.URL = article.Canonical
	if again, err := extract.Article(&told, hints); err == nil {
		again.URL = article.Canonical
		return again, nil
	}
	return article, nil
}

func (m *Monitor) keepImported(ctx context.Context, p *plan, o *outlet, page *sada.Page, a *sada.Article, out Outcome) (Outcome, error) {
	judged := p.judge(a, o.ID, page.Capture.Began)
	take := store.Take{
		Source: o.ID, Own: o.owns(a.URL), Page: page, Article: a,
		Modified: page.Capture.Began, Clip: judged.clips(), Sketch: judged.marks(), Wire: judged.wire, Bond: bond, Leads: leads,
	}
	id := &identity{plan: p, outlet: o, page: page, own: a}
	if a.URL == "" {
		take.Key = "file:" + page.Capture.SHA256
	} else {
		id.identify(&take, a.URL)
	}
	if len(judged.answers) > 0 && o.ID != ImportedSource {
		take.Then = pictures(o.ID, a, m.now())
	}
	kept, err := m.store.Keep(ctx, take, func(prior store.Prior) store.Verdict { return judged.verdict(prior, m.now()) })
	if err != nil {
		return out, fmt.Errorf("keeping %s: %w", out.File, err)
	}
	out.URL, out.Source, out.Title, out.ArticleID = a.URL, o.ID, a.Title, kept.Record.ID
	out.New, out.Changed, out.Clippings = kept.New, kept.Changed, kept.Clippings
	return out, nil
}

// importedPage is a saved page as a Page, with a capture that says how it came.
func importedPage(p Imported) *sada.Page {
	sum := sha256.Sum256(p.Body)
	header := http.Header{}
	if p.Type != "" {
		header.Set("Content-Type", p.Type)
	}
	return &sada.Page{Body: p.Body, Capture: sada.Capture{
		By: sada.ByImport, File: p.File, URL: p.URL, FinalURL: p.URL, Header: header,
		Began: p.At, Ended: p.At, Robots: "not asked",
		SHA256: hex.EncodeToString(sum[:]), Size: int64(len(p.Body)),
	}}
}

// home finds the outlet of an imported page: the named one, else the one whose
// host it is, else one of the same site, else none.
func (p *plan) home(source, url string) (*outlet, error) {
	if source != "" {
		o, known := p.outlets[source]
		if !known {
			return nil, unknown(source)
		}
		return o, nil
	}
	var near *outlet
	for i := range p.Sources {
		o := p.outlets[p.Sources[i].ID]
		if url == "" {
			break
		}
		if o.owns(url) {
			return o, nil
		}
		if near == nil && address.SameSite(o.Home, url) {
			near = o
		}
	}
	if near != nil {
		return near, nil
	}
	return &outlet{Source: &sada.Source{ID: ImportedSource, Profile: sada.Generic}, zone: p.Zone, hosts: map[string]bool{}}, nil
}

// Read fetches one address and extracts its article; nothing is kept.
func (m *Monitor) Read(ctx context.Context, url string) (*sada.Page, *sada.Article, error) {
	h := m.enter()
	defer h.visits.Done()
	o, err := h.plan.home("", url)
	if err != nil {
		return nil, nil, err
	}
	return read(ctx, h.crawler.Visit(), o, url)
}

// Fetch fetches one address that a person names and brings it in.
func (m *Monitor) Fetch(ctx context.Context, url, source string) (Outcome, error) {
	h := m.enter()
	defer h.visits.Done()
	out := Outcome{File: url, URL: url, Source: source}
	o, err := h.plan.home(source, url)
	if err != nil {
		return out, err
	}
	page, article, err := read(ctx, h.crawler.Visit(), o, url)
	var f *crawler.Fault
	var r *sada.Rejection
	switch {
	case ctx.Err() != nil:
		return out, ctx.Err()
	case errors.As(err, &f):
		out.Reason, out.Detail = f.Reason, f.Detail
		return out, nil
	case errors.As(err, &r):
		out.Reason, out.Detail = r.Reason, r.Detail
		return out, nil
	case err != nil:
		return out, fmt.Errorf("importing %s: %w", url, err)
	}
	return m.keepImported(ctx, h.plan, o, page, article, out)
}

func read(ctx context.Context, web *crawler.Visit, o *outlet, url string) (*sada.Page, *sada.Article, error) {
	defer web.Close()
	page, err := web.Fetch(ctx, crawler.Request{URL: url, What: crawler.Page, Delay: o.Delay})
	if err != nil {
		return page, nil, err
	}
	article, err := extract.Article(page, extract.Hints{Source: o.Source, Zone: o.zone, Now: page.Capture.Ended.In(o.zone)})
	return page, article, err
}
