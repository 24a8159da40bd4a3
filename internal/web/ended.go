package web

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"syscall"
)

// ErrEnded says that the process which holds the archive ended before its answer
// was whole.
var ErrEnded = errors.New("the process that holds the archive ended before it answered")

// ended puts ErrEnded in the place of what a connection says of its other end. An
// error that comes of our own context stays that.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, sign := range []error{
		io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE, // in the middle of an answer
		syscall.ECONNREFUSED, fs.ErrNotExist, // between two questions
	} {
		if errors.Is(err, sign) {
			return ErrEnded
		}
	}
	return err
}

// wholeBody is the body of an answer; where it is cut, reading says that the
// other process ended.
type wholeBody struct {
	io.ReadCloser
	ctx context.Context
}

// Read reads, and tells the end from a cut.
func (b wholeBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = ended(b.ctx, err)
	}
	return n, err
}

// told is an error that came over the wire. What was canceled there and not here
// ended with its process.
func told(ctx context.Context, w wireError) error {
	err := w.err()
	if errors.Is(err, context.Canceled) && ctx.Err() == nil {
		return ErrEnded
	}
	return err
}
