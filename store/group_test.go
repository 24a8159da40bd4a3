package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// sheet is a text of the tests: a name and what it is known by.
type sheet struct {
	name   string
	sketch []uint32
}

// chain makes texts of which each shares seven tenths with the next, four with the
// one behind it, and one with the third.
func chain(seed, n int) (out []sheet) {
	all := marks(seed, 100+30*n)
	for i := range n {
		out = append(out, sheet{fmt.Sprintf("c%d-%d", seed, i), all[30*i : 30*i+100]})
	}
	return out
}

// parted lists the families of an archive by the names of their texts.
func parted(t *testing.T, tx *bolt.Tx) string {
	t.Helper()
	families := map[string][]string{}
	err := tx.Bucket([]byte("cards")).ForEach(func(key, raw []byte) error {
		c, err := cardOf(key, raw)
		if err == nil && c.Family != "" {
			families[c.Family] = append(families[c.Family], c.Title)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, names := range families {
		slices.Sort(names)
		out = append(out, strings.Join(names, " "))
	}
	slices.Sort(out)
	return strings.Join(out, " | ")
}

func families(t *testing.T, db *DB) (out string) {
	t.Helper()
	if err := db.view(func(tx *bolt.Tx) error { out = parted(t, tx); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

// arrive keeps a text in a transaction.
func arrive(t *testing.T, db *DB, tx *bolt.Tx, s sheet) {
	t.Helper()
	k := &keeping{DB: db, Take: sketchTake(s.name, s.sketch), decide: func(Prior) Verdict { return Verdict{NewVersion: true} }, now: db.o.Now()}
	k.text = db.newBlob(textFile(k.now), []byte(s.name), "")
	if err := k.apply(tx); err != nil {
		t.Fatal(err)
	}
}

// orders calls fn for every order of n.
func orders(n int, fn func(order []int)) {
	order := make([]int, 0, n)
	var next func()
	next = func() {
		if len(order) == n {
			fn(order)
			return
		}
		for i := range n {
			if !slices.Contains(order, i) {
				order = append(order, i)
				next()
				order = order[:len(order)-1]
			}
		}
	}
	next()
}

func TestSixTextsMakeTheSameFamiliesInEveryOrder(t *testing.T) {
	one, two := marks(50, 120), marks(51, 120)
	both := append(slices.Clone(one), two...)
	for _, c := range []struct {
		name   string
		sheets []sheet
		want   string
	}{
		{"a chain is cut where the head is not near", chain(1, 6), "c1-0 c1-1 c1-2 | c1-3 c1-4 c1-5"},
		{"what holds two texts whole joins the one that leads", []sheet{
			{"one-a", one}, {"one-b", one[:90]}, {"two-a", two}, {"two-b", two[20:]}, {"zz-round-up", both}, {"alone", marks(52, 120)},
		}, "one-a one-b zz-round-up | two-a two-b"},
		{"copies that only a third knows", []sheet{
			{"a", append(slices.Clone(one[:80]), marks(53, 40)...)}, {"b", append(slices.Clone(one[40:]), marks(54, 40)...)}, {"c", one},
			{"d", two}, {"e", marks(55, 30)}, {"f", two[:30]},
		}, "a b c | d f"},
	} {
		now := at
		db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
		n := 0
		orders(len(c.sheets), func(order []int) {
			tx, err := db.main.Begin(true)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range order {
				arrive(t, db, tx, c.sheets[i])
			}
			if got := parted(t, tx); got != c.want {
				t.Errorf("%s: in the order %v the families are %s, want %s", c.name, order, got, c.want)
			}
			if err := tx.Rollback(); err != nil {
				t.Fatal(err)
			}
			db.kin = kinIndex{}
			n++
		})
		if n != 720 {
			t.Errorf("%s: %d orders were tried", c.name, n)
		}
	}
}

func TestAWholeSetMakesTheSameFamiliesInEveryOrder(t *testing.T) {
	var set []sheet
	frame := marks(70, 60)
	for n := range 8 {
		base := marks(100+n, 160)
		set = append(set, chain(n, 3+n)...)
		for k := range 5 {
			s := slices.Clone(base[:160-10*k])
			copy(s[20*k:], marks(200+10*n+k, 15))
			set = append(set, sheet{fmt.Sprintf("d%d-%d", n, k), s})
		}
	}
	for n := range frequent + 6 { // the frame makes them alike until it is known to be one
		set = append(set, sheet{fmt.Sprintf("f%d", n), append(slices.Clone(frame), marks(400+n, 20)...)})
	}
	for n := range frequent + 8 { // a text that so many have is no frame
		set = append(set, sheet{fmt.Sprintf("g%d", n), append(marks(80, 120), marks(500+n, 2)...)})
	}
	want := ""
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 6 {
		now := at
		dir := filepath.Join(t.TempDir(), "archive")
		db, err := Open(dir, options(&now))
		if err != nil {
			t.Fatal(err)
		}
		order := r.Perm(len(set))
		for _, some := range [][]int{order[:len(set)/2], order[len(set)/2:]} {
			if err := db.main.Update(func(tx *bolt.Tx) error {
				for _, i := range some {
					arrive(t, db, tx, set[i])
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil { // what is in memory is read anew
				t.Fatal(err)
			}
			if db, err = Open(dir, options(&now)); err != nil {
				t.Fatal(err)
			}
		}
		got := families(t, db)
		if n == 0 {
			want = got
			if strings.Contains(got, "f1 ") || !strings.Contains(got, "g1 ") || strings.Count(got, "g") != frequent+8 {
				t.Errorf("families %s", got)
			}
		}
		if got != want {
			t.Errorf("order %d: families\n%s\nwant\n%s", n, got, want)
		}
		if err := db.Check(t.Context()); err != nil {
			t.Errorf("order %d: %v", n, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
