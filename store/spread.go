package store

import (
	"context"
	"sync"
	"sync/atomic"
)

// Spread calls fn for each item that feed yields, in so many goroutines and in no
// order, and returns the first error of either. What is under way when fn fails or
// ctx ends is waited for. each is called once for every goroutine, so that fn may
// own what is not to be shared.
func Spread[T any](ctx context.Context, goroutines int, feed func(yield func(T) error) error, each func() (fn func(T) error)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	items := make(chan T, 64)
	var all sync.WaitGroup
	var failed atomic.Pointer[error]
	for range goroutines {
		fn := each()
		all.Go(func() {
			for item := range items {
				if ctx.Err() != nil {
					continue
				}
				if err := fn(item); err != nil {
					failed.CompareAndSwap(nil, &err)
					stop(err)
				}
			}
		})
	}
	err := feed(func(item T) error {
		select {
		case items <- item:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	close(items)
	all.Wait()
	if first := failed.Load(); first != nil {
		return *first
	}
	return err
}
