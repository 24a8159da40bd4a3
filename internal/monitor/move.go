package monitor

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"sada"
	"sada/crawler"
	"sada/extract"
	"sada/internal/address"
)

const (
	// moveSettles is how far apart two visits must see a home send on before it
	// counts as a move: a day, less what a daily schedule may be early.
	moveSettles = 23 * time.Hour
	// mostMoves is how many moves of one outlet are remembered.
	mostMoves = 8
)

// sentForGood tells where an answer came from when every redirect on its way was for
// good and it lies on another site than the one that was asked.
func sentForGood(p *sada.Page) (string, bool) {
	for _, h := range p.Capture.Hops {
		if h.Status != http.StatusMovedPermanently && h.Status != http.StatusPermanentRedirect {
			return "", false
		}
	}
	to := p.URL()
	return to, len(p.Capture.Hops) > 0 && !address.SameSite(to, p.Capture.URL)
}

// home is where the outlet's home page is read: at its new host once it moved.
func (v *visit) home() string {
	if m := v.move(); m != nil && m.Counts() {
		return m.To
	}
	return v.outlet.Home
}

// move is the last move from the home that the settings name, nil without one.
func (v *visit) move() *sada.Move {
	if n := len(v.moves); n > 0 && v.moves[n-1].From == v.outlet.Home {
		return &v.moves[n-1]
	}
	return nil
}

// sentOn is told of an endpoint that was sent on for good to another site. With
// the home sent there too, that is a move.
func (v *visit) sentOn(ctx context.Context, to string) error {
	v.feeds = append(v.feeds, to)
	if m := v.move(); m != nil && m.Counts() && address.SameSite(m.To, to) {
		return nil
	}
	return v.checkHome(ctx)
}

// checkHome asks the home of an outlet whose endpoints the settings name, to see
// whether it sends on; once a day, and only on some sign that it may.
func (v *visit) checkHome(ctx context.Context) error {
	if m := v.move(); m != nil && m.Counts() || v.down(v.outlet.Home) {
		return nil
	}
	state, err := v.store.Endpoint(v.outlet.ID, v.outlet.Home+asHome)
	if err != nil {
		return fmt.Errorf("reading endpoint %s: %w", v.outlet.Home, err)
	}
	often := homeEvery
	if v.move() != nil {
		often = moveSettles
	}
	if age := v.began.Sub(state.Asked); age >= 0 && age < often || state.Asked.After(v.began) {
		return nil
	}
	_, err = v.readHome(ctx, state)
	return err
}

// lookForHome asks the home when nothing of the outlet answered, or when it was
// seen to send on before. found says that only this gave endpoints to ask.
func (v *visit) lookForHome(ctx context.Context) (found bool, err error) {
	lost := !v.answered && v.trouble != nil && !ofHost(v.trouble.Reason)
	if !lost && v.move() == nil || v.home() != v.outlet.Home {
		return false, nil
	}
	err = v.checkHome(ctx)
	return lost && v.home() != v.outlet.Home, err
}

// readHome asks the home page and notes where it sends on to. The page is nil
// when there is none.
func (v *visit) readHome(ctx context.Context, state sada.EndpointState) (*sada.Page, error) {
	home := v.home()
	state.Source, state.Kind, state.URL, state.Asked = v.outlet.ID, sada.HomePage, home+asHome, v.now()
	page, err := v.web.Fetch(ctx, crawler.Request{URL: home, What: crawler.Page, Delay: v.outlet.Delay})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err == nil {
		answered(&state, page.Capture.Status)
	} else {
		failed(&state, fault(err))
	}
	if _, err := v.store.Discover(ctx, state, nil); err != nil {
		return nil, fmt.Errorf("keeping endpoints of %s: %w", v.outlet.ID, err)
	}
	if err != nil {
		v.missed(home, err)
		if page == nil {
			return nil, nil
		}
		if _, is := sentForGood(page); is {
			return nil, v.noteHome(ctx, page) // that it sent us on stands, whatever answers there
		}
		return nil, nil
	}
	return page, v.noteHome(ctx, page)
}

// noteHome holds what the home page answered against what it answered before. A
// host that many share and a name that is for sale are nobody's new home. A move
// that counts stays one, whatever becomes of the old name, until the settings
// name another home.
func (v *visit) noteHome(ctx context.Context, page *sada.Page) error {
	if page.Capture.URL != v.outlet.Home {
		return nil
	}
	to, is := sentForGood(page)
	is = is && !address.Shared(to) && !extract.Parked(page)
	m := v.move()
	switch {
	case m != nil && m.Counts():
		return nil
	case !is && m == nil:
		return nil
	case !is:
		v.moves = v.moves[:len(v.moves)-1]
		return v.keepMoves(ctx)
	case m == nil:
		v.moves = append(v.moves, sada.Move{From: v.outlet.Home, To: to, Seen: v.began})
	case !address.SameSite(m.To, to):
		*m = sada.Move{From: v.outlet.Home, To: to, Seen: v.began}
	}
	m = v.move()
	m.To = to
	feed, err := v.feedFollows(ctx, page, to)
	if err != nil {
		return err
	}
	if feed || v.began.Sub(m.Seen) >= moveSettles {
		m.Since = v.began
		v.log.Warn("the outlet has moved", "source", v.outlet.ID, "from", m.From, "to", m.To)
		v.report(sada.Step{At: v.now(), Source: v.outlet.ID, What: "moved", URL: m.To})
	}
	return v.keepMoves(ctx)
}

func (v *visit) keepMoves(ctx context.Context) error {
	if n := len(v.moves); n > mostMoves {
		v.moves = v.moves[n-mostMoves:]
	}
	if err := v.store.KeepMoves(ctx, v.outlet.ID, v.moves); err != nil {
		return fmt.Errorf("keeping where %s went: %w", v.outlet.ID, err)
	}
	return nil
}

// feedFollows reports whether a feed of the outlet is sent on to the same site
// as its home. Where the settings name none, the first that the new home declares
// is asked for at the old host.
func (v *visit) feedFollows(ctx context.Context, home *sada.Page, to string) (bool, error) {
	for _, f := range v.feeds {
		if address.SameSite(f, to) {
			return true, nil
		}
	}
	if len(v.outlet.Endpoints) > 0 {
		return false, nil
	}
	for _, e := range extract.Endpoints(home) {
		if e.Kind != sada.Feed || e.Trust == sada.Guess || !address.SameSite(e.URL, to) {
			continue
		}
		page, err := v.web.Fetch(ctx, crawler.Request{URL: onHost(e.URL, v.outlet.Home), What: crawler.Feed, Delay: v.outlet.Delay})
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			return false, nil
		}
		at, is := sentForGood(page)
		return is && address.SameSite(at, to), nil
	}
	return false, nil
}

// onHost is an address with the scheme and host of another, "" when it cannot be
// read.
func onHost(u, host string) string {
	a, err := url.Parse(u)
	if err != nil {
		return ""
	}
	b, err := url.Parse(host)
	if err != nil {
		return ""
	}
	a.Scheme, a.Host = b.Scheme, b.Host
	return a.String()
}

// moved reports whether an address lies where the outlet moved from or to.
func (v *visit) moved(u string) bool {
	for _, m := range v.moves {
		if m.Counts() && (address.SameSite(u, m.To) || address.SameSite(u, m.From)) {
			return true
		}
	}
	return false
}

// formerKeys are the identity keys that an address on a second domain would have
// on the hosts where the outlet lay before.
func (v *visit) formerKeys(u string) []string {
	if !v.moved(u) && !v.led(u) {
		return nil
	}
	hosts := []string{v.outlet.Home}
	for _, m := range v.moves {
		if m.Counts() {
			hosts = append(hosts, m.From)
		}
	}
	var keys []string
	for _, h := range hosts {
		if old := onHost(u, h); old != "" && !address.SameSite(old, u) {
			keys = append(keys, v.plan.keys(old)...)
		}
	}
	return keys
}
