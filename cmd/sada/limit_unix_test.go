//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// manyPages is a folder with settings, the program, and some pages to bring in.
func manyPages(t *testing.T, n int) (folder string) {
	t.Helper()
	folder = forAll(t)
	write := func(name, body string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("sada.yaml", "archive: ./sada-data\ncontact: presse@quai.test\n")
	if err := os.Mkdir(filepath.Join(folder, "pages"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		write(fmt.Sprintf("pages/%d.html", i), fmt.Sprintf(`<html lang="fr"><head><title>Le quai numéro %[1]d est ouvert</title></head><body><article><h1>Le quai numéro %[1]d est ouvert</h1>
<p>Le quai %[1]d du port neuf a été ouvert mardi aux bateaux de pêche, qui attendaient depuis %[1]d ans la fin des travaux du bassin.</p>
<p>Une grue y est montée, et une seconde doit suivre avant la fin de l'hiver, selon la direction du port.</p></article></body></html>`, i))
	}
	return folder
}

// TestALimitOfTheSizeOfFilesIsToldAsAFullDisk brings pages into an archive whose
// files may not grow over a limit, and looks at what is left.
func TestALimitOfTheSizeOfFilesIsToldAsAFullDisk(t *testing.T) {
	full := 0
	for _, kilobytes := range []int{0, 1, 16, 48, 96, 144, 200, 300, 1 << 20} {
		folder := manyPages(t, 40)
		script := fmt.Sprintf(`ulimit -f %d; exec "$0" import --at 2022-11-03 pages`, kilobytes*2)
		c := exec.CommandContext(t.Context(), "sh", "-c", script, filepath.Join(folder, "sada"))
		c.Dir = folder
		out, _ := c.CombinedOutput()
		code := c.ProcessState.ExitCode()
		switch {
		case code == 0 && kilobytes > 200:
		case code == 1 && strings.Contains(string(out), "disk is full") && strings.Contains(string(out), "make room"):
			full++
		default:
			t.Errorf("at %d kB it ended with %d:\n%s", kilobytes, code, out)
		}
		if out, errs, code := output(t, folder, "import", "--at", "2022-11-03", "pages"); code != 0 {
			t.Errorf("with room again, after %d kB: %d\n%s%s", kilobytes, code, out, errs)
		}
		if out, errs, code := output(t, folder, "verify"); code != 0 {
			t.Errorf("what was left after %d kB: %d\n%s%s", kilobytes, code, out, errs)
		}
	}
	if full < 5 {
		t.Errorf("%d of the limits were met, want 5 at least", full)
	}
}
