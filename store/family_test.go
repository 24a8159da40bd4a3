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

// likeness is the bond of texts that share half of the shorter, and a quarter, of
// what is not frequent in both.
func likeness(a, b []uint32, often func(uint32) bool) Bond {
	rare := func(list []uint32) []uint32 { return slices.DeleteFunc(slices.Clone(list), often) }
	if len(rare(a)) > 8 && len(rare(b)) > 8 {
		a, b = rare(a), rare(b)
	}
	switch n, shorter := shares(a, b), min(len(a), len(b)); {
	case n*2 > shorter:
		return Copy
	case n*4 > shorter:
		return Near
	}
	return Apart
}

// sketchTake is an article with a sketch.
func sketchTake(name string, sketch []uint32) Take {
	url := "https://kiosque.kiosk.test/" + name
	return Take{
		Source: "kiosque", Key: "u:" + url, Page: page(url, name), Article: article(url, name, name), Sketch: sketch, Bond: likeness,
	}
}

// sketched keeps an article with a sketch.
func sketched(t *testing.T, db *DB, name string, sketch []uint32) sada.Record {
	t.Helper()
	kept, err := db.Keep(t.Context(), sketchTake(name, sketch), func(Prior) Verdict { return Verdict{NewVersion: true} })
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
	first := sketched(t, db, "r-first", text)
	sketched(t, db, "other", marks(2, 400))
	second := sketched(t, db, "a-second", text[:300])
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openArchive(t, dir, options(&now)) // what is known of texts is read anew
	third := sketched(t, db, "z-third", text[50:380])
	if first.Family != "" || second.Family != first.ID || third.Family != first.ID {
		t.Errorf("families %q, %q, %q, want none before there were copies, then the id of the first", first.Family, second.Family, third.Family)
	}
	f, err := db.Family(first.ID)
	if err != nil || f.Head != second.ID || !slices.Equal(f.Members, []string{first.ID, second.ID, third.ID}) {
		t.Errorf("%+v, %v", f, err)
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
		all.Go(func() { records[i] = sketched(t, db, fmt.Sprintf("n%d", i), text) })
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
	sketched(t, db, "old", text)
	now = at.AddDate(0, 0, 9)
	if r := sketched(t, db, "within", text); r.Family == "" {
		t.Error("a copy of nine days ago is not found")
	}
	now = at.AddDate(0, 0, 40)
	if _, err := db.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r := sketched(t, db, "late", text); r.Family != "" {
		t.Error("a text of last month is found")
	}
}

func TestNumbersOfManyTextsSayNothing(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	frame := marks(5, 160)
	for n := range frequent + 5 {
		sketched(t, db, fmt.Sprintf("n%d", n), append(marks(100+n, 80), frame...))
	}
	var often, own int
	last := marks(900, 80)
	k := sketchTake("last", append(slices.Clone(last), frame...))
	k.Bond = func(_, _ []uint32, common func(uint32) bool) Bond {
		often, own = 0, 0
		for _, m := range frame {
			if common(m) {
				often++
			}
		}
		for _, m := range last {
			if common(m) {
				own++
			}
		}
		return Apart
	}
	sketched(t, db, "copy", append(slices.Clone(last), frame...))
	_, err := db.Keep(t.Context(), k, func(Prior) Verdict { return Verdict{NewVersion: true} })
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
		x.add(uint64(n+1), at.Unix(), 0, s)
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

func TestAnArticleThatJoinsTwoFamiliesMakesThemOneUnderTheElderName(t *testing.T) {
	now := at
	db := openArchive(t, filepath.Join(t.TempDir(), "archive"), options(&now))
	whole := marks(30, 170)
	bring := func(name string, of []uint32, seed int) sada.Record {
		return sketched(t, db, name, append(slices.Clone(of), marks(seed, 5)...))
	}
	family := func(id string) Family {
		t.Helper()
		f, err := db.Family(id)
		if err != nil {
			t.Errorf("family %s: %v", id, err)
		}
		return f
	}
	first, second := bring("a-first", whole[:100], 31), bring("b-second", whole[70:], 32)
	bring("c-third", whole[70:], 33)
	bring("d-fourth", whole[:100], 34)
	if a, b := family(first.ID), family(second.ID); a.ID == b.ID || len(a.Members) != 2 || len(b.Members) != 2 {
		t.Fatalf("%+v and %+v, want two families of two", a, b)
	}
	bridge := bring("e-bridge", whole, 35)
	one := family(first.ID)
	if one.ID != first.ID || one.Head != first.ID || len(one.Members) != 5 || !slices.Equal(one.Aliases, []string{second.ID}) {
		t.Errorf("%+v, want one of five under the name of %s", one, first.ID)
	}
	if of := family(second.ID); of.ID != first.ID {
		t.Errorf("the younger name leads to %s, want %s", of.ID, first.ID)
	}
	if r, err := db.Record(second.ID); err != nil || r.Family != first.ID {
		t.Errorf("its first member is of family %q, %v", r.Family, err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	sketched(t, db, "e-bridge", marks(36, 100)) // the outlet puts another text in its place
	a, b := family(first.ID), family(second.ID)
	if a.ID != first.ID || b.ID != second.ID || len(a.Members) != 2 || len(b.Members) != 2 || len(a.Aliases)+len(b.Aliases) > 0 {
		t.Errorf("without the article between them %+v and %+v", a, b)
	}
	if r, err := db.Record(bridge.ID); err != nil || r.Family != "" {
		t.Errorf("it is of family %q, %v", r.Family, err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
