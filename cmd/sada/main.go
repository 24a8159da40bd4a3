// Command sada listens to the press for a press office: it visits outlets,
// keeps what they publish, and tells which articles answer an event.
//
// This package owns flags, signals, wiring, the wording on the terminal, exit
// codes and the demo. What is done, it asks of the office through web.Client;
// it decides nothing about the press.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interrupted is the cause of a context that a signal ended.
type interrupted struct{ signal os.Signal }

func (i interrupted) Error() string { return "interrupted by " + i.signal.String() }

// Is makes it a context.Canceled, for those who only ask whether work was ended.
func (i interrupted) Is(target error) bool { return target == context.Canceled }

// code is the exit code that shells give a process ended by the signal.
func (i interrupted) code() int {
	if i.signal == syscall.SIGTERM {
		return 143
	}
	return 130
}

func main() {
	ignoreLimit()
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		cancel(interrupted{<-signals})
		os.Exit(interrupted{<-signals}.code())
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
