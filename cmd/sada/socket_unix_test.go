//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sada/config"
)

func TestTheSocketOfAGroupFollowsFromThePathAlone(t *testing.T) {
	a := &config.Config{Archive: "/var/lib/sada/archive", SocketGroup: "presse"}
	b := &config.Config{Archive: "/srv/archive", SocketGroup: "presse"}
	if socketPath(a) == socketPath(b) {
		t.Errorf("two archives share %s", socketPath(a))
	}
	if got, want := socketPath(a), socketPath(&config.Config{Archive: "/var/lib/sada/archive/", SocketGroup: "autre"}); got != want {
		t.Errorf("one archive has %s and %s", got, want)
	}
	if got := socketPath(a); filepath.Dir(got) != "/run/sada" || !strings.HasPrefix(filepath.Base(got), "archive-") {
		t.Errorf("%s is not what a person looks for", got)
	}
	long := &config.Config{Archive: "/a/" + strings.Repeat("أرشيف-archive-", 40), SocketGroup: "presse"}
	if got := socketPath(long); len(got) > 100 {
		t.Errorf("%d bytes: %s", len(got), got)
	}
}

// someone is another user of the machine, with the groups that are named.
func someone(c *exec.Cmd, groups ...uint32) *exec.Cmd {
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534, Groups: groups}}
	return c
}

// TestAGroupAsksTheDaemonOfAnArchiveThatItMayNotRead runs a daemon as root and
// asks it as a user who is in the group of its socket, and as one who is not.
func TestAGroupAsksTheDaemonOfAnArchiveThatItMayNotRead(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("two users are needed, and only root can be another")
	}
	const group, gid = "daemon", 1
	folder := forAll(t)
	settings := filepath.Join(folder, "sada.yaml")
	text := "archive: ./private/sada-data\ncontact: presse@kiosk.test\nsocket_group: " + group + "\nsources:\n  - {id: loin, name: {fr: Loin}, home: \"http://loin.kiosk.test/\", schedule: \"0 0 1 1 *\"}\n"
	if err := os.WriteFile(settings, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, "private"), 0o700); err != nil {
		t.Fatal(err)
	}
	ask := func(groups ...uint32) (string, int) {
		c := someone(inFolder(t.Context(), folder, "status", "--check"), groups...)
		out, err := c.CombinedOutput()
		if _, exited := err.(*exec.ExitError); err != nil && !exited {
			t.Fatal(err)
		}
		return string(out), c.ProcessState.ExitCode()
	}
	if out, code := ask(gid); code != 1 || !strings.Contains(out, "no daemon answers") || !strings.Contains(out, "systemctl start sada") {
		t.Errorf("without a daemon: %d %s", code, out)
	}

	daemon := inFolder(t.Context(), folder, "--log", "json", "run")
	log, err := daemon.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = daemon.Process.Signal(syscall.SIGTERM)
		_ = daemon.Wait()
		defer os.Remove(lentFolder) // nothing happens to one that is in use
		if left, _ := filepath.Glob(lentFolder + "/sada-data-*"); len(left) > 0 {
			t.Errorf("the daemon left %q", left)
		}
	}()
	if !said(log, `"msg":"started"`) {
		t.Fatal("the daemon did not start")
	}
	if out, code := ask(gid); code != 0 || !strings.Contains(out, "Nothing needs you") {
		t.Errorf("a member of the group: %d %s", code, out)
	}
	if out, code := ask(); code != 1 || !strings.Contains(out, "usermod -aG daemon") {
		t.Errorf("one who is not in the group: %d %s", code, out)
	}
	for path, want := range map[string]os.FileMode{lentFolder: 0o750, socketPath(&config.Config{Archive: filepath.Join(folder, "private", "sada-data"), SocketGroup: group}): 0o660} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if s := info.Sys().(*syscall.Stat_t); info.Mode().Perm() != want || s.Gid != gid {
			t.Errorf("%s has mode %o and group %d, want %o and %d", path, info.Mode().Perm(), s.Gid, want, gid)
		}
	}
}

// forAll is a folder that every user of the machine may enter, with the program
// in it.
func forAll(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "sada-group")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "sada"), program, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

// inFolder is the program that lies in a folder, run there.
func inFolder(ctx context.Context, folder string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, filepath.Join(folder, "sada"), args...)
	c.Dir = folder
	return c
}

// said reads a log until a line holds what is looked for, and the rest of it
// beside.
func said(log io.Reader, what string) bool {
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if bytes.Contains(lines.Bytes(), []byte(what)) {
			go io.Copy(io.Discard, log)
			return true
		}
	}
	return false
}
