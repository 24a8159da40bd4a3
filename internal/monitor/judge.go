package monitor

import (
	"slices"
	"time"

	"sada"
	"sada/internal/address"
	"sada/internal/match"
	"sada/internal/words"
	"sada/store"
)

// judgement is what the events of the settings say of one article: computed
// before the archive is asked, so that the one writer has little to do.
type judgement struct {
	article *sada.Article
	source  string
	zone    *time.Location
	seen    time.Time       // when the page was read
	plan    *plan           // whose events were asked
	doc     *match.Document // nil when no event was asked
	sketch  []uint32        // what copies of it are known by
	wire    bool            // the agency's own
	kept    *standing       // what the archive holds, by the rules of today
	byFeed  bool            // it is what a feed carried, its page was not to be had
	answers []answerTo
}

// answerTo is one event that the article answers.
type answerTo struct {
	*follow
	hits []sada.Hit
}

// judge matches an article against every event that follows its source.
func (p *plan) judge(a *sada.Article, source string, seen time.Time) *judgement {
	j := &judgement{article: a, source: source, zone: p.Zone, seen: seen, plan: p}
	if o := p.outlets[source]; o != nil {
		j.wire = o.Agency != ""
	}
	if len(p.follows) == 0 {
		return j
	}
	j.doc = match.NewDocument(a, source)
	for _, a := range p.queries.Match(j.doc) {
		if f := p.follows[a.Query]; f.Follows(source) {
			j.answers = append(j.answers, answerTo{f, a.Hits})
		}
	}
	return j
}

// asked reports whether an event follows the source, so that its silence says
// something.
func (j *judgement) asked(event string) bool {
	f := j.plan.byID[event]
	return f != nil && f.Follows(j.source)
}

// day is the day that decides whether the article lies in a window: the
// published one, else the day first seen.
func (j *judgement) day(first time.Time) (day sada.Day, by string) {
	if p := j.article.Published; !p.IsZero() {
		if p.Timed() {
			return sada.DayOf(p.Time.In(j.zone)), sada.DatedByPublished
		}
		return p.Day(), sada.DatedByPublished
	}
	return sada.DayOf(first.In(j.zone)), sada.DatedByFirstSeen
}

// clips reports whether the article, were it new, would be a clipping.
func (j *judgement) clips() bool {
	day, _ := j.day(j.seen)
	return slices.ContainsFunc(j.answers, func(a answerTo) bool { return a.Holds(day) })
}

// verdict says what the archive is to keep, knowing what it holds.
func (j *judgement) verdict(p store.Prior, now time.Time) store.Verdict {
	v := store.Verdict{NewVersion: p.Record == nil || j.news(p)}
	first, version := j.seen, 1
	if p.Record != nil {
		first, version = p.Record.First, p.Record.Current
		if v.NewVersion {
			version++
		}
	}
	if p.Record != nil && !v.NewVersion && p.Article != nil && changed(p.Article, j.article) {
		return v // the main address speaks for its twins
	}
	day, by := j.day(first)
	prior := map[string]sada.Clipping{}
	for _, c := range p.Clippings {
		prior[c.Event] = c
	}
	for _, a := range j.answers {
		old, had := prior[a.ID]
		if !a.Holds(day) {
			v.Outside = append(v.Outside, a.ID)
			continue
		}
		delete(prior, a.ID)
		if had && !v.NewVersion && !old.Stale && old.QuerySHA == a.sha {
			continue
		}
		c := sada.Clipping{Event: a.ID, Version: version, Hits: a.hits, DatedBy: by, QuerySHA: a.sha, At: now, Edit: old.Edit}
		if had {
			c.At = old.At
		}
		v.Clippings = append(v.Clippings, c)
	}
	if p.Record != nil { // of a new article nothing is known that could have ended
		v.Silent = j.silent()
	}
	for _, c := range prior {
		if j.asked(c.Event) && !c.Stale && !c.Edit.Touched() {
			c.Stale = true
			v.Clippings = append(v.Clippings, c)
		}
	}
	return v
}

// news reports whether the article says something that the archive does not hold.
// Of what a feed carried and what its page says, the text alone is compared: the
// feed knows less of the rest.
func (j *judgement) news(p store.Prior) bool {
	switch {
	case j.byFeed && !p.ByFeed:
		return false // its page has spoken
	case p.ByFeed && !j.byFeed:
		return p.Article == nil || words.Squash(p.Article.Text()) != words.Squash(j.article.Text())
	}
	return changed(p.Article, j.article) && (outlives(p.Tie) || !twin(p.Article, j.article)) && !j.kept.stands(p.Record.Current, j.article)
}

// silent lists the events that were asked and are not answered.
func (j *judgement) silent() []string {
	answered := map[string]bool{}
	for _, a := range j.answers {
		answered[a.ID] = true
	}
	var out []string
	for _, f := range j.plan.follows {
		if !answered[f.ID] && f.Follows(j.source) {
			out = append(out, f.ID)
		}
	}
	return out
}

// twin reports whether a page is another dress of an article that was read at
// its main address: an AMP page, a printed one, or one with an address of its own
// for sharing. It may lack what the main page says, and makes no version.
func twin(old, now *sada.Article) bool {
	if old == nil || address.Key(old.URL) == address.Key(now.URL) {
		return false
	}
	if now.Canonical != "" && address.Key(now.Canonical) == address.Key(old.URL) {
		return true
	}
	u, ok := address.Twin(now.URL)
	return ok && address.Key(u) == address.Key(old.URL)
}

// changed reports whether an article says something new: title, subtitle,
// authors, published, kind or the letters of its text, never bytes alone.
func changed(old, now *sada.Article) bool {
	if old == nil {
		return true
	}
	return words.Squash(old.Title) != words.Squash(now.Title) ||
		words.Squash(old.Subtitle) != words.Squash(now.Subtitle) ||
		!slices.Equal(old.Authors, now.Authors) ||
		old.Kind != now.Kind ||
		moved(old.Published, now.Published) ||
		words.Squash(old.Text()) != words.Squash(now.Text())
}

// moved reports whether a published date has changed. A date counted from the
// fetch drifts by itself: it has moved when it is off by more than a day.
func moved(old, now sada.Date) bool {
	if old.IsZero() || now.IsZero() {
		return old.IsZero() != now.IsZero()
	}
	if old.From == sada.FromRelative || now.From == sada.FromRelative {
		d := old.Time.Sub(now.Time)
		return d > 24*time.Hour || d < -24*time.Hour
	}
	if old.Precision != now.Precision && (!old.Timed() || !now.Timed()) {
		return old.Day() != now.Day()
	}
	return old.Time.Truncate(time.Minute).Compare(now.Time.Truncate(time.Minute)) != 0
}
