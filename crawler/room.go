package crawler

import (
	"bytes"
	"context"
	"io"
	"time"
)

const (
	// large is the size from which a body takes room, in bytes.
	large = 1 << 20
	// huge is the size beyond which a body is not asked for again for want of its
	// end.
	huge = 4 << 20
	// roomSize is how many bytes of large bodies are in hand at once, over all
	// visits: one page of the largest size.
	roomSize = 10 << 20
	// perPart is what a reader pays for an element or an object beside its bytes, in
	// bytes of room: much, compared with plain text.
	perPart = 24
)

// claim takes room for a body of at most limit bytes, and waits for it: large pages
// are read in turn. A fetch claims once.
func (v *Visit) claim(ctx context.Context, limit int64) error {
	if v.taken > 0 {
		return nil
	}
	n := min(limit, roomSize)
	if err := v.c.room.Acquire(ctx, n); err != nil {
		return err
	}
	v.taken = n
	return nil
}

// weigh gives back what a body needs less than was claimed for it.
func (v *Visit) weigh(body []byte) {
	if v.taken == 0 {
		return
	}
	parts := bytes.Count(body, []byte("<")) + bytes.Count(body, []byte("{"))
	v.yield(v.taken - int64(len(body)+perPart*parts))
}

// yield gives n bytes of room back.
func (v *Visit) yield(n int64) {
	if n > 0 {
		v.taken -= n
		v.c.room.Release(n)
	}
}

// roomy is a body on its way in. One that turns out to be large waits for room
// before it goes on.
type roomy struct {
	r     io.Reader
	claim func() error
	n     int64
}

func (b *roomy) Read(p []byte) (int, error) {
	if b.n >= large && b.claim != nil {
		if err := b.claim(); err != nil {
			return 0, err
		}
		b.claim = nil
	}
	n, err := b.r.Read(p)
	b.n += int64(n)
	return n, err
}

// deadline ends a request after a time of its own, which stands still while the
// answer waits for us.
type deadline struct {
	timer *time.Timer
	since time.Time
	left  time.Duration
}

// timed returns a context that ends after d. Its cause is then
// context.DeadlineExceeded.
func timed(ctx context.Context, d time.Duration) (context.Context, *deadline, context.CancelFunc) {
	ctx, end := context.WithCancelCause(ctx)
	t := &deadline{since: time.Now(), left: d}
	t.timer = time.AfterFunc(d, func() { end(context.DeadlineExceeded) })
	return ctx, t, func() { t.timer.Stop(); end(context.Canceled) }
}

// still stops the time while wait waits.
func (d *deadline) still(wait func() error) error {
	if d.timer.Stop() {
		d.left -= time.Since(d.since)
		defer func() {
			d.since = time.Now()
			d.timer.Reset(d.left)
		}()
	}
	return wait()
}
