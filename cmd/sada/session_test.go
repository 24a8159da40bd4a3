package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sada/internal/kiosk"
	"sada/store"
)

// TestMain lets the test binary be the program itself, so that sessions and
// kills run the real thing in a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sada": main})
}

// TestSessions runs whole sessions of a person at the terminal.
func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/sessions",
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			e.Setenv("XDG_RUNTIME_DIR", filepath.Join(e.WorkDir, "runtime"))
			e.Setenv("TZ", "Africa/Casablanca")
			e.Values[standKey{}] = &session{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"kiosk": openKiosk, "nextround": nextRound, "until": until, "tell": tellHolder,
		},
		Condition: func(name string) (bool, error) { return name == "root" && os.Getuid() == 0, nil },
	})
}

// session is what one script has open.
type session struct{ stand *kiosk.Stand }

type standKey struct{}

func current(ts *testscript.TestScript) *session { return ts.Value(standKey{}).(*session) }

// openKiosk opens a stand for the session and writes its settings:
//
//	kiosk [FILE]
func openKiosk(ts *testscript.TestScript, _ bool, args []string) {
	stand, err := kiosk.Open(kiosk.Options{})
	ts.Check(err)
	ts.Defer(func() { stand.Close() })
	file := "sada.yaml"
	if len(args) > 0 {
		file = args[0]
	}
	folder := ts.MkAbs(filepath.Dir(file))
	ts.Check(os.MkdirAll(folder, 0o755))
	ts.Check(os.WriteFile(filepath.Join(folder, "ca.pem"), stand.CA(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(file), stand.Settings(folder), 0o600))
	current(ts).stand = stand
}

// nextRound lets some hours pass at the stand.
func nextRound(ts *testscript.TestScript, _ bool, _ []string) { current(ts).stand.NextRound() }

// until runs sada again and again until its output matches:
//
//	until PATTERN ARGS...
func until(ts *testscript.TestScript, _ bool, args []string) {
	want := regexp.MustCompile(args[0])
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	var last []byte
	for {
		c := program(ctx, ts.MkAbs("."), args[1:]...)
		c.Env = append(c.Environ(), "XDG_RUNTIME_DIR="+ts.Getenv("XDG_RUNTIME_DIR"))
		last, _ = c.CombinedOutput()
		if want.Match(last) {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			ts.Fatalf("%v did not come to match %s:\n%s", args[1:], args[0], last)
		}
	}
}

// tellHolder sends a signal to the process that holds the archive:
//
//	tell HUP|TERM|KILL
func tellHolder(ts *testscript.TestScript, _ bool, args []string) {
	held, ok := store.Holder(ts.MkAbs("sada-data"))
	if !ok {
		ts.Fatalf("nobody holds the archive")
	}
	p, err := os.FindProcess(held.PID)
	ts.Check(err)
	ts.Check(p.Signal(map[string]os.Signal{"HUP": syscall.SIGHUP, "TERM": syscall.SIGTERM, "KILL": syscall.SIGKILL}[args[0]]))
}

// program is a command that runs sada in a process of its own.
func program(ctx context.Context, folder string, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	c := exec.CommandContext(ctx, self, args...)
	// The test binary is whatever program its name says (testscript.Main).
	c.Args[0] = "sada"
	c.Dir = folder
	return c
}

// output runs sada and returns what it printed and its exit code.
func output(t *testing.T, folder string, args ...string) (out, errs string, code int) {
	t.Helper()
	c := program(t.Context(), folder, args...)
	var o, e bytes.Buffer
	c.Stdout, c.Stderr = &o, &e
	err := c.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatal(err)
	}
	return o.String(), e.String(), c.ProcessState.ExitCode()
}
