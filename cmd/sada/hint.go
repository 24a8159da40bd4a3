package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"sada"
	"sada/internal/web"
)

// tell words an error for a person: what is wrong, then what to do next.
func (a *app) tell(err error) {
	var list sada.Problems
	var one sada.Problem
	switch {
	case errors.As(err, &list):
		for _, p := range list {
			a.problem(p)
		}
	case errors.As(err, &one):
		a.problem(one)
	case err.Error() != "":
		fmt.Fprintln(a.err, "sada:", oneLine(err.Error()))
	}
	if h := hint(err); h != "" {
		fmt.Fprintln(a.err, "     ", h)
	}
}

// problem words one problem.
func (a *app) problem(p sada.Problem) {
	place := ""
	if p.Place != "" {
		place = p.Place + ": "
	}
	fmt.Fprintf(a.err, "sada: %s%s\n", place, oneLine(p.What))
	if p.Instead != "" {
		fmt.Fprintf(a.err, "      %s\n", oneLine(p.Instead))
	}
}

// oneLine keeps what came from the web or a file from drawing on the terminal,
// and from turning the line round.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0:
			return ' '
		case r == 0x61c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

// hint says what the office may do about an error, or nothing.
func hint(err error) string {
	switch {
	case errors.Is(err, sada.ErrNoArchive):
		return "`sada crawl` or `sada run` makes the archive at its first visit; `sada import` makes one from saved pages"
	case errors.Is(err, sada.ErrHeld):
		return "wait for it to end, or ask it: every command works beside `sada run` and `sada crawl`"
	case errors.Is(err, sada.ErrDiskFull):
		return "make room on the disk of the archive, or shorten `keep:` in the settings; nothing that was kept is lost"
	case errors.Is(err, sada.ErrDamaged):
		return "stop the daemon, set the folder aside and put back the last copy of it; do not go on writing"
	case errors.Is(err, sada.ErrReadOnly):
		return "it can be asked: export, search, status and verify work; to write, run sada as the user whose archive it is, on a disk that takes writes"
	case errors.Is(err, sada.ErrNewer):
		return "use the newer sada that wrote it; the archive was left as it is"
	case errors.Is(err, sada.ErrChallenged):
		return "the outlet refuses this address; save the page by hand and `sada import` it"
	case errors.Is(err, web.ErrEnded):
		return "what it kept stays; ask again, or look at its log and at `sada status`"
	case errors.Is(err, fs.ErrPermission):
		return "look at who owns the file or folder, and run sada as that user"
	}
	return ""
}

// codeOf gives the exit code of an error that does not bring its own.
func codeOf(err error) int {
	var list sada.Problems
	var one sada.Problem
	switch {
	case errors.Is(err, sada.ErrHeld):
		return exitHeld
	case errors.As(err, &list), errors.As(err, &one):
		return exitUsage
	case strings.HasPrefix(err.Error(), "unknown command"):
		return exitUsage
	}
	return exitFailed
}

// wording says in plain words why something was left out or failed.
func wording(r sada.Reason) string {
	if w, ok := wordings[r]; ok {
		return w
	}
	return string(r)
}

var wordings = map[sada.Reason]string{
	sada.ReasonChallenge:   "the outlet asks for proof of a person (challenge)",
	sada.ReasonLogin:       "behind a login",
	sada.ReasonConsent:     "behind a consent page",
	sada.ReasonSoft404:     "says \"not found\" with status 200",
	sada.ReasonSection:     "a list of articles, no article",
	sada.ReasonScript:      "empty without JavaScript",
	sada.ReasonEmpty:       "holds no text",
	sada.ReasonParse:       "cannot be read as HTML",
	sada.ReasonNotHTML:     "is no web page",
	sada.ReasonRobots:      "closed by robots.txt",
	sada.ReasonGone:        "gone (404 or 410)",
	sada.ReasonRefused:     "refused (401, 403 or 451)",
	sada.ReasonBusy:        "the outlet asks us to wait",
	sada.ReasonServer:      "the outlet's server failed",
	sada.ReasonNetwork:     "no connection, or a cut one",
	sada.ReasonTimeout:     "too slow",
	sada.ReasonAddress:     "an address or port that sada does not open",
	sada.ReasonRedirect:    "redirects in a circle, too often, or to where we must not go",
	sada.ReasonTooLarge:    "too large",
	sada.ReasonOld:         "older than a first visit looks",
	sada.ReasonBudget:      "over the number of pages of one visit",
	sada.ReasonForeign:     "on a host that is not the outlet's",
	sada.ReasonFormat:      "an answer that cannot be read",
	sada.ReasonTrap:        "an address that leads into itself without an end",
	sada.ReasonDouble:      "a double, taken for a version of an article of another title and address",
	sada.ReasonFatal:       "sada ended twice while it read this page alone; a newer sada tries it again",
	sada.ReasonWindow:      "answers the event, but outside its days",
	sada.ReasonInternal:    "a fault of sada's own, see the log",
	sada.ReasonUnderWay:    "a visit is under way already",
	sada.ReasonInterrupted: "interrupted; the next visit goes on",
	sada.ReasonDisk:        "the disk is nearly full",
}
