package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"sada"
)

// marks makes a sketch of n numbers from seed on, one in eight of them looked up.
func marks(seed, n int) []uint32 {
	out := make([]uint32, n)
	r := rand.New(rand.NewPCG(uint64(seed), 1))
	for i := range out {
		out[i] = r.Uint32()
	}
	return out
}

// shares is the number of marks that two sketches share.
func shares(a, b []uint32) int {
	n := 0
	for _, m := range a {
		if slices.Contains(b, m) {
			n++
		}
	}
	return n
}

// sketched keeps an article with a sketch; it joins a family with which it shares
// half of its marks, and leads it when it says so.
func sketched(t *testing.T, db *DB, name string, sketch []uint32, leads bool) sada.Record {
	t.Helper()
	url := "https://kiosque.kiosk.test/" + name
	kept, err := db.Keep(t.Context(), Take{
		Source: "kiosque", Key: "u:" + url, Page: page(url, name), Article: article(url, name, name), Sketch: sketch,
	}, func(p Prior) Verdict {
		v := Verdict{NewVersion: true}
		for _, k := range p.Kin {
			if shares(sketch, k.Sketch)*2 > len(sketch) {
				v.Family, v.Head = k.Family, leads
			}
		}
		return v
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept.Record
}

func TestCopiesJoinOneFamilyWhoseIDOutlivesItsHead(t *testing.T) {
	now := at
	dir := filepath.Join(t.TempDir(), "archive")
	db, err := Open(dir, options(&now))
	if err != nil {
		t.Fatal(err)
	}
	text := marks(1, 400)
	first := sketched(t, db, "first", text, false)
	sketched(t, db, "other", marks(2, 400), false)
	second := sketched(t, db, "second", text[:300], true)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openArchive(t, dir, options(&now)) // what is known of texts is read anew
	third := sketched(t, db, "third", text[50:380], false)
	if first.Family != "" || second.Family != first.ID || third.Family != first.ID {
		t.Errorf("families %q, %q, %q, want none before there were copies, then the id of the first", first.Family, second.Family, third.Family)
	}
	head, members, err := db.Family(first.ID)
	if err != nil || head != second.ID || !slices.Equal(members, []string{first.ID, second.ID, third.ID}) {
		t.Errorf("head %s, members %v, %v", head, members, err)
	}
	if r, err := db.Record(first.ID); err != nil || r.Family != first.ID {
		t.Errorf("the first is of family %q, %v", r.Family, err)
	}
}

func TestTwoCopiesThatArriveTogetherAreOneFamily(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	text := marks(3, 200)
	records := make([]sada.Record, 8)
	var all sync.WaitGroup
	for i := range records {
		all.Go(func() { records[i] = sketched(t, db, fmt.Sprintf("n%d", i), text, false) })
	}
	all.Wait()
	alone, families := 0, map[string]bool{}
	for _, r := range records {
		if r.Family == "" {
			alone++
		} else {
			families[r.Family] = true
		}
	}
	if alone != 1 || len(families) != 1 {
		t.Errorf("%d began a family and there are %d, want one and one", alone, len(families))
	}
}

func TestCopiesAreLookedForAmongTextsOfLateAlone(t *testing.T) {
	now := at
	o := options(&now)
	o.Families = 10 * 24 * time.Hour
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), o)
	text := marks(4, 200)
	sketched(t, db, "old", text, false)
	now = at.AddDate(0, 0, 9)
	if r := sketched(t, db, "within", text, false); r.Family == "" {
		t.Error("a copy of nine days ago is not found")
	}
	now = at.AddDate(0, 0, 40)
	if _, err := db.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r := sketched(t, db, "late", text, false); r.Family != "" {
		t.Error("a text of last month is found")
	}
}

func TestNumbersOfManyTextsSayNothing(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	frame := marks(5, 160)
	for n := range frequent + 5 {
		sketched(t, db, fmt.Sprintf("n%d", n), append(marks(100+n, 80), frame...), false)
	}
	var often, own int
	last := marks(900, 80)
	_, err := db.Keep(t.Context(), Take{
		Source: "kiosque", Key: "u:last", Page: page("https://kiosque.kiosk.test/last", "x"), Article: article("https://kiosque.kiosk.test/last", "x", "x"),
		Sketch: append(slices.Clone(last), frame...),
	}, func(p Prior) Verdict {
		for _, m := range frame {
			if p.Often(m) {
				often++
			}
		}
		for _, m := range last {
			if p.Often(m) {
				own++
			}
		}
		return Verdict{NewVersion: true}
	})
	if err != nil || often < len(frame)*8/10 || own > 0 {
		t.Errorf("%d of %d numbers of the frame are called frequent, and %d of its own, %v", often, len(frame), own, err)
	}
}

// What is looked up finds whoever shares most, as a comparison with all does.
func TestTheNearestIsFoundAsByComparingAll(t *testing.T) {
	var x kinIndex
	r := rand.New(rand.NewPCG(6, 7))
	var all [][]uint32
	holds := map[uint32][]uint32{} // number to texts
	for n := range 800 {
		s := marks(1000+n, 100+r.IntN(300))
		if n > 10 && r.IntN(3) == 0 {
			old := all[r.IntN(len(all))]
			copy(s, old[:min(len(old), len(s))*(3+r.IntN(7))/10])
		}
		for _, m := range s {
			holds[m] = append(holds[m], uint32(len(all)))
		}
		all = append(all, s)
		x.add(uint64(n), at.Unix(), s)
	}
	for n := range 200 {
		of := all[r.IntN(len(all))]
		s := append(marks(5000+n, 30), of[:len(of)*3/4]...)
		shared, most := map[uint32]int{}, 0
		for _, m := range s {
			for _, d := range holds[m] {
				shared[d]++
				most = max(most, shared[d])
			}
		}
		near := x.near(s, 0)
		if !slices.ContainsFunc(near, func(d uint32) bool { return shared[d] == most }) {
			t.Errorf("text %d shares %d numbers with one that is not among %v", n, most, near)
		}
	}
}
