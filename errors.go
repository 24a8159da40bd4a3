package sada

import "errors"

// Sentinel errors. Rooms wrap them with what was being done; commands turn
// them into advice.
var (
	ErrNotFound   = errors.New("not found")
	ErrHeld       = errors.New("archive is held by another process")
	ErrDamaged    = errors.New("archive is damaged")
	ErrNewer      = errors.New("archive was written by a newer sada")
	ErrNoArchive  = errors.New("no archive yet")
	ErrReadOnly   = errors.New("archive can be read and not written")
	ErrDiskFull   = errors.New("disk is full")
	ErrBusy       = errors.New("a visit of this outlet is under way")
	ErrChallenged = errors.New("outlet refuses this address")
)
