package crawler

import "context"

// sit takes a seat among the visits that work at once, before a request goes out.
// The visit keeps it until it has to wait for a host, or is closed.
func (v *Visit) sit(ctx context.Context) error {
	if v.seated || v.c.seats == nil {
		return ctx.Err()
	}
	if err := lock(ctx, v.c.seats); err != nil {
		return err
	}
	v.seated = true
	return nil
}

// stand gives the seat up: who waits for a host keeps nobody from working.
func (v *Visit) stand() {
	if v.seated {
		v.seated = false
		<-v.c.seats
	}
}

// lock takes what visits of one host hold in turn. It stands while it waits.
func (v *Visit) lock(ctx context.Context, sem chan struct{}) error {
	select {
	case sem <- struct{}{}:
		return nil
	default:
	}
	v.stand()
	return lock(ctx, sem)
}
