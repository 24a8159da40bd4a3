package office

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"time"

	"sada"
	"sada/internal/export"
	"sada/internal/match"
	"sada/store"
)

const (
	// stillness is how long the archive may go without any visit before a
	// person is told: a daemon that was stopped is noticed the next morning.
	stillness = 24 * time.Hour
	// runway is how many days the disk must last at the present growth.
	runway = 30
	// stubborn is the number of failures in a row from which an endpoint counts
	// as broken.
	stubborn = 3
)

// Status tells what needs a person, then counts, reasons and sizes.
func (f *Office) Status(ctx context.Context) (export.Status, error) {
	now := f.o.Now()
	out := export.Status{
		Schema: "sada/status/1", At: stamp(now), Attention: []export.Attention{},
		LeftOut: map[string]map[string]int{}, Outside: map[string]int{}, Lost: map[string]int{}, Unseen: map[string]int{},
	}
	if err := f.counts(&out); err != nil {
		return out, err
	}
	sizes, err := f.o.Store.Sizes(ctx)
	if err != nil {
		return out, fmt.Errorf("measuring the archive: %w", err)
	}
	out.Disk = export.Disk{
		Main: sizes.Main, Texts: sizes.Texts, Pages: sizes.Pages, Clips: sizes.Clips,
		Free: sizes.Free, Total: sizes.Total, PerDay: sizes.PerDay,
	}
	out.Attention = append(out.Attention, f.disk(sizes)...)
	v, err := f.outlets(&out)
	if err != nil {
		return out, err
	}
	if v.visited > 1 && v.unreached == v.visited {
		out.Attention = append([]export.Attention{{
			Place: "network", What: fmt.Sprintf("none of the %d outlets could be reached at their last visit", v.visited), Reason: string(sada.ReasonNetwork),
			Instead: "look at this machine's connection and its name server; visits go on by themselves",
		}}, out.Attention...)
	}
	damage, err := f.damage()
	if err != nil {
		return out, err
	}
	out.Attention = append(damage, out.Attention...)
	out.Attention = append(out.Attention, f.queries()...)
	if !v.last.IsZero() && now.Sub(v.last) > stillness {
		out.Attention = append(out.Attention, export.Attention{
			Place: "daemon", What: "no outlet was visited", Since: stamp(v.last),
			Instead: "start `sada run`, and let the system start it at boot",
		})
	}
	moved, err := f.moved()
	if err != nil {
		return out, err
	}
	out.Attention = append(moved, out.Attention...)
	return out, nil
}

// queries tells of events whose query is written as another tool would have it.
func (f *Office) queries() []export.Attention {
	var out []export.Attention
	for _, e := range f.o.Events() {
		if foreign := match.Foreign(e.Query); len(foreign) > 0 {
			out = append(out, export.Attention{Place: "event " + e.ID, What: "its query may be meant otherwise: " + foreign[0].What, Instead: foreign[0].Instead})
		}
	}
	return out
}

// visits sums up the last visits of all outlets.
type visits struct {
	last               time.Time
	visited, unreached int
}

// outlets tells of each outlet whether it needs a person, and what it left out. A
// damaged record of one outlet hides no other.
func (f *Office) outlets(out *export.Status) (v visits, err error) {
	for _, s := range f.o.Sources() {
		err := f.outlet(out, &v, &s)
		if errors.Is(err, sada.ErrDamaged) {
			out.Attention = append(out.Attention, damaged(s.ID, err.Error()))
		} else if err != nil {
			return v, err
		}
	}
	return v, nil
}

func (f *Office) outlet(out *export.Status, v *visits, s *sada.Source) error {
	h, err := f.o.Store.Health(s.ID)
	if err != nil {
		return fmt.Errorf("reading health of %s: %w", s.ID, err)
	}
	if !h.Visit.IsZero() {
		v.visited++
	}
	if h.Unseen > 0 {
		out.Unseen[s.ID] = h.Unseen
	}
	if h.Reason != "" && !s.Expects(h.Reason) {
		out.Counts.Failing++
	}
	if h.Reason == sada.ReasonNetwork || h.Reason == sada.ReasonTimeout {
		v.unreached++
	}
	if h.Visit.After(v.last) {
		v.last = h.Visit
	}
	if a, ok := attention(*s, h); ok {
		out.Attention = append(out.Attention, a)
	}
	if err := f.endpoints(out, s.ID, h); err != nil {
		return err
	}
	return f.leftOut(out, s.ID)
}

// Daemon is what the process that holds the archive is doing.
func (f *Office) Daemon(pid int, command string, began time.Time) *export.Daemon {
	a := f.o.Activity()
	d := &export.Daemon{PID: pid, Command: command, Since: stamp(began), Paused: a.Paused, Next: map[string]string{}, Skipped: a.Skipped}
	for id := range a.Visiting {
		d.Visiting = append(d.Visiting, id)
	}
	sort.Strings(d.Visiting)
	for id, t := range a.Next {
		if !t.IsZero() {
			d.Next[id] = stamp(t)
		}
	}
	return d
}

func (f *Office) counts(out *export.Status) error {
	c, err := f.o.Store.Counts()
	if err != nil {
		return fmt.Errorf("counting: %w", err)
	}
	events := f.o.Events()
	out.Counts = export.Counts{
		Sources: len(f.o.Sources()), Events: len(events), Articles: c.Articles, Versions: c.Versions,
		Captures: c.Captures, Clippings: c.Clippings, Waiting: c.Waiting, BodyCut: c.Cut, ByFeed: c.ByFeed,
	}
	for _, e := range events {
		c, err := f.o.Store.EventCounts(e.ID)
		if err != nil {
			return fmt.Errorf("counting hits outside the window of %s: %w", e.ID, err)
		}
		if c.Outside > 0 {
			out.Outside[e.ID] = c.Outside
		}
	}
	return nil
}

func (f *Office) leftOut(out *export.Status, source string) error {
	counts, err := f.o.Store.LeftOutCounts(source)
	if err != nil {
		return fmt.Errorf("counting what was left out of %s: %w", source, err)
	}
	reasons := map[string]int{}
	for reason, n := range counts {
		reasons[string(reason)] = n
	}
	if len(reasons) > 0 {
		out.LeftOut[source] = reasons
	}
	return nil
}

// disk tells of a disk that is full or will be soon.
func (f *Office) disk(s store.Sizes) []export.Attention {
	const gigabyte = 1 << 30
	if paused := f.o.Activity().Paused; f.o.Store.Full() || paused != "" {
		return []export.Attention{{
			Place: "disk", What: fmt.Sprintf("%.1f GB free: visits are paused", float64(s.Free)/gigabyte), Reason: "disk",
			Instead: "make room, or shorten `keep:`; visits go on by themselves as soon as there is 1 GB and 5 % free",
		}}
	}
	if s.PerDay <= 0 || s.Free == 0 {
		return nil
	}
	if days := int64(s.Free) / s.PerDay; days < runway {
		return []export.Attention{{
			Place: "disk", What: fmt.Sprintf("full in about %d days at %.2f GB a day", days, float64(s.PerDay)/gigabyte), Reason: "disk",
			Instead: "make room, shorten `keep:`, or move the archive to a larger disk",
		}}
	}
	return nil
}

// attention says whether an outlet needs a person, and what to do. A refusal that
// the settings expect needs nobody, and an answer in its place is told.
func attention(s sada.Source, h sada.Health) (export.Attention, bool) {
	id := s.ID
	a := export.Attention{Place: id, Reason: string(h.Reason), Since: stamp(h.Since)}
	switch {
	case s.Expects(h.Reason):
		return a, false
	case s.Expect != "" && h.Reason == "" && !h.OK.IsZero():
		a.What, a.Since = "answers, though the settings expect that it refuses", stamp(h.OK)
		a.Instead = "take `expect: refused` out of the settings of " + id
		return a, true
	}
	switch state(h) {
	case stateChallenged:
		a.What = "refuses this machine"
		a.Instead = "save its pages in a browser and bring them in with `sada import`, or ask the outlet to let the contact address of the settings in"
	case stateFailing:
		if h.Failures < stubborn && h.Reason.Temporary() {
			return a, false
		}
		a.What, a.Instead = failing(id, h)
	case stateSilent:
		a.Reason, a.Since = "silent", stamp(h.Article)
		a.What = "answers, and gave no new article for three times its habit"
		if h.Article.IsZero() {
			a.Since = stamp(h.OK)
			a.What = "answers, and has never given an article"
		}
		a.Instead = "look at its endpoints in `sada sources --format json`; the outlet may have changed its addresses"
	default:
		return a, false
	}
	if h.Detail != "" {
		a.What += " (" + h.Detail + ")"
	}
	return a, true
}

// failing words why an outlet gives nothing, and what a person may do.
func failing(id string, h sada.Health) (what, instead string) {
	switch h.Reason {
	case sada.ReasonRobots:
		return "closes what is asked of it by robots.txt", "ask the outlet, name other `endpoints:`, or take it out; robots.txt is obeyed"
	case sada.ReasonFormat:
		return "answers with what cannot be read", "look at its endpoints in `sada sources --format json`, and correct their kind or address in `endpoints:`"
	case sada.ReasonInternal:
		return "met a fault of sada's own", "look at the log of `sada run`, and tell those who make sada"
	case sada.ReasonTooLarge, sada.ReasonRedirect, sada.ReasonAddress:
		return "answers with what is not taken", "look at its endpoints in `sada sources --format json`, and correct their address in `endpoints:`"
	}
	what = "did not answer at the last visit"
	if h.Failures > 1 {
		what = fmt.Sprintf("did not answer at the last %d visits", h.Failures)
	}
	return what, "open " + id + "'s home in a browser; when it has moved, correct `home:` and `endpoints:`"
}

// endpoints tells of ways into an outlet that are broken while others work, and
// what else is worth knowing of them.
func (f *Office) endpoints(out *export.Status, id string, h sada.Health) error {
	states, err := f.o.Store.Endpoints(id)
	if err != nil {
		return fmt.Errorf("reading endpoints of %s: %w", id, err)
	}
	for i := range states {
		if e := &states[i]; e.Kind.Way() && e.Lost > 0 {
			out.Lost[id] += e.Lost
		}
		if h.Reason == "" {
			out.Attention = append(out.Attention, f.ofEndpoint(id, &states[i])...)
		}
		if n, ok := f.notice(id, &states[i]); ok {
			out.Notices = append(out.Notices, n)
		}
	}
	return nil
}
