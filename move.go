package sada

import "time"

// Move is an outlet's leaving for another host: its home sends on there for
// good.
type Move struct {
	From  string    // the home that sends on
	To    string    // the home there
	Seen  time.Time // when that was first seen
	Since time.Time // when it began to count; zero while it was only seen
}

// Counts reports whether the outlet is read at its new host.
func (m Move) Counts() bool { return !m.Since.IsZero() }
