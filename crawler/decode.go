package crawler

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"sada"
)

// maxLayers is how many encodings one body may wear; more than one is a fault
// of a proxy, more than three is an attack.
const maxLayers = 3

// window bounds the memory a zstd body may ask for (RFC 8878, 3.1.1.1.2,
// recommends 8 MB).
const window = 8 << 20

// inflater undoes content encodings, those too that nobody asked for.
type inflater struct{ gzips, zstds sync.Pool }

// open returns a reader of the entity and a function that gives its readers
// back. An unknown encoding is a Fault.
func (p *inflater) open(body io.Reader, encoding string) (io.Reader, func(), error) {
	names := strings.Split(encoding, ",")
	if len(names) > maxLayers {
		return nil, nil, &Fault{Reason: sada.ReasonFormat, Detail: "more than three content encodings"}
	}
	var done []func()
	release := func() {
		for _, f := range done {
			f()
		}
	}
	for i := len(names) - 1; i >= 0; i-- {
		r, free, err := p.layer(body, strings.ToLower(strings.TrimSpace(names[i])))
		if err != nil {
			release()
			return nil, nil, err
		}
		if free != nil {
			done = append(done, free)
		}
		body = r
	}
	return body, release, nil
}

func (p *inflater) layer(body io.Reader, name string) (io.Reader, func(), error) {
	switch name {
	case "", "identity", "utf-8", "none":
		return body, nil, nil
	case "gzip", "x-gzip":
		return p.gzip(body)
	case "br":
		return brotli.NewReader(body), nil, nil
	case "zstd":
		return p.zstd(body)
	case "deflate":
		return deflate(body)
	}
	return nil, nil, &Fault{Reason: sada.ReasonFormat, Detail: fmt.Sprintf("unknown content encoding %q", short(name))}
}

func (p *inflater) gzip(body io.Reader) (io.Reader, func(), error) {
	z, ok := p.gzips.Get().(*gzip.Reader)
	if !ok {
		z = new(gzip.Reader)
	}
	b := bufio.NewReaderSize(body, 16<<10)
	if head, err := b.Peek(2); len(head) == 0 && err == io.EOF {
		return b, nil, nil // an empty body with the header on
	} else if len(head) == 2 && (head[0] != 0x1f || head[1] != 0x8b) {
		return b, nil, nil // the header lies; the body is as it stands
	}
	if err := z.Reset(b); err != nil {
		return nil, nil, fmt.Errorf("opening gzip: %w", unexpected(err))
	}
	return &tolerant{r: z}, func() { p.gzips.Put(z) }, nil
}

func (p *inflater) zstd(body io.Reader) (io.Reader, func(), error) {
	z, ok := p.zstds.Get().(*zstd.Decoder)
	if !ok {
		var err error
		z, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window))
		if err != nil {
			return nil, nil, fmt.Errorf("opening zstd: %w", err)
		}
	}
	if err := z.Reset(body); err != nil {
		return nil, nil, fmt.Errorf("opening zstd: %w", unexpected(err))
	}
	return z, func() { _ = z.Reset(nil); p.zstds.Put(z) }, nil
}

// deflate means zlib (RFC 9110, 8.4.1.2), but bare deflate is sent as well.
func deflate(body io.Reader) (io.Reader, func(), error) {
	b := bufio.NewReaderSize(body, 16<<10)
	head, err := b.Peek(2)
	if len(head) == 0 && err == io.EOF {
		return b, nil, nil
	}
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		z, err := zlib.NewReader(b)
		if err != nil {
			return nil, nil, fmt.Errorf("opening deflate: %w", unexpected(err))
		}
		return z, nil, nil
	}
	return flate.NewReader(b), nil, nil
}

// tolerant ends where the last whole member ends: bytes that follow it are
// padding, as browsers see it.
type tolerant struct {
	r   io.Reader
	any bool
}

func (t *tolerant) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.any = t.any || n > 0
	if t.any && errors.Is(err, gzip.ErrHeader) {
		err = io.EOF
	}
	return n, err
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// zipped reports whether a body is itself a gzip file, as sitemaps often are.
func zipped(body []byte) bool { return len(body) > 2 && bytes.HasPrefix(body, []byte{0x1f, 0x8b, 8}) }
