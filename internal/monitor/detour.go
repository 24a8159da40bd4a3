package monitor

import (
	"context"
	"net/http"
	"strings"
	"unicode"

	"sada"
	"sada/internal/address"
	"sada/internal/match"
	"sada/store"
)

// detour puts an address back whose page is another one for the moment: a notice, a
// gate, the most read. It was sent on, not for good, to another page of its site that
// is about something else than its lead or is an article already. While there is a
// rung left it waits for the page of its own; then what came is taken.
func (v *visit) detour(ctx context.Context, q *store.Queued, page *sada.Page, a *sada.Article) (again bool, err error) {
	if _, waits := rung(q, v.now()); !waits && !q.Bad.IsZero() || !elsewhere(page) {
		return false, nil
	}
	_, was, known, err := v.lookUp(q.URL)
	if err != nil || known && was.Article != "" {
		return false, err
	}
	if q.Lead.Title != "" {
		if match.NewProfile(q.Lead.Title, "").Compare(match.NewProfile(a.Title, "")).Title > 0 {
			return false, nil
		}
	} else if _, there, read, err := v.lookUp(page.URL()); err != nil || !read || there.Article == "" {
		return false, err
	}
	return true, v.bad(ctx, *q, page, sada.ReasonRedirect, "it leads to "+page.URL()+" for now")
}

// elsewhere reports whether an answer came by a redirect that is not for good from
// another page of the same site: one with another last part in its address. Numbers
// and queries are what link services go by.
func elsewhere(page *sada.Page) bool {
	asked, to := page.Capture.URL, page.URL()
	if slug(asked) == slug(to) || !address.SameSite(asked, to) || strings.Contains(asked, "?") || !strings.ContainsFunc(slug(asked), unicode.IsLetter) {
		return false
	}
	for _, h := range page.Capture.Hops {
		if h.Status != http.StatusMovedPermanently && h.Status != http.StatusPermanentRedirect {
			return true
		}
	}
	return false
}
