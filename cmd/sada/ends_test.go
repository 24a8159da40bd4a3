package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

// TestProcessThatCrashes is no test of its own: it is what the next one starts.
func TestProcessThatCrashes(t *testing.T) {
	archive, asked := os.LookupEnv("SADA_TEST_CRASHES")
	if !asked {
		t.Skip("started by TestCrashIsKeptAndCounted")
	}
	keepCrashes(archive)
	debug.SetMaxStack(1 << 20)
	var deep func(n int) int
	deep = func(n int) int { return deep(n+1) + n }
	deep(0) // a stack that grows beyond its limit ends a process whatever is deferred
}

func TestCrashIsKeptAndCounted(t *testing.T) {
	archive := t.TempDir()
	before := ends(archive)
	c := exec.Command(os.Args[0], "-test.run=^TestProcessThatCrashes$")
	c.Env = append(os.Environ(), "SADA_TEST_CRASHES="+archive)
	if err := c.Run(); err == nil {
		t.Fatal("it did not crash")
	}
	said, err := os.ReadFile(filepath.Join(archive, "crash.txt"))
	if err != nil || !strings.Contains(string(said), "runtime.throw") {
		t.Errorf("crash.txt holds %.200q, %v", said, err)
	}
	after := ends(archive)
	if after <= before {
		t.Errorf("%d ends are counted after a crash, %d before", after, before)
	}
	if err := os.WriteFile(filepath.Join(archive, "crash.txt"), make([]byte, mostCrashes+1), 0o600); err != nil {
		t.Fatal(err)
	}
	c = exec.Command(os.Args[0], "-test.run=^TestProcessThatCrashes$")
	c.Env = append(os.Environ(), "SADA_TEST_CRASHES="+archive)
	_ = c.Run() // it crashes again
	if info, err := os.Stat(filepath.Join(archive, "crash.txt")); err != nil || info.Size() > mostCrashes {
		t.Errorf("crash.txt grows beyond its bound: %v", err)
	}
}
