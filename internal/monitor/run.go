package monitor

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"sada"
)

const (
	// tick is the longest pause of the schedule: the wall clock is looked at
	// again at least this often, so that a sleep of the machine is noticed.
	tick = 20 * time.Second
	// jitter is added to each start, so that daemons do not fall into step.
	jitter = 3 * time.Second
	// restAfter is the pause after a visit that broke off with an error.
	restAfter = 30 * time.Second
	// sweepEvery is how often what retention no longer keeps is removed.
	sweepEvery = 24 * time.Hour
)

// Run is the daemon: it visits each outlet on its schedule until ctx ends, and
// returns when the visits under way have let go. A full disk pauses it; it
// goes on by itself. The error is nil when ctx ended it.
func (m *Monitor) Run(ctx context.Context) error {
	p := m.house.Load().plan
	if err := m.store.KeepSettings(ctx, p.Sources, p.Events); err != nil {
		return fmt.Errorf("keeping settings: %w", err)
	}
	var visits sync.WaitGroup
	defer visits.Wait()
	r := &rota{
		Monitor: m, ctx: ctx, visits: &visits, done: make(chan ended, 64),
		planned: map[string]plannedVisit{}, rest: map[string]time.Time{},
	}
	r.rematch()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-m.rung:
			r.renew()
			r.rematch()
		case e := <-r.done:
			r.finished(e)
		case <-timer.C:
		}
		wait := r.turn()
		timer.Reset(wait)
	}
}

// rota holds the plan of the coming visits. Only Run's goroutine touches it.
type rota struct {
	*Monitor
	ctx     context.Context // Run's own, for the visits it starts
	visits  *sync.WaitGroup
	planned map[string]plannedVisit
	rest    map[string]time.Time // outlets whose last visit broke off wait until then
	done    chan ended
	running int
	looked  time.Time // when the wall clock was last read
	swept   time.Time
}

type plannedVisit struct {
	at, turn time.Time
	started  bool
}

// ended is a scheduled visit that is over.
type ended struct {
	source string
	err    error
}

// renew forgets the plan of what has not begun, to plan anew from what the
// archive knows and the settings say.
func (r *rota) renew() {
	for id, p := range r.planned {
		if !p.started {
			delete(r.planned, id)
		}
	}
	r.mu.Lock()
	clear(r.next)
	r.mu.Unlock()
}

// rematch asks the archive anew beside the visits.
func (r *rota) rematch() {
	r.visits.Go(func() {
		if _, err := r.Rematch(r.ctx, nil); err != nil && r.ctx.Err() == nil {
			r.log.Error("the archive could not be asked anew", "err", err)
		}
	})
}

// turn starts what is due and says how long to wait.
func (r *rota) turn() time.Duration {
	now := r.now()
	if now.Before(r.looked) || now.Sub(r.looked) > 2*tick {
		r.renew() // the clock was moved or the machine slept
	}
	r.looked = now
	if !r.clear() {
		return tick
	}
	r.sweep(now)
	wait := tick
	p := r.house.Load().plan
	for i := range p.Sources {
		o := p.outlets[p.Sources[i].ID]
		plan, known := r.planned[o.ID]
		if !known {
			plan = r.plan(o, now)
			r.planned[o.ID] = plan
		}
		if plan.started || plan.at.IsZero() {
			continue
		}
		if pause := plan.at.Sub(now); pause > 0 {
			wait = min(wait, pause)
			continue
		}
		if r.running >= mostOpen {
			wait = min(wait, time.Second)
			continue
		}
		r.start(o, plan)
	}
	return max(wait, time.Millisecond)
}

// plan says when an outlet is visited next, by what the archive remembers.
func (r *rota) plan(o *outlet, now time.Time) plannedVisit {
	h, err := r.store.Health(o.ID)
	if err != nil {
		r.log.Error("health was not read", "source", o.ID, "err", err)
	}
	last := h.Scheduled
	if h.Visit.After(last) {
		last = h.Visit
	}
	at, turn := o.due(last, now)
	if !at.IsZero() && at.After(now) {
		at = at.Add(rand.N(jitter))
	}
	if again := r.rest[o.ID]; !at.IsZero() && at.Before(again) && again.Sub(now) <= restAfter {
		at = again
	}
	r.mu.Lock()
	r.next[o.ID] = at
	r.mu.Unlock()
	return plannedVisit{at: at, turn: turn}
}

// start begins one scheduled visit.
func (r *rota) start(o *outlet, p plannedVisit) {
	p.started = true
	r.planned[o.ID] = p
	r.running++
	r.visits.Go(func() {
		_, err := r.visit(r.ctx, o.ID, p.turn, nil)
		switch {
		case err == nil, errors.Is(err, context.Canceled):
		case errors.Is(err, sada.ErrBusy):
			r.mu.Lock()
			r.skipped[o.ID]++
			r.mu.Unlock()
			r.log.Info("skipped", "source", o.ID, "reason", sada.ReasonUnderWay)
			r.answer(o.ID, p.turn)
		default:
			r.log.Debug("visit broke off", "source", o.ID, "err", err)
		}
		select {
		case r.done <- ended{o.ID, err}:
		case <-r.ctx.Done():
		}
	})
}

// finished makes room for the next visit of an outlet. Turns that came up while
// the last one was still under way are skipped and counted, not made up for.
func (r *rota) finished(e ended) {
	id, p := e.source, r.planned[e.source]
	delete(r.planned, id)
	delete(r.rest, id)
	r.running--
	if e.err != nil && !errors.Is(e.err, sada.ErrBusy) {
		// What cannot be kept, such as the account of this visit, must not send
		// us back to the outlet at once.
		r.rest[id] = r.now().Add(restAfter)
		return
	}
	o, known := r.house.Load().plan.outlets[id]
	if !known || p.turn.IsZero() {
		return
	}
	now := r.now()
	if next := nextTurn(o.schedule, p.turn, o.zone); next.IsZero() || next.After(now) {
		return
	}
	r.mu.Lock()
	r.skipped[id]++
	r.mu.Unlock()
	r.log.Info("skipped", "source", id, "reason", sada.ReasonUnderWay)
	r.answer(id, now)
}

// answer marks a turn of the schedule as answered without a visit of its own.
func (r *rota) answer(source string, turn time.Time) {
	h, err := r.store.Health(source)
	if err == nil && turn.After(h.Scheduled) {
		h.Source, h.Scheduled = source, turn
		err = r.store.KeepHealth(r.ctx, h)
	}
	if err != nil && r.ctx.Err() == nil {
		r.log.Error("health was not kept", "source", source, "err", err)
	}
}

// clear reports whether there is room on the disk, and says so once when that
// changes.
func (r *rota) clear() bool {
	full := r.store.Full()
	r.mu.Lock()
	was := r.paused != ""
	if full {
		r.paused = "disk"
	} else {
		r.paused = ""
	}
	r.mu.Unlock()
	if full && !was {
		free, size, err := r.store.Free()
		r.log.Warn("paused: the disk is nearly full", "free", free, "size", size, "err", err)
	}
	if !full && was {
		r.log.Info("resumed: there is room on the disk again")
	}
	return !full
}

// sweep removes once a day what retention no longer keeps.
func (r *rota) sweep(now time.Time) {
	if !r.swept.IsZero() && now.Sub(r.swept) < sweepEvery && !now.Before(r.swept) {
		return
	}
	r.swept = now
	r.visits.Go(func() {
		swept, err := r.store.Sweep(r.ctx)
		if err != nil {
			if r.ctx.Err() == nil {
				r.log.Error("retention failed", "err", err)
			}
			return
		}
		r.log.Info("swept", "swept", swept)
	})
}
