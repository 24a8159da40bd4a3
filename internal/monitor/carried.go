package monitor

import (
	"context"
	"errors"
	"fmt"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/address"
	"sada/store"
)

const (
	// leastCarried is the fewest bytes of a content that may be a whole text.
	leastCarried = 400
	// passingTries is how often a page that fails for a passing reason is tried
	// before its text is taken from the feed.
	passingTries = 2
	// carrierBytes bounds the answers that a visit holds for the sake of the texts
	// they carry.
	carrierBytes = 4 << 20
)

// carriage is what a visit knows of the texts that feeds carry.
type carriage struct {
	answers map[string][]byte // those that carry texts, by hash
	bytes   int               // of them
	kept    map[string]bool   // addresses whose article is what a feed carried
}

func (c *carriage) holds(url string) bool { return c.kept[url] }

func (c *carriage) hold(url string) {
	if c.kept == nil {
		c.kept = map[string]bool{}
	}
	c.kept[url] = true
}

// note says with each lead that carries a text how that was received, and holds
// the answer until the visit has ended, as evidence.
func (c *carriage) note(page *sada.Page, queue []store.Queued) {
	by := sada.Capture{
		By: sada.ByFeed, Method: page.Capture.Method, URL: page.Capture.URL, FinalURL: page.Capture.FinalURL, Status: page.Capture.Status,
		Began: page.Capture.Began, Ended: page.Capture.Ended, Robots: page.Capture.Robots, SHA256: page.Capture.SHA256, Size: page.Capture.Size,
	}
	carries := false
	for i := range queue {
		if len(queue[i].Lead.Content) >= leastCarried {
			queue[i].Lead.Carrier, carries = &by, true
		}
	}
	if carries && c.bytes+len(page.Body) <= carrierBytes {
		if c.answers == nil {
			c.answers = map[string][]byte{}
		}
		c.answers[by.SHA256], c.bytes = page.Body, c.bytes+len(page.Body)
	}
}

// carry keeps the text that a feed carried of an address whose page was not to be
// had. The page is tried on; it makes a version when it says something else.
func (v *visit) carry(ctx context.Context, q *store.Queued, cause error) error {
	why, missing := refusal(cause)
	if !missing || why.Reason.Passing() && q.Tries < passingTries {
		return nil
	}
	return v.carryAs(ctx, q, why)
}

func (v *visit) carryAs(ctx context.Context, q *store.Queued, why sada.Refusal) error {
	if q.Lead.Carrier == nil {
		return nil
	}
	seen, _, err := v.store.Seen(q.Key)
	if err != nil {
		return fmt.Errorf("looking up %s: %w", q.URL, err)
	}
	if seen.Article != "" {
		if seen.ByFeed {
			v.carried.hold(q.URL)
		}
		if !seen.ByFeed || !q.Lead.Modified.Time.After(seen.Modified) {
			return nil
		}
	}
	page := &sada.Page{Body: v.carried.answers[q.Lead.Carrier.SHA256], Capture: *q.Lead.Carrier}
	var a *sada.Article
	err = v.contained(ctx, q.URL, func() error {
		a, _ = extract.Carried(&q.Lead, v.hints(nil, page))
		return nil
	})
	if err != nil || a == nil {
		return nil // there is no more than the page's own refusal to tell
	}
	return v.keepCarried(ctx, q, page, a, why)
}

// carryResting keeps what feeds carried of the pages of hosts that rest because
// they refuse us or stay down.
func (v *visit) carryResting(ctx context.Context) error {
	hosts := map[string]sada.Refusal{}
	for host, s := range v.hosts {
		if s.Next.After(v.now()) && (!s.Reason.Passing() || s.Failures >= passingTries) {
			hosts[host] = sada.Refusal{Reason: s.Reason, Detail: s.Detail}
		}
	}
	looked := map[string]bool{}
	for len(hosts) > 0 {
		some, err := v.store.Carrying(v.outlet.ID, handful, func(key, url string) bool {
			return !looked[key] && hosts[address.Host(url)].Reason != ""
		})
		if err != nil || len(some) == 0 {
			return err
		}
		for i := range some {
			looked[some[i].Key] = true
			if err := v.carryAs(ctx, &some[i], hosts[address.Host(some[i].URL)]); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepCarried keeps what a feed carried, and leaves the address where it waits.
func (v *visit) keepCarried(ctx context.Context, q *store.Queued, page *sada.Page, a *sada.Article, why sada.Refusal) error {
	judged := v.house.Load().plan.judge(a, v.outlet.ID, page.Capture.Began)
	judged.byFeed = true
	take := store.Take{
		Source: v.outlet.ID, Own: v.outlet.owns(a.URL), Page: page, Article: a,
		Modified: latest(q.Lead.Modified.Time, page.Capture.Began), Clip: judged.clips(), Sketch: judged.marks(), Wire: judged.wire, Bond: bond, Leads: leads, Refused: why,
	}
	// The feed's own address is none of the article's.
	id := v.identity(q, &sada.Page{Capture: sada.Capture{URL: q.URL}}, a)
	id.identify(&take, q.URL)
	if len(judged.answers) > 0 {
		take.Then = pictures(v.outlet.ID, a, v.now())
	}
	if err := v.put(ctx, q, take, judged, id); err != nil {
		return err
	}
	v.carried.hold(q.URL)
	v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "by feed", URL: q.URL, Reason: why.Reason, Detail: why.Detail})
	return nil
}

// refusal says why a page was not to be had; missing is false when that is not
// what went wrong.
func refusal(cause error) (why sada.Refusal, missing bool) {
	var f *crawler.Fault
	var r *sada.Rejection
	switch {
	case errors.As(cause, &f):
		return sada.Refusal{Reason: f.Reason, Detail: f.Detail}, true
	case errors.As(cause, &r):
		return sada.Refusal{Reason: r.Reason, Detail: r.Detail}, true
	}
	return sada.Refusal{}, false
}
