package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"runtime"
	"slices"
)

// placedBlob is a blob and its key in its file.
type placedBlob struct {
	sum [sha256.Size]byte
	key uint64
}

// heldBlob is a blob to read.
type heldBlob struct {
	placedBlob
	file string
}

// bodies reads every blob where it lies, file by file. A file that is lost is told
// once, with how much lay in it.
func (c *checking) bodies(ctx context.Context) error {
	total := 0
	for _, blobs := range c.blobs {
		total += len(blobs)
	}
	c.read = 0
	feed := func(yield func(heldBlob) error) error {
		for _, name := range slices.Sorted(maps.Keys(c.blobs)) {
			blobs := c.blobs[name]
			if how := c.db.lost(name); how != "" {
				c.fault("%s %s, and with it %d texts, pages or pictures", name, how, len(blobs))
				continue
			}
			slices.SortFunc(blobs, func(a, b placedBlob) int { return cmp.Compare(a.key, b.key) })
			for _, b := range blobs {
				if err := yield(heldBlob{b, name}); err != nil {
					return err
				}
			}
		}
		return nil
	}
	err := Spread(ctx, runtime.GOMAXPROCS(0), feed, func() func(heldBlob) error {
		return func(b heldBlob) error {
			_, err := c.db.unpack(b.sum[:], blobRecord{File: b.file, Key: b.key})
			if err != nil { // it may have been moved or taken meanwhile
				_, err = c.db.Body(hex.EncodeToString(b.sum[:]))
			}
			if err != nil && !gone(err) {
				c.bad(b.sum, err)
			}
			c.told(total)
			return nil
		}
	})
	if err != nil {
		return err
	}
	return c.tellBad()
}

// told counts a blob that was read.
func (c *checking) told(total int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.read++; c.read%2000 == 0 {
		c.report("bodies", c.read, total)
	}
}
