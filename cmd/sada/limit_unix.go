//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreLimit lets a write over the limit of the size of files (RLIMIT_FSIZE) fail
// with an error, as one to a full disk does, where the signal would end the process.
func ignoreLimit() { signal.Ignore(syscall.SIGXFSZ) }
