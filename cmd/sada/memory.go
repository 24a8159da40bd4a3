package main

import (
	"os"
	"runtime/debug"
)

// A page or a clipping is read from nothing and thrown away, so collecting garbage as often as
// a long-lived program does would cost a fifth of the time. Memory stays bounded
// by the limit, in bytes.
const (
	roomyPercent = 400
	roomyLimit   = 200 << 20
	exportLimit  = 100 << 20
)

// roomy lets garbage gather up to a limit in bytes while pages or clippings are
// read, unless the environment says how much may (GOGC, GOMEMLIMIT). The answer puts things back.
func roomy(limit int64) (restore func()) {
	percent := roomyPercent
	if os.Getenv("GOMEMLIMIT") != "" {
		limit = -1 // asks without a change
	}
	oldLimit := debug.SetMemoryLimit(limit)
	if os.Getenv("GOGC") != "" {
		return func() { debug.SetMemoryLimit(oldLimit) }
	}
	oldPercent := debug.SetGCPercent(percent)
	return func() {
		debug.SetGCPercent(oldPercent)
		debug.SetMemoryLimit(oldLimit)
	}
}
