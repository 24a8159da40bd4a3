package monitor

import (
	"hash/fnv"
	"strings"
	"time"

	"sada"
	"sada/extract"
	"sada/internal/address"
	"sada/internal/match"
	"sada/store"
)

// Who gives a page a name beside the addresses it was fetched by.
const (
	byCanonical = "canonical" // rel=canonical and og:url
	byTwin      = "twin"      // its address looks like another's printed or mobile form
	bySelf      = "self"      // another page called itself by this page's address
	byGUID      = "guid"      // the item that led to it; a short link
	byPlatform  = "platform"  // likewise, on WordPress, whose numbers can be relied on
	byNumber    = "number"    // a number in its address
)

// noteRule notes where the addresses of an outlet hold the ids of its articles.
func (p *plan) noteRule(o *outlet) {
	if !o.ids.Arc && o.ids.ID == nil {
		return
	}
	for host := range o.hosts {
		p.ids[host] = o.ids
	}
	if site := address.Site(o.Home); o.ids.Arc {
		p.ids[site] = o.ids
	}
}

// key is the identity key of an address.
func (p *plan) key(u string) string {
	if len(p.ids) == 0 {
		return address.Key(u)
	}
	rule, known := p.ids[bare(u)]
	if !known {
		rule = p.ids[address.Site(u)]
	}
	return rule.Key(u)
}

// keys are the identity keys of an address: by the rule of its outlet, where there
// is one, and without.
func (p *plan) keys(u string) []string {
	key, plain := p.key(u), address.Key(u)
	if key == plain {
		return []string{key}
	}
	return []string{key, plain}
}

// Keys returns the identity keys that an address may be known by.
func (m *Monitor) Keys(u string) []string { return m.house.Load().plan.keys(u) }

// seen tells what became of an address, and the key by which it is known.
func (v *visit) seen(u string) (key string, s store.Seen, known bool, err error) {
	for _, k := range v.plan.keys(u) {
		if key == "" {
			key = k
		}
		if s, known, err = v.store.Seen(k); err != nil || known {
			return k, s, known, err
		}
	}
	return key, s, false, nil
}

// identity is what decides which article a page is.
type identity struct {
	plan    *plan
	outlet  *outlet
	page    *sada.Page
	own     *sada.Article
	lead    *sada.Lead            // nil for an import
	listed  func(key string) bool // whether the document that led here lists a key too; nil: not known
	keys    map[string]bool       // of every address the page was fetched by
	strayed bool                  // the item that led here is about something else: its address goes on to this page
	looks   *match.Profile        // of the page, once it was needed
	last    match.Likeness        // between the page and the article that was last compared
}

// mostListed bounds what is remembered of the endpoints of one visit.
const mostListed = 50_000

// list notes that an endpoint lists an address, for the time of the visit.
func (v *visit) list(endpoint, key string) {
	if v.lists == nil {
		v.lists = map[uint64]bool{}
	}
	if len(v.lists) < mostListed {
		v.lists[listing(endpoint, key)] = true
	}
}

// listing is one line of one endpoint, in short.
func listing(endpoint, key string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(endpoint + "\x00" + key))
	return h.Sum64()
}

// identity gathers what decides which article the page of a queued address is.
func (v *visit) identity(q *store.Queued, page *sada.Page, a *sada.Article) *identity {
	id := &identity{plan: v.plan, outlet: v.outlet, page: page, own: a, lead: &q.Lead}
	id.listed = func(key string) bool { return v.lists[listing(q.Lead.Endpoint, key)] }
	if key, _, known, err := v.seen(q.URL); err == nil && !known && key != v.plan.key(a.URL) && q.Lead.Title != "" {
		l := match.NewProfile(q.Lead.Title, "").Compare(match.NewProfile(a.Title, ""))
		id.strayed = l.Title == 0
	}
	return id
}

// identify gives a take its identity key, every address it was fetched by, and
// the names that may join it to an article. Only addresses by which this page was
// fetched are keys: what it, or its item, says of itself is a candidate.
func (id *identity) identify(t *store.Take, asked string) {
	a, c := id.own, &id.page.Capture
	primary := a.URL
	if primary == "" {
		primary = asked
	}
	t.Key = id.plan.key(primary)
	id.keys = map[string]bool{"": true, t.Key: true}
	have := map[string]bool{"": true}
	for _, u := range append([]string{primary, asked, c.URL, c.FinalURL}, lasting(c.Hops)...) {
		if u == "" {
			continue
		}
		if _, embed := extract.OEmbed(u); !have[u] && (embed || u == asked || address.SameSite(u, primary)) {
			have[u] = true
			t.Aliases = append(t.Aliases, u)
		}
		for _, k := range id.plan.keys(u) {
			if !id.keys[k] {
				id.keys[k] = true
				t.Keys = append(t.Keys, k)
			}
		}
	}
	t.Ties, t.Same = id.ties(primary, append([]string{t.Key}, t.Keys...)), id.same
}

// lasting lists the redirects at the end of a way that say that they are for good:
// their addresses are the page's too. A door that all pages go through is none.
func lasting(hops []sada.Hop) []string {
	var all []string
	for i := len(hops) - 1; i >= 0 && (hops[i].Status == 301 || hops[i].Status == 308); i-- {
		all = append(all, hops[i].URL)
	}
	return all
}

// ties lists the names that the page may be known by elsewhere, the surest first.
func (id *identity) ties(primary string, own []string) []store.Tie {
	var all []store.Tie
	add := func(name, by string) {
		if name != "" && (by == bySelf || !id.keys[name]) {
			all = append(all, store.Tie{Name: name, By: by})
		}
	}
	for _, u := range []string{id.own.Canonical, id.own.Called} {
		if u != "" {
			add(id.plan.key(u), byCanonical)
		}
	}
	if u, ok := address.Twin(primary); ok {
		add(id.plan.key(u), byTwin)
	}
	for _, k := range own {
		add(k, bySelf)
	}
	if id.lead != nil {
		add(id.given(id.lead.GUID, primary))
	}
	add(id.given(id.own.Shortlink, primary))
	add(address.Number(primary), byNumber)
	return all
}

// given is the name that a guid or a short link gives a page. One that is an
// address of the page's own site is that address; what else it may be counts for
// this outlet alone.
func (id *identity) given(s, page string) (name, by string) {
	if s == "" {
		return "", ""
	}
	u, err := address.Parse(s, "")
	if err != nil || !address.SameSite(u, page) {
		return "g:" + id.outlet.ID + ":" + s, byGUID
	}
	if !address.Names(u, "") {
		return "", ""
	}
	if _, query, _ := strings.Cut(u, "?"); id.outlet.Profile == sada.WordPress && strings.HasPrefix(query, "p=") {
		return address.Key(u), byPlatform
	}
	return address.Key(u), byGUID
}

// The shares of the shorter text's three-word marks by which two texts are a
// witness.
const (
	alike    = 0.1  // one story, when the titles have something in common
	kindred  = 0.25 // one story, whatever the titles
	mostly   = 0.5  // one story, whatever its day
	verbatim = 0.99 // the same text
)

// same reports whether the article that a tie names is the one of the page. The
// tie is the first witness; title, text and day are the others. An id outlives a
// correction of title and address, so that a few words in common are enough. A
// page that calls itself by another's address must be its copy: the same title,
// or the same text.
func (id *identity) same(t store.Tie, r *sada.Record, old *sada.Article) bool {
	if id.looks == nil {
		id.looks = match.ProfileOf(id.own)
	}
	other := match.NewProfile(r.Title, "")
	if old != nil {
		other = match.ProfileOf(old)
	}
	l := id.looks.Compare(other)
	id.last = l
	days := differ(id.own.Published, r.Published, 12*time.Hour) && l.Text < mostly
	switch {
	case t.By == byPlatform:
		return !id.together(r)
	case l.Apart || days:
		return false
	case t.By == byNumber:
		return numbered(l, id.own.Published, r.Published) && !id.together(r)
	case t.By == byGUID:
		return corrected(l, id.own.Published, r.Published) && !id.together(r)
	}
	return copied(l, onePath(id.own.URL, r.URL))
}

// outlives reports whether a tie is one of those that a new state of an article
// keeps: what it found is no twin.
func outlives(t *store.Tie) bool {
	return t != nil && (t.By == byGUID || t.By == byPlatform || t.By == byNumber)
}

// copied reports whether one page is a copy of the other, as its word about itself
// wants it to be.
func copied(l match.Likeness, onePath bool) bool {
	switch {
	case l.Same:
		return l.Judged && l.Text >= alike || !l.Judged || onePath
	case l.Within:
		return l.Judged && l.Text >= mostly
	}
	return l.Judged && l.Title > 0 && l.Text >= verbatim
}

// corrected reports whether one page may be a later state of the other, of whose
// id it is. Ids are given anew: where the titles have little in common, the moment
// must not be another, and where they have nothing, it must be the same.
func corrected(l match.Likeness, a, b sada.Date) bool {
	switch {
	case l.Title >= 3:
		return true
	case !l.Judged || differ(a, b, time.Minute):
		return false
	}
	return l.Title > 0 && l.Text >= alike || l.Text >= verbatim || l.Text >= kindred && !a.IsZero() && !b.IsZero()
}

// numbered is corrected for an id that is only a number in an address.
func numbered(l match.Likeness, a, b sada.Date) bool {
	if l.Title >= 3 {
		return !l.Judged || l.Text >= alike
	}
	return l.Title == 2 && l.Text >= mostly && !a.IsZero() && !b.IsZero() && !differ(a, b, time.Minute)
}

// together reports whether the document that led to the page lists the article
// beside it: what bears one id there are two.
func (id *identity) together(r *sada.Record) bool {
	if id.listed == nil {
		return false
	}
	for _, u := range append([]string{r.URL}, r.Aliases...) {
		if k := id.plan.key(u); !id.keys[k] && id.listed(k) {
			return true
		}
	}
	return false
}

// differ reports whether two dates are both known and further apart than most; of
// days alone, whether they are two.
func differ(a, b sada.Date, most time.Duration) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	if a.Timed() && b.Timed() {
		return a.Time.Sub(b.Time).Abs() > most
	}
	return a.Day() != b.Day()
}

// onePath reports whether two addresses differ behind their path alone.
func onePath(a, b string) bool {
	a, _, _ = strings.Cut(address.Canonical(a), "?")
	b, _, _ = strings.Cut(address.Canonical(b), "?")
	return a == b
}

// double returns the address of the article that a page joined, when it did so
// under another title and another slug: "" when there is nothing to tell.
func (id *identity) double(p store.Prior) string {
	switch {
	case p.Record == nil:
		return ""
	case p.Tie == nil && id.strayed, p.Tie != nil && !id.last.Same && !id.last.Within && slug(id.own.URL) != slug(p.Record.URL):
		return p.Record.URL
	}
	return ""
}

// slug is the last part of the path of an address.
func slug(u string) string {
	u, _, _ = strings.Cut(address.Canonical(u), "?")
	return u[strings.LastIndexByte(u, '/')+1:]
}
