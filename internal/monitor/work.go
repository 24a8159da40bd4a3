package monitor

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/address"
	"sada/store"
)

const (
	// firstRetry and lastRetry bound the pause before an address is tried again.
	firstRetry = 5 * time.Minute
	lastRetry  = 24 * time.Hour
	// giveUp is how long an address that keeps failing is tried, and giveUpTries how
	// often at least: a machine that was off, or whose clock was wrong, tried nothing.
	giveUp      = 30 * 24 * time.Hour
	giveUpTries = 10
	// handful is how many due addresses are taken from the frontier at a time.
	handful = 32
)

// work reads what is due, oldest first, one request after the other.
func (v *visit) work(ctx context.Context) error {
	var err error
	if v.tally.Waiting, _, err = v.store.Waiting(v.outlet.ID); err != nil {
		return fmt.Errorf("reading the frontier of %s: %w", v.outlet.ID, err)
	}
	for v.read < budget {
		due, err := v.store.Due(v.outlet.ID, v.now(), handful)
		if err != nil {
			return fmt.Errorf("reading the frontier of %s: %w", v.outlet.ID, err)
		}
		if len(due) == 0 {
			return nil
		}
		if v.store.Full() {
			return fmt.Errorf("visiting %s: %w", v.outlet.ID, sada.ErrDiskFull)
		}
		asked := false
		for _, q := range due {
			if v.suspect(&q) {
				continue
			}
			asked = true
			if q.Tries > 0 && !v.byHand() {
				v.retried++
			}
			if v.read >= budget || v.retried > retries {
				return nil
			}
			if err := v.turn(ctx, q); err != nil {
				return err
			}
		}
		if !asked {
			return nil
		}
	}
	return nil
}

// turn asks one address that is due, unless this visit lets its host be.
func (v *visit) turn(ctx context.Context, q store.Queued) error {
	if v.down(q.URL) {
		return v.hold(ctx, address.Host(q.URL), v.now().Add(firstRetry))
	}
	return v.one(ctx, q)
}

// one leads one queued address to its end: kept, left out with a reason, or
// put back to be tried again.
func (v *visit) one(ctx context.Context, q store.Queued) error {
	if q.Picture {
		return v.picture(ctx, q)
	}
	if settled, err := v.store.Settle(context.WithoutCancel(ctx), q); err != nil || settled {
		return wrapKeep(err, q.URL)
	}
	if v.suspect(&q) && !v.alone {
		return nil
	}
	defer v.goodbye(ctx, &q)
	v.read++
	page, article, err := v.fetchArticle(ctx, &q)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	defer func() {
		v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "page", URL: q.URL, Done: v.read, Total: max(v.read, v.tally.Waiting)})
	}()
	if err := v.carry(ctx, &q, err); err != nil {
		return err
	}
	var f *crawler.Fault
	var r *sada.Rejection
	switch {
	case err == nil:
		v.tally.Pages++
		if err := v.pageWell(ctx, q.URL); err != nil {
			return err
		}
		if again, err := v.detour(ctx, &q, page, article); err != nil || again {
			return err
		}
		v.recovered(q.Key)
		return v.keep(ctx, &q, page, article)
	case errors.As(err, &f):
		return v.faulty(ctx, q, f)
	case errors.As(err, &r):
		v.tally.Pages++
		if r.Reason == sada.ReasonChallenge {
			return v.faulty(ctx, q, &crawler.Fault{Reason: r.Reason, Detail: r.Detail})
		}
		if err := v.pageWell(ctx, q.URL); err != nil {
			return err
		}
		return v.bad(ctx, q, page, r.Reason, r.Detail)
	}
	return err
}

// faulty says what becomes of an address whose page did not come.
func (v *visit) faulty(ctx context.Context, q store.Queued, f *crawler.Fault) error {
	var err error
	switch {
	case f.Reason.Temporary():
		err = v.retry(ctx, q, f)
	case f.Reason == sada.ReasonRobots:
		return v.drop(ctx, q, f.Reason, f.Detail)
	default:
		err = v.bad(ctx, q, nil, f.Reason, f.Detail)
	}
	if err != nil {
		return err
	}
	return v.pageMissed(ctx, q.URL, f)
}

// fetchArticle fetches an address and reads it. Posts and videos whose page is
// closed to us are read from their oEmbed answer.
func (v *visit) fetchArticle(ctx context.Context, q *store.Queued) (*sada.Page, *sada.Article, error) {
	embed, social := extract.OEmbed(q.URL)
	if social && v.outlet.Profile == sada.X {
		return v.fetchAs(ctx, q, embed, crawler.JSON)
	}
	page, article, err := v.fetchAs(ctx, q, q.URL, crawler.Page)
	var r *sada.Rejection
	if social && errors.As(err, &r) {
		if p, a, err := v.fetchAs(ctx, q, embed, crawler.JSON); err == nil {
			return p, a, nil
		}
	}
	return page, article, err
}

func (v *visit) fetchAs(ctx context.Context, q *store.Queued, url string, what crawler.What) (*sada.Page, *sada.Article, error) {
	v.end()
	page, err := v.web.Fetch(ctx, crawler.Request{URL: url, What: what, Delay: v.outlet.Delay})
	fetched := err
	if err = cutPage(q, page, err); err != nil {
		return page, nil, err
	}
	if to, is := sentForGood(page); is && v.foreign(to) {
		v.strayed = true
	}
	if err := v.begin(ctx, q, page); err != nil {
		return page, nil, err
	}
	var article *sada.Article
	err = v.contained(ctx, url, func() error {
		article, err = extract.Article(page, v.hints(&q.Lead, page))
		return err
	})
	if err != nil && fetched != nil {
		err = fetched // what came of a cut page is no article; the whole may be
	}
	if !v.alone {
		v.end()
	}
	return page, article, err
}

// keep matches an article and keeps all that its page brought in one commit.
func (v *visit) keep(ctx context.Context, q *store.Queued, page *sada.Page, a *sada.Article) error {
	// By the settings of this moment: a reload asks what was kept before it anew.
	var judged *judgement
	err := v.contained(ctx, q.URL, func() error {
		judged = v.house.Load().plan.judge(a, v.outlet.ID, page.Capture.Began)
		return nil
	})
	if r := (*sada.Rejection)(nil); errors.As(err, &r) {
		return v.bad(ctx, *q, page, r.Reason, r.Detail)
	} else if err != nil {
		return err
	}
	take := store.Take{
		Source: v.outlet.ID, Own: v.outlet.owns(a.URL) || v.moved(a.URL) || v.led(a.URL), Queued: q,
		Page: page, Article: a, Modified: latest(q.Lead.Modified.Time, page.Capture.Began),
		Clip: judged.clips(), Sketch: judged.marks(), Wire: judged.wire, Bond: bond, Leads: leads,
	}
	id := v.identity(q, page, a)
	id.identify(&take, q.URL)
	if slices.Contains(v.formerKeys(q.URL), q.Key) {
		take.Keys = append(take.Keys, q.Key)
	}
	if judged.kept, err = v.before(ctx, &take, &q.Lead); err != nil {
		return err
	}
	if len(judged.answers) > 0 {
		take.Then = pictures(v.outlet.ID, a, v.now())
	}
	return v.put(ctx, q, take, judged, id)
}

// put keeps what was judged in one commit, and counts what came of it.
func (v *visit) put(ctx context.Context, q *store.Queued, take store.Take, judged *judgement, id *identity) error {
	a, outside := take.Article, 0
	kept, err := v.store.Keep(context.WithoutCancel(ctx), take, func(p store.Prior) store.Verdict {
		verdict := judged.verdict(p, v.now())
		verdict.Double = id.double(p)
		outside = len(verdict.Outside)
		return verdict
	})
	if err != nil {
		return fmt.Errorf("keeping %s: %w", q.URL, err)
	}
	v.learn(q, kept.New || kept.Changed)
	if now := v.house.Load().plan; now != judged.plan {
		// Settings came in between, and may have asked the archive before this was in it.
		if _, err := v.rematch(ctx, now, kept.Record); err != nil {
			return fmt.Errorf("asking %s anew: %w", q.URL, err)
		}
	}
	if kept.New && judged.byFeed {
		v.tally.ByFeed++
	}
	if kept.Double != "" {
		v.leftOut(q.URL, sada.ReasonDouble, kept.Double)
		if d := &v.tally.Doubles; len(*d) < sada.MostDoubles {
			*d = append(*d, sada.Double{URL: q.URL, Of: kept.Double})
		}
	}
	switch {
	case kept.New:
		v.tally.Articles++
	case kept.Changed:
		v.tally.Versions++
	}
	if kept.New || kept.Changed {
		if a.Cut {
			v.tally.Cut++
		}
		v.tally.Outside += outside
		if outside > 0 {
			v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "outside", URL: a.URL, Reason: sada.ReasonWindow, Detail: a.Published.String()})
		}
	}
	v.tally.Clippings += kept.Clippings
	if kept.Clippings > 0 {
		v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "clipping", URL: a.URL, Detail: a.Title})
	}
	return nil
}

// pictures is the lead picture of an article, to be fetched in its turn when
// the article is a clipping.
func pictures(source string, a *sada.Article, now time.Time) []store.Queued {
	if len(a.Images) == 0 || a.Images[0].URL == "" {
		return nil
	}
	u := a.Images[0].URL
	return []store.Queued{{Source: source, Key: "picture:" + u, URL: u, Picture: true, Added: now}}
}

// picture fetches the lead picture of a clipping. What cannot be had leaves its
// reason with the article. A host of pictures that is down holds up no visit.
func (v *visit) picture(ctx context.Context, q store.Queued) error {
	if v.pictures[address.Host(q.URL)] >= patience {
		q.Next = v.now().Add(firstRest)
		return wrapPicture(v.store.Retry(context.WithoutCancel(ctx), q), q.URL)
	}
	page, err := v.web.Fetch(ctx, crawler.Request{URL: q.URL, What: crawler.Picture, Delay: v.outlet.Delay})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	keep := context.WithoutCancel(ctx)
	if err == nil {
		v.recovered(q.Key)
		return wrapPicture(v.store.KeepPicture(keep, q, page, ""), q.URL)
	}
	f := fault(err)
	if f.Reason.Passing() {
		v.pictures[address.Host(q.URL)]++
	}
	if f.Reason.Temporary() && q.Tries < 3 {
		return v.retry(ctx, q, f)
	}
	missing := string(f.Reason)
	if f.Detail != "" {
		missing += ": " + f.Detail
	}
	return wrapPicture(v.store.KeepPicture(keep, q, nil, missing), q.URL)
}

func wrapPicture(err error, url string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("keeping picture %s: %w", url, err)
}

// drop strikes an address off with its reason; it is not tried again.
func (v *visit) drop(ctx context.Context, q store.Queued, reason sada.Reason, detail string) error {
	if q.Picture {
		return wrapPicture(v.store.KeepPicture(ctx, q, nil, string(reason)), q.URL)
	}
	if err := v.store.Drop(context.WithoutCancel(ctx), q, reason, detail); err != nil {
		return fmt.Errorf("leaving out %s: %w", q.URL, err)
	}
	v.leftOut(q.URL, reason, detail)
	return nil
}

func (v *visit) leftOut(url string, reason sada.Reason, detail string) {
	if v.carried.holds(url) {
		return // its page alone is
	}
	v.tally.LeftOut[reason]++
	v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "left out", URL: url, Reason: reason, Detail: detail})
}

// retry puts an address back with a pause that doubles each time, and strikes
// it off after thirty days of that.
func (v *visit) retry(ctx context.Context, q store.Queued, f *crawler.Fault) error {
	now := v.now()
	if now.Sub(q.Added) > giveUp && q.Tries >= giveUpTries {
		return v.drop(ctx, q, f.Reason, "tried for 30 days: "+f.Detail)
	}
	q.Next = now.Add(max(backoff(q.Key, q.Tries), f.RetryAfter))
	q.Held = time.Time{}
	if f.RetryAfter > 0 {
		q.Held = now.Add(f.RetryAfter)
	}
	q.Tries++
	q.Reason, q.Detail = f.Reason, f.Detail
	if err := v.store.Retry(context.WithoutCancel(ctx), q); err != nil {
		return fmt.Errorf("putting back %s: %w", q.URL, err)
	}
	v.failed[q.Key] = true
	v.back = append(v.back, q)
	v.report(sada.Step{At: now, Source: v.outlet.ID, What: "failed", URL: q.URL, Reason: f.Reason, Detail: f.Detail})
	return nil
}

// backoff doubles from five minutes to a day, spread by an eighth so that what
// failed together does not come back together.
func backoff(key string, tries int) time.Duration {
	d := lastRetry
	if tries < 9 {
		d = min(firstRetry<<tries, lastRetry)
	}
	h := fnv.New32a()
	h.Write([]byte(key))
	return d + d/8*time.Duration(h.Sum32()%1000)/1000
}

// fault is the crawler's fault in err, or one that says what err says.
func fault(err error) *crawler.Fault {
	var f *crawler.Fault
	if errors.As(err, &f) {
		return f
	}
	return &crawler.Fault{Reason: sada.ReasonInternal, Detail: err.Error(), Err: err}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
