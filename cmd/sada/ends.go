package main

import (
	"bufio"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
)

// mostCrashes is how many bytes of what crashes say are kept.
const mostCrashes = 1 << 20

// keepCrashes has the runtime write into the archive's folder what it says when
// this process crashes. Where it cannot, nothing is lost but that.
func keepCrashes(archive string) {
	path := filepath.Join(archive, "crash.txt")
	how := os.O_CREATE | os.O_APPEND | os.O_WRONLY
	if info, err := os.Stat(path); err == nil && info.Size() > mostCrashes {
		how |= os.O_TRUNC
	}
	f, err := os.OpenFile(path, how, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	_ = debug.SetCrashOutput(f, debug.CrashOptions{})
}

// ends rises when a process of this archive crashed, and when the system killed
// one for want of memory (oom_kill of /proc/vmstat, Linux 4.13).
func ends(archive string) uint64 {
	var n uint64
	if info, err := os.Stat(filepath.Join(archive, "crash.txt")); err == nil {
		n = uint64(info.Size())
	}
	f, err := os.Open("/proc/vmstat")
	if err != nil {
		return n
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if killed, is := strings.CutPrefix(s.Text(), "oom_kill "); is {
			more, _ := strconv.ParseUint(killed, 10, 64)
			n += more
		}
	}
	return n
}
