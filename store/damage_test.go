package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	now := at
	o := options(&now)
	o.Make = false
	if _, err := Open(filepath.Join(t.TempDir(), "none"), o); !errors.Is(err, sada.ErrNoArchive) {
		t.Errorf("an archive that is not there: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "held")
	openArchive(t, dir, options(&now))
	begin := time.Now()
	_, err := Open(dir, options(&now))
	var held *Held
	if !errors.As(err, &held) || !errors.Is(err, sada.ErrHeld) || held.PID != os.Getpid() {
		t.Errorf("an archive that is held: %v", err)
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("it took %s to say so", took)
	}
}

func TestADamagedArchiveIsAnErrorAndNoCrash(t *testing.T) {
	now, ctx := at, context.Background()
	dir := filepath.Join(t.TempDir(), "a")
	db, err := Open(dir, options(&now))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		if _, err := db.Keep(ctx, take(fmt.Sprintf("https://kiosk.test/%d", i), "Titre", strings.Repeat(fmt.Sprint(i, " "), 300)), whole()); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(dir, "main.db"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	damage := func(name string, bad []byte) {
		t.Helper()
		other := filepath.Join(t.TempDir(), "b")
		if err := os.CopyFS(other, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(other, "main.db"), bad, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := Open(other, options(&now))
		if err != nil {
			if !errors.Is(err, sada.ErrDamaged) && !errors.Is(err, sada.ErrNewer) {
				t.Errorf("%s: opening: %v, want damaged", name, err)
			}
			seen++
			return
		}
		if db.Check(ctx) != nil {
			seen++
		}
		db.Close()
	}
	for i := range 12 {
		damage("cut", good[:len(good)*(i+1)/13])
	}
	damage("empty meta", append(make([]byte, 8192), good[8192:]...))
	damage("no database", []byte(strings.Repeat("<html>", 4000)))
	for i := range 16 {
		bad := slices.Clone(good)
		for j := range 64 {
			bad[(i*7919+j*131)%len(bad)] ^= 0x55
		}
		damage("spoilt", bad)
	}
	if seen < 20 {
		t.Errorf("%d of 30 damages were seen", seen)
	}
}

func TestASpoiltBlobIsNamed(t *testing.T) {
	now, ctx := at, context.Background()
	dir := filepath.Join(t.TempDir(), "a")
	db, err := Open(dir, options(&now))
	if err != nil {
		t.Fatal(err)
	}
	body := strings.Repeat("un texte qui ne se laisse pas réduire à rien 0123456789 ", 40)
	if _, err := db.Keep(ctx, take("https://kiosk.test/1", "Titre", body), whole()); err != nil {
		t.Fatal(err)
	}
	sum := sumOf("<p>" + body)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, pageFile(at))
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	i := strings.Index(string(raw), string(sum256([]byte("<p>"+body))))
	if i < 0 {
		t.Fatal("the blob is not in its file")
	}
	raw[i+60] ^= 1
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err = Open(dir, options(&now))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Body(sum); !errors.Is(err, sada.ErrDamaged) || !strings.Contains(err.Error(), sum) {
		t.Errorf("a flipped bit reads as %v, want damaged, with the hash", err)
	}
	found, err := db.Verify(t.Context(), nil)
	if err != nil || len(found.Faults) != 1 || !strings.Contains(found.Faults[0].Error(), "the page of \"") || !strings.Contains(found.Faults[0].Error(), "(kiosque)") {
		t.Errorf("verify says %v, %v; want the article and its outlet named", found.Faults, err)
	}
}

func TestAFullDiskIsToldApart(t *testing.T) {
	now := at
	o := options(&now)
	free, total := uint64(40<<30), uint64(100<<30)
	o.Disk = func(string) (uint64, uint64, error) { return free, total, nil }
	db := openArchive(t, filepath.Join(t.TempDir(), "a"), o)
	if db.Full() {
		t.Error("40 of 100 GB free count as full")
	}
	if free = 4 << 30; !db.Full() {
		t.Error("4 of 100 GB free do not count as full")
	}
	if free, total = 900<<20, 10<<30; !db.Full() {
		t.Error("900 MB free do not count as full")
	}
}

func TestNothingCanBeReadByOthers(t *testing.T) {
	now, ctx := at, context.Background()
	dir := filepath.Join(t.TempDir(), "a")
	db := openArchive(t, dir, options(&now))
	if _, err := db.Keep(ctx, take("https://kiosk.test/1", "Titre", "Texte."), whole()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v, %v; want 0700", info.Mode(), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v; want 0600", e.Name(), info.Mode(), err)
		}
	}
}

// filled makes an archive of some articles and closes it.
func filled(t *testing.T) string {
	t.Helper()
	now := at
	dir := filepath.Join(t.TempDir(), "a")
	db, err := Open(dir, options(&now))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if _, err := db.Keep(context.Background(), take(fmt.Sprintf("https://kiosk.test/%d", i), "Titre", strings.Repeat(fmt.Sprint(i, " "), 300)), whole()); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// contents is every file of a folder, by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(raw)
	}
	return all
}

func TestAnArchiveThatCannotBeReadIsLeftAsItIs(t *testing.T) {
	now := at
	version := func(v string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			main, err := bolt.Open(filepath.Join(dir, "main.db"), 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := main.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("version"), []byte(v)) }); err != nil {
				t.Fatal(err)
			}
			if err := main.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	write := func(body string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "main.db"), []byte(body), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	cases := []struct {
		name  string
		spoil func(t *testing.T, dir string)
		want  error
	}{
		{"the next layout", version("3"), sada.ErrNewer},
		{"a layout of two digits", version("10"), sada.ErrNewer},
		{"a layout that is no number", version("x"), sada.ErrDamaged},
		{"an empty main.db", write(""), sada.ErrDamaged},
		{"zeros", write(strings.Repeat("\x00", 64<<10)), sada.ErrDamaged},
		{"a page of the web", write(strings.Repeat("<html>", 4000)), sada.ErrDamaged},
		{"no main.db", func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "main.db")) }, sada.ErrDamaged},
	}
	for _, c := range cases {
		dir := filled(t)
		c.spoil(t, dir)
		before := contents(t, dir)
		db, err := Open(dir, options(&now))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err == nil {
			db.Close()
		}
		if after := contents(t, dir); !maps.Equal(before, after) {
			t.Errorf("%s: opening it changed the folder", c.name)
		}
	}
}

func TestACutPeriodFileIsAnErrorAndNoCrash(t *testing.T) {
	now := at
	for _, name := range []string{pageFile(at), textFile(at)} {
		dir := filled(t)
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []int{0, 1, 5, 9} {
			if err := os.WriteFile(filepath.Join(dir, name), raw[:len(raw)*part/10], 0o600); err != nil {
				t.Fatal(err)
			}
			db, err := Open(dir, options(&now))
			if err != nil {
				t.Fatalf("%s cut to %d tenths: opening: %v", name, part, err)
			}
			// The end of a file may be pages that nothing uses: then all reads well.
			err = db.Check(context.Background())
			if err != nil && !errors.Is(err, sada.ErrDamaged) || err == nil && part < 5 {
				t.Errorf("%s cut to %d tenths: %v, want damaged", name, part, err)
			}
			db.Close()
		}
	}
}
