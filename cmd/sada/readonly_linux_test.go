package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// keptArchive makes an archive of one clipping, its settings and the program
// beside it.
func keptArchive(t *testing.T) (folder string) {
	t.Helper()
	folder = forAll(t)
	for name, body := range map[string]string{
		"sada.yaml": "archive: ./sada-data\ncontact: presse@quai.test\nevents:\n  - {id: quais, query: 'quai'}\n",
		"quai.html": `<html lang="fr"><head><title>Le quai neuf est ouvert</title><meta property="article:published_time" content="2022-11-02T10:00:00+01:00"></head><body><article><h1>Le quai neuf est ouvert</h1>
<p>Le quai du port neuf a été ouvert mardi aux bateaux de pêche, qui attendaient depuis deux ans la fin des travaux du bassin.</p>
<p>Une grue y est montée, et une seconde doit suivre avant la fin de l'hiver, selon la direction du port.</p></article></body></html>`,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, errs, code := output(t, folder, "import", "--at", "2022-11-03", "quai.html"); code != 0 {
		t.Fatalf("import ended with %d\n%s%s", code, out, errs)
	}
	return folder
}

// answersOf looks at what the commands say of an archive that is only read.
func answersOf(t *testing.T, run func(args ...string) (out, errs string, code int)) {
	t.Helper()
	for _, c := range []struct {
		args      string
		code      int
		out, errs string
	}{
		{"export quais", 0, "Le quai neuf est ouvert", "only asked"},
		{"search neuf", 0, "Le quai neuf est ouvert", "the archive is read instead"},
		{"status", 0, "1 article", "only asked"},
		{"verify", 0, "0 faults", "only asked"},
		{"events", 0, "quais", "only asked"},
		{"import quai.html", 1, "", "can be read and not written"},
		{"run", 1, "", "can be read and not written"},
	} {
		out, errs, code := run(strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(out, c.out) || !strings.Contains(errs, c.errs) {
			t.Errorf("sada %s ended with %d, want %d with %q and %q\n%s%s", c.args, code, c.code, c.out, c.errs, out, errs)
		}
	}
}

func TestAnArchiveOnADiskForReadingIsAsked(t *testing.T) {
	folder := keptArchive(t)
	mounted := func(args ...string) (string, string, int) {
		script := `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" || exit 99; cd "$0"; exec -a sada "$@"`
		c := exec.CommandContext(t.Context(), "unshare", append([]string{"-m", "bash", "-c", script, folder, filepath.Join(folder, "sada")}, args...)...)
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		if err := c.Run(); err != nil && c.ProcessState == nil {
			t.Skip("no namespace of mounts here:", err)
		}
		if c.ProcessState.ExitCode() == 99 || strings.HasPrefix(errs.String(), "unshare:") {
			t.Skip("no namespace of mounts here:", errs.String())
		}
		return out.String(), errs.String(), c.ProcessState.ExitCode()
	}
	answersOf(t, mounted)
}

func TestAnArchiveThatIsAnothersToWriteIsAsked(t *testing.T) {
	folder := keptArchive(t)
	archive := filepath.Join(folder, "sada-data")
	if os.Getuid() == 0 {
		if err := filepath.WalkDir(archive, func(path string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return os.Chown(path, 65534, 65534)
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(archive, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(archive, 0o700) })
	before, err := os.ReadDir(archive)
	if err != nil {
		t.Fatal(err)
	}
	answersOf(t, func(args ...string) (string, string, int) {
		c := inFolder(t.Context(), folder, args...)
		if os.Getuid() == 0 {
			c = someone(c)
		}
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		if err := c.Run(); err != nil && c.ProcessState == nil {
			t.Skip("no program of another user here:", err)
		}
		return out.String(), errs.String(), c.ProcessState.ExitCode()
	})
	after, err := os.ReadDir(archive)
	if err != nil || fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("the folder held %v and holds %v, %v", before, after, err)
	}
}
