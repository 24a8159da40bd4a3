package monitor

import (
	"context"
	"errors"
	"fmt"

	"sada"
	"sada/extract"
	"sada/store"
)

// standing is what the archive holds of an article that is read again, by the rules
// of today: they may read a page otherwise than those it was kept by.
type standing struct {
	version int
	same    bool          // the page is, byte for byte, the one that was kept
	article *sada.Article // what the kept page says; nil when it is gone
}

// before returns what the archive holds of the article of a page, nil where that
// says nothing: of a new article, and of one that reads as it was kept.
func (v *visit) before(ctx context.Context, t *store.Take, lead *sada.Lead) (*standing, error) {
	r, known, err := v.known(t)
	if err != nil || !known {
		return nil, err
	}
	version, err := v.store.Version(r.ID, 0)
	if errors.Is(err, sada.ErrNotFound) || errors.Is(err, sada.ErrDamaged) {
		return nil, nil // the writer says so
	}
	if err != nil || !changed(&version.Article, t.Article) {
		return nil, err
	}
	c, err := v.store.Capture(version.Capture)
	if err != nil {
		return nil, nil
	}
	k := &standing{version: version.N, same: c.SHA256 != "" && c.SHA256 == t.Page.Capture.SHA256}
	if k.same {
		return k, nil
	}
	body, err := v.store.Body(c.SHA256)
	if err != nil {
		return nil, nil
	}
	page := &sada.Page{Body: body, Capture: c}
	err = v.contained(ctx, page.URL(), func() error {
		k.article, err = extract.Article(page, v.hints(lead, page))
		return err
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, nil // it was read otherwise than as a page
	}
	return k, nil
}

// known finds the article that a take belongs to.
func (v *visit) known(t *store.Take) (sada.Record, bool, error) {
	for _, key := range append([]string{t.Key}, t.Keys...) {
		r, known, err := v.store.RecordByKey(key)
		if err != nil {
			return r, false, fmt.Errorf("looking up %s: %w", key, err)
		}
		if known {
			return r, true, nil
		}
	}
	return sada.Record{}, false, nil
}

// stands reports whether a version says by the rules of today what a page says.
func (k *standing) stands(version int, a *sada.Article) bool {
	return k != nil && k.version == version && (k.same || k.article != nil && !changed(k.article, a))
}
